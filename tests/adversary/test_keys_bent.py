"""Keys that were lost, used where nobody thought of them: approvers, doubles, letters."""

from __future__ import annotations

import pytest

from fieldapp.records.record import evolve, new_id
from fieldapp.services.approving import taking
from fieldapp.services.approving.approvers import add_from_card, counting
from fieldapp.services.package import cards, keys, receipts
from fieldapp.services.package.keys import RevokedKeyError
from fieldapp.services.package.seal import reserve
from fieldapp.services.sharing.recheck import ChangedSinceError
from tests.approvals import SEED, approve, card, decide, signed
from tests.services.approving.conftest import clock, office
from tests.services.package.conftest import pair, receiver

__all__ = ["clock", "office", "pair", "receiver"]


def test_a_lost_key_of_a_partner_approves_nothing_any_more(office):
    """The head of office is a partner too, by the same card; their laptop was stolen."""
    store, made = office.store, card(SEED)
    partner = cards.add_partner(store, made, "ocha", made.code)
    decide(store, office.release())
    assert office.release().approved
    keys.revoke(store, partner, "lost")
    assert not office.release().approved
    assert counting(store) == ()
    with pytest.raises(RevokedKeyError):
        taking.take(store, signed(store, office.release()), office.release())
    with pytest.raises(RevokedKeyError):
        add_from_card(store, made, "Somebody else", verified=made.code)


def test_a_key_that_was_revoked_at_one_partner_is_good_at_no_other(pair):
    """The same card stands twice, as two offices share a station."""
    sender, partner = pair.sender, pair.partner
    twin = evolve(sender.get(partner.id), id=new_id(), name="Twin", ref="")
    sender.save(twin)
    path = pair.seal().path
    receipt = receipts.write_receipt(pair.receiver, path, pair.folder)
    keys.revoke(sender, sender.get(partner.id), "lost")
    with pytest.raises(RevokedKeyError):
        receipts.read_receipt(sender, receipt)
    assert not cards.is_verified(sender.get(twin.id))


def test_a_key_that_changes_between_preview_and_sealing_stops_it(office):
    release = approve(office.store, office.release())
    (partner,) = release.partners
    office.store.save(evolve(partner, recipients=card(b"2" * 32).recipients[0]))
    with pytest.raises(ChangedSinceError):
        reserve(office.store, release)
