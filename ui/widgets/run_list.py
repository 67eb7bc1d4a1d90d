"""The project's runs: what became of each, when, and how well it learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from app.domain import Run, RunState
from ui import words
from ui.widgets.facts_table import FactsTable

_MOST = 200  # the newest; more are in the database, and of no use here


class RunList(FactsTable):
    """Emits ``picked`` with a run's name."""

    def __init__(self) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            [
                translate("RunList", "Student"),
                translate("RunList", "Learned from"),
                translate("RunList", "State"),
                translate("RunList", "Started"),
                translate("RunList", "Final loss"),
            ],
            translate("RunList", "Runs of this project"),
        )

    def show_runs(
        self,
        runs: Sequence[Run],
        states: Mapping[str, RunState],
        losses: Mapping[str, float],
        current: str,
    ) -> None:
        """Bring the list up to date, newest first; ``states`` and ``losses`` are by name."""
        rows = []
        for run in list(reversed(runs))[:_MOST]:
            cells = (
                Path(str(run.config.get("student", run.name))).name,
                words.method(str(run.config.get("method", ""))),
                words.run_state(states.get(run.name, run.state)),
                moment(run.created),
                words.figure(losses[run.name]) if run.name in losses else "–",
            )
            rows.append((run.name, cells))
        self.show_rows(rows, current)


def moment(created: str) -> str:
    """A stored time as the user's own clock and language say it."""
    when = QDateTime.fromString(created, Qt.DateFormat.ISODate)
    if not when.isValid():
        return created
    return QLocale().toString(when.toLocalTime(), QLocale.FormatType.ShortFormat)
