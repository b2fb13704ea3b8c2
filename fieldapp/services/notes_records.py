"""From a note to records: the meeting with its statements, the promises and the actions."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from fieldapp.records.actors import Person
from fieldapp.records.dialogue import Action, Commitment, Meeting, Statement
from fieldapp.records.record import Record, evolve
from fieldapp.records.values import is_empty
from fieldapp.services.notes import Line, Note, Sort
from fieldapp.services.notes_names import PLACE, Found
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place
from fieldapp.vocab.spoken_days import NotAnOffsetError, read_offset

TASK = "DI1"  # establish and sustain dialogue: what a note on a meeting serves
REVIEW_MONTHS = 24  # meeting notes (domain 5.9)
# What the next meeting with the same contact usually shares with the last one.
USUAL = ("type", "place_type", "place", "platform", "languages")

Links = Mapping[str, Sequence[Found]]  # what was accepted, by the id of the line


@attrs.frozen
class Written:
    """What a note comes to: the meeting, and the promises and actions that it owns."""

    meeting: Meeting
    owned: tuple[Record, ...] = ()


def here_now(store: Store, now: dt.datetime) -> dt.datetime:
    """A moment on the station's own clock, whatever the laptop's says."""
    station = store.station()
    try:
        zone: dt.tzinfo | None = read_offset(station.utc_offset) if station else None
    except NotAnOffsetError:
        zone = None
    return now.astimezone(zone).replace(second=0, microsecond=0)


def begin(store: Store, now: dt.datetime) -> Meeting:
    """A blank meeting with what is known before a word is written."""
    station, started = store.station(), here_now(store, now)
    spoken = station.spoken if station else ""
    return Meeting(
        started=started,
        type="meeting",
        languages=(spoken,) if spoken else (),
        task_codes=(TASK,),
        review_on=_months_after(started.date(), REVIEW_MONTHS),
        draft=True,
    )


def usual(store: Store, contacts: Sequence[str]) -> dict[str, Any]:
    """What the last meeting with the first of these contacts says about the next one."""
    if not contacts:
        return {}
    query = Query("meeting", filters=(Filter("contacts", contacts[0], "has"),), sort="started")
    for last in store.records(attrs.evolve(query, limit=1)):
        values = {name: getattr(last, name) for name in USUAL}
        return {name: value for name, value in values.items() if not is_empty(value)}
    return {}


def filled(
    meeting: Meeting, blank: Meeting, now: Mapping[str, Any], before: Mapping[str, Any]
) -> Meeting:
    """The meeting with usual values in the fields that nobody filled by hand.

    `blank` is the meeting as it began, `before` what an earlier call put in: both give way.
    """
    changes = {
        name: now.get(name, getattr(blank, name))
        for name in USUAL
        if getattr(meeting, name) in (before.get(name), getattr(blank, name))
    }
    return evolve(meeting, **changes)


def target(sort: Sort, noun: str) -> tuple[str, str]:
    """Where a name that was found on a line may go: on which record, in which field.

    `("", "")` where it has no place, as on an action, which names a function and nobody else.
    """
    match sort, noun:
        case Sort.THEY_SAID | Sort.REQUEST, "person" | "actor":
            return "statement", "speaker"
        case Sort.WE_SAID, "person" | "actor":
            return "", ""
        case Sort.THEIRS | Sort.OURS, "person" | "actor" | "place":
            return "commitment", {"person": "by_person", "actor": "by_actor"}.get(noun, "place")
        case Sort.ACTION | Sort.READING, _:
            return "", ""
        case _, "person" | "intermediary":
            return "meeting", "contacts"
        case _, "actor":
            return "meeting", "actors"
        case _, "place":
            return "meeting", "place"
    return "", ""


def compose(
    store: Store,
    note: Note,
    meeting: Meeting,
    *,
    before: Note | None = None,
    owned: Sequence[Record] = (),
    links: Links | None = None,
    undated: Sequence[str] = (),
) -> Written:
    """The records that a note makes. What a form changed on an unchanged line's row stays.

    `before` is the note as it was last composed into `meeting` and `owned`; rows that came from a
    line of it go with that line, all others stay. `undated` lines had their due day taken off.
    """
    work = _Work(
        meeting,
        {line.id: line for line in (before or Note()).lines},
        links or {},
        frozenset(undated),
        _only_contact(store, meeting),
        lambda found: place_of(store, found),
    )
    statements = _merged(note.statements, meeting.statements, work, work.statement)
    promises = [row for row in owned if isinstance(row, Commitment)]
    actions = [row for row in owned if isinstance(row, Action)]
    old = before or Note()
    changes: dict[str, Any] = {"statements": statements}
    if note.facts != old.facts:
        changes["facts"] = note.facts
    if note.interpretation != old.interpretation:
        changes["interpretation"] = note.interpretation
    if not meeting.actors and work.only is not None and work.only.actor:
        changes["actors"] = (work.only.actor,)
    return Written(
        evolve(meeting, **changes),
        (
            *_merged(note.commitments, promises, work, work.commitment),
            *_merged(note.actions, actions, work, work.action),
        ),
    )


def summary_of(note: Note, replace_known: Callable[[str], str]) -> str:
    """The shareable text to begin from: facts, words and promises with known names replaced.

    Our reading and our actions are not in it: they are nobody else's.
    """
    ours = (Sort.READING, Sort.ACTION)
    said = [_sentence(line) for line in note.lines if line.sort not in ours]
    return replace_known("\n".join(said))


def _sentence(line: Line) -> str:
    openings = {
        Sort.THEY_SAID: "They said: ",
        Sort.WE_SAID: "We said: ",
        Sort.REQUEST: "They asked: ",
        Sort.THEIRS: "They promised: ",
        Sort.OURS: "We promised: ",
    }
    return openings.get(line.sort, "") + line.text


@attrs.frozen
class _Work:
    """What making each row looks at."""

    meeting: Meeting
    before: Mapping[str, Line]
    links: Links
    undated: frozenset[str]
    only: Person | None  # the one contact, where there is just one: then it was they who spoke
    place_of: Callable[[Found], Place]

    def linked(self, line: Line, *nouns: str) -> str:
        """The last link of these sorts that was accepted on a line."""
        accepted = self.links.get(line.id, ())
        return next((each.id for each in reversed(accepted) if each.noun in nouns), "")

    def place(self, line: Line, old: Place) -> Place:
        """The area that was accepted on a line, else what was there."""
        accepted = [each for each in self.links.get(line.id, ()) if each.noun == PLACE]
        return self.place_of(accepted[-1]) if accepted else old

    def due(self, line: Line) -> Day | None:
        return None if line.id in self.undated else line.due

    def statement(self, line: Line, old: Statement | None) -> Statement:
        row = old or Statement(id=line.id, attribution=self.meeting.attribution)
        spoke = line.sort is not Sort.WE_SAID
        own = row.speaker or (self.only.id if self.only and spoke and old is None else "")
        speaker = self.linked(line, "person", "actor") or own
        return evolve(row, voice=line.sort.value, text=line.text, speaker=speaker)

    def commitment(self, line: Line, old: Commitment | None) -> Commitment:
        row = old or Commitment(
            id=line.id,
            meeting=self.meeting.id,
            attribution=self.meeting.attribution,
            made_on=day_of(self.meeting),
            by_person=self.only.id if self.only else "",
            by_actor=self.only.actor if self.only else "",
            draft=True,
        )
        return evolve(
            row,
            direction=line.sort.value,
            what=line.text,
            due=self.due(line),
            by_person=self.linked(line, "person") or row.by_person,
            by_actor=self.linked(line, "actor") or row.by_actor,
            place=self.place(line, row.place),
        )

    def action(self, line: Line, old: Action | None) -> Action:
        row = old or Action(id=line.id, meeting=self.meeting.id, draft=True)
        return evolve(row, what=line.text, owner=line.owner, due=self.due(line))


def _merged(
    lines: Sequence[Line], rows: Sequence[Any], work: _Work, make: Callable[[Line, Any], Any]
) -> tuple[Any, ...]:
    """The rows of these lines in their order, then those that only a form knows."""
    old = {row.id: row for row in rows}
    made = []
    for line in lines:
        row, was = old.get(line.id), work.before.get(line.id)
        unchanged = row is not None and was is not None and was.source == line.source
        made.append(row if unchanged and not work.links.get(line.id) else make(line, row))
    new = {line.id for line in lines}
    theirs = [row for row in rows if row.id not in new and row.id not in work.before]
    return (*made, *theirs)


def gone(written: Written, owned: Sequence[Record]) -> tuple[Record, ...]:
    """Rows saved earlier whose lines were taken out of the note since."""
    kept = {row.id for row in written.owned}
    return tuple(row for row in owned if row.id not in kept)


def place_of(store: Store, found: Found) -> Place:
    """The area that a name was found to mean."""
    station = store.station()
    return store.gazetteer.place(found.id, station.country if station else "")


def day_of(meeting: Meeting) -> Day | None:
    """The day of a meeting, whether or not its hour is known."""
    started: dt.datetime | Day | None = meeting.started
    return Day(started.date().isoformat()) if isinstance(started, dt.datetime) else started


def _only_contact(store: Store, meeting: Meeting) -> Person | None:
    if len(meeting.contacts) != 1:
        return None
    found = store.get_many(meeting.contacts).get(meeting.contacts[0])
    return found if isinstance(found, Person) else None


def _months_after(day: dt.date, months: int) -> Day:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return Day(dt.date(year, month + 1, min(day.day, last)).isoformat())
