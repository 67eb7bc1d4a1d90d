"""The paged table: opens at once, lists all rows, jumps, searches, filters, keeps its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain import Message, NewPrompt, Role
from app.store import listing, projects, prompts
from app.store.database import Database
from tests.ui.conftest import enter
from tests.ui.long_project import NAME, TEACHER, fill_project
from ui.context import Context
from ui.widgets.example_model import BLOCK
from ui.widgets.example_sources import PromptSource, ResponseSource
from ui.widgets.example_table import ExampleTable

Fill = Callable[[Callable[[Database], None]], None]
# What the offscreen screen says of any window with a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
COUNT = 300


@pytest.fixture
def filled(fill: Fill) -> None:
    fill(lambda database: fill_project(database, COUNT))


def settle(qtbot: QtBot, table: ExampleTable) -> None:
    qtbot.waitUntil(lambda: not table.is_looking, timeout=20_000)


def shown(qtbot: QtBot, table: ExampleTable) -> ExampleTable:
    qtbot.addWidget(table)
    table.resize(900, 700)
    table.show()
    return table


def prompts_of(qtbot: QtBot, context: Context) -> ExampleTable:
    enter(qtbot, context, NAME)
    assert context.project is not None
    return shown(qtbot, ExampleTable(context, PromptSource(context.project)))


def responses_of(qtbot: QtBot, context: Context, *, curate: bool = True) -> ExampleTable:
    enter(qtbot, context, NAME)
    assert context.project is not None
    teacher = projects.get_teacher(context.db, context.project, TEACHER)
    source = ResponseSource(teacher, curate=curate)
    return shown(qtbot, ExampleTable(context, source, several=True))


def cells(table: ExampleTable, column: int = 0) -> list[str]:
    rows = range(table.model.rowCount())
    return [str(table.model.index(row, column).data()) for row in rows]


@pytest.mark.usefixtures("filled")
def test_first_rows_at_once_then_all(qtbot: QtBot, context: Context) -> None:
    table = prompts_of(qtbot, context)
    assert table.model.rowCount() == BLOCK * 2
    assert cells(table)[0] == "Clause 0: what is the term?"
    settle(qtbot, table)
    assert cells(table) == [f"Clause {number}: what is the term?" for number in range(COUNT)]
    assert table.count.text() == "300 rows"


@pytest.mark.usefixtures("filled")
def test_a_jump_reads_one_or_two_blocks(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = prompts_of(qtbot, context)
    settle(qtbot, table)
    read: list[int] = []
    plain = listing.prompt_lines

    def counting(database: Database, ids: list[int]) -> object:
        read.append(len(ids))
        return plain(database, ids)

    monkeypatch.setattr(listing, "prompt_lines", counting)
    table.choose_row(280)
    table.view.viewport().repaint()
    assert 1 <= len(read) <= 2
    assert all(count <= BLOCK for count in read)
    assert "Clause 280" in table.detail.text()


@pytest.mark.usefixtures("filled")
def test_search_is_debounced_and_takes_the_newest_text(qtbot: QtBot, context: Context) -> None:
    table = prompts_of(qtbot, context)
    settle(qtbot, table)
    QTest.keyClicks(table.search, "clause 29")
    assert table.model.rowCount() == COUNT
    qtbot.waitUntil(lambda: table.model.rowCount() == 11, timeout=20_000)
    assert cells(table)[0] == "Clause 29: what is the term?"
    table.search.setText("Clause 1")
    QTest.keyClick(table.search, Qt.Key.Key_Return)
    table.search.setText("nobody wrote this")
    QTest.keyClick(table.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.model.rowCount() == 0, timeout=20_000)
    settle(qtbot, table)
    assert table.empty.isVisible()
    assert table.detail.text() == ""
    table.search.clear()
    qtbot.waitUntil(lambda: table.model.rowCount() == COUNT, timeout=20_000)
    assert not table.empty.isVisible()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "absurd", ["%", "_", "\\", "'; DROP TABLE prompts", "x" * 5000, "\0", "😀"]
)
def test_absurd_searches(qtbot: QtBot, context: Context, absurd: str) -> None:
    table = prompts_of(qtbot, context)
    settle(qtbot, table)
    table.search.setText(absurd)
    QTest.keyClick(table.search, Qt.Key.Key_Return)
    settle(qtbot, table)
    assert table.model.rowCount() in (0, COUNT)  # blanks alone are no search


@pytest.mark.usefixtures("filled")
def test_filters_of_the_curation(qtbot: QtBot, context: Context) -> None:
    table = responses_of(qtbot, context)
    settle(qtbot, table)
    assert table.model.rowCount() == COUNT + 1
    for key, count, state in (
        ("kept", 270, "Kept"),
        ("rule:refusal", 30, "Left out: Refusals"),
        ("left_out", 31, "Left out: Refusals"),
        ("rule:error", 1, "Failed"),
        ("by_hand", 0, ""),
    ):
        table.show_filter(key)
        settle(qtbot, table)
        assert table.model.rowCount() == count
        assert not count or cells(table, 2)[0] == state


@pytest.mark.usefixtures("filled")
def test_plain_responses_have_other_filters(qtbot: QtBot, context: Context) -> None:
    table = responses_of(qtbot, context, curate=False)
    table.show_filter("failed")
    settle(qtbot, table)
    assert cells(table, 1) == ["timed out"]
    assert "The request failed" in table.detail.text()


@pytest.mark.usefixtures("filled")
def test_the_chosen_row_in_full_and_copied(qtbot: QtBot, context: Context) -> None:
    table = responses_of(qtbot, context)
    settle(qtbot, table)
    table.choose_row(10)
    for part in ("Clause 10: what is the term?", "I'm sorry", "ref", "opens like a refusal", "k10"):
        assert part in table.detail.text()
        assert part in table.detail.view.toPlainText()
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == table.detail.text()


@pytest.mark.usefixtures("filled")
def test_html_in_a_text_stays_text(qtbot: QtBot, context: Context) -> None:
    table = prompts_of(qtbot, context)
    settle(qtbot, table)
    assert context.project is not None
    with context.db.transaction() as connection:
        novel = "<b>bold</b> & <img src=x>\n" + "word " * 10_000
        prompts.add(connection, context.project, [NewPrompt((Message(Role.USER, novel),))])
    table.reload()
    settle(qtbot, table)
    table.choose_row(COUNT)
    plain = table.detail.view.toPlainText()
    assert "<b>bold</b> & <img src=x>" in plain
    assert "more characters" in plain
    table.detail.copy()
    assert novel in QGuiApplication.clipboard().text()


@pytest.mark.usefixtures("filled")
def test_new_rows_leave_what_is_chosen(qtbot: QtBot, context: Context) -> None:
    table = prompts_of(qtbot, context)
    settle(qtbot, table)
    table.choose_row(200)
    place = table.view.verticalScrollBar().value()
    assert context.project is not None
    with context.db.transaction() as connection:
        more = [NewPrompt((Message(Role.USER, f"more {number}"),)) for number in range(50)]
        prompts.add(connection, context.project, more)
    table.reload()
    settle(qtbot, table)
    assert table.model.rowCount() == COUNT + 50
    assert table.view.currentIndex().row() == 200
    assert table.view.verticalScrollBar().value() == place
    assert cells(table)[-1] == "more 49"


@pytest.mark.usefixtures("filled")
def test_letters_do_not_walk_through_the_rows(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = prompts_of(qtbot, context)
    settle(qtbot, table)
    table.view.setFocus()
    asked: list[int] = []
    plain = table.model.line

    def asking(row: int) -> object:
        asked.append(row)
        return plain(row)

    monkeypatch.setattr(table.model, "line", asking)
    QTest.keyClick(table.view, Qt.Key.Key_Z)
    assert len(set(asked)) < 50


@pytest.mark.usefixtures("filled")
def test_all_rows_can_be_selected(qtbot: QtBot, context: Context) -> None:
    table = responses_of(qtbot, context)
    settle(qtbot, table)
    assert len(table.selected_ids()) == 0
    table.view.selectAll()
    assert list(table.selected_ids()) == list(range(1, COUNT + 2))


@pytest.mark.usefixtures("filled")
def test_a_search_can_be_stopped(qtbot: QtBot, context: Context) -> None:
    table = prompts_of(qtbot, context)
    settle(qtbot, table)
    table.search.setText("Clause 7")
    QTest.keyClick(table.search, Qt.Key.Key_Return)
    table.stop()
    qtbot.waitUntil(lambda: context.queue.idle, timeout=20_000)
    assert table.model.rowCount() == COUNT
    table.search.setText("Clause 77")
    qtbot.waitUntil(lambda: table.model.rowCount() == 1, timeout=20_000)


@pytest.mark.usefixtures("filled")
def test_everything_has_an_accessible_name(qtbot: QtBot, context: Context) -> None:
    table = responses_of(qtbot, context)
    settle(qtbot, table)
    reachable = [
        widget
        for widget in table.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
    ]
    assert reachable
    assert all(widget.accessibleName() or getattr(widget, "text", str)() for widget in reachable)


@pytest.mark.usefixtures("filled")
def test_a_database_that_cannot_be_read_is_said_once(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = prompts_of(qtbot, context)
    settle(qtbot, table)
    said: list[object] = []
    context.failed.connect(said.append)

    def broken(*_: object) -> None:
        raise OSError("disk I/O error")

    monkeypatch.setattr(listing, "prompt_lines", broken)
    table.view.verticalScrollBar().setValue(10_000)
    for _ in range(5):
        table.view.viewport().repaint()
    qtbot.wait(50)
    assert len(said) == 1
    monkeypatch.undo()
    table.refresh_rows()
    assert cells(table)[-1] == f"Clause {COUNT - 1}: what is the term?"
