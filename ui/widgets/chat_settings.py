"""How a chat is led: the instruction, how freely the model writes, and how much at most."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.store.chats import Chat
from ui.pages.base import row
from ui.widgets.explain import Explain
from ui.widgets.flow import Flow

_MOST = 4096


class ChatSettings(QFrame):
    """Emits ``changed`` when the user changes something; ``system`` is None for the trained one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._trained: str | None = None
        self._filling = False
        self.instruction = QPlainTextEdit()
        self.instruction.setTabChangesFocus(True)
        self.instruction.setFixedHeight(76)
        self.instruction.setAccessibleName(self.tr("Instruction"))
        self.instruction.setPlaceholderText(self.tr("It is shown once the model is loaded"))
        self.instruction.textChanged.connect(self._on_change)
        label = QLabel(self.tr("&Instruction"))
        label.setBuddy(self.instruction)
        self.back = QPushButton(self.tr("Back to the one it was trained with"))
        self.back.setProperty("kind", "link")
        self.back.clicked.connect(self._on_back)
        self.temperature = QDoubleSpinBox()
        self.temperature.setRange(0.0, 2.0)
        self.temperature.setSingleStep(0.1)
        self.temperature.setDecimals(2)
        self.temperature.setAccessibleName(self.tr("Temperature"))
        self.temperature.valueChanged.connect(self._on_change)
        warm = QLabel(self.tr("&Temperature"))
        warm.setBuddy(self.temperature)
        self.most = QSpinBox()
        self.most.setRange(1, _MOST)
        self.most.setSingleStep(64)
        self.most.setAccessibleName(self.tr("Longest answer in tokens"))
        self.most.setSuffix(self.tr(" tokens"))
        self.most.valueChanged.connect(self._on_change)
        longest = QLabel(self.tr("&Longest answer"))
        longest.setBuddy(self.most)
        for each in (label, warm, longest):
            # At some scales the last letter is wider than the hint says.
            each.setMinimumWidth(each.sizeHint().width() + 4)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 10)
        box.addWidget(Flow(row(label, Explain("system"), stretch=False), self.back))
        box.addWidget(self.instruction)
        box.addWidget(
            Flow(
                row(warm, self.temperature, Explain("temperature"), stretch=False),
                row(longest, self.most, Explain("token"), stretch=False),
            )
        )
        self._update()

    @property
    def system(self) -> str | None:
        """The instruction that was chosen; None: the one that the student was trained with."""
        written = self.instruction.toPlainText()
        # Before the model has told its own, an empty field means that nothing was chosen.
        return None if written == (self._trained or "") else written

    def fill(self, chat: Chat) -> None:
        """Show a stored conversation's settings."""
        self._filling = True
        self.instruction.setPlainText((self._trained or "") if chat.system is None else chat.system)
        self.temperature.setValue(chat.temperature)
        self.most.setValue(chat.max_tokens)
        self._filling = False
        self._update()

    def set_trained(self, system: str) -> None:
        """The instruction that the student was trained with is known now."""
        chosen = self.system
        self._trained = system
        self.instruction.setPlaceholderText(self.tr("No instruction"))
        if chosen is None:
            self._filling = True
            self.instruction.setPlainText(system)
            self._filling = False
        self._update()

    def _on_change(self) -> None:
        self._update()
        if not self._filling:
            self.changed.emit()

    def _on_back(self) -> None:
        self.instruction.setPlainText(self._trained or "")

    def _update(self) -> None:
        self.back.setVisible(self._trained is not None and self.system is not None)
