"""One test text with the answers of teacher, untouched base and student; differences marked."""

from __future__ import annotations

import html
from collections.abc import Mapping

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from app.evaluate import differences
from app.evaluate.differences import FieldRow, Mark, Piece
from app.evaluate.examples import Pair
from ui import theme

_LONGEST = 6000  # letters of one text that are laid out


class SideBySide(QWidget):
    """Shows a Pair; everything in it is escaped: it is data, not markup."""

    def __init__(self) -> None:
        super().__init__()
        self._pair: Pair | None = None
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.setAccessibleName(self.tr("Answers side by side"))
        self.browser.setMinimumHeight(360)
        self.note = QLabel(
            self.tr(
                "≠ and strong letters: another value than the right one. Underlined: only in this "
                "answer. Struck out: missing in it."
            )
        )
        self.note.setWordWrap(True)
        self.note.setProperty("kind", "muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.browser)
        box.addWidget(self.note)

    def show_pair(self, pair: Pair | None) -> None:
        """Show a text and its answers; None: nothing."""
        if pair != self._pair or pair is None:
            self._pair = pair
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between light and dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._pair is not None:
            self._draw()

    def _draw(self) -> None:
        pair = self._pair
        if pair is None:
            self.browser.clear()
            return
        texts = {"teacher": pair.teacher, "base": pair.base, "student": pair.student}
        rows = differences.fields(pair.right, texts)
        body = self._fields(rows, texts) if rows is not None else self._words(pair, texts)
        head = [self._block(self.tr("Text"), pair.prompt)]
        if pair.reference is not None and rows is None:
            head.append(self._block(self.tr("Known good answer"), pair.reference))
        self.browser.setHtml("".join(head) + body)

    def _names(self) -> dict[str, str]:
        return {
            "teacher": self.tr("Teacher"),
            "base": self.tr("Before training"),
            "student": self.tr("Student"),
        }

    def _block(self, title: str, content: str) -> str:
        return f"<p><b>{html.escape(title)}</b><br>{_plain(content)}</p>"

    def _fields(self, rows: list[FieldRow], texts: Mapping[str, str]) -> str:
        names = self._names()
        known = self.tr("Known good answer") if self._has_reference() else self.tr("Teacher said")
        free = [
            model
            for model in texts
            if texts[model].strip() and not any(model in row.values for row in rows)
        ]
        columns = [model for model in names if model not in free]
        head = [self.tr("Field"), known, *(names[model] for model in columns)]
        lines = [_line([_cell(html.escape(name), head=True) for name in head])]
        for row in rows:
            right = html.escape(row.right) if row.right is not None else "–"
            cells = [_cell(html.escape(row.name), head=True), _cell(right)]
            cells += [_cell(self._value(row, model)) for model in columns]
            lines.append(_line(cells))
        table = _table(lines)
        written = self.tr("{} – without the fields that were asked for")
        rest = [self._block(written.format(names[model]), texts[model]) for model in free]
        return table + "".join(rest)

    def _has_reference(self) -> bool:
        return self._pair is not None and self._pair.reference is not None

    def _value(self, row: FieldRow, model: str) -> str:
        value = row.values.get(model)
        said = html.escape(value) if value is not None else html.escape(self.tr("missing"))
        if not row.wrong(model):
            return said
        return f'<b><span style="color:{theme.colors().bad}">≠ {said}</span></b>'

    def _words(self, pair: Pair, texts: Mapping[str, str]) -> str:
        names = self._names()
        cells = [_plain(pair.teacher)]
        for model in ("base", "student"):
            pieces = differences.words(texts[model], pair.teacher)
            cells.append(_plain(texts[model]) if pieces is None else _marked(pieces))
        heads = [_cell(html.escape(name), head=True) for name in names.values()]
        return _table([_line(heads), _line([_cell(cell) for cell in cells])])


def _plain(text: str) -> str:
    shown = text[:_LONGEST] + ("…" if len(text) > _LONGEST else "")
    return html.escape(shown).replace("\n", "<br>") or "–"


def _marked(pieces: list[Piece]) -> str:
    found = theme.colors()
    styles = {
        Mark.ADDED: f"color:{found.good};text-decoration:underline",
        Mark.MISSING: f"color:{found.bad};text-decoration:line-through",
    }
    parts = []
    for piece in pieces:
        style = styles.get(piece.mark)
        said = _plain(piece.text) if piece.text else ""
        parts.append(f'<span style="{style}">{said}</span>' if style else said)
    return "".join(parts) or "–"


def _table(lines: list[str]) -> str:
    border = theme.colors().border
    return (
        f'<table width="98%" cellspacing="0" cellpadding="6" border="1" '
        f'style="border-collapse:collapse;border-color:{border}">{"".join(lines)}</table>'
    )


def _line(cells: list[str]) -> str:
    return f'<tr valign="top">{"".join(cells)}</tr>'


def _cell(content: str, head: bool = False) -> str:
    if not head:
        return f"<td>{content}</td>"
    return f'<td style="background-color:{theme.colors().raised}"><b>{content}</b></td>'
