"""The training loop on a tiny model: it learns what it is asked, and says what it did."""

from __future__ import annotations

import dataclasses
import json
import math
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from app.distill import batches, checkpoint, losses, record, student
from app.distill.train import train
from app.domain import Split
from app.errors import InputError, StillroomError, WorkspaceError
from app.job import run as drive
from app.models import tokenizers, trained
from app.models.transformers_model import ResponseLogits, load_model
from tests import tiny
from tests.app.distill import samples

DATA = samples.examples()
RATES = {"lora": 2e-2, "full": 5e-3}  # that a model this small learns with in 18 steps


@pytest.fixture(scope="session")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another model of the same tokenizer."""
    return tiny.model_folder(tmp_path_factory.mktemp("teacher") / "teacher", seed=7)


def tensors(folder: Path) -> dict[str, torch.Tensor]:
    return {
        name: tensor
        for path in sorted(folder.glob("*/*.safetensors"))
        for name, tensor in load_file(path).items()
    }


@pytest.mark.parametrize("tuning", ["lora", "full"])
def test_it_learns(tuning: str, tiny_model: Path, tmp_path: Path) -> None:
    config = samples.config(tiny_model, tuning=tuning, epochs=6.0, learning_rate=RATES[tuning])
    result = samples.finish(DATA, config, tmp_path)
    lines = record.read_metrics(tmp_path)
    assert [line["step"] for line in lines] == list(range(1, 19))
    assert result.final_loss == lines[-1]["loss"] < lines[0]["loss"] / 2
    # What was learned is in the student that was saved, not in the running model only.
    learned = trained.of_run(tmp_path, config.student).load()
    before = samples.measured(load_model(tiny_model), config, DATA)
    after = samples.measured(learned, config, DATA)
    assert after < before / 2
    assert before == pytest.approx(lines[0]["loss"], rel=0.2)


@pytest.mark.parametrize(("tuning", "steps"), [("lora", 2), ("full", 1)])
def test_every_trainable_tensor_moves(
    tuning: str, steps: int, tiny_model: Path, tmp_path: Path
) -> None:
    """The optimizer owns all of them (mistake 5); LoRA's A waits one step for a B above zero."""
    config = samples.config(tiny_model, tuning=tuning, max_steps=steps, warmup=0.0)
    start = student.make_trainable(load_model(tiny_model), config)
    samples.finish(DATA, config, tmp_path)
    after = tensors(tmp_path)
    before = {
        name.replace(".default", ""): value
        for name, value in start.named_parameters()
        if value.requires_grad
    }
    assert set(before) <= set(after)
    still = [name for name, value in before.items() if torch.equal(value, after[name])]
    assert not still
    rest = set(after) - set(before)
    frozen = {"model.embed_tokens.weight", "lm_head.weight"} if tuning == "full" else set()
    assert rest == frozen
    kept = load_model(tiny_model).state_dict()
    assert all(torch.equal(after[name], kept[name]) for name in rest)


def test_validation(tiny_model: Path, tmp_path: Path) -> None:
    """Six steps and three looks: after steps 2, 4 and 6, at examples that are not trained on."""
    config = samples.config(tiny_model)
    result = samples.finish(DATA, config, tmp_path)
    lines = record.read_metrics(tmp_path)
    looks = {line["step"]: line["validation_loss"] for line in lines if "validation_loss" in line}
    assert list(looks) == [2, 4, 6]
    assert looks[6] == result.validation_loss
    learned = trained.of_run(tmp_path, config.student).load()
    assert looks[6] == pytest.approx(
        samples.measured(learned, config, DATA, Split.VALIDATION), rel=1e-4
    )


@pytest.mark.parametrize(("validations", "examples"), [(0, 6), (3, 0)])
def test_without_validation(
    validations: int, examples: int, tiny_model: Path, tmp_path: Path
) -> None:
    config = samples.config(tiny_model, validations=validations, max_steps=1)
    result = samples.finish(samples.examples(8, examples), config, tmp_path)
    assert result.validation_loss is None
    assert "validation_loss" not in record.read_metrics(tmp_path)[0]


