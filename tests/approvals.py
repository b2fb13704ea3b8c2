"""A second person for tests: says yes to a release, as an approver of their own with a key."""

from __future__ import annotations

import json

import attrs

from fieldapp.crypto import age, sshsig
from fieldapp.records.approvals import Approval, Approver
from fieldapp.services.approving import statement, taking
from fieldapp.services.approving.approvers import add_from_card, approvers
from fieldapp.services.approving.asked import asked_of
from fieldapp.services.approving.standing import holds
from fieldapp.services.approving.statement import APPROVE, Signed
from fieldapp.services.package import cards
from fieldapp.services.sharing import blocks
from fieldapp.services.sharing.result import Release
from fieldapp.store.store import Store

SEED = bytes(range(32))
NAME = "Head of office"
NOTE = "A witness could be known by the hour; the day is left out."


def card(seed: bytes = SEED, name: str = NAME) -> cards.Card:
    """The card of a second person with this key."""
    recipients = (age.recipient_of(age.new_identity(age.HYBRID)),)
    return cards.Card(name, "", "", sshsig.public_line(seed), recipients, "2026-01-05")


def card_file(made: cards.Card, seed: bytes = SEED) -> bytes:
    """A card as it is handed out, signed by its own key."""
    body = json.dumps(attrs.asdict(made))
    signature = sshsig.sign(seed, body.encode(), cards.NAMESPACE)
    whole = {"format": cards.FORMAT, "body": body, "signature": signature}
    return json.dumps(whole).encode()


def second_person(store: Store, seed: bytes = SEED, name: str = NAME) -> Approver:
    """That person as this vault knows them: by a card whose code was compared."""
    key = sshsig.public_line(seed)
    for each in approvers(store):
        if each.signing_key == key:
            return each
    made = card(seed, name)
    return add_from_card(store, made, name, verified=made.code)


def signed(
    store: Store, release: Release, decision: str = APPROVE, seed: bytes = SEED, **other: object
) -> Signed:
    """What a second person signs on a release; `other` changes what the statement says."""
    approver = second_person(store, seed)
    asked = asked_of(store, release, release.note)
    said = taking.say(asked, approver.fingerprint, decision, "", store.now(), 3)
    return statement.sign(attrs.evolve(said, **other), seed)


def decide(store: Store, release: Release, decision: str = APPROVE) -> Approval:
    """The second person's decision, in the vault."""
    return taking.take(store, signed(store, release, decision), release, way="here")


def approve(store: Store, release: Release) -> Release:
    """The same release once a second person has said yes; unchanged where none is needed."""
    if not release.needs_approval:
        return release
    decide(store, release)
    rest = tuple(each for each in release.blocks if each.rule != blocks.APPROVAL)
    return attrs.evolve(release, blocks=rest, approved=holds(store, release.digest()))
