"""The export job: every file whole or absent, made once, with what is really inside."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from app.errors import InputError, ModelError, WorkspaceError, explain
from app.export import convert, gguf
from app.export.gguf import GgufExport, export
from app.files import STAGING
from app.job import Job, Progress, run
from app.models import gguf_file
from app.models.trained import TrainedStudent

PROVENANCE = {"run": "tiny-run", "dataset": "ab" * 32}
QUANTS = ["F16", "Q8_0", "Q4_K_M"]


def start(
    student: TrainedStudent, folder: Path, quants: list[str] | None = None, **changes: str
) -> Job[list[GgufExport]]:
    return export(student, folder, "s", QUANTS if quants is None else quants, PROVENANCE | changes)


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def settled(folder: Path) -> list[str]:
    """What lies in the folder once a thread that was left to itself has had its time."""
    time.sleep(1.0)
    return sorted(path.name for path in folder.rglob("*"))


@pytest.fixture(scope="module")
def exported(
    tiny_student: TrainedStudent, tmp_path_factory: pytest.TempPathFactory
) -> list[GgufExport]:
    """The tiny student in three quants."""
    return run(start(tiny_student, tmp_path_factory.mktemp("exported")))


def test_the_files_are_what_the_export_says(exported: list[GgufExport]) -> None:
    assert [item.quant for item in exported] == QUANTS
    for item in exported:
        assert item.path.name == f"s-{item.quant}.gguf"
        assert item.size == item.path.stat().st_size
        assert item.sha256 == hashlib.sha256(item.path.read_bytes()).hexdigest()
        info = gguf_file.read(item.path)
        assert item.types == info.types
        assert info.metadata["stillroom.run"] == "tiny-run", "a quant keeps its provenance"
        assert item.as_json()["types"] == info.types
        assert item.as_json()["path"] == str(item.path)
    sizes = [item.size for item in exported]
    assert sizes[0] > sizes[1] > sizes[2] * 0.9


def test_the_types_are_the_real_ones(exported: list[GgufExport]) -> None:
    f16, q8, q4 = (item.types for item in exported)
    assert set(f16) == {"F16", "F32"}
    assert set(q8) == {"Q8_0", "F32"}
    assert sum(f16.values()) == sum(q8.values()) == sum(q4.values())
    # No row of the tiny model has 256 weights, so none can be a K-quant: they fall back.
    assert not any(kind.endswith("_K") for kind in q4)
    assert {"Q5_0", "Q8_0"} & set(q4)


def test_rows_of_256_are_k_quants(tmp_path: Path) -> None:
    from tests import tiny

    wide = tiny.model_folder(tmp_path / "wide", layers=1, hidden=256)
    found = run(start(TrainedStudent(wide), tmp_path / "out", ["Q4_K_M"]))
    assert found[1].types.get("Q4_K", 0) > 0


def test_called_again_it_writes_nothing(
    tiny_student: TrainedStudent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(start(tiny_student, tmp_path))
    before = times(tmp_path)
    monkeypatch.setattr(convert, "write_f16", None)
    monkeypatch.setattr(gguf, "quantize", None)
    assert run(start(tiny_student, tmp_path)) == first
    assert times(tmp_path) == before


def test_f16_comes_along_and_a_quant_counts_once(
    tiny_student: TrainedStudent, tmp_path: Path
) -> None:
    found = run(start(tiny_student, tmp_path, ["Q8_0", "Q8_0"]))
    assert [item.quant for item in found] == ["F16", "Q8_0"]
    assert len(times(tmp_path)) == 2


@pytest.mark.parametrize("quant", QUANTS)
def test_a_cut_file_is_written_anew(
    quant: str, tiny_student: TrainedStudent, tmp_path: Path
) -> None:
    first = run(start(tiny_student, tmp_path))
    before = times(tmp_path)
    path = tmp_path / f"s-{quant}.gguf"
    os.truncate(path, path.stat().st_size // 2)
    assert run(start(tiny_student, tmp_path)) == first
    changed = {name for name, when in times(tmp_path).items() if before[name] != when}
    assert changed == {path.name}


def test_other_provenance_is_another_file(tiny_student: TrainedStudent, tmp_path: Path) -> None:
    first = run(start(tiny_student, tmp_path))
    second = run(start(tiny_student, tmp_path, dataset="cd" * 32))
    assert all(old.sha256 != new.sha256 for old, new in zip(first, second, strict=True))
    for quant in QUANTS:
        metadata = gguf_file.read(tmp_path / f"s-{quant}.gguf").metadata
        assert metadata["stillroom.dataset"] == "cd" * 32


def test_an_unknown_quant_is_refused_before_anything_is_written(
    tiny_student: TrainedStudent, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="no quant 'Q3_X'") as caught:
        run(start(tiny_student, tmp_path / "out", ["Q8_0", "Q3_X"]))
    assert "Q4_K_M" in caught.value.hint
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("message", ["Writing F16", "Writing Q8_0", "F16 written"])
def test_closed_half_way_it_leaves_whole_files_only(
    message: str, tiny_student: TrainedStudent, tmp_path: Path, exported: list[GgufExport]
) -> None:
    job = start(tiny_student, tmp_path)
    report = next(report for report in job if report.message.startswith(message))
    assert isinstance(report, Progress)
    job.close()
    expected = [] if message == "Writing F16" else ["s-F16.gguf"]
    assert settled(tmp_path) == expected
    found = run(start(tiny_student, tmp_path))
    assert [item.sha256 for item in found] == [item.sha256 for item in exported]
    assert sorted(times(tmp_path)) == [f"s-{quant}.gguf" for quant in sorted(QUANTS)]


def test_what_a_killed_export_left_is_removed(tiny_student: TrainedStudent, tmp_path: Path) -> None:
    run(start(tiny_student, tmp_path, ["F16"]))
    left = tmp_path / f"s-F16.gguf.abc{STAGING}"
    left.mkdir()
    (left / "s-F16.gguf").write_bytes(b"GGUF")
    run(start(tiny_student, tmp_path, ["F16"]))
    assert sorted(times(tmp_path)) == ["s-F16.gguf"]


def test_a_failure_leaves_nothing(
    tiny_student: TrainedStudent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_source: Path, target: Path, _quant: str) -> None:
        target.write_bytes(b"GGUF half a file")

    monkeypatch.setattr(gguf, "quantize", broken)
    with pytest.raises(ModelError, match="not a usable GGUF"):
        run(start(tiny_student, tmp_path))
    assert sorted(times(tmp_path)) == ["s-F16.gguf"]


def test_a_quantizer_that_fails_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.gguf").write_bytes(b"no model")
    with pytest.raises(ModelError, match=r"could not write Q8_0 from a\.gguf"):
        gguf.quantize(tmp_path / "a.gguf", tmp_path / "b.gguf", "Q8_0")


def test_a_full_disk_is_said_so_and_leaves_whole_files_only(
    tiny_student: TrainedStudent, small_disk: Path, exported: list[GgufExport]
) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(727_000))
    with pytest.raises(OSError, match="space left") as caught:
        run(start(tiny_student, small_disk / "out", ["Q8_0"]))
    assert isinstance(explain(caught.value), WorkspaceError)
    assert settled(small_disk / "out") == []
    ballast.write_bytes(bytes(477_000))
    with pytest.raises(ModelError, match="could not write Q8_0") as refused:
        run(start(tiny_student, small_disk / "out", ["Q8_0"]))
    assert "disk space" in refused.value.hint
    assert settled(small_disk / "out") == ["s-F16.gguf"]
    ballast.unlink()
    found = run(start(tiny_student, small_disk / "out", ["Q8_0"]))
    assert [item.sha256 for item in found] == [item.sha256 for item in exported[:2]]
