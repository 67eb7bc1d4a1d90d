"""What every page shares: the workspace, the project in view, its facts, and the jobs."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app import workflow
from app.domain import Choices, Project
from app.errors import StillroomError
from app.job import Job, Progress
from app.store import database, projects, workspace
from app.store.database import Database
from app.workflow import Facts, Step
from ui.job_queue import JobQueue, Ticket


class Context(QObject):
    """One open workspace. Only small reads and writes go through ``db``: it is the window's."""

    opened = Signal()  # the workspace is there
    not_opened = Signal(object)  # the error that keeps it closed
    project_changed = Signal()  # another project, or none, is in view
    facts_changed = Signal()
    failed = Signal(object)  # an error that belongs to no page

    def __init__(self, place: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.queue = JobQueue(self)
        self.project: Project | None = None
        self.facts = Facts("")
        self._held = contextlib.ExitStack()
        self._db: Database | None = None
        self._look: Ticket | None = None
        self._unsaved: dict[Project, dict[str, Any]] = {}
        self._saver: Ticket | None = None
        self._saved = threading.Event()
        self._saved.set()
        self._again = False
        self.queue.ended.connect(self._on_job_end)

    # The workspace.

    def open(self) -> None:
        """Lock, check and migrate the workspace in the background."""

        def job() -> Job[None]:
            yield Progress(message="Opening the workspace")
            self._held.enter_context(workspace.holding(self.place))

        ticket = Ticket(self.tr("Opening the workspace"), job, quiet=True)
        ticket.succeeded.connect(self._on_open)
        ticket.ended.connect(lambda: self._on_open_end(ticket))
        self.queue.add(ticket)

    def _on_open(self) -> None:
        self._db = database.connect(workspace.database_path(self.place))
        self.opened.emit()

    def _on_open_end(self, ticket: Ticket) -> None:
        if ticket.error is not None:
            self.not_opened.emit(ticket.error)

    @property
    def is_open(self) -> bool:
        """Whether the workspace can be used."""
        return self._db is not None

    @property
    def db(self) -> Database:
        """The window's own connection. StillroomError while the workspace is not open."""
        if self._db is None:
            raise StillroomError(
                self.tr("The workspace is not open yet."), self.tr("Wait a moment.")
            )
        return self._db

    def close(self) -> None:
        """Let the workspace go; call it when the queue is idle."""
        if self._db is not None:
            self._db.close()
            self._db = None
        self._held.close()

    # The project.

    def enter(self, name: str) -> None:
        """Bring a project into view; its facts follow in a moment."""
        self.project = projects.get(self.db, name)
        stored = projects.choices(self.db, self.project)
        self.facts = Facts(name, self._with_unsaved(self.project, stored))
        self.project_changed.emit()
        self.refresh()

    def leave(self) -> None:
        """Go back to the list of projects."""
        self.project = None
        self.facts = Facts("")
        self.project_changed.emit()

    @property
    def name(self) -> str:
        """The name of the project in view; empty without one."""
        return self.project.name if self.project is not None else ""

    @property
    def choices(self) -> Choices:
        """What has been chosen in this project."""
        return self.facts.choices

    def choose(self, **changes: Any) -> None:
        """Let all pages see a choice, and store it at once.

        In the background: while a big import writes, the database takes no other change.
        """
        if self.project is None:
            return
        self.choose_for(self.project, **changes)
        self.facts = _with_choices(self.facts, dataclasses.replace(self.choices, **changes))
        self.facts_changed.emit()
        if {"teacher", "run"} & set(changes):
            self.refresh()  # other counts belong to it

    def choose_for(self, project: Project, **changes: Any) -> None:
        """Store a choice of a project, be it still in view or not."""
        self._unsaved.setdefault(project, {}).update(changes)
        self._saved.clear()
        self._save()

    def _with_unsaved(self, project: Project, stored: Choices) -> Choices:
        return dataclasses.replace(stored, **self._unsaved.get(project, {}))

    def _save(self) -> None:
        if self._saver is not None or not self._unsaved:
            return
        project, unsaved = next(iter(self._unsaved.items()))
        changes = dict(unsaved)
        path = workspace.database_path(self.place)

        def job() -> Job[None]:
            with database.connect(path) as own:
                while True:
                    try:
                        projects.choose(own, project, **changes)
                        break
                    except sqlite3.OperationalError as error:
                        if "locked" not in str(error):
                            raise
                        yield Progress(message="Waiting for the database")
            yield Progress(1, 1, "Saved")

        self._saver = Ticket(self.tr("Saving a choice"), job, quiet=True)
        self._saver.ended.connect(lambda: self._on_saved(project, changes))
        self.queue.add(self._saver)

    def _on_saved(self, project: Project, changes: dict[str, Any]) -> None:
        saver, self._saver = self._saver, None
        if saver is not None and saver.error is not None:
            self.failed.emit(saver.error)
        unsaved = self._unsaved.pop(project, {})
        later = {key: value for key, value in unsaved.items() if changes.get(key, ...) != value}
        if later:
            self._unsaved[project] = later
        if not self._unsaved:
            self._saved.set()
        self._save()

    @property
    def saving(self) -> bool:
        """Whether a choice is still on its way into the database."""
        return not self._saved.is_set()

    def refresh(self) -> None:
        """Look at the project again, in the background."""
        if self.project is None:
            return
        if self._look is not None:
            self._again = True
            return
        name, path = self.project.name, workspace.database_path(self.place)

        def job() -> Job[Facts]:
            yield Progress(message="Looking at the project")
            with database.connect(path) as own:
                return workflow.facts(own, name)

        self._look = Ticket(self.tr("Looking at the project"), job, quiet=True)
        self._look.ended.connect(self._on_look)
        self.queue.add(self._look)

    def _on_look(self) -> None:
        look, self._look = self._look, None
        if look is None:
            return
        if look.error is not None:
            self.failed.emit(look.error)
        elif look.result is not None and look.result.project == self.name:
            # A choice that was made while the job looked is newer than what it saw.
            assert self.project is not None
            chosen = projects.choices(self.db, self.project)
            chosen = self._with_unsaved(self.project, chosen)
            self.facts = _with_choices(look.result, chosen)
            self.facts_changed.emit()
        if self._again:
            self._again = False
            self.refresh()

    # Jobs.

    def start(
        self,
        title: str,
        make: Callable[[], Job[Any]],
        *,
        step: Step | None = None,
        heavy: bool = False,
        quiet: bool = False,
        resumable: bool = False,
        service: bool = False,
        done: Callable[[Any], None] | None = None,
    ) -> Ticket:
        """Ask for a job; see Ticket. ``done`` is called with its result in the window's thread.

        It begins when every choice that was made before is stored, since it reads them there.
        """

        def after_choices() -> Job[Any]:
            while not self._saved.wait(0.2):
                yield Progress(message="Saving your choices")
            return (yield from make())

        ticket = Ticket(
            title,
            after_choices,
            step=step,
            heavy=heavy,
            quiet=quiet,
            resumable=resumable,
            service=service,
        )
        ticket.on_success = done
        return self.queue.add(ticket)

    def _on_job_end(self, ticket: Ticket) -> None:
        if not ticket.quiet and not ticket.service:
            self.refresh()


def _with_choices(facts: Facts, choices: Choices) -> Facts:
    return dataclasses.replace(facts, choices=choices)
