"""How much of the teacher the student keeps: one figure, what it means, and the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import shiboken6
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import actions
from app.domain import Run, RunState
from app.errors import StillroomError
from app.evaluate.examples import Pair, pairs
from app.evaluate.meaning import meaning
from app.workflow import Facts, Reason, Step
from ui import evaluation_words, words
from ui.context import Context
from ui.job_queue import Ticket
from ui.pages.base import Page, card, row, text
from ui.widgets.answer_browser import AnswerBrowser
from ui.widgets.explain import Explain, explained
from ui.widgets.facts_table import FactsTable

_MODELS = ("teacher", "base", "student")


class EvaluatePage(Page):
    """Measure, then read."""

    step = Step.EVALUATE

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._read: tuple[str, str] = ("", "")  # the run and the report whose answers are shown
        self._reading: Ticket | None = None
        self.empty = text(
            self.tr(
                "Not measured yet. The student, the teacher and the untouched base answer the test "
                "texts, which the student has never seen; then their answers are compared. This "
                "takes some minutes."
            )
        )
        self.empty_card = card(self.empty)
        self.body.addWidget(self.empty_card)
        self._build_figure()
        self._build_tables()
        self.answers = AnswerBrowser()
        self.body.addWidget(self.answers)
        self.body.addStretch(1)

    def _build_figure(self) -> None:
        self.figure = QLabel()
        self.figure.setProperty("kind", "figure")
        self.between = text("", "muted")
        self.sentence = text("", "heading")
        self.before = text()
        self.caution = text("", "warning")
        self.again = QPushButton(self.tr("Measure again"))
        self.again.clicked.connect(self._measure)
        self.told = text("", "muted")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.figure)
        head.addWidget(Explain("retention"))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.between)
        column.addStretch(1)
        left.setFixedWidth(230)
        right = QWidget()
        texts = QVBoxLayout(right)
        texts.setContentsMargins(0, 0, 0, 0)
        for label in (self.sentence, self.before, self.caution):
            texts.addWidget(label)
        texts.addStretch(1)
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(left)
        line.addWidget(right, 1)
        self.figure_card = card(both, row(self.again))
        self.body.addWidget(self.figure_card)

    def _build_tables(self) -> None:
        self.scores = FactsTable(
            [
                self.tr("Model"),
                self.tr("Score"),
                self.tr("Exactly right"),
                self.tr("As the teacher"),
                self.tr("Size"),
                self.tr("Speed"),
                self.tr("Not answered"),
            ],
            self.tr("Scores of teacher, untouched base and student"),
        )
        self.slices = FactsTable(
            [
                self.tr("Kind of text"),
                self.tr("Texts"),
                self.tr("Teacher"),
                self.tr("Before training"),
                self.tr("Student"),
                self.tr("Kept"),
            ],
            self.tr("The same by kind of text"),
        )
        self.scores.setMinimumWidth(680)  # narrower, the names would go: the shell scrolls
        self.slices.setMinimumWidth(560)
        self.scores_title = text("", "heading")
        self.scores_title.setWordWrap(False)
        self.slices_title = text(self.tr("By kind of text (tags of the prompts)"), "heading")
        self.scores_card = card(
            explained(self.scores_title, "score"), self.scores, self.slices_title, self.slices
        )
        self.body.addWidget(self.scores_card)

    # What the page says of itself.

    def title(self) -> str:
        return self.tr("Measure the student")

    def lead(self) -> str:
        return self.tr(
            "How good is the student on texts that it has never seen? It answers the test part of "
            "the dataset, and so do the teacher and the same model before the training."
        )

    def primary(self) -> str:
        if self.busy:
            return self.tr("Measuring…")
        return self.tr("Measure") if self.facts.evaluation is None else ""

    @property
    def valid(self) -> bool:
        return self.facts.evaluation is not None or self._ready() is not None

    def missing(self) -> str:
        return words.reason(Reason.NO_RUN)

    def apply(self) -> bool:
        if self.facts.evaluation is not None:
            return True
        self._measure()
        return False

    def _ready(self) -> Run | None:
        run = self.facts.run
        return run if run is not None and run.state is RunState.FINISHED else None

    def _measure(self) -> None:
        run = self._ready()
        if run is None or self.busy:
            return
        place, name = self.context.place, run.name
        self.start(
            self.tr("Measuring the student"),
            lambda: actions.measure(place, name),
            heavy=True,
            resumable=True,
            done=lambda _report: self._read_again(),
        )

    def _read_again(self) -> None:
        self._read = ("", "")  # the same report may have other answers now

    # Showing.

    def refresh(self, facts: Facts) -> None:
        details = facts.evaluation
        for widget in (self.figure_card, self.scores_card, self.answers):
            widget.setVisible(details is not None)
        self.empty_card.setVisible(details is None)
        self.again.setEnabled(not self.busy and self._ready() is not None)
        if details is None:
            self._read = ("", "")
            return
        self._show_figure(details)
        self._show_scores(details)
        self._show_slices(details)
        self._read_answers(facts, details)

    def progressed(self, _ticket: Ticket) -> None:
        self.again.setEnabled(not self.busy)

    def _show_figure(self, details: Mapping[str, Any]) -> None:
        found = meaning(details)
        said = evaluation_words
        self.figure.setText(said.figure(found))
        self.figure.setAccessibleName(self.tr("Retention: {}").format(said.figure(found)))
        self.between.setText(said.between(found))
        self.sentence.setText(said.sentence(found))
        self.before.setText(said.before(found))
        self.before.setVisible(bool(self.before.text()))
        self.caution.setText("\n".join(said.caution(found)))
        self.caution.setVisible(bool(self.caution.text()))

    def _show_scores(self, details: Mapping[str, Any]) -> None:
        metric = str(details.get("metric", ""))
        title = self.tr("Score: {}").format(evaluation_words.metric(metric))
        self.scores_title.setText(title)
        names = {
            "teacher": self.tr("Teacher"),
            "base": self.tr("Before training"),
            "student": self.tr("Student ({})").format(details.get("quant", "")),
        }
        rows = []
        for model in _MODELS:
            found = _part(details, model)
            size, speed = found.get("size"), found.get("tokens_per_second")
            unanswered = found.get("unanswerable")
            rows.append(
                (
                    model,
                    (
                        names[model],
                        evaluation_words.scored(details, model),
                        evaluation_words.percent(found.get("exact_match")),
                        evaluation_words.percent(found.get("teacher_agreement")),
                        words.size(size) if size else "–",
                        self.tr("{} tokens/s").format(words.number(speed)) if speed else "–",
                        words.number(unanswered) if isinstance(unanswered, int) else "–",
                    ),
                )
            )
        self.scores.show_rows(rows, "")
        _fit(self.scores, len(rows))

    def _show_slices(self, details: Mapping[str, Any]) -> None:
        found = details.get("slices")
        slices = found if isinstance(found, Mapping) else {}
        self.slices.setVisible(bool(slices))
        self.slices_title.setVisible(bool(slices))
        rows = []
        for tag, part in slices.items():
            kept = meaning(part)
            low, high = (evaluation_words.percent(end) for end in (kept.low, kept.high))
            rows.append(
                (
                    tag,
                    (
                        tag,
                        words.number(kept.examples),
                        *(evaluation_words.percent(_part(part, m).get("score")) for m in _MODELS),
                        f"{evaluation_words.figure(kept)} ({low}–{high})",
                    ),
                )
            )
        self.slices.show_rows(rows, "")
        _fit(self.slices, len(rows))

    # The answers.

    def _read_answers(self, facts: Facts, details: Mapping[str, Any]) -> None:
        run = facts.run
        if run is None:
            return
        wanted = (run.name, repr(details))
        if wanted == self._read or self._reading is not None:
            return
        self._read = wanted
        self.answers.show_pairs([], self.tr("The answers are being read…"))
        place, name, quant = self.context.place, run.name, str(details.get("quant", ""))
        ticket = self.context.start(
            self.tr("Reading the answers"), lambda: pairs(place, name, quant), quiet=True
        )
        self._reading = ticket
        ticket.ended.connect(lambda: self._on_read(ticket, wanted))

    def _on_read(self, ticket: Ticket, wanted: tuple[str, str]) -> None:
        if not shiboken6.isValid(self):
            return
        self._reading = None
        found: list[Pair] | None = ticket.result
        if wanted != self._read:  # another run has come into view meanwhile
            self.refresh(self.facts)
        elif found is not None:
            self.answers.show_pairs(found, "")
        elif isinstance(ticket.error, StillroomError):
            self.answers.show_pairs([], f"{ticket.error.message} {ticket.error.hint}")
        elif ticket.error is not None:
            self.answers.show_pairs([], self.tr("The answers cannot be read."))
            self.show_error(ticket.error)

    def close_page(self) -> None:
        if self._reading is not None:
            self._reading.cancel()


def _fit(table: FactsTable, rows: int) -> None:
    """As high as its rows, up to a few: these tables are read whole."""
    line = table.verticalHeader().defaultSectionSize()
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + line * min(rows, 7) + 24)


def _part(details: Mapping[str, Any], model: str) -> Mapping[str, Any]:
    found = details.get(model)
    return found if isinstance(found, Mapping) else {}
