"""The wizard's steps, what each one needs, and why it is blocked; no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.domain import Capability, Choices, Dataset, Run, RunState, Split, Teacher, TeacherKind
from app.store import artifacts, completions, datasets, projects, prompts, runs
from app.store.database import Database


class Step(StrEnum):
    """A screen of the wizard, in order."""

    TASK = "task"
    TEACHER = "teacher"
    PROMPTS = "prompts"
    RESPONSES = "responses"
    CURATE = "curate"
    STUDENT = "student"
    DISTILL = "distill"
    EVALUATE = "evaluate"
    EXPORT = "export"
    CHAT = "chat"


class Status(StrEnum):
    """What a step is at."""

    DONE = "done"
    OPEN = "open"
    BLOCKED = "blocked"


class Reason(StrEnum):
    """Why a step or a choice is not to be had: the sentence that is shown."""

    NONE = ""
    NO_TEACHER = "Choose a teacher first."
    NO_PROMPTS = "Import prompts first."
    NO_RESPONSES = "There are no responses of the teacher yet."
    NO_DATASET = "Check the responses and freeze a dataset first."
    NO_STUDENT = "Choose a student first."
    NO_RUN = "Distill a student first."
    NO_TEST = "The dataset has no test part to measure on. Freeze it again with one."
    NO_FILE = "Export the student first."
    RECORDED_TEXT = (
        "A file of recorded responses holds text only. This method needs a teacher model on this "
        "machine."
    )
    GGUF_TEXT = "This method needs the teacher as a Hugging Face folder; this one is a GGUF file."
    OTHER_TOKENS = (
        "The teacher and the student cut text into different tokens, so the probabilities of one "
        "say nothing about the other."
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What a project holds, as the rules below need it. ``answers`` are the chosen teacher's."""

    project: str
    choices: Choices = field(default_factory=Choices)
    teachers: tuple[Teacher, ...] = ()
    prompts: int = 0
    answers: int = 0
    errors: int = 0
    kept: int = 0
    verdicts: Mapping[str, int] = field(default_factory=dict)
    datasets: tuple[Dataset, ...] = ()
    runs: tuple[Run, ...] = ()  # of this project, oldest first
    exported: Mapping[str, Any] = field(default_factory=dict)  # quant to what the file is
    parity: Mapping[str, Any] | None = None
    evaluation: Mapping[str, Any] | None = None

    @property
    def teacher(self) -> Teacher | None:
        """The chosen teacher."""
        return next((each for each in self.teachers if each.name == self.choices.teacher), None)

    @property
    def dataset(self) -> Dataset | None:
        """The dataset that was frozen last: it may be an old one, made again."""
        chosen = [item for item in self.datasets if item.name == self.choices.dataset]
        found = chosen or list(self.datasets)
        return found[-1] if found else None

    @property
    def run(self) -> Run | None:
        """The run in view: the chosen one, else the newest."""
        chosen = [run for run in self.runs if run.name == self.choices.run]
        found = chosen or list(self.runs)
        return found[-1] if found else None

    @property
    def student(self) -> str:
        """The model that the student starts from; empty while none is chosen."""
        return str(self.choices.distill.get("student", ""))


@dataclass(frozen=True, slots=True)
class State:
    """A step's status, and the reason where it is blocked."""

    status: Status
    reason: Reason = Reason.NONE


def facts(database: Database, name: str) -> Facts:
    """Look at a project. Counts over all rows: not for the thread that draws a window."""
    project = projects.get(database, name)
    choices = projects.choices(database, project)
    found = Facts(
        name,
        choices,
        teachers=tuple(projects.teachers(database, project)),
        prompts=prompts.count(database, project),
        datasets=tuple(datasets.every(database, project)),
        runs=tuple(runs.of_project(database, project)),
    )
    answers, errors, kept, verdicts = 0, 0, 0, dict[str, int]()
    if found.teacher is not None:
        answers, errors = completions.count(database, found.teacher)
        kept = completions.count_kept(database, found.teacher)
        verdicts = completions.count_verdicts(database, found.teacher)
    exported: dict[str, Any] = {}
    parity = evaluation = None
    if found.run is not None:
        exported = {
            item.name: {**item.details, "path": str(artifacts.file(database, item))}
            for item in artifacts.of_run(database, found.run, "gguf")
        }
        parity = _newest(database, found.run, "parity")
        evaluation = _newest(database, found.run, "evaluation")
    return Facts(
        name,
        choices,
        found.teachers,
        found.prompts,
        answers,
        errors,
        kept,
        verdicts,
        found.datasets,
        found.runs,
        exported,
        parity,
        evaluation,
    )


