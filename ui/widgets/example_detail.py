"""One example in full, to read and to copy."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from ui import words
from ui.widgets.example_sources import Section

_LONGEST = 20_000  # characters of a text that are shown; copying takes all


class ExampleDetail(QWidget):
    """Headings and texts of the chosen row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel(self.tr("The chosen row"))
        self.heading.setProperty("kind", "heading")
        self.copy_button = QPushButton(self.tr("Copy"))
        self.copy_button.setAccessibleName(self.tr("Copy the chosen row"))
        self.copy_button.clicked.connect(self.copy)
        self.view = QTextBrowser()
        self.view.setOpenLinks(False)
        self.view.setAccessibleName(self.tr("The chosen row in full"))
        self.view.setPlaceholderText(self.tr("Choose a row above to read all of it here."))
        self.view.setMinimumHeight(150)
        self.view.setTabChangesFocus(True)
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.copy_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(head)
        box.addWidget(self.view, 1)
        self._sections: Sequence[Section] = ()
        self.show_sections(())

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show a row; none: say how to choose one."""
        self.copy_button.setEnabled(bool(sections))
        if sections == self._sections and sections:
            return  # where the reader has scrolled to stays
        self._sections = sections
        self.view.setHtml("".join(self._html(heading, text) for heading, text in sections))

    def _html(self, heading: str, text: str) -> str:
        more = ""
        if len(text) > _LONGEST:
            more = self.tr("… and {} more characters; Copy takes all of them.").format(
                words.number(len(text) - _LONGEST)
            )
            more = f"<p><i>{html.escape(more)}</i></p>"
        body = html.escape(text[:_LONGEST]) or "<i>–</i>"
        return (
            f'<p style="margin: 8px 0 2px 0"><b>{html.escape(heading)}</b></p>'
            f'<p style="margin: 0; white-space: pre-wrap">{body}</p>{more}'
        )

    def text(self) -> str:
        """All of the row as plain text."""
        return "\n\n".join(f"{heading}\n{text}" for heading, text in self._sections)

    def copy(self) -> None:
        """Put all of the row on the clipboard."""
        if self._sections:
            QGuiApplication.clipboard().setText(self.text())
