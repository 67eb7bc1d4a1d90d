"""The student: load, prune to evenly spaced layers, choose what moves, save."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import torch
from torch import nn

from app import files
from app.distill.config import DistillConfig, Tuning
from app.errors import InputError, ModelError
from app.models import library
from app.models.trained import BASE
from app.models.transformers_model import load_model

_COPIED = ("tokenizer*", "chat_template*", "special_tokens*", "vocab*", "merges*", "*.model")


def evenly_spaced(layers: int, keep: int) -> list[int]:
    """Which of ``layers`` to keep: first and last always, the rest evenly between.

    As DistilBERT and Minitron start their students. Raises InputError when that cannot be.
    """
    if not 1 <= keep <= layers:
        raise InputError(
            f"A student cannot keep {keep} of {layers} layers.",
            f"Choose 1 to {layers}, or 0 for all.",
        )
    if keep == 1:
        return [0]
    return [round(place * (layers - 1) / (keep - 1)) for place in range(keep)]


def prune(model: Any, keep: int) -> Any:
    """Keep evenly spaced layers of a model, in place."""
    decoder = model.get_decoder()
    layers = getattr(decoder, "layers", None)
    if not isinstance(layers, nn.ModuleList):
        raise ModelError(
            f"Layers of a {type(model).__name__} cannot be removed.",
            "Choose a student of another family, or keep all layers.",
        )
    kept = evenly_spaced(len(layers), keep)
    decoder.layers = nn.ModuleList(layers[number] for number in kept)
    for number, layer in enumerate(decoder.layers):
        for module in layer.modules():
            if hasattr(module, "layer_idx"):
                module.layer_idx = number
    config = model.config
    if getattr(config, "layer_types", None):
        config.layer_types = [config.layer_types[number] for number in kept]
    config.num_hidden_layers = len(kept)
    return model


def base_folder(config: DistillConfig, run_folder: Path) -> Path:
    """The folder the student starts from: the library's, or the pruned copy in the run."""
    return run_folder / BASE if config.keep_layers else library.folder_of(config.student)


def make_base(config: DistillConfig, run_folder: Path) -> Path:
    """Write the pruned base once, so that training, export and resume read the same weights."""
    target = base_folder(config, run_folder)
    if config.keep_layers and not target.exists():
        source = library.folder_of(config.student)
        with files.staged_folder(target) as staging:
            save_model(prune(load_model(source), config.keep_layers), source, staging)
    return target


def save_model(model: Any, source: Path, folder: Path) -> None:
    """Write a model with the tokenizer, template and manifest facts of the folder it came from."""
    model.config._name_or_path = ""  # a path of this machine has no place in a model
    model.config.use_cache = True  # only training does without; other programs read this
    model.save_pretrained(folder)
    for pattern in _COPIED:
        for path in source.glob(pattern):
            if path.is_file():
                shutil.copyfile(path, folder / path.name)
    facts = library.read_manifest(source)
    keep = {key: facts[key] for key in ("gguf_pre", "license", "title") if key in facts}
    files.write_json(folder / library.MANIFEST, keep)


def make_trainable(model: Any, config: DistillConfig) -> Any:
    """Choose what moves: LoRA factors on all linear layers, or the weights themselves.

    Returns the model that holds the trainable tensors (a PEFT model for LoRA).
    """
    if config.tuning is Tuning.LORA:
        from peft import LoraConfig, get_peft_model

        torch.manual_seed(config.seed)  # A's random start belongs to the run, not to the process
        return get_peft_model(
            model,
            LoraConfig(
                r=config.lora_rank,
                lora_alpha=config.lora_alpha,
                lora_dropout=0.0,
                target_modules="all-linear",
                task_type="CAUSAL_LM",
            ),
        )
    model.requires_grad_(True)
    if config.freeze_embeddings:
        for part in (model.get_input_embeddings(), model.get_output_embeddings()):
            if part is not None:
                part.requires_grad_(False)
    return model
