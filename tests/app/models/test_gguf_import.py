"""A GGUF comes back as a folder that is the same model: logits, token ids, chat template."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch

from app import paths
from app.errors import ModelError
from app.job import run
from app.models import gguf_file, gguf_import, library, token_probe, tokenizers
from app.models.chat_format import CHATML
from app.models.llama_model import LlamaModel
from app.models.transformers_model import load_model
from tests import tiny


@pytest.fixture(scope="module", params=["own head", "tied head"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A model folder, and what its GGUF was imported into."""
    place = tmp_path_factory.mktemp("imported")
    folder = tiny.model_folder(place / "model", tied=request.param == "tied head")
    source = tiny.gguf(folder, place / "model.gguf")
    target = place / "imported"
    target.mkdir()
    facts = run(gguf_import.import_gguf(source, target))
    return folder, target, facts


def test_the_imported_model_computes_the_same(pair: tuple[Path, Path, dict[str, Any]]) -> None:
    original, imported = load_model(pair[0]), load_model(pair[1])
    tokenizer = tokenizers.load(pair[0])
    for text in tiny.texts()[:6]:
        ids = torch.tensor([tokenizer.encode(text, control=False)])
        with torch.no_grad():
            expected, found = original(input_ids=ids).logits, imported(input_ids=ids).logits
        assert expected.std() > 0.3, "logits that differ at all"
        assert torch.allclose(found, expected, rtol=0, atol=2e-2)
        assert (found.argmax(-1) == expected.argmax(-1)).float().mean() > 0.97


def test_the_imported_folder_is_small_and_no_longer_quantized(
    pair: tuple[Path, Path, dict[str, Any]],
) -> None:
    config = library.check_folder(pair[1])
    assert "quantization_config" not in config
    assert config["tie_word_embeddings"] == load_model(pair[0]).config.tie_word_embeddings
    weights = (pair[1] / "model.safetensors").stat().st_size
    assert weights < 0.6 * (pair[0] / "model.safetensors").stat().st_size


def test_the_imported_tokenizer_is_the_same(pair: tuple[Path, Path, dict[str, Any]]) -> None:
    original, imported = tokenizers.load(pair[0]), tokenizers.load(pair[1])
    assert imported.hash == original.hash
    for text in (*token_probe.strings(), *tiny.texts()[:20]):
        for control in (True, False):
            ids = original.encode(text, control=control)
            assert imported.encode(text, control=control) == ids, (text, control)
        assert imported.decode(ids) == text
    assert imported.format == original.format
    assert imported.format.template == CHATML


def test_it_can_be_exported_again(pair: tuple[Path, Path, dict[str, Any]], tmp_path: Path) -> None:
    facts = pair[2]
    assert facts["gguf_pre"] == "gpt-2"
    assert facts["title"]
    folder = shutil.copytree(pair[1], tmp_path / "again")
    shutil.copyfile(pair[0] / library.MANIFEST, folder / library.MANIFEST)
    again = gguf_file.read(tiny.gguf(folder, tmp_path / "again.gguf"))
    first = gguf_file.read(pair[0].parent / "model.gguf")
    assert set(again.tensors) == set(first.tensors)
    for key in ("tokenizer.ggml.tokens", "tokenizer.ggml.merges", "tokenizer.ggml.token_type"):
        assert again.metadata[key] == first.metadata[key]
    assert again.chat_template == first.chat_template


def cutting_as(pre: str, place: Path) -> Path:
    """A GGUF that tells llama.cpp to cut text as ``pre`` does before it merges."""
    folder = tiny.model_folder(place / "model", layers=1)
    (folder / library.MANIFEST).write_text(json.dumps({"gguf_pre": pre}), "utf-8")
    return tiny.gguf(folder, place / "model.gguf")


@pytest.mark.parametrize(
    "pre", ["smollm", "starcoder", "refact", "command-r", "gpt-2", "llama-bpe", "qwen2"]
)
def test_a_known_way_to_cut_text_is_the_one_of_llama_cpp(pre: str, tmp_path: Path) -> None:
    source = cutting_as(pre, tmp_path)
    assert gguf_file.read(source).metadata["tokenizer.ggml.pre"] == pre
    run(gguf_import.import_gguf(source, tmp_path))
    tokenizer = tokenizers.load(tmp_path)
    with LlamaModel(source, context=64, threads=1) as model:
        for text in token_probe.strings(400, seed=1):
            assert tokenizer.encode(text, control=True) == model.encode(text, control=True), text


def test_a_tokenizer_that_cannot_be_matched_is_refused(tmp_path: Path) -> None:
    source = cutting_as("deepseek-llm", tmp_path)
    with pytest.raises(ModelError, match="No tokenizer could be built that agrees") as caught:
        run(library.add(source, "other"))
    assert "strings differ" in caught.value.message
    assert "Hugging Face folder" in caught.value.hint
    assert [path.name for path in paths.models().iterdir()] == [library.LOCK]


def test_the_first_candidate_that_agrees_is_taken(
    tiny_gguf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tokenizers import pre_tokenizers

    good: Any = gguf_import._candidates("gpt-2")[0]
    bad = pre_tokenizers.Whitespace()
    monkeypatch.setattr(gguf_import, "_candidates", lambda _: [bad, good])
    run(gguf_import.import_gguf(tiny_gguf, tmp_path))
    text = "Two  words\n and 12345"
    assert (
        tokenizers.load(tmp_path).decode(tokenizers.load(tmp_path).encode(text, control=False))
        == text
    )


def test_an_architecture_that_transformers_does_not_know(tmp_path: Path, tiny_gguf: Path) -> None:
    data = tiny_gguf.read_bytes()
    at = data.index(b"llama", data.index(b"general.architecture"))
    file = tmp_path / "other.gguf"
    file.write_bytes(data[:at] + b"lIama" + data[at + 5 :])
    with pytest.raises(ModelError, match="architecture 'lIama' cannot be turned") as caught:
        run(gguf_import.import_gguf(file, tmp_path))
    assert "can still be a teacher" in caught.value.hint
