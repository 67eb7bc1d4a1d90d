"""What an import did: counts, and the rows it left out with the reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.collect.records import RejectedRow
from app.collect.sniff import GUESSED, Source

LISTED = 1000  # rejected rows that are kept; the rest are only counted
_SHOWN = 5  # rejected rows that a person is shown


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of an import. ``rows`` counts usable and rejected rows, not blank lines."""

    files: tuple[str, ...]
    rows: int
    prompts_new: int
    responses_new: int
    already_there: int
    rejected: tuple[RejectedRow, ...]
    rejected_count: int
    schemas: Mapping[str, int]
    encodings: Mapping[str, str]
    origins: tuple[str, ...] = ()  # of the files, as completions carry them

    def as_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return {
            "files": list(self.files),
            "rows": self.rows,
            "prompts_new": self.prompts_new,
            "responses_new": self.responses_new,
            "already_there": self.already_there,
            "rejected_count": self.rejected_count,
            "rejected": [
                {"file": row.file, "line": row.line, "reason": row.reason} for row in self.rejected
            ],
            "schemas": dict(self.schemas),
            "encodings": dict(self.encodings),
        }

    def text(self) -> str:
        """The report as a person reads it, with the first rejected rows and guessed encodings."""
        counts = [
            (self.prompts_new, "new prompts"),
            (self.responses_new, "new responses"),
            (self.already_there, "already there"),
            (self.rejected_count, "rejected"),
        ]
        said = ", ".join(f"{count:,} {what}" for count, what in counts if count)
        lines = [f"{self.rows:,} rows read: {said}."]
        lines += [f"{row.file}:{row.line}: {row.reason}" for row in self.rejected[:_SHOWN]]
        if self.rejected_count > _SHOWN:
            lines.append(f"… and {self.rejected_count - _SHOWN:,} more rejected rows.")
        lines += [
            f"{file} was read as {label.removesuffix(GUESSED)}, which is a guess."
            for file, label in self.encodings.items()
            if label.endswith(GUESSED)
        ]
        return "\n".join(lines)


@dataclass(slots=True)
class Tally:
    """Counts while an import goes on: one for the file being read, one for the whole."""

    file: str = ""
    total: int = 0  # bytes of all files
    done: int = 0  # bytes of the files that are done
    files: int = 0
    prompts_new: int = 0
    responses_new: int = 0
    already_there: int = 0
    rejected: list[RejectedRow] = field(default_factory=list)
    rejected_count: int = 0
    schemas: Counter[str] = field(default_factory=Counter)
    encodings: dict[str, str] = field(default_factory=dict)
    origins: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Usable and rejected rows so far."""
        return self.schemas.total() + self.rejected_count

    def accept(self, schema: str) -> None:
        """Count a usable row."""
        self.schemas[schema] += 1

    def reject(self, line: int, reason: str) -> None:
        """Count a rejected row, and keep it while there are not too many."""
        self.rejected_count += 1
        if len(self.rejected) < LISTED:
            self.rejected.append(RejectedRow(line, reason, self.file))

    def merge(self, other: Tally, source: Source) -> None:
        """Take up a file that was imported."""
        self.done += source.size
        self.files += 1
        self.prompts_new += other.prompts_new
        self.responses_new += other.responses_new
        self.already_there += other.already_there
        self.rejected += other.rejected[: LISTED - len(self.rejected)]
        self.rejected_count += other.rejected_count
        self.schemas += other.schemas
        self.encodings[str(source.path)] = source.encoding_label

    def report(self, sources: Sequence[Source]) -> ImportReport:
        """The final report."""
        return ImportReport(
            files=tuple(str(source.path) for source in sources),
            rows=self.rows,
            prompts_new=self.prompts_new,
            responses_new=self.responses_new,
            already_there=self.already_there,
            rejected=tuple(self.rejected),
            rejected_count=self.rejected_count,
            schemas=dict(self.schemas),
            encodings=dict(self.encodings),
            origins=tuple(self.origins),
        )
