"""The curves of a run: training loss and validation loss by step (pyqtgraph)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.distill.follow import Curve, thinned
from app.job import Job, Progress
from ui import theme
from ui.widgets.explain import Explain

_MOST = 1500  # points a curve is drawn with
_HEIGHT = 250


def loading() -> Job[None]:
    """Import the chart's library outside the window's thread: it takes a third of a second."""
    yield Progress(message="Loading the chart")
    import pyqtgraph  # noqa: F401


class LossChart(QWidget):
    """Shows a Curve; call ``make_plot`` once the library is loaded. Before, it keeps its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot: Any = None
        self._curve, self._steps = Curve(), 0
        self._training: Any = None
        self._validation: Any = None
        self._chosen = theme.colors()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.waiting = QLabel(self.tr("The curve appears with the first steps."))
        self.waiting.setProperty("kind", "muted")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.waiting.setFixedHeight(_HEIGHT)
        self.legend = _Legend(
            (self.tr("Training"), lambda: theme.colors().accent, False),
            (self.tr("Validation"), lambda: theme.colors().warning, True),
        )
        head = QHBoxLayout()
        title = QLabel(self.tr("Loss by step: lower is better"))
        title.setProperty("kind", "heading")
        head.addWidget(title)
        head.addWidget(Explain("loss"))
        head.addStretch(1)
        head.addWidget(self.legend)
        self._box.addLayout(head)
        self._box.addWidget(self.waiting)

    def make_plot(self) -> None:
        """Put the plot in; the library must be there by now."""
        if self.plot is not None:
            return
        import pyqtgraph

        self.plot = pyqtgraph.PlotWidget()
        self.plot.setFixedHeight(_HEIGHT)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setFrameShape(self.plot.Shape.NoFrame)
        self.plot.setLabel("bottom", self.tr("Step"))
        self.plot.setLabel("left", self.tr("Loss"))
        self.plot.getAxis("left").enableAutoSIPrefix(False)
        self.plot.getAxis("bottom").enableAutoSIPrefix(False)
        self._training = self.plot.plot([], [], antialias=True)
        self._validation = self.plot.plot([], [], symbol="o", symbolSize=8, antialias=True)
        self._box.addWidget(self.plot)
        self._dress()
        self.show_curve(self._curve, self._steps)

    def show_curve(self, curve: Curve, steps: int = 0) -> None:
        """Draw a curve as it is now; ``steps``: how many there will be, where that is known."""
        self._curve, self._steps = curve, steps
        some = bool(curve.loss or curve.validation)
        self.waiting.setVisible(not some or self.plot is None)
        if self.plot is None:
            return
        self.plot.setVisible(some)
        for item, points in ((self._training, curve.loss), (self._validation, curve.validation)):
            drawn = thinned(points, _MOST)
            item.setData([x for x, _ in drawn], [y for _, y in drawn])
        if some:
            self._scale(curve)
        self.plot.setAccessibleName(self._told(curve))

    def show_nothing(self) -> None:
        """There is no run yet."""
        self.show_curve(Curve())

    def _scale(self, curve: Curve) -> None:
        values = [value for _, value in (*curve.loss, *curve.validation)]
        last = max(step for step, _ in (*curve.loss[-1:], *curve.validation[-1:]))
        self.plot.setXRange(0, max(last, self._steps, 1), padding=0.02)
        self.plot.setYRange(0, max(*values, 1e-9), padding=0.05)

    def _told(self, curve: Curve) -> str:
        if not curve.loss:
            return self.tr("Loss by step; nothing yet")
        return self.tr("Loss by step: {0} at step {1}, {2} at step {3}").format(
            f"{curve.loss[0][1]:.3g}", curve.loss[0][0], f"{curve.loss[-1][1]:.3g}",
            curve.loss[-1][0],
        )  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between light and dark."""
        super().changeEvent(event)
        changed = event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
        if changed and self.plot is not None and self._chosen is not theme.colors():
            self._dress()

    def _dress(self) -> None:
        found = self._chosen = theme.colors()
        self.plot.setBackground(QColor(found.surface))
        self.plot.showGrid(x=False, y=True, alpha=0.2)
        for name in ("left", "bottom"):
            axis = self.plot.getAxis(name)
            axis.setPen(QColor(found.border))
            axis.setTextPen(QColor(found.muted))
            axis.label.setDefaultTextColor(QColor(found.muted))
        self._training.setPen(QPen(QColor(found.accent), 0))
        self._training.opts["pen"].setWidthF(1.6 * self.devicePixelRatioF())
        self._training.opts["pen"].setCosmetic(True)
        pen = QPen(QColor(found.warning), 2.0 * self.devicePixelRatioF(), Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        self._validation.setPen(pen)
        self._validation.setSymbolBrush(QColor(found.warning))
        self._validation.setSymbolPen(QColor(found.surface))
        self._training.updateItems()


class _Legend(QWidget):
    """What the lines are, in their own color; dashes where the line has them."""

    def __init__(self, *entries: tuple[str, Callable[[], str], bool]) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for name, color, dashed in entries:
            line.addWidget(_Stroke(color, dashed))
            label = QLabel(name)
            label.setProperty("kind", "muted")
            line.addWidget(label)


class _Stroke(QWidget):
    def __init__(self, color: Callable[[], str], dashed: bool) -> None:
        super().__init__()
        self._color, self._dashed = color, dashed
        self.setFixedSize(28, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen = QPen(QColor(self._color()), 2)
        if self._dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(2, 7), QPointF(26, 7))
