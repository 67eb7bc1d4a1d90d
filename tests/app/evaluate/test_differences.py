"""Where answers differ, by word and by field."""

from __future__ import annotations

import time

import hypothesis
from hypothesis import strategies

from app.evaluate.differences import MOST_WORDS, Mark, Piece, fields, words


def test_words() -> None:
    assert words("the law of Oslo applies", "the law of Rome applies") == [
        Piece("the law of "),
        Piece("Rome ", Mark.MISSING),
        Piece("Oslo ", Mark.ADDED),
        Piece("applies"),
    ]
    assert words("Same here", "same here") == [Piece("Same here")]
    assert words("", "") == []
    assert words("", "gone") == [Piece("gone", Mark.MISSING)]


@hypothesis.given(strategies.text(max_size=80), strategies.text(max_size=80))
def test_the_pieces_are_the_two_texts(one: str, other: str) -> None:
    found = words(one, other)
    assert found is not None
    assert "".join(piece.text for piece in found if piece.mark is not Mark.MISSING) == one.strip()
    kept = "".join(piece.text for piece in found if piece.mark is not Mark.ADDED)
    assert kept.lower().split() == other.lower().split()


def test_a_novel_is_not_compared() -> None:
    assert words("word " * (MOST_WORDS + 2), "short") is None
    began = time.monotonic()
    assert words("a " * MOST_WORDS, "b " * MOST_WORDS) is not None
    assert words("again " * 400, "again and again " * 130) is None
    text = " ".join(f"word{number % 40}" for number in range(480))
    assert words(text, text + " and the end") is not None
    assert time.monotonic() - began < 1.0


def test_fields() -> None:
    right = "law: Norway\ncap: 100\ndays: 30"
    found = fields(
        right,
        {
            "teacher": right,
            "base": "The law is hard to say.",
            "student": "law: norway\ncap: 200\nextra: 1",
        },
    )
    assert found is not None
    assert [row.name for row in found] == ["law", "cap", "days", "extra"]
    wrong = {row.name: [m for m in ("teacher", "base", "student") if row.wrong(m)] for row in found}
    assert wrong == {
        "law": ["base"],
        "cap": ["base", "student"],
        "days": ["base", "student"],
        "extra": ["student"],
    }
    assert found[3].right is None
    assert "base" not in found[0].values


def test_free_text_has_no_fields() -> None:
    assert fields("It is final.", {"student": "a: 1"}) is None
    assert fields("", {}) is None
