"""Where things lie: one override for all, models shared, resources found when frozen."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from app import paths


def test_one_variable_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STILLROOM_HOME", str(tmp_path / "here"))
    assert paths.home() == tmp_path / "here"
    assert paths.default_workspace() == tmp_path / "here" / "workspace"
    assert paths.models() == tmp_path / "here" / "models"
    assert paths.settings_file() == tmp_path / "here" / "settings.json"


@pytest.mark.parametrize("value", [None, ""])
def test_without_it_the_systems_data_folder_is_used(
    value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is None:
        monkeypatch.delenv("STILLROOM_HOME")
    else:
        monkeypatch.setenv("STILLROOM_HOME", value)
    assert paths.home() == Path(platformdirs.user_data_dir("stillroom", appauthor=False))


@pytest.mark.parametrize("name", ["STILLROOM_HOME", "STILLROOM_MODELS"])
def test_a_relative_or_home_path_becomes_absolute(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = paths.home if name == "STILLROOM_HOME" else paths.models
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, "relative")
    assert found() == tmp_path / "relative"
    monkeypatch.setenv(name, "~/mine")
    assert found() == Path.home() / "mine"


def test_models_can_lie_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = paths.home()
    monkeypatch.setenv("STILLROOM_MODELS", str(tmp_path / "shared"))
    assert paths.models() == tmp_path / "shared"
    assert paths.home() == home


def test_resources_come_from_the_checkout() -> None:
    assert paths.resources() == Path(__file__).resolve().parents[2] / "resources"
    assert paths.resources().is_dir()


def test_resources_come_from_the_bundle_when_frozen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"
