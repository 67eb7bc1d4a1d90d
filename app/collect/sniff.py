"""What a file is before it is read: its kind, encoding, form and hash, in one pass."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import json
import stat
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from app.errors import InputError

GUESSED = " (guessed)"
_CHUNK = 1 << 20
_HEAD = 1 << 16
_SAMPLE = 1 << 16  # bytes of non-ASCII lines on which an encoding is guessed
_AS_TEXT = "Export it as CSV (UTF-8) or JSON Lines and import that."

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\x1f\x8b", "a gzip archive", "Unpack it first (gunzip) and import what is inside."),
    (b"BZh", "a bzip2 archive", "Unpack it first (bunzip2) and import what is inside."),
    (b"\xfd7zXZ\0", "an xz archive", "Unpack it first (unxz) and import what is inside."),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "Unpack it first (unzstd) and import what is inside."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first and import what is inside."),
    (b"PAR1", "a Parquet file", _AS_TEXT),
    (b"ARROW1", "an Arrow file", _AS_TEXT),
    (b"SQLite format 3\0", "an SQLite database", _AS_TEXT),
    (b"%PDF-", "a PDF", "Copy the prompts into a CSV or JSON Lines file and import that."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.xls or .doc)", _AS_TEXT),
    (b"GGUF", "a GGUF model", "Name a file with prompts; models are imported with `models`."),
    (b"\x89PNG", "a picture", "Name a file with prompts as text."),
    (b"\xff\xd8\xff", "a picture", "Name a file with prompts as text."),
    (b"\x7fELF", "a program", "Name a file with prompts as text."),
)
_BOMS = (  # UTF-32 before UTF-16: the little-endian marks begin alike
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_ASCII = bytes(range(128, 256))
_TELLING = 24  # fewer bytes beyond ASCII tell nothing about the script
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\b\x1b\0"))


class Form(StrEnum):
    """How rows lie in a file."""

    LINES = "json-lines"
    VALUES = "json-array"  # also objects spread over several lines
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that looks usable. ``skip`` bytes of byte-order mark come before its text."""

    path: Path
    size: int
    sha256: str
    encoding: str
    guessed: bool
    skip: int
    form: Form
    old_mac: bool  # lines end with a carriage return alone

    @property
    def encoding_label(self) -> str:
        """The encoding as the report names it."""
        return self.encoding + GUESSED if self.guessed else self.encoding


@contextlib.contextmanager
def open_binary(path: Path, buffering: int = -1) -> Iterator[BinaryIO]:
    """Open a regular file to read; InputError with advice where that is impossible."""
    try:
        # Looked at before it is opened: opening a pipe would wait for its writer forever.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise InputError(f"This is a folder, not a file: {path}", "Name the files inside it.")
        if not stat.S_ISREG(mode):
            raise InputError(
                f"This is not an ordinary file: {path}", "Save its content to a file first."
            )
        stream = path.open("rb", buffering=buffering)
    except FileNotFoundError:
        raise InputError(
            f"There is no such file: {path}", "Check the path and its spelling."
        ) from None
    except PermissionError:
        raise InputError(
            f"You may not read this file: {path}", "Ask for read access, or copy it."
        ) from None
    except (OSError, ValueError) as error:  # a name too long, or with a NUL in it
        raise InputError(f"This file cannot be opened: {path} ({error})", "Check it.") from None
    with stream:
        yield stream


def survey(path: Path) -> Generator[int, None, Source]:
    """Read a file once: yields bytes read, returns what it is. InputError when it is no text."""
    digest = hashlib.sha256()
    check = codecs.getincrementaldecoder("utf-8")()
    head, done = b"", 0
    valid = True
    blank, feeds, returns = True, False, False
    with open_binary(path) as stream:
        while chunk := stream.read(_CHUNK):
            if not done:
                head = chunk[:_HEAD]
                _refuse_binary(path, head)
            done += len(chunk)
            digest.update(chunk)
            blank = blank and not chunk.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe")
            feeds = feeds or b"\n" in chunk
            returns = returns or b"\r" in chunk
            if valid and not (chunk.isascii() and not check.getstate()[0]):
                try:
                    check.decode(chunk)  # a character cut at the end of the file is one bad row
                except UnicodeDecodeError:
                    valid = False
            yield done
    if blank:
        raise InputError(
            f"{path.name} is empty{'' if not done else ': it has only blanks or NUL bytes'}.",
            "Check that it was saved or copied completely.",
        )
    encoding, guessed, skip = _encoding(path, head, valid)
    text = head[skip:].decode(encoding, "replace")
    return Source(
        path,
        done,
        digest.hexdigest(),
        encoding,
        guessed,
        skip,
        _form(path, text),
        returns and not feeds,
    )


