"""The editor of parts: rows that live and die with their record."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from fieldapp.records.fields import Field
from fieldapp.records.record import Part, Record
from fieldapp.records.usual_rows import filled, missing
from ui import pieces
from ui.forms.editor import Editor, MakeEditor
from ui.forms.rows import Rows
from ui.session import Session


class PartsEditor(Editor):
    """Rows of one part class; those fields that are declared listed come first."""

    wide = True

    def __init__(self, field: Field, session: Session, name: str, make: MakeEditor) -> None:
        super().__init__(field, session, name)
        part = field.spec.part
        assert part is not None
        fields: tuple[Field, ...] = part.fields()
        first = [each for each in fields if each.spec.listed] or list(fields[:3])
        rest = [each for each in fields if each not in first and not each.spec.fixed]
        self.setObjectName(f"field-{name}")
        self._part: type[Part] = part
        self._holder: Callable[[], Record] | None = None
        self.rows = Rows(name, field.spec.label, first, rest, self._new, session, make)
        self._usual = pieces.button("", f"action-usual-{name}", "link")
        self._usual.hide()
        self._usual.clicked.connect(self._fill_in)
        self._read_only = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.rows)
        column.addWidget(self._usual, 0, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self.rows)
        self.rows.edited.connect(self.edited)

    def begin_rows_from(self, holder: Callable[[], Record]) -> None:
        """New rows take what their declaration says from this record, as it then stands."""
        self._holder = holder

    def _new(self) -> Part:
        if self._holder is None:
            return self._part()
        record = self._holder()
        return self._part(**{own: getattr(record, its) for own, its in self.field.spec.starts})

    # -- usual rows ------------------------------------------------------------------------

    def offer_usual(self) -> None:
        """Offer the rows that a record like this usually holds, while some of them are missing."""
        lacking = missing(self.rows.items(), self._usual_rows())
        said = f"Fill in the {len(lacking)} of this kind" if lacking else ""
        self._usual.setText(said)
        self._usual.setAccessibleName(said)
        self._usual.setVisible(bool(lacking) and not self._read_only)

    def _usual_rows(self) -> tuple[Any, ...]:
        usual = self.field.spec.usual
        return usual(self._holder()) if usual is not None and self._holder is not None else ()

    def _fill_in(self) -> None:
        self.rows.set_items(filled(self.rows.items(), self._usual_rows()))
        self.edited.emit()
        self.rows.all_rows()[0].focus_first()

    # -- the value -------------------------------------------------------------------------

    def value(self) -> tuple[Any, ...]:
        """The rows in which something is written."""
        return tuple(self.rows.items())

    def set_value(self, value: Any) -> None:
        """Show rows."""
        self.rows.set_items(value or ())

    def set_read_only(self, on: bool) -> None:
        """Can still be read and copied."""
        self._read_only = on
        self.rows.set_read_only(on)

    def error(self) -> str:
        """A row whose words are not understood says so itself; this says that there is one."""
        return "One row holds something that is not understood." if self.rows.unread() else ""

    def unread(self) -> str:
        """What was typed in the rows but not understood."""
        typed = self.rows.unread()
        return json.dumps(typed, ensure_ascii=False) if typed else ""

    def set_unread(self, words: str) -> None:
        """Put it back."""
        self.rows.set_unread(json.loads(words))
