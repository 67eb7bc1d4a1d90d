"""Writes the contract-clause sample project: its prompts and its recorded teacher responses."""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

# As a script, this file finds its helpers beside itself; type checkers look from the root.
if TYPE_CHECKING:
    from resources.samples.contracts.teacher import record
    from resources.samples.contracts.wordings import SUBJECTS
    from resources.samples.contracts.wordings_terms import TERMS
else:
    from teacher import record
    from wordings import SUBJECTS
    from wordings_terms import TERMS

HERE = Path(__file__).resolve().parent


def words(text: str) -> list[str]:
    """The items of a word list: words, or phrases set apart by bars and line ends."""
    return text.replace("\n", "|").split("|") if "|" in text else text.split()


SEED = 20260114
TRAIN_COUNT, TEST_COUNT = 1000, 150
FIELDS = (
    "clause_type", "party", "governing_law", "notice_days", "liability_cap", "auto_renewal",
)  # fmt: skip
SYSTEM = (
    "Read the contract clause and answer with exactly these lines: " + ", ".join(FIELDS) + ". "
    "Write none where the clause does not say."
)
HELD_OUT_TAG = "held-out-wording"
MAX_WORDS = 85

LAWS_TRAIN = """Denmark|Sweden|Norway|Finland|Iceland|Germany|Austria|Switzerland|France|Belgium
Spain|Italy|Greece|Poland|Hungary|Romania|Bulgaria|Croatia|Slovakia|Estonia|Lithuania|Ireland
Scotland|England and Wales|Malta|Cyprus|Turkey|Israel|Egypt|Morocco|Kenya|Ghana|Nigeria|Zambia
South Africa|Japan|South Korea|India|Malaysia|Thailand|Vietnam|Indonesia|Australia|Canada|Mexico
Brazil|Argentina|Chile|Uruguay|New York|Delaware|California|Texas|Florida|Illinois|Ohio|Nevada
Massachusetts|Michigan|Oregon|Arizona|Colorado|Minnesota|Pennsylvania|South Carolina|Ontario
Alberta|Manitoba|Victoria|Queensland|Armenia|Paraguay|Uganda|Rwanda|Monaco|Andorra|Jersey
Hong Kong|Jordan|Kuwait|Qatar|Pakistan|Nepal|Mongolia|Fiji|Jamaica|Barbados|Panama|Honduras"""
LAWS_TEST = """Portugal|Slovenia|Latvia|Luxembourg|Serbia|Tunisia|Tanzania|Namibia|Singapore|Taiwan
New Zealand|Peru|Colombia|New Jersey|Georgia|Wisconsin|North Carolina|Quebec|Tasmania|Guernsey
Liechtenstein|Albania|Costa Rica|Bermuda"""

STARTS = words("""Hal Bri Tor Kes Mar Nor Vel Dun Ash Cor Fen Gra Lin Mor Os Pel Quin Rav Sel Tam Ul
Var Wes Yar Zan Bel Car Dor El Far Gil Hol Ing Jar Kel Lun""")
ENDS = words("""den wick ford ridge mere ova holm stead by ton berg dale well vik mond lund field
brook gate more via tex nor sund""")
TRADES = words("""Optics Shipping Foods Systems Textiles Energy Robotics Paper Logistics Software
Glass Steel Timber Farms Labs Media Tools Motors Chemicals Design Packaging Pharma Mining
Devices""")
FORMS = words("GmbH Ltd LLC AS AB BV SA Oy plc Inc")

DAYS_TEST = (12, 18, 24, 28, 35, 42, 48, 55, 64, 75, 84, 95, 110, 150)
DAYS_TRAIN = tuple(
    n for n in (*range(5, 100), 100, 105, 115, 120, 125, 130, 135, 140, 160, 180)
    if n not in DAYS_TEST
)  # fmt: skip
AMOUNTS = (
    *range(5_000, 1_000_000, 5_000),
    *range(12_500, 100_000, 10_000),
    *range(1_000_000, 5_000_000, 100_000),
)
CURRENCIES = {
    "EUR": ("EUR {}", "€{}", "{} euros"),
    "USD": ("USD {}", "US${}", "{} US dollars"),
    "GBP": ("GBP {}", "£{}", "{} pounds sterling"),
    "CHF": ("CHF {}", "SFr {}", "{} Swiss francs"),
}
CLIENTS = ("the Client", "the Customer", "the Principal", "the Buyer")
CONTRACTS = ("this Agreement", "this Contract", "the Agreement", "the Contract")
OPENERS = {
    False: ("furthermore, ", "in addition, ", "moreover, ", "for clarity, "),
    True: ("also, ", "likewise, ", "what is more, "),
}
SIDE_TERMS = ("law", "notice", "cap", "renew")
ONES = words("""zero one two three four five six seven eight nine ten eleven twelve thirteen
fourteen fifteen sixteen seventeen eighteen nineteen""")
TENS = words("x x twenty thirty forty fifty sixty seventy eighty ninety")


