"""Which file to talk to, and what to compare it with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLabel

from app.domain import TeacherKind
from app.errors import StillroomError
from app.models import library
from app.store.chats import BASE, STUDENT, TEACHER
from app.workflow import Facts
from ui import words
from ui.pages.base import row
from ui.widgets.explain import Explain

_USUAL = "Q8_0"

Chosen = Mapping[str, tuple[Path, str]]  # by who answers: the file, and what changes with it


class ChatChoices(QObject):
    """Two lists, ``parts``, that a page lays out; ``changed``: the user took something else."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: dict[str, tuple[Path, str]] = {}
        self._others: dict[str, Path] = {}
        self._offered: object = None
        self._wanted = ""
        self.file = _list(self.tr("The student’s file"))
        self.compare = _list(self.tr("Compare with"))
        first, second = QLabel(self.tr("&File")), QLabel(self.tr("&Compare with"))
        first.setBuddy(self.file)
        second.setBuddy(self.compare)
        self.parts = (
            row(first, self.file, Explain("quant"), stretch=False),
            row(second, self.compare, stretch=False),
        )
        self.file.activated.connect(self.changed)
        self.compare.activated.connect(self._on_compare)

    @property
    def quant(self) -> str:
        """The chosen file's quant."""
        return str(self.file.currentData() or "")

    @property
    def other(self) -> str:
        """What it is compared with; empty: nothing."""
        return str(self.compare.currentData() or "")

    def everyone(self) -> list[str]:
        """Who answers the next question."""
        return [STUDENT, self.other] if self.other else [STUDENT]

    def paths(self) -> Chosen:
        """The chosen files by who they are."""
        found = {}
        if self.quant in self._files:
            found[STUDENT] = self._files[self.quant]
            if self.other in self._others:
                path = self._others[self.other]
                found[self.other] = (path, str(path))
        return found

    def prefer(self, quant: str, other: str) -> None:
        """What was chosen last time, where it is offered."""
        self._wanted, self._other = quant, other

    def offer(self, facts: Facts, place: Path) -> None:
        """Offer what is there; a choice that still is there stays."""
        base, teacher = _base(facts, place), _teacher(facts)
        kept = {quant: _key(details) for quant, details in facts.exported.items()}
        offered = (kept, base, teacher, facts.teacher)
        if offered == self._offered:
            return
        chosen = self.quant or self._wanted
        other = self.other if self._offered is not None else self._other
        self._offered = offered
        self._files = {
            quant: (Path(str(details["path"])), _key(details))
            for quant, details in facts.exported.items()
        }
        self.file.clear()
        sizes = {quant: int(facts.exported[quant].get("size") or 0) for quant in self._files}
        for quant in sorted(self._files, key=lambda name: -sizes[name]):
            said = f"{quant} · {words.size(sizes[quant])}" if sizes[quant] else quant
            self.file.addItem(said, quant)
        smallest = min(sizes, key=lambda name: sizes[name], default="")
        self._take(self.file, chosen, _USUAL, smallest)
        self._others = {}
        self.compare.clear()
        self.compare.addItem(self.tr("Nothing"), "")
        self._offer_other(
            BASE, self.tr("The untouched base"), base,
            self.tr("It is there once the student has been measured on the Evaluate page."),
        )  # fmt: skip
        if facts.teacher is not None:
            self._offer_other(
                TEACHER, self.tr("Teacher: {}").format(facts.teacher.name), teacher,
                self.tr("Only a teacher that is a GGUF file on this machine can be asked here."),
            )  # fmt: skip
        self._take(self.compare, other if other in self._others else "", "")

    def _offer_other(self, who: str, name: str, path: Path | None, why_not: str) -> None:
        self.compare.addItem(name, who)
        if path is not None:
            self._others[who] = path
            return
        at = self.compare.count() - 1
        self.compare.setItemData(at, why_not, Qt.ItemDataRole.ToolTipRole)
        self.compare.setItemText(at, self.tr("{} – not here yet").format(name))
        model = self.compare.model()
        if isinstance(model, QStandardItemModel):
            model.item(at).setEnabled(False)

    def _take(self, box: QComboBox, *wanted: str) -> None:
        for name in wanted:
            at = box.findData(name)
            if at >= 0:
                box.setCurrentIndex(at)
                return

    def _on_compare(self) -> None:
        self.changed.emit()


def _list(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made


def _key(details: Mapping[str, Any]) -> str:
    return f"{details['path']} {details.get('sha256', '')}"


def _base(facts: Facts, place: Path) -> Path | None:
    """The untouched base's file, in the size that the student is measured with where possible."""
    name = Path(facts.student or "?").name
    if facts.run is not None:
        name = Path(str(facts.run.config.get("student", name))).name
    found = sorted((place / "exports" / "base").glob("*.gguf"))
    own = [path for path in found if path.stem.startswith(f"{name}-")]
    usual = [path for path in own if path.stem.endswith(_USUAL)]
    return next(iter(usual or own), None)


def _teacher(facts: Facts) -> Path | None:
    if facts.teacher is None or facts.teacher.kind is not TeacherKind.GGUF:
        return None
    try:
        return library.gguf_of(facts.teacher.location)
    except (StillroomError, OSError):
        return None
