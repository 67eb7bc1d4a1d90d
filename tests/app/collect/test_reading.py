"""Rows come one at a time, in bounded memory, and a bad one never costs the others."""

from __future__ import annotations

import codecs
import contextlib
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.collect import reading, sniff
from app.collect.reading import LONGEST, Row
from app.collect.records import RejectedRow
from app.errors import InputError

Items = list[Row | RejectedRow]


def read(path: Path) -> Items:
    job = sniff.survey(path)
    while True:
        try:
            next(job)
        except StopIteration as stop:
            source = stop.value
            break
    with reading.opened(source) as reader:
        items = [item for item in reader.rows() if item is not None]
        assert reader.position() <= source.size
    return items


def read_bytes(tmp_path: Path, data: bytes, name: str = "rows.jsonl") -> Items:
    path = tmp_path / name
    path.write_bytes(data)
    return read(path)


def values(items: Items) -> list[Any]:
    return [item.value for item in items if isinstance(item, Row)]


def rejected(items: Items) -> list[RejectedRow]:
    return [item for item in items if isinstance(item, RejectedRow)]


ROWS = [{"prompt": "Größe?"}, {"prompt": "a\nb"}, {"prompt": "日本"}]
JSONL = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)


@pytest.mark.parametrize(
    "data",
    [
        JSONL.encode(),
        JSONL.encode("utf-8-sig"),
        JSONL.encode("utf-16"),
        JSONL.encode("utf-16-le"),
        JSONL.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + JSONL.encode("utf-16-be"),
        JSONL.encode("utf-32"),
        JSONL.replace("\n", "\r\n").encode(),
        JSONL.replace("\n", "\r").encode(),
        JSONL.rstrip("\n").encode(),
        JSONL.replace("\n", "\n\n  \n").encode(),
        json.dumps(ROWS).encode(),
        json.dumps(ROWS, indent=2, ensure_ascii=False).encode("utf-16"),
        "\n".join(json.dumps(row, indent=1) for row in ROWS).encode(),
    ],
)
def test_the_same_rows_in_every_wrapping(tmp_path: Path, data: bytes) -> None:
    items = read_bytes(tmp_path, data, "rows.json")
    assert values(items) == ROWS
    assert not rejected(items)


def test_latin_1(tmp_path: Path) -> None:
    data = '{"prompt": "Größe des Cafés"}\n'.encode("latin-1")
    assert values(read_bytes(tmp_path, data)) == [{"prompt": "Größe des Cafés"}]


@pytest.mark.parametrize(
    ("middle", "words"),
    [
        (b'{"prompt": "a\0b"}', "NUL"),
        (b'{"prompt": "\xff\xfe"}', "utf-8"),
        (b'{"prompt": ', "not valid JSON"),
        (b'{"prompt": "x"},', "not valid JSON"),
        (b"[" * 100_000, "nested"),
        (b'{"n": ' + b"9" * 5000 + b"}", "number"),
        (b"\0" * 3000, "NUL"),
    ],
)
def test_one_bad_row_is_rejected_and_the_rest_is_kept(
    tmp_path: Path, middle: bytes, words: str
) -> None:
    good = '{"prompt": "Größe"}\n'.encode()
    items = read_bytes(tmp_path, good * 2 + middle + b"\n" + good)
    assert len(values(items)) == 3
    (bad,) = rejected(items)
    assert bad.line == 3
    assert words in bad.reason


def test_truncated_last_line(tmp_path: Path) -> None:
    items = read_bytes(tmp_path, b'{"prompt": "one"}\n{"prompt": "tw')
    assert len(values(items)) == 1
    assert "ends in the middle" in rejected(items)[0].reason
    cut = read_bytes(tmp_path, JSONL.encode("utf-16")[:-21])
    assert values(cut) == ROWS[:2]
    assert len(rejected(cut)) == 1


@pytest.mark.parametrize(
    ("text", "kept", "words"),
    [
        ('[{"a": 1}, {"a": 2}, {"a"', 2, "middle of this row"),
        ('[{"a": 1}, {"a": 2}', 2, "before its list is closed"),
        ('[{"a": 1}, {"a": 2}] {"a": 3}', 2, "more after the end"),
        ('[{"a": 1}, {"a" 2}, {"a": 3}]', 1, "not valid JSON"),
        ("[" * 100_000, 0, "not valid JSON"),
    ],
)
def test_broken_arrays_keep_what_came_before(
    tmp_path: Path, text: str, kept: int, words: str
) -> None:
    items = read_bytes(tmp_path, text.encode(), "rows.json")
    assert len(values(items)) == kept
    assert words in rejected(items)[0].reason


