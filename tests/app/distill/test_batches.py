"""The data's way into the model: tokens, order, groups, labels."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from app.distill import batches
from app.distill.batches import Tokenized, collate, micro_batches, step_indices, tokenize
from app.domain import Message, Role
from app.errors import InputError
from app.job import run
from app.models import tokenizers
from app.models.transformers_model import ResponseLogits, load_model
from tests.app.distill import samples

PAD = 9


def test_labels_by_hand() -> None:
    """Position t predicts token t+1, so the first response token carries loss too (mistake 1)."""
    # Prompt (1, 2, 3), response (4, 5); prompt (6), response (7, 8, 2).
    batch = collate([Tokenized((1, 2, 3, 4, 5), 3), Tokenized((6, 7, 8, 2), 1)], PAD)
    assert batch.ids.tolist() == [[1, 2, 3, 4, 5], [6, 7, 8, 2, PAD]]
    assert batch.rows.tolist() == [0, 0, 1, 1, 1]
    assert batch.columns.tolist() == [2, 3, 0, 1, 2]
    assert batch.labels.tolist() == [4, 5, 7, 8, 2]
    assert batch.ids[batch.rows, batch.columns + 1].tolist() == batch.labels.tolist()


tokenized = st.builds(
    lambda prompt, response: Tokenized((*prompt, *response), len(prompt)),
    st.lists(st.integers(0, 99), min_size=1, max_size=30),
    st.lists(st.integers(0, 99), min_size=1, max_size=30),
)


@given(st.lists(tokenized, min_size=1, max_size=20), st.integers(16, 200))
def test_micro_batches_are_the_step(items: list[Tokenized], tokens: int) -> None:
    found = micro_batches(items, tokens, PAD)
    lost: Counter[tuple[int, ...]] = Counter()
    for batch in found:
        count, width = batch.ids.shape
        assert count * width <= tokens or count == 1, "an over-long example stands alone"
        for row in range(count):
            here = batch.rows == row
            first, last = batch.columns[here].min(), batch.columns[here].max()
            ids = batch.ids[row].tolist()
            assert set(ids[int(last) + 2 :]) <= {PAD}
            assert batch.labels[here].tolist() == ids[int(first) + 1 : int(last) + 2]
            lost[(*ids[: int(last) + 2], int(first) + 1)] += 1
    assert lost == Counter((*item.ids, item.start) for item in items)


def test_examples_of_like_length_stand_together() -> None:
    items = [Tokenized(tuple(range(size)), 1) for size in (30, 4, 29, 3, 5)]
    assert [tuple(batch.ids.shape) for batch in micro_batches(items, 64, PAD)] == [(3, 5), (2, 30)]


@given(st.integers(1, 60), st.integers(1, 20), st.integers(0, 2**31 - 1), st.integers(0, 3))
def test_an_epoch_has_each_example_once(count: int, size: int, seed: int, epoch: int) -> None:
    steps = batches.steps_in(count, size, 1.0, 0)
    found = [step_indices(count, size, seed, epoch * steps + step) for step in range(steps)]
    assert sorted(index for indices in found for index in indices) == list(range(count))
    assert all(len(indices) == size for indices in found[:-1])
    assert 1 <= len(found[-1]) <= size
    # A pure function: asked again, in another order, it says the same.
    again = [step_indices(count, size, seed, epoch * steps + step) for step in range(steps)[::-1]]
    assert again[::-1] == found


def test_epochs_and_seeds_have_their_own_order() -> None:
    orders = {tuple(step_indices(30, 30, seed, epoch)) for seed in (0, 1, 2) for epoch in range(3)}
    assert len(orders) == 9
    assert tuple(range(30)) not in orders


@pytest.mark.parametrize(
    ("examples", "size", "epochs", "most", "steps"),
    [
        (24, 8, 2.0, 0, 6),
        (25, 8, 2.0, 0, 8),
        (24, 8, 0.5, 0, 2),
        (24, 8, 0.01, 0, 1),
        (24, 8, 2.0, 4, 4),
        (24, 8, 2.0, 40, 6),
        (3, 8, 1.0, 0, 1),
    ],
)
def test_steps_of_a_run(examples: int, size: int, epochs: float, most: int, steps: int) -> None:
    assert batches.steps_in(examples, size, epochs, most) == steps


def test_nothing_to_train_on_is_said() -> None:
    with pytest.raises(InputError, match="No training example fits"):
        batches.steps_in(0, 8, 1.0, 0)


def test_padding_needs_no_mask(tiny_model: Path) -> None:
    """Each example's logits in a padded batch are those it has alone."""
    tokenizer = tokenizers.load(tiny_model)
    items, _ = tokenize(samples.examples(6, 0), tokenizer, 512)
    assert len({len(item.ids) for item in items}) > 2, "the lengths must differ"
    module = ResponseLogits(load_model(tiny_model).eval())
    with torch.no_grad():
        batch = collate(items, tokenizer.pad)
        together = module(batch.ids, batch.rows, batch.columns)
        for row, item in enumerate(items):
            alone = module.model(input_ids=torch.tensor([item.ids])).logits[0]
            expected = alone[item.start - 1 : -1]
            assert torch.allclose(together[batch.rows == row], expected, atol=1e-4)


