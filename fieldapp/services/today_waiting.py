"""What waits on the Today page: unfinished writing, receipts not back, reviews that are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from fieldapp.records.record import Record
from fieldapp.services.aftercare.retention import count_due_for_review, due_for_review
from fieldapp.services.today_aftercare import after_sharing
from fieldapp.services.today_approvals import approvals
from fieldapp.services.today_rows import (
    MANY,
    NOTE_FORM,
    SHOWN,
    Group,
    Item,
    Step,
    has,
    joined,
    short,
)
from fieldapp.store.row_links import columns
from fieldapp.store.rows import title_of
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words

_AWAITED = ("", "awaited")


def waiting(store: Store, day: dt.date) -> Iterator[Group]:
    """The third column."""
    yield _drafts(store)
    yield approvals(store)
    yield from after_sharing(store, day)
    yield _receipts(store, day)
    yield _reviews(store, day)


def _drafts(store: Store) -> Group:
    items = [
        Item(NOTE_FORM, "", "Tonight's note", f"kept {_kept_at(draft.at)}", Step.CONTINUE)
        for draft in store.drafts()
        if draft.form == NOTE_FORM and draft.extra.get("text", "").strip()
    ]
    owned = {each.noun for kind in store.types for each in kind.owns}
    more = 0
    for kind in store.types:
        if kind.noun in owned or not kind.sections:
            continue
        query = Query(kind.noun, received=False, unfinished=True)
        number = store.count(query)
        for record in store.records(attrs.evolve(query, limit=SHOWN)) if number else ():
            items.append(_draft_item(record))
        more += max(0, number - SHOWN)
    return Group("Not finished", tuple(items[:SHOWN]), more + max(0, len(items) - SHOWN))


def _draft_item(record: Record) -> Item:
    edited = record.edited_at.date() if record.edited_at else None
    written = f"written {short(edited)}" if edited else ""
    title = title_of(record)
    return Item(record.noun, record.id, title, joined(type(record).label, written), Step.CONTINUE)


def _kept_at(at: str) -> str:
    moment = dt.datetime.fromisoformat(at)
    return f"{short(moment.date())} {moment:%H:%M}"


def _receipts(store: Store, day: dt.date) -> Group:
    """Packages without a receipt, the newest first; those that should have come stand out."""
    if not has(store, "disclosure"):
        return Group("Receipts outstanding")
    filters = (Filter("receipts", "awaited"), Filter("state", "sealed"))
    query = Query("disclosure", filters=filters, sort="at", received=False)
    ids = store.ids(store.keys(attrs.evolve(query, limit=SHOWN)))
    told = columns(store, "disclosure", ids, ("title", "deliveries", "at", "receipt_by"))
    items = []
    for each in ids:
        title, deliveries, at, by = told[each]
        waited = {row.partner for row in deliveries if row.receipt_state in _AWAITED}
        names = ", ".join(store.titles(waited).values())
        late = by is not None and by.last < day
        sent = f"sealed {short(at.date())}" if at else ""
        note = joined(names, sent, "ask whether it arrived" if late else "")
        items.append(Item("disclosure", each, title, note, Step.RECEIPT, urgent=late))
    return Group(
        "Receipts outstanding", tuple(items), store.count(query) - len(items), "disclosure"
    )


def _reviews(store: Store, day: dt.date) -> Group:
    """Whose day of review has come, or whose period is over without one (R15)."""
    found = due_for_review(store, day, SHOWN)
    items = tuple(
        Item(
            each.record.noun,
            each.record.id,
            title_of(each.record),
            joined(type(each.record).label, f"review since {day_in_words(_day(each.since))}"),
            Step.REVIEW,
        )
        for each in found
    )
    more = count_due_for_review(store, day, MANY) - len(items)
    return Group("To be reviewed", items, max(0, more), "who_holds")


def _day(day: dt.date) -> Day:
    return Day(day.isoformat())
