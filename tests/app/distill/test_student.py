"""The student: which layers stay, what moves, what lies in its folder."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from app.distill import student
from app.distill.batches import collate, tokenize
from app.distill.config import DistillConfig
from app.distill.losses import cross_entropy
from app.domain import FinishReason
from app.errors import InputError, ModelError
from app.models import tokenizers
from app.models.base import Sampling
from app.models.transformers_model import ResponseLogits, TransformersModel, load_model
from tests.app.distill import samples


@given(st.integers(1, 200), st.data())
def test_evenly_spaced(layers: int, data: st.DataObject) -> None:
    keep = data.draw(st.integers(1, layers))
    kept = student.evenly_spaced(layers, keep)
    assert len(kept) == keep
    assert kept == sorted(set(kept)), "strictly increasing"
    assert kept[0] == 0
    assert keep == 1 or kept[-1] == layers - 1
    if keep > 1:
        gaps = {after - before for before, after in itertools.pairwise(kept)}
        assert max(gaps) - min(gaps) <= 1, "evenly"


@pytest.mark.parametrize("keep", [0, 5, -1])
def test_layers_that_are_not_there_cannot_be_kept(keep: int) -> None:
    with pytest.raises(InputError, match=f"cannot keep {keep} of 4"):
        student.evenly_spaced(4, keep)


def test_a_model_without_a_list_of_layers_is_refused(tiny_model: Path) -> None:
    model = load_model(tiny_model)
    model.get_decoder().layers = None
    with pytest.raises(ModelError, match="cannot be removed"):
        student.prune(model, 2)


def test_pruning_keeps_those_layers(tiny_model: Path) -> None:
    full = load_model(tiny_model).state_dict()
    model = student.prune(load_model(tiny_model), 3)
    kept = student.evenly_spaced(4, 3)
    assert kept == [0, 2, 3]
    expected = {}
    for name, weight in full.items():
        parts = name.split(".")
        if parts[:2] == ["model", "layers"]:
            if int(parts[2]) not in kept:
                continue
            parts[2] = str(kept.index(int(parts[2])))
        expected[".".join(parts)] = weight
    found = model.state_dict()
    assert found.keys() == expected.keys()
    assert all(torch.equal(found[name], weight) for name, weight in expected.items())
    assert model.config.num_hidden_layers == 3
    places = [layer.self_attn.layer_idx for layer in model.model.layers]
    assert places == [0, 1, 2], "each layer has its own place in the cache"


def test_a_pruned_student_generates_with_its_cache(tiny_model: Path, tmp_path: Path) -> None:
    config = samples.config(tiny_model, keep_layers=2)
    base = student.make_base(config, tmp_path / "run")
    assert base == tmp_path / "run" / "base" == student.base_folder(config, tmp_path / "run")
    loaded = TransformersModel(base)
    prompt = loaded.tokenizer.format.prompt_ids(samples.example(1).messages, loaded.tokenizer)
    events = loaded.generate([samples.example(1).messages], Sampling(max_tokens=12))
    ((_, cached),) = [event for event in events if event is not None]
    # The same greedy answer without any cache: one whole forward pass a token.
    ids = list(prompt)
    pruned = student.prune(load_model(tiny_model), 2).eval()
    with torch.no_grad():
        for _ in range(cached.completion_tokens):
            ids.append(int(pruned(input_ids=torch.tensor([ids])).logits[0, -1].argmax()))
    assert cached.text == loaded.tokenizer.decode(ids[len(prompt) :])
    assert cached.completion_tokens == 12 or cached.finish_reason is FinishReason.STOP
    assert cached.completion_tokens > 0


def test_the_base_is_written_once(tiny_model: Path, tmp_path: Path) -> None:
    config = samples.config(tiny_model, keep_layers=2)
    base = student.make_base(config, tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in base.iterdir()}
    assert student.make_base(config, tmp_path) == base
    assert {path.name: path.stat().st_mtime_ns for path in base.iterdir()} == before


def test_without_pruning_the_base_is_the_models_own(tiny_model: Path, tmp_path: Path) -> None:
    assert student.make_base(samples.config(tiny_model), tmp_path / "run") == tiny_model
    assert not (tmp_path / "run").exists()


def after_steps(folder: Path, config: DistillConfig, steps: int) -> tuple[Any, dict[str, Tensor]]:
    """The trainable model after that many plain steps, and its parameters before them."""
    model = student.make_trainable(load_model(folder), config)
    before = {name: value.detach().clone() for name, value in model.named_parameters()}
    items, _ = tokenize(samples.examples(8, 0), tokenizers.load(folder), 512)
    batch = collate(items, 0)
    moving = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(moving, lr=1e-3)
    module = ResponseLogits(model)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = cross_entropy(module(batch.ids, batch.rows, batch.columns), batch.labels)
        torch.autograd.backward(loss)
        optimizer.step()
    return model, before


def moved(model: Any, before: dict[str, Tensor]) -> set[str]:
    return {
        name for name, value in model.named_parameters() if not torch.equal(value, before[name])
    }


def trainable(model: Any) -> set[str]:
    return {name for name, value in model.named_parameters() if value.requires_grad}


def test_lora_moves_every_factor_and_nothing_else(tiny_model: Path) -> None:
    """After two steps: at the first B is zero, and with it A's gradient (mistake 5)."""
    model, before = after_steps(tiny_model, samples.config(tiny_model), 2)
    assert moved(model, before) == trainable(model)
    factors = {name.partition("layers.")[2] for name in trainable(model)}
    assert len(factors) == 4 * 7 * 2, "A and B of all seven linear layers of each of four blocks"
    assert all("lora_" in name for name in factors)


