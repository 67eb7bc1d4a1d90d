"""What works on this machine: the doctor's findings, in a window of their own."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import doctor
from app.doctor import Check, State
from ui.context import Context
from ui.job_queue import State as At
from ui.job_queue import Ticket
from ui.pages.base import text
from ui.theme import GAP
from ui.widgets.message_bar import MessageBar

_SIGNS = {State.OK: "✓", State.WARNING: "!", State.PROBLEM: "✗"}
_KINDS = {State.OK: "good", State.WARNING: "warning", State.PROBLEM: "bad"}


_NAMES = (
    QT_TRANSLATE_NOOP("Machine", "Versions"),
    QT_TRANSLATE_NOOP("Machine", "Settings"),
    QT_TRANSLATE_NOOP("Machine", "Workspace"),
    QT_TRANSLATE_NOOP("Machine", "Disk"),
    QT_TRANSLATE_NOOP("Machine", "Memory"),
    QT_TRANSLATE_NOOP("Machine", "Processor"),
    QT_TRANSLATE_NOOP("Machine", "Training"),
    QT_TRANSLATE_NOOP("Machine", "Models and tokenizers"),
    QT_TRANSLATE_NOOP("Machine", "Answering (llama.cpp)"),
    QT_TRANSLATE_NOOP("Machine", "Export to GGUF"),
    QT_TRANSLATE_NOOP("Machine", "The window"),
    QT_TRANSLATE_NOOP("Machine", "Graphics card"),
    QT_TRANSLATE_NOOP("Machine", "GGUF module"),
    QT_TRANSLATE_NOOP("Machine", "Starter model"),
    QT_TRANSLATE_NOOP("Machine", "Offline"),
    QT_TRANSLATE_NOOP("Machine", "Screen"),
)


def names() -> set[str]:
    """The checks' names that can be translated; a test holds them against app.doctor."""
    return {str(name) for name in _NAMES}


def window_checks() -> list[Check]:
    """What only a window knows: how it is drawn, and where."""
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    what = QCoreApplication.translate("Machine", "{} with {} × {} at {:.0%}").format(
        QGuiApplication.platformName(), size.width(), size.height(), screen.devicePixelRatio()
    )
    small = size.width() < 1024 or size.height() < 700
    fix = QCoreApplication.translate(
        "Machine", "Pages are larger than this screen and have to be scrolled."
    )
    return [Check("Screen", State.WARNING if small else State.OK, what, fix if small else "")]


class MachineDialog(QDialog):
    """Runs the checks in the background and shows each with a sign and a word."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("This machine"))
        self.resize(720, 560)
        self.context = context
        self.found: list[Check] = []
        self._ticket: Ticket | None = None
        self.summary = text("", "heading")
        self.message = MessageBar()
        self.waiting = text("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("The machine is being looked at"))
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setAccessibleName(self.tr("What was found"))
        self.scroller.setMinimumHeight(220)
        self.again = QPushButton(self.tr("Run again"))
        self.again.clicked.connect(self.run)
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(doctor.as_text(self.found))
        )
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(self.again)
        line.addWidget(self.copy)
        line.addStretch(1)
        line.addWidget(close)
        box = QVBoxLayout(self)
        box.setSpacing(GAP)
        for widget in (self.summary, self.message, self.waiting, self.bar):
            box.addWidget(widget)
        box.addWidget(self.scroller, 1)
        box.addLayout(line)
        self.run()

    def run(self) -> None:
        """Look at everything."""
        place = self.context.place
        self.message.clear()
        self._ticket = self.context.start(
            self.tr("Looking at this machine"),
            lambda: doctor.checks(place, display=False),
            quiet=True,
        )
        self._ticket.changed.connect(self._on_change)
        self._ticket.ended.connect(self._on_end)
        self._on_change()

    def done(self, code: int) -> None:
        """Closing ends the checks that still run."""
        self._let_go()
        super().done(code)

    def closeEvent(self, event: QCloseEvent) -> None:
        """So does closing by the frame."""
        self._let_go()
        super().closeEvent(event)

    def _let_go(self) -> None:
        ticket, self._ticket = self._ticket, None
        if ticket is not None:
            ticket.changed.disconnect(self._on_change)
            ticket.ended.disconnect(self._on_end)
            ticket.cancel()

    def _on_change(self) -> None:
        ticket = self._ticket
        runs = ticket is not None and ticket.active
        self.bar.setVisible(runs)
        self.waiting.setVisible(runs)
        self.again.setEnabled(not runs)
        self.copy.setEnabled(not runs and bool(self.found))
        if ticket is not None and runs:
            self.summary.setText(self.tr("Looking at this machine…"))
            self.waiting.setText(ticket.progress.message)
            self.bar.setRange(0, ticket.progress.total)
            self.bar.setValue(ticket.progress.done)

    def _on_end(self) -> None:
        ticket, self._ticket = self._ticket, None
        if ticket is None:
            return
        if ticket.state is At.DONE:
            self.found = [*ticket.result, *window_checks()]
            self._show()
        else:
            self.summary.setText(self.tr("The machine was not looked at to the end."))
            if ticket.error is not None:
                self.message.show_error(ticket.error)
        self._on_change()

    def _show(self) -> None:
        self.summary.setText(
            {
                State.OK: self.tr("Everything works here."),
                State.WARNING: self.tr("Everything needed works, with a few things to know."),
                State.PROBLEM: self.tr("Something here keeps Stillroom from working."),
            }[doctor.worst(self.found)]
        )
        said = {
            State.OK: self.tr("fine"),
            State.WARNING: self.tr("to know"),
            State.PROBLEM: self.tr("problem"),
        }
        inner = QWidget()
        inner.setObjectName("canvas")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, GAP, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(2, 1)
        # What is wrong comes first.
        order = [State.PROBLEM, State.WARNING, State.OK]
        for row, check in enumerate(sorted(self.found, key=lambda item: order.index(item.state))):
            sign = QLabel(f"{_SIGNS[check.state]} {said[check.state]}")
            sign.setProperty("kind", _KINDS[check.state])
            name = QLabel(QCoreApplication.translate("Machine", check.name))
            what = text(check.what)
            both = QVBoxLayout()
            both.setSpacing(2)
            both.addWidget(what)
            if check.fix:
                both.addWidget(text(check.fix, "muted"))
            for label in (sign, name):
                label.setAlignment(Qt.AlignmentFlag.AlignTop)
            flags = Qt.TextInteractionFlag.TextSelectableByMouse
            what.setTextInteractionFlags(flags)
            grid.addWidget(sign, row, 0)
            grid.addWidget(name, row, 1)
            grid.addLayout(both, row, 2)
        grid.setRowStretch(len(self.found), 1)
        self.scroller.setWidget(inner)
