"""Open, check, migrate and back up a workspace's database."""

from __future__ import annotations

import contextlib
import datetime
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from app.errors import WorkspaceError, explain
from app.files import STAGING, sync_directory, sync_file
from app.store import migrations

BACKUPS = "backups"
# What back_up names its files; others that a user keeps in the folder are left alone.
_NAME = re.compile(r"[12]\d{3}(0[1-9]|1[0-2])([0-2]\d|3[01])T\d{12}Z(-.+)?\.db")
_KEEP_RECENT = 7  # backups kept in full; older ones thin to one a week, then go after a year


def now() -> str:
    """The time of a row, in UTC."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


class Database:
    """One connection to a workspace's database. Each job opens its own."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: commits on success, rolls back on any error."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
            self.connection.execute("COMMIT")
        except BaseException:
            # A full disk may have rolled back already; the first error is the one to report.
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def connect(path: Path) -> Database:
    """Open an existing, current database with the pragmas that keep it safe."""
    connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return Database(path, connection)


def connect_unchanging(path: Path) -> Database:
    """Open a database on a medium that cannot be written, where nobody can change it either."""
    where = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(where, uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return Database(path, connection)


def prepare(path: Path) -> None:
    """Create, check and migrate the database at ``path``; a backup comes before any migration.

    Raises WorkspaceError when it is damaged or was written by a newer Stillroom.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _prepare(path, fresh=not path.exists() or path.stat().st_size == 0)
    except sqlite3.DatabaseError as error:
        raise explain(error) or error from error


def _prepare(path: Path, *, fresh: bool) -> None:
    with connect(path) as database:
        connection = database.connection
        if not fresh:
            _quick_check(connection)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        newest = len(migrations.STEPS)
        if version > newest:
            raise WorkspaceError(
                f"This workspace was made by a newer Stillroom (schema {version}, "
                f"this one knows {newest}).",
                "Install the newer version, or choose another workspace.",
            )
        if not fresh and 0 < version < newest:
            back_up(database, f"before-schema-{newest}")
        for step in range(version, newest):
            with database.transaction():
                migrations.apply(connection, step)


def _quick_check(connection: sqlite3.Connection) -> None:
    found = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
    if found != ["ok"]:
        raise sqlite3.DatabaseError(f"database disk image is malformed: {found[0]}")


def back_up(database: Database, label: str = "") -> Path:
    """Copy the database through SQLite's own backup into the backups folder, whole or not."""
    folder = database.path.parent / BACKUPS
    folder.mkdir(exist_ok=True)
    for left in folder.glob(f"*.db{STAGING}*"):  # by a process that was killed
        left.unlink(missing_ok=True)
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = folder / f"{stamp}{'-' + label if label else ''}.db"
    staging = target.with_name(target.name + STAGING)
    try:
        with contextlib.closing(sqlite3.connect(staging)) as copy:
            database.connection.backup(copy)
        sync_file(staging)
        staging.replace(target)
        sync_directory(folder)
    finally:
        staging.unlink(missing_ok=True)
    return target


def back_up_when_due(database: Database, hours: float = 24.0) -> Path | None:
    """Back up when the newest backup is older than ``hours``; thin the old ones."""
    current = datetime.datetime.now(datetime.UTC)
    # One from the future (the clock was wrong then) does not stand for a recent one.
    taken = [path for path in backups(database.path.parent) if _taken_at(path) <= current]
    if taken and (current - _taken_at(taken[-1])).total_seconds() < hours * 3600:
        return None
    made = back_up(database)
    for path in to_thin(backups(database.path.parent), current):
        path.unlink(missing_ok=True)
    return made


def backups(workspace: Path) -> list[Path]:
    """The workspace's backups, oldest first."""
    return sorted(path for path in (workspace / BACKUPS).glob("*.db") if _NAME.fullmatch(path.name))


def to_thin(paths: list[Path], current: datetime.datetime) -> list[Path]:
    """Which backups may go: all but the newest few, one a week for a year."""
    weeks: set[tuple[int, int]] = set()
    gone = []
    for path in reversed(paths[:-_KEEP_RECENT]):
        taken = _taken_at(path)
        week = taken.isocalendar()[:2]
        if week in weeks or (current - taken).days > 365:
            gone.append(path)
        weeks.add(week)
    return gone


def _taken_at(path: Path) -> datetime.datetime:
    stamp = path.name.split("-")[0].removesuffix(".db")
    return datetime.datetime.strptime(stamp, "%Y%m%dT%H%M%S%fZ").replace(tzinfo=datetime.UTC)
