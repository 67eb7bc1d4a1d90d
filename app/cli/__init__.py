"""The same jobs from a shell: ``stillroom``."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """The console script; returns the exit code."""
    from app import offline

    offline.prepare()  # before any library is imported
    try:
        from app.cli.program import run_program

        return run_program(arguments)
    except KeyboardInterrupt:  # while the imports go on
        return 130
