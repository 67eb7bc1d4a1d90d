"""The task page: templates, instruction, names of a format, and checking an answer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain import Choices
from app.store import projects
from tests.ui.conftest import enter, saved
from ui import task_templates
from ui.context import Context
from ui.pages.task import TaskPage

# What the offscreen screen says of any window with a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> TaskPage:
    projects.create(context.db, "law")
    enter(qtbot, context, "law")
    made = TaskPage(context)
    qtbot.addWidget(made)
    made.refresh(context.facts)
    made.show()
    return made


def choices(context: Context) -> Choices:
    """As another session would read them."""
    saved(context)
    return projects.choices(context.db, projects.get(context.db, "law"))


def add(page: TaskPage, *names: str) -> None:
    for name in names:
        page.names.entry.setText(name)
        QTest.keyClick(page.names.entry, Qt.Key.Key_Return)


def pick(page: TaskPage, name: str) -> None:
    page.radios[name].click()


def test_nothing_is_chosen_at_first(page: TaskPage) -> None:
    assert not page.valid
    assert "Choose" in page.missing()
    assert set(page.radios) == {"fields", "classify", "answer", "summarize", "rewrite", "chat"}
    assert not any(radio.isChecked() for radio in page.radios.values())


@pytest.mark.parametrize("name", ["answer", "summarize", "rewrite", "chat"])
def test_a_template_brings_its_instruction(page: TaskPage, context: Context, name: str) -> None:
    pick(page, name)
    template = task_templates.get(name)
    assert template is not None
    found = choices(context)
    assert (found.template, found.instruction) == (name, template.instruction(()))
    assert page.instruction.toPlainText() == found.instruction
    assert page.valid
    assert page.example.text()
    assert not page.names_card.isVisible()


def test_fields_are_named_and_stand_in_the_instruction(page: TaskPage, context: Context) -> None:
    pick(page, "fields")
    assert page.missing() == "Name at least one field."
    add(page, "party, governing law", "notice_days")
    assert choices(context).fields == ("party", "governing law", "notice_days")
    assert page.valid
    assert "party, governing law, notice_days" in page.instruction.toPlainText()
    assert page.example.text().splitlines()[1].startswith("governing law: ")
    page.names.list.setCurrentRow(2)
    page.names.up_button.click()
    assert choices(context).fields == ("party", "notice_days", "governing law")
    page.names.remove_button.click()
    assert choices(context).fields == ("party", "governing law")
    page.names.undo_button.click()
    assert choices(context).fields == ("party", "notice_days", "governing law")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("   ", "at least one letter"),
        ("PARTY", "already"),
        ("x" * 5000, "5,000 characters"),
        ("a: b", "cannot be the name"),
        ("party two, party", "already"),
    ],
)
def test_names_that_cannot_be(page: TaskPage, context: Context, name: str, words: str) -> None:
    pick(page, "fields")
    add(page, "party")
    add(page, name)
    assert words in page.names.problem.text()
    assert page.names.problem.isVisible()
    assert choices(context).fields == ("party",)
    assert page.names.entry.text() == name, "what was typed can be mended"
    add(page, "law")
    assert not page.names.problem.isVisible()


def test_renaming_in_place(page: TaskPage, context: Context) -> None:
    pick(page, "fields")
    add(page, "party", "law")
    page.names.list.item(1).setText("governing law")
    assert choices(context).fields == ("party", "governing law")
    page.names.list.item(1).setText("Party")
    assert choices(context).fields == ("party", "governing law")
    assert page.names.names() == ("party", "governing law")
    assert "already" in page.names.problem.text()


def test_labels_are_others_than_fields(page: TaskPage, context: Context) -> None:
    pick(page, "fields")
    add(page, "party", "law")
    pick(page, "classify")
    assert page.names.names() == ()
    add(page, "Urgent!")
    assert page.missing() == "Name at least two labels."
    add(page, "Later")
    assert page.valid
    assert choices(context).fields == ("Urgent!", "Later")
    assert "Urgent!, Later" in choices(context).instruction
    pick(page, "fields")
    assert choices(context).fields == ("party", "law")


def test_own_words_are_kept_and_the_template_can_be_restored(
    qtbot: QtBot, page: TaskPage, context: Context
) -> None:
    pick(page, "summarize")
    page.instruction.setPlainText("Sum it up in one line. ")
    qtbot.waitUntil(lambda: choices(context).instruction == "Sum it up in one line.")
    assert page.instruction.toPlainText().endswith(" "), "what is being typed stays"
    pick(page, "rewrite")
    assert choices(context).instruction == "Sum it up in one line."
    page.restore.click()
    assert choices(context).instruction == task_templates.TEMPLATES[4].instruction(())
    page.instruction.undo()
    assert page.instruction.toPlainText().startswith("Sum it up")


def test_what_was_typed_last_is_stored_when_the_project_is_left(
    page: TaskPage, context: Context
) -> None:
    pick(page, "chat")
    page.instruction.setPlainText("Be brief.")
    context.leave()
    page.close_page()
    assert choices(context).instruction == "Be brief."


def test_a_pasted_novel_is_no_instruction(qtbot: QtBot, page: TaskPage, context: Context) -> None:
    pick(page, "chat")
    before = choices(context).instruction
    page.instruction.setPlainText("word " * 200_000)
    qtbot.wait(500)
    assert not page.valid
    assert "1,000,000 characters" in page.instruction_note.text()
    assert choices(context).instruction == before
    context.choose(question="anything")  # facts change: the text stays to be shortened
    assert len(page.instruction.toPlainText()) == 1_000_000
    page.instruction.setPlainText("Short.")
    assert page.valid


def test_checking_an_answer(qtbot: QtBot, page: TaskPage) -> None:
    pick(page, "fields")
    add(page, "party", "law")
    for answer, kind in (
        ("party: A\nlaw: B", "good"),
        ('{"party": "A", "law": "B"}', "good"),
        ("party: A", "bad"),
        ("What a question.", "bad"),
        ("Sure, here it is!\nparty: A\nlaw: B", "warning"),
        ("", "muted"),
        ("x" * 200_000, "bad"),
    ):
        page.check.entry.setPlainText(answer)
        page.check.check()
        assert page.check.verdict.property("kind") == kind, answer[:40]
    add(page, "date")
    page.check.entry.setPlainText("party: A\nlaw: B")
    qtbot.waitUntil(lambda: "date" in page.check.verdict.text())
    pick(page, "classify")
    add(page, "Yes", "No")
    for answer, kind in (("yes.", "good"), ("maybe", "bad")):
        page.check.entry.setPlainText(answer)
        page.check.check()
        assert page.check.verdict.property("kind") == kind


def test_the_choices_of_an_earlier_session_are_shown(qtbot: QtBot, context: Context) -> None:
    project = projects.create(context.db, "law")
    projects.choose(context.db, project, template="fields", fields=("party",), instruction="Mine.")
    enter(qtbot, context, "law")
    page = TaskPage(context)
    qtbot.addWidget(page)
    page.refresh(context.facts)
    assert page.radios["fields"].isChecked()
    assert page.names.names() == ("party",)
    assert page.instruction.toPlainText() == "Mine."
    assert page.valid
