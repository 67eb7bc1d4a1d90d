"""Start the window."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app import __version__, settings
from app.errors import StillroomError
from ui import dialogs, errors, language, logs, theme
from ui.context import Context
from ui.main_window import MainWindow
from ui.single import Single, raise_other


def run_window(place: str = "") -> int:
    """Open the window on a workspace and stay until it is closed; returns the exit code."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Stillroom")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("stillroom")
    trouble: StillroomError | None = None
    try:
        chosen = settings.load()
    except StillroomError as error:
        chosen, trouble = settings.Settings(), error
    folder = Path(place).expanduser() if place else chosen.workspace_path()
    folder = folder.absolute()
    if raise_other(folder):
        return 0
    logs.start()
    theme.apply(application, chosen.theme)
    language.install(application, chosen.language)
    context = Context(folder)
    window = MainWindow(context)
    errors.install(window.problem.emit)

    def to_front() -> None:
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    single = Single(folder, to_front)
    window.show()
    if trouble is not None:
        dialogs.problem(window, trouble)
    context.open()
    code = application.exec()
    single.close()
    return code
