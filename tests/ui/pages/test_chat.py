"""The chat page over a real tiny model: ask, stop, edit, compare, keep, and what can go wrong."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QPushButton,
    QTextEdit,
)
from pytestqt.qtbot import QtBot

from app.domain import Capability, Message, Role, RunState, Split, TeacherKind
from app.store import artifacts, chats, projects, prompts, runs
from app.store.chats import BASE, STUDENT, TEACHER, Chat, Turn
from app.store.database import Database
from tests import tiny
from tests.app.store import sample
from ui.chat_service import At
from ui.context import Context
from ui.pages.chat import ChatPage
from ui.widgets.chat_view import MessageCard
from ui.widgets.save_case import SaveCase

Fill = Callable[[Callable[[Database], None]], None]
SYSTEM = "Read the clause."
# What the offscreen screen says of any window with a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
ENDS = "What is the clause?"  # the tiny model ends its answer to this by itself
NEVER = "clause"  # and to this it does not


@pytest.fixture(scope="module")
def student(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("student")
    return tiny.gguf(tiny_model, folder / "student-Q8_0.gguf", system_prompt=SYSTEM)


@pytest.fixture
def contracts(fill: Fill, student: Path, request: pytest.FixtureRequest) -> Context:
    """A project with a finished run, exported in three sizes, and a teacher that is a file."""

    def made(db: Database) -> None:
        project = projects.create(db, "contracts")
        teacher = projects.add_teacher(
            db, project, "big", TeacherKind.GGUF, str(student), [Capability.TEXT]
        )
        sample.answered(db, project, teacher, 6)
        dataset = sample.frozen(db, project, teacher)
        folder = db.path.parent / "runs" / "first"
        run = runs.start(db, dataset, "first", folder, {"student": "tiny"})
        runs.set_state(db, run, RunState.FINISHED)
        for quant, size in (("F16", 300), ("Q8_0", 200), ("Q4_K_M", 100)):
            details = {"quant": quant, "size": size, "sha256": quant}
            artifacts.record(db, run, "gguf", quant, student, quant, details)
        projects.choose(db, project, teacher="big", question=ENDS)

    fill(made)
    context: Context = request.getfixturevalue("context")
    return context


@pytest.fixture
def page(qtbot: QtBot, contracts: Context) -> ChatPage:
    return opened(qtbot, contracts)


def opened(qtbot: QtBot, context: Context) -> ChatPage:
    """The page as the shell shows it."""
    if context.project is None:
        context.enter("contracts")
    qtbot.waitUntil(lambda: bool(context.facts.exported), timeout=20_000)
    made = ChatPage(context)
    qtbot.addWidget(made, before_close_func=lambda widget: widget.close_page())
    made.resize(1000, 700)
    made.refresh(context.facts)
    made.show()
    made.entered()
    return made


def loaded(qtbot: QtBot, page: ChatPage) -> None:
    services = page.models.services.values()
    qtbot.waitUntil(lambda: all(each.at is At.READY for each in services), timeout=60_000)


def answered(qtbot: QtBot, page: ChatPage) -> None:
    qtbot.waitUntil(lambda: not page.models.answering, timeout=60_000)


def ask(page: ChatPage, question: str) -> None:
    page.input.box.setPlainText(question)
    QTest.keyClick(page.input.box, Qt.Key.Key_Return)


def card(page: ChatPage, who: str = STUDENT, number: int = -1) -> MessageCard:
    return page.view.rows[number].answers[who]


def press(page: ChatPage, name: str) -> None:
    """Click the button that says so; the last of several."""
    found = [each for each in page.findChildren(QPushButton) if each.text() == name]
    found = [each for each in found if each.isVisible() and each.isEnabled()]
    assert found, f"no button says {name}"
    QTest.mouseClick(found[-1], Qt.MouseButton.LeftButton)


def killed() -> None:
    """End the models' processes as the system would."""
    for child in psutil.Process().children():
        if "spawn_main" in " ".join(child.cmdline()):
            child.send_signal(signal.SIGKILL)


