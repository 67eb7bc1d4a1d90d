"""From the bytes of a file to its rows, one at a time and in bounded memory."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from app.collect.records import RejectedRow
from app.collect.sniff import Form, Source, open_binary
from app.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LONGEST = 16 << 20  # bytes of one row
_CHUNK = 1 << 18
_GAP = re.compile(r"[\s,\ufeff]*")
_DELIMITERS = ",;\t"
_LONGEST_NAME = 1 << 16  # characters of a column's name; more is text without a header


@dataclass(frozen=True, slots=True)
class Row:
    """A decoded row: its line (or its number in a JSON array), its value and its rough size."""

    line: int
    value: Any
    size: int


Item = Row | RejectedRow | None
"""What reading yields; None is a sign of life in the middle of something long."""


def _poison(error: UnicodeError) -> tuple[str, int]:
    """Put half a surrogate pair where bytes cannot be decoded, so that this row is rejected."""
    assert isinstance(error, UnicodeDecodeError)
    return "\ud800", error.end


codecs.register_error("stillroom-poison", _poison)


class _Transcoded(io.RawIOBase):
    """A file of another encoding as a stream of UTF-8 bytes with plain newlines."""

    def __init__(self, raw: BinaryIO, source: Source) -> None:
        self._raw = raw
        self._decoder = codecs.getincrementaldecoder(source.encoding)("stillroom-poison")
        self._old_mac = source.old_mac
        self._pending = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while not self._pending and not self._ended:
            chunk = self._raw.read(_CHUNK)
            self._ended = not chunk
            text = self._decoder.decode(chunk, final=self._ended)
            if self._old_mac:
                text = text.replace("\r", "\n")
            self._pending = text.encode("utf-8", "surrogatepass")
        view = memoryview(buffer).cast("B")
        taken = self._pending[: len(view)]
        view[: len(taken)] = taken
        self._pending = self._pending[len(taken) :]
        return len(taken)


class _RecordTooLong(Exception):
    """Thrown through the csv module, which has no limit on a record that spans lines."""


@contextlib.contextmanager
def opened(source: Source) -> Iterator[Reader]:
    """Open a surveyed file for reading its rows."""
    with open_binary(source.path, buffering=0) as raw:
        raw.seek(source.skip)
        if source.encoding == "utf-8" and not source.old_mac:
            yield Reader(source, raw, io.BufferedReader(raw, _CHUNK))  # type: ignore[arg-type]
        else:
            yield Reader(source, raw, io.BufferedReader(_Transcoded(raw, source), _CHUNK))


def columns(source: Source) -> list[str]:
    """The column names of a CSV file. InputError when there is no usable header."""
    with opened(source) as reader:
        return reader.header()[1]


class Reader:
    """The rows of one open file."""

    def __init__(self, source: Source, raw: BinaryIO, stream: io.BufferedReader) -> None:
        self._source = source
        self._raw = raw
        self._stream = stream
        self._line = 0
        self._ended = False  # the last line had no newline
        self._broken = ""  # why the CSV record being read must be rejected
        self._record_size = 0

    def position(self) -> int:
        """How many bytes of the file have been read."""
        return self._raw.tell()

    def rows(self) -> Iterator[Item]:
        """All rows in order, rejected ones among them."""
        if self._source.form is Form.CSV:
            return self._csv_rows()
        return self._json_lines() if self._source.form is Form.LINES else self._json_values()

    def _lines(self) -> Iterator[tuple[bytes, int, int] | None]:
        """Lines as (bytes, size, quotes); of one that is too long only size and quotes."""
        while line := self._stream.readline(LONGEST + 1):
            self._line += 1
            self._ended = not line.endswith(b"\n")
            if len(line) <= LONGEST or not self._ended:
                yield line, len(line), 0
                continue
            size, quotes = len(line), line.count(b'"')
            del line
            yield None
            skipped = 0
            while self._ended and (piece := self._stream.readline(_CHUNK)):
                size += len(piece)
                quotes += piece.count(b'"')
                self._ended = not piece.endswith(b"\n")
                skipped += 1
                if skipped % 256 == 0:
                    yield None
            yield b"", size, quotes

    def _decoded(self, line: bytes) -> str | RejectedRow:
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            return RejectedRow(
                self._line, f"The line has bytes that are not valid {self._source.encoding}."
            )
        if "\0" in text:
            return RejectedRow(self._line, "The line has NUL bytes in it.")
        return text

    def _json_lines(self) -> Iterator[Item]:
        for item in self._lines():
            if item is None:
                yield None
                continue
            line, size, _ = item
            if size > len(line):
                yield RejectedRow(self._line, _too_long(size))
                continue
            line = line.strip()
            if not line:
                continue
            text = self._decoded(line)
            if isinstance(text, RejectedRow):
                yield text
                continue
            try:
                yield Row(self._line, json.loads(text.lstrip("\ufeff")), size)
            except (ValueError, RecursionError) as error:
                reason = _json_reason(error)
                if self._ended:
                    reason = "The file ends in the middle of this row, or it is not JSON."
                yield RejectedRow(self._line, reason)

    def _json_values(self) -> Iterator[Item]:
        """Rows of a JSON array, or objects spread over lines; ``line`` counts the rows."""
        decoder = json.JSONDecoder(strict=False)  # a NUL in a text is for that row to answer
        text = codecs.getincrementaldecoder("utf-8")("stillroom-poison")
        buffer, at, want, ended, number = "", 0, _CHUNK, False, 0
        array = False
        while True:
            at = _GAP.match(buffer, at).end()  # type: ignore[union-attr]
            if not number and not array and buffer.startswith("[", at):
                array, at = True, at + 1
                continue
            failure: Exception | None = None
            if at < len(buffer):
                if array and buffer[at] == "]":
                    rest = buffer[at + 1 :] + self._stream.read(_CHUNK).decode("utf-8", "replace")
                    if rest.strip("\ufeff \t\r\n"):
                        reason = "There is more after the end of the list; it was not read."
                        yield RejectedRow(number + 1, reason)
                    return
                try:
                    value, end = decoder.raw_decode(buffer, at)
                    # A number or a word at the end of the buffer may go on in the next chunk.
                    if end < len(buffer) or ended or isinstance(value, dict | list):
                        number += 1
                        yield Row(number, value, end - at)
                        at, want = end, _CHUNK
                        continue
                except (ValueError, RecursionError) as error:
                    failure = error
            if ended or len(buffer) - at > LONGEST:
                if failure is not None and len(buffer) - at > LONGEST:
                    yield RejectedRow(
                        number + 1,
                        f"This row is not valid JSON, or longer than {LONGEST >> 20} MiB; "
                        "the rest of the file was not read.",
                    )
                elif failure is not None:
                    yield RejectedRow(
                        number + 1,
                        "The file ends in the middle of this row, or it is not valid JSON; "
                        "nothing after it was read.",
                    )
                elif array:
                    yield RejectedRow(number + 1, "The file ends before its list is closed.")
                return
            # Twice as much each time, so that a long row is parsed a few times only.
            data = self._stream.read(want)
            ended, want = len(data) < want, want * 2
            buffer, at = buffer[at:] + text.decode(data, final=ended), 0
            yield None

    def header(self, marks: str = _DELIMITERS) -> tuple[str, list[str]]:
        """Read the header of a CSV file: its delimiter, one of ``marks``, and column names."""
        name = self._source.path.name
        line = b""
        for item in self._lines():
            if item is not None and (item[0].strip() or item[1] > len(item[0])):
                line = item[0]
                break
        text = line.decode("utf-8", "replace").lstrip("\ufeff").strip("\r\n")
        if text.lower().startswith("sep=") and len(text) == 5:  # Excel's own hint
            return self.header(text[4])
        splits = {mark: _split(text, mark) for mark in marks}
        delimiter = max(marks, key=lambda mark: len(splits[mark]))
        names = [column.strip() for column in splits[delimiter]]
        hint = "Its first line must name the columns, for example: prompt,response"
        if not any(names) or "\0" in text or len(max(names, key=len)) > _LONGEST_NAME:
            raise InputError(f"{name} has no header that can be read.", hint)
        twice = sorted({column for column in names if column and names.count(column) > 1})
        if twice:
            raise InputError(f"{name} has two columns named {twice[0]!r}.", "Rename one of them.")
        return delimiter, names

    def _csv_feed(self) -> Iterator[str]:
        for item in self._lines():
            if item is None:
                continue
            line, size, quotes = item
            self._record_size += len(line)
            if self._record_size > LONGEST:
                raise _RecordTooLong
            if size > len(line):
                self._broken = _too_long(size)
                # Keep the state of the quotes as the dropped line would have left it.
                yield '"' * (quotes % 2) + "\n"
                continue
            text = self._decoded(line)
            if isinstance(text, RejectedRow):
                self._broken = text.reason
                text = line.decode("utf-8", "replace")
            yield text

    def _csv_rows(self) -> Iterator[Item]:
        delimiter, names = self.header()
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
        feed = self._csv_feed()
        reader = csv.reader(feed, delimiter=delimiter, strict=True)
        while True:
            line, self._broken, self._record_size = self._line + 1, "", 0
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield RejectedRow(line, _csv_reason(error))
                continue
            except _RecordTooLong:
                yield RejectedRow(line, "A quoted field that begins here does not end.")
                # A generator that has raised is over: go on with a new one.
                reader = csv.reader(self._csv_feed(), delimiter=delimiter, strict=True)
                continue
            if self._broken:
                yield RejectedRow(line, self._broken)
            elif not any(fields):
                continue
            elif len(fields) < len(names) or any(fields[len(names) :]):
                yield RejectedRow(line, _count_reason(len(fields), len(names), self._ended))
            else:
                value = {name: field for name, field in zip(names, fields, strict=False) if name}
                yield Row(line, value, self._record_size)


def _split(header: str, mark: str) -> list[str]:
    """The fields of a header; none where it is no CSV: a lone carriage return, a huge field."""
    try:
        return next(csv.reader([header], delimiter=mark), [])
    except csv.Error:
        return []


def _too_long(size: int) -> str:
    return f"The line has {size / (1 << 20):.1f} MiB; at most {LONGEST >> 20} MiB are read."


def _json_reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"The line is not valid JSON ({error.msg}, character {error.pos + 1})."
    if isinstance(error, RecursionError):
        return "The line is JSON that is nested too deeply."
    return "The line is JSON with a number that is too long."


def _csv_reason(error: csv.Error) -> str:
    if "unexpected end of data" in str(error):
        return "A quoted field that begins in this row never ends; nothing after it was read."
    return f"The row is not valid CSV ({error}); a quote inside a field must be doubled."


def _count_reason(found: int, expected: int, last: bool) -> str:
    cut = "; the file may end in the middle of it" if last and found < expected else ""
    return f"The row has {found} fields where the header has {expected}{cut}."
