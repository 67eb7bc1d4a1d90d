"""Export and parity of a run: what goes into the file, what is kept, what is made anew."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.chat import ChatSession
from app.distill import runs as distill_runs
from app.domain import Artifact, Example, Message, Role, Split
from app.errors import InputError, ModelError, StillroomError, WorkspaceError
from app.export import parity as certificates
from app.export.jobs import export_base, export_run, parity_run
from app.files import sha256_file
from app.job import run
from app.models import gguf_file, library, trained
from app.store import artifacts, database
from app.store.workspace import database_path, writing
from tests import tiny
from tests.app.distill import samples
from tests.app.export import finished_run


@pytest.fixture
def place(workspace: Path) -> Path:
    """A workspace with a finished run."""
    workspace.mkdir()
    finished_run.trained(workspace)
    return workspace


def recorded(place: Path, kind: str = "gguf") -> list[Artifact]:
    with database.connect(database_path(place)) as db:
        return artifacts.of_run(db, finished_run.the_run(place), kind)


def test_the_file_names_what_it_was_made_from(place: Path) -> None:
    made = finished_run.the_run(place)
    f16, q8 = run(finished_run.export(place))
    with contextlib.closing(sqlite3.connect(place / "stillroom.db")) as opened:
        ((dataset,),) = opened.execute("SELECT hash FROM datasets").fetchall()
    for item in (f16, q8):
        found = gguf_file.read(item.path).metadata
        assert found["stillroom.run"] == made.name
        assert found["stillroom.dataset"] == dataset
        assert found["stillroom.config"] == trained.config_sha256(made.config)
        adapter = place / made.folder / "adapter" / "adapter_model.safetensors"
        assert found["stillroom.weights"] == sha256_file(adapter)
        assert found["stillroom.student"] == "student"
        assert (found["stillroom.method"], found["stillroom.seed"]) == ("response", "0")
        assert str(place.parent).encode() not in item.path.read_bytes()
    rows = recorded(place)
    assert [(row.name, row.sha256) for row in rows] == [("F16", f16.sha256), ("Q8_0", q8.sha256)]
    assert rows[0].details["types"] == f16.types
    assert not Path(rows[0].path).is_absolute(), "a workspace can be moved"


def systems(*prompts: str | None) -> list[Example]:
    """Training examples with these system prompts, and a test example with one of its own."""
    rows = [samples.example(number) for number in range(len(prompts))]
    found = []
    for row, prompt in zip(rows, prompts, strict=True):
        turns = (Message(Role.SYSTEM, prompt), *row.messages) if prompt else row.messages
        found.append(dataclasses.replace(row, messages=turns))
    other = samples.example(7, Split.TEST)
    turns = (Message(Role.SYSTEM, "For the test."), *other.messages)
    return [*found, dataclasses.replace(other, messages=turns)]


@pytest.mark.parametrize(
    ("prompts", "expected"),
    [
        (["Be short.\nNaïvely."] * 3, "Be short.\nNaïvely."),
        (["Be short.", "Be long.", "Be short."], None),
        (["Be short.", None, "Be short."], None),
        ([None, None, None], None),
    ],
)
def test_a_common_system_prompt_travels_in_the_file(
    prompts: Sequence[str | None], expected: str | None, workspace: Path
) -> None:
    student = tiny.model_folder(workspace / "student", layers=1, hidden=32)
    with writing(workspace) as db:
        dataset = samples.freeze(db, systems(*prompts))
        made = distill_runs.create(db, dataset, samples.config(student, max_steps=1))
        run(distill_runs.distill(workspace, made.name))
    for item in run(export_run(workspace, made.name, ["Q8_0"])):
        assert gguf_file.read(item.path).metadata.get("stillroom.system_prompt") == expected
        with ChatSession(item.path) as session:
            spoken = (Message(Role.SYSTEM, expected),) if expected else ()
            assert session.messages == spoken


def test_changed_bytes_are_exported_anew(place: Path) -> None:
    first = run(finished_run.export(place))
    spoil(first[1].path, -5)
    times = first[0].path.stat().st_mtime_ns
    assert run(finished_run.export(place)) == first
    assert sha256_file(first[1].path) == first[1].sha256
    assert first[0].path.stat().st_mtime_ns == times, "the other file is kept"


def test_a_run_that_has_not_finished_has_nothing_to_export(workspace: Path) -> None:
    student = tiny.model_folder(workspace / "student", layers=1, hidden=32)
    with writing(workspace) as db:
        dataset = samples.freeze(db, samples.examples(4, 1))
        made = distill_runs.create(db, dataset, samples.config(student))
    with pytest.raises(WorkspaceError, match="no student yet"):
        run(export_run(workspace, made.name, ["F16"]))
    with pytest.raises(WorkspaceError, match="no student yet"):
        run(parity_run(workspace, made.name))


def test_a_certificate_needs_files(place: Path) -> None:
    with pytest.raises(InputError, match="no exported file"):
        run(finished_run.parity(place))


def test_a_base_is_known_by_its_bytes(workspace: Path) -> None:
    workspace.mkdir()
    folder = tiny.model_folder(workspace / "model", layers=1, hidden=32)
    first = run(export_base(workspace, str(folder), "Q8_0"))
    time = first.path.stat().st_mtime_ns
    assert run(export_base(workspace, str(folder), "Q8_0")) == first
    assert first.path.stat().st_mtime_ns == time, "made once"
    tiny.model_folder(folder, layers=1, hidden=32, seed=4)
    second = run(export_base(workspace, str(folder), "Q8_0"))
    assert second.path == first.path
    assert second.sha256 != first.sha256, "another model under the same name"


def test_a_base_of_the_library_is_known_by_its_manifest(workspace: Path) -> None:
    workspace.mkdir()
    source = tiny.model_folder(workspace / "model", layers=1, hidden=32)
    model = run(library.add(source, "mine"))
    first = run(export_base(workspace, "mine", "F16"))
    identity = model.manifest["identity"]
    assert gguf_file.read(first.path).metadata["stillroom.base"] == identity
    spoil(model.folder / "model.safetensors")
    second = run(export_base(workspace, "mine", "F16"))
    assert gguf_file.read(second.path).metadata["stillroom.base"] != identity
    assert second.sha256 != first.sha256, "its weights were replaced behind the manifest"


def spoil(path: Path, place: int = -1) -> None:
    """Flip a bit of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("quant", ["F16", "Q8_0"])
