"""The split is a function of words and seed alone, keeps alike prompts together, fills parts."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.curate.split import Candidate, FreezeSettings, assign, words_of
from app.domain import Message, Role, Split
from app.errors import InputError

TRAIN, VALIDATION, TEST = Split.TRAIN, Split.VALIDATION, Split.TEST

candidates = st.lists(
    st.builds(
        Candidate,
        st.text("abcdef", min_size=1, max_size=6),
        st.sampled_from("abcdefgh"),
        st.sampled_from([None, None, None, TRAIN, VALIDATION, TEST]),
    ),
    max_size=30,
    unique_by=lambda item: item.id,
)


def fixed(items: list[Candidate]) -> set[Split]:
    return {item.fixed for item in items if item.fixed is not None}


def many(number: int, split: Split | None = None, start: int = 0) -> list[Candidate]:
    return [Candidate(f"id{n}", f"words {n}", split) for n in range(start, start + number)]


@given(candidates, st.integers(0, 5), st.randoms(use_true_random=False))
def test_deterministic_whatever_the_order(
    items: list[Candidate], seed: int, shuffle: random.Random
) -> None:
    settings = FreezeSettings(seed=seed)
    splits = assign(items, settings, fixed(items))
    assert splits.keys() == {item.id for item in items}
    shuffled = items[:]
    shuffle.shuffle(shuffled)
    assert assign(shuffled, settings, fixed(items)) == splits
    for item in items:
        if item.fixed in (VALIDATION, TEST):
            assert splits[item.id] is item.fixed


@given(candidates.map(lambda items: [Candidate(i.id, i.words) for i in items]), st.integers(0, 5))
def test_no_part_is_empty_and_alike_prompts_stay_together(
    items: list[Candidate], seed: int
) -> None:
    splits = assign(items, FreezeSettings(seed=seed))
    if items:
        assert TRAIN in splits.values()
    if len(items) >= 3:
        assert set(splits.values()) == set(Split)
    if len({item.words for item in items}) >= 3:
        for words in {item.words for item in items}:
            assert len({splits[item.id] for item in items if item.words == words}) == 1


def test_shares_and_seeds() -> None:
    items = many(4000)
    splits = assign(items, FreezeSettings(validation=0.2, test=0.1))
    counts = Counter(splits.values())
    assert abs(counts[TEST] - 400) < 80
    assert abs(counts[VALIDATION] - 800) < 100
    assert assign(items, FreezeSettings(validation=0.2, test=0.1, seed=1)) != splits
    # More data moves nothing that was drawn already.
    more = assign(many(5000), FreezeSettings(validation=0.2, test=0.1))
    assert splits.items() <= more.items()


def test_no_share_no_examples() -> None:
    assert set(assign(many(50), FreezeSettings(validation=0, test=0)).values()) == {TRAIN}
    assert TEST not in assign(many(50), FreezeSettings(test=0)).values()


def test_a_fixed_test_set_is_exactly_that_set() -> None:
    items = many(100, TRAIN) + many(20, TEST, 100) + many(100, None, 200)
    splits = assign(items, FreezeSettings(), {TRAIN, TEST})
    assert {id_ for id_, split in splits.items() if split is TEST} == {
        item.id for item in items if item.fixed is TEST
    }
    drawn = {id_ for id_, split in splits.items() if split is VALIDATION}
    assert drawn & {item.id for item in items[:100]}
    assert drawn & {item.id for item in items[120:]}


def test_a_fixed_test_set_without_kept_responses_is_not_replaced() -> None:
    assert TEST not in assign(many(50), FreezeSettings(), {TEST}).values()


def test_fixed_training_prompts_stay_where_others_can_be_drawn() -> None:
    splits = assign(many(50, TRAIN) + many(50, None, 50), FreezeSettings(), {TRAIN})
    assert all(splits[item.id] is TRAIN for item in many(50))
    assert {TEST, VALIDATION} <= set(splits.values())


def test_everything_marked_as_training_is_split_all_the_same() -> None:
    assert set(assign(many(50, TRAIN), FreezeSettings(), {TRAIN}).values()) == set(Split)


def test_a_twin_of_a_fixed_prompt_goes_with_it() -> None:
    items = [Candidate("a", "same", TEST), Candidate("b", "same"), *many(50)]
    assert assign(items, FreezeSettings(), {TEST})["b"] is TEST
    items = [Candidate("a", "same", TRAIN), Candidate("b", "same"), *many(50)]
    assert all(
        assign(items, FreezeSettings(seed=seed), {TRAIN})["b"] is TRAIN for seed in range(20)
    )


def test_few_examples() -> None:
    assert assign([], FreezeSettings()) == {}
    for seed in range(10):
        settings = FreezeSettings(validation=0.45, test=0.45, seed=seed)
        assert set(assign(many(1), settings).values()) == {TRAIN}
        assert TRAIN in assign(many(2), settings).values()
        assert set(assign(many(3), settings).values()) == set(Split)
        alike = [Candidate(str(number), "same") for number in range(3)]
        assert set(assign(alike, settings).values()) == set(Split)


def test_words() -> None:
    def words(text: str) -> str:
        return words_of((Message(Role.USER, text),))

    assert words("Who is the party?") == words("  who is the PARTY ")
    assert words("Größe") == words("GRÖSSE!")
    assert words("clause 1") != words("clause 2")
    assert words("???") != words("!!!")


@pytest.mark.parametrize(
    "values",
    [
        {"validation": -0.1},
        {"test": 1.0},
        {"test": float("nan")},
        {"validation": 0.5, "test": 0.5},
    ],
)
def test_shares_that_make_no_sense(values: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        FreezeSettings(**values)
    assert caught.value.hint
