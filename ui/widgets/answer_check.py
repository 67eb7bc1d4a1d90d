"""What an answer looks like, and whether a pasted one has the format."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.curate import answer_format
from ui.pages.base import text

_PAUSE = 250  # milliseconds
_LONGEST = 100_000  # characters: more is no answer


class AnswerCheck(QWidget):
    """Judges the text as it is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: tuple[str, ...] = ()
        self._labels: tuple[str, ...] = ()
        self.entry = QPlainTextEdit()
        self.entry.setAccessibleName(self.tr("An answer to check"))
        self.entry.setPlaceholderText(self.tr("Paste an answer here to see whether it fits."))
        self.entry.setTabChangesFocus(True)
        self.entry.setFixedHeight(110)
        self.verdict = text("", "muted")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.check)
        self.entry.textChanged.connect(lambda: self._timer.start(_PAUSE))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.entry)
        box.addWidget(self.verdict)
        self.check()

    def set_format(self, fields: Sequence[str], labels: Sequence[str]) -> None:
        """What answers shall be; both empty: free text."""
        if (tuple(fields), tuple(labels)) != (self._fields, self._labels):
            self._fields, self._labels = tuple(fields), tuple(labels)
            self.check()

    def check(self) -> None:
        """Judge what is there now."""
        kind, words = self._judge()
        self.verdict.setText(words)
        self.verdict.setVisible(bool(words))
        if self.verdict.property("kind") != kind:
            self.verdict.setProperty("kind", kind)
            self.verdict.style().polish(self.verdict)

    def _judge(self) -> tuple[str, str]:
        answer = self.entry.toPlainText()
        if not answer.strip():
            return "muted", ""
        if len(answer) > _LONGEST:
            words = self.tr("This text has {:,} characters: far too long for one answer.")
            return "bad", words.format(len(answer))
        lacking = answer_format.missing(answer, self._fields)
        if lacking and len(lacking) == len(self._fields):
            return "bad", self.tr("This answer has none of the fields as “name: value”.")
        if lacking:
            words = self.tr("These fields are missing: {}.")
            return "bad", words.format(", ".join(lacking))
        if self._labels and not answer_format.is_label(answer, self._labels):
            return "bad", self.tr("This answer is none of the labels.")
        if answer_format.has_more(answer, self._fields):
            return "warning", self.tr(
                "All fields are there, but there is other text beside them. The student would "
                "learn to write that, too."
            )
        if self._fields:
            return "good", self.tr("This answer fits: all fields are there.")
        if self._labels:
            return "good", self.tr("This answer fits: it is one of the labels.")
        return "good", self.tr("This answer fits: any text does.")
