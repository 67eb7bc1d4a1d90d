"""How many responses each rule leaves out, as bars with numbers, and a switch for each rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.curate.filters import ALWAYS, RULES
from ui import theme, words

_THICK = 14


class Bar(QWidget):
    """One horizontal bar."""

    def __init__(self) -> None:
        super().__init__()
        self.part = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As thick as a line of text."""
        return QSize(160, _THICK + 6)

    def show_part(self, part: float, said: str) -> None:
        """Fill it to ``part`` of 1."""
        self.part = min(1.0, max(0.0, part))
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """A pale track, and the part of it that is filled."""
        found = theme.colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(0, (self.height() - _THICK) / 2, self.width(), _THICK)
        painter.setBrush(QColor(found.raised))
        painter.drawRoundedRect(area, 4, 4)
        if self.part:
            area.setWidth(max(6.0, area.width() * self.part))  # a single response shows, too
            painter.setBrush(QColor(found.warning))
            painter.drawRoundedRect(area, 4, 4)
        painter.end()


class RuleChart(QWidget):
    """A row a rule. Emits what the user switches off, and the rule whose rows are wanted."""

    switched = Signal(object)  # a tuple of the rules that are off
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        self.bars: dict[str, Bar] = {}
        self.counts: dict[str, QPushButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        for name in RULES:
            self._add(name, about=self._about().get(name, ""))

    def _about(self) -> dict[str, str]:
        return {
            "error": self.tr("The request failed, so there is no answer. Always left out."),
            "empty": self.tr("There is nothing in the answer. Always left out."),
            "truncated": self.tr("The teacher had to stop in the middle of its answer."),
            "filtered": self.tr("The provider's filter stopped the answer."),
            "over_long": self.tr("Many times as long as the usual answer."),
            "refusal": self.tr("The teacher declined: “I'm sorry, but I can't …”."),
            "exact_duplicate": self.tr("The same answer to the same prompt is there already."),
            "format": self.tr("The answer lacks fields that the task asks for."),
        }

    def _add(self, name: str, *, about: str = "", switch: bool = True) -> None:
        line = self._grid.rowCount()
        label: QWidget
        if switch:
            box = self.boxes[name] = QCheckBox(words.rule(name))
            box.setChecked(True)
            box.setEnabled(name not in ALWAYS)
            box.setAccessibleName(self.tr("Leave out: {}").format(words.rule(name)))
            box.toggled.connect(self._on_toggled)
            label = box
        else:
            label = QLabel(words.rule(name))
        label.setToolTip(about)
        bar = self.bars[name] = Bar()
        count = self.counts[name] = QPushButton()
        count.setProperty("kind", "link")
        count.clicked.connect(lambda _=False: self.wanted.emit(name))
        self._grid.addWidget(label, line, 0)
        self._grid.addWidget(bar, line, 1)
        self._grid.addWidget(count, line, 2, Qt.AlignmentFlag.AlignRight)

    def show_counts(self, counts: Mapping[str, int], total: int) -> None:
        """Show how many each rule leaves out of ``total``; the longest bar is the largest."""
        for name in counts:
            if name not in self.bars:  # given by no switch: answers that newer ones replace, say
                self._add(name, switch=False)
        largest = max([*counts.values(), 1])
        for name, bar in self.bars.items():
            count = counts.get(name, 0)
            said = self.tr("{}: {} of {}").format(
                words.rule(name), words.number(count), words.number(total)
            )
            bar.show_part(count / largest, said)
            button = self.counts[name]
            button.setText(words.number(count))
            button.setEnabled(count > 0)
            button.setAccessibleName(self.tr("List these responses: {}").format(said))
            button.setToolTip(self.tr("List these responses below"))

    def show_switches(self, left_out: Sequence[str]) -> None:
        """Show which rules are off."""
        for name, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(name not in left_out or name in ALWAYS)

    def _on_toggled(self) -> None:
        self.switched.emit(tuple(name for name, box in self.boxes.items() if not box.isChecked()))
