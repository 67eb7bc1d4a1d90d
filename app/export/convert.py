"""Hugging Face folder plus LoRA adapter to an F16 GGUF, merged tensor by tensor while written.

Built on llama.cpp's own converter. No merged folder is made and no more than a few tensors are
in memory: W + scale * B @ A is computed when the writer asks for that tensor.
"""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.errors import ModelError
from app.models import library
from app.models.trained import TrainedStudent

# What the converter raises over a config.json or a tokenizer that is odd or not whole. The missing
# file is an OSError; the others of that kind are the disk's and stay what they are.
_CONTRADICTIONS = (FileNotFoundError, ValueError, LookupError, TypeError)
_ANOTHER = "Export with the base that the adapter was trained on."


class Adapter:
    """A LoRA adapter on disk, as the change it makes to each weight."""

    def __init__(self, folder: Path) -> None:
        from safetensors import SafetensorError, safe_open

        self._path = folder / "adapter_model.safetensors"
        try:
            config = json.loads((folder / "adapter_config.json").read_text("utf-8"))
            with safe_open(self._path, framework="pt") as stream:
                names = set(stream.keys())
        except (OSError, ValueError, SafetensorError) as error:
            raise ModelError(
                f"The adapter in {folder} is damaged or not whole: {error}", "Train again."
            ) from error
        if config.get("peft_type") != "LORA" or config.get("use_dora"):
            raise ModelError("Only plain LoRA adapters can be merged.", "Train with LoRA.")
        unknown = [
            key for key in ("rank_pattern", "alpha_pattern", "modules_to_save") if config.get(key)
        ]
        if unknown or config.get("bias", "none") != "none":
            raise ModelError(
                f"The adapter uses {', '.join(unknown) or 'biases'}, which cannot be merged yet.",
                "Train with Stillroom's own LoRA settings.",
            )
        rank, alpha = int(config["r"]), float(config["lora_alpha"])
        self.scale = alpha / (rank**0.5 if config.get("use_rslora") else rank)
        self.transposed = bool(config.get("fan_in_fan_out"))
        self.names: dict[str, tuple[str, str]] = {}
        for down in sorted(name for name in names if name.endswith(".lora_A.weight")):
            up = down.replace(".lora_A.", ".lora_B.")
            target = down.removeprefix("base_model.model.").replace(".lora_A.", ".")
            self.names[target] = (down, up)
        if {name for pair in self.names.values() for name in pair} != names:
            raise ModelError("The adapter holds tensors that are no LoRA pairs.", "Train again.")

    def merged(self, name: str, weight: Any) -> Any:
        """``weight`` of shape (out, in) with the adapter's change, computed in fp32."""
        from safetensors import safe_open

        down, up = self.names[name]
        with safe_open(self._path, framework="pt") as stream:
            change = stream.get_tensor(up).float() @ stream.get_tensor(down).float()
        change = (change.T if self.transposed else change) * self.scale
        if change.shape != weight.shape:
            raise ModelError(
                f"The adapter changes {name!r} with another shape than the base model's.", _ANOTHER
            )
        return weight.float() + change


def write_f16(
    student: TrainedStudent, target: Path, name: str, provenance: Mapping[str, str]
) -> None:
    """Write the student as an F16 GGUF at ``target`` with provenance in its metadata.

    Blocking. Raises ModelError when the architecture or tokenizer is one the converter does not
    know.
    """
    import torch
    from conversion import ModelType, get_model_architecture, get_model_class
    from conversion.base import LazyTorchTensor, ModelBase
    from gguf import LlamaFileType

    for logger in ("hf-to-gguf", "gguf"):  # their warnings are meant for those who convert by hand
        logging.getLogger(logger).setLevel(logging.ERROR)
    adapter = Adapter(student.adapter) if student.adapter else None
    pre = str(library.read_manifest(student.base).get("gguf_pre", ""))
    try:
        hparams = ModelBase.load_hparams(student.base, False)
        family = get_model_class(get_model_architecture(hparams, ModelType.TEXT))
    except NotImplementedError as error:
        raise ModelError(
            f"The converter does not know the architecture {error}.", "Choose another student."
        ) from error
    except _CONTRADICTIONS as error:
        raise _unusable(student, error) from error

    class Converter(family):  # type: ignore[misc, valid-type]
        model_arch = family.model_arch

        def index_tensors(self, remote_hf_model_id: str | None = None) -> dict[str, Any]:
            tensors = super().index_tensors(remote_hf_model_id=remote_hf_model_id)
            return _with_adapter(tensors, adapter, LazyTorchTensor) if adapter else tensors

        def get_vocab_base_pre(self, tokenizer: Any) -> str:
            # A tokenizer that came out of a GGUF keeps the pre-tokenizer it had there.
            return pre or str(super().get_vocab_base_pre(tokenizer))

        def prepare_metadata(self, vocab_only: bool) -> None:
            super().prepare_metadata(vocab_only)
            for key, value in sorted(provenance.items()):
                self.gguf_writer.add_string(f"stillroom.{key}", value)

    try:
        with torch.inference_mode():
            converter = Converter(student.base, LlamaFileType.MOSTLY_F16, target, model_name=name)
            with contextlib.closing(converter.gguf_writer):
                converter.write()
    except NotImplementedError as error:
        raise ModelError(
            f"The converter does not know this model's tokenizer: {str(error)[:200]}",
            "Choose another student.",
        ) from error
    except _CONTRADICTIONS as error:
        raise _unusable(student, error) from error
    except OSError as error:
        if error.errno is None:  # numpy's word for a short write
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target)) from error
        raise


def _unusable(student: TrainedStudent, error: Exception) -> ModelError:
    told = str(error).splitlines()[0][:200] if str(error) else ""
    return ModelError(
        f"The model in {student.base} cannot be converted ({type(error).__name__}: {told}).",
        "Its config.json or its tokenizer files are odd or not whole: copy the model folder "
        "again, or choose another student.",
    )


def _with_adapter(
    tensors: dict[str, Callable[[], Any]], adapter: Adapter, lazy: Any
) -> dict[str, Callable[[], Any]]:
    missing = sorted(set(adapter.names) - set(tensors))
    if missing:
        raise ModelError(
            f"The adapter changes {missing[0]!r}, which the base model does not have.", _ANOTHER
        )

    def merging(name: str, generate: Callable[[], Any]) -> Callable[[], Any]:
        import torch

        def tensor() -> Any:
            weight = lazy.from_eager(generate())
            meta = lazy.meta_with_dtype_and_shape(torch.float32, tuple(weight.shape))
            return lazy(meta=meta, args=(weight,), func=lambda eager: adapter.merged(name, eager))

        return tensor

    return {
        name: merging(name, generate) if name in adapter.names else generate
        for name, generate in tensors.items()
    }
