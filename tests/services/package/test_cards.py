"""Cards, codes, and partners who are verified only for the keys that were compared."""

from __future__ import annotations

import json

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.crypto import age, sshsig
from fieldapp.services.package import cards, errors
from fieldapp.store.lists import Query

SEED = bytes(range(32))
FIXED = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa"


def test_the_code_of_fixed_keys_never_changes():
    key = sshsig.public_line(SEED)
    found = cards.fingerprint(key, (FIXED,))
    assert cards.digits(found) == "98957 20517 16209 39464 13280 01705 99900 15272"
    assert found == cards.fingerprint(f"{key} a comment", (FIXED,))


@given(st.integers(min_value=0, max_value=2**256 - 1))
def test_a_code_is_eight_groups_of_five(number):
    groups = cards.digits(f"{number:064x}").split(" ")
    assert [len(each) for each in groups] == [5] * 8
    assert int("".join(groups)) == number % 10**40


def test_the_order_of_recipients_does_not_change_the_code():
    other = age.recipient_of(age.new_identity(age.HYBRID))
    assert cards.fingerprint("", (FIXED, other)) == cards.fingerprint("", (other, FIXED))


def test_a_card_is_read_as_it_was_written(store):
    card = cards.read_card(cards.card_json(store))
    assert card == cards.own_card(store)
    assert (card.name, card.station) == ("El Fasher", "SDN")
    assert [age.recipient_type(each) for each in card.recipients] == ["hybrid", "x25519"]
    assert cards.card_json(store) == cards.card_json(store)


def _body(store, **changes) -> bytes:
    whole = json.loads(cards.card_json(store))
    whole["body"] = json.dumps({**json.loads(whole["body"]), **changes})
    return json.dumps(whole).encode()


def test_a_changed_card_is_refused(store):
    good = cards.card_json(store)
    key = sshsig.public_line(SEED)
    wrong = [
        b"",
        b"hello",
        good[:-20],
        good.replace(b"El Fasher", b"El Obeid"),
        good.replace(b"card/1", b"card/2"),
        _body(store, recipients=[FIXED]),
        _body(store, signing_key=key),
        json.dumps({**json.loads(good), "more": 1}).encode(),
        good + b" " * cards.MOST,
    ]
    for each in wrong:
        with pytest.raises(errors.CardError):
            cards.read_card(each)


def test_a_wrong_code_stores_nothing(store, receiver):
    card = cards.own_card(receiver)
    wrong = card.code[:-1] + str((int(card.code[-1]) + 1) % 10)
    for each in (wrong, card.code[:-1], "x", card.fingerprint):
        with pytest.raises(errors.WrongCodeError):
            cards.add_partner(store, card, verified=each)
    assert store.count(Query("partner")) == 0


def test_verified_only_by_code_and_only_for_these_keys(store, receiver):
    card = cards.own_card(receiver)
    partner = cards.add_partner(store, card)
    assert not cards.is_verified(partner)
    partner = cards.add_partner(store, card, verified=card.code.replace(" ", "-"))
    assert cards.is_verified(partner)
    assert store.count(Query("partner")) == 1
    # An edit of the key in a form leaves the date standing; it counts no longer.
    assert not cards.is_verified(evolve(partner, recipients=FIXED))
    assert not cards.is_verified(evolve(partner, signing_key=sshsig.public_line(SEED)))
    assert not cards.is_verified(evolve(partner, recipients=partner.recipients + "\nage1x"))
    ended = evolve(partner, ended_on=partner.verified_on)
    assert not cards.is_verified(ended)


def test_other_keys_unverify_until_their_code_is_compared(store, receiver):
    card = cards.own_card(receiver)
    partner = cards.add_partner(store, card, verified=card.code)
    other = evolve(card, recipients=(FIXED,))
    changed = cards.change_keys(store, partner, other)
    assert changed.id == partner.id
    assert (changed.verified_on, changed.code_digits) == (None, other.code)
    with pytest.raises(errors.WrongCodeError):
        cards.change_keys(store, changed, other, card.code)
    assert cards.is_verified(cards.change_keys(store, changed, other, other.code))


def test_our_own_card_is_no_partner(store):
    with pytest.raises(errors.CardError):
        cards.add_partner(store, cards.own_card(store))


def test_a_partner_by_hand_needs_usable_keys(store):
    with pytest.raises(errors.PartnerKeyError):
        cards.add_partner_by_hand(store, "Nobody", ())
    with pytest.raises(age.InvalidRecipientError):
        cards.add_partner_by_hand(store, "Typo", (FIXED[:-1] + "q",))
    with pytest.raises(sshsig.SignatureError):
        cards.add_partner_by_hand(store, "Typo", (FIXED,), "ssh-rsa AAAA")
    assert store.count(Query("partner")) == 0
    made = cards.add_partner_by_hand(store, "Legal aid", (FIXED,))
    assert made.code_digits == cards.digits(cards.fingerprint("", (FIXED,)))
