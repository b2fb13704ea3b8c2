"""Rows of records of another type that a record's form edits and saves together with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.records.checks import problems
from fieldapp.records.fields import Field
from fieldapp.records.record import Owned, Record, evolve
from fieldapp.records.values import from_plain, record_to_plain
from ui import pieces
from ui.forms.editor import MakeEditor
from ui.forms.rows import Rows
from ui.session import Session


class OwnedRows(QWidget):
    """Such as the promises made at a meeting: each stays a record of its own."""

    edited = Signal()

    def __init__(self, owned: Owned, session: Session, make: MakeEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self.owned, self._session = owned, session
        self._kind = session.store.kind(owned.noun)
        self._owner = ""
        self._before: dict[str, Record] = {}
        self.setObjectName(f"field-{owned.name}")
        self.setAccessibleName(owned.label)
        first, rest = _split(self._kind, owned)
        self.rows = Rows(
            owned.name, owned.label, first, rest, self._new, session, make, movable=False
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head, label = QHBoxLayout(), pieces.words(owned.label)
        head.setSpacing(8)
        label.setWordWrap(False)
        head.addWidget(label)
        head.addWidget(pieces.words(owned.help, "muted"), 1)
        column.addLayout(head)
        column.addWidget(self.rows)
        self.rows.edited.connect(self.edited)

    def _new(self) -> Record:
        values = {**dict(self.owned.starts), self.owned.via: self._owner, "draft": True}
        return evolve(self._kind(), **values)

    def show_owner(self, record: Record) -> None:
        """Show the rows that belong to a record."""
        self._owner = record.id
        found = self._session.store.owned(record, self.owned)
        self._before = {each.id: each for each in found}
        self.rows.set_items(found)

    def changed(self) -> list[Record]:
        """Rows that are new or differ from what is saved."""
        now = [each for each in self.rows.items() if isinstance(each, Record)]
        return [each for each in now if self._before.get(each.id) != each]

    def everything(self) -> list[Record]:
        """All rows as they stand, for a look at what keeps them from being finished."""
        return [each for each in self.rows.items() if isinstance(each, Record)]

    def removed(self) -> list[Record]:
        """Rows that were taken away, as they are saved."""
        return [self._before[each] for each in sorted(self.rows.removed())]

    def mark_problems(self) -> bool:
        """Show in each row what it still needs; whether there was any."""
        any_found = False
        for each in self.everything():
            row, found = self.rows.row_of(each.id), problems(each)
            if row is not None:
                row.show_problems(found)
                any_found = any_found or bool(found) or bool(row.unread())
        return any_found

    # -- drafts ----------------------------------------------------------------------------

    def to_plain(self) -> dict[str, Any]:
        """What a draft keeps of the rows."""
        return {
            "rows": [{"id": each.id, "values": record_to_plain(each)} for each in self.changed()],
            "removed": sorted(self.rows.removed()),
            "typed": self.rows.unread(),
        }

    def restore(self, plain: dict[str, Any]) -> None:
        """Put the rows of a draft over those that are saved."""
        gone = set(plain.get("removed", ()))
        items = {each.id: each for each in self._before.values() if each.id not in gone}
        for kept in plain.get("rows", ()):
            items[kept["id"]] = self._read(kept["id"], kept["values"])
        self.rows.set_items(list(items.values()))
        self.rows.remember(set(self._before))
        self.rows.set_unread(plain.get("typed", {}))

    def _read(self, record_id: str, values: dict[str, Any]) -> Record:
        base = self._before.get(record_id) or evolve(self._new(), id=record_id)
        read = {
            each.name: from_plain(each, values.get(each.name))
            for each in self._kind.fields()
            if each.name != "ref"
        }
        return evolve(base, **read)


def _split(kind: type[Record], owned: Owned) -> tuple[Sequence[Field], Sequence[Field]]:
    common = {each.name for each in Record.fields()}
    own = [e for e in kind.fields() if e.name not in common and e.name != owned.via]
    first = [kind.field(name) for name in owned.shown] or [e for e in own if e.spec.listed]
    return first, [each for each in own if each not in first]
