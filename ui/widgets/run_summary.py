"""What will be trained, or what a run trained: student, objective in words, examples, steps."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.distill.plan import Plan
from ui import words
from ui.pages.base import text
from ui.widgets.figures import Figures


class RunSummary(QFrame):
    """A card of the plan's figures; ``add`` puts a choice below them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.heading = text("", "heading")
        self.figures = Figures(
            {
                "student": self.tr("Student"),
                "method": self.tr("It learns from"),
                "tuning": self.tr("What changes in it"),
                "examples": self.tr("Examples"),
                "steps": self.tr("Steps"),
                "rate": self.tr("Passes over the examples"),
            },
            {"method": "method", "tuning": "lora", "rate": "epochs", "student": "student"},
        )
        self.goal = text("", "muted")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(16, 14, 16, 14)
        self._box.setSpacing(8)
        for widget in (self.heading, self.figures, self.goal):
            self._box.addWidget(widget)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        self._box.addWidget(widget)

    def show_plan(self, heading: str, plan: Plan | None, instead: str) -> None:
        """Show a plan; where there is none, say why."""
        self.heading.setText(heading)
        show = self.figures.show_value
        if plan is None:
            for key in self.figures.values:
                show(key, "")
            self.goal.setText(instead)
            return
        config = plan.config
        lora = self.tr("A small addition to it (LoRA)")
        show("student", plan.student)
        show("method", words.method(config.method))
        show("tuning", lora if config.tuning == "lora" else self.tr("All of its weights"))
        counts = self.tr("{0} to train on, {1} to watch it with")
        show("examples", counts.format(words.number(plan.training), words.number(plan.validation)))
        steps = self.tr("{0} with {1} examples each")
        show("steps", steps.format(words.number(plan.steps), words.number(config.batch_size)))
        passes = plan.steps * config.batch_size / max(1, plan.training)
        show("rate", f"{passes:.2g}" if config.max_steps else f"{config.epochs:g}")
        self.goal.setText(self._goal(config.method, config.alpha))

    def _goal(self, method: str, alpha: float) -> str:
        if method == "response" or alpha >= 1:
            return self.tr(
                "The goal: word by word, the student learns to expect what the teacher wrote."
            )
        return self.tr(
            "The goal: word by word, the student learns to expect what the teacher wrote ({0}% of "
            "the weight), and to find every other word as likely as the teacher does ({1}%)."
        ).format(round(100 * alpha), round(100 * (1 - alpha)))
