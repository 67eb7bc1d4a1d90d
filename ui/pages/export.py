"""The files to take along: which, how good they are, and the proof that they are the student."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from app import actions
from app.domain import Run, RunState
from app.errors import WorkspaceError
from app.export import model_card
from app.export.copying import save_copy
from app.export.quality import expected_size
from app.store import runs
from app.workflow import Facts, Reason, Step
from ui import words
from ui.context import Context
from ui.job_queue import Ticket
from ui.pages.base import Page, card, row, text
from ui.widgets.explain import Explain, explained
from ui.widgets.figures import dress
from ui.widgets.quant_row import QuantRow, Written

QUANTS = ("F16", "Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M")
_CARD = "MODEL_CARD.md"
_LONGEST_CARD = 200_000  # letters


class ExportPage(Page):
    """Choose, write, prove, take along."""

    step = Step.EXPORT

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown_card = ""
        self.proof = text()
        self.proof_text = text()
        self.proof_more = text("", "muted")
        proof_line = row(explained(self.proof, "parity"), stretch=False)
        self.proof.setWordWrap(False)
        letters = self.proof.font()
        letters.setPointSizeF(letters.pointSizeF() * 1.25)
        letters.setBold(True)
        self.proof.setFont(letters)
        self.proof_card = card(proof_line, self.proof_text, self.proof_more)
        self.body.addWidget(self.proof_card)
        title = text(self.tr("Files (GGUF)"), "heading")
        title.setWordWrap(False)
        hint = text(
            self.tr(
                "Each file holds the whole student and runs without a network. Smaller files need "
                "less memory and answer faster, at some loss of quality, which is measured."
            ),
            "muted",
        )
        about = QWidget()
        line = QHBoxLayout(about)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(hint, 1)
        line.addWidget(Explain("quant"))
        self.body.addWidget(explained(title, "gguf"))
        self.body.addWidget(about)
        self.rows = {quant: QuantRow(quant) for quant in QUANTS}
        for each in self.rows.values():
            each.toggled.connect(self._on_toggle)
            each.copy_wanted.connect(self._on_copy)
            each.folder_wanted.connect(self._on_folder)
            self.body.addWidget(each)
        self.card_view = QTextBrowser()
        self.card_view.setOpenLinks(False)
        self.card_view.setMinimumHeight(240)
        self.card_view.setAccessibleName(self.tr("Model card"))
        self.card = QFrame()
        self.card.setProperty("kind", "card")
        box = QVBoxLayout(self.card)
        box.setContentsMargins(16, 14, 16, 14)
        box.addWidget(text(self.tr("Model card: give it along with the file"), "heading"))
        box.addWidget(self.card_view)
        self.body.addWidget(self.card)
        self.body.addStretch(1)

    # What the page says of itself.

    def title(self) -> str:
        return self.tr("Export the student")

    def lead(self) -> str:
        return self.tr(
            "The student becomes a file that you can take along. Stillroom checks that the file "
            "is the very model that was trained."
        )

    def primary(self) -> str:
        if self._exporting():
            return self.tr("Exporting…")
        return self.tr("Export") if self._wanted() else ""

    @property
    def valid(self) -> bool:
        return self._ready() is not None

    def missing(self) -> str:
        return words.reason(Reason.NO_RUN)

    @property
    def busy(self) -> bool:
        return self._exporting()

    def apply(self) -> bool:
        wanted, run = self._wanted(), self._ready()
        if not wanted or run is None:
            return True
        place, name = self.context.place, run.name
        self.start(
            self.tr("Exporting the student"),
            lambda: actions.export(place, name, wanted),
            heavy=True,
            resumable=True,
        )
        return False

    def _exporting(self) -> bool:
        return any(ticket.heavy for ticket in self.context.queue.active(self.step))

    def _ready(self) -> Run | None:
        run = self.facts.run
        return run if run is not None and run.state is RunState.FINISHED else None

    def _wanted(self) -> list[str]:
        """What has to be written so that all that is chosen is there and proven; else nothing."""
        chosen = {"F16", *self.facts.choices.quants}
        exported = self.facts.exported
        gone = {quant for quant in exported if not self._path(quant)}
        proven = _figures(self.facts.parity)
        here = set(exported) - gone
        if chosen <= here and here <= set(proven) and self.facts.parity is not None and not gone:
            return []
        # A file that was removed by hand is written again: the check wants all that it knows.
        return [quant for quant in QUANTS if quant in chosen | gone]

    def _path(self, quant: str) -> Path | None:
        told = self.facts.exported.get(quant, {}).get("path")
        path = Path(str(told)) if told else None
        return path if path is not None and path.is_file() else None

    # Showing.

    def refresh(self, facts: Facts) -> None:
        figures = _figures(facts.parity)
        f16 = self._f16_size(facts)
        for quant, line in self.rows.items():
            known = facts.exported.get(quant, {})
            size = known.get("size") or (expected_size(f16, quant) if f16 else None)
            line.show_file(
                quant in facts.choices.quants,
                Written(
                    size,
                    str(known.get("sha256", "")),
                    self._path(quant) is not None,
                    figures.get(quant),
                ),
            )
        self._show_proof(facts.parity)
        self._show_card(facts)

    def entered(self) -> None:
        self.refresh(self.facts)

    def _f16_size(self, facts: Facts) -> float:
        """About the bytes of the F16 file, from what is there already; 0: nobody knows."""
        known = facts.exported.get("F16", {}).get("size")
        if known:
            return float(known)
        if facts.run is None:
            return 0.0
        folder = runs.folder(self.context.db, facts.run) / "model"
        try:
            size = sum(path.stat().st_size for path in folder.glob("*.safetensors"))
        except OSError:
            return 0.0
        return size / 2  # the student is saved with four bytes a number

    def _show_proof(self, parity: Mapping[str, Any] | None) -> None:
        self.proof_card.setVisible(parity is not None)
        if parity is None:
            return
        holds = parity.get("holds") is True
        dress(self.proof, "good" if holds else "bad")
        if holds:
            self.proof.setText(self.tr("✓ Proven: the file is the model that was trained"))
            self.proof_text.setText(
                self.tr(
                    "The file and the trained model read the same texts, cut them into the same "
                    "tokens, and find the same next words likely."
                )
            )
        else:
            self.proof.setText(self.tr("✗ The file is not the model that was trained"))
            self.proof_text.setText(
                self.tr(
                    "Do not use these files: they may answer otherwise than the student that you "
                    "have trained. Please report it: Help → Report a problem."
                )
            )
        dress(self.proof_text, "" if holds else "bad")
        self.proof_more.setText(self._proof_more(parity))

    def _proof_more(self, parity: Mapping[str, Any]) -> str:
        said = [
            self.tr(
                "Token ids are equal on {0} of {1} texts; {2} test texts were compared."
            ).format(
                words.number(parity.get("strings_equal", 0)),
                words.number(parity.get("strings", 0)),
                words.number(parity.get("examples", 0)),
            )
        ]
        if left := parity.get("left_out"):
            said.append(self.tr("{} more were too long for the model.").format(words.number(left)))
        if difference := parity.get("first_difference"):
            said.append(self.tr("First difference: {}").format(difference))
        return " ".join(said)

    def _show_card(self, facts: Facts) -> None:
        content = self._card_text(facts)
        self.card.setVisible(bool(content))
        if content != self._shown_card:
            self._shown_card = content
            self.card_view.setMarkdown(content)

    def _card_text(self, facts: Facts) -> str:
        """The card as it lies beside the files; where it was removed, as it would be written."""
        if facts.run is None or facts.parity is None or not facts.exported:
            return ""
        folder = Path(str(next(iter(facts.exported.values())).get("path", ""))).parent
        try:
            with (folder / _CARD).open(encoding="utf-8", errors="replace") as stream:
                return stream.read(_LONGEST_CARD)
        except OSError:
            pass
        try:
            found = [dict(details) for details in facts.exported.values()]
            return model_card.text(facts.run, found, facts.parity)
        except (KeyError, TypeError, ValueError):  # a record of another version
            return ""

    # Events.

    def progressed(self, ticket: Ticket) -> None:
        for line in self.rows.values():
            line.save.setEnabled(not self._copying())
        if not ticket.active:
            self.refresh(self.facts)

    def _copying(self) -> bool:
        return any(not ticket.heavy for ticket in self.context.queue.active(self.step))

    def _on_toggle(self, quant: str, on: bool) -> None:
        chosen = set(self.facts.choices.quants) - {"F16"}
        chosen = chosen | {quant} if on else chosen - {quant}
        self.context.choose(quants=tuple(name for name in QUANTS if name in chosen))

    def _on_copy(self, quant: str) -> None:
        source = self._present(quant)
        if source is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save a copy"),
            str(Path.home() / source.name),
            self.tr("Student (*.gguf)"),
        )
        if name:
            self.save_to(quant, Path(name))

    def save_to(self, quant: str, target: Path) -> None:
        """Copy a written file to where the user wants it."""
        source = self._present(quant)
        if source is None:
            return
        if not target.suffix:
            target = target.with_name(target.name + ".gguf")
        digest = str(self.facts.exported[quant].get("sha256", ""))
        self.start(
            self.tr("Saving a copy of {}").format(source.name),
            lambda: save_copy(source, digest, target),
        )

    def _on_folder(self, quant: str) -> None:
        source = self._present(quant)
        if source is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(source.parent)))

    def _present(self, quant: str) -> Path | None:
        """The file of a quant; where it has been removed meanwhile, the page says so."""
        path = self._path(quant)
        if path is None:
            self.refresh(self.facts)
            self.show_error(
                WorkspaceError(
                    self.tr("The file {} is no longer there.").format(quant),
                    self.tr("Press Export to write it again."),
                )
            )
        return path


def _figures(parity: Mapping[str, Any] | None) -> Mapping[str, Any]:
    found = (parity or {}).get("quants")
    return found if isinstance(found, Mapping) else {}
