"""Who holds what: asked of a record, asked of a recipient, and what is due for review."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from fieldapp.store.store import Changes
from ui.pages.register.recipient_question import RecipientQuestion
from ui.pages.register.record_question import RecordQuestion
from ui.pages.register.review_tab import ReviewTab
from ui.pieces import words
from ui.session import Session

REVIEW = "review"


class WhoHoldsPage(QWidget):
    """Two questions and what is due for review, one tab each."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._record = RecordQuestion(session)
        self._recipient = RecipientQuestion(session)
        self._review = ReviewTab(session)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("register-tabs")
        self._tabs.setAccessibleName("Questions")
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        for each in (self._recipient, self._record, self._review):
            self._tabs.addTab(each, each.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(8)
        column.addWidget(words("Who holds what", "page"))
        column.addWidget(self._tabs, 1)
        self._tabs.currentChanged.connect(lambda _: self._tell())
        session.changed.connect(self._changed)

    def take(self, argument: object) -> None:
        """Ask about this record or this recipient, given by id; or say what is due for review."""
        if not isinstance(argument, str):
            return
        if argument == REVIEW:
            self._tabs.setCurrentWidget(self._review)
            return
        head = self._session.store.head(argument)
        if head is not None and head.kind == "partner":
            self._tabs.setCurrentWidget(self._recipient)
            self._recipient.offer()
            self._recipient.choose(argument)
        else:
            self._tabs.setCurrentWidget(self._record)
            self._record.show_record(argument)

    def level(self) -> str:
        """That of the question on screen."""
        shown = self._tabs.currentWidget()
        assert isinstance(shown, RecordQuestion | RecipientQuestion | ReviewTab)
        return shown.level()

    def find_here(self) -> None:
        """Put the cursor where a record is sought."""
        self._tabs.setCurrentWidget(self._record)
        self._record.line.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what changed while another page was open."""
        super().showEvent(event)
        self._recipient.offer()
        self._record.refresh()
        self._review.refresh()
        self._tell()

    def _changed(self, changes: Changes) -> None:
        if not self.isVisible():
            return
        if {"disclosure", "partner", "destruction"} & changes.kinds:
            self._recipient.offer()
            self._record.refresh()
        self._review.refresh()

    def _tell(self) -> None:
        if self.isVisible():
            self._session.shown.emit(self.level())
