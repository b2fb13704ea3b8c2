"""The files that hang on a record: added by button, drop or paste, seen here, never elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.records.record import Record, evolve
from fieldapp.services.attaching.bitmap import Bitmap
from fieldapp.services.attaching.refusals import NotAFileError
from fieldapp.store.store import Changes
from ui.files import ask_open
from ui.session import Session
from ui.widgets.bringing import Bringing, Coming
from ui.widgets.file_drops import files_in, picture_in

if TYPE_CHECKING:
    from ui.widgets.attachments_panel import AttachmentsPanel

LOCKED = "This record is locked: its attachments stay as they are."
RECEIVED = "This record came from another station: nothing can be attached to it here."


class AttachmentsTab(QWidget):
    """Cheap until it is looked at: only then is its panel made."""

    label = "Attachments"
    relabelled = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record: Record | None = None
        self._panel: AttachmentsPanel | None = None
        self._bringing = Bringing(session, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 12, 0, 0)
        self._bringing.asked.connect(self._ask_to_keep)
        self._bringing.brought.connect(self._point_at)
        session.changed.connect(self._changed)
        # Text fields paste for themselves; this one sleeps while the tab is hidden.
        QShortcut(QKeySequence.StandardKey.Paste, self).activated.connect(self.paste)

    # -- what the pane asks ----------------------------------------------------------------

    def label_for(self, record: Record) -> str:
        """The words of the tab, with how many there are."""
        number = self._session.store.attachments.count(record.id)
        return f"{self.label} {number}" if number else self.label

    def show_record(self, record: Record) -> None:
        """List what hangs on a record."""
        self._record = record
        panel = self._made_panel()
        panel.show_record(record, _why_not(record))
        self.relabelled.emit(self.label_for(record))

    def take_files(self, paths: Sequence[Path]) -> None:
        """Attach files that were dropped, pasted or chosen to the record shown."""
        self._bring([*paths])

    def paste(self) -> None:
        """Attach the files or the picture that were copied elsewhere."""
        held = QGuiApplication.clipboard().mimeData()
        if paths := files_in(held):
            self._bring([*paths])
        elif (picture := picture_in(held)) is not None:
            self._bring([picture])
        else:
            self._session.said.emit("There is no file and no picture to paste.")

    @property
    def is_deciding(self) -> bool:
        """Whether a file is still on its way."""
        return self._bringing.busy

    # -- within ----------------------------------------------------------------------------

    def _made_panel(self) -> AttachmentsPanel:
        if self._panel is None:
            from ui.widgets.attachments_panel import AttachmentsPanel  # few evenings need it

            self._panel = AttachmentsPanel(self._session)
            self._panel.asked_add.connect(self._ask_for_file)
            self._column.addWidget(self._panel)
            self._panel.show()  # else Qt shows it only after this event
        return self._panel

    def _ask_for_file(self) -> None:
        ask_open(self, "Attach a file", lambda path: self._bring([path]))

    def _bring(self, sources: Sequence[Path | Bitmap]) -> None:
        record = self._record
        if record is None:
            return
        if why := _why_not(record):
            self._session.said.emit(why)
            return
        folders = [each for each in sources if isinstance(each, Path) and each.is_dir()]
        if folders and len(folders) == len(sources):
            self._session.failed.emit(NotAFileError())
            return
        with self._session.telling():
            if not self._session.store.exists(record.id):  # a file may be what a record begins with
                self._session.save(evolve(record, draft=True))
            self._bringing.bring([Coming(record.id, each) for each in sources])

    def _ask_to_keep(self, coming: Sequence[Coming], why: str) -> None:
        what = "This file" if len(coming) == 1 else f"{len(coming)} files"
        verb = "says" if len(coming) == 1 else "say"
        it = "it" if len(coming) == 1 else "them"
        self._made_panel().asking.ask(
            f"What {what[0].lower()}{what[1:]} {verb} about who made {it}, when and perhaps where "
            f"cannot be taken out. {why} Keep {it} in the vault all the same?",
            "Keep with all that" if len(coming) > 1 else "Keep it as it is",
            lambda _: self._bringing.bring(coming),
            plain=True,
        )

    def _point_at(self, attachment_id: str) -> None:
        if self._panel is not None:
            self._panel.select(attachment_id)

    def _changed(self, changes: Changes) -> None:
        record = self._record
        if record is None or record.id not in changes.ids:
            return
        self.relabelled.emit(self.label_for(record))
        if self._panel is not None and self.isVisible():
            self._panel.refresh()


def _why_not(record: Record) -> str:
    """Why nothing may come or go; "" where it may."""
    if record.received_from:
        return RECEIVED
    return LOCKED if record.sealed_at else type(record).refuses_file(record, "")
