"""Typed settings and their file."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

from app import files, paths
from app.errors import InputError


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has chosen for every workspace; defaults fit a fresh machine."""

    workspace: str = ""  # empty: paths.default_workspace()
    threads: int = 0  # processor threads for models; 0: all cores

    def workspace_path(self) -> Path:
        """The workspace to open when a command names none."""
        return Path(self.workspace).expanduser() if self.workspace else paths.default_workspace()


def load(path: Path | None = None) -> Settings:
    """Read the settings; a missing file gives the defaults, unknown keys are ignored."""
    path = path or paths.settings_file()
    if not path.exists():
        return Settings()
    try:
        values = json.loads(path.read_text("utf-8"))
        defaults = dataclasses.asdict(Settings())
        chosen = {key: value for key, value in values.items() if key in defaults}
        if any(type(value) is not type(defaults[key]) for key, value in chosen.items()):
            raise TypeError
        settings = Settings(**chosen)
        if settings.threads < 0:
            raise ValueError
    except (ValueError, TypeError, AttributeError):
        raise InputError(
            f"The settings file cannot be read: {path}",
            "Mend it, or delete it to return to the defaults.",
        ) from None
    return settings


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings, whole or not at all."""
    path = path or paths.settings_file()
    files.write_json(path, dataclasses.asdict(settings))
