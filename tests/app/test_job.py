"""The driver of jobs: results, order, cancelling, errors as they are."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from app.job import Job, JobCancelled, Progress, in_thread, part, run, staged
from tests.fakes import buggy, counting, unusable


class Watched:
    """A job that records what happens to it."""

    def __init__(self, total: int = 3, error: BaseException | None = None) -> None:
        self.seen: list[str] = []
        self.total = total
        self.error = error

    def job(self) -> Job[str]:
        try:
            for done in range(self.total):
                self.seen.append(f"work {done}")
                yield Progress(done, self.total)
            if self.error is not None:
                raise self.error
            return "result"
        except GeneratorExit:
            self.seen.append("closed")
            raise
        finally:
            self.seen.append("finally")


def test_the_result_comes_back() -> None:
    assert run(counting(4)) == 4


def test_a_job_that_returns_at_once_has_a_result() -> None:
    assert run(counting(0)) == 0


def test_progress_comes_in_order_and_between_the_work() -> None:
    watched = Watched()

    def on_progress(progress: Progress) -> None:
        watched.seen.append(f"progress {progress.done}")

    assert run(watched.job(), on_progress) == "result"
    assert watched.seen == [
        *("work 0", "progress 0", "work 1", "progress 1", "work 2", "progress 2"),
        "finally",
    ]


def test_cancel_closes_the_job_before_it_is_told() -> None:
    watched = Watched()
    answers = iter([False, True])
    job = watched.job()  # held here, so that being forgotten does not close it
    with pytest.raises(JobCancelled):
        run(job, cancelled=lambda: next(answers))
    assert watched.seen == ["work 0", "work 1", "closed", "finally"]


def test_the_progress_before_a_cancel_is_still_shown() -> None:
    shown: list[int] = []
    with pytest.raises(JobCancelled):
        run(counting(3), lambda progress: shown.append(progress.done), lambda: True)
    assert shown == [1]


def test_a_failing_listener_closes_the_job() -> None:
    watched = Watched()

    def on_progress(_: Progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(watched.job(), on_progress)
    assert watched.seen == ["work 0", "closed", "finally"]


@pytest.mark.parametrize(
    "error",
    [ValueError("no"), RuntimeError("CUDA out of memory"), KeyboardInterrupt(), SystemExit(3)],
)
def test_what_a_job_raises_passes_through_as_it_is(error: BaseException) -> None:
    watched = Watched(error=error)
    with pytest.raises(type(error)) as caught:
        run(watched.job())
    assert caught.value is error
    assert watched.seen[-1] == "finally"


def test_a_runtime_error_is_not_taken_for_the_end() -> None:
    with pytest.raises(RuntimeError, match="CUDA error"):
        run(buggy())


def test_a_stop_iteration_inside_a_job_is_a_bug_and_not_a_result() -> None:
    def job() -> Job[str]:
        empty: Iterator[str] = iter(())
        yield Progress()
        return next(empty)

    with pytest.raises(RuntimeError, match="StopIteration") as caught:
        run(job())
    assert isinstance(caught.value.__cause__, StopIteration)


def test_an_error_while_cleaning_up_is_not_hidden_by_the_cancel() -> None:
    def job() -> Job[None]:
        try:
            yield Progress()
        finally:
            raise OSError("the checkpoint could not be written")

    with pytest.raises(OSError, match="checkpoint"):
        run(job(), cancelled=lambda: True)


def test_a_stage_labels_progress_and_keeps_the_rest() -> None:
    seen: list[Progress] = []
    assert run(staged(counting(2), "import"), seen.append) == 2
    assert [(item.stage, item.done, item.total) for item in seen] == [
        ("import", 1, 2),
        ("import", 2, 2),
    ]
    assert [item.metrics["square"] for item in seen] == [1.0, 4.0]


def test_stages_within_stages_are_named_from_the_outside_in() -> None:
    seen: list[Progress] = []
    run(staged(staged(counting(1), "inner"), "outer"), seen.append)
    assert [item.stage for item in seen] == ["outer · inner"]


def test_cancelling_a_stage_closes_the_job_within() -> None:
    watched = Watched()
    job = watched.job()  # held here, so that being forgotten does not close it
    with pytest.raises(JobCancelled):
        run(staged(job, "import"), cancelled=lambda: True)
    assert watched.seen == ["work 0", "closed", "finally"]


def test_an_error_passes_through_a_stage() -> None:
    with pytest.raises(Exception, match="no rows"):
        run(staged(unusable(), "import"))


def test_a_blocking_call_gives_signs_of_life_and_its_result() -> None:
    end = threading.Event()
    seen = 0

    def on_progress(_: Progress) -> None:
        nonlocal seen
        seen += 1
        if seen == 3:
            end.set()

    assert run(in_thread(end.wait, Progress, interval=0.02), on_progress) is True
    assert seen >= 3


def test_a_blocking_calls_error_is_the_jobs() -> None:
    def call() -> None:
        raise RuntimeError("CUDA out of memory")

    with pytest.raises(RuntimeError, match="out of memory"):
        run(in_thread(call, Progress))


def test_cancelling_does_not_wait_for_a_blocking_call() -> None:
    end = threading.Event()
    before = time.monotonic()
    with pytest.raises(JobCancelled):
        run(in_thread(lambda: end.wait(30), Progress), cancelled=lambda: True)
    assert time.monotonic() - before < 5
    end.set()


def test_a_part_of_a_longer_job_says_how_much_of_all_is_done() -> None:
    def job() -> Job[str]:
        yield Progress(1, 2)
        yield Progress(5, 2, "more than all")
        yield Progress(metrics={"overall": 0.25, "loss": 1.0})
        return "done"

    seen: list[Progress] = []
    assert run(part(part(job(), 0.0, 1.0), 0.5, 0.9), seen.append) == "done"
    assert [item.metrics["overall"] for item in seen] == pytest.approx([0.7, 0.9, 0.6])
    assert seen[2].metrics["loss"] == 1.0
