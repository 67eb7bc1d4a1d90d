"""The fourth step: the teacher's answers, imported or generated, and listed."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFormLayout,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from app import worker
from app.collect.generate import GenerateReport, generate
from app.collect.import_report import ImportReport
from app.collect.importers import import_responses
from app.domain import Teacher, TeacherKind
from app.job import Job, Progress
from app.models.base import Sampling
from app.store import database, listing, workspace
from app.store.listing import Show
from app.workflow import Facts, Step
from ui import words
from ui.context import Context
from ui.job_queue import Ticket
from ui.pages.base import Page, card, row, text
from ui.widgets.example_sources import ResponseSource
from ui.widgets.example_table import ExampleTable
from ui.widgets.explain import explained
from ui.widgets.headline import headline, say
from ui.widgets.import_panel import ImportPanel
from ui.widgets.import_report import ReportCard

_LONGEST = 32_768  # tokens of an answer
_MOST = 10_000_000  # prompts


class ResponsesPage(Page):
    """For recorded teachers an import, for local models a job that asks them; then the table."""

    step = Step.RESPONSES

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._teacher: Teacher | None = None
        self._listed: object = None
        self._missing: int | None = None  # prompts that the teacher has not seen; None: counting
        self.panel = ImportPanel(context, responses=True)
        self.panel.changed.connect(self._on_panel)
        self.report = ReportCard()
        self.report.closed.connect(self._on_panel)
        self.asking = self._build_asking()
        self.table: ExampleTable | None = None
        self.heading, line = headline(self.tr("Responses"), "teacher")
        self.list = card(line, fill=True)
        for widget in (self.panel, self.report, self.asking):
            widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            self.body.addWidget(widget)
        self.body.addWidget(self.list, 1)
        self.body.addStretch()
        self.refresh(self.facts)

    def _build_asking(self) -> QWidget:
        self.asking_title, line = headline("", "teacher")
        self.counts = text()
        self.limit = QSpinBox()
        self.limit.setRange(0, _MOST)
        self.limit.setSpecialValueText(self.tr("All prompts"))
        self.limit.setPrefix(self.tr("The first "))
        self.limit.setGroupSeparatorShown(True)
        self.limit.setAccessibleName(self.tr("How many prompts to answer"))
        self.limit.valueChanged.connect(lambda: self.changed.emit())
        self.max_tokens = QSpinBox()
        self.max_tokens.setRange(1, _LONGEST)
        self.max_tokens.setSingleStep(32)
        self.max_tokens.setSuffix(self.tr(" tokens"))
        self.max_tokens.setAccessibleName(self.tr("Longest answer"))
        self.max_tokens.setKeyboardTracking(False)
        self.max_tokens.valueChanged.connect(lambda value: self.context.choose(max_tokens=value))
        self.temperature = QDoubleSpinBox()
        self.temperature.setRange(0.0, 2.0)
        self.temperature.setSingleStep(0.1)
        self.temperature.setDecimals(2)
        self.temperature.setAccessibleName(self.tr("Temperature"))
        self.temperature.setKeyboardTracking(False)
        self.temperature.valueChanged.connect(
            lambda value: self.context.choose(temperature=round(value, 2))
        )
        for box in (self.limit, self.max_tokens, self.temperature):
            box.setMaximumWidth(240)
        form = QWidget()
        lines = QFormLayout(form)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addRow(explained(text(self.tr("Prompts to answer")), "prompt"), self.limit)
        lines.addRow(explained(text(self.tr("Longest answer")), "length"), self.max_tokens)
        lines.addRow(explained(text(self.tr("Temperature")), "temperature"), self.temperature)
        self.note = text(
            self.tr(
                "You can pause at any time: what is answered is kept, and is not asked again with "
                "the same settings."
            ),
            "muted",
        )
        self.again = QPushButton(self.tr("Ask again with these settings"))
        self.again.clicked.connect(self._generate)
        self.errors_button = QPushButton()
        self.errors_button.clicked.connect(self._on_errors)
        return card(line, self.counts, form, self.note, row(self.again, self.errors_button))

    # What the shell asks.

    def title(self) -> str:
        return self.tr("Responses")

    def lead(self) -> str:
        if self._is_recorded:
            return self.tr(
                "What your teacher answered to the prompts. It was recorded earlier: import the "
                "file here."
            )
        return self.tr("What your teacher answers to the prompts. It runs on this machine.")

    @property
    def _is_recorded(self) -> bool:
        teacher = self.facts.teacher
        return teacher is not None and teacher.kind is TeacherKind.RECORDED

    def primary(self) -> str:
        if self._is_recorded:
            return self.tr("Import") if self.panel.pending else ""
        if self.facts.teacher is None or self._missing == 0:
            return ""
        some = self.facts.answers or self.facts.errors
        if not some:
            return self.tr("Generate")
        return self.tr("Generate the rest") if self._missing else ""

    @property
    def valid(self) -> bool:
        if self.facts.teacher is None:
            return False
        if self._is_recorded:
            return not self.panel.pending or self.panel.ready
        return self.facts.prompts > 0

    def missing(self) -> str:
        if self.facts.teacher is None:
            return self.tr("Choose a teacher first.")
        if self._is_recorded:
            return self.tr("The files cannot be imported like this; see above.")
        return self.tr("Import prompts first.")

    def apply(self) -> bool:
        if not self.primary():
            return True
        if self._is_recorded:
            self._import()
        else:
            self._generate()
        return False

    def refresh(self, facts: Facts) -> None:
        recorded, teacher = self._is_recorded, facts.teacher
        self.asking.setVisible(teacher is not None and not recorded)
        self._show_choices(facts)
        if teacher is not None:
            say(self.asking_title, self.tr("Let “{}” answer").format(teacher.name))
            say(
                self.heading,
                self.tr("Responses of “{}”: {}").format(
                    teacher.name, words.number(facts.answers + facts.errors)
                ),
            )
            self._list(facts, teacher)
        self._show()

    def progressed(self, ticket: Ticket) -> None:
        if not ticket.quiet:
            self._show()

    def close_page(self) -> None:
        self.panel.clear()
        if self.table is not None:
            self.table.stop()

    # Showing.

    def _show_choices(self, facts: Facts) -> None:
        for box, value in (
            (self.max_tokens, facts.choices.max_tokens),
            (self.temperature, facts.choices.temperature),
        ):
            if not box.hasFocus():
                with QSignalBlocker(box):
                    box.setValue(value)  # type: ignore[arg-type]

    def _show(self) -> None:
        facts, busy = self.facts, self.busy
        recorded = self._is_recorded
        self.panel.setVisible(recorded)
        self.panel.setEnabled(not busy)
        missing = "…" if self._missing is None else words.number(self._missing)
        self.counts.setText(
            self.tr(
                "Prompts: {}   ·   Answered: {}   ·   Failed: {}   ·   Not asked yet: {}"
            ).format(
                words.number(facts.prompts),
                words.number(facts.answers),
                words.number(facts.errors),
                missing,
            )
        )
        some = bool(facts.answers or facts.errors)
        self.panel.show_quietly(some)
        self.again.setVisible(some and self._missing == 0)
        self.again.setEnabled(not busy)
        self.errors_button.setVisible(facts.errors > 0)
        self.errors_button.setText(
            self.tr("Show the failed: {}").format(words.number(facts.errors))
        )
        for box in (self.limit, self.max_tokens, self.temperature):
            box.setEnabled(not busy)
        self.list.setVisible(some and not (recorded and self.panel.pending))

    def _list(self, facts: Facts, teacher: Teacher) -> None:
        seen = (teacher.id, facts.prompts, facts.answers, facts.errors)
        if self.table is None:
            self.table = ExampleTable(self.context, ResponseSource(teacher))
            layout = self.list.layout()
            assert layout is not None
            layout.addWidget(self.table)
        elif self._teacher != teacher:
            self.panel.clear()
            self.report.clear()
            self.table.open(ResponseSource(teacher))
        elif self._listed != seen:
            self.table.reload()
        if self._listed != seen:
            self._count(teacher)
        self._teacher, self._listed = teacher, seen

    def _count(self, teacher: Teacher) -> None:
        path, project = workspace.database_path(self.context.place), self.context.project
        assert project is not None
        if self._teacher != teacher:
            self._missing = None

        def job() -> Job[tuple[Teacher, int]]:
            yield Progress(message="Counting prompts without a response")
            with database.connect(path) as own:
                return teacher, listing.count_unanswered(own, project, teacher)

        self.context.start(self.tr("Counting"), job, quiet=True, done=self._on_counted)

    def _on_counted(self, found: tuple[Teacher, int]) -> None:
        teacher, missing = found
        if teacher == self.facts.teacher:
            self._missing = missing
            self._show()
            self.changed.emit()

    def _on_errors(self) -> None:
        if self.table is not None:
            self.table.show_filter(Show.FAILED)
            self.table.view.setFocus()

    def _on_panel(self) -> None:
        self._show()
        self.changed.emit()

    # Importing and generating.

    def _import(self) -> None:
        teacher = self.facts.teacher
        assert teacher is not None
        place, project, name = self.context.place, self.context.name, teacher.name
        files, mapping = self.panel.files, dict(self.panel.mapping)
        system = self.context.choices.instruction

        def job() -> Job[ImportReport]:
            return import_responses(place, project, name, files, mapping, system)

        self.report.clear()
        self.start(self.tr("Importing responses"), job, done=self._on_imported)

    def _on_imported(self, report: ImportReport) -> None:
        self.panel.clear()
        self.report.show_report(report)

    def _generate(self) -> None:
        teacher = self.facts.teacher
        if teacher is None or self.busy:
            return
        for box in (self.limit, self.max_tokens, self.temperature):
            box.interpretText()
        place, project, name = self.context.place, self.context.name, teacher.name
        sampling = Sampling(self.max_tokens.value(), round(self.temperature.value(), 2))
        limit = self.limit.value()

        def job() -> Job[GenerateReport]:
            return worker.remote(generate, place, project, name, sampling, limit)

        self.start(
            self.tr("“{}” answers").format(name),
            job,
            heavy=True,
            resumable=True,
        )
