"""The window's log file, for reports: warnings and errors, bounded in size."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers

from app import paths


def start() -> None:
    """Send warnings of all threads to a file under the user's folder."""
    logging.captureWarnings(capture=True)
    with contextlib.suppress(OSError):  # a log that cannot be written is no reason not to start
        folder = paths.logs()
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "window.log", maxBytes=1 << 20, backupCount=2, encoding="utf-8"
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        root = logging.getLogger()
        root.addHandler(handler)
        root.setLevel(logging.WARNING)
