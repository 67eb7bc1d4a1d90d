"""The loss terms as pure functions: sums over tokens, so that any grouping gives one mean.

Every function takes logits of shape (tokens, vocabulary) at response positions only, where row t
predicts label t, and returns the SUM over tokens. The trainer divides by the number of response
tokens of the whole optimizer step, never of a micro-batch.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

_CHUNK = 256  # rows whose full-vocabulary temporaries exist at once


def cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    """Sum over tokens of -log q(label); ``labels`` of shape (tokens,)."""
    return functional.cross_entropy(logits.float(), labels, reduction="sum")


def forward_kl(logits: Tensor, teacher_logits: Tensor, temperature: float = 1.0) -> Tensor:
    """Sum over tokens of T^2 * KL(p_T || q_T), p from the teacher, q from the student.

    T^2 keeps the gradient's size independent of T (Hinton et al. 2015, arXiv 1503.02531); it is
    applied here and nowhere else. A vocabulary head padded beyond the other's is cut to the
    common length on both sides, never filled with zeros: a zero logit is probability mass.
    """
    width = min(logits.shape[-1], teacher_logits.shape[-1])
    total = logits.new_zeros((), dtype=torch.float32)
    for start in range(0, logits.shape[0], _CHUNK):
        student = logits[start : start + _CHUNK, :width].float() / temperature
        teacher = teacher_logits[start : start + _CHUNK, :width].float() / temperature
        total = total + functional.kl_div(
            functional.log_softmax(student, dim=-1),
            functional.log_softmax(teacher, dim=-1),
            reduction="sum",
            log_target=True,
        )
    return total * temperature**2
