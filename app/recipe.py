"""A TOML recipe and the whole journey it describes, as one resumable job."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from app import paths, worker
from app.collect.generate import generate
from app.collect.importers import import_prompts, import_responses
from app.curate.curate import curate
from app.curate.freeze import FreezeSettings, freeze
from app.distill import config as distill_config
from app.distill import runs as distill_runs
from app.distill.config import DistillConfig
from app.domain import Split, Teacher, TeacherKind
from app.errors import InputError
from app.evaluate.evaluate import evaluate_run
from app.export import gguf
from app.export.jobs import export_base, export_run, parity_run
from app.job import Job, Progress, part, staged
from app.models import library, starter, teachers
from app.models.base import Sampling
from app.store import database, projects, workspace

T = TypeVar("T")
DEMO = "samples/contracts/recipe.toml"
# Fields of one kind of file; the mapping of the other kind is without them.
_ASKED, _ANSWERED = ("reference", "split", "tags"), ("response", "model", "finish_reason")


@dataclass(frozen=True, slots=True)
class Recipe:
    """The whole journey: where prompts and responses come from, and what is made of them."""

    project: str
    prompts: tuple[Path, ...]
    teacher_name: str
    teacher_kind: TeacherKind
    teacher_location: str  # a model, for local teachers
    responses: tuple[Path, ...]  # files, for recorded teachers
    distill: DistillConfig
    mapping: Mapping[str, str] = field(default_factory=dict)
    response_mapping: Mapping[str, str] | None = None  # None: what fits of ``mapping``
    sampling: Sampling = field(default_factory=Sampling)
    freeze: FreezeSettings = field(default_factory=FreezeSettings)
    quants: tuple[str, ...] = ("F16", "Q8_0", "Q4_K_M")
    evaluate_quant: str = "Q8_0"
    parity_examples: int = 0  # 0: the whole test split
    question: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the journey and its usual share of the time, for the estimate."""

    name: str
    share: float


STAGES = (
    Stage("Model", 4),
    Stage("Collect", 1),
    Stage("Curate", 1),
    Stage("Distill", 60),
    Stage("Export", 4),
    Stage("Parity", 12),
    Stage("Evaluate", 18),
)


