"""Copies of other stations' records: found by their package, annotated, purged together."""

from __future__ import annotations

import pytest

from fieldapp.records.disclosures import Received
from fieldapp.records.incidents import Incident
from fieldapp.records.record import evolve
from fieldapp.store.errors import ReceivedError
from fieldapp.store.lists import Query
from fieldapp.vocab.days import Day


def coming(number: int = 3) -> tuple[Received, list[Incident]]:
    records = [
        Incident(title=f"Zygomorphic {n}", act="killing", happened=Day("2026-05-12"))
        for n in range(number)
    ]
    return Received(title="Protocol"), records


def test_what_a_package_brought_is_found_by_an_index(store):
    received, records = coming()
    store.receive(received, records)
    store.receive(*coming(2))
    found = store.came_with(received.id)
    assert {noun: len(seqs) for noun, seqs in found.items()} == {"incident": 3}
    assert set(store.ids(found["incident"])) == {each.id for each in records}
    plan = store.vault.db.execute(
        "EXPLAIN QUERY PLAN SELECT seq FROM incident "
        "WHERE received_from = ? AND received_from <> '' ORDER BY seq",
        [received.id],
    ).fetchall()
    assert "incident_came" in str(plan)


def test_own_notes_may_be_added_to_a_copy_and_facts_may_not(store):
    received, (record, *_) = coming()
    store.receive(received, [record])
    copy = store.get(record.id)
    store.annotate(evolve(copy, tags=("ask",)))
    assert store.get(record.id).tags == ("ask",)
    with pytest.raises(ReceivedError):
        store.annotate(evolve(copy, title="Ours"))
    own = Incident(title="Own", act="killing", happened=Day("2026-05-12"))
    store.save(own)
    with pytest.raises(ReceivedError):
        store.annotate(evolve(store.get(own.id), tags=("x",)))


def test_what_is_purged_together_leaves_no_word_and_a_tombstone_each(store):
    received, records = coming()
    store.receive(received, records)
    first, *rest = [each.id for each in records]
    store.purge_all([first], "destroyed", more=True)
    store.purge_all(rest, "destroyed")
    assert store.find("zygomorphic") == []
    left = store.vault.db.execute("SELECT id, why FROM tombstones").fetchall()
    assert {tuple(each) for each in left} == {(each.id, "destroyed") for each in records}
    assert not any(
        "zygomorphic" in str(row)
        for row in store.vault.db.execute("SELECT block FROM search_data").fetchall()
    )


def test_what_was_taken_back_is_told_apart(store):
    received, records = coming()
    assert not store.any_retracted("incident")
    store.receive(received, [records[0], evolve(records[1], retracted=True)])
    assert store.any_retracted("incident")
    assert store.count(Query("incident", retracted=False)) == 1
    assert store.count(Query("incident", retracted=True)) == 1
    assert store.count(Query("incident")) == 2


def test_a_copy_that_is_only_marked_stays_with_its_package(store):
    received, (record, *_) = coming()
    store.receive(received, [record])
    later = Received(title="Takes back")
    store.receive(later, [evolve(store.get(record.id), retracted=True)], {record.id: "retracted"})
    copy = store.get(record.id)
    assert (copy.received_from, copy.retracted) == (received.id, True)
    ((found, name, _at),) = store.events([record.id], ("retracted", "corrected"))
    assert (found, name) == (record.id, "retracted")