def test_enter_asks_the_proposed_question_while_the_model_still_loads(
    qtbot: QtBot, page: ChatPage
) -> None:
    assert page.input.box.toPlainText() == ENDS
    assert page.input.loading_row.isVisible()
    QTest.keyClick(page.input.box, Qt.Key.Key_Return)
    assert card(page).note.text() == "Waiting for the model…"
    answered(qtbot, page)
    turn = page.chat.turns[0]
    assert turn.question == ENDS
    assert card(page).raw == turn.answers[STUDENT] != ""
    assert not page.input.loading_row.isVisible()
    assert page.input.box.toPlainText() == ""


def test_the_default_file_is_q8_else_the_smallest(page: ChatPage) -> None:
    assert page.choices.quant == "Q8_0"
    facts = page.facts
    del facts.exported["Q8_0"]  # type: ignore[attr-defined]
    other = type(page.choices)()
    other.prefer("", "")
    other.offer(facts, page.context.place)
    assert other.quant == "Q4_K_M"


def test_the_instruction_is_the_trained_one_until_it_is_changed(
    qtbot: QtBot, page: ChatPage
) -> None:
    loaded(qtbot, page)
    assert page.settings.instruction.toPlainText() == SYSTEM
    assert page.settings.system is None
    ask(page, ENDS)
    answered(qtbot, page)
    assert page.chat.messages(STUDENT, page._system() or "", 0)[0] == Message(Role.SYSTEM, SYSTEM)
    page.settings.instruction.setPlainText("Be short.")
    assert page.chat.system == "Be short."
    page.more.click()
    press(page, page.settings.back.text())
    assert page.chat.system is None


