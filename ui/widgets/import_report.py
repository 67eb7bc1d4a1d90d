"""What an import did: counts, rows that were left out with their reasons, guessed encodings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.collect.import_report import ImportReport
from app.collect.sniff import GUESSED
from ui import words
from ui.pages.base import card, row, text
from ui.widgets.text_table import TextTable


class ReportCard(QWidget):
    """Hidden until there is a report."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = text()
        self.encodings = text("", "warning")
        self.left_out = text()
        self.table = TextTable(self.tr("Rows that were left out"))
        self.close_button = QPushButton(self.tr("Close this report"))
        self.close_button.clicked.connect(self.clear)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(
            card(
                text(self.tr("Imported"), "heading"),
                self.counts,
                self.encodings,
                self.left_out,
                self.table,
                row(self.close_button),
            )
        )
        self.hide()

    def show_report(self, report: ImportReport) -> None:
        """Show it until it is closed."""
        counts = [
            (self.tr("Rows read: {}"), report.rows),
            (self.tr("New prompts: {}"), report.prompts_new),
            (self.tr("New responses: {}"), report.responses_new),
            (self.tr("Already there: {}"), report.already_there),
            (self.tr("Left out: {}"), report.rejected_count),
        ]
        self.counts.setText(
            "   ·   ".join(said.format(words.number(count)) for said, count in counts if count)
        )
        guessed = [
            self.tr("{} was read as {}. This is a guess: check letters such as ä or é.").format(
                Path(file).name, label.removesuffix(GUESSED)
            )
            for file, label in report.encodings.items()
            if label.endswith(GUESSED)
        ]
        self.encodings.setText("\n".join(guessed))
        self.encodings.setVisible(bool(guessed))
        some = bool(report.rejected)
        self.left_out.setVisible(some)
        self.table.setVisible(some)
        if some:
            more = report.rejected_count > len(report.rejected)
            self.left_out.setText(
                self.tr(
                    "These rows were left out. Mend them in the file and import it again: what is "
                    "there already is not doubled."
                )
                if not more
                else self.tr("The first {} rows that were left out:").format(
                    words.number(len(report.rejected))
                )
            )
            self.table.show_rows(
                [self.tr("File"), self.tr("Line"), self.tr("Reason")],
                [(item.file, words.number(item.line), item.reason) for item in report.rejected],
                wide=(2,),
            )
        self.show()

    def clear(self) -> None:
        """Hide it."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()
