"""The doctor's page and the report's: both are filled in the background and can be closed early."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import doctor
from app.doctor import Check, State
from app.errors import InputError
from app.job import Job, Progress
from ui.context import Context
from ui.widgets.machine_dialog import MachineDialog, names, window_checks
from ui.widgets.report_dialog import ReportDialog, shown_errors

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

FOUND = [
    Check("Disk", State.OK, "much"),
    Check("Memory", State.WARNING, "little", "Close programs."),
    Check("Training", State.PROBLEM, "torch: crashed", "Install it again."),
]


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Check]:
    """What the doctor says this time."""
    said = list(FOUND)

    def checks(_place: Path, *, display: bool = True) -> Job[list[Check]]:
        assert not display  # the window is there
        yield Progress(0, 2, "Looking")
        yield Progress(1, 2, "Looking on")
        return list(said)

    monkeypatch.setattr(doctor, "checks", checks)
    return said


def machine(qtbot: QtBot, context: Context) -> MachineDialog:
    made = MachineDialog(context)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.open()
    return made


def texts(dialog: QWidget) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_findings_have_a_sign_and_a_word_and_the_worst_comes_first(
    qtbot: QtBot, context: Context, found: list[Check]
) -> None:
    dialog = machine(qtbot, context)
    assert not dialog.again.isEnabled()
    assert dialog.bar.isVisible()
    qtbot.waitUntil(dialog.again.isEnabled, timeout=20_000)
    assert not dialog.bar.isVisible()
    shown = texts(dialog.scroller)
    assert shown[:4] == ["✗ problem", "Training", "torch: crashed", "Install it again."]
    assert "✓ fine" in shown
    assert "! to know" in shown
    assert "keeps Stillroom from working" in dialog.summary.text()
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert "problem  Training: torch: crashed" in QGuiApplication.clipboard().text()
    found[:] = FOUND[:1]
    QTest.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.again.isEnabled, timeout=20_000)
    assert "torch: crashed" not in texts(dialog.scroller)


def test_a_check_that_fails_itself_is_said(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def checks(_place: Path, *, display: bool = True) -> Job[list[Check]]:
        assert not display
        yield Progress(message="Looking")
        raise InputError("The disk is gone.", "Put it back.")

    monkeypatch.setattr(doctor, "checks", checks)
    dialog = machine(qtbot, context)
    qtbot.waitUntil(dialog.message.isVisible, timeout=20_000)
    assert dialog.message.message.text() == "The disk is gone."
    assert dialog.again.isEnabled()


def test_closing_early_stops_the_real_checks(qtbot: QtBot, context: Context) -> None:
    dialog = machine(qtbot, context)
    qtbot.waitUntil(lambda: bool(dialog.waiting.text()), timeout=20_000)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: context.queue.idle, timeout=60_000)


@pytest.mark.usefixtures("qtbot")
def test_the_window_knows_its_screen() -> None:
    assert [check.name for check in window_checks()] == ["Screen"]
    assert "offscreen" in window_checks()[0].what


def test_every_name_can_be_translated() -> None:
    assert names() == {*doctor.NAMES, "Screen"} - {"Display"}


# The report.


@pytest.mark.usefixtures("found")
def test_the_report_is_shown_before_it_is_saved_and_can_be_cut(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    dialog = ReportDialog(context)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.open()
    assert not dialog.save.isEnabled()
    qtbot.waitUntil(dialog.save.isEnabled, timeout=20_000)
    text = dialog.edit.toPlainText()
    assert "torch: crashed" in text
    assert "projects: 0" in text
    dialog.edit.selectAll()
    QTest.keyClicks(dialog.edit, "only this")
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "only this"
    dialog.save_to(tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text("utf-8") == "only this"
    assert dialog.said.text() == "Saved as report.txt."
    dialog.save_to(tmp_path / "report.txt" / "no.txt")
    assert dialog.message.isVisible()
    assert dialog.edit.toPlainText() == "only this"


def test_closing_the_report_early_stops_it(qtbot: QtBot, context: Context) -> None:
    dialog = ReportDialog(context)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.close()
    qtbot.waitUntil(lambda: context.queue.idle, timeout=60_000)


def test_errors_on_the_screen_are_found(qtbot: QtBot) -> None:
    class Holder(QWidget):
        pages: dict[str, object]
        shell: object

    holder = Holder()
    qtbot.addWidget(holder)
    page = type("P", (), {"error": InputError("x", "y")})()
    holder.pages = {"chat": page, "task": object()}
    assert shown_errors(holder) == [page.error]
    assert shown_errors(None) == []
