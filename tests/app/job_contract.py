"""The contract that every job keeps: what an entry says of a job, and the check itself.

The check cuts the job off after every number of progress reports and runs it again.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.files import STAGING
from app.job import Job, Progress
from app.store import workspace as workspaces

Tables = dict[str, list[tuple[str, ...]]]


def nothing(folder: Path) -> None:
    """A job that starts from an empty folder."""
    folder.mkdir()


def as_it_is(result: Any) -> Any:
    """A result that is the same however often the job was cut off."""
    return result


def every_report(count: int) -> Iterable[int]:
    """Cut off after each report; for a job that takes long, name a few instead."""
    return range(count + 1)


@dataclass(frozen=True)
class Entry:
    """One job under the contract.

    ``prepare`` makes the folder, once; ``start`` starts the job in a copy of it, which always has
    the same path. ``outcome`` takes from the result what may not depend on how often the job was
    cut off (not: how many rows were new *this* time). ``varying`` are columns, and ``changing``
    patterns of files, that differ from run to run, as a time does.
    """

    name: str
    start: Callable[[Path], Job[Any]]
    prepare: Callable[[Path], None] = nothing
    outcome: Callable[[Any], Any] = as_it_is
    cuts: Callable[[int], Iterable[int]] = every_report
    varying: frozenset[str] = frozenset({"created", "seconds"})
    changing: tuple[str, ...] = ()


# The check.


def check(entry: Entry, folder: Path, output: Callable[[], str]) -> None:
    """Raise AssertionError where the job breaks the contract; ``output`` reads what it printed."""
    template, place = folder / "template", folder / "workspace"
    entry.prepare(template)
    output()

    _renew(place, template)
    reports, expected = _drive(entry.start(place))
    assert reports, "the job returned without a sign of life"
    _check_folder(place)
    rows, names = _tables(place, entry.varying), _files(place, entry.changing)

    def same(result: Any, when: str) -> None:
        _check_folder(place)
        assert entry.outcome(result) == entry.outcome(expected), f"another result {when}"
        found = _tables(place, entry.varying)
        for table in rows.keys() | found.keys():
            assert found.get(table) == rows.get(table), f"other rows in {table} {when}"
        assert _files(place, entry.changing) == names, f"other files {when}"

    same(_drive(entry.start(place))[1], "when it is called again after success")
    for cut in sorted(set(entry.cuts(len(reports)))):
        _renew(place, template)
        job = entry.start(place)
        for _ in range(cut):
            next(job, None)
        job.close()
        _check_folder(place)
        same(_drive(entry.start(place))[1], f"after it was closed at report {cut}")
    printed = output()
    assert not printed, f"the job printed: {printed[:200]}"


def _renew(place: Path, template: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template, place)


def _drive(job: Job[Any]) -> tuple[list[Progress], Any]:
    reports: list[Progress] = []
    try:
        while True:
            try:
                report = next(job)
            except StopIteration as stop:
                return reports, stop.value
            assert isinstance(report, Progress), f"the job yielded {report!r}"
            reports.append(report)
    finally:
        job.close()


def _check_folder(place: Path) -> None:
    """Nothing half-done lies about, the database is sound, and nobody holds it."""
    left = [path.name for path in place.rglob(f"*{STAGING}*")]
    assert not left, f"staging files were left: {left}"
    database = workspaces.database_path(place)
    if not database.exists():
        return
    with contextlib.closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as opened:
        for pragma, sound in (("quick_check", [("ok",)]), ("foreign_key_check", [])):
            found = opened.execute(f"PRAGMA {pragma}").fetchall()
            assert found == sound, f"the database is damaged: {pragma} found {found[:3]}"
        try:
            opened.execute("BEGIN EXCLUSIVE")
            opened.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            raise AssertionError(f"the database is still in use: {error}") from None
    try:
        with workspaces.writing(place):
            pass
    except Exception as error:
        raise AssertionError(f"the workspace cannot be opened again: {error}") from error


def _tables(place: Path, varying: frozenset[str]) -> Tables:
    path = workspaces.database_path(place)
    if not path.exists():
        return {}
    with contextlib.closing(sqlite3.connect(path)) as opened:
        opened.row_factory = sqlite3.Row
        tables = opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name: sorted(
                tuple(repr(row[key]) for key in row.keys() if key not in varying)  # noqa: SIM118
                for row in opened.execute(f"SELECT * FROM {name}")
            )
            for (name,) in tables
        }


def _files(place: Path, changing: Sequence[str]) -> set[str]:
    own = ("stillroom.db*", ".lock", "backups", "backups/*", *changing)
    return {
        path.relative_to(place).as_posix()
        for path in place.rglob("*")
        if not any(path.relative_to(place).match(pattern) for pattern in own)
    }
