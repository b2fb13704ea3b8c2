"""What can be done next with the chosen cells of the board."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from fieldapp.services.notifications.board_rows import Line, Party, State, Told, Window
from fieldapp.services.notifications.steps import may_follow

# In the order of their buttons.
ACTS = (
    "send", "hand", "received", "acknowledged", "answer", "amend", "delay", "cancel", "remove",
    "after", "complete", "revalidate", "again", "open",
)  # fmt: skip
_KNOWN = frozenset({State.SENT, State.RECEIVED, State.ACKNOWLEDGED, State.ANSWERED})
# What can only be noted of those that are not further yet.
NOT_FURTHER: Mapping[str, frozenset[State]] = {
    "received": frozenset({State.SENT}),
    "acknowledged": frozenset({State.SENT, State.RECEIVED}),
}
_BEGUN = frozenset({Window.NOW, Window.OVER})
_TO_SEND = frozenset({State.UNSENT, State.CHANGE})


@attrs.frozen
class Chosen:
    """The chosen notifications, and the party of the column in which they were chosen."""

    lines: tuple[Line, ...] = ()
    party: Party | None = None
    told: tuple[Told, ...] = ()  # one a line, where there is a party

    def ids(self, fits: Callable[[Told], bool] = lambda _: True) -> list[str]:
        """The notifications, or those of which the party's cell fits."""
        if self.party is None:
            return [each.id for each in self.lines]
        return [each.id for each, told in zip(self.lines, self.told, strict=True) if fits(told)]

    def notices(self, states: frozenset[State] = _KNOWN) -> list[str]:
        """The rows of what the party was told, in its latest version, that stand like this."""
        return [told.notice for told in self.told if told.state in states]

    def to_send(self) -> list[str]:
        """Those that the party has not been told of in their latest version."""
        return self.ids(lambda told: told.state in _TO_SEND) if self.party else []


@attrs.frozen
class Act:
    """One button; `key` is the letter that does the same while the table has the focus."""

    name: str
    words: str
    key: str = ""
    main: bool = False


def acts_for(chosen: Chosen) -> list[Act]:
    """What can be done, the usual next step first."""
    return [*_with_party(chosen), *_with_lines(chosen)]


def next_act(chosen: Chosen) -> str:
    """What Enter does on a party's cell: send, else answer; elsewhere it opens the record."""
    if chosen.party is None:
        return "open"
    return "send" if chosen.to_send() else "answer" if chosen.notices() else "open"


def _with_party(chosen: Chosen) -> Iterator[Act]:
    if chosen.party is None:
        return
    unsent, many = len(chosen.to_send()), len(chosen.lines) > 1
    if unsent:
        what = f"{unsent} as sent" if many else "as sent"
        yield Act("send", f"Note {what} to {_short(chosen.party.name)}", "S", main=True)
    yield Act("hand", "Hand over…", "H")
    states = {told.state for told in chosen.told}
    if states & NOT_FURTHER["received"]:
        yield Act("received", "Received", "R")
    if states & NOT_FURTHER["acknowledged"]:
        yield Act("acknowledged", "Acknowledged", "K", main=not unsent)
    if states & _KNOWN:
        yield Act("answer", "Their answer", "A")


def _with_lines(chosen: Chosen) -> Iterator[Act]:
    lines = chosen.lines
    if not lines:
        return
    if len(lines) == 1:
        yield from _with_one(lines[0])
    if all(_may(each, "completed") and each.window in _BEGUN for each in lines):
        yield Act("complete", "Completed", "C")
    elif all(_may(each, "closed") for each in lines):
        yield Act("complete", "Close", "C")
    if all(each.kind == "site" for each in lines):
        yield Act("revalidate", "Revalidate", "T")
    else:
        yield Act("again", "Again later", "G")
    if len(lines) == 1:
        yield Act("open", "Open", "Enter")


def _with_one(line: Line) -> Iterator[Act]:
    known = any(told.state in _KNOWN or told.state is State.CHANGE for told in line.told)
    if known and line.status not in ("completed", "cancelled", "removed"):
        yield (
            Act("amend", f"Go on with version {line.version + 1}", "V")
            if line.rewritten
            else (Act("amend", "New version", "V"))
        )
    if not line.rewritten and known and _may(line, "delayed"):
        yield Act("delay", "Delay", "L")
    if not line.rewritten and _may(line, "cancelled"):
        yield Act("cancel", "Cancel", "X")
    if not line.rewritten and line.kind == "site" and _may(line, "removed"):
        yield Act("remove", "Take off the list", "X")
    if known:
        yield Act("after", "Incident", "I")


def _may(line: Line, status: str) -> bool:
    return status in may_follow(line.kind, line.status)


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"


def of_one_party(lines: Sequence[Line], party: Party | None, column: int) -> Chosen:
    """The chosen lines with what the party of this column was told; `column` among parties."""
    told = tuple(each.told[column] for each in lines) if party is not None else ()
    return Chosen(tuple(lines), party, told)
