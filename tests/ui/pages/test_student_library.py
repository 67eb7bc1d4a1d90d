"""The student page's library: fetch, import, remove, and a model that disappears."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import (
    QFileDialog,
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from app.errors import InputError
from app.job import run
from app.models import library, starter
from tests.ui.pages.student_page import LIMIT, make, pick, settle, shelf
from ui.context import Context

__all__ = ["shelf"]
# What the offscreen screen says of any window with a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_an_empty_library_says_what_to_do(qtbot: QtBot, context: Context) -> None:
    page = make(qtbot, context)
    assert page.shelf.empty.isVisible()
    assert not page.shelf.table.isVisible()
    assert page.shelf.fetch_button.isVisible()
    assert page.missing() == "Fetch the starter model, or import one."
    assert not page.shelf.remove_button.isEnabled()


def test_the_only_model_is_chosen_by_itself(
    qtbot: QtBot, context: Context, tiny_model: Path
) -> None:
    run(library.add(tiny_model, "tiny"))
    page = make(qtbot, context)
    assert context.facts.student == "tiny"
    assert page.valid


def test_a_model_that_is_deleted_while_the_page_is_open(
    qtbot: QtBot, context: Context, shelf: Path
) -> None:
    page = make(qtbot, context, distill={"student": "tiny"})
    assert page.valid
    shutil.rmtree(shelf / "tiny")
    with pytest.raises(InputError, match="no longer there"):
        page.apply()
    qtbot.waitUntil(lambda: not page.valid, timeout=LIMIT)
    assert "no longer there" in page.missing()
    assert "cannot be used any more" in page.chosen.text()
    settle(qtbot, context)
    assert page.shelf.table.rowCount() == 1
    pick(page, "twin")
    assert page.valid


def test_it_is_noticed_without_a_click(qtbot: QtBot, context: Context, shelf: Path) -> None:
    page = make(qtbot, context, distill={"student": "tiny"})
    shutil.rmtree(shelf / "tiny")
    qtbot.waitUntil(lambda: "no longer there" in page.missing(), timeout=LIMIT)
    settle(qtbot, context)


def test_removing_a_model_asks_first(
    qtbot: QtBot, context: Context, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make(qtbot, context, distill={"student": "twin"})
    pick(page, "tiny")
    pick(page, "twin")
    asked: list[str] = []

    def answer(reply: QMessageBox.StandardButton) -> Callable[..., Any]:
        def question(_parent: object, _title: str, text: str, *_: object) -> Any:
            asked.append(text)
            return reply

        return question

    monkeypatch.setattr(QMessageBox, "question", answer(QMessageBox.StandardButton.No))
    page.shelf.remove_button.click()
    assert (shelf / "twin").is_dir()
    assert "“twin”" in asked[0]
    monkeypatch.setattr(QMessageBox, "question", answer(QMessageBox.StandardButton.Yes))
    page.shelf.remove_button.click()
    settle(qtbot, context)
    assert not (shelf / "twin").exists()
    assert (shelf / "tiny").is_dir()
    assert not page.valid


def test_importing_a_folder(
    qtbot: QtBot, context: Context, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tiny_model))
    page = make(qtbot, context)
    page.shelf.folder_button.click()
    assert page.busy
    assert not page.shelf.folder_button.isEnabled()
    settle(qtbot, context)
    assert page.shelf.table.rowCount() == 1
    assert context.facts.student == "tiny-model"
    assert page.valid
    assert page.shelf.folder_button.isEnabled()


def test_importing_what_is_no_model(
    qtbot: QtBot, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "novel.gguf"
    bad.write_text("It was a dark and stormy night.", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(bad), ""))
    page = make(qtbot, context)
    page.shelf.file_button.click()
    settle(qtbot, context)
    assert page.error is not None
    assert "not a usable GGUF file" in str(page.error)
    assert page.shelf.empty.isVisible()


def test_a_gguf_alone_is_no_student(
    qtbot: QtBot, context: Context, shelf: Path, tiny_gguf: Path
) -> None:
    folder = shelf / "file-only"
    folder.mkdir()
    shutil.copy(tiny_gguf, folder / library.SOURCE_GGUF)
    (folder / library.MANIFEST).write_text("{}", "utf-8")
    (shelf / "twin" / "config.json").write_text("[", "utf-8")
    page = make(qtbot, context)
    pick(page, "file-only")
    assert context.facts.student == ""
    assert "no student" in page.shelf.note.text()
    pick(page, "twin")
    assert context.facts.student == ""
    assert "cannot be used" in page.shelf.note.text()
    assert page.shelf.remove_button.isEnabled(), "it can be removed"


def test_fetching_the_starter_model(qtbot: QtBot, context: Context, tiny_model: Path) -> None:
    page = make(qtbot, context)
    run(library.add(tiny_model, starter.NAME))  # another window was faster: nothing is downloaded
    page.shelf.fetch_button.click()
    assert not page.shelf.fetch_button.isEnabled()
    settle(qtbot, context)
    assert context.facts.student == starter.NAME
    assert page.valid
    assert not page.shelf.fetch_button.isVisible()


def test_a_student_from_elsewhere(qtbot: QtBot, context: Context, tiny_model: Path) -> None:
    page = make(qtbot, context, distill={"student": str(tiny_model)})
    assert page.valid
    assert page.apply()
    assert page.memory.bar.isVisible()
    assert page.shelf.empty.isVisible(), "it is no model of the library"
