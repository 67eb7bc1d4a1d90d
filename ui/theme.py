"""Colors, spacing and the style sheet, for light and dark; the only place that names a color."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app import paths

GAP = 12  # logical pixels between things that belong together
EDGE = 24  # around a page


class Colors(NamedTuple):
    """One scheme. Text on its background reaches a contrast of 4.5 or more (WCAG 2.1, AA)."""

    background: str
    surface: str
    raised: str
    text: str
    muted: str
    border: str
    accent: str
    on_accent: str
    accent_soft: str
    good: str
    warning: str
    bad: str
    bad_soft: str


LIGHT = Colors(
    background="#f4f6f8",
    surface="#ffffff",
    raised="#eef1f4",
    text="#1a1f24",
    muted="#55606b",
    border="#cfd6dd",
    accent="#0b6b57",
    on_accent="#ffffff",
    accent_soft="#dcefe9",
    good="#1a7f37",
    warning="#8a5a00",
    bad="#b3261e",
    bad_soft="#fbe9e7",
)
DARK = Colors(
    background="#15191d",
    surface="#1d2328",
    raised="#272e35",
    text="#e7ebef",
    muted="#a3aeb9",
    border="#3a434c",
    accent="#4cc3a3",
    on_accent="#08130f",
    accent_soft="#1d3a33",
    good="#56d364",
    warning="#e3b341",
    bad="#ff8a80",
    bad_soft="#3d2422",
)


_chosen = [""]  # by the user; some desktops do not take the wish


def is_dark() -> bool:
    """Whether the dark scheme is in use: the user's choice, else the desktop's."""
    if _chosen[0]:
        return _chosen[0] == "dark"
    from PySide6.QtCore import Qt

    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def colors() -> Colors:
    """The scheme in use."""
    return DARK if is_dark() else LIGHT


def apply(application: QApplication, scheme: str = "") -> None:
    """Dress the application, now and whenever the desktop changes its scheme."""
    begin(application, scheme)
    finish(application)


def begin(application: QApplication, scheme: str) -> None:
    """Style and colors: all that an empty window needs.

    Without QtCore.Qt, whose many enums take longer to make than the window to paint.
    """
    application.setStyle("Fusion")
    _chosen[0] = scheme
    if scheme:  # else Qt's own colors for the desktop's scheme do for a moment
        application.setPalette(_palette(DARK if scheme == "dark" else LIGHT))


def finish(application: QApplication) -> None:
    """The style sheet, which takes longer, and changes from now on."""
    choose(application, _chosen[0])
    application.styleHints().colorSchemeChanged.connect(lambda _scheme: _dress(application))


def choose(application: QApplication, scheme: str) -> None:
    """Use the scheme ``light`` or ``dark``; empty: the desktop's."""
    _chosen[0] = scheme
    from PySide6.QtCore import Qt

    known = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    application.styleHints().setColorScheme(known.get(scheme, Qt.ColorScheme.Unknown))
    _dress(application)


def _dress(application: QApplication) -> None:
    application.setPalette(_palette(colors()))
    application.setStyleSheet(sheet(colors()))


def _palette(found: Colors) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for part, value in {
        role.Window: found.background,
        role.WindowText: found.text,
        role.Base: found.surface,
        role.AlternateBase: found.raised,
        role.Text: found.text,
        role.Button: found.surface,
        role.ButtonText: found.text,
        role.ToolTipBase: found.raised,
        role.ToolTipText: found.text,
        role.PlaceholderText: found.muted,
        role.Highlight: found.accent,
        role.HighlightedText: found.on_accent,
        role.Link: found.accent,
        role.Mid: found.border,
    }.items():
        palette.setColor(part, QColor(value))
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, QColor(found.muted))
    return palette


def _icon(found: Colors, name: str) -> str:
    """An icon in the scheme's color, as a style sheet names a file."""
    scheme = "dark" if found is DARK else "light"
    return (paths.resources() / "icons" / f"{name}-{scheme}.svg").as_posix()


