"""Keep anyway, leave out, take back: the buttons and keys over a table of responses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from app.curate import review
from app.curate.review import Decided
from app.job import Job
from app.workflow import Step
from ui import words
from ui.context import Context
from ui.job_queue import State, Ticket
from ui.widgets.example_table import ExampleTable

_AT_ONCE = 500  # decisions that take no longer than a blink: not worth a line in the job panel
_ONE_LINE = 600  # pixels
_STEPS = 50  # that can be undone


class Decisions(QWidget):
    """Acts on the selected rows of a table."""

    decided = Signal()

    def __init__(self, context: Context, table: ExampleTable) -> None:
        super().__init__()
        self.context = context
        self.table = table
        self._past: list[Decided] = []
        self._ticket: Ticket | None = None
        self.keep = self._button(self.tr("Keep anyway"), "K", True)
        self.drop = self._button(self.tr("Leave out"), "L", False)
        self.back = self._button(self.tr("Follow the rules again"), "R", None)
        self.undo_button = QPushButton(self.tr("Undo"))
        self.undo_button.setToolTip(self.tr("Take back the last decision (Ctrl+Z)"))
        self.undo_button.clicked.connect(self.undo)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), table)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo)
        self.note = QLabel()
        self.note.setProperty("kind", "muted")
        self.note.setWordWrap(True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(4, 1)
        self._place(4)
        table.selected.connect(self._show)
        self._show()

    def _place(self, across: int) -> None:
        buttons = (self.keep, self.drop, self.back, self.undo_button)
        for number, button in enumerate(buttons):
            self._grid.addWidget(button, number // across, number % across)
        self._grid.addWidget(self.note, len(buttons), 0, 1, 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two lines of buttons where one has no room."""
        super().resizeEvent(event)
        self._place(4 if event.size().width() >= _ONE_LINE else 2)

    def _button(self, name: str, key: str, keep: bool | None) -> QPushButton:
        button = QPushButton(name)
        button.setToolTip(self.tr("For the selected rows (key {})").format(key))
        button.clicked.connect(lambda _=False: self.decide(keep))
        shortcut = QShortcut(QKeySequence(key), self.table.view)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(lambda: self.decide(keep))
        return button

    def decide(self, keep: bool | None) -> None:
        """Decide on the selected rows."""
        ids = self.table.selected_ids()
        if not ids or self._busy:
            return
        place, many = self.context.place, len(ids) > _AT_ONCE

        def job() -> Job[Decided]:
            return review.decide_many(place, ids, keep)

        self._run(job, self._on_decided, quiet=not many)

    def undo(self) -> None:
        """Take back the last decision."""
        if not self._past or self._busy:
            return
        place, last = self.context.place, self._past.pop()

        def job() -> Job[None]:
            return review.undo_all(place, last)

        ticket = self._run(job, self._on_undone, quiet=len(last.ids) <= _AT_ONCE)

        def on_end() -> None:
            if ticket.state is not State.DONE:  # it was cancelled or failed: it can be tried again
                self._past.append(last)
                self._show()

        ticket.ended.connect(on_end)

    @property
    def _busy(self) -> bool:
        return self._ticket is not None and self._ticket.active

    def _run(
        self, job: Callable[[], Job[Any]], done: Callable[[Any], None], *, quiet: bool
    ) -> Ticket:
        """Even one row is written in a job: an import may hold the database for a while."""
        ticket = self.context.start(
            self.tr("Storing your decision"), job, step=Step.CURATE, quiet=quiet, done=done
        )
        if not quiet:
            self._ticket = ticket
            ticket.ended.connect(self._show)
        self._show()
        return ticket

    def _on_undone(self, _: object) -> None:
        self.note.setText(self.tr("The last decision was taken back."))
        self._changed()

    def _changed(self) -> None:
        self.table.refresh_rows()
        self._show()
        self.decided.emit()
        self.context.refresh()

    def _on_decided(self, decided: Decided) -> None:
        if decided.ids:
            self._past = [*self._past[-_STEPS:], decided]
        said = {
            True: self.tr("Kept by hand: {}."),
            False: self.tr("Left out by hand: {}."),
            None: self.tr("The rules decide again on: {}."),
        }
        note = said[decided.keep].format(words.number(len(decided.ids)))
        if decided.skipped:
            hint = self.tr("Without an answer, so nothing to keep: {}.")
            note = f"{note} {hint.format(words.number(decided.skipped))}"
        self.note.setText(note)
        self._changed()

    def _show(self) -> None:
        count = sum(len(rows) for rows in self.table.selected_rows())
        for button in (self.keep, self.drop, self.back):
            button.setEnabled(count > 0 and not self._busy)
        self.undo_button.setEnabled(bool(self._past) and not self._busy)
        if not self.note.text():
            self.note.setText(
                self.tr(
                    "Select rows to decide by hand: K keeps them, L leaves them out, R lets the "
                    "rules decide again."
                )
            )
