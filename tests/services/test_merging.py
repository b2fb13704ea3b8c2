"""Merging keeps everything of both, moves what points to the one that goes, and can be undone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.records.actors import Actor, Alias, Person
from fieldapp.records.dialogue import Commitment, Meeting, Statement
from fieldapp.records.incidents import Incident
from fieldapp.services.merging import CannotMergeError, plan_merge
from fieldapp.vocab.days import Day

KEPT = Person(code_name="KILO", purpose="road", review_on=Day("2027"), languages=("ar",))
OTHER = Person(
    code_name="LIMA", name="Harun", purpose="bridge", review_on=Day("2027"), rank="Major",
    languages=("ar", "en"), aliases=(Alias(name="Abu Zed"),),
)  # fmt: skip


def test_a_person_takes_over_what_was_empty_lists_names_and_everything_that_pointed(store):
    meeting = Meeting(title="m", contacts=(OTHER.id, KEPT.id), draft=True,
                      statements=(Statement(text="x", speaker=OTHER.id),))  # fmt: skip
    promise = Commitment(what="Open", by_person=OTHER.id)
    store.save(KEPT, OTHER, meeting, promise)

    plan = plan_merge(store, store.get(KEPT.id), store.get(OTHER.id))
    store.save(*plan.records, why="merged")

    kept = store.get(KEPT.id)
    assert (kept.code_name, kept.rank, kept.purpose) == ("KILO", "Major", "road")
    assert kept.languages == ("ar", "en")
    assert {row.name for row in kept.aliases} == {"Abu Zed", "LIMA"}
    assert kept.name == "Harun"
    assert store.get(promise.id).by_person == KEPT.id
    after = store.get(meeting.id)
    assert after.contacts == (KEPT.id,)
    assert after.statements[0].speaker == KEPT.id
    assert store.get(OTHER.id).deleted_at
    store.undo()
    assert store.get(promise.id).by_person == OTHER.id
    assert not store.get(OTHER.id).deleted_at
    assert store.get(KEPT.id).rank == ""


def test_the_other_value_is_taken_where_it_is_asked_for(store):
    store.save(KEPT, OTHER)
    plan = plan_merge(store, store.get(KEPT.id), store.get(OTHER.id), {"purpose"})
    line = next(each for each in plan.lines if each.field.name == "purpose")
    assert (line.kept, line.other, line.result) == ("road", "bridge", "bridge")


def test_an_incident_stays_as_a_duplicate_that_says_of_what(store):
    one = Incident(act="killing", happened=Day("2026-03-01"), narrative_confidential="first")
    two = Incident(act="killing", happened=Day("2026-03-01"), narrative_confidential="second")
    store.save(one, two)

    plan = plan_merge(store, store.get(one.id), store.get(two.id))
    store.save(*plan.records)

    assert store.get(one.id).narrative_confidential == "first\nsecond"
    gone = store.get(two.id)
    assert (gone.status, gone.merged_into, gone.deleted_at) == ("duplicate", one.id, None)


def test_locked_records_keep_their_link_and_are_counted(store):
    meeting = Meeting(title="m", started=Day("2026-01-01"), contacts=(OTHER.id,), facts="x")
    store.save(KEPT, OTHER, meeting)
    store.finish(store.get(meeting.id))
    store.seal([meeting.id])

    plan = plan_merge(store, store.get(KEPT.id), store.get(OTHER.id))

    assert plan.locked == 1
    store.save(*plan.records)
    assert store.get(meeting.id).contacts == (OTHER.id,)


def test_what_cannot_be_merged_is_refused(store):
    actor, incident = Actor(name="a"), Incident(act="killing", happened=Day("2026"))
    store.save(KEPT, actor, incident)
    for pair in ((KEPT, KEPT), (actor, actor), (KEPT, incident)):
        with pytest.raises(CannotMergeError):
            plan_merge(store, *pair)


WORDS = st.text(st.characters(codec="ascii", categories=("Lu", "Ll")), max_size=6)
PEOPLE = st.builds(
    Person,
    code_name=WORDS.filter(bool),
    rank=WORDS,
    notes=WORDS,
    languages=st.lists(st.sampled_from(["ar", "en", "fr"]), unique=True).map(tuple),
)


@given(one=PEOPLE, other=PEOPLE)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_value_of_either_is_lost_silently(store, one, other):
    plan = plan_merge(store, one, other)
    merged = plan.records[0]
    assert set(merged.languages) == {*one.languages, *other.languages}
    assert other.notes in merged.notes
    assert one.notes in merged.notes
    shown = {line.field.name for line in plan.lines}
    assert merged.rank == (one.rank or other.rank)
    assert (other.rank in ("", one.rank)) or "rank" in shown
