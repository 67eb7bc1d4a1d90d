"""The student page: method, presets, all settings, and whether it fits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from app.distill import presets
from app.distill.config import from_json
from app.distill.memory_plan import Place
from app.domain import Capability, TeacherKind
from app.store import projects
from tests import tiny
from tests.ui.conftest import saved
from tests.ui.pages.student_page import make, pick, shelf
from ui import distill_words
from ui.context import Context
from ui.pages.student import StudentPage

__all__ = ["shelf"]
# What the offscreen screen says of any window with a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def local_teacher(context: Context, location: str) -> None:
    project = projects.create(context.db, "law")
    projects.add_teacher(
        context.db, project, "big", TeacherKind.TRANSFORMERS, location, set(Capability)
    )
    projects.choose(context.db, project, teacher="big")


@pytest.mark.usefixtures("shelf")
def test_choosing_a_model(qtbot: QtBot, context: Context) -> None:
    page = make(qtbot, context)
    assert page.missing() == "Choose a model from the list."
    pick(page, "tiny")
    assert context.choices.distill == {"student": "tiny", "method": "response"}
    from_json(context.choices.distill)
    assert page.valid
    assert page.apply()
    assert "tiny" in page.chosen.text()
    assert page.memory.bar.isVisible()
    assert page.memory.verdict.property("kind") == "good"
    saved(context)
    assert projects.choices(context.db, projects.get(context.db, "law")).distill["student"]


@pytest.mark.parametrize("name", [presets.FAST, presets.BALANCED, presets.BEST])
@pytest.mark.usefixtures("shelf")
def test_presets(qtbot: QtBot, context: Context, name: str) -> None:
    page = make(qtbot, context)
    page.presets[name].click()
    pick(page, "tiny")
    assert context.choices.preset == name
    other = presets.FAST if name != presets.FAST else presets.BALANCED
    page.presets[other].click()
    page.presets[name].click()
    config = from_json(context.choices.distill)
    item = page._item("tiny")
    assert item is not None
    expected = presets.values(name, item.shapes, page._place, {"student": "tiny"})
    assert config == from_json({"student": "tiny", **expected})
    assert page.valid
    assert not page.presets[presets.CUSTOM].isVisible()


@pytest.mark.usefixtures("shelf")
def test_the_samples_own_settings_can_be_taken_back(qtbot: QtBot, context: Context) -> None:
    sample = {"student": "tiny", "tuning": "full", "max_steps": 48}
    page = make(qtbot, context, distill=sample, preset="sample")
    assert page.presets[presets.SAMPLE].isChecked()
    page.presets[presets.FAST].click()
    assert "max_steps" not in context.choices.distill
    page.presets[presets.SAMPLE].click()
    assert dict(context.choices.distill) == sample
    pick(page, "twin")
    assert context.choices.distill["max_steps"] == 48
    assert context.choices.preset == "sample"


def change(page: StudentPage, name: str) -> None:
    """Another value by the widget's own means."""
    editor = page.settings.editors[name]
    if isinstance(editor, QCheckBox):
        editor.click()
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(1 - editor.currentIndex())
    else:
        assert isinstance(editor, QSpinBox | QDoubleSpinBox)
        editor.stepUp() if editor.value() < editor.maximum() else editor.stepDown()


def test_every_setting_has_an_editor_and_words() -> None:
    for name in presets.KNOBS:
        title, about = distill_words.setting(name)
        assert title
        assert about.endswith(".")


@pytest.mark.parametrize("name", list(presets.KNOBS))
@pytest.mark.usefixtures("shelf")
def test_changing_a_setting_makes_own_settings(qtbot: QtBot, context: Context, name: str) -> None:
    page = make(qtbot, context, distill={"student": "tiny"})
    assert not page.settings.inside.isVisible(), "folded away at first"
    page.settings.fold.click()
    assert page.settings.editors[name].isVisible()
    if name == "freeze_embeddings":  # says nothing to LoRA
        assert not page.settings.editors[name].isEnabled()
        change(page, "tuning")
    change(page, name)
    assert context.choices.preset == presets.CUSTOM
    assert set(context.choices.distill) - {"tuning"} == {"student", name} - {"tuning"}
    from_json(context.choices.distill)
    assert page.presets[presets.CUSTOM].isVisible()
    assert page.presets[presets.CUSTOM].isChecked()


