"""Which part of a dataset a prompt belongs to: a pure function of its words and a seed."""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain import Messages, Split
from app.errors import InputError

_SIGNS = re.compile(r"[\W_]+")
_ORDER = (Split.TRAIN, Split.TEST, Split.VALIDATION)  # which is filled first when few are left


@dataclass(frozen=True, slots=True)
class FreezeSettings:
    """Shares of the examples, the seed of the draw, and the dataset's name."""

    validation: float = 0.1
    test: float = 0.1
    seed: int = 0
    name: str = ""

    def __post_init__(self) -> None:
        shares = (self.validation, self.test)
        if not all(math.isfinite(share) and 0 <= share < 1 for share in shares):
            raise InputError(
                "The shares of validation and test must be from 0 to below 1.",
                "For a tenth each: --validation 0.1 --test 0.1",
            )
        if sum(shares) >= 1:
            raise InputError(
                "Validation and test together leave nothing for training.", "Lower their shares."
            )

    def as_json(self) -> dict[str, Any]:
        """The settings as they are recorded."""
        return {"validation": self.validation, "test": self.test, "seed": self.seed}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An example before it has a split: its id, its words, and a split that its source fixes."""

    id: str
    words: str
    fixed: Split | None = None


@dataclass(slots=True)
class _Group:
    """Examples that must share a split, and where their hash places them in [0, 1)."""

    place: float
    words: str
    ids: list[str] = field(default_factory=list)


def words_of(messages: Messages) -> str:
    """A prompt's normalized text: prompts that differ in case, blanks or punctuation are one."""
    spoken = "\n".join(message.content for message in messages)
    folded = unicodedata.normalize("NFKC", spoken).casefold()
    words = _SIGNS.sub(" ", folded).split()
    # A prompt of signs alone would otherwise be the same as every other one.
    return " ".join(words or folded.split())


def assign(
    candidates: Sequence[Candidate], settings: FreezeSettings, fixed: Collection[Split] = ()
) -> dict[str, Split]:
    """The split of every id, whatever the order of the candidates.

    ``fixed`` names the splits that the project's sources fix for any prompt. A source that fixes
    its test (or validation) set means exactly that set, so nothing is drawn for it from the
    others; validation may then be drawn from what is fixed as training. Near-identical prompts
    share a split, also where only one of them is fixed.
    """
    shares = {
        Split.TEST: 0.0 if Split.TEST in fixed else settings.test,
        Split.VALIDATION: 0.0 if Split.VALIDATION in fixed else settings.validation,
    }
    # Where everything is marked as training the marks tell nothing apart.
    from_train = Split.TEST in fixed or all(item.fixed is not None for item in candidates)
    by_words: dict[str, list[Candidate]] = defaultdict(list)
    for item in candidates:
        by_words[item.words].append(item)
    drawable: list[Candidate] = []
    assigned: dict[str, Split] = {}
    for alike in by_words.values():
        marks = {item.fixed for item in alike}
        binding = (Split.TEST, Split.VALIDATION) if from_train else tuple(reversed(Split))
        led = next((split for split in binding if split in marks), None)
        if led is None:
            drawable += alike
        else:
            assigned.update((item.id, item.fixed or led) for item in alike)
    wanted = {Split.TRAIN}
    if len(candidates) >= 3:
        wanted |= {split for split, share in shares.items() if share > 0}
    wanted -= set(assigned.values())
    groups = _groups(drawable, settings.seed, together=True)
    if len(groups) < len(wanted):
        # Too few different prompts to keep alike ones together and no split empty.
        groups = _groups(drawable, settings.seed, together=False)
    assigned.update(_draw(groups, shares, wanted))
    return assigned


def _groups(candidates: Sequence[Candidate], seed: int, *, together: bool) -> list[_Group]:
    groups: dict[str, _Group] = {}
    for item in candidates:
        name = item.words if together else item.id
        if name not in groups:
            digest = hashlib.sha256(f"{seed}\n{name}".encode()).digest()
            groups[name] = _Group(int.from_bytes(digest[:7]) / (1 << 56), name)
        groups[name].ids.append(item.id)
    return sorted(groups.values(), key=lambda group: (group.place, group.words))


def _draw(
    groups: Sequence[_Group], shares: Mapping[Split, float], wanted: Collection[Split]
) -> dict[str, Split]:
    """Cut the line of places at the shares, then fill a wanted split that got nothing."""
    drawn: dict[Split, list[_Group]] = {split: [] for split in Split}
    for group in groups:
        if group.place < shares[Split.TEST]:
            drawn[Split.TEST].append(group)
        elif group.place < shares[Split.TEST] + shares[Split.VALIDATION]:
            drawn[Split.VALIDATION].append(group)
        else:
            drawn[Split.TRAIN].append(group)
    for split in _ORDER:
        if split not in wanted or drawn[split]:
            continue
        # From the largest part that can spare a group; ties fall by name, never by order.
        spare = {other: len(drawn[other]) - (other in wanted) for other in Split}
        giver = max(Split, key=lambda other: (spare[other], len(drawn[other]), other.value))
        if spare[giver] > 0:
            drawn[split].append(drawn[giver].pop(-1 if split is Split.TRAIN else 0))
    return {id_: split for split, groups in drawn.items() for group in groups for id_ in group.ids}
