"""The student: which model it starts from, whether it fits, and how it is to learn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QFileSystemWatcher
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app import paths, worker, workflow
from app.distill import config as distill_config
from app.distill import memory_plan, pairing, presets
from app.distill.config import DistillConfig, Method
from app.distill.memory_plan import Place
from app.distill.pairing import Pair
from app.errors import InputError, StillroomError
from app.job import Job
from app.models import inventory, library, starter
from app.models.inventory import Item
from app.workflow import Facts, Reason, Step
from ui import distill_words
from ui.context import Context
from ui.job_queue import Ticket
from ui.pages.base import Page, card, text
from ui.widgets.headline import headline
from ui.widgets.memory_bar import MemoryBar
from ui.widgets.method_choice import MethodChoice
from ui.widgets.model_shelf import ModelShelf
from ui.widgets.settings_fold import SettingsFold

_INDENT = 19


class StudentPage(Page):
    """The model library, the fit, the method, the presets and all settings."""

    step = Step.STUDENT

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._project = context.project
        self._open = True
        self._items: list[Item] | None = None
        self._place: Place | None = None
        self._pair = Pair()
        self._pair_of: tuple[str, str] | None = None
        self._sample: dict[str, Any] = {}
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        self.shelf = ModelShelf()
        self.shelf.picked.connect(self._on_student)
        self.shelf.fetch.connect(self._on_fetch)
        self.shelf.brought.connect(self._on_import)
        self.shelf.removed.connect(self._on_remove)
        self.chosen = text()
        self.method = MethodChoice()
        self.method.picked.connect(self._on_method)
        self.presets: dict[str, QRadioButton] = {}
        self.preset_about: dict[str, QWidget] = {}
        self.memory = MemoryBar()
        self.advice = text("", "muted")
        self.settings = SettingsFold()
        self.settings.edited.connect(self._on_setting)
        started = self.tr("Model that the student starts from")
        for inside in (
            card(headline(started, "student")[1], self.shelf, self.chosen),
            card(headline(self.tr("How it learns"), "method")[1], self.method),
            card(headline(self.tr("How thoroughly"), "lora")[1], self._build_presets()),
            card(text(self.tr("Memory"), "heading"), self.memory, self.advice),
            self.settings,
        ):
            self.body.addWidget(inside)
        self.body.addStretch(1)

    def _build_presets(self) -> QWidget:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        group = QButtonGroup(self)
        order = (presets.FAST, presets.BALANCED, presets.BEST, presets.SAMPLE, presets.CUSTOM)
        for name in order:
            title, about = distill_words.preset(name)
            radio = self.presets[name] = QRadioButton(title)
            radio.setAccessibleDescription(about)
            radio.clicked.connect(lambda _on=False, it=name: self._on_preset(it))
            group.addButton(radio)
            label = self.preset_about[name] = text(about, "muted")
            label.setIndent(_INDENT)
            box.addWidget(radio)
            box.addWidget(label)
        return inside

    # What the shell asks.

    def title(self) -> str:
        return self.tr("Student")

    def lead(self) -> str:
        return self.tr(
            "Choose the small model that shall learn, and how. The defaults are good; you can go "
            "on as soon as a model is chosen."
        )

    @property
    def valid(self) -> bool:
        return not self.missing()

    def missing(self) -> str:
        name = self.facts.student
        if not name:
            if self._items == []:
                return self.tr("Fetch the starter model, or import one.")
            return self.tr("Choose a model from the list.")
        item = self._item(name)
        if self._items is not None and item is None:
            return self.tr(
                "The model “{}” is no longer there. Choose another, or import it again."
            ).format(name)
        if item is not None and item.problem:
            return self.tr("The model “{}” is damaged. Choose another.").format(name)
        try:
            config = self._config()
        except StillroomError as error:
            return f"{error.message} {error.hint}"
        if item is not None and item.shapes and config.keep_layers > item.shapes.layers:
            return self.tr("This model has {} layers; it cannot keep {}.").format(
                item.shapes.layers, config.keep_layers
            )
        if config.method is Method.LOGIT and self._reasons()["logit"]:
            return self.tr("The logit level is not possible here. Choose the response level.")
        if config.method is Method.LOGIT and self._pair.problem:
            return self._pair.problem
        return ""

    def apply(self) -> bool:
        name = self.facts.student
        if library.get(name) is None and not (Path(name).expanduser() / "config.json").is_file():
            self._look()
            raise InputError(
                self.tr("The model “{}” is no longer there.").format(name),
                self.tr("Choose another, or import it again."),
            )
        return True

    def entered(self) -> None:
        self._look()
        self.context.start(
            self.tr("Looking at this machine"), memory_plan.probe, quiet=True, done=self._on_probe
        )
        own, teacher = self._own(), self.facts.teacher
        logit = own.get("method") == Method.LOGIT.value and not self._reasons()["logit"]
        if logit and teacher is not None and own.get("teacher") != teacher.location:
            # Another one has been chosen meanwhile.
            self._store({**own, "teacher": teacher.location}, self._settings())

    def close_page(self) -> None:
        self._open = False

    def refresh(self, facts: Facts) -> None:
        choices = facts.choices
        if choices.preset == presets.SAMPLE and choices.distill:
            self._sample = {
                name: value for name, value in choices.distill.items() if name not in presets.OWN
            }
        self._compare()
        for name, radio in self.presets.items():
            radio.setChecked(name == choices.preset)
            shown = name in (presets.FAST, presets.BALANCED, presets.BEST) or (
                bool(self._sample) if name == presets.SAMPLE else choices.preset == name
            )
            radio.setVisible(shown)
            self.preset_about[name].setVisible(shown)
        self._show()

    def progressed(self, ticket: Ticket) -> None:
        self.shelf.set_busy(self._works() or ticket.active)

    # Showing.

    def _show(self) -> None:
        name = self.facts.student
        own = self._own()
        chosen = "" if self._item(name) is None else name
        self.shelf.show_models(self._listed(), chosen, starter=starter.NAME)
        self.shelf.set_busy(self._works())
        item = self._item(name)
        if item is not None and not item.problem:
            said = self.tr("The student starts from “{}” ({} parameters).").format(
                name, distill_words.count(item.parameters)
            )
        elif name and self._items is not None:
            said = self.tr("The chosen model “{}” cannot be used any more.").format(name)
        else:
            said = ""
        self.chosen.setText(said)
        self.chosen.setVisible(bool(said))
        method = str(own.get("method", Method.RESPONSE.value))
        self.method.show_methods(self._reasons(), method, self._pair.problem)
        self.settings.show_values(self._settings(), logit=method == Method.LOGIT.value)
        self._show_memory()
        self.changed.emit()

    def _show_memory(self) -> None:
        item = self._item(self.facts.student)
        shapes = item.shapes if item is not None else None
        plan, config = None, None
        if shapes is not None:
            try:
                config = self._config()
                plan = memory_plan.plan(shapes, config, self._pair.teacher)
            except StillroomError:
                plan = None  # what is wrong stands beside the main button
        waiting = (
            self.tr("Choose a model to see whether it fits.")
            if shapes is None
            else self.tr("Looking at this machine…")
        )
        self.memory.show_plan(plan, self._place, waiting)
        lines: list[str] = []
        if plan is not None and self._place is not None and shapes is not None and config:
            found = memory_plan.advice(shapes, config, self._place, self._pair.teacher)
            lines = [f"• {distill_words.advice(each)}" for each in found]
        self.advice.setText("\n".join(lines))
        self.advice.setVisible(bool(lines))

    def _works(self) -> bool:
        """Whether a job runs that may read the library's files; looks at them do not count."""
        return any(not ticket.quiet for ticket in self.context.queue.active())

    # What is chosen.

    def _own(self) -> dict[str, Any]:
        """Student, method and teacher as they are stored."""
        stored = self.facts.choices.distill
        return {name: stored[name] for name in presets.OWN if name in stored}

    def _settings(self) -> dict[str, Any]:
        return presets.complete(self.facts.choices.distill)

    def _config(self) -> DistillConfig:
        where = self.tr("These settings")
        return distill_config.from_json(self.facts.choices.distill, where)

    def _item(self, name: str) -> Item | None:
        return next((item for item in self._items or () if item.name == name), None)

    def _listed(self) -> list[Item] | None:
        """The library; a student from elsewhere is no part of it."""
        if self._items is None:
            return None
        return [item for item in self._items if item.folder.parent == paths.models()]

    def _reasons(self) -> dict[str, Reason]:
        return workflow.methods(self.facts.teacher, self._pair.same_tokens)

    def _store(
        self, own: dict[str, Any], settings: dict[str, Any], preset: str | None = None
    ) -> None:
        if own.get("method") != Method.LOGIT.value:
            own.pop("teacher", None)
        changes: dict[str, Any] = {"distill": {**own, **presets.changed(settings)}}
        if preset is not None:
            changes["preset"] = preset
        self.context.choose(**changes)

    def _of_preset(self, name: str, own: dict[str, Any]) -> dict[str, Any]:
        if name == presets.SAMPLE:
            return presets.complete(self._sample)
        if name == presets.CUSTOM or name not in self.presets:
            return self._settings()
        item = self._item(str(own.get("student", "")))
        shapes = item.shapes if item is not None else None
        return presets.values(name, shapes, self._place, own, self._pair.teacher)

    # What the user does.

    def _on_student(self, name: str) -> None:
        self.shelf.set_busy(self._works())
        item = self._item(name)
        if item is None or item.problem or not item.trainable or name == self.facts.student:
            return
        own = {"method": Method.RESPONSE.value, **self._own(), "student": name}
        self._store(own, self._of_preset(self.facts.choices.preset, own))

    def _on_method(self, method: str) -> None:
        own = {**self._own(), "method": method}
        teacher = self.facts.teacher
        if method == Method.LOGIT.value and teacher is not None:
            own["teacher"] = teacher.location
        preset = self.facts.choices.preset
        self._store(own, self._of_preset(preset, own))

    def _on_preset(self, name: str) -> None:
        own = self._own()
        self._store(own, self._of_preset(name, own), name)

    def _on_setting(self, name: str, value: object) -> None:
        settings = {**self._settings(), name: value}
        if settings != self._settings():
            self._store(self._own(), settings, presets.CUSTOM)

    # The library.

    def _quietly(self, make: Callable[[], Job[Any]], done: Callable[[Any], None]) -> None:
        """A job of no page: it neither blocks the main button nor shows in the panel."""
        self.context.start(
            self.tr("Looking at the models"),
            make,
            quiet=True,
            done=lambda result: done(result) if self._open else None,
        )

    def _look(self) -> None:
        wanted = self.facts.student
        self._quietly(lambda: inventory.survey(wanted), self._on_survey)

    def _on_survey(self, items: list[Item]) -> None:
        self._items = items
        folders = {str(paths.models())} | {str(item.folder) for item in items}
        known = set(self._watcher.directories())
        if gone := sorted(known - folders):
            self._watcher.removePaths(gone)
        if new := sorted(path for path in folders - known if Path(path).is_dir()):
            self._watcher.addPaths(new)
        if len(items) == 1 and not self.facts.student:
            self._on_student(items[0].name)  # there is nothing to choose from
        self._compare()
        self._show()

    def _on_probe(self, place: Place) -> None:
        if self._open:
            self._place = place
            self._show()

    def _compare(self) -> None:
        """Compare the tokens of student and teacher when they are another pair."""
        teacher = self.facts.teacher
        location = teacher.location if teacher is not None else ""
        if teacher is None or workflow.methods(teacher, None)["logit"]:
            location = ""  # no reason to read its files
        pair = (self.facts.student, location)
        if pair == self._pair_of:
            return
        self._pair_of, self._pair = pair, Pair()
        if all(pair):
            self._quietly(lambda: pairing.compare(*pair), lambda found: self._on_pair(pair, found))

    def _on_pair(self, pair: tuple[str, str], found: Pair) -> None:
        if pair == self._pair_of:
            self._pair = found
            self._show()

    def _on_fetch(self) -> None:
        self.start(
            self.tr("Fetching the starter model"),
            lambda: worker.remote(starter.starter),
            heavy=True,
            done=self._on_arrival,
        )

    def _on_import(self, source: Path) -> None:
        self.start(
            self.tr("Importing “{}”").format(source.name),
            lambda: worker.remote(library.add, source),
            heavy=True,
            done=self._on_arrival,
        )

    def _on_arrival(self, model: library.LibraryModel) -> None:
        if not self._open:
            return
        self._look()
        if not self.facts.student and model.trainable:
            own = {**self._own(), "student": model.name, "method": Method.RESPONSE.value}
            self._store(own, self._of_preset(self.facts.choices.preset, own))

    def _on_remove(self, name: str) -> None:
        self.start(
            self.tr("Removing “{}”").format(name),
            lambda: inventory.remove(name),
            done=lambda _none: self._look() if self._open else None,
        )
