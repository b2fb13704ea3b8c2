"""Small pieces that pages are laid out with: words in their roles, buttons, labelled fields."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.elided import Elided


def words(text: str, role: str = "", name: str = "") -> QLabel:
    """Words on the page; `role` is page, section, strong, muted, error, good or code."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role != "code")
    if role:
        label.setProperty("role", role)
    if name:
        label.setObjectName(name)
    return label


def title(text: str = "", name: str = "") -> Elided:
    """The title of a page on one line, beside what can be done there."""
    label = Elided(text, "page")
    if name:
        label.setObjectName(name)
    return label


def set_role(label: QLabel, role: str, text: str) -> None:
    """Change what a label says and in which role."""
    label.setText(text)
    label.setProperty("role", role)
    label.style().unpolish(label)
    label.style().polish(label)


def button(text: str, name: str, kind: str = "") -> QPushButton:
    """A button; `kind` main is the one thing to do here, flat and link are quieter."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    return made


def line(name: str, label: str, *, secret: bool = False, width: int = 0) -> QLineEdit:
    """A one-line field; a secret one is not shown, not remembered and not spell-checked."""
    field = QLineEdit()
    field.setObjectName(f"field-{name}")
    field.setAccessibleName(label)
    if secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
    if width:
        larger = max(1.0, field.font().pointSizeF() / theme.BODY)
        field.setMaximumWidth(round(width * larger))
    return field


def labelled(label: str, field: QWidget, help_words: str = "") -> QVBoxLayout:
    """A field with its label above and, where there is any, a muted line of help below."""
    column = QVBoxLayout()
    column.setSpacing(4)
    above = words(label)
    above.setBuddy(field)
    column.addWidget(above)
    column.addWidget(field)
    if help_words:
        column.addWidget(words(help_words, "muted"))
        field.setAccessibleDescription(help_words)
    return column


def reveal(*fields: QLineEdit) -> QCheckBox:
    """A box to see what is typed in secret fields."""
    box = QCheckBox("Show what I type")
    box.setObjectName("action-reveal")
    box.setAccessibleName("Show what I type")

    def show(shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in fields:
            field.setEchoMode(mode)

    box.toggled.connect(show)
    return box


def row(*widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
    """Widgets side by side, with room after the last."""
    made = QHBoxLayout()
    made.setSpacing(8)
    for each in widgets:
        made.addWidget(each)
    if stretch:
        made.addStretch(1)
    return made


def narrow(widget: QWidget, width: int) -> QHBoxLayout:
    """A widget that grows to a width and no further.

    A row of its own: a column asks how tall wrapped words are at its full width, and cuts them.
    """
    widget.setMaximumWidth(width)
    made = QHBoxLayout()
    made.addWidget(widget, 1)
    made.addStretch(0)
    return made


def card(width: int = 0) -> tuple[QFrame, QVBoxLayout]:
    """A panel with rounded corners, and the column inside it.

    With wrapped words inside, give the width through `narrow` instead.
    """
    panel = QFrame()
    panel.setProperty("panel", True)
    if width:
        panel.setMaximumWidth(width)
    column = QVBoxLayout(panel)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(12)
    return panel, column


def scrolled(inside: QWidget) -> QScrollArea:
    """A page that scrolls when the window, or large text, leaves it too little room."""
    inside.setProperty("scrolled", True)
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what has the focus inside scrolls into view
    return area
