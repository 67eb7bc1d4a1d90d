"""Jobs in real worker processes: results, errors, crashes, cancelling, orphans."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from multiprocessing import resource_tracker
from pathlib import Path

import psutil
import pytest

from app import worker
from app.errors import InputError, WorkerError, WorkspaceError
from app.job import JobCancelled, Progress, run
from tests import fakes

ROOT = Path(__file__).resolve().parents[2]


def wait_until_there(path: Path, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < deadline, f"{path.name} did not appear"
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_result_and_progress_cross_the_pipe() -> None:
    seen: list[Progress] = []
    assert run(worker.remote(fakes.counting, 3, pause=0.1), seen.append) == 3
    assert seen[0].message == "Starting"
    work = [item for item in seen if item.message == "counting"]
    assert {item.done for item in work} == {1, 2, 3}
    assert work[-1] == Progress(3, 3, "counting", {"square": 9.0})


def test_progress_is_coalesced_and_its_last_word_arrives() -> None:
    seen: list[Progress] = []
    made = run(worker.remote(fakes.hurrying, 0.5), seen.append)
    assert made > 1000
    assert len({item.done for item in seen}) <= 0.5 * 20 + 3
    assert seen[-1].done == made


def test_a_result_of_several_megabytes_arrives_whole() -> None:
    size = 8 << 20
    assert run(worker.remote(fakes.big, size)) == run(fakes.big(size))


def test_what_a_user_can_mend_arrives_with_message_and_hint() -> None:
    with pytest.raises(InputError) as caught:
        run(worker.remote(fakes.unusable))
    assert caught.value.message == "The file has no rows."
    assert caught.value.hint == "Choose another file."


def test_an_operating_system_error_arrives_as_advice() -> None:
    with pytest.raises(WorkspaceError, match="disk is full") as caught:
        run(worker.remote(fakes.full_disk))
    assert caught.value.hint


def test_a_bug_arrives_with_the_workers_traceback() -> None:
    with pytest.raises(RuntimeError, match="device-side assert") as caught:
        run(worker.remote(fakes.buggy))
    first = str(caught.value).splitlines()[0]
    assert first.endswith("RuntimeError: CUDA error: device-side assert triggered")
    assert "Traceback" in str(caught.value)
    assert "fakes.py" in str(caught.value)


def test_a_result_that_cannot_cross_is_a_bug_and_says_so() -> None:
    with pytest.raises(RuntimeError, match="pickle"):
        run(worker.remote(fakes.unpicklable))


@pytest.mark.skipif(os.name == "nt", reason="signals end processes on POSIX systems only")
@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("SIGKILL", r"ended by the system \(SIGKILL\), most likely because memory ran out"),
        ("SIGSEGV", r"crashed \(SIGSEGV\)"),
        ("abort", r"crashed \(SIGABRT\)"),
        ("exit", r"ended early \(exit code 3\)"),
    ],
)
def test_the_death_of_a_worker_is_told_and_survived(how: str, message: str) -> None:
    seen: list[Progress] = []
    with pytest.raises(WorkerError, match=message) as caught:
        run(worker.remote(fakes.dying, how), seen.append)
    assert "Run it again" in caught.value.hint or "run it again" in caught.value.hint
    assert seen[-1].message == "alive"


def test_cancel_runs_the_jobs_finally_in_the_worker(tmp_path: Path) -> None:
    mark = tmp_path / "closed"
    running = False

    def on_progress(progress: Progress) -> None:
        nonlocal running
        running = running or progress.message == "running"

    with pytest.raises(JobCancelled):
        run(worker.remote(fakes.closing, mark), on_progress, lambda: running)
    pid = int(mark.read_text("utf-8"))
    assert pid != os.getpid()
    assert not is_running(pid)


def test_cancelling_a_worker_that_waits_for_its_full_pipe(tmp_path: Path) -> None:
    mark = tmp_path / "closed"
    job = worker.remote(fakes.flooding, 4 << 20, mark)
    while not next(job).message.startswith("x"):
        pass
    time.sleep(0.5)  # the pipe holds less than one message: the worker waits in send
    before = time.monotonic()
    job.close()
    assert mark.exists()
    assert time.monotonic() - before < 10


def test_a_worker_that_does_not_listen_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_GRACE", 0.2)
    mark = tmp_path / "pid"
    job = worker.remote(fakes.silent, 60, mark)
    while not mark.exists():
        next(job)
    before = time.monotonic()
    job.close()
    assert time.monotonic() - before < 5
    assert not is_running(int(mark.read_text("utf-8")))


def child() -> psutil.Process:
    """The worker that this process has started."""
    tracker = getattr(resource_tracker._resource_tracker, "_pid", None)
    (found,) = (item for item in psutil.Process().children() if item.pid != tracker)
    return found


@pytest.mark.skipif(os.name == "nt", reason="there are no process groups that are sent signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_the_group_leaves_the_worker_to_its_parent(number: int) -> None:
    job = worker.remote(fakes.counting, 5, pause=0.2)
    assert next(job).message == "Starting"
    child().send_signal(number)  # it cannot even ignore it yet
    while next(job).message != "counting":
        pass
    child().send_signal(number)
    assert run(job) == 5


def test_an_interrupt_while_a_worker_is_waited_for_ends_it_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "pid"
    job = worker.remote(fakes.silent, 60, mark)
    while not mark.exists():
        next(job)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(worker, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        job.close()
    assert not psutil.pid_exists(int(mark.read_text("utf-8"))), "killed, and waited for"


def test_an_interrupt_while_a_worker_works_ends_it_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "pid"
    job = worker.remote(fakes.silent, 60, mark)
    while not mark.exists():
        next(job)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(worker, "wait", interrupted)
        before = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            next(job)
    assert time.monotonic() - before < 5
    assert not psutil.pid_exists(int(mark.read_text("utf-8")))


def test_a_silent_worker_gives_signs_of_life_twice_a_second() -> None:
    job = worker.remote(fakes.silent, 2.0)
    times = [time.monotonic()]
    for _ in job:
        times.append(time.monotonic())
    gaps = [after - before for before, after in itertools.pairwise(times)]
    assert times[-1] - times[0] >= 2.0
    assert sum(gaps) / len(gaps) <= 0.5
    assert max(gaps) < 1.0  # more than asked for, only because this machine may be busy


def test_a_worker_ends_with_its_parent(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    script = tmp_path / "parent.py"
    script.write_text(
        "import pathlib, sys\n"
        "from app import job, worker\n"
        "from tests import fakes\n"
        "if __name__ == '__main__':\n"
        "    job.run(worker.remote(fakes.silent, 60, pathlib.Path(sys.argv[1])))\n",
        "utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(script), str(mark)], env=environment) as parent:
        try:
            wait_until_there(mark)
            orphan = int(mark.read_text("utf-8"))
            assert is_running(orphan)
        finally:
            parent.kill()
    deadline = time.monotonic() + 5
    while is_running(orphan) and time.monotonic() < deadline:
        time.sleep(0.05)
    try:
        assert not is_running(orphan)
    finally:
        if is_running(orphan):
            psutil.Process(orphan).kill()
