"""One form for each kind of teacher that can be added; a further kind is one more class here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.domain import TeacherKind
from app.models.inventory import Item
from ui.pages.base import row, text

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """A teacher to add."""

    name: str
    kind: TeacherKind
    location: str


class TeacherForm(QWidget):
    """What a kind of teacher needs to be told. Subclasses fill ``rows`` and say what is wanted."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST)
        self.name.setAccessibleName(self.tr("Name of the teacher"))
        self.name.textChanged.connect(self.edited)
        self.rows = QFormLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def title(self) -> str:
        """The kind's name in the list of kinds."""
        raise NotImplementedError

    def about(self) -> str:
        """What the kind is for, in a sentence or two."""
        raise NotImplementedError

    def missing(self) -> str:
        """What is missing before it can be added; empty where nothing is."""
        return "" if self.name.text().strip() else self.tr("Give the teacher a name.")

    def wanted(self) -> Wanted:
        """The teacher to add; asked only when nothing is missing."""
        raise NotImplementedError

    def show_models(self, items: Sequence[Item]) -> None:
        """The library as it is now, for the kinds that choose from it."""

    def clear(self) -> None:
        """Be ready for the next one."""
        self.name.clear()


class RecordedForm(TeacherForm):
    """Answers that were recorded earlier, in files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name.setPlaceholderText(self.tr("For example: our large model"))
        self.model = QLineEdit()
        self.model.setMaxLength(_LONGEST)
        self.model.setAccessibleName(self.tr("Model that the answers came from"))
        self.model.setPlaceholderText(
            self.tr("Leave it empty if you do not know, or the file says it")
        )
        self.rows.addRow(self.tr("&Name"), self.name)
        self.rows.addRow(self.tr("&Model they came from"), self.model)

    def title(self) -> str:
        return self.tr("Recorded answers (a file)")

    def about(self) -> str:
        return self.tr(
            "Answers that a large model gave earlier, exported to a file. You choose the file on "
            "the page Responses."
        )

    def wanted(self) -> Wanted:
        name = self.name.text().strip()
        return Wanted(name, TeacherKind.RECORDED, self.model.text().strip() or name)

    def clear(self) -> None:
        super().clear()
        self.model.clear()


class LocalForm(TeacherForm):
    """A model on this machine: of the library, a folder, or a GGUF file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggested = ""
        self.models = QComboBox()
        self.models.setAccessibleName(self.tr("Model of the library"))
        self.models.currentIndexChanged.connect(self._on_model)
        self.folder_button = QPushButton(self.tr("Choose a model folder…"))
        self.folder_button.clicked.connect(self._on_folder)
        self.file_button = QPushButton(self.tr("Choose a GGUF file…"))
        self.file_button.clicked.connect(self._on_file)
        self.path = text("", "muted")
        self._chosen: tuple[TeacherKind, str] | None = None
        self.rows.addRow(self.tr("&Model"), self.models)
        self.rows.addRow(QLabel(self.tr("Or")), row(self.folder_button, self.file_button))
        self.rows.addRow("", self.path)
        self.rows.addRow(self.tr("&Name"), self.name)
        self.show_models([])

    def title(self) -> str:
        return self.tr("A model on this machine")

    def about(self) -> str:
        return self.tr(
            "Stillroom loads it and lets it answer your prompts. It may be a Hugging Face folder "
            "(config.json and *.safetensors) or one GGUF file; nothing leaves this machine."
        )

    def missing(self) -> str:
        if self._chosen is None:
            return self.tr("Choose a model.")
        return super().missing()

    def wanted(self) -> Wanted:
        assert self._chosen is not None
        return Wanted(self.name.text().strip(), *self._chosen)

    def show_models(self, items: Sequence[Item]) -> None:
        usable = [item for item in items if not item.problem]
        shown = [self.models.itemText(number) for number in range(1, self.models.count())]
        if shown == [item.name for item in usable] and self.models.count():
            return
        chosen = self.models.currentText() if self.models.currentIndex() > 0 else ""
        self.models.blockSignals(True)
        self.models.clear()
        self.models.addItem(
            self.tr("Choose from the library") if usable else self.tr("The library is empty")
        )
        for item in usable:
            # The folder says more than the GGUF it came from: probabilities and inner states.
            kind = TeacherKind.TRANSFORMERS if item.trainable else TeacherKind.GGUF
            self.models.addItem(item.name, (kind, item.name))
        self.models.setCurrentIndex(max(0, self.models.findText(chosen)) if chosen else 0)
        self.models.setEnabled(bool(usable))
        self.models.blockSignals(False)
        if chosen and self.models.currentIndex() == 0:
            self._choose(None, "")

    def clear(self) -> None:
        super().clear()
        self.models.setCurrentIndex(0)
        self._choose(None, "")

    def _on_model(self, index: int) -> None:
        data = self.models.itemData(index)
        if data is not None:
            kind, name = data
            self._choose((TeacherKind(kind), name), name)
        elif index == 0 and not self.path.text():
            self._choose(None, "")

    def _on_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Choose a model folder"))
        if found:
            self._take(TeacherKind.TRANSFORMERS, Path(found), Path(found).name)

    def _on_file(self) -> None:
        found, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a GGUF file"), "", self.tr("GGUF files (*.gguf);;All files (*)")
        )
        if found:
            self._take(TeacherKind.GGUF, Path(found), Path(found).stem)

    def _take(self, kind: TeacherKind, path: Path, name: str) -> None:
        self.models.setCurrentIndex(0)
        self._choose((kind, str(path)), name, str(path))

    def _choose(self, chosen: tuple[TeacherKind, str] | None, name: str, path: str = "") -> None:
        self._chosen = chosen
        self.path.setText(path)
        self.path.setToolTip(path)
        self.rows.setRowVisible(self.path, bool(path))
        # A name that was typed stays; one that was only suggested gives way.
        if self.name.text().strip() in ("", self._suggested):
            self._suggested = name[:_LONGEST]
            self.name.setText(self._suggested)
        self.edited.emit()


FORMS: tuple[type[TeacherForm], ...] = (RecordedForm, LocalForm)
"""The kinds in the order they are offered."""
