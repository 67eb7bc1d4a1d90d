"""The library of models: what enters it is whole, what cannot be used is refused with a reason."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app import files, paths
from app.domain import Capability, TeacherKind
from app.errors import InputError, ModelError, StillroomError
from app.job import run
from app.models import gguf_file, library, teachers, tokenizers
from app.models.library import LibraryModel

WEIGHTS = "model.safetensors"
INDEX = "model.safetensors.index.json"


def add(source: Path, name: str = "") -> LibraryModel:
    return run(library.add(source, name))


@pytest.fixture
def copied(tiny_model: Path, tmp_path: Path) -> Path:
    """A copy of the tiny model that a test may spoil."""
    return shutil.copytree(tiny_model, tmp_path / "copied-model")


def in_library() -> set[str]:
    """Everything there is, staging and all, but for the lock."""
    found = paths.models().iterdir() if paths.models().exists() else ()
    return {path.name for path in found} - {library.LOCK}


def test_a_folder_is_imported_whole(tiny_model: Path) -> None:
    model = add(tiny_model)
    assert model.name == "tiny-model"
    assert model.trainable
    assert model.gguf is None
    for name in (WEIGHTS, "config.json", "tokenizer.json", "chat_template.jinja"):
        assert (model.folder / name).read_bytes() == (tiny_model / name).read_bytes()
        assert model.manifest["files"][name] == files.sha256_file(tiny_model / name)
    assert model.manifest["gguf_pre"] == "gpt-2"
    assert model.manifest["source"] == "tiny-model"
    assert tokenizers.load(model.folder).hash == tokenizers.load(tiny_model).hash


def test_a_gguf_is_imported_as_both(tiny_gguf: Path) -> None:
    model = add(tiny_gguf, "from-gguf")
    assert model.trainable
    assert model.gguf is not None
    assert model.gguf.read_bytes() == tiny_gguf.read_bytes()
    assert model.manifest["gguf_pre"] == "gpt-2"
    assert library.folder_of("from-gguf") == model.folder
    assert library.gguf_of("from-gguf") == model.gguf
    library.check_folder(model.folder)


def test_only_what_a_model_needs_is_copied(copied: Path) -> None:
    (copied / "training_args.bin").write_bytes(b"pickle")
    (copied / "modeling_evil.py").write_text("raise SystemExit", "utf-8")
    (copied / "LICENSE.txt").write_text("Apache", "utf-8")
    for name in ("sub", "LICENSES", "README-images"):
        (copied / name).mkdir()
    folder = add(copied).folder
    names = {path.name for path in folder.iterdir()}
    assert names == {path.name for path in copied.iterdir()} - {
        "training_args.bin",
        "modeling_evil.py",
        "sub",
        "LICENSES",
        "README-images",
    }


def test_the_same_model_again_is_the_same(tiny_model: Path, tiny_gguf: Path) -> None:
    for source, name in ((tiny_model, "a"), (tiny_gguf, "b")):
        first = add(source, name)
        before = {path: path.stat().st_mtime_ns for path in first.folder.iterdir()}
        assert add(source, name) == first
        assert {path: path.stat().st_mtime_ns for path in first.folder.iterdir()} == before
    assert [model.name for model in library.every()] == ["a", "b"]


def test_a_name_stands_for_one_model(tiny_model: Path, copied: Path, tiny_gguf: Path) -> None:
    first = add(tiny_model, "mine")
    (copied / "README.md").write_text("changed", "utf-8")
    for other in (copied, tiny_gguf):
        with pytest.raises(InputError, match="already has another model named 'mine'") as caught:
            add(other, "mine")
        assert "--name" in caught.value.hint
    assert library.get("mine") == first


def test_a_folder_put_there_by_hand_is_not_overwritten(tiny_model: Path) -> None:
    by_hand = paths.models() / "mine"
    by_hand.mkdir(parents=True)
    (by_hand / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(InputError, match="no model of the library"):
        add(tiny_model, "mine")
    assert (by_hand / "notes.txt").read_text("utf-8") == "mine"
    assert library.every() == []


@pytest.mark.parametrize(
    "name", ["../up", "a/b", ".hidden", "-x", "a b", "x" * 101, "ä", "a\n", "a.staging", ".."]
)
def test_bad_names_are_refused(name: str, tiny_model: Path) -> None:
    with pytest.raises(InputError, match="cannot be a model's name") as caught:
        add(tiny_model, name)
    assert caught.value.hint
    assert library.get(name) is None
    assert in_library() == set()


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("Qwen2.5-0.5B", "qwen2.5-0.5b"),
        ("My Model (v2)", "my-model-v2"),
        ("_x_", "x"),
        ("ω", "model"),
    ],
)
def test_a_name_comes_from_the_folder(
    folder: str, expected: str, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = copied.rename(copied.with_name(folder))
    assert add(source).name == expected
    monkeypatch.chdir(source)
    assert add(Path()).name == expected


def test_a_name_comes_from_the_file(tiny_gguf: Path, tmp_path: Path) -> None:
    file = tmp_path / "SmolLM2-135M.Q4_1.gguf"
    shutil.copyfile(tiny_gguf, file)
    assert add(file).name == "smollm2-135m.q4_1"


def change(name: str, **values: object) -> Callable[[Path], None]:
    """Change values of a JSON file; None removes one."""

    def spoil(folder: Path) -> None:
        content = json.loads((folder / name).read_text("utf-8")) | values
        kept = {key: value for key, value in content.items() if value is not None}
        (folder / name).write_text(json.dumps(kept), "utf-8")

    return spoil


def remove(*names: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return spoil


def write(name: str, data: bytes) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return spoil


def only_pickled(folder: Path) -> None:
    (folder / WEIGHTS).rename(folder / "pytorch_model.bin")


def cut(count: int) -> Callable[[Path], None]:
    """Take bytes off the end of the weights."""

    def spoil(folder: Path) -> None:
        size = (folder / WEIGHTS).stat().st_size
        os.truncate(folder / WEIGHTS, size - count if count > 0 else -count)

    return spoil


def weights(header: bytes) -> Callable[[Path], None]:
    return write(WEIGHTS, len(header).to_bytes(8, "little") + header)


def index(*shards: str) -> Callable[[Path], None]:
    content = {"weight_map": {str(number): shard for number, shard in enumerate(shards)}}
    return write(INDEX, json.dumps(content).encode())


SPOILED: dict[str, tuple[Callable[[Path], None], str]] = {
    "no config": (remove("config.json"), "has no config.json"),
    "config is no JSON": (write("config.json", b"{"), "does not describe a model"),
    "config is no text": (write("config.json", b"\xff\xfe"), "does not describe a model"),
    "config is a list": (write("config.json", b"[1]"), "does not describe a model"),
    "config is bottomless": (write("config.json", b"[" * 10**6), "does not describe a model"),
    "no architecture": (change("config.json", architectures=None), "does not describe a model"),
    "no architectures": (change("config.json", architectures=[]), "does not describe a model"),
    "own code": (change("config.json", auto_map={"AutoModel": "x.Y"}), "its own program code"),
    "no language model": (
        change("config.json", architectures=["BertForMaskedLM"]),
        "BertForMaskedLM does not write text",
    ),
    "no weights": (remove(WEIGHTS), r"holds no safetensors weights\.$"),
    "pickled weights": (only_pickled, "only pickled ones, which can run code"),
    "weights cut by a byte": (cut(1), "damaged or cut short"),
    "weights cut in the header": (cut(-100), "damaged or cut short"),
    "weights cut to nothing": (cut(-4), "damaged or cut short"),
    "weights too long": (
        lambda folder: os.truncate(folder / WEIGHTS, (folder / WEIGHTS).stat().st_size + 1),
        "damaged or cut short",
    ),
    "weights are a text": (write(WEIGHTS, b"version https://git-lfs\n" * 6), "damaged or cut"),
    "header is a list": (weights(b"[]"), "damaged or cut short"),
    "header is bottomless": (weights(b"[" * 10**6), "damaged or cut short"),
    "header without end": (
        weights(b'{"a": {"data_offsets": [0, Infinity]}}'),
        "damaged or cut short",
    ),
    "header of another form": (weights(b'{"a": [0, 4]}'), "damaged or cut short"),
    "a shard is missing": (
        index(WEIGHTS, "model-00002-of-00002.safetensors"),
        "incomplete: model-00002-of-00002.safetensors missing",
    ),
    "index is no JSON": (write(INDEX, b"{"), "index.json cannot be read"),
    "index of another form": (write(INDEX, b'{"weight_map": [1]}'), "index.json cannot be read"),
    "no tokenizer": (remove("tokenizer.json"), "has no tokenizer"),
}


@pytest.mark.parametrize(("spoil", "complaint"), SPOILED.values(), ids=SPOILED)
def test_a_folder_that_cannot_be_used_is_refused(
    spoil: Callable[[Path], None], complaint: str, copied: Path
) -> None:
    library.check_folder(copied)
    spoil(copied)
    with pytest.raises(ModelError, match=complaint) as caught:
        add(copied)
    assert caught.value.hint
    assert in_library() == set()
    with pytest.raises(ModelError, match=complaint):
        library.folder_of(str(copied))


def test_a_damaged_gguf_is_refused(tiny_gguf: Path, tmp_path: Path) -> None:
    file = tmp_path / "cut.gguf"
    file.write_bytes(tiny_gguf.read_bytes()[:-100])
    with pytest.raises(ModelError, match="cut short"):
        add(file)
    assert in_library() == set()


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder") as caught:
        add(tmp_path / "gone.gguf")
    assert caught.value.hint


@pytest.mark.parametrize("kind", ["folder", "gguf"])
def test_nothing_half_written_is_left(kind: str, tiny_model: Path, tiny_gguf: Path) -> None:
    source = tiny_model if kind == "folder" else tiny_gguf
    reports = 0
    job = library.add(source, "counted")
    for _ in job:
        reports += 1
    shutil.rmtree(paths.models())
    assert reports > 3
    for stop in range(reports):
        job = library.add(source, "mine")
        for _ in range(stop + 1):
            next(job)
        job.close()
        assert in_library() <= {"mine"}
        assert library.every() == []
        assert library.get("mine") is None
    assert add(source, "mine").name == "mine"
    assert in_library() == {"mine"}


def test_a_staging_folder_of_a_killed_import_is_no_model(tiny_model: Path) -> None:
    model = add(tiny_model, "mine")
    shutil.copytree(model.folder, paths.models() / f"other{files.STAGING}")
    assert [found.name for found in library.every()] == ["mine"]


def test_a_reference_is_a_name_or_a_path(tiny_model: Path, tiny_gguf: Path) -> None:
    model = add(tiny_model, "mine")
    assert library.folder_of("mine") == model.folder
    assert library.folder_of(str(tiny_model)) == tiny_model
    assert library.gguf_of(str(tiny_gguf)) == tiny_gguf
    for reference, find in (
        ("unknown", library.folder_of),
        (str(tiny_gguf), library.folder_of),
        ("unknown", library.gguf_of),
        ("mine", library.gguf_of),
        (str(tiny_model), library.gguf_of),
    ):
        with pytest.raises(InputError, match="There is no model") as caught:
            find(reference)
        assert "Models here: mine." in caught.value.hint


def test_a_path_means_the_same_from_anywhere(
    tiny_model: Path, copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(tiny_model, "mine")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    assert library.reference("mine") == "mine", "the library comes first, as in folder_of"
    found = library.reference(copied.name)
    assert Path(found).is_absolute()
    monkeypatch.chdir(tmp_path.parent)
    assert library.folder_of(found) == copied
    for text in ("", "unknown", "no/such/folder"):
        assert library.reference(text) == text


def test_an_import_waits_for_another_one(tiny_model: Path) -> None:
    first, second = library.add(tiny_model, "mine"), library.add(tiny_model, "mine")
    for report in first:
        if report.message.startswith("Copying"):
            break
    for report in second:
        if "Waiting" in report.message:
            break
    assert "Waiting" in next(second).message, "for as long as it takes"
    made = run(first)
    before = {path: path.stat().st_mtime_ns for path in made.folder.iterdir()}
    assert run(second) == made
    assert {path: path.stat().st_mtime_ns for path in made.folder.iterdir()} == before


def test_an_import_that_is_closed_lets_the_next_one_in(tiny_model: Path) -> None:
    job = library.add(tiny_model, "mine")
    for report in job:
        if report.message.startswith("Copying"):
            break
    job.close()
    reports = list(library.add(tiny_model, "mine"))
    assert not any("Waiting" in report.message for report in reports)


def test_a_gguf_alone_cannot_be_trained(tiny_gguf: Path) -> None:
    folder = paths.models() / "alone"
    folder.mkdir(parents=True)
    shutil.copyfile(tiny_gguf, folder / library.SOURCE_GGUF)
    (folder / library.MANIFEST).write_text("{}", "utf-8")
    assert library.gguf_of("alone") == folder / library.SOURCE_GGUF
    with pytest.raises(ModelError, match="as a GGUF only"):
        library.folder_of("alone")


@pytest.mark.parametrize("data", [b"{", b"[]", b"\xff", b"[" * 10**6])
def test_a_damaged_manifest_is_explained(data: bytes, tiny_model: Path) -> None:
    model = add(tiny_model, "mine")
    (model.folder / library.MANIFEST).write_bytes(data)
    with pytest.raises(ModelError, match="is damaged") as caught:
        library.get("mine")
    assert caught.value.hint


def test_what_a_local_teacher_can_give(tiny_model: Path, tiny_gguf: Path, tmp_path: Path) -> None:
    everything = teachers.probe(TeacherKind.TRANSFORMERS, str(tiny_model))
    assert everything == frozenset(Capability)
    text = teachers.probe(TeacherKind.GGUF, str(tiny_gguf))
    assert Capability.LOGITS in text
    assert Capability.HIDDEN_STATES not in text
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF")
    with pytest.raises(StillroomError):
        teachers.probe(TeacherKind.GGUF, str(broken))
    assert gguf_file.read(tiny_gguf).tensors, "the good one is still good"
