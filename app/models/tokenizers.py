"""Hugging Face tokenizers behind the same two calls as llama.cpp's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.errors import ModelError
from app.files import sha256_json
from app.models import quiet
from app.models.chat_format import ChatFormat, choose_template


class Wrapped:
    """A Hugging Face tokenizer with control tokens on or off."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        added = tokenizer.get_added_vocab()
        template = tokenizer.chat_template
        if isinstance(template, dict):  # several named templates: the default one is for chat
            template = template.get("default")
        self.format = ChatFormat(
            choose_template(template, sorted(added)),
            tokenizer.bos_token or "",
            tokenizer.eos_token or "",
            frozenset(
                token.content for token in tokenizer.added_tokens_decoder.values() if token.special
            ),
        )

    def encode(self, text: str, *, control: bool) -> list[int]:
        """Token ids without an added beginning-of-text token (the template writes it)."""
        ids: list[int] = self.tokenizer.encode(
            text, add_special_tokens=False, split_special_tokens=not control
        )
        return ids

    def decode(self, tokens: list[int]) -> str:
        """The text of tokens, control tokens left out."""
        text: str = self.tokenizer.decode(
            tokens, skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        return text

    @property
    def size(self) -> int:
        """How many tokens there are; a model's head may be padded beyond."""
        return len(self.tokenizer)

    @property
    def pad(self) -> int:
        """A token to fill batches with; its positions are masked."""
        for number in (self.tokenizer.pad_token_id, self.tokenizer.eos_token_id, 0):
            if number is not None:
                return int(number)
        return 0

    @property
    def hash(self) -> str:
        """Identity of the vocabulary: two models with the same hash share their token ids."""
        return sha256_json(sorted(self.tokenizer.get_vocab().items(), key=lambda item: item[1]))


def load(folder: Path) -> Wrapped:
    """The tokenizer of a Hugging Face folder. Raises ModelError when there is none."""
    try:
        tokenizer = quiet.transformers().AutoTokenizer.from_pretrained(
            folder, trust_remote_code=False, local_files_only=True
        )
    except Exception as error:
        raise ModelError(
            f"The tokenizer in {folder} cannot be loaded.",
            "Copy the whole model folder again, tokenizer.json included.",
        ) from error
    return Wrapped(tokenizer)
