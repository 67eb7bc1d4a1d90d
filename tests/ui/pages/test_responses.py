"""The responses page: recorded ones are imported, a local model's are generated."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain import Message, NewPrompt, Role, TeacherKind
from app.store import completions, projects, prompts
from app.store.database import Database
from tests import tiny
from tests.ui.conftest import enter
from ui.context import Context
from ui.pages.responses import ResponsesPage

Fill = Callable[[Callable[[Database], None]], None]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LIMIT = 120_000


def recorded(database: Database) -> None:
    project = projects.create(database, "law")
    projects.add_teacher(database, project, "old", TeacherKind.RECORDED, "old", ())
    projects.choose(database, project, teacher="old", instruction="Be short.")


def local(folder: Path) -> Callable[[Database], None]:
    def made(database: Database) -> None:
        project = projects.create(database, "law")
        file = tiny.gguf(tiny.model_folder(folder / "model", layers=1), folder / "teacher.gguf")
        projects.add_teacher(database, project, "tiny", TeacherKind.GGUF, str(file), ())
        projects.choose(database, project, teacher="tiny", max_tokens=4)
        texts = [f"{number} of 5?" for number in range(5)]
        texts[3] *= 200  # longer than the model's context
        with database.transaction() as connection:
            new = [NewPrompt((Message(Role.USER, text),)) for text in texts]
            prompts.add(connection, project, new)

    return made


def make(qtbot: QtBot, context: Context) -> ResponsesPage:
    enter(qtbot, context, "law")
    page = ResponsesPage(context)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    settle(qtbot, context)
    return page


def settle(qtbot: QtBot, context: Context) -> None:
    qtbot.waitUntil(lambda: context.queue.idle, timeout=LIMIT)


def test_recorded_responses_are_imported(
    qtbot: QtBot, fill: Fill, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fill(recorded)
    context: Context = request.getfixturevalue("context")
    page = make(qtbot, context)
    assert (page.primary(), page.asking.isVisible(), page.list.isVisible()) == ("", False, False)
    path = tmp_path / "answers.jsonl"
    rows = [{"prompt": "Why?", "answer": "Because"}, {"prompt": "How?"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    page.panel.take([path])
    settle(qtbot, context)
    assert (page.primary(), page.valid) == ("Import", True)
    assert page.apply() is False
    settle(qtbot, context)
    assert page.error is None
    assert "New responses: 1" in page.report.counts.text()
    assert "Left out: 1" in page.report.counts.text()
    assert page.table is not None
    assert page.table.model.rowCount() == 1
    assert page.list.isVisible()
    (stored,) = completions.page(context.db, context.facts.teachers[0])
    assert stored.text == "Because"
    assert context.project is not None
    (prompt,) = prompts.page(context.db, context.project)
    assert [turn.content for turn in prompt.messages] == ["Be short.", "Why?"]
    assert page.primary() == ""


@pytest.mark.slow
def test_local_model_answers_then_the_rest(
    qtbot: QtBot, fill: Fill, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fill(local(tmp_path))
    context: Context = request.getfixturevalue("context")
    page = make(qtbot, context)
    assert (page.primary(), page.valid, page.panel.isVisible()) == ("Generate", True, False)
    page.limit.setValue(2)
    assert page.apply() is False
    (ticket,) = context.queue.active(page.step)
    assert (ticket.heavy, ticket.resumable) == (True, True)
    assert not page.limit.isEnabled()
    settle(qtbot, context)
    assert page.error is None
    assert "Answered: 2" in page.counts.text()
    assert "Not asked yet: 3" in page.counts.text()
    assert page.primary() == "Generate the rest"
    page.limit.setValue(0)
    page.apply()
    settle(qtbot, context)
    assert "Answered: 4" in page.counts.text()
    assert "Failed: 1" in page.counts.text()
    assert (page.primary(), page.again.isVisible()) == ("", True)
    assert page.errors_button.isVisible()
    page.errors_button.click()
    settle(qtbot, context)
    assert page.table is not None
    assert page.table.model.rowCount() == 1
    assert "tokens" in page.table.detail.text()


def test_missing_model_is_a_message(
    qtbot: QtBot, fill: Fill, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fill(local(tmp_path))
    context: Context = request.getfixturevalue("context")
    page = make(qtbot, context)
    (tmp_path / "teacher.gguf").unlink()
    page.apply()
    settle(qtbot, context)
    assert page.error is not None
    assert page.limit.isEnabled()
    assert page.primary() == "Generate"


def test_choices_are_stored_and_what_is_typed_is_left_alone(
    qtbot: QtBot, fill: Fill, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fill(local(tmp_path))
    context: Context = request.getfixturevalue("context")
    page = make(qtbot, context)
    assert page.max_tokens.value() == 4
    page.max_tokens.setValue(64)
    page.temperature.setValue(0.7)
    assert (context.choices.max_tokens, context.choices.temperature) == (64, 0.7)
    context.choose(max_tokens=32)
    assert page.max_tokens.value() == 32
    page.max_tokens.setValue(-5)
    assert context.choices.max_tokens == 1


def test_without_a_teacher(qtbot: QtBot, fill: Fill, request: pytest.FixtureRequest) -> None:
    def made(database: Database) -> None:
        projects.create(database, "law")

    fill(made)
    page = make(qtbot, request.getfixturevalue("context"))
    assert not page.valid
    assert page.missing() == "Choose a teacher first."
