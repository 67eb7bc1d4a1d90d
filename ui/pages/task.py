"""The first step: what the student shall do, what it is told, and the form of its answers."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from app.workflow import Facts, Step
from ui import task_templates
from ui.context import Context
from ui.pages.base import Page, card, row, text
from ui.task_templates import CLASSIFY, FIELDS, TEMPLATES, Template
from ui.theme import GAP
from ui.widgets.answer_check import AnswerCheck
from ui.widgets.headline import headline
from ui.widgets.name_list import NameList

_PAUSE = 400  # milliseconds after the last key before an instruction is stored
_LONGEST = 8000  # characters: every prompt carries the instruction
_INDENT = 19


class TaskPage(Page):
    """Templates, the instruction, the format."""

    step = Step.TASK

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._project = context.project
        self._names: dict[str, tuple[str, ...]] = {}  # of each template with a format
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.timeout.connect(self._store_instruction)
        self.radios: dict[str, QRadioButton] = {}
        self.body.addWidget(self._build_templates())
        self.names = NameList()
        self.names.edited.connect(self._on_names)
        self.names_title = text("", "heading")
        self.names_lead = text("", "muted")
        self.names_card = card(self.names_title, self.names_lead, self.names)
        self.body.addWidget(self.names_card)
        self.body.addWidget(self._build_instruction())
        self.example = text()
        self.example_about = text("", "muted")
        self.check = AnswerCheck()
        self.example_card = card(
            text(self.tr("What an answer looks like"), "heading"),
            self.example,
            text(self.tr("Check an answer"), "heading"),
            self.example_about,
            self.check,
        )
        self.body.addWidget(self.example_card)
        self.body.addStretch(1)
        self._show(None)

    def _build_templates(self) -> QWidget:
        grid = QWidget()
        lines = QGridLayout(grid)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setHorizontalSpacing(GAP * 2)
        lines.setVerticalSpacing(3)
        group = QButtonGroup(self)
        for number, template in enumerate(TEMPLATES):
            radio = QRadioButton(template.title)
            radio.setAccessibleDescription(template.about)
            radio.clicked.connect(lambda _on=False, it=template: self._on_template(it))
            group.addButton(radio)
            self.radios[template.id] = radio
            about = text(template.about, "muted")
            about.setIndent(_INDENT)
            line, column = divmod(number, 2)
            lines.addWidget(radio, line * 3, column)
            lines.addWidget(about, line * 3 + 1, column)
            lines.setRowMinimumHeight(line * 3 + 2, 4)
            lines.setColumnStretch(column, 1)
        return card(text(self.tr("What shall the student do?"), "heading"), grid)

    def _build_instruction(self) -> QWidget:
        self.instruction = QPlainTextEdit()
        self.instruction.setAccessibleName(self.tr("Instruction"))
        self.instruction.setPlaceholderText(
            self.tr("No instruction: the prompts go to the model as they are.")
        )
        self.instruction.setTabChangesFocus(True)
        self.instruction.setFixedHeight(110)
        self.instruction.textChanged.connect(self._on_instruction)
        self.restore = QPushButton(self.tr("Restore the template's text"))
        self.restore.clicked.connect(self._on_restore)
        self.instruction_note = text("", "muted")
        return card(
            headline(self.tr("Instruction"), "system")[1],
            text(
                self.tr(
                    "This is put before every prompt that brings no instruction of its own, when "
                    "the prompts are imported."
                ),
                "muted",
            ),
            self.instruction,
            row(self.restore),
            self.instruction_note,
        )

    # What the shell asks.

    def title(self) -> str:
        return self.tr("Task")

    def lead(self) -> str:
        return self.tr(
            "Say what the student shall be good at. You can change all of this later; prompts "
            "that are imported already keep their instruction."
        )

    @property
    def template(self) -> Template | None:
        """The chosen one."""
        return task_templates.get(self.context.choices.template)

    @property
    def valid(self) -> bool:
        return not self.missing()

    def missing(self) -> str:
        template = self.template
        if template is None:
            return self.tr("Choose what the student shall do.")
        if template.id == FIELDS and not self.names.names():
            return self.tr("Name at least one field.")
        if template.id == CLASSIFY and len(self.names.names()) < 2:
            return self.tr("Name at least two labels.")
        if len(self.instruction.toPlainText()) > _LONGEST:
            return self.tr("The instruction is too long.")
        return ""

    def apply(self) -> bool:
        self._flush()
        return True

    def left(self) -> None:
        self._flush()

    def close_page(self) -> None:
        self._flush()

    def refresh(self, facts: Facts) -> None:
        choices = facts.choices
        template = task_templates.get(choices.template)
        if template is not None:
            self.radios[template.id].setChecked(True)
            if template.formatted:
                self._names[template.id] = choices.fields
        written = self.instruction.toPlainText()
        unsaved = self._save.isActive() or len(written) > _LONGEST
        if not unsaved and written.strip() != choices.instruction:
            with QSignalBlocker(self.instruction):
                self.instruction.setPlainText(choices.instruction)
        self._show(template)

    def _show(self, template: Template | None) -> None:
        formatted = template is not None and template.formatted
        self.names_card.setVisible(formatted)
        self.example_card.setVisible(template is not None)
        self.restore.setEnabled(template is not None)
        self._show_length()
        if template is None:
            return
        names = self._names.get(template.id, ()) if formatted else ()
        if formatted:
            label = template.id == CLASSIFY
            self.names.show_kind(label=label)
            self.names.set_names(names)
            self.names_title.setText(self.tr("Labels") if label else self.tr("Fields"))
            self.names_lead.setText(
                self.tr("The only answers that the student may give.")
                if label
                else self.tr("Each becomes one line of the answer: its name, a colon, its value.")
            )
        self.example.setText(template.example(names) or self.tr("Add a name above to see it here."))
        fields = names if template.id == FIELDS else ()
        labels = names if template.id == CLASSIFY else ()
        self.example_about.setText(
            self.tr(
                "Answers of the teacher that do not fit are left out when you curate. Paste one "
                "to try it."
            )
            if formatted
            else self.tr("Any text is an answer here.")
        )
        self.check.setVisible(formatted)
        self.check.set_format(fields, labels)

    # What the user does.

    def _on_template(self, template: Template) -> None:
        before = self.template
        if before is template:
            return
        changes: dict[str, object] = {"template": template.id}
        if template.formatted:
            changes["fields"] = names = self._names.get(template.id, ())
        else:
            names = ()
        if not self._own_instruction():
            changes["instruction"] = template.instruction(names)
            self._save.stop()
        self.context.choose(**changes)

    def _own_instruction(self) -> bool:
        """Whether the instruction is the user's own words and not a template's."""
        now = self.instruction.toPlainText().strip()
        ready = {
            each.instruction(self._names.get(each.id, ())) for each in TEMPLATES
        } | {each.instruction(()) for each in TEMPLATES}  # fmt: skip
        return bool(now) and now not in ready

    def _on_names(self) -> None:
        template = self.template
        if template is None or not template.formatted:
            return
        names = self.names.names()
        before = template.instruction(self._names.get(template.id, ()))
        changes: dict[str, object] = {"fields": names}
        if self.instruction.toPlainText().strip() == before:  # untouched: it names them
            changes["instruction"] = template.instruction(names)
            self._save.stop()
        self.context.choose(**changes)

    def _on_instruction(self) -> None:
        self._save.start(_PAUSE)
        self._show_length()
        self.changed.emit()

    def _show_length(self) -> None:
        size = len(self.instruction.toPlainText())
        template, note, kind = self.template, "", "muted"
        if size > _LONGEST:
            kind = "bad"
            note = self.tr(
                "This instruction has {:,} characters, and every prompt carries it. Keep it below "
                "{:,}; until then the earlier one stays."
            ).format(size, _LONGEST)
        elif template is not None and self._own_instruction():
            note = self.tr("These are your own words; another template keeps them.")
        self.instruction_note.setText(note)
        self.instruction_note.setVisible(bool(note))
        if self.instruction_note.property("kind") != kind:
            self.instruction_note.setProperty("kind", kind)
            self.instruction_note.style().polish(self.instruction_note)

    def _on_restore(self) -> None:
        template = self.template
        if template is not None:
            # Through the document, so that Ctrl+Z brings the own words back.
            cursor = self.instruction.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(template.instruction(self._names.get(template.id, ())))
            self._flush()

    def _flush(self) -> None:
        if self._save.isActive():
            self._save.stop()
            self._store_instruction()

    def _store_instruction(self) -> None:
        written = self.instruction.toPlainText().strip()
        if len(written) > _LONGEST or self._project is None or not self.context.is_open:
            return
        if self.context.project == self._project:
            if written != self.context.choices.instruction:
                self.context.choose(instruction=written)
        else:  # the project has just been left
            self.context.choose_for(self._project, instruction=written)