def test_an_array_longer_than_a_chunk(tmp_path: Path) -> None:
    rows = [{"prompt": f"{number} " + "ü" * 700} for number in range(1500)]
    rows[700] = {"prompt": "x" * 3_000_000}
    text = json.dumps(rows, ensure_ascii=False)
    items = read_bytes(tmp_path, text.encode(), "rows.json")
    assert values(items) == rows
    assert [item.line for item in items] == list(range(1, 1501))


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.csv"])
def test_a_line_of_50_mb_is_skipped_in_bounded_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    piece = b'say ""x"" ' * 100_000
    with path.open("wb") as stream:
        stream.write(
            b'{"prompt": "one"}\n{"prompt": "' if name != "rows.csv" else b'prompt\none\n"'
        )
        for _ in range(50):
            stream.write(piece)
        stream.write(b'"}\n{"prompt": "two"}\n' if name != "rows.csv" else b'"\ntwo\n')
    tracemalloc.start()
    try:
        items = read(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert values(items) == [{"prompt": "one"}, {"prompt": "two"}]
    assert "MiB" in rejected(items)[0].reason
    assert peak < 3 * LONGEST


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_dialects(tmp_path: Path, mark: str) -> None:
    header, quoted = f"prompt{mark}response", f'"a{mark} ""b""\nc"{mark}Acme'
    text = "\r\n".join([header, quoted, mark, f"Größe{mark}Ltd{mark}", ""])
    items = read_bytes(tmp_path, text.encode("utf-8-sig"), "rows.csv")
    assert items == [
        Row(2, {"prompt": f'a{mark} "b"\nc', "response": "Acme"}, items[0].size),  # type: ignore[union-attr]
        Row(5, {"prompt": "Größe", "response": "Ltd"}, items[1].size),  # type: ignore[union-attr]
    ]


def test_csv_from_excel_names_its_delimiter(tmp_path: Path) -> None:
    data = "sep=|\nprompt|response\na,b|c;d\n".encode("utf-16")
    assert values(read_bytes(tmp_path, data, "rows.csv")) == [{"prompt": "a,b", "response": "c;d"}]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a,b,c", "3 fields where the header has 2"),
        ("a", "1 fields where the header has 2"),
        ('"a "b"",c', "not valid CSV"),
        ("a\0,c", "NUL"),
    ],
)
def test_bad_csv_rows(tmp_path: Path, line: str, words: str) -> None:
    text = f"prompt,response\nx,y\n{line}\nz,w\n"
    items = read_bytes(tmp_path, text.encode(), "rows.csv")
    assert [row["prompt"] for row in values(items)] == ["x", "z"]
    assert words in rejected(items)[0].reason
    assert rejected(items)[0].line == 3


def test_csv_quote_that_never_closes(tmp_path: Path) -> None:
    items = read_bytes(tmp_path, b'prompt,response\nx,y\n"z,w\nu,v\n', "rows.csv")
    assert len(values(items)) == 1
    assert rejected(items)[0].line == 3
    assert "never ends" in rejected(items)[0].reason


def test_csv_quote_that_swallows_more_than_a_row_may_hold(tmp_path: Path) -> None:
    line = b"x" * 1023 + b"\n"
    data = b'prompt\none\n"' + line * ((LONGEST >> 10) + 2) + b"two\n"
    items = read_bytes(tmp_path, data, "rows.csv")
    assert {"prompt": "one"} in values(items)
    assert {"prompt": "two"} in values(items)
    assert "does not end" in rejected(items)[0].reason


@pytest.mark.parametrize(
    "text",
    ["a,a\n1,2\n", "\n,,\n", "a\0b,c\n\n1", "a\rb,c\n1,2\n", "x" * 200_000 + "\n1\n", "x" * 70_000],
)
def test_headers_that_cannot_be_used(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(tmp_path, text.encode(), "rows.csv")
    assert caught.value.hint
    assert len(caught.value.message) < 200


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200),
    st.sampled_from(["rows.csv", "rows.jsonl", "rows.json"]),
    st.sampled_from([b"", b"prompt,response\n", b'{"prompt": "x"}\n', b"[", codecs.BOM_UTF16_LE]),
)
def test_no_bytes_raise_anything_but_advice(
    tmp_path: Path, data: bytes, name: str, start: bytes
) -> None:
    with contextlib.suppress(InputError):
        read_bytes(tmp_path, start + data, name)
