"""A recipe is read whole, or refused with the place of the mistake."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import recipe
from app.curate.split import FreezeSettings
from app.distill.config import Tuning
from app.domain import TeacherKind
from app.errors import InputError
from app.job import Job, Progress, run
from app.models import library
from app.models.base import Sampling
from app.store import completions, projects, prompts
from app.store import workspace as workspaces

GOOD: dict[str, dict[str, Any]] = {
    "project": {"name": "contracts"},
    "prompts": {"files": ["prompts.csv"], "map": {"prompt": "Question"}},
    "teacher": {"kind": "recorded", "name": "big", "files": ["responses.csv"]},
    "distill": {"student": "some-model"},
}


def toml(values: dict[str, Any]) -> str:
    """The tables as TOML (all values used here are written the same way in JSON)."""
    lines: list[str] = []
    for name, table in values.items():
        if not isinstance(table, dict):
            lines.insert(0, f"{name} = {json.dumps(table)}")
            continue
        lines.append(f"[{name}]")
        for key, value in table.items():
            inner = value if isinstance(value, dict) else None
            text = (
                "{" + ", ".join(f"{k} = {json.dumps(v)}" for k, v in inner.items()) + "}"
                if inner is not None
                else json.dumps(value)
            )
            lines.append(f"{key} = {text}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that a recipe names."""
    place = tmp_path / "a folder"
    place.mkdir()
    (place / "prompts.csv").write_text("Question,Gold\nOne?,1\nTwo?,2\n", "utf-8")
    (place / "responses.csv").write_text("Question,Reply\nOne?,1!\nTwo?,2!\n", "utf-8")
    return place


def write(folder: Path, **changes: Any) -> Path:
    """A good recipe with some tables changed; None leaves a table out."""
    values = {key: dict(value) for key, value in GOOD.items()}
    for name, change in changes.items():
        if change is None:
            del values[name]
        elif isinstance(change, dict):
            values[name] = {
                key: value
                for key, value in {**values.get(name, {}), **change}.items()
                if value is not None
            }
        else:
            values[name] = change
    path = folder / "my recipe.toml"
    path.write_text(toml(values), "utf-8")
    return path


def test_the_shipped_recipe_loads() -> None:
    found = recipe.demo_recipe()
    assert found.project == "contracts"
    assert found.teacher_kind is TeacherKind.RECORDED
    assert [path.name for path in (*found.prompts, *found.responses)] == [
        "prompts.jsonl",
        "responses.jsonl",
    ]
    assert all(path.is_file() for path in (*found.prompts, *found.responses))
    assert found.distill.tuning is Tuning.FULL
    assert found.evaluate_quant in found.quants
    assert found.question


def test_what_a_recipe_leaves_out_has_its_default(folder: Path) -> None:
    found = recipe.load(write(folder))
    assert found.prompts == (folder / "prompts.csv",), "paths are relative to the recipe"
    assert found.responses == (folder / "responses.csv",)
    assert found.mapping == {"prompt": "Question"}
    assert (found.sampling, found.freeze) == (Sampling(), FreezeSettings())
    assert found.quants == ("F16", "Q8_0", "Q4_K_M")
    assert (found.evaluate_quant, found.parity_examples, found.question) == ("Q8_0", 0, "")


def test_everything_a_recipe_can_say(folder: Path) -> None:
    found = recipe.load(
        write(
            folder,
            generate={"max_tokens": 9, "temperature": 1, "top_p": 0.5, "seed": 4},
            freeze={"validation": 0, "test": 0.25, "seed": 3, "name": "first"},
            export={"quants": ["Q6_K", "F16"]},
            evaluate={"quant": "Q6_K"},
            parity={"examples": 5},
            chat={"question": "Well?"},
            distill={"epochs": 2, "tuning": "full"},
        )
    )
    assert found.sampling == Sampling(9, 1.0, 0.5, 4)
    assert found.freeze == FreezeSettings(0.0, 0.25, 3, "first")
    assert found.quants == ("Q6_K", "F16")
    assert (found.evaluate_quant, found.parity_examples, found.question) == ("Q6_K", 5, "Well?")
    assert (found.distill.epochs, found.distill.tuning) == (2.0, Tuning.FULL)


def test_a_recipe_may_begin_with_a_byte_order_mark(folder: Path) -> None:
    path = write(folder)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert recipe.load(path).project == "contracts"