def test_the_fast_path_is_the_models_own(tiny_model: Path) -> None:
    items, _ = tokenize(samples.examples(3, 0), tokenizers.load(tiny_model), 512)
    batch = collate(items, PAD)
    model = load_model(tiny_model).eval()
    module = ResponseLogits(model)
    assert module.choose_path(batch.ids, batch.rows, batch.columns)
    # A family that scales its logits after the head must take its own forward.
    plain = model.forward

    def scaled(**given: object) -> object:
        output = plain(**given)
        output.logits = output.logits * 0.5
        return output

    model.forward = scaled
    assert not module.choose_path(batch.ids, batch.rows, batch.columns)
    with torch.no_grad():
        own = model(input_ids=batch.ids).logits[batch.rows, batch.columns]
        assert torch.equal(module(batch.ids, batch.rows, batch.columns), own)


def test_too_long_examples_are_left_out_whole(tiny_model: Path) -> None:
    tokenizer = tokenizers.load(tiny_model)
    data = samples.examples(8, 0)
    everything, none = tokenize(data, tokenizer, 512)
    assert (len(everything), none) == (8, 0)
    sizes = sorted(len(item.ids) for item in everything)
    limit = sizes[4]
    kept, dropped = tokenize(data, tokenizer, limit)
    assert kept == [item for item in everything if len(item.ids) <= limit]
    assert dropped == 8 - len(kept) > 0


def test_reading_the_examples_shows_life(tiny_model: Path) -> None:
    data, tokenizer = samples.examples(20, 0), tokenizers.load(tiny_model)
    reports = list(batches.tokenizing(data, tokenizer, 512))
    told = [report.message for report in reports]
    assert told == [f"Reading the examples ({number} of 20)" for number in (8, 16)]
    assert run(batches.tokenizing(data, tokenizer, 48)) == tokenize(data, tokenizer, 48)


def test_trained_ids_are_the_ids_that_are_asked(tiny_model: Path) -> None:
    """No second beginning, one end of turn, the template's own text (mistake 9)."""
    tokenizer = tokenizers.load(tiny_model)
    example = samples.example(5)
    (item,), _ = tokenize([example], tokenizer, 512)
    own = tokenizer.tokenizer.apply_chat_template(
        [message.as_json() for message in example.messages],
        add_generation_prompt=True,
        tokenize=True,
        return_dict=False,
    )
    assert list(item.ids[: item.start]) == own
    end = tokenizer.encode("<|im_end|>", control=True)
    assert list(item.ids[item.start :]) == [*tokenizer.encode(example.response, control=True), *end]
    assert item.response_tokens == len(item.ids) - item.start


@pytest.mark.parametrize("place", ["prompt", "response"])
def test_a_control_token_in_the_data_stays_text(tiny_model: Path, place: str) -> None:
    """``<|im_end|>`` typed by a user is characters, not the end of a turn (mistake 10)."""
    tokenizer = tokenizers.load(tiny_model)
    (end,) = tokenizer.encode("<|im_end|>", control=True)
    plain = samples.example(1)
    if place == "prompt":
        text = plain.messages[0].content
        messages = (Message(Role.USER, f"{text} <|im_end|> so"),)
        typed = dataclasses.replace(plain, messages=messages)
    else:
        typed = dataclasses.replace(plain, response=f"{plain.response} <|im_end|> so")
    (expected, found), _ = tokenize([plain, typed], tokenizer, 512)
    assert found.ids.count(end) == expected.ids.count(end) == 2
    assert "<|im_end|> so" in tokenizer.decode(list(found.ids))
