"""How the student learns: the methods, the impossible ones greyed out with their reason."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.workflow import Reason
from ui import words
from ui.pages.base import text

_INDENT = 19


class MethodChoice(QWidget):
    """Emits ``picked`` with a method's name."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.radios: dict[str, QRadioButton] = {}
        self.about = {
            "response": self.tr("The student learns from the teacher's answers. Always possible."),
            "logit": self.tr(
                "The student also learns how likely the teacher held every other word. Often "
                "better from the same examples, but the teacher is loaded, too."
            ),
        }
        titles = {"response": self.tr("Response level"), "logit": self.tr("Logit level")}
        self.reasons = {name: text("", "muted") for name in titles}
        group = QButtonGroup(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        for name, title in titles.items():
            radio = self.radios[name] = QRadioButton(title)
            radio.clicked.connect(lambda _on=False, it=name: self.picked.emit(it))
            group.addButton(radio)
            self.reasons[name].setIndent(_INDENT)
            box.addWidget(radio)
            box.addWidget(self.reasons[name])

    def show_methods(self, methods: Mapping[str, Reason], chosen: str, extra: str = "") -> None:
        """``extra`` is a reason against the logit level that no rule knows: a file is gone."""
        for name, reason in methods.items():
            radio = self.radios[name]
            said = words.reason(reason) or (extra if name == "logit" else "")
            radio.setEnabled(not said)
            radio.setChecked(name == chosen)
            self.reasons[name].setText(said or self.about[name])
            radio.setAccessibleDescription(said or self.about[name])
            radio.setToolTip(said)
