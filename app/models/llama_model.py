"""A GGUF model through llama.cpp's low-level API: batched decoding, scoring at prefill speed."""

from __future__ import annotations

import codecs
import contextlib
import ctypes
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from app.domain import Capability, FinishReason, Messages
from app.errors import InputError, ModelError
from app.hardware import cores
from app.models import gguf_file
from app.models.base import Generated, Sampling
from app.models.chat_format import ChatFormat, choose_template

_log = logging.getLogger(__name__)
_BATCH = 512  # tokens a decode call takes at most; also llama.cpp's own micro-batch
_OWN_CONTEXT = 8192  # a context of 0 gives at most: some models were trained with a million
_CONTROL, _USER_DEFINED = 3, 4  # token types in GGUF

_started: list[Any] = []  # the log callback must outlive every model


def start_backend() -> Any:
    """Import llama_cpp once, with its output sent to our log instead of stderr."""
    import llama_cpp.llama_cpp as api

    if not _started:

        def to_log(level: int, text: bytes, _data: Any) -> None:
            if level == 4 and text.strip():  # ERROR; 5 continues any line
                _log.warning("llama.cpp: %s", text.decode("utf-8", "replace").strip())

        callback = api.llama_log_callback(to_log)
        _started.append(callback)
        api.llama_log_set(callback, None)
        api.llama_backend_init()
    return api


