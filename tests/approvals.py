"""A second person for tests: says yes to a release, as an approver of their own with a key."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from fieldapp.crypto import age, sshsig
from fieldapp.records.approvals import Approval, Approver
from fieldapp.services.approving import statement, taking
from fieldapp.services.approving.approval_file import write_approval
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


def card_in(folder: Path) -> tuple[Path, str]:
    """The second person's card as a file, and its 40 digits, for commands."""
    made, path = card(), folder / "approver.card"
    path.write_bytes(card_file(made))
    return path, made.code


def file_in(
    folder: Path, fingerprint: str, agreement: str, release: str, decision: str = APPROVE
) -> Path:
    """The second person's word on a release of this id as a file in the open, for commands."""
    now = dt.datetime.now(dt.UTC)
    said = statement.Statement(
        id=statement.new_id(),
        release=release,
        agreement=agreement,
        level="",
        counts={},
        decision=decision,
        note="",
        seen="",
        decided_at=now,
        expires_at=statement.end_of(now, 3),
        approver=fingerprint,
        sender="",
    )
    return write_approval(statement.sign(said, SEED), (), folder / f"approval-{said.id[:8]}.json")


def approved_share(
    run: Callable[..., Any], folder: Path, ref: str, *words: object
) -> tuple[str, Path]:
    """By commands: `--approval F` for what `share` would let leave; `run` is a vault's commands."""
    path, code = card_in(folder)
    added = run("approver add", path, "--name", NAME, "--verified", code, "--json").json
    looked = run("share", "--agreement", ref, "--dry-run", "--json", *words).json
    made = file_in(folder, added["fingerprint"], ref, looked["release"])
    path.unlink()
    return "--approval", made
