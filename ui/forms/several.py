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
from ui.setting_names import KNOWN_TAGS
from ui.widgets.chips import Chips
from ui.widgets.options import Option, matching


class ChoicesEditor(ChipsEditor):
    """Codes as chips; typing a part of their words finds more."""

    def __init__(self, field: Field, session: Session, name: str) -> None:
        super().__init__(field, session, name)
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
        return [each for each in matching(self._offered(), words) if each.value not in chosen]

    def _offered(self) -> Sequence[Option]:
        session = self.session
        return options_of(self.field, session.store.types, peacekeeping=session.peacekeeping())

    def value(self) -> tuple[str, ...]:
        """The codes in the order in which they were taken."""
        if self.chips.line.text().strip():
            raise NotAChoiceError
        return self.chips.values()

    def set_value(self, value: Any) -> None:
        """Show the words of codes; those that the vocabulary does not have as they came."""
        labels = {o.value: o.label for o in options_of(self.field, self.session.store.types)}
        self.chips.show_options([Option(code, labels.get(code, code)) for code in value or ()])

    def _leave(self) -> None:
        words = self.chips.line.text().strip()
        found = self._found(words) if words else []
        if len(found) == 1:
            self.chips.add(found[0])


class OwnWordsEditor(ChipsEditor):
    """Words of the officer's own choosing as chips: Enter or a comma takes what was typed."""

    def __init__(self, field: Field, session: Session, name: str) -> None:
        super().__init__(field, session, name)
        self.chips = Chips(name, field.spec.label, self._found)
        self.chips.line.setPlaceholderText("Type a word, then Enter")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chips)
        self.setFocusProxy(self.chips.line)
        self.chips.taken.connect(self._take)
        self.chips.edited.connect(self.edited)
        OnLeaving(self.chips.line, self._leave)

    def _found(self, words: str) -> Sequence[Option]:
        typed, chosen = _tidy(words), self.chips.values()
        known = [Option(word, word) for word in self.session.setting(KNOWN_TAGS, [])]
        found = [each for each in matching(known, typed) if each.value not in chosen]
        new = typed and typed not in chosen and all(each.value != typed for each in found)
        return [*found, *([Option(typed, typed, "new")] if new else [])]

    def value(self) -> tuple[str, ...]:
        """The words in the order in which they were taken; what is still being typed counts."""
        typed = _tidy(self.chips.line.text())
        return tuple(dict.fromkeys((*self.chips.values(), *([typed] if typed else []))))

    def set_value(self, value: Any) -> None:
        """Show the words."""
        self.chips.show_options([Option(word, word) for word in value or ()])

    def _take(self, option: Option) -> None:
        known = self.session.setting(KNOWN_TAGS, [])
        if option.value not in known:
            self.session.set_setting(KNOWN_TAGS, sorted([*known, option.value], key=str.casefold))
        self.chips.add(Option(option.value, option.label))

    def _leave(self) -> None:
        typed = _tidy(self.chips.line.text())
        if typed:
            self._take(Option(typed, typed))


def _tidy(words: str) -> str:
    return " ".join(words.replace(",", " ").split())[:40]