def test_a_model_may_lie_beside_the_recipe(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stillroom_home: Path
) -> None:
    monkeypatch.chdir(folder.parent)
    (folder / "models" / "mine").mkdir(parents=True)
    (folder / "teacher.gguf").write_bytes(b"GGUF")
    given: dict[str, Any] = {
        "teacher": {"kind": "gguf", "model": "teacher.gguf", "files": None},
        "distill": {"student": "models/mine"},
    }
    write(folder, **given)
    found = recipe.load(Path("a folder") / "my recipe.toml")
    assert found.distill.student == str(folder / "models" / "mine")
    assert found.teacher_location == str(folder / "teacher.gguf")
    # A name in the library goes before.
    (folder / "known").mkdir()
    (stillroom_home / "models" / "known").mkdir(parents=True)
    (stillroom_home / "models" / "known" / library.MANIFEST).write_text("{}", "utf-8")
    assert recipe.load(write(folder, distill={"student": "known"})).distill.student == "known"


MISTAKES: dict[str, tuple[dict[str, Any], str]] = {
    "no project": ({"project": None}, r"project\.name is missing"),
    "a blank name": ({"project": {"name": " "}}, r"project\.name is missing"),
    "no prompts": ({"prompts": None}, r"prompts\.files names no file"),
    "no teacher": ({"teacher": None}, r"teacher\.kind is missing"),
    "no student": ({"distill": None}, r"\[distill\] in my recipe\.toml names no student"),
    "no table": ({"project": "contracts"}, "project must be a table"),
    "an unknown table": ({"projekt": {"name": "x"}}, "'projekt' is unknown in the recipe"),
    "an unknown key": ({"export": {"quant": ["F16"]}}, r"'quant' is unknown in \[export\]"),
    "an unknown project key": ({"project": {"titel": "x"}}, r"'titel' is unknown in \[project\]"),
    "an unknown prompts key": ({"prompts": {"file": "x"}}, r"'file' is unknown in \[prompts\]"),
    "an unknown teacher key": ({"teacher": {"url": "x"}}, r"'url' is unknown in \[teacher\]"),
    "an unknown setting": ({"distill": {"epoch": 1}}, r"\[distill\] in .*unknown setting 'epoch'"),
    "a number for a name": ({"project": {"name": 7}}, r"project\.name is missing or no text"),
    "a text for a list": ({"prompts": {"files": "prompts.csv"}}, r"prompts\.files must be a list"),
    "a list of numbers": ({"export": {"quants": [16]}}, r"export\.quants must be a list of texts"),
    "a text for a number": ({"parity": {"examples": "all"}}, r"parity\.examples must be a whole"),
    "a number below 0": ({"parity": {"examples": -1}}, r"parity\.examples must be a whole"),
    "a truth for a number": ({"parity": {"examples": True}}, r"parity\.examples must be a whole"),
    "a map that is none": ({"prompts": {"map": "Question"}}, r"prompts\.map must be a table"),
    "a map to a number": ({"prompts": {"map": {"prompt": 1}}}, r"prompts\.map must be a table"),
    "hot": ({"generate": {"temperature": "hot"}}, r"generate\.temperature must be a number"),
    "too hot": ({"generate": {"temperature": 9.0}}, r"generate\.temperature .* from 0 to 5"),
    "no token": ({"generate": {"max_tokens": 0}}, r"generate\.max_tokens .* of 1 or more"),
    "half a token": ({"generate": {"max_tokens": 0.5}}, r"generate\.max_tokens must be a whole"),
    "an unknown sampling": ({"generate": {"top_k": 1}}, r"'top_k' is unknown in \[generate\]"),
    "a text for a share": ({"freeze": {"test": "x"}}, r"freeze\.test must be a number"),
    "a text for a seed": ({"freeze": {"seed": "x"}}, r"freeze\.seed must be a whole number"),
    "too large shares": ({"freeze": {"test": 0.5, "validation": 0.5}}, r"\[freeze\]: .*training"),
    "an unknown quant": ({"export": {"quants": ["Q3"]}}, "no quant 'Q3'; known: F16"),
    "an unknown evaluated one": ({"evaluate": {"quant": "Q3"}}, "no quant 'Q3'"),
    "one that is not exported": (
        {"export": {"quants": ["F16"]}},
        r"evaluate\.quant Q8_0 is not among export\.quants",
    ),
    "an unknown kind": ({"teacher": {"kind": "oracle"}}, r"teacher\.kind must be one of recorded"),
    "no model": ({"teacher": {"kind": "gguf"}}, r"teacher\.model is missing"),
    "no responses": ({"teacher": {"files": None}}, r"teacher\.files names no file"),
    "a missing file": (
        {"prompts": {"files": ["prompts.csv", "more.csv"]}},
        r"prompts\.files names more\.csv, which is not there",
    ),
    "a folder for a file": ({"teacher": {"files": ["."]}}, r"teacher\.files names .*not there"),
    "a wrong value": ({"distill": {"method": "magic"}}, r"\[distill\] in .*method cannot be"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_place(mistake: str, folder: Path) -> None:
    changes, complaint = MISTAKES[mistake]
    with pytest.raises(InputError, match=complaint) as caught:
        recipe.load(write(folder, **changes))
    assert "my recipe.toml" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"[project\nname = ", r"is no recipe: .*line 1"),
        (b"project: contracts\n", "is no recipe"),
        (toml(GOOD).encode("utf-16"), r"is no recipe: .*utf-8"),
        ("name = 'Verträge'".encode("latin-1"), "is no recipe"),
        (b"x = " + b"[" * 20_000, "is no recipe"),
        (b"\x00\x01\x02", "is no recipe"),
        (b"", r"teacher\.kind is missing"),
        (b"\n# nothing yet\n", r"teacher\.kind is missing"),
    ],
    ids=["cut", "YAML", "UTF-16", "Latin-1", "deep", "binary", "empty", "comments"],
)
def test_a_file_that_is_no_recipe_is_said_so(content: bytes, complaint: str, folder: Path) -> None:
    path = folder / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=complaint) as caught:
        recipe.load(path)
    assert "broken.toml" in caught.value.message


