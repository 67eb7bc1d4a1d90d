"""Walks through the texts of an evaluation: next, previous, only where answers differ."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QVBoxLayout

from app.evaluate.examples import Pair
from ui import words
from ui.pages.base import row, text
from ui.widgets.side_by_side import SideBySide


class AnswerBrowser(QFrame):
    """Ctrl+Right and Ctrl+Left go on and back while the focus is in here."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._pairs: list[Pair] = []
        self._shown: list[Pair] = []
        self._at = 0
        self.differing = QCheckBox(self.tr("Only where student and teacher differ"))
        self.differing.toggled.connect(lambda _on: self._filter())
        self.back = QPushButton(self.tr("Previous"))
        self.back.setToolTip(self.tr("Previous text (Ctrl+Left)"))
        self.back.clicked.connect(lambda: self._move(-1))
        self.forward = QPushButton(self.tr("Next text"))
        self.forward.setToolTip(self.tr("Next text (Ctrl+Right)"))
        self.forward.clicked.connect(lambda: self._move(1))
        self.place = text("", "muted")
        self.place.setWordWrap(False)
        self.nothing = text("", "muted")
        self.view = SideBySide()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.addWidget(text(self.tr("Answers side by side"), "heading"))
        self.bar = row(self.back, self.forward, self.place)
        box.addWidget(self.differing)
        box.addWidget(self.bar)
        box.addWidget(self.nothing)
        box.addWidget(self.view)
        for keys, way in (("Ctrl+Right", 1), ("Ctrl+Left", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=way: self._move(step))
        self.show_pairs([], "")

    def show_pairs(self, pairs: Sequence[Pair], instead: str) -> None:
        """Take the texts; ``instead`` says why there are none."""
        self._pairs = list(pairs)
        self._instead = instead
        count = sum(1 for pair in self._pairs if pair.differs)
        self.differing.setText(
            self.tr("Only where student and teacher differ ({0} of {1})").format(
                words.number(count), words.number(len(self._pairs))
            )
        )
        self.differing.setVisible(bool(self._pairs))
        self._filter()

    def _filter(self) -> None:
        before = self._shown[self._at].number if self._shown else 0
        chosen = self.differing.isChecked()
        self._shown = [pair for pair in self._pairs if pair.differs or not chosen]
        later = [at for at, pair in enumerate(self._shown) if pair.number >= before]
        self._at = later[0] if later else max(0, len(self._shown) - 1)
        self._show()

    def _move(self, way: int) -> None:
        if self._shown:
            self._at = min(max(self._at + way, 0), len(self._shown) - 1)
            self._show()

    def _show(self) -> None:
        some = bool(self._shown)
        same = self.tr("The student answers every text as the teacher does.")
        self.nothing.setText(same if self._pairs else self._instead)
        self.nothing.setVisible(not some)
        self.view.setVisible(some)
        self.bar.setVisible(some)
        if not some:
            self.view.show_pair(None)
            return
        pair = self._shown[self._at]
        self.back.setEnabled(self._at > 0)
        self.forward.setEnabled(self._at < len(self._shown) - 1)
        said = self.tr("{0} of {1}").format(
            words.number(self._at + 1), words.number(len(self._shown))
        )
        about = [said, pair.key, *pair.tags]
        shown = " · ".join(part for part in about if part)
        self.place.setText(shown[:90])
        self.place.setToolTip(shown)
        self.view.show_pair(pair)
