"""Proves what the contract-clause sample project says about its prompts and responses."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "samples" / "contracts"
HELPERS = ("teacher", "wordings", "wordings_terms")
OPEN_FIELDS = ("party", "governing_law", "notice_days", "liability_cap")
Rows = list[dict[str, Any]]


def load_generator() -> ModuleType:
    """Import generate.py under a name of its own, leaving sys.path and sys.modules as they were."""
    spec = importlib.util.spec_from_file_location("contracts_generate", FOLDER / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    kept = {name: sys.modules.pop(name) for name in HELPERS if name in sys.modules}
    sys.modules[spec.name] = module
    sys.path.insert(0, str(FOLDER))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(FOLDER))
        for name in HELPERS:
            sys.modules.pop(name, None)
        sys.modules.update(kept)
    return module


GENERATOR = load_generator()
FIELDS: tuple[str, ...] = GENERATOR.FIELDS


def read(name: str) -> Rows:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def parse(answer: str) -> dict[str, str]:
    pairs = [line.split(": ", 1) for line in answer.split("\n")]
    assert [pair[0] for pair in pairs] == list(FIELDS)
    return dict(pairs)


@pytest.fixture(scope="module")
def prompts() -> Rows:
    return read("prompts.jsonl")


@pytest.fixture(scope="module")
def responses() -> Rows:
    return read("responses.jsonl")


@pytest.fixture(scope="module")
def examples() -> list[Any]:
    return list(GENERATOR.generate())


def golds(prompts: Rows, split: str) -> list[dict[str, str]]:
    return [parse(p["reference"]) for p in prompts if p["split"] == split]


def clauses(prompts: Rows, split: str) -> list[str]:
    return [p["messages"][1]["content"] for p in prompts if p["split"] == split]


def run(*arguments: str) -> int:
    command = [sys.executable, "-B", str(FOLDER / "generate.py"), *arguments]
    return subprocess.run(command, check=False, capture_output=True).returncode


def test_regeneration_is_byte_identical(tmp_path: Path) -> None:
    assert run("--check") == 0
    assert run("--out", str(tmp_path)) == 0
    for name in ("prompts.jsonl", "responses.jsonl"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def test_check_notices_a_changed_file(tmp_path: Path) -> None:
    assert run("--out", str(tmp_path)) == 0
    with (tmp_path / "prompts.jsonl").open("ab") as file:
        file.write(b"\n")
    assert run("--check", "--out", str(tmp_path)) == 1


def test_sizes_ids_and_tags(prompts: Rows) -> None:
    assert Counter(p["split"] for p in prompts) == {"train": 1000, "test": 150}
    assert [p["id"] for p in prompts] == [f"contract-{n:04d}" for n in range(1, 1151)]
    assert len({p["messages"][1]["content"] for p in prompts}) == 1150
    tagged = [p for p in prompts if p["tags"] == ["held-out-wording"]]
    assert len(tagged) == 75
    assert all(p["split"] == "test" for p in tagged)
    assert all(p["tags"] == [] for p in prompts if p not in tagged)


def test_gold_parses_and_is_normalised(prompts: Rows) -> None:
    subjects = set(GENERATOR.SUBJECTS)
    assert len(subjects) == 8
    for gold in golds(prompts, "train") + golds(prompts, "test"):
        assert gold["clause_type"] in subjects
        assert re.fullmatch(r"none|[1-9]\d{0,2}", gold["notice_days"])
        assert re.fullmatch(r"none|(EUR|USD|GBP|CHF) [1-9]\d{3,6}", gold["liability_cap"])
        assert gold["auto_renewal"] in ("yes", "no", "none")


def test_gold_values_are_in_the_clause(prompts: Rows) -> None:
    for prompt in prompts:
        clause, gold = prompt["messages"][1]["content"], parse(prompt["reference"])
        for name in OPEN_FIELDS:
            if gold[name] != "none":
                value = gold[name].split()[1] if name == "liability_cap" else gold[name]
                text = f"{int(value):,}" if name == "liability_cap" else value
                assert re.search(rf"(?<![\w,]){re.escape(text)}(?!\w|,\d)", clause), prompt["id"]


def test_training_has_many_values(prompts: Rows) -> None:
    for name, least in zip(OPEN_FIELDS, (120, 40, 40, 120), strict=True):
        assert len({gold[name] for gold in golds(prompts, "train")}) > least


def test_no_test_value_occurs_in_training(prompts: Rows) -> None:
    train, test = golds(prompts, "train"), golds(prompts, "test")
    text = "\n".join(clauses(prompts, "train"))
    for name in OPEN_FIELDS:
        values = {gold[name] for gold in test} - {"none"}
        assert not values & {gold[name] for gold in train}
        for value in values:
            if name == "liability_cap":
                value = f"{int(value.split()[1]):,}"
            elif name == "party":
                value = value.split()[0]
            assert not re.search(rf"(?<![\w,]){re.escape(value)}(?!\w|,\d)", text), value


def test_enough_wordings_per_facet() -> None:
    for facet, pools in GENERATOR.WORDINGS.items():
        assert len(set(pools[False])) >= 14, facet
        assert len(set(pools[True])) >= 5, facet
        assert not set(pools[False]) & set(pools[True]), facet


def test_held_out_wordings_are_not_in_training(examples: list[Any]) -> None:
    trained = {w for e in examples if e.split == "train" for w in e.wording_ids}
    tests = [e for e in examples if e.split == "test"]
    unseen = [e for e in tests if not trained & set(e.wording_ids)]
    assert len(unseen) * 3 >= len(tests)
    assert [e.id for e in unseen] == [e.id for e in tests if e.held_out]
    assert all("/held/" in w for e in unseen for w in e.wording_ids)


def runs_of_six(frame: str) -> set[tuple[str, ...]]:
    found = re.findall(r"[\w'{}-]+", frame.lower())
    return {tuple(found[at : at + 6]) for at in range(len(found) - 5)}


def test_held_out_sentences_share_no_six_words_with_training(examples: list[Any]) -> None:
    frames: dict[bool, set[str]] = {False: set(), True: set()}
    for example in examples:
        frames[example.held_out] |= {sentence.frame for sentence in example.sentences}
    trained = set().union(*map(runs_of_six, frames[False]))
    for frame in frames[True]:
        assert not runs_of_six(frame) & trained, frame


def test_clauses_are_well_written(prompts: Rows) -> None:
    texts = clauses(prompts, "train") + clauses(prompts, "test")
    for text in texts:
        assert not re.search(r"[{}\[\]|]|  |\.\.|,,| [.,]|,\.", text), text
        assert not re.search(r"\ba [aeio]|\ban [^aeiouh]|\b(\w+) \1\b", text, re.IGNORECASE), text
        assert text.endswith(".")
        assert len(text.split()) <= 85
        assert all(part[0].isupper() or not part[0].isalpha() for part in text.split(". "))
    assert 40 <= sum(len(text.split()) for text in texts) / len(texts) <= 80


def test_a_constant_answer_scores_low(prompts: Rows) -> None:
    for split in ("train", "test"):
        values = golds(prompts, split)
        commonest = [Counter(v[f] for v in values).most_common(1)[0][1] for f in FIELDS]
        assert sum(commonest) / (len(values) * len(FIELDS)) <= 0.40
        filled = sum(value != "none" for gold in values for value in gold.values())
        assert filled / (len(values) * len(FIELDS)) >= 0.5


def answer_of(row: dict[str, Any]) -> str:
    content = row["messages"][2]["content"]
    assert isinstance(content, str)
    return content


def is_exact(answer: str) -> bool:
    return [line.partition(": ")[0] for line in answer.split("\n")] == list(FIELDS)


def test_teacher_accuracy(prompts: Rows, responses: Rows) -> None:
    known = {p["id"]: p for p in prompts}
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in responses:
        prompt = known[row["id"]]
        assert row["messages"][:2] == prompt["messages"]
        if row["finish_reason"] == "stop" and is_exact(answer_of(row)):
            gold, given = parse(prompt["reference"]), parse(answer_of(row))
            total[prompt["split"]] += len(FIELDS)
            right[prompt["split"]] += sum(gold[f] == given[f] for f in FIELDS)
    assert total["test"] == 150 * len(FIELDS)
    for split in ("train", "test"):
        assert 0.94 <= right[split] / total[split] <= 0.985


def test_flaw_counts(prompts: Rows, responses: Rows) -> None:
    lines = (FOLDER / "responses.jsonl").read_text("utf-8").splitlines()
    repeated = [line for line, count in Counter(lines).items() if count > 1]
    assert len(repeated) == 12
    assert len(lines) == len(set(lines)) + 12
    single = {row["id"]: row for row in responses}
    assert len(single) == len(set(lines))
    missing = {p["id"] for p in prompts} - single.keys()
    cut = {key for key, row in single.items() if row["finish_reason"] == "length"}
    empty = {key for key, row in single.items() if answer_of(row) == ""}
    long = {key for key, row in single.items() if len(answer_of(row).split()) > 200}
    odd = {key for key, row in single.items() if not is_exact(answer_of(row))}
    refused = odd - cut - empty - long
    counts = [len(found) for found in (missing, cut, empty, long, refused)]
    assert counts == [4, 6, 3, 2, 6]
    assert len({answer_of(single[key]) for key in refused}) == 6
    flawed = missing | cut | empty | long | refused | {json.loads(line)["id"] for line in repeated}
    assert len(flawed) == 4 + 6 + 3 + 2 + 6 + 12
    assert max(flawed) <= "contract-1000"
    for key in cut:
        gold_lines = answer_of(single[key]).split("\n")
        assert 2 < len(gold_lines) < len(FIELDS)
