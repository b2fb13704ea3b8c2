"""The calendar puts what takes place and what is due on the days of the station's clock."""

from __future__ import annotations

import datetime as dt

from fieldapp.records.dialogue import Action, Commitment, Meeting
from fieldapp.services.calendar import entries
from fieldapp.vocab.days import Day

NOW = dt.datetime(2026, 11, 24, 19, 4, tzinfo=dt.UTC)
FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 30)


def test_entries_stand_on_their_days_in_order(store):
    late = dt.datetime(2026, 11, 25, 22, 30, tzinfo=dt.UTC)  # past midnight at the station
    store.save(
        Meeting(title="Corridor", started=late, draft=True),
        Meeting(title="Undated", draft=True),
        Commitment(what="Open the road", due=Day("2026-11-10")),
        Commitment(what="Kept long ago", due=Day("2026-11-11"), status="kept"),
        Action(what="Call", due=Day("2026-11-26")),
        Action(what="Outside", due=Day("2026-12-01")),
    )

    found = entries(store, FIRST, LAST, NOW)

    assert [(e.day.day, e.time, e.words, e.title, e.due, e.late) for e in found] == [
        (10, "", "Promised", "Open the road", True, True),
        (26, "00:30", "Meeting", "Corridor", False, False),
        (26, "", "To do", "Call", True, False),
    ]


def test_a_month_is_due_on_its_last_day_and_takes_place_from_its_first(store):
    store.save(
        Action(what="Sometime", due=Day("2026-11")),
        Meeting(title="Vague", started=Day("2026-11"), draft=True),
    )

    found = entries(store, FIRST, LAST, NOW)

    assert [(e.day.day, e.title) for e in found] == [(1, "Vague"), (30, "Sometime")]
