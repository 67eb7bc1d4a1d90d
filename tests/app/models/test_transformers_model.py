"""A Hugging Face folder: logits at chosen positions, and batched answers despite padding."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from app.domain import Capability, FinishReason, Message, Messages, Role
from app.errors import InputError, ModelError
from app.models.base import Generated, Sampling
from app.models.transformers_model import ResponseLogits, TransformersModel, load_model
from tests import tiny


def user(text: str) -> Messages:
    return (Message(Role.USER, text),)


QUESTIONS = [user(text[: 20 + 17 * n]) for n, text in enumerate(tiny.texts()[1:48:3])]
SHORT = Sampling(max_tokens=12)


@pytest.fixture(scope="module")
def model(tiny_model: Path) -> TransformersModel:
    """The tiny model, for eight conversations at a time."""
    return TransformersModel(tiny_model)


def answers(
    model: TransformersModel, group: Sequence[Messages], sampling: Sampling
) -> list[Generated]:
    """The answers in the order of the questions."""
    found = dict(event for event in model.generate(group, sampling) if event is not None)
    assert sorted(found) == list(range(len(group)))
    return [found[number] for number in range(len(group))]


def test_answers_together_are_answers_alone(model: TransformersModel) -> None:
    together = answers(model, QUESTIONS, Sampling(max_tokens=30))
    alone = [answers(model, [asked], Sampling(max_tokens=30))[0] for asked in QUESTIONS]
    assert together == alone
    assert len({answer.prompt_tokens for answer in alone}) > 8, "there was padding"
    assert len({answer.text for answer in alone}) > 8
    reasons = {answer.finish_reason for answer in alone}
    assert reasons == {FinishReason.STOP, FinishReason.LENGTH}


def test_positions_count_from_the_prompts_first_token(model: TransformersModel) -> None:
    """Rotary positions would hide a shift by the padding; learned ones do not."""
    seen: list[list[list[int]]] = []
    forward = model._forward

    def watched(ids: Tensor, mask: Tensor, positions: Tensor, cache: Any) -> Any:
        seen.append(positions.tolist())
        return forward(ids, mask, positions, cache)

    lengths = [model.prompt_tokens(asked) for asked in QUESTIONS[:3]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "_forward", watched)
        answers(model, QUESTIONS[:3], Sampling(max_tokens=2))
    for row, length in enumerate(lengths):
        assert seen[0][row][-length:] == list(range(length))
        assert seen[1][row] == [length]


def test_greedy_is_the_models_own_choice(model: TransformersModel) -> None:
    """Token by token what transformers' own generate() writes."""
    for asked in QUESTIONS[:4]:
        prompt = model.tokenizer.format.prompt_ids(asked, model.tokenizer)
        ids = torch.tensor([prompt])
        own = model.model.generate(
            ids, attention_mask=torch.ones_like(ids), max_new_tokens=12, do_sample=False
        )[0, len(prompt) :]
        (answer,) = answers(model, [asked], SHORT)
        assert answer.text == model.tokenizer.decode(own.tolist())


def test_the_same_group_gives_the_same_answers(model: TransformersModel) -> None:
    sampling = Sampling(max_tokens=12, temperature=1.0, top_p=0.9, seed=3)
    first = answers(model, QUESTIONS, sampling)
    half = model.generate(QUESTIONS, sampling)
    list(itertools.islice(half, 4))
    assert answers(model, QUESTIONS, sampling) == first
    other = answers(model, QUESTIONS, Sampling(max_tokens=12, temperature=1.0, seed=4))
    assert other != first


def test_it_shows_life_at_each_step(model: TransformersModel) -> None:
    events = list(model.generate(QUESTIONS[:3], SHORT))
    longest = max(event[1].completion_tokens for event in events if event is not None)
    assert events.count(None) >= longest


def test_the_context_bounds_prompt_and_answer(model: TransformersModel) -> None:
    with pytest.raises(InputError, match="the context holds 512") as caught:
        list(model.generate([QUESTIONS[0], user("a b c " * 300)], SHORT))
    assert caught.value.hint
    long = user("a b " * 200)
    room = model.context - model.prompt_tokens(long)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "_stop_tokens", set)
        (answer,) = answers(model, [long], Sampling(max_tokens=300))
    assert (answer.completion_tokens, answer.finish_reason) == (room, FinishReason.LENGTH)


def test_it_stops_where_the_template_ends_a_turn(model: TransformersModel) -> None:
    end, pad = (model.tokenizer.encode(text, control=True)[0] for text in (tiny.END, tiny.PAD))
    assert model._stop_tokens() == {end}
    with pytest.MonkeyPatch.context() as patch:
        for theirs, expected in ((None, {end}), ([pad], {pad, end}), (pad, {pad, end})):
            patch.setattr(model.model.generation_config, "eos_token_id", theirs)
            assert model._stop_tokens() == expected


def test_what_it_says_of_itself(tiny_model: Path) -> None:
    loaded = TransformersModel(tiny_model)
    assert loaded.name == "tiny-model"
    assert loaded.capabilities == frozenset(Capability)
    assert loaded.context == tiny.CONTEXT
    loaded.close()
    loaded.close()


# Logits at chosen positions.


