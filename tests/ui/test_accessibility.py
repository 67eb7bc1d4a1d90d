"""Every control of every page has a name for a screen reader and is reached by the Tab key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app import workflow
from app.store import projects
from app.store.workspace import writing
from app.workflow import Status, Step
from tests.ui.pages import measured
from ui import dialogs, glossary
from ui.context import Context
from ui.main_window import MainWindow
from ui.shell import Shell
from ui.widgets.explain import Explain

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    QProgressBar,
)
SPOKEN = (*CONTROLS[:-1],)  # a bar tells, it is not operated


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which everything has been done."""
    return measured.make(tmp_path_factory.mktemp("finished") / "workspace")


@pytest.fixture
def window(qtbot: QtBot, workspace: Path, finished: Path) -> Iterator[MainWindow]:
    """The window over a finished project and an empty one."""
    measured.copied(finished, workspace)
    with writing(workspace) as db:
        projects.create(db, "Empty")
    made = MainWindow()
    made.resize(1280, 800)
    made.show()
    shell = made.fill(Context(workspace))
    qtbot.waitUntil(lambda: shell.context.is_open, timeout=20_000)
    yield made
    shell.stop()
    qtbot.waitUntil(lambda: shell.context.queue.idle, timeout=60_000)
    made.close()


def controls(root: QWidget) -> list[QWidget]:
    """The visible controls in a widget, without the parts that Qt's own controls are made of."""
    found: list[QWidget] = []
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, CONTROLS) or not widget.isVisible():
            continue
        inside = widget.parentWidget()
        while inside is not None and inside is not root:
            if isinstance(inside, QComboBox | QAbstractSpinBox | QAbstractItemView):
                break
            inside = inside.parentWidget()
        else:
            found.append(widget)
    return found


def nameless(root: QWidget) -> list[str]:
    """The controls that a screen reader could only call by their type."""
    found = []
    for widget in controls(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()} in {_path(widget)}")
    return found


def _path(widget: QWidget) -> str:
    names: list[str] = []
    inside = widget.parentWidget()
    while inside is not None and len(names) < 4:
        names.append(type(inside).__name__)
        inside = inside.parentWidget()
    return " < ".join(names)


def unreachable(root: QWidget) -> list[str]:
    """The enabled controls that the Tab key passes by."""
    return [
        f"{type(widget).__name__} {widget.accessibleName()} in {_path(widget)}"
        for widget in controls(root)
        if isinstance(widget, SPOKEN)
        and widget.isEnabled()
        and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def shown(qtbot: QtBot, window: MainWindow, project: str) -> Iterator[tuple[str, QWidget]]:
    """Home and every page that is open, one after the other."""
    shell = window.shell
    assert shell is not None
    yield "home", shell.home
    shell.context.enter(project)
    qtbot.waitUntil(lambda: shell.current is not None, timeout=20_000)
    yield "shell", shell
    for step in Step:
        if workflow.states(shell.context.facts)[step].status is not Status.BLOCKED:
            shell.go(step)
            qtbot.waitUntil(lambda: not looks(shell), timeout=30_000)
            yield step, shell


def looks(shell: Shell) -> bool:
    """Whether a page still looks something up."""
    return any(ticket.active and not ticket.service for ticket in shell.context.queue.tickets)


@pytest.mark.parametrize("project", [measured.NAME, "Empty"])
def test_every_control_has_a_name_and_is_reached_by_tab(
    project: str, qtbot: QtBot, window: MainWindow
) -> None:
    complaints = []
    seen = 0
    for name, root in shown(qtbot, window, project):
        seen += len(controls(root))
        complaints += [f"{name}: no name: {item}" for item in nameless(root)]
        complaints += [f"{name}: no Tab: {item}" for item in unreachable(root)]
    assert seen > 30
    assert sorted(set(complaints)) == []


@pytest.mark.parametrize("name", ["settings", "machine", "report"])
def test_every_control_of_a_dialog_has_a_name(name: str, qtbot: QtBot, window: MainWindow) -> None:
    assert window.shell is not None
    if name == "settings":
        dialogs.settings(window)
    elif name == "machine":
        dialogs.machine(window, window.shell.context)
    else:
        dialogs.report(window, window.shell.context)
    qtbot.waitUntil(lambda: any(item.isVisible() for item in window.findChildren(QDialog)))
    [dialog] = [item for item in window.findChildren(QDialog) if item.isVisible()]
    assert dialog.findChildren(QDialogButtonBox) or controls(dialog)
    assert nameless(dialog) == []
    assert unreachable(dialog) == []
    assert dialog.windowTitle()
    dialog.close()


def test_the_check_finds_a_nameless_control_and_one_without_tab(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    bad = QLineEdit(root)
    bad.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    root.show()
    assert len(nameless(root)) == 1
    assert len(unreachable(root)) == 1
    bad.setAccessibleName("Name")
    bad.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    assert nameless(root) == unreachable(root) == []


@pytest.mark.parametrize("term", glossary.terms())
def test_every_term_is_explained_in_plain_words(term: str, qtbot: QtBot) -> None:
    title, said = glossary.entry(term)
    assert title
    assert 40 <= len(said) <= 400
    button = Explain(term)
    qtbot.addWidget(button)
    button.show()
    popup = button.show_text()
    assert popup.isVisible()
    popup.close()
    assert title in button.accessibleName()
