"""``stillroom project``, ``prompts``, ``teacher``, ``generate``, ``curate``, ``freeze``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app import recipe, worker
from app.cli.arguments import add_sampling, add_seed, whole
from app.cli.console import Console, table
from app.collect.generate import generate
from app.collect.import_report import ImportReport
from app.collect.importers import import_prompts, import_responses
from app.curate.curate import curate
from app.curate.freeze import freeze
from app.curate.split import FreezeSettings
from app.domain import Project, Teacher, TeacherKind
from app.errors import InputError
from app.models.base import Sampling
from app.models.teachers import ask
from app.store import completions, datasets, projects, prompts, workspace
from app.store.database import Database


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register this file's commands."""
    inner = _group(commands, "project", "projects in a workspace")
    new = inner.add_parser("new", parents=[common], help="make a project")
    new.add_argument("name")
    new.set_defaults(perform=_new)
    inner.add_parser("list", parents=[common], help="all projects").set_defaults(perform=_list)
    show = inner.add_parser("show", parents=[common], help="what a project holds")
    show.add_argument("name")
    show.set_defaults(perform=_show)

    inner = _group(commands, "prompts", "prompts of a project")
    add = inner.add_parser("import", parents=[common], help="from JSONL or CSV files")
    _project(add)
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _mapping(add)
    add.set_defaults(perform=_import_prompts)

    inner = _group(commands, "teacher", "teachers of a project")
    add = inner.add_parser("add", parents=[common], help="a local model or recorded responses")
    _project(add)
    add.add_argument("name")
    add.add_argument("--kind", required=True, choices=[kind.value for kind in TeacherKind])
    add.add_argument("--model", default="", help="for local kinds: a library name or a path")
    add.add_argument("--responses", nargs="+", type=Path, default=[], metavar="FILE")
    _mapping(add)
    add.set_defaults(perform=_add_teacher)
    test = inner.add_parser("test", parents=[common], help="load it and ask one question")
    _project(test)
    test.add_argument("name")
    test.set_defaults(perform=_test_teacher)
    listing = inner.add_parser("list", parents=[common], help="all teachers")
    _project(listing)
    listing.set_defaults(perform=_list_teachers)

    run = commands.add_parser("generate", parents=[common], help="let a local teacher answer")
    _project(run)
    run.add_argument("--teacher", required=True)
    run.add_argument("--limit", type=whole(), default=0, help="look at this many prompts only")
    add_sampling(run, max_tokens=256)
    add_seed(run)
    run.set_defaults(perform=_generate)

    judge = commands.add_parser(
        "curate", parents=[common], help="verdicts on a teacher's responses"
    )
    _project(judge)
    judge.add_argument("--teacher", required=True)
    judge.set_defaults(perform=_curate)
    snap = commands.add_parser("freeze", parents=[common], help="an immutable dataset")
    _project(snap)
    snap.add_argument("--teacher", required=True)
    snap.add_argument("--validation", type=float, default=0.1)
    snap.add_argument("--test", type=float, default=0.1)
    add_seed(snap)
    snap.add_argument("--name", default="")
    snap.set_defaults(perform=_freeze)


def _group(commands: Any, name: str, text: str) -> Any:
    return commands.add_parser(name, help=text).add_subparsers(
        dest="action", metavar="ACTION", required=True
    )


def _project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--project", required=True, metavar="NAME")


def _mapping(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN",
        help="which column holds a field, for instance prompt=Question (repeatable)",
    )  # fmt: skip


def mapping(pairs: list[str]) -> dict[str, str]:
    """``FIELD=COLUMN`` options as a mapping."""
    found = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals or not field or not column:
            raise InputError(f"--map {pair} is not FIELD=COLUMN.", "Write --map prompt=Question.")
        found[field.strip()] = column.strip()
    return found


def _new(console: Console, options: argparse.Namespace) -> None:
    with workspace.writing(options.workspace) as db:
        made = projects.create(db, options.name)
    console.result({"project": made.name}, f"The project {made.name!r} is in {options.workspace}")


def _list(console: Console, options: argparse.Namespace) -> None:
    with workspace.reading(options.workspace) as db:
        found = [_describe(db, project) for project in projects.every(db)]
    rows = [["project", "prompts", "responses", "datasets"]] + [
        [item["project"], str(item["prompts"]), str(sum(t["answers"] for t in item["teachers"])),
         str(len(item["datasets"]))]
        for item in found
    ]  # fmt: skip
    none = "There is no project yet. Make one: stillroom project new NAME"
    console.result({"projects": found}, table(rows) if found else none)


