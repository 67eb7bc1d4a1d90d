"""Answers as Markdown: shown as they are meant, and nothing in them is loaded or interpreted."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from app.store.chats import STUDENT, Turn
from ui.widgets.chat_view import ChatView, MessageCard, markdown

# What the offscreen screen says of any window with a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def card(qtbot: QtBot) -> MessageCard:
    made = MessageCard("Student", "Answer", plain=False)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


def shown(card: MessageCard, raw: str) -> str:
    card.set_text(raw)
    return card.body.toPlainText()


def test_markdown_is_formatted(card: MessageCard) -> None:
    assert shown(card, "**bold** and `code`\n\n- one\n- two") == "bold and code\none\ntwo"
    assert "font-weight" in card.body.toHtml()


def test_lines_stay_lines(card: MessageCard) -> None:
    assert shown(card, "party: Halvorsen\nnotice_days: 45") == "party: Halvorsen\nnotice_days: 45"
    assert shown(card, "```\na\n  b\n```") == "a\n  b"


@pytest.mark.parametrize(
    "raw",
    [
        "<b>bold</b>",
        "<script>alert(1)</script>",
        '<img src="http://example.org/x.png">',
        "<div>\nhello\n</div>",
        "a <br> b",
    ],
)
def test_html_is_text(card: MessageCard, raw: str) -> None:
    assert shown(card, raw) == raw


def test_no_image_is_read(card: MessageCard, tmp_path: Path) -> None:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    path = tmp_path / "x.png"
    image.save(str(path))
    assert shown(card, f"see ![the plan]({path})") == "see the plan"
    # Nor through what Markdown allows beside it.
    for raw in (f"![x][1]\n\n[1]: {path.as_uri()}", "![x](http://127.0.0.1:9/x.png)"):
        card.set_text(raw)
        kind = int(QTextDocument.ResourceType.ImageResource.value)
        for name in (path.as_uri(), str(path), "http://127.0.0.1:9/x.png"):
            found = card.body.document().resource(kind, QUrl(name))
            assert isinstance(found, QImage)
            assert found.width() == 1


def test_links_go_nowhere(card: MessageCard) -> None:
    card.set_text("[here](https://example.org)")
    assert not card.body.openLinks()
    assert not card.body.openExternalLinks()


def test_a_long_text_is_as_high_as_it_is(card: MessageCard) -> None:
    card.set_text("word " * 20)
    low = card.body.height()
    card.set_text("word " * 2000)
    assert card.body.height() > 5 * low
    assert not card.body.verticalScrollBar().maximum()


def test_a_text_that_grows_is_laid_out_now_and_then(qtbot: QtBot, card: MessageCard) -> None:
    for end in range(1, 6):
        card.set_text("abcdef"[:end], at_once=False)
    assert card.body.toPlainText() == ""
    qtbot.waitUntil(lambda: card.body.toPlainText() == "abcde", timeout=2000)


def test_half_written_markdown_of_any_kind_is_survived(card: MessageCard) -> None:
    draw = random.Random(1)
    parts = [
        "|",
        "---",
        "\n",
        "```",
        "* ",
        "1. ",
        "<",
        ">",
        "[",
        "](",
        ")",
        "![",
        "**",
        "_",
        "a",
        "\\",
        "&amp;",
        "&#0;",
        "\t",
        "# ",
        "\u200b",
        "x" * 50,
        "- [ ] ",
        "$",
        "~~",
        "    ",
    ]
    for _ in range(300):
        card.set_text("".join(draw.choice(parts) for _ in range(draw.randrange(1, 40))))
    assert markdown("```\n![x](y)\n```") == "```\n![x](y)\n```"


def test_the_view_cuts_and_adds_turns(qtbot: QtBot) -> None:
    view = ChatView()
    qtbot.addWidget(view)
    view.names = {STUDENT: "Student"}
    view.show_turns([Turn("a", {STUDENT: "1"}), Turn("b", {STUDENT: "2"}), Turn("c")], [STUDENT])
    assert [row.question.raw for row in view.rows] == ["a", "b", "c"]
    assert view.card(1, STUDENT) is not None
    assert view.card(2, STUDENT) is not None
    view.cut(1)
    assert len(view.rows) == 1
    assert view.card(1, STUDENT) is None
    # Only the last can be asked again.
    view.add(Turn("d"), [STUDENT])
    assert [row.again[0].isHidden() for row in view.rows] == [True, False]
