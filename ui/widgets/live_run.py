"""A run as it learns: curves, speed, memory, checkpoint and sample answers, by small reads."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.distill.follow import RunFollower, newest_checkpoint, worker_memory
from app.domain import Example
from ui import words
from ui.job_queue import State, Ticket
from ui.pages.base import card
from ui.theme import GAP
from ui.widgets.figures import Figures
from ui.widgets.loss_chart import LossChart
from ui.widgets.sample_answers import SampleAnswers

_INTERVAL = 1000  # milliseconds between two looks at a run that learns
_CATCH_UP = 40  # while there is more to read at once


class LiveRun(QWidget):
    """Follows one run folder while it is in view; ``ticket`` is the job that trains it."""

    def __init__(self, look_up: Callable[[str], Example | None]) -> None:
        super().__init__()
        self._follower: RunFollower | None = None
        self._ticket: Ticket | None = None
        self._steps = 0
        self.chart = LossChart()
        self.figures = Figures(
            {
                "step": self.tr("Step"),
                "left": self.tr("Time left"),
                "speed": self.tr("Speed"),
                "loss": self.tr("Loss, training and validation"),
                "memory": self.tr("Memory of the training"),
                "saved": self.tr("Saved"),
            },
            {"loss": "loss", "speed": "token", "saved": "checkpoint"},
        )
        self.samples = SampleAnswers(look_up)
        self._figures_card = card(self.figures)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self._figures_card)
        box.addWidget(card(self.chart, fill=True))
        box.addWidget(self.samples)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def follow(self, folder: Path | None, ticket: Ticket | None, steps: int) -> None:
        """Show that run; without a ticket it does not learn now. None: nothing yet."""
        if folder != (self._follower.folder if self._follower is not None else None):
            self._follower = RunFollower(folder) if folder is not None else None
        self._ticket, self._steps = ticket, steps
        self._figures_card.setVisible(ticket is not None)
        self.look()

    def pause(self) -> None:
        """Read nothing while the page is not in view."""
        self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """In view again: read on."""
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        """Read what is new and show it."""
        follower, running = self._follower, self._running()
        if follower is not None:
            follower.look()
            self.chart.show_curve(follower.curve, self._steps)
            self.samples.show_answers(follower.samples)
            self.samples.setVisible(bool(follower.samples) or running)
        else:
            self.chart.show_nothing()
            self.samples.show_answers({})
            self.samples.setVisible(running)
        if running:
            self._show_figures()
        behind = follower is not None and follower.behind
        if (behind or running) and self.isVisible():
            self._timer.start(_CATCH_UP if behind else _INTERVAL)
        else:
            self._timer.stop()

    def _running(self) -> bool:
        return self._ticket is not None and self._ticket.active

    def _show_figures(self) -> None:
        ticket = self._ticket
        assert ticket is not None
        last = self._follower.curve.last if self._follower is not None else {}
        step = int(last.get("step", 0))
        show = self.figures.show_value
        steps = (
            f"{words.number(step)} / {words.number(self._steps)}"
            if self._steps
            else words.number(step)
        )
        show("step", steps if step or self._steps else "")
        left = ticket.estimate.remaining(time.monotonic())
        show("left", words.duration(left) if left is not None else "")
        speed = self._follower.curve.tokens_per_second if self._follower is not None else None
        show("speed", self.tr("{} tokens/s").format(words.number(speed)) if speed else "")
        show("loss", self._loss())
        memory = worker_memory() if ticket.state is State.RUNNING else 0
        show("memory", words.size(memory) if memory else "")
        show("saved", self._saved())

    def _loss(self) -> str:
        curve = self._follower.curve if self._follower is not None else None
        if curve is None or not curve.loss:
            return ""
        training = words.figure(curve.loss[-1][1])
        if not curve.validation:
            return training
        return f"{training} · {words.figure(curve.validation[-1][1])}"

    def _saved(self) -> str:
        found = newest_checkpoint(self._follower.folder) if self._follower is not None else None
        if found is None:
            return self.tr("Not yet")
        clock = QDateTime.fromSecsSinceEpoch(int(found.time)).time()
        said = QLocale().toString(clock, QLocale.FormatType.ShortFormat)
        return self.tr("Saved at step {0}, {1}").format(words.number(found.step), said)
