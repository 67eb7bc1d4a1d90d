"""A LoRA student as F16 GGUF: the merge is torch's, the bytes are always the same."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from app.errors import ModelError
from app.export.convert import Adapter, write_f16
from app.models import gguf_file
from app.models.trained import TrainedStudent
from tests.app.export.conftest import write_adapter

PROVENANCE = {"run": "tiny-run", "dataset": "ab" * 32, "seed": "7", "system_prompt": "Be short."}


def tensors(path: Path) -> dict[str, tuple[str, npt.NDArray[Any]]]:
    """Every tensor of a GGUF with the name of its type, as llama.cpp's own reader finds it."""
    from gguf import GGUFReader

    reader = GGUFReader(path)
    return {item.name: (item.tensor_type.name, np.array(item.data)) for item in reader.tensors}


def export(student: TrainedStudent, target: Path, **provenance: str) -> Path:
    write_f16(student, target, "tiny", provenance)
    return target


def merged_by_torch(student: TrainedStudent, base: Path, folder: Path) -> TrainedStudent:
    """What peft's own merge_and_unload makes of the student, as a folder."""
    shutil.copytree(base, folder)
    model = student.load()
    model.save_pretrained(folder)
    return TrainedStudent(folder)


@pytest.mark.parametrize(
    "settings",
    [{}, {"use_rslora": True}, {"target_modules": ["q_proj", "down_proj"], "r": 2}],
    ids=["all linear layers", "rank-stabilized", "two layers"],
)
def test_the_lazy_merge_is_the_one_of_torch(
    settings: dict[str, Any], tiny_model: Path, tmp_path: Path
) -> None:
    student = TrainedStudent(
        tiny_model, write_adapter(tiny_model, tmp_path / "adapter", **settings)
    )
    found = tensors(export(student, tmp_path / "lazy.gguf"))
    merged = merged_by_torch(student, tiny_model, tmp_path / "merged")
    expected = tensors(export(merged, tmp_path / "merged.gguf"))
    untouched = tensors(export(TrainedStudent(tiny_model), tmp_path / "base.gguf"))
    assert found.keys() == expected.keys() == untouched.keys()
    changed = 0
    for name, (kind, data) in found.items():
        assert kind == expected[name][0]
        # The two add up in another order: one step of F16 apart at most.
        one_step = np.spacing(np.abs(expected[name][1]).astype(data.dtype))
        assert np.all(np.abs(data - expected[name][1]) <= one_step), name
        changed += not np.array_equal(data, untouched[name][1])
    assert changed == len(Adapter(tmp_path / "adapter").names) > 0


def test_a_full_student_is_written_to_the_byte(tiny_model: Path, tmp_path: Path) -> None:
    from app.models.transformers_model import load_model

    weights = load_model(tiny_model).state_dict()
    found = tensors(export(TrainedStudent(tiny_model), tmp_path / "a.gguf"))
    for ours, theirs in [
        ("token_embd", "model.embed_tokens"),
        ("output", "lm_head"),
        ("blk.2.ffn_down", "model.layers.2.mlp.down_proj"),
    ]:
        kind, data = found[f"{ours}.weight"]
        assert kind == "F16"
        expected = weights[f"{theirs}.weight"].numpy().astype(np.float16)
        assert np.array_equal(data, expected), ours
    kind, data = found["output_norm.weight"]
    assert kind == "F32"
    assert np.array_equal(data, weights["model.norm.weight"].numpy())


def test_provenance_is_in_the_metadata(tiny_student: TrainedStudent, tmp_path: Path) -> None:
    found = gguf_file.read(export(tiny_student, tmp_path / "a.gguf", **PROVENANCE)).metadata
    ours = {key: value for key, value in found.items() if key.startswith("stillroom.")}
    assert ours == {f"stillroom.{key}": value for key, value in PROVENANCE.items()}
    assert found["general.name"] == "tiny"


def test_two_exports_are_the_same_bytes(
    tiny_model: Path, tiny_adapter: Path, tmp_path: Path
) -> None:
    digests = []
    for place in ("here", "there"):
        base, adapter = tmp_path / place / "base", tmp_path / place / "adapter"
        shutil.copytree(tiny_model, base)
        shutil.copytree(tiny_adapter, adapter)
        target = tmp_path / place / f"{place}.gguf"
        export(TrainedStudent(base, adapter), target, **PROVENANCE)
        digests.append(hashlib.sha256(target.read_bytes()).hexdigest())
    assert digests[0] == digests[1]


