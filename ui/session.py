"""One open vault as the window sees it: saves, and tells every view what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, Signal

from fieldapp.errors import FieldappError
from fieldapp.records.record import Record
from fieldapp.store.store import Changes, Store
from ui.jobs import Jobs


class Session(QObject):
    """The store, the jobs, and the few signals that pages share.

    The methods raise what the store raises, so that a form can show a problem beside its field.
    What a page cannot mend goes to the message bar: `with session.telling(): ...`.
    """

    changed = Signal(object)  # Changes
    opened = Signal(str)  # a record's id: show it on its page
    asked_page = Signal(str, object)  # a page's name, and what it should show (or None)
    asked_help = Signal(str)  # a help topic
    asked_lock = Signal()
    failed = Signal(object)  # an exception, for the message bar
    said = Signal(str)  # a quiet confirmation
    shown = Signal(str)  # the level of what is now on screen; "" where no content is
    restyled = Signal()  # theme, text size or direction was set

    def __init__(self, store: Store, jobs: Jobs) -> None:
        super().__init__()
        self.store = store
        self.jobs = jobs
        self._peacekeeping: bool | None = None

    def types(self) -> tuple[type[Record], ...]:
        """The record types that this station is offered: without the extras that it has off."""
        every = self.store.types
        return tuple(e for e in every if self.peacekeeping() or not e.only_peacekeeping)

    def peacekeeping(self) -> bool:
        """Whether the station works beside a peacekeeping mission, and wants its extras."""
        if self._peacekeeping is None:
            station = self.store.station()
            self._peacekeeping = station is not None and station.peacekeeping == "yes"
        return self._peacekeeping

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Run a user's action; a sentence that it raises goes to the message bar."""
        try:
            yield
        except FieldappError as error:
            self.failed.emit(error)

    def save(self, *records: Record, because: str = "") -> Changes:
        """Save records, all or none, then announce the change once."""
        return self._announce(self.store.save(*records, why=because))

    def finish(self, record: Record, rows: Sequence[Record] = ()) -> Changes:
        """Finish a record with the rows it owns; raises `NotFinishedError` with the problems."""
        return self._announce(self.store.finish(record, *rows))

    def reopen(self, record_id: str) -> Changes:
        """Make a finished record a draft again, while it may."""
        return self._announce(self.store.reopen(record_id))

    def delete(self, *record_ids: str) -> Changes:
        """Put records in the bin, all or none."""
        return self._announce(self.store.delete(*record_ids))

    def restore(self, *record_ids: str) -> Changes:
        """Take records out of the bin."""
        return self._announce(self.store.restore(*record_ids))

    def purge(self, record_id: str, because: str = "") -> Changes:
        """Remove a record for ever."""
        return self._announce(self.store.purge(record_id, because))

    def undo(self) -> Changes | None:
        """Take back the last save or delete of this session; None where there is none."""
        changes = self.store.undo()
        return None if changes is None else self._announce(changes)

    def keep_draft(self, form: str, record: Record, extra: dict[str, Any] | None = None) -> None:
        """Keep an unfinished edit, encrypted; one a form, overwritten."""
        self.store.keep_draft(form, record, extra or {})

    def drop_draft(self, form: str) -> None:
        """Forget a form's unfinished edit, as after a save."""
        self.store.drop_draft(form)

    def setting(self, name: str, default: Any = None) -> Any:
        """A small setting kept inside the vault."""
        return self.store.vault.get(name, default)

    def set_setting(self, name: str, value: Any) -> None:
        """Keep a small setting inside the vault."""
        self.store.vault.put(name, value)

    def announce(self, changes: Changes) -> Changes:
        """Tell every view of a change made through the store by a service."""
        return self._announce(changes)

    def close(self) -> None:
        """Stop all jobs and close the vault; the session is not used again."""
        self.jobs.stop_all()
        self.store.vault.close()

    def _announce(self, changes: Changes) -> Changes:
        self._peacekeeping = None if "station" in changes.kinds else self._peacekeeping
        self.changed.emit(changes)
        return changes
