"""Recalls: what left and is to be taken back, who is asked for it, and who has answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import attrs

from fieldapp.records.aftercare import Asked, Recall
from fieldapp.records.disclosures import Delivery, Disclosure
from fieldapp.records.record import evolve
from fieldapp.services.aftercare.clock import HELD, OUT
from fieldapp.services.aftercare.left import CARRIES, NOUN, carriers
from fieldapp.services.package.plan import log
from fieldapp.services.sharing.result import RETRACT
from fieldapp.services.sharing.versions import chain
from fieldapp.store.edges import taken_back_by_others
from fieldapp.store.row_links import columns, holders, linking, rows_of
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day

ANSWER_DAYS = 14
EVERYTHING = "everything"  # in place of codes, where all of a package is asked back
SAID_SO = "Said so; no certificate"
RETRACTED = "retracted: asked back from those who have it"
# Reasons for which the record itself is wrong or may not be used: it leaves no more.
OF_THE_RECORD = frozenset({"mistake", "danger", "other", "purged"})
_ENTRY = ("state", "errand", "agreement", "handed_to", "deliveries")


@attrs.frozen
class Carried:
    """One entry that is out, and what of the records in question it carried, by code."""

    disclosure: str
    agreement: str
    handed_to: str = attrs.field(repr=False)
    deliveries: tuple[Delivery, ...] = attrs.field(repr=False)
    codes: tuple[str, ...]
    some: bool = True  # whether it is about these records, or about all that it carried


def carrying(store: Store, record_ids: Iterable[str]) -> tuple[Carried, ...]:
    """Every entry that carried one of these records in any version, newest first."""
    versions = tuple({each for record in record_ids for each in chain(store, record)})
    return tuple(_carried(store, carriers(store, versions), versions))


def carrying_under(store: Store, agreement_id: str) -> tuple[Carried, ...]:
    """Every entry under an agreement."""
    query = Query(NOUN, filters=(Filter("agreement", agreement_id),))
    return tuple(_carried(store, store.ids(store.keys(query)), ()))


def _carried(store: Store, ids: list[str], versions: Collection[str]) -> Iterator[Carried]:
    told = columns(store, NOUN, ids, _ENTRY)
    codes: dict[str, list[str]] = {}
    only = ("record", versions) if versions else None
    for disclosure, code in rows_of(store, NOUN, ids, "records", ("outside",), only):
        codes.setdefault(disclosure, []).append(code or "")
    for each in ids:
        state, errand, agreement, handed_to, deliveries = told[each]
        if state in OUT and errand != RETRACT and codes.get(each):
            told_codes = tuple(codes[each])
            yield Carried(each, agreement, handed_to, deliveries, told_codes, bool(versions))


def begin(
    store: Store,
    why: str,
    carried: Iterable[Carried],
    *,
    records: Collection[str] = (),
    partners: Collection[str] = (),
    **values: Any,
) -> Recall:
    """A recall with a row for each recipient of each of these entries; not saved yet.

    `partners` narrows it down to these recipients. Who certified already that it is destroyed is
    not asked again.
    """
    today = Day(store.now().date().isoformat())
    rows = tuple(
        row for each in carried for row in _asked(each) if not partners or row.partner in partners
    )
    return Recall(
        why=why,
        state="draft" if rows else "done",
        records=tuple(records),
        asked=rows,
        to_ask_by=today,
        **{"title": _title(rows), **values},
    )


def _title(rows: Collection[Asked]) -> str:
    number = len({row.disclosure for row in rows})
    return f"Take back what left in {number:,} package{'s' if number != 1 else ''}"


def _asked(carried: Carried) -> Iterator[Asked]:
    codes = ", ".join(carried.codes) if carried.some else f"{EVERYTHING}: {len(carried.codes):,}"
    for each in carried.deliveries:
        if each.destroyed_on is None:
            yield Asked(
                partner=each.partner,
                told=carried.handed_to,
                disclosure=carried.disclosure,
                codes=codes,
                # Who had it on paper or by voice is asked in the way that it went.
                way="package" if each.fingerprint else "in_person",
            )
    if not carried.deliveries:
        yield Asked(
            told=carried.handed_to, disclosure=carried.disclosure, codes=codes, way="in_person"
        )


@attrs.frozen(kw_only=True)
class Subject:
    """What is to be taken back, and what of it is out: a record, a package, all of a recipient's,
    all under an agreement, or all that rests on a source.
    """

    id: str
    noun: str
    carried: tuple[Carried, ...]
    records: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    why: str = "mistake"  # what is proposed as the reason

    def __bool__(self) -> bool:
        return bool(self.carried)


def subject(store: Store, about: str) -> Subject:
    """What left that rests on a record of any of these types, given by id."""
    head = store.head(about)
    match head.kind if head is not None else "":
        case "partner":
            ids = holders(store, NOUN, "deliveries.partner", [about])
            carried = tuple(_carried(store, ids, ()))
            return Subject(
                id=about, noun="partner", carried=carried, partners=(about,), why="other"
            )
        case "agreement":
            carried = carrying_under(store, about)
            return Subject(id=about, noun="agreement", carried=carried, why="agreement_ended")
        case "source":
            records = resting_on(store, about)
            carried = carrying(store, records)
            return Subject(
                id=about,
                noun="source",
                carried=carried,
                records=records,
                why="consent_withdrawn",
            )
        case "disclosure":
            carried = tuple(_carried(store, [about], ()))
            return Subject(id=about, noun=NOUN, carried=carried, why="wrong_recipient")
    return Subject(id=about, noun="record", carried=carrying(store, [about]), records=(about,))


def resting_on(store: Store, source_id: str) -> tuple[str, ...]:
    """The records that left and rest on what a source told."""
    kept = store.get_many([row.id for row in store.linked_from(source_id)])
    return tuple(
        each
        for each, record in kept.items()
        if record.leaves and holders(store, NOUN, CARRIES, chain(store, each), limit=1)
    )


def passed_on(store: Store) -> tuple[str, ...]:
    """Copies that their sender took back and that left from here: they are to be asked back too."""
    gone = [
        each
        for kind in store.types
        if kind.leaves
        for each in taken_back_by_others(store, kind.noun)
    ]
    pairs = linking(store, NOUN, CARRIES, gone) if gone else []
    told = columns(store, NOUN, {entry for _, entry in pairs}, ("held",))
    return tuple(dict.fromkeys(record for record, entry in pairs if told[entry] == (HELD,)))


def take_back(store: Store, about: Subject, why: str, note: str = "") -> Recall:
    """Begin a recall of this; a record that is itself wrong or a danger leaves no more. Saved."""
    linked = {about.noun: about.id} if about.noun in ("agreement", "source") else {}
    recall = begin(
        store,
        why,
        about.carried,
        records=about.records,
        partners=about.partners,
        note=note,
        **linked,
    )
    store.save(recall)
    if about.noun == "record" and why in OF_THE_RECORD:
        versions = {each for record in about.records for each in chain(store, record)}
        kept = store.get_many(versions).values()
        # What came from others is theirs to mark; it is only asked back from whom we gave it to.
        store.retract([each.id for each in kept if not each.received_from], RETRACTED)
    return stored(store, recall.id)


def note_asked(store: Store, recall: Recall, disclosure: Disclosure) -> Recall:
    """Write down that a sealed package asked these recipients. Saved."""
    today = store.now().date()
    told = columns(store, NOUN, {each.disclosure for each in recall.asked}, ("agreement",))
    to = {each.partner for each in disclosure.deliveries}
    rows = tuple(
        evolve(row, way="package", asked_on=Day(today.isoformat()), answer="awaited")
        if row.partner in to
        and row.asked_on is None
        and told.get(row.disclosure) == (disclosure.agreement,)
        else row
        for row in recall.asked
    )
    return keep(store, evolve(recall, asked=rows))


def note_answer(store: Store, recall: Recall, row_id: str, answer: str) -> Recall:
    """Write down what a recipient said by radio, phone or in person. Saved.

    Where all of a package is gone, its entry in the outbox says so too: no certificate follows.
    """
    today = Day(store.now().date().isoformat())
    on = today if answer not in ("", "awaited") else None
    rows = tuple(
        evolve(each, answer=answer, answered_on=on, asked_on=each.asked_on or on)
        if each.id == row_id
        else each
        for each in recall.asked
    )
    kept = keep(store, evolve(recall, asked=rows))
    for each in kept.asked:
        if each.id == row_id and answer == "destroyed" and each.codes.startswith(EVERYTHING):
            _mark_gone(store, each, today)
    return kept


def _mark_gone(store: Store, row: Asked, on: Day) -> None:
    entry = store.get_many((row.disclosure,)).get(row.disclosure)
    if isinstance(entry, Disclosure):
        deliveries = tuple(
            evolve(each, destroyed_on=on, certificate=SAID_SO)
            if each.partner == row.partner and each.destroyed_on is None
            else each
            for each in entry.deliveries
        )
        log(store, evolve(entry, deliveries=deliveries))


def open_recalls(store: Store) -> Iterator[Recall]:
    """Recalls that not everyone has answered, newest first."""
    for state in ("draft", "asked", "partly"):
        for each in store.records(Query("recall", filters=(Filter("state", state),))):
            if isinstance(each, Recall) and not each.draft:
                yield each


def keep(store: Store, recall: Recall) -> Recall:
    """Save a recall with its state said anew."""
    store.save(settled(recall, store.now().date()))
    return stored(store, recall.id)


def settled(recall: Recall, day: dt.date) -> Recall:
    """The recall with the state that follows from its rows."""
    asked = [each for each in recall.asked if each.asked_on is not None or _is_answered(each)]
    answered = [each for each in recall.asked if _is_answered(each)]
    state = "draft"
    if len(answered) == len(recall.asked):
        state = "done"
    elif answered:
        state = "partly"
    elif asked:
        state = "asked"
    on = recall.asked_on or (Day(day.isoformat()) if asked else None)
    by = recall.answer_by
    if asked and by is None:
        by = Day((day + dt.timedelta(days=ANSWER_DAYS)).isoformat())
    return evolve(recall, state=state, asked_on=on, answer_by=by)


def _is_answered(row: Asked) -> bool:
    return row.answer not in ("", "awaited")


def stored(store: Store, recall_id: str) -> Recall:
    """A recall as it stands in the vault."""
    found = store.get(recall_id)
    assert isinstance(found, Recall)
    return found
