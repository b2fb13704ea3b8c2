"""Begin a record from a template that ships with the app."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from fieldapp.records.record import Record
from fieldapp.services.shipped_templates import ShippedTemplate, begun_from, templates_of
from ui.session import Session

SAID = "Begun from a template: check each line, fill in the rest, then finish it."


class StartFrom(QWidget):
    """A menu of templates; each fills what is usual and leaves the rest open."""

    begun = Signal(object)  # a draft

    def __init__(self, kind: type[Record], session: Session) -> None:
        super().__init__()
        self._kind, self._session = kind, session
        self._button = QToolButton()
        self._button.setText("Start from…  ▾")
        self._button.setObjectName("action-start-from")
        self._button.setAccessibleName("Start from a template")
        self._button.setProperty("kind", "flat")
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._button)
        menu.setObjectName("menu-start-from")
        menu.setToolTipsVisible(True)
        for each in templates_of(kind.noun):
            action = menu.addAction(each.label)
            action.setObjectName(f"action-start-from-{each.name}")
            action.setToolTip(each.about)
            action.triggered.connect(partial(self._begin, each))
        self._button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button)

    def _begin(self, template: ShippedTemplate, _checked: bool = False) -> None:
        with self._session.telling():
            self.begun.emit(begun_from(self._session.store, self._kind, template))
            self._session.said.emit(SAID)
