"""An actor on one screen: what was said, promised, alleged, taught, and how it is reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs

from fieldapp.records.actors import Actor, Relation
from fieldapp.records.dialogue import Commitment
from fieldapp.records.incidents import Incident
from fieldapp.records.record import Record
from fieldapp.records.values import label_of
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day

MOST = 300  # newest links that are read; the Related tab has all of them
NOT_A_MEASURE = "What reached this station, not a measure of harm."


@attrs.frozen
class Moment:
    """One line of the timeline; `state` is a word such as kept, broken or alleged."""

    day: str  # ISO, "" where none is known; sorts as text
    noun: str
    id: str
    what: str
    title: str = attrs.field(repr=False)
    state: str = ""


@attrs.frozen
class Count:
    """A figure above the timeline, in words."""

    label: str
    number: int
    words: str = ""


@attrs.frozen
class Overview:
    """Counts and the timeline, newest first; `more` links were not read."""

    counts: tuple[Count, ...]
    timeline: tuple[Moment, ...]
    notice: str = ""
    more: int = 0


def overview(store: Store, about: Record) -> Overview:
    """Everything that is tied to an actor or its contacts, or to one contact."""
    ids = [about.id, *(_contacts(store, about) if isinstance(about, Actor) else ())]
    rows = store.linked_from_any(ids, MOST + 1)
    shown = [row for row in rows[:MOST] if row.kind not in ("person", "party_notice")]
    records = list(store.get_many([row.id for row in shown]).values())
    records = [each for each in records if not each.deleted_at and not each.superseded_by]
    titles = {**store.titles([each.id for each in records]), **_others(store, records, set(ids))}
    timeline = sorted(
        (_moment(each, titles.get(each.id, each.ref)) for each in records),
        key=lambda moment: moment.day,
        reverse=True,
    )
    incidents = [each for each in records if isinstance(each, Incident)]
    return Overview(
        tuple(_counts(records)),
        tuple(timeline),
        _notice(incidents),
        max(0, len(rows) - MOST),
    )


def _contacts(store: Store, actor: Actor) -> Sequence[str]:
    query = Query("person", filters=(Filter("actor", actor.id, "has"),), limit=100)
    return [each.id for each in store.records(query)]


def _others(store: Store, records: Sequence[Record], ids: set[str]) -> dict[str, str]:
    """A relation is titled by its kind, which is its state here: its title is the other end."""
    ends = {
        each.id: each.target_end if each.source_end in ids else each.source_end
        for each in records
        if isinstance(each, Relation)
    }
    titles = store.titles(list(ends.values()))
    return {each: titles[end] for each, end in ends.items() if end in titles}


def _moment(record: Record, title: str) -> Moment:
    kind = type(record)
    value = getattr(record, kind.dated, None) if kind.dated else None
    return Moment(_iso(value), kind.noun, record.id, kind.label, title, _state(record))


def _iso(value: dt.datetime | Day | None) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value.iso if value is not None else ""


def _state(record: Record) -> str:
    if isinstance(record, Incident):
        checked = label_of(record.field("verification_status"), record.verification_status)
        return f"alleged, {checked.lower()}"
    if isinstance(record, Commitment):
        whose = label_of(record.field("direction"), record.direction)
        return f"{whose}, {label_of(record.field('status'), record.status).lower()}"
    for name in ("status", "response", "reaction", "result", "type", "stance", "role"):
        field = next((each for each in record.fields() if each.name == name), None)
        if field is not None and field.spec.vocabulary and getattr(record, name):
            return label_of(field, getattr(record, name))
    return "draft" if record.draft else ""


def _counts(records: Sequence[Record]) -> Iterator[Count]:
    by_noun: dict[str, list[Record]] = {}
    for each in records:
        by_noun.setdefault(each.noun, []).append(each)
    yield Count("Meetings", len(by_noun.get("meeting", ())))
    promises = [each for each in by_noun.get("commitment", ()) if isinstance(each, Commitment)]
    for direction, label in (("theirs", "Their promises"), ("ours", "Our promises")):
        mine = [each for each in promises if each.direction == direction]
        yield Count(label, len(mine), _kept_and_broken(mine))
    yield Count("Incidents alleged", len(by_noun.get("incident", ())))
    for noun, label in (
        ("relation", "Relations"),
        ("channel", "Channels"),
        ("training", "Trainings"),
        ("label", "Labels"),
    ):
        yield Count(label, len(by_noun.get(noun, ())))


def _kept_and_broken(promises: Sequence[Commitment]) -> str:
    kept = sum(each.status in ("kept", "partly_kept") for each in promises)
    broken = sum(each.status == "broken" for each in promises)
    return f"{kept} kept, {broken} broken" if promises else ""


def _notice(incidents: Sequence[Incident]) -> str:
    """What must stand beside incidents by actor: how many sources, how many verified (R27)."""
    if not incidents:
        return ""
    sources = len({source for each in incidents for source in each.sources})
    verified = sum(each.verification_status == "verified_by_mandated_body" for each in incidents)
    return (
        f"{NOT_A_MEASURE} Incidents rest on {sources} recorded sources; "
        f"{verified} of {len(incidents)} are verified by a mandated body. All are alleged."
    )
