"""The training: what will be done, how it goes, and what came of it; resumed after any stop."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

import shiboken6
from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QPushButton

from app import actions
from app.distill import record
from app.distill.plan import Difference, Plan, differences, plan
from app.distill.record import RunResult
from app.domain import Dataset, Example, Run, RunState
from app.errors import StillroomError
from app.job import Job
from app.models import trained
from app.store import datasets, runs
from app.workflow import Facts, Reason, Step
from ui import words
from ui.context import Context
from ui.job_queue import Ticket
from ui.pages.base import Page, card, row, text
from ui.widgets import loss_chart
from ui.widgets.figures import Figures, dress
from ui.widgets.live_run import LiveRun
from ui.widgets.run_list import RunList, moment
from ui.widgets.run_summary import RunSummary


class View(Enum):
    """What the run in view is at, as the window sees it."""

    NEW = "new"
    RUNNING = "running"
    INTERRUPTED = "interrupted"
    FAILED = "failed"
    FINISHED = "finished"
    GONE = "gone"  # it has finished, but its student is no longer there


class DistillPage(Page):
    """Start, watch, resume."""

    step = Step.DISTILL

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._plan: Plan | None = None
        self._problem = ""  # why the choices cannot be trained
        self._view = View.NEW
        self._results: dict[str, RunResult | None] = {}
        self._steps = 0
        self._seen: tuple[int, str] = (0, "")  # ticket and stage that the facts were read for
        self._build_state()
        self.live = LiveRun(self._example)
        self.body.addWidget(self.live)
        self._build_summary()
        self.runs_title = text(self.tr("Runs of this project"), "heading")
        self.runs = RunList()
        self.runs.picked.connect(self._on_run)
        self.runs_card = card(self.runs_title, self.runs, fill=True)
        self.body.addWidget(self.runs_card)
        self.body.addStretch(1)
        self.runs_card.hide()
        self.live.hide()
        # Its library takes a third of a second to load: not in this thread.
        context.start(self.tr("Loading"), loss_chart.loading, quiet=True, done=self._on_library)

    def _build_summary(self) -> None:
        self.summary = RunSummary()
        self.finish = QCheckBox(self.tr("Then measure it and write the files"))
        self.finish.toggled.connect(self._on_finish)
        self.summary.add(self.finish)
        self.body.addWidget(self.summary)

    def _build_state(self) -> None:
        self.state_title = text("", "heading")
        self.state_text = text()
        self.result = Figures(
            {
                "loss": self.tr("Final loss"),
                "validation": self.tr("Validation loss"),
                "time": self.tr("Training time"),
                "tokens": self.tr("Tokens read"),
                "dropped": self.tr("Left out as too long"),
            },
            {"loss": "loss", "tokens": "token"},
            columns=5,
        )
        self.changed_text = text("", "muted")
        self.anew = QPushButton(self.tr("Start anew"))
        self.anew.clicked.connect(lambda: self._start_new())
        self.state_card = card(
            self.state_title, self.state_text, self.result, self.changed_text, row(self.anew)
        )
        self.body.addWidget(self.state_card)

    # What the page says of itself.

    def title(self) -> str:
        return self.tr("Distill the student")

    def lead(self) -> str:
        return self.tr(
            "Now the student learns from the teacher's answers. You may pause at any time, close "
            "the program or lose power: the training goes on where it stopped."
        )

    def primary(self) -> str:
        if self._view is View.INTERRUPTED:
            return self.tr("Resume")
        if self._view in (View.FAILED, View.GONE):
            return self.tr("Try again") if self._view is View.FAILED else self.tr("Train again")
        if self._view is View.RUNNING:
            return self.tr("Training…")
        return self.tr("Start") if self._view is View.NEW else ""

    @property
    def valid(self) -> bool:
        if self._view is View.NEW:
            return self._plan is not None
        return True

    def missing(self) -> str:
        return self._problem

    def apply(self) -> bool:
        if self._view is View.FINISHED:
            return True
        if self._view is View.NEW:
            self._start_new()
        elif self._view is not View.RUNNING and self.facts.run is not None:
            self._resume(self.facts.run)
        return False

    # Jobs.

    def _start_new(self) -> None:
        place, name = self.context.place, self.context.name
        self._train(lambda: actions.distill(place, name))

    def _resume(self, run: Run) -> None:
        place, name = self.context.place, self.context.name
        self._train(lambda: actions.resume(place, name, run.name))

    def _train(self, make: Callable[[], Job[object]]) -> None:
        if not self.busy:
            self._seen = (0, "")
            self.start(self.tr("Training the student"), make, heavy=True, resumable=True)
            self.refresh(self.facts)
            self.changed.emit()

    def progressed(self, ticket: Ticket) -> None:
        stage = ticket.progress.stage
        if ticket.active and stage and self._seen != (id(ticket), stage):
            # The run's row is there now, or has come a part further.
            self._seen = (id(ticket), stage)
            self.context.refresh()
        if stage.startswith("Distill") and ticket.progress.total:
            self._steps = ticket.progress.total
        if ticket.active:
            self.state_text.setText(self._stage(stage))
        if ticket.active != (self._view is View.RUNNING):
            self.refresh(self.facts)

    def _stage(self, stage: str) -> str:
        said = {
            "Distill": self.tr("The student learns."),
            "Export": self.tr("The student has learned. Its files are being written."),
            "Check": self.tr("It is being proven that the files are the trained student."),
            "Evaluate": self.tr("The student is being measured on texts it has never seen."),
        }
        return said.get(stage.partition(" ")[0], self.tr("The training is being prepared."))

    # Showing.

    def refresh(self, facts: Facts) -> None:
        self._plan_of(facts)
        run = facts.run
        self._view = self._look(run)
        shown = run if self._view is not View.NEW else None
        if self._view is View.RUNNING and not self._seen[1]:
            shown = None  # which run it is, is not known yet
        if shown is None:
            self._steps = self._plan.steps if self._plan is not None else 0
        self._show_summary(facts, shown)
        self._show_state(facts, shown)
        with QSignalBlocker(self.finish):
            self.finish.setChecked(facts.choices.finish)
        running = self._view is View.RUNNING
        folder = runs.folder(self.context.db, shown) if shown is not None else None
        self.live.setVisible(running or shown is not None)
        self.live.follow(folder, self._ticket() if running else None, self._steps)
        self._show_runs(facts)

    def _ticket(self) -> Ticket | None:
        active = self.context.queue.active(self.step)
        return active[0] if active else None

    def _look(self, run: Run | None) -> View:
        if self.busy:
            return View.RUNNING
        if run is None:
            return View.NEW
        if run.state is RunState.FINISHED:
            return View.FINISHED if self._result(run) is not None else View.GONE
        return View.FAILED if run.state is RunState.FAILED else View.INTERRUPTED

    def _result(self, run: Run) -> RunResult | None:
        """What a finished run gave; None where its folder no longer holds a student."""
        folder = runs.folder(self.context.db, run)
        if not trained.exists(folder):
            return None
        if self._results.get(run.name) is None:
            try:
                self._results[run.name] = record.finished(folder)
            except (StillroomError, OSError):
                self._results[run.name] = None
        return self._results[run.name]

    def _plan_of(self, facts: Facts) -> None:
        self._plan, self._problem = None, ""
        if facts.dataset is None or not facts.student:
            reason = Reason.NO_DATASET if facts.dataset is None else Reason.NO_STUDENT
            self._problem = words.reason(reason)
            return
        try:
            self._plan = plan(facts.choices.distill, facts.dataset)
        except StillroomError as error:
            self._problem = f"{error.message} {error.hint}"

    def _show_summary(self, facts: Facts, run: Run | None) -> None:
        if run is None:
            title, found = self.tr("What will be trained"), self._plan
        else:
            title = self.tr("This run")
            dataset = next((each for each in facts.datasets if each.id == run.dataset_id), None)
            found = _plan_of_run(run, dataset)
            self._steps = found.steps if found is not None and self._steps == 0 else self._steps
        self.summary.show_plan(title, found, self._problem)

    def _show_state(self, facts: Facts, run: Run | None) -> None:
        view = self._view
        self.state_card.setVisible(view is not View.NEW)
        result = self._result(run) if run is not None and view is View.FINISHED else None
        self.result.setVisible(result is not None)
        if result is not None:
            self._show_result(result)
        titles = {
            View.RUNNING: self.tr("The training runs"),
            View.INTERRUPTED: self.tr("The training was interrupted"),
            View.FAILED: self.tr("The training has failed"),
            View.FINISHED: self.tr("The student has learned"),
            View.GONE: self.tr("The student of this run is gone"),
        }
        self.state_title.setText(titles.get(view, ""))
        dress(self.state_title, {View.FAILED: "bad", View.GONE: "bad"}.get(view, "heading"))
        if view is not View.RUNNING:
            self.state_text.setText(self._words(view, run))
        elif (ticket := self._ticket()) is not None:
            self.state_text.setText(self._stage(ticket.progress.stage))
        self._show_anew(facts, run)

    def _words(self, view: View, run: Run | None) -> str:
        if run is None:
            return ""
        if view is View.INTERRUPTED:
            return self.tr(
                "It was begun on {}. Resume goes on from the last saved step; nothing that was "
                "learned up to there is lost."
            ).format(moment(run.created))
        if view is View.GONE:
            return self.tr(
                "It has finished, but its folder was removed or damaged. Put the folder back, or "
                "train again: the same settings give the same student."
            )
        if view is View.FAILED:
            why, hint = record.read_problem(runs.folder(self.context.db, run))
            said = why or self.tr("What went wrong is not known any more.")
            return f"{said} {hint}".strip()
        if self.facts.evaluation is not None:
            return self.tr("It has been measured on texts that it has never seen: see Evaluate.")
        return self.tr("Next, it is measured on texts that it has never seen.")

    def _show_result(self, result: RunResult) -> None:
        show = self.result.show_value
        show("loss", words.figure(result.final_loss))
        found = result.validation_loss
        show("validation", words.figure(found) if found is not None else "")
        show("time", words.took(result.seconds))
        show("tokens", words.number(result.train_tokens))
        show("dropped", words.number(result.dropped))

    def _show_anew(self, facts: Facts, run: Run | None) -> None:
        changed: set[Difference] = set()
        if run is not None and facts.dataset is not None and self._plan is not None:
            changed = differences(run, facts.choices.distill, facts.dataset)
        offered = bool(changed) and self._view is not View.RUNNING
        self.anew.setVisible(offered)
        self.finish.setVisible(offered or self._view is not View.FINISHED)
        self.changed_text.setVisible(offered)
        names = {
            Difference.DATASET: self.tr("the dataset"),
            Difference.STUDENT: self.tr("the student"),
            Difference.METHOD: self.tr("the method"),
            Difference.SETTINGS: self.tr("the settings"),
        }
        said = ", ".join(name for part, name in names.items() if part in changed)
        self.changed_text.setText(
            self.tr(
                "Since this run you have changed: {}. Start anew trains another student with what "
                "is chosen now; this run is kept."
            ).format(said)
        )

    def _show_runs(self, facts: Facts) -> None:
        self.runs_card.setVisible(len(facts.runs) > 1)
        if len(facts.runs) < 2:
            return
        losses, states = {}, {}
        for run in facts.runs:
            states[run.name] = run.state
            if run.state is RunState.FINISHED and (found := self._result(run)) is not None:
                losses[run.name] = found.final_loss
            elif run.state is RunState.RUNNING and not self.busy:
                states[run.name] = RunState.INTERRUPTED
        current = facts.run.name if facts.run is not None else ""
        self.runs.show_runs(facts.runs, states, losses, current)
        self.runs.setEnabled(not self.busy)

    # Events.

    def entered(self) -> None:
        self.refresh(self.facts)

    def left(self) -> None:
        self.live.pause()

    def close_page(self) -> None:
        self.live.pause()

    def _on_library(self, _none: object) -> None:
        if shiboken6.isValid(self):
            self.live.chart.make_plot()

    def _on_finish(self, checked: bool) -> None:
        self.context.choose(finish=checked)

    def _on_run(self, name: str) -> None:
        if name != self.context.choices.run:
            self.show_error(None)
            self._steps = 0
            self.context.choose(run=name)

    def _example(self, name: str) -> Example | None:
        run = self.facts.run
        dataset = None
        if run is not None:
            dataset = next(
                (each for each in self.facts.datasets if each.id == run.dataset_id), None
            )
        if dataset is None:
            return None
        return datasets.example(self.context.db, dataset, name)


def _plan_of_run(run: Run, dataset: Dataset | None) -> Plan | None:
    try:
        found = plan(run.config, dataset) if dataset is not None else None
    except StillroomError:
        return None
    return found
