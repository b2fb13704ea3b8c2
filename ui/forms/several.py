"""The editor of several choices of one vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from fieldapp.records.fields import Field
from ui.forms.choice import NotAChoiceError
from ui.forms.choosing import options_of
from ui.forms.editor import OnLeaving
from ui.forms.typed import ChipsEditor
from ui.session import Session
from ui.widgets.chips import Chips
from ui.widgets.options import Option, matching


class ChoicesEditor(ChipsEditor):
    """Codes as chips; typing a part of their words finds more."""

    def __init__(self, field: Field, session: Session, name: str) -> None:
        super().__init__(field, session, name)
        self._options = options_of(field, session.store.types)
        self.chips = Chips(name, field.spec.label, self._found)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chips)
        self.setFocusProxy(self.chips.line)
        self.chips.taken.connect(self.chips.add)
        self.chips.edited.connect(self.edited)
        OnLeaving(self.chips.line, self._leave)

    def _found(self, words: str) -> Sequence[Option]:
        chosen = self.chips.values()
        return [each for each in matching(self._options, words) if each.value not in chosen]

    def value(self) -> tuple[str, ...]:
        """The codes in the order in which they were taken."""
        if self.chips.line.text().strip():
            raise NotAChoiceError
        return self.chips.values()

    def set_value(self, value: Any) -> None:
        """Show the words of codes; those that the vocabulary does not have as they came."""
        labels = {each.value: each.label for each in self._options}
        self.chips.show_options([Option(code, labels.get(code, code)) for code in value or ()])

    def _leave(self) -> None:
        words = self.chips.line.text().strip()
        found = self._found(words) if words else []
        if len(found) == 1:
            self.chips.add(found[0])