def load(path: Path) -> Recipe:
    """Read a recipe; paths in it are relative to its folder. InputError names what is wrong."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        values = tomllib.loads(text)
    except OSError as error:
        raise InputError(
            f"The recipe {path} cannot be read: {error.strerror}.", "Check the path."
        ) from None
    except (ValueError, RecursionError) as error:  # no UTF-8, no TOML, an endless number
        raise InputError(
            f"{path.name} is no recipe: {error}", "A recipe is a TOML file, in UTF-8."
        ) from None
    reader = _Reader(values, path)
    reader.known(set(values), "the recipe", "project prompts teacher generate freeze distill "
                 "export evaluate chat parity")  # fmt: skip
    project = reader.table("project", "name")
    prompts = reader.table("prompts", "files map")
    teacher = reader.table("teacher", "kind name model files map")
    export, chat = reader.table("export", "quants"), reader.table("chat", "question")
    evaluate, parity = reader.table("evaluate", "quant"), reader.table("parity", "examples")
    kind = reader.choice(teacher, "teacher.kind", [kind.value for kind in TeacherKind])
    recorded = kind == TeacherKind.RECORDED
    quants = tuple(reader.strings(export, "export.quants")) or ("F16", "Q8_0", "Q4_K_M")
    quant = reader.text(evaluate, "evaluate.quant", "Q8_0")
    for name in (*quants, quant):
        if name not in gguf.QUANTS:
            raise reader.wrong(f"there is no quant {name!r}; known: {', '.join(gguf.QUANTS)}")
    if quant not in quants:
        raise reader.wrong(f"evaluate.quant {quant} is not among export.quants")
    distill = dict(reader.table("distill"))
    for key in ("student", "teacher"):
        if isinstance(distill.get(key), str):
            distill[key] = reader.model(distill[key])
    return Recipe(
        project=reader.text(project, "project.name"),
        prompts=reader.files(prompts, "prompts.files"),
        teacher_name=reader.text(teacher, "teacher.name"),
        teacher_kind=TeacherKind(kind),
        teacher_location="" if recorded else reader.model(reader.text(teacher, "teacher.model")),
        responses=reader.files(teacher, "teacher.files") if recorded else (),
        mapping=reader.mapping(prompts, "prompts.map"),
        response_mapping=reader.mapping(teacher, "teacher.map") if "map" in teacher else None,
        sampling=_sampling(reader),
        freeze=_freeze(reader),
        distill=distill_config.from_json(distill, f"[distill] in {path.name}"),
        quants=quants,
        evaluate_quant=quant,
        parity_examples=reader.number(parity, "parity.examples", 0),
        question=reader.text(chat, "chat.question", ""),
    )


def _sampling(reader: _Reader) -> Sampling:
    table = reader.table("generate", "max_tokens temperature top_p seed")
    usual = Sampling()
    return Sampling(
        max_tokens=reader.number(table, "generate.max_tokens", usual.max_tokens, low=1),
        temperature=reader.real(table, "generate.temperature", usual.temperature, high=5),
        top_p=reader.real(table, "generate.top_p", usual.top_p, high=1, low=0.01),
        seed=reader.number(table, "generate.seed", usual.seed),
    )


def _freeze(reader: _Reader) -> FreezeSettings:
    table = reader.table("freeze", "validation test seed name")
    usual = FreezeSettings()
    values = {
        "validation": reader.real(table, "freeze.validation", usual.validation, high=1),
        "test": reader.real(table, "freeze.test", usual.test, high=1),
    }
    seed = reader.number(table, "freeze.seed", usual.seed)
    try:
        return FreezeSettings(**values, seed=seed, name=reader.text(table, "freeze.name", ""))
    except InputError as error:
        raise reader.wrong(f"[freeze]: {error}".rstrip(".")) from None


class _Reader:
    """Typed access to a recipe's tables, with one kind of complaint."""

    def __init__(self, values: Mapping[str, Any], path: Path) -> None:
        self.values = values
        self.path = path

    def wrong(self, what: str) -> InputError:
        return InputError(
            f"The recipe {self.path.name} cannot be used: {what}.",
            f"See {DEMO} in the resources for a complete one.",
        )

    def table(self, name: str, allowed: str = "") -> Mapping[str, Any]:
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            raise self.wrong(f"{name} must be a table")
        if allowed:
            self.known(set(value), f"[{name}]", allowed)
        return value

    def known(self, keys: set[str], where: str, allowed: str) -> None:
        unknown = sorted(keys - set(allowed.split()))
        if unknown:
            raise self.wrong(f"{unknown[0]!r} is unknown in {where}; known: {allowed}")

    def text(self, table: Mapping[str, Any], key: str, default: str | None = None) -> str:
        value = table.get(key.rpartition(".")[2], default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(f"{key} is missing or no text")
        return value

    def choice(self, table: Mapping[str, Any], key: str, options: list[str]) -> str:
        value = self.text(table, key)
        if value not in options:
            raise self.wrong(f"{key} must be one of {', '.join(options)}")
        return value

    def number(self, table: Mapping[str, Any], key: str, default: int, low: int = 0) -> int:
        value = table.get(key.rpartition(".")[2], default)
        if type(value) is not int or value < low:
            raise self.wrong(f"{key} must be a whole number of {low} or more")
        return value

    def real(
        self, table: Mapping[str, Any], key: str, default: float, high: float, low: float = 0
    ) -> float:
        value = table.get(key.rpartition(".")[2], default)
        if type(value) not in (int, float) or not low <= value <= high:
            raise self.wrong(f"{key} must be a number from {low:g} to {high:g}")
        return float(value)

    def model(self, reference: str) -> str:
        """A folder or file beside the recipe, else the reference as it is: a library's name."""
        beside = self.path.absolute().parent / Path(reference).expanduser()
        known = library.get(reference) is not None
        return str(beside) if reference and not known and beside.exists() else reference

    def mapping(self, table: Mapping[str, Any], key: str) -> Mapping[str, str]:
        value = table.get(key.rpartition(".")[2], {})
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            raise self.wrong(f"{key} must be a table of columns by field")
        return value

    def strings(self, table: Mapping[str, Any], key: str) -> list[str]:
        value = table.get(key.rpartition(".")[2], [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(f"{key} must be a list of texts")
        return value

    def files(self, table: Mapping[str, Any], key: str) -> tuple[Path, ...]:
        found = tuple(self.path.parent / name for name in self.strings(table, key))
        for path in found:
            if not path.is_file():
                raise self.wrong(f"{key} names {path.name}, which is not there")
        if not found:
            raise self.wrong(f"{key} names no file")
        return found


def journey(place: Path, recipe: Recipe) -> Job[dict[str, Any]]:
    """Everything from prompts to the report; run again, it does only what is left.

    The caller holds the workspace (store.workspace.writing). Returns the result that
    ``stillroom run --json`` prints.
    """
    yield from _stage(0, _model(recipe))
    with database.connect(workspace.database_path(place)) as db:
        project = projects.create(db, recipe.project)
        asked = {key: value for key, value in recipe.mapping.items() if key not in _ANSWERED}
        yield from _stage(1, import_prompts(place, recipe.project, recipe.prompts, asked))
        origins = yield from _stage(1, _responses(db, place, recipe))
        curated = yield from _stage(
            2, curate(place, recipe.project, recipe.teacher_name, origins=origins)
        )
        dataset = yield from _stage(
            2, freeze(place, project.name, recipe.teacher_name, recipe.freeze)
        )
        if not dataset.counts.get(Split.TEST):
            raise InputError(
                "The dataset has no test part, so nothing could say how good the student is.",
                "Raise [freeze] test in the recipe, or mark rows of the prompts as test.",
            )
        run = distill_runs.create(db, dataset, recipe.distill)
        trained = yield from _stage(3, worker.remote(distill_runs.distill, place, run.name))
        quants = list(recipe.quants)
        files = yield from _stage(4, worker.remote(export_run, place, run.name, quants))
        base = yield from _stage(
            4, worker.remote(export_base, place, recipe.distill.student, recipe.evaluate_quant)
        )
        parity = yield from _stage(
            5, worker.remote(parity_run, place, run.name, recipe.parity_examples)
        )
        report = yield from _stage(
            6,
            worker.remote(evaluate_run, place, run.name, recipe.evaluate_quant, base.path),
        )
    return {
        "project": project.name,
        "dataset": {"name": dataset.name, "hash": dataset.hash, "counts": dict(dataset.counts)},
        "curation": curated.as_json(),
        "run": {"name": run.name, "dir": str(trained.folder), **trained.as_json()},
        "gguf": [
            {**item.as_json(), **{key: parity["quants"].get(item.quant, {}).get(key)
                                  for key in ("mean_kl", "top1")}}
            for item in files
        ],
        "parity": {key: value for key, value in parity.items() if key != "about"},
        "evaluation": report,
    }  # fmt: skip


def _stage(number: int, job: Job[T]) -> Job[T]:
    """One part of the journey, with the part of the whole that is done among its metrics."""
    total = sum(stage.share for stage in STAGES)
    before = sum(stage.share for stage in STAGES[:number])
    stage = STAGES[number]
    named = staged(job, f"{number + 1}/{len(STAGES)} {stage.name}")
    return part(named, before / total, (before + stage.share) / total)


def _model(recipe: Recipe) -> Job[None]:
    wanted = {recipe.distill.student, recipe.distill.teacher, recipe.teacher_location}
    if starter.NAME in wanted:
        yield from worker.remote(starter.starter)
    for reference in (recipe.distill.student, recipe.distill.teacher):
        if reference:
            library.folder_of(reference)
    yield Progress(1, 1, "The models are there")


def _responses(db: database.Database, place: Path, recipe: Recipe) -> Job[tuple[str, ...]]:
    """The teacher's answers into the store; returns the origins of those that count now."""
    if recipe.teacher_kind is TeacherKind.RECORDED:
        usual = {key: value for key, value in recipe.mapping.items() if key not in _ASKED}
        chosen = usual if recipe.response_mapping is None else recipe.response_mapping
        imported = yield from import_responses(
            place, recipe.project, recipe.teacher_name, recipe.responses, chosen
        )
        return imported.origins
    add_teacher(db, recipe.project, recipe.teacher_name, recipe.teacher_kind,
                recipe.teacher_location)  # fmt: skip
    generated = yield from worker.remote(
        generate, place, recipe.project, recipe.teacher_name, recipe.sampling
    )
    return (generated.origin,)


def add_teacher(
    db: database.Database, project: str, name: str, kind: TeacherKind, location: str
) -> Teacher:
    """Register a local teacher after looking at its files."""
    found = projects.get(db, project)
    capabilities = teachers.probe(kind, location)
    return projects.add_teacher(db, found, name, kind, library.reference(location), capabilities)


def demo_recipe() -> Recipe:
    """The sample project's recipe."""
    return load(paths.resources() / DEMO)
