"""The window as a whole: steps, buttons, closing while a job runs, and coming back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app import workflow
from app.errors import InputError
from app.job import Job, Progress
from app.store import projects
from app.store.workspace import reading, writing
from app.workflow import Step
from tests.ui.pages import measured
from ui import dialogs, look, theme, words
from ui.context import Context
from ui.job_queue import State
from ui.main_window import MainWindow
from ui.pages.chat import ChatPage
from ui.shell import Shell


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which everything has been done."""
    return measured.make(tmp_path_factory.mktemp("finished") / "workspace")


@pytest.fixture
def window(qtbot: QtBot, workspace: Path) -> Iterator[MainWindow]:
    """An open window over the workspace; closed at the end, whatever a test left running."""
    made = MainWindow()  # not qtbot's: it would delete the window before its jobs have ended
    made.show()
    shell = made.fill(Context(workspace))
    qtbot.waitUntil(lambda: shell.context.is_open, timeout=20_000)
    yield made
    shell.stop()
    qtbot.waitUntil(lambda: shell.context.queue.idle, timeout=60_000)
    made.close()


@pytest.fixture
def shell(window: MainWindow) -> Shell:
    """What is in the window."""
    assert window.shell is not None
    return window.shell


def entered(qtbot: QtBot, shell: Shell, name: str = measured.NAME) -> None:
    """Bring a project into view and wait for its first page."""
    shell.context.enter(name)
    qtbot.waitUntil(lambda: shell.current is not None, timeout=20_000)


def endless(ended: list[str]) -> Job[None]:
    try:
        while True:
            time.sleep(0.02)
            yield Progress(1, 10, "Working", {"loss": 0.5})
    finally:
        ended.append("saved")


def test_an_empty_workspace_says_what_to_do(shell: Shell) -> None:
    assert shell.outer.currentWidget() is shell.home
    assert shell.home.empty.isVisible()
    assert shell.home.try_sample.isEnabled()
    assert not shell.home.make.isEnabled()


def test_a_new_project_begins_with_its_task(qtbot: QtBot, shell: Shell, workspace: Path) -> None:
    QTest.keyClicks(shell.home.new_name, "Claims")
    QTest.mouseClick(shell.home.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shell.current is Step.TASK, timeout=20_000)
    assert not shell.back.isEnabled()
    assert not shell.primary.isEnabled()
    assert shell.missing.text()
    blocked = shell.steps.item(list(Step).index(Step.EXPORT))
    assert blocked.flags() == Qt.ItemFlag.NoItemFlags
    reason = workflow.states(shell.context.facts)[Step.EXPORT].reason
    assert words.reason(reason) in blocked.text()
    with reading(workspace) as db:
        assert [item.name for item in projects.every(db)] == ["Claims"]


@pytest.mark.parametrize("name", ["", "   ", "\t"])
def test_a_project_needs_a_name(shell: Shell, name: str) -> None:
    QTest.keyClicks(shell.home.new_name, name)
    QTest.keyClick(shell.home.new_name, Qt.Key.Key_Return)
    assert shell.context.project is None


def test_a_novel_in_the_name_is_cut_and_taken(qtbot: QtBot, shell: Shell) -> None:
    shell.home.new_name.setText("x" * 100_000)
    QTest.keyClick(shell.home.new_name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.current is not None, timeout=20_000)
    assert len(shell.context.name) == 200


