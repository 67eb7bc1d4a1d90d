"""The library as a list: sizes from headers, damage named, removal only inside."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app import paths
from app.errors import InputError, ModelError
from app.job import run
from app.models import inventory, library, tokenizers, vocabulary
from tests import tiny


@pytest.fixture
def shelf(tiny_model: Path, tiny_gguf: Path) -> Path:
    """A library with a trainable model and one that is a GGUF only."""
    run(library.add(tiny_model, "tiny"))
    folder = paths.models() / "file-only"
    folder.mkdir()
    shutil.copy(tiny_gguf, folder / library.SOURCE_GGUF)
    (folder / library.MANIFEST).write_text('{"license": "mit"}', "utf-8")
    return paths.models()


def test_an_empty_library() -> None:
    assert run(inventory.survey()) == []


def test_the_models_with_their_figures(shelf: Path, tiny_model: Path) -> None:
    file_only, model = run(inventory.survey())
    assert (file_only.name, file_only.trainable, file_only.gguf) == ("file-only", False, True)
    assert file_only.license == "mit"
    assert (model.name, model.trainable, model.problem) == ("tiny", True, "")
    import torch
    from safetensors import safe_open

    with safe_open(tiny_model / "model.safetensors", "pt") as weights:
        count = sum(torch.numel(weights.get_tensor(name)) for name in weights.keys())  # noqa: SIM118
    assert model.parameters == file_only.parameters == count
    assert model.size == sum(path.stat().st_size for path in (shelf / "tiny").iterdir())
    assert model.shapes is not None
    assert (model.shapes.layers, model.shapes.hidden) == (4, 64)


def test_a_damaged_model_is_listed_with_its_problem(shelf: Path) -> None:
    (shelf / "tiny" / "model.safetensors").write_bytes(b"\x00" * 20)
    (shelf / "file-only" / library.MANIFEST).write_text("{", "utf-8")
    found = run(inventory.survey())
    assert [bool(item.problem) for item in found] == [True, True]
    assert "damaged" in found[0].problem


def test_sizes_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("[]", "utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        inventory.shapes(tmp_path)


def test_the_license_of_a_readme(shelf: Path) -> None:
    (shelf / "tiny" / "README.md").write_text("---\nlicense: apache-2.0\n---\n", "utf-8")
    assert inventory.look(shelf / "tiny").license == "apache-2.0"


def test_removing_a_model(shelf: Path) -> None:
    run(inventory.remove("tiny"))
    assert [item.name for item in run(inventory.survey())] == ["file-only"]
    assert sorted(path.name for path in shelf.iterdir() if path.is_dir()) == ["file-only"]


def test_a_removal_that_was_killed_is_finished(shelf: Path) -> None:
    (shelf / "tiny").rename(shelf / "tiny.removed.staging")
    assert [item.name for item in run(inventory.survey())] == ["file-only"]
    run(inventory.remove("tiny"))
    assert sorted(path.name for path in shelf.iterdir() if path.is_dir()) == ["file-only"]


def test_a_model_that_is_gone_already_is_no_error(shelf: Path) -> None:
    for _ in range(2):
        run(inventory.remove("tiny"))
    assert sorted(path.name for path in shelf.iterdir() if path.is_dir()) == ["file-only"]


@pytest.mark.parametrize("name", ["../outside", "folder", ".", "", "link"])
def test_only_models_of_the_library_can_be_removed(shelf: Path, name: str) -> None:
    outside = shelf.parent / "outside"
    shutil.copytree(shelf / "tiny", outside)
    (shelf / "link").symlink_to(outside)
    (shelf / "folder").mkdir()
    with pytest.raises(InputError, match="no model of the library"):
        run(inventory.remove(name))
    assert (outside / "config.json").is_file()
    assert (shelf / "tiny" / "config.json").is_file()


def test_the_vocabulary_is_that_of_the_loaded_tokenizer(tiny_model: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(tiny_model, other)
    tiny.tokenizer(words=("<extra>",)).save_pretrained(other)
    for folder in (tiny_model, other):
        assert vocabulary.identity(folder) == tokenizers.load(folder).hash
    assert run(vocabulary.same(tiny_model, tiny_model)) is True
    assert run(vocabulary.same(tiny_model, other)) is False


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"model": {"vocab": 3}}'])
def test_a_vocabulary_that_cannot_be_read(tmp_path: Path, tiny_model: Path, text: str) -> None:
    assert run(vocabulary.same(tmp_path, tiny_model)) is None
    (tmp_path / "tokenizer.json").write_text(text, "utf-8")
    assert run(vocabulary.same(tmp_path, tiny_model)) is None


def test_a_unigram_vocabulary(tmp_path: Path) -> None:
    value = {"model": {"type": "Unigram", "vocab": [["a", -1.0], ["b", -2.0]]}}
    (tmp_path / "tokenizer.json").write_text(json.dumps(value), "utf-8")
    assert vocabulary.identity(tmp_path)
