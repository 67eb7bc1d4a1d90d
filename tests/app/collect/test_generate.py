"""A local teacher answers every prompt once: resumed to the same texts, errors kept as errors."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.collect.generate import GROUP, GenerateReport, generate
from app.domain import Completion, FinishReason, Message, NewPrompt, Role, TeacherKind
from app.errors import InputError, StillroomError
from app.job import Job, Progress, run
from app.models import llama_model, teachers
from app.models.base import Sampling
from app.models.chat_format import CHATML
from app.store import completions, database, projects, prompts
from app.store.workspace import database_path
from tests import tiny

SAMPLING = Sampling(max_tokens=10)
TEXTS = [text[: 30 + 7 * n] for n, text in enumerate(tiny.texts()[1:60:3])]
TOO_LONG = "a b c " * 300
Make = Callable[..., Path]


def conversation(text: str) -> tuple[Message, ...]:
    return (Message(Role.USER, text),)


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model this small is slower on more, the more so beside other work."""
    monkeypatch.setattr(llama_model, "cores", lambda: 1)


@pytest.fixture
def make(workspace: Path, tiny_model: Path, tiny_gguf: Path) -> Make:
    """Makes a workspace with these prompts, a GGUF teacher, a folder teacher and a recorded one."""

    def made(conversations: Sequence[tuple[Message, ...]] = ()) -> Path:
        database.prepare(database_path(workspace))
        with database.connect(database_path(workspace)) as opened:
            project = projects.create(opened, "contracts")
            for name, kind, location in (
                ("llama", TeacherKind.GGUF, str(tiny_gguf)),
                ("torch", TeacherKind.TRANSFORMERS, str(tiny_model)),
                ("recorded", TeacherKind.RECORDED, "recorded"),
            ):
                projects.add_teacher(opened, project, name, kind, location, ())
            chosen = conversations or [conversation(text) for text in TEXTS]
            with opened.transaction() as connection:
                prompts.add(connection, project, [NewPrompt(messages) for messages in chosen])
        return workspace

    return made


def rows(place: Path, teacher: str) -> list[Completion]:
    """The teacher's completions, by prompt."""
    with database.connect(database_path(place)) as opened:
        found = projects.get_teacher(opened, projects.get(opened, "contracts"), teacher)
        return sorted(completions.every(opened, found), key=lambda row: row.prompt_id)


def job(place: Path, teacher: str = "llama", **options: Any) -> Job[GenerateReport]:
    return generate(place, "contracts", teacher, options.pop("sampling", SAMPLING), **options)


def no_model(*_: object, **__: object) -> Any:
    raise AssertionError("a model was loaded")


