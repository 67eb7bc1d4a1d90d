"""How much a workspace holds: figures only, and no word of it."""

from __future__ import annotations

from app.store.database import Database

_TABLES = ("projects", "prompts", "teachers", "completions", "verdicts", "datasets", "artifacts")


def counts(database: Database) -> dict[str, int]:
    """Rows by noun, and runs by what became of them. Counts all rows: for a job."""
    found = {
        table: int(database.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in _TABLES
    }
    rows = database.connection.execute(
        "SELECT state, count(*) FROM runs GROUP BY state ORDER BY state"
    )
    found.update({f"runs {state}": int(count) for state, count in rows})
    return found