class LlamaModel:
    """A loaded GGUF. One context with up to ``sequences`` conversations decoded together.

    ``context`` is the number of tokens that one conversation may have, prompt and answer; 0 is
    what the model was trained with, up to 8192. Raises ModelError when the file cannot be loaded.
    """

    def __init__(
        self, path: Path, *, context: int = 2048, sequences: int = 1, threads: int = 0
    ) -> None:
        self.path = path
        self.info = gguf_file.read(path)
        self._api = api = start_backend()
        self._model = api.llama_model_load_from_file(str(path).encode(), _model_parameters(api))
        if not self._model:
            raise ModelError(
                f"llama.cpp cannot load {path.name}.",
                f"Its architecture is {self.info.architecture!r}; a newer llama.cpp may know it.",
            )
        self.sequences = sequences
        self._threads = threads or cores()
        self.trained: int = api.llama_model_n_ctx_train(self._model)
        self._vocab = api.llama_model_get_vocab(self._model)
        self.vocabulary: int = api.llama_vocab_n_tokens(self._vocab)
        self._batch = api.llama_batch_init(_BATCH, 0, 1)
        self._context: Any = None
        self.format = self._chat_format()
        try:
            self.reserve(context)
        except ModelError:
            self.close()
            raise

    def reserve(self, context: int, together: int = 0) -> None:
        """Make another context, of so many tokens a conversation; what was said is forgotten.

        ``together`` bounds the tokens of all conversations decoded at once, where that is known
        to be less. Raises ModelError when there is not enough memory.
        """
        api = self._api
        if self._context:
            api.llama_free(self._context)
        self._length = min(context or _OWN_CONTEXT, self.trained)
        parameters = api.llama_context_default_params()
        parameters.n_ctx = together or self.context * self.sequences
        parameters.n_batch = parameters.n_ubatch = _BATCH
        parameters.n_seq_max = self.sequences
        parameters.n_threads = parameters.n_threads_batch = self._threads
        parameters.kv_unified = True  # sequences share their common prefix instead of copying it
        parameters.no_perf = False
        self._context = api.llama_init_from_model(self._model, parameters)
        if not self._context:
            raise ModelError(
                f"There is not enough memory for {self.path.name} with a context of "
                f"{self.context:,} tokens.",
                "Choose a smaller model or close other programs.",
            )
        self._memory = api.llama_get_memory(self._context)
        self._held: list[int] = []  # tokens in sequence 0, for chat

    @property
    def name(self) -> str:
        """The name in the file, else the file's own."""
        return str(self.info.metadata.get("general.name") or self.path.stem)

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Text, and all logits of any text it scores."""
        return frozenset({Capability.TEXT, Capability.LOGITS, Capability.TOP_LOGPROBS})

    @property
    def context(self) -> int:
        """How many tokens one conversation may have."""
        return self._length

    def prompt_tokens(self, messages: Messages) -> int:
        """How many tokens a prompt has in the model's own chat format."""
        return len(self.format.prompt_ids(messages, self))

    def close(self) -> None:
        """Free the model; safe to call twice."""
        if self._context:
            self._api.llama_free(self._context)
        if self._model:
            self._api.llama_batch_free(self._batch)
            self._api.llama_model_free(self._model)
        self._context = self._model = None

    def __enter__(self) -> LlamaModel:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Tokens.

    def _chat_format(self) -> ChatFormat:
        metadata = self.info.metadata
        tokens = metadata.get("tokenizer.ggml.tokens") or []
        types = metadata.get("tokenizer.ggml.token_type") or [1] * len(tokens)
        kinds = list(zip(tokens, types, strict=False))
        control = frozenset(token for token, kind in kinds if kind == _CONTROL)
        added = {token for token, kind in kinds if kind == _USER_DEFINED} | control

        def text(key: str) -> str:
            number = metadata.get(f"tokenizer.ggml.{key}")
            return str(tokens[number]) if isinstance(number, int) and number < len(tokens) else ""

        template = choose_template(self.info.chat_template, sorted(added))
        return ChatFormat(template, text("bos_token_id"), text("eos_token_id"), control)

    def encode(self, text: str, *, control: bool) -> list[int]:
        """Token ids without an added beginning-of-text token (the template writes it)."""
        data = text.encode("utf-8")
        size = len(data) + 8
        while True:
            buffer = (self._api.llama_token * size)()
            count = self._api.llama_tokenize(
                self._vocab, data, len(data), buffer, size, False, control
            )
            if count >= 0:
                return list(buffer[:count])
            size = -count

    def piece(self, token: int) -> bytes:
        """The bytes a token stands for; empty for control tokens."""
        size = 256
        while True:
            buffer = ctypes.create_string_buffer(size)
            count = self._api.llama_token_to_piece(self._vocab, token, buffer, size, 0, False)
            if count >= 0:
                return buffer.raw[:count]
            size = -count

    def ends_turn(self, token: int) -> bool:
        """Whether the model stops at this token."""
        return bool(self._api.llama_vocab_is_eog(self._vocab, token))

    def text(self, tokens: Sequence[int]) -> str:
        """The text of tokens."""
        return b"".join(self.piece(token) for token in tokens).decode("utf-8", "replace")

    # Decoding.

    def _decode(
        self, entries: Sequence[tuple[int, int, int, bool]]
    ) -> dict[int, npt.NDArray[np.float32]]:
        """Decode (token, position, sequence, logits wanted); logits by index in ``entries``."""
        batch = self._batch
        batch.n_tokens = len(entries)
        for index, (token, position, sequence, wanted) in enumerate(entries):
            batch.token[index] = token
            batch.pos[index] = position
            batch.n_seq_id[index] = 1
            batch.seq_id[index][0] = sequence
            batch.logits[index] = wanted
        code = self._api.llama_decode(self._context, batch)
        if code:
            raise ModelError(
                f"llama.cpp could not decode with {self.path.name} (code {code}).",
                "The conversation may be longer than the model's context.",
            )
        found = {}
        for index, entry in enumerate(entries):
            if entry[3]:
                pointer = self._api.llama_get_logits_ith(self._context, index)
                found[index] = np.ctypeslib.as_array(pointer, (self.vocabulary,))
        return found

    def clear(self) -> None:
        """Forget every conversation."""
        self._api.llama_memory_clear(self._memory, True)
        self._held = []

    def score(self, tokens: Sequence[int], first: int) -> Iterator[npt.NDArray[np.float32]]:
        """Logits that predict ``tokens[first:]``: one row of shape (vocabulary,) for each.

        The row for position t is computed from the tokens before t. Rows are views that are
        valid until the next one is asked for. Raises InputError when the text is too long.
        """
        if len(tokens) > self.context:
            raise InputError(
                f"A text has {len(tokens):,} tokens, but the context holds {self.context:,}.",
                "Shorten it, or load the model with a larger context.",
            )
        self.clear()
        for start in range(0, len(tokens) - 1, _BATCH):
            chunk = tokens[start : min(start + _BATCH, len(tokens) - 1)]
            entries = [
                (token, start + offset, 0, start + offset + 1 >= first)
                for offset, token in enumerate(chunk)
            ]
            yield from self._decode(entries).values()

    def generate(
        self, conversations: Sequence[Messages], sampling: Sampling
    ) -> Iterator[tuple[int, Generated] | None]:
        """Answer conversations, ``sequences`` at a time; see ChatModel.generate."""
        prompts = [self.format.prompt_ids(messages, self) for messages in conversations]
        for start in range(0, len(prompts), self.sequences):
            group = prompts[start : start + self.sequences]
            for event in self._generate_group(group, sampling):
                yield None if event is None else (start + event[0], event[1])

    def _generate_group(
        self, prompts: list[list[int]], sampling: Sampling
    ) -> Iterator[tuple[int, Generated] | None]:
        for prompt in prompts:
            if len(prompt) >= self.context:
                raise InputError(
                    f"A prompt has {len(prompt):,} tokens, but the context holds {self.context:,}.",
                    "Shorten the prompt, or use a model with a larger context.",
                )
        self.clear()
        logits: dict[int, npt.NDArray[np.float32]] = {}
        for filled in self._prefill(prompts):
            logits |= filled
            yield None
        random = [np.random.default_rng([sampling.seed, slot]) for slot in range(len(prompts))]
        written: list[list[int]] = [[] for _ in prompts]
        active = list(range(len(prompts)))
        while active:
            entries, slots = [], []
            for slot in list(active):
                token = choose(logits[slot], sampling, random[slot])
                room = min(sampling.max_tokens, self.context - len(prompts[slot]))
                if self.ends_turn(token) or len(written[slot]) + 1 > room:
                    reason = FinishReason.STOP if self.ends_turn(token) else FinishReason.LENGTH
                    active.remove(slot)
                    yield slot, self._answer(prompts[slot], written[slot], reason)
                    continue
                position = len(prompts[slot]) + len(written[slot])
                written[slot].append(token)
                entries.append((token, position, slot, True))
                slots.append(slot)
            if entries:
                found = self._decode(entries)
                logits = {slot: found[index] for index, slot in enumerate(slots)}
                yield None

    def _prefill(self, prompts: list[list[int]]) -> Iterator[dict[int, npt.NDArray[np.float32]]]:
        """Read the prompts, their common beginning once; yields copies of their last logits."""
        common = common_prefix(prompts) if len(prompts) > 1 else 0
        # At least the last token is decoded for each sequence, since its logits are needed.
        common = min(common, min(len(prompt) for prompt in prompts) - 1)
        entries = [(token, at, 0, False) for at, token in enumerate(prompts[0][:common])]
        for start in range(0, len(entries), _BATCH):
            self._decode(entries[start : start + _BATCH])
            yield {}
        for slot in range(1, len(prompts)) if common else ():
            self._api.llama_memory_seq_cp(self._memory, 0, slot, 0, common)
        rest = [
            (token, at, slot, at == len(prompt) - 1)
            for slot, prompt in enumerate(prompts)
            for at, token in enumerate(prompt)
            if at >= common
        ]
        for start in range(0, len(rest), _BATCH):
            chunk = rest[start : start + _BATCH]
            found = self._decode(chunk)
            yield {chunk[index][2]: row.copy() for index, row in found.items()}

    def _answer(self, prompt: list[int], tokens: list[int], reason: FinishReason) -> Generated:
        return Generated(self.text(tokens), reason, len(prompt), len(tokens))

    def stream(self, messages: Messages, sampling: Sampling) -> Iterator[str]:
        """Answer one conversation piece by piece, reusing what the last one had in common.

        Closing the iterator stops the model.
        """
        prompt = self.format.prompt_ids(messages, self)
        if len(prompt) >= self.context:
            raise InputError(
                f"The conversation has {len(prompt):,} tokens, but the context holds "
                f"{self.context:,}.",
                "Start a new conversation.",
            )
        keep = min(common_prefix([self._held, prompt]), len(prompt) - 1)
        if not self._api.llama_memory_seq_rm(self._memory, 0, keep, -1):
            # A recurrent model cannot forget half of what it read.
            self.clear()
            keep = 0
        self._held = prompt[:keep]
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        random = np.random.default_rng(sampling.seed)
        pending = prompt[keep:]
        row: npt.NDArray[np.float32] | None = None
        for count in range(sampling.max_tokens + 1):
            for start in range(0, len(pending), _BATCH):
                chunk = pending[start : start + _BATCH]
                last = start + len(chunk) == len(pending)
                entries = [
                    (token, len(self._held) + at, 0, last and at == len(chunk) - 1)
                    for at, token in enumerate(chunk)
                ]
                rows = self._decode(entries)
                self._held += chunk
                row = rows.get(len(chunk) - 1)
                yield ""
            assert row is not None
            token = choose(row, sampling, random)
            full = len(self._held) >= self.context or count == sampling.max_tokens
            if self.ends_turn(token) or full:
                break
            if text := decoder.decode(self.piece(token)):
                yield text
            pending = [token]
        with contextlib.suppress(UnicodeDecodeError):
            if text := decoder.decode(b"", final=True):
                yield text


def _model_parameters(api: Any) -> Any:
    parameters = api.llama_model_default_params()
    parameters.n_gpu_layers = 999 if api.llama_supports_gpu_offload() else 0
    return parameters


def common_prefix(sequences: Sequence[Sequence[int]]) -> int:
    """How many first tokens all sequences share."""
    shortest = min(len(sequence) for sequence in sequences)
    for at in range(shortest):
        if any(sequence[at] != sequences[0][at] for sequence in sequences):
            return at
    return shortest


def choose(logits: npt.NDArray[np.float32], sampling: Sampling, random: np.random.Generator) -> int:
    """The next token from logits of shape (vocabulary,): greedy, or sampled within top-p."""
    if sampling.temperature <= 0:
        return int(logits.argmax())
    scaled = logits.astype(np.float64) / sampling.temperature
    weights = np.exp(scaled - scaled.max())
    weights /= weights.sum()
    if sampling.top_p < 1:
        order = np.argsort(-weights)
        inside = np.cumsum(weights[order]) - weights[order] < sampling.top_p
        weights[order[~inside]] = 0
        weights /= weights.sum()
    return int(random.choice(len(weights), p=weights))
