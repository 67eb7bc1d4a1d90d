"""The import JOBs: files of prompts and recorded responses into the store."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.collect import reading, records, sniff
from app.collect.import_report import ImportReport, Tally
from app.collect.records import Record, RejectedRow
from app.collect.sniff import Form, Source
from app.domain import (
    Capability,
    Message,
    NewCompletion,
    Project,
    Role,
    Teacher,
    TeacherKind,
    request_hash,
)
from app.errors import InputError
from app.files import sha256_json
from app.job import Job, Progress
from app.store import completions, projects, prompts
from app.store.database import Database, connect
from app.store.workspace import database_path

_BATCH_ROWS = 1000
_BATCH_BYTES = 8 << 20
_SIGN_OF_LIFE = 0.3  # seconds
_FIELDS = ", ".join(records.ALIASES)


def import_prompts(
    workspace: Path,
    project: str,
    files: Sequence[Path],
    mapping: Mapping[str, str] | None = None,
    system: str = "",
) -> Job[ImportReport]:
    """Add the prompts of files to a project; a prompt that is there already is not doubled.

    ``mapping`` gives the file's column for any of our fields (prompt, response, system,
    reference, id, split, tags, model, finish_reason). ``system`` is put before every prompt that
    brings no system message, and so is part of what the prompt is. Each file is one transaction.
    """
    with connect(database_path(workspace)) as database:
        found = projects.get(database, project)
        sink = Prompts(database, found)
        return (yield from _import(database, sink, files, dict(mapping or {}), _checked(system)))


def import_responses(
    workspace: Path,
    project: str,
    teacher: str,
    files: Sequence[Path],
    mapping: Mapping[str, str] | None = None,
    system: str = "",
) -> Job[ImportReport]:
    """Add recorded responses to a project as those of ``teacher``, with prompts it lacks.

    A row without a prompt answers the one stored prompt that has the row's id as its key.
    ``mapping`` and ``system`` are those that the prompts were imported with.
    """
    if not teacher.strip():
        raise InputError("Recorded responses need the name of their teacher.", "Name the teacher.")
    with connect(database_path(workspace)) as database:
        found = projects.get(database, project)
        sink = Responses(database, found, teacher.strip())
        return (yield from _import(database, sink, files, dict(mapping or {}), _checked(system)))


def _checked(system: str) -> str:
    """A system message as it is put before prompts. InputError where it cannot be stored."""
    try:
        system.encode("utf-8")
    except UnicodeEncodeError:
        system = "\0"
    if "\0" in system:
        raise InputError(
            "The instruction holds a character that cannot be stored.", "Type it instead."
        )
    return system.strip()


def _instructed(item: Record, system: str) -> Record:
    """The row with the system message before its prompt, unless it brings its own."""
    prompt = item.prompt
    if not system or prompt is None or any(turn.role is Role.SYSTEM for turn in prompt.messages):
        return item
    messages = (Message(Role.SYSTEM, system), *prompt.messages)
    return replace(item, prompt=replace(prompt, messages=messages))


class Sink(Protocol):
    """Where understood rows go."""

    needs: tuple[tuple[str, ...], ...]  # a CSV must have one field of each group

    def begin(self, source: Source, origin: str) -> None: ...

    def add(self, batch: Sequence[Record], tally: Tally) -> None: ...


class Prompts:
    """Stores the prompts and leaves recorded responses alone."""

    needs: tuple[tuple[str, ...], ...] = (("prompt",),)

    def __init__(self, database: Database, project: Project) -> None:
        self._database = database
        self._project = project

    def begin(self, source: Source, origin: str) -> None:
        pass

    def add(self, batch: Sequence[Record], tally: Tally) -> None:
        usable = []
        for item in batch:
            if item.prompt is None:
                tally.reject(item.line, "There is no prompt in this row, only an answer by id.")
            else:
                usable.append(item.prompt)
                tally.accept(item.schema)
        new = prompts.add(self._database.connection, self._project, usable)
        tally.prompts_new += new
        tally.already_there += len(usable) - new


class Responses:
    """Stores responses, the prompts they answer, and the teacher that gave them."""

    needs: tuple[tuple[str, ...], ...] = (("prompt", "id"), ("response",))

    def __init__(self, database: Database, project: Project, teacher: str) -> None:
        self._database = database
        self._project = project
        self._name = teacher
        self._teacher: Teacher | None = None
        self._by_key: dict[str, int] | None = None

    def begin(self, source: Source, origin: str) -> None:
        self._source = source
        self._origin = origin
        self._teacher = None  # the last file may have been rolled back
        self._by_key = None

    def add(self, batch: Sequence[Record], tally: Tally) -> None:
        answered = []
        for item in batch:
            if item.response is None and item.error is None:
                tally.reject(item.line, "There is no response in this row.")
            else:
                answered.append(item)
        with_prompt = [item.prompt for item in answered if item.prompt is not None]
        connection = self._database.connection
        tally.prompts_new += prompts.add(connection, self._project, with_prompt)
        hashes = {id(prompt): prompt.hash for prompt in with_prompt}
        ids = prompts.ids_of(connection, self._project, set(hashes.values()))
        given = []
        for item in answered:
            if item.prompt is not None:
                digest = hashes[id(item.prompt)]
                given.append(self._completion(item, ids[digest], digest))
            elif (found := self._keyed(item.key)) is not None:
                given.append(self._completion(item, *found))
            else:
                tally.reject(
                    item.line,
                    f"The row has no prompt, and its id {item.key[:80]!r} is not the id of "
                    "exactly one stored prompt.",
                )
                continue
            tally.accept(item.schema)
        if given:
            # The model of the first usable row: reading the file again gives the same one.
            teacher = self._registered(next(item.model for item in given))
            new = completions.add(connection, teacher, given)
            tally.responses_new += new
            tally.already_there += len(given) - new

    def _keyed(self, key: str) -> tuple[int, str] | None:
        """The id and hash of the one stored prompt with that key."""
        if self._by_key is None:
            self._by_key = prompts.ids_by_key(self._database.connection, self._project)
        prompt_id = self._by_key.get(key)
        if prompt_id is None:
            return None
        return prompt_id, prompts.by_ids(self._database, [prompt_id])[prompt_id].hash

    def _completion(self, item: Record, prompt_id: int, digest: str) -> NewCompletion:
        # The text too: the same line read with another mapping is another answer.
        place = {
            "source": self._source.sha256,
            "line": item.line,
            "answer": sha256_json([item.response, item.error]),
        }
        return NewCompletion(
            prompt_id,
            request_hash(digest, self._name, place),
            item.response,
            item.error,
            item.finish_reason,
            item.model,
            source=f"{self._source.path.name}:{item.line}",
            origin=self._origin,
        )

    def _registered(self, model: str) -> Teacher:
        if self._teacher is None:
            known = {
                teacher.name: teacher
                for teacher in projects.teachers(self._database, self._project)
            }.get(self._name)
            location = model or self._name
            if known is not None and known.kind is TeacherKind.RECORDED:
                # One that was added without naming its model stands for whatever the file says.
                unnamed = known.location == known.name
                location = known.location if unnamed or not model else model
            projects.put_teacher(
                self._database.connection,
                self._project,
                self._name,
                TeacherKind.RECORDED,
                location,
                {Capability.TEXT},
            )
            self._teacher = projects.get_teacher(self._database, self._project, self._name)
        return self._teacher


def _import(
    database: Database, sink: Sink, files: Sequence[Path], mapping: dict[str, str], system: str
) -> Job[ImportReport]:
    unknown = sorted(set(mapping) - set(records.ALIASES))
    if unknown:
        raise InputError(
            f"There is no field named {unknown[0]!r} to map a column to.", f"Fields: {_FIELDS}."
        )
    if not files:
        raise InputError("No file was named.", "Name at least one CSV or JSON Lines file.")
    # Every file is looked at before the first row is written.
    sources, mappings = [], []
    for path in files:
        source = yield from _survey(path)
        sources.append(source)
        mappings.append(csv_mapping(source, sink, mapping) if source.form is Form.CSV else mapping)
    tally = Tally(total=sum(source.size for source in sources))
    for source, columns in zip(sources, mappings, strict=True):
        origin = origin_of(source.sha256, columns, system)
        sink.begin(source, origin)
        tally.origins.append(origin)
        read = yield from _import_file(database, sink, source, columns, system, tally)
        tally.merge(read, source)
    return tally.report(sources)


def origin_of(sha256: str, mapping: Mapping[str, str], system: str = "") -> str:
    """What the rows of one file have in common: its bytes and how its columns were read."""
    found: dict[str, object] = {"source": sha256, "mapping": dict(mapping)}
    return sha256_json({**found, "system": system} if system else found)


def _survey(path: Path) -> Generator[Progress, None, Source]:
    survey = sniff.survey(path)
    heard = time.monotonic()
    while True:
        try:
            next(survey)
        except StopIteration as stop:
            found: Source = stop.value
            return found
        if time.monotonic() - heard > _SIGN_OF_LIFE:
            yield Progress(message=f"Checking {path.name}")
            heard = time.monotonic()


def _import_file(
    database: Database,
    sink: Sink,
    source: Source,
    mapping: dict[str, str],
    system: str,
    before: Tally,
) -> Generator[Progress, None, Tally]:
    """One file in one transaction: closing the job in the middle rolls all of it back."""
    name = source.path.name
    tally = Tally(file=name)
    batch: list[Record] = []
    missing = {} if source.form is Form.CSV else dict(mapping)
    seen: dict[str, None] = {}  # columns, in the order they were met
    size, heard = 0, 0.0
    with database.transaction(), reading.opened(source) as reader:

        def progress() -> Progress:
            done = min(before.done + reader.position(), before.total)
            figures = {"rows": float(before.rows + tally.rows + len(batch))}
            return Progress(done, before.total, f"Reading {name}", figures)

        for item in reader.rows():
            if isinstance(item, RejectedRow):
                tally.reject(item.line, item.reason)
            elif item is not None:
                value = item.value
                if mapping and isinstance(value, dict):
                    if missing:
                        seen.update(dict.fromkeys(list(value)[:50]) if len(seen) < 50 else {})
                        missing = {k: v for k, v in missing.items() if v not in value}
                    value = records.rename(value, mapping)
                understood = records.record(value, item.line, name)
                if isinstance(understood, RejectedRow):
                    tally.reject(understood.line, understood.reason)
                else:
                    batch.append(_instructed(understood, system))
                    size += item.size
            if len(batch) >= _BATCH_ROWS or size >= _BATCH_BYTES:
                sink.add(batch, tally)
                batch, size, heard = [], 0, 0.0
            if time.monotonic() - heard > _SIGN_OF_LIFE:
                yield progress()
                heard = time.monotonic()
        sink.add(batch, tally)
        batch = []
        if missing:
            raise _no_column(source, next(iter(missing.values())), list(seen))
        if not tally.schemas:
            raise _nothing_usable(source, tally, before)
        yield progress()
    return tally


def csv_mapping(source: Source, sink: Sink, mapping: dict[str, str]) -> dict[str, str]:
    """The given mapping, completed by the header's columns that go by a usual name."""
    header = reading.columns(source)
    for column in mapping.values():
        if column not in header:
            raise _no_column(source, column, header)
    plain = {name.casefold().replace(" ", "_"): name for name in header if name}
    complete = dict(mapping)
    # Alpaca's own columns mean more together than one by one, so they are left to its schema.
    alpaca = "instruction" in plain and "prompt" not in mapping
    for field, names in records.ALIASES.items():
        names = (*names, "text") if field == "prompt" else names
        found = [plain[name] for name in names if name in plain]
        free = [name for name in found if name not in complete.values()]
        if field not in complete and free and not (alpaca and field == "prompt"):
            complete[field] = free[0]
    if alpaca:
        for name in ("instruction", "input", "context"):
            if name in plain and plain[name] != name:
                raise InputError(
                    f"The column {plain[name]!r} of {source.path.name} looks like Alpaca's "
                    f"{name!r}, but is written in another way.",
                    f"Rename it to {name!r}, or use --map prompt=COLUMN.",
                )
    there = {*complete, *(("prompt",) if alpaca else ())}
    whole = {"messages", "conversations"} & set(plain)
    for group in sink.needs:
        if not there & set(group):
            also = " (turns as JSON belong in a JSON Lines file)" if whole else ""
            raise InputError(
                f"{source.path.name} has no column that is known to be the {group[0]}{also}. "
                f"Columns: {_listed(header)}.",
                f"Say which it is: --map {group[0]}=COLUMN",
            )
    return complete


def _no_column(source: Source, column: str, header: list[str]) -> InputError:
    return InputError(
        f"{source.path.name} has no column named {column!r}. Columns: {_listed(header)}.",
        "Name one of these: --map FIELD=COLUMN, where FIELD is one of " + _FIELDS + ".",
    )


def _listed(names: list[str]) -> str:
    shown = [name[:40] for name in names if name][:20]
    return ", ".join(shown) + (" …" if len(names) > len(shown) else "") if shown else "none"


def _nothing_usable(source: Source, tally: Tally, before: Tally) -> InputError:
    name = source.path.name
    earlier = " The files before it were imported." if before.files else ""
    if not tally.rejected_count:
        return InputError(
            f"{name} has no rows.{earlier}", "Check that it was saved or copied completely."
        )
    unit = "Row" if source.form is Form.VALUES else "Line"
    first = " ".join(f"{unit} {row.line}: {row.reason}" for row in tally.rejected[:3])
    return InputError(
        f"None of the {tally.rejected_count} rows of {name} can be used. {first}{earlier}",
        "Rows are OpenAI messages, Alpaca, ShareGPT, or prompt and completion; "
        "other columns are named with --map prompt=COLUMN.",
    )
