"""A real GGUF answers in groups that are made once, whatever happens in between."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from app.domain import Example, Message, Role, Split
from app.evaluate import answers
from app.evaluate.answers import GROUP, Answers, answer
from app.files import STAGING
from app.job import Progress, run
from app.models.base import Sampling
from app.models.llama_model import LlamaModel
from tests import tiny

SAMPLING = Sampling(max_tokens=12)
COUNT = 2 * GROUP + 3


def examples(count: int = COUNT) -> list[Example]:
    return [
        Example(
            f"id-{number}",
            Split.TEST,
            (
                Message(
                    Role.USER, f"Clause {number}: the law of Norway applies." * (number % 3 + 1)
                ),
            ),
            "governing_law: Norway",
        )
        for number in range(count)
    ]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many conversations each call of the model got, in order."""
    found: list[int] = []
    real = LlamaModel.generate

    def counting(self: LlamaModel, conversations: object, sampling: Sampling) -> object:
        found.append(len(conversations))  # type: ignore[arg-type]
        return real(self, conversations, sampling)  # type: ignore[arg-type]

    monkeypatch.setattr(LlamaModel, "generate", counting)
    return found


def ask(gguf: Path, folder: Path, sampling: Sampling = SAMPLING, count: int = COUNT) -> Answers:
    return run(answer(gguf, "the sha of it", examples(count), sampling, folder))


