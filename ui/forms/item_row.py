"""One row among others of its kind in a form: a part of a record, or a record that it owns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Part, Problem, Record
from fieldapp.vocab.vocabulary import vocabulary
from ui.forms.editor import MakeEditor
from ui.forms.field_grid import FieldGrid
from ui.forms.field_row import FieldRow, with_edits
from ui.session import Session

Item = Part | Record
LEAST = 23  # letters that a column of a row holds, so that names can be read
_SHORT = 26  # letters of a choice that a third of a line holds


class ItemRow(QFrame):
    """Shows the fields that matter first; the rest of them behind a button."""

    edited = Signal()
    asked_removal = Signal()

    def __init__(
        self,
        name: str,
        item: Item,
        first: Sequence[Field],
        rest: Sequence[Field],
        session: Session,
        make: MakeEditor,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setProperty("inset", True)
        self._name, self._session, self._make = name, session, make
        self._start, self._rest_fields = item, list(rest)
        self._touched: set[str] = set()
        self._rows: dict[str, FieldRow] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._rest: QWidget | None = None
        self.more = _small("…", f"action-more-{name}", "More of this row")
        self.remove = _small("×", f"action-remove-{name}", "Remove this row")
        self.more.clicked.connect(self.toggle_rest)
        self.remove.clicked.connect(self.asked_removal)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 8, 8, 10)
        whole.setSpacing(8)
        whole.addLayout(self._column, 1)
        side = QVBoxLayout()
        side.setSpacing(2)
        side.addWidget(self.remove)
        side.addWidget(self.more)
        side.addStretch(1)
        whole.addLayout(side)
        self.more.setVisible(bool(self._rest_fields))
        self._grid(first)

    def _grid(self, fields: Sequence[Field]) -> FieldGrid:
        grid = FieldGrid(self, least=LEAST, most=3)
        self._column.addWidget(grid)
        made = []
        subject = fields[0] if fields and _is_subject(fields[0]) else None
        # Long words first: they are what the row is about, and where typing goes on.
        for field in sorted(fields, key=lambda each: (each is not subject, each.spec.lines < 2)):
            editor = self._make(field, self._session, f"{self._name}-{field.name}")
            editor.wide = editor.wide or field is subject
            row = FieldRow(editor, grid)
            self._rows[field.name] = row
            value = getattr(self._start, field.name)
            editor.set_value(value)
            row.cover(value, revealed=False)
            editor.edited.connect(lambda name=field.name: self._edit(name))
            made.append(row)
        if made and made[-1].field.spec.kind is Kind.TEXT:
            made[-1].setProperty("takes_rest", True)  # words need room, and nothing comes after
        grid.fill(made)
        grid.show()
        return grid

    def _edit(self, name: str) -> None:
        self._touched.add(name)
        self._rows[name].show_error("")
        self.edited.emit()

    def toggle_rest(self) -> None:
        """Show or hide the fields that are rarely needed."""
        if self._rest is None:
            self._rest = self._grid(self._rest_fields)
        else:
            self._rest.setVisible(self._rest.isHidden())

    # -- the value -------------------------------------------------------------------------

    def item(self) -> Item:
        """The row as it stands; a cell that is not understood keeps its last value."""
        return with_edits(self._start, self._rows, self._touched)

    def is_blank(self) -> bool:
        """Whether nothing was written in it."""
        return not self._touched or self.item() == self._start

    def unread(self) -> dict[str, str]:
        """What was typed but not understood, by field."""
        typed = {name: self._rows[name].editor.unread() for name in self._touched}
        return {name: words for name, words in typed.items() if words}

    def set_unread(self, typed: dict[str, str]) -> None:
        """Put such words back."""
        for name, words in typed.items():
            if name not in self._rows and any(each.name == name for each in self._rest_fields):
                self.toggle_rest()
            if name in self._rows:
                self._rows[name].editor.set_unread(words)
                self._touched.add(name)

    def show_problems(self, found: Sequence[Problem]) -> None:
        """Mark what keeps it from being finished."""
        said = {problem.field: problem.sentence for problem in reversed(found)}
        if self._rest is None and set(said) - set(self._rows):
            self.toggle_rest()
        for name, row in self._rows.items():
            row.show_error(row.editor.error() or said.get(name, ""))

    def rows(self) -> list[FieldRow]:
        """Its fields."""
        return list(self._rows.values())

    # -- its place -------------------------------------------------------------------------

    def rename(self, name: str) -> None:
        """Take the name of another place in the list."""
        for field, row in self._rows.items():
            row.editor.rename(f"{name}-{field}")
            row.setObjectName(f"row-{name}-{field}")
        self._name = name
        self.more.setObjectName(f"action-more-{name}")
        self.remove.setObjectName(f"action-remove-{name}")

    def set_read_only(self, on: bool) -> None:
        """Show without letting it be changed."""
        self.remove.setVisible(not on)
        for row in self._rows.values():
            row.editor.set_read_only(on)

    def focus_first(self) -> None:
        """Go where typing begins."""
        rows = list(self._rows.values())
        if rows:
            rows[0].editor.setFocus()


def _is_subject(field: Field) -> bool:
    """Whether a row is about these words: its title, or a long choice such as a standard."""
    if field.name == "title":
        return True
    if field.spec.kind is not Kind.CHOICE or field.spec.vocabulary.startswith("@"):
        return False
    labels = vocabulary(field.spec.vocabulary).labels.values()
    return any(len(label) > _SHORT for label in labels)


def _small(text: str, name: str, said: str) -> QToolButton:
    made = QToolButton()
    made.setText(text)
    made.setObjectName(name)
    made.setAccessibleName(said)
    made.setToolTip(said)
    made.setProperty("kind", "flat")
    return made
