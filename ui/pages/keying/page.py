"""The page on which filled paper forms are keyed in."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from fieldapp.errors import FieldappError
from fieldapp.records.record import Record
from fieldapp.services.keying import NUMBERED, FormLine, form_lines, keyed, read_line
from fieldapp.vocab.handling import Level
from ui import pieces
from ui.screen_words import on_screen
from ui.session import Session

KEPT = "keying."


class KeyingPage(QWidget):
    """Enter goes to the next line; after the last one the form is saved and the next begins."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._kinds = [kind for kind in session.types() if form_lines(kind) and kind.heading]
        self._kind: type[Record] = self._kinds[0]
        self._rows: list[_Row] = []
        self._done = 0
        self._choose = QComboBox()
        self._choose.setObjectName("field-keying-kind")
        self._choose.setAccessibleName("Kind of form")
        self._choose.addItems([kind.label for kind in self._kinds])
        self._count = pieces.words("", "muted", "keying-count")
        self._save = pieces.button("Save and next", "action-keying-save", "main")
        self._save.setToolTip("Ctrl+Enter")
        self._place = QVBoxLayout()
        self._lay_out()
        self._choose.activated.connect(lambda n: self.show_kind(self._kinds[n]))
        self._save.clicked.connect(self._finish)
        self.show_kind(self._kind)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(pieces.title("Key in paper forms"))
        head.addStretch(1)
        head.addWidget(self._choose)
        head.addWidget(self._save)
        hint = pieces.words(
            "Numbers are those on the paper. Enter: next line. Several choices: 1, 4.", "muted"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(hint)
        column.addWidget(self._count)
        column.addLayout(self._place, 1)

    # -- what the window asks --------------------------------------------------------------

    def take(self, argument: object) -> None:
        """Key in forms of a type, given by noun."""
        kind = next((each for each in self._kinds if each.noun == argument), None)
        if kind is not None:
            self.show_kind(kind)
            self.start_here()

    def level(self) -> str:
        """What is keyed in is not known yet."""
        return Level.SEVERE.value

    def start_here(self) -> None:
        """Go to the first line."""
        if self._rows:
            self._rows[0].line.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep the half-keyed form: its words, encrypted."""
        words = self._words()
        if any(words.values()):
            self._session.keep_draft(
                KEPT + self._kind.noun, self._kind(draft=True), {"words": words}
            )

    def show_kind(self, kind: type[Record]) -> None:
        """Show the empty lines of a type, or those that were kept half-keyed."""
        if self._rows:
            self.keep()
        self._kind, self._done = kind, 0
        self._choose.setCurrentIndex(self._kinds.index(kind))
        while (item := self._place.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                for part in widget.findChildren(QWidget):
                    part.setObjectName("")  # it is not gone before the event loop says so
                widget.deleteLater()
        inside = QFrame()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        self._rows = [_Row(line, self._session, self) for line in self._lines(kind)]
        for number, row in enumerate(self._rows):
            row.add_to(grid, number)
            row.line.returnPressed.connect(lambda at=number: self._next(at))
        grid.setRowStretch(len(self._rows), 1)
        self._place.addWidget(pieces.scrolled(inside))
        self._bring_back()
        self._count.setText("")

    def _lines(self, kind: type[Record]) -> tuple[FormLine, ...]:
        return form_lines(kind, peacekeeping=self._session.peacekeeping())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._finish()
            return
        super().keyPressEvent(event)

    # -- keying ----------------------------------------------------------------------------

    def _words(self) -> dict[str, str]:
        return {row.name: row.line.text() for row in self._rows}

    def _bring_back(self) -> None:
        draft = self._session.store.draft(KEPT + self._kind.noun)
        if draft is not None:
            for row in self._rows:
                row.line.setText(draft.extra.get("words", {}).get(row.name, ""))
                row.read()

    def _next(self, at: int) -> None:
        if not self._rows[at].read():
            return
        if at + 1 < len(self._rows):
            self._rows[at + 1].line.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._finish()

    def _finish(self) -> None:
        wrong = [row for row in self._rows if not row.read()]
        if wrong:
            wrong[0].line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not any(self._words().values()):
            self._count.setText("Nothing is written on this form yet.")
            return
        with self._session.telling():
            record = keyed(self._session.store, self._kind, self._words())
            self._session.save(record, because="keyed in from paper")
            self._session.drop_draft(KEPT + self._kind.noun)
            self._done += 1
            ref = self._session.store.get(record.id).ref
            self._count.setText(f"{self._done:,} keyed in. The last one is {ref}, a draft.")
            for row in self._rows:
                row.line.clear()
                row.read()
            self.start_here()


class _Row(QObject):
    """Number and label, the line, and how its words were understood."""

    def __init__(self, line: FormLine, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._form, self._session = line, session
        self.name = line.field.name
        self.line = QLineEdit()
        self.line.setObjectName(f"field-keying-{line.number}")
        self.line.setAccessibleName(f"{line.number} {line.field.spec.label}")
        self.line.setMinimumWidth(260)
        self._said = pieces.words("", "muted", f"keying-said-{line.number}")
        self._said.setWordWrap(False)
        if 0 < len(line.choices) <= NUMBERED:
            numbered = (f"{n} {label}" for n, (_, label) in enumerate(line.choices, start=1))
            self.line.setToolTip("\n".join(numbered))
        self.line.editingFinished.connect(self.read)

    def add_to(self, grid: QGridLayout, row: int) -> None:
        """Put it into a grid."""
        label = pieces.words(f"{self._form.number}  {self._form.field.spec.label}")
        label.setWordWrap(False)
        grid.addWidget(label, row, 0)
        grid.addWidget(self.line, row, 1)
        grid.addWidget(self._said, row, 2)

    def read(self) -> bool:
        """Say how the words are understood; whether they are."""
        try:
            value = read_line(self._session.store, self._form, self.line.text())
        except FieldappError as error:
            pieces.set_role(self._said, "error", error.in_full())
            return False
        targets = value if isinstance(value, tuple) else (value,)
        ids = {each for each in targets if isinstance(each, str)}
        titles = self._session.store.titles(ids) if self._form.field.spec.target else {}
        said = on_screen(self._form.field, value, lambda target: titles.get(target, "?"))
        typed = self.line.text().strip()
        pieces.set_role(self._said, "muted", said if typed and said != typed else "")
        return True
