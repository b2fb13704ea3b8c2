"""Keeps what is written in a form: as a draft while typing, as a record when it is left."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.records.checks import problems
from fieldapp.records.record import Record, evolve
from ui.forms.record_form import RecordForm
from ui.session import Session

KEEP_MS = 800


class Keeping(QObject):
    """Never asks; what cannot be saved as a record yet is kept beside it, encrypted."""

    told = Signal(str)
    settled = Signal(str)  # the id of what was saved

    def __init__(self, form: RecordForm, session: Session) -> None:
        super().__init__(form)
        self.form, self._session = form, session
        self.record: Record | None = None
        self.new = self.read_only = self.busy = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep)
        form.edited.connect(self._timer.start)

    # -- what is shown ---------------------------------------------------------------------

    def show(self, record: Record, *, new: bool = False, read_only: bool = False) -> None:
        """Show a record; an unfinished edit of it is put back."""
        self._timer.stop()
        self.record, self.new, self.read_only = record, new, read_only
        self.form.show(record, read_only=read_only)
        draft = None if read_only else self._session.store.draft(record.id)
        if draft is not None:
            self.form.restore(draft.record, draft.extra)
            self.told.emit(f"Your unfinished edit of {draft.at[11:16]} is back, encrypted")
        else:
            self.told.emit("")

    def forget(self) -> None:
        """Show nothing any more."""
        self._timer.stop()
        self.record = None

    # -- keeping ---------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep the edit as it stands; one row, overwritten."""
        self._timer.stop()
        if self.record is None or self.read_only or not self.form.is_edited():
            return
        with self._session.telling():
            self._session.keep_draft(self.record.id, self.form.record(), self.form.extra())
            self._tell("Saved")

    def settle(self) -> None:
        """Save the edit, as when it is left: a draft stays one, a finished record finished."""
        self._timer.stop()
        if self.record is None or self.read_only or not self.form.is_edited():
            return
        record, unread = self.form.record(), self.form.has_unread()
        if not record.draft and (unread or problems(record) or self._unfinished_rows()):
            self.keep()
            return
        self.busy = True
        with self._session.telling():
            self._save(record)
            if unread:
                self._session.keep_draft(record.id, record, self.form.extra())
            else:
                self._drop(record.id)
        self.busy = False

    def _unfinished_rows(self) -> bool:
        return any(problems(each) for each in self.form.changed_rows())

    def _save(self, record: Record) -> None:
        rows = [self._as(each, record.draft) for each in self.form.changed_rows()]
        gone = [
            evolve(each, deleted_at=self._session.store.now()) for each in self.form.removed_rows()
        ]
        self._session.save(record, *rows, *gone)
        self.record, self.new = self._session.store.get(record.id), False
        self._tell("Saved")
        self.settled.emit(record.id)

    @staticmethod
    def _as(row: Record, draft: bool) -> Record:
        """A row that was finished stays so while it can; a new one is a draft with its owner."""
        return evolve(row, draft=(draft and row.draft) or bool(problems(row)))

    def _drop(self, record_id: str) -> None:
        if self._session.store.draft(record_id) is not None:
            self._session.drop_draft(record_id)

    def finish(self) -> bool:
        """Finish what is shown, with its rows; False where what is missing is marked."""
        if self.record is None or self.read_only or self.form.mark_problems():
            return False
        self._timer.stop()
        record, rows = self.form.record(), self.form.all_rows()
        gone = self.form.removed_rows()
        self.busy, done = True, False
        with self._session.telling():
            now = self._session.store.now()
            if gone:
                self._session.save(*(evolve(each, deleted_at=now) for each in gone))
            if record.draft:
                self._session.finish(record, rows)
            else:
                changed = [evolve(each, draft=False) for each in self.form.changed_rows()]
                self._session.save(record, *changed)
            self._drop(record.id)
            self.record, self.new, done = self._session.store.get(record.id), False, True
            self._tell("Finished" if record.draft else "Saved")
            self.settled.emit(record.id)
        self.busy = False
        return done

    def _tell(self, word: str) -> None:
        self.told.emit(f"{word} {self._session.store.now():%H:%M}, encrypted")


def bring_back(kind: type[Record], session: Session) -> None:
    """Edits of new records that the app never came to save, as after a cut of power."""
    for draft in session.store.drafts():
        record = draft.record
        if isinstance(record, kind) and draft.form == record.id:
            with session.telling():
                if not session.store.exists(record.id):
                    session.save(evolve(record, draft=True))
