"""A model's answers on a test split: made in fixed groups, kept on disk, taken up again."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app import files
from app.domain import Example
from app.job import Job, Progress
from app.models.base import Sampling, context_for
from app.models.llama_model import LlamaModel

GROUP = 8
_SIGN_OF_LIFE = 8  # prompts measured between two reports


@dataclass(frozen=True, slots=True)
class Answers:
    """Texts in the order of the examples, and how fast the model wrote them."""

    texts: tuple[str, ...]
    tokens: int
    seconds: float
    unanswerable: int = 0  # prompts that the model's context cannot hold
    file: str = ""  # the name of the file that holds them

    @property
    def tokens_per_second(self) -> float:
        """Answer tokens a second, prompts included in the time."""
        return self.tokens / self.seconds if self.seconds else 0.0


def answer(
    gguf: Path,
    sha256: str,
    examples: Sequence[Example],
    sampling: Sampling,
    folder: Path,
) -> Job[Answers]:
    """Let a GGUF answer the examples' prompts.

    Groups are fixed by the order of the examples, so an interrupted evaluation gives the same
    texts when it goes on: finished groups are read back from ``folder``. A prompt that the
    model's own context cannot hold gets an empty answer, and is counted.
    """
    identity = files.sha256_json([sha256, sampling.as_json(), [item.id for item in examples]])
    store = folder / f"answers-{identity[:16]}.jsonl"
    groups = _read(store)
    starts = range(0, len(examples), GROUP)
    if any(start not in groups for start in starts):
        yield Progress(len(groups) * GROUP, len(examples), f"Loading {gguf.name}")
        with LlamaModel(gguf, context=64, sequences=GROUP) as model:
            lengths = yield from _lengths(model, examples)
            # One long prompt makes its own group larger, not all eight conversations.
            need = [
                min(length + sampling.max_tokens, model.trained) if length < model.trained else 0
                for length in lengths
            ]
            together = max(sum(need[start : start + GROUP]) for start in starts)
            model.reserve(context_for(max(need)), context_for(together))
            for start in starts:
                if start not in groups:
                    fits = [length < model.context for length in lengths[start : start + GROUP]]
                    chunk = examples[start : start + GROUP]
                    groups[start] = yield from _group(
                        model, chunk, fits, sampling, start, len(examples)
                    )
                    _write(store, groups)
    done = [groups[start] for start in starts]
    return Answers(
        tuple(text for group in done for text in group[0]),
        sum(group[1] for group in done),
        sum(group[2] for group in done),
        sum(group[3] for group in done),
        store.name,
    )


_Group = tuple[list[str], int, float, int]  # texts, answer tokens, seconds, unanswerable prompts


def _lengths(model: LlamaModel, examples: Sequence[Example]) -> Job[list[int]]:
    """How many tokens each prompt has."""
    found = []
    for number, example in enumerate(examples):
        if number % _SIGN_OF_LIFE == 0:
            yield Progress(0, len(examples), f"Measuring prompts for {model.path.stem}")
        found.append(model.prompt_tokens(example.messages))
    return found


def _group(
    model: LlamaModel,
    examples: Sequence[Example],
    fits: Sequence[bool],
    sampling: Sampling,
    start: int,
    total: int,
) -> Job[_Group]:
    began, tokens = time.monotonic(), 0
    texts = [""] * len(examples)
    answered = 0
    room = [at for at, fit in enumerate(fits) if fit]
    for event in model.generate([examples[at].messages for at in room], sampling):
        if event is not None:
            index, generated = event
            texts[room[index]] = generated.text
            tokens += generated.completion_tokens
            answered += 1
        yield Progress(start + answered, total, f"{model.path.stem} answers")
    return texts, tokens, time.monotonic() - began, len(examples) - len(room)


def stored(path: Path, count: int) -> list[str] | None:
    """The first ``count`` texts of a file of answers, in order; None where not all are there."""
    try:
        groups = _read(path)
        done = [groups[start][0] for start in range(0, count, GROUP)]
    except (OSError, KeyError):
        return None
    texts = [text for group in done for text in group]
    return texts[:count] if len(texts) >= count else None


def _write(path: Path, groups: dict[int, _Group]) -> None:
    lines = [
        {"start": start, "texts": texts, "tokens": tokens, "seconds": seconds, "unanswerable": left}
        for start, (texts, tokens, seconds, left) in sorted(groups.items())
    ]
    text = "".join(
        json.dumps({**line, "sha256": files.sha256_json(line)}, ensure_ascii=False) + "\n"
        for line in lines
    )
    files.write_bytes(path, text.encode("utf-8"))


def _read(path: Path) -> dict[int, _Group]:
    """The finished groups; a line that is not as it was written counts for nothing."""
    found: dict[int, _Group] = {}
    lines = path.read_text("utf-8", "replace").split("\n") if path.exists() else []
    for line in lines:
        try:
            value = json.loads(line)
            digest = value.pop("sha256")
            if files.sha256_json(value) == digest:
                found[value["start"]] = (
                    value["texts"],
                    value["tokens"],
                    value["seconds"],
                    value["unanswerable"],
                )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
    return found
