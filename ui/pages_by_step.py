"""Which page shows a step; a page's module is imported when it is first shown."""

from __future__ import annotations

import importlib

from app.workflow import Step
from ui.context import Context
from ui.pages.base import Page

_CLASSES = {
    Step.TASK: "task.TaskPage",
    Step.TEACHER: "teacher.TeacherPage",
    Step.PROMPTS: "prompts.PromptsPage",
    Step.RESPONSES: "responses.ResponsesPage",
    Step.CURATE: "curate.CuratePage",
    Step.STUDENT: "student.StudentPage",
    Step.DISTILL: "distill.DistillPage",
    Step.EVALUATE: "evaluate.EvaluatePage",
    Step.EXPORT: "export.ExportPage",
    Step.CHAT: "chat.ChatPage",
}


def make(step: Step, context: Context) -> Page:
    """The page of a step."""
    module, name = _CLASSES[step].split(".")
    page: Page = getattr(importlib.import_module(f"ui.pages.{module}"), name)(context)
    return page