def test_a_missing_recipe_and_a_folder_are_said_so(folder: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.toml cannot be read: No such file"):
        recipe.load(folder / "missing.toml")
    with pytest.raises(InputError, match=r"a folder cannot be read: Is a directory"):
        recipe.load(folder)


def collected(place: Path, found: recipe.Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drive the journey up to where curation begins."""

    class Collected(Exception):
        pass

    def curate(*_: object, **__: object) -> Job[None]:
        yield Progress()
        raise Collected

    def nothing(_: object) -> Iterator[Progress]:
        yield Progress()

    monkeypatch.setattr(recipe, "curate", curate)
    monkeypatch.setattr(recipe, "_model", nothing)
    with workspaces.writing(place), pytest.raises(Collected):
        run(recipe.journey(place, found))


@pytest.mark.parametrize("same_file", [False, True], ids=["two files", "one file"])
def test_one_mapping_serves_prompts_and_responses(
    same_file: bool, folder: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = {"prompt": "Question", "response": "Reply", "reference": "Gold"}
    if same_file:
        text = "Question,Gold,Reply\nOne?,1,1!\nTwo?,2,2!\n"
        for name in ("prompts.csv", "responses.csv"):
            (folder / name).write_text(text, "utf-8")
    found = recipe.load(write(folder, prompts={"map": columns}))
    collected(workspace, found, monkeypatch)
    with workspaces.reading(workspace) as database:
        project = projects.get(database, "contracts")
        stored = prompts.page(database, project)
        answers = completions.page(database, projects.get_teacher(database, project, "big"))
    assert [(item.messages[0].content, item.reference) for item in stored] == [
        ("One?", "1"),
        ("Two?", "2"),
    ]
    assert [item.text for item in answers] == ["1!", "2!"]


def test_responses_may_have_a_mapping_of_their_own(
    folder: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "prompts.csv").write_text("Question\nOne?\n", "utf-8")
    (folder / "responses.csv").write_text("asked,Old,New\nOne?,wrong,right\n", "utf-8")
    for column in ("Old", "New"):
        found = recipe.load(
            write(
                folder,
                prompts={"map": {"prompt": "Question"}},
                teacher={"map": {"prompt": "asked", "response": column}},
            )
        )
        collected(workspace, found, monkeypatch)
    with workspaces.reading(workspace) as database:
        project = projects.get(database, "contracts")
        answers = completions.page(database, projects.get_teacher(database, project, "big"))
    assert [item.text for item in answers] == ["wrong", "right"]
    assert len({item.origin for item in answers}) == 2


def test_the_stages_are_all_of_the_work() -> None:
    assert len({stage.name for stage in recipe.STAGES}) == len(recipe.STAGES) == 7

    def job() -> Job[str]:
        yield Progress(1, 2, "half", {"loss": 1.0})
        yield Progress(5, 2, "more than all")
        yield Progress(0, 0, "who knows")
        return "done"

    overall = []
    for number in range(len(recipe.STAGES)):
        reports: list[Progress] = []
        assert run(recipe._stage(number, job()), reports.append) == "done"
        assert reports[0].metrics["loss"] == 1.0
        assert reports[0].stage == f"{number + 1}/7 {recipe.STAGES[number].name}"
        overall += [report.metrics["overall"] for report in reports[:2]]
    assert overall == sorted(overall)
    assert overall[-1] == 1.0


def test_a_recipe_is_a_value(folder: Path) -> None:
    path = write(folder)
    assert recipe.load(path) == recipe.load(path)
    assert tomllib.loads(path.read_text("utf-8"))["project"]["name"] == "contracts"
    with pytest.raises(dataclasses.FrozenInstanceError):
        recipe.load(path).project = "other"  # type: ignore[misc]
