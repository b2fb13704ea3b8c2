"""One record of every type, a word in every text: what leaves to each kind of recipient."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from fieldapp.records.fields import Kind
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.services.package.cards import card_of
from fieldapp.services.sharing.release import prepare
from fieldapp.services.sharing.result import Release
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Attribution, DataClass, RecipientKind
from tests.adversary.planted import KINDS, Planted, one_of_each, planted, record_id
from tests.services.sharing.samples import all_words

NEVER = frozenset(
    {
        DataClass.CONFIDENTIAL_TEXT,
        DataClass.PERSONAL_CONTACT,
        DataClass.SOURCE_IDENTITY,
        DataClass.SPECIAL,
        DataClass.ATTACHMENT,
        DataClass.NOTIFIED,
        DataClass.ADMINISTRATIVE,
    }
)
OWN = frozenset({"tags", "owner", "pinned", "code_name", "sensitivity_reason"})
FORCES = (RecipientKind.PARTY, RecipientKind.MISSION_UNIFORMED)
CHANNELS = ("package", "paper", "voice")


def agreement(kind: str, **values: Any) -> Agreement:
    """An agreement that lists everything that can be listed, as an officer in a hurry might."""
    fields = [f"{noun.noun}.{each.name}" for noun in KINDS for each in noun.fields()]
    usual: dict[str, Any] = {
        "id": "agreement-1",
        "title": "Everything",
        "instrument": "cluster_dpisp",
        "recipient_kind": kind,
        "recipients": ("partner-x",),
        "purpose": "Everything",
        "record_types": tuple(each.noun for each in KINDS),
        "included_classes": tuple(DataClass),
        "included_fields": tuple(fields),
        "highest_sensitivity": "severe",
        "lowest_admin_level": "adm3",
        "date_precision": "day",
        "role_precision": "as_recorded",
        "names": "yes",
        "names_basis": "instruction",
        "attributions": tuple(Attribution),
        "release_channels": ("paper", "voice"),
        "release_highest": "severe",
        "signed_on": Day("2026-01-01"),
        "valid_from": Day("2026-01-01"),
        "valid_until": Day("2090-12-31"),
        "keep_until": Day("2090-12-31"),
    }
    return Agreement(**{**usual, **values})


@pytest.fixture
def full(store: Store) -> Store:
    """A vault with a record of every type."""
    for each in one_of_each():
        if each.noun not in ("partner", "agreement"):
            # Kept as a draft, since no one record meets every rule of its type; shared as if not.
            store.save(attrs.evolve(each, draft=True))
    return store


def released(store: Store, kind: str, channel: str = "package", **values: Any) -> Release:
    partner = Partner(
        id="partner-x",
        name="Reader",
        recipient_kind=kind,
        recipients="age1pq1x",
        verified_on=Day("2026-01-05"),
    )
    partner = attrs.evolve(partner, fingerprint=card_of(partner).fingerprint)
    made = agreement(kind, **values)
    store.save(partner, made)
    ids = [record_id(kind.noun) for kind in KINDS]
    ours = [attrs.evolve(each, draft=False) for each in store.get_many(ids).values()]
    return prepare(store, made, ours, channel=channel)


def found_in(text: str, words: list[Planted]) -> list[str]:
    return sorted({each.path for each in words if each.word in text})


@pytest.mark.parametrize("kind", list(RecipientKind))
def test_what_leaves_to_no_one_leaves_to_no_one(full, kind):
    text = all_words(released(full, kind))

    stays = [e for e in planted() if e.data_class in NEVER or e.path.split(".")[-1] in OWN]
    assert len(stays) > 300
    assert found_in(text, stays) == []
    assert "Zeardplace" not in text


@pytest.mark.parametrize("kind", FORCES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_to_a_force_only_endorsed_guidance_leaves_where_nothing_is_made_for_it(full, kind, channel):
    made = released(full, kind, channel)

    text = all_words(made)
    assert [each.kind for each in made.records] == ["guidance"]
    assert found_in(text, [each for each in planted() if each.noun != "guidance"]) == []
    assert found_in(text, list(planted())) == ["guidance.summary", "guidance.title"]
    assert {each.rule for each in made.withheld} >= {"R25:force", "R25:which_force", "type:never"}


@pytest.mark.parametrize("kind", sorted(set(RecipientKind) - {"own-office", "leadership"}))
def test_no_name_of_a_person_leaves_but_to_leadership(full, kind):
    named = [each for each in planted() if each.data_class is DataClass.IDENTITY]
    assert found_in(all_words(released(full, kind)), named) == []


@pytest.mark.parametrize("kind", ["mission-civilian", "humanitarian-partner", "public"])
def test_our_reading_leaves_to_no_mission_and_no_partner(full, kind):
    read = [each for each in planted() if each.data_class is DataClass.ANALYSIS]
    assert len(read) > 30
    assert found_in(all_words(released(full, kind)), read) == []


def test_an_intermediary_has_no_trace_in_anything_that_leaves(full):
    made = released(full, "ocha")
    told = [each for each in made.records if each.kind == "intermediary"]

    assert told == []
    outside = {made.agreement.id}
    for each in made.records:
        for field in each.fields:
            if field.field.spec.kind in (Kind.LINK, Kind.LINKS) and field.leaves:
                targets = set(field.field.spec.target)
                assert targets != {"intermediary"}, field.name
    assert outside


def test_something_does_leave(full):
    made = released(full, "ocha")
    # The arrangement and the line are over, and nobody submitted the notification.
    elsewhere = {"arrangement", "message", "notification"}
    assert {each.kind for each in made.records} == {e.noun for e in KINDS if e.leaves} - elsewhere
    assert {each.rule for each in made.blocks} <= {"approval:needed"}
