"""Backups are whole databases, taken when due and thinned; and a user's own files stay."""

from __future__ import annotations

import datetime
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import database, projects
from app.store.database import Database
from app.store.workspace import writing
from tests.app.store.sample import contents, is_whole


def test_a_backup_is_a_whole_database_with_all_rows(filled: Path) -> None:
    path = filled / "stillroom.db"
    with database.connect(path) as opened:
        projects.create(opened, "only in the log so far")
        backup = database.back_up(opened)
    assert backup.parent == filled / "backups"
    assert is_whole(backup)
    assert contents(backup) == contents(path)


def test_a_backup_that_fails_leaves_no_file(filled: Path) -> None:
    opened = database.connect(filled / "stillroom.db")
    before = sorted((filled / "backups").iterdir())
    opened.close()
    with pytest.raises(sqlite3.ProgrammingError):
        database.back_up(opened)
    assert sorted((filled / "backups").iterdir()) == before


def stamped(moment: datetime.datetime, label: str = "") -> str:
    return f"{moment:%Y%m%dT%H%M%S%f}Z{label}.db"


def only_backup(opened: Database, name: str) -> None:
    for old in database.backups(opened.path.parent):
        old.unlink()
    database.back_up(opened).rename(opened.path.parent / "backups" / name)


@pytest.mark.parametrize(("hours", "due"), [(1, False), (23, False), (25, True), (-48, True)])
def test_a_backup_is_due_a_day_after_the_last_one(filled: Path, hours: int, due: bool) -> None:
    current = datetime.datetime.now(datetime.UTC)
    with database.connect(filled / "stillroom.db") as opened:
        only_backup(opened, stamped(current - datetime.timedelta(hours=hours)))
        made = database.back_up_when_due(opened)
    assert (made is not None) is due
    assert len(database.backups(filled)) == 1 + due


def test_opening_to_write_backs_up_and_thins(filled: Path) -> None:
    folder = filled / "backups"
    current = datetime.datetime.now(datetime.UTC)
    for old in folder.iterdir():
        old.unlink()
    for days in (*range(2, 12), 800):
        (folder / stamped(current - datetime.timedelta(days=days))).write_bytes(b"")
    with writing(filled):
        pass
    left = [(current - database._taken_at(path)).days for path in database.backups(filled)]
    assert left[-7:] == [7, 6, 5, 4, 3, 2, -1]
    assert 800 not in left
    assert len(left) <= 7 + 2


def test_files_that_a_user_keeps_among_the_backups_are_left_alone(filled: Path) -> None:
    folder = filled / "backups"
    names = {"ZOLL.db", "20240230-Z.db", "20249999T999999999999Z.db", "Z notes.db"}
    for name in names:
        (folder / name).write_bytes(b"mine")
    with writing(filled):
        pass
    assert names.isdisjoint(path.name for path in database.backups(filled))
    assert all((folder / name).read_bytes() == b"mine" for name in names)


CURRENT = datetime.datetime(2027, 3, 1, 12, tzinfo=datetime.UTC)
moments = st.lists(
    st.builds(
        lambda seconds, label: stamped(CURRENT - datetime.timedelta(seconds=seconds), label),
        st.integers(0, 500 * 86400),
        st.sampled_from(["", "-before-schema-2"]),
    ),
    max_size=60,
    unique=True,
)


@given(moments)
def test_thinning_keeps_the_newest_and_one_a_week(names: list[str]) -> None:
    paths = [Path(name) for name in sorted(names)]
    gone = database.to_thin(paths, CURRENT)
    kept = [path for path in paths if path not in gone]
    assert set(gone) <= set(paths)
    assert paths[-7:] == kept[-7:] or len(paths) <= 7
    older = [database._taken_at(path) for path in kept[:-7]]
    weeks = Counter(moment.isocalendar()[:2] for moment in older)
    assert all(count == 1 for count in weeks.values())
    assert all((CURRENT - moment).days <= 365 for moment in older)


@given(moments)
def test_thinning_drops_no_week_that_has_a_backup(names: list[str]) -> None:
    paths = [Path(name) for name in sorted(names)]
    gone = database.to_thin(paths, CURRENT)
    week = {path: database._taken_at(path).isocalendar()[:2] for path in paths}
    left = {week[path] for path in paths if path not in gone}
    recent = [path for path in paths if (CURRENT - database._taken_at(path)).days < 365 - 7]
    assert {week[path] for path in recent} <= left
    assert len(paths) - len(gone) >= min(7, len(paths))
