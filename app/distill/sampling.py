"""What the student answers while it learns: greedy, beside the training, and no part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from app.distill.record import SAMPLES, Metrics
from app.domain import Example
from app.job import Job, Progress
from app.models.tokenizers import Wrapped

LONGEST = 80  # new tokens an answer may have


@dataclass(frozen=True, slots=True)
class SamplePrompt:
    """A prompt to answer again and again."""

    id: str  # of its example
    ids: tuple[int, ...]


def prompts(
    examples: Sequence[Example], count: int, tokenizer: Wrapped, max_length: int
) -> list[SamplePrompt]:
    """The first ``count`` examples whose prompt leaves room for an answer."""
    found: list[SamplePrompt] = []
    for example in examples:
        if len(found) == count:
            break
        ids = tokenizer.format.prompt_ids(example.messages, tokenizer)
        if len(ids) < max_length:
            found.append(SamplePrompt(example.id, tuple(ids)))
    return found


class Sampler:
    """Writes samples.jsonl: a line of step, prompt and text for each answer.

    Lines after ``step``, from which the run goes on, are left out: they are written again.
    """

    def __init__(
        self, model: Any, tokenizer: Wrapped, chosen: Sequence[SamplePrompt], max_length: int
    ) -> None:
        self._model, self._tokenizer, self._prompts = model, tokenizer, chosen
        limit = getattr(model.config, "max_position_embeddings", None)
        self._room = min(int(limit), max_length) if limit else max_length
        self._lines: Metrics | None = None

    def open(self, folder: Path, step: int) -> None:
        """Begin to write, or go on, after ``step``."""
        if self._prompts:
            self._lines = Metrics(folder, step, SAMPLES)

    def close(self) -> None:
        """Close the file."""
        if self._lines is not None:
            self._lines.close()

    def answer(self, step: int, steps: int) -> Job[None]:
        """Answer every prompt; the model must be in eval mode."""
        for number, prompt in enumerate(self._prompts):
            words = f"Sample answer {number + 1} of {len(self._prompts)}"
            text = yield from self._greedy(prompt.ids, Progress(step, steps, words))
            assert self._lines is not None
            self._lines.write({"step": step, "prompt": prompt.id, "text": text})

    def _greedy(self, prompt: Sequence[int], sign: Progress) -> Job[str]:
        stops = self._stops()
        ids, cache = torch.tensor([prompt], device=self._model.device), None
        written: list[int] = []
        while len(written) < min(LONGEST, self._room - len(prompt)):
            with torch.no_grad():
                output = self._model(
                    input_ids=ids, past_key_values=cache, use_cache=True, logits_to_keep=1
                )
            cache = output.past_key_values
            token = int(output.logits[0, -1].argmax())
            yield sign
            if token in stops:
                break
            written.append(token)
            ids = torch.tensor([[token]], device=self._model.device)
        return self._tokenizer.decode(written)

    def _stops(self) -> set[int]:
        own = self._model.generation_config.eos_token_id
        end = self._tokenizer.encode(self._tokenizer.format.end_of_turn(), control=True)
        found = [*(own if isinstance(own, list) else [own]), *end[:1]]
        return {token for token in found if token is not None}