def sheet(found: Colors) -> str:
    """The style sheet. Widgets ask for a look with the property ``kind``."""
    return f"""
QLabel[kind="title"] {{ font-size: 22px; font-weight: 600; }}
QLabel[kind="heading"] {{ font-size: 15px; font-weight: 600; }}
QLabel[kind="figure"] {{ font-size: 44px; font-weight: 600; color: {found.accent}; }}
QLabel[kind="lead"], QLabel[kind="muted"] {{ color: {found.muted}; }}
QLabel[kind="bad"] {{ color: {found.bad}; }}
QLabel[kind="good"] {{ color: {found.good}; }}
QLabel[kind="warning"] {{ color: {found.warning}; }}
QFrame[kind="card"] {{ background: {found.surface}; border: 1px solid {found.border};
    border-radius: 8px; }}
QFrame[kind="bar"] {{ background: {found.surface}; border-top: 1px solid {found.border}; }}
QFrame[kind="problem"] {{ background: {found.bad_soft}; border: 1px solid {found.bad};
    border-radius: 8px; }}
QFrame[kind="popup"] {{ background: {found.surface}; border: 1px solid {found.accent};
    border-radius: 8px; }}
QPushButton {{ padding: 7px 16px; border: 1px solid {found.border}; border-radius: 6px;
    background: {found.surface}; color: {found.text}; min-height: 18px; }}
QPushButton:hover {{ background: {found.raised}; }}
QPushButton:focus {{ border: 2px solid {found.accent}; padding: 6px 15px; }}
QPushButton:disabled {{ color: {found.muted}; background: {found.raised}; }}
QPushButton[kind="primary"] {{ background: {found.accent}; color: {found.on_accent};
    border: 1px solid {found.accent}; font-weight: 600; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {found.text}; padding: 6px 15px; }}
QPushButton[kind="primary"]:disabled {{ background: {found.raised}; color: {found.muted};
    border-color: {found.border}; }}
QPushButton[kind="link"], QToolButton[kind="link"] {{ border: 1px solid transparent;
    background: transparent; color: {found.accent}; padding: 4px 6px; }}
QPushButton[kind="link"]:focus, QToolButton[kind="link"]:focus {{
    border: 2px solid {found.accent}; border-radius: 6px; padding: 3px 5px; }}
QLineEdit, QPlainTextEdit, QTextEdit, QTextBrowser, QComboBox, QSpinBox, QDoubleSpinBox {{
    background: {found.surface}; color: {found.text}; border: 1px solid {found.border};
    border-radius: 6px; padding: 5px 8px; selection-background-color: {found.accent};
    selection-color: {found.on_accent}; }}
QComboBox, QSpinBox, QDoubleSpinBox {{ min-height: 20px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus, QComboBox:focus,
QSpinBox:focus, QDoubleSpinBox:focus {{ border: 2px solid {found.accent}; padding: 4px 7px; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: url({_icon(found, "down")}); width: 10px; height: 10px; }}
QSpinBox::up-button, QDoubleSpinBox::up-button {{ border: none; width: 20px;
    subcontrol-origin: border; subcontrol-position: top right; }}
QSpinBox::down-button, QDoubleSpinBox::down-button {{ border: none; width: 20px;
    subcontrol-origin: border; subcontrol-position: bottom right; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{ image: url({_icon(found, "up")});
    width: 10px; height: 10px; }}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{ image: url({_icon(found, "down")});
    width: 10px; height: 10px; }}
QCheckBox:focus, QRadioButton:focus {{ color: {found.accent}; text-decoration: underline; }}
QRadioButton::indicator, QCheckBox::indicator, QTableView::indicator, QListView::indicator {{
    width: 14px; height: 14px; border: 1px solid {found.muted}; background: {found.surface}; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator, QTableView::indicator, QListView::indicator {{ border-radius: 3px; }}
QRadioButton::indicator:checked {{ border: 5px solid {found.accent}; width: 6px; height: 6px;
    background: {found.on_accent}; }}
QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked {{
    background: {found.accent}; border-color: {found.accent};
    image: url({_icon(found, "check")}); }}
QRadioButton::indicator:disabled, QCheckBox::indicator:disabled {{
    border-color: {found.border}; }}
QRadioButton:disabled, QCheckBox:disabled {{ color: {found.muted}; }}
QProgressBar {{ border: 1px solid {found.border}; border-radius: 5px; background: {found.raised};
    text-align: center; min-height: 10px; max-height: 10px; }}
QProgressBar::chunk {{ background: {found.accent}; border-radius: 4px; }}
QFrame#side {{ background: {found.surface}; border: none;
    border-right: 1px solid {found.border}; }}
QListWidget#steps {{ background: {found.surface}; border: none; outline: none; }}
QListWidget#steps::item {{ padding: 0px; border-left: 4px solid transparent; }}
QListWidget#steps::item:selected {{ background: {found.accent_soft}; color: {found.text};
    border-left: 4px solid {found.accent}; }}
QListWidget#steps::item:focus {{ border: 2px solid {found.accent}; }}
QTableView {{ background: {found.surface}; alternate-background-color: {found.background};
    gridline-color: {found.border}; border: 1px solid {found.border}; border-radius: 6px;
    selection-background-color: {found.accent_soft}; selection-color: {found.text}; }}
QTableView::item {{ padding: 0 6px; }}
QTableView:focus, QListView:focus, QTreeView:focus {{ border: 2px solid {found.accent}; }}
QHeaderView::section {{ background: {found.raised}; color: {found.text}; border: none;
    border-right: 1px solid {found.border}; border-bottom: 1px solid {found.border};
    padding: 6px 8px; font-weight: 600; }}
QToolTip {{ background: {found.raised}; color: {found.text}; border: 1px solid {found.border};
    padding: 4px; }}
QScrollArea, QScrollArea > QWidget > QWidget#canvas {{ background: transparent; border: none; }}
QGroupBox {{ border: 1px solid {found.border}; border-radius: 8px; margin-top: 14px;
    padding: 10px; font-weight: 600; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 10px; padding: 0 4px; }}
"""
