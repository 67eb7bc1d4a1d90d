"""Files and folders are whole or absent; hashes are what others compute."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import files


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_staged_file_appears_at_the_end_only(tmp_path: Path) -> None:
    target = tmp_path / "new" / "student.gguf"
    with files.staged_file(target) as staging:
        staging.write_bytes(b"all of it")
        assert not target.exists()
        assert staging.parent == target.parent  # a rename between disks is a copy
        assert staging.name.endswith(files.STAGING)
    assert target.read_bytes() == b"all of it"
    assert names(target.parent) == ["student.gguf"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_a_failing_body_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    target = tmp_path / "config.json"
    target.write_bytes(b"old")
    with pytest.raises(error), files.staged_file(target) as staging:  # noqa: PT012
        staging.write_bytes(b"half of the n")
        raise error
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["config.json"]


def test_a_failing_body_leaves_no_file_where_there_was_none(tmp_path: Path) -> None:
    target = tmp_path / "config.json"
    with pytest.raises(ValueError), files.staged_file(target) as staging:  # noqa: PT011, PT012
        staging.write_bytes(b"half")
        raise ValueError
    assert names(tmp_path) == []


def test_a_staged_file_replaces_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "config.json"
    target.write_bytes(b"old and longer")
    files.write_bytes(target, b"new")
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["config.json"]


def test_what_a_killed_process_left_is_not_taken_up_again(tmp_path: Path) -> None:
    target = tmp_path / "rows.jsonl"
    target.with_name(target.name + files.STAGING).write_bytes(b"of the killed one\n")
    with files.staged_file(target) as staging, staging.open("ab") as stream:
        stream.write(b"row\n")
    assert target.read_bytes() == b"row\n"


def test_a_body_that_writes_nothing_fails_and_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "config.json"
    target.write_bytes(b"old")
    with pytest.raises(FileNotFoundError), files.staged_file(target):
        pass
    assert target.read_bytes() == b"old"


def test_a_staged_folder_appears_at_the_end_only(tmp_path: Path) -> None:
    target = tmp_path / "checkpoints" / "step-10"
    with files.staged_folder(target) as staging:
        (staging / "deep").mkdir()
        (staging / "deep" / "adapter.safetensors").write_bytes(b"weights")
        assert not target.exists()
    assert names(target.parent) == ["step-10", "step-10/deep", "step-10/deep/adapter.safetensors"]


@pytest.mark.parametrize("error", [ValueError, GeneratorExit])
def test_a_failing_body_leaves_the_old_folder_whole(
    tmp_path: Path, error: type[BaseException]
) -> None:
    target = tmp_path / "step-10"
    target.mkdir()
    (target / "old").write_bytes(b"old")
    with pytest.raises(error), files.staged_folder(target) as staging:  # noqa: PT012
        (staging / "new").write_bytes(b"new")
        raise error
    assert names(tmp_path) == ["step-10", "step-10/old"]


def test_a_staged_folder_replaces_the_old_one_and_does_not_mix_them(tmp_path: Path) -> None:
    target = tmp_path / "step-10"
    target.mkdir()
    (target / "old").write_bytes(b"old")
    leftover = target.with_name(target.name + files.STAGING)
    leftover.mkdir()
    (leftover / "of-the-killed-one").write_bytes(b"half")
    with files.staged_folder(target) as staging:
        (staging / "new").write_bytes(b"new")
    assert names(tmp_path) == ["step-10", "step-10/new"]


def test_a_folder_is_whole_even_when_deleting_the_old_one_stops_half_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "model"
    target.mkdir()
    for name in ("config.json", "model.safetensors"):
        (target / name).write_bytes(b"old")

    def interrupted(path: Path, **_: bool) -> None:
        victims = sorted(path.glob("*")) if path.exists() else []
        if victims and any(victim.read_bytes() == b"old" for victim in victims):
            victims[0].unlink()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), files.staged_folder(target) as staging:  # noqa: PT012
        for name in ("config.json", "model.safetensors"):
            (staging / name).write_bytes(b"new")
        monkeypatch.setattr(shutil, "rmtree", interrupted)
    assert {path.name: path.read_bytes() for path in target.glob("*")} == {
        "config.json": b"new",
        "model.safetensors": b"new",
    }


@pytest.mark.skipif(os.name == "nt", reason="directories cannot be flushed on Windows")
def test_bytes_are_on_the_disk_before_the_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []

    def recorded(name: str, real: Callable[..., Any], which: int) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            events.append(f"{name} {Path(args[which]).name}")
            return real(*args)

        return call

    monkeypatch.setattr(files, "sync_file", recorded("flush", files.sync_file, 0))
    monkeypatch.setattr(files, "sync_directory", recorded("flush", files.sync_directory, 0))
    monkeypatch.setattr(Path, "replace", recorded("name", Path.replace, 1))
    with files.staged_folder(tmp_path / "model") as staging:
        (staging / "weights").write_bytes(b"w")
    files.write_bytes(tmp_path / "manifest", b"m")
    assert events == [
        *("flush weights", "flush model.staging", "name model", f"flush {tmp_path.name}"),
        *("flush manifest.staging", "name manifest", f"flush {tmp_path.name}"),
    ]


def test_json_is_written_readable_and_in_order(tmp_path: Path) -> None:
    target = tmp_path / "config.json"
    files.write_json(target, {"b": [1, 2.5], "a": "Größe"})
    assert target.read_bytes().decode("utf-8") == (
        '{\n  "a": "Größe",\n  "b": [\n    1,\n    2.5\n  ]\n}\n'
    )


def test_a_value_that_is_no_json_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "config.json"
    files.write_json(target, 1)
    with pytest.raises(TypeError):
        files.write_json(target, {"path": tmp_path})
    assert target.read_text("utf-8") == "1\n"


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_a_files_sha256_is_that_of_its_bytes(tmp_path: Path, size: int) -> None:
    data = random.Random(size).randbytes(size)
    (tmp_path / "file").write_bytes(data)
    assert files.sha256_file(tmp_path / "file") == hashlib.sha256(data).hexdigest()


def test_a_folders_sha256_names_every_file(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "b").write_bytes(b"2")
    (tmp_path / "deep" / "a").write_bytes(b"1")
    expected = {"b": hashlib.sha256(b"2").hexdigest(), "deep/a": hashlib.sha256(b"1").hexdigest()}
    assert files.sha256_folder(tmp_path) == expected
    assert files.sha256_folder(tmp_path, ["deep/a"]) == {"deep/a": expected["deep/a"]}
    with pytest.raises(FileNotFoundError):
        files.sha256_folder(tmp_path, ["missing"])


def test_the_canonical_form_is_sorted_compact_utf8() -> None:
    text = '{"a":["ö",null,true],"b":1}'
    expected = hashlib.sha256(text.encode("utf-8")).hexdigest()
    assert files.sha256_json({"b": 1, "a": ["ö", None, True]}) == expected


def test_half_a_surrogate_pair_can_be_hashed() -> None:
    assert files.sha256_json("\ud83d") != files.sha256_json("\ud83e")


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def shuffled(value: Any, source: random.Random) -> Any:
    """The same JSON value with the keys of all objects in another order."""
    if isinstance(value, list):
        return [shuffled(item, source) for item in value]
    if isinstance(value, dict):
        items = [(key, shuffled(item, source)) for key, item in value.items()]
        source.shuffle(items)
        return dict(items)
    return value


@given(st.dictionaries(st.text(), values, min_size=2), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(value: Any, source: random.Random) -> None:
    assert files.sha256_json(shuffled(value, source)) == files.sha256_json(value)


@given(values, values)
def test_different_values_have_different_hashes(one: Any, other: Any) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (files.sha256_json(one) == files.sha256_json(other)) == same


@given(values)
def test_a_hash_survives_writing_and_reading(value: Any) -> None:
    assert files.sha256_json(json.loads(json.dumps(value))) == files.sha256_json(value)
