"""Merging, bulk changes, the bin, drafts and undo: nothing is lost and nothing is tied wrongly."""

from __future__ import annotations

import datetime as dt

import pytest

from fieldapp.records.actors import Actor, Person
from fieldapp.records.dialogue import Meeting
from fieldapp.records.incidents import Incident
from fieldapp.records.record import evolve
from fieldapp.services import bulk
from fieldapp.services.merging import CannotMergeError, plan_merge
from fieldapp.services.templates import from_template, keep_template, template_names
from fieldapp.store.lists import Query
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Level


def event(**values) -> Incident:
    return Incident(**{"act": "killing", "happened": Day("2026-03-04"), "draft": True, **values})


def test_two_that_are_tied_to_each_other_merge_into_one_that_is_not_tied_to_itself(store):
    kept, other = event(), event()
    kept, other = evolve(kept, related=(other.id,)), evolve(other, related=(kept.id,))
    store.save(kept, other)

    plan = plan_merge(store, kept, other)
    store.save(*plan.records)

    assert store.get(kept.id).related == ()
    assert store.get(other.id).merged_into == kept.id


def test_a_contact_introduced_by_the_one_it_is_merged_with_is_not_introduced_by_itself(store):
    kept = Person(code_name="Falcon", draft=True)
    other = Person(code_name="Heron", draft=True, introduced_by=kept.id)
    kept = evolve(kept, successor_of=other.id)
    store.save(kept, other)

    store.save(*plan_merge(store, kept, other).records)

    merged = store.get(kept.id)
    assert (merged.introduced_by, merged.successor_of) == ("", "")


def test_a_duplicate_is_never_merged_in_a_circle(store):
    kept, other = event(), event()
    store.save(kept, other)
    store.save(*plan_merge(store, kept, other).records)

    for pair in ((store.get(other.id), store.get(kept.id)), (kept, store.get(other.id))):
        with pytest.raises(CannotMergeError):
            plan_merge(store, *pair)


def test_what_is_in_the_bin_is_not_merged_and_lost_there(store):
    kept, other = event(), event()
    store.save(kept, other)
    store.delete(kept.id)
    with pytest.raises(CannotMergeError):
        plan_merge(store, store.get(kept.id), other)


def test_undo_after_a_merge_brings_everything_back_as_it_was(store):
    kept, other = event(related=()), event(narrative_confidential="Second text")
    meeting = Meeting(title="About it", draft=True, incidents=(other.id,))
    store.save(kept, other, meeting)
    before = {each: store.get(each) for each in (kept.id, other.id, meeting.id)}
    with store.as_one():
        store.save(*plan_merge(store, store.get(kept.id), store.get(other.id)).records)
    store.undo()

    for each, was in before.items():
        now = store.get(each)
        same = [f.name for f in was.fields() if getattr(was, f.name) != getattr(now, f.name)]
        assert same == []
        assert now.deleted_at is None


def test_a_thousand_are_changed_though_some_are_locked_received_binned_or_gone(store):
    one = [event(draft=True, title=f"E{n}") for n in range(992)]
    store.save(*one)
    locked = [
        Meeting(title=f"M{n}", started=dt.datetime(2026, 1, 1, 9, tzinfo=dt.UTC), type="meeting")
        for n in range(4)
    ]
    store.save(*(evolve(each, draft=True) for each in locked))
    gone = ["never-there", "nor-this"]
    store.delete(one[0].id)
    ids = [*(each.id for each in one), *(each.id for each in locked), *gone]
    assert len(ids) <= bulk.MOST

    for change in (
        bulk.tagged("q3"),
        bulk.owned_by("CM"),
        bulk.reviewed_on(Day("2026-12-01")),
        bulk.raised_to(Level.SEVERE, bulk.stored_level(store)),
        bulk.pinned(on=True),
    ):
        made = bulk.changed(store, ids, change)
        store.save(*made.records, why="changed with others")
        assert made.left == len(ids) - len(made.records)
    assert store.get(one[5].id).tags == ("q3",)
    for _ in range(5):
        store.undo()
    assert store.get(one[5].id).tags == ()
    assert store.get(one[5].id).owner == ""
    # What was in the bin is there still.
    assert store.get(one[0].id).deleted_at is not None


def test_a_bulk_delete_leaves_what_is_locked_or_in_the_bin_and_undo_brings_back_only_its_own(store):
    ones = [event(title=f"E{n}") for n in range(10)]
    store.save(*ones)
    store.delete(ones[0].id)
    may = bulk.may_be_deleted(store, [each.id for each in ones])
    store.delete(*may)
    store.undo()

    assert store.get(ones[1].id).deleted_at is None
    assert store.get(ones[0].id).deleted_at is not None


def test_a_record_comes_back_from_the_bin_though_what_it_names_is_gone_for_ever(store):
    actor = Actor(name="Front", draft=True)
    meeting = Meeting(title="M", draft=True, actors=(actor.id,))
    store.save(actor, meeting)
    store.delete(meeting.id)
    store.purge(actor.id)
    store.restore(meeting.id)

    assert store.get(meeting.id).deleted_at is None
    assert [row.id for row in store.rows("meeting", store.keys(Query("meeting")))] == [meeting.id]
    again = evolve(store.get(meeting.id), title="N")
    store.save(again)
    assert store.get(meeting.id).title == "N"


def test_a_template_has_neither_files_nor_number_of_its_record(store):
    kept = event(title="Shelling", tags=("x",), pinned="yes")
    store.save(kept)
    keep_template(store, store.get(kept.id), "Shelling")
    made = from_template(store, "incident", "Shelling")

    assert made.id != kept.id
    assert (made.ref, made.pinned, made.draft) == ("", "", True)
    assert store.attachments.count(made.id) == 0
    assert list(template_names(store, "incident")) == ["Shelling"]


def test_a_draft_whose_type_lost_and_won_fields_still_opens(store):
    store.keep_draft("incident/x", event(title="Kept"), {})
    with store.vault.transaction() as db:
        db.conn.execute("UPDATE drafts SET body = replace(body, '\"title\"', '\"no_such_field\"')")
    draft = store.draft("incident/x")
    assert draft is not None
    assert draft.record.act == "killing"
