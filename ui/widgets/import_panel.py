"""Choose files, see their first rows as they will be understood, say which column is what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.collect.preview import FIELDS, Preview, preview, survey
from app.collect.sniff import Form, Source
from app.job import Job
from ui import errors, words
from ui.context import Context
from ui.job_queue import State, Ticket
from ui.pages.base import card, row, text
from ui.widgets.column_boxes import ColumnBoxes
from ui.widgets.text_table import TextTable


class ImportPanel(QWidget):
    """Idle, checking files, or showing a preview. It writes nothing: its page starts the import."""

    changed = Signal()

    def __init__(self, context: Context, *, responses: bool) -> None:
        super().__init__()
        self.context = context
        self.responses = responses
        self.sources: list[Source] = []
        self.mapping: dict[str, str] = {}  # what the user has chosen
        self.preview: Preview | None = None
        self._ticket: Ticket | None = None
        self._dialog: QFileDialog | None = None
        self.setAcceptDrops(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.idle = self._build_idle()
        self.busy_card = self._build_busy()
        self.preview_card = self._build_preview()
        for widget in (self.idle, self.busy_card, self.preview_card):
            box.addWidget(widget)
        self._show()

    def _build_idle(self) -> QWidget:
        self.choose_button = QPushButton(self.tr("Import…"))
        self.choose_button.setProperty("kind", "primary")
        self.choose_button.setAccessibleName(
            self.tr("Import responses from files")
            if self.responses
            else self.tr("Import prompts from files")
        )
        self.choose_button.clicked.connect(self.choose)
        self.problem = text("", "bad")
        self.problem.hide()
        heading = (
            self.tr("Import recorded responses")
            if self.responses
            else self.tr("Import prompts from files")
        )
        about = (
            self.tr(
                "Choose files, or drop them here: a table saved as CSV with a column for the "
                "prompt and one for the response, or a JSON Lines file of conversations. You see "
                "the first rows before anything is stored."
            )
            if self.responses
            else self.tr(
                "Choose files, or drop them here: a table saved as CSV with a column for the "
                "prompt, or a JSON Lines file of conversations. You see the first rows before "
                "anything is stored."
            )
        )
        self.about_import = text(about)
        return card(
            text(heading, "heading"), self.about_import, row(self.choose_button), self.problem
        )

    def _build_busy(self) -> QWidget:
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Checking the files"))
        stop = QPushButton(self.tr("Cancel"))
        stop.clicked.connect(self.clear)
        return card(text(self.tr("Checking the files…"), "heading"), self.bar, row(stop))

    def _build_preview(self) -> QWidget:
        self.file = QComboBox()
        self.file.setAccessibleName(self.tr("File of the preview"))
        self.file.activated.connect(self._look)
        self.about = text("", "muted")
        self.guess = text("", "warning")
        self.verdict = text("", "bad")
        self.columns_title = text(self.tr("Which column is what"), "heading")
        self.columns = ColumnBoxes(self._fields())
        self.columns.changed.connect(self._on_column)
        self.more_columns = QPushButton(self.tr("Choose columns myself"))
        self.more_columns.setCheckable(True)
        self.more_columns.toggled.connect(self._show)
        self.table = TextTable(self.tr("First rows, as they will be understood"))
        self.table_title = text("", "heading")
        other = QPushButton(self.tr("Choose other files…"))
        other.clicked.connect(self.choose)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.clear)
        return card(
            text(self.tr("What will be imported"), "heading"),
            row(self.file),
            self.about,
            self.guess,
            self.columns_title,
            row(self.more_columns),
            self.columns,
            self.table_title,
            self.verdict,
            self.table,
            row(other, cancel),
        )

    def _fields(self) -> dict[str, str]:
        names = (
            self.tr("Prompt"),
            self.tr("Response"),
            self.tr("Instruction"),
            self.tr("Reference answer"),
            self.tr("Id"),
            self.tr("Part (train, validation, test)"),
            self.tr("Tags"),
        )
        return {
            field: name
            for field, name in zip(FIELDS, names, strict=True)
            if self.responses or field != "response"
        }

    # Choosing files.

    def choose(self) -> None:
        """Ask for files."""
        dialog = self._dialog = QFileDialog(self, self.tr("Files to import"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                self.tr("Tables and JSON ({})").format("*.csv *.tsv *.jsonl *.ndjson *.json *.txt"),
                self.tr("All files ({})").format("*"),
            ]
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.open()

    def take(self, paths: Sequence[Path]) -> None:
        """Look at these files."""
        if not paths:
            return
        self.clear()
        chosen = list(dict.fromkeys(paths))
        self._start(lambda: survey(chosen), self._on_surveyed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the files that were dropped."""
        event.acceptProposedAction()
        self.take(_files(event))

    def show_quietly(self, quietly: bool) -> None:
        """Stand back where there are rows already: the import is no longer what is to be done."""
        self.about_import.setVisible(not quietly)
        kind = "" if quietly else "primary"
        if self.choose_button.property("kind") != kind:
            self.choose_button.setProperty("kind", kind)
            self.choose_button.setText(self.tr("Import more…") if quietly else self.tr("Import…"))
            self.choose_button.style().unpolish(self.choose_button)
            self.choose_button.style().polish(self.choose_button)

    # What the page asks.

    @property
    def pending(self) -> bool:
        """Whether files wait to be imported."""
        return bool(self.sources)

    @property
    def ready(self) -> bool:
        """Whether they can be."""
        return self.preview is not None and self.preview.usable and self._ticket is None

    @property
    def files(self) -> list[Path]:
        """The chosen files."""
        return [source.path for source in self.sources]

    def clear(self) -> None:
        """Forget the files."""
        ticket, self._ticket = self._ticket, None
        if ticket is not None:
            ticket.cancel()
        self.sources, self.mapping, self.preview = [], {}, None
        self.problem.hide()
        with QSignalBlocker(self.more_columns):
            self.more_columns.setChecked(False)
        self._show()

    # Looking.

    def _start(self, make: Callable[[], Job[Any]], done: Callable[[Any], None]) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
        ticket = self._ticket = self.context.start(
            self.tr("Looking at the files"), make, quiet=True
        )

        def on_change() -> None:
            if ticket is self._ticket:
                self.bar.setRange(0, 1000 if ticket.progress.total else 0)
                if ticket.progress.total:
                    self.bar.setValue(1000 * ticket.progress.done // ticket.progress.total)

        def on_end() -> None:
            if ticket is not self._ticket:
                return
            self._ticket = None
            if ticket.state is State.DONE:
                done(ticket.result)
            elif ticket.error is not None:
                self._fail(ticket.error)
            self._show()

        ticket.changed.connect(on_change)
        ticket.ended.connect(on_end)
        self._show()

    def _fail(self, error: BaseException) -> None:
        message, hint, _ = errors.describe(error)
        self.sources, self.preview = [], None
        self.problem.setText(f"{message} {hint}".strip())
        self.problem.show()

    def _on_surveyed(self, sources: list[Source]) -> None:
        self.sources = sources
        self.file.clear()
        for source in sources:
            self.file.addItem(source.path.name, source)
        self.file.setVisible(len(sources) > 1)
        self._look()

    def _look(self) -> None:
        number = max(0, self.file.currentIndex())
        source, mapping = self.sources[number], dict(self.mapping)
        responses, system = self.responses, self.context.choices.instruction
        self._start(
            lambda: preview(source, mapping, responses=responses, system=system),
            self._on_preview,
        )

    def _on_preview(self, found: Preview) -> None:
        self.preview = found
        forms = {Form.CSV: self.tr("table (CSV)"), Form.LINES: self.tr("JSON Lines")}
        form = forms.get(found.source.form, self.tr("JSON"))
        said = self.tr("{} · {} · {} KB").format(
            found.source.path.name, form, words.number(max(1, found.source.size // 1000))
        )
        self.about.setText(said)
        self.guess.setText(
            self.tr(
                "The encoding is a guess ({}). Check below that letters such as ä or é are right."
            ).format(found.source.encoding)
            if found.source.guessed
            else ""
        )
        self.columns.show_columns(found.columns, self.mapping, found.mapping)
        self._show_rows(found)

    def _show_rows(self, found: Preview) -> None:
        rejected = [number for number, item in enumerate(found.rows) if item.problem]
        if found.problem:
            needed = self.tr("Choose the column of the prompt above.")
            if self.responses:
                needed = self.tr("Choose the columns of the prompt and of the response above.")
            self.verdict.setText(f"{found.problem} {needed}")
        elif found.rows and len(rejected) == len(found.rows):
            self.verdict.setText(
                self.tr("None of these rows can be used. Choose the columns above.")
                + f" ({found.rows[0].problem})"
            )
        elif rejected:
            self.verdict.setText(
                self.tr("Rows in this color would be left out, for the reason they show.")
            )
        else:
            self.verdict.setText("")
        self.table_title.setText(
            self.tr("First rows, as they will be understood")
            if found.usable
            else self.tr("First rows, as they are in the file")
        )
        if not found.usable and found.raw:
            every = range(len(found.columns))
            self.table.show_rows(found.columns, found.raw, every if len(every) < 7 else ())
            return
        headings = [self.tr("Line"), *self._fields().values()]
        rows = []
        for item in found.rows:
            response = [item.response] if self.responses else []
            prompt = item.problem or item.prompt
            if not prompt and item.key:
                prompt = self.tr("(the prompt with the id {})").format(item.key)
            about = [item.system, item.reference, item.key, item.split, item.tags]
            rows.append([words.number(item.line), prompt, *response, *about])
        # Columns in which nothing stands only take room.
        kept = [
            number
            for number in range(len(headings))
            if number < 2 or any(texts[number] for texts in rows)
        ]
        wide = {1, 2} if self.responses else {1}
        self.table.show_rows(
            [headings[number] for number in kept],
            [[texts[number][:_LONGEST_CELL] for number in kept] for texts in rows],
            {place for place, number in enumerate(kept) if number in wide or number in _TEXTS},
            rejected,
        )

    def _on_column(self) -> None:
        self.mapping = self.columns.chosen()
        self._look()

    def _show(self) -> None:
        looking = self._ticket is not None
        shown = self.preview is not None
        self.idle.setVisible(not looking and not shown)
        self.busy_card.setVisible(looking and not shown)
        self.preview_card.setVisible(shown)
        self.guess.setVisible(bool(self.guess.text()))
        self.verdict.setVisible(bool(self.verdict.text()))
        if self.preview is not None:
            unsure = self.preview.is_csv or not self.preview.usable or bool(self.mapping)
            self.columns.setVisible(unsure or self.more_columns.isChecked())
            self.more_columns.setVisible(not unsure)
            self.columns_title.setVisible(self.columns.isVisibleTo(self.preview_card))
        self.changed.emit()


_TEXTS = (2, 3, 4)  # columns of long texts
_LONGEST_CELL = 400


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
