"""The fields of a note: three that it needs, five with a default, the rest on asking."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.dialogue import Meeting
from ui import pieces
from ui.forms.editor import Editor
from ui.forms.editors import editor_for
from ui.forms.field_row import FieldRow
from ui.forms.linked import LinksEditor
from ui.forms.where import PlaceEditor
from ui.session import Session

USUAL = ("attribution", "type", "place_type", "platform", "place")
MORE = ("title", "actors", "objective", "languages", "next_meeting", "summary")


class NoteFields(QWidget):
    """Editors of the same fields as the full form has, in the order in which one thinks of them.

    `first` stands above the box, `rest` below it.
    """

    edited = Signal(str, object)  # a field's name and its new value
    touched = Signal()  # something was typed that is no value yet
    unfolded = Signal()
    entered = Signal()  # Enter in With, once someone is there: on to the box

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.first, self.rest, self._more = QWidget(), QWidget(), QWidget()
        self._rows: dict[str, FieldRow] = {}
        self._session = session
        self._told = pieces.words("", "muted", "note-told")
        self._toggle = pieces.button("More", "action-more", "link")
        self._toggle.clicked.connect(self.toggle)
        self._lay_out_first()
        self._lay_out_rest()
        self._more.hide()
        people = self.editor("contacts")
        assert isinstance(people, LinksEditor)
        self._people = people.chips
        self._people.line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own: Enter in the empty line of With goes on to the box."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        line = self._people.line
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if enter and watched is line and not line.text() and self._people.values():
            line.stop_offering()
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

    def _row(self, name: str, parent: QWidget) -> FieldRow:
        editor = editor_for(Meeting.field(name), self._session)
        row = FieldRow(editor, parent)
        editor.edited.connect(lambda: self._tell(name))
        self._rows[name] = row
        return row

    def _lay_out_first(self) -> None:
        across = QHBoxLayout(self.first)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        top = Qt.AlignmentFlag.AlignTop
        across.addWidget(self._row("started", self.first), 0, top)
        across.addWidget(self._row("contacts", self.first), 1, top)

    def _lay_out_rest(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, name in enumerate(USUAL):
            grid.addWidget(self._row(name, self.rest), 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        _area_only(self.editor("place"))
        more = QGridLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setHorizontalSpacing(16)
        more.setVerticalSpacing(8)
        for place, name in enumerate(MORE):
            row = self._row(name, self._more)
            top = Qt.AlignmentFlag.AlignTop
            more.addWidget(row, place // 3, place % 3, top)
        whole = QVBoxLayout(self.rest)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(grid)
        below = pieces.row(self._toggle, self._told, stretch=False)
        below.setStretch(1, 1)
        whole.addLayout(below)
        whole.addWidget(self._more)

    # -- values ----------------------------------------------------------------------------

    def show_meeting(self, meeting: Meeting, names: tuple[str, ...] = ()) -> None:
        """Show all fields of a meeting, or some; this is no edit."""
        for name in names or self._rows:
            self._rows[name].editor.set_value(getattr(meeting, name))
        self._say_flag()

    def _say_flag(self) -> None:
        """An unset flag is the strictest one that still keeps the words (R13)."""
        editor = self.editor("attribution")
        editor.noted.emit("" if editor.value() else "unset: background")

    def tell(self, words: str) -> None:
        """Say where defaults came from."""
        self._told.setText(words)

    def _tell(self, name: str) -> None:
        editor = self._rows[name].editor
        if editor.error():
            self.touched.emit()
        else:
            self._rows[name].show_error("")
            self._say_flag()
            self.edited.emit(name, editor.value())

    def editor(self, name: str) -> Editor:
        """The editor of one field."""
        return self._rows[name].editor

    # -- errors and drafts -----------------------------------------------------------------

    def mark(self, problems: dict[str, str]) -> bool:
        """Say beside each field what is wrong with it; whether anything is, the first focused."""
        first: FieldRow | None = None
        for name, row in self._rows.items():
            sentence = row.editor.error() or problems.get(name, "")
            row.show_error(sentence)
            first = first or (row if sentence else None)
        if first is not None:
            if first.editor.name in MORE:
                self.unfold()
            first.editor.setFocus()
        return first is not None

    def unread(self) -> dict[str, str]:
        """What was typed but is not understood, for the draft."""
        found = {name: row.editor.unread() for name, row in self._rows.items()}
        return {name: words for name, words in found.items() if words}

    def put_back(self, unread: dict[str, Any]) -> None:
        """Show such words again as they were typed."""
        for name, words in unread.items():
            if name in self._rows:
                self._rows[name].editor.set_unread(words)

    # -- more ------------------------------------------------------------------------------

    def is_unfolded(self) -> bool:
        """Whether the fields that can wait are shown."""
        return not self._more.isHidden()

    def unfold(self) -> None:
        """Show the fields that can wait."""
        if not self.is_unfolded():
            self._more.show()
            self._toggle.setText("Less")
            self._toggle.setAccessibleName("Less")
            self.unfolded.emit()

    def toggle(self) -> None:
        """Show them, or fold them away."""
        if self.is_unfolded():
            self._more.hide()
            self._toggle.setText("More")
            self._toggle.setAccessibleName("More")
        else:
            self.unfold()


def _area_only(editor: Editor) -> None:
    """A meeting's place is an area: what else the editor of a place offers is not asked for."""
    assert isinstance(editor, PlaceEditor)
    editor.heard.hide()
    for fold in editor.findChildren(QPushButton, "action-more-place"):
        fold.hide()
