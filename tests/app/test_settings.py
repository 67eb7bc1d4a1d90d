"""Settings and their file: defaults, round trip, files that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app import paths, settings
from app.errors import InputError
from app.settings import Settings


def test_a_missing_file_gives_the_defaults() -> None:
    loaded = settings.load()
    assert loaded == Settings(workspace="", threads=0)
    assert loaded.workspace_path() == paths.default_workspace()


def test_what_is_saved_is_loaded_again() -> None:
    chosen = Settings(workspace="/data/büro", threads=4)
    settings.save(chosen)
    assert paths.settings_file().is_file()
    assert settings.load() == chosen
    assert settings.load().workspace_path() == Path("/data/büro")


def test_another_file_can_be_named(tmp_path: Path) -> None:
    settings.save(Settings(threads=2), tmp_path / "other.json")
    assert settings.load(tmp_path / "other.json").threads == 2
    assert settings.load().threads == 0


def test_a_workspace_in_the_home_folder_is_found() -> None:
    assert Settings(workspace="~/distilled").workspace_path() == Path.home() / "distilled"


def test_settings_of_a_newer_version_are_ignored(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"threads": 3, "colour": "dark"}), "utf-8")
    assert settings.load(path) == Settings(threads=3)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1]",
        b"null",
        b'"text"',
        b'{"threads": "four"}',
        b'{"threads": 1.5}',
        b'{"threads": true}',
        b'{"threads": -1}',
        b'{"workspace": 3}',
        b'{"workspace": null}',
        b'\xff\xfe{"threads": 1}',
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        settings.load(path)
    assert str(path) in caught.value.message
    assert "delete it" in caught.value.hint
