"""One decoded row of a file, whatever its schema, to a prompt with its recorded response."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain import FinishReason, Message, Messages, NewPrompt, Role, Split

OPENAI = "openai-messages"
OPENAI_BATCH = "openai-batch"
ALPACA = "alpaca"
SHAREGPT = "sharegpt"
PROMPT_COMPLETION = "prompt-completion"
BY_ID = "response-by-id"

ALIASES: dict[str, tuple[str, ...]] = {
    "prompt": ("prompt", "question", "query", "user_prompt", "input"),
    "response": ("response", "completion", "output", "answer"),
    "system": ("system", "system_prompt"),
    "reference": ("reference", "reference_answer", "gold"),
    "id": ("custom_id", "id", "key"),
    "split": ("split",),
    "tags": ("tags",),
    "model": ("model",),
    "finish_reason": ("finish_reason", "stop_reason"),
}
"""Our fields and the names they go by in files, the most telling first."""

_WHOLE = ("messages", "conversations", "instruction", "context", "history", "choices", "body")
KNOWN = frozenset(name for names in ALIASES.values() for name in names) | {*_WHOLE, "error"}

_ROLES = {
    "system": Role.SYSTEM, "developer": Role.SYSTEM,
    "user": Role.USER, "human": Role.USER,
    "assistant": Role.ASSISTANT, "gpt": Role.ASSISTANT, "chatgpt": Role.ASSISTANT,
    "bot": Role.ASSISTANT, "model": Role.ASSISTANT,
}  # fmt: skip
_SPLITS = {
    "train": Split.TRAIN, "training": Split.TRAIN,
    "validation": Split.VALIDATION, "valid": Split.VALIDATION,
    "val": Split.VALIDATION, "dev": Split.VALIDATION,
    "test": Split.TEST,
}  # fmt: skip
_FINISH = {
    "stop": FinishReason.STOP, "end_turn": FinishReason.STOP, "stop_sequence": FinishReason.STOP,
    "eos": FinishReason.STOP, "eos_token": FinishReason.STOP,
    "length": FinishReason.LENGTH, "max_tokens": FinishReason.LENGTH,
    "max_output_tokens": FinishReason.LENGTH, "model_length": FinishReason.LENGTH,
    "content_filter": FinishReason.FILTER, "filter": FinishReason.FILTER,
    "safety": FinishReason.FILTER, "refusal": FinishReason.FILTER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was left out. ``line`` is its line, or its number in a JSON array."""

    line: int
    reason: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A usable row. ``prompt`` is None where the row answers a prompt that it only names by key.

    ``response`` is the recorded text ("" where an empty text was recorded); ``error`` is set
    instead where the recording says that the request failed.
    """

    schema: str
    line: int
    prompt: NewPrompt | None
    key: str
    response: str | None = None
    error: str | None = None
    finish_reason: FinishReason = FinishReason.UNKNOWN
    model: str = ""


class _Reject(Exception):
    """Why a row cannot be used; never leaves this module."""


@dataclass(frozen=True, slots=True)
class _Body:
    """What a schema says about the turns, before the fields that all schemas share."""

    schema: str
    turns: tuple[Message, ...]
    response: str | None = None
    error: str | None = None
    finish_reason: Any = None
    model: Any = None


def rename(row: Mapping[str, Any], mapping: Mapping[str, str]) -> dict[str, Any]:
    """The row with the mapped columns under our names, and nothing else under those names."""
    hidden = set(mapping.values())
    for name in mapping:
        hidden.update(ALIASES[name])
    if "prompt" in mapping:
        hidden.update(_WHOLE)
    renamed = {name: value for name, value in row.items() if name not in hidden}
    renamed.update({name: row[column] for name, column in mapping.items() if column in row})
    return renamed


def record(row: object, line: int, source: str = "") -> Record | RejectedRow:
    """Understand one row, or say why it cannot be used. Never raises on anything JSON can hold."""
    try:
        return _record(row, line, source)
    except _Reject as reject:
        return RejectedRow(line, str(reject))
    except RecursionError:
        return RejectedRow(line, "The row is nested too deeply.")


def _record(row: object, line: int, source: str) -> Record:
    if isinstance(row, list):  # a bare list of turns
        row = {"messages": row}
    if not isinstance(row, dict):
        raise _Reject(f"The row is {_kind(row)}, not a JSON object.")
    body = _body(row)
    key = _label(row, "id")
    error = _error(row) or body.error
    model = _label(row, "model") or _text_or_blank(body.model)
    finish = _first(row, "finish_reason")
    finish = body.finish_reason if finish in (None, "") else finish
    reference = _label(row, "reference", keep_space=True) or None
    tags = _tags(row.get("tags"))
    response = None if error else body.response
    _check_storable(
        (
            *(turn.content for turn in body.turns),
            *(response or "", error or "", key, model, reference or "", *tags),
        )
    )
    prompt = None
    if body.turns:
        _check_prompt(body.turns)
        prompt = NewPrompt(body.turns, key, reference, _split(row.get("split")), tags, source)
    elif not key or (response is None and error is None):
        raise _Reject(f"There is no prompt in this row; it has {_names(row)}.")
    return Record(
        body.schema if body.turns or body.schema == OPENAI_BATCH else BY_ID,
        line,
        prompt,
        key,
        response,
        error,
        _FINISH.get(str(finish).lower(), FinishReason.UNKNOWN),
        model,
    )


def _body(row: Mapping[str, Any]) -> _Body:
    nested = row.get("response")
    if isinstance(nested, dict) and "body" in nested:
        return _batch_output(nested)
    if isinstance(row.get("body"), dict) and "messages" in row["body"]:
        request = row["body"]
        return _Body(OPENAI_BATCH, _turns(request["messages"]), model=request.get("model"))
    if row.get("messages") is not None:
        return _conversation(OPENAI, row, row["messages"])
    if row.get("conversations") is not None:
        return _conversation(SHAREGPT, row, row["conversations"])
    if row.get("instruction") not in (None, ""):
        return _alpaca(row)
    prompt = _first(row, "prompt")
    if isinstance(prompt, list):
        return _conversation(PROMPT_COMPLETION, row, prompt)
    answer = _answer(row)
    turns: Messages = ()
    if prompt is not None:
        turns = (*_system(row), Message(Role.USER, _text(prompt, "The prompt")))
    return _Body(PROMPT_COMPLETION, turns, answer.response, None, answer.finish_reason)


def _batch_output(response: Mapping[str, Any]) -> _Body:
    """The "response" of an OpenAI batch: a status and the body that the endpoint sent."""
    body = response["body"] if isinstance(response["body"], dict) else {}
    status = response.get("status_code")
    failure = _error(body)
    if failure or (isinstance(status, int) and status >= 400):
        return _Body(OPENAI_BATCH, (), error=failure or f"HTTP status {status}")
    answer = _answer(body)
    return _Body(OPENAI_BATCH, (), answer.response, None, answer.finish_reason, body.get("model"))


def _conversation(schema: str, row: Mapping[str, Any], value: object) -> _Body:
    """Turns whose last one by the assistant, when it ends them, is the response."""
    turns = _turns(value)
    if not any(turn.role is Role.SYSTEM for turn in turns):
        turns = (*_system(row), *turns)
    answer = _answer(row)
    response = answer.response
    if turns and turns[-1].role is Role.ASSISTANT:
        if response not in (None, turns[-1].content):
            raise _Reject("There are two answers: the last turn and a field of its own.")
        response, turns = turns[-1].content, turns[:-1]
    if not turns:
        raise _Reject("The conversation has no turn by a user.")
    return _Body(schema, turns, response, None, answer.finish_reason)


def _alpaca(row: Mapping[str, Any]) -> _Body:
    asked = _text(row["instruction"], "The instruction")
    extra = row.get("input") or row.get("context")
    if extra:
        asked += "\n\n" + _text(extra, "The input")
    earlier: list[Message] = []
    history = row.get("history") or []
    if not isinstance(history, list):
        raise _Reject(f"The history is {_kind(history)}, not a list of question and answer.")
    for pair in history:
        if not isinstance(pair, list) or len(pair) != 2:
            raise _Reject("The history is not a list of question and answer.")
        earlier.append(Message(Role.USER, _text(pair[0], "A question in the history")))
        earlier.append(Message(Role.ASSISTANT, _text(pair[1], "An answer in the history")))
    # "input" belongs to the prompt here, so it is the only name that must not mean a response.
    answer = _answer(row)
    turns = (*_system(row), *earlier, Message(Role.USER, asked))
    return _Body(ALPACA, turns, answer.response, None, answer.finish_reason)


@dataclass(frozen=True, slots=True)
class _Answer:
    response: str | None
    finish_reason: Any = None


def _answer(row: Mapping[str, Any]) -> _Answer:
    """The response beside a prompt: a field of its own, or the first of OpenAI's choices."""
    choices = row.get("choices")
    if isinstance(choices, list) and choices and isinstance(choices[0], dict):
        first = choices[0]
        message = first.get("message")
        value = message.get("content") if isinstance(message, dict) else first.get("text")
        finish = first.get("finish_reason")
        return _Answer(None if value is None else _text(value, "The response"), finish)
    for name in ALIASES["response"]:
        value = row.get(name)
        if value is None:
            continue
        if isinstance(value, list):  # the answer as turns, as in {"completion": [{"role": …}]}
            turns = _turns(value)
            if len(turns) == 1 and turns[0].role is Role.ASSISTANT:
                return _Answer(turns[0].content)
        return _Answer(_text(value, f"The {name}"))
    return _Answer(None)


