"""The proof that an exported file is the model that was trained: tokens, choices, distributions."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from app.domain import Example
from app.errors import InputError
from app.job import Job, Progress
from app.models import token_probe, tokenizers
from app.models.base import context_for
from app.models.figures import finite
from app.models.llama_model import LlamaModel
from app.models.trained import TrainedStudent

TOP1_F16, KL_F16 = 0.995, 1e-3
"""What an F16 file must reach to count as the same model."""
_SIGN_OF_LIFE = 8  # texts tokenized between two reports
_ROWS = 64  # positions whose float64 temporaries exist at once


@dataclass(slots=True)
class QuantParity:
    """One file against torch over response tokens: sums while running, means as properties."""

    tokens: int = 0
    same_choice: int = 0
    kl_sum: float = 0.0
    worst_kl: float = 0.0

    @property
    def top1(self) -> float:
        """Part of positions whose most likely token is the same."""
        return self.same_choice / self.tokens if self.tokens else float("nan")

    @property
    def mean_kl(self) -> float:
        """Mean KL(torch || file) in nats per token."""
        return self.kl_sum / self.tokens if self.tokens else float("nan")

    def add(self, reference: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> None:
        """Count positions: logits of shape (positions, vocabulary) from torch and from the file."""
        import torch

        reference, other = np.atleast_2d(reference), np.atleast_2d(other)
        width = min(reference.shape[1], other.shape[1])
        for start in range(0, len(reference), _ROWS):
            ours = reference[start : start + _ROWS, :width]
            theirs = other[start : start + _ROWS, :width]
            p = torch.from_numpy(ours).double().log_softmax(dim=1)
            q = torch.from_numpy(theirs).double().log_softmax(dim=1)
            divergences = (p.exp() * (p - q)).sum(dim=1).clamp(min=0)
            self.tokens += len(ours)
            self.same_choice += int((ours.argmax(axis=1) == theirs.argmax(axis=1)).sum())
            self.kl_sum += float(divergences.sum())
            # Unlike max() it keeps what is not a number.
            self.worst_kl = float(np.maximum(self.worst_kl, float(divergences.max())))

    def as_json(self) -> dict[str, Any]:
        """The figures; None for what is not a number."""
        return {
            "tokens": self.tokens,
            "top1": finite(self.top1),
            "mean_kl": finite(self.mean_kl),
            "worst_kl": finite(self.worst_kl),
        }


@dataclass(frozen=True, slots=True)
class Parity:
    """The certificate: how many strings gave equal token ids, and each file's figures."""

    strings: int
    strings_equal: int
    examples: int
    quants: Mapping[str, QuantParity] = field(default_factory=dict)
    first_difference: str = ""
    left_out: int = 0  # examples longer than the model's context

    @property
    def holds(self) -> bool:
        """Whether the F16 file is the model that was trained, by the goals above."""
        f16 = self.quants.get("F16")
        same = f16 is None or (f16.top1 >= TOP1_F16 and f16.mean_kl <= KL_F16)
        return self.strings == self.strings_equal and same

    def as_json(self) -> dict[str, Any]:
        """The certificate as it is stored."""
        return {
            "strings": self.strings,
            "strings_equal": self.strings_equal,
            "first_difference": self.first_difference,
            "examples": self.examples,
            "left_out": self.left_out,
            "holds": self.holds,
            "quants": {name: quant.as_json() for name, quant in self.quants.items()},
        }


_Ids = tuple[list[int], list[int]]  # of an example: prompt, response


