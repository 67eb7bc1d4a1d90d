"""The console script: a command goes to the command line, none opens the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or the window; returns the exit code."""
    import multiprocessing

    multiprocessing.freeze_support()  # a worker of a packaged build ends here
    from app import offline

    offline.prepare()  # before any library is imported
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (len(given) == 2 and given[0] == "--workspace"):
        from ui.main import run_window

        return run_window(given[1] if given else "")
    from app.cli import main as run_command

    return run_command(given)


if __name__ == "__main__":
    sys.exit(main())
