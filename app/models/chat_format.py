"""From a conversation to token ids: the model's own template, and data that stays data.

Training, scoring, evaluation and chat all come through here, so the ids a student is trained on
are the ids it is asked with. Text typed by a user that looks like a control token
(``<|im_end|>``) is tokenized as the characters it is.
"""

from __future__ import annotations

import datetime
import functools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import jinja2
import jinja2.ext
import jinja2.sandbox

from app.domain import Messages
from app.errors import ModelError

FIXED_NOW = datetime.datetime(2026, 1, 1)
"""What a template that asks for the date is told, but in a chat: the same ids on every day."""

_ANSWER = "\ue0f1"  # a private-use character: where the answer stands in a rendered template


class TextTokenizer(Protocol):
    """What is needed of a tokenizer: with or without its control tokens."""

    def encode(self, text: str, *, control: bool) -> list[int]:
        """Token ids of ``text``; control tokens are recognized only where ``control`` is true."""
        ...


@dataclass(frozen=True, slots=True)
class ChatFormat:
    """A model's chat template with the token texts it refers to.

    ``now`` is the time for templates that write the date. Training, scoring, parity and evaluation
    must give the same ids on every day and leave it; only a chat sets the real one.
    """

    template: str
    bos_token: str
    eos_token: str
    control_tokens: frozenset[str]  # not those that are text to both runtimes, as ``<think>`` is
    now: datetime.datetime = FIXED_NOW

    def render(self, messages: Messages, *, answer: bool = True) -> str:
        """The conversation as one text, ready for the assistant's turn when ``answer``."""
        return self._render([message.as_json() for message in messages], answer)

    def _render(self, messages: list[dict[str, str]], answer: bool) -> str:
        try:
            text: str = _compiled(self.template).render(
                messages=messages,
                add_generation_prompt=answer,
                bos_token=self.bos_token,
                eos_token=self.eos_token,
                tools=None,
                documents=None,
                strftime_now=lambda form: self.now.strftime(form),
            )
        except Exception as error:  # whatever a template does wrong is the template's fault
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
        for text, is_control in self._pieces(messages):
            ids += tokenizer.encode(text, control=is_control)
        return ids

    def response_ids(self, response: str, tokenizer: TextTokenizer) -> list[int]:
        """Token ids of a finished assistant turn: its text, then the end-of-turn token."""
        body = tokenizer.encode(response, control=False)
        return body + tokenizer.encode(self.end_of_turn(), control=True)[:1]

    def end_of_turn(self) -> str:
        """The token text that ends an assistant turn in this template."""
        return _end_of_turn(self)

    def _find_end_of_turn(self) -> str:
        messages = [
            {"role": "user", "content": "."},
            {"role": "assistant", "content": _ANSWER},
        ]
        tail = self._render(messages, answer=False).rpartition(_ANSWER)[2]
        found = [(tail.find(token), -len(token), token) for token in self.control_tokens]
        after = sorted(item for item in found if item[0] >= 0)
        return after[0][2] if after else self.eos_token

    def _looks_like_control(self, text: str) -> bool:
        return any(token in text for token in self.control_tokens)

    def _pieces(self, messages: Messages) -> list[tuple[str, bool]]:
        """The rendered text cut into (text, whether it is a control token of the template's own).

        A mark inside every control token that a user typed keeps it apart from the template's;
        whatever else the template does to a message's text (trimming, say) stays done.
        """
        typed = "".join(message.content for message in messages)
        mark = next(char for char in map(chr, range(0xE000, 0xF900)) if char not in typed)
        ordered = sorted(self.control_tokens, key=lambda token: (-len(token), token))
        tokens = "|".join(re.escape(token) for token in ordered if token)
        first = re.compile(f"(?=(?:{tokens}))(.)", re.DOTALL)
        marked = [
            {**message.as_json(), "content": first.sub(rf"\1{mark}", message.content)}
            for message in messages
        ]
        parts = re.split(f"({tokens})", self._render(marked, answer=True))
        pieces = [(part.replace(mark, ""), at % 2 == 1) for at, part in enumerate(parts)]
        return [piece for piece in pieces if piece[0]]


@functools.lru_cache(maxsize=32)
def _end_of_turn(form: ChatFormat) -> str:
    # Asked for with every example of a dataset.
    return form._find_end_of_turn()


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


@functools.lru_cache(maxsize=32)
def _compiled(template: str) -> jinja2.Template:
    # Compiling takes about a hundred times as long as rendering.
    return _environment().from_string(template)


def _environment() -> jinja2.sandbox.ImmutableSandboxedEnvironment:
    """The sandbox templates run in, with what Hugging Face's templates expect to find."""
    environment = jinja2.sandbox.ImmutableSandboxedEnvironment(
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[_IgnoreGenerationTags, jinja2.ext.loopcontrols],
    )

    def tojson(value: Any, ensure_ascii: bool = False, **options: Any) -> str:
        return json.dumps(value, ensure_ascii=ensure_ascii, **options)

    def raise_exception(message: str) -> None:
        raise jinja2.TemplateError(message)

    environment.filters["tojson"] = tojson
    environment.globals["raise_exception"] = raise_exception
    return environment