def test_shift_enter_makes_a_line(page: ChatPage) -> None:
    page.input.box.setPlainText("a")
    page.input.box.moveCursor(page.input.box.textCursor().MoveOperation.End)
    QTest.keyClick(page.input.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.input.box.toPlainText() == "a\n"
    assert page.chat.turns == ()


@pytest.mark.parametrize("typed", ["", "  \n "])
def test_nothing_is_not_asked(qtbot: QtBot, page: ChatPage, typed: str) -> None:
    loaded(qtbot, page)
    ask(page, typed)
    assert page.chat.turns == ()
    assert not page.input.send.isEnabled()


def test_a_pasted_novel_gets_one_message_and_the_chat_goes_on(qtbot: QtBot, page: ChatPage) -> None:
    ask(page, "a b c " * 20_000)
    answered(qtbot, page)
    assert "the context holds" in card(page).note.text()
    ask(page, ENDS)
    answered(qtbot, page)
    assert page.chat.turns[1].answers[STUDENT]
    # What could not be answered is not told again.
    assert len(page.chat.messages(STUDENT, "", 1)) == 1


def test_stop_keeps_what_was_written(qtbot: QtBot, page: ChatPage) -> None:
    page.settings.most.setValue(4096)
    ask(page, NEVER)
    qtbot.waitUntil(lambda: len(card(page).raw) > 5, timeout=60_000)
    press(page, "Stop")
    assert page.models.answering == []
    assert card(page).note.text() == "Stopped."
    assert page.chat.turns[0].answers[STUDENT] == card(page).raw
    ask(page, ENDS)
    answered(qtbot, page)
    assert len(page.chat.turns) == 2


def test_an_answer_that_is_cut_off_says_so(qtbot: QtBot, page: ChatPage) -> None:
    page.settings.most.setValue(4)
    ask(page, NEVER)
    answered(qtbot, page)
    assert "cut off" in card(page).note.text()


def test_edit_puts_the_question_back_and_can_be_undone(qtbot: QtBot, page: ChatPage) -> None:
    for question in (ENDS, "How many days?"):
        ask(page, question)
        answered(qtbot, page)
    before = page.chat.turns
    page.view.rows[0].question.findChildren(type(page.input.send))[0].click()
    assert page.input.box.toPlainText() == ENDS
    assert page.chat.turns == ()
    assert page.view.rows == []
    press(page, "Undo")
    assert page.chat.turns == before
    assert [row.question.raw for row in page.view.rows] == [ENDS, "How many days?"]
    press(page, "New conversation")
    assert page.chat.turns == ()
    press(page, "Undo")
    assert page.chat.turns == before


def test_ask_again_takes_the_place_of_the_last_answer(qtbot: QtBot, page: ChatPage) -> None:
    ask(page, ENDS)
    answered(qtbot, page)
    press(page, "Ask again")
    assert len(page.chat.turns) == 1
    answered(qtbot, page)
    assert len(page.chat.turns) == len(page.view.rows) == 1
    assert page.chat.turns[0].answers[STUDENT]


def test_side_by_side_with_the_teacher(qtbot: QtBot, page: ChatPage) -> None:
    at = page.choices.compare.findData(TEACHER)
    page.choices.compare.setCurrentIndex(at)
    page.choices.compare.activated.emit(at)
    ask(page, ENDS)
    answered(qtbot, page)
    assert set(page.chat.turns[0].answers) == {STUDENT, TEACHER}
    # The same file, the same question, the same instruction.
    assert card(page).raw == card(page, TEACHER).raw != ""
    at = page.choices.compare.findData("")
    page.choices.compare.setCurrentIndex(at)
    page.choices.compare.activated.emit(at)
    assert list(page.models.services) == [STUDENT]
    assert TEACHER in page.view.rows[0].answers  # what was said stays


def test_the_base_is_offered_when_its_file_is_there(
    qtbot: QtBot, contracts: Context, student: Path
) -> None:
    page = opened(qtbot, contracts)
    model = page.choices.compare.model()
    at = page.choices.compare.findData(BASE)
    assert not model.flags(model.index(at, 0)) & Qt.ItemFlag.ItemIsEnabled
    assert page.choices.compare.itemData(at, Qt.ItemDataRole.ToolTipRole)
    target = contracts.place / "exports" / "base" / "tiny-Q8_0.gguf"
    target.parent.mkdir(parents=True)
    target.symlink_to(student)
    page.refresh(contracts.facts)
    at = page.choices.compare.findData(BASE)
    assert model.flags(model.index(at, 0)) & Qt.ItemFlag.ItemIsEnabled


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_killed_model_is_told_and_restarts(qtbot: QtBot, page: ChatPage) -> None:
    ask(page, ENDS)
    answered(qtbot, page)
    killed()
    qtbot.waitUntil(page.restart.isVisible, timeout=20_000)
    assert "The model has stopped" in page.note.text()
    ask(page, ENDS)
    assert card(page).note.text() == "The model has stopped."
    press(page, "Restart")
    loaded(qtbot, page)
    assert not page.restart.isVisible()
    press(page, "Ask again")
    answered(qtbot, page)
    assert page.chat.turns[1].answers[STUDENT]


def test_a_file_that_is_gone_is_told(qtbot: QtBot, workspace: Path, contracts: Context) -> None:
    run = runs.by_name(contracts.db, "first")
    gone = {"quant": "Q8_0", "size": 1, "sha256": "no"}
    artifacts.record(contracts.db, run, "gguf", "Q8_0", workspace / "gone.gguf", "no", gone)
    page = opened(qtbot, contracts)
    qtbot.waitUntil(page.restart.isVisible, timeout=30_000)
    assert "gone.gguf" in page.note.text()


def test_the_conversation_is_there_again(qtbot: QtBot, page: ChatPage, context: Context) -> None:
    page.settings.temperature.setValue(0.5)
    ask(page, ENDS)
    answered(qtbot, page)
    page.close_page()
    again = opened(qtbot, context)
    assert again.chat == page.chat
    assert card(again).raw == card(page).raw
    assert again.settings.temperature.value() == 0.5
    assert again.input.box.toPlainText() == ""  # nothing is proposed in the middle of a chat


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"turns": [1]}', "\x00\xff"])
def test_a_damaged_conversation_is_an_empty_one_with_a_note(
    qtbot: QtBot, contracts: Context, damage: str
) -> None:
    contracts.enter("contracts")
    assert contracts.project is not None
    path = chats.path_of(contracts.place, contracts.project)
    path.parent.mkdir(parents=True)
    path.write_text(damage, "utf-8")
    page = opened(qtbot, contracts)
    assert page.chat == Chat()
    assert "could not be read" in page.note.text()
    assert list(path.parent.iterdir()) == [path.with_name(f"{path.stem}.damaged.json")]