@pytest.mark.parametrize("teacher", ["llama", "torch"])
def test_every_prompt_is_answered_once(
    teacher: str, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make()
    reports: list[Progress] = []
    found = run(job(place, teacher), reports.append)
    assert found.as_json() == {"prompts": 20, "answered": 20, "errors": 0, "new": 20}
    answers = rows(place, teacher)
    assert [row.prompt_id for row in answers] == list(range(1, 21))
    assert all(row.text is not None and row.error is None for row in answers)
    assert len({row.text for row in answers}) > 10
    assert {row.finish_reason for row in answers} <= {FinishReason.STOP, FinishReason.LENGTH}
    assert (reports[0].done, reports[0].total) == (0, 20)
    assert reports[-1].done == 20
    assert [report.done for report in reports] == sorted(report.done for report in reports)

    monkeypatch.setattr(teachers, "load", no_model)
    again = run(job(place, teacher))
    assert again.as_json() == {"prompts": 20, "answered": 20, "errors": 0, "new": 0}
    assert rows(place, teacher) == answers


def test_both_loaders_answer_alike(make: Make) -> None:
    place = make()
    for teacher in ("llama", "torch"):
        run(job(place, teacher))
    both = zip(rows(place, "llama"), rows(place, "torch"), strict=True)
    assert sum(one.text == other.text for one, other in both) >= 16


@pytest.mark.parametrize("teacher", ["llama", "torch"])
@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_what_is_resumed_is_what_was_not_interrupted(
    teacher: str, temperature: float, make: Make, workspace: Path
) -> None:
    sampling = Sampling(max_tokens=10, temperature=temperature, seed=5)
    place = make()
    run(job(place, teacher, sampling=sampling))  # reads the model's hash, which is remembered
    database_path(workspace).unlink()
    place = make()
    reports: list[Progress] = []
    run(job(place, teacher, sampling=sampling), reports.append)
    expected = [row.text for row in rows(place, teacher)]
    for stop in (1, 5, len(reports) // 2, len(reports) * 2 // 3):
        database_path(workspace).unlink()
        place = make()
        half = job(place, teacher, sampling=sampling)
        for _ in range(stop):
            next(half)
        half.close()
        kept = rows(place, teacher)
        assert len(kept) % GROUP in (0, 20 % GROUP), "a group is kept whole"
        assert len(kept) < 20
        assert run(job(place, teacher, sampling=sampling)).new == 20 - len(kept)
        assert [row.text for row in rows(place, teacher)] == expected


def test_other_parameters_ask_again(make: Make) -> None:
    place = make([conversation(text) for text in TEXTS[:3]])
    run(job(place))
    assert run(job(place, sampling=Sampling(max_tokens=4))).new == 3
    assert len(rows(place, "llama")) == 6


def test_another_model_behind_the_same_path_answers_anew(make: Make, tmp_path: Path) -> None:
    place = make([conversation(text) for text in TEXTS[:3]])
    folder = tiny.model_folder(tmp_path / "one", layers=1)
    with database.connect(database_path(place)) as opened:
        project = projects.get(opened, "contracts")
        projects.add_teacher(opened, project, "mine", TeacherKind.TRANSFORMERS, str(folder), ())
    first = run(job(place, "mine"))
    shutil.rmtree(folder)
    tiny.model_folder(folder, layers=2)
    second = run(job(place, "mine"))
    assert (first.new, second.new) == (3, 3)
    assert first.origin != second.origin
    assert [row.origin for row in rows(place, "mine")].count(second.origin) == 3


def test_a_context_that_is_too_short_is_made_longer(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make([conversation(text) for text in (TEXTS[0], "a b c " * 50)])
    load = teachers.load
    contexts: list[int] = []

    def small(teacher: Any, *, context: int = 64, sequences: int = 8) -> Any:
        model: Any = load(teacher, context=context, sequences=sequences)
        contexts.append(model.context)
        return model

    monkeypatch.setattr(teachers, "load", small)
    assert run(job(place)).answered == 2
    assert contexts[0] == 64
    assert contexts[1] > 150


def test_a_prompt_longer_than_the_context_becomes_an_error(make: Make) -> None:
    place = make([conversation(text) for text in (TEXTS[0], TOO_LONG, TEXTS[1])])
    found = run(job(place))
    assert (found.answered, found.errors, found.new) == (2, 1, 3)
    bad = rows(place, "llama")[1]
    assert bad.text is None
    assert bad.error is not None
    assert "but the model holds 512" in bad.error


def test_what_cannot_be_answered_is_not_asked_again(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make([conversation(text) for text in (TEXTS[0], TOO_LONG, TEXTS[1])])
    run(job(place))
    before = rows(place, "llama")
    monkeypatch.setattr(teachers, "load", no_model)
    found = run(job(place))
    assert (found.answered, found.errors, found.new) == (2, 1, 0)
    assert rows(place, "llama") == before


def test_a_prompt_that_the_template_refuses_becomes_an_error(make: Make, tmp_path: Path) -> None:
    refusing = (
        "{% if messages[0]['role'] == 'system' %}{{ raise_exception('No system role') }}"
        "{% endif %}" + CHATML
    )
    folder = tiny.model_folder(tmp_path / "gemma", template=refusing, layers=1)
    system = (Message(Role.SYSTEM, "Read."), *conversation("What?"))
    place = make([conversation("What?"), system, conversation("Who?")])
    with database.connect(database_path(place)) as opened:
        project = projects.get(opened, "contracts")
        projects.add_teacher(opened, project, "gemma", TeacherKind.TRANSFORMERS, str(folder), ())
    found = run(job(place, "gemma"))
    assert (found.answered, found.errors) == (2, 1)
    refused = rows(place, "gemma")[1]
    assert refused.error is not None
    assert "No system role" in refused.error


def test_a_limit_bounds_what_is_asked(make: Make) -> None:
    place = make()
    assert run(job(place, limit=5)).as_json() == {
        "prompts": 5, "answered": 5, "errors": 0, "new": 5,
    }  # fmt: skip
    assert [row.prompt_id for row in rows(place, "llama")] == [1, 2, 3, 4, 5]
    assert run(job(place, limit=9)).new == 4
    assert run(job(place)).new == 11
    assert run(job(place, limit=50)).new == 0


def test_the_model_is_given_back_when_the_job_fails(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make()
    closed: list[bool] = []
    load = teachers.load

    def watched(*given: Any, **options: Any) -> Any:
        model: Any = load(*given, **options)
        close = model.close

        def closing() -> None:
            closed.append(True)
            close()

        def failing(*_: object) -> Any:
            raise RuntimeError("CUDA error")

        model.close, model.generate = closing, failing
        return model

    monkeypatch.setattr(teachers, "load", watched)
    with pytest.raises(RuntimeError, match="CUDA error"):
        run(job(place))
    assert closed == [True]
    assert rows(place, "llama") == []


def test_a_recorded_teacher_answers_no_more(make: Make) -> None:
    with pytest.raises(InputError, match="recorded responses: it cannot answer more") as caught:
        run(job(make(), "recorded"))
    assert caught.value.hint


def test_a_teacher_whose_file_is_gone(make: Make, workspace: Path) -> None:
    place = make()
    with database.connect(database_path(place)) as opened:
        project = projects.get(opened, "contracts")
        projects.add_teacher(
            opened, project, "gone", TeacherKind.GGUF, str(workspace / "gone.gguf"), ()
        )
    with pytest.raises(StillroomError, match="There is no model"):
        run(job(place, "gone"))
    assert rows(place, "gone") == []
