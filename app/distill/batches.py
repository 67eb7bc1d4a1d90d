"""The order of the data as a pure function of seed and step: nothing to save but the step."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from app.distill.config import steps_in as steps_in  # it needs no torch
from app.domain import Example
from app.job import Job, Progress, run
from app.models.tokenizers import Wrapped

IGNORED = -100
_SIGN_OF_LIFE = 8  # examples: less than half a second, also where each has ten thousand tokens


@dataclass(frozen=True, slots=True)
class Tokenized:
    """An example as token ids; the response begins at index ``start``."""

    ids: tuple[int, ...]
    start: int

    @property
    def response_tokens(self) -> int:
        """How many tokens carry loss."""
        return len(self.ids) - self.start


@dataclass(frozen=True, slots=True)
class MicroBatch:
    """Right-padded ids of shape (examples, length) and where responses are predicted.

    ``rows`` and ``columns`` of shape (tokens,) index the positions whose next token is a response
    token; ``labels`` of shape (tokens,) are those next tokens.
    """

    ids: Tensor
    rows: Tensor
    columns: Tensor
    labels: Tensor


def tokenize(
    examples: Sequence[Example], tokenizer: Wrapped, max_length: int
) -> tuple[list[Tokenized], int]:
    """Token ids of examples in the model's own chat format, and how many were too long.

    An example that is too long is left out whole: a cut response would teach to stop early.
    Blocking; ``tokenizing`` is the same as a job.
    """
    return run(tokenizing(examples, tokenizer, max_length))


def tokenizing(
    examples: Sequence[Example], tokenizer: Wrapped, max_length: int
) -> Job[tuple[list[Tokenized], int]]:
    """See tokenize."""
    found, dropped = [], 0
    for number, example in enumerate(examples):
        if number and number % _SIGN_OF_LIFE == 0:
            # Without done and total, which are steps in the run that asks.
            yield Progress(message=f"Reading the examples ({number:,} of {len(examples):,})")
        prompt = tokenizer.format.prompt_ids(example.messages, tokenizer)
        response = tokenizer.format.response_ids(example.response, tokenizer)
        if len(prompt) + len(response) > max_length:
            dropped += 1
        else:
            found.append(Tokenized((*prompt, *response), len(prompt)))
    return found, dropped


def step_indices(examples: int, batch_size: int, seed: int, step: int) -> list[int]:
    """Which examples optimizer step ``step`` sees: each epoch a new shuffle, each example once."""
    per_epoch = math.ceil(examples / batch_size)
    epoch, place = divmod(step, per_epoch)
    order = list(range(examples))
    random.Random(f"{seed}/{epoch}").shuffle(order)
    return order[place * batch_size : (place + 1) * batch_size]


def micro_batches(items: Sequence[Tokenized], tokens: int, pad: int) -> list[MicroBatch]:
    """One step's examples as padded groups of similar length, each of at most ``tokens``.

    Sorting happens inside the step only, so the optimizer sees the same examples together as
    without it; a longer single example is a group of its own.
    """
    ordered = sorted(items, key=lambda item: (len(item.ids), item.ids))
    groups: list[list[Tokenized]] = []
    for item in ordered:
        if groups and (len(groups[-1]) + 1) * len(item.ids) <= tokens:
            groups[-1].append(item)
        else:
            groups.append([item])
    return [collate(group, pad) for group in groups]


def collate(items: Sequence[Tokenized], pad: int) -> MicroBatch:
    """Right-pad examples. Position t predicts token t+1, so rows start one before a response.

    No attention mask is needed: under causal attention no real token sees the padding behind it.
    """
    width = max(len(item.ids) for item in items)
    ids = torch.full((len(items), width), pad, dtype=torch.long)
    rows: list[int] = []
    columns: list[int] = []
    labels: list[int] = []
    for row, item in enumerate(items):
        ids[row, : len(item.ids)] = torch.tensor(item.ids)
        rows += [row] * item.response_tokens
        columns += range(item.start - 1, len(item.ids) - 1)
        labels += item.ids[item.start :]
    return MicroBatch(ids, torch.tensor(rows), torch.tensor(columns), torch.tensor(labels))
