"""A GGUF's header is read, and a damaged file is refused, whatever the damage."""

from __future__ import annotations

import random
import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.errors import ModelError
from app.models import gguf_file
from app.models.gguf_file import GgufInfo, TensorInfo

MIB = 1 << 20


def string(text: str | bytes) -> bytes:
    data = text.encode() if isinstance(text, str) else text
    return struct.pack("<Q", len(data)) + data


def pair(key: str, kind: int, value: bytes) -> bytes:
    return string(key) + struct.pack("<I", kind) + value


def array(kind: int, count: int, values: bytes) -> bytes:
    return struct.pack("<IQ", kind, count) + values


ARCHITECTURE = pair("general.architecture", 8, string("llama"))


def tensor(name: str, shape: tuple[int, ...], kind: int = 0, offset: int = 0) -> bytes:
    head = string(name) + struct.pack(f"<I{len(shape)}Q", len(shape), *shape)
    return head + struct.pack("<IQ", kind, offset)


def file(
    *,
    values: tuple[bytes, ...] = (ARCHITECTURE,),
    tensors: tuple[bytes, ...] = (tensor("a", (4, 2)),),
    data: int = 32,
    version: int = 3,
    counts: tuple[int, int] | None = None,
) -> bytes:
    """A small file; ``data`` is how many bytes of tensors follow the header."""
    number = counts or (len(tensors), len(values))
    head = b"GGUF" + struct.pack("<IQQ", version, *number) + b"".join(values + tensors)
    return head + bytes(-len(head) % 32) + bytes(data)


def read(folder: Path, data: bytes) -> GgufInfo:
    path = folder / "model.gguf"
    path.write_bytes(data)
    return gguf_file.read(path)


def refusal(folder: Path, data: bytes) -> str:
    """Why the file is refused."""
    with pytest.raises(ModelError, match=r"model\.gguf is not a usable GGUF file") as caught:
        read(folder, data)
    assert caught.value.hint
    return caught.value.message


