"""The memory that a distillation needs, as a bar against what this machine has."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.distill.memory_plan import Fit, MemoryPlan, Part, Place, fit
from ui import distill_words, theme, words
from ui.pages.base import text

_HEIGHT = 26
_SHADES = {Part.WEIGHTS: 1.0, Part.TRAINING: 0.72, Part.TEXTS: 0.46, Part.TEACHER: 0.28}


def _color(part: Part) -> QColor:
    """One color for each part: the accent, paler from part to part."""
    found = theme.colors()
    if part is Part.PROGRAM:
        return QColor(found.muted)
    accent, surface, share = QColor(found.accent), QColor(found.surface), _SHADES[part]

    def mixed(one: int, other: int) -> int:
        return round(one * share + other * (1 - share))

    return QColor(
        mixed(accent.red(), surface.red()),
        mixed(accent.green(), surface.green()),
        mixed(accent.blue(), surface.blue()),
    )


class _Bar(QWidget):
    """The bar itself: parts from the left, a mark where the free memory ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan: MemoryPlan | None = None
        self.place: Place | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        found, painter = theme.colors(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(0.5, 0.5, self.width() - 1, self.height() - 1)
        rounded = QPainterPath()
        rounded.addRoundedRect(frame, 6, 6)
        painter.fillPath(rounded, QColor(found.raised))
        if self.plan is not None and self.place is not None:
            whole = max(self.plan.total, self.place.total, 1)
            painter.setClipPath(rounded)
            left = 0.0
            for part, size in self.plan.parts.items():
                width = self.width() * size / whole
                painter.fillRect(QRectF(left, 0, width, self.height()), _color(part))
                left += width
            for size, color in ((self.place.free, found.text), (self.place.total, found.bad)):
                if size < whole:
                    painter.setPen(QPen(QColor(color), 2))
                    spot = self.width() * size / whole
                    painter.drawLine(round(spot), 0, round(spot), self.height())
            painter.setClipping(False)
        painter.setPen(QPen(QColor(found.border), 1))
        painter.drawPath(rounded)
        painter.end()


class MemoryBar(QWidget):
    """The bar with its words: what each part is for, and whether it fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = _Bar()
        self.verdict = text("", "heading")
        self.legend = QLabel()
        self.legend.setWordWrap(True)
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.machine = text("", "muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.verdict, self.bar, self.legend, self.machine):
            box.addWidget(widget)

    def show_plan(self, plan: MemoryPlan | None, place: Place | None, waiting: str) -> None:
        """Show a plan against a machine, or ``waiting`` while one of them is not known."""
        self.bar.plan, self.bar.place = plan, place
        known = plan is not None and place is not None
        for widget in (self.bar, self.legend, self.machine):
            widget.setVisible(known)
        kind = "muted"
        if plan is None or place is None:
            self.verdict.setText(waiting)
        else:
            found = fit(plan, place)
            kind = {Fit.COMFORTABLE: "good", Fit.TIGHT: "warning", Fit.NO: "bad"}[found]
            said = self.tr("It needs about {}. {}")
            said = said.format(words.size(plan.total), distill_words.fit(found))
            self.verdict.setText(said)
            have = (
                self.tr("{}: {} of memory, {} free now (the line in the bar).").format(
                    place.gpu, words.size(place.total), words.size(place.free)
                )
                if place.gpu
                else self.tr(
                    "This machine: {} of memory, {} free now (the line in the bar)."
                ).format(words.size(place.total), words.size(place.free))
            )
            self.machine.setText(have)
            self.bar.setAccessibleName(f"{said} {have}")
            self._show_legend()
        if self.verdict.property("kind") != kind:
            self.verdict.setProperty("kind", kind)
            self.verdict.style().polish(self.verdict)
        self.bar.update()

    def _show_legend(self) -> None:
        if self.bar.plan is not None:
            self.legend.setText(
                " &nbsp; ".join(
                    f'<span style="color:{_color(part).name()}">■</span>&nbsp;'
                    f"{distill_words.part(part)}&nbsp;{words.size(size)}".replace(
                        " ", "&nbsp;"
                    ).replace("<span&nbsp;", "<span ")
                    for part, size in self.bar.plan.parts.items()
                )
            )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_legend()
