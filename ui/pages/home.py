"""The first screen: all projects, a new one, and the sample."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.job import Job, Progress
from app.store import database, projects, workspace
from ui.context import Context
from ui.job_queue import State, Ticket
from ui.pages.base import card, text
from ui.theme import EDGE, GAP
from ui.widgets.message_bar import MessageBar

_LONGEST = 200


class HomePage(QWidget):
    """Opens a project, or makes one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._sample: Ticket | None = None
        self._new: Ticket | None = None
        self.message = MessageBar()
        self.try_sample = QPushButton(self.tr("Try the sample"))
        self.try_sample.setProperty("kind", "primary")
        self.try_sample.clicked.connect(self._on_sample)
        self.waiting = text("", "muted")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("The sample is being prepared"))
        self.bar.hide()
        sample = card(
            text(self.tr("New here?"), "heading"),
            text(
                self.tr(
                    "The sample brings everything along: questions about contract clauses, a "
                    "teacher's recorded answers, and a small model to train. In about fifteen "
                    "minutes you talk to a student that you distilled yourself."
                )
            ),
            self.try_sample,
            self.bar,
            self.waiting,
        )
        self.new_name = QLineEdit()
        self.new_name.setPlaceholderText(self.tr("Name of the project"))
        self.new_name.setAccessibleName(self.tr("Name of the new project"))
        self.new_name.setMaxLength(_LONGEST)
        self.new_name.textChanged.connect(self._update)
        self.new_name.returnPressed.connect(self._on_new)
        self.make = QPushButton(self.tr("Make project"))
        self.make.clicked.connect(self._on_new)
        entry = QWidget()
        line = QHBoxLayout(entry)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.new_name, 1)
        line.addWidget(self.make)
        fresh = card(
            text(self.tr("New project"), "heading"),
            text(self.tr("One project is one task that a student shall learn.")),
            entry,
        )
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Projects"))
        self.list.setMinimumHeight(160)
        self.list.itemActivated.connect(self._on_open)
        self.list.itemSelectionChanged.connect(self._update)
        self.empty = text(self.tr("There is no project yet. Try the sample, or make one."), "muted")
        self.open_button = QPushButton(self.tr("Open"))
        self.open_button.clicked.connect(self._on_open)
        existing = card(
            text(self.tr("Your projects"), "heading"), self.empty, self.list, self.open_button
        )
        self.list.setMaximumHeight(280)
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(sample, 1)
        top.addWidget(fresh, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE * 2, EDGE, EDGE * 2, EDGE)
        column.setSpacing(GAP)
        column.addWidget(text("Stillroom", "title"))
        column.addWidget(
            text(
                self.tr(
                    "Teach a small model what a large one knows. Everything stays on this machine."
                ),
                "lead",
            )
        )
        column.addWidget(self.message)
        column.addLayout(top)
        column.addWidget(existing, 1)
        for frame in (sample, fresh):
            frame.setFrameShape(QFrame.Shape.StyledPanel)
        self.retry = QPushButton(self.tr("Try again"))
        self.retry.clicked.connect(self._on_retry)
        self.retry.hide()
        column.insertWidget(3, self.retry, 0, Qt.AlignmentFlag.AlignLeft)
        context.not_opened.connect(self._on_not_opened)
        context.queue.changed.connect(self._on_ticket)
        context.queue.ended.connect(self._on_ticket)
        self._update()

    def refresh(self) -> None:
        """Read the list of projects again."""
        self.retry.hide()
        self.list.clear()
        if self.context.is_open:
            for project in reversed(projects.every(self.context.db)):
                self.list.addItem(QListWidgetItem(project.name))
        if self.list.count():
            self.list.setCurrentRow(0)
        self._update()

    def _update(self) -> None:
        ready = self.context.is_open
        preparing = self._sample is not None and self._sample.active
        some = self.list.count() > 0
        self.list.setVisible(some)
        self.open_button.setVisible(some)
        self.empty.setVisible(ready and not some)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.open_button.setEnabled(bool(self.list.selectedItems()))
        self.make.setEnabled(ready and bool(self.new_name.text().strip()))
        self.try_sample.setEnabled(ready and not preparing)
        self.bar.setVisible(preparing)
        self.waiting.setVisible(preparing)

    def _on_not_opened(self, error: BaseException) -> None:
        self.message.show_error(error)
        self.retry.show()
        self.retry.setEnabled(True)

    def _on_retry(self) -> None:
        self.retry.setEnabled(False)
        self.message.clear()
        self.context.open()

    def _on_new(self) -> None:
        if not self.context.is_open or not self.new_name.text().strip():
            return
        name = self.new_name.text().strip()
        path = workspace.database_path(self.context.place)
        self.message.clear()
        self.make.setEnabled(False)

        def job() -> Job[str]:
            yield Progress(message=name)
            with database.connect(path) as own:
                return projects.create(own, name).name

        def made(found: str) -> None:
            self.new_name.clear()
            self._enter(found)

        title = self.tr("Making the project")
        self._new = self.context.start(title, job, quiet=True, done=made)

    def _on_open(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._enter(item.text())

    def _enter(self, name: str) -> None:
        try:
            self.context.enter(name)
        except Exception as error:
            self.message.show_error(error)
            self.refresh()

    def _on_sample(self) -> None:
        self.message.clear()
        place = self.context.place

        def job() -> Job[str]:
            from app import actions  # late: it brings all features along

            return (yield from actions.sample(place))

        self._sample = self.context.start(self.tr("Preparing the sample"), job, done=self._enter)
        self._update()

    def _on_ticket(self, ticket: Ticket) -> None:
        if ticket is self._new and ticket.state is State.FAILED and ticket.error is not None:
            self.message.show_error(ticket.error)
            self._update()
        if ticket is not self._sample:
            return
        self.waiting.setText(ticket.progress.message)
        if ticket.state is State.FAILED and ticket.error is not None:
            self.message.show_error(ticket.error)
        self._update()
