"""The approver sits down at the officer's laptop: own key slot, own passphrase."""

from __future__ import annotations

import pytest

from fieldapp.crypto import sshsig
from fieldapp.records.approvals import Approver
from fieldapp.services.approving import deciding, slots
from fieldapp.services.approving.approvers import counting, end, set_up_here
from fieldapp.services.approving.errors import (
    ClosedError,
    NoKeyHereError,
    RanOutError,
    WrongApproverPassphraseError,
)
from fieldapp.services.approving.slots import NewKey
from fieldapp.services.approving.standing import holds
from fieldapp.services.approving.statement import APPROVE, REFUSE
from fieldapp.store.keys import station_keys
from tests.approvals import second_person
from tests.conftest import LEAST

WORDS = "nine kites above the salt pans"
HARM = "A witness could be known by the day."


@pytest.fixture(scope="module")
def new_key() -> NewKey:
    """A key in its slot; derived once, with the least work that a slot accepts."""
    return slots.make_key(WORDS, LEAST)


@pytest.fixture
def head_here(office, new_key) -> Approver:
    return set_up_here(office.store, "Head of office", "Head", new_key)


def test_they_read_type_their_passphrase_and_it_holds(office, head_here):
    asked = deciding.ask_here(office.store, office.release(), head_here, HARM)
    approved = deciding.decide_here(office.store, asked, WORDS, APPROVE, "Go")

    assert (approved.id, approved.state, approved.words) == (asked.id, "approved", "Go")
    assert approved.way == "here"
    assert office.release().approved
    assert head_here.verified_on is not None
    assert counting(office.store) == (head_here,)


def test_a_refusal_says_why(office, head_here):
    asked = deciding.ask_here(office.store, office.release(), head_here, HARM)
    refused = deciding.decide_here(office.store, asked, WORDS, REFUSE, "The day shows the witness.")
    assert (refused.state, refused.words) == ("refused", "The day shows the witness.")
    assert not office.release().approved


def test_the_vaults_passphrase_is_not_theirs_and_closed_or_late_is_not_decided(
    office, head_here, made_once
):
    asked = deciding.ask_here(office.store, office.release(), head_here, HARM)
    with pytest.raises(WrongApproverPassphraseError):
        deciding.decide_here(office.store, asked, made_once.passphrase, APPROVE)
    assert office.store.get(asked.id).state == "asked"
    done = deciding.decide_here(office.store, asked, WORDS, APPROVE)
    with pytest.raises(ClosedError):
        deciding.decide_here(office.store, done, WORDS, REFUSE)
    second = deciding.ask_here(office.store, office.release(), head_here, HARM)
    office.clock.on(days=4)
    with pytest.raises(RanOutError):
        deciding.decide_here(office.store, second, WORDS, APPROVE)


def test_the_key_lies_in_the_vault_only_wrapped_and_is_not_the_stations(office, new_key, head_here):
    key = station_keys(office.store.vault).signing_seed
    assert new_key.signing_key != sshsig.public_line(key)
    kept = office.store.vault.get(f"approver_slot/{head_here.id}")
    assert kept == new_key.slot
    assert head_here.signing_key in (new_key.signing_key,)
    files = [each for each in office.store.vault.folder.iterdir() if each.suffix == ".json"]
    assert not any(b"approver" in each.read_bytes() for each in files)


def test_a_slot_opens_as_no_other_approvers(office, new_key, head_here):
    other = slots.make_key(WORDS, LEAST)
    mixed = new_key.slot.replace(
        new_key.slot.split('"vault":"')[1][:32], other.slot.split('"vault":"')[1][:32]
    )
    slots.keep(office.store.vault, head_here.id, mixed)
    asked = deciding.ask_here(office.store, office.release(), head_here, HARM)
    with pytest.raises(WrongApproverPassphraseError):
        deciding.decide_here(office.store, asked, WORDS, APPROVE)


def test_who_has_a_card_alone_cannot_decide_here_and_an_ended_key_is_gone(office, head_here):
    by_card = second_person(office.store)
    with pytest.raises(NoKeyHereError):
        deciding.ask_here(office.store, office.release(), by_card, HARM)
    gone = end(office.store, head_here)
    with pytest.raises(NoKeyHereError):
        slots.slot_of(office.store.vault, gone.id)


def test_another_passphrase_for_the_same_key(office, new_key, head_here):
    again = slots.change_passphrase(new_key.slot, WORDS, "a lantern beside the olive press", LEAST)
    assert again.signing_key == new_key.signing_key
    slots.keep(office.store.vault, head_here.id, again.slot)
    asked = deciding.ask_here(office.store, office.release(), head_here, HARM)
    with pytest.raises(WrongApproverPassphraseError):
        deciding.decide_here(office.store, asked, WORDS, APPROVE)
    deciding.decide_here(office.store, asked, "a lantern beside the olive press", APPROVE)
    assert holds(office.store, asked.digest)
