"""The shell inside the window: steps at the left, the page, its buttons, the job at the bottom."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import workflow
from app.workflow import Status, Step
from ui import dialogs, pages_by_step, words
from ui.context import Context
from ui.job_queue import State, Ticket
from ui.pages.base import Page, text
from ui.pages.home import HomePage
from ui.theme import EDGE, GAP
from ui.widgets.job_panel import JobPanel
from ui.widgets.message_bar import MessageBar
from ui.widgets.page_stack import PageStack
from ui.widgets.step_list import StepList

_LONG = 60.0  # seconds after which the end of a job is worth a notification


class Shell(QWidget):
    """Everything in the window but its frame, over one workspace."""

    idle_to_close = Signal()  # the last job has ended after the window was asked to close

    def __init__(self, context: Context, frame: QMainWindow) -> None:
        super().__init__(frame)
        self.context = context
        self.frame = frame
        self.pages: dict[Step, Page] = {}
        self.current: Step | None = None
        self._build()
        self._build_menu()
        context.opened.connect(self._on_opened)
        context.project_changed.connect(self._on_project)
        context.facts_changed.connect(self.update_shell)
        context.failed.connect(self.show_problem)
        context.queue.ended.connect(self._on_job_end)

    # Building.

    def _build(self) -> None:
        self.home = HomePage(self.context)
        self.steps = StepList()
        self.steps.chosen.connect(self.go)
        self.project_name = QPushButton()
        self.project_name.setProperty("kind", "link")
        self.project_name.setToolTip(self.tr("Back to all projects"))
        self.project_name.clicked.connect(self._go_home)
        side = QFrame()
        side.setObjectName("side")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, GAP, 0, 0)
        column.addWidget(self.project_name)
        column.addWidget(self.steps, 1)

        self.title = text("", "title")
        self.lead = text("", "lead")
        self.message = MessageBar()
        self.message.dismissed.connect(self._on_dismiss)
        self.stack = PageStack()
        canvas = QWidget()
        canvas.setObjectName("canvas")
        inner = QVBoxLayout(canvas)
        inner.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        inner.setSpacing(GAP)
        for widget in (self.title, self.lead, self.message):
            inner.addWidget(widget)
        inner.addWidget(self.stack, 1)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.scroller.setWidget(canvas)

        self.back = QPushButton(self.tr("Back"))
        self.back.clicked.connect(self._on_back)
        self.missing = QLabel()
        self.missing.setProperty("kind", "muted")
        self.missing.setWordWrap(True)
        self.primary = QPushButton()
        self.primary.setProperty("kind", "primary")
        self.primary.setDefault(True)
        self.primary.clicked.connect(self._on_primary)
        buttons = QFrame()
        buttons.setProperty("kind", "bar")
        line = QHBoxLayout(buttons)
        line.setContentsMargins(EDGE, GAP, EDGE, GAP)
        line.addWidget(self.back)
        line.addWidget(self.missing, 1)
        line.addWidget(self.primary)

        work = QWidget()
        right = QVBoxLayout(work)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.scroller, 1)
        right.addWidget(buttons)
        self.project_view = QWidget()
        both = QHBoxLayout(self.project_view)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(side)
        both.addWidget(work, 1)

        self.outer = QStackedWidget()
        self.outer.addWidget(self.home)
        self.outer.addWidget(self.project_view)
        self.panel = JobPanel(self.context.queue)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.outer, 1)
        whole.addWidget(self.panel)

    def _build_menu(self) -> None:
        bar = self.frame.menuBar()
        project = bar.addMenu(self.tr("&Project"))
        self._action(project, self.tr("&All projects"), self._go_home, "Ctrl+H")
        self._action(project, self.tr("&Quit"), self.frame.close, QKeySequence.StandardKey.Quit)
        view = bar.addMenu(self.tr("&View"))
        self._action(view, self.tr("&Next step"), lambda: self._move(workflow.after), "Alt+Right")
        self._action(view, self.tr("&Back"), self._on_back, "Alt+Left")
        self._action(view, self.tr("&Settings…"), lambda: dialogs.settings(self.frame), "Ctrl+,")
        helping = bar.addMenu(self.tr("&Help"))
        self._action(
            helping, self.tr("This &machine…"), lambda: dialogs.machine(self.frame, self.context)
        )
        self._action(
            helping, self.tr("&Report a problem…"), lambda: dialogs.report(self.frame, self.context)
        )
        self._action(helping, self.tr("&About Stillroom"), lambda: dialogs.about(self.frame))

    def _action(
        self,
        menu: QMenu,
        name: str,
        call: Callable[[], object],
        keys: str | QKeySequence.StandardKey | None = None,
    ) -> None:
        action = QAction(name, self.frame)
        action.triggered.connect(lambda _checked=False: call())
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        menu.addAction(action)

    # Going from step to step.

    def _on_opened(self) -> None:
        self.home.refresh()

    def _on_project(self) -> None:
        for page in self.pages.values():
            page.close_page()
            self.stack.remove(page)
            page.deleteLater()
        self.pages.clear()
        self.current = None
        if self.context.project is None:
            self.frame.setWindowTitle("Stillroom")
            self.home.refresh()
            self.outer.setCurrentWidget(self.home)
            return
        self.project_name.setText(f"← {self.context.name}")
        self.project_name.setAccessibleName(
            self.tr("Project {}; back to all projects").format(self.context.name)
        )
        self.frame.setWindowTitle(f"{self.context.name} – Stillroom")

    def go(self, step: Step) -> None:
        """Show a step, unless it is blocked."""
        state = workflow.states(self.context.facts)[step]
        if state.status is Status.BLOCKED:
            return
        if self.current is not None and self.current in self.pages:
            self.pages[self.current].left()
        page = self.pages.get(step)
        if page is None:
            page = self.pages[step] = pages_by_step.make(step, self.context)
            page.changed.connect(self.update_shell)
            page.refresh(self.context.facts)
        self.current = step
        self.stack.show_page(page)
        self.title.setText(page.title())
        self.lead.setText(page.lead())
        self.scroller.verticalScrollBar().setValue(0)
        page.entered()
        if self.frame.isActiveWindow() and self.project_name.hasFocus():
            page.focusNextChild()  # reading begins on the page, not at the way out of it
        if self.context.choices.step != step:
            self.context.choose(step=step)
        self.update_shell()

    def update_shell(self) -> None:
        """Derive the steps and every button from the facts and the page in view."""
        if self.context.project is None:
            return
        facts = self.context.facts
        if self.current is None:
            if not facts.teachers and not facts.prompts and not facts.choices.step:
                self.go(Step.TASK)
            elif facts.prompts or facts.datasets or facts.teachers:
                self.go(workflow.where(facts))
            else:
                self.go(Step.TASK)
            self.outer.setCurrentWidget(self.project_view)
            return
        states = workflow.states(facts)
        self.steps.show_states(states, self.current)
        page = self.pages[self.current]
        following = workflow.after(self.current)
        name = page.primary()
        self.primary.setText(name or self.tr("Next"))
        self.primary.setVisible(bool(name) or following is not None)
        blocked = (
            not name and following is not None and (states[following].status is Status.BLOCKED)
        )
        self.primary.setEnabled(page.valid and not page.busy and not blocked)
        self.back.setEnabled(workflow.before(self.current) is not None)
        why = ""
        if not page.valid:
            why = page.missing()
        elif blocked and following is not None:
            why = words.reason(states[following].reason)
        self.missing.setText(why)
        if page.error is None:
            self.message.hide()
        else:
            self.message.show_error(page.error)

    def _on_primary(self) -> None:
        if self.current is None:
            return
        try:
            onward = self.pages[self.current].apply()
        except Exception as error:
            self.pages[self.current].show_error(error)
            return
        if onward:
            self._move(workflow.after)

    def _on_back(self) -> None:
        self._move(workflow.before)

    def _move(self, way: Callable[[Step], Step | None]) -> None:
        if self.current is not None and (step := way(self.current)) is not None:
            self.go(step)

    def _go_home(self) -> None:
        if self.context.project is not None:
            self.context.leave()

    # Problems and notices.

    def _on_dismiss(self) -> None:
        if self.current is not None:
            self.pages[self.current].error = None

    def show_problem(self, error: BaseException) -> None:
        """Show an error that belongs to no page."""
        dialogs.problem(self.frame, error)

    def _on_job_end(self, ticket: Ticket) -> None:
        long = ticket.began and time.monotonic() - ticket.began > _LONG
        if long and not ticket.quiet and not ticket.service and not self.frame.isActiveWindow():
            QApplication.alert(self.frame)
            ended = ticket.state is State.DONE
            dialogs.notify(
                self.frame,
                ticket.title,
                self.tr("Done.") if ended else self.tr("It has stopped."),
            )
        if self.context.queue.idle:
            self.idle_to_close.emit()

    # Closing.

    def stop(self) -> bool:
        """Let everything stop and save; true when nothing runs any more."""
        for page in self.pages.values():
            page.close_page()
        self.context.queue.stop()
        return self.context.queue.idle

    def may_stop(self) -> bool:
        """Whether the window may close: asks while a job runs."""
        running = [ticket for ticket in self.context.queue.active() if not ticket.quiet]
        if not running:
            return True
        answer = QMessageBox.question(
            self.frame,
            self.tr("A job is running"),
            self.tr("“{}” is running. Stop it and close Stillroom?").format(running[0].title)
            + "\n\n"
            + self.tr("What is done so far is saved, and you can go on with it next time."),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            QMessageBox.StandardButton.No,
        )
        return answer is QMessageBox.StandardButton.Yes