def test_micro_batches_do_not_change_the_step(tiny_model: Path, tmp_path: Path) -> None:
    """One mean over the step's tokens, however it is cut up (mistake 2)."""
    tokenizer = tokenizers.load(tiny_model)
    items, _ = batches.tokenize(DATA, tokenizer, 512)
    assert len({item.response_tokens for item in items}) > 1, "else any mean of means would do"
    found = {}
    for tokens in (16, 1 << 20):
        config = samples.config(
            tiny_model,
            tuning="full",
            learning_rate=1e-3,
            epochs=1.0,
            micro_batch_tokens=tokens,
        )
        samples.finish(DATA, config, tmp_path / str(tokens))
        found[tokens] = samples.lines(tmp_path / str(tokens)), tensors(tmp_path / str(tokens))
    (alone, apart), (whole, together) = found.values()
    for one, other in zip(alone, whole, strict=True):
        assert one["loss"] == pytest.approx(other["loss"], abs=1e-5)
        assert one["grad_norm"] == pytest.approx(other["grad_norm"], rel=1e-4)
    start = load_model(tiny_model).state_dict()
    moved = max(float((together[name] - start[name]).abs().max()) for name in together)
    assert moved > 1e-3
    for name, tensor in together.items():
        assert torch.allclose(tensor, apart[name], rtol=0, atol=1e-5), name


def test_the_logged_loss_is_the_step_s(tiny_model: Path, tmp_path: Path) -> None:
    """The first line is the untouched student's mean over the first step's response tokens."""
    config = samples.config(tiny_model, max_steps=1)
    samples.finish(DATA, config, tmp_path)
    (line,) = record.read_metrics(tmp_path)
    training = DATA[:24]
    chosen = [training[index] for index in batches.step_indices(24, 8, 0, 0)]
    expected = samples.measured(load_model(tiny_model), config, chosen)
    assert line["loss"] == line["cross_entropy"] == pytest.approx(expected, rel=1e-5)
    items, _ = batches.tokenize(chosen, tokenizers.load(tiny_model), 512)
    assert line["response_tokens"] == sum(item.response_tokens for item in items)
    assert line["tokens"] == sum(len(item.ids) for item in items)


def test_the_learning_rate_warms_up_and_falls(tiny_model: Path, tmp_path: Path) -> None:
    config = samples.config(tiny_model, epochs=4.0, warmup=0.25, validations=0)
    samples.finish(DATA, config, tmp_path)
    rates = [line["learning_rate"] / config.rate for line in record.read_metrics(tmp_path)]
    cosine = [0.5 * (1 + math.cos(math.pi * step / 9)) for step in range(9)]
    assert rates == pytest.approx([1 / 3, 2 / 3, 1.0, *cosine])


def test_the_learning_rate_is_the_optimizer_s(tiny_model: Path, tmp_path: Path) -> None:
    """AdamW's first update is the rate itself for every weight; warming up, that is a third."""
    config = samples.config(tiny_model, tuning="full", epochs=4.0, warmup=0.25)
    job = train(DATA, config, tmp_path)
    samples.advance(job, 1)
    job.close()
    (saved,) = checkpoint.every(tmp_path)
    start = load_model(tiny_model).state_dict()
    after = load_file(saved / "weights.safetensors")
    moved = max(float((after[name] - start[name]).abs().max()) for name in after)
    assert moved == pytest.approx(config.rate / 3, rel=0.01)


@pytest.mark.parametrize("tuning", ["lora", "full"])
def test_the_logit_level_draws_near_to_the_teacher(
    tuning: str, tiny_model: Path, teacher: Path, tmp_path: Path
) -> None:
    config = samples.config(
        tiny_model,
        method="logit",
        teacher=str(teacher),
        tuning=tuning,
        alpha=0.0,
        temperature=1.0,
        epochs=6.0,
        learning_rate=RATES[tuning],
    )
    before = teacher_bytes(teacher)
    samples.finish(DATA, config, tmp_path)
    lines = record.read_metrics(tmp_path)
    assert lines[-1]["forward_kl"] < 0.7 * lines[0]["forward_kl"]
    assert "cross_entropy" not in lines[0], "a term of weight 0 is not computed"
    assert teacher_bytes(teacher) == before


