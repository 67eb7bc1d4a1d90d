"""The evaluation's page: the figure, its meaning, and the answers side by side."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTableWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import enter
from tests.ui.pages import measured
from ui.context import Context
from ui.pages.evaluate import EvaluatePage
from ui.widgets.answer_browser import AnswerBrowser

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return measured.make(tmp_path_factory.mktemp("evaluated") / "workspace")


@pytest.fixture
def page(
    qtbot: QtBot, source: Path, workspace: Path, request: pytest.FixtureRequest
) -> EvaluatePage:
    measured.copied(source, workspace)
    context: Context = request.getfixturevalue("context")
    enter(qtbot, context, measured.NAME)
    made = EvaluatePage(context)
    qtbot.addWidget(made, before_close_func=lambda widget: widget.close_page())
    made.resize(1000, 1200)
    made.show()
    measured.look(qtbot, context)
    return made


def again(qtbot: QtBot, page: EvaluatePage) -> None:
    measured.look(qtbot, page.context)


def cell(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    assert item is not None
    return item.text()


def test_what_was_measured(page: EvaluatePage) -> None:
    details = page.facts.evaluation
    assert details is not None
    assert page.primary() == ""
    assert page.apply() is True
    assert page.scores.rowCount() == 3
    assert cell(page.scores, 2, 0) == "Student (Q8_0)"
    assert cell(page.scores, 0, 1).startswith("100%")
    assert cell(page.scores, 0, 4) == "–", "a recorded teacher has no size"
    assert not page.slices.isVisible(), "no text has a tag"
    kept = details["retention"]
    assert page.figure.text() == f"{100 * kept:.0f}%"
    assert page.between.text().endswith("on 9 texts")


def test_nine_texts_are_a_hint_and_no_proof(page: EvaluatePage) -> None:
    assert "Only 9 texts were asked" in page.caution.text()


def test_a_narrow_figure_on_many_texts_needs_no_caution(qtbot: QtBot, page: EvaluatePage) -> None:
    low = {"score": 0.1, "interval": [0.05, 0.2]}
    high = {"score": 0.9, "interval": [0.88, 0.93]}
    measured.change(page.context, "evaluation", retention=0.96, interval=[0.93, 0.98],
                    examples=150, base=low, student=high,
                    teacher={"score": 0.94, "interval": [0.9, 0.97]})  # fmt: skip
    again(qtbot, page)
    assert page.figure.text() == "96%"
    expected = "Your student keeps 96% of the teacher's quality on texts it has never seen."
    assert page.sentence.text() == expected
    assert page.between.text() == "between 93% and 98%, on 150 texts"
    assert page.before.text() == "Before the training the same model had 11%."
    assert not page.caution.isVisible()


def test_a_wide_interval(qtbot: QtBot, page: EvaluatePage) -> None:
    measured.change(page.context, "evaluation", retention=0.8, interval=[0.5, 1.1], examples=80)
    again(qtbot, page)
    assert "anywhere between 50% and 110%" in page.caution.text()


def test_a_teacher_that_scores_nothing(qtbot: QtBot, page: EvaluatePage) -> None:
    measured.change(page.context, "evaluation", retention=None, interval=[None, None])
    again(qtbot, page)
    assert page.figure.text() == "–"
    assert "nothing to compare with" in page.sentence.text()
    assert page.between.text() == ""


def test_kinds_of_texts(qtbot: QtBot, page: EvaluatePage) -> None:
    details = page.facts.evaluation
    assert details is not None
    part = {key: details[key] for key in ("teacher", "base", "student")}
    part |= {"examples": 4, "retention": None, "interval": [None, None]}
    measured.change(page.context, "evaluation", slices={"leases": part})
    again(qtbot, page)
    assert page.slices.isVisible()
    assert [cell(page.slices, 0, at) for at in (0, 1, 5)] == ["leases", "4", "– (–––)"]


def test_the_answers_are_there(page: EvaluatePage) -> None:
    answers = page.answers
    assert len(answers._pairs) == 9
    told = answers.view.browser.toPlainText()
    assert "the law of" in told
    assert "Known good answer" in told
    assert answers.place.text().startswith("1 of 9")
    assert "(9 of 9)" in answers.differing.text(), "the tiny student answers nonsense"


def test_next_and_previous_by_keyboard(qtbot: QtBot, page: EvaluatePage) -> None:
    browser = page.answers.view.browser
    page.window().activateWindow()
    browser.setFocus()
    qtbot.waitUntil(browser.hasFocus)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(browser, Qt.Key.Key_Right, control)
    QTest.keyClick(browser, Qt.Key.Key_Right, control)
    assert page.answers.place.text().startswith("3 of 9")
    for _ in range(5):
        QTest.keyClick(browser, Qt.Key.Key_Left, control)
    assert page.answers.place.text().startswith("1 of 9")
    assert not page.answers.back.isEnabled()


def test_answers_that_were_removed(qtbot: QtBot, page: EvaluatePage) -> None:
    shutil.rmtree(page.context.place / "evaluations")
    page._read_again()
    again(qtbot, page)
    assert "Measure again" in page.answers.nothing.text()
    assert not page.answers.view.isVisible()


def test_before_the_measurement(qtbot: QtBot, page: EvaluatePage) -> None:
    measured.forget(page.context, "evaluation")
    again(qtbot, page)
    assert page.primary() == "Measure"
    assert page.valid
    assert page.empty_card.isVisible()
    assert not page.figure_card.isVisible()


def test_without_a_finished_run(qtbot: QtBot, page: EvaluatePage) -> None:
    again(qtbot, page)
    measured.without(page.context, runs=(), evaluation=None)
    assert not page.valid
    assert page.missing() == "Distill a student first."


@pytest.mark.slow
def test_measuring(qtbot: QtBot, page: EvaluatePage) -> None:
    measured.forget(page.context, "evaluation")
    again(qtbot, page)
    assert page.apply() is False
    assert page.busy
    assert page.primary() == "Measuring…"
    (ticket,) = page.context.queue.active(page.step)
    assert ticket.heavy
    assert ticket.resumable
    qtbot.waitUntil(lambda: page.context.queue.idle, timeout=200_000)
    qtbot.waitUntil(lambda: page.facts.evaluation is not None, timeout=20_000)
    qtbot.waitUntil(lambda: len(page.answers._pairs) == 9, timeout=20_000)
    assert page.error is None
    # Again: the answers are kept, so it is done in a moment and says the same.
    before = page.facts.evaluation
    page.again.click()
    qtbot.waitUntil(lambda: page.context.queue.idle, timeout=200_000)
    assert page.facts.evaluation is not None
    assert before is not None
    assert page.facts.evaluation["retention"] == before["retention"]


def test_every_input_has_a_name(page: EvaluatePage) -> None:
    assert page.answers.view.browser.accessibleName()
    assert page.scores.accessibleName()
    assert isinstance(page.figure, QLabel)
    assert page.figure.accessibleName().startswith("Retention")


def test_a_browser_without_answers(qtbot: QtBot) -> None:
    made = AnswerBrowser()
    qtbot.addWidget(made)
    made.show()
    made.show_pairs([], "Nothing here.")
    assert made.nothing.text() == "Nothing here."
    made._move(1)
    made.differing.setChecked(True)
