"""A small form for a new record, where it is linked from: only what it needs to be found again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from fieldapp.errors import FieldappError
from fieldapp.records.checks import problems
from fieldapp.records.counted import in_sentence
from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record, evolve
from ui import pieces
from ui.forms.editor import MakeEditor
from ui.forms.field_row import FieldRow
from ui.session import Session


class NewRecord(QFrame):
    """Makes a record of one type; what it still lacks keeps it a draft."""

    made = Signal(str)
    left = Signal()

    def __init__(
        self, kind: type[Record], session: Session, make: MakeEditor, *, words: str, name: str
    ) -> None:
        super().__init__()
        self.setProperty("inset", True)
        self.setObjectName(f"new-{name}")
        self._kind, self._session = kind, session
        self._rows = [
            FieldRow(make(each, session, f"{name}-new-{each.name}"), self) for each in _asked(kind)
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(pieces.words(f"New {in_sentence(kind.label)}", "strong"))
        for row in self._rows:
            column.addWidget(row)
        self._add = pieces.button("Add", f"action-add-{name}-new", "main")
        cancel = pieces.button("Cancel", f"action-cancel-{name}-new", "flat")
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self._start(words)
        self._add.clicked.connect(self.add)
        cancel.clicked.connect(self.leave)
        for row in self._rows:
            (row.editor.focusProxy() or row.editor).installEventFilter(self)

    def _start(self, words: str) -> None:
        heading = self._kind.heading[:1]
        for row in self._rows:
            begins = row.field.name in heading and row.field.spec.kind is Kind.TEXT
            row.editor.set_value(words if begins else row.field.default)

    def focus_first(self) -> None:
        """Begin at the first field that is still empty."""
        empty = [row for row in self._rows if not _filled(row)]
        (empty or self._rows)[0].editor.setFocus()

    def add(self) -> None:
        """Save it and hand over its id."""
        values = {}
        for row in self._rows:
            row.show_error(row.editor.error())
            if row.has_error():
                row.editor.setFocus()
                return
            values[row.field.name] = row.editor.value()
        record = evolve(self._kind(), **values)
        try:
            self._session.save(evolve(record, draft=bool(problems(record))))
        except FieldappError as error:
            self._session.failed.emit(error)
            return
        self.hide()
        self.deleteLater()
        self.made.emit(record.id)

    def leave(self) -> None:
        """Make nothing."""
        self.hide()
        self.deleteLater()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own: Enter goes to the next field, and adds from the last; Esc makes nothing."""
        if event.type() == QEvent.Type.ShortcutOverride and _key(event) == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress or _is_offering(watched):
            return False
        match _key(event):
            case Qt.Key.Key_Escape:
                self.leave()
                return True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if watched is (self._rows[-1].editor.focusProxy() or self._rows[-1].editor):
                    self.add()
                else:
                    self.focusNextChild()
                return True
        return False


def _key(event: QEvent) -> int:
    return event.key() if isinstance(event, QKeyEvent) and not event.modifiers() else 0


def _is_offering(watched: QObject) -> bool:
    offering = getattr(watched, "is_offering", None)
    return bool(offering and offering())


def _filled(row: FieldRow) -> bool:
    return not row.editor.error() and row.editor.value() != row.field.default


def _asked(kind: type[Record]) -> list[Field]:
    """What names it and what it needs; the rest waits for its own page."""
    wanted = [
        each
        for each in kind.fields()
        if (each.name in kind.heading[:1] or each.spec.required)
        and each.name != "ref"
        and each.spec.kind is not Kind.PARTS
    ]
    return wanted or [each for each in kind.fields() if each.spec.listed and each.name != "ref"][:3]
