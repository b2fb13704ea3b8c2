"""The Sharing tab of a record: what left of it, and what an agreement would let out of it alone."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement
from fieldapp.services.sharing.release import Release, prepare
from fieldapp.store.store import Changes, Query
from ui.pages.register.left_strip import LeftStrip
from ui.pages.share.compared import lines, linked, naming
from ui.pages.share.comparison import Comparison
from ui.pieces import button, row, words
from ui.session import Session

NO_AGREEMENT = "Nothing of this leaves: there is no agreement yet."
NEVER = "Records of this type never leave this laptop."
FIRST = "Save this record first: then it can be seen what would leave."


class SharingTab(QWidget):
    """Decides only while it is in view, so that opening a record costs nothing."""

    label = "Sharing"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record: Record | None = None
        self._stale = True
        self._agreements: dict[str, Agreement] = {}
        self._choice = QComboBox()
        self._choice.setObjectName("field-sharing_agreement")
        self._choice.setAccessibleName("Agreement")
        self._choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._choice.setMinimumContentsLength(16)
        self._share = button("Open the share page", "action-share", "link")
        self._says = words("", "muted", "sharing-says")
        self._level = QLabel()
        self._comparison = Comparison("list-sharing")
        self._left = LeftStrip(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._left)
        top = row(self._choice, self._level, self._share, stretch=False)
        top.setStretch(0, 1)
        column.addLayout(top)
        column.addWidget(self._says)
        column.addWidget(self._comparison, 1)
        column.addStretch(0)
        self._choice.currentIndexChanged.connect(lambda _: self._decide())
        self._share.clicked.connect(self._go)
        session.changed.connect(self._note_change)

    def show_record(self, record: Record | None) -> None:
        """Show another record; None where there is none."""
        self._record, self._stale = record, True
        if self.isVisible():
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Decide when it comes into view."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _note_change(self, _: Changes) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        self._left.show_record(self._record)
        kept = self._choice.currentData()
        found = self._session.store.records(Query("agreement", received=False))
        self._agreements = {each.id: each for each in found if isinstance(each, Agreement)}
        self._choice.blockSignals(True)
        self._choice.clear()
        for each in self._agreements.values():
            self._choice.addItem(each.title or each.ref, each.id)
        at = self._choice.findData(kept) if kept else self._first_fitting()
        self._choice.setCurrentIndex(max(0, at))
        self._choice.blockSignals(False)
        self._decide()

    def _first_fitting(self) -> int:
        """An agreement that lists this type of record, where there is one."""
        noun = self._record.noun if self._record else ""
        for at, each in enumerate(self._agreements.values()):
            if noun in each.record_types and each.status == "in_force":
                return at
        return 0

    def _decide(self) -> None:
        agreement = self._agreements.get(self._choice.currentData() or "")
        why, release = self._why_not(agreement), None
        if agreement is not None and self._record is not None and not why:
            with self._session.telling():
                kept = self._session.store.get(self._record.id)
                release = prepare(self._session.store, agreement, [kept])
                why = self._told(release)
        self._says.setText(why)
        for each in (self._choice, self._share):
            each.setEnabled(bool(self._agreements))
        self._show(release)

    def _why_not(self, agreement: Agreement | None) -> str:
        if self._record is None or not self._session.store.exists(self._record.id):
            return FIRST
        if not self._record.leaves:
            return NEVER
        return "" if agreement else NO_AGREEMENT

    def _told(self, release: Release) -> str:
        if release.withheld:
            return f"This record stays here. {release.withheld[0].why}"
        if release.blocks:
            said = " ".join(each.sentence for each in release.blocks)
            return f"Nothing leaves today. {said} This is what would leave otherwise."
        return "Only this record was looked at: ties to others leave where both leave together."

    def _show(self, release: Release | None) -> None:
        released = release.records[0] if release and release.records else None
        self._comparison.setVisible(released is not None)
        self._level.setVisible(released is not None)
        if release is None or released is None:
            return
        self._level.setText(f"leaves as {released.code}, {released.level.value.capitalize()}")
        self._level.setProperty("level", released.level.value)
        self._level.style().unpolish(self._level)
        self._level.style().polish(self._level)
        titles = self._session.store.titles(linked(released.record))
        self._comparison.show_lines(lines(released, naming(titles, release)))

    def _go(self) -> None:
        self._session.asked_page.emit("share", self._choice.currentData())
