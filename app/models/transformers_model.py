"""A Hugging Face folder as a loaded model: logits at chosen positions, and a teacher's answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from app.domain import Capability, FinishReason, Messages
from app.errors import InputError, ModelError
from app.models import library, quiet, tokenizers
from app.models.base import Generated, Sampling
from app.models.llama_model import choose


def load_model(folder: Path, dtype: torch.dtype = torch.float32) -> Any:
    """A causal language model from a folder; safetensors only, no code from the folder.

    Raises ModelError when the folder is no usable model.
    """
    library.check_folder(folder)
    try:
        model, report = quiet.transformers().AutoModelForCausalLM.from_pretrained(
            folder,
            dtype=dtype,
            trust_remote_code=False,
            use_safetensors=True,
            local_files_only=True,
            output_loading_info=True,
        )
    except MemoryError:
        raise
    except Exception as error:  # each library has its own for a folder that contradicts itself
        raise ModelError(
            f"The model in {folder} cannot be loaded: {(str(error).splitlines() or [''])[0][:200]}",
            "Copy the model folder again, or choose another model.",
        ) from error
    if missing := sorted(report["missing_keys"]):
        # transformers would fill them with random numbers, and say so only in its log.
        raise ModelError(
            f"The model in {folder} is incomplete: it lacks {len(missing)} tensors, for instance "
            f"{missing[0]}.",
            "Copy the whole model folder again.",
        )
    model.config.use_cache = False
    return model


class ResponseLogits(nn.Module):
    """A model whose head is applied to response positions only.

    One module with one forward, so that a distributed wrapper sees every use of the weights.
    """

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model
        self.fast = True

    def forward(self, ids: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
        """Logits of shape (tokens, vocabulary) at (rows, columns) of ``ids`` (examples, length).

        Right padding needs no mask: under causal attention no real token sees what is behind it.
        """
        model = self.model.get_base_model() if hasattr(self.model, "peft_config") else self.model
        if not self.fast:
            logits: Tensor = model(input_ids=ids, use_cache=False).logits
            return logits[rows, columns]
        hidden = model.get_decoder()(input_ids=ids, use_cache=False).last_hidden_state
        picked: Tensor = model.get_output_embeddings()(hidden[rows, columns])
        return picked

    @torch.no_grad()
    def choose_path(self, ids: Tensor, rows: Tensor, columns: Tensor) -> bool:
        """Use the fast path only where it gives the model's own logits; returns whether it does.

        Some families scale or cap logits after the head; they take the model's own forward.
        """
        self.fast = True
        quick = self(ids, rows, columns)
        self.fast = False
        own = self(ids, rows, columns)
        self.fast = bool(torch.allclose(quick.float(), own.float(), rtol=1e-3, atol=1e-3))
        return self.fast


class TransformersModel:
    """A teacher from a Hugging Face folder. See ChatModel."""

    def __init__(self, folder: Path, *, sequences: int = 8) -> None:
        self.folder = folder
        self.sequences = sequences
        self.tokenizer = tokenizers.load(folder)
        self.model: Any = load_model(folder)
        self.model.to("cuda" if torch.cuda.is_available() else "cpu")
        self.model.eval()
        limit = getattr(self.model.config, "max_position_embeddings", None)
        self._length = int(limit) if limit else 1 << 20

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Everything: the weights are here."""
        return frozenset(Capability)

    @property
    def context(self) -> int:
        """How many tokens one conversation may have."""
        return self._length

    def prompt_tokens(self, messages: Messages) -> int:
        """How many tokens a prompt has in the model's own chat format."""
        return len(self.tokenizer.format.prompt_ids(messages, self.tokenizer))

    def close(self) -> None:
        """Drop the weights."""
        self.model = None

    def _stop_tokens(self) -> set[int]:
        stops = self.model.generation_config.eos_token_id
        found = set(stops) if isinstance(stops, list) else {stops}
        end = self.tokenizer.encode(self.tokenizer.format.end_of_turn(), control=True)
        return {token for token in {*found, *end[:1]} if token is not None}

    def generate(
        self, conversations: Sequence[Messages], sampling: Sampling
    ) -> Iterator[tuple[int, Generated] | None]:
        """Answer conversations, ``sequences`` at a time; see ChatModel.generate."""
        tokenizer = self.tokenizer
        prompts = [tokenizer.format.prompt_ids(messages, tokenizer) for messages in conversations]
        for start in range(0, len(prompts), self.sequences):
            group = prompts[start : start + self.sequences]
            longest = max(len(prompt) for prompt in group)
            if longest >= self.context:
                raise InputError(
                    f"A prompt has {longest:,} tokens, but the context holds {self.context:,}.",
                    "Shorten the prompt, or use a model with a larger context.",
                )
            for event in self._group(group, sampling):
                yield None if event is None else (start + event[0], event[1])

    @torch.no_grad()
    def _forward(self, ids: Tensor, mask: Tensor, positions: Tensor, cache: Any) -> Any:
        return self.model(
            input_ids=ids,
            attention_mask=mask,
            position_ids=positions,
            past_key_values=cache,
            use_cache=True,
            logits_to_keep=1,
        )

    def _group(
        self, prompts: list[list[int]], sampling: Sampling
    ) -> Iterator[tuple[int, Generated] | None]:
        device, stops = self.model.device, self._stop_tokens()
        width = max(len(prompt) for prompt in prompts)
        ids = torch.full((len(prompts), width), self.tokenizer.pad, dtype=torch.long)
        mask = torch.zeros((len(prompts), width), dtype=torch.long)
        for row, prompt in enumerate(prompts):
            ids[row, width - len(prompt) :] = torch.tensor(prompt)
            mask[row, width - len(prompt) :] = 1
        ids, mask = ids.to(device), mask.to(device)
        positions = (mask.cumsum(1) - 1).clamp(min=0)
        random = [np.random.default_rng([sampling.seed, row]) for row in range(len(prompts))]
        written: list[list[int]] = [[] for _ in prompts]
        active, cache = set(range(len(prompts))), None
        while active:
            output = self._forward(ids, mask, positions, cache)
            cache = output.past_key_values
            rows = output.logits[:, -1].float().cpu().numpy()
            following = torch.full((len(prompts), 1), self.tokenizer.pad, dtype=torch.long)
            for row in sorted(active):
                token = choose(rows[row], sampling, random[row])
                room = min(sampling.max_tokens, self.context - len(prompts[row]))
                if token in stops or len(written[row]) >= room:
                    reason = FinishReason.STOP if token in stops else FinishReason.LENGTH
                    active.remove(row)
                    text = self.tokenizer.decode(written[row])
                    yield row, Generated(text, reason, len(prompts[row]), len(written[row]))
                else:
                    written[row].append(token)
                    following[row, 0] = token
            ids = following.to(device)
            mask = torch.cat([mask, torch.ones_like(mask[:, :1])], dim=1)
            positions = positions[:, -1:] + 1
            yield None
