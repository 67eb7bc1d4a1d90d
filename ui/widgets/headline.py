"""A card's heading on one line, with “What is this?” right behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from ui.widgets.explain import explained

_LONGEST = 70  # characters: a name that somebody pasted must not widen the page


def headline(title: str, term: str) -> tuple[QLabel, QWidget]:
    """The label, to change its text later with ``say``, and the line to show."""
    label = QLabel()
    label.setProperty("kind", "heading")
    say(label, title)
    return label, explained(label, term)


def say(label: QLabel, title: str) -> None:
    """Set the heading's text, cut where it is too long for one line."""
    label.setText(title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…")
    label.setToolTip(title if len(title) > _LONGEST else "")
