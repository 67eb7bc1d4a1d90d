"""The rows of an example table: ids in memory, lines fetched a block at a time."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ui.context import Context
from ui.widgets.example_sources import Source

BLOCK = 64  # rows read at once
_BLOCKS = 256  # blocks that are remembered
_CELL = 240  # characters a cell shows at most
_Index = QModelIndex | QPersistentModelIndex


class ExampleModel(QAbstractTableModel):
    """As many rows as there are ids. Nothing is counted and no row is skipped over."""

    failed = Signal(object)  # the database could not be read

    def __init__(self, context: Context, source: Source) -> None:
        super().__init__()
        self._context = context
        self.source = source
        self.ids = array("q")
        self._blocks: OrderedDict[int, list[Any]] = OrderedDict()
        self._failed = False

    def open(self, source: Source) -> None:
        """List another source: its first rows at once."""
        self.beginResetModel()
        self.source = source
        self._blocks.clear()
        lines = list(source.first(self._context.db, BLOCK * 2))
        self.ids = array("q", [line.id for line in lines])
        for start in range(0, len(lines), BLOCK):
            self._blocks[start // BLOCK] = lines[start : start + BLOCK]
        self.endResetModel()

    def show(self, ids: array[int], *, fresh: bool) -> bool:
        """List these ids; rows that go on where the known ones end are added to them.

        ``fresh``: what is in the rows may have changed, too. False: all rows are others now.
        """
        known = len(self.ids)
        if ids[:known] != self.ids:
            self.beginResetModel()
            self._blocks.clear()
            self.ids = ids
            self.endResetModel()
            return False
        if fresh:
            self.forget()
        elif known % BLOCK:
            self._blocks.pop(known // BLOCK, None)  # it was not full
        if len(ids) > known:
            self.beginInsertRows(QModelIndex(), known, len(ids) - 1)
            self.ids = ids
            self.endInsertRows()
        return True

    def forget(self) -> None:
        """Read the rows anew when they are next looked at."""
        self._failed = False
        self._blocks.clear()
        if self.ids:
            last = self.index(len(self.ids) - 1, len(self.source.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def line(self, row: int) -> Any:
        """A row's line; None where it is gone or the workspace is closed."""
        number, place = divmod(row, BLOCK)
        block = self._blocks.get(number)
        if block is None:
            ids = self.ids[number * BLOCK : (number + 1) * BLOCK]
            found = self._read(ids)
            if found is None:
                return None
            block = self._blocks[number] = [found.get(each) for each in ids]
            while len(self._blocks) > _BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(number)
        return block[place] if place < len(block) else None

    def _read(self, ids: array[int]) -> Mapping[int, Any] | None:
        """Lines by id. Where they cannot be read, that is said once: Qt would ask without end."""
        if self._failed or not self._context.is_open:
            return None
        try:
            return self.source.lines(self._context.db, ids)
        except Exception as error:
            self._failed = True
            self.failed.emit(error)
            return None

    # What Qt asks.

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many ids."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """The source's columns."""
        return 0 if parent.isValid() else len(self.source.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Headings, and row numbers for a screen reader."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self.source.columns[section].heading
        return section + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.row(), index.column())[0]
        if role == Qt.ItemDataRole.ToolTipRole:
            line = self.line(index.row())
            return None if line is None else self.source.cell(line, index.column()) or None
        return None

    def cell(self, row: int, column: int) -> tuple[str, str]:
        """A cell's text on one line and its tone."""
        line = self.line(row)
        if line is None:
            return "", ""
        text = self.source.cell(line, column)[:_CELL]
        return " ".join(text.split()), self.source.tone(line, column)
