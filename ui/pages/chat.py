"""Talk to the student, beside its untouched base or its teacher when wanted."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from app import files
from app.domain import Messages
from app.models.base import Sampling
from app.store import chats
from app.store.chats import STUDENT, Chat, Turn
from app.workflow import Facts, Step
from ui.chat_models import ChatModels
from ui.chat_service import At, ChatService
from ui.context import Context
from ui.errors import describe
from ui.pages.base import Page, row, text
from ui.widgets.chat_choices import ChatChoices
from ui.widgets.chat_input import ChatInput
from ui.widgets.chat_settings import ChatSettings
from ui.widgets.chat_view import ChatView, MessageCard
from ui.widgets.flow import Flow
from ui.widgets.save_case import SaveCase

_LONGEST = 2_000_000  # characters of a question; no model here reads a tenth of it


class ChatPage(Page):
    """The last step: it has no main button, and the model stays loaded when it is left."""

    step = Step.CHAT

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._project = context.project
        self.models = ChatModels(context, self)
        self.models.changed.connect(self._on_models)
        self.models.moved.connect(self._on_moved)
        self._undo: Chat | None = None
        self._prefilled = False
        self._in_view = False
        self._closed = False
        self._build()
        self.chat, readable = Chat(), True
        if self._project is not None:
            self.chat, readable = chats.load(context.place, self._project)
        self.settings.fill(self.chat)
        self.choices.prefer(self.chat.quant, self.chat.other)
        if not readable:
            self._say(
                self.tr("The stored conversation could not be read; this is a new one. "
                        "The file was put aside.")
            )  # fmt: skip
        self._show_chat()

    def _build(self) -> None:
        self.choices = ChatChoices(self)
        self.choices.changed.connect(self._on_choice)
        self.more = QPushButton(self.tr("How it answers"))
        self.more.setCheckable(True)
        self.settings = ChatSettings()
        self.settings.hide()
        self.settings.changed.connect(self._on_settings)
        self.more.toggled.connect(self.settings.setVisible)
        self.note = text("", "muted")
        self.undo = QPushButton(self.tr("Undo"))
        self.undo.clicked.connect(self._on_undo)
        self.restart = QPushButton(self.tr("Restart"))
        self.restart.clicked.connect(self._on_restart)
        self.note_row = row(self.note, self.undo, self.restart, stretch=False)
        self.note_row.layout().setStretch(0, 1)  # type: ignore[union-attr]
        self.view = ChatView()
        self.view.edit.connect(self._on_edit)
        self.view.again.connect(self._on_again)
        self.view.keep.connect(self._on_keep)
        self.input = ChatInput()
        self.input.sent.connect(self.send)
        self.input.stopped.connect(self._on_stop)
        self.input.changed.connect(self._update)
        self.save = QPushButton(self.tr("Save as text…"))
        self.save.clicked.connect(self._on_save)
        self.new = QPushButton(self.tr("New conversation"))
        self.new.clicked.connect(self._on_new)
        above = Flow(*self.choices.parts, self.more, self.save, self.new)
        for widget in (above, self.settings, self.note_row):
            self.body.addWidget(widget)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.input)
        self._say("")

    # What the page says of itself.

    def title(self) -> str:
        """The heading."""
        return self.tr("Talk to your student")

    def lead(self) -> str:
        """What the step is for."""
        return self.tr(
            "Ask it what it was trained for. It answers on this machine, without a network."
        )

    @property
    def busy(self) -> bool:
        """Nothing here holds up the shell."""
        return False

    def refresh(self, facts: Facts) -> None:
        """Offer the files that are there."""
        self.choices.offer(facts, self.context.place)
        self.view.names = self._names()
        if not self._prefilled and not self.chat.turns and facts.choices.question:
            self._prefilled = True
            if not self.input.question:
                self.input.put(facts.choices.question)
        self._load()

    def entered(self) -> None:
        """Load the model; whoever comes here wants to ask."""
        self._in_view = True
        self._load()
        self.input.box.setFocus()

    def left(self) -> None:
        """The model stays loaded."""
        self._in_view = False

    def close_page(self) -> None:
        """Let the models go."""
        self._closed = True
        self._settle_all()
        self.models.close()

    # The models.

    def _names(self) -> Mapping[str, str]:
        teacher = self.facts.teacher
        return {
            STUDENT: self.tr("Student"),
            chats.BASE: self.tr("Untouched base"),
            chats.TEACHER: teacher.name if teacher is not None else self.tr("Teacher"),
        }

    def _load(self) -> None:
        """Load what is chosen, once somebody looks."""
        if self._in_view and not self._closed:
            self.models.use(self.choices.paths())
            self._update()

    def _on_models(self) -> None:
        if self.models.at(STUDENT) is At.READY:
            self.settings.set_trained(self.models.system(STUDENT) or "")
        self._update()

    def _request(self, who: str) -> tuple[Messages, Sampling] | None:
        """What a model is asked with the last turn; the student knows the instruction."""
        system = self._system()
        if system is None:
            return None
        seed = secrets.randbelow(1 << 31)  # asked again at a temperature: another answer
        sampling = Sampling(self.chat.max_tokens, self.chat.temperature, seed=seed)
        return self.chat.messages(who, system, len(self.chat.turns) - 1), sampling

    def _system(self) -> str | None:
        chosen = self.settings.system
        return self.models.system(STUDENT) if chosen is None else chosen

    def _on_moved(self, who: str) -> None:
        """Show how far an answer is."""
        card, service = self._card(who), self.models.services[who]
        if card is None:
            return
        if service.at is At.DEAD:
            self._settle(who)
            card.set_note(self.tr("The model has stopped."), "bad")
        elif not self.models.told(who):
            card.set_note(self.tr("Waiting for the model…"))
        elif service.at is At.ANSWERING:
            card.set_text(service.text, at_once=False)
            card.set_note("" if service.text else self.tr("Reading…"))
        else:
            card.set_text(service.text)
            self._settle(who)
            self._say_how_it_ended(card, service)

    def _say_how_it_ended(self, card: MessageCard, service: ChatService) -> None:
        if service.problem:
            card.set_note(service.problem, "bad")
        elif service.figures.get("cut"):
            card.set_note(
                self.tr("It was cut off here: this is the longest answer that is set."), "warning"
            )
        else:
            card.set_note("" if service.text else self.tr("It said nothing."))

    def _card(self, who: str) -> MessageCard | None:
        return self.view.card(len(self.chat.turns) - 1, who)

    # The conversation.

    def send(self) -> None:
        """Ask what is in the box."""
        question = self.input.question
        if not question or self.models.answering or not self.models.services:
            return
        if len(question) > _LONGEST:
            self._say(self.tr("This text is far too long for one question. Ask about a part."))
            return
        self.input.box.clear()
        self._ask((*self.chat.turns, Turn(question)))

    def _ask(self, turns: tuple[Turn, ...]) -> None:
        self._undo = None
        self._say("")
        self._store(turns=turns)
        self.view.names = self._names()
        self.view.add(turns[-1], list(self.models.services))
        self.models.ask(self._request)
        self._update()

    def _settle(self, who: str) -> None:
        """One model's part of the last turn is over: keep what it wrote."""
        written = self.models.settle(who)
        if written:
            turn = self.chat.turns[-1].with_answer(who, written)
            self._store(turns=(*self.chat.turns[:-1], turn))

    def _settle_all(self) -> None:
        for who in self.models.answering:
            self._settle(who)

    def _on_stop(self) -> None:
        for who in self.models.answering:
            self._settle(who)
            card = self._card(who)
            if card is not None:
                card.set_text(self.chat.turns[-1].answers.get(who, ""))
                card.set_note(self.tr("Stopped."))
        self._update()

    def _on_edit(self, number: int) -> None:
        question = self.chat.turns[number].question
        self._cut(number, self.tr("The conversation was cut here."))
        self.input.put(question)
        self.input.box.setFocus()

    def _on_again(self) -> None:
        turns = self.chat.turns
        self._cut(len(turns) - 1, "")
        self._ask((*self.chat.turns, Turn(turns[-1].question)))

    def _on_new(self) -> None:
        self._cut(0, self.tr("A new conversation."))
        self.input.box.setFocus()

    def _cut(self, number: int, said: str) -> None:
        self._settle_all()
        self._undo = self.chat if said else None
        self._store(turns=self.chat.turns[:number])
        self.view.cut(number)
        self._say(said)
        self._update()

    def _on_undo(self) -> None:
        if self._undo is not None:
            self._store(turns=self._undo.turns)
            self._undo = None
            self.input.box.clear()
            self._say("")
            self._show_chat()

    def _on_restart(self) -> None:
        self._say("")
        self.models.restart()
        self._update()

    def _on_choice(self) -> None:
        self._store(quant=self.choices.quant, other=self.choices.other)
        self._load()

    def _on_settings(self) -> None:
        self._store(
            system=self.settings.system,
            temperature=self.settings.temperature.value(),
            max_tokens=self.settings.most.value(),
        )

    def _store(self, **changes: Any) -> None:
        self.chat = dataclasses.replace(self.chat, **changes)
        if self._project is None:
            return
        try:
            chats.save(self.context.place, self._project, self.chat)
        except OSError as error:
            self.show_error(error)

    # Keeping it.

    def _on_keep(self, number: int) -> None:
        turn = self.chat.turns[number]
        dialog = SaveCase(turn.question, turn.answers.get(STUDENT, ""), number, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.keep(number, dialog.answer.toPlainText()))
        dialog.open()

    def keep(self, number: int, reference: str) -> None:
        """Add a question to the project's prompts, for the test part, with the right answer."""
        if self._project is None or number >= len(self.chat.turns):
            return
        system = self._system() or ""
        messages = self.chat.messages(STUDENT, system, number)
        try:
            new = chats.keep(self.context.db, self._project, messages, reference.strip())
        except Exception as error:
            self.show_error(error)
            return
        self._say(
            self.tr("Saved as a test case.")
            if new
            else self.tr("The project has this prompt already; the right answer is kept with it.")
        )
        self.context.refresh()

    def _on_save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the conversation"), "chat.txt", self.tr("Text (*.txt)")
        )
        if path:
            self.save_text(Path(path))

    def save_text(self, path: Path) -> None:
        """Write the conversation as a text."""
        said = chats.as_text(self.chat, self._names(), self.tr("You"))
        try:
            files.write_bytes(path, said.encode("utf-8", "replace"))
        except OSError as error:
            self.show_error(error)
            return
        self._say(self.tr("Saved as {}.").format(path.name))

    # What is shown.

    def _show_chat(self) -> None:
        self.view.names = self._names()
        self.view.show_turns(self.chat.turns, self.choices.everyone())
        self._update()

    def _say(self, said: str) -> None:
        self.note.setText(said)
        self._update()

    def _update(self) -> None:
        """Derive every button and line from what is there."""
        if not hasattr(self, "chat"):
            self.note_row.setVisible(bool(self.note.text()))
            return
        services = self.models.services.values()
        loads = [service.path.name for service in services
                 if service.at is At.LOADING and service.path is not None]  # fmt: skip
        self.input.show_loading(loads)
        dead = [service for service in services if service.at is At.DEAD]
        self.restart.setVisible(bool(dead))
        if dead and dead[0].error is not None:
            message, _, _ = describe(dead[0].error)
            self.note.setText(
                self.tr("The model has stopped: {} The conversation is kept.").format(message)
            )
        self.undo.setVisible(self._undo is not None)
        self.note_row.setVisible(bool(self.note.text()))
        answering = bool(self.models.answering)
        self.input.show_state(answering=answering, can_ask=bool(services))
        for button in (self.save, self.new):
            button.setEnabled(bool(self.chat.turns))
        self.view.lock_last(answering)
        self.view.empty.setText(
            self.tr("Nothing was asked yet. Type a question below and press Enter.")
            if self.choices.paths()
            else self.tr("There is no exported file. Go back to Export and write one.")
        )
        student = self.models.services.get(STUDENT)
        self.input.show_figures(student.figures if student is not None else {})
