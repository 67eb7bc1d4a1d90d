"""``stillroom demo`` and ``stillroom run``: the whole journey."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from app import paths, recipe
from app.chat import ChatSession
from app.cli.console import Console, table
from app.models.base import Sampling
from app.recipe import Recipe
from app.store import workspace


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register this file's commands."""
    demo = commands.add_parser(
        "demo", parents=[common], help="the whole journey on the starter model and the sample"
    )
    demo.add_argument("--out", type=Path, metavar="DIR", help="the workspace to make")
    demo.set_defaults(perform=_demo)
    run = commands.add_parser(
        "run", parents=[common], help="the whole journey of a recipe; run again, it resumes"
    )
    run.add_argument("recipe", type=Path, metavar="RECIPE.toml")
    run.set_defaults(perform=_run)


def _demo(console: Console, options: argparse.Namespace) -> None:
    chosen = recipe.demo_recipe()
    explicit = options.out.expanduser().absolute() if options.out else None
    default = options.workspace == workspace_default()
    place = explicit or (paths.home() / "demo" if default else options.workspace)
    _perform(console, place, chosen)


def workspace_default() -> Path:
    """The workspace a command gets when it names none."""
    return paths.default_workspace().absolute()


def _run(console: Console, options: argparse.Namespace) -> None:
    _perform(console, options.workspace, recipe.load(options.recipe))


def _perform(console: Console, place: Path, chosen: Recipe) -> None:
    began = time.monotonic()
    with workspace.writing(place):
        result = console.run(recipe.journey(place, chosen))
    best = next(
        Path(item["path"]) for item in result["gguf"] if item["quant"] == chosen.evaluate_quant
    )
    if chosen.question:
        with ChatSession(best) as session:
            sampling = Sampling(max_tokens=256)
            result["answer"] = "".join(session.ask(chosen.question, sampling))
    result["seconds"] = time.monotonic() - began
    console.result(result, summary(result, best, chosen.question))


def summary(result: dict[str, Any], best: Path, question: str) -> str:
    """The journey's outcome for people."""
    counts = result["dataset"]["counts"]
    lines = ["", f"Trained on {counts.get('train', 0)} examples.", comparison(result["evaluation"])]
    parity = result["parity"]
    figures = ", ".join(
        f"{item['quant']} {item['top1']:.2%} / {item['mean_kl']:.1e}" for item in result["gguf"]
    )
    lines += [
        "",
        f"Exported file against trained model: token ids equal on {parity['strings_equal']:,} of "
        f"{parity['strings']:,} strings; same first choice / mean KL: {figures}.",
        "",
        "Your student:",
        *(f"  {item['path']}  ({item['size'] / 1e6:.0f} MB)" for item in result["gguf"]),
    ]
    if question:
        lines += ["", f"Asked: {question}", "", "It answers:", result["answer"]]
    lines += ["", f"Talk to it: stillroom chat {best}", f"Took {result['seconds'] / 60:.1f} min."]
    return "\n".join(lines)


def comparison(report: dict[str, Any]) -> str:
    """The evaluation's tables: the whole test split, then each slice of it."""
    metric = report["metric"].replace("_", " ")
    head = f"Measured on {report['examples']} unseen test examples ({metric}, 95% interval):"
    lines = [head, "", table(_rows(report))]
    for tag, part in report["slices"].items():
        title = f"The {part['examples']} of them with {tag.replace('-', ' ')}:"
        lines += ["", title, "", table(_rows(part))]
    return "\n".join(lines)


def _rows(report: dict[str, Any]) -> list[list[str]]:
    rows = [["model", "accuracy", "95% interval", "retention", "size", "tokens/s"]]
    names = {"teacher": "teacher (recorded)", "base": "untouched base", "student": "distilled"}
    for key, name in names.items():
        part = report[key]
        low, high = part["interval"]
        kept = ""
        if key == "student":
            low_kept, high_kept = report["interval"]
            kept = f"{report['retention']:.1%} ({low_kept:.1%} to {high_kept:.1%})"
        size = f"{part['size'] / 1e6:.0f} MB" if "size" in part else ""
        speed = f"{part['tokens_per_second']:.0f}" if "tokens_per_second" in part else ""
        rows.append([name, f"{part['score']:.1%}", f"{low:.1%} to {high:.1%}", kept, size, speed])
    return rows
