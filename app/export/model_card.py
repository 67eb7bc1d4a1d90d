"""The model card that travels with an exported student."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.domain import Run


def text(run: Run, files: Sequence[Mapping[str, Any]], parity: Mapping[str, Any]) -> str:
    """Markdown: what the student is, what it was made from, and how its files compare."""
    lines = [
        f"# {run.name}",
        "",
        f"A student of {Path(str(run.config['student'])).name}, distilled with Stillroom at the "
        f"{run.config['method']} level ({run.config['tuning']}, seed {run.config['seed']}).",
        "",
        "| file | size (MB) | top-1 as torch | mean KL (nats/token) | tensors by type |",
        "|---|---|---|---|---|",
    ]
    for item in files:
        figures = parity["quants"].get(item["quant"], {})
        types = ", ".join(f"{count} {kind}" for kind, count in sorted(item["types"].items()))
        lines.append(
            f"| {item['quant']} | {item['size'] / 1e6:.0f} | {_figure(figures.get('top1'), '.2%')} "
            f"| {_figure(figures.get('mean_kl'), '.2e')} | {types} |"
        )
    left_out = parity.get("left_out", 0)
    lines += [
        "",
        f"Token ids equal on {parity['strings_equal']} of {parity['strings']} strings; logits "
        f"compared on {parity['examples']} test examples"
        + (f" ({left_out} more are longer than the model's context)." if left_out else "."),
        "",
    ]
    return "\n".join(lines)


def _figure(value: float | None, form: str) -> str:
    """A figure, or a dash where nothing could be compared."""
    return "–" if value is None else format(value, form)
