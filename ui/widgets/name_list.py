"""A short list of names to add to, rename, reorder and remove from: fields, or labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.curate.answer_format import check_name
from app.errors import InputError
from ui.pages.base import text

_BETWEEN = re.compile(r"[,;\n\u2028\u2029]")
_LONGEST_PASTE = 20_000


class NameList(QWidget):
    """Emits ``edited`` whenever its names are other ones by the user's hand."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = False
        self._kept: list[str] = []  # as they were before an edit in place
        self.entry = QLineEdit()
        self.entry.setMaxLength(_LONGEST_PASTE)
        self.entry.returnPressed.connect(self._on_add)
        self.entry.textChanged.connect(self._update)
        self.add_button = QPushButton(self.tr("Add"))
        self.add_button.clicked.connect(self._on_add)
        self.list = QListWidget()
        self.list.setMinimumHeight(150)
        self.list.setMaximumHeight(220)
        self.list.setSpacing(3)
        self.list.itemChanged.connect(self._on_renamed)
        self.list.currentRowChanged.connect(self._update)
        self.rename_button = QPushButton(self.tr("Rename"))
        self.rename_button.clicked.connect(self._on_rename)
        self.up_button = QPushButton(self.tr("Move up"))
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button = QPushButton(self.tr("Move down"))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.remove_button = QPushButton(self.tr("Remove"))
        self.remove_button.clicked.connect(self._on_remove)
        self.undo_button = QPushButton(self.tr("Undo"))
        self.undo_button.clicked.connect(self._on_undo)
        self._before: list[str] | None = None
        self.problem = text("", "bad")
        top = QHBoxLayout()
        top.addWidget(self.entry, 1)
        top.addWidget(self.add_button)
        side = QVBoxLayout()
        for button in (
            self.rename_button,
            self.up_button,
            self.down_button,
            self.remove_button,
            self.undo_button,
        ):
            side.addWidget(button)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.addWidget(self.list, 1)
        middle.addLayout(side)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self.problem)
        box.addLayout(middle)
        self.show_kind(label=False)
        self._update()

    def show_kind(self, *, label: bool) -> None:
        """Whether the names are labels, or fields."""
        self._label = label
        if label:
            self.entry.setPlaceholderText(self.tr("A label; several with commas between"))
            self.entry.setAccessibleName(self.tr("New label"))
            self.list.setAccessibleName(self.tr("Labels"))
        else:
            self.entry.setPlaceholderText(self.tr("A field's name; several with commas between"))
            self.entry.setAccessibleName(self.tr("New field"))
            self.list.setAccessibleName(self.tr("Fields"))

    def names(self) -> tuple[str, ...]:
        """The names in order."""
        return tuple(self.list.item(row).text() for row in range(self.list.count()))

    def set_names(self, names: Sequence[str]) -> None:
        """Show these; does nothing where they are shown already."""
        if tuple(names) != self.names():
            self._fill(names)
            self._before = None
            self._say("")
        self._update()

    def _fill(self, names: Sequence[str], current: int = 0) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for name in names:
                item = QListWidgetItem(name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                item.setToolTip(name)
                self.list.addItem(item)
            if names:
                self.list.setCurrentRow(max(0, min(current, len(names) - 1)))
        self._kept = list(names)
        self._update()

    def _change(self, names: Sequence[str], current: int) -> None:
        self._before = self._kept
        self._fill(names, current)
        self._say("")
        self.edited.emit()

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _update(self) -> None:
        row, count = self.list.currentRow(), self.list.count()
        self.add_button.setEnabled(bool(self.entry.text().strip()))
        for button in (self.rename_button, self.remove_button):
            button.setEnabled(row >= 0)
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < count - 1)
        self.undo_button.setEnabled(self._before is not None)

    def _on_add(self) -> None:
        names = list(self.names())
        wanted = [part for part in _BETWEEN.split(self.entry.text()) if part.strip()]
        try:
            for part in wanted or [""]:
                names.append(check_name(part, names, label=self._label))
        except InputError as error:
            self._say(f"{error.message} {error.hint}")
            return
        self.entry.clear()
        self._change(names, len(names) - 1)

    def _on_rename(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.list.editItem(item)

    def _on_renamed(self, item: QListWidgetItem) -> None:
        row = self.list.row(item)
        others = [name for number, name in enumerate(self._kept) if number != row]
        try:
            name = check_name(item.text(), others, label=self._label)
        except InputError as error:
            self._fill(self._kept, row)
            self._say(f"{error.message} {error.hint}")
            return
        if name != self._kept[row]:
            self._change([*self._kept[:row], name, *self._kept[row + 1 :]], row)

    def _move(self, way: int) -> None:
        names, row = list(self.names()), self.list.currentRow()
        names.insert(row + way, names.pop(row))
        self._change(names, row + way)

    def _on_remove(self) -> None:
        names, row = list(self.names()), self.list.currentRow()
        if row >= 0:
            del names[row]
            self._change(names, row)

    def _on_undo(self) -> None:
        if self._before is not None:
            self._change(self._before, 0)