def teacher_bytes(folder: Path) -> bytes:
    return (folder / "model.safetensors").read_bytes()


def test_the_terms_are_weighted_as_configured(
    tiny_model: Path, teacher: Path, tmp_path: Path
) -> None:
    config = samples.config(
        tiny_model, method="logit", teacher=str(teacher), alpha=0.25, temperature=2.0, max_steps=1
    )
    samples.finish(DATA, config, tmp_path)
    (line,) = record.read_metrics(tmp_path)
    expected = 0.25 * line["cross_entropy"] + 0.75 * line["forward_kl"]
    assert line["loss"] == pytest.approx(expected, rel=1e-9)
    chosen = [DATA[index] for index in batches.step_indices(24, 8, 0, 0)]
    items, _ = batches.tokenize(chosen, tokenizers.load(tiny_model), 512)
    batch = batches.collate(items, 0)
    with torch.no_grad():
        own, other = (
            ResponseLogits(load_model(folder))(batch.ids, batch.rows, batch.columns)
            for folder in (tiny_model, teacher)
        )
    mean = float(losses.forward_kl(own, other, 2.0)) / len(batch.labels)
    assert line["forward_kl"] == pytest.approx(mean, rel=1e-4)


def test_a_teacher_with_a_padded_head_will_do(
    tiny_model: Path, teacher: Path, tmp_path: Path
) -> None:
    """The columns beyond the vocabulary say nothing, however large they are (mistake 7)."""
    model = load_model(teacher)
    model.resize_token_embeddings(608, mean_resizing=False)
    with torch.no_grad():
        model.lm_head.weight[600:] = 5.0
    padded = tmp_path / "padded"
    for path in teacher.iterdir():
        padded.mkdir(exist_ok=True)
        (padded / path.name).write_bytes(path.read_bytes())
    model.save_pretrained(padded)
    found = []
    for folder in (teacher, padded):
        config = samples.config(tiny_model, method="logit", teacher=str(folder), max_steps=2)
        samples.finish(DATA, config, tmp_path / f"run-{folder.name}")
        found.append(samples.lines(tmp_path / f"run-{folder.name}"))
    assert found[0] == found[1]


def test_a_teacher_of_another_tokenizer_is_refused(
    tiny_model: Path, foreign_model: Path, tmp_path: Path
) -> None:
    config = samples.config(tiny_model, method="logit", teacher=str(foreign_model))
    with pytest.raises(StillroomError, match="different tokens") as caught:
        samples.finish(DATA, config, tmp_path)
    assert "response level" in caught.value.hint


@pytest.mark.parametrize("tuning", ["lora", "full"])
def test_divergence_is_said(tuning: str, tiny_model: Path, tmp_path: Path) -> None:
    config = samples.config(tiny_model, tuning=tuning, max_steps=5, warmup=0.0)
    config = dataclasses.replace(config, learning_rate=1e30)
    with pytest.raises(StillroomError, match=r"diverged at step \d: .* not a number") as caught:
        samples.finish(DATA, config, tmp_path)
    assert "learning rate" in caught.value.hint
    assert record.finished(tmp_path) is None
    with pytest.raises(WorkspaceError, match="no student yet"):
        trained.of_run(tmp_path, config.student)