def test_changed_bytes_of_a_base_are_exported_anew(quant: str, workspace: Path) -> None:
    workspace.mkdir()
    folder = tiny.model_folder(workspace / "model", layers=1, hidden=32)
    first = run(export_base(workspace, str(folder), "Q8_0"))
    path = first.path.with_name(f"model-{quant}.gguf")
    digest = sha256_file(path)
    spoil(path, -5)
    assert run(export_base(workspace, str(folder), "Q8_0")) == first
    assert sha256_file(path) == digest
    (first.path.parent / "sha256.json").write_text("{", "utf-8")
    assert run(export_base(workspace, str(folder), "Q8_0")) == first
    spoil(path, -5)
    assert run(export_base(workspace, str(folder), "Q8_0")) == first, "it was written down again"


@pytest.mark.parametrize("tuning", ["lora", "full"])
def test_other_weights_are_another_file(tuning: str, workspace: Path) -> None:
    workspace.mkdir()
    finished_run.trained(workspace, tuning=tuning)
    first = run(finished_run.export(workspace))
    folder = workspace / finished_run.the_run(workspace).folder
    (weights,) = [*folder.glob("adapter/*.safetensors"), *folder.glob("model/*.safetensors")]
    assert gguf_file.read(first[0].path).metadata["stillroom.weights"] == sha256_file(weights)
    spoil(weights)
    second = run(finished_run.export(workspace))
    assert gguf_file.read(second[0].path).metadata["stillroom.weights"] == sha256_file(weights)
    assert [item.sha256 for item in second] != [item.sha256 for item in first]


@pytest.mark.parametrize("text", ["", "{", "[" * 9999, "{}", '{"models": []}'])
def test_a_damaged_record_is_said(text: str, place: Path) -> None:
    (place / finished_run.the_run(place).folder / "config.json").write_text(text, "utf-8")
    with pytest.raises(StillroomError) as caught:
        run(finished_run.export(place))
    assert caught.value.hint


def test_a_certificate_is_made_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(finished_run.export(place))
    first = run(finished_run.parity(place))
    assert first["holds"] is True
    assert first["examples"] == 9
    (row,) = recorded(place, "parity")
    file = place / row.path
    assert json.loads(file.read_text("utf-8")) == first
    card = file.with_name("MODEL_CARD.md").read_text("utf-8")
    assert "| Q8_0 |" in card
    assert f"{first['strings_equal']} of {first['strings']} strings" in card
    monkeypatch.setattr(certificates, "check", None)
    assert run(finished_run.parity(place)) == first
    monkeypatch.undo()
    fewer = run(parity_run(place, finished_run.the_run(place).name, 2))
    assert fewer["examples"] == 2, "other examples are another certificate"


def test_a_kill_before_the_row_makes_card_and_certificate_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(finished_run.export(place))
    real = artifacts.record

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(artifacts, "record", killed)
    with pytest.raises(KeyboardInterrupt):
        run(finished_run.parity(place))
    folder = place / "exports" / finished_run.the_run(place).name
    assert (folder / "MODEL_CARD.md").exists(), "the row is the last to be written"
    monkeypatch.setattr(artifacts, "record", real)
    assert run(finished_run.parity(place))["holds"] is True


def test_an_adapter_is_not_merged_into_another_base(place: Path) -> None:
    config = finished_run.the_run(place).config
    assert config["tuning"] == "lora"
    spoil(Path(str(config["student"])) / "model.safetensors")
    with pytest.raises(ModelError, match="no longer the one"):
        run(finished_run.export(place))
    assert not list(place.glob("exports/*/*.gguf"))


def test_no_figure_is_about_a_file_that_has_changed(place: Path) -> None:
    f16, q8 = run(finished_run.export(place))
    run(finished_run.parity(place))
    q8.path.write_bytes(f16.path.read_bytes())
    for job in (finished_run.parity, finished_run.evaluate):
        with pytest.raises(WorkspaceError, match="no longer the file"):
            run(job(place))
    q8.path.unlink()
    with pytest.raises(WorkspaceError, match="missing"):
        run(finished_run.parity(place))
