"""The dialogs that belong to no page: problems, settings, about, notices."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QMessageBox,
    QSystemTrayIcon,
    QVBoxLayout,
    QWidget,
)

from app import __version__
from ui import errors, language, look, theme
from ui.context import Context


def problem(parent: QWidget, error: BaseException) -> None:
    """Show an error that belongs to no page; its details can be copied."""
    message, hint, details = errors.describe(error)
    box = QMessageBox(QMessageBox.Icon.Warning, "Stillroom", message, parent=parent)
    box.setInformativeText(hint)
    copy = box.addButton(
        QCoreApplication.translate("Dialogs", "Copy details"), QMessageBox.ButtonRole.ActionRole
    )
    copy.clicked.disconnect()
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    box.addButton(QMessageBox.StandardButton.Ok)
    box.setModal(True)
    box.open()


def notify(parent: QWidget, title: str, text: str) -> None:
    """Tell the desktop that a long job has ended, where it has a place for such."""
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return
    icon = QSystemTrayIcon(QIcon.fromTheme("dialog-information"), parent)
    icon.show()
    icon.showMessage(title, text)
    icon.messageClicked.connect(parent.activateWindow)
    icon.messageClicked.connect(icon.deleteLater)


def about(parent: QWidget) -> None:
    """What this is."""
    QMessageBox.about(
        parent,
        QCoreApplication.translate("Dialogs", "About Stillroom"),
        f"Stillroom {__version__}\n\n"
        + QCoreApplication.translate(
            "Dialogs",
            "Teach a small model what a large one knows. Everything stays on this machine.",
        ),
    )


def settings(parent: QWidget) -> None:
    """Language and colors; stored at once."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(QCoreApplication.translate("Dialogs", "Settings"))
    languages = QComboBox()
    languages.addItem(QCoreApplication.translate("Dialogs", "As the desktop"), "")
    for code, name in language.KNOWN.items():
        languages.addItem(name, code)
    languages.setCurrentIndex(max(0, languages.findData(look.text("language"))))
    colors = QComboBox()
    for code, name in (
        ("", QCoreApplication.translate("Dialogs", "As the desktop")),
        ("light", QCoreApplication.translate("Dialogs", "Light")),
        ("dark", QCoreApplication.translate("Dialogs", "Dark")),
    ):
        colors.addItem(name, code)
    colors.setCurrentIndex(max(0, colors.findData(look.text("scheme"))))
    later = QLabel(QCoreApplication.translate("Dialogs", "The language changes at the next start."))
    later.setProperty("kind", "muted")
    form = QFormLayout()
    form.addRow(QCoreApplication.translate("Dialogs", "&Language"), languages)
    form.addRow(QCoreApplication.translate("Dialogs", "&Colors"), colors)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.accept)
    box = QVBoxLayout(dialog)
    box.addLayout(form)
    box.addWidget(later)
    box.addWidget(buttons)

    def store() -> None:
        look.keep(language=languages.currentData(), scheme=colors.currentData())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.choose(application, colors.currentData())

    languages.activated.connect(store)
    colors.activated.connect(store)
    dialog.open()


def machine(parent: QWidget, context: Context) -> None:
    """What works on this machine and what does not."""
    from ui.widgets.machine_dialog import MachineDialog

    MachineDialog(context, parent).open()


def report(parent: QWidget, context: Context) -> None:
    """Collect what is needed to mend a problem; shown before it is saved."""
    from ui.widgets.report_dialog import ReportDialog

    ReportDialog(context, parent).open()