def _turns(value: object) -> Messages:
    if not isinstance(value, list) or not value:
        raise _Reject(f"The conversation is {_kind(value)}, not a list of turns.")
    return tuple(_turn(turn, number) for number, turn in enumerate(value, 1))


def _turn(turn: object, number: int) -> Message:
    if not isinstance(turn, dict):
        raise _Reject(f"Turn {number} is {_kind(turn)}, not an object with role and content.")
    speaker = turn["from"] if "from" in turn else turn.get("role")
    role = _ROLES.get(speaker.lower()) if isinstance(speaker, str) else None
    if role is None:
        raise _Reject(
            f"Turn {number} is spoken by {_shown(speaker)}; only system, user and assistant "
            "can be used."
        )
    content = turn["value"] if "value" in turn else turn.get("content")
    if content is None and turn.get("tool_calls"):
        raise _Reject(f"Turn {number} calls a tool and has no text.")
    return Message(role, _text(content, f"Turn {number}"))


def _text(value: object, what: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value:
        return "".join(_part(part, what) for part in value)
    raise _Reject(f"{what} is {_kind(value)}, not text.")


def _part(part: object, what: str) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, dict):
        if isinstance(part.get("text"), str) and part.get("type", "text") in (
            "text", "input_text", "output_text",
        ):  # fmt: skip
            return str(part["text"])
        raise _Reject(f"{what} has a part of type {_shown(part.get('type'))}; only text is used.")
    raise _Reject(f"{what} has a part that is {_kind(part)}, not text.")


