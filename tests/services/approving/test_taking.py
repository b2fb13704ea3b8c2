"""A second person's signed word: what counts, and each way in which it does not."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from fieldapp.crypto import sshsig
from fieldapp.records.approvals import Approval
from fieldapp.records.record import evolve
from fieldapp.services.adding import MadeElsewhereError, add
from fieldapp.services.approving import statement, taking
from fieldapp.services.approving.approvers import add_from_card, approvers, end, set_up_here
from fieldapp.services.approving.errors import (
    AlteredError,
    NoHarmNoteError,
    NotAnApprovalError,
    NotNeededError,
    OwnKeyError,
    RanOutError,
    RefusedError,
    SamePersonError,
    UnknownApproverError,
    UnverifiedApproverError,
    UsedError,
    WithdrawnError,
)
from fieldapp.services.approving.slots import NewKey
from fieldapp.services.approving.standing import holding, holds, run_out, withdraw
from fieldapp.services.approving.statement import APPROVE, REFUSE, Signed
from fieldapp.services.leaving import seal_release
from fieldapp.services.sharing.recheck import BlockedError, recheck
from fieldapp.services.sharing.release import prepare
from fieldapp.store.keys import station_keys
from fieldapp.vocab.days import Day
from tests.approvals import NAME, SEED, approve, card, decide, second_person, signed

OTHER = b"o" * 32


def steps(approval: Approval) -> list[str]:
    return [each.state for each in approval.steps]


def test_high_leaves_only_with_a_second_persons_word_and_once(office):
    release = office.release()
    assert (release.level, [each.rule for each in release.blocks]) == ("high", ["approval:needed"])
    with pytest.raises(BlockedError):
        seal_release(office.store, release, office.folder)

    approval = decide(office.store, release)
    again = office.release()
    assert (again.digest(), again.approved, again.blocks) == (release.digest(), True, ())
    sealed = seal_release(office.store, again, office.folder)

    entry = office.store.get(sealed.disclosure.id)
    assert entry.approval == approval.id
    used = office.store.get(approval.id)
    assert (used.state, steps(used)) == ("used", ["asked", "approved", "used"])
    third = office.release()
    assert third.approved is False
    with pytest.raises(BlockedError):
        recheck(office.store, attrs.evolve(third, approved=True, blocks=()), office.clock.now)


def test_it_holds_for_exactly_what_was_approved(office):
    decide(office.store, office.release())
    assert office.release().approved
    assert not office.release(narrative_shareable="Something else fell.").approved


def test_low_needs_nobody_and_cannot_ask(office):
    low = attrs.evolve(office.release(), level="low")
    with pytest.raises(NotNeededError):
        taking.ask(office.store, attrs.evolve(low, records=()), second_person(office.store), "x")
    assert approve(office.store, attrs.evolve(low, records=())).approved is False


def test_small_counts_need_a_second_person_at_any_level(office):
    office.store.save(evolve(office.agreement, smallest_count=3))
    kept = office.store.get(office.agreement.id)
    release = office.release()
    low = attrs.evolve(release, level=type(release.level)("low"), agreement=kept)
    assert low.needs_approval
    assert not attrs.evolve(low, agreement=office.agreement).needs_approval
    assert not attrs.evolve(low, errand="retract").needs_approval


def test_a_refusal_stays_and_another_persons_yes_shows_it(office):
    release = office.release()
    refused = decide(office.store, release, REFUSE)
    assert (refused.state, steps(refused)) == ("refused", ["asked", "refused"])
    with pytest.raises(RefusedError):
        decide(office.store, release)
    with pytest.raises(RefusedError):
        taking.ask(office.store, release, second_person(office.store), "Harm.")
    assert not holds(office.store, release.digest())

    second_person(office.store, OTHER, "Deputy")
    taking.take(office.store, signed(office.store, release, seed=OTHER), release)
    assert holds(office.store, release.digest())
    assert [each.id for each in taking.refusals(office.store, release.digest())] == [refused.id]


def test_it_runs_out_before_it_is_given_and_after(office):
    release = office.release()
    late = signed(office.store, release)
    office.clock.on(days=3)
    with pytest.raises(RanOutError):
        taking.take(office.store, late, release)

    approval = decide(office.store, release)
    assert holds(office.store, release.digest())
    office.clock.on(hours=71, minutes=59)
    assert holds(office.store, release.digest())
    office.clock.on(minutes=1)
    assert not holds(office.store, release.digest())
    with pytest.raises(BlockedError) as blocked:
        recheck(office.store, attrs.evolve(release, approved=True, blocks=()), office.clock.now)
    assert blocked.value.rule == "approval:needed"
    (over,) = run_out(office.store)
    assert (over.id, over.state, steps(over)[-1]) == (approval.id, "expired", "expired")


def test_no_statement_holds_longer_than_two_weeks(office):
    now = office.clock.now
    release = office.release()
    with pytest.raises(NotAnApprovalError):
        taking.take(
            office.store,
            signed(office.store, release, expires_at=now + dt.timedelta(days=15)),
            release,
        )
    ahead = now + dt.timedelta(days=300)  # a clock that is wrong does not make it hold for longer
    said = {"decided_at": ahead, "expires_at": ahead + dt.timedelta(days=14)}
    kept = taking.take(office.store, signed(office.store, release, **said), release)
    assert kept.expires_at == now + dt.timedelta(days=14)


def test_used_withdrawn_and_taken_twice(office):
    release = office.release()
    yes = signed(office.store, release)
    first = taking.take(office.store, yes, release)
    assert taking.take(office.store, yes, release).id == first.id  # the same word, once
    seal_release(office.store, office.release(), office.folder)
    with pytest.raises(UsedError):
        taking.take(office.store, yes, release)

    other = signed(office.store, release)
    withdraw(office.store, taking.take(office.store, other, release))
    assert not holds(office.store, release.digest())
    with pytest.raises(WithdrawnError):
        taking.take(office.store, other, release)


def test_an_approval_of_another_release_or_for_another_station_is_refused(office):
    release = office.release()
    yes = signed(office.store, release)
    changed = office.release(narrative_shareable="Something else fell.")
    with pytest.raises(AlteredError):
        taking.take(office.store, yes, changed)
    with pytest.raises(AlteredError):
        taking.take(office.store, yes)  # answers nothing that was asked
    for other in ({"sender": "0" * 64}, {"level": "moderate"}, {"seen": "0" * 64}):
        with pytest.raises(AlteredError):
            taking.take(office.store, signed(office.store, changed, **other), changed)


def test_the_stations_own_key_is_no_second_person(office):
    release, own = office.release(), station_keys(office.store.vault).signing_seed
    asked = taking.asked_of(office.store, release, "")
    said = taking.say(asked, "0" * 64, APPROVE, "", office.clock.now, 3)
    with pytest.raises(OwnKeyError):
        taking.take(office.store, statement.sign(said, own), release)
    with pytest.raises(OwnKeyError):
        add_from_card(office.store, card(own), NAME)


def test_who_prepares_it_cannot_approve_it_under_any_key(office):
    made = card(OTHER)
    with pytest.raises(SamePersonError):
        add_from_card(office.store, made, " ab ", verified=made.code)
    with pytest.raises(SamePersonError):
        set_up_here(office.store, "AB", "", NewKey(sshsig.public_line(OTHER), "{}"))

    approval = decide(office.store, office.release())
    office.store.author = NAME  # the approver now sits at this desk
    assert not holds(office.store, approval.digest)
    with pytest.raises(SamePersonError):
        taking.take(office.store, signed_by_same(office), office.release())


def signed_by_same(office) -> Signed:
    asked = taking.asked_of(office.store, office.release(), "")
    (known,) = approvers(office.store)
    said = taking.say(asked, known.fingerprint, APPROVE, "", office.clock.now, 3)
    return statement.sign(said, SEED)


def test_an_unknown_and_an_unverified_signer(office):
    release = office.release()
    asked = taking.asked_of(office.store, release, "")
    made = card(OTHER)
    said = taking.say(asked, made.fingerprint, APPROVE, "", office.clock.now, 3)
    with pytest.raises(UnknownApproverError):
        taking.take(office.store, statement.sign(said, OTHER), release)
    add_from_card(office.store, made, "Deputy")
    with pytest.raises(UnverifiedApproverError):
        taking.take(office.store, statement.sign(said, OTHER), release)
    kept = add_from_card(office.store, made, "Deputy", verified=made.code)
    assert taking.take(office.store, statement.sign(said, OTHER), release).approver == kept.id


def test_the_statement_names_the_key_that_signed_it(office):
    release = office.release()
    with pytest.raises(NotAnApprovalError):
        taking.take(office.store, signed(office.store, release, approver="0" * 64), release)


def test_who_no_longer_approves_has_approved_nothing(office):
    release = office.release()
    approval = decide(office.store, release)
    end(office.store, second_person(office.store))
    assert not holds(office.store, release.digest())
    with pytest.raises(UnverifiedApproverError):
        decide(office.store, release)
    assert office.store.get(approval.id).state == "approved"  # the log stays as it was


def test_a_key_that_was_edited_after_the_comparison_does_not_count(office):
    decide(office.store, office.release())
    person = second_person(office.store)
    office.store.save(evolve(person, signing_key=sshsig.public_line(OTHER)))
    assert holding(office.store) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"state": "approved", "proof": ""},
        {"statement": "{}"},
        {"digest": "1" * 64},
        {"statement_id": "1" * 32},
        {"way": "radio"},
        {"expires_at": dt.datetime(2026, 3, 24, tzinfo=dt.UTC)},
    ],
)
def test_what_was_written_into_the_vault_is_not_believed(office, change):
    """Someone who can write rows still cannot make an approval out of them."""
    approval = decide(office.store, office.release())
    office.store.save(evolve(approval, **change))
    assert holding(office.store) == {}


def test_no_approval_and_no_approver_come_from_json(office):
    for noun in ("approval", "approver"):
        with pytest.raises(MadeElsewhereError):
            add(office.store, noun, [{"state": "approved"}])


def test_asking_needs_the_note_on_harm_and_the_log_keeps_it(office):
    person = second_person(office.store)
    with pytest.raises(NoHarmNoteError):
        taking.ask(office.store, office.release(), person, "  ")
    asked = taking.ask(office.store, office.release(), person, " A witness could be known. ")
    facts = (asked.state, asked.note, asked.level, asked.counts, asked.asked_by)
    assert facts == ("asked", "A witness could be known.", "high", "1 incident", "AB")
    assert asked.goes_to == "Cluster (Humanitarian partner)"
    assert office.store.undo() is None, "a log is not undone"


def test_the_note_stays_with_what_left_and_never_leaves(office):
    person, harm = second_person(office.store), "Zikranote: a witness could be known."
    asked = taking.ask(office.store, office.release(), person, harm)
    release = attrs.evolve(office.release(), note=harm)
    kept = taking.take(office.store, signed(office.store, release), release)
    assert kept.id == asked.id
    sealed = seal_release(office.store, office.release(), office.folder)
    assert office.store.get(sealed.disclosure.id).note == harm
    told = prepare(office.store, office.agreement, [each.record for each in release.records])
    assert "Zikranote" not in repr([each.after for r in told.records for each in r.fields])


def test_the_basis_names_no_source(office):
    from fieldapp.records.sources import Source
    from fieldapp.services.approving import basis

    source = Source(
        name="Zikra", legitimate_basis=("consent",), consent_reporting="yes", contact="0999"
    )
    silent = Source(name="Zikra", legitimate_basis=("consent",))
    office.store.save(source, silent)
    release = office.release(sources=(source.id,))
    (line,) = basis.sources_of(release)
    assert line.ref == office.store.get(source.id).ref
    assert line.agreed == "Anonymous reporting"
    assert basis.in_words(release) == "1 source: all agreed."
    assert "Zikra" not in repr(line)
    held = office.release(sources=(silent.id,))
    assert basis.in_words(held) == "1 source; 1 record stays here for lack of consent."


def test_an_approver_added_again_keeps_the_day_and_a_day_needs_the_code(office):
    made = card()
    first = add_from_card(office.store, made, NAME, verified=made.code)
    again = add_from_card(office.store, made, "Head")
    assert (again.id, again.name, again.verified_on) == (first.id, "Head", Day("2026-03-10"))
