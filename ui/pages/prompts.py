"""The third step: the prompts, imported from files and listed."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from app.collect.import_report import ImportReport
from app.collect.importers import import_prompts
from app.domain import TeacherKind
from app.job import Job
from app.workflow import Facts, Step
from ui import words
from ui.context import Context
from ui.job_queue import Ticket
from ui.pages.base import Page, card, text
from ui.widgets.example_sources import PromptSource
from ui.widgets.example_table import ExampleTable
from ui.widgets.headline import headline, say
from ui.widgets.import_panel import ImportPanel
from ui.widgets.import_report import ReportCard


class PromptsPage(Page):
    """Import with a preview, then the table of all prompts."""

    step = Step.PROMPTS

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        assert context.project is not None
        self._listed: object = None
        self.panel = ImportPanel(context, responses=False)
        self.panel.changed.connect(self._on_panel)
        self.report = ReportCard()
        self.report.closed.connect(self._on_panel)
        self.recorded = text(
            self.tr(
                "Your teacher is a file of recorded responses. Such a file usually brings its "
                "prompts along: then there is nothing to do here, press Next."
            )
        )
        self.heading, line = headline(self.tr("Prompts of this project"), "prompt")
        self.table = ExampleTable(context, PromptSource(context.project))
        self.list = card(line, self.table, fill=True)
        for widget in (self.recorded, self.panel, self.report):
            widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            self.body.addWidget(widget)
        self.body.addWidget(self.list, 1)
        self.body.addStretch()
        self.refresh(self.facts)

    # What the shell asks.

    def title(self) -> str:
        return self.tr("Prompts")

    def lead(self) -> str:
        return self.tr(
            "The questions or texts that the teacher answers. Take them from your daily work: the "
            "student will be good at what is like them."
        )

    def primary(self) -> str:
        return self.tr("Import") if self.panel.pending else ""

    @property
    def valid(self) -> bool:
        return not self.panel.pending or self.panel.ready

    def missing(self) -> str:
        return self.tr("The files cannot be imported like this; see above.")

    def apply(self) -> bool:
        if not self.panel.pending:
            return True
        place, name = self.context.place, self.context.name
        files, mapping = self.panel.files, dict(self.panel.mapping)
        system = self.context.choices.instruction

        def job() -> Job[ImportReport]:
            return import_prompts(place, name, files, mapping, system)

        self.report.clear()
        self.start(self.tr("Importing prompts"), job, done=self._on_imported)
        return False

    def refresh(self, facts: Facts) -> None:
        teacher = facts.teacher
        recorded = teacher is not None and teacher.kind is TeacherKind.RECORDED
        self.recorded.setVisible(recorded and not facts.prompts)
        say(
            self.heading, self.tr("Prompts of this project: {}").format(words.number(facts.prompts))
        )
        if self._listed != facts.prompts:
            if self._listed is not None:
                self.table.reload()
            self._listed = facts.prompts
        self._show()

    def progressed(self, _: Ticket) -> None:
        self.panel.setEnabled(not self.busy)

    def close_page(self) -> None:
        self.panel.clear()
        self.table.stop()

    # Importing.

    def _on_imported(self, report: ImportReport) -> None:
        self.panel.clear()
        self.report.show_report(report)
        # Rows that were there may have been given a reference or tags.
        self._listed = None
        self.table.reload()
        self._show()

    def _on_panel(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.panel.show_quietly(bool(self.facts.prompts))
        self.list.setVisible(bool(self.facts.prompts) and not self.panel.pending)
