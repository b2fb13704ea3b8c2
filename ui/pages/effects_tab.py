"""What an impact assessment does to levels: each row in a sentence, and those without effect."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.records.protocols import ImpactAssessment
from fieldapp.records.record import Record
from fieldapp.services.protocols import effects, station_profile
from ui.pieces import words
from ui.session import Session

ABOUT = (
    "An impact assessment may only raise a level, never lower one. It counts once it is finished, "
    "for every record, and goes on to count until it is deleted."
)
NOTHING = "No row raises a level yet: add one under Levels that it raises."


class EffectsTab(QWidget):
    """Read against the protocol that the station picked."""

    label = "What it raises"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(words(ABOUT, "muted"))
        column.addLayout(self._lines)
        column.addStretch(1)

    def show_record(self, record: Record) -> None:
        """Say what each row of an assessment does."""
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if not isinstance(record, ImpactAssessment):
            return
        profile = station_profile(self._session.store)
        found = list(effects(profile, record))
        for number, each in enumerate(found, start=1):
            self._lines.addWidget(
                words(each.sentence, "" if each.raises else "muted", f"effect-{number}")
            )
        if not found:
            self._lines.addWidget(words(NOTHING, "muted", "effect-none"))
