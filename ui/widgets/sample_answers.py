"""What the student answers while it learns, beside the teacher's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QVBoxLayout

from app.domain import Example, Role
from ui.pages.base import row, text
from ui.widgets.figures import dress

_LONGEST = 1500  # letters of a text that are shown


class SampleAnswers(QFrame):
    """Answers by step; the newest are shown unless another step is chosen."""

    def __init__(self, look_up: Callable[[str], Example | None]) -> None:
        super().__init__()
        self._look_up = look_up
        self._answers: dict[int, dict[str, str]] = {}
        self._known: dict[str, Example | None] = {}
        self._cells: list[QLabel] = []
        self.setProperty("kind", "card")
        self.steps = QComboBox()
        self.steps.setAccessibleName(self.tr("Answers after step"))
        self.steps.currentIndexChanged.connect(lambda _index: self._fill())
        self.hint = text(
            self.tr(
                "Sample answers appear here at each look at the validation texts. The student "
                "does not train on these texts."
            ),
            "muted",
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.addWidget(row(text_line(self.tr("Sample answers"), "heading"), self.steps))
        box.addWidget(self.hint)
        box.addLayout(self._grid)
        self.steps.hide()

    def show_answers(self, answers: Mapping[int, Mapping[str, str]]) -> None:
        """Take the answers there are; the chosen step stays unless it was the newest."""
        told = {step: dict(texts) for step, texts in sorted(answers.items())}
        if told == self._answers:
            return
        followed = self.steps.currentIndex() in (-1, self.steps.count() - 1)
        chosen = self.steps.currentData()
        self._answers = told
        blocked = self.steps.blockSignals(True)
        self.steps.clear()
        for step in told:
            self.steps.addItem(self.tr("After step {}").format(step), step)
        at = self.steps.findData(chosen)
        self.steps.setCurrentIndex(self.steps.count() - 1 if followed or at < 0 else at)
        self.steps.blockSignals(blocked)
        self.steps.setVisible(bool(told))
        self.hint.setVisible(not told)
        self._fill()

    def _fill(self) -> None:
        shown = self._answers.get(self.steps.currentData(), {})
        while len(self._cells) < 3 * (len(shown) + 1):
            label = text()
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            number = len(self._cells)
            self._grid.addWidget(label, number // 3, number % 3)
            self._cells.append(label)
        said = [self.tr("Text"), self.tr("Teacher"), self.tr("Student so far")] if shown else []
        for name, answer in shown.items():
            if name not in self._known:
                self._known[name] = self._look_up(name)
            example = self._known[name]
            said += [_asked(example), example.response if example else "–", answer]
        for number, label in enumerate(self._cells):
            whole = said[number] if number < len(said) else ""
            dress(label, "muted" if number < 3 else "")
            label.setText(whole[:_LONGEST] + ("…" if len(whole) > _LONGEST else ""))
            label.setVisible(number < len(said))


def text_line(content: str, kind: str = "") -> QLabel:
    """A label of one line, beside other widgets."""
    label = QLabel(content)
    label.setProperty("kind", kind)
    return label


def _asked(example: Example | None) -> str:
    if example is None:
        return "–"
    turns = [turn.content for turn in example.messages if turn.role is not Role.SYSTEM]
    return "\n\n".join(turns)