@pytest.mark.usefixtures("shelf")
def test_what_was_stored_is_shown_to_the_last_digit(qtbot: QtBot, context: Context) -> None:
    stored = {"student": "tiny", "learning_rate": 2e-4, "warmup": 0.0, "freeze_embeddings": False}
    page = make(qtbot, context, distill=stored, preset="custom")
    rate = page.settings.editors["learning_rate"]
    assert isinstance(rate, QDoubleSpinBox)
    assert rate.value() == 2e-4
    assert dict(context.choices.distill) == stored, "showing it stores nothing"
    layers = page.settings.editors["keep_layers"]
    assert isinstance(layers, QSpinBox)
    assert layers.text() == "all"


@pytest.mark.usefixtures("shelf")
def test_scrolling_over_a_setting_does_not_change_it(qtbot: QtBot, context: Context) -> None:
    page = make(qtbot, context, distill={"student": "tiny"})
    page.settings.fold.click()
    editor = page.settings.editors["lora_rank"]
    spot = QPointF(5, 5)
    wheel = QWheelEvent(
        spot,
        editor.mapToGlobal(spot),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor, wheel)
    assert "lora_rank" not in context.choices.distill


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ({"learning_rate": float("nan")}, "learning_rate"),
        ({"epochs": -1.0}, "epochs must be above 0"),
        ({"unheard_of": 1}, "unheard_of"),
        ({"keep_layers": 99}, "it cannot keep 99"),
        ({"method": "logit"}, "local teacher"),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_settings_that_cannot_be(
    qtbot: QtBot, context: Context, stored: dict[str, Any], words: str
) -> None:
    page = make(qtbot, context, distill={"student": "tiny", **stored}, preset="custom")
    assert not page.valid
    assert words in page.missing()


@pytest.mark.usefixtures("shelf")
def test_the_logit_level_needs_a_teacher_with_probabilities(qtbot: QtBot, context: Context) -> None:
    page = make(qtbot, context, distill={"student": "tiny"})
    assert not page.method.radios["logit"].isEnabled()
    assert "text only" in page.method.reasons["logit"].text()
    assert page.method.radios["response"].isChecked()


@pytest.mark.usefixtures("shelf")
def test_the_logit_level_with_the_same_tokens(qtbot: QtBot, context: Context) -> None:
    local_teacher(context, "twin")
    page = make(qtbot, context, distill={"student": "tiny"})
    radio = page.method.radios["logit"]
    assert radio.isEnabled()
    alone = page.memory.bar.plan
    radio.click()
    found = from_json(context.choices.distill)
    assert (found.method, found.teacher) == ("logit", "twin")
    assert page.valid
    both = page.memory.bar.plan
    assert alone is not None
    assert both is not None
    assert both.total > alone.total
    assert page.settings.groups[presets.LOGIT].isEnabled()
    page.method.radios["response"].click()
    assert "teacher" not in context.choices.distill
    assert not page.settings.groups[presets.LOGIT].isEnabled()


@pytest.mark.usefixtures("shelf")
def test_the_logit_level_with_other_tokens(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    other = tiny.model_folder(tmp_path / "other", layers=1, vocabulary=500)
    local_teacher(context, str(other))
    distill = {"student": "tiny", "method": "logit", "teacher": str(other)}
    page = make(qtbot, context, distill=distill)
    assert not page.method.radios["logit"].isEnabled()
    assert "different tokens" in page.method.reasons["logit"].text()
    assert "Choose the response level" in page.missing()
    page.method.radios["response"].click()
    assert page.valid


@pytest.mark.usefixtures("shelf")
def test_the_teachers_folder_is_gone(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    local_teacher(context, str(tmp_path / "gone"))
    page = make(qtbot, context, distill={"student": "tiny"})
    assert not page.method.radios["logit"].isEnabled()
    assert "There is no model" in page.method.reasons["logit"].text()
    assert page.valid, "the response level needs no teacher any more"


@pytest.mark.usefixtures("shelf")
def test_another_teacher_of_the_same_tokens_takes_its_place(qtbot: QtBot, context: Context) -> None:
    local_teacher(context, "twin")
    distill = {"student": "tiny", "method": "logit", "teacher": "earlier"}
    make(qtbot, context, distill=distill)
    assert context.choices.distill["teacher"] == "twin"


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (Place("", 64 << 30, 60 << 30), "good"),
        (Place("", 64 << 30, 1 << 20), "warning"),
        (Place("Card", 1 << 30, 1 << 30), "bad"),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_whether_it_fits_is_said_in_words(
    qtbot: QtBot, context: Context, place: Place, kind: str
) -> None:
    page = make(qtbot, context, distill={"student": "tiny"})
    page._on_probe(place)
    assert page.memory.verdict.property("kind") == kind
    assert page.memory.verdict.text() in page.memory.bar.accessibleName() or kind
    assert (kind != "good") == bool(page.advice.text())
    page.grab()  # it can be painted
