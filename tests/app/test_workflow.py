"""The wizard's rules: what is done, what is open, and why the rest is blocked."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from app import workflow
from app.domain import (
    Capability,
    Choices,
    Dataset,
    Message,
    NewCompletion,
    NewPrompt,
    Role,
    Run,
    RunState,
    Teacher,
    TeacherKind,
    Verdict,
)
from app.store import completions, projects, prompts
from app.store.workspace import writing
from app.workflow import Facts, Reason, Status, Step

RECORDED = Teacher(1, 1, "big", TeacherKind.RECORDED, "gpt", frozenset({Capability.TEXT}))
FOLDER = Teacher(2, 1, "torch", TeacherKind.TRANSFORMERS, "/m", frozenset(Capability))
GGUF = Teacher(3, 1, "llama", TeacherKind.GGUF, "/m.gguf", frozenset({Capability.LOGITS}))
DATASET = Dataset(1, 1, "one", "hash", "now", {"train": 8, "test": 2})
CHOSEN = Choices(template="fields", teacher="big", distill={"student": "small"})


def finished(state: RunState = RunState.FINISHED) -> Run:
    return Run(1, 1, "run", "runs/run", {}, state, "now")


# Each line adds one thing to a project; the step that it makes the next one to do.
JOURNEY: list[tuple[dict[str, object], Step]] = [
    ({}, Step.TASK),
    ({"choices": Choices(template="fields")}, Step.TEACHER),
    ({"choices": Choices(template="fields", teacher="big"), "teachers": (RECORDED,)}, Step.PROMPTS),
    ({"prompts": 10}, Step.RESPONSES),
    ({"answers": 10, "kept": 9}, Step.CURATE),
    ({"datasets": (DATASET,)}, Step.STUDENT),
    ({"choices": CHOSEN}, Step.DISTILL),
    ({"runs": (finished(),)}, Step.EVALUATE),
    ({"evaluation": {"retention": 0.9}}, Step.EXPORT),
    ({"exported": {"F16": {}, "Q8_0": {}, "Q4_K_M": {}}, "parity": {"holds": True}}, Step.CHAT),
]


def built(length: int) -> Facts:
    found = Facts("contracts")
    for changes, _ in JOURNEY[:length]:
        found = dataclasses.replace(found, **changes)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize("length", range(1, len(JOURNEY) + 1))
def test_each_thing_that_is_there_opens_the_next_step(length: int) -> None:
    found = built(length)
    expected = JOURNEY[length - 1][1]
    assert workflow.first_open(found) is expected
    states = workflow.states(found)
    assert list(states) == list(Step)
    for step in list(Step)[: list(Step).index(expected)]:
        assert states[step].status is Status.DONE
    for state in states.values():
        assert (state.status is Status.BLOCKED) == bool(state.reason)


@pytest.mark.parametrize(
    ("length", "step", "reason"),
    [
        (1, Step.RESPONSES, Reason.NO_TEACHER),
        (3, Step.CURATE, Reason.NO_RESPONSES),
        (5, Step.DISTILL, Reason.NO_DATASET),
        (6, Step.DISTILL, Reason.NO_STUDENT),
        (7, Step.EVALUATE, Reason.NO_RUN),
        (7, Step.EXPORT, Reason.NO_RUN),
        (8, Step.CHAT, Reason.NO_FILE),
    ],
)
def test_a_blocked_step_says_why(length: int, step: Step, reason: Reason) -> None:
    assert workflow.states(built(length))[step] == workflow.State(Status.BLOCKED, reason)


def test_a_local_teacher_needs_prompts_first() -> None:
    found = Facts("p", Choices(teacher="torch"), teachers=(FOLDER,))
    assert workflow.states(found)[Step.RESPONSES].reason is Reason.NO_PROMPTS


def test_a_run_that_has_not_ended_opens_nothing() -> None:
    for state in (RunState.RUNNING, RunState.INTERRUPTED, RunState.FAILED):
        found = dataclasses.replace(built(7), runs=(finished(state),))
        assert workflow.states(found)[Step.EXPORT].reason is Reason.NO_RUN


def test_a_dataset_without_a_test_part_cannot_be_measured_on() -> None:
    untested = dataclasses.replace(DATASET, counts={"train": 8})
    found = dataclasses.replace(built(8), datasets=(untested,))
    assert workflow.states(found)[Step.EVALUATE].reason is Reason.NO_TEST


def test_a_project_opens_where_it_was_left() -> None:
    found = built(6)
    left = dataclasses.replace(found, choices=dataclasses.replace(found.choices, step="prompts"))
    assert workflow.where(left) is Step.PROMPTS
    blocked = dataclasses.replace(found, choices=dataclasses.replace(found.choices, step="chat"))
    assert workflow.where(blocked) is Step.STUDENT
    unknown = dataclasses.replace(found, choices=dataclasses.replace(found.choices, step="later"))
    assert workflow.where(unknown) is Step.STUDENT


def test_steps_follow_each_other() -> None:
    order = list(Step)
    assert [workflow.after(step) for step in order] == [*order[1:], None]
    assert [workflow.before(step) for step in order] == [None, *order[:-1]]


@pytest.mark.parametrize(
    ("teacher", "same", "reason"),
    [
        (None, None, Reason.RECORDED_TEXT),
        (RECORDED, None, Reason.RECORDED_TEXT),
        (GGUF, True, Reason.GGUF_TEXT),
        (FOLDER, False, Reason.OTHER_TOKENS),
        (FOLDER, True, Reason.NONE),
        (FOLDER, None, Reason.NONE),
    ],
)
def test_a_method_that_cannot_be_chosen_says_why(
    teacher: Teacher | None, same: bool | None, reason: Reason
) -> None:
    assert workflow.methods(teacher, same) == {"response": Reason.NONE, "logit": reason}


def test_facts_are_what_the_store_holds(workspace: Path) -> None:
    with writing(workspace) as db:
        project = projects.create(db, "contracts")
        projects.add_teacher(db, project, "big", TeacherKind.RECORDED, "gpt", [Capability.TEXT])
        teacher = projects.get_teacher(db, project, "big")
        projects.choose(db, project, teacher="big", template="chat")
        with db.transaction() as connection:
            new = [NewPrompt((Message(Role.USER, f"{n}?"),)) for n in range(4)]
            prompts.add(connection, project, new)
            answers = [NewCompletion(n, f"r{n}", f"{n}!") for n in (1, 2, 3)]
            failed = NewCompletion(4, "r4", None, "timed out")
            completions.add(connection, teacher, [*answers, failed])
            completions.set_verdicts(connection, teacher, [Verdict(2, "refusal", "No.")])
        found = workflow.facts(db, "contracts")
        assert (found.prompts, found.answers, found.errors, found.kept) == (4, 3, 1, 2)
        assert found.verdicts == {"refusal": 1}
        assert found.teacher == teacher
        assert found.choices.template == "chat"
        completions.decide(db, [2], keep=True)
        completions.decide(db, [3], keep=False)
        assert workflow.facts(db, "contracts").kept == 2
        assert [item.id for item in completions.kept(db, teacher)] == [1, 2]
        completions.decide(db, [2, 3], keep=None)
        assert [item.id for item in completions.kept(db, teacher)] == [1, 3]


def test_choices_outlive_the_program_and_newer_ones_are_ignored(workspace: Path) -> None:
    with writing(workspace) as db:
        project = projects.create(db, "contracts")
        assert projects.choices(db, project) == Choices()
        projects.choose(db, project, fields=("a", "b"), distill={"student": "small"})
        with db.transaction() as connection:
            connection.execute(
                "UPDATE projects SET choices = json_set(choices, '$.of_a_later_version', 1)"
            )
    with writing(workspace) as db:
        found = projects.choices(db, projects.get(db, "contracts"))
        assert found == Choices(fields=("a", "b"), distill={"student": "small"})
