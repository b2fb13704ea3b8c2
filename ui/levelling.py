"""Gives every record its level anew once the rules have changed, between two moments of work."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

from fieldapp.services.levelling import is_due, level_again
from fieldapp.services.protocols import GOVERNING, StationLevels
from fieldapp.store.store import Changes
from ui.jobs import Job
from ui.session import Session

SAID = "Every record has its level by the rules that hold now."


class Levelling(QObject):
    """Steps of a few milliseconds on the window's thread; lives as long as the vault is open.

    Stopped or locked half-way, the rest is done when the vault is next opened.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._steps: Iterator[tuple[int, int]] | None = None
        self._job: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._step)
        session.changed.connect(self._changed)

    def look(self) -> None:
        """Begin where levels were given by other rules than hold now."""
        with self._session.telling():
            if is_due(self._session.store):
                self._begin()

    def _changed(self, changes: Changes) -> None:
        if not GOVERNING & changes.kinds:
            return
        levels = self._session.store.level_of
        if isinstance(levels, StationLevels):
            levels.forget()
        self._end()  # a run by the rules before is of no use any more
        self.look()

    def _begin(self) -> None:
        self._steps = level_again(self._session.store)
        self._job = self._session.jobs.show("Giving records their level")
        self._soon.start(0)

    def _step(self) -> None:
        if self._steps is None or self._job is None:
            return
        if self._job.stop.asked:
            self._end()
            return
        with self._session.telling():
            for done, total in self._steps:
                self._session.jobs.moved.emit(self._job, done, total)
                self._soon.start(0)
                return
            self._end()
            kinds = frozenset(kind.noun for kind in self._session.store.types)
            self._session.announce(Changes(kinds - GOVERNING))
            self._session.said.emit(SAID)

    def _end(self) -> None:
        self._soon.stop()
        self._steps = None
        if self._job is not None:
            self._session.jobs.ended.emit(self._job)
            self._job = None
