"""What every page of the wizard is: valid, busy, error, apply(); the shell does the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.job import Job
from app.workflow import Facts, Step
from ui.context import Context
from ui.job_queue import State, Ticket
from ui.theme import GAP


class Page(QWidget):
    """One step. Subclasses fill ``body`` and override what differs.

    The shell reads ``primary``, ``valid``, ``busy`` and ``error`` after every ``changed`` and
    derives all buttons from them; a page never touches the shell.
    """

    step: Step
    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.error: BaseException | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GAP)
        context.facts_changed.connect(self._on_facts)
        context.queue.changed.connect(self._on_ticket)
        context.queue.ended.connect(self._on_end)

    # What a page says of itself.

    def title(self) -> str:
        """The page's heading."""
        raise NotImplementedError

    def lead(self) -> str:
        """One or two sentences: what this step is for."""
        raise NotImplementedError

    def primary(self) -> str:
        """The text of the main button; empty: Next."""
        return ""

    @property
    def valid(self) -> bool:
        """Whether the main button can be pressed."""
        return True

    def missing(self) -> str:
        """What is missing where the page is not valid, as a sentence."""
        return ""

    @property
    def busy(self) -> bool:
        """Whether a job of this step waits or runs."""
        return bool(self.context.queue.active(self.step))

    def apply(self) -> bool:
        """Do what the main button says; true: go on to the next step."""
        return True

    def refresh(self, facts: Facts) -> None:
        """Show what the project holds. Called whenever it may have changed."""

    def entered(self) -> None:
        """The page has come into view."""

    def left(self) -> None:
        """Another page has come into view."""

    def close_page(self) -> None:
        """The project or the window is being closed: let go of what runs for this page alone."""

    # Help for subclasses.

    @property
    def facts(self) -> Facts:
        """What the project holds."""
        return self.context.facts

    def start(
        self,
        title: str,
        make: Callable[[], Job[Any]],
        *,
        heavy: bool = False,
        resumable: bool = False,
        quiet: bool = False,
        done: Callable[[Any], None] | None = None,
    ) -> Ticket:
        """Ask for a job of this step; an earlier error is cleared."""
        self.show_error(None)
        return self.context.start(
            title,
            make,
            step=self.step,
            heavy=heavy,
            resumable=resumable,
            quiet=quiet,
            done=done,
        )

    def show_error(self, error: BaseException | None) -> None:
        """Show an error at the top of the page, or clear it."""
        self.error = error
        self.changed.emit()

    def _on_facts(self) -> None:
        if self.context.project is not None:
            self.refresh(self.facts)
            self.changed.emit()

    def _on_ticket(self, ticket: Ticket) -> None:
        if ticket.step is self.step:
            self.progressed(ticket)
            self.changed.emit()

    def _on_end(self, ticket: Ticket) -> None:
        if ticket.step is not self.step:
            return
        if ticket.state is State.FAILED and ticket.error is not None:
            self.error = ticket.error
        self.progressed(ticket)
        self.changed.emit()

    def progressed(self, ticket: Ticket) -> None:
        """A job of this step has moved or ended."""


def text(content: str = "", kind: str = "") -> QLabel:
    """A label that wraps. Kinds: title, heading, figure, lead, muted, good, warning, bad."""
    label = QLabel(content)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        label.setProperty("kind", kind)
    return label


def card(*widgets: QWidget, fill: bool = False) -> QFrame:
    """A framed group of widgets, one below the other; ``fill``: they take all of its height."""
    frame = QFrame()
    frame.setProperty("kind", "card")
    box = QVBoxLayout(frame)
    box.setContentsMargins(16, 14, 16, 14)
    box.setSpacing(8)
    for widget in widgets:
        box.addWidget(widget)
    if not fill:
        box.addStretch(1)
    return frame


def row(*widgets: QWidget, stretch: bool = True) -> QWidget:
    """Widgets side by side, with free space behind them when ``stretch``."""
    line = QWidget()
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    for widget in widgets:
        box.addWidget(widget)
    if stretch:
        box.addStretch(1)
    return line
