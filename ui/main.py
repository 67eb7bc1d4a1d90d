"""Start the window: the frame first, what is in it as soon as it has been painted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from app import __version__, paths
from ui import language, look, theme
from ui.main_window import MainWindow
from ui.single import Single, raise_other

if TYPE_CHECKING:
    from app.errors import StillroomError


class First(MainWindow):
    """Fills itself after its first paint."""

    def __init__(self, folder: Path, trouble: StillroomError | None) -> None:
        super().__init__()
        self._folder = folder
        self._trouble = trouble
        self._painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own painting, then the rest."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.fill_now)

    def fill_now(self) -> None:
        """Import and build everything else."""
        from ui import dialogs, errors, logs
        from ui.context import Context

        logs.start()
        errors.install(self.problem.emit)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.finish(application)
            language.install(application, look.text("language"))
        self.fill(Context(self._folder))
        if self._trouble is not None:
            dialogs.problem(self, self._trouble)


def _workspace(place: str) -> tuple[Path, StillroomError | None]:
    """The folder to open, and what is wrong with the settings."""
    if place:
        return Path(place).expanduser().absolute(), None
    if not paths.settings_file().exists():
        return paths.default_workspace().absolute(), None
    from app import settings
    from app.errors import StillroomError

    try:
        return settings.load().workspace_path().absolute(), None
    except StillroomError as error:
        return paths.default_workspace().absolute(), error


def run_window(place: str = "") -> int:
    """Open the window on a workspace and stay until it is closed; returns the exit code."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Stillroom")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("stillroom")
    folder, trouble = _workspace(place)
    if raise_other(folder):
        return 0
    theme.begin(application, look.text("scheme"))
    window = First(folder, trouble)

    def to_front() -> None:
        from PySide6.QtCore import Qt

        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    single = Single(folder, to_front)
    window.show()
    code = application.exec()
    single.close()
    return code
