"""From a conversation to token ids: the model's own template, and data that stays data.

Training, scoring, evaluation and chat all come through here, so the ids a student is trained on
are the ids it is asked with. Text typed by a user that looks like a control token
(``<|im_end|>``) is tokenized as the characters it is.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import jinja2
import jinja2.ext
import jinja2.sandbox

from app.domain import Message, Messages, Role
from app.errors import ModelError
from app.files import sha256_json

# Private-use characters mark where a message's text stands while a template is rendered.
_MARK = "\ue0f1{}\ue0f2"
_MARKS = re.compile("\ue0f1(\\d+)\ue0f2")


class TextTokenizer(Protocol):
    """What is needed of a tokenizer: with or without its control tokens."""

    def encode(self, text: str, *, control: bool) -> list[int]:
        """Token ids of ``text``; control tokens are recognized only where ``control`` is true."""
        ...


@dataclass(frozen=True, slots=True)
class ChatFormat:
    """A model's chat template with the token texts it refers to."""

    template: str
    bos_token: str
    eos_token: str
    control_tokens: frozenset[str]

    @property
    def hash(self) -> str:
        """Identity of the format: another template means other training targets."""
        return sha256_json([self.template, self.bos_token, self.eos_token])

    def render(self, messages: Messages, *, answer: bool = True) -> str:
        """The conversation as one text, ready for the assistant's turn when ``answer``."""
        return self._render([message.as_json() for message in messages], answer)

    def _render(self, messages: list[dict[str, str]], answer: bool) -> str:
        try:
            template = _environment().from_string(self.template)
            text: str = template.render(
                messages=messages,
                add_generation_prompt=answer,
                bos_token=self.bos_token,
                eos_token=self.eos_token,
                tools=None,
                documents=None,
            )
        except (jinja2.TemplateError, TypeError, ValueError, RecursionError) as error:
            raise ModelError(
                f"The model's chat template cannot format this conversation: {error}",
                "Use another model, or prompts without the roles that this one does not know.",
            ) from error
        return text

    def prompt_ids(self, messages: Messages, tokenizer: TextTokenizer) -> list[int]:
        """Token ids of the conversation up to where the assistant begins to write.

        The beginning-of-text token is there exactly when the template writes it.
        """
        if not any(self._looks_like_control(message.content) for message in messages):
            # The usual case: the ids that any other runtime gives this text.
            return tokenizer.encode(self.render(messages), control=True)
        ids: list[int] = []
        for text, is_data in self._pieces(messages):
            ids += tokenizer.encode(text, control=not is_data)
        return ids

    def response_ids(self, response: str, tokenizer: TextTokenizer) -> list[int]:
        """Token ids of a finished assistant turn: its text, then the end-of-turn token."""
        body = tokenizer.encode(response, control=False)
        return body + tokenizer.encode(self.end_of_turn(), control=True)[:1]

    def end_of_turn(self) -> str:
        """The token text that ends an assistant turn in this template."""
        messages = [
            {"role": "user", "content": "."},
            {"role": "assistant", "content": _MARK.format(0)},
        ]
        tail = self._render(messages, answer=False).rpartition(_MARK.format(0))[2]
        found = [(tail.find(token), -len(token), token) for token in self.control_tokens]
        after = sorted(item for item in found if item[0] >= 0)
        return after[0][2] if after else self.eos_token

    def _looks_like_control(self, text: str) -> bool:
        return any(token in text for token in self.control_tokens)

    def _pieces(self, messages: Messages) -> list[tuple[str, bool]]:
        """The rendered text cut into (text, whether a user typed it)."""
        marked = [
            {"role": message.role.value, "content": _MARK.format(number)}
            for number, message in enumerate(messages)
        ]
        parts = _MARKS.split(self._render(marked, answer=True))
        pieces = []
        for position, part in enumerate(parts):
            if position % 2:
                pieces.append((messages[int(part)].content, True))
            elif part:
                pieces.append((part, False))
        return pieces


def with_system(messages: Messages, system: str) -> Messages:
    """The conversation with that system prompt in place of any other."""
    rest = tuple(message for message in messages if message.role is not Role.SYSTEM)
    return (Message(Role.SYSTEM, system), *rest) if system else rest


CHATML = (
    "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + "
    "message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
"""For models that bring no template but know the ChatML tokens."""

PLAIN = (
    "{% if bos_token %}{{ bos_token }}{% endif %}"
    "{% for message in messages %}{% if message['role'] == 'assistant' %}"
    "{{ message['content'] + eos_token + '\n' }}{% else %}"
    "{{ message['content'] + '\n\n' }}{% endif %}{% endfor %}"
)
"""For base models that know no chat at all: the text, a blank line, the answer."""


def choose_template(own: str | None, control_tokens: Sequence[str]) -> str:
    """The model's own template, else one that its vocabulary can express."""
    if own:
        return own
    return CHATML if {"<|im_start|>", "<|im_end|>"} <= set(control_tokens) else PLAIN


class _IgnoreGenerationTags(jinja2.ext.Extension):
    """Pass through Hugging Face's ``{% generation %}`` tag, which only marks training text."""

    tags = {"generation"}  # noqa: RUF012 - jinja2's own interface

    def parse(self, parser: Any) -> Any:
        parser.stream.skip(1)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def _environment() -> jinja2.sandbox.ImmutableSandboxedEnvironment:
    """The sandbox templates run in, with what Hugging Face's templates expect to find."""
    environment = jinja2.sandbox.ImmutableSandboxedEnvironment(
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[_IgnoreGenerationTags, jinja2.ext.loopcontrols],
    )

    def tojson(value: Any, **options: Any) -> str:
        return json.dumps(value, ensure_ascii=False, **options)

    def raise_exception(message: str) -> None:
        raise jinja2.TemplateError(message)

    environment.filters["tojson"] = tojson
    environment.globals["raise_exception"] = raise_exception
    environment.globals["strftime_now"] = lambda form: datetime.datetime.now().strftime(form)
    return environment
