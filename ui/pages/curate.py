"""The fifth step: rules judge the responses, a person may overrule them, the kept are frozen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFormLayout, QPushButton, QSpinBox, QWidget

from app import actions
from app.domain import Dataset, Teacher
from app.job import Job, Progress
from app.store import database, listing, workspace
from app.workflow import Facts, Step
from ui import words
from ui.context import Context
from ui.job_queue import Ticket
from ui.pages.base import Page, card, row, text
from ui.theme import GAP
from ui.widgets.dataset_card import DatasetCard
from ui.widgets.decisions import Decisions
from ui.widgets.example_sources import ResponseSource
from ui.widgets.example_table import ExampleTable
from ui.widgets.explain import explained
from ui.widgets.headline import headline, say
from ui.widgets.rule_chart import RuleChart

_SIDE_BY_SIDE = 900  # pixels from which the two cards lie beside each other
_LARGEST = 40  # percent of a part that is not trained on
Found = list[tuple[Dataset, dict[str, Any]]]


class CuratePage(Page):
    """Check, decide, freeze."""

    step = Step.CURATE

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._teacher: Teacher | None = None
        self._listed: object = None  # what the table shows
        self._compared: object = None  # what the datasets were last held against
        self._ticket: Ticket | None = None
        self._same: Found | None = None  # datasets of what is kept now; None: not known yet
        self._frozen: tuple[int, float, float] | None = None  # the last one, and its shares
        self.top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.top.setSpacing(GAP)
        self.top.addWidget(self._build_rules(), 3)
        self.top.addWidget(self._build_dataset(), 2)
        self.body.addLayout(self.top)
        self.table: ExampleTable | None = None
        self.table_title, self._table_line = headline(self.tr("Responses"), "rules")
        self.list = card(self._table_line, fill=True)
        self.body.addWidget(self.list, 1)
        self.refresh(self.facts)

    def _build_rules(self) -> QWidget:
        self.kept, line = headline("", "rules")
        self.state = text("", "muted")
        self.chart = RuleChart()
        self.chart.switched.connect(lambda off: self.context.choose(left_out_rules=off))
        self.chart.wanted.connect(self._on_wanted)
        self.check = QPushButton(self.tr("Check only"))
        self.check.setToolTip(self.tr("Look at what the rules find, without freezing anything"))
        self.check.clicked.connect(self._on_check)
        return card(line, self.state, self.chart, row(self.check))

    def _build_dataset(self) -> QWidget:
        self.validation = self._share(self.tr("Share for validation"))
        self.test = self._share(self.tr("Share for the test"))
        self.expected = text("", "muted")
        form = QWidget()
        lines = QFormLayout(form)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addRow(explained(text(self.tr("For validation")), "validation"), self.validation)
        lines.addRow(explained(text(self.tr("For the test")), "test"), self.test)
        self.datasets = DatasetCard()
        self.again = QPushButton(self.tr("Freeze again"))
        self.again.clicked.connect(self._freeze)
        return card(
            headline(self.tr("Dataset to learn from"), "dataset")[1],
            form,
            self.expected,
            self.datasets,
            row(self.again),
        )

    def _share(self, name: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(0, _LARGEST)
        box.setSuffix(self.tr(" %"))
        box.setMaximumWidth(160)
        box.setAccessibleName(name)
        box.setKeyboardTracking(False)
        box.valueChanged.connect(self._on_share)
        return box

    # What the shell asks.

    def title(self) -> str:
        return self.tr("Curate")

    def lead(self) -> str:
        return self.tr(
            "Leave out answers that would teach the student something wrong, then freeze the rest "
            "as the dataset that it learns from."
        )

    def primary(self) -> str:
        return "" if self._is_frozen else self.tr("Check and freeze")

    @property
    def valid(self) -> bool:
        return self.facts.answers > 0

    def missing(self) -> str:
        return self.tr("There are no responses to check yet.")

    def apply(self) -> bool:
        if self._is_frozen:
            return True
        self._freeze()
        return False

    @property
    def _is_judged(self) -> bool:
        """Whether the last check was made with the rules that are chosen now."""
        choices = self.facts.choices
        return set(choices.left_out_rules) == set(choices.judged_without)

    @property
    def _is_frozen(self) -> bool:
        """Whether there is a dataset of what is kept now, in the chosen parts."""
        if not self.facts.datasets or not self._is_judged:
            return False
        return self._same is None or bool(self._current())

    def _current(self) -> list[Dataset]:
        choices = self.facts.choices
        shares = (choices.validation, choices.test)
        return [
            dataset
            for dataset, settings in self._same or []
            if (settings.get("validation"), settings.get("test")) == shares
            or self._frozen == (dataset.id, *shares)
        ]

    def refresh(self, facts: Facts) -> None:
        total = facts.answers + facts.errors
        say(
            self.kept,
            self.tr("{} of {} responses are kept").format(
                words.number(facts.kept), words.number(total)
            ),
        )
        self.chart.show_counts(facts.verdicts, total)
        self.chart.show_switches(facts.choices.left_out_rules)
        self._show_shares(facts)
        self._list(facts)
        self._compare(facts)
        self._show()

    def progressed(self, ticket: Ticket) -> None:
        if not ticket.quiet:
            self._show()

    def close_page(self) -> None:
        if self.table is not None:
            self.table.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One card below the other where there is no room for both."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        wide = event.size().width() >= _SIDE_BY_SIDE
        self.top.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    # Showing.

    def _show(self) -> None:
        facts, busy = self.facts, self.busy
        if not self._is_judged:
            self.state.setText(self.tr("The rules have changed since the last check."))
        elif not facts.verdicts and not facts.datasets:
            self.state.setText(self.tr("Nothing has been checked yet."))
        else:
            self.state.setText(
                self.tr("How many responses each rule finds. Press a number to list them.")
            )
        self.check.setEnabled(not busy and facts.answers > 0)
        self.again.setEnabled(not busy and facts.answers > 0)
        self.again.setVisible(self._is_frozen)
        current, newest, warning = self._current(), facts.dataset, ""
        if newest is not None and self._same is not None:
            if not self._is_frozen:
                warning = self.tr("It is not what is kept now. Check and freeze again.")
            elif current and newest not in current:
                warning = self.tr(
                    "What is kept now was frozen earlier as {}. The student learns from the "
                    "newest dataset, shown here."
                ).format(current[-1].name)
        self.datasets.show_datasets(facts.datasets, warning)

    def _show_shares(self, facts: Facts) -> None:
        choices = facts.choices
        for box, share in ((self.validation, choices.validation), (self.test, choices.test)):
            if not box.hasFocus():
                with QSignalBlocker(box):
                    box.setValue(round(share * 100))
        test, validation = round(facts.kept * choices.test), round(facts.kept * choices.validation)
        counts = (max(0, facts.kept - test - validation), validation, test)
        said = self.tr(
            "About {} to train on, {} for validation, {} for the test, unless your files say "
            "which part a row belongs to."
        ).format(*(words.number(count) for count in counts))
        if not choices.test:
            said = self.tr("Without a test part nobody can say later how good the student is.")
        self.expected.setText(said)

    def _list(self, facts: Facts) -> None:
        teacher = facts.teacher
        if teacher is None:
            return
        seen = (teacher.id, facts.answers, facts.errors)
        if self.table is None:
            self.table = ExampleTable(
                self.context, ResponseSource(teacher, curate=True), several=True
            )
            self.decisions = Decisions(self.context, self.table)
            self.decisions.decided.connect(self._on_decided)
            layout = self.list.layout()
            assert layout is not None
            layout.addWidget(self.decisions)
            layout.addWidget(self.table)
        elif self._teacher != teacher:
            self.table.open(ResponseSource(teacher, curate=True))
        elif self._listed != seen:
            self.table.reload()
        self._teacher, self._listed = teacher, seen

    def _on_wanted(self, rule: str) -> None:
        if self.table is not None:
            self.table.show_filter(f"rule:{rule}")
            self.table.view.setFocus()

    def _on_share(self) -> None:
        self.context.choose(validation=self.validation.value() / 100, test=self.test.value() / 100)

    # Is what is kept now frozen?

    def _on_decided(self) -> None:
        self._same = self._compared = None

    def _compare(self, facts: Facts) -> None:
        """Hold the datasets against what is kept, whenever the project was looked at anew."""
        seen = (facts.verdicts, facts.datasets)
        known = self._compared
        if facts.teacher is None or not facts.datasets:
            self._same = []
            return
        if isinstance(known, tuple) and all(a is b for a, b in zip(seen, known, strict=True)):
            return
        self._compared = seen
        if self._ticket is not None:
            self._ticket.cancel()
        path, teacher = workspace.database_path(self.context.place), facts.teacher
        project = self.context.project
        assert project is not None

        def job() -> Job[Found]:
            yield Progress(message="Looking at the datasets")
            with database.connect(path) as own:
                return listing.frozen_as_kept(own, project, teacher)

        self._ticket = self.context.start(
            self.tr("Looking at the datasets"), job, quiet=True, done=self._on_compared
        )

    def _on_compared(self, found: Found) -> None:
        self._same = found
        self._show()
        self.changed.emit()

    # Checking and freezing.

    def _on_check(self) -> None:
        place, name = self.context.place, self.context.name
        off = self.facts.choices.left_out_rules
        self.start(
            self.tr("Checking the responses"),
            lambda: actions.judge(place, name),
            done=lambda _: self._on_judged(off),
        )

    def _freeze(self) -> None:
        place, name = self.context.place, self.context.name
        choices = self.facts.choices

        def done(dataset: Dataset) -> None:
            self._frozen = (dataset.id, choices.validation, choices.test)
            self._on_judged(choices.left_out_rules)

        self.start(
            self.tr("Checking and freezing"),
            lambda: actions.curate_and_freeze(place, name),
            done=done,
        )

    def _on_judged(self, off: tuple[str, ...]) -> None:
        self._compared = None
        if self.table is not None:
            self.table.refresh_rows()
            self.table.reload()
        self.context.choose(judged_without=off)
