"""Imitates a recorded teacher: mostly right, with typical mistakes and flaws to curate away."""

from __future__ import annotations

import random
from typing import Any

Prompt = tuple[str, str, list[dict[str, str]], dict[str, str], dict[str, str]]

MODEL = "recorded-teacher-70b"
FIRST_CREATED = 1767261600
SECONDS_APART = 7
MISSING, DUPLICATES, TRUNCATED, EMPTY, RAMBLING = 4, 12, 6, 3, 2
CONFUSED = {
    "confidentiality": "ownership",
    "ownership": "confidentiality",
    "warranty": "insurance",
    "insurance": "warranty",
    "payment": "audit",
    "audit": "payment",
    "assignment": "ownership",
    "force_majeure": "warranty",
}
REFUSALS = (
    "I'm sorry, but I can't help with legal advice. Please consult a qualified lawyer.",
    "I cannot analyse this contract clause, as that could be taken for legal advice.",
    "As an AI language model, I am not able to interpret contracts for you.",
    "Sorry, I'm unable to assist with this request. A solicitor can review the text with you.",
    "I can't provide an answer here because contract review needs a licensed professional.",
    "Unfortunately I must decline: I do not give opinions on binding agreements.",
)
RAMBLES = (
    "Let me think about this clause carefully before I give an answer.",
    "There are several ways in which a court could look at wording of this kind.",
    "On the one hand, the sentence seems clear enough when it is read on its own.",
    "On the other hand, clauses are never read on their own but in the light of the whole.",
    "It is worth recalling that parties often copy such language from older forms.",
    "A careful reader would want to see the schedules before saying anything final.",
    "Contract drafting has a long history, and habits differ from one office to the next.",
    "Some authors hold that the purpose of the deal should guide the reading.",
    "Others say that the plain meaning of the words must always come first.",
    "Both views have been defended with good arguments over the years.",
    "I should also mention that terms like these are frequently negotiated at the last minute.",
    "That can leave small gaps which only show up when something goes wrong.",
    "Coming back to the question, I would first list what is certain and what is not.",
    "Then I would compare the clause with the usual market practice.",
    "In summary, there is a lot to consider, and I have only scratched the surface.",
)


def mistaken(
    gold: dict[str, str], distractors: dict[str, str], rng: random.Random
) -> dict[str, str]:
    """The values that the teacher would answer: the gold ones with a few typical mistakes."""
    answer = dict(gold)
    if rng.random() < 0.03:
        answer["clause_type"] = CONFUSED[gold["clause_type"]]
    if gold["party"] != "none" and rng.random() < 0.02:
        answer["party"] = gold["party"].rsplit(" ", 1)[0]
    for name, slot, chance in (
        ("governing_law", "Y", 0.2),
        ("notice_days", "x", 0.2),
        ("liability_cap", "M", 0.15),
    ):
        present = gold[name] != "none"
        if slot in distractors and rng.random() < (chance / 3 if present else chance):
            answer[name] = distractors[slot]
        elif present and rng.random() < 0.03:
            answer[name] = "none"
    cap = gold["liability_cap"]
    if cap.endswith("000") and rng.random() < 0.04:
        answer["liability_cap"] = cap[:-3]
    if gold["auto_renewal"] != "none" and rng.random() < 0.07:
        answer["auto_renewal"] = "none" if rng.random() < 0.6 else "yes"
    return answer


def cut_short(answer: str, rng: random.Random) -> str:
    """The answer stopped inside one of its middle lines."""
    lines = answer.split("\n")
    keep = rng.randrange(2, len(lines) - 1)
    return "\n".join([*lines[:keep], lines[keep][: rng.randrange(3, len(lines[keep]) - 1)]])


def ramble(answer: str, rng: random.Random) -> str:
    """Several hundred words of musing, with the answer somewhere near the end."""
    paragraphs = [" ".join(rng.sample(RAMBLES, len(RAMBLES))) for _ in range(2)]
    return "\n\n".join([*paragraphs, "So I would say:\n" + answer, RAMBLES[-1]])


def record(prompts: list[Prompt], seed: int) -> list[dict[str, Any]]:
    """The rows of responses.jsonl; every flaw falls on a different training prompt."""
    rng = random.Random(f"{seed}/teacher")
    train = [index for index, prompt in enumerate(prompts) if prompt[1] == "train"]
    flawed = rng.sample(train, MISSING + DUPLICATES + len(REFUSALS) + TRUNCATED + EMPTY + RAMBLING)

    def take(count: int) -> list[int]:
        return [flawed.pop() for _ in range(count)]

    missing, doubled = set(take(MISSING)), set(take(DUPLICATES))
    refusals = dict(zip(take(len(REFUSALS)), REFUSALS, strict=True))
    truncated, empty, rambling = set(take(TRUNCATED)), set(take(EMPTY)), set(take(RAMBLING))
    rows: list[dict[str, Any]] = []
    repeats: list[dict[str, Any]] = []
    for index, (identity, _split, messages, gold, distractors) in enumerate(prompts):
        answer = "\n".join(
            f"{name}: {value}" for name, value in mistaken(gold, distractors, rng).items()
        )
        reason = "stop"
        if index in missing:
            continue
        if index in truncated:
            answer, reason = cut_short(answer, rng), "length"
        elif index in rambling:
            answer = ramble(answer, rng)
        elif index in empty:
            answer = ""
        answer = refusals.get(index, answer)
        row = {
            "id": identity,
            "messages": [*messages, {"role": "assistant", "content": answer}],
            "model": MODEL,
            "finish_reason": reason,
            "created": FIRST_CREATED + SECONDS_APART * index,
        }
        rows.append(row)
        if index in doubled:
            repeats.append(row)
    for row in repeats:
        place = rows.index(row) + 1 + rng.randrange(30)
        rows.insert(min(place, len(rows)), row)
    return rows
