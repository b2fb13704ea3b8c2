"""A note while it is written: the meeting that it becomes, what was accepted, what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from fieldapp.records.dialogue import Meeting
from fieldapp.records.record import Record, evolve
from fieldapp.records.values import label_of
from fieldapp.services.notes import Line, Note, parse, read_line
from fieldapp.services.notes_names import Finder, Found, finder
from fieldapp.services.notes_records import (
    USUAL,
    Written,
    begin,
    compose,
    day_of,
    filled,
    gone,
    place_of,
    summary_of,
    target,
    usual,
)
from fieldapp.services.sharing.gather import scanner
from fieldapp.store.drafts import Draft
from fieldapp.store.store import Store

FORM = "note"
NAMED = frozenset({"person", "actor", "intermediary", "station"})


@attrs.frozen
class Offer:
    """A name found on a line and where it may go; `taken` where it was accepted."""

    found: Found
    words: str = attrs.field(repr=False)
    taken: bool = False


class Writing:
    """Everything of one note but its widgets."""

    def __init__(self, store: Store) -> None:
        """Begin a blank note, now."""
        self._store = store
        self._finder: Finder | None = None
        self._replace: Callable[[str], str] | None = None
        self.start()

    def start(self) -> None:
        """Begin a blank note."""
        self.blank = begin(self._store, self._store.now())
        self.meeting, self.text, self.note = self.blank, "", Note()
        self.links: dict[str, list[Found]] = {}
        self.undated: set[str] = set()
        self.own_summary = False
        self._usual: dict[str, Any] = {}
        self._stored: Note | None = None  # as it stands in records that the full form shows
        self._owned: list[Record] = []

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.meeting.contacts or self._stored)

    # -- writing ---------------------------------------------------------------------------

    def read(self, text: str) -> None:
        """Read the whole text again; rows whose lines were not touched stay the same rows."""
        day = day_of(self.meeting) or day_of(self.blank)
        assert day is not None
        self.text, self.note = text, parse(text, day.first, self.note)

    def set(self, name: str, value: Any) -> bool:
        """Set a field of the meeting; whether others changed with it."""
        self.meeting = evolve(self.meeting, **{name: value})
        if name == "started":
            self.read(self.text)
        if name != "contacts":
            return False
        before, self._usual = self._usual, usual(self._store, self.meeting.contacts)
        earlier = self.meeting
        self.meeting = filled(self.meeting, self.blank, self._usual, before)
        return self.meeting != earlier

    def told_by(self) -> bool:
        """Whether fields were filled from the last meeting with this contact."""
        return any(
            getattr(self.meeting, name) == value
            for name, value in self._usual.items()
            if name in USUAL
        )

    # -- what is found ---------------------------------------------------------------------

    def forget_names(self) -> None:
        """Someone was added or renamed: look them up again."""
        self._finder = self._replace = None

    def offers(self, line: Line) -> Iterator[Offer]:
        """The names on a line that have a place to go."""
        if self._finder is None:
            self._finder = finder(self._store)
        accepted = {each.id for each in self.links.get(line.id, ())}
        for found in self._finder.find(line.text):
            holder, name = target(line.sort, found.noun)
            if not holder or (holder == "meeting" and self._is_there(name, found)):
                continue
            kind = {"speaker": "Speaker", "by_person": "By", "by_actor": "By", "contacts": "With"}
            words = f"{kind.get(name, 'Area' if name == 'place' else 'Actor')}: {found.label}"
            yield Offer(found, words, found.id in accepted)

    def _is_there(self, name: str, found: Found) -> bool:
        value = getattr(self.meeting, name)
        if name == "place":
            return bool(value.path) and value.path[-1].pcode == found.id
        return found.id in value

    def accept(self, line: Line, found: Found) -> str:
        """Take a link, or give it back; the name of the meeting's field that it changed, or ""."""
        holder, name = target(line.sort, found.noun)
        if holder == "meeting" and not self._is_there(name, found):
            value = getattr(self.meeting, name)
            self.set(name, place_of(self._store, found) if name == "place" else (*value, found.id))
            return name
        if holder == "meeting":
            return ""
        links = self.links.setdefault(line.id, [])
        if any(each.id == found.id for each in links):
            self.links[line.id] = [each for each in links if each.id != found.id]
        else:
            self.links[line.id] = [e for e in links if target(line.sort, e.noun)[1] != name]
            self.links[line.id].append(found)
        return ""

    def due_on(self, line: Line, on: bool) -> None:
        """Keep a day that was found, or take it off."""
        self.undated.discard(line.id) if on else self.undated.add(line.id)

    # -- records ---------------------------------------------------------------------------

    def summary(self) -> str:
        """The shareable text: the officer's own, else the copy with known names replaced."""
        if self.own_summary:
            return self.meeting.summary
        if self._replace is None:
            self._replace = scanner(self._store).replace_known
        return summary_of(self.note, self._replace)

    def written(self) -> Written:
        """The records that the note makes as it stands."""
        meeting = evolve(self.meeting, summary=self.summary(), title=self.meeting.title)
        if not meeting.title.strip():
            meeting = evolve(meeting, title=_neutral_title(meeting))
        return compose(
            self._store,
            self.note,
            meeting,
            before=self._stored,
            owned=self._owned,
            links=self.links,
            undated=tuple(self.undated),
        )

    def rows_to_save(self, written: Written) -> tuple[Record, ...]:
        """The promises and actions, and those whose lines were taken out, as deleted."""
        now = self._store.now()
        left = (evolve(each, deleted_at=now) for each in gone(written, self._owned))
        return (*written.owned, *left)

    def handed_over(self, written: Written) -> None:
        """The records are stored and may now change in the full form too."""
        self.meeting, self._stored = written.meeting, self.note
        self._owned = list(written.owned)
        self.links.clear()

    def catch_up(self) -> bool:
        """Take over what the full form changed; False where the note's record is done with."""
        if self._stored is None:
            return True
        stored = self._store.get_many([self.meeting.id]).get(self.meeting.id)
        if not isinstance(stored, Meeting) or not stored.draft or stored.deleted_at:
            return False
        self.meeting = stored
        self._owned = [row for each in Meeting.owns for row in self._store.owned(stored, each)]
        return True

    # -- keeping ---------------------------------------------------------------------------

    def extra(self) -> dict[str, Any]:
        """What the draft keeps beside the meeting."""
        return {
            "text": self.text,
            "lines": _plain(self.note.lines),
            "links": {key: [attrs.astuple(f) for f in found] for key, found in self.links.items()},
            "undated": sorted(self.undated),
            "own_summary": self.own_summary,
            "stored": None if self._stored is None else _plain(self._stored.lines),
        }

    def restore(self, draft: Draft) -> None:
        """Put back what was kept, row for row."""
        assert isinstance(draft.record, Meeting)
        self.start()
        held = draft.extra
        self.meeting = draft.record
        self._usual = usual(self._store, self.meeting.contacts)
        self.note = self._lines(held.get("lines", ()))
        self.links = {
            key: [Found(*each) for each in found] for key, found in held.get("links", {}).items()
        }
        self.undated = set(held.get("undated", ()))
        self.own_summary = bool(held.get("own_summary"))
        self._stored = None if held.get("stored") is None else self._lines(held["stored"])
        self.read(held.get("text", ""))

    def _lines(self, held: Sequence[Sequence[Any]]) -> Note:
        day = day_of(self.meeting) or day_of(self.blank)
        assert day is not None
        lines = ((key, read_line(source, number, day.first)) for key, number, source in held)
        return Note(tuple(attrs.evolve(line, id=key) for key, line in lines if line is not None))


def _plain(lines: Sequence[Line]) -> list[tuple[str, int, str]]:
    return [(line.id, line.number, line.source) for line in lines]


def _neutral_title(meeting: Meeting) -> str:
    """What sort of meeting and in which area: no name of anyone."""
    sort = label_of(Meeting.field("type"), meeting.type) if meeting.type else Meeting.label
    return ", ".join(part for part in (sort, meeting.place.name) if part)
