"""``stillroom distill``, ``export``, ``parity`` and ``evaluate``: a run and what comes of it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from app import worker
from app.cli.arguments import whole
from app.cli.console import Console, figure, table
from app.cli.journey import MISMATCH, comparison
from app.distill import config as distill_config
from app.distill import runs as distill_runs
from app.distill.config import DistillConfig
from app.domain import Project, Run, RunState
from app.errors import InputError
from app.evaluate.evaluate import evaluate_run
from app.export.gguf import QUANTS
from app.export.jobs import export_base, export_run, parity_run
from app.store import datasets, projects, runs, workspace
from app.store.database import Database


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register this file's commands."""
    train = commands.add_parser("distill", parents=[common], help="train a student")
    _project(train)
    train.add_argument("--dataset", default="", help="its name or hash (default: the newest)")
    train.add_argument("--student", default="", help="a model of the library, or a folder")
    train.add_argument("--teacher-model", default="", help="for the logit level")
    train.add_argument("--method", choices=[method.value for method in distill_config.Method])
    train.add_argument("--config", type=Path, metavar="config.json", help="all settings as JSON")
    train.add_argument(
        "--resume", nargs="?", const="", metavar="RUN", help="go on with a run (default: newest)"
    )
    train.set_defaults(perform=_distill)

    write = commands.add_parser("export", parents=[common], help="a run's student as GGUF")
    _run_option(write)
    write.add_argument("--quant", action="append", choices=list(QUANTS), help="repeatable")
    write.set_defaults(perform=_export)
    check = commands.add_parser("parity", parents=[common], help="prove the files are the student")
    _run_option(check)
    _examples(check)
    check.set_defaults(perform=_parity)
    measure = commands.add_parser("evaluate", parents=[common], help="teacher, base and student")
    _run_option(measure)
    measure.add_argument("--quant", default="Q8_0", choices=list(QUANTS))
    _examples(measure)
    measure.set_defaults(perform=_evaluate)


def _project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--project", required=True, metavar="NAME")


def _run_option(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    parser.add_argument("--run", default="", help="its name (default: the newest finished)")


def _examples(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--examples", type=whole(), default=0, help="how many (default: all test)")


def _config(options: argparse.Namespace) -> DistillConfig:
    values: dict[str, Any] = {}
    if options.config is not None:
        try:
            values = json.loads(options.config.read_text("utf-8-sig"))
            values = values.get("config", values)  # a run folder's own config.json, too
            if not isinstance(values, dict):
                raise ValueError
        except (ValueError, AttributeError, RecursionError):
            raise InputError(
                f"{options.config} is no configuration.", "It must be a JSON object of settings."
            ) from None
    given = {"student": options.student, "teacher": options.teacher_model,
             "method": options.method}  # fmt: skip
    values |= {key: value for key, value in given.items() if value}
    return distill_config.from_json(values)


def _distill(console: Console, options: argparse.Namespace) -> None:
    with workspace.writing(options.workspace) as db:
        project = projects.get(db, options.project)
        if options.resume is not None:
            run = _chosen(db, project, options.resume)
        else:
            dataset = datasets.get(db, project, options.dataset)
            run = distill_runs.create(db, dataset, _config(options))
        result = console.run(worker.remote(distill_runs.distill, options.workspace, run.name))
    loss = "" if result.validation_loss is None else f", validation {result.validation_loss:.4f}"
    console.result(
        {"run": {"name": run.name, "dir": str(result.folder), **result.as_json()}},
        f"{run.name}: {result.steps} steps, loss {result.final_loss:.4f}{loss}\n{result.folder}",
    )


def _chosen(db: Database, project: Project, name: str, state: RunState | None = None) -> Run:
    """The project's run of that name, or its newest (in that state) when none is named."""
    if not name:
        return runs.newest(db, project, state)
    run = runs.by_name(db, name)
    owner = datasets.by_id(db, run.dataset_id).project_id
    if owner != project.id:
        other = projects.by_id(db, owner).name
        raise InputError(
            f"The run {name!r} belongs to the project {other!r}, not to {project.name!r}.",
            f"Name that project: --project {other}",
        )
    return run


def _finished(db: Database, options: argparse.Namespace) -> Run:
    return _chosen(db, projects.get(db, options.project), options.run, RunState.FINISHED)


def _export(console: Console, options: argparse.Namespace) -> None:
    quants = options.quant or ["F16", "Q8_0", "Q4_K_M"]
    with workspace.writing(options.workspace) as db:
        run = _finished(db, options)
        files = console.run(worker.remote(export_run, options.workspace, run.name, quants))
    rows = [["quant", "size", "tensors", "file"]] + [
        [item.quant, f"{item.size / 1e6:.0f} MB",
         ", ".join(f"{count} {kind}" for kind, count in sorted(item.types.items())),
         str(item.path)]
        for item in files
    ]  # fmt: skip
    console.result({"gguf": [item.as_json() for item in files]}, table(rows))


def _parity(console: Console, options: argparse.Namespace) -> None:
    with workspace.writing(options.workspace) as db:
        run = _finished(db, options)
        found = console.run(
            worker.remote(parity_run, options.workspace, run.name, options.examples)
        )
    rows = [["quant", "top-1 as torch", "mean KL", "tokens"]] + [
        [name, figure(item["top1"], ".2%"), figure(item["mean_kl"], ".2e"), str(item["tokens"])]
        for name, item in found["quants"].items()
    ]
    head = f"Token ids equal on {found['strings_equal']:,} of {found['strings']:,} strings."
    verdict = "The F16 file is the trained model." if found["holds"] else MISMATCH.message
    console.result(found, f"{head}\n{table(rows)}\n{verdict}")
    if not found["holds"]:
        console.fail(MISMATCH)


def _evaluate(console: Console, options: argparse.Namespace) -> None:
    with workspace.writing(options.workspace) as db:
        run = _finished(db, options)
        base = console.run(
            worker.remote(export_base, options.workspace, run.config["student"], options.quant)
        )
        found = console.run(
            worker.remote(
                evaluate_run, options.workspace, run.name, options.quant, base.path,
                options.examples,
            )
        )  # fmt: skip
    console.result(found, comparison(found))
