"""Every record has its day of review, what is due is listed, and what was decided is logged."""

from __future__ import annotations

import datetime as dt

import pytest

from fieldapp.services.aftercare import retention
from fieldapp.services.aftercare.left import left_of
from fieldapp.services.aftercare.register import by_code, who_got
from fieldapp.store.errors import MissingRecordError
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day
from fieldapp.vocab.vocabulary import vocabulary
from tests.services.package.stations import incident

TODAY = dt.date(2026, 11, 24)


def test_each_period_is_of_a_type_and_a_day_that_exist_and_ends_in_a_known_outcome(store):
    kinds = {kind.noun: kind for kind in store.types}
    for noun, period in retention.periods().items():
        assert period.then in vocabulary("destruction_outcome")
        assert period.months > 0
        assert noun == "*" or retention._has(kinds[noun], period.since)


@pytest.mark.parametrize(
    ("happened", "due"),
    [("2025-11-20", "2026-11-20"), ("2025-11", "2026-11-30"), ("2024-02-29", "2025-02-28")],
)
def test_a_day_of_review_follows_from_the_type_and_its_own_day(happened, due):
    assert retention.proposed(incident(happened=Day(happened)), TODAY) == Day(due)


def test_a_day_that_was_given_stays_and_a_type_without_a_period_has_that_of_all_others():
    given = incident(review_on=Day("2027-01-01"))
    assert retention.proposed(given, TODAY) == Day("2027-01-01")
    assert retention.proposed(incident(happened=None), TODAY) == Day("2027-11-24")


def test_what_is_due_is_listed_oldest_first_with_what_is_proposed(store):
    old, recent = incident(1, happened=Day("2025-10-01")), incident(2, happened=Day("2026-10-01"))
    given = incident(3, happened=Day("2026-10-01"), review_on=Day("2026-11-01"))
    vague = incident(4, happened=Day("2025-11"))  # ends after the day on which it is asked
    store.save(old, recent, given, vague)
    due = retention.due_for_review(store, TODAY)
    assert [(e.record.id, e.since.isoformat()) for e in due] == [
        (old.id, "2026-10-01"),
        (given.id, "2026-11-01"),
    ]
    assert due[0].period.then == "anonymised"


def test_what_is_kept_longer_is_logged_with_its_reason(store):
    record = incident(review_on=Day("2026-11-01"))
    store.save(record)
    with pytest.raises(retention.NoReasonError):
        retention.keep_longer(store, store.get(record.id), Day("2027-11-01"), "renewed", " ")
    retention.keep_longer(
        store, store.get(record.id), Day("2027-11-01"), "renewed", "Talks go on", "Head of office"
    )
    assert store.get(record.id).review_on == Day("2027-11-01")
    (entry,) = store.records(Query("destruction"))
    assert (entry.outcome, entry.until, entry.second_person) == (
        "renewed",
        Day("2027-11-01"),
        "Head of office",
    )
    assert record.title not in entry.title + entry.what


def test_after_a_record_is_destroyed_the_log_says_by_code_only_that_it_left(pair):
    (first,) = pair.incidents(1)
    sent = pair.seal(first).disclosure
    code, ref = sent.records[0].outside, pair.stored(first).ref
    retention.destroy(pair.sender, first.id, "Its time is over")
    with pytest.raises(MissingRecordError):
        pair.sender.get(first.id)
    (entry,) = pair.sender.records(Query("destruction"))
    assert entry.what == f"Incident {ref}, outside as {code}"
    assert by_code(pair.sender, code.lower()) == (first.id,)
    assert [each.disclosure for each in left_of(pair.sender, first.id)] == [sent.id]
    register = who_got(pair.sender, first.id)
    assert code in register.title
    assert first.title not in str(register.rows)
