"""Every schema is understood row by row; what cannot be used is rejected with a reason."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.collect import records
from app.collect.records import Record, RejectedRow, record
from app.domain import FinishReason, Message, Role, Split

SYSTEM = Message(Role.SYSTEM, "Be brief.")
ASKED = Message(Role.USER, "Name the party.")
EARLIER = (Message(Role.USER, "Hello"), Message(Role.ASSISTANT, "Hi"))


def usable(row: Any) -> Record:
    found = record(row, 1, "rows.jsonl")
    assert isinstance(found, Record), found
    return found


def reason(row: Any) -> str:
    found = record(row, 7)
    assert isinstance(found, RejectedRow)
    assert found.line == 7
    assert found.reason.endswith(".")
    return found.reason


def turns(record: Record) -> tuple[Message, ...]:
    assert record.prompt is not None
    return record.prompt.messages


@pytest.mark.parametrize(
    ("row", "schema", "messages"),
    [
        (
            {
                "messages": [
                    {"role": "system", "content": "Be brief."},
                    {"role": "user", "content": "Name the party."},
                    {"role": "assistant", "content": "Acme"},
                ]
            },
            records.OPENAI,
            (SYSTEM, ASKED),
        ),
        (
            [
                {"role": "user", "content": "Name the party."},
                {"role": "assistant", "content": "Acme"},
            ],
            records.OPENAI,
            (ASKED,),
        ),
        (
            {
                "messages": [{"role": "user", "content": "Name the party."}],
                "choices": [{"message": {"role": "assistant", "content": "Acme"}}],
            },
            records.OPENAI,
            (ASKED,),
        ),
        (
            {"instruction": "Name the party.", "input": "", "output": "Acme"},
            records.ALPACA,
            (ASKED,),
        ),
        (
            {
                "instruction": "Name the party.",
                "input": "Acme sells.",
                "output": "Acme",
                "system": "Be brief.",
                "history": [["Hello", "Hi"]],
            },
            records.ALPACA,
            (SYSTEM, *EARLIER, Message(Role.USER, "Name the party.\n\nAcme sells.")),
        ),
        (
            {
                "conversations": [
                    {"from": "system", "value": "Be brief."},
                    {"from": "human", "value": "Hello"},
                    {"from": "gpt", "value": "Hi"},
                    {"from": "human", "value": "Name the party."},
                    {"from": "gpt", "value": "Acme"},
                ]
            },
            records.SHAREGPT,
            (SYSTEM, *EARLIER, ASKED),
        ),
        (
            {"system": "Be brief.", "prompt": "Name the party.", "completion": "Acme"},
            records.PROMPT_COMPLETION,
            (SYSTEM, ASKED),
        ),
        (
            {"question": "Name the party.", "answer": "Acme"},
            records.PROMPT_COMPLETION,
            (ASKED,),
        ),
        (
            {
                "prompt": [{"role": "user", "content": "Name the party."}],
                "completion": [{"role": "assistant", "content": "Acme"}],
            },
            records.PROMPT_COMPLETION,
            (ASKED,),
        ),
        (
            {
                "prompt": [
                    {"role": "user", "content": [{"type": "text", "text": "Name the "}, "party."]}
                ],
                "response": "Acme",
            },
            records.PROMPT_COMPLETION,
            (ASKED,),
        ),
    ],
)
def test_schemas(row: Any, schema: str, messages: tuple[Message, ...]) -> None:
    found = usable(row)
    assert found.schema == schema
    assert turns(found) == messages
    assert found.response == "Acme"
    assert found.error is None


def test_optional_fields() -> None:
    found = usable(
        {
            "id": 12,
            "prompt": "Name the party.",
            "response": "Acme",
            "reference": " Acme Ltd\n",
            "split": "Valid",
            "tags": ["a", "b", "a"],
            "model": "teacher-70b",
            "finish_reason": "max_tokens",
        }
    )
    assert found.prompt is not None
    assert (found.key, found.prompt.key, found.prompt.reference) == ("12", "12", " Acme Ltd\n")
    assert (found.prompt.split, found.prompt.tags) == (Split.VALIDATION, ("a", "b"))
    assert (found.model, found.finish_reason) == ("teacher-70b", FinishReason.LENGTH)
    assert found.prompt.source == "rows.jsonl"


def test_openai_batch_answers_by_id() -> None:
    found = usable(
        {
            "id": "batch_req_1",
            "custom_id": "row-3",
            "response": {
                "status_code": 200,
                "body": {
                    "model": "gpt",
                    "choices": [{"message": {"content": "Acme"}, "finish_reason": "length"}],
                },
            },
            "error": None,
        }
    )
    assert (found.prompt, found.key, found.response) == (None, "row-3", "Acme")
    assert (found.model, found.finish_reason) == ("gpt", FinishReason.LENGTH)


def test_openai_batch_failure_and_request() -> None:
    failed = usable(
        {
            "custom_id": "row-3",
            "response": {"status_code": 429, "body": {"error": {"message": "slow down"}}},
        }
    )
    assert (failed.response, failed.error) == (None, "slow down")
    asked = usable(
        {"custom_id": "x", "body": {"messages": [{"role": "user", "content": "Name the party."}]}}
    )
    assert turns(asked) == (ASKED,)
    assert asked.response is None


def test_empty_text_is_kept_and_null_is_no_text() -> None:
    assert usable({"prompt": "x", "response": ""}).response == ""
    assert usable({"prompt": "x", "response": None}).response is None
    assert usable({"prompt": "x", "response": "gone", "error": "HTTP 500"}).error == "HTTP 500"
    assert usable({"prompt": "x", "response": "gone", "error": "HTTP 500"}).response is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (5, "a number"),
        ("text", "text"),
        (None, "missing"),
        ({}, "no prompt"),
        ({"foo": 1}, "'foo'"),
        ({"prompt": " \n"}, "empty"),
        ({"prompt": 5}, "a number"),
        ({"messages": []}, "not a list of turns"),
        ({"messages": "hello"}, "not a list of turns"),
        ({"messages": [{"role": "assistant", "content": "x"}]}, "no turn by a user"),
        ({"messages": [{"role": "system", "content": "x"}]}, "system"),
        ({"messages": [{"role": "tool", "content": "x"}]}, "'tool'"),
        ({"messages": [{"role": ["user"], "content": "x"}]}, "Turn 1"),
        ({"messages": ["hello"]}, "Turn 1"),
        ({"messages": [{"role": "user", "content": None}]}, "missing"),
        (
            {"messages": [{"role": "assistant", "content": None, "tool_calls": [{}]}]},
            "calls a tool",
        ),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}]},
            "image_url",
        ),
        (
            {
                "messages": [
                    {"role": "user", "content": "x"},
                    {"role": "assistant", "content": "y"},
                    {"role": "assistant", "content": "z"},
                ]
            },
            "assistant",
        ),
        (
            {
                "messages": [
                    {"role": "user", "content": "x"},
                    {"role": "assistant", "content": "y"},
                ],
                "response": "z",
            },
            "two answers",
        ),
        ({"prompt": "x", "response": 4}, "a number"),
        ({"prompt": "x", "split": "dessert"}, "'dessert'"),
        ({"prompt": "x", "tags": {"a": 1}}, "tags"),
        ({"prompt": "x", "id": [1]}, "id"),
        ({"prompt": "x\0y"}, "NUL"),
        ({"prompt": "x \ud800"}, "surrogate"),
        ({"prompt": "x", "response": "\udfff"}, "surrogate"),
        ({"prompt": "x", "tags": ["\udfff"]}, "surrogate"),
        ({"instruction": "x", "history": [["only one"]]}, "history"),
        ({"id": "a-1", "note": "no answer"}, "no prompt"),
    ],
)
def test_rejections_say_why(row: Any, words: str) -> None:
    assert words in reason(row)


def test_rename_takes_the_named_columns_and_no_others() -> None:
    row = {"prompt": "wrong", "Frage": "right", "gold": "G", "reference": "old", "n": 1}
    renamed = records.rename(row, {"prompt": "Frage", "reference": "gold"})
    assert renamed == {"prompt": "right", "reference": "G", "n": 1}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *sorted(records.KNOWN),
                    "role",
                    "content",
                    "from",
                    "value",
                    "type",
                    "text",
                    "message",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_any_json_is_used_or_rejected(value: Any) -> None:
    found = record(value, 1)
    assert isinstance(found, Record | RejectedRow)
    if isinstance(found, Record) and found.prompt is not None:
        assert found.prompt.messages[-1].role is Role.USER
        assert found.prompt.hash
