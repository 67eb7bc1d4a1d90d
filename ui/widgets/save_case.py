"""Save a question of a chat as a test case, with the answer that would be right."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.pages.base import text
from ui.widgets.explain import explained


class SaveCase(QDialog):
    """Shows the question and lets the user mend the answer; ``accepted``: save it."""

    def __init__(self, question: str, answer: str, earlier: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save as a test case"))
        self.resize(560, 460)
        self.question = QPlainTextEdit(question)
        self.question.setReadOnly(True)
        self.question.setTabChangesFocus(True)
        self.answer = QPlainTextEdit(answer)
        self.answer.setTabChangesFocus(True)
        asked, right = QLabel(self.tr("&Question")), QLabel(self.tr("The &right answer"))
        asked.setBuddy(self.question)
        right.setBuddy(self.answer)
        self.question.setAccessibleName(self.tr("Question"))
        self.answer.setAccessibleName(self.tr("The right answer"))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(
            text(
                self.tr(
                    "The question joins the project’s prompts, for the test part. Once the "
                    "teacher has answered it too, the next frozen dataset measures with it. "
                    "Correct the answer where the student was wrong."
                ),
                "muted",
            )
        )
        if earlier:
            box.addWidget(
                text(
                    self.tr("What was said before it in this conversation is saved with it."),
                    "muted",
                )
            )
        box.addWidget(explained(asked, "test"))
        box.addWidget(self.question, 1)
        box.addWidget(right)
        box.addWidget(self.answer, 2)
        box.addWidget(self.buttons)
        self.answer.textChanged.connect(self._update)
        self.answer.setFocus()
        self._update()

    def _update(self) -> None:
        self.save.setEnabled(bool(self.answer.toPlainText().strip()))