def _newest(database: Database, run: Run, kind: str) -> Mapping[str, Any] | None:
    made = artifacts.of_run(database, run, kind)
    return max(made, key=lambda item: item.id).details if made else None


def states(found: Facts) -> dict[Step, State]:
    """Every step's state, in order."""
    recorded = found.teacher is not None and found.teacher.kind is TeacherKind.RECORDED
    finished = found.run is not None and found.run.state is RunState.FINISHED
    # A project's first answer is what makes the prompts that a recorded file brings along.
    no_prompts = Reason.NO_PROMPTS if not found.prompts and not recorded else Reason.NONE
    tested = found.dataset is None or bool(found.dataset.counts.get(Split.TEST))
    no_run = Reason.NONE if finished else Reason.NO_RUN
    wanted = set(found.choices.quants)
    rules: dict[Step, tuple[bool, Reason]] = {
        Step.TASK: (bool(found.choices.template), Reason.NONE),
        Step.TEACHER: (found.teacher is not None, Reason.NONE),
        Step.PROMPTS: (found.prompts > 0, Reason.NONE),
        Step.RESPONSES: (
            found.answers > 0,
            Reason.NO_TEACHER if found.teacher is None else no_prompts,
        ),
        Step.CURATE: (
            found.dataset is not None,
            Reason.NONE if found.answers else Reason.NO_RESPONSES,
        ),
        Step.STUDENT: (bool(found.student), Reason.NONE),
        Step.DISTILL: (
            finished,
            Reason.NO_DATASET
            if found.dataset is None
            else Reason.NONE
            if found.student
            else Reason.NO_STUDENT,
        ),
        Step.EVALUATE: (
            found.evaluation is not None,
            no_run or (Reason.NONE if tested else Reason.NO_TEST),
        ),
        Step.EXPORT: (
            found.parity is not None and wanted <= set(found.exported),
            no_run,
        ),
        Step.CHAT: (False, Reason.NONE if found.exported else Reason.NO_FILE),
    }
    return {
        step: State(Status.DONE)
        if done
        else State(Status.BLOCKED, reason)
        if reason
        else State(Status.OPEN)
        for step, (done, reason) in rules.items()
    }


def first_open(found: Facts) -> Step:
    """The step to go on with: the first that is not done and not blocked."""
    for step, state in states(found).items():
        if state.status is Status.OPEN:
            return step
    return Step.TASK


def where(found: Facts) -> Step:
    """The step to show when a project is opened: where it was left, else the first to do."""
    try:
        step = Step(found.choices.step)
    except ValueError:
        return first_open(found)
    return step if states(found)[step].status is not Status.BLOCKED else first_open(found)


def after(step: Step) -> Step | None:
    """The next step."""
    order = list(Step)
    place = order.index(step) + 1
    return order[place] if place < len(order) else None


def before(step: Step) -> Step | None:
    """The step before."""
    order = list(Step)
    place = order.index(step)
    return order[place - 1] if place else None


def methods(teacher: Teacher | None, same_tokens: bool | None) -> dict[str, Reason]:
    """Each way to distill, with the reason where it cannot be chosen.

    ``same_tokens`` says whether teacher and student share their vocabulary; None: not known yet.
    """
    logit = Reason.NONE
    if teacher is None or Capability.LOGITS not in teacher.capabilities:
        logit = Reason.RECORDED_TEXT
    elif teacher.kind is TeacherKind.GGUF:
        logit = Reason.GGUF_TEXT
    elif same_tokens is False:
        logit = Reason.OTHER_TOKENS
    return {"response": Reason.NONE, "logit": logit}
