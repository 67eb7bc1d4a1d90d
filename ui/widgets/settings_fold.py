"""Every setting of a distillation, made from the configuration's fields; folded away at first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.distill import presets
from app.distill.config import Tuning
from app.distill.presets import KNOBS
from ui import distill_words

_LABELS, _NARROW, _WIDE = 290, 160, 240  # widths


class SettingsFold(QWidget):
    """Emits ``edited`` with a setting's name and value when the user changes it."""

    edited = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editors: dict[str, QWidget] = {}
        self.fold = QPushButton(self.tr("Advanced ▸"))
        self.fold.setAccessibleName(self.tr("Advanced settings"))
        self.fold.setCheckable(True)
        self.fold.setProperty("kind", "link")
        self.fold.toggled.connect(self._on_fold)
        self.inside = QWidget()
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(0, 0, 0, 0)
        forms: dict[str, QFormLayout] = {}
        self.groups: dict[str, QGroupBox] = {}
        for group in presets.GROUPS:
            box = self.groups[group] = QGroupBox(distill_words.group(group))
            forms[group] = QFormLayout(box)
            forms[group].setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
            column.addWidget(box)
        for name, kind in presets.kinds().items():
            group = KNOBS[name].group
            title, about = distill_words.setting(name)
            editor = self.editors[name] = self._editor(name, kind)
            editor.setToolTip(about)
            editor.setAccessibleName(title)
            editor.setAccessibleDescription(about)
            editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            editor.installEventFilter(self)
            label = QLabel(title)
            label.setToolTip(about)
            label.setBuddy(editor)
            label.setMinimumWidth(_LABELS)
            forms[group].addRow(label, editor)
        self.inside.hide()
        box_ = QVBoxLayout(self)
        box_.setContentsMargins(0, 0, 0, 0)
        box_.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        box_.addWidget(self.inside)

    def _editor(self, name: str, kind: str) -> QWidget:
        knob = KNOBS[name]
        if kind == "bool":
            check = QCheckBox()
            check.toggled.connect(lambda on: self.edited.emit(name, on))
            return check
        if kind == "Tuning":
            box = QComboBox()
            box.setFixedWidth(_WIDE)
            box.addItem(self.tr("A small addition (LoRA)"), Tuning.LORA.value)
            box.addItem(self.tr("All of it"), Tuning.FULL.value)
            box.currentIndexChanged.connect(lambda: self.edited.emit(name, box.currentData()))
            return box
        if kind == "int":
            whole = QSpinBox()
            whole.setRange(int(knob.low), int(knob.high))
            whole.setSingleStep(int(knob.step))
            whole.setGroupSeparatorShown(True)
            whole.valueChanged.connect(lambda value: self.edited.emit(name, value))
            self._dress(whole, name)
            return whole
        real = QDoubleSpinBox()
        real.setDecimals(knob.digits)
        real.setRange(knob.low, knob.high)
        real.setSingleStep(knob.step)
        real.valueChanged.connect(lambda value: self.edited.emit(name, value))
        self._dress(real, name)
        return real

    def _dress(self, box: QAbstractSpinBox, name: str) -> None:
        box.setSpecialValueText(distill_words.zero(name))
        box.setKeyboardTracking(False)  # a number counts when it is typed to its end
        box.setFixedWidth(_NARROW)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Scrolling the page must not change what the pointer happens to lie on.
        if (
            event.type() == QEvent.Type.Wheel
            and isinstance(watched, QWidget)
            and not watched.hasFocus()
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def show_values(self, values: Mapping[str, Any], *, logit: bool) -> None:
        """Show these settings; one that is being typed is left alone."""
        for name, editor in self.editors.items():
            if name not in values:
                continue
            with QSignalBlocker(editor):
                value = values[name]
                if isinstance(editor, QCheckBox):
                    editor.setChecked(bool(value))
                elif isinstance(editor, QComboBox):
                    editor.setCurrentIndex(max(0, editor.findData(str(value))))
                elif not isinstance(value, int | float):
                    continue
                elif isinstance(editor, QSpinBox) and editor.value() != value:
                    editor.setValue(int(max(editor.minimum(), min(value, editor.maximum()))))
                elif isinstance(editor, QDoubleSpinBox) and editor.value() != float(value):
                    editor.setValue(float(value))
        full = values.get("tuning") == Tuning.FULL.value
        self.editors["lora_rank"].setEnabled(not full)
        self.editors["lora_alpha"].setEnabled(not full)
        self.editors["freeze_embeddings"].setEnabled(full)
        self.groups[presets.LOGIT].setEnabled(logit)

    def _on_fold(self, open_: bool) -> None:
        self.inside.setVisible(open_)
        self.fold.setText(self.tr("Advanced ▾") if open_ else self.tr("Advanced ▸"))
