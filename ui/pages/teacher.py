"""The second step: the model that the student learns from, what it gives, and a test of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from app import worker, workflow
from app.domain import Capability, Teacher, TeacherKind
from app.job import Job, Progress
from app.models import inventory, teachers
from app.store import completions, database, projects, workspace
from app.workflow import Facts, Step
from ui import words
from ui.context import Context
from ui.job_queue import Ticket
from ui.pages.base import Page, card, row, text
from ui.widgets.facts_table import FactsTable
from ui.widgets.headline import headline, say
from ui.widgets.teacher_forms import FORMS, TeacherForm, Wanted


class TeacherPage(Page):
    """The project's teachers, and a form to add one."""

    step = Step.TEACHER

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._counts: dict[int, int] = {}
        self._counted: object = None
        self._test: Ticket | None = None
        self._open = True
        self.empty = text(
            self.tr("There is no teacher yet. Add one below: then it is shown here."), "muted"
        )
        self.table = FactsTable(
            [self.tr("Name"), self.tr("Kind"), self.tr("What it gives"), self.tr("Answers so far")],
            self.tr("Teachers of this project"),
        )
        self.table.picked.connect(self._on_picked)
        self.meaning = text()
        self.test_button = QPushButton(self.tr("Test connection"))
        self.test_button.clicked.connect(self._on_test)
        self.test_result = text("", "muted")
        self.body.addWidget(
            card(
                headline(self.tr("Teachers of this project"), "teacher")[1],
                self.empty,
                self.table,
            )
        )
        self.chosen_title, line = headline("", "method")
        self.chosen = card(
            line,
            self.meaning,
            row(self.test_button),
            self.test_result,
        )
        self.body.addWidget(self.chosen)
        self.body.addWidget(self._build_forms())
        self.body.addStretch(1)

    def _build_forms(self) -> QWidget:
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind of teacher"))
        self.about = text("", "muted")
        self.forms: list[TeacherForm] = []
        stack = QWidget()
        inside = QVBoxLayout(stack)
        inside.setContentsMargins(0, 0, 0, 0)
        self.add_button = QPushButton(self.tr("Add teacher"))
        self.add_button.clicked.connect(self._on_add)
        self.add_note = text("", "muted")
        for make in FORMS:
            form = make()
            form.edited.connect(self._show_form)
            self.kind.addItem(form.title())
            self.forms.append(form)
            inside.addWidget(form)
        self.kind.currentIndexChanged.connect(self._on_kind)
        made = card(
            text(self.tr("Add a teacher"), "heading"),
            row(self.kind),
            self.about,
            stack,
            row(self.add_button),
            self.add_note,
        )
        self._on_kind(0)
        return made

    # What the shell asks.

    def title(self) -> str:
        return self.tr("Teacher")

    def lead(self) -> str:
        return self.tr(
            "Choose the large model that the student learns from: a file of its answers, or a "
            "model on this machine."
        )

    @property
    def valid(self) -> bool:
        return self.facts.teacher is not None

    def missing(self) -> str:
        if self.facts.teachers:
            return self.tr("Choose a teacher from the list.")
        return self.tr("Add a teacher first.")

    def close_page(self) -> None:
        self._open = False

    def entered(self) -> None:
        self.context.start(
            self.tr("Looking at the models"), inventory.survey, quiet=True, done=self._on_models
        )

    def refresh(self, facts: Facts) -> None:
        self.empty.setVisible(not facts.teachers)
        self.table.setVisible(bool(facts.teachers))
        self._count(facts)
        self._show_teachers()
        self._show_chosen(facts.teacher)
        self._show_form()

    def _show_teachers(self) -> None:
        lines = []
        for teacher in self.facts.teachers:
            count = self._counts.get(teacher.id)
            said = "…" if count is None else words.number(count)
            name = teacher.name
            if teacher.kind is TeacherKind.RECORDED and teacher.location != teacher.name:
                name = self.tr("{} (from {})").format(teacher.name, teacher.location)
            lines.append((teacher.name, [name, words.teacher_kind(teacher.kind),
                                         self._gives(teacher), said]))  # fmt: skip
        self.table.show_rows(lines, self.facts.choices.teacher)

    def _gives(self, teacher: Teacher) -> str:
        if Capability.HIDDEN_STATES in teacher.capabilities:
            return self.tr("Text, word probabilities, inner states")
        if Capability.LOGITS in teacher.capabilities:
            return self.tr("Text, word probabilities")
        if Capability.TOP_LOGPROBS in teacher.capabilities:
            return self.tr("Text, the likeliest words")
        return self.tr("Text")

    def _show_chosen(self, teacher: Teacher | None) -> None:
        self.chosen.setVisible(teacher is not None)
        if teacher is None:
            return
        say(self.chosen_title, self.tr("What “{}” can teach").format(teacher.name))
        names = {
            "response": self.tr("By its answers (response level)"),
            "logit": self.tr("By its word probabilities (logit level)"),
        }
        lines = []
        for method, reason in workflow.methods(teacher, None).items():
            if reason:
                lines.append(self.tr("✗ {}: {}").format(names[method], words.reason(reason)))
            elif method == "logit":
                lines.append(
                    self.tr("✓ {}, if the student cuts text into the same tokens.").format(
                        names[method]
                    )
                )
            else:
                lines.append(self.tr("✓ {}: always possible.").format(names[method]))
        self.meaning.setText("\n".join(lines))
        recorded = teacher.kind is TeacherKind.RECORDED
        testing = self._test is not None and self._test.active
        self.test_button.setVisible(not recorded)
        self.test_button.setEnabled(not testing)
        if recorded:
            self._say(self.tr("Recorded answers need no connection; nothing is asked anew."))
        elif self._test is None:
            self._say(self.tr("The test loads the model and asks it one short question."))

    def _say(self, said: str) -> None:
        self.test_result.setText(said)
        self.test_result.setVisible(bool(said))

    # Choosing and testing.

    def _on_picked(self, name: str) -> None:
        if name != self.facts.choices.teacher:
            self._test = None
            self.context.choose(teacher=name)

    def _on_test(self) -> None:
        teacher = self.facts.teacher
        if teacher is None:
            return
        self._say(self.tr("Loading “{}” and asking it…").format(teacher.name))
        self._test = self.start(
            self.tr("Testing “{}”").format(teacher.name),
            lambda: worker.remote(teachers.ask, teacher),
            heavy=True,
            done=lambda result: self._on_answer(teacher, result),
        )
        self._show_chosen(teacher)

    def _on_answer(self, teacher: Teacher, result: tuple[str, float]) -> None:
        said, seconds = result
        if not self._open or teacher != self.facts.teacher:
            return
        answer = " ".join(said.split())[:300]
        if not answer:
            self._say(self.tr("“{}” was asked, but its answer is empty.").format(teacher.name))
            return
        self._say(
            self.tr("“{}” answered in {:.1f} seconds: “{}”").format(teacher.name, seconds, answer)
        )

    def progressed(self, ticket: Ticket) -> None:
        if ticket is not self._test or ticket.active:
            return
        if ticket.error is not None:
            self._say(self.tr("The test failed; the message above says why."))
        elif ticket.result is None:
            self._say(self.tr("The test was cancelled."))
        self.test_button.setEnabled(True)

    # Counting.

    def _count(self, facts: Facts) -> None:
        """Count the answers of all teachers anew, in the background, when they may be others."""
        asked = (facts.teachers, facts.answers, facts.errors)
        if asked == self._counted or not facts.teachers:
            return
        self._counted = asked
        path, known = workspace.database_path(self.context.place), facts.teachers

        def job() -> Job[dict[int, int]]:
            counts = {}
            with database.connect(path) as own:
                for teacher in known:
                    yield Progress(message="Counting answers")
                    counts[teacher.id] = completions.count(own, teacher)[0]
            return counts

        self.context.start(
            self.tr("Counting answers"), job, quiet=True, done=self._on_counts
        )  # fmt: skip

    def _on_counts(self, counts: dict[int, int]) -> None:
        self._counts = counts
        if self._open:
            self._show_teachers()

    def _on_models(self, items: list[inventory.Item]) -> None:
        for form in self.forms if self._open else ():
            form.show_models(items)

    # Adding.

    def _form(self) -> TeacherForm:
        return self.forms[max(0, self.kind.currentIndex())]

    def _on_kind(self, number: int) -> None:
        for place, form in enumerate(self.forms):
            form.setVisible(place == number)
        self.about.setText(self._form().about())
        self._show_form()

    def _show_form(self) -> None:
        form = self._form()
        why = form.missing()
        if not why:
            name = form.wanted().name
            if any(teacher.name == name for teacher in self.facts.teachers):
                why = self.tr("There is already a teacher named “{}”.").format(name)
        self.add_button.setEnabled(not why and not self.busy)
        started = bool(form.name.text().strip())
        self.add_note.setText(why if started else "")
        self.add_note.setVisible(started and bool(why))

    def _on_add(self) -> None:
        wanted, place, project = self._form().wanted(), self.context.place, self.context.name
        self.start(
            self.tr("Adding “{}”").format(wanted.name),
            lambda: _add(place, project, wanted),
            done=self._on_added,
        )
        self._show_form()

    def _on_added(self, teacher: Teacher) -> None:
        if not self._open:
            return
        self._form().clear()
        self._test = None
        self.context.choose(teacher=teacher.name)


def _add(place: Path, project: str, wanted: Wanted) -> Job[Teacher]:
    """Look at the teacher's files and store it."""
    yield Progress(message="Looking at the teacher's files")
    with database.connect(workspace.database_path(place)) as own:
        if wanted.kind is TeacherKind.RECORDED:
            return projects.add_teacher(
                own,
                projects.get(own, project),
                wanted.name,
                wanted.kind,
                wanted.location,
                {Capability.TEXT},
            )
        from app import recipe  # late, in the job's thread: it brings numpy along

        return recipe.add_teacher(own, project, wanted.name, wanted.kind, wanted.location)
