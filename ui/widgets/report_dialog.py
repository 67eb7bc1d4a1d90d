"""Report a problem: the whole text is shown, and can be cut, before anything is saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import files, report
from app.job import Progress
from ui.context import Context
from ui.job_queue import State, Ticket
from ui.pages.base import text
from ui.theme import GAP
from ui.widgets.machine_dialog import window_checks
from ui.widgets.message_bar import MessageBar


class ReportDialog(QDialog):
    """Writes the report in the background; nothing leaves this machine."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Report a problem"))
        self.resize(820, 640)
        self.context = context
        self.message = MessageBar()
        self.waiting = text(self.tr("Collecting what is needed…"), "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("The report is being written"))
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(self.tr("The report"))
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(220)
        self.edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.said = text("", "muted")
        self.save = QPushButton(self.tr("Save…"))
        self.save.setProperty("kind", "primary")
        self.save.clicked.connect(self._on_save)
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.clicked.connect(self._on_copy)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(self.said, 1)
        for button in (self.copy, self.save, close):
            line.addWidget(button)
        box = QVBoxLayout(self)
        box.setSpacing(GAP)
        box.addWidget(
            text(
                self.tr(
                    "This is the whole report. It holds no prompts and no answers, and keys, "
                    "names, e-mail addresses and folders are taken out. Read it, delete what "
                    "should not leave your house, then save it and send it yourself: Stillroom "
                    "sends nothing."
                )
            )
        )
        for widget in (self.message, self.waiting, self.bar):
            box.addWidget(widget)
        box.addWidget(self.edit, 1)
        box.addLayout(line)
        place, errors, extra = context.place, shown_errors(parent), window_checks()
        self._ticket: Ticket | None = context.start(
            self.tr("Writing a report"), lambda: report.report(place, errors, extra), quiet=True
        )
        self._ticket.changed.connect(self._on_change)
        self._ticket.ended.connect(self._on_end)
        self._show(self._ticket.progress)

    def done(self, code: int) -> None:
        """Closing ends what still runs."""
        self._let_go()
        super().done(code)

    def closeEvent(self, event: QCloseEvent) -> None:
        """So does closing by the frame."""
        self._let_go()
        super().closeEvent(event)

    def save_to(self, path: Path) -> None:
        """Write the text as it stands."""
        self.message.clear()
        try:
            files.write_bytes(path, self.edit.toPlainText().encode("utf-8", "replace"))
        except OSError as error:
            self.message.show_error(error)
            return
        self.said.setText(self.tr("Saved as {}.").format(path.name))

    def _let_go(self) -> None:
        ticket, self._ticket = self._ticket, None
        if ticket is not None:
            ticket.changed.disconnect(self._on_change)
            ticket.ended.disconnect(self._on_end)
            ticket.cancel()

    def _on_change(self) -> None:
        if self._ticket is not None:
            self._show(self._ticket.progress)

    def _on_end(self) -> None:
        ticket, self._ticket = self._ticket, None
        if ticket is None:
            return
        if ticket.state is State.DONE:
            self.edit.setPlainText(ticket.result)
            self.edit.setEnabled(True)
            self.edit.setFocus()
        elif ticket.error is not None:
            self.message.show_error(ticket.error)
        self._show(ticket.progress)

    def _show(self, progress: Progress) -> None:
        runs = self._ticket is not None
        for widget in (self.waiting, self.bar):
            widget.setVisible(runs)
        self.edit.setEnabled(not runs)
        for button in (self.save, self.copy):
            button.setEnabled(not runs)
        if runs:
            self.waiting.setText(progress.message or self.tr("Collecting what is needed…"))
            self.bar.setRange(0, progress.total)
            self.bar.setValue(progress.done)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.edit.toPlainText())
        self.said.setText(self.tr("Copied."))

    def _on_save(self) -> None:
        name = "stillroom-report.txt"
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the report"), name, self.tr("Text (*.txt)")
        )
        if path:
            self.save_to(Path(path))


def shown_errors(parent: QWidget | None) -> list[BaseException]:
    """The errors that the window's pages show now."""
    found = []
    for holder in (parent, getattr(parent, "shell", None)):
        pages = getattr(holder, "pages", None)
        for page in pages.values() if isinstance(pages, dict) else ():
            error = getattr(page, "error", None)
            if isinstance(error, BaseException):
                found.append(error)
    return found
