"""German: complete, compiled, and what the window says on every page."""

from __future__ import annotations

import re
import shutil
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.curate.filters import RULES, SUPERSEDED
from app.domain import RunState, Split, TeacherKind
from app.store import projects
from app.store.workspace import writing
from app.workflow import Reason, Step
from devtools import translations
from devtools.environment import Tree
from tests.ui.pages import measured
from ui import language, words
from ui.context import Context
from ui.main_window import MainWindow
from ui.shell import Shell

ROOT = Path(__file__).resolve().parents[2]
CATALOG = translations.folder(Tree(ROOT)) / "stillroom_de.ts"


@dataclass(frozen=True, slots=True)
class Checkout(Tree):
    """A tree elsewhere, with the tools of the environment that runs the tests."""

    def script(self, name: str) -> Path:
        return Path(sys.executable).parent / name


@dataclass(frozen=True, slots=True)
class Message:
    """One string of the window."""

    context: str
    source: str
    german: str
    finished: bool


def read(catalog: Path) -> list[Message]:
    """All strings of a catalog."""
    found = []
    for context in ElementTree.parse(catalog).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            found.append(
                Message(
                    name,
                    message.findtext("source", ""),
                    translation.text or "",
                    "type" not in translation.attrib,
                )
            )
    return found


MESSAGES = read(CATALOG)
GERMAN = {message.german for message in MESSAGES}
ENGLISH = {message.source for message in MESSAGES} - GERMAN


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalog of today's sources, brought up to date and compiled in another place."""
    root = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "ui", root / "ui", ignore=shutil.ignore_patterns("__pycache__"))
    tree = Checkout(root)
    translations.folder(tree).mkdir(parents=True)
    shutil.copy(CATALOG, translations.folder(tree))
    translations.update(tree)
    return translations.folder(tree) / CATALOG.name


@pytest.fixture
def german(qapp: QApplication) -> Iterator[str]:
    """The window speaks German; afterwards English again."""
    before = QLocale()
    yield language.install(qapp, "de")
    language.install(qapp, "en")
    QLocale.setDefault(before)
    assert words.step(Step.TEACHER) == "Teacher"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which everything has been done, with its teacher chosen."""
    place = measured.make(tmp_path_factory.mktemp("finished") / "workspace")
    with writing(place) as db:
        project = projects.get(db, measured.NAME)
        teacher = projects.teachers(db, project)[0].name
        projects.choose(db, project, teacher=teacher, template="fields")
    return place


@pytest.fixture
def shell(german: str, finished: Path, workspace: Path, qtbot: QtBot) -> Iterator[Shell]:
    """A German window over the finished project."""
    assert german == "de"
    measured.copied(finished, workspace)
    window = MainWindow()  # not qtbot's: it would delete the window before its jobs have ended
    window.show()
    made = window.fill(Context(workspace))
    qtbot.waitUntil(lambda: made.context.is_open, timeout=20_000)
    yield made
    made.stop()
    qtbot.waitUntil(lambda: made.context.queue.idle, timeout=60_000)
    window.close()


def test_the_catalog_has_every_string_of_the_sources_and_no_other(updated: Path) -> None:
    there = Counter((message.context, message.source) for message in MESSAGES)
    wanted = Counter((message.context, message.source) for message in read(updated))
    assert there == wanted


def test_every_string_is_translated() -> None:
    unfinished = [item.source for item in MESSAGES if not item.finished or not item.german.strip()]
    assert len(MESSAGES) > 800
    assert unfinished == []
    assert "vanished" not in CATALOG.read_text(encoding="utf-8")
    assert "obsolete" not in CATALOG.read_text(encoding="utf-8")


def test_a_translation_keeps_what_the_program_puts_in() -> None:
    def parts(text: str) -> list[str]:
        return sorted(re.findall(r"\{[^}]*\}|%n|%\d|\*\.\w+", text))

    differ = [item for item in MESSAGES if parts(item.source) != parts(item.german)]
    assert differ == []


def test_a_translation_has_a_key_of_its_own_where_the_original_has_one() -> None:
    keys = re.compile(r"&(\w)")
    for item in MESSAGES:
        assert len(keys.findall(item.source)) == len(keys.findall(item.german)), item
    together = ["Shell", "ChatChoices", "ChatSettings"]  # in one window
    for group in (["SaveCase"], ["Dialogs"], ["LocalForm"], ["RecordedForm"]):
        found = [key.lower() for item in MESSAGES if item.context in group
                 for key in keys.findall(item.german)]  # fmt: skip
        assert len(found) == len(set(found)), (group, found)
    bar = {"&Project", "&View", "&Help"}
    shown = [
        key.lower()
        for item in MESSAGES
        if item.context in together and (item.context != "Shell" or item.source in bar)
        for key in keys.findall(item.german)
    ]
    assert len(shown) == len(set(shown)), shown


def test_the_compiled_catalog_is_that_of_the_sources(updated: Path) -> None:
    committed, fresh = QTranslator(), QTranslator()
    assert committed.load(str(CATALOG.with_suffix(".qm")))
    assert fresh.load(str(updated.with_suffix(".qm")))
    for item in MESSAGES:
        said = committed.translate(item.context, item.source)
        assert said == fresh.translate(item.context, item.source) == item.german


def test_every_name_that_the_program_gives_has_a_german_word(german: str) -> None:
    assert german == "de"
    assert set(words.reasons()) == {reason.value for reason in Reason if reason}
    said = [words.reason(reason) for reason in Reason if reason]
    said += [words.teacher_kind(kind) for kind in TeacherKind]
    said += [words.run_state(state) for state in RunState]
    said += [words.rule(name) for name in (*RULES, SUPERSEDED)]
    said += [words.split(part) for part in Split]
    said += [words.step(step) for step in Step]
    assert [text for text in said if text not in GERMAN] == []
    assert [text for text in said if text in ENGLISH] == []


def visible(root: QWidget) -> Iterator[str]:
    """What can be read in a window: texts, headings, choices, hints."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        yield widget.toolTip()
        yield widget.accessibleName()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(number) for number in range(widget.count()))
        elif isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QTableView):
            model = widget.model()
            for column in range(model.columnCount()):
                yield str(model.headerData(column, Qt.Orientation.Horizontal))


def test_the_window_speaks_german(shell: Shell, qtbot: QtBot) -> None:
    assert set(visible(shell.home)) & ENGLISH == set()
    shell.context.enter(measured.NAME)
    qtbot.waitUntil(lambda: shell.current is not None, timeout=20_000)
    for step in Step:
        shell.go(step)
        assert shell.current is step
        assert words.step(step) in GERMAN
        assert shell.steps.item(list(Step).index(step)).text() == words.step(step)
        for text in (shell.title.text(), shell.lead.text()):
            assert text in GERMAN, text
            assert text not in ENGLISH
        if shell.primary.isVisible():
            assert shell.primary.text() in GERMAN - ENGLISH
        if step is not Step.CHAT:  # whose model is being loaded for as long as it is in view
            qtbot.waitUntil(lambda: shell.context.queue.idle, timeout=60_000)
        assert set(visible(shell.frame)) & ENGLISH == set(), step
    entries = [entry.text() for entry in shell.frame.menuBar().actions()]
    for menu in shell.frame.menuBar().findChildren(QMenu):
        entries += [entry.text() for entry in menu.actions()]
    assert len(entries) > 9
    assert set(entries) <= GERMAN - ENGLISH
