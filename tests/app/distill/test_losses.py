"""The loss terms against numbers worked out by hand and against a float64 reference."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from app.distill import losses

LN2 = math.log(2.0)


def reference_kl(logits: Tensor, teacher: Tensor, temperature: float) -> Tensor:
    """The formula as it is written: T^2 * sum of p * (log p - log q), dense, in float64."""
    p = torch.softmax(teacher.double() / temperature, dim=-1)
    q = torch.softmax(logits / temperature, dim=-1)
    return temperature**2 * (p * (p.log() - q.log())).sum()


def gradient(value: Tensor, logits: Tensor) -> Tensor:
    (found,) = torch.autograd.grad(value, logits)
    return found


def random_logits(tokens: int, vocabulary: int, seed: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(tokens, vocabulary, generator=generator, dtype=torch.float64) * 3


def test_cross_entropy_by_hand() -> None:
    # q = (1/2, 1/4, 1/4), label 1: -log 1/4 = 2 ln 2; q = (1/3, 1/3, 1/3), label 2: ln 3.
    logits = torch.tensor([[LN2, 0.0, 0.0], [0.0, 0.0, 0.0]])
    found = losses.cross_entropy(logits, torch.tensor([1, 2]))
    assert found.item() == pytest.approx(2 * LN2 + math.log(3.0), rel=1e-6)


def test_forward_kl_by_hand_at_temperature_one() -> None:
    # p = (1/2, 1/4, 1/4), q uniform:
    # 1/2 ln(3/2) + 2 * 1/4 ln(3/4) = ln 3 - ln 2 / 2 - ln 2 = ln 3 - 3/2 ln 2 = 0.058892
    teacher, student = torch.tensor([[LN2, 0.0, 0.0]]), torch.zeros(1, 3)
    found = losses.forward_kl(student, teacher, 1.0)
    assert found.item() == pytest.approx(math.log(3.0) - 1.5 * LN2, rel=1e-5)


def test_forward_kl_by_hand_at_temperature_two() -> None:
    # Halved, the logits are (ln 2, 0, 0) against (0, ln 2, 0): p = (1/2, 1/4, 1/4) and
    # q = (1/4, 1/2, 1/4). KL = 1/2 ln 2 - 1/4 ln 2 + 0 = ln 2 / 4, and T^2 = 4 gives ln 2.
    teacher = torch.tensor([[2 * LN2, 0.0, 0.0]])
    student = torch.tensor([[0.0, 2 * LN2, 0.0]])
    assert float(losses.forward_kl(student, teacher, 2.0)) == pytest.approx(LN2, rel=1e-5)


def test_the_direction_is_teacher_to_student() -> None:
    # The same pair in the other order is 1/3 ln(2/3) + 2/3 ln(4/3) = 0.056633, not 0.058892.
    uniform, peaked = torch.zeros(1, 3), torch.tensor([[LN2, 0.0, 0.0]])
    other = math.log(2 / 3) / 3 + 2 * math.log(4 / 3) / 3
    assert float(losses.forward_kl(peaked, uniform)) == pytest.approx(other, rel=1e-5)
    assert float(losses.forward_kl(uniform, peaked)) != pytest.approx(other, rel=1e-2)


def test_both_are_sums_over_tokens() -> None:
    logits, teacher = random_logits(5, 7, 0), random_logits(5, 7, 1)
    labels = torch.tensor([0, 6, 3, 3, 1])
    rows = range(5)
    each = sum(float(losses.cross_entropy(logits[t : t + 1], labels[t : t + 1])) for t in rows)
    assert float(losses.cross_entropy(logits, labels)) == pytest.approx(each, rel=1e-5)
    each = sum(float(losses.forward_kl(logits[t : t + 1], teacher[t : t + 1], 2.0)) for t in rows)
    assert float(losses.forward_kl(logits, teacher, 2.0)) == pytest.approx(each, rel=1e-5)


@pytest.mark.parametrize("temperature", [0.7, 1.0, 2.0, 4.0])
def test_forward_kl_is_the_formula(temperature: float) -> None:
    teacher = random_logits(13, 50, 1)
    exact = random_logits(13, 50, 2).requires_grad_()
    given = exact.detach().float().requires_grad_()
    wanted = reference_kl(exact, teacher, temperature)
    found = losses.forward_kl(given, teacher.float(), temperature)
    assert found.item() == pytest.approx(wanted.item(), rel=1e-5)
    difference = gradient(found, given).double() - gradient(wanted, exact)
    assert float(difference.abs().max()) < 1e-5


def test_cross_entropy_is_the_formula() -> None:
    labels = torch.arange(13)
    exact = random_logits(13, 50, 3).requires_grad_()
    given = exact.detach().float().requires_grad_()
    wanted = -torch.log_softmax(exact, dim=-1)[torch.arange(13), labels].sum()
    found = losses.cross_entropy(given, labels)
    assert found.item() == pytest.approx(wanted.item(), rel=1e-5)
    difference = gradient(found, given).double() - gradient(wanted, exact)
    assert float(difference.abs().max()) < 1e-5


def test_half_precision_logits_are_computed_in_float32() -> None:
    logits, teacher = random_logits(4, 30, 4).bfloat16(), random_logits(4, 30, 5).bfloat16()
    found = losses.forward_kl(logits, teacher, 2.0)
    assert found.dtype is torch.float32
    wanted = reference_kl(logits.double(), teacher, 2.0)
    assert found.item() == pytest.approx(wanted.item(), rel=1e-5)
    labels = torch.tensor([0, 1, 2, 3])
    wanted = -torch.log_softmax(logits.double(), dim=-1)[torch.arange(4), labels].sum()
    assert float(losses.cross_entropy(logits, labels)) == pytest.approx(wanted.item(), rel=1e-5)


def test_the_gradient_keeps_its_size_at_any_temperature() -> None:
    """For small logits the gradient tends to (z - v) / N: T^2 stands there exactly once.

    Without it, or with it twice, the ratio between T=4 and T=1 would be 1/16 or 16 (mistake 4).
    """
    teacher = random_logits(6, 40, 6) / 100
    sizes = {}
    for temperature in (1.0, 2.0, 4.0):
        logits = (random_logits(6, 40, 7) / 100).requires_grad_()
        found = losses.forward_kl(logits, teacher, temperature)
        sizes[temperature] = float(gradient(found, logits).norm())
    centred = (random_logits(6, 40, 7) - random_logits(6, 40, 6)) / 100
    centred -= centred.mean(dim=-1, keepdim=True)
    for size in sizes.values():
        assert size == pytest.approx(float(centred.norm()) / 40, rel=0.05)


@pytest.mark.parametrize("temperature", [1.0, 3.0])
def test_nothing_is_lost_against_oneself(temperature: float) -> None:
    logits = random_logits(9, 20, 8).float().requires_grad_()
    # A shift of all logits of a token changes no probability.
    found = losses.forward_kl(logits, logits.detach() + 5.0, temperature)
    assert found.item() == pytest.approx(0.0, abs=1e-5)
    assert float(gradient(found, logits).abs().max()) < 1e-5


@pytest.mark.parametrize("chunk", [1, 3, 7])
def test_chunks_do_not_change_the_sum(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    logits = random_logits(7, 20, 9).float().requires_grad_()
    teacher = random_logits(7, 20, 10).float()
    whole = losses.forward_kl(logits, teacher, 2.0)
    expected = gradient(whole, logits)
    monkeypatch.setattr(losses, "_CHUNK", chunk)
    found = losses.forward_kl(logits, teacher, 2.0)
    assert found.item() == pytest.approx(whole.item(), rel=1e-6)
    assert torch.allclose(gradient(found, logits), expected, atol=1e-6)


def test_more_tokens_than_a_chunk_holds() -> None:
    tokens = losses._CHUNK + 3
    logits, teacher = random_logits(tokens, 5, 11), random_logits(tokens, 5, 12)
    wanted = float(reference_kl(logits, teacher, 1.0))
    assert float(losses.forward_kl(logits, teacher)) == pytest.approx(wanted, rel=1e-5)


@pytest.mark.parametrize("padded", ["teacher", "student"])
def test_a_padded_head_is_cut(padded: str) -> None:
    """Columns that only one side has are left out, neither compared nor filled with zeros."""
    logits, teacher = random_logits(4, 10, 13), random_logits(4, 10, 14)
    wanted = float(reference_kl(logits, teacher, 2.0))
    extra = torch.full((4, 3), 20.0, dtype=torch.float64)  # large: they would swallow the mass
    if padded == "teacher":
        teacher = torch.cat([teacher, extra], dim=-1)
    else:
        logits = torch.cat([logits, extra], dim=-1)
    logits.requires_grad_()
    found = losses.forward_kl(logits, teacher, 2.0)
    assert found.item() == pytest.approx(wanted, rel=1e-5)
    assert float(gradient(found, logits)[:, 10:].abs().sum()) == 0.0


def test_no_tokens_lose_nothing() -> None:
    nothing = torch.zeros(0, 5)
    assert float(losses.forward_kl(nothing, nothing)) == 0.0
    assert float(losses.cross_entropy(nothing, torch.zeros(0, dtype=torch.long))) == 0.0
