"""The language of the window: the user's choice, else the desktop's, else English."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app import paths

KNOWN = {"en": "English", "de": "Deutsch"}
_installed: list[QTranslator] = []


def folder() -> str:
    """Where the translations lie."""
    return str(paths.resources() / "translations")


def install(application: QApplication, chosen: str = "") -> str:
    """Load the translation of a language (empty: the desktop's); returns the one in use."""
    for translator in _installed:
        application.removeTranslator(translator)
    _installed.clear()
    name = chosen or QLocale.system().name().split("_")[0]
    if name not in KNOWN:
        name = "en"
    QLocale.setDefault(QLocale(name) if chosen else QLocale.system())
    if name == "en":
        return name
    for base, place in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("stillroom", folder()),
    ):
        translator = QTranslator(application)
        if translator.load(f"{base}_{name}", place):
            application.installTranslator(translator)
            _installed.append(translator)
    return name
