"""The job at the bottom of the window: progress, time left, figures, pause, cancel, resume, log."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.job_queue import JobQueue, State, Ticket

_FIGURES = ("loss", "validation_loss", "tokens_per_second")


class JobPanel(QFrame):
    """Shows the job that runs, else the last one that can go on; hidden when there is neither."""

    def __init__(self, queue: JobQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.setAccessibleName(self.tr("Running job"))
        self._queue = queue
        self._ticket: Ticket | None = None
        self.heading = QLabel()
        self.heading.setProperty("kind", "heading")
        self.detail = QLabel()
        self.detail.setProperty("kind", "muted")
        self.detail.setMinimumWidth(80)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setTextVisible(False)
        self.stop = QPushButton()
        self.stop.clicked.connect(self._on_stop)
        self.resume = QPushButton(self.tr("Resume"))
        self.resume.clicked.connect(self._on_resume)
        self.more = QPushButton(self.tr("Log"))
        self.more.setCheckable(True)
        self.more.toggled.connect(self._on_more)
        self.hide_button = QPushButton(self.tr("Hide"))
        self.hide_button.clicked.connect(self._on_hide)
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setAccessibleName(self.tr("Log of the job"))
        self.log.setFixedHeight(120)
        self.log.hide()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.heading)
        texts.addWidget(self.detail)
        line = QHBoxLayout()
        line.addLayout(texts, 3)
        line.addWidget(self.bar, 2)
        for button in (self.stop, self.resume, self.more, self.hide_button):
            line.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 8, 24, 8)
        box.addLayout(line)
        box.addWidget(self.log)
        queue.added.connect(self._on_added)
        queue.changed.connect(self._on_changed)
        queue.ended.connect(self._on_changed)
        self._clock = QTimer(self)  # the time that is left goes down between two reports, too
        self._clock.timeout.connect(self._show)
        self._clock.start(1000)
        self.hide()

    def _on_added(self, ticket: Ticket) -> None:
        if not ticket.quiet and not ticket.service and not self._runs():
            self._ticket = ticket
            self._show()

    def _runs(self) -> bool:
        return self._ticket is not None and self._ticket.active

    def _on_changed(self, ticket: Ticket) -> None:
        if ticket.quiet or ticket.service:
            return
        if not self._runs() and ticket.active:
            self._ticket = ticket
        if ticket is self._ticket:
            if not ticket.active:
                waiting = [item for item in self._queue.active() if not item.quiet]
                if waiting:
                    self._ticket = waiting[0]
            self._show()

    def _show(self) -> None:
        ticket = self._ticket
        ended = ticket is not None and ticket.state is State.DONE
        if ticket is None or ended:
            self.hide()
            return
        self.heading.setText(ticket.title)
        running = ticket.state is State.RUNNING
        self.stop.setVisible(ticket.active)
        self.stop.setEnabled(ticket.state in (State.RUNNING, State.WAITING))
        self.stop.setText(self.tr("Pause") if ticket.resumable else self.tr("Cancel"))
        can_resume = ticket.resumable and not ticket.active
        self.resume.setVisible(can_resume)
        self.hide_button.setVisible(not ticket.active)
        self.bar.setVisible(ticket.active)
        part = ticket.estimate.part
        if running and part > 0:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(part * 1000))
        else:
            self.bar.setRange(0, 0)
        said = self._words(ticket)
        metrics = QFontMetrics(self.detail.font())
        width = max(self.detail.width(), 320)
        self.detail.setText(metrics.elidedText(said, Qt.TextElideMode.ElideRight, width))
        self.detail.setToolTip(said)
        if self.log.isVisible():
            self._show_log()
        self.show()

    def _words(self, ticket: Ticket) -> str:
        if ticket.state is State.WAITING:
            return self.tr("Waiting for the job before it")
        if ticket.state is State.STOPPING:
            return self.tr("Saving what is done and stopping…")
        if ticket.state is State.CANCELLED:
            return (
                self.tr("Paused; it goes on where it stopped.")
                if ticket.resumable
                else (self.tr("Cancelled."))
            )
        if ticket.state is State.FAILED:
            return self.tr("Stopped by a problem; see the message on its page.")
        progress = ticket.progress
        parts = [f"{progress.stage} · {progress.message}" if progress.stage else progress.message]
        if progress.total:
            parts.append(f"{words.number(progress.done)}/{words.number(progress.total)}")
        names = {
            "loss": self.tr("loss"),
            "validation_loss": self.tr("validation loss"),
            "tokens_per_second": self.tr("tokens/s"),
        }
        parts += [
            f"{names[name]} {words.figure(progress.metrics[name], 4)}"
            for name in _FIGURES
            if name in progress.metrics
        ]
        left = ticket.estimate.remaining(time.monotonic())
        if left is not None:
            parts.insert(0, self.tr("{} left").format(words.duration(left)))
        return " · ".join(part for part in parts if part)

    def _show_log(self) -> None:
        text = "\n".join(self._ticket.log if self._ticket is not None else [])
        if text != self.log.toPlainText():
            self.log.setPlainText(text)
            bar = self.log.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _on_more(self, checked: bool) -> None:
        self.log.setVisible(checked)
        if checked:
            self._show_log()

    def _on_stop(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()

    def _on_hide(self) -> None:
        self._ticket = None
        self._show()

    def _on_resume(self) -> None:
        ticket = self._ticket
        if ticket is None:
            return
        again = Ticket(
            ticket.title,
            ticket.make,
            step=ticket.step,
            heavy=ticket.heavy,
            resumable=ticket.resumable,
        )
        again.on_success = ticket.on_success
        self._ticket = again
        self._queue.add(again)
