"""The curate page: check by rules, decide by hand, undo, freeze, and know what is frozen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.curate import review
from app.errors import WorkspaceError
from app.job import Job, Progress
from app.store import completions, listing
from app.store.database import Database
from tests.ui.conftest import enter
from tests.ui.long_project import NAME, fill_project
from ui.context import Context
from ui.pages.curate import CuratePage
from ui.widgets.example_table import ExampleTable

Fill = Callable[[Callable[[Database], None]], None]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
COUNT = 60  # six of them refusals, and one failed request beside them


def make(
    qtbot: QtBot, fill: Fill, request: pytest.FixtureRequest, *, judged: bool = True
) -> CuratePage:
    fill(lambda database: fill_project(database, COUNT, judged=judged))
    context: Context = request.getfixturevalue("context")
    enter(qtbot, context, NAME)
    made = CuratePage(context)
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.show()
    settle(qtbot, made)
    return made


@pytest.fixture
def page(qtbot: QtBot, fill: Fill, request: pytest.FixtureRequest) -> CuratePage:
    """Over responses that were checked."""
    return make(qtbot, fill, request)


def settle(qtbot: QtBot, page: CuratePage) -> None:
    table = page.table
    qtbot.waitUntil(
        lambda: page.context.queue.idle and (table is None or not table.is_looking), timeout=20_000
    )


def table_of(page: CuratePage) -> ExampleTable:
    assert page.table is not None
    return page.table


def press(qtbot: QtBot, page: CuratePage, key: Qt.Key, *, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    table_of(page).view.setFocus()
    QTest.keyClick(table_of(page).view, key, modifier)
    settle(qtbot, page)


def decided(page: CuratePage) -> dict[int, bool]:
    return listing.decisions(page.context.db, range(COUNT + 2))


def test_counts_and_bars(page: CuratePage) -> None:
    assert page.kept.text() == "54 of 61 responses are kept"
    assert page.chart.counts["refusal"].text() == "6"
    assert page.chart.bars["refusal"].part == 1.0
    assert 0 < page.chart.bars["error"].part < 0.5
    assert page.chart.bars["truncated"].part == 0
    assert not page.chart.boxes["error"].isEnabled()
    assert "Refusals: 6 of 61" in page.chart.bars["refusal"].accessibleName()


def test_a_number_lists_its_rows(qtbot: QtBot, page: CuratePage) -> None:
    page.chart.counts["refusal"].click()
    settle(qtbot, page)
    assert table_of(page).model.rowCount() == 6


def test_keys_decide_and_undo(qtbot: QtBot, page: CuratePage) -> None:
    assert not page.decisions.keep.isEnabled()
    table_of(page).choose_row(0)  # a refusal
    press(qtbot, page, Qt.Key.Key_K)
    assert decided(page) == {1: True}
    assert page.kept.text() == "55 of 61 responses are kept"
    assert table_of(page).model.index(0, 2).data() == "Kept by hand"
    assert "Your decision" in table_of(page).detail.text()
    table_of(page).choose_row(1)
    press(qtbot, page, Qt.Key.Key_L)
    assert decided(page) == {1: True, 2: False}
    press(qtbot, page, Qt.Key.Key_Z, control=True)
    assert decided(page) == {1: True}
    table_of(page).choose_row(0)
    press(qtbot, page, Qt.Key.Key_R)
    assert decided(page) == {}
    press(qtbot, page, Qt.Key.Key_Z, control=True)
    assert decided(page) == {1: True}
    press(qtbot, page, Qt.Key.Key_Z, control=True)
    assert decided(page) == {}
    assert not page.decisions.undo_button.isEnabled()


def test_an_undo_that_fails_can_be_tried_again(
    qtbot: QtBot, page: CuratePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    table_of(page).choose_row(0)
    press(qtbot, page, Qt.Key.Key_K)
    real = review.undo_all

    def failing(*_: object) -> Job[None]:
        yield Progress()
        raise WorkspaceError("The disk is full.", "Free some space.")

    monkeypatch.setattr(review, "undo_all", failing)
    press(qtbot, page, Qt.Key.Key_Z, control=True)
    assert decided(page) == {1: True}
    monkeypatch.setattr(review, "undo_all", real)
    press(qtbot, page, Qt.Key.Key_Z, control=True)
    assert decided(page) == {}


def test_buttons_act_on_all_selected_rows(qtbot: QtBot, page: CuratePage) -> None:
    page.chart.counts["refusal"].click()
    settle(qtbot, page)
    table_of(page).view.selectAll()
    page.decisions.keep.click()
    settle(qtbot, page)
    assert decided(page) == dict.fromkeys(range(1, COUNT, 10), True)
    assert page.kept.text() == "60 of 61 responses are kept"
    page.decisions.undo_button.click()
    settle(qtbot, page)
    assert decided(page) == {}


def test_a_failed_request_cannot_be_kept(qtbot: QtBot, page: CuratePage) -> None:
    page.chart.counts["error"].click()
    settle(qtbot, page)
    table_of(page).choose_row(0)
    press(qtbot, page, Qt.Key.Key_K)
    assert decided(page) == {}
    assert "Without an answer" in page.decisions.note.text()


def test_many_rows_are_decided_in_a_job_of_their_own(
    qtbot: QtBot, page: CuratePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.widgets.decisions._AT_ONCE", 10)
    titles: list[str] = []
    page.context.queue.added.connect(
        lambda ticket: None if ticket.quiet else titles.append(ticket.title)
    )
    table_of(page).view.selectAll()
    page.decisions.drop.click()
    settle(qtbot, page)
    assert titles == ["Storing your decision"]
    assert len(decided(page)) == COUNT + 1
    assert page.kept.text() == "0 of 61 responses are kept"


def test_check_only(qtbot: QtBot, fill: Fill, request: pytest.FixtureRequest) -> None:
    page = make(qtbot, fill, request, judged=False)
    assert "Nothing has been checked" in page.state.text()
    page.check.click()
    settle(qtbot, page)
    assert page.error is None
    assert page.chart.counts["refusal"].text() == "6"
    assert not page.facts.datasets
    assert page.primary() == "Check and freeze"
    assert table_of(page).model.index(0, 2).data() == "Left out: Refusals"


def test_freeze_and_what_makes_it_stale(qtbot: QtBot, page: CuratePage) -> None:
    assert (page.primary(), page.again.isVisible()) == ("Check and freeze", False)
    assert page.apply() is False
    settle(qtbot, page)
    assert page.error is None
    (dataset,) = page.facts.datasets
    assert dataset.name in page.datasets.name.text()
    assert f"training: {dataset.counts['train']}" in page.datasets.parts.text()
    assert (page.primary(), page.again.isVisible()) == ("", True)
    assert page.apply() is True
    # A decision changes what is kept; taking it back restores it.
    table_of(page).choose_row(5)
    press(qtbot, page, Qt.Key.Key_L)
    assert page.primary() == "Check and freeze"
    assert page.datasets.warning.isVisible()
    press(qtbot, page, Qt.Key.Key_Z, control=True)
    assert page.primary() == ""
    # So do other shares,
    page.test.setValue(20)
    assert page.context.choices.test == 0.2
    assert page.primary() == "Check and freeze"
    page.test.setValue(10)
    assert page.primary() == ""
    # and other rules.
    page.chart.boxes["refusal"].click()
    assert page.context.choices.left_out_rules == ("refusal",)
    assert page.primary() == "Check and freeze"
    assert "rules have changed" in page.state.text()
    page.apply()
    settle(qtbot, page)
    assert page.primary() == ""
    assert len(page.facts.datasets) == 2
    assert page.datasets.earlier.count() == 1
    assert dataset.name in page.datasets.earlier.item(0).text()


def test_a_dataset_that_was_frozen_earlier(qtbot: QtBot, page: CuratePage) -> None:
    page.apply()
    settle(qtbot, page)
    table_of(page).choose_row(5)
    press(qtbot, page, Qt.Key.Key_L)
    page.apply()
    settle(qtbot, page)
    first, second = page.facts.datasets
    press(qtbot, page, Qt.Key.Key_Z, control=True)
    assert second.name in page.datasets.name.text()
    assert first.name in page.datasets.warning.text()


def test_a_frozen_project_is_known_again(qtbot: QtBot, page: CuratePage) -> None:
    page.apply()
    settle(qtbot, page)
    again = CuratePage(page.context)
    qtbot.addWidget(again)
    settle(qtbot, again)
    assert again.primary() == ""


def test_everything_left_out_is_a_message(qtbot: QtBot, page: CuratePage) -> None:
    completions.decide(page.context.db, range(1, COUNT + 1), False)
    page.apply()
    settle(qtbot, page)
    assert "nothing to freeze" in str(page.error)
    assert page.primary() == "Check and freeze"
    assert page.check.isEnabled()


def test_shares_stay_within_reason(page: CuratePage) -> None:
    page.test.setValue(99)
    page.validation.setValue(-3)
    assert (page.context.choices.test, page.context.choices.validation) == (0.4, 0.0)
    page.test.setValue(0)
    assert "Without a test part" in page.expected.text()


def test_narrow_windows_stack_the_cards(qtbot: QtBot, page: CuratePage) -> None:
    wide = page.top.direction()
    page.resize(560, 900)
    qtbot.waitUntil(lambda: page.top.direction() is not wide, timeout=5000)
