"""Where the question is typed and sent, what is being loaded, and how fast the model writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.pages.base import row, text
from ui.theme import GAP
from ui.widgets.explain import Explain


class ChatBox(QPlainTextEdit):
    """Where the question is typed: Enter sends, Shift+Enter makes a new line."""

    sent = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Your question"))
        self.setPlaceholderText(self.tr("Type a question, then press Enter"))
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.sent.emit()
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        # A plain text's document measures itself in lines.
        lines = min(6, max(2, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 24)


class ChatInput(QWidget):
    """The lower part of a chat."""

    sent = Signal()
    stopped = Signal()
    changed = Signal()  # what is typed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loading = QLabel()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("The model is being loaded"))
        self.loading_row = row(self.loading, self.bar, stretch=False)
        self.box = ChatBox()
        self.box.sent.connect(self.sent)
        self.box.textChanged.connect(self.changed)
        self.send = QPushButton(self.tr("Send"))
        self.send.setProperty("kind", "primary")
        self.send.clicked.connect(self.sent)
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.clicked.connect(self.stopped)
        line = QHBoxLayout()
        line.addWidget(self.box, 1)
        for button in (self.send, self.stop):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.status = text("", "muted")
        below = QHBoxLayout()
        below.addWidget(self.status, 1)
        below.addWidget(Explain("token"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(self.loading_row)
        whole.addLayout(line)
        whole.addLayout(below)

    @property
    def question(self) -> str:
        """What is typed."""
        return self.box.toPlainText().strip()

    def put(self, question: str) -> None:
        """Put a question into the box, ready to be sent or replaced."""
        self.box.setPlainText(question)
        self.box.selectAll()

    def show_state(self, *, answering: bool, can_ask: bool) -> None:
        """``can_ask``: there is a model."""
        self.send.setVisible(not answering)
        self.stop.setVisible(answering)
        self.send.setEnabled(bool(self.question) and can_ask)

    def show_loading(self, files: Sequence[str]) -> None:
        """Say which files are being loaded."""
        self.loading_row.setVisible(bool(files))
        if files:
            self.loading.setText(self.tr("Loading {}…").format(", ".join(files)))

    def show_figures(self, figures: Mapping[str, float]) -> None:
        """How fast the student writes, and how much it can still remember."""
        parts = []
        if figures.get("tokens_per_second"):
            parts.append(self.tr("{:.0f} tokens/s").format(figures["tokens_per_second"]))
        if "prompt_tokens" in figures:
            used = figures["prompt_tokens"] + figures.get("tokens", 0.0)
            parts.append(
                self.tr("the conversation has {:,.0f} of at most {:,.0f} tokens").format(
                    used, figures.get("context", 0.0)
                )
            )
        parts.append(self.tr("Enter sends, Shift+Enter makes a new line"))
        self.status.setText(" · ".join(parts))
