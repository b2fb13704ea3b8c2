"""Keeps to the days until which packages may be kept: looks at unlocking, and every hour."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

from fieldapp.records.aftercare import Destruction
from fieldapp.services.receiving import destroying, expiry
from fieldapp.store.store import Changes
from ui.pages.importing.steps import StepByStep
from ui.session import Session

LOOK_MS = 60 * 60 * 1000


class Expiring(QObject):
    """Gives notice, and deletes what nobody deleted; goes with the frame when the vault locks."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: Iterator[Destruction] = iter(())
        self._steps = StepByStep(self)
        self._steps.ended.connect(self._ended)
        self._steps.failed.connect(session.failed)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look_again)
        self._timer.start()

    def look(self) -> None:
        """Go on with what was cut off, then do what is due today."""
        with self._session.telling():
            self._waiting = iter([*destroying.underway(self._session.store), *self._due()])
            self._next()

    def _look_again(self) -> None:
        if not self._steps.running:
            with self._session.telling():
                self._waiting = iter(self._due())
                self._next()

    def _due(self) -> list[Destruction]:
        store = self._session.store
        today = store.now().date()
        if noted := expiry.give_notice(store, today):
            self._session.announce(Changes.of(*noted))
            self._session.said.emit("Records that came in are soon to be deleted: see the inbox.")
        due = expiry.overdue(store, today)
        return [destroying.begin(store, each, expiry.order_of_itself()) for each in due]

    def _next(self) -> None:
        begun = next(self._waiting, None)
        if begun is not None:
            self._steps.run(destroying.steps(self._session.store, begun))

    def _ended(self, made: Destruction) -> None:
        kinds = frozenset(kind.noun for kind in self._session.store.types if kind.leaves)
        self._session.announce(Changes(kinds) | destroying.changes_of(made))
        self._session.said.emit("Records were deleted: the day agreed for that has passed.")
        self._next()
