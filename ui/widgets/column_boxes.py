"""Which column of a file is what: one box for each of our fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

_TWO_ACROSS = 680  # pixels from which two boxes lie beside each other


class ColumnBoxes(QWidget):
    """Emits ``changed`` when the user has chosen a column."""

    changed = Signal()

    def __init__(self, fields: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QComboBox] = {}
        self._names: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for field, label in fields.items():
            box = self.boxes[field] = QComboBox()
            box.setMinimumContentsLength(12)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setAccessibleName(self.tr("Column for: {}").format(label))
            box.activated.connect(lambda _=0: self.changed.emit())
            name = QLabel(label)
            name.setBuddy(box)
            self._names.append(name)
        self._place(2)

    def _place(self, across: int) -> None:
        for number, (name, box) in enumerate(zip(self._names, self.boxes.values(), strict=True)):
            line, place = divmod(number, across)
            self._grid.addWidget(name, line, place * 2)
            self._grid.addWidget(box, line, place * 2 + 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1 if across == 2 else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where there is no room for two."""
        super().resizeEvent(event)
        self._place(2 if event.size().width() >= _TWO_ACROSS else 1)

    def chosen(self) -> dict[str, str]:
        """The columns that the user has chosen, by field."""
        return {
            field: str(box.currentData()) for field, box in self.boxes.items() if box.currentData()
        }

    def show_columns(
        self, columns: Sequence[str], chosen: Mapping[str, str], found: Mapping[str, str]
    ) -> None:
        """Offer a file's columns; ``found`` are those that are known by their names."""
        for field, box in self.boxes.items():
            own, automatic = chosen.get(field, ""), found.get(field, "")
            box.clear()
            box.addItem(
                self.tr("Found by itself: {}").format(automatic)
                if automatic and not own
                else self.tr("No column"),
                "",
            )
            for name in columns:
                box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(own)) if own else 0)
            box.setToolTip(box.currentText())
