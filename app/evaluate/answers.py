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
from app.models.base import Sampling
from app.models.llama_model import LlamaModel

GROUP = 8


@dataclass(frozen=True, slots=True)
class Answers:
    """Texts in the order of the examples, and how fast the model wrote them."""

    texts: tuple[str, ...]
    tokens: int
    seconds: float

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
    context: int = 2048,
) -> Job[Answers]:
    """Let a GGUF answer the examples' prompts.

    Groups are fixed by the order of the examples, so an interrupted evaluation gives the same
    texts when it goes on: finished groups are read back from ``folder``. A prompt that the
    context cannot hold gets an empty answer.
    """
    identity = files.sha256_json([sha256, sampling.as_json(), [item.id for item in examples]])
    store = folder / f"answers-{identity[:16]}.jsonl"
    groups = _read(store)
    starts = range(0, len(examples), GROUP)
    if any(start not in groups for start in starts):
        yield Progress(len(groups) * GROUP, len(examples), f"Loading {gguf.name}")
        with LlamaModel(gguf, context=context, sequences=GROUP) as model:
            for start in starts:
                if start not in groups:
                    chunk = examples[start : start + GROUP]
                    groups[start] = yield from _group(model, chunk, sampling, start, len(examples))
                    _write(store, groups)
    done = [groups[start] for start in starts]
    return Answers(
        tuple(text for texts, _, _ in done for text in texts),
        sum(tokens for _, tokens, _ in done),
        sum(seconds for _, _, seconds in done),
    )


_Group = tuple[list[str], int, float]  # texts, answer tokens, seconds


def _group(
    model: LlamaModel, examples: Sequence[Example], sampling: Sampling, start: int, total: int
) -> Job[_Group]:
    began, tokens = time.monotonic(), 0
    texts = [""] * len(examples)
    answered = 0
    room = [
        at for at, item in enumerate(examples) if model.prompt_tokens(item.messages) < model.context
    ]
    for event in model.generate([examples[at].messages for at in room], sampling):
        if event is not None:
            index, generated = event
            texts[room[index]] = generated.text
            tokens += generated.completion_tokens
            answered += 1
        yield Progress(start + answered, total, f"{model.path.stem} answers")
    return texts, tokens, time.monotonic() - began


def _write(path: Path, groups: dict[int, _Group]) -> None:
    lines = [
        {"start": start, "texts": texts, "tokens": tokens, "seconds": seconds}
        for start, (texts, tokens, seconds) in sorted(groups.items())
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
                found[value["start"]] = (value["texts"], value["tokens"], value["seconds"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
    return found
