"""Kinds of option values that several commands share: numbers within their bounds."""

from __future__ import annotations

import argparse
from collections.abc import Callable

_MOST = 2**31 - 1  # what every library below takes


def whole(low: int = 0, high: int = _MOST) -> Callable[[str], int]:
    """A whole number from ``low`` to ``high``."""

    def number(text: str) -> int:
        value = int(text)
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text} is not {low} to {high}")
        return value

    return number


def real(low: float, high: float) -> Callable[[str], float]:
    """A number from ``low`` to ``high``."""

    def number(text: str) -> float:
        value = float(text)
        if not low <= value <= high:  # NaN is not, either
            raise argparse.ArgumentTypeError(f"{text} is not {low:g} to {high:g}")
        return value

    return number


def add_sampling(parser: argparse.ArgumentParser, max_tokens: int) -> None:
    """How a model is to write."""
    parser.add_argument("--temperature", type=real(0, 5), default=0.0)
    parser.add_argument("--max-tokens", type=whole(1), default=max_tokens)


def add_seed(parser: argparse.ArgumentParser) -> None:
    """What the draw depends on."""
    parser.add_argument("--seed", type=whole(), default=0)
