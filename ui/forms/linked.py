"""Editors of links: two letters find a record, Enter takes it, `new` makes one without leaving."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout

from fieldapp.errors import FieldappError
from fieldapp.records.counted import in_sentence
from fieldapp.records.fields import Field
from ui import theme
from ui.forms.editor import MakeEditor, OnLeaving
from ui.forms.new_record import NewRecord
from ui.forms.plain import named
from ui.forms.typed import ChipsEditor, TypedEditor
from ui.session import Session
from ui.widgets.chips import Chips
from ui.widgets.options import Option, TypeAhead


class NotLinkedError(FieldappError):
    """The text names no record that was taken."""

    sentence = "Nothing was chosen for this."
    remedy = "Take a record with Enter, or make a new one."


@attrs.frozen
class New:
    """The wish to make a record of a type, with the words typed so far."""

    noun: str
    words: str = attrs.field(repr=False)


def suggestions(
    session: Session, nouns: Sequence[str], words: str, without: Sequence[str] = ()
) -> list[Option]:
    """Records to link to, then the offer to make a new one of each type."""
    store = session.store
    kinds = {kind.noun: kind for kind in store.types if kind.noun in nouns}
    found = store.suggest(tuple(kinds), words.strip()) if kinds else []
    options = [
        Option(row.id, row.title or row.ref, f"{kinds[row.kind].label}  {row.ref}")
        for row in found
        if row.id not in without
    ]
    said = f": {words.strip()}" if words.strip() else ""
    new = [
        Option(New(kind.noun, words.strip()), f"New {in_sentence(kind.label)}{said}")
        for kind in kinds.values()
    ]
    return [*options, *new]


def title_in(session: Session, record_id: str) -> str:
    """What a link is called on screen: a code name or title, else the reference."""
    head = session.store.head(record_id)
    if head is None:
        return "(not here)"
    return head.title or head.ref


class LinkEditor(TypedEditor):
    """One record."""

    def __init__(self, field: Field, session: Session, name: str, make: MakeEditor) -> None:
        super().__init__(field, session, name)
        self._id, self._title, self._make = "", "", make
        self.line = TypeAhead(
            lambda words: suggestions(session, field.spec.target, words, [self._id])
        )
        named(self.line, name, field.spec.label)
        self.line.setPlaceholderText("Two letters find it")
        self._open = QToolButton()
        self._open.setIcon(theme.icon("arrow-square-out"))
        self._open.setToolTip(f"Open {field.spec.label}")
        self._open.setProperty("kind", "flat")
        self._open.setObjectName(f"action-open-{name}")
        self._open.setAccessibleName(f"Open {field.spec.label}")
        self._open.hide()
        self._open.clicked.connect(lambda: session.opened.emit(self._id))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self._open)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(row)
        self.setFocusProxy(self.line)
        self.line.taken.connect(self._take)
        self.line.typed.connect(self._typed)
        OnLeaving(self.line, self._leave)

    def value(self) -> str:
        """The id, or ""; words that were not taken are refused."""
        if not self.line.text().strip():
            return ""
        if self.line.text() != self._title:
            raise NotLinkedError
        return self._id

    def set_value(self, value: Any) -> None:
        """Show the title of a record."""
        self._id = value or ""
        self._title = title_in(self.session, self._id) if self._id else ""
        self.line.setText(self._title)
        self.line.setCursorPosition(0)
        self._open.setVisible(bool(self._id))

    def _take(self, option: Option) -> None:
        if isinstance(option.value, New):
            start_new(self, option.value, self._make, self._made)
            return
        self.set_value(option.value)
        self.edited.emit()

    def _made(self, record_id: str) -> None:
        self.set_value(record_id)
        self.edited.emit()
        self.line.setFocus()

    def _typed(self, words: str) -> None:
        if not words.strip():
            self.set_value("")
        self.edited.emit()

    def _leave(self) -> None:
        """Take what was typed in full, where exactly one record is called that."""
        if self.error():
            nouns = self.field.spec.target
            found = [
                each
                for each in suggestions(self.session, nouns, self.line.text())
                if each.label.casefold() == self.line.text().strip().casefold()
            ]
            if len(found) == 1:
                self._take(found[0])


class LinksEditor(ChipsEditor):
    """Several records, as chips before the line that finds more."""

    def __init__(self, field: Field, session: Session, name: str, make: MakeEditor) -> None:
        super().__init__(field, session, name)
        self._make = make
        self.chips = Chips(name, field.spec.label, self._found, openable=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.chips)
        self.setFocusProxy(self.chips.line)
        self.chips.taken.connect(self._take)
        self.chips.edited.connect(self.edited)
        self.chips.opened.connect(session.opened)

    def _found(self, words: str) -> Sequence[Option]:
        return suggestions(self.session, self.field.spec.target, words, self.chips.values())

    def value(self) -> tuple[str, ...]:
        """The ids in the order in which they were taken."""
        if self.chips.line.text().strip():
            raise NotLinkedError
        return self.chips.values()

    def set_value(self, value: Any) -> None:
        """Show the titles."""
        self.chips.show_options(
            [Option(each, title_in(self.session, each)) for each in value or ()]
        )

    def _take(self, option: Option) -> None:
        if isinstance(option.value, New):
            self.chips.line.clear()
            start_new(self, option.value, self._make, self._made)
            return
        self.chips.add(option)

    def _made(self, record_id: str) -> None:
        self.chips.add(Option(record_id, title_in(self.session, record_id)))
        self.chips.line.setFocus()


def start_new(editor: LinkEditor | LinksEditor, new: New, make: MakeEditor, made: Any) -> None:
    """Open the small form for a new record below a link editor; Esc closes it again."""
    kind = editor.session.store.kind(new.noun)
    form = NewRecord(kind, editor.session, make, words=new.words, name=editor.name)
    form.made.connect(made)
    form.left.connect(editor.setFocus)
    column = editor.layout()
    assert column is not None
    column.addWidget(form)
    form.focus_first()
