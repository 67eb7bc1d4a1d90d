"""A conversation on the screen: questions, answers side by side, and what can be done with each."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QImage,
    QResizeEvent,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.store.chats import STUDENT, Turn
from ui.pages.base import text
from ui.theme import GAP
from ui.widgets.flow import Flow

_EVERY = 100  # milliseconds between two looks of a text that is being written
_MARKDOWN = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_IMAGE = re.compile(r"!(?=\[)")


def markdown(answer: str) -> str:
    """An answer as the Markdown to show: its line ends stay, its images are links only."""
    lines, inside = [], False
    for line in answer.split("\n"):
        if _FENCE.match(line):
            inside = not inside
        elif not inside:
            # Markdown joins lines; a model that writes one field a line does not mean that.
            line = _IMAGE.sub("", line.rstrip()) + "  "
        lines.append(line)
    return "\n".join(lines)


class MessageText(QTextBrowser):
    """A text as high as it is. Nothing in it is loaded, followed or run."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        # The card around it is its frame.
        self.setStyleSheet(
            "QTextBrowser { border: 1px solid transparent; padding: 0; background: transparent; }"
            "QTextBrowser:focus { border: 1px solid palette(highlight); }"
        )
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """No image or other file that a text names is ever read, from here or elsewhere.

        A dot that cannot be seen is given: for nothing, Qt would go on and read the file itself.
        """
        dot = QImage(1, 1, QImage.Format.Format_ARGB32)
        dot.fill(Qt.GlobalColor.transparent)
        return dot

    def wheelEvent(self, event: QWheelEvent) -> None:
        """It never scrolls: the conversation around it does."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width gives another height."""
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A selection that nobody works with any more goes."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def _fit(self) -> None:
        height = math.ceil(self.document().size().height()) + 2 * self.frameWidth() + 2
        if self.document().idealWidth() > self.viewport().width() + 1:
            height += self.horizontalScrollBar().sizeHint().height()  # a wide table or code
        if height != self.height():
            self.setFixedHeight(height)


class MessageCard(QFrame):
    """One message with its head, a note below it, and buttons."""

    def __init__(self, head: str, name: str, *, plain: bool) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._plain = plain
        self.raw = ""
        self.head = text(head, "muted")
        self.body = MessageText(name)
        self.note = text("", "muted")
        self.note.hide()
        self.buttons = Flow(gap=4)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 8)
        box.setSpacing(4)
        box.addWidget(self.head)
        box.addWidget(self.body)
        box.addWidget(self.note)
        box.addWidget(self.buttons)
        box.addStretch(1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_EVERY)
        self._later.timeout.connect(self._show)

    def add_button(self, caption: str, name: str) -> QPushButton:
        """A small button below the text."""
        button = QPushButton(caption)
        button.setProperty("kind", "link")
        button.setAccessibleName(name)
        self.buttons.add(button)
        return button

    def set_text(self, raw: str, *, at_once: bool = True) -> None:
        """Show a text; one that grows is laid out ten times a second at most."""
        if raw == self.raw and not at_once:
            return
        self.raw = raw
        if at_once:
            self._later.stop()
            self._show()
        elif not self._later.isActive():
            self._later.start()

    def set_note(self, note: str, kind: str = "muted") -> None:
        """A line below the text; empty: none."""
        if note != self.note.text() or self.note.property("kind") != kind:
            self.note.setText(note)
            self.note.setProperty("kind", kind)
            self.note.style().unpolish(self.note)
            self.note.style().polish(self.note)
        self.note.setVisible(bool(note))

    def _show(self) -> None:
        self.body.setVisible(bool(self.raw))
        if self._plain:
            self.body.setPlainText(self.raw)
            return
        self.body.document().setMarkdown(markdown(self.raw), _MARKDOWN)


