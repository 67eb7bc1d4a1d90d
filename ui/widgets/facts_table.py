"""A small table of things to choose one from: read-only, whole rows, elided with tooltips."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

_LOWEST, _HIGHEST = 140, 280
_NARROWEST = 110


class FactsTable(QTableWidget):
    """Rows of texts with a key each. Emits ``picked`` with the key that the user has chosen."""

    picked = Signal(str)

    def __init__(
        self, columns: Sequence[str], name: str, *, wide: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(0, len(columns), parent)
        self.setHorizontalHeaderLabels(list(columns))
        self.setAccessibleName(name)
        self.setFixedHeight(_LOWEST)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_NARROWEST)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(columns)):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(
                column, mode.Stretch if column == wide else mode.ResizeToContents
            )
        self._shown: list[tuple[str, tuple[str, ...]]] = []
        self.itemSelectionChanged.connect(self._on_selection)

    def show_rows(self, rows: Sequence[tuple[str, Sequence[str]]], chosen: str) -> None:
        """Show keys with their texts; ``chosen`` is the key of the selected one."""
        wanted = [(key, tuple(texts)) for key, texts in rows]
        with QSignalBlocker(self):
            if wanted != self._shown:
                self._shown = wanted
                self.setRowCount(len(wanted))
                for number, (key, texts) in enumerate(wanted):
                    for column, words in enumerate(texts):
                        item = QTableWidgetItem(words)
                        item.setToolTip(words)
                        item.setData(Qt.ItemDataRole.UserRole, key)
                        self.setItem(number, column, item)
                height = self.horizontalHeader().sizeHint().height() + 8
                height += sum(self.rowHeight(number) for number in range(len(wanted)))
                self.setFixedHeight(max(_LOWEST, min(height, _HIGHEST)))
            keys = [key for key, _ in wanted]
            if chosen in keys:
                if self.current() != chosen or not self.selectedItems():
                    self.selectRow(keys.index(chosen))
            else:
                self.clearSelection()
                self.setCurrentCell(-1, -1)

    def current(self) -> str:
        """The key of the selected row; empty without one."""
        items = self.selectedItems()
        return str(items[0].data(Qt.ItemDataRole.UserRole)) if items else ""

    def _on_selection(self) -> None:
        if key := self.current():
            self.picked.emit(key)
