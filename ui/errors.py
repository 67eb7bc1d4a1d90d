"""The one place that shows errors: what a user can mend, and what is our bug."""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType, qInstallMessageHandler

from app import __version__
from app.errors import StillroomError, explain
from app.job import JobCancelled

_log = logging.getLogger("stillroom.window")


def describe(error: BaseException) -> tuple[str, str, str]:
    """An error as message, hint, and the details that Copy gives."""
    details = "".join(traceback.format_exception(error))
    details = f"Stillroom {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n{details}"
    known = explain(error)
    if known is None:
        known = StillroomError(
            QCoreApplication.translate("Errors", "Something went wrong in Stillroom itself.")
            + f" ({type(error).__name__})",
            QCoreApplication.translate(
                "Errors",
                "Nothing was lost. Help → Report a problem collects what is needed to mend it.",
            ),
        )
    return known.message, for_window(known.hint), details


_SHELL = re.compile(r"`stillroom|stillroom [a-z]+ |(^|\s)--[a-z]")


def for_window(hint: str) -> str:
    """A hint without the sentences that speak of the command line."""
    sentences = re.split(r"(?<=[.!?])\s+", hint)
    return " ".join(sentence for sentence in sentences if not _SHELL.search(sentence))


def install(show: Callable[[BaseException], None]) -> None:
    """Send what nobody caught to ``show``: from this thread, other threads, and Qt's own words.

    ``show`` must be safe to call from any thread (a signal's emit is).
    """

    def on_error(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, JobCancelled | KeyboardInterrupt):
            return
        _log.error("uncaught", exc_info=error)
        show(error)

    def on_thread_error(caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            on_error(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def on_qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        level = logging.DEBUG if kind is QtMsgType.QtDebugMsg else logging.WARNING
        _log.log(level, "Qt: %s", text)

    sys.excepthook = on_error
    threading.excepthook = on_thread_error
    qInstallMessageHandler(on_qt_message)
