"""A line of widgets that wraps where there is no room, and is as high as it has to be."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.flow import Flow


def test_it_wraps_and_leaves_out_what_is_hidden(qtbot: QtBot) -> None:
    buttons = [QPushButton(name * 10) for name in "abc"]
    flow = Flow(*buttons)
    outer = QWidget()
    qtbot.addWidget(outer)
    QVBoxLayout(outer).addWidget(flow)
    wide = flow.sizeHint().width()
    layout = flow.layout()
    assert layout is not None
    one = layout.heightForWidth(wide)
    assert one == buttons[0].sizeHint().height()
    assert layout.heightForWidth(wide - 1) > 1.9 * one
    assert layout.heightForWidth(buttons[0].sizeHint().width()) > 2.9 * one
    assert flow.minimumSizeHint().width() == max(each.minimumSizeHint().width() for each in buttons)
    buttons[2].hide()
    assert flow.sizeHint().width() < wide
    flow.resize(buttons[0].sizeHint().width() + 5, 200)
    layout.setGeometry(flow.rect())
    assert buttons[1].y() > buttons[0].geometry().bottom()
    assert layout.itemAt(9) is None
    assert layout.takeAt(9) is None
    assert layout.count() == 3