@pytest.fixture(scope="module")
def whole(tiny_gguf: Path, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """The answers of an evaluation that nothing interrupted."""
    return ask(tiny_gguf, tmp_path_factory.mktemp("whole"))


def stored(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_every_example_has_its_answer(tiny_gguf: Path, whole: Answers) -> None:
    assert len(whole.texts) == COUNT
    assert len(set(whole.texts)) > COUNT // 2, "the prompts differ, and so do the answers"
    assert 0 < whole.tokens <= COUNT * SAMPLING.max_tokens
    assert whole.tokens_per_second == whole.tokens / whole.seconds
    with LlamaModel(tiny_gguf, context=2048, sequences=GROUP) as model:
        last = [example.messages for example in examples()[2 * GROUP :]]
        found = dict(event for event in model.generate(last, SAMPLING) if event is not None)
    assert [found[at].text for at in range(3)] == list(whole.texts[2 * GROUP :])


def test_what_was_answered_is_read_back(
    tiny_gguf: Path, tmp_path: Path, whole: Answers, made: list[int]
) -> None:
    folder = tmp_path / "answers"
    first = ask(tiny_gguf, folder)
    assert first.texts == whole.texts
    assert made == [GROUP, GROUP, 3]
    written = stored(folder).stat().st_mtime_ns
    assert ask(tiny_gguf, folder) == first, "the time it took as well"
    assert len(made) == 3, "the model is not asked again"
    assert stored(folder).stat().st_mtime_ns == written


def test_closed_half_way_only_the_missing_groups_are_made(
    tiny_gguf: Path, tmp_path: Path, whole: Answers, made: list[int]
) -> None:
    folder = tmp_path / "answers"
    job = answer(tiny_gguf, "the sha of it", examples(), SAMPLING, folder)
    while len(made) < 2:  # until the second group has begun
        assert isinstance(next(job), Progress)
    job.close()
    (line,) = stored(folder).read_text("utf-8").splitlines()
    assert json.loads(line)["texts"] == list(whole.texts[:GROUP])
    made.clear()
    again = ask(tiny_gguf, folder)
    assert made == [GROUP, 3]
    assert (again.texts, again.tokens) == (whole.texts, whole.tokens)
    assert not stored(folder).name.endswith(STAGING)


def _cut(text: str) -> str:
    return text[: text.rindex("\n", 0, -1) + 40]


def _alter(text: str) -> str:
    lines = text.splitlines()
    last = json.loads(lines[-1])
    last["texts"][0] += "!"
    return "\n".join([*lines[:-1], json.dumps(last)])


def _shorten(text: str) -> str:
    lines = text.splitlines()
    last = json.loads(lines[-1])
    last["texts"].pop()
    return "\n".join([*lines[:-1], json.dumps(last)])


def _nonsense(text: str) -> str:
    return "\n".join(
        [*text.splitlines()[:-1], "5", "[]", "null", '{"start": []}', "\0", "[" * 9999]
    )


@pytest.mark.parametrize("damage", [_cut, _alter, _shorten, _nonsense])
def test_a_damaged_line_is_made_anew(
    damage: object, tiny_gguf: Path, tmp_path: Path, whole: Answers, made: list[int]
) -> None:
    folder = tmp_path / "answers"
    ask(tiny_gguf, folder)
    path = stored(folder)
    text = path.read_text("utf-8")
    path.write_text(damage(text), "utf-8")  # type: ignore[operator]
    made.clear()
    assert ask(tiny_gguf, folder).texts == whole.texts
    assert made == [3], "the other groups are kept"
    whole_again = [json.loads(line)["texts"] for line in path.read_text("utf-8").splitlines()]
    assert [text for group in whole_again for text in group] == list(whole.texts)


def test_a_file_of_other_bytes_counts_for_nothing(
    tiny_gguf: Path, tmp_path: Path, whole: Answers, made: list[int]
) -> None:
    folder = tmp_path / "answers"
    ask(tiny_gguf, folder)
    stored(folder).write_bytes(b"\xff\xfe\x00" * 100)
    made.clear()
    assert ask(tiny_gguf, folder).texts == whole.texts
    assert made == [GROUP, GROUP, 3]


def test_answers_with_line_breaks_of_other_scripts_are_read_back(
    tiny_gguf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: list[int]
) -> None:
    texts = ["one\u2028two", "a\x85b\x0bc\nd", "\u2029", "\x1c"]
    real = LlamaModel._answer

    def strange(self: LlamaModel, *args: object) -> object:
        found = real(self, *args)  # type: ignore[arg-type]
        return dataclasses.replace(found, text=texts[found.completion_tokens % 4])

    monkeypatch.setattr(LlamaModel, "_answer", strange)
    first = ask(tiny_gguf, tmp_path / "answers")
    assert set(first.texts) & set(texts)
    made.clear()
    assert ask(tiny_gguf, tmp_path / "answers") == first
    assert made == []


def test_other_settings_or_examples_are_other_answers(tiny_gguf: Path, tmp_path: Path) -> None:
    ask(tiny_gguf, tmp_path, count=2)
    ask(tiny_gguf, tmp_path, Sampling(max_tokens=3), count=2)
    ask(tiny_gguf, tmp_path, count=3)
    run(answer(tiny_gguf, "another file", examples(2), SAMPLING, tmp_path))
    assert len(list(tmp_path.glob("answers-*.jsonl"))) == 4


def test_a_prompt_that_the_model_cannot_hold_is_answered_by_nothing(
    tiny_gguf: Path, tmp_path: Path
) -> None:
    rows = examples(3)
    long = dataclasses.replace(rows[1], messages=(Message(Role.USER, "law " * 2000),))
    found = run(answer(tiny_gguf, "x", [rows[0], long, rows[2]], SAMPLING, tmp_path))
    assert found.texts[1] == ""
    assert found.texts[0]
    assert found.texts[2]
    assert found.unanswerable == 1
    again = run(answer(tiny_gguf, "x", [rows[0], long, rows[2]], SAMPLING, tmp_path))
    assert again == found, "the count is read back"


def test_when_no_prompt_fits_nothing_is_answered(tiny_gguf: Path, tmp_path: Path) -> None:
    long = dataclasses.replace(examples(1)[0], messages=(Message(Role.USER, "law " * 2000),))
    found = run(answer(tiny_gguf, "x", [long], SAMPLING, tmp_path))
    assert (found.texts, found.unanswerable) == (("",), 1)


def test_the_context_is_as_long_as_the_prompts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tiny.model_folder(tmp_path / "model", layers=1, hidden=32, context=8192)
    gguf = tiny.gguf(folder, tmp_path / "model.gguf")
    asked: list[tuple[int, int]] = []
    real = LlamaModel.reserve

    def watched(self: LlamaModel, context: int, together: int = 0) -> None:
        asked.append((context, together))
        real(self, context, together)

    monkeypatch.setattr(LlamaModel, "reserve", watched)
    rows = examples(GROUP)
    rows[3] = dataclasses.replace(rows[3], messages=(Message(Role.USER, "law " * 2500),))
    found = run(answer(gguf, "x", rows, SAMPLING, tmp_path / "answers"))
    assert found.unanswerable == 0
    context, together = asked[-1]
    assert context % 256 == 0
    assert 2048 < context <= together < 2 * context, "one long prompt is no eight long prompts"


def test_progress_names_the_model_and_stays_within_the_whole(
    tiny_gguf: Path, tmp_path: Path
) -> None:
    reports = list(answer(tiny_gguf, "x", examples(), SAMPLING, tmp_path))
    assert all(0 <= report.done <= report.total == COUNT for report in reports)
    assert reports[-1].done == COUNT
    assert any("tiny-model" in report.message for report in reports)


def test_no_answer_has_no_speed() -> None:
    assert answers.Answers((), 0, 0.0).tokens_per_second == 0.0
