"""A few live figures in a grid: what it is, small, and its value, large."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import GAP
from ui.widgets.explain import explained

_EMPTY = "–"
_CAPTION = 26  # a line with an explanation's button: all captions stand level


class Figures(QFrame):
    """Captions by key; ``terms`` names the glossary's entry of those that need one."""

    def __init__(
        self,
        captions: Mapping[str, str],
        terms: Mapping[str, str] | None = None,
        columns: int = 3,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.values: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(GAP)
        for number, (key, caption) in enumerate(captions.items()):
            head = QLabel(caption)
            head.setProperty("kind", "muted")
            value = QLabel(_EMPTY)
            value.setProperty("kind", "heading")
            value.setWordWrap(True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setAccessibleName(caption)
            self.values[key] = value
            cell = QWidget()
            box = QVBoxLayout(cell)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(2)
            term = (terms or {}).get(key)
            caption_line = explained(head, term) if term else head
            caption_line.setMinimumHeight(_CAPTION)
            box.addWidget(caption_line)
            box.addWidget(value)
            box.addStretch(1)
            grid.addWidget(cell, number // columns, number % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def show_value(self, key: str, value: str) -> None:
        """Show a value; empty: nothing is known."""
        said = value or _EMPTY
        label = self.values[key]
        if label.text() != said:
            label.setText(said)
            label.setAccessibleDescription(said)


def dress(label: QLabel, kind: str) -> None:
    """Give a label that is already shown another look."""
    if label.property("kind") != kind:
        label.setProperty("kind", kind)
        label.style().unpolish(label)
        label.style().polish(label)
