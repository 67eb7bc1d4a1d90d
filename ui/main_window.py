"""The window's frame: it paints at once, and is filled when the rest has been imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from ui import look

if TYPE_CHECKING:
    from ui.context import Context
    from ui.shell import Shell


class MainWindow(QMainWindow):
    """The whole window; ``fill`` gives it its content."""

    problem = Signal(object)  # an exception nobody caught; may be emitted in any thread

    def __init__(self) -> None:
        super().__init__()
        self.shell: Shell | None = None
        self._closing = False
        self.setWindowTitle("Stillroom")
        self.setMinimumSize(640, 420)
        geometry = look.geometry()
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1280, 800)

    def fill(self, context: Context) -> Shell:
        """Build the shell over a workspace, and open it."""
        from PySide6.QtCore import Qt

        from ui.shell import Shell

        self.problem.connect(self._on_problem, Qt.ConnectionType.QueuedConnection)
        shell = self.shell = Shell(context, self)
        self.setCentralWidget(shell)
        shell.idle_to_close.connect(self._on_idle)
        context.open()
        return shell

    def _on_problem(self, error: BaseException) -> None:
        if self.shell is not None:
            self.shell.show_problem(error)

    def _on_idle(self) -> None:
        if self._closing:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask while something runs, then let it save and stop; the window lives until it has."""
        if self.shell is not None:
            if not self._closing and not self.shell.may_stop():
                event.ignore()
                return
            if not self.shell.stop():
                # Called again when the last job has ended.
                self._closing = True
                self.setEnabled(False)
                self.setWindowTitle(self.tr("Saving and closing…"))
                event.ignore()
                return
            look.keep(geometry=self.saveGeometry(), project=self.shell.context.name)
            self.shell.context.close()
        event.accept()

    def last_project(self) -> str:
        """The project that was in view when the window was closed."""
        return look.text("project")
