"""Names of a format, and answers that keep to it or not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app import actions
from app.curate import answer_format, filters
from app.curate.answer_format import check_name, misfit
from app.curate.filters import CurationSettings
from app.domain import Choices, Completion, FinishReason, Message, Role
from app.errors import InputError

ASKED = (Message(Role.USER, "Which law?"),)
FIELDS = ("party", "governing law")


def answer(text: str, **other: Any) -> Completion:
    made = Completion(1, 1, 1, "1", text, None, FinishReason.STOP, "", "")
    return replace(made, **other)


@pytest.mark.parametrize(
    ("name", "taken", "label", "problem"),
    [
        ("", (), False, "at least one letter"),
        (" \t", (), True, "at least one letter"),
        ("x" * 41, (), False, "41 characters; at most 40"),
        ("x" * 100_000, (), True, "100,000 characters; at most 100"),
        ("a: b", (), False, "cannot be the name of a field"),
        ("2nd", (), False, "cannot be the name of a field"),
        ("Party", ("party",), False, "already"),
        ("**", (), True, "cannot be a label"),
        ("a\x07b", (), True, "cannot be printed"),
        ("one more", tuple(f"f{number}" for number in range(50)), False, "More than 50"),
    ],
)
def test_names_that_cannot_be(name: str, taken: tuple[str, ...], label: bool, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        check_name(name, taken, label=label)
    assert caught.value.hint


def test_names_that_can() -> None:
    assert check_name("  governing   law ") == "governing law"
    assert check_name("notice_days", ["party"]) == "notice_days"
    assert check_name("2: unclear", label=True) == "2: unclear"


def test_an_answer_with_all_fields_fits() -> None:
    assert misfit("Party: A\nGoverning Law: Norway", FIELDS) == ""
    assert misfit('{"party": "A", "governing law": null}', FIELDS) == ""
    assert misfit("party: A", FIELDS) == "The answer lacks the field 'governing law'."
    assert misfit("none", FIELDS) == "The answer lacks the fields 'party', 'governing law'."
    assert misfit("anything") == ""
    many = tuple(f"f{letter}" for letter in "abcdefgh")
    assert misfit("-", many).endswith("'fe' and others.")


def test_more_than_the_fields_is_noticed() -> None:
    assert not answer_format.has_more("party: A\ngoverning law: B", FIELDS)
    assert answer_format.has_more("Here you are!\nparty: A\ngoverning law: B", FIELDS)


@pytest.mark.parametrize("text", ["yes", " Yes.\n", "**Yes**", "“yes”"])
def test_a_label_fits(text: str) -> None:
    assert misfit(text, (), ("Yes", "No")) == ""


@pytest.mark.parametrize("text", ["maybe", "Yes, I think", "Yes\nNo", ""])
def test_no_label(text: str) -> None:
    assert misfit(text, (), ("Yes", "No")) == "The answer is none of the labels."


def test_the_rule_applies_only_with_a_format() -> None:
    plain = CurationSettings()
    assert filters.FORMAT not in filters.rules(plain, 1)
    assert filters.FORMAT not in plain.as_json()["rules"]
    settings = CurationSettings(fields=FIELDS)
    (verdict,) = filters.judge(ASKED, answer("party: A"), filters.rules(settings, 1))
    assert (verdict.rule, verdict.reason) == (
        "format",
        "The answer lacks the field 'governing law'.",
    )
    assert settings.as_json()["fields"] == list(FIELDS)
    off = CurationSettings(rules=(filters.REFUSAL,), fields=FIELDS)
    assert filters.judge(ASKED, answer("party: A"), filters.rules(off, 1)) == []


def test_the_choices_say_the_format() -> None:
    chosen = Choices(template="fields", fields=FIELDS)
    assert actions.curation(chosen).fields == FIELDS
    assert actions.curation(chosen).labels == ()
    labels = actions.curation(Choices(template="classify", fields=("Yes", "No")))
    assert (labels.fields, labels.labels) == ((), ("Yes", "No"))
    free = actions.curation(Choices(template="chat", fields=FIELDS))
    assert not free.applies(filters.FORMAT)
    without = actions.curation(replace(chosen, left_out_rules=("format",)))
    assert not without.applies(filters.FORMAT)
