"""Jobs in threads: exactly one end each, heavy ones in turn, and nothing left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.errors import InputError
from app.job import Job, Progress
from app.store import database, projects
from app.store import workspace as workspaces
from app.workflow import Step
from tests.ui.conftest import enter
from ui.context import Context
from ui.job_queue import JobQueue, State, Ticket
from ui.job_thread import JobThread


def counting(number: int, seconds: float = 0.0) -> Job[int]:
    for done in range(number):
        time.sleep(seconds)
        yield Progress(done + 1, number, "Counting")
    return number


def endless(closed: list[str]) -> Job[None]:
    try:
        while True:
            time.sleep(0.01)
            yield Progress(message="Going on")
    finally:
        closed.append("closed")


def broken() -> Job[None]:
    yield Progress()
    raise InputError("The file is bad.", "Choose another.")


class Ends(QObject):
    """Counts the ends of a thread."""

    def __init__(self, thread: JobThread) -> None:
        super().__init__()
        self.seen: list[Any] = []
        self.progress: list[Progress] = []
        thread.succeeded.connect(lambda result: self.seen.append(("succeeded", result)))
        thread.cancelled.connect(lambda: self.seen.append(("cancelled",)))
        thread.failed.connect(lambda error: self.seen.append(("failed", error)))
        thread.progressed.connect(self.progress.append)


def finished(qtbot: QtBot, thread: JobThread) -> Ends:
    ends = Ends(thread)
    with qtbot.waitSignal(thread.finished, timeout=10_000):
        thread.start()
    qtbot.waitUntil(lambda: bool(ends.seen))
    return ends


def test_a_job_succeeds_with_its_result_and_its_last_word(qtbot: QtBot) -> None:
    ends = finished(qtbot, JobThread(lambda: counting(500)))
    assert ends.seen == [("succeeded", 500)]
    assert ends.progress[-1].done == 500
    assert len(ends.progress) < 50, "not every report wakes the window"


def test_a_job_that_fails_says_how(qtbot: QtBot) -> None:
    ends = finished(qtbot, JobThread(broken))
    [(kind, error)] = ends.seen
    assert kind == "failed"
    assert isinstance(error, InputError)


@pytest.mark.parametrize("error", [RuntimeError("CUDA out of memory"), StopIteration(), KeyError()])
def test_whatever_a_job_raises_reaches_the_window(qtbot: QtBot, error: Exception) -> None:
    def job() -> Job[None]:
        yield Progress()
        raise error

    [(kind, _)] = finished(qtbot, JobThread(job)).seen
    assert kind == "failed"


def test_a_job_that_is_cancelled_is_closed_first(qtbot: QtBot) -> None:
    closed: list[str] = []
    thread = JobThread(lambda: endless(closed))
    ends = Ends(thread)
    thread.start()
    qtbot.waitUntil(lambda: bool(ends.progress))
    with qtbot.waitSignal(thread.finished, timeout=5_000):
        thread.requestInterruption()
    qtbot.waitUntil(lambda: bool(ends.seen))
    assert ends.seen == [("cancelled",)]
    assert closed == ["closed"]


def ticket(make: Callable[[], Job[Any]], **options: Any) -> Ticket:
    return Ticket("Job", make, **options)


def test_heavy_jobs_run_one_after_the_other_and_light_ones_beside_them(qtbot: QtBot) -> None:
    queue = JobQueue()
    closed: list[str] = []
    first = queue.add(ticket(lambda: endless(closed), heavy=True, step=Step.DISTILL))
    second = queue.add(ticket(lambda: counting(3), heavy=True))
    light = queue.add(ticket(lambda: counting(3)))
    with qtbot.waitSignal(light.ended, timeout=5_000):
        pass
    assert (first.state, second.state, light.state) == (State.RUNNING, State.WAITING, State.DONE)
    assert queue.active(Step.DISTILL) == [first]
    with qtbot.waitSignal(second.ended, timeout=5_000):
        first.cancel()
        assert first.state is State.STOPPING
    assert (first.state, second.state, second.result) == (State.CANCELLED, State.DONE, 3)
    assert closed == ["closed"]
    assert queue.idle
    assert queue.tickets == []


def test_a_waiting_job_can_be_cancelled_before_it_begins(qtbot: QtBot) -> None:
    queue = JobQueue()
    first = queue.add(ticket(lambda: endless([]), heavy=True))
    second = queue.add(ticket(lambda: counting(3), heavy=True))
    second.cancel()
    assert second.state is State.CANCELLED
    with qtbot.waitSignal(first.ended, timeout=5_000):
        queue.stop()
    assert queue.idle


def test_the_end_is_told_once_and_the_result_given(qtbot: QtBot) -> None:
    queue = JobQueue()
    got: list[Any] = []
    made = ticket(lambda: counting(3))
    made.on_success = got.append
    ended: list[Ticket] = []
    queue.ended.connect(ended.append)
    with qtbot.waitSignal(queue.ended, timeout=5_000):
        queue.add(made)
    assert (got, ended, made.state) == ([3], [made], State.DONE)
    assert made.log == ["Counting"]


def test_a_failed_job_keeps_its_error_and_lets_the_next_begin(qtbot: QtBot) -> None:
    queue = JobQueue()
    bad = queue.add(ticket(broken, heavy=True))
    good = queue.add(ticket(lambda: counting(1), heavy=True))
    with qtbot.waitSignal(good.ended, timeout=5_000):
        pass
    assert bad.state is State.FAILED
    assert isinstance(bad.error, InputError)


def test_no_thread_stays(qtbot: QtBot) -> None:
    before = threading.active_count()
    queue = JobQueue()
    for _ in range(5):
        queue.add(ticket(lambda: counting(2)))
    qtbot.waitUntil(lambda: queue.idle, timeout=5_000)
    assert threading.active_count() <= before + 1


def test_a_job_reads_the_choices_that_were_made_just_before(qtbot: QtBot, context: Context) -> None:
    """Also while something else writes, which a choice has to wait for."""
    fill_now(context)
    enter(qtbot, context, "contracts")
    path = workspaces.database_path(context.place)
    with database.connect(path) as busy:
        busy.connection.execute("BEGIN IMMEDIATE")
        context.choose(question="new")
        assert context.choices.question == "new"
        seen: list[str] = []

        def job() -> Job[None]:
            yield Progress()
            with database.connect(path) as own:
                project = projects.get(own, "contracts")
                seen.append(projects.choices(own, project).question)

        ticket = context.start("Job", job)
        qtbot.wait(300)
        assert context.saving
        assert ticket.active
        assert seen == []
        busy.connection.execute("ROLLBACK")
    qtbot.waitUntil(lambda: seen == ["new"], timeout=20_000)
    assert not context.saving


def fill_now(context: Context) -> None:
    with database.connect(workspaces.database_path(context.place)) as own:
        projects.create(own, "contracts")
