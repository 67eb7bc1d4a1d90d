"""Strings that tell tokenizers apart, for proving that two of them agree."""

from __future__ import annotations

import random

_WORDS = """
clause liability notice governing law Zürich naïve coöperate Straße façade Ελλάδα Москва 東京
한국어 العربية עברית हिन्दी ไทย don't they'll I'd WE'RE camelCase snake_case kebab-case e.g. U.S.
3.14 1,000,000 00123 2026-11-24 12:34:56 +49-30-1234 €250,000 £5 $1.50 50% §4 No.7 x=y+1 a->b
{'k': [1,2]} <tag/> https://example.com/a?b=c me@example.com #42 ½ ² ① ﬁ … — “quoted” 'single'
👍 👩\u200d👩\u200d👧 🇩🇪 e\u0301 \u00ad zero\u200bwidth \ufeff ABC123def 0x1F 1e-9 ten thirty_(30)
"""
_GAPS = (" ", " ", " ", "  ", "\n", "\n\n", "\t", " \n ", "", "   ", "\r\n", ", ", ". ", ": ")
_FIXED = (
    " ", "\n", "a", " a", "a ", "\n\n\n", "\t\t", "  leading", "trailing  ", "1", "12", "123",
    "1234", "12345678901", " 1", " 12", "a1b2", "'s", "'S", "!!!", "?!", " !", "\u3000", "\ufeff",
    "<|im_end|>", "<|endoftext|>", "<s>", "</s>", "<bos>", "[INST]", "<|user|>", "<unk>",
    "clause_type: termination\nnotice_days: 30\n", "EUR 250000", "none", "yes\nno",
)  # fmt: skip


def strings(count: int = 240, seed: int = 7) -> list[str]:
    """``count`` strings (at least those that are fixed): scripts, numbers, gaps, control texts."""
    source = random.Random(seed)
    found = list(_FIXED)
    words = _WORDS.split()
    while len(found) < count:
        parts = [source.choice(words) + source.choice(_GAPS) for _ in range(source.randint(1, 12))]
        found.append("".join(parts))
    return found
