"""One kind of file to write: what it is good for, and once written what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.export.quality import Loss, loss, number
from ui import words
from ui.pages.base import row, text
from ui.widgets.explain import Explain
from ui.widgets.figures import dress


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of a quant's file."""

    size: float | None = None  # bytes: as written, else as expected
    sha256: str = ""  # empty: not written
    there: bool = False  # whether the file is where it was written
    figures: Mapping[str, Any] | None = None  # of the parity check


translate = QCoreApplication.translate  # under its own name: the translation's tools look for it


def purpose(quant: str) -> str:
    """What a quant is good for, in plain words."""
    known = {
        "F16": translate(
            "QuantRow", "The student as it was trained, nearly exact. The others are made from it."
        ),
        "Q8_0": translate("QuantRow", "Half as big, and as good as the original. The safe choice."),
        "Q6_K": translate(
            "QuantRow", "Smaller again, with hardly any loss. For computers with less memory."
        ),
        "Q5_K_M": translate("QuantRow", "A good middle between size and quality."),
        "Q4_K_M": translate(
            "QuantRow", "Small and fast. For old laptops; look at the loss of quality below."
        ),
    }
    return known.get(quant, "")


def quality(figures: Mapping[str, Any] | None) -> str:
    """A file's measured loss of quality, in words and figures."""
    top1, kl = number(figures, "top1"), number(figures, "mean_kl")
    if top1 is None or kl is None:
        return translate("QuantRow", "Its loss of quality has not been measured yet.")
    said = {
        Loss.NONE: translate("QuantRow", "No loss of quality could be measured."),
        Loss.SLIGHT: translate("QuantRow", "Hardly any loss of quality."),
        Loss.SMALL: translate("QuantRow", "A small loss of quality."),
        Loss.NOTICEABLE: translate(
            "QuantRow", "A noticeable loss of quality: measure it before you rely on it."
        ),
    }[loss(figures)]
    shares = f"{100 * top1:.2f}".rstrip("0").rstrip(".")
    more = translate(
        "QuantRow", "It chooses the trained model's next word {0}% of the time (distance {1})."
    )
    return f"{said} {more.format(shares, f'{kl:.2g}')}"


class QuantRow(QFrame):
    """A checkbox and what belongs to its file. Emits the quant's name."""

    toggled = Signal(str, bool)
    copy_wanted = Signal(str)
    folder_wanted = Signal(str)

    def __init__(self, quant: str) -> None:
        super().__init__()
        self.quant = quant
        self.setProperty("kind", "card")
        self._sha256 = ""
        self.box = QCheckBox(quant)
        self.box.setAccessibleDescription(purpose(quant))
        if quant == "F16":
            self.box.setChecked(True)
            self.box.setEnabled(False)
            self.box.setToolTip(self.tr("Always written: the other files are made from it."))
        self.box.toggled.connect(lambda on: self.toggled.emit(self.quant, on))
        self.weight = QLabel()
        self.weight.setProperty("kind", "muted")
        self.purpose = text(purpose(quant))
        self.state = text("", "muted")
        self.quality = text()
        self.sha = QLabel()
        self.sha.setProperty("kind", "muted")
        self.sha.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy_sha = QPushButton(self.tr("Copy fingerprint"))
        self.copy_sha.setProperty("kind", "link")
        self.copy_sha.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._sha256))
        self.save = QPushButton(self.tr("Save a copy…"))
        self.save.clicked.connect(lambda: self.copy_wanted.emit(self.quant))
        self.folder = QPushButton(self.tr("Show in folder"))
        self.folder.clicked.connect(lambda: self.folder_wanted.emit(self.quant))
        for button in (self.copy_sha, self.save, self.folder):
            button.setAccessibleName(f"{button.text()} ({quant})")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 10)
        box.setSpacing(6)
        box.addWidget(row(self.box, self.weight))
        box.addWidget(self.purpose)
        box.addWidget(self.state)
        self._measured = QWidget()
        line = QHBoxLayout(self._measured)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.quality, 1)
        line.addWidget(Explain("kl"))
        box.addWidget(self._measured)
        self._fingerprint = row(self.save, self.folder, self.sha, Explain("sha256"), self.copy_sha)
        box.addWidget(self._fingerprint)

    def show_file(self, chosen: bool, written: Written) -> None:
        """Show what is chosen and what is known."""
        if self.quant != "F16" and self.box.isChecked() != chosen:
            blocked = self.box.blockSignals(True)
            self.box.setChecked(chosen)
            self.box.blockSignals(blocked)
        is_written = bool(written.sha256)
        about = words.size(written.size) if written.size else ""
        expected = self.tr("about {}").format(about) if about else ""
        self.weight.setText(about if is_written else expected)
        gone = is_written and not written.there
        self.state.setVisible(gone or not is_written)
        gone_text = self.tr("The file is no longer there. Export writes it again.")
        self.state.setText(gone_text if gone else self.tr("Not written yet."))
        dress(self.state, "bad" if gone else "muted")
        self._measured.setVisible(written.there)
        self.quality.setText(quality(written.figures))
        self._fingerprint.setVisible(written.there)
        self._sha256 = written.sha256
        self.sha.setText(f"sha256 {written.sha256[:12]}…{written.sha256[-6:]}")
        self.sha.setToolTip(written.sha256)
