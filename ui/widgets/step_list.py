"""The project's steps down the left: done, current, or blocked with the reason."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.workflow import State, Status, Step
from ui import theme, words

_SIZE = 20


class StepList(QListWidget):
    """Emits ``chosen`` when a step that is not blocked is clicked or entered by key."""

    chosen = Signal(object)  # Step

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self.setAccessibleName(self.tr("Steps of the project"))
        self.setFixedWidth(216)
        self.setIconSize(QSize(_SIZE, _SIZE))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for step in Step:
            item = QListWidgetItem(words.step(step))
            item.setData(Qt.ItemDataRole.UserRole, step)
            item.setSizeHint(QSize(200, 42))
            self.addItem(item)
        self.itemClicked.connect(self._on_item)
        self.itemActivated.connect(self._on_item)

    def show_states(self, states: dict[Step, State], current: Step) -> None:
        """Bring the list up to date."""
        for number, step in enumerate(Step):
            item, state = self.item(number), states[step]
            blocked = state.status is Status.BLOCKED
            item.setIcon(_icon(state.status, number + 1))
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            item.setFlags(Qt.ItemFlag.NoItemFlags if blocked else flags)
            reason = words.reason(state.reason)
            item.setToolTip(reason)
            item.setText(f"{words.step(step)}\n{reason}" if blocked else words.step(step))
            item.setSizeHint(QSize(200, self._height(item.text())))
            said = QCoreApplication.translate("StepList", "done")
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{words.step(step)}: {reason or (said if state.status is Status.DONE else '')}",
            )
            if step is current:
                self.setCurrentItem(item)

    def _height(self, said: str) -> int:
        """Room for the name, and for a reason that wraps."""
        room = QRect(0, 0, self.width() - _SIZE - 34, 1000)
        wrap = Qt.TextFlag.TextWordWrap
        return max(42, self.fontMetrics().boundingRect(room, wrap, said).height() + 14)

    def _on_item(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _icon(status: Status, number: int) -> QIcon:
    """A tick for done, the number in a ring for open, a pale number for blocked."""
    found = theme.colors()
    scale = 3  # sharp at 300%
    picture = QPixmap(_SIZE * scale, _SIZE * scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    if status is Status.DONE:
        painter.setBrush(QColor(found.accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(1, 1, _SIZE - 2, _SIZE - 2)
        painter.setPen(QPen(QColor(found.on_accent), 2.2))
        painter.drawPolyline([QPointF(5.5, 10.5), QPointF(8.7, 13.7), QPointF(14.5, 7)])
    else:
        color = QColor(found.text if status is Status.OPEN else found.muted)
        painter.setPen(QPen(color, 1.4))
        painter.drawEllipse(1, 1, _SIZE - 2, _SIZE - 2)
        font = painter.font()
        font.setPixelSize(10)
        painter.setFont(font)
        painter.drawText(0, 0, _SIZE, _SIZE, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.end()
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Disabled)
    return icon
