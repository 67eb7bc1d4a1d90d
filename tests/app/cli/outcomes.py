"""How a command ends: run in this process, and checked against the contract of a failure."""

from __future__ import annotations

from typing import Any

import pytest

from app.cli import program
from tests.e2e.harness import Outcome


def failed(outcome: Outcome, complaint: str, code: int = 1) -> dict[str, Any]:
    """The command failed as the contract says, with these words in its message."""
    assert outcome.code == code, outcome.err
    assert "Traceback" not in outcome.err + outcome.out
    assert "Something went wrong in Stillroom itself" not in outcome.err
    error, hint = outcome.err.splitlines()[-2:]
    assert error.startswith("Error: ")
    assert hint.startswith("Hint: ")
    assert complaint in error
    value = outcome.value
    assert set(value) == {"error", "hint"}
    assert error == f"Error: {value['error']}"
    assert hint == f"Hint: {value['hint']}"
    return value


def in_process(
    arguments: list[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Outcome:
    """The same as a process of its own, without the time its imports take."""
    monkeypatch.setattr("logging.captureWarnings", lambda *, capture: capture)
    code = program.run_program(arguments)
    return Outcome(code, *capfd.readouterr())
