"""Answers side by side: everything is escaped, and what differs is marked."""

from __future__ import annotations

import dataclasses

import pytest
from pytestqt.qtbot import QtBot

from app.evaluate.examples import Pair
from ui.widgets.answer_browser import AnswerBrowser
from ui.widgets.side_by_side import SideBySide

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
FREE = Pair(1, "k", "Which law?", None, "The law of Norway applies.", "Hm.", "The law of Rome.")


@pytest.fixture
def view(qtbot: QtBot) -> SideBySide:
    made = SideBySide()
    qtbot.addWidget(made)
    made.show()
    return made


def test_markup_in_texts_is_text(view: SideBySide) -> None:
    odd = "<b>bold</b> <img src=x> & </table>"
    for pair in (
        dataclasses.replace(FREE, prompt=odd, teacher=odd, base=odd, student="other " + odd),
        dataclasses.replace(FREE, teacher=f"law: {odd}", student=f"law: {odd}!", base=odd, key=odd),
    ):
        view.show_pair(pair)
        told = view.browser.toPlainText()
        assert told.count("<b>bold</b> <img src=x> &") >= 3


def test_words_that_differ_are_marked(view: SideBySide) -> None:
    view.show_pair(FREE)
    page = view.browser.toHtml()
    assert "line-through" in page
    assert "underline" in page
    assert "Norway" in view.browser.toPlainText()


def test_fields_that_differ_are_marked(view: SideBySide) -> None:
    pair = dataclasses.replace(
        FREE,
        reference="law: Norway\ndays: 30",
        teacher="law: Norway\ndays: 30",
        student="law: Rome",
        base="I cannot say.",
    )
    view.show_pair(pair)
    told = view.browser.toPlainText()
    assert "≠ Rome" in told
    assert "≠ missing" in told
    assert "≠ Norway" not in told
    assert "Before training – without the fields" in told
    assert "I cannot say." in told


def test_a_novel_is_cut_and_not_compared(view: SideBySide) -> None:
    view.show_pair(dataclasses.replace(FREE, student="word " * 40_000))
    assert len(view.browser.toPlainText()) < 8000


def test_empty_answers(view: SideBySide) -> None:
    view.show_pair(dataclasses.replace(FREE, teacher="", base="", student=""))
    assert "–" in view.browser.toPlainText()
    view.show_pair(None)
    assert view.browser.toPlainText() == ""


def test_only_what_differs(qtbot: QtBot) -> None:
    pairs = [dataclasses.replace(FREE, number=n, key=f"k{n}", differs=n % 3 == 0)
             for n in range(1, 10)]  # fmt: skip
    made = AnswerBrowser()
    qtbot.addWidget(made)
    made.show()
    made.show_pairs(pairs, "")
    assert "(3 of 9)" in made.differing.text()
    for _ in range(3):
        made.forward.click()
    assert "k4" in made.place.text()
    made.differing.click()
    assert made.place.text() == "2 of 3 · k6", "the next one that differs"
    made.forward.click()
    assert not made.forward.isEnabled()
    made.differing.click()
    assert made.place.text() == "9 of 9 · k9", "the place is kept"
    made.show_pairs([dataclasses.replace(FREE, differs=False)], "")
    made.differing.click()
    assert "as the teacher does" in made.nothing.text()
