"""Whether two model folders share their tokens, from their tokenizer.json alone: no transformers.

The same identity as ``tokenizers.Wrapped.hash``, at a price that a window can pay.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.files import sha256_json
from app.job import Job, Progress

_MOST = 256 << 20  # bytes: the largest published tokenizer.json has 33 MB


def identity(folder: Path) -> str:
    """What the vocabulary is; empty where the folder does not say it in this form."""
    try:
        if (folder / "tokenizer.json").stat().st_size > _MOST:
            return ""
        found = _tokens(_read(folder / "tokenizer.json"))
        config = folder / "tokenizer_config.json"
        later = _read(config).get("added_tokens_decoder", {}) if config.is_file() else {}
        for number, token in later.items():
            found.setdefault(str(token["content"]), int(number))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return ""
    return sha256_json(sorted(found.items(), key=lambda item: item[1])) if found else ""


def same(first: Path, second: Path) -> Job[bool | None]:
    """Whether two folders share their tokens; None where that cannot be told."""
    yield Progress(message="Comparing the tokens")
    one = identity(first)
    yield Progress(message="Comparing the tokens")
    other = identity(second)
    return one == other if one and other else None


def _read(path: Path) -> dict[str, Any]:
    value = json.loads(path.read_text("utf-8"))
    if not isinstance(value, dict):
        raise TypeError
    return value


def _tokens(tokenizer: dict[str, Any]) -> dict[str, int]:
    words = tokenizer["model"]["vocab"]
    if isinstance(words, list):  # Unigram: pairs of a token and its score, in order
        found = {str(pair[0]): number for number, pair in enumerate(words)}
    else:
        found = {str(token): int(number) for token, number in words.items()}
    for token in tokenizer.get("added_tokens") or []:
        found[str(token["content"])] = int(token["id"])
    return found
