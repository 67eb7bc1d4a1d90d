"""Tiny models that the tests of the distillation share; nobody writes into them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import tiny


@pytest.fixture(scope="session")
def tied_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model whose head is its embedding table."""
    return tiny.model_folder(tmp_path_factory.mktemp("tied") / "tied", seed=1, tied=True)


@pytest.fixture(scope="session")
def foreign_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with another vocabulary."""
    return tiny.model_folder(tmp_path_factory.mktemp("foreign") / "foreign", vocabulary=520)