def test_leaving_the_page_keeps_the_model_and_closing_lets_it_go(
    qtbot: QtBot, page: ChatPage, context: Context
) -> None:
    loaded(qtbot, page)
    page.left()
    page.entered()
    assert page.models.at(STUDENT) is At.READY
    page.close_page()
    qtbot.waitUntil(lambda: context.queue.idle, timeout=20_000)


def test_a_question_becomes_a_test_case_with_the_right_answer(
    qtbot: QtBot, page: ChatPage, context: Context
) -> None:
    ask(page, ENDS)
    answered(qtbot, page)
    press(page, "Save as test case…")
    dialog = page.findChild(SaveCase)
    assert isinstance(dialog, SaveCase)
    assert dialog.question.toPlainText() == ENDS
    assert dialog.answer.toPlainText().strip() == page.chat.turns[0].answers[STUDENT].strip()
    dialog.answer.setPlainText(" ")
    assert not dialog.save.isEnabled()
    dialog.answer.setPlainText("The right one.")
    dialog.save.click()
    assert context.project is not None
    found = list(prompts.every(context.db, context.project))[-1]
    assert found.messages == (Message(Role.SYSTEM, SYSTEM), Message(Role.USER, ENDS))
    assert (found.reference, found.split) == ("The right one.", Split.TEST)
    # It is one more for the test part that is drawn, and not the whole of it.
    assert prompts.fixed_splits(context.db, context.project) == frozenset()
    assert page.note.text() == "Saved as a test case."


def test_a_prompt_of_the_project_stays_in_its_part(
    qtbot: QtBot, page: ChatPage, context: Context
) -> None:
    loaded(qtbot, page)
    page.settings.instruction.setPlainText("")
    ask(page, "question 1")
    answered(qtbot, page)
    page.keep(0, "Yes.")
    assert context.project is not None
    known = [item for item in prompts.every(context.db, context.project) if item.key == "k1"]
    assert [(item.reference, item.split) for item in known] == [("Yes.", None)]
    assert "already" in page.note.text()


def test_the_conversation_is_saved_as_text(qtbot: QtBot, page: ChatPage, tmp_path: Path) -> None:
    ask(page, ENDS)
    answered(qtbot, page)
    page.save_text(tmp_path / "chat.txt")
    said = (tmp_path / "chat.txt").read_text("utf-8")
    assert said == f"You:\n{ENDS}\n\nStudent:\n{page.chat.turns[0].answers[STUDENT]}\n"
    (tmp_path / "file").touch()
    page.save_text(tmp_path / "file" / "chat.txt")
    assert page.error is not None


def test_everything_has_a_name(page: ChatPage) -> None:
    page.more.click()
    page._store(turns=(Turn("q", {STUDENT: "a", TEACHER: "b"}),))
    page._show_chat()
    kinds = (QAbstractSpinBox, QComboBox, QTextEdit)
    for kind in kinds:
        for widget in page.findChildren(kind):
            assert widget.accessibleName(), widget
    for button in page.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text(), button
