"""A newer version of what was shared is owed to whoever has the older one, under its old name."""

from __future__ import annotations

import datetime as dt

from fieldapp.records.record import evolve
from fieldapp.services.aftercare import recalls
from fieldapp.services.aftercare.corrections import corrections, corrections_of
from fieldapp.services.aftercare.left import left_of
from fieldapp.services.package import seal
from fieldapp.services.package.importing import read_records
from fieldapp.services.sharing.release import prepare
from tests.approvals import approve

TODAY = dt.date(2026, 11, 24)


def shared(pair, *records):
    release = prepare(pair.sender, pair.agreement, [pair.stored(each) for each in records])
    release = approve(pair.sender, release)
    assert release.blocks == ()
    return seal.seal(pair.sender, release, pair.folder, summary=None)


def corrected(pair, record, **values):
    """The next version of a record, finished."""
    draft = pair.sender.supersede(record.id)
    pair.sender.save(draft)
    pair.sender.finish(evolve(draft, **values))
    return pair.stored(draft)


def test_a_correction_leaves_under_the_name_of_the_first_version(pair):
    (first,) = pair.incidents(1, shows_source="no")
    sent = shared(pair, first)
    assert corrections(pair.sender, TODAY) == ()
    second = corrected(pair, pair.stored(first), title="Another market shelled")
    third = corrected(pair, second, title="The fish market shelled")

    (owed,) = corrections(pair.sender, TODAY)
    assert (owed.record.id, owed.agreement.id) == (third.id, pair.agreement.id)
    assert [each.record.id for each in corrections_of(pair.sender, first.id)] == [third.id]

    out = shared(pair, third)
    (before,) = read_records(pair.open(sent.path), pair.receiver.types)
    (after,) = read_records(pair.open(out.path), pair.receiver.types)
    assert (after.record.id, after.record.ref) == (before.record.id, before.record.ref)
    assert (before.change, after.change) == ("new", "corrected")
    assert [each.id for each in after.record.alleged] == [each.id for each in before.record.alleged]
    assert corrections(pair.sender, TODAY) == ()
    told = left_of(pair.sender, second.id)
    assert [each.change for each in told] == ["corrected", "new"]
    assert {each.outside for each in told} == {before.record.ref}


def test_a_tie_to_an_earlier_version_is_a_tie_to_the_record(pair):
    (first,) = pair.incidents(1, shows_source="no")
    other = pair.incidents(1, shows_source="no", related=(first.id,))[0]
    pair.sender.save(
        evolve(pair.agreement, included_classes=(*pair.agreement.included_classes, "link"))
    )
    shared(pair, first, other)
    second = corrected(pair, pair.stored(first), title="Another market shelled")
    out = shared(pair, second, other)
    lines = {e.record.ref: e.record for e in read_records(pair.open(out.path), pair.receiver.types)}
    names = {row.record: row.outside for row in out.disclosure.records}
    assert lines[names[other.id]].related == (lines[names[second.id]].id,)


def test_no_correction_is_owed_of_a_draft_of_what_never_left_or_was_taken_back(pair):
    first, never = pair.incidents(2, shows_source="no")
    shared(pair, first)
    draft = pair.sender.supersede(first.id)
    pair.sender.save(draft)
    pair.sender.seal([never.id])
    corrected(pair, pair.stored(never), title="Another")
    assert corrections(pair.sender, TODAY) == ()
    pair.sender.finish(draft)
    assert len(corrections(pair.sender, TODAY)) == 1
    recalls.take_back(pair.sender, recalls.subject(pair.sender, first.id), "mistake")
    assert corrections(pair.sender, TODAY) == ()


def test_under_an_agreement_that_ended_it_can_only_be_taken_back(pair):
    (first,) = pair.incidents(1, shows_source="no")
    shared(pair, first)
    corrected(pair, pair.stored(first), title="Another")
    pair.sender.save(evolve(pair.agreement, status="ended"))
    assert corrections(pair.sender, TODAY) == ()
    assert len(corrections_of(pair.sender, first.id)) == 1
