"""The frozen dataset: its name, date and parts; earlier ones below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from app.domain import Dataset, Split
from ui import words
from ui.pages.base import text


class DatasetCard(QWidget):
    """Shows the newest dataset; without one it says how to get there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = text()
        self.name.setProperty("kind", "good")
        self.parts = text()
        self.date = text("", "muted")
        self.warning = text("", "warning")
        self.earlier_title = text(self.tr("Earlier datasets"), "muted")
        self.earlier = QListWidget()
        self.earlier.setAccessibleName(self.tr("Earlier datasets"))
        self.earlier.setMaximumHeight(110)
        self.earlier.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.earlier.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for widget in (
            self.name,
            self.parts,
            self.date,
            self.warning,
            self.earlier_title,
            self.earlier,
        ):
            box.addWidget(widget)

    def show_datasets(self, datasets: Sequence[Dataset], warning: str) -> None:
        """Show them, oldest first as they come."""
        newest = datasets[-1] if datasets else None
        for widget in (self.parts, self.date):
            widget.setVisible(newest is not None)
        if newest is None:
            self.name.setText(self.tr("None yet. Check the responses and freeze what is kept."))
        else:
            self.name.setText(self.tr("Frozen: {}").format(newest.name))
            self.parts.setText(_parts(newest))
            self.date.setText(_date(newest))
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))
        lines = [
            f"{dataset.name} · {_date(dataset)} · {_parts(dataset)}"
            for dataset in reversed(datasets[:-1])
        ]
        known = [self.earlier.item(number).text() for number in range(self.earlier.count())]
        if lines != known:
            self.earlier.clear()
            self.earlier.addItems(lines)
            for number, line in enumerate(lines):
                self.earlier.item(number).setToolTip(line)
        self.earlier_title.setVisible(bool(lines))
        self.earlier.setVisible(bool(lines))


def _parts(dataset: Dataset) -> str:
    parts = [(words.split(split), dataset.counts.get(split, 0)) for split in Split]
    return " · ".join(f"{name}: {words.number(count)}" for name, count in parts)


def _date(dataset: Dataset) -> str:
    when = QDateTime.fromString(dataset.created, Qt.DateFormat.ISODate)
    if not when.isValid():
        return dataset.created
    return QLocale().toString(when.toLocalTime(), QLocale.FormatType.ShortFormat)
