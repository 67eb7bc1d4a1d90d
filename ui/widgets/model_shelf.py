"""The library of local models as a table, with what can be done to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QVBoxLayout, QWidget

from app.models.inventory import Item
from ui import distill_words, words
from ui.pages.base import row, text
from ui.widgets.facts_table import FactsTable


class ModelShelf(QWidget):
    """Says what the user wants; its page does it."""

    picked = Signal(str)
    fetch = Signal()
    brought = Signal(object)  # Path of a folder or GGUF file to import
    removed = Signal(str)  # the user has confirmed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: dict[str, Item] = {}
        self._selected = ""
        self.table = FactsTable(
            [
                self.tr("Name"),
                self.tr("Size on disk"),
                self.tr("Parameters"),
                self.tr("License"),
                self.tr("Can be trained"),
            ],
            self.tr("Models of the library"),
        )
        self.table.picked.connect(self._on_picked)
        self.empty = text(
            self.tr(
                "The library is empty. Fetch the starter model (93 MB, free to use), or import a "
                "model that you have as a folder or a file."
            )
        )
        self.waiting = text(self.tr("Looking at the models…"), "muted")
        self.note = text("", "muted")
        self.fetch_button = QPushButton(self.tr("Fetch the starter model"))
        self.fetch_button.clicked.connect(self.fetch)
        self.folder_button = QPushButton(self.tr("Import a folder…"))
        self.folder_button.clicked.connect(self._on_folder)
        self.file_button = QPushButton(self.tr("Import a GGUF file…"))
        self.file_button.clicked.connect(self._on_file)
        self.remove_button = QPushButton(self.tr("Remove…"))
        self.remove_button.clicked.connect(self._on_remove)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.waiting, self.empty, self.table, self.note):
            box.addWidget(widget)
        box.addWidget(
            row(self.fetch_button, self.folder_button, self.file_button, self.remove_button)
        )
        self._show_note()

    def show_models(self, items: Sequence[Item] | None, chosen: str, *, starter: str) -> None:
        """Show the library; None: it has not been looked at yet."""
        self.items = {item.name: item for item in items or ()}
        if self._selected not in self.items:
            self._selected = ""
        self.waiting.setVisible(items is None)
        self.empty.setVisible(items is not None and not self.items)
        self.table.setVisible(bool(self.items))
        self.table.show_rows(
            [(item.name, self._row(item)) for item in self.items.values()],
            self._selected or chosen,
        )
        self.fetch_button.setVisible(starter not in self.items)
        plain = "primary" if items is not None and not self.items else ""
        if self.fetch_button.property("kind") != plain:
            self.fetch_button.setProperty("kind", plain)
            self.fetch_button.style().polish(self.fetch_button)
        self._show_note()

    def set_busy(self, busy: bool) -> None:
        """While something runs the library stays as it is."""
        for button in (self.fetch_button, self.folder_button, self.file_button):
            button.setEnabled(not busy)
        self.remove_button.setEnabled(not busy and self.table.current() in self.items)

    def _row(self, item: Item) -> list[str]:
        if item.problem:
            return [item.name, "–", "–", "–", self.tr("no: damaged")]
        return [
            item.name,
            words.size(item.size),
            distill_words.count(item.parameters),
            item.license or self.tr("not known"),
            self.tr("yes") if item.trainable else self.tr("no: GGUF only"),
        ]

    def _show_note(self) -> None:
        item = self.items.get(self.table.current())
        note = ""
        if item is not None and item.problem:
            note = self.tr("“{}” cannot be used: {}").format(item.name, item.problem)
        elif item is not None and not item.trainable:
            note = self.tr(
                "“{}” can be a teacher, but no student: its GGUF file could not be turned into a "
                "form that can be trained. Import its Hugging Face folder."
            ).format(item.name)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def _on_picked(self, name: str) -> None:
        self._selected = name
        self._show_note()
        self.picked.emit(name)

    def _on_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Choose a model folder"))
        if found:
            self.brought.emit(Path(found))

    def _on_file(self) -> None:
        found, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a GGUF file"), "", self.tr("GGUF files (*.gguf);;All files (*)")
        )
        if found:
            self.brought.emit(Path(found))

    def _on_remove(self) -> None:
        name = self.table.current()
        if not name:
            return
        asked = self.tr(
            "Remove “{}” from the library? Its files are deleted from this machine. Runs that "
            "began with it can then no longer be exported."
        )
        answer = QMessageBox.question(
            self,
            self.tr("Remove a model"),
            asked.format(name),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            QMessageBox.StandardButton.No,
        )
        if answer is QMessageBox.StandardButton.Yes:
            self._selected = ""
            self.removed.emit(name)