def _system(row: Mapping[str, Any]) -> Messages:
    value = _first(row, "system")
    return (Message(Role.SYSTEM, _text(value, "The system prompt")),) if value else ()


def _check_prompt(turns: Messages) -> None:
    if turns[-1].role is not Role.USER:
        raise _Reject(
            f"The prompt ends with a turn by the {turns[-1].role}; it must end with the user's."
        )
    if not turns[-1].content.strip():
        raise _Reject("The prompt is empty.")


def _check_storable(texts: Iterable[str]) -> None:
    """SQLite keeps text as UTF-8: half a surrogate pair cannot be stored, a NUL ends the text."""
    for text in texts:
        if "\0" in text:
            raise _Reject("A text in this row holds a NUL character.")
        if not text.isascii():
            try:
                text.encode("utf-8")
            except UnicodeEncodeError:
                raise _Reject(
                    "A text in this row holds half of a character (a lone surrogate)."
                ) from None


def _error(row: Mapping[str, Any]) -> str:
    value = row.get("error")
    if isinstance(value, dict):
        value = value.get("message") or value.get("code") or str(value)
    return value.strip() if isinstance(value, str) else str(value) if value else ""


def _first(row: Mapping[str, Any], field: str) -> Any:
    for name in ALIASES[field]:
        if row.get(name) is not None:
            return row[name]
    return None


def _label(row: Mapping[str, Any], field: str, *, keep_space: bool = False) -> str:
    value = _first(row, field)
    if isinstance(value, str):
        return value if keep_space and value.strip() else value.strip()
    if value is None:
        return ""
    if isinstance(value, int | float):
        return _number(value)
    raise _Reject(f"The {field.replace('_', ' ')} is {_kind(value)}, not text.")


def _number(value: float) -> str:
    try:
        return str(value)
    except ValueError:  # Python refuses to print integers of more than 4,300 digits
        raise _Reject("A number in this row is too long.") from None


def _text_or_blank(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _split(value: object) -> Split | None:
    if value in (None, ""):
        return None
    found = _SPLITS.get(value.strip().lower()) if isinstance(value, str) else None
    if found is None:
        raise _Reject(f"The split {_shown(value)} is none of train, validation and test.")
    return found


def _tags(value: object) -> tuple[str, ...]:
    if value in (None, ""):
        return ()
    if isinstance(value, str):
        value = value.replace(";", ",").replace("|", ",").split(",")
    if not isinstance(value, list) or not all(isinstance(tag, str | int) for tag in value):
        raise _Reject("The tags are not a list of texts.")
    tags = (_number(tag) if isinstance(tag, int) else tag.strip() for tag in value)
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _kind(value: object) -> str:
    if value is None:
        return "missing"
    if isinstance(value, bool | int | float):
        return "a number" if not isinstance(value, bool) else "true or false"
    if isinstance(value, str):
        return "text" if value else "empty"
    return "a list" if isinstance(value, list) else "an object"


def _shown(value: object) -> str:
    return repr(value[:40]) if isinstance(value, str) else _kind(value)


def _names(row: Mapping[str, Any]) -> str:
    names = [repr(name[:40]) for name in row if name][:8]
    return ", ".join(names) + (" …" if len(row) > len(names) else "") if names else "no fields"
