"""The estimate of what remains, with a clock of our own."""

from __future__ import annotations

import pytest

from app.cli import console
from app.cli.console import ProgressLine
from app.job import Progress


class Clock:
    """Stands in for the time module."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        """The time that the test has set."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that only moves when told to."""
    made = Clock()
    monkeypatch.setattr(console, "time", made)
    return made


def shown(
    line: ProgressLine, clock: Clock, part: float, after: float, capsys: pytest.CaptureFixture[str]
) -> str:
    """What is printed for ``part``, ``after`` seconds later."""
    clock.now += after
    line.show(Progress(message=f"at {part}", metrics={"overall": part}))
    return capsys.readouterr().err


def test_the_rest_is_estimated_from_the_speed_so_far(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ProgressLine()
    assert "left" not in shown(line, clock, 0.1, 20, capsys)
    # A tenth in a minute: eight tenths are left.
    assert "about 8 min left" in shown(line, clock, 0.2, 60, capsys)
    assert "about a minute left" in shown(line, clock, 0.9, 420, capsys)


def test_what_a_resumed_run_skips_is_no_measure_of_speed(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ProgressLine()
    shown(line, clock, 0.1, 20, capsys)
    shown(line, clock, 0.11, 5, capsys)
    shown(line, clock, 0.5, 0.5, capsys)
    assert "about 4 min left" in shown(line, clock, 0.6, 60, capsys)
