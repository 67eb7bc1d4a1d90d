"""Sample answers while a student learns: they are there, once, and change no bit of the run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch

from app.distill import record, sampling
from app.distill.train import train
from app.domain import Split
from app.models import tokenizers
from app.models.transformers_model import load_model
from tests.app.distill import samples

DATA = samples.examples()


def answers(folder: Path) -> list[dict[str, Any]]:
    return record.read_metrics(folder, record.SAMPLES)


@pytest.fixture(scope="session")
def with_dropout(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model with dropout: training in eval mode, or on other dice, would show."""
    folder = tmp_path_factory.mktemp("dropout") / "tiny-model"
    shutil.copytree(tiny_model, folder)
    settings = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(settings | {"attention_dropout": 0.4}), "utf-8")
    return folder


@pytest.mark.parametrize("tuning", ["lora", "full"])
def test_samples_change_no_bit(tuning: str, with_dropout: Path, tmp_path: Path) -> None:
    found = {}
    for count in (0, 2):
        config = samples.config(with_dropout, tuning=tuning, samples=count)
        samples.finish(DATA, config, tmp_path / str(count))
        found[count] = samples.lines(tmp_path / str(count)), samples.weights(tmp_path / str(count))
    assert found[0] == found[2]
    assert not (tmp_path / "0" / record.SAMPLES).exists()
    # Six steps and three looks, two texts at each.
    expected = [(step, f"validation-{row}") for step in (2, 4, 6) for row in (0, 1)]
    told = [(line["step"], line["prompt"]) for line in answers(tmp_path / "2")]
    assert told == expected


def test_the_dropout_is_at_work(with_dropout: Path, tiny_model: Path, tmp_path: Path) -> None:
    """Else the test above would prove nothing."""
    for name, folder in (("with", with_dropout), ("without", tiny_model)):
        samples.finish(DATA, samples.config(folder, max_steps=2), tmp_path / name)
    assert samples.lines(tmp_path / "with") != samples.lines(tmp_path / "without")


@pytest.mark.parametrize("reports", [9, 31, 70])
def test_no_line_is_doubled(reports: int, tiny_model: Path, tmp_path: Path) -> None:
    """Closed in the middle of answers, between them, and in the middle of steps."""
    config = samples.config(tiny_model, samples=2, checkpoint_seconds=0.0)
    samples.finish(DATA, config, tmp_path / "straight")
    for _ in range(200):
        job = train(DATA, config, tmp_path / "cut")
        reached = sum(1 for _ in zip(range(reports), job, strict=False))
        job.close()
        if reached < reports:
            break
        reports += 7  # an answer has up to 80 reports: it must fit once
    assert answers(tmp_path / "cut") == answers(tmp_path / "straight")
    assert samples.lines(tmp_path / "cut") == samples.lines(tmp_path / "straight")


def test_they_are_the_student_s_greedy_answers(tiny_model: Path, tmp_path: Path) -> None:
    """The last look comes after the last step, so the saved student says the same."""
    from app.models import trained

    config = samples.config(tiny_model, samples=1, epochs=1.0, tuning="full")
    samples.finish(DATA, config, tmp_path)
    model = trained.of_run(tmp_path, config.student).load().eval()
    tokenizer = tokenizers.load(tiny_model)
    example = next(row for row in DATA if row.split is Split.VALIDATION)
    ids = torch.tensor([tokenizer.format.prompt_ids(example.messages, tokenizer)])
    end = model.generation_config.eos_token_id
    written: list[int] = []
    with torch.no_grad():
        while len(written) < sampling.LONGEST:
            token = int(model(input_ids=ids).logits[0, -1].argmax())
            if token == end:
                break
            written.append(token)
            ids = torch.cat([ids, torch.tensor([[token]])], dim=1)
    assert answers(tmp_path)[-1]["text"] == tokenizer.decode(written) != ""


def test_there_is_a_sign_of_life_with_every_token(tiny_model: Path, tmp_path: Path) -> None:
    config = samples.config(tiny_model, samples=2, epochs=1.0, validations=1)
    signs = [sign for sign in train(DATA, config, tmp_path) if "Sample answer" in sign.message]
    assert {sign.message for sign in signs} == {"Sample answer 1 of 2", "Sample answer 2 of 2"}
    tokenizer = tokenizers.load(tiny_model)
    written = sum(len(tokenizer.encode(line["text"], control=False)) for line in answers(tmp_path))
    assert len(signs) >= written * 0.9
    assert {(sign.done, sign.total) for sign in signs} == {(3, 3)}


@pytest.fixture
def tight(tiny_model: Path) -> sampling.Sampler:
    """A sampler with hardly any room behind the prompt."""
    tokenizer = tokenizers.load(tiny_model)
    examples = [row for row in DATA if row.split is Split.VALIDATION]
    length = len(tokenizer.format.prompt_ids(examples[0].messages, tokenizer))
    chosen = sampling.prompts(examples, 1, tokenizer, length + 3)
    assert len(chosen[0].ids) == length
    assert not sampling.prompts(examples[:1], 1, tokenizer, length), "no room at all"
    return sampling.Sampler(load_model(tiny_model), tokenizer, chosen, length + 3)


def test_an_answer_stays_within_the_length(tight: sampling.Sampler, tmp_path: Path) -> None:
    tight.open(tmp_path, 0)
    signs = list(tight.answer(1, 2))
    tight.close()
    assert 1 <= len(signs) <= 3
    assert len(answers(tmp_path)) == 1


@pytest.mark.parametrize("examples", [0, 1])
def test_fewer_texts_than_samples(examples: int, tiny_model: Path, tmp_path: Path) -> None:
    config = samples.config(tiny_model, samples=5, max_steps=2, validations=1)
    samples.finish(samples.examples(8, examples), config, tmp_path)
    assert len(answers(tmp_path)) == examples
