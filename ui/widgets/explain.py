"""“What is this?”: a small button that explains one term of art in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ui import glossary
from ui.theme import GAP


class Explain(QToolButton):
    """Opens the glossary's text on ``term`` beside itself; Escape or a click elsewhere closes."""

    def __init__(self, term: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.term = term
        title, _ = glossary.entry(term)
        self.setText("?")
        self.setProperty("kind", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        what = QCoreApplication.translate("Explain", "What is this: {}?").format(title)
        self.setAccessibleName(what)
        self.setToolTip(what)
        self.clicked.connect(self.show_text)

    def show_text(self) -> QFrame:
        """Show the explanation."""
        title, text = glossary.entry(self.term)
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("kind", "popup")
        popup.setAccessibleName(title)
        box = QVBoxLayout(popup)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        head = QLabel(title)
        head.setProperty("kind", "heading")
        body = QLabel(text)
        body.setWordWrap(True)
        body.setFixedWidth(340)
        box.addWidget(head)
        box.addWidget(body)
        popup.adjustSize()
        place = self.mapToGlobal(QPoint(0, self.height() + 2))
        screen = self.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - popup.width())))
        place.setY(max(screen.top(), min(place.y(), screen.bottom() - popup.height())))
        popup.move(place)
        popup.show()
        return popup


def explained(widget: QWidget, term: str) -> QWidget:
    """A widget (a label, usually) with the explanation's button right behind it."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    row.addWidget(widget)
    row.addWidget(Explain(term))
    row.addStretch(1)
    return both