@dataclass
class Sentence:
    """One sentence of a clause: its wording's id, its text with slots, and its final text."""

    wording: str
    frame: str
    text: str = ""


@dataclass
class Example:
    """One prompt with its gold answer and the sentences that it was made from."""

    id: str
    split: str
    held_out: bool
    sentences: list[Sentence]
    gold: dict[str, str]
    clause: str
    distractors: dict[str, str] = field(default_factory=dict)

    @property
    def wording_ids(self) -> list[str]:
        """The ids of the wordings used; an id that has "/held/" in it is never used in training."""
        return [sentence.wording for sentence in self.sentences]

    def messages(self) -> list[dict[str, str]]:
        """The prompt in chat form."""
        return [
            {"role": "system", "content": SYSTEM},
            {"role": "user", "content": self.clause},
        ]


def parse_wordings(blocks: dict[str, str]) -> dict[str, dict[bool, list[str]]]:
    """Per facet, the training wordings (False) and the held-out ones (True)."""
    parsed: dict[str, dict[bool, list[str]]] = {}
    for facet, block in blocks.items():
        lines = re.sub(r"\n {2}", " ", block).strip().split("\n")
        cut = lines.index("== held")
        parsed[facet] = {False: lines[:cut], True: lines[cut + 1 :]}
    return parsed


WORDINGS = parse_wordings({**SUBJECTS, **TERMS})


def number_words(number: int) -> str:
    """English words for 0 to 199."""
    if number >= 100:
        rest = number % 100
        return "one hundred" + (f" and {number_words(rest)}" if rest else "")
    if number < 20:
        return ONES[number]
    return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")


def format_answer(values: dict[str, str]) -> str:
    """The exact answer text for a full set of field values."""
    return "\n".join(f"{name}: {values[name]}" for name in FIELDS)