@pytest.fixture(scope="module")
def header(tiny_gguf: Path) -> int:
    """Where the tiny model's tensors begin: what the file has beyond their sizes."""
    info = gguf_file.read(tiny_gguf)
    return tiny_gguf.stat().st_size - sum(-(-item.size // 32) * 32 for item in info.tensors)


def test_the_facts_of_a_real_file(tiny_gguf: Path) -> None:
    info = gguf_file.read(tiny_gguf)
    assert info.architecture == "llama"
    assert info.metadata["llama.block_count"] == 4
    assert info.metadata["tokenizer.ggml.pre"] == "gpt-2"
    assert len(info.metadata["tokenizer.ggml.tokens"]) == 600
    assert info.chat_template is not None
    assert "<|im_start|>" in info.chat_template
    shapes = {item.name: item for item in info.tensors}
    assert shapes["token_embd.weight"] == TensorInfo(
        "token_embd.weight", (64, 600), "F16", 64 * 600 * 2
    )
    assert shapes["output_norm.weight"] == TensorInfo("output_norm.weight", (64,), "F32", 256)
    # 7 matrices a layer, embeddings and head; 2 norms a layer and the last.
    assert info.types == {"F16": 4 * 7 + 2, "F32": 4 * 2 + 1}


def test_every_kind_of_value(tmp_path: Path) -> None:
    kinds: dict[int, tuple[str, float]] = {
        0: ("B", 200),
        1: ("b", -3),
        2: ("H", 65535),
        3: ("h", -300),
        4: ("I", 1 << 31),
    }
    kinds |= {5: ("i", -70000), 6: ("f", 0.5), 7: ("?", True), 10: ("Q", 1 << 63)}
    kinds |= {11: ("q", -(1 << 40)), 12: ("d", 1e-300)}
    values = [pair(f"s{kind}", kind, struct.pack(f"<{c}", v)) for kind, (c, v) in kinds.items()]
    values += [
        pair(f"a{kind}", 9, array(kind, 2, struct.pack(f"<2{c}", v, v)))
        for kind, (c, v) in kinds.items()
    ]
    nested = array(9, 2, array(8, 1, string("ä")) + array(0, 0, b""))
    values += [pair("nested", 9, nested), pair("bytes", 8, string(b"\xff"))]
    info = read(tmp_path, file(values=(ARCHITECTURE, *values)))
    for kind, (_, value) in kinds.items():
        assert info.metadata[f"s{kind}"] == value
        assert info.metadata[f"a{kind}"] == [value, value]
    assert info.metadata["nested"] == [["ä"], []]
    assert info.metadata["bytes"] == "\ufffd"
    assert info.chat_template is None


def test_sizes_of_quantized_tensors(tmp_path: Path) -> None:
    tensors = (tensor("q8", (64, 3), kind=8), tensor("q4k", (256, 2), kind=12, offset=224))
    info = read(tmp_path, file(tensors=tensors, data=224 + 288))
    assert [(item.type, item.size) for item in info.tensors] == [("Q8_0", 204), ("Q4_K", 288)]
    assert "1 bytes of tensors are missing" in refusal(
        tmp_path, file(tensors=tensors, data=224 + 287)
    )


def test_a_file_cut_anywhere_is_refused(tiny_gguf: Path, tmp_path: Path, header: int) -> None:
    data = tiny_gguf.read_bytes()
    source = random.Random(0)
    cuts = {0, 3, 4, 8, 23, 24, 25, header - 1, header, len(data) - 1}
    cuts |= {source.randrange(header) for _ in range(40)}
    cuts |= {source.randrange(header, len(data)) for _ in range(20)}
    for cut in sorted(cuts):
        assert refusal(tmp_path, data[:cut]), cut


def test_flipped_bits_are_read_or_refused(tiny_gguf: Path, tmp_path: Path, header: int) -> None:
    data = tiny_gguf.read_bytes()
    source = random.Random(1)
    refused = 0
    for _ in range(300):
        broken = bytearray(data)
        # Half of them where lengths and counts are; the vocabulary is most of the header.
        for _ in range(source.choice((1, 1, 3))):
            at = source.randrange(source.choice((1200, header)))
            broken[at] ^= 1 << source.randrange(8)
        try:
            info = read(tmp_path, bytes(broken))
        except ModelError:
            refused += 1
        else:
            assert info.tensors
    assert 30 < refused < 300


def test_a_damaged_file_costs_no_memory(tiny_gguf: Path, tmp_path: Path, header: int) -> None:
    data = tiny_gguf.read_bytes()
    source = random.Random(2)
    tracemalloc.start()
    try:
        for _ in range(40):
            broken = bytearray(data)
            at = source.randrange(4, min(header, 3000))
            broken[at : at + 8] = struct.pack("<Q", source.choice((1 << 24, 1 << 40, 1 << 63)))
            path = tmp_path / "model.gguf"
            path.write_bytes(broken)
            try:
                gguf_file.read(path)
            except ModelError:
                continue
        assert tracemalloc.get_traced_memory()[1] < 50 * MIB
    finally:
        tracemalloc.stop()


HUGE = (1 << 32, 1 << 60, (1 << 64) - 1)


@pytest.mark.parametrize("count", HUGE)
@pytest.mark.parametrize(
    "make",
    [
        lambda count: file(counts=(count, 1)),
        lambda count: file(counts=(1, count)),
        lambda count: file(values=(struct.pack("<Q", count), ARCHITECTURE)),
        lambda count: file(values=(ARCHITECTURE, pair("s", 8, struct.pack("<Q", count)))),
        lambda count: file(values=(ARCHITECTURE, pair("a", 9, array(10, count, bytes(64))))),
        lambda count: file(values=(ARCHITECTURE, pair("a", 9, array(8, count, bytes(64))))),
        lambda count: file(values=(ARCHITECTURE, pair("a", 9, array(9, count, bytes(64))))),
        lambda count: file(tensors=(tensor("a", (count, 1)),)),
        lambda count: file(tensors=(tensor("a", (count, count, count, count)),)),
        lambda count: file(tensors=(tensor("a", (4,), offset=count),)),
    ],
    ids=["tensors", "values", "key", "text", "numbers", "texts", "arrays", "row", "all", "offset"],
)
def test_a_count_beyond_the_file_is_refused(
    make: Callable[[int], bytes], count: int, tmp_path: Path
) -> None:
    tracemalloc.start()
    try:
        refusal(tmp_path, make(count))
        assert tracemalloc.get_traced_memory()[1] < MIB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "does not begin like one"),
        (b"This is a text about models.\n" * 20, "does not begin like one"),
        (b"GGUF", "does not begin like one"),
        (file(version=1), "version 1 is unknown"),
        (file(version=99), "version 99 is unknown"),
        (file(values=(ARCHITECTURE, pair("x", 77, bytes(8)))), "unknown type 77"),
        (
            file(values=(ARCHITECTURE, pair("x", 9, array(9, 1, array(9, 1, array(9, 1, b"")))))),
            "unknown type|past its end",
        ),
        (file(values=(pair("general.architecture", 4, bytes(4)),)), "holds no model"),
        (file(values=()), "holds no model"),
        (file(tensors=(), data=64), "holds no model"),
        (file(tensors=(tensor("a", (4,), kind=4),)), "unknown type 4"),
        (file(tensors=(tensor("a", ()),)), "'a'"),
        (file(tensors=(tensor("a", (1, 1, 1, 1, 1)),)), "'a'"),
        (file(tensors=(tensor("a", (33,), kind=8),), data=4096), "shape that cannot be"),
        (file(tensors=(tensor("a", (4,)), tensor("a", (4,), offset=32)), data=64), "twice"),
        (file(values=(ARCHITECTURE, pair("general.alignment", 4, bytes(4)))), "alignment"),
        (file(values=(ARCHITECTURE, pair("general.alignment", 8, string("32")))), "alignment"),
    ],
)
def test_what_is_no_model_is_refused(data: bytes, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=complaint):
        read(tmp_path, data)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="This is a folder") as caught:
        gguf_file.read(tmp_path)
    assert ".gguf" in caught.value.hint


def test_alignment_moves_the_tensors(tmp_path: Path) -> None:
    wide: Any = pair("general.alignment", 4, struct.pack("<I", 4096))
    data = file(values=(ARCHITECTURE, wide))
    assert "cut short" in refusal(tmp_path, data)
    assert read(tmp_path, data + bytes(4096 + 32 - len(data))).tensors