def check(
    student: TrainedStudent, ggufs: Mapping[str, Path], examples: Sequence[Example]
) -> Job[Parity]:
    """Compare each GGUF with the torch student on ``examples`` (prompt and response as frozen).

    Logits are compared at response positions, each side one example at a time, so memory stays
    flat. Examples longer than the model's own context are counted and left out. Best run in a
    worker process.
    """
    if not ggufs:
        raise InputError("There is no exported file to check.", "Run `stillroom export` first.")
    total = len(examples)
    yield Progress(0, total, "Loading the tokenizer")
    tokenizer = tokenizers.load(student.base)
    tokenized = yield from _tokenized(tokenizer, examples)
    context = context_for(max((len(prompt) + len(said) for prompt, said in tokenized), default=0))
    yield Progress(0, total, "Loading the student")
    with contextlib.ExitStack() as stack:
        files = {
            name: stack.enter_context(LlamaModel(path, context=context))
            for name, path in ggufs.items()
        }
        strings, equal, difference = yield from _compare_tokens(
            tokenizer, files, examples, tokenized
        )
        yield Progress(0, total, "Loading the student")
        model = student.load()
        model.eval()
        figures = {name: QuantParity() for name in files}
        used = 0
        for number, (prompt, response) in enumerate(tokenized):
            ids = prompt + response
            if len(ids) > min(file.context for file in files.values()):
                continue
            used += 1
            reference = _torch_logits(model, ids, len(prompt))
            yield Progress(number, total, "Comparing with torch")
            for name, file in files.items():
                if max(ids) >= file.vocabulary:
                    continue  # another tokenizer's file: the token ids have said so
                rows = np.empty((len(ids) - len(prompt), file.vocabulary), dtype=np.float32)
                for place, row in enumerate(file.score(ids, len(prompt))):
                    rows[place] = row
                figures[name].add(reference, rows)
                yield Progress(number, total, f"Comparing {name} with torch")
        yield Progress(total, total, "Compared")
    return Parity(strings, equal, used, figures, difference, total - used)


def _tokenized(tokenizer: tokenizers.Wrapped, examples: Sequence[Example]) -> Job[list[_Ids]]:
    found: list[_Ids] = []
    for number, example in enumerate(examples):
        if number % _SIGN_OF_LIFE == 0:
            yield Progress(0, len(examples), "Reading the examples")
        prompt = tokenizer.format.prompt_ids(example.messages, tokenizer)
        found.append((prompt, tokenizer.format.response_ids(example.response, tokenizer)))
    return found


def _compare_tokens(
    tokenizer: tokenizers.Wrapped,
    files: Mapping[str, LlamaModel],
    examples: Sequence[Example],
    tokenized: Sequence[_Ids],
) -> Job[tuple[int, int, str]]:
    """Token ids of probe strings, with control tokens off and on, and of the real prompts."""
    strings, equal, difference = 0, 0, ""
    probes = [
        *((text, False) for text in token_probe.strings()),
        *((text, True) for text in token_probe.strings()),
        *((example.response, False) for example in examples),
    ]
    own = []
    for number, (text, control) in enumerate(probes):
        if number % _SIGN_OF_LIFE == 0:
            yield Progress(0, len(examples), "Comparing tokens")
        own.append(tokenizer.encode(text, control=control))
    for name, file in files.items():
        for (text, control), ids in zip(probes, own, strict=True):
            if strings % _SIGN_OF_LIFE == 0:
                yield Progress(0, len(examples), f"Comparing tokens of {name}")
            strings += 1
            if file.encode(text, control=control) == ids:
                equal += 1
            else:
                difference = difference or f"{name}: {text[:80]!r}"
        for example, (prompt, _) in zip(examples, tokenized, strict=True):
            if strings % _SIGN_OF_LIFE == 0:
                yield Progress(0, len(examples), f"Comparing tokens of {name}")
            strings += 1
            if file.format.prompt_ids(example.messages, file) == prompt:
                equal += 1
            else:
                difference = difference or f"{name}: the prompt {example.id[:12]}"
    return strings, equal, difference


def _torch_logits(model: Any, ids: Sequence[int], first: int) -> npt.NDArray[np.float32]:
    """Logits of shape (response tokens, vocabulary) that predict ``ids[first:]``."""
    import torch

    with torch.inference_mode():
        output = model(
            input_ids=torch.tensor([ids[:-1]]),
            use_cache=False,
            logits_to_keep=len(ids) - first,
        )
    logits: npt.NDArray[np.float32] = output.logits[0].float().numpy()
    return logits