def test_the_result_is_on_disk(tiny_model: Path, tmp_path: Path) -> None:
    config = samples.config(tiny_model, max_length=48)
    result = samples.finish(DATA, config, tmp_path)
    tokenizer = tokenizers.load(tiny_model)
    _, dropped = batches.tokenize(DATA, tokenizer, 48)
    assert 0 < result.dropped == dropped < 24
    lines = record.read_metrics(tmp_path)
    assert json.loads((tmp_path / "result.json").read_text("utf-8")) == {
        "steps": len(lines),
        "final_loss": lines[-1]["loss"],
        "validation_loss": lines[-1]["validation_loss"],
        "train_tokens": lines[-1]["tokens"],
        "seconds": lines[-1]["seconds"],
        "dropped": dropped,
        "notes": [],
    }
    assert record.finished(tmp_path) == result


def test_a_finished_run_returns_at_once(tiny_model: Path, tmp_path: Path) -> None:
    config = samples.config(tiny_model, max_steps=1)
    result = samples.finish(DATA, config, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    job = train(DATA, config, tmp_path)
    with pytest.raises(StopIteration) as stop:
        next(job)
    assert stop.value.value == result
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize(("tuning", "left"), [("lora", 0), ("lora", 1), ("full", 0), ("full", 1)])
def test_a_result_without_its_student_is_none(
    tuning: str, left: int, tiny_model: Path, tmp_path: Path
) -> None:
    config = samples.config(tiny_model, tuning=tuning, max_steps=2)
    result = samples.finish(DATA, config, tmp_path)
    expected = samples.weights(tmp_path)
    student = tmp_path / ("adapter" if tuning == "lora" else "model")
    if left:  # a copy that was torn: the settings are there, the weights are not
        (weights,) = student.glob("*.safetensors")
        weights.unlink()
    else:
        shutil.rmtree(student)
    assert record.finished(tmp_path) is None
    job = train(DATA, config, tmp_path)
    assert "is gone: training starts anew" in next(job).message
    again = drive(job)
    assert dataclasses.replace(again, seconds=0.0) == dataclasses.replace(result, seconds=0.0)
    assert samples.weights(tmp_path) == expected
    assert record.finished(tmp_path) == again


@pytest.mark.parametrize("damage", ["", "{", "[]", "[" * 9999])
def test_a_damaged_result_is_said(damage: str, tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text(damage, "utf-8")
    with pytest.raises(WorkspaceError, match=r"result\.json is missing or damaged"):
        record.finished(tmp_path)


@pytest.mark.parametrize("tuning", ["lora", "full"])
def test_a_pruned_student(tuning: str, tiny_model: Path, tmp_path: Path) -> None:
    config = samples.config(
        tiny_model, tuning=tuning, keep_layers=2, epochs=6.0, learning_rate=RATES[tuning]
    )
    samples.finish(DATA, config, tmp_path)
    lines = record.read_metrics(tmp_path)
    assert lines[-1]["loss"] < lines[0]["loss"] / 2
    base = tmp_path / "base"
    assert load_model(base).config.num_hidden_layers == 2
    found = trained.of_run(tmp_path, config.student)
    expected = (base, tmp_path / "adapter") if tuning == "lora" else (tmp_path / "model", None)
    assert (found.base, found.adapter) == expected
    learned = found.load()
    assert learned.config.num_hidden_layers == 2
    assert samples.measured(learned, config, DATA) == pytest.approx(lines[-1]["loss"], rel=0.5)


@pytest.mark.parametrize("tuning", ["lora", "full"])
def test_a_run_folder_names_no_place_of_this_machine(
    tuning: str, tiny_model: Path, tmp_path: Path
) -> None:
    config = samples.config(tiny_model, tuning=tuning, keep_layers=2, max_steps=1)
    samples.finish(DATA, config, tmp_path / "run")
    paths = [path for path in (tmp_path / "run").rglob("*") if path.is_file()]
    assert len(paths) > 8
    for path in paths:
        for place in (tmp_path, tiny_model.parent):
            assert str(place).encode() not in path.read_bytes(), path


def test_nothing_that_fits_is_said(tiny_model: Path, tmp_path: Path) -> None:
    config = samples.config(tiny_model, max_length=16)
    with pytest.raises(InputError, match="No training example fits"):
        samples.finish(DATA, config, tmp_path)
