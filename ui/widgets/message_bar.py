"""A problem on the page: message, hint, Copy details, and a way to dismiss it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import errors
from ui.theme import GAP


class MessageBar(QFrame):
    """Hidden until an error is shown."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "problem")
        self._details = ""
        self.message = _line()
        self.message.setProperty("kind", "heading")
        self.hint = _line()
        texts = QVBoxLayout()
        texts.addWidget(self.message)
        texts.addWidget(self.hint)
        copy = QPushButton(self.tr("Copy details"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details))
        close = QPushButton(self.tr("Dismiss"))
        close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, GAP, GAP, GAP)
        row.addLayout(texts, 1)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_error(self, error: BaseException) -> None:
        """Show an error until it is dismissed or cleared."""
        message, hint, self._details = errors.describe(error)
        self.message.setText(message)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.setAccessibleName(f"{message} {hint}")
        self.show()

    def clear(self) -> None:
        """Hide it."""
        if not self.isHidden():
            self.hide()
            self.dismissed.emit()


def _line() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
