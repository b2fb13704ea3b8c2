"""The gaps of a checklist, and the way to the meeting at which they are raised."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.records.arrangements import Arrangement
from fieldapp.records.checklists import Checklist, questions
from fieldapp.records.record import Record
from fieldapp.records.usual_rows import missing
from fieldapp.services.analysis.gaps import gaps, meeting_about, talking_point
from ui import pieces
from ui.session import Session


class GapsTab(QWidget):
    """What is not met, as talking points, and how much is not known yet."""

    label = "Gaps"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record: Checklist | None = None
        self._head = pieces.words("", "strong", "gaps-head")
        self._said = pieces.words("", "", "gaps-said")
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._unknown = pieces.words("", "muted", "gaps-unknown")
        self._raise = pieces.button("Talking points for a meeting", "action-raise-gaps", "main")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        for each in (self._head, self._said, self._unknown):
            column.addWidget(each)
        column.addLayout(pieces.row(self._raise))
        column.addStretch(1)
        self._raise.clicked.connect(self._begin_meeting)

    def show_record(self, record: Record) -> None:
        """Show the gaps of a checklist."""
        if not isinstance(record, Checklist):
            return
        self._record = record
        found = gaps(record)
        lines = "\n".join(f"•  {talking_point(row)}" for row in found)
        short = sum(row.state == "not_met" for row in found)
        head = f"{short} not met, {len(found) - short} met in part" if found else "No gap recorded."
        self._head.setText(head)
        self._said.setText(lines)
        self._said.setVisible(bool(lines))
        self._unknown.setText(" ".join(_not_known(record)))
        self._unknown.setVisible(bool(self._unknown.text()))
        self._raise.setEnabled(bool(found))

    def _begin_meeting(self) -> None:
        if self._record is None:
            return
        arrangement = self._session.store.get_many([self._record.arrangement]).get(
            self._record.arrangement
        )
        known = arrangement if isinstance(arrangement, Arrangement) else None
        self._session.asked_page.emit("meeting", meeting_about(self._record, known))


def _not_known(checklist: Checklist) -> Iterator[str]:
    """What was not looked at is no gap, but it is not met either."""
    unknown = sum(row.state in ("unknown", "") for row in checklist.items)
    lacking = len(missing(checklist.items, questions(checklist.kind)))
    if unknown:
        yield f"{unknown} of {len(checklist.items)} standards are not known yet."
    if lacking:
        yield f"{lacking} standards of this kind are not on the list: fill them in under Record."
