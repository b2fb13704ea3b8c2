"""The form of a record type, derived from its declaration: sections, fields, rows, errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from fieldapp.records.checks import problems
from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Problem, Record, evolve
from fieldapp.records.values import is_empty
from ui.forms.editors import editor_for
from ui.forms.field_row import FieldRow, with_edits
from ui.forms.owned import OwnedRows
from ui.forms.parts import PartsEditor
from ui.forms.section import Section
from ui.session import Session
from ui.widgets.tab_order import in_reading_order


class RecordForm(QWidget):
    """Edits one record at a time, with the rows it owns; it never saves by itself."""

    edited = Signal()

    def __init__(self, kind: type[Record], session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self._session = kind, session
        self.setAccessibleName(kind.label)
        self._record = kind()
        self._rows: dict[str, FieldRow] = {}
        self._touched: set[str] = set()
        self._revealed: set[tuple[str, str]] = set()
        self._read_only = self._asked_to_finish = False
        self._owned = [OwnedRows(each, session, editor_for, self) for each in self._owns()]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        self._sections = [
            self._section(number, title) for number, title in enumerate(_titles(kind), start=1)
        ]
        for section in self._sections:
            column.addWidget(section)
        column.addStretch(1)
        for owned in self._owned:
            owned.edited.connect(self._owned_edited)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    # -- building --------------------------------------------------------------------------

    def _owns(self) -> Iterator[Any]:
        known = {kind.noun for kind in self._session.store.types}
        return (each for each in self.kind.owns if each.noun in known)

    def _section(self, number: int, title: str) -> Section:
        fields = [each for each in _shown(self.kind) if each.spec.section == title]
        owned = [each for each in self._owned if each.owned.section == title]
        section = Section(title, number, fields, owned, self._row, self)
        section.opened.connect(lambda: self._fill(section.rare))
        return section

    def _row(self, field: Field, parent: QWidget) -> FieldRow:
        editor = editor_for(field, self._session)
        if field.name in self.kind.heading:
            editor.wide = True
        if isinstance(editor, PartsEditor):
            editor.begin_rows_from(self._with_edits)
        row = FieldRow(editor, parent)
        self._rows[field.name] = row
        editor.edited.connect(lambda: self._field_edited(field.name))
        row.revealed.connect(lambda: self._revealed.add((self._record.id, field.name)))
        return row

    def _fill(self, fields: Sequence[Field]) -> None:
        for field in fields:
            row, value = self._rows[field.name], getattr(self._record, field.name)
            row.editor.set_value(value)
            row.editor.set_language(self._record.language)
            row.editor.set_read_only(self._read_only or field.spec.fixed)
            row.cover(value, (self._record.id, field.name) in self._revealed)
            row.show_error("")
        in_reading_order(self)

    # -- the record ------------------------------------------------------------------------

    def show(self, record: Record | None = None, *, read_only: bool = False) -> None:
        """Show a record; edits of the one before are gone. Without one, be visible, as in Qt."""
        if record is None:
            super().show()
            return
        self._record, self._read_only = record, read_only
        self._touched.clear()
        self._asked_to_finish = False
        self._fill([row.field for row in self._rows.values()])
        for owned in self._owned:
            owned.show_owner(record)
            owned.rows.set_read_only(read_only)
        for section in self._sections:
            section.count_filled(
                sum(not is_empty(getattr(record, each.name)) for each in section.rare)
            )
        self._leave_out()
        in_reading_order(self)

    def record(self) -> Record:
        """The record as it stands; what is not understood keeps its last value."""
        record = self._with_edits()
        empty = {name: record.field(name).default for name in type(record).hidden(record)}
        return evolve(record, **empty) if empty else record

    def _with_edits(self) -> Record:
        return with_edits(self._record, self._rows, self._touched)

    def changed_rows(self) -> list[Record]:
        """Owned records that are new or were edited."""
        return [each for owned in self._owned for each in owned.changed()]

    def all_rows(self) -> list[Record]:
        """Every owned record as it stands."""
        return [each for owned in self._owned for each in owned.everything()]

    def removed_rows(self) -> list[Record]:
        """Owned records that were taken away."""
        return [each for owned in self._owned for each in owned.removed()]

    def is_edited(self) -> bool:
        """Whether anything here is not saved yet."""
        return bool(
            (self._touched and (self.record() != self._record or self._unread()))
            or any(each.changed() or each.removed() or each.rows.unread() for each in self._owned)
        )

    def has_unread(self) -> bool:
        """Whether something was typed that is not understood."""
        return bool(self._unread()) or any(each.rows.unread() for each in self._owned)

    # -- drafts ----------------------------------------------------------------------------

    def extra(self) -> dict[str, Any]:
        """What a draft keeps beside the record: the rows, and words not understood."""
        owned = {each.owned.name: each.to_plain() for each in self._owned}
        return {"typed": self._unread(), "owned": owned}

    def restore(self, record: Record, extra: dict[str, Any]) -> None:
        """Put a draft over the record that is shown, as if it had just been typed."""
        typed = extra.get("typed", {})
        for field in _shown(self.kind):
            value = getattr(record, field.name)
            if value != getattr(self._record, field.name) or field.name in typed:
                self._touch(field.name, value)
        for name, words in typed.items():
            if name in self._rows:
                self._rows[name].editor.set_unread(words)
                self._rows[name].show_error(self._rows[name].editor.error())
        for each in self._owned:
            each.restore(extra.get("owned", {}).get(each.owned.name, {}))
        self._leave_out()

    def _touch(self, name: str, value: Any) -> None:
        if name not in self._rows:
            section = next(s for s in self._sections if any(e.name == name for e in s.rare))
            section.toggle()
        self._rows[name].editor.set_value(value)
        self._rows[name].cover(value, (self._record.id, name) in self._revealed)
        self._touched.add(name)

    def _unread(self) -> dict[str, str]:
        typed = {name: self._rows[name].editor.unread() for name in self._touched}
        return {name: words for name, words in typed.items() if words}

    # -- errors ----------------------------------------------------------------------------

    def mark_problems(self) -> bool:
        """Show everything that keeps the record from being finished; go to the first of it."""
        self._asked_to_finish = True
        found = problems(self.record())
        for section in self._sections:
            rare = {each.name for each in section.rare}
            if rare & {problem.field for problem in found} and not section.is_open():
                section.toggle()
        self._show_errors(found)
        in_rows = [each.mark_problems() for each in self._owned]
        wrong = next((row for row in self._in_order() if row.has_error()), None)
        if wrong is not None:
            wrong.editor.setFocus()
        return bool(found) or self.has_unread() or any(in_rows)

    def _show_errors(self, found: Sequence[Problem]) -> None:
        said = {problem.field: problem.sentence for problem in reversed(found)}
        for name, row in self._rows.items():
            row.show_error(row.editor.error() or said.get(name, ""))

    def _in_order(self) -> Iterator[FieldRow]:
        for field in _shown(self.kind):
            if field.name in self._rows:
                yield self._rows[field.name]

    def _check(self, row: FieldRow) -> None:
        """Say beside one field what is wrong with it, now that it was left."""
        sentence = row.editor.error()
        name = row.field.name
        if not sentence and (self._asked_to_finish or name in self._touched):
            found = [p for p in problems(self.record()) if p.field == name]
            sentence = found[0].sentence if found else ""
        row.show_error(sentence)

    # -- while it is edited ----------------------------------------------------------------

    def focus_first(self) -> None:
        """Go to the first field."""
        first = next(self._in_order(), None)
        if first is not None:
            first.editor.setFocus()

    def _field_edited(self, name: str) -> None:
        self._touched.add(name)
        self._rows[name].show_error("")
        if name == "language":
            code = self.record().language
            for row in self._rows.values():
                row.editor.set_language(code)
        self._leave_out()
        self.edited.emit()

    def _owned_edited(self) -> None:
        self.edited.emit()

    def _leave_out(self) -> None:
        record = self._with_edits()
        hidden = type(record).hidden(record)
        if not self._session.peacekeeping():
            hidden |= {each.name for each in self.kind.fields() if each.spec.peacekeeping}
        for section in self._sections:
            section.leave_out(hidden)
        for row in self._rows.values():
            if isinstance(row.editor, PartsEditor) and row.field.spec.usual is not None:
                row.editor.offer_usual()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        left, entered = self._around(old), self._around(new)
        if left is entered:
            return
        if left is not None:
            left.leave()
            if left.field.name in self._rows and self._rows[left.field.name] is left:
                self._check(left)
            else:
                left.show_error(left.editor.error())
        if entered is not None:
            entered.enter()

    def _around(self, widget: QWidget | None) -> FieldRow | None:
        while widget is not None and widget is not self:
            if isinstance(widget, FieldRow) and self.isAncestorOf(widget):
                return widget
            widget = widget.parentWidget()
        return None


def _shown(kind: type[Record]) -> list[Field]:
    """The fields a form shows: not the reference, and no link that the store keeps itself."""
    return [
        each
        for each in kind.fields()
        if each.name != "ref"
        and not (each.spec.kind is Kind.LINK and not each.spec.target)
        and not (each.spec.fixed and not each.spec.section)
    ]


def _titles(kind: type[Record]) -> list[str]:
    named = list(kind.sections)
    others = [each.spec.section for each in _shown(kind) if each.spec.section not in named]
    plain = [title for title in dict.fromkeys(others) if title != "Handling"]
    handling = ["Handling"] if "Handling" in others else []
    return plain + named + handling