def test_every_step_of_a_finished_project_can_be_shown(
    finished: Path, workspace: Path, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    measured.copied(finished, workspace)
    shell: Shell = request.getfixturevalue("shell")
    entered(qtbot, shell)
    for step in (Step.TASK, Step.TEACHER, Step.PROMPTS, Step.CURATE, Step.STUDENT, Step.DISTILL,
                 Step.EVALUATE, Step.EXPORT, Step.CHAT):  # fmt: skip
        shell.go(step)
        assert shell.current is step
        assert shell.title.text()
        assert shell.lead.text()
        assert shell.message.isHidden()


def test_a_short_page_after_a_tall_one_needs_no_scrolling(
    finished: Path, workspace: Path, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    measured.copied(finished, workspace)
    shell: Shell = request.getfixturevalue("shell")
    shell.frame.resize(1280, 800)
    entered(qtbot, shell)
    shell.go(Step.EXPORT)
    qtbot.waitUntil(lambda: shell.scroller.verticalScrollBar().maximum() > 0)
    shell.go(Step.CHAT)
    page = shell.pages[Step.CHAT]
    assert isinstance(page, ChatPage)
    qtbot.waitUntil(lambda: shell.scroller.verticalScrollBar().maximum() == 0)
    below = page.input.mapTo(shell, page.input.rect().bottomLeft()).y()
    assert below < shell.back.mapTo(shell, shell.back.rect().topLeft()).y()


def test_it_opens_where_it_was_left(
    finished: Path, workspace: Path, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    measured.copied(finished, workspace)
    shell: Shell = request.getfixturevalue("shell")
    entered(qtbot, shell)
    shell.go(Step.EXPORT)
    shell.context.leave()
    entered(qtbot, shell)
    assert shell.current is Step.EXPORT
    with reading(workspace) as db:
        assert projects.choices(db, projects.get(db, measured.NAME)).step == "export"


def test_a_job_survives_page_changes_and_shows_its_progress(
    finished: Path, workspace: Path, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    measured.copied(finished, workspace)
    shell: Shell = request.getfixturevalue("shell")
    entered(qtbot, shell)
    ended: list[str] = []
    ticket = shell.context.start("Training", lambda: endless(ended), heavy=True, resumable=True)
    qtbot.waitUntil(lambda: shell.panel.isVisible() and "Working" in shell.panel.detail.text())
    for step in (Step.TASK, Step.EXPORT, Step.PROMPTS):
        shell.go(step)
    shell.context.leave()
    assert ticket.state is State.RUNNING
    assert shell.panel.heading.text() == "Training"
    assert "0.5" in shell.panel.detail.toolTip()
    QTest.mouseClick(shell.panel.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ended == ["saved"], timeout=10_000)
    qtbot.waitUntil(lambda: shell.panel.resume.isVisible(), timeout=10_000)
    QTest.mouseClick(shell.panel.resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shell.context.queue.active()) == 1, timeout=10_000)


def test_closing_while_a_job_runs_asks_then_saves_and_stops(
    qtbot: QtBot, window: MainWindow, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []
    shell.context.start("Training", lambda: endless(ended), heavy=True, resumable=True)
    asked: list[str] = []
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]

    def question(_parent: object, title: str, *_: object) -> QMessageBox.StandardButton:
        asked.append(title)
        return answers[len(asked) - 1]

    monkeypatch.setattr(QMessageBox, "question", question)
    window.close()
    assert window.isVisible()
    assert ended == []
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert ended == ["saved"]
    assert len(asked) == 2
    with writing(shell.context.place):
        pass  # the workspace has been let go


def test_a_workspace_that_another_program_holds_can_be_tried_again(
    qtbot: QtBot, workspace: Path
) -> None:
    window = MainWindow()
    window.show()
    with writing(workspace):
        shell = window.fill(Context(workspace))
        qtbot.waitUntil(lambda: shell.home.message.isVisible(), timeout=20_000)
        assert "Another Stillroom" in shell.home.message.message.text()
        assert not shell.home.try_sample.isEnabled()
    QTest.mouseClick(shell.home.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shell.context.is_open, timeout=20_000)
    assert shell.home.message.isHidden()
    qtbot.waitUntil(lambda: shell.context.queue.idle, timeout=20_000)
    window.close()


def test_an_error_that_nobody_caught_is_shown_with_its_details(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.problem.emit(InputError("The file is bad.", "Choose another."))
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)))
    [box] = window.findChildren(QMessageBox)
    assert (box.text(), box.informativeText()) == ("The file is bad.", "Choose another.")
    copy = next(item for item in box.findChildren(QPushButton) if "details" in item.text())
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert box.isVisible()
    assert "InputError" in QGuiApplication.clipboard().text()
    box.close()


def test_settings_change_the_colors_at_once(window: MainWindow) -> None:
    dialogs.settings(window)
    [dialog] = [item for item in window.findChildren(QDialog) if item.isVisible()]
    colors = dialog.findChildren(QComboBox)[1]
    try:
        colors.setCurrentIndex(colors.findData("dark"))
        colors.activated.emit(colors.currentIndex())
        assert theme.is_dark()
        assert look.text("scheme") == "dark"
    finally:
        colors.setCurrentIndex(0)
        colors.activated.emit(0)
        dialog.close()
