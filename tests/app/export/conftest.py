"""Students of the tiny model that the tests of the export share; nobody writes into them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.models.trained import TrainedStudent
from app.models.transformers_model import load_model


def write_adapter(base: Path, folder: Path, seed: int = 1, **settings: Any) -> Path:
    """A LoRA adapter for the model in ``base`` that changes it a lot."""
    import torch
    from peft import LoraConfig, get_peft_model

    settings = {"r": 4, "lora_alpha": 12, "target_modules": "all-linear", **settings}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model: Any = get_peft_model(load_model(base), LoraConfig(task_type="CAUSAL_LM", **settings))
        for name, parameter in model.named_parameters():
            if "lora_" in name:
                torch.nn.init.normal_(parameter, std=0.1)
    model.peft_config["default"].base_model_name_or_path = ""
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_adapter(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An adapter of the tiny model."""
    return write_adapter(tiny_model, tmp_path_factory.mktemp("adapter") / "adapter")


@pytest.fixture(scope="session")
def tiny_student(tiny_model: Path, tiny_adapter: Path) -> TrainedStudent:
    """The tiny model with its adapter."""
    return TrainedStudent(tiny_model, tiny_adapter)
