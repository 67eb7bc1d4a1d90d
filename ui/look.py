"""How this user's window looks: size, colors, language; kept beside the settings, read at once."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings

from app import paths


def _file() -> QSettings:
    return QSettings(str(paths.home() / "window.ini"), QSettings.Format.IniFormat)


def text(key: str) -> str:
    """A kept text (scheme, language, project); empty where there is none."""
    return str(_file().value(key) or "")


def geometry() -> QByteArray | None:
    """Where the window was."""
    kept = _file().value("geometry")
    return kept if isinstance(kept, QByteArray) else None


def keep(**values: object) -> None:
    """Store values at once."""
    kept = _file()
    for key, value in values.items():
        kept.setValue(key, value)
    kept.sync()