@pytest.fixture
def batch() -> tuple[Tensor, Tensor, Tensor]:
    """Two padded examples, and the positions that are asked for."""
    ids = torch.randint(4, 600, (2, 40), generator=torch.Generator().manual_seed(0))
    ids[1, 25:] = 3
    return ids, torch.tensor([0, 0, 0, 1, 1]), torch.tensor([3, 20, 39, 0, 24])


def own_logits(model: Any, batch: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    """The model's own logits there, each example without its padding."""
    ids, rows, columns = batch
    with torch.no_grad():
        parts = [model(input_ids=ids[:1]).logits[0], model(input_ids=ids[1:, :25]).logits[0]]
    return torch.stack([parts[row][at] for row, at in zip(rows, columns, strict=True)])


@pytest.mark.parametrize("tied", [False, True])
def test_the_fast_path_gives_the_models_logits(
    tied: bool, batch: tuple[Tensor, Tensor, Tensor], tmp_path: Path
) -> None:
    model = load_model(tiny.model_folder(tmp_path / "model", tied=tied))
    picker = ResponseLogits(model)
    assert picker.choose_path(*batch)
    assert picker.fast
    with torch.no_grad():
        assert torch.allclose(picker(*batch), own_logits(model, batch), atol=1e-4)


def test_the_fast_path_trains_the_same_weights(
    tiny_model: Path, batch: tuple[Tensor, Tensor, Tensor]
) -> None:
    gradients = []
    for fast in (True, False):
        model = load_model(tiny_model)
        picker = ResponseLogits(model)
        picker.fast = fast
        picker(*batch).logsumexp(-1).sum().backward()
        gradients.append({name: weight.grad for name, weight in model.named_parameters()})
    assert gradients[0].keys() == gradients[1].keys()
    for name, gradient in gradients[0].items():
        assert gradient is not None, name
        assert torch.allclose(gradient, gradients[1][name], atol=1e-4), name


def test_a_lora_student_takes_the_fast_path(
    tiny_model: Path, batch: tuple[Tensor, Tensor, Tensor]
) -> None:
    import peft

    torch.manual_seed(0)
    config = peft.LoraConfig(r=4, target_modules="all-linear", init_lora_weights=False)
    plain = own_logits(load_model(tiny_model), batch)
    model: Any = peft.get_peft_model(load_model(tiny_model), config)
    model.eval()
    picker = ResponseLogits(model)
    assert picker.choose_path(*batch)
    with torch.no_grad():
        found = picker(*batch)
    assert torch.allclose(found, own_logits(model, batch), atol=1e-4)
    assert not torch.allclose(found, plain, atol=1e-1), "the adapter takes part"


@pytest.mark.parametrize("change", ["scaled", "capped"])
def test_a_model_that_changes_its_logits_is_asked_itself(
    change: str, tiny_model: Path, batch: tuple[Tensor, Tensor, Tensor]
) -> None:
    """As Cohere scales, and Gemma 2 caps, what the head gives."""
    model = load_model(tiny_model)

    def after(_module: Any, _inputs: Any, output: Any) -> Any:
        logits = output.logits
        output.logits = logits * 0.25 if change == "scaled" else 2 * torch.tanh(logits / 2)
        return output

    plain = own_logits(model, batch)
    model.register_forward_hook(after)
    picker = ResponseLogits(model)
    assert not picker.choose_path(*batch)
    with torch.no_grad():
        found = picker(*batch)
    assert torch.allclose(found, own_logits(model, batch), atol=1e-4)
    assert not torch.allclose(found, plain, atol=1e-1)


# Loading.


def test_a_model_is_loaded_in_the_asked_precision(tiny_model: Path) -> None:
    assert {weight.dtype for weight in load_model(tiny_model).parameters()} == {torch.float32}
    half = load_model(tiny_model, torch.bfloat16)
    assert {weight.dtype for weight in half.parameters()} == {torch.bfloat16}
    assert half.config.use_cache is False


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"model_type": "no-such-type"}, "cannot be loaded"),
        ({"hidden_size": 65}, "cannot be loaded"),
        ({"hidden_size": 32, "head_dim": 8}, "cannot be loaded"),
        ({"hidden_size": "many"}, "cannot be loaded"),
        (
            {"num_hidden_layers": 5},
            r"incomplete: it lacks 9 tensors, for instance model\.layers\.4",
        ),
        ({"auto_map": {"AutoModelForCausalLM": "x.Y"}}, "its own program code"),
    ],
)
def test_a_folder_that_contradicts_itself_is_refused(
    change: dict[str, Any], complaint: str, tiny_model: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(tiny_model, tmp_path / "model")
    config = json.loads((folder / "config.json").read_text("utf-8")) | change
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    with pytest.raises(ModelError, match=complaint) as caught:
        load_model(folder)
    assert caught.value.hint


def test_a_tokenizer_that_cannot_be_read_is_refused(tiny_model: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny_model, tmp_path / "model")
    (folder / "tokenizer.json").write_text("{}", "utf-8")
    with pytest.raises(ModelError, match=r"tokenizer .* cannot be loaded") as caught:
        TransformersModel(folder)
    assert "tokenizer.json" in caught.value.hint
