"""A partner's key that changes or is revoked: remembered, named, and never trusted again."""

from __future__ import annotations

import pytest

from fieldapp.records.record import evolve
from fieldapp.records.registers import DataIncident, KeyChange
from fieldapp.services.aftercare.opened import opened_by, tell_by
from fieldapp.services.package import cards, keys, receipts
from fieldapp.services.package.errors import UnknownSenderError
from fieldapp.services.package.keys import RevokedKeyError
from fieldapp.services.package.opening import inbox, open_package
from fieldapp.services.sharing.release import prepare
from fieldapp.store.keys import station_keys
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day


def changes(store) -> list[KeyChange]:
    return list(store.records(Query("key_change")))


def other_card(name: str = "Protection Cluster") -> cards.Card:
    """New keys of the same partner."""
    from fieldapp.crypto import age, sshsig

    recipient = age.recipient_of(age.new_identity(age.HYBRID))
    return cards.Card(name, "", "", sshsig.public_line(bytes(range(1, 33))), (recipient,))


def test_a_new_card_is_not_verified_and_the_old_key_is_remembered_with_what_it_opens(pair):
    pair.seal()
    before = pair.sender.get(pair.partner.id)

    after = cards.change_keys(pair.sender, before, other_card())

    assert not cards.is_verified(after)
    (change,) = changes(pair.sender)
    assert (change.partner, change.why) == (before.id, "new_card")
    assert (change.old_fingerprint, change.new_fingerprint) == (
        before.fingerprint,
        after.fingerprint,
    )
    assert (change.was_verified, change.sealed_to_it) == ("yes", 1)
    assert len(opened_by(pair.sender, change).rows) == 1


def test_the_same_card_again_changes_nothing(pair):
    before = pair.sender.get(pair.partner.id)
    cards.change_keys(pair.sender, before, cards.card_of(before))
    assert changes(pair.sender) == []
    assert cards.is_verified(pair.sender.get(pair.partner.id))


def test_nothing_more_is_sealed_to_a_revoked_key(pair):
    keys.revoke(pair.sender, pair.sender.get(pair.partner.id), "lost")
    release = prepare(pair.sender, pair.agreement, pair.incidents())
    assert [each.rule for each in release.blocks if "recipients" in each.rule] == [
        "recipients:revoked"
    ]


def test_a_revoked_card_is_not_taken_again_by_anyone(pair):
    partner = pair.sender.get(pair.partner.id)
    card = cards.card_of(partner)
    keys.revoke(pair.sender, partner, "revoked")

    with pytest.raises(RevokedKeyError):
        cards.add_partner(pair.sender, card, verified=card.code)
    with pytest.raises(RevokedKeyError):
        cards.confirm(pair.sender, pair.sender.get(partner.id), card.code)
    assert pair.sender.get(partner.id).verified_on is None


def test_what_a_revoked_key_signed_is_refused_by_name_also_after_a_new_card(pair):
    package = pair.seal().path
    sender = next(iter(cards.partners(pair.receiver)))
    keys.revoke(pair.receiver, sender, "lost")
    with pytest.raises(RevokedKeyError):
        open_package(package, inbox(pair.receiver))

    cards.change_keys(pair.receiver, pair.receiver.get(sender.id), other_card("El Fasher"))
    with pytest.raises(RevokedKeyError):
        open_package(package, inbox(pair.receiver))


def test_a_key_that_was_only_replaced_is_unknown_not_revoked(pair):
    package = pair.seal().path
    sender = next(iter(cards.partners(pair.receiver)))
    cards.change_keys(pair.receiver, sender, other_card("El Fasher"))
    with pytest.raises(UnknownSenderError):
        open_package(package, inbox(pair.receiver))


def test_a_receipt_of_a_revoked_key_marks_nothing(pair):
    package = pair.seal().path
    receipt = receipts.write_receipt(pair.receiver, package, pair.folder)
    keys.revoke(pair.sender, pair.sender.get(pair.partner.id), "revoked")
    with pytest.raises(RevokedKeyError):
        receipts.read_receipt(pair.sender, receipt)


def test_a_lost_key_of_a_partner_opens_what_was_sealed_to_all_its_keys(pair):
    pair.seal()
    cards.change_keys(pair.sender, pair.sender.get(pair.partner.id), other_card())
    lost = DataIncident(
        title="Laptop lost",
        what="device_loss",
        keys="partner",
        partner=pair.partner.id,
        detected_on=Day("2026-03-05"),
        draft=True,
    )
    assert len(opened_by(pair.sender, lost).rows) == 1
    assert opened_by(pair.sender, evolve(lost, keys="none")).rows == ()


def test_those_concerned_are_told_as_soon_as_the_shortest_agreement_says(pair):
    pair.sender.save(evolve(pair.sender.get(pair.agreement.id), incident_hours=48))
    sealed = pair.seal()
    lost = DataIncident(
        keys="none", disclosure=sealed.disclosure.id, detected_on=Day("2026-03-05"), draft=True
    )
    assert tell_by(pair.sender, lost) == Day("2026-03-07")


def test_with_our_own_key_lost_everything_that_came_in_is_listed(pair):
    from fieldapp.services.package.importing import import_opened

    import_opened(pair.receiver, open_package(pair.seal().path, inbox(pair.receiver)))
    lost = DataIncident(keys="own", detected_on=Day("2026-03-05"), draft=True)
    assert len(opened_by(pair.receiver, lost).rows) == 1
    assert station_keys(pair.receiver.vault).signing_seed
