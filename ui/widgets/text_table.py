"""A short table of texts: preview rows, rejected rows; read-only, elided, with tooltips."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui import theme

_CELL = 240  # characters; the tooltip has more


class TextTable(QTableWidget):
    """Shows rows of texts; the columns of ``wide`` share the room."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMinimumHeight(220)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copy.activated.connect(self._copy)

    def show_rows(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        wide: Collection[int],
        bad: Collection[int] = (),
    ) -> None:
        """Fill it; the rows of ``bad`` are written in the color of problems."""
        self.setUpdatesEnabled(False)
        self.clear()
        self.setRowCount(len(rows))
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(list(headings))
        mode = QHeaderView.ResizeMode
        for column in range(len(headings)):
            self.horizontalHeader().setSectionResizeMode(
                column, mode.Stretch if column in wide else mode.ResizeToContents
            )
        color = QColor(theme.colors().bad)
        for number, texts in enumerate(rows):
            for column, words in enumerate(texts):
                item = QTableWidgetItem(" ".join(words[:_CELL].split()))
                item.setToolTip(words)
                if number in bad:
                    item.setForeground(color)
                self.setItem(number, column, item)
        self.setUpdatesEnabled(True)

    def _copy(self) -> None:
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        lines = []
        for row in chosen:
            items = [self.item(row, column) for column in range(self.columnCount())]
            lines.append("\t".join(item.toolTip() if item is not None else "" for item in items))
        QGuiApplication.clipboard().setText("\n".join(lines))
