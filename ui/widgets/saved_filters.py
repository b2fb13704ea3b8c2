"""Filters of a list, kept in the vault under names of the officer's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypedDict

from PySide6.QtCore import Signal

from ui.session import Session
from ui.widgets.filter_button import FilterButton
from ui.widgets.options import Option, matching

Plain = list[object]  # value, label, note; JSON keeps a tuple as a list


class SavedFilter(TypedDict):
    """The words, the chosen option of each button by name, and the order."""

    words: str
    chosen: dict[str, Plain]
    order: Plain | None


def saved_filter(
    words: str, chosen: Mapping[str, Option | None], order: FilterButton
) -> SavedFilter:
    """What is filtered by, as plain values."""
    plain = {name: _plain(option) for name, option in chosen.items() if option is not None}
    return {
        "words": words,
        "chosen": plain,
        "order": None if order.option is None else _plain(order.option),
    }


def option_from(plain: Plain | None) -> Option | None:
    """An option that was kept; None where none was."""
    if not plain:
        return None
    value, label, note = plain
    return Option(tuple(value) if isinstance(value, list) else value, str(label), str(note))


def _plain(option: Option) -> Plain:
    value = option.value
    return [list(value) if isinstance(value, tuple) else value, option.label, option.note]


class SavedFilters(FilterButton):
    """Typing a new name keeps the filters as they are; choosing one brings them back."""

    restored = Signal(object)  # a SavedFilter

    def __init__(self, session: Session, setting: str, state: Callable[[], SavedFilter]) -> None:
        self._session, self._setting, self._state = session, setting, state
        super().__init__("saved", "Saved", self._kept, clearable=False)
        self.setToolTip("Filters kept under a name")
        self.changed.connect(self._act)

    def _all(self) -> dict[str, SavedFilter]:
        return dict(self._session.setting(self._setting, {}))

    def _kept(self, words: str) -> Sequence[Option]:
        kept, typed = self._all(), " ".join(words.split())
        found = matching([Option(("take", name), name) for name in kept], words)
        if typed:
            new = [] if typed in kept else [Option(("keep", typed), f"Keep as “{typed}”")]
            return [*found, *new]
        hint = [] if kept else [Option(None, "Type a name to keep these filters")]
        return [*found, *(Option(("forget", name), f"Forget “{name}”") for name in kept), *hint]

    def _act(self) -> None:
        option = self.option
        self.clear()
        if option is None:
            return
        verb, name = option.value
        kept = self._all()
        if verb == "take":
            self.restored.emit(kept[name])
            return
        if verb == "keep":
            kept[name] = self._state()
        else:
            kept.pop(name, None)
        self._session.set_setting(self._setting, kept)