class Maker:
    """Makes the examples of one split from its own pools of values."""

    def __init__(self, test: bool) -> None:
        self.test = test
        self.rng = random.Random(f"{SEED}/{'test' if test else 'train'}")
        self.laws = words(LAWS_TEST if test else LAWS_TRAIN)
        self.days = DAYS_TEST if test else DAYS_TRAIN
        shared = random.Random(f"{SEED}/pools")
        self.amounts = self.part(shared, sorted(set(AMOUNTS)))
        stems = self.part(shared, [start + end for start in STARTS for end in ENDS])
        self.names = [
            f"{stem} {self.rng.choice(TRADES)} {self.rng.choice(FORMS)}" for stem in stems
        ]
        self.decks: dict[str, list[str]] = {}

    def part(self, shared: random.Random, pool: list[Any]) -> list[Any]:
        """This split's part of a pool: a fifth is kept for the test split."""
        shuffled = shared.sample(pool, len(pool))
        cut = len(pool) // 5
        return shuffled[:cut] if self.test else shuffled[cut:]

    def deal(self, deck: str, pool: list[str]) -> str:
        """The next item of a shuffled pool, so that every item is used about equally often."""
        if not self.decks.get(deck):
            self.decks[deck] = self.rng.sample(pool, len(pool))
        return self.decks[deck].pop()

    def sentence(self, facet: str, held: bool) -> Sentence:
        """A wording of the facet with its optional parts chosen and its slots still open."""
        pool = WORDINGS[facet][held]
        wording = self.deal(f"{facet}/{held}", pool)
        frame = re.sub(r"\[([^\]]*)\]", lambda m: self.rng.choice(m[1].split("|")), wording)
        kind = "held" if held else "train"
        return Sentence(f"{facet}/{kind}/{pool.index(wording) + 1:02d}", frame)

    def choose_facets(self) -> list[str]:
        count = self.rng.choices((1, 2, 3), (0.2, 0.45, 0.35))[0]
        chosen = self.rng.sample(SIDE_TERMS, count)
        return [
            self.rng.choices(("renew_yes", "renew_no"), (0.55, 0.45))[0] if f == "renew" else f
            for f in chosen
        ]

    def money(self) -> tuple[str, str]:
        """An amount as the text writes it and as the answer writes it."""
        currency = self.rng.choices(list(CURRENCIES), (0.35, 0.3, 0.2, 0.15))[0]
        amount = self.rng.choice(self.amounts)
        return self.rng.choice(CURRENCIES[currency]).format(f"{amount:,}"), f"{currency} {amount}"

    def values(self) -> tuple[dict[str, str], dict[str, str]]:
        """One value per slot: as written in the text, and in its normal form."""
        law, place = self.rng.sample(self.laws, 2)
        numbers = self.rng.sample(self.days, 2)
        written, normal = {"L": law, "Y": place}, {"L": law, "Y": place}
        for slot, number in zip("dx", numbers, strict=True):
            digits = str(number)
            spelled = self.rng.random() < 0.3
            written[slot] = f"{number_words(number)} ({digits})" if spelled else digits
            normal[slot] = digits
        written["C"], normal["C"] = self.money()
        written["M"], normal["M"] = self.money()
        while normal["M"].split()[1] == normal["C"].split()[1]:
            written["M"], normal["M"] = self.money()
        written["P"] = normal["P"] = self.deal("names", self.names)
        written["O"] = self.rng.choice(CLIENTS)
        written["K"] = self.rng.choice(CONTRACTS)
        return written, normal

    def example(self, number: int, subject: str, held: bool) -> Example | None:
        """One example, or None where the draw came out too long."""
        main = self.sentence(subject, held)
        others = [self.sentence(facet, held) for facet in self.choose_facets()]
        if self.rng.random() < (0.55 if len(others) < 3 else 0.15):
            options = [("x_days", "{x}"), ("x_place", "{Y}"), ("x_money", "{M}")]
            facet = self.rng.choice([f for f, slot in options if slot not in main.frame])
            others.append(self.sentence(facet, held))
        self.rng.shuffle(others)
        position = 0 if self.rng.random() < 0.5 else self.rng.randrange(len(others) + 1)
        sentences = [*others[:position], main, *others[position:]]
        written, normal = self.values()
        for place, sentence in enumerate(sentences):
            opened = place and self.rng.random() < 0.12
            opener = self.rng.choice(OPENERS[held]) if opened else ""
            text = opener + sentence.frame.format(**written)
            sentence.text = text[0].upper() + text[1:]
        clause = " ".join(sentence.text for sentence in sentences)
        if len(clause.split()) > MAX_WORDS:
            return None
        used = set(re.findall(r"\{(\w)\}", " ".join(s.frame for s in sentences)))
        renewal = [s.wording for s in sentences if s.wording.startswith("renew")]
        gold = {
            "clause_type": subject,
            "party": normal["P"] if "P" in used else "none",
            "governing_law": normal["L"] if "L" in used else "none",
            "notice_days": normal["d"] if "d" in used else "none",
            "liability_cap": normal["C"] if "C" in used else "none",
            "auto_renewal": renewal[0].split("/")[0][6:] if renewal else "none",
        }
        distractors = {slot: normal[slot] for slot in "xYM" if slot in used}
        split = "test" if self.test else "train"
        identity = f"contract-{number:04d}"
        return Example(identity, split, held, sentences, gold, clause, distractors)


def generate() -> list[Example]:
    """All examples, training first; held-out wordings are used in every second test prompt."""
    examples: list[Example] = []
    seen: set[str] = set()
    for test, count in ((False, TRAIN_COUNT), (True, TEST_COUNT)):
        maker = Maker(test)
        for index in range(count):
            subject = maker.deal("subjects", list(SUBJECTS))
            made: Example | None = None
            while made is None or made.clause in seen:
                made = maker.example(len(examples) + 1, subject, test and index % 2 == 1)
            seen.add(made.clause)
            examples.append(made)
    return examples


def prompt_row(example: Example) -> dict[str, Any]:
    """One line of prompts.jsonl."""
    return {
        "id": example.id,
        "messages": example.messages(),
        "reference": format_answer(example.gold),
        "split": example.split,
        "tags": [HELD_OUT_TAG] if example.held_out else [],
    }


def build() -> dict[str, bytes]:
    """The content of every generated file, by file name."""
    examples = generate()
    responses = record(
        [(e.id, e.split, e.messages(), e.gold, e.distractors) for e in examples], SEED
    )
    tables = {"prompts.jsonl": [prompt_row(e) for e in examples], "responses.jsonl": responses}
    return {
        name: "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
        for name, rows in tables.items()
    }


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or with --check compare them with what is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on differences")
    options = parser.parse_args(arguments)
    differing = []
    for name, content in build().items():
        path: Path = options.out / name
        if not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif not path.is_file() or path.read_bytes() != content:
            differing.append(name)
    for name in differing:
        sys.stderr.write(f"{name} differs from what generate.py writes\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
