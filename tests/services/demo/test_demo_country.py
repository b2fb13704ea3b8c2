"""The invented country: whole, linked, in three languages, with every case that sharing knows."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import pytest

from fieldapp.records import TYPES
from fieldapp.records.checks import problems
from fieldapp.records.dialogue import Meeting
from fieldapp.records.record import linked_ids
from fieldapp.services.demo import country
from fieldapp.services.demo.country import NOUNS, dated
from fieldapp.store.store import Query
from fieldapp.vocab.handling import Attribution
from fieldapp.vocab.vocabulary import vocabulary

NOW = dt.datetime(2026, 3, 1, 20, 15, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def _all(store, *nouns):
    kinds = nouns or tuple(kind.noun for kind in TYPES)
    return [record for noun in kinds for record in store.records(Query(noun))]


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("-1d", "2026-02-28"),
        ("+0d", "2026-03-01"),
        ("-30d~month", "2026-01"),
        ("-30d~quarter", "2026 Q1"),
        ("-90d~year", "2025"),
        ("-1d 19:15", "2026-02-28T19:15+0200"),
        ("in 3d", "in 3d"),
    ],
)
def test_dates_are_counted_from_today(written, means):
    assert dated({"rows": [written]}, NOW) == {"rows": [means]}


def test_there_are_about_six_hundred_records_of_every_kind(officer):
    counted = Counter(record.noun for record in _all(officer))

    assert 590 <= sum(counted.values()) <= 650
    # What only receiving or another key makes.
    made_later = ["received", "key_change"]
    assert [kind.noun for kind in TYPES if not counted[kind.noun]] == made_later
    assert set(NOUNS) < set(counted)


def test_incidents_go_back_two_years_with_no_quarter_left_out(officer, ran):
    days = [(ran.now.date() - each.happened.first).days for each in _all(officer, "incident")]

    assert max(days) > 700
    assert all(any(start <= day < start + 91 for day in days) for start in range(0, 728, 91))


def test_nothing_was_written_down_before_the_station_was_opened(officer):
    (station,) = _all(officer, "station")

    assert all(each.created_at >= station.created_at for each in _all(officer))


def test_every_record_is_finished_and_no_link_leads_nowhere(officer):
    records = _all(officer)
    known = {record.id for record in records}

    assert [each.ref for each in records if problems(each) or each.draft] == []
    assert [r.ref for r in records for _, target in linked_ids(r) if target not in known] == []


def test_most_records_are_linked_from_another(officer):
    for noun in ("person", "incident", "source", "actor", "objective", "arrangement"):
        records = _all(officer, noun)
        alone = [each for each in records if not officer.linked_from(each.id)]
        assert len(alone) < len(records) / 3, noun


def test_texts_are_in_three_languages_and_none_is_told_twice(officer):
    told = [each for each in _all(officer, "incident") if each.narrative_shareable]
    texts = Counter(each.narrative_shareable for each in told)
    texts += Counter(each.narrative_confidential for each in told)

    assert {each.language for each in told} == {"en", "fr", "ar"}
    del texts[""]
    assert max(texts.values()) == 1


def test_every_attribution_and_every_consent_is_there(officer):
    statements = [row for each in _all(officer, "meeting") for row in each.statements]
    sources = _all(officer, "source")

    assert {row.attribution for row in statements} == set(Attribution)
    assert {each.consent_sharing for each in sources} == {"yes", "no", ""}
    assert any(each.no_one == "yes" for each in sources)
    assert any(each.withdrawn_on for each in sources)
    assert any(each.withhold_from for each in sources)
    assert {each.withhold_why for each in sources} >= set(vocabulary("withholding_reason"))


def test_promises_go_both_ways_and_end_in_every_way(officer):
    promises = _all(officer, "commitment")

    assert {each.direction for each in promises} == {"theirs", "ours"}
    assert {each.status for each in promises} == set(vocabulary("commitment_status"))


def test_old_notes_are_locked_and_fresh_ones_are_not(officer, ran):
    meetings = _all(officer, "meeting")

    assert any(not each.sealed_at for each in meetings) or ran.made.package
    assert all(each.created_at <= ran.now + dt.timedelta(minutes=5) for each in meetings)
    assert [each.ref for each in sorted(meetings, key=lambda m: m.created_at)] == [
        each.ref for each in sorted(meetings, key=lambda m: m.ref)
    ]


def test_places_are_found_in_the_gazetteer_of_the_country(officer):
    (place,) = officer.gazetteer.search("Ain Sabra", "QZA")

    assert [area.pcode for area in place.path] == ["QZA", "QZ02", "QZ0201"]
    assert officer.gazetteer.count() == 23


def test_arabic_words_find_arabic_notes(officer):
    assert {row.kind for row in officer.find("السوق")} >= {"meeting", "commitment"}


def test_no_file_of_the_country_names_a_real_one():
    codes = re.compile(r"QZ\d\d(\d\d)?\Z")
    import resources

    rows = resources.path("demo", "gazetteer.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert all(row.startswith("QZA,") and codes.match(row.split(",")[2]) for row in rows)


@pytest.mark.parametrize("hours", [-8, 0, 5])
def test_what_happened_carries_the_hours_of_that_country(store, hours):
    country.gazetteer_into(store)
    here = dt.datetime(2026, 11, 24, 8, 9, tzinfo=dt.timezone(dt.timedelta(hours=hours)))
    records, _ = country.read(store, here)
    meetings = [each for each in records if isinstance(each, Meeting)]
    assert {each.started.utcoffset() for each in meetings} == {dt.timedelta(hours=2)}
    assert {each.created_at.utcoffset() for each in records} == {dt.timedelta(hours=2)}
