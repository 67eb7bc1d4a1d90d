"""``stillroom demo`` and ``stillroom run``: the whole journey."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from app import chat, paths, recipe, worker
from app.cli.console import Console, figure, table
from app.errors import StillroomError, explain
from app.job import JobCancelled
from app.models.base import Sampling
from app.recipe import Recipe
from app.store import workspace

MISMATCH = StillroomError(
    "The exported file does NOT match the trained model.",
    "Do not use it. `stillroom parity` shows the figures; export it again, and if that does not "
    "help, report it with them.",
)


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
    if options.out is not None:
        place = options.out.expanduser().absolute()
    elif options.chosen_workspace is not None:
        place = options.workspace
    else:  # never among the user's own projects
        place = paths.home() / "demo"
    _perform(console, place, chosen)


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
            result["answer"] = _ask(console, best, chosen.question)
    result["seconds"] = time.monotonic() - began
    console.result(result, summary(result, best, chosen.question))
    if not result["parity"]["holds"]:
        console.fail(MISMATCH)


def _ask(console: Console, best: Path, question: str) -> str | None:
    """What the student answers; None when it cannot: hours of work are not thrown away for it."""
    try:
        return console.run(worker.remote(chat.answer, best, question, Sampling(max_tokens=256)))
    except JobCancelled:
        raise
    except Exception as error:
        reason = str(explain(error) or error).partition("\n")[0]
        print(f"Note: the student could not be asked: {reason}", file=sys.stderr)
        return None


def summary(result: dict[str, Any], best: Path, question: str) -> str:
    """The journey's outcome for people."""
    counts = result["dataset"]["counts"]
    lines = ["", f"Trained on {counts.get('train', 0)} examples.", comparison(result["evaluation"])]
    parity = result["parity"]
    figures = ", ".join(
        f"{item['quant']} {figure(item['top1'], '.2%')} / {figure(item['mean_kl'], '.1e')}"
        for item in result["gguf"]
    )
    lines += [
        "",
        f"Exported file against trained model: token ids equal on {parity['strings_equal']:,} of "
        f"{parity['strings']:,} strings; same first choice / mean KL: {figures}.",
        *([] if parity["holds"] else [MISMATCH.message]),
        "",
        "Your student:",
        *(f"  {item['path']}  ({item['size'] / 1e6:.0f} MB)" for item in result["gguf"]),
    ]
    if question:
        answer = result["answer"]
        said = ["It gave no answer."] if answer is None else ["It answers:", answer]
        lines += ["", f"Asked: {question}", "", *said]
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
    for name in ("base", "student"):
        if count := report[name].get("unanswerable", 0):
            lines += ["", f"{count} prompts are longer than the {name} can read; they count as 0."]
    return "\n".join(lines)


def _rows(report: dict[str, Any]) -> list[list[str]]:
    rows = [["model", "accuracy", "95% interval", "retention", "size", "tokens/s"]]
    names = {"teacher": "teacher (recorded)", "base": "untouched base", "student": "distilled"}
    for key, name in names.items():
        part = report[key]
        kept = ""
        if key == "student":
            kept = f"{figure(report['retention'], '.1%')} ({_interval(report)})"
        size = f"{part['size'] / 1e6:.0f} MB" if "size" in part else ""
        speed = f"{part['tokens_per_second']:.0f}" if "tokens_per_second" in part else ""
        rows.append([name, figure(part["score"], ".1%"), _interval(part), kept, size, speed])
    return rows


def _interval(part: dict[str, Any]) -> str:
    low, high = part["interval"]
    return f"{figure(low, '.1%')} to {figure(high, '.1%')}"
