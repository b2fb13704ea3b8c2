"""Tonight's note: when, with whom, one box; finished in one evening's few keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from fieldapp.records.checks import problems
from fieldapp.records.dialogue import Meeting
from fieldapp.services.notes import Line
from fieldapp.services.notes_names import Found
from fieldapp.store.store import Changes
from ui import pieces
from ui.pages.note.box import NoteBox, legend
from ui.pages.note.fields import NoteFields
from ui.pages.note.finished import FINISHED, Finished
from ui.pages.note.rows import NoteRows
from ui.pages.note.writing import FORM, NAMED, Writing
from ui.session import Session
from ui.widgets.elided import Elided
from ui.widgets.tab_order import in_reading_order

KEEP_MS = 2000


class NotePage(QWidget):
    """Writes one note at a time; it keeps itself, and says so."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._writing = Writing(session.store)
        self._filling = False
        self._finished_id = ""
        self.fields, self.box, self.rows = NoteFields(session), NoteBox(), NoteRows()
        self._finished = Finished()
        self._kept = Elided(role="muted")
        self._kept.setObjectName("kept-note")
        self._error = pieces.words("", "error", "error-note")
        self._form = pieces.button("Open the full form", "action-open-form", "flat")
        self._finish = pieces.button("Finish", "action-finish", "main")
        self._finish.setToolTip("Ctrl+Enter")
        self._which = QStackedLayout(self)
        self._lay_out()
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(KEEP_MS)
        self._connect()
        in_reading_order(self)
        self._bring_back()

    # -- building --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(pieces.words("Tonight's note", "page"))
        head.addWidget(self._kept, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._form)
        head.addWidget(self._finish)
        desk = QWidget()
        column = QVBoxLayout(desk)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.fields.first)
        column.addWidget(self._middle(), 1)
        column.addWidget(legend())
        column.addWidget(self._error)
        column.addWidget(self.fields.rest)
        self._error.hide()
        self._area = pieces.scrolled(desk)
        self._which.addWidget(self._area)
        self._which.addWidget(self._finished)

    def _middle(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.addWidget(self.box)
        split.addWidget(self.rows)
        self.box.setMinimumWidth(280)
        self.rows.setMinimumWidth(240)
        self.box.setMinimumHeight(160)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([500, 500])
        return split

    def _connect(self) -> None:
        self.box.textChanged.connect(self._typed)
        self.box.cursorPositionChanged.connect(self._follow)
        self.fields.edited.connect(self._set)
        self.fields.touched.connect(self._soon)
        self.fields.unfolded.connect(self._unfold)
        self.rows.accepted.connect(self._accept)
        self.rows.dated.connect(self._date)
        self._form.clicked.connect(self.open_form)
        self._finish.clicked.connect(self.finish)
        self._finished.asked.connect(self._next)
        self._keep_soon.timeout.connect(self.keep)
        self._session.changed.connect(self._changed)
        self.fields.entered.connect(lambda: self.box.setFocus(Qt.FocusReason.TabFocusReason))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.finish)

    # -- what the window asks --------------------------------------------------------------

    def new(self) -> None:
        """Begin a note, or go on with the one that is begun."""
        if self._finished_id:
            self._start()
        if self._writing.meeting.contacts:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.box.put_cursor_last()
        else:
            self.fields.editor("contacts").setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, argument: object) -> None:
        """Begin a note: of the meeting that was agreed on at another one, where an id is given."""
        if self._finished_id:
            self._start()
        if isinstance(argument, str) and argument and not self._writing:
            agreed = self._session.store.get(argument)
            assert isinstance(agreed, Meeting)
            self._writing.set("contacts", agreed.contacts)
            self._writing.set("actors", agreed.actors)
            self._show_meeting()
            self._soon()
        self.new()

    def keep(self) -> None:
        """Keep the note as it stands, encrypted; called before the vault locks."""
        self._keep_soon.stop()
        if self._finished_id:
            return
        with self._session.telling():
            if not self._writing and not self.fields.unread():
                self._session.drop_draft(FORM)
                self._kept.setText("")
                return
            extra = self._writing.extra() | {
                "cursor": self.box.textCursor().position(),
                "unread": self.fields.unread(),
                "unfolded": self.fields.is_unfolded(),
            }
            self._session.keep_draft(FORM, self._writing.meeting, extra)
            self._kept.setText(f"Kept {self._session.store.now():%H:%M}, encrypted")

    def level(self) -> str:
        """As the profile says of a meeting; nothing where nothing is written."""
        if self._finished_id or self._writing:
            return self._session.store.level_of(self._writing.meeting)
        return ""

    def showEvent(self, event: QShowEvent) -> None:
        """Coming back from the full form: take over what it changed."""
        super().showEvent(event)
        if self._finished_id:
            return
        before = self._writing.meeting
        if self._writing.catch_up():
            if self._writing.meeting is not before:
                self._show_meeting()
        else:
            self._session.drop_draft(FORM)
            self._start()

    # -- writing ---------------------------------------------------------------------------

    def _start(self) -> None:
        self._finished_id = ""
        self._writing.start()
        self._fill("", {})

    def _bring_back(self) -> None:
        draft = self._session.store.draft(FORM)
        if draft is None:
            self._fill("", {})
            return
        self._writing.restore(draft)
        self._fill(self._writing.text, draft.extra)
        self._kept.setText(f"Kept {draft.at[11:16]}, encrypted")

    def _fill(self, text: str, extra: dict[str, Any]) -> None:
        self._filling = True
        self.box.setPlainText(text)
        self.box.put_cursor(int(extra.get("cursor", len(text))))
        self._filling = False
        self._kept.setText("")
        self._which.setCurrentIndex(0)
        self._say("", {})
        self._show_meeting()
        self.fields.put_back(extra.get("unread", {}))
        if bool(extra.get("unfolded")) != self.fields.is_unfolded():
            self.fields.toggle()
        self._show_rows()

    def _typed(self) -> None:
        if not self._filling:
            self._writing.read(self.box.toPlainText())
            self._error.hide()
            self._show_rows()
            self._follow()
            self._tell_level()
            self._soon()

    def _set(self, name: str, value: object) -> None:
        if name == "summary":
            self._writing.own_summary = True
        if self._writing.set(name, value):
            self._show_meeting(("type", "place_type", "platform", "place", "languages"))
        self._say_usual()
        self._show_rows()
        self._tell_level()
        self._soon()

    def _accept(self, line: Line, found: Found) -> None:
        changed = self._writing.accept(line, found)
        if changed:
            self._show_meeting()
        self._show_rows()
        self._soon()

    def _date(self, line: Line, on: bool) -> None:
        self._writing.due_on(line, on)
        self._soon()

    def _soon(self) -> None:
        if not self._keep_soon.isActive():  # also while someone types without a pause
            self._keep_soon.start()

    # -- showing ---------------------------------------------------------------------------

    def _show_meeting(self, names: tuple[str, ...] = ()) -> None:
        self.fields.show_meeting(self._writing.meeting, names)
        self._say_usual()
        if self.fields.is_unfolded():
            self._show_summary()

    def _unfold(self) -> None:
        self._show_summary()
        # Once they are laid out: only then is it known where they are.
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.fields.rest))

    def _show_summary(self) -> None:
        self.fields.editor("summary").set_value(self._writing.summary())

    def _show_rows(self) -> None:
        writing = self._writing
        self.rows.show_lines(
            (line, tuple(writing.offers(line)), line.id not in writing.undated)
            for line in writing.note.lines
        )
        if self.fields.is_unfolded() and not writing.own_summary:
            self._show_summary()

    def _say_usual(self) -> None:
        told = self._writing.told_by()
        self.fields.tell("As at the last meeting with this contact." if told else "")

    def _follow(self) -> None:
        number = self.box.line_number()
        for line in self._writing.note.lines:
            if line.number == number:
                self.rows.follow(line.id)

    def _tell_level(self) -> None:
        if self.isVisible():
            self._session.shown.emit(self.level())

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & NAMED:
            self._writing.forget_names()
            if self.isVisible():
                self._show_rows()

    # -- finishing -------------------------------------------------------------------------

    def finish(self) -> None:
        """Save the meeting with its promises and actions, all or none; or say what it lacks."""
        if self._finished_id:
            return
        written = self._writing.written()
        lacks = {each.field: each.sentence for each in problems(written.meeting)}
        if self._say(lacks.pop("statements", ""), lacks):
            return
        with self._session.telling():
            self._session.finish(written.meeting, self._writing.rows_to_save(written))
            self._session.drop_draft(FORM)
            self._keep_soon.stop()
            self._finished_id = written.meeting.id
            saved = self._session.store.get(written.meeting.id)
            assert isinstance(saved, Meeting)
            may_share = any(kind.noun == "agreement" for kind in self._session.store.types)
            self._finished.show_record(saved, written.owned, may_share=may_share)
            self._which.setCurrentIndex(1)
            self._finished.focus_first()
            self._session.said.emit(FINISHED)
            self._tell_level()

    def _say(self, about_lines: str, about_fields: dict[str, str]) -> bool:
        """Say what is missing beside where it is missing; whether anything is."""
        self._error.setText(about_lines)
        self._error.setVisible(bool(about_lines))
        wrong = self.fields.mark(about_fields)
        if about_lines and not wrong:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong or bool(about_lines)

    def open_form(self) -> None:
        """Store the note as an unfinished meeting and show it in the full form."""
        written = self._writing.written()
        with self._session.telling():
            self._session.save(written.meeting, *self._writing.rows_to_save(written))
            self._writing.handed_over(written)
            self.keep()
            self._session.opened.emit(written.meeting.id)

    def _next(self, verb: str) -> None:
        match verb:
            case "print":
                self._session.asked_page.emit("preview", self._finished_id)
            case "share":
                self._session.asked_page.emit("share", None)
            case "open":
                self._session.opened.emit(self._finished_id)
            case "new":
                self._start()
                self.new()
            case "reopen":
                with self._session.telling():
                    self._session.reopen(self._finished_id)
                    self._session.opened.emit(self._finished_id)
                    self._start()