def _describe(db: Database, project: Project) -> dict[str, Any]:
    return {
        "project": project.name,
        "created": project.created,
        "prompts": prompts.count(db, project),
        "teachers": [_teacher(db, item) for item in projects.teachers(db, project)],
        "datasets": [
            {"name": item.name, "hash": item.hash, "counts": dict(item.counts)}
            for item in datasets.every(db, project)
        ],
    }


def _teacher(db: Database, teacher: Teacher) -> dict[str, Any]:
    answers, errors = completions.count(db, teacher)
    return {
        "name": teacher.name,
        "kind": teacher.kind.value,
        "location": teacher.location,
        "capabilities": sorted(teacher.capabilities),
        "answers": answers,
        "errors": errors,
    }


def _show(console: Console, options: argparse.Namespace) -> None:
    with workspace.reading(options.workspace) as db:
        found = _describe(db, projects.get(db, options.name))
    lines = [f"{found['project']}: {found['prompts']} prompts"]
    lines += [
        f"  teacher {item['name']} ({item['kind']}): {item['answers']} answers, "
        f"{item['errors']} errors"
        for item in found["teachers"]
    ]
    lines += [f"  dataset {item['name']}: {item['counts']}" for item in found["datasets"]]
    console.result(found, "\n".join(lines))


def _imported(console: Console, report: ImportReport) -> None:
    console.result(report.as_json(), report.text())


def _import_prompts(console: Console, options: argparse.Namespace) -> None:
    with workspace.writing(options.workspace):
        report = console.run(
            import_prompts(options.workspace, options.project, options.files, mapping(options.map))
        )
    _imported(console, report)


def _add_teacher(console: Console, options: argparse.Namespace) -> None:
    kind = TeacherKind(options.kind)
    with workspace.writing(options.workspace) as db:
        if kind is TeacherKind.RECORDED:
            report = console.run(
                import_responses(
                    options.workspace, options.project, options.name, options.responses,
                    mapping(options.map),
                )
            )  # fmt: skip
            _imported(console, report)
            return
        if not options.model:
            raise InputError("A local teacher needs a model.", "Add --model NAME or PATH.")
        teacher = recipe.add_teacher(db, options.project, options.name, kind, options.model)
        found = _teacher(db, teacher)
    console.result(found, f"{teacher.name} can give: {', '.join(found['capabilities'])}")


def _test_teacher(console: Console, options: argparse.Namespace) -> None:
    with workspace.reading(options.workspace) as db:
        teacher = projects.get_teacher(db, projects.get(db, options.project), options.name)
    answer, seconds = console.run(worker.remote(ask, teacher))
    value = {"name": teacher.name, "answer": answer, "seconds": seconds,
             "capabilities": sorted(teacher.capabilities)}  # fmt: skip
    console.result(value, f"{teacher.name} answered in {seconds:.1f} s: {answer}")


def _list_teachers(console: Console, options: argparse.Namespace) -> None:
    with workspace.reading(options.workspace) as db:
        project = projects.get(db, options.project)
        found = [_teacher(db, item) for item in projects.teachers(db, project)]
    rows = [["teacher", "kind", "gives", "answers", "errors"]] + [
        [item["name"], item["kind"], ", ".join(item["capabilities"]), str(item["answers"]),
         str(item["errors"])]
        for item in found
    ]  # fmt: skip
    console.result({"teachers": found}, table(rows) if found else "There is no teacher yet.")


def _generate(console: Console, options: argparse.Namespace) -> None:
    sampling = Sampling(options.max_tokens, options.temperature, seed=options.seed)
    with workspace.writing(options.workspace):
        report = console.run(
            worker.remote(
                generate, options.workspace, options.project, options.teacher, sampling,
                options.limit,
            )
        )  # fmt: skip
    console.result(
        report.as_json(),
        f"{report.answered} answers and {report.errors} errors; {report.new} of them new.",
    )


def _curate(console: Console, options: argparse.Namespace) -> None:
    with workspace.writing(options.workspace):
        report = console.run(curate(options.workspace, options.project, options.teacher))
    rules = ", ".join(f"{rule} {count}" for rule, count in report.by_rule.items() if count)
    console.result(
        report.as_json(),
        f"{report.kept} of {report.total} responses kept. Left out: {rules or 'none'}.",
    )


def _freeze(console: Console, options: argparse.Namespace) -> None:
    chosen = FreezeSettings(options.validation, options.test, options.seed, options.name)
    with workspace.writing(options.workspace):
        made = console.run(freeze(options.workspace, options.project, options.teacher, chosen))
    counts = ", ".join(f"{count} {split}" for split, count in made.counts.items())
    console.result(
        {"name": made.name, "hash": made.hash, "counts": dict(made.counts)},
        f"{made.name}: {counts} ({made.hash[:12]})",
    )
