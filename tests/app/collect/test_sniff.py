"""A file's kind, encoding and form are told from its bytes; what is no text is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.collect import sniff
from app.collect.sniff import Form, Source
from app.errors import InputError
from app.files import sha256_file


def survey(path: Path) -> Source:
    job = sniff.survey(path)
    while True:
        try:
            next(job)
        except StopIteration as stop:
            found: Source = stop.value
            return found


LINE = '{"prompt": "Größe des Cafés – 10 €"}\n'


@pytest.mark.parametrize(
    ("data", "encoding", "guessed"),
    [
        (b'{"prompt": "plain"}\n', "utf-8", False),
        (LINE.encode(), "utf-8", False),
        (LINE.encode("utf-8-sig"), "utf-8", False),
        (LINE.encode("utf-16"), "utf-16-le", False),
        (b"\xfe\xff" + LINE.encode("utf-16-be"), "utf-16-be", False),
        (LINE.encode("utf-16-le"), "utf-16-le", True),
        (LINE.encode("utf-16-be"), "utf-16-be", True),
        (
            ('{"prompt": "' + "質問に答えて" * 90 + '"}\n').encode("utf-16-be") * 3,
            "utf-16-be",
            True,
        ),
        (b'{"prompt": "a\0b\0c"}\n', "utf-8", False),
        (LINE.encode("utf-32"), "utf-32-le", False),
        (LINE.encode("cp1252"), "cp1252", True),
        ('{"prompt": "Où êtes-vous allé cet été ?"}\n'.encode("latin-1") * 30, "cp1252", True),
        (b'{"prompt": "\x81\xe9"}\n', "latin-1", True),
        ('{"prompt": "Привет, как дела? Напишите ответ."}\n'.encode("cp1251") * 20, "cp1251", True),
        (LINE.encode() * 5 + b'{"prompt": "\xff"}\n', "utf-8", False),  # one broken row
        (LINE.encode() + b'{"prompt": "caf\xc3', "utf-8", False),  # cut in a character
    ],
)
def test_encoding(tmp_path: Path, data: bytes, encoding: str, guessed: bool) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(data)
    found = survey(path)
    assert (found.encoding, found.guessed) == (encoding, guessed)
    assert found.form is Form.LINES
    assert found.sha256 == sha256_file(path)
    assert found.size == len(data)
    assert found.encoding_label.endswith("(guessed)") is guessed


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.jsonl", '{"prompt": 1}\n', Form.LINES),
        ("a.csv", '\n {"prompt": 1}\n', Form.LINES),
        ("a.json", '[{"prompt": 1}]', Form.VALUES),
        ("a.json", '{\n  "prompt": 1\n}', Form.VALUES),
        ("a.jsonl", '[{"role": 1}]\n[{"role": 1}]\n', Form.LINES),
        ("a.jsonl", "[1,\n2]", Form.VALUES),
        ("a.csv", "prompt,response\na,b\n", Form.CSV),
        ("a.txt", "prompt;response\na;b\n", Form.CSV),
        ("a.jsonl", 'ompt": "cut"}\n', Form.LINES),
    ],
)
def test_form(tmp_path: Path, name: str, text: str, form: Form) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert survey(path).form is form


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\0" * 5000, "empty"),
        (b"\x1f\x8b\x08\0rest", "gzip"),
        (b"PK\x03\x04\x14\0" + b"\0" * 20 + b"a.txt", "ZIP"),
        (b"PK\x03\x04\x14\0[Content_Types].xml xl/workbook.xml", "Excel"),
        (b"PAR1\x15\x04", "Parquet"),
        (b"SQLite format 3\0\x10\0", "SQLite"),
        (b"%PDF-1.7\n", "PDF"),
        (b"GGUF\x03\0\0\0", "GGUF"),
        (b"<!DOCTYPE html><html>", "web page"),
        (bytes(range(256)) * 20, "binary"),
        (os.urandom(4096).replace(b"PK", b"xx"), "binary"),
    ],
)
def test_refused(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "prompts.csv"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        survey(path)
    assert words in caught.value.message
    assert "prompts.csv" in caught.value.message
    assert caught.value.hint


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        survey(tmp_path / "absent.csv")
    with pytest.raises(InputError, match="folder"):
        survey(tmp_path)
    with pytest.raises(InputError, match="cannot be opened"):
        survey(tmp_path / ("x" * 500))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="ordinary file"):
        survey(tmp_path / "pipe")
