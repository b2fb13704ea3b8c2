"""The list of a record's attachments, what is known of the chosen one, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fieldapp.records.record import Record
from fieldapp.services.attaching.names import ending_of, neutral_name
from fieldapp.services.files import write_asked
from fieldapp.services.leaving import ATTACHMENT_SAVED_IN_CLEAR
from fieldapp.store.attachments import Attachment, Snapshot, read_content
from fieldapp.store.store import Changes
from ui import pieces
from ui.files import ask_save
from ui.jobs import Stop
from ui.session import Session
from ui.widgets.asking import Asking
from ui.widgets.attachment_list import AttachmentLines, added_in_words, table_of
from ui.widgets.flow import Flow

HOW = "Drop files on the record, or paste a picture or files: Ctrl+V."
REMOVED = "These were removed, and can still be brought back."
EMPTY = (
    "Photos, PDFs, signed copies. They are encrypted here, and what they say about where, when and "
    "by whom they were made is taken out first."
)
SAVED = (
    "The copy is not encrypted: whoever finds it can read it. Keep it on a device that is, and "
    "delete it when you have what you need."
)
FOR_EVER = (
    "Removes the file with its name, and cannot be undone. Backups that were made before still "
    "hold it."
)


class AttachmentsPanel(QWidget):
    """A list and buttons; a chosen file is seen in the list's place."""

    asked_add = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record: Record | None = None
        self._why_not = ""
        self._removed = False  # whether the removed ones are listed
        self._model = AttachmentLines(session.store, self)
        self._table = table_of(self._model)
        self.asking = Asking("attachment")
        self._about = pieces.words("", "muted", "attachment-about")
        self._locked = pieces.words("", "muted", "attachments-locked")
        self._how = pieces.words(HOW, "muted")
        self._none = pieces.words(EMPTY, "muted", "empty-attachments")
        self._add = pieces.button("Add a file…", "action-add-attachment")
        self._turn = pieces.button("", "action-removed-attachments", "flat")
        self._acts = self._make_acts()
        self._view: QWidget | None = None
        self._states = QStackedWidget()
        self._states.addWidget(self._list())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._states)
        self._connect()

    # -- building --------------------------------------------------------------------------

    def _make_acts(self) -> dict[str, Callable[[Attachment], object]]:
        acts: tuple[tuple[str, str, Callable[[Attachment], object]], ...] = (
            ("view", "View", self._see),
            ("rename", "Rename…", self._ask_name),
            ("note", "Note…", self._ask_note),
            ("copy", "Save a copy…", self._ask_copy),
            ("remove", "Remove", self._remove),
            ("back", "Bring back", self._bring_back),
            ("purge", "Remove for ever…", self._ask_purge),
        )
        self._buttons = {
            verb: pieces.button(words, f"action-{verb}-attachment", "flat")
            for verb, words, _ in acts
        }
        return {verb: act for verb, _, act in acts}

    def _list(self) -> QWidget:
        whole = QWidget()
        row = QWidget()
        flow = Flow(row)
        for each in self._buttons.values():
            flow.addWidget(each)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = pieces.row(self._add, stretch=False)
        head.addWidget(self._how, 1)
        head.addWidget(self._turn)
        column.addLayout(head)
        for above in (self._locked, self.asking, self._none):
            column.addWidget(above)
        column.addWidget(self._table, 1)
        column.addWidget(self._about)
        column.addWidget(row)
        self._row = row
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        return whole

    def _connect(self) -> None:
        self._add.clicked.connect(self.asked_add)
        self._turn.clicked.connect(self._turn_over)
        for verb, button in self._buttons.items():
            button.clicked.connect(lambda _=False, verb=verb: self._act(verb))
        self._table.activated.connect(lambda _: self._act("view"))
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self._say_about())
        for keys, verb in (("Del", "remove"), ("F2", "rename")):
            shortcut = QShortcut(QKeySequence(keys), self._table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._act, verb))

    # -- showing ---------------------------------------------------------------------------

    def show_record(self, record: Record, why_not: str) -> None:
        """List what hangs on a record; `why_not` says why nothing may change."""
        same = self._record is not None and self._record.id == record.id
        self._record, self._why_not = record, why_not
        if not same:
            self._removed = False
            self.asking.hide()
            self._leave()
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew; the same one stays chosen."""
        if self._record is None:
            return
        attachments, chosen = self._session.store.attachments, self._chosen()
        removed = attachments.of(self._record.id, removed=True)
        self._removed = self._removed and bool(removed)
        lines = removed if self._removed else attachments.of(self._record.id)
        self._model.show(lines)
        at = self._model.number_of(chosen.id) if chosen else -1
        if lines:
            self._table.selectRow(max(at, 0))
        word = "Back to the list" if self._removed else f"Removed {len(removed)}"
        self._turn.setText(word)
        self._turn.setAccessibleName(word)
        self._turn.setVisible(bool(removed))
        self._how.setText(REMOVED if self._removed else HOW)
        self._none.setVisible(not lines)
        self._locked.setText(self._why_not)
        self._locked.setVisible(bool(self._why_not))
        self._add.setVisible(not self._why_not and not self._removed)
        self._how.setVisible(not self._why_not)
        for part in (self._table, self._row, self._about):
            part.setVisible(bool(lines))
        self._rest.setVisible(not lines)
        self._say_about()

    def select(self, attachment_id: str) -> None:
        """Choose one, such as that which has just come."""
        at = self._model.number_of(attachment_id)
        if at >= 0:
            self._table.selectRow(at)

    def _chosen(self) -> Attachment | None:
        return self._model.line_at(self._table.currentIndex().row())

    def _say_about(self) -> None:
        chosen = self._chosen()
        said = []
        if chosen is not None:
            added = f"Added {added_in_words(self._session.store, chosen)}. {chosen.taken}"
            said = [chosen.note, added, f"SHA-256 {chosen.sha256}"]
        self._about.setText("\n".join(each for each in said if each))
        offered = (
            {"back", "purge"} if self._removed else {"view", "copy", "rename", "note", "remove"}
        )
        free = {"view", "copy", "purge"} if self._why_not else offered
        for verb, button in self._buttons.items():
            button.setVisible(verb in offered & free)

    def _turn_over(self) -> None:
        self._removed = not self._removed
        self.refresh()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- acting ----------------------------------------------------------------------------

    def _act(self, verb: str) -> None:
        chosen = self._chosen()
        if chosen is None or self._buttons[verb].isHidden():
            return
        with self._session.telling():
            self._acts[verb](chosen)

    def _see(self, chosen: Attachment) -> None:
        from ui.widgets.attachment_view import AttachmentView  # what shows PDFs is slow to load

        if not isinstance(self._view, AttachmentView):
            view = AttachmentView(self._session)
            view.closed.connect(self._leave)
            self._states.addWidget(view)
            self._view = view
        self._states.setCurrentWidget(self._view)
        self._view.show_attachment(chosen)

    def _leave(self) -> None:
        from_view = self._states.currentIndex() > 0
        self._states.setCurrentIndex(0)
        clear = getattr(self._view, "clear", None)
        if clear is not None:
            clear()
        if from_view and self.isVisible():
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_name(self, chosen: Attachment) -> None:
        def answer(name: str) -> None:
            plain = neutral_name(name, ending_of(chosen.name))
            self._tell(self._session.store.attachments.describe(chosen.id, plain, chosen.note))

        stem = chosen.name.rpartition(".")[0] or chosen.name
        self.asking.ask("Its name, without the ending", "Rename", answer, words=stem)

    def _ask_note(self, chosen: Attachment) -> None:
        def answer(note: str) -> None:
            self._tell(self._session.store.attachments.describe(chosen.id, chosen.name, note))

        self.asking.ask("A note on this file", "Keep", answer, words=chosen.note)

    def _remove(self, chosen: Attachment) -> None:
        self._tell(self._session.store.attachments.remove(chosen.id))
        self._session.said.emit("Removed. Ctrl+Z brings it back.")

    def _bring_back(self, chosen: Attachment) -> None:
        self._tell(self._session.store.attachments.bring_back(chosen.id))

    def _ask_purge(self, chosen: Attachment) -> None:
        def answer(_: str) -> None:
            self._tell(self._session.store.purge_attachment(chosen.id))
            self._session.said.emit("Removed for ever.")

        self.asking.ask(FOR_EVER, "Remove for ever", answer, plain=True)

    def _ask_copy(self, chosen: Attachment) -> None:
        ending = ending_of(chosen.name)
        name = f"attachment.{ending}" if ending else "attachment"

        def answer(_: str) -> None:
            title = "Save a copy that is not encrypted"
            ask_save(self, title, name, partial(self._save, chosen))

        self.asking.ask(SAVED, "Choose where…", answer, plain=True)

    def _save(self, chosen: Attachment, path: Path) -> None:
        store = self._session.store
        with self._session.telling():
            # The log has it before the disk: a copy logged and not written does no harm.
            event = f"{ATTACHMENT_SAVED_IN_CLEAR} ({chosen.short_hash})"
            self._session.announce(store.note(chosen.record, event))
            snapshot = Snapshot.of(store.vault)
            said = "Saved as a copy that is not encrypted."
            self._session.jobs.run(
                lambda stop: _write_copy(snapshot, chosen, path, stop),
                lambda _: self._session.said.emit(said),
                label="Saving a copy",
            )

    def _tell(self, changes: Changes) -> None:
        self._session.announce(changes)


def _write_copy(snapshot: Snapshot, attachment: Attachment, path: Path, stop: Stop) -> None:
    content = read_content(snapshot, attachment, stop.check)

    def write(file: BinaryIO) -> None:
        for start in range(0, len(content), 64 * 1024):
            stop.progress(start, len(content))
            file.write(content[start : start + 64 * 1024])

    write_asked(path, write)
