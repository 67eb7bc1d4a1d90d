"""Read and check a GGUF file in pure Python, before anything native opens it.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. A damaged file can make
llama.cpp abort(); here every length is checked against what the file can hold.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from app.errors import ModelError

_SCALARS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
_STRING, _ARRAY = 8, 9
# Bytes and elements of one block, by tensor type; from ggml's type table.
BLOCKS: dict[int, tuple[str, int, int]] = {
    0: ("F32", 1, 4), 1: ("F16", 1, 2), 2: ("Q4_0", 32, 18), 3: ("Q4_1", 32, 20),
    6: ("Q5_0", 32, 22), 7: ("Q5_1", 32, 24), 8: ("Q8_0", 32, 34), 9: ("Q8_1", 32, 36),
    10: ("Q2_K", 256, 84), 11: ("Q3_K", 256, 110), 12: ("Q4_K", 256, 144),
    13: ("Q5_K", 256, 176), 14: ("Q6_K", 256, 210), 15: ("Q8_K", 256, 292),
    16: ("IQ2_XXS", 256, 66), 17: ("IQ2_XS", 256, 74), 18: ("IQ3_XXS", 256, 98),
    19: ("IQ1_S", 256, 50), 20: ("IQ4_NL", 32, 18), 21: ("IQ3_S", 256, 110),
    22: ("IQ2_S", 256, 82), 23: ("IQ4_XS", 256, 136), 24: ("I8", 1, 1), 25: ("I16", 1, 2),
    26: ("I32", 1, 4), 27: ("I64", 1, 8), 28: ("F64", 1, 8), 29: ("IQ1_M", 256, 56),
    30: ("BF16", 1, 2), 34: ("TQ1_0", 256, 54), 35: ("TQ2_0", 256, 66), 39: ("MXFP4", 32, 17),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TensorInfo:
    """One tensor: its shape in ggml order (fastest first), type name and size in bytes."""

    name: str
    shape: tuple[int, ...]
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class GgufInfo:
    """The header of a checked GGUF file."""

    metadata: dict[str, Any]
    tensors: tuple[TensorInfo, ...]

    @property
    def architecture(self) -> str:
        """The model family as llama.cpp names it."""
        return str(self.metadata.get("general.architecture", ""))

    @property
    def types(self) -> dict[str, int]:
        """How many tensors have each type: what the file really holds."""
        found: dict[str, int] = {}
        for tensor in self.tensors:
            found[tensor.type] = found.get(tensor.type, 0) + 1
        return found

    @property
    def chat_template(self) -> str | None:
        """The template in the file, when it brings one."""
        value = self.metadata.get("tokenizer.chat_template")
        return value if isinstance(value, str) and value else None


class _Reader:
    def __init__(self, stream: BinaryIO, size: int) -> None:
        self.stream = stream
        self.size = size

    def take(self, count: int) -> bytes:
        if count > self.size - self.stream.tell():
            raise ValueError("a length in it points past its end")
        return self.stream.read(count)

    def scalar(self, code: str) -> Any:
        size = struct.calcsize("<" + code)
        return struct.unpack("<" + code, self.take(size))[0]

    def string(self) -> str:
        return self.take(self.scalar("Q")).decode("utf-8", "replace")

    def value(self, kind: int, depth: int = 0) -> Any:
        if kind in _SCALARS:
            return self.scalar(_SCALARS[kind])
        if kind == _STRING:
            return self.string()
        if kind != _ARRAY or depth > 3:
            raise ValueError(f"it holds a value of the unknown type {kind}")
        inner, count = self.scalar("I"), self.scalar("Q")
        if inner in _SCALARS:
            code = _SCALARS[inner]
            return list(
                struct.unpack(f"<{count}{code}", self.take(struct.calcsize("<" + code) * count))
            )
        if count > self.size:
            raise ValueError("an array in it is longer than the file")
        return [self.value(inner, depth + 1) for _ in range(count)]


def read(path: Path) -> GgufInfo:
    """Check a GGUF file and return its header.

    Raises ModelError when the file is no GGUF, is cut short, or contradicts itself.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            return _read(_Reader(stream, size))
    except IsADirectoryError:
        raise ModelError(
            f"This is a folder, not a GGUF file: {path}", "Name a .gguf file."
        ) from None
    except (ValueError, struct.error, MemoryError, OverflowError) as error:
        raise ModelError(
            f"{path.name} is not a usable GGUF file: {error}.",
            "Copy or download the file again and compare its size and sha256 with the source.",
        ) from error


def _read(reader: _Reader) -> GgufInfo:
    if reader.size < 24 or reader.take(4) != b"GGUF":
        raise ValueError("it does not begin like one")
    version = reader.scalar("I")
    if version not in (2, 3):
        raise ValueError(f"its version {version} is unknown")
    tensor_count, value_count = reader.scalar("Q"), reader.scalar("Q")
    if tensor_count > reader.size // 24 or value_count > reader.size // 12:
        raise ValueError("its header promises more than the file holds")
    metadata: dict[str, Any] = {}
    for _ in range(value_count):
        key = reader.string()
        metadata[key] = reader.value(reader.scalar("I"))
    tensors, end, names = [], 0, set()
    for _ in range(tensor_count):
        tensor, offset = _tensor(reader)
        if tensor.name in names:
            raise ValueError(f"the tensor {tensor.name!r} is there twice")
        names.add(tensor.name)
        tensors.append(tensor)
        end = max(end, offset + tensor.size)
    alignment = metadata.get("general.alignment", 32)
    if not isinstance(alignment, int) or not 0 < alignment <= 1 << 20:
        raise ValueError("its alignment is not a number that can be")
    start = -(-reader.stream.tell() // alignment) * alignment
    if start + end > reader.size:
        missing = start + end - reader.size
        raise ValueError(f"it is cut short: {missing:,} bytes of tensors are missing")
    if not isinstance(metadata.get("general.architecture"), str) or not tensors:
        raise ValueError("it holds no model")
    return GgufInfo(metadata, tuple(tensors))


def _tensor(reader: _Reader) -> tuple[TensorInfo, int]:
    name = reader.string()
    dimensions = reader.scalar("I")
    if not 1 <= dimensions <= 4:
        raise ValueError(f"the tensor {name!r} has {dimensions} dimensions")
    shape = tuple(reader.scalar("Q") for _ in range(dimensions))
    kind, offset = reader.scalar("I"), reader.scalar("Q")
    if kind not in BLOCKS:
        raise ValueError(f"the tensor {name!r} has the unknown type {kind}")
    label, block, block_bytes = BLOCKS[kind]
    elements = 1
    for length in shape:
        elements *= length
    if shape[0] % block or elements > reader.size * 256:
        raise ValueError(f"the tensor {name!r} has a shape that cannot be")
    return TensorInfo(name, shape, label, elements // block * block_bytes), offset
