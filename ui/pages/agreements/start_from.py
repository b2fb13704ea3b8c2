"""Begin an agreement from a template that ships with the app."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from fieldapp.records.sharing import Agreement
from fieldapp.services.agreement_templates import (
    AgreementTemplate,
    agreement_templates,
    begun_from,
)
from ui.session import Session

SAID = "Begun from a template: check each clause, add the recipients and the dates, then finish it."


class StartFrom(QWidget):
    """A menu of templates; each fills the clauses that are usual and leaves the rest open."""

    begun = Signal(object)  # a draft

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._button = QToolButton()
        self._button.setText("Start from…  ▾")
        self._button.setObjectName("action-start-from")
        self._button.setAccessibleName("Start from a template")
        self._button.setProperty("kind", "flat")
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._button)
        menu.setObjectName("menu-start-from")
        menu.setToolTipsVisible(True)
        for each in agreement_templates():
            action = menu.addAction(each.label)
            action.setObjectName(f"action-start-from-{each.name}")
            action.setToolTip(each.about)
            action.triggered.connect(partial(self._begin, each))
        self._button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button)

    def _begin(self, template: AgreementTemplate, _checked: bool = False) -> None:
        with self._session.telling():
            draft: Agreement = begun_from(self._session.store, template)
            self.begun.emit(draft)
            self._session.said.emit(SAID)
