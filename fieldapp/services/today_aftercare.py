"""What waits once something left: answers that ask, corrections that are owed, what to ask back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from fieldapp.services.aftercare.clock import ASKS, asks_for_more
from fieldapp.services.aftercare.corrections import corrections
from fieldapp.services.aftercare.recalls import passed_on, resting_on
from fieldapp.services.today_rows import SHOWN, Group, Item, Step, has, joined, short
from fieldapp.store.row_links import columns
from fieldapp.store.rows import title_of
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.vocabulary import vocabulary

ENDED = ("suspended", "ended")


def after_sharing(store: Store, day: dt.date) -> Iterator[Group]:
    """Three groups of the third column; none of them where nothing was ever shared."""
    if not has(store, "disclosure"):
        return
    yield Group("They ask for more", tuple(islice(_asking(store), SHOWN)), noun="disclosure")
    yield _corrections(store, day)
    if has(store, "recall"):
        yield Group("To be asked back", tuple(islice(_to_ask_back(store), SHOWN)), noun="recall")


def _asking(store: Store) -> Iterator[Item]:
    query = Query("disclosure", filters=(Filter("answering", ASKS),), limit=SHOWN)
    ids = store.ids(store.keys(query))
    for each, (answers,) in columns(store, "disclosure", ids, ("answers",)).items():
        names = store.titles({a.partner for a in answers} | {a.record for a in answers})
        for answer in filter(asks_for_more, answers):
            said = vocabulary("receipt_answer").label(answer.answer)
            when = short(answer.at.date()) if answer.at else ""
            words = f"{said}: {answer.words}" if answer.words else said
            note = joined(names.get(answer.partner, ""), words, when)
            title = names.get(answer.record) or answer.outside
            yield Item("disclosure", each, title, note, Step.RECEIPT, urgent=True)


def _corrections(store: Store, day: dt.date) -> Group:
    owed = corrections(store, day)
    items = tuple(
        Item(
            each.record.noun,
            each.record.id,
            title_of(each.record),
            joined(type(each.record).label, f"changed since it left under {each.agreement.title}"),
            Step.CORRECT,
        )
        for each in owed[:SHOWN]
    )
    return Group("Corrections to send", items, max(0, len(owed) - SHOWN), "who_holds")


def _to_ask_back(store: Store) -> Iterator[Item]:
    """Agreements that no longer hold and sources who withdrew, of which something is still out."""
    for status in ENDED if has(store, "agreement") else ():
        query = Query("agreement", filters=(Filter("status", status),), received=False)
        for each in store.records(query):
            if not _recalled(store, "agreement", each.id) and _is_out(store, each.id):
                word = vocabulary("agreement_status").label(status).lower()
                note = joined(f"{word}; what left under it is still held")
                yield Item("agreement", each.id, title_of(each), note, Step.RECALL)
    if has(store, "source"):
        withdrawn = Query("source", filters=(Filter("withdrawn_on", "1", "since"),))
        for each in store.records(withdrawn):
            if not _recalled(store, "source", each.id) and resting_on(store, each.id):
                note = "withdrew consent; what rests on it is out"
                yield Item("source", each.id, title_of(each), note, Step.RECALL, urgent=True)
    yield from _passed_on(store)


def _passed_on(store: Store) -> Iterator[Item]:
    """What others sent us, we passed on, and they have taken back since."""
    for each in store.get_many(passed_on(store)).values():
        if not _recalled(store, "records", each.id):
            note = joined(type(each).label, "its sender took it back; we had passed it on")
            yield Item(each.noun, each.id, title_of(each), note, Step.RECALL, urgent=True)


def _recalled(store: Store, field: str, record_id: str) -> bool:
    return bool(store.count(Query("recall", filters=(Filter(field, record_id, "has"),))))


def _is_out(store: Store, agreement_id: str) -> bool:
    filters = (Filter("agreement", agreement_id, "has"), Filter("held", "held"))
    return bool(store.count(Query("disclosure", filters=filters)))
