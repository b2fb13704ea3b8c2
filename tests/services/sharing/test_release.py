"""Prepare, select, recheck and release on paper, on a real vault."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs
import pytest

from fieldapp.records import TYPES
from fieldapp.records.disclosures import Disclosure
from fieldapp.records.fields import choice, place, text
from fieldapp.records.record import Record, evolve, record
from fieldapp.services.sharing.levels import stored_level
from fieldapp.services.sharing.paper import log_paper_release
from fieldapp.services.sharing.recheck import BlockedError, ChangedSinceError, ClockError
from fieldapp.services.sharing.release import prepare, recheck, select
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place
from tests.approvals import approve
from tests.services.sharing.samples import (
    DAY,
    FRONT,
    HASSAN,
    IBRAHIM,
    KOBRA,
    agreement,
    all_words,
    field_of,
    incident,
    meeting,
    partner,
)

NOON = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)


@pytest.fixture
def store(vault) -> Store:
    """A vault with an agreement, its verified partner, a source, a contact and an actor."""
    made = Store(vault, clock=lambda: NOON, level_of=stored_level)
    person = evolve(IBRAHIM, purpose="Access", review_on=Day("2027"))
    made.save(partner(), agreement(), FRONT, person, HASSAN)
    return made


def _agreement(store: Store, **values):
    if values:
        store.save(attrs.evolve(store.get("agreement-1"), **values))
    return store.get("agreement-1")


def test_a_release_from_a_vault_has_what_was_agreed_and_nothing_else(store):
    store.save(incident(), meeting())
    chosen = select(store, _agreement(store))
    release = approve(store, prepare(store, _agreement(store), chosen))

    assert {each.kind for each in release.records} == {"incident", "meeting", "person", "actor"}
    assert {each.rule for each in release.withheld} == {"type:never"}
    assert (release.blocks, release.day) == ((), DAY)
    told = all_words(release)
    assert "Two women" in told
    for word in ("Sesame", "Falcon", "Ibrahim", "Hassan", "Kobra", HASSAN.id):
        assert word not in told
    recheck(store, release, NOON)


def test_select_leaves_what_a_data_set_brought_unless_it_is_asked_for(store):
    store.save(incident(), incident(dataset="A set"), incident(dataset="Another"))
    found = _agreement(store)

    def sets(**asked):
        return {each.dataset for each in select(store, found, kinds=("incident",), **asked)}

    assert sets() == {""}
    assert sets(filters=(Filter("act", "killing"),)) == {""}
    assert sets(filters=(Filter("dataset", "A set"),)) == {"A set"}
    assert sets(apart=True) == {"", "A set", "Another"}


def test_select_takes_our_own_records_of_the_listed_types(store):
    store.save(incident(), incident(happened=Day("2025-01-02")), meeting())
    found = _agreement(store)

    assert len(select(store, found, kinds=("incident",))) == 2
    assert len(select(store, found, kinds=("incident",), since="2026-01-01")) == 1
    assert len(select(store, found, kinds=("incident",), since=dt.date(2026, 1, 1))) == 1
    act = (Filter("act", "killing"),)
    assert len(select(store, found, kinds=("incident",), filters=act)) == 2
    assert select(store, found, kinds=("commitment",)) == []


def test_the_agreement_in_the_vault_counts_not_an_older_copy(store):
    store.save(incident())
    older = _agreement(store)
    _agreement(store, status="suspended")

    blocks = prepare(store, older, select(store, older, kinds=("incident",))).blocks
    assert [each.rule for each in blocks] == ["agreement:status", "approval:needed"]


def test_the_same_release_has_the_same_id_and_can_be_approved(store):
    store.save(incident())
    chosen = select(store, _agreement(store), kinds=("incident",))
    first = prepare(store, _agreement(store), chosen)
    approve(store, first)
    approved = prepare(store, _agreement(store), chosen)

    assert approved.id == first.id
    assert (first.approved, approved.approved) == (False, True)


@pytest.mark.parametrize("ident", ["agreement-1", "partner-1", "source-1", "incident-1"])
def test_a_change_after_the_preview_stops_it(store, ident):
    store.save(incident(id="incident-1"))
    release = prepare(store, _agreement(store), [store.get("incident-1")])
    changes = {
        "agreement-1": {"title": "Other"},
        "partner-1": {"recipients": "age1pq1other"},
        "source-1": {"withdrawn_on": Day("2026-03-09")},
        "incident-1": {"act": "looting"},
    }
    store.save(attrs.evolve(store.get(ident), **changes[ident]))

    with pytest.raises(ChangedSinceError):
        recheck(store, release, NOON)


def test_validity_and_clock_are_checked_again(store):
    store.save(incident(id="incident-1"))
    release = approve(store, prepare(store, _agreement(store), [store.get("incident-1")]))

    with pytest.raises(BlockedError) as expired:
        recheck(store, release, NOON + dt.timedelta(days=400))
    assert expired.value.rule == "agreement:expired"
    with pytest.raises(ClockError):
        recheck(store, release, NOON - dt.timedelta(days=1))


def test_a_blocked_release_is_refused(store):
    release = prepare(store, _agreement(store), [])

    with pytest.raises(BlockedError) as refused:
        recheck(store, release, NOON)
    assert refused.value.rule == "selection:none"


def test_a_release_on_paper_is_logged_and_locks_what_left(store):
    store.save(incident(id="incident-1"))
    listed = _agreement(store, release_channels=("paper",), release_highest="high")
    release = approve(store, prepare(store, listed, [store.get("incident-1")], channel="paper"))
    logged = log_paper_release(store, release, "paper", "AB", "Duty officer of the cluster")

    kept = store.get(logged.id)
    assert isinstance(kept, Disclosure)
    assert (kept.state, kept.channel, kept.level) == ("released", "paper", "high")
    assert (kept.handed_by, kept.at) == ("AB", NOON)
    (left,) = kept.records
    assert (left.record, left.outside) == ("incident-1", release.records[0].code)
    assert store.get("incident-1").sealed_at is not None


def test_a_release_on_paper_needs_its_way_and_two_people(store):
    store.save(incident(id="incident-1"))
    listed = _agreement(store, release_channels=("paper",), release_highest="high")
    record = [store.get("incident-1")]
    sealed = prepare(store, listed, record)
    on_paper = prepare(store, listed, record, channel="paper")
    spoken = prepare(store, listed, record, channel="voice")

    for release, channel, hands in (
        (sealed, "paper", "AB"),
        (sealed, "package", "AB"),
        (spoken, "voice", "AB"),
        (on_paper, "paper", " "),
    ):
        with pytest.raises(BlockedError):
            log_paper_release(store, release, channel, hands, "CD")
    assert store.count(Query("disclosure")) == 0


@record
class Well(Record):
    """A type that no other code knows."""

    noun: ClassVar[str] = "well"
    code: ClassVar[str] = "WEL"
    leaves: ClassVar[bool] = True
    heading: ClassVar[tuple[str, ...]] = ("name",)

    name: str = text("Name", data_class=DataClass.SHAREABLE_TEXT)
    keeper: str = text("Keeper", data_class=DataClass.IDENTITY)
    note: str = text("Note")
    used_by: str = choice("Used by", "actor_type", data_class=DataClass.ROLE)
    where: Place = place("Where")


def test_a_new_type_is_decided_on_with_no_other_code(vault):
    store = Store(vault, (*TYPES, Well), clock=lambda: NOON, level_of=stored_level)
    terms = agreement(record_types=("well",))
    store.save(partner(), terms)
    store.save(Well(name="The old well", keeper="Sesame", note="Sesame", where=KOBRA))
    release = prepare(store, terms, select(store, terms))
    (released,) = release.records

    assert {each.name: each.action for each in released.fields if each.before} == {
        "ref": "dropped",
        "name": "kept",
        "keeper": "replaced",
        "note": "dropped",
        "where": "coarsened",
    }
    assert field_of(released, "keeper").after == released.code
    assert (released.level, released.level_rule) == ("severe", "profile:none")
    assert "Sesame" not in all_words(release)