def test_nothing_of_this_machine_is_in_the_file(
    tiny_model: Path, tiny_adapter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tmp_path / "secret-client" / "the-base"
    shutil.copytree(tiny_model, base)
    config = json.loads((base / "config.json").read_text("utf-8"))
    config["_name_or_path"] = str(base)
    (base / "config.json").write_text(json.dumps(config), "utf-8")
    monkeypatch.chdir(tmp_path)
    target = tmp_path / "out-folder" / "the-file.gguf"
    target.parent.mkdir()
    data = export(TrainedStudent(base, tiny_adapter), target, **PROVENANCE).read_bytes()
    assert b"tiny" in data, "texts of the file are found in its bytes"
    for secret in (str(tmp_path), "secret-client", "the-base", "out-folder", "the-file"):
        assert secret.encode() not in data, secret
    keys = gguf_file.read(target).metadata
    assert not [key for key in keys if "date" in key or "time" in key or "url" in key]


def test_the_pre_tokenizer_is_the_one_of_the_base(tiny_model: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    shutil.copytree(tiny_model, base)
    (base / "stillroom.json").write_text(json.dumps({"gguf_pre": "llama-bpe"}), "utf-8")
    metadata = gguf_file.read(export(TrainedStudent(base), tmp_path / "a.gguf")).metadata
    assert metadata["tokenizer.ggml.pre"] == "llama-bpe"


def test_a_tokenizer_that_nobody_knows_is_said_so(tiny_model: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    shutil.copytree(tiny_model, base)
    (base / "stillroom.json").unlink()
    with pytest.raises(ModelError, match="tokenizer"):
        export(TrainedStudent(base), tmp_path / "a.gguf")


def test_an_architecture_that_nobody_knows_is_said_so(tiny_model: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    shutil.copytree(tiny_model, base)
    config = json.loads((base / "config.json").read_text("utf-8"))
    config["architectures"] = ["NobodysForCausalLM"]
    (base / "config.json").write_text(json.dumps(config), "utf-8")
    with pytest.raises(ModelError, match="NobodysForCausalLM"):
        export(TrainedStudent(base), tmp_path / "a.gguf")


def _change(**values: Any) -> Callable[[Path], None]:
    def change(base: Path) -> None:
        config = json.loads((base / "config.json").read_text("utf-8"))
        left = {key: value for key, value in (config | values).items() if value is not None}
        (base / "config.json").write_text(json.dumps(left), "utf-8")

    return change


def _without_tokenizer(base: Path) -> None:
    (base / "tokenizer.json").unlink()


def _no_json(base: Path) -> None:
    (base / "config.json").write_text("{", "utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        _change(architectures=None),
        _change(num_hidden_layers=None, hidden_size="many"),
        _change(num_attention_heads="four"),
        _without_tokenizer,
        _no_json,
    ],
    ids=["no architecture", "no layers", "no number", "no tokenizer", "no JSON"],
)
def test_a_model_that_contradicts_itself_is_said_so(
    spoil: Callable[[Path], None], tiny_model: Path, tmp_path: Path
) -> None:
    base = tmp_path / "base"
    shutil.copytree(tiny_model, base)
    spoil(base)
    with pytest.raises(ModelError, match="cannot be converted") as caught:
        export(TrainedStudent(base), tmp_path / "a.gguf")
    assert "copy the model folder again" in caught.value.hint


def retensor(folder: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Rewrite an adapter's tensors."""
    from safetensors.torch import load_file, save_file

    path = folder / "adapter_model.safetensors"
    save_file(change(load_file(path)), path)


def test_an_adapter_of_another_base_is_refused(
    tiny_model: Path, tiny_adapter: Path, tmp_path: Path
) -> None:
    adapter = tmp_path / "adapter"
    shutil.copytree(tiny_adapter, adapter)
    retensor(
        adapter,
        lambda old: {name.replace("layers.3.", "layers.9."): item for name, item in old.items()},
    )
    with pytest.raises(ModelError, match=r"layers\.9\..*the base model does not have"):
        export(TrainedStudent(tiny_model, adapter), tmp_path / "a.gguf")


def test_an_adapter_of_another_width_is_refused(
    tiny_model: Path, tiny_adapter: Path, tmp_path: Path
) -> None:
    adapter = tmp_path / "adapter"
    shutil.copytree(tiny_adapter, adapter)
    retensor(
        adapter,
        lambda old: {
            name: item[:1].contiguous() if "q_proj.lora_B" in name else item
            for name, item in old.items()
        },
    )
    with pytest.raises(ModelError, match="another shape"):
        export(TrainedStudent(tiny_model, adapter), tmp_path / "a.gguf")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"peft_type": "IA3"}, "Only plain LoRA"),
        ({"use_dora": True}, "Only plain LoRA"),
        ({"rank_pattern": {"q_proj": 8}}, "rank_pattern"),
        ({"alpha_pattern": {"q_proj": 8}}, "alpha_pattern"),
        ({"modules_to_save": ["lm_head"]}, "modules_to_save"),
        ({"bias": "all"}, "biases"),
    ],
)
def test_other_kinds_of_adapters_are_refused(
    change: dict[str, Any], complaint: str, tiny_adapter: Path, tmp_path: Path
) -> None:
    adapter = tmp_path / "adapter"
    shutil.copytree(tiny_adapter, adapter)
    assert Adapter(adapter).names
    path = adapter / "adapter_config.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), "utf-8")
    with pytest.raises(ModelError, match=complaint):
        Adapter(adapter)


def test_an_adapter_with_other_tensors_is_refused(tiny_adapter: Path, tmp_path: Path) -> None:
    adapter = tmp_path / "adapter"
    shutil.copytree(tiny_adapter, adapter)
    retensor(adapter, lambda old: {name: old[name] for name in sorted(old)[1:]})
    with pytest.raises(ModelError, match="no LoRA pairs"):
        Adapter(adapter)


@pytest.mark.parametrize("name", ["adapter_config.json", "adapter_model.safetensors"])
@pytest.mark.parametrize("cut", [True, False], ids=["cut", "missing"])
def test_a_damaged_adapter_is_said_so(
    name: str, cut: bool, tiny_adapter: Path, tmp_path: Path
) -> None:
    adapter = tmp_path / "adapter"
    shutil.copytree(tiny_adapter, adapter)
    data = (adapter / name).read_bytes()
    (adapter / name).unlink()
    if cut:
        (adapter / name).write_bytes(data[: len(data) // 2])
    with pytest.raises(ModelError, match="damaged or not whole"):
        Adapter(adapter)
