"""The paged table of prompts or responses: opens at once, jumps anywhere, filters in a job."""

from __future__ import annotations

import bisect
import time
from array import array
from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.store import workspace
from ui import words
from ui.context import Context
from ui.job_queue import State, Ticket
from ui.widgets.example_cells import CellPainter
from ui.widgets.example_detail import ExampleDetail
from ui.widgets.example_model import ExampleModel
from ui.widgets.example_sources import Source, collect

_TYPING = 250  # milliseconds without a key before a search begins
_PAUSE = 0.4  # seconds between two looks at what a search has found so far
_BLINK = 0.3  # seconds of looking before that is worth showing
_AFTER = 40  # milliseconds that the first rows have for themselves before ids are collected
_LONGEST = 200  # characters of a search


class _View(QTableView):
    """A table that never walks through its rows by itself."""

    def keyboardSearch(self, search: str) -> None:
        """Nothing: Qt would ask for every row until one begins with the key."""


class ExampleTable(QWidget):
    """Rows of a source with search, filter, and the chosen row in full below."""

    selected = Signal()  # other rows are selected
    loaded = Signal()  # all ids of the filter are known

    def __init__(self, context: Context, source: Source, *, several: bool = False) -> None:
        super().__init__()
        self.context = context
        self.model = ExampleModel(context, source)
        self.model.failed.connect(context.failed, Qt.ConnectionType.QueuedConnection)
        self._shown = (source.filters[0][0], "")  # filter and text of what is listed
        self._ticket: Ticket | None = None
        self._found = array("q")
        self._taken = self._began = 0.0
        self._changed = False  # the search under way reads rows that may have changed
        self._build(several)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._typing.timeout.connect(self._apply)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_AFTER)
        self._later.timeout.connect(lambda: self._look(self._wanted()))
        self._take_filters(source)
        if context.is_open:
            self.open(source)

    def _build(self, several: bool) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the texts"))
        self.search.setAccessibleName(self.tr("Search the texts"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(_LONGEST)
        self.search.textChanged.connect(lambda: self._typing.start())
        self.search.returnPressed.connect(self._apply)
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Which rows are listed"))
        self.filter.activated.connect(self._apply)
        self.count = QLabel()
        self.count.setProperty("kind", "muted")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Looking through the rows"))
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(90)
        self.stop_button = QPushButton(self.tr("Stop"))
        self.stop_button.setAccessibleName(self.tr("Stop looking through the rows"))
        self.stop_button.clicked.connect(self.stop)
        self.empty = QLabel(self.tr("No row matches. Clear the search or choose “All”."))
        self.empty.setProperty("kind", "muted")
        self.empty.setWordWrap(True)
        self.view = _View()
        self.view.setModel(self.model)
        self.view.setItemDelegate(CellPainter(self.view))
        self.view.setAccessibleName(self.tr("Rows"))
        self.view.setMinimumHeight(240)
        self.view.setWordWrap(False)
        self.view.setAlternatingRowColors(True)
        self.view.setShowGrid(False)
        self.view.setTabKeyNavigation(False)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(
            QAbstractItemView.SelectionMode.ExtendedSelection
            if several
            else QAbstractItemView.SelectionMode.SingleSelection
        )
        rows = self.view.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(QFontMetrics(self.view.font()).height() + 10)
        rows.hide()
        self.view.horizontalHeader().setHighlightSections(False)
        self.view.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.view.horizontalHeader().setSectionsClickable(False)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.view)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)
        self.detail = ExampleDetail()
        copy.activated.connect(self.detail.copy)
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        for widget in (self.filter, self.count, self.bar, self.stop_button):
            head.addWidget(widget)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.view)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([300, 170])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(head)
        box.addWidget(self.empty)
        box.addWidget(self.splitter, 1)

    # What is listed.

    @property
    def source(self) -> Source:
        """What the rows are from."""
        return self.model.source

    def open(self, source: Source) -> None:
        """List a source from its start: the first rows at once, the others in a moment."""
        self._cancel()
        if source.filters != self.source.filters:
            self.search.clear()
        self._take_filters(source)
        self._typing.stop()
        self.model.open(source)
        self._set_widths()
        self._show_first()
        self._show_detail()
        self._shown = (source.filters[0][0], "")
        self._later.start()

    def reload(self) -> None:
        """The rows may have changed: look again, and leave what is chosen where it is."""
        self._look(self._wanted(), changed=True)

    def refresh_rows(self) -> None:
        """Only what is said of the rows has changed, not which there are."""
        self.model.forget()
        self._show_detail()

    def show_filter(self, key: str) -> None:
        """List what the filter of that key lists."""
        self.filter.setCurrentIndex(max(0, self.filter.findData(key)))
        self.search.clear()
        self._apply()

    def stop(self) -> None:
        """End a search that is under way; what it has found stays."""
        self._typing.stop()
        self._cancel()
        self._show_count()

    def _take_filters(self, source: Source) -> None:
        known = [self.filter.itemData(index) for index in range(self.filter.count())]
        if known != [key for key, _ in source.filters]:
            self.filter.clear()
            for key, label in source.filters:
                self.filter.addItem(label, key)
        self.filter.setVisible(len(source.filters) > 1)

    def _set_widths(self) -> None:
        header = self.view.horizontalHeader()
        letter = QFontMetrics(self.view.font()).averageCharWidth()
        for number, column in enumerate(self.source.columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(number, mode.Interactive if column.width else mode.Stretch)
            if column.width:
                self.view.setColumnWidth(number, column.width * letter)

    # Looking for ids.

    def _wanted(self) -> tuple[str, str]:
        return str(self.filter.currentData()), self.search.text().strip()

    def _apply(self) -> None:
        self._typing.stop()
        if self._wanted() != self._shown or self.is_looking:
            self._look(self._wanted())

    @property
    def is_looking(self) -> bool:
        """Whether ids are still being collected."""
        running = self._ticket is not None and self._ticket.active
        return running or self._later.isActive()

    def _look(self, wanted: tuple[str, str], *, changed: bool = False) -> None:
        self._cancel()
        self._changed = changed and wanted == self._shown
        self._shown = wanted
        found = self._found = array("q")
        path, source = workspace.database_path(self.context.place), self.source
        ticket = self._ticket = self.context.start(
            self.tr("Looking through the rows"),
            lambda: collect(path, source, *wanted, found),
            quiet=True,
        )
        self._taken = self._began = time.monotonic()
        ticket.changed.connect(self._on_progress)
        ticket.ended.connect(self._on_end)
        self._show_count()

    def _cancel(self) -> None:
        self._later.stop()
        ticket, self._ticket = self._ticket, None
        if ticket is not None and ticket.active:
            ticket.changed.disconnect(self._on_progress)
            ticket.ended.disconnect(self._on_end)
            ticket.cancel()

    def _on_progress(self) -> None:
        ticket = self._ticket
        if ticket is None or not ticket.active:
            return
        known = len(self._found)
        # The first full screen as soon as it is there; what changed is shown as a whole.
        first = known > 50 and not self._changed and len(self.model.ids) <= 50
        if (first or time.monotonic() - self._taken > _PAUSE) and known and not self._changed:
            self._take()
        self.bar.setRange(0, max(1, ticket.progress.total))
        self.bar.setValue(ticket.progress.done)
        self._show_count()

    def _on_end(self) -> None:
        ticket = self._ticket
        if ticket is None or ticket.active:
            return
        self._ticket = None
        if ticket.error is not None:
            self.context.failed.emit(ticket.error)
        elif ticket.state is State.DONE:
            self._take()
            self.loaded.emit()
        self._show_count()

    def _take(self) -> None:
        self._taken = time.monotonic()
        chosen = self.current_id()
        if not self.model.show(self._found[:], fresh=self._changed):
            row = self._row_of(chosen)
            if row is not None:
                self.choose_row(row)
        self._show_first()
        self._show_detail()

    def _show_first(self) -> None:
        """Show the first row in full until another is chosen; it is not selected by that."""
        if self.current_id() is None and self.model.ids:
            self.view.selectionModel().setCurrentIndex(
                self.model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def _row_of(self, number: int | None) -> int | None:
        if number is None:
            return None
        row = bisect.bisect_left(self.model.ids, number)
        return row if row < len(self.model.ids) and self.model.ids[row] == number else None

    def _show_count(self) -> None:
        looking = self.is_looking and time.monotonic() - self._began > _BLINK
        some = len(self.model.ids)
        self.bar.setVisible(looking)
        self.stop_button.setVisible(looking)
        if looking:
            self.count.setText(self.tr("{} so far…").format(words.number(len(self._found))))
        elif not self.is_looking:
            rows = self.tr("1 row") if some == 1 else self.tr("{} rows").format(words.number(some))
            self.count.setText(rows)
        self.empty.setVisible(not some and not self.is_looking)

    # What is chosen.

    def current_id(self) -> int | None:
        """The id of the current row."""
        row = self.view.currentIndex().row()
        return self.model.ids[row] if 0 <= row < len(self.model.ids) else None

    def selected_rows(self) -> list[range]:
        """The selected rows as ranges: a million rows may be selected at once."""
        chosen = self.view.selectionModel().selection()
        found = [chosen.at(number) for number in range(chosen.size())]
        return [range(item.top(), item.bottom() + 1) for item in found]

    def selected_ids(self) -> array[int]:
        """The ids of the selected rows."""
        found = array("q")
        for rows in self.selected_rows():
            found.extend(self.model.ids[rows.start : rows.stop])
        return found

    def choose_row(self, row: int) -> None:
        """Make a row the current one and bring it into view."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.model.index(row, 0)
        self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.view.scrollTo(index)

    def _on_current(self, *_: QModelIndex) -> None:
        self._show_detail()

    def _show_detail(self) -> None:
        number = self.current_id()
        sections: Sequence[tuple[str, str]] = ()
        if number is not None and self.context.is_open:
            try:
                sections = self.source.detail(self.context.db, number)
            except Exception as error:
                self.context.failed.emit(error)
        self.detail.show_sections(sections)
