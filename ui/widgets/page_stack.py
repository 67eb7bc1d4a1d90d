"""Shows one of several pages, and is only as tall as that one.

A QStackedWidget is as tall as its tallest page: after a long one, a short one could be scrolled
into empty space, and what belongs to its lower edge lay out of view.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class PageStack(QWidget):
    """Pages in one place; a box layout leaves hidden ones out of every size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[QWidget] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def show_page(self, page: QWidget) -> None:
        """Bring a page into view; one that is new is taken in first."""
        if page not in self._pages:
            self._pages.append(page)
            self._box.addWidget(page)
        for other in self._pages:
            if other is not page:
                other.hide()
        page.show()

    def remove(self, page: QWidget) -> None:
        """Let go of a page."""
        page.hide()
        self._pages.remove(page)
        self._box.removeWidget(page)