def _refuse_binary(path: Path, head: bytes) -> None:
    what = hint = ""
    if head.startswith(b"PK\x03\x04"):
        office = b"xl/" in head or b"[Content_Types].xml" in head
        what = "an Excel workbook or another Office document" if office else "a ZIP archive"
        hint = _AS_TEXT if office else "Unpack it first and import what is inside."
    for magic, name, advice in _MAGIC:
        if head.startswith(magic):
            what, hint = name, advice
    if head[:200].lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        what, hint = "a web page or XML", "Download the file itself, as CSV or JSON Lines."
    if not what and not head.startswith(tuple(mark for mark, _ in _BOMS)):
        control = len(head) - len(head.translate(None, _CONTROL))
        if control > max(32, len(head) // 20):
            what, hint = "a binary file, not text", _AS_TEXT
    if what:
        raise InputError(f"{path.name} is not a text file: it looks like {what}.", hint)


def _encoding(path: Path, head: bytes, valid_utf8: bool) -> tuple[str, bool, int]:
    """The encoding, whether it is a guess, and the length of the byte-order mark."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, False, len(mark)
    wide = _wide(head, valid_utf8)
    if wide:
        return wide, True, 0
    if valid_utf8:
        return "utf-8", False, 0
    return *_legacy(path), 0


def _wide(head: bytes, valid_utf8: bool) -> str:
    """UTF-16 without a mark shows as NULs in every other byte: markup and Latin text are ASCII."""
    pairs = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    # Little of a Chinese text is ASCII, but then it is no valid UTF-8 either.
    enough = pairs // 4 if valid_utf8 else 0
    if most < 4 or most < enough or least * 10 > most:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _legacy(path: Path) -> tuple[str, bool]:
    """Not all of it is UTF-8: a file of another encoding, or UTF-8 with a few broken rows?"""
    good, bad, kept = 0, 0, 0
    sample = []
    with open_binary(path) as stream:
        while kept < _SAMPLE and (line := stream.readline(_HEAD)):
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                good += 1
            except UnicodeDecodeError:
                bad += 1
                sample.append(line[: _SAMPLE - kept])
                kept += len(sample[-1])
    if good >= max(bad, 1):
        return "utf-8", False
    return _guess(b"".join(sample)), True


def _guess(sample: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8.

    charset-normalizer tells scripts apart well but not the Western encodings from the Central
    European ones, so its word counts only where the letters are not Latin.
    """
    from charset_normalizer import from_bytes

    telling = len(sample) - len(sample.translate(None, _NOT_ASCII))
    best = from_bytes(sample).best() if telling >= _TELLING else None
    if best is not None and best.encoding not in ("ascii", "utf_8"):
        letters = [char for char in str(best) if char.isalpha() and not char.isascii()]
        foreign = sum(ord(char) > 0x24F for char in letters)
        plain = bytes(range(32, 127)) + b"\n"
        keeps_ascii = plain.decode(best.encoding, "replace") == plain.decode("ascii")
        if letters and foreign * 2 > len(letters) and keeps_ascii:
            return codecs.lookup(best.encoding).name
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:  # bytes that cp1252 leaves undefined
        return "latin-1"
    return "cp1252"


def _form(path: Path, head: str) -> Form:
    start = head.lstrip("\ufeff \t\r\n")
    suffix = path.suffix.lower()
    first, _, rest = start.partition("\n")
    if start.startswith("["):
        if suffix in (".jsonl", ".ndjson") and rest.strip() and _is_json(first):
            return Form.LINES  # a list of turns on every line
        return Form.VALUES
    if start.startswith("{"):
        return Form.VALUES if first.strip() == "{" else Form.LINES
    return Form.LINES if suffix in (".jsonl", ".ndjson", ".json") else Form.CSV


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
