"""``stillroom doctor``: what works here and what does not."""

from __future__ import annotations

import argparse
from typing import Any

from app import doctor
from app.cli.console import Console
from app.doctor import State
from app.errors import StillroomError


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register this file's command."""
    command = commands.add_parser(
        "doctor", parents=[common], help="what works on this machine, and what does not"
    )
    command.set_defaults(perform=_doctor)


def _doctor(console: Console, options: argparse.Namespace) -> None:
    found = console.run(doctor.checks(options.workspace))
    problems = [check for check in found if check.state is State.PROBLEM]
    if problems:
        first = problems[0]
        console.fail(StillroomError(f"{first.name}: {first.what}", first.fix))
    console.result(
        {"ok": not problems, "checks": [check.as_json() for check in found]},
        doctor.as_text(found),
    )
