"""What the main button of each step does: jobs made of the features' jobs, for the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app import recipe, worker
from app.collect.importers import import_prompts, import_responses
from app.curate.curate import CurationReport, curate
from app.curate.filters import RULES, CurationSettings
from app.curate.freeze import FreezeSettings, freeze
from app.distill import config as distill_config
from app.distill import runs as distill_runs
from app.distill.record import RunResult
from app.domain import Choices, Dataset, Run, RunState
from app.errors import InputError, WorkerError
from app.evaluate.evaluate import evaluate_run
from app.export.jobs import export_base, export_run, parity_run
from app.job import Job, Progress, part, staged
from app.models import starter
from app.store import database, datasets, projects, runs, workspace

MEASURED = "Q8_0"
"""The quant on which the student is measured unless another is chosen."""
SAMPLES = 2
"""Validation prompts that the student answers again and again while it learns."""


def sample(place: Path) -> Job[str]:
    """The sample as a project: prompts, recorded answers, starter model, choices; its name.

    What is there already is kept, so that it can be opened again.
    """
    found = recipe.demo_recipe()
    yield from staged(worker.remote(starter.starter), "Model")
    with database.connect(workspace.database_path(place)) as db:
        project = projects.create(db, found.project)
        if projects.choices(db, project).template:
            return project.name
        yield from staged(import_prompts(place, project.name, found.prompts), "Prompts")
        yield from staged(
            import_responses(place, project.name, found.teacher_name, found.responses), "Responses"
        )
        settings = {
            key: value
            for key, value in found.distill.as_json().items()
            if value != getattr(_USUAL, key)
        }
        projects.choose(
            db,
            project,
            template="fields",
            fields=_sample_fields(db, project.name, found.teacher_name),
            teacher=found.teacher_name,
            validation=found.freeze.validation,
            test=found.freeze.test,
            preset="sample",
            distill=settings,
            quants=tuple(quant for quant in found.quants if quant != "F16"),
            question=found.question,
        )
    return project.name


_USUAL = distill_config.DistillConfig(student="")


def _sample_fields(db: database.Database, project: str, teacher: str) -> tuple[str, ...]:
    from app import structured
    from app.store import completions

    found = projects.get_teacher(db, projects.get(db, project), teacher)
    for answer in completions.page(db, found, limit=50):
        if answer.text and structured.is_structured(answer.text):
            return tuple(structured.fields(answer.text))
    return ()


def curate_and_freeze(place: Path, name: str) -> Job[Dataset]:
    """Judge the chosen teacher's responses by the chosen rules, then freeze what is kept."""
    with database.connect(workspace.database_path(place)) as db:
        choices = projects.choices(db, projects.get(db, name))
        yield from staged(curate(place, name, choices.teacher, curation(choices)), "Curate")
        settings = FreezeSettings(choices.validation, choices.test)
        made = yield from staged(freeze(place, name, choices.teacher, settings), "Freeze")
        projects.choose(db, projects.get(db, name), dataset=made.name)
    return made


def judge(place: Path, name: str) -> Job[CurationReport]:
    """Judge the chosen teacher's responses by the chosen rules."""
    with database.connect(workspace.database_path(place)) as db:
        choices = projects.choices(db, projects.get(db, name))
    return (yield from curate(place, name, choices.teacher, curation(choices)))


def curation(choices: Choices) -> CurationSettings:
    """The curation settings that a project's choices say."""
    return CurationSettings(
        rules=tuple(rule for rule in RULES if rule not in choices.left_out_rules),
        fields=choices.fields if choices.template == "fields" else (),
        labels=choices.fields if choices.template == "classify" else (),
    )


def new_run(place: Path, name: str) -> Job[Run]:
    """The run of the project's newest dataset and chosen settings: new, or the one there is."""
    yield Progress(message="Checking the models")
    with database.connect(workspace.database_path(place)) as db:
        project = projects.get(db, name)
        dataset = datasets.get(db, project, projects.choices(db, project).dataset)
        config = distill_config.from_json(projects.choices(db, project).distill)
        # The window shows sample answers while the student learns; that changes no weight.
        run = distill_runs.create(db, dataset, replace(config, samples=config.samples or SAMPLES))
        projects.choose(db, project, run=run.name)
    return run


def distill(place: Path, name: str) -> Job[dict[str, Any]]:
    """Train the student of a project's choices, then, when so chosen, measure and export it."""
    run = yield from new_run(place, name)
    return (yield from resume(place, name, run.name))


def resume(place: Path, name: str, run_name: str) -> Job[dict[str, Any]]:
    """Go on with a run to its end, then, when so chosen, export, prove and measure it."""
    with database.connect(workspace.database_path(place)) as db:
        choices = projects.choices(db, projects.get(db, name))
    train = _train(place, run_name)
    if not choices.finish:
        return (yield from staged(train, "Distill")).as_json()
    trained = yield from part(staged(train, "Distill"), 0.0, 0.72)
    yield from part(export(place, run_name, choices.quants), 0.72, 0.88)
    if _has_test(place, run_name):
        yield from part(measure(place, run_name), 0.88, 1.0)
    return trained.as_json()


def _train(place: Path, run_name: str) -> Job[RunResult]:
    try:
        return (yield from worker.remote(distill_runs.distill, place, run_name))
    except WorkerError:  # the process died: it could not say so itself
        with database.connect(workspace.database_path(place)) as db:
            runs.set_state(db, runs.by_name(db, run_name), RunState.INTERRUPTED)
        raise


def export(place: Path, run_name: str, quants: Sequence[str]) -> Job[dict[str, Any]]:
    """Write a run's files and prove that they are the model that was trained.

    Returns the parity certificate.
    """
    wanted = list(dict.fromkeys(["F16", *quants]))
    yield from staged(worker.remote(export_run, place, run_name, wanted), "Export")
    return (yield from staged(worker.remote(parity_run, place, run_name, _PROOF), "Check"))


_PROOF = 40  # test examples of the parity check: enough to prove it, and no long wait


def measure(place: Path, run_name: str, quant: str = MEASURED) -> Job[dict[str, Any]]:
    """Measure a run's student beside its teacher and its untouched base; the report."""
    with database.connect(workspace.database_path(place)) as db:
        run = runs.by_name(db, run_name)
        if run.state is not RunState.FINISHED:
            raise InputError("The student is not trained yet.", "Distill it first.")
        student = str(run.config["student"])
    yield from staged(worker.remote(export_run, place, run_name, [quant]), "Export")
    base = yield from staged(worker.remote(export_base, place, student, quant), "Export")
    return (
        yield from staged(
            worker.remote(evaluate_run, place, run_name, quant, base.path), "Evaluate"
        )
    )


def _has_test(place: Path, run_name: str) -> bool:
    with database.connect(workspace.database_path(place)) as db:
        dataset = datasets.by_id(db, runs.by_name(db, run_name).dataset_id)
    return bool(dataset.counts.get("test"))
