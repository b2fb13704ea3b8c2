"""Partners: who can receive, added from their card, known by the 40 digits compared by voice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from fieldapp.records.sharing import Partner
from fieldapp.services.package.cards import is_verified
from ui.pages.comparing import ComparePanel
from ui.pages.partner_forms import AddPartner
from ui.pages.record_pane import TABS
from ui.pages.records import RecordsPage
from ui.session import Session

CODE_TAB = 1  # beside the record


class PartnersPage(QWidget):
    """The page of partners, and in its place the form that adds one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._records = _Partners(session)
        self._add = AddPartner(session)
        self._which = QStackedLayout(self)
        self._which.addWidget(self._records)
        self._which.addWidget(self._add)
        self._records.asked_add.connect(self.new)
        self._add.added.connect(self.open)
        self._add.closed.connect(self.back)
        self._add.asked_bare.connect(self._new_without_key)

    def open(self, record_id: str) -> None:
        """Show one partner."""
        self._which.setCurrentWidget(self._records)
        self._records.open(record_id)
        self._records.point_at_the_code()

    def new(self) -> None:
        """Begin with a card."""
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
            self._which.setCurrentWidget(self._records)
            return True
        return self._records.back()

    def _new_without_key(self) -> None:
        self._which.setCurrentWidget(self._records)
        self._records.begin()


class _Partners(RecordsPage):
    """The list and the record; a new one begins with a card."""

    asked_add = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(Partner, session, (ComparePanel, *TABS))

    def new(self) -> None:
        """Ask for a card first."""
        self.asked_add.emit()

    def point_at_the_code(self) -> None:
        """Where the code waits to be compared, that is what one comes for."""
        record = self.pane.record
        if isinstance(record, Partner) and record.recipients.strip() and not is_verified(record):
            self.pane.tabs.setCurrentIndex(CODE_TAB)

    def begin(self) -> None:
        """Begin an empty record, for one who has no key."""
        super().new()
