"""The gaps of a checklist, and the way to the meeting at which they are raised."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.records.checklists import Checklist, questions
from fieldapp.records.record import Record, evolve
from fieldapp.services.analysis.gaps import gaps, meeting_about, talking_point
from ui import pieces
from ui.session import Session


class GapsTab(QWidget):
    """What is not met as talking points; a new checklist takes its standards from here."""

    label = "Gaps"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record: Checklist | None = None
        self._said = pieces.words("", "", "gaps-said")
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._fill = pieces.button("Add the standards of this kind", "action-add-standards")
        self._raise = pieces.button("Raise them at a meeting", "action-raise-gaps", "main")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._said)
        column.addLayout(pieces.row(self._raise, self._fill))
        column.addStretch(1)
        self._fill.clicked.connect(self._add_standards)
        self._raise.clicked.connect(self._begin_meeting)

    def show_record(self, record: Record) -> None:
        """Show the gaps of a checklist."""
        if not isinstance(record, Checklist):
            return
        self._record = record
        found = gaps(record)
        there = {row.question for row in record.items}
        missing = [row for row in questions(record.kind) if row.question not in there]
        unknown = sum(row.state == "unknown" for row in record.items)
        lines = [f"•  {talking_point(row)}" for row in found]
        if not lines:
            lines = ["No gap is recorded."]
        if unknown:
            lines.append(f"{unknown} standards are not known yet.")
        self._said.setText("\n".join(lines))
        self._raise.setEnabled(bool(found))
        kept = bool(record.sealed_at or record.received_from)
        self._fill.setVisible(bool(missing) and not kept)
        self._fill.setText(f"Add the {len(missing)} standards of this kind")

    def _add_standards(self) -> None:
        record = self._record
        if record is None:
            return
        there = {row.question for row in record.items}
        rows = (row for row in questions(record.kind) if row.question not in there)
        with self._session.telling():
            changed = evolve(record, items=(*record.items, *rows))
            self._session.save(changed, because="standards added")
            self.show_record(self._session.store.get(record.id))

    def _begin_meeting(self) -> None:
        if self._record is not None:
            self._session.asked_page.emit("meeting", meeting_about(self._record))
