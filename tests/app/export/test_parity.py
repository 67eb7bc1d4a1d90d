"""The certificate: what is the same model holds, what is another one does not."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.domain import Example, Message, Role, Run, RunState, Split
from app.errors import InputError
from app.export import gguf, model_card, parity
from app.export.parity import KL_F16, TOP1_F16, Parity, QuantParity, check
from app.job import Progress, run
from app.models.chat_format import CHATML
from app.models.trained import TrainedStudent
from tests import tiny

RESPONSE = "clause_type: termination\nnotice_days: 30"


def examples(count: int = 4) -> list[Example]:
    return [
        Example(
            f"id-{number}",
            Split.TEST,
            (
                Message(Role.SYSTEM, "Read the clause."),
                Message(
                    Role.USER, f"Clause {number}: ends on 30 days' notice, naïvely <|im_end|>."
                ),
            ),
            RESPONSE,
        )
        for number in range(count)
    ]


def row(*values: float) -> Any:
    return np.array(values, dtype=np.float32)


def test_figures_by_hand() -> None:
    found = QuantParity()
    assert math.isnan(found.top1)
    assert math.isnan(found.mean_kl)
    half = math.log(0.5)
    found.add(row(half, half), row(half, half))
    assert (found.tokens, found.top1, found.mean_kl) == (1, 1.0, 0.0)
    # p = (1/2, 1/2), q = (1/5, 4/5): KL = ln(5/2)/2 + ln(5/8)/2; the first of a tie counts.
    found.add(row(half, half), row(math.log(0.2), math.log(0.8)))
    divergence = 0.5 * math.log(2.5) + 0.5 * math.log(0.625)
    assert found.worst_kl == pytest.approx(divergence, rel=1e-6)
    assert found.mean_kl == pytest.approx(divergence / 2, rel=1e-6)
    assert found.top1 == 0.5
    # A shift of all logits is the same distribution; large ones do not overflow.
    found.add(row(1000, 0, -1000), row(2000, 1000, 0))
    assert (found.tokens, found.same_choice) == (3, 2)
    assert found.mean_kl == pytest.approx(divergence / 3, rel=1e-6)
    assert found.as_json() == {
        "tokens": 3,
        "top1": 2 / 3,
        "mean_kl": pytest.approx(divergence / 3, rel=1e-6),
        "worst_kl": pytest.approx(divergence, rel=1e-6),
    }


def test_a_padded_head_is_compared_on_the_tokens_that_both_have() -> None:
    found = QuantParity()
    found.add(row(1, 2, 3, 90), row(1, 2, 3))
    assert (found.top1, found.mean_kl) == (1.0, 0.0)


def quant(top1: float, kl: float) -> QuantParity:
    return QuantParity(1000, round(1000 * top1), 1000 * kl, kl)


@pytest.mark.parametrize(
    ("certificate", "holds"),
    [
        (Parity(10, 10, 1, {"F16": quant(TOP1_F16, KL_F16)}), True),
        (Parity(10, 10, 1, {"F16": quant(1.0, 0), "Q4_K_M": quant(0.2, 5.0)}), True),
        (Parity(10, 10, 1, {"Q8_0": quant(0.9, 0.1)}), True),
        (Parity(10, 9, 1, {"F16": quant(1.0, 0)}), False),
        (Parity(10, 10, 1, {"F16": quant(TOP1_F16 - 0.001, 0)}), False),
        (Parity(10, 10, 1, {"F16": quant(1.0, KL_F16 * 1.01)}), False),
        (Parity(10, 10, 0, {"F16": QuantParity()}), False),
    ],
)
def test_what_a_certificate_needs_to_hold(certificate: Parity, holds: bool) -> None:
    assert certificate.holds is holds
    assert certificate.as_json()["holds"] is holds


def test_the_exported_student_is_the_one_that_was_trained(
    tiny_student: TrainedStudent, tmp_path: Path
) -> None:
    exported = run(gguf.export(tiny_student, tmp_path, "s", ["Q8_0", "Q4_K_M"], {}))
    job = check(tiny_student, {item.quant: item.path for item in exported}, examples())
    reports: list[Progress] = []
    found = run(job, reports.append)
    assert found.holds, found.as_json()
    assert found.strings == found.strings_equal > 3 * 480
    assert found.first_difference == ""
    assert found.examples == 4
    tokens = {item.tokens for item in found.quants.values()}
    assert len(tokens) == 1
    assert tokens.pop() % 4 == 0, "every example has the same response"
    f16, q8, q4 = (found.quants[name] for name in ("F16", "Q8_0", "Q4_K_M"))
    assert f16.mean_kl < q8.mean_kl < q4.mean_kl
    assert f16.top1 >= q8.top1 >= q4.top1 > 0.3
    assert sum("with torch" in report.message for report in reports) == 4 * 4
    assert reports[-1].done == reports[-1].total == 4
    json.dumps(found.as_json(), allow_nan=False)


def test_the_base_without_its_adapter_does_not_hold(
    tiny_student: TrainedStudent, tiny_gguf: Path
) -> None:
    found = run(check(tiny_student, {"F16": tiny_gguf}, examples(2)))
    assert found.strings == found.strings_equal, "the tokenizer is the same"
    assert found.quants["F16"].mean_kl > 0.1
    assert not found.holds


def test_other_weights_do_not_hold(tiny_model: Path, tmp_path: Path) -> None:
    other = tiny.gguf(tiny.model_folder(tmp_path / "other", seed=9), tmp_path / "other.gguf")
    found = run(check(TrainedStudent(tiny_model), {"F16": other}, examples(2)))
    assert found.strings == found.strings_equal
    assert found.quants["F16"].top1 < 0.5
    assert found.quants["F16"].mean_kl > 0.5
    assert not found.holds


@pytest.mark.parametrize("pre", ["llama-bpe", "qwen2"])
def test_another_pre_tokenizer_is_caught_by_the_tokens(
    pre: str, tiny_model: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "other"
    shutil.copytree(tiny_model, folder)
    (folder / "stillroom.json").write_text(json.dumps({"gguf_pre": pre}), "utf-8")
    other = tiny.gguf(folder, tmp_path / "other.gguf")
    found = run(check(TrainedStudent(tiny_model), {"F16": other}, examples(2)))
    assert 0 < found.strings_equal < found.strings
    assert found.first_difference.startswith("F16: ")
    assert found.quants["F16"].mean_kl < KL_F16, "the weights are the same"
    assert not found.holds


def test_another_vocabulary_is_caught_by_the_tokens(tiny_model: Path, tmp_path: Path) -> None:
    folder = tiny.model_folder(tmp_path / "other", vocabulary=700)
    found = run(
        check(TrainedStudent(tiny_model), {"F16": tiny.gguf(folder, tmp_path / "o.gguf")}, [])
    )
    assert found.strings_equal < found.strings
    assert not found.holds


def test_a_smaller_vocabulary_is_caught_by_the_tokens(tiny_model: Path, tmp_path: Path) -> None:
    folder = tiny.model_folder(tmp_path / "other", vocabulary=520)
    other = tiny.gguf(folder, tmp_path / "other.gguf")
    found = run(check(TrainedStudent(tiny_model), {"F16": other}, examples(2)))
    assert found.strings_equal < found.strings
    assert found.quants["F16"].tokens == 0, "it has no such tokens to compare"
    assert not found.holds


def test_another_template_is_caught_by_the_prompts(tiny_model: Path, tmp_path: Path) -> None:
    template = CHATML.replace("'\n'", "' '")
    assert template != CHATML
    other = tiny.gguf(tiny.model_folder(tmp_path / "o", template=template), tmp_path / "o.gguf")
    found = run(check(TrainedStudent(tiny_model), {"F16": other}, examples(2)))
    assert found.strings - found.strings_equal == 2, "both prompts, and no plain text"
    assert found.first_difference == "F16: the prompt id-0"
    assert not found.holds


def test_examples_longer_than_the_context_are_left_out(tiny_model: Path, tiny_gguf: Path) -> None:
    long = Example("long", Split.TEST, (Message(Role.USER, "law " * 3000),), RESPONSE)
    files = {"F16": tiny_gguf}
    found = run(check(TrainedStudent(tiny_model), files, [*examples(2), long]))
    alone = run(check(TrainedStudent(tiny_model), files, examples(2)))
    assert found.examples == alone.examples == 2
    assert (found.as_json()["left_out"], alone.as_json()["left_out"]) == (1, 0)
    assert found.quants["F16"].tokens == alone.quants["F16"].tokens
    assert found.holds


def test_the_context_is_as_long_as_the_examples(tmp_path: Path) -> None:
    folder = tiny.model_folder(tmp_path / "model", layers=1, hidden=32, context=8192)
    long = Example("long", Split.TEST, (Message(Role.USER, "law " * 2500),), RESPONSE)
    made = tiny.gguf(folder, tmp_path / "model.gguf")
    found = run(check(TrainedStudent(folder), {"F16": made}, [long]))
    assert (found.examples, found.left_out) == (1, 0)
    assert found.holds


def test_tokens_are_compared_with_signs_of_life(tiny_model: Path, tiny_gguf: Path) -> None:
    told = [
        report.message
        for report in check(TrainedStudent(tiny_model), {"F16": tiny_gguf}, examples(20))
    ]
    probes = 2 * 240 + 20
    assert told.count("Reading the examples") == 3
    assert told.count("Comparing tokens") >= probes // 8
    assert told.count("Comparing tokens of F16") >= (probes + 20) // 8


def test_what_is_no_number_is_said_so_and_not_hidden() -> None:
    found = QuantParity()
    found.add(row(1, 2), row(math.nan, 1))
    found.add(row(1, 2), row(1, 2))
    figures = found.as_json()
    assert figures["worst_kl"] is None
    assert figures["mean_kl"] is None
    assert figures["tokens"] == 2
    certificate = Parity(1, 1, 2, {"F16": found, "Q8_0": QuantParity()})
    assert not certificate.holds
    made = json.loads(json.dumps(certificate.as_json(), allow_nan=False))
    student = Run(1, 1, "s", "runs/s", {"student": "m", "method": "response", "tuning": "lora",
                                        "seed": 0}, RunState.FINISHED, "")  # fmt: skip
    files = [{"quant": name, "size": 1, "types": {"F16": 1}} for name in ("F16", "Q8_0", "Q6_K")]
    card = model_card.text(student, files, {**made, "left_out": 3})
    assert card.count("| – | – |") == 2, "nothing compared; and no figures at all"
    assert "| F16 | 0 | 50.00% | – |" in card or "| F16 | 0 | 100.00% | – |" in card
    assert "3 more are longer" in card


def test_without_files_there_is_nothing_to_check(tiny_model: Path) -> None:
    with pytest.raises(InputError, match="no exported file"):
        run(parity.check(TrainedStudent(tiny_model), {}, examples()))
