"""Approvers: the second persons of this station, set up in person or by the card of their own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from fieldapp.records.approvals import Approver
from ui.pages.approvals.add_approver import AddApprover
from ui.pages.approvals.key_panel import KeyPanel
from ui.pages.approvals.radio_panel import RadioPanel
from ui.pages.record_pane import TABS
from ui.pages.records import RecordsPage
from ui.session import Session


class ApproversPage(QWidget):
    """The list of approvers, and in its place the form that adds one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._records = _Approvers(session)
        self._add = AddApprover(session)
        self._which = QStackedLayout(self)
        self._which.addWidget(self._records)
        self._which.addWidget(self._add)
        self._records.asked_add.connect(self.new)
        self._add.added.connect(self.open)
        self._add.closed.connect(self.back)

    def open(self, record_id: str) -> None:
        """Show one approver."""
        self._which.setCurrentWidget(self._records)
        self._records.open(record_id)

    def new(self) -> None:
        """Begin with who it is."""
        self._which.setCurrentWidget(self._add)
        self._add.start()

    def find_here(self) -> None:
        """Put the cursor in the search."""
        self._records.find_here()

    def start_here(self) -> None:
        """Put the cursor on the list, or in the form that has its place."""
        shown = self._which.currentWidget()
        if shown is self._records:
            self._records.start_here()
        elif shown is not None:
            shown.setFocus()

    def keep(self) -> None:
        """Save what is unfinished."""
        self._records.keep()

    def level(self) -> str:
        """How sensitive what is on screen is."""
        return self._records.level() if self._which.currentWidget() is self._records else ""

    def back(self) -> bool:
        """From adding to the list, or from the record to the list."""
        if self._which.currentWidget() is self._add:
            self._add.start()
            self._which.setCurrentWidget(self._records)
            return True
        return self._records.back()


class _Approvers(RecordsPage):
    """The list and the record, with the tabs for the key and for the radio."""

    asked_add = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(Approver, session, (KeyPanel, RadioPanel, *TABS))

    def new(self) -> None:
        """Ask who it is and how their key comes to be here."""
        self.asked_add.emit()
