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
            f"| {item['quant']} | {item['size'] / 1e6:.0f} | {figures.get('top1', 0):.2%} "
            f"| {figures.get('mean_kl', 0):.2e} | {types} |"
        )
    lines += [
        "",
        f"Token ids equal on {parity['strings_equal']} of {parity['strings']} strings; logits "
        f"compared on {parity['examples']} test examples.",
        "",
    ]
    return "\n".join(lines)