def test_lora_begins_as_the_model_itself(tiny_model: Path) -> None:
    config = samples.config(tiny_model)
    one, two = (student.make_trainable(load_model(tiny_model), config) for _ in range(2))
    ids = torch.arange(5, 25)[None]
    with torch.no_grad():
        assert torch.equal(one(input_ids=ids).logits, load_model(tiny_model)(input_ids=ids).logits)
    same = zip(one.parameters(), two.parameters(), strict=True)
    assert all(torch.equal(left, right) for left, right in same), "the seed decides A's start"
    other = student.make_trainable(load_model(tiny_model), samples.config(tiny_model, seed=1))
    assert moved(other, dict(one.named_parameters())), "another seed, another start"


@pytest.mark.parametrize("tied", [True, False])
def test_frozen_embeddings_stay_and_all_else_moves(
    tied: bool, tied_model: Path, tiny_model: Path
) -> None:
    folder = tied_model if tied else tiny_model
    model, before = after_steps(folder, samples.config(folder, tuning="full"), 1)
    frozen = {"model.embed_tokens.weight"} | (set() if tied else {"lm_head.weight"})
    assert moved(model, before) == trainable(model) == set(before) - frozen
    assert (model.lm_head.weight is model.model.embed_tokens.weight) == tied


def test_without_freezing_everything_moves(tied_model: Path) -> None:
    config = samples.config(tied_model, tuning="full", freeze_embeddings=False)
    model, before = after_steps(tied_model, config, 1)
    assert moved(model, before) == set(before)


@pytest.mark.parametrize("tied", [True, False])
def test_a_saved_folder_is_the_model(
    tied: bool, tied_model: Path, tiny_model: Path, tmp_path: Path
) -> None:
    source = tied_model if tied else tiny_model
    model = student.prune(load_model(source), 2)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.01)
    student.save_model(model, source, tmp_path / "saved")
    loaded = load_model(tmp_path / "saved")
    ids = torch.arange(5, 45)[None]
    with torch.no_grad():
        assert torch.equal(loaded(input_ids=ids).logits, model(input_ids=ids).logits)
    assert tokenizers.load(tmp_path / "saved").hash == tokenizers.load(source).hash
    assert tokenizers.load(tmp_path / "saved").format == tokenizers.load(source).format


def test_a_saved_folder_keeps_facts_and_no_places(tmp_path: Path, tiny_model: Path) -> None:
    source = tmp_path / "a-place-of-this-machine"
    source.mkdir()
    for path in tiny_model.iterdir():
        (source / path.name).write_bytes(path.read_bytes())
    facts = {"gguf_pre": "gpt-2", "license": "Apache-2.0", "source": str(source)}
    (source / "stillroom.json").write_text(json.dumps(facts), "utf-8")
    student.save_model(load_model(source), source, tmp_path / "saved")
    for path in (tmp_path / "saved").iterdir():
        assert str(tmp_path).encode() not in path.read_bytes(), path.name
    kept = json.loads((tmp_path / "saved" / "stillroom.json").read_text("utf-8"))
    assert kept == {"gguf_pre": "gpt-2", "license": "Apache-2.0"}
    before, after = (
        json.loads((folder / "config.json").read_text("utf-8"))
        for folder in (source, tmp_path / "saved")
    )
    assert after == before, "other programs must find the settings of the source"