class TurnRow(QWidget):
    """A question and below it its answers, side by side."""

    def __init__(self, number: int, turn: Turn, who: Sequence[str], view: ChatView) -> None:
        super().__init__()
        self.question = MessageCard(self.tr("You"), self.tr("Your question"), plain=True)
        self.question.set_text(turn.question)
        edit = self.question.add_button(
            self.tr("Edit"), self.tr("Edit question {} and ask it again").format(number + 1)
        )
        edit.clicked.connect(lambda: view.edit.emit(number))
        self.answers: dict[str, MessageCard] = {}
        self.again: list[QPushButton] = []
        self.keep: list[QPushButton] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        inset = QHBoxLayout()  # what the user said stands in from the left
        inset.addSpacing(48)
        inset.addWidget(self.question)
        box.addLayout(inset)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for each in who:
            line.addWidget(self._answer(number, each, view), 1)
        box.addLayout(line)
        for each, said in turn.answers.items():
            if each in self.answers:
                self.answers[each].set_text(said)

    def _answer(self, number: int, who: str, view: ChatView) -> MessageCard:
        name = view.names.get(who, who)
        made = MessageCard(name, self.tr("Answer of {}").format(name), plain=False)
        made.set_text("")
        copy = made.add_button(
            self.tr("Copy"), self.tr("Copy answer {} of {}").format(number + 1, name)
        )
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(made.raw))
        if who == STUDENT:
            again = made.add_button(
                self.tr("Ask again"), self.tr("Ask question {} again").format(number + 1)
            )
            again.clicked.connect(view.again)
            self.again.append(again)
            keep = made.add_button(
                self.tr("Save as test case…"),
                self.tr("Save question {} as a test case").format(number + 1),
            )
            keep.clicked.connect(lambda: view.keep.emit(number))
            self.keep.append(keep)
        self.answers[who] = made
        return made


class ChatView(QScrollArea):
    """All turns; follows the newest text unless the user has scrolled away."""

    edit = Signal(int)  # the number of the turn
    again = Signal()  # the last turn
    keep = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Conversation"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(260)
        self.names: Mapping[str, str] = {}
        self.rows: list[TurnRow] = []
        self.empty = text("", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = QWidget()
        inner.setObjectName("canvas")
        self._box = QVBoxLayout(inner)
        self._box.setContentsMargins(0, 0, GAP, 0)
        self._box.setSpacing(GAP)
        self._box.addWidget(self.empty, 1)
        self._box.addStretch(1)
        self.setWidget(inner)
        self._follow = True
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range)
        bar.valueChanged.connect(self._on_scroll)

    def show_turns(self, turns: Sequence[Turn], who: Sequence[str]) -> None:
        """Show these turns, each with its own answers and, the last one, those of ``who`` too."""
        self.cut(0)
        for number, turn in enumerate(turns):
            last = number == len(turns) - 1
            self.add(turn, who if last and not turn.answers else ())

    def add(self, turn: Turn, who: Sequence[str]) -> TurnRow:
        """Add a turn that these models answer."""
        order = [*self.names, *turn.answers, *who]
        shown = [each for each in dict.fromkeys(order) if each in turn.answers or each in who]
        row = TurnRow(len(self.rows), turn, shown, self)
        self.rows.append(row)
        self._box.insertWidget(self._box.count() - 1, row)
        self._follow = True
        self._tidy()
        return row

    def cut(self, at: int) -> None:
        """Take away the turns from that number on."""
        for row in self.rows[at:]:
            self._box.removeWidget(row)
            row.hide()
            row.deleteLater()
        del self.rows[at:]
        self._tidy()

    def card(self, number: int, who: str) -> MessageCard | None:
        """The card of an answer."""
        return self.rows[number].answers.get(who) if 0 <= number < len(self.rows) else None

    def lock_last(self, locked: bool) -> None:
        """Whether the last turn's answer can be asked again and kept: not while it is written."""
        for number, row in enumerate(self.rows):
            for button in (*row.again, *row.keep):
                button.setEnabled(not locked or number < len(self.rows) - 1)

    def _tidy(self) -> None:
        self.empty.setVisible(not self.rows)
        for number, row in enumerate(self.rows):
            for button in row.again:
                button.setVisible(number == len(self.rows) - 1)

    def _on_range(self, _low: int, high: int) -> None:
        if self._follow:
            self.verticalScrollBar().setValue(high)

    def _on_scroll(self, value: int) -> None:
        self._follow = value >= self.verticalScrollBar().maximum() - 4
