"""The training's page: start, watch, pause, resume, and what it says after every end."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.distill import record
from app.distill import runs as distill_runs
from app.distill.config import from_json
from app.distill.record import METRICS, Metrics
from app.domain import Run, RunState
from app.errors import StillroomError
from app.store import datasets, projects, runs
from app.store.database import Database
from app.workflow import Step
from tests.app.distill import samples
from tests.ui.conftest import enter, saved
from ui.context import Context
from ui.pages.distill import DistillPage, View

Fill = Callable[[Callable[[Database], None]], None]
NAME = "contracts"
# What the offscreen screen says of any window with a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def settings(student: Path, **values: Any) -> dict[str, Any]:
    config = samples.config(student, **values).as_json()
    return {key: value for key, value in config.items() if key != "samples"}


@pytest.fixture
def ready(fill: Fill, tiny_model: Path) -> None:
    """A project whose dataset is frozen and whose student is chosen."""

    def make(db: Database) -> None:
        samples.freeze(db, samples.examples(8, 2))
        project = projects.get(db, NAME)
        chosen = settings(tiny_model, epochs=4.0, validations=2, checkpoint_seconds=0.0)
        projects.choose(db, project, distill=chosen, finish=False)

    fill(make)


def past_run(db: Database, state: RunState, **values: Any) -> Run:
    """A run that was made earlier with the present settings but for ``values``."""
    project = projects.get(db, NAME)
    chosen = dict(projects.choices(db, project).distill) | values
    made = distill_runs.create(db, datasets.get(db, project), from_json(chosen))
    metrics = Metrics(runs.folder(db, made), 0)
    for step in (1, 2, 3):
        metrics.write({"step": step, "loss": 2.0 / step, "tokens": 9 * step, "seconds": 1.0 * step})
    metrics.close()
    return runs.set_state(db, made, state)


def page_of(qtbot: QtBot, context: Context) -> DistillPage:
    enter(qtbot, context, NAME)
    page = DistillPage(context)
    qtbot.addWidget(page)
    page.resize(900, 1400)
    page.show()
    page.refresh(context.facts)
    page.entered()
    return page


def settle(qtbot: QtBot, context: Context) -> None:
    qtbot.waitUntil(lambda: context.queue.idle, timeout=120_000)


def run_of(context: Context) -> Run:
    found = context.facts.run
    assert found is not None
    return found


@pytest.mark.usefixtures("ready")
def test_before_the_start(qtbot: QtBot, context: Context) -> None:
    page = page_of(qtbot, context)
    assert (page.primary(), page.valid) == ("Start", True)
    assert page.summary.figures.values["student"].text() == "tiny-model"
    assert page.summary.figures.values["examples"].text() == "8 to train on, 2 to watch it with"
    assert page.summary.figures.values["steps"].text() == "4 with 8 examples each"
    assert "expect what the teacher wrote" in page.summary.goal.text()
    assert not page.live.isVisible()
    assert not page.state_card.isVisible()
    settle(qtbot, context)


def test_without_a_student(qtbot: QtBot, fill: Fill, request: pytest.FixtureRequest) -> None:
    fill(lambda db: (samples.freeze(db, samples.examples(8, 2)), None)[1])
    context: Context = request.getfixturevalue("context")
    page = page_of(qtbot, context)
    assert not page.valid
    assert page.missing() == "Choose a student first."
    context.choose(distill={"student": "x", "epochs": -3})
    assert not page.valid
    assert "epochs must be above 0" in page.missing()
    settle(qtbot, context)


@pytest.mark.slow
@pytest.mark.usefixtures("ready")
def test_from_start_to_end(qtbot: QtBot, context: Context) -> None:
    page = page_of(qtbot, context)
    assert page.apply() is False
    assert page.busy
    assert page.primary() == "Training…"
    page.apply()  # pressed twice
    assert len(context.queue.active(Step.DISTILL)) == 1
    qtbot.waitUntil(lambda: len(page.live.chart._curve.loss) > 0, timeout=120_000)
    assert page.live.figures.values["step"].text().endswith("/ 4")
    assert page.live.figures.values["memory"].text() not in ("", "–")
    settle(qtbot, context)
    qtbot.waitUntil(lambda: page.primary() == "", timeout=20_000)
    result = record.finished(context.place / run_of(context).folder)
    assert result is not None
    assert page.result.values["loss"].text() == f"{result.final_loss:.3g}"
    assert page.result.values["tokens"].text() == f"{result.train_tokens:,}"
    assert [step for step, _ in page.live.chart._curve.loss] == [1, 2, 3, 4]
    assert page.live.samples.isVisible()
    assert [page.live.samples.steps.itemData(at) for at in range(2)] == [2, 4]
    shown = [cell.text() for cell in page.live.samples._cells]
    assert any("the law of" in said for said in shown), "the text that was asked"
    assert any(said.startswith("Number:") for said in shown), "the teacher's answer"
    assert page.apply() is True


@pytest.mark.slow
@pytest.mark.usefixtures("ready")
def test_pause_and_resume(qtbot: QtBot, context: Context) -> None:
    context_settings = {"epochs": 60.0, "validations": 0}
    enter(qtbot, context, NAME)
    context.choose(distill={**context.choices.distill, **context_settings})
    page = page_of(qtbot, context)
    page.apply()
    qtbot.waitUntil(lambda: len(page.live.chart._curve.loss) > 1, timeout=120_000)
    (ticket,) = context.queue.active(Step.DISTILL)
    assert ticket.resumable
    assert page.live.figures.values["saved"].text().startswith("Saved at step")
    ticket.cancel()
    settle(qtbot, context)
    qtbot.waitUntil(lambda: page.primary() == "Resume", timeout=20_000)
    reached = len(record.read_metrics(context.place / run_of(context).folder))
    assert 1 < reached < 60
    assert "interrupted" in page.state_title.text()
    assert not page.anew.isVisible(), "nothing else is chosen"
    page.apply()
    settle(qtbot, context)
    qtbot.waitUntil(lambda: page.primary() == "", timeout=20_000)
    assert len(context.facts.runs) == 1
    assert [step for step, _ in page.live.chart._curve.loss] == list(range(1, 61))


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize("state", [RunState.INTERRUPTED, RunState.RUNNING])
def test_after_a_crash(
    state: RunState, qtbot: QtBot, workspace: Path, request: pytest.FixtureRequest, fill: Fill
) -> None:
    """Also where the row still says running: nothing runs, so it was cut off."""
    fill(lambda db: (past_run(db, state), None)[1])
    context: Context = request.getfixturevalue("context")
    enter(qtbot, context, NAME)
    runs.set_state(context.db, runs.every(context.db)[0], state)
    page = page_of(qtbot, context)
    assert page.primary() == "Resume"
    assert [step for step, _ in page.live.chart._curve.loss] == [1, 2, 3], "the curve is whole"
    settle(qtbot, context)
    assert page.live.chart.plot is not None
    assert workspace.exists()


@pytest.mark.usefixtures("ready")
def test_a_failed_run_says_why(
    qtbot: QtBot, request: pytest.FixtureRequest, fill: Fill, workspace: Path
) -> None:
    def make(db: Database) -> None:
        run = past_run(db, RunState.FAILED)
        record.write_problem(runs.folder(db, run), StillroomError("It diverged.", "Lower it."))

    fill(make)
    context: Context = request.getfixturevalue("context")
    page = page_of(qtbot, context)
    assert page.primary() == "Try again"
    assert page.state_text.text() == "It diverged. Lower it."
    (workspace / run_of(context).folder / record.PROBLEM).write_text("[", "utf-8")
    page.refresh(context.facts)
    assert "not known any more" in page.state_text.text()
    settle(qtbot, context)


@pytest.mark.usefixtures("ready")
def test_a_finished_run_whose_folder_is_gone(
    qtbot: QtBot, request: pytest.FixtureRequest, fill: Fill, workspace: Path
) -> None:
    def make(db: Database) -> None:
        shutil.rmtree(runs.folder(db, past_run(db, RunState.FINISHED)))

    fill(make)
    context: Context = request.getfixturevalue("context")
    page = page_of(qtbot, context)
    assert page._view is View.GONE
    assert page.primary() == "Train again"
    assert "removed or damaged" in page.state_text.text()
    settle(qtbot, context)
    assert workspace.exists()


@pytest.mark.usefixtures("ready")
def test_start_anew_is_offered_when_the_choices_differ(
    qtbot: QtBot, request: pytest.FixtureRequest, fill: Fill
) -> None:
    fill(lambda db: (past_run(db, RunState.INTERRUPTED), None)[1])
    context: Context = request.getfixturevalue("context")
    page = page_of(qtbot, context)
    assert not page.anew.isVisible()
    context.choose(distill={**context.choices.distill, "epochs": 2.0})
    assert page.anew.isVisible()
    assert "you have changed: the settings" in page.changed_text.text()
    assert page.primary() == "Resume"
    QTest.mouseClick(page.anew, Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    qtbot.waitUntil(lambda: len(context.facts.runs) == 2, timeout=20_000)
    assert run_of(context).config["epochs"] == 2.0
    assert run_of(context).state is RunState.FINISHED
    # The list shows both; the other one can be chosen again.
    assert page.runs_card.isVisible()
    assert page.runs.rowCount() == 2
    other = next(run.name for run in context.facts.runs if run.name != run_of(context).name)
    page.runs.selectRow(1)
    assert context.choices.run == other
    assert page.primary() == "Resume"
    settle(qtbot, context)


@pytest.mark.usefixtures("ready")
def test_whether_it_goes_on_is_stored(qtbot: QtBot, context: Context) -> None:
    page = page_of(qtbot, context)
    assert not page.finish.isChecked()
    page.finish.click()
    assert context.choices.finish is True
    settle(qtbot, context)
    saved(context)
    fresh = projects.choices(context.db, projects.get(context.db, NAME))
    assert fresh.finish is True


@pytest.mark.usefixtures("ready")
def test_a_page_that_is_closed_while_it_loads(qtbot: QtBot, context: Context) -> None:
    enter(qtbot, context, NAME)
    page = DistillPage(context)
    page.close_page()
    shiboken6.delete(page)
    settle(qtbot, context)


@pytest.mark.usefixtures("ready")
def test_a_run_that_is_not_in_view_is_not_read(
    qtbot: QtBot, request: pytest.FixtureRequest, fill: Fill
) -> None:
    fill(lambda db: (past_run(db, RunState.INTERRUPTED), None)[1])
    context: Context = request.getfixturevalue("context")
    page = page_of(qtbot, context)
    settle(qtbot, context)
    page.left()
    assert not page.live._timer.isActive()


@pytest.mark.usefixtures("ready")
def test_a_damaged_record_does_not_end_the_window(
    qtbot: QtBot, request: pytest.FixtureRequest, fill: Fill
) -> None:
    def make(db: Database) -> None:
        folder = runs.folder(db, past_run(db, RunState.INTERRUPTED))
        odd = [b"\xff\xfe\n", b"[1]\n", json.dumps({"step": 4, "loss": "x"}).encode() + b"\n"]
        (folder / METRICS).write_bytes(b"".join(odd))
        (folder / record.SAMPLES).write_bytes(b'{"step": 1, "prompt": 3, "text": null}\n')

    fill(make)
    context: Context = request.getfixturevalue("context")
    page = page_of(qtbot, context)
    settle(qtbot, context)
    assert page.live.chart._curve.loss == []
    assert page.live.chart.waiting.isVisible()
