"""The teacher page: adding, choosing and testing teachers with real files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.domain import Capability, Message, NewCompletion, NewPrompt, Role, TeacherKind
from app.job import run
from app.models import library
from app.store import completions, projects, prompts
from app.store.database import Database
from tests.ui.conftest import enter
from ui.context import Context
from ui.pages.teacher import TeacherPage
from ui.widgets.teacher_forms import LocalForm, RecordedForm

Fill = Callable[[Callable[[Database], None]], None]
# What the offscreen screen says of any window with a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LIMIT = 60_000


def make(qtbot: QtBot, context: Context) -> TeacherPage:
    if not projects.every(context.db):
        projects.create(context.db, "law")
    enter(qtbot, context, "law")
    page = TeacherPage(context)
    qtbot.addWidget(page)
    page.refresh(context.facts)
    page.show()
    page.entered()
    settle(qtbot, context)
    return page


def settle(qtbot: QtBot, context: Context) -> None:
    qtbot.waitUntil(lambda: context.queue.idle, timeout=LIMIT)


def recorded(page: TeacherPage) -> RecordedForm:
    page.kind.setCurrentIndex(0)
    form = page.forms[0]
    assert isinstance(form, RecordedForm)
    return form


def local(page: TeacherPage) -> LocalForm:
    page.kind.setCurrentIndex(1)
    form = page.forms[1]
    assert isinstance(form, LocalForm)
    return form


def test_without_a_teacher_it_says_what_to_do(qtbot: QtBot, context: Context) -> None:
    page = make(qtbot, context)
    assert page.empty.isVisible()
    assert not page.table.isVisible()
    assert not page.chosen.isVisible()
    assert not page.valid
    assert page.missing() == "Add a teacher first."
    assert not page.add_button.isEnabled()


@pytest.mark.parametrize(("model", "location"), [("", "our model"), (" m-70b ", "m-70b")])
def test_adding_recorded_answers(qtbot: QtBot, context: Context, model: str, location: str) -> None:
    page = make(qtbot, context)
    form = recorded(page)
    form.name.setText("   ")
    assert not page.add_button.isEnabled()
    form.name.setText(" our model ")
    form.model.setText(model)
    page.add_button.click()
    qtbot.waitUntil(lambda: page.valid, timeout=LIMIT)
    settle(qtbot, context)
    teacher = context.facts.teacher
    assert teacher is not None
    assert (teacher.name, teacher.kind) == ("our model", TeacherKind.RECORDED)
    assert teacher.location == location
    assert teacher.capabilities == frozenset({Capability.TEXT})
    assert page.table.current() == "our model"
    assert form.name.text() == ""
    assert not page.test_button.isVisible()
    assert "✗ By its word probabilities" in page.meaning.text()
    assert "file of recorded responses holds text only" in page.meaning.text()
    form.name.setText("our model")
    assert not page.add_button.isEnabled()
    assert "already" in page.add_note.text()


def test_a_model_of_the_library_is_added_and_asked(
    qtbot: QtBot, context: Context, tiny_model: Path
) -> None:
    run(library.add(tiny_model, "tiny"))
    page = make(qtbot, context)
    form = local(page)
    assert not page.add_button.isEnabled()
    form.models.setCurrentIndex(form.models.findText("tiny"))
    assert form.name.text() == "tiny"
    page.add_button.click()
    qtbot.waitUntil(lambda: page.valid, timeout=LIMIT)
    settle(qtbot, context)
    teacher = context.facts.teacher
    assert teacher is not None
    assert (teacher.kind, teacher.location) == (TeacherKind.TRANSFORMERS, "tiny")
    assert teacher.capabilities == frozenset(Capability)
    assert "same tokens" in page.meaning.text()
    page.test_button.click()
    assert not page.test_button.isEnabled()
    assert page.busy
    settle(qtbot, context)
    assert "“tiny” answered in" in page.test_result.text()
    assert page.test_button.isEnabled()


def test_a_gguf_file(
    qtbot: QtBot, context: Context, tiny_gguf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tiny_gguf), ""))
    page = make(qtbot, context)
    form = local(page)
    form.file_button.click()
    assert form.path.text() == str(tiny_gguf)
    form.name.setText("a file")
    page.add_button.click()
    qtbot.waitUntil(lambda: page.valid, timeout=LIMIT)
    settle(qtbot, context)
    teacher = context.facts.teacher
    assert teacher is not None
    assert (teacher.kind, teacher.location) == (TeacherKind.GGUF, str(tiny_gguf))
    assert "Hugging Face folder; this one is a GGUF file" in page.meaning.text()


def test_a_folder_that_is_no_model_gets_one_clear_message(
    qtbot: QtBot, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(empty))
    page = make(qtbot, context)
    form = local(page)
    form.folder_button.click()
    page.add_button.click()
    settle(qtbot, context)
    assert page.error is not None
    assert "no config.json" in str(page.error)
    assert context.facts.teachers == ()
    assert page.add_button.isEnabled(), "it can be tried again"


def test_a_dialog_that_is_cancelled_changes_nothing(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    form = local(make(qtbot, context))
    form.folder_button.click()
    form.file_button.click()
    assert form.missing() == "Choose a model."


def two_teachers(database: Database) -> None:
    project = projects.create(database, "law")
    for name in ("one", "two"):
        teacher = projects.add_teacher(
            database, project, name, TeacherKind.RECORDED, name, {Capability.TEXT}
        )
        with database.transaction() as connection:
            prompts.add(connection, project, [NewPrompt((Message(Role.USER, name),))])
            found = prompts.page(database, project)
            completions.add(connection, teacher, [NewCompletion(found[0].id, name, "A")])


def test_choosing_another_one(qtbot: QtBot, fill: Fill, workspace: Path) -> None:
    fill(two_teachers)
    context = Context(workspace)
    with qtbot.waitSignal(context.opened, timeout=LIMIT):
        context.open()
    try:
        page = make(qtbot, context)
        assert page.missing() == "Choose a teacher from the list."
        counted = page.table.item(0, 3)
        assert counted is not None
        assert counted.text() == "1"
        page.table.selectRow(1)
        assert page.facts.choices.teacher == "two"
        assert page.valid
        settle(qtbot, context)
        assert page.table.current() == "two"
        page.table.selectRow(0)
        assert page.facts.choices.teacher == "one"
        settle(qtbot, context)
    finally:
        context.queue.stop()
        settle(qtbot, context)
        context.close()


def test_a_teacher_whose_folder_was_deleted(
    qtbot: QtBot, context: Context, tiny_model: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "gone"
    shutil.copytree(tiny_model, folder)
    project = projects.create(context.db, "law")
    projects.add_teacher(
        context.db, project, "gone", TeacherKind.TRANSFORMERS, str(folder), set(Capability)
    )
    projects.choose(context.db, project, teacher="gone")
    page = make(qtbot, context)
    shutil.rmtree(folder)
    page.test_button.click()
    settle(qtbot, context)
    assert page.error is not None
    assert "gone" in str(page.error)
    assert "failed" in page.test_result.text()
    assert page.test_button.isEnabled()
