"""The prompts page: files are shown before they are imported, rejected rows with their reasons."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.domain import Role, TeacherKind
from app.store import projects, prompts
from app.store.database import Database
from tests.ui.conftest import enter
from ui.context import Context
from ui.pages.prompts import PromptsPage

Fill = Callable[[Callable[[Database], None]], None]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LIMIT = 20_000


def make(qtbot: QtBot, context: Context) -> PromptsPage:
    if not projects.every(context.db):
        projects.create(context.db, "law")
    enter(qtbot, context, "law")
    page = PromptsPage(context)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    return page


def settle(qtbot: QtBot, context: Context) -> None:
    qtbot.waitUntil(lambda: context.queue.idle, timeout=LIMIT)


def take(qtbot: QtBot, page: PromptsPage, *paths: Path) -> None:
    page.panel.take(paths)
    settle(qtbot, page.context)


def stored(context: Context) -> list[str]:
    assert context.project is not None
    return [item.messages[-1].content for item in prompts.every(context.db, context.project)]


def csv(folder: Path, text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def shown(page: PromptsPage, column: int) -> list[str]:
    table = page.panel.table
    items = [table.item(row, column) for row in range(table.rowCount())]
    return [item.text() for item in items if item is not None]


def test_empty_says_what_to_do(qtbot: QtBot, context: Context) -> None:
    page = make(qtbot, context)
    assert page.panel.choose_button.isVisible()
    assert not page.list.isVisible()
    assert page.primary() == ""


def test_files_by_the_dialog(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    path = csv(tmp_path, "prompt\nWhy?\n")
    page = make(qtbot, context)
    page.panel.choose_button.click()
    dialog = page.panel.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    settle(qtbot, context)
    assert shown(page, 1) == ["Why?"]


def test_files_by_drag_and_drop(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    page = make(qtbot, context)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(csv(tmp_path, "prompt\nWhy?\n")))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    page.panel.dragEnterEvent(entering)
    assert entering.isAccepted()
    drop = QDropEvent(QPoint(5, 5).toPointF(), Qt.DropAction.CopyAction, data, buttons, keys)
    page.panel.dropEvent(drop)
    settle(qtbot, context)
    assert shown(page, 1) == ["Why?"]


def test_preview_writes_nothing_import_does(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    page = make(qtbot, context)
    context.choose(instruction="Be short.")
    rows = [{"prompt": "Why?", "reference": "Because"}, {"prompt": ""}, {"prompt": "How?"}]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    take(qtbot, page, path)
    assert shown(page, 1) == ["Why?", "The prompt is empty.", "How?"]
    assert stored(context) == []
    assert page.primary() == "Import"
    assert page.valid
    page.apply()
    settle(qtbot, context)
    assert stored(context) == ["Why?", "How?"]
    assert context.project is not None
    first = prompts.page(context.db, context.project)[0]
    assert (first.messages[0].role, first.messages[0].content) == (Role.SYSTEM, "Be short.")
    assert first.reference == "Because"
    assert page.primary() == ""
    assert page.report.isVisible()
    assert "New prompts: 2" in page.report.counts.text()
    rejected = [page.report.table.item(0, column) for column in (1, 2)]
    assert [item.text() for item in rejected if item] == ["2", "The prompt is empty."]
    assert page.list.isVisible()
    assert page.table.model.rowCount() == 2
    page.report.close_button.click()
    assert not page.report.isVisible()


def test_column_mapping(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    page = make(qtbot, context)
    text = "nr;vertragstext;lösung\n1;Der Vertrag läuft;30 Tage\n2;Die Frist;keine\n"
    take(qtbot, page, csv(tmp_path, text, encoding="cp1252"))
    assert (page.valid, bool(page.missing())) == (False, True)
    assert "no column that is known to be the prompt" in page.panel.verdict.text()
    assert page.panel.guess.isVisible()
    assert shown(page, 1) == ["Der Vertrag läuft", "Die Frist"]  # as they are in the file
    for field, column in (("prompt", "vertragstext"), ("reference", "lösung"), ("id", "nr")):
        box = page.panel.columns.boxes[field]
        box.setCurrentIndex(box.findData(column))
        box.activated.emit(box.currentIndex())
        settle(qtbot, context)
    assert page.valid
    page.apply()
    settle(qtbot, context)
    assert context.project is not None
    kept = prompts.page(context.db, context.project)
    assert [(item.key, item.messages[-1].content, item.reference) for item in kept] == [
        ("1", "Der Vertrag läuft", "30 Tage"),
        ("2", "Die Frist", "keine"),
    ]
    assert "This is a guess" in page.report.encodings.text()


def test_several_files_are_previewed_one_by_one(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    page = make(qtbot, context)
    paths = [csv(tmp_path, f"prompt\n{name}?\n", f"{name}.csv") for name in ("one", "two")]
    take(qtbot, page, *paths)
    assert page.panel.file.isVisible()
    page.panel.file.setCurrentIndex(1)
    page.panel.file.activated.emit(1)
    settle(qtbot, context)
    assert shown(page, 1) == ["two?"]
    page.apply()
    settle(qtbot, context)
    assert stored(context) == ["one?", "two?"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "picture"),
        ("empty.csv", b"", "empty"),
        ("folder", None, "folder"),
        ("gone.csv", None, "no such file"),
    ],
)
def test_files_that_cannot_be_used(
    qtbot: QtBot, context: Context, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    page = make(qtbot, context)
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    elif name == "folder":
        path.mkdir()
    take(qtbot, page, path)
    assert page.panel.problem.isVisible()
    assert said in page.panel.problem.text()
    assert page.primary() == ""
    take(qtbot, page, csv(tmp_path, "prompt\nWhy?\n"))
    assert not page.panel.problem.isVisible()
    assert page.primary() == "Import"


def test_file_deleted_before_the_import(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    page = make(qtbot, context)
    path = csv(tmp_path, "prompt\nWhy?\n")
    take(qtbot, page, path)
    path.unlink()
    page.apply()
    settle(qtbot, context)
    assert page.error is not None
    assert "no such file" in str(page.error)
    assert page.panel.isEnabled()
    assert stored(context) == []


def test_cancel_forgets_the_files(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    page = make(qtbot, context)
    take(qtbot, page, csv(tmp_path, "prompt\nWhy?\n"))
    page.panel.clear()
    assert page.primary() == ""
    assert page.panel.idle.isVisible()


def test_a_recorded_teacher_brings_its_prompts(
    qtbot: QtBot, fill: Fill, request: pytest.FixtureRequest
) -> None:
    def made(database: Database) -> None:
        project = projects.create(database, "law")
        projects.add_teacher(database, project, "old", TeacherKind.RECORDED, "old", ())
        projects.choose(database, project, teacher="old")

    fill(made)
    page = make(qtbot, request.getfixturevalue("context"))
    assert page.recorded.isVisible()
