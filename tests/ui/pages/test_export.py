"""The export's page: what to write, what it is worth, the proof, and taking it along."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.errors import InputError, WorkspaceError
from app.files import sha256_file
from tests.ui.conftest import enter
from tests.ui.pages import measured
from ui.context import Context
from ui.pages.export import ExportPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return measured.make(tmp_path_factory.mktemp("exported") / "workspace")


@pytest.fixture
def page(qtbot: QtBot, source: Path, workspace: Path, request: pytest.FixtureRequest) -> ExportPage:
    measured.copied(source, workspace)
    context: Context = request.getfixturevalue("context")
    enter(qtbot, context, measured.NAME)
    made = ExportPage(context)
    qtbot.addWidget(made)
    made.resize(1000, 1500)
    made.show()
    measured.look(qtbot, context)
    return made


def again(qtbot: QtBot, page: ExportPage) -> None:
    measured.look(qtbot, page.context)


def file_of(page: ExportPage, quant: str) -> Path:
    path = page._path(quant)
    assert path is not None
    return path


def test_what_is_written(page: ExportPage) -> None:
    assert page.primary() == ""
    assert page.apply() is True
    line = page.rows["Q8_0"]
    assert line.box.isChecked()
    assert line.save.isVisible()
    assert "next word" in line.quality.text()
    assert line.sha.toolTip() == sha256_file(file_of(page, "Q8_0"))
    line.copy_sha.click()
    assert QGuiApplication.clipboard().text() == line.sha.toolTip()
    other = page.rows["Q4_K_M"]
    assert not other.box.isChecked()
    assert not other.save.isVisible()
    assert other.state.text() == "Not written yet."
    assert other.weight.text().startswith("about")
    assert not page.rows["F16"].box.isEnabled()


def test_the_proof_is_said(page: ExportPage) -> None:
    assert page.proof.text() == "✓ Proven: the file is the model that was trained"
    assert page.proof.property("kind") == "good"
    assert "9 test texts were compared" in page.proof_more.text()


def test_a_proof_that_fails_is_red(qtbot: QtBot, page: ExportPage) -> None:
    measured.change(page.context, "parity", holds=False, first_difference="F16: 'x'", left_out=2)
    again(qtbot, page)
    assert page.proof.property("kind") == page.proof_text.property("kind") == "bad"
    assert "not the model that was trained" in page.proof.text()
    assert "Do not use these files" in page.proof_text.text()
    assert "F16: 'x'" in page.proof_more.text()


def test_figures_that_are_missing(qtbot: QtBot, page: ExportPage) -> None:
    nothing = {"tokens": 0, "top1": None, "mean_kl": None, "worst_kl": None}
    measured.change(page.context, "parity", quants={"F16": nothing, "Q8_0": nothing})
    again(qtbot, page)
    assert "not been measured" in page.rows["Q8_0"].quality.text()
    assert page.primary() == "", "nothing was compared, and that is the proof's word"


def test_choosing_another_file(qtbot: QtBot, page: ExportPage) -> None:
    page.rows["Q4_K_M"].box.click()
    assert list(page.context.choices.quants) == ["Q8_0", "Q4_K_M"]
    assert page.primary() == "Export"
    page.rows["Q4_K_M"].box.click()
    assert list(page.context.choices.quants) == ["Q8_0"]
    assert page.primary() == ""
    page.rows["Q8_0"].box.click()
    assert list(page.context.choices.quants) == []
    assert page.primary() == "", "F16 is there"
    again(qtbot, page)


def test_without_a_proof(qtbot: QtBot, page: ExportPage) -> None:
    measured.forget(page.context, "parity")
    again(qtbot, page)
    assert page.primary() == "Export"
    assert not page.proof_card.isVisible()


def test_the_model_card(qtbot: QtBot, page: ExportPage) -> None:
    assert page.card.isVisible()
    assert "Token ids equal on" in page.card_view.toPlainText()
    path = file_of(page, "F16").parent / "MODEL_CARD.md"
    before = page.card_view.toPlainText()
    path.unlink()
    page.refresh(page.facts)
    assert page.card_view.toPlainText() == before, "as it would be written"
    path.write_text("# Mine\n", "utf-8")
    page.refresh(page.facts)
    assert page.card_view.toPlainText() == "Mine"
    again(qtbot, page)


def test_a_copy(
    qtbot: QtBot, page: ExportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "stick" / "student"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.rows["Q8_0"].save.click()
    assert not page.busy, "copying does not hold up the way on"
    assert len(page.context.queue.active(page.step)) == 1
    qtbot.waitUntil(lambda: page.context.queue.idle, timeout=20_000)
    copied = target.with_suffix(".gguf")
    assert sha256_file(copied) == sha256_file(file_of(page, "Q8_0"))
    assert page.error is None
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page.rows["Q8_0"].save.click()
    assert page.context.queue.idle, "the dialog was closed"


def test_a_copy_that_cannot_be(qtbot: QtBot, page: ExportPage, tmp_path: Path) -> None:
    page.save_to("Q8_0", tmp_path / "nowhere" / "a.gguf")
    qtbot.waitUntil(lambda: page.context.queue.idle, timeout=20_000)
    assert isinstance(page.error, InputError)
    assert "no such folder" in str(page.error)


def test_a_copy_to_a_disk_that_is_full(qtbot: QtBot, page: ExportPage, small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(b"x" * 1_000_000)
    page.save_to("Q8_0", small_disk / "a.gguf")
    qtbot.waitUntil(lambda: page.context.queue.idle, timeout=20_000)
    assert isinstance(page.error, InputError)
    assert "MB free" in str(page.error)


def test_the_folder_is_shown(page: ExportPage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page.rows["F16"].folder.click()
    assert [Path(url.toLocalFile()) for url in opened] == [file_of(page, "F16").parent]


def test_files_that_were_removed(qtbot: QtBot, page: ExportPage) -> None:
    shutil.rmtree(page.context.place / "exports")
    page.rows["Q8_0"].save.click()  # before the page has noticed
    assert isinstance(page.error, WorkspaceError)
    assert "Press Export" in page.error.hint
    again(qtbot, page)
    assert page.primary() == "Export"
    assert page._wanted() == ["F16", "Q8_0"]
    assert "no longer there" in page.rows["Q8_0"].state.text()
    assert not page.rows["Q8_0"].save.isVisible()


def test_a_removed_file_that_is_not_chosen_is_written_too(qtbot: QtBot, page: ExportPage) -> None:
    """The check wants every file that it knows."""
    page.rows["Q8_0"].box.click()
    file_of(page, "Q8_0").unlink()
    again(qtbot, page)
    assert page._wanted() == ["F16", "Q8_0"]


def test_without_a_finished_run(qtbot: QtBot, page: ExportPage) -> None:
    again(qtbot, page)
    measured.without(page.context, runs=(), exported={}, parity=None)
    assert not page.valid
    assert page.missing() == "Distill a student first."
    assert page.apply() is True, "nothing is started"
    assert page.context.queue.idle


@pytest.mark.slow
def test_exporting(qtbot: QtBot, page: ExportPage) -> None:
    shutil.rmtree(page.context.place / "exports" / measured.the_run(page.context.db).name)
    again(qtbot, page)
    page.rows["Q4_K_M"].box.click()
    assert page.apply() is False
    assert page.busy
    assert page.primary() == "Exporting…"
    (ticket,) = page.context.queue.active(page.step)
    assert ticket.heavy
    assert ticket.resumable
    qtbot.waitUntil(lambda: page.context.queue.idle, timeout=200_000)
    qtbot.waitUntil(lambda: "Q4_K_M" in page.facts.exported, timeout=20_000)
    assert page.error is None
    assert page.primary() == ""
    assert page.rows["Q4_K_M"].save.isVisible()
    assert page.proof.property("kind") == "good"
