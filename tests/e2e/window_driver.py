"""Drives the real window with a mouse and a keyboard: finds what a user sees, and clicks it."""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

Steps = Iterator[Callable[[], bool]]
"""What the user waits for, one after the other; between two of them she acts."""


class Driver:
    """A user of the window. Sees visible widgets only, and touches them only by clicks and keys."""

    def __init__(self, pictures: Path | None, patience: float) -> None:
        self.clicks = 0
        self.seen: list[str] = []
        self._pictures = pictures
        self._patience = patience

    def widgets(self, kind: type[QWidget]) -> list[QWidget]:
        """All visible widgets of a kind."""
        return [
            widget
            for top in QApplication.topLevelWidgets()
            if top.isVisible()
            for widget in [top, *top.findChildren(QWidget)]
            if isinstance(widget, kind) and widget.isVisible()
        ]

    def button(self, text: str) -> QAbstractButton | None:
        """A visible button that can be pressed, by its text."""
        for widget in self.widgets(QAbstractButton):
            assert isinstance(widget, QAbstractButton)
            if widget.text().replace("&", "") == text and widget.isEnabled():
                return widget
        return None

    def click(self, text: str) -> None:
        """Press a button with the mouse."""
        found = self.button(text)
        assert found is not None, f"no button {text!r}"
        self.clicks += 1
        self.seen.append(f"click {text}")
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)

    def shows(self, text: str) -> bool:
        """Whether a visible label says this."""
        labels = self.widgets(QLabel)
        return any(isinstance(label, QLabel) and text in label.text() for label in labels)

    def text(self) -> str:
        """All text of the answers on the screen."""
        return "\n".join(
            widget.toPlainText() if isinstance(widget, QTextEdit | QTextBrowser) else ""
            for widget in self.widgets(QTextEdit)
        )

    def press_enter(self) -> None:
        """Enter, in the field where the question stands."""
        for widget in self.widgets(QPlainTextEdit):
            if isinstance(widget, QPlainTextEdit) and not widget.isReadOnly():
                widget.setFocus()
                QTest.keyClick(widget, Qt.Key.Key_Return)
                return
        raise AssertionError("no field to write in")

    def picture(self, name: str) -> None:
        """Keep what the window looks like."""
        if self._pictures is not None:
            for top in QApplication.topLevelWidgets():
                if top.isVisible() and top.isWindow() and top.width() > 300:
                    top.grab().save(str(self._pictures / f"{len(self.seen):02}-{name}.png"))

    def problems(self) -> list[str]:
        """What dialogs complain about."""
        return [
            widget.text() for widget in self.widgets(QMessageBox) if isinstance(widget, QMessageBox)
        ]

    def run(self, steps: Steps, leave: Callable[[int], None]) -> None:
        """Go through the steps on a timer; ``leave`` gets the exit code."""
        waiting: list[Callable[[], bool]] = []
        since = [time.monotonic()]
        timer = QTimer(QApplication.instance())

        def tick() -> None:
            try:
                if self.problems():
                    raise AssertionError(f"a dialog says {self.problems()}")
                if not waiting or waiting[0]():
                    waiting[:] = [next(steps)]
                    since[0] = time.monotonic()
                elif time.monotonic() - since[0] > self._patience:
                    self.picture("stuck")
                    raise AssertionError(f"nothing happened after {self.seen[-1:]}")
            except StopIteration:
                timer.stop()
                leave(0)
            except Exception:
                timer.stop()
                self.picture("failed")
                traceback.print_exc()
                leave(1)

        timer.timeout.connect(tick)
        timer.start(60)


def sample_journey(driver: Driver) -> Steps:
    """From the first screen to an answer of the own student; nothing is typed."""
    yield lambda: driver.button("Try the sample") is not None
    driver.picture("home")
    driver.click("Try the sample")
    yield lambda: driver.button("Check and freeze") is not None
    driver.picture("curate")
    driver.click("Check and freeze")
    yield lambda: driver.button("Next") is not None
    driver.picture("frozen")
    driver.click("Next")
    yield lambda: driver.shows("Student") and driver.button("Next") is not None
    driver.picture("student")
    driver.click("Next")
    yield lambda: driver.button("Start") is not None
    driver.click("Start")
    yield lambda: driver.button("Pause") is not None
    driver.picture("training")
    yield lambda: driver.button("Next") is not None
    driver.picture("trained")
    driver.click("Next")
    yield lambda: driver.button("Measure again") is not None and driver.button("Next") is not None
    driver.picture("evaluate")
    driver.click("Next")
    yield lambda: driver.button("Next") is not None
    driver.picture("export")
    driver.click("Next")
    yield lambda: driver.button("Send") is not None
    driver.picture("chat")
    driver.press_enter()
    yield lambda: driver.button("Ask again") is not None
    driver.picture("answered")


def main() -> int:
    """Open the window on a workspace and go through the journey; prints one JSON object."""
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace")
    parser.add_argument("--pictures", type=Path, default=None)
    parser.add_argument("--patience", type=float, default=180)
    options = parser.parse_args()
    from app import offline

    offline.prepare()
    from ui.main import run_window

    driver = Driver(options.pictures, options.patience)
    codes: list[int] = []

    def leave(code: int) -> None:
        codes.append(code)
        print(json.dumps({"clicks": driver.clicks, "seen": driver.seen, "text": driver.text()}))
        sys.stdout.flush()
        QApplication.closeAllWindows()

    application = QApplication(sys.argv[:1])
    QTimer.singleShot(0, application, lambda: driver.run(sample_journey(driver), leave))
    run_window(options.workspace)
    return codes[0] if codes else 1


if __name__ == "__main__":
    sys.exit(main())
