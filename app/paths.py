"""Where things lie: data, models, cache and shipped resources; one override for all of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

_APP = "stillroom"


def home() -> Path:
    """The folder of everything Stillroom keeps for this user (``STILLROOM_HOME`` overrides)."""
    override = os.environ.get("STILLROOM_HOME")
    if override:
        return Path(override).expanduser().absolute()
    return platformdirs.user_data_path(_APP, appauthor=False)


def default_workspace() -> Path:
    """The workspace used when the user names none."""
    return home() / "workspace"


def models() -> Path:
    """The library of local models, shared by all workspaces (``STILLROOM_MODELS`` overrides)."""
    override = os.environ.get("STILLROOM_MODELS")
    return Path(override).expanduser().absolute() if override else home() / "models"


def logs() -> Path:
    """The folder of log files."""
    return home() / "logs"


def settings_file() -> Path:
    """The user's settings."""
    return home() / "settings.json"


def resources() -> Path:
    """The shipped resources, from a checkout or from a frozen application."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    return root / "resources"
