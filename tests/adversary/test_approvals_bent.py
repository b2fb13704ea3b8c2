"""With a yes in hand, an officer tries to let something else leave on it, or the same twice."""

from __future__ import annotations

import attrs
import pytest

from fieldapp.records.record import evolve
from fieldapp.services.approving import request_file, taking
from fieldapp.services.approving.errors import AlteredError, UsedError
from fieldapp.services.importing.errors import NotImportedError
from fieldapp.services.importing.reading import read_file
from fieldapp.services.leaving import seal_release
from fieldapp.services.package.seal import reserve
from fieldapp.services.sharing.paper import log_paper_release
from fieldapp.services.sharing.recheck import BlockedError
from fieldapp.services.sharing.release import prepare, select
from fieldapp.services.stations import open_store
from fieldapp.store.keys import renew_after_restore
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from tests.approvals import approve, decide, second_person, signed
from tests.services.approving.conftest import Office, clock, office

__all__ = ["clock", "office"]


def release_on(office: Office, channel: str):
    (kept,) = select(office.store, office.agreement)
    return prepare(office.store, office.agreement, [kept], channel=channel)


@pytest.mark.parametrize(
    "change",
    [
        {"onward_sharing": "listed", "onward_to": "Anyone"},
        {"purpose": "Something else"},
        {"prohibited_purposes": ""},
        {"no_reidentification": "no"},
        {"allow_classic": "yes"},
        {"contact_point": "Somebody else"},
        {"ask": ("verify",)},
        {"ask_by": Day("2026-05-01")},
        {"title": "Another"},
        {"coverage": "All of it"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_terms_that_change_after_the_yes_need_a_new_one(office, change):
    begun = evolve(
        office.agreement,
        onward_sharing="prohibited",
        no_reidentification="yes",
        prohibited_purposes="Targeting",
    )
    office.store.save(begun)
    decide(office.store, office.release())
    assert office.release().approved
    office.store.save(evolve(office.store.get(begun.id), **change))
    assert not office.release().approved


@pytest.mark.parametrize("how", ["binned", "purged", "edited"])
def test_a_yes_that_was_used_is_used_whatever_becomes_of_its_entry(office, how):
    store, release = office.store, office.release()
    word = signed(store, release)
    approval = taking.take(store, word, release)
    seal_release(store, office.release(), office.folder)
    if how == "edited":
        store.save(evolve(store.get(approval.id), state="approved"))
    else:
        (store.delete if how == "binned" else store.purge)(approval.id)
        with pytest.raises(UsedError):
            taking.take(store, word, office.release())
    assert not office.release().approved


@pytest.mark.parametrize("channel", ["export", "paper", "voice", "file"])
def test_only_what_was_prepared_as_a_package_is_sealed_as_one(office, channel):
    """An export asks nobody, and what leaves without a key looks at none."""
    release = approve(office.store, release_on(office, channel))
    with pytest.raises(BlockedError):
        reserve(office.store, attrs.evolve(release, blocks=()))


def test_an_export_is_not_handed_to_anyone(office):
    release = release_on(office, "export")
    assert not release.needs_approval
    with pytest.raises(BlockedError):
        log_paper_release(office.store, release, "export", "AB", "Somebody")


def test_a_clock_set_back_does_not_revive_what_was_seen_to_run_out(office, monkeypatch):
    decide(office.store, office.release())
    office.clock.on(days=4)
    monkeypatch.setattr("fieldapp.services.stations.Store", _with(office.clock))
    open_store(office.store.vault)
    office.clock.on(days=-3)
    assert not office.release().approved


def test_a_backup_from_before_it_left_does_not_bring_the_yes_back(office):
    """The copy forgot that it was used, and counts anew; so does its digest."""
    word = signed(office.store, office.release())
    taking.take(office.store, word, office.release())
    renew_after_restore(office.store.vault)
    assert not office.release().approved
    with pytest.raises(AlteredError):
        taking.take(office.store, word, office.release())


def test_what_an_approver_reads_is_the_summary_of_what_they_sign(office):
    person = second_person(office.store)
    asked = taking.ask(office.store, office.release(), person, "Someone could be known.")
    other = office.release(narrative_shareable="Something else fell.")
    with pytest.raises(AlteredError):
        request_file.writing(office.store, asked, other)


@pytest.mark.parametrize("noun", ["approver", "approval", "text_choice"])
def test_no_table_makes_an_approver_known_or_an_approval_given(noun, tmp_path):
    path = tmp_path / "more.csv"
    path.write_text(
        "name,signing_key,verified_on,state,hit\nJane,ssh-ed25519 A,2026-01-01,used,1\n"
    )
    with pytest.raises(NotImportedError):
        read_file(path, noun)


def _with(clock):
    return lambda *given, **named: Store(*given, **named, clock=clock)
