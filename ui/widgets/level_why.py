"""Why a record has its level, on one line: the rule, where it stands, and what to beware of."""

from __future__ import annotations

from fieldapp.records.record import Record
from fieldapp.services.protocols import GOVERNING, station_profile, why
from fieldapp.services.sharing.profile import Profile
from fieldapp.store.store import Changes
from fieldapp.vocab.vocabulary import vocabulary
from ui.session import Session
from ui.widgets.elided import Elided


class LevelWhy(Elided):
    """Reads the rules when they are first asked for, and again once they may have changed."""

    def __init__(self, session: Session) -> None:
        super().__init__(role="muted")
        self.setObjectName("level-why")
        self._session = session
        self._profile: Profile | None = None
        self._record: Record | None = None
        session.changed.connect(self._changed)

    def show_record(self, record: Record | None) -> None:
        """Say it of a record as it was saved; nothing of one that is only begun."""
        if record is self._record and self.text():
            return
        self._record = record
        self.setVisible(record is not None and bool(record.ref))
        if record is None or not record.ref:
            self.setText("")
            return
        if self._profile is None:
            self._profile = station_profile(self._session.store)
        told = why(self._profile, record)
        level = vocabulary("level").label(told.level.value)
        self.setText(f"{level}, by {told.sentence()}" if told.title else f"{level}: {told.words}")
        self.setAccessibleName(f"Why this level: {self.text()}")

    def _changed(self, changes: Changes) -> None:
        if GOVERNING & changes.kinds:
            self._profile = None
            shown, self._record = self._record, None
            self.show_record(shown)
