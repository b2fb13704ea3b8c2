"""A station with something High to share, the vault of a head of office, and a clock between."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from fieldapp.crypto import age
from fieldapp.records.approvals import Approver
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Agreement
from fieldapp.services.approving.approvers import add_from_card
from fieldapp.services.package import cards
from fieldapp.services.sharing.levels import stored_level
from fieldapp.services.sharing.release import Release, prepare, select
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault
from fieldapp.vocab.days import Day
from tests.services.package.stations import agree, incident

NOON = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)


@attrs.define
class Clock:
    """A clock that a test sets."""

    now: dt.datetime = NOON

    def __call__(self) -> dt.datetime:
        return self.now

    def on(self, **span: float) -> None:
        """Time goes on."""
        self.now += dt.timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@attrs.frozen
class Office:
    """The sender's vault with an agreement and an incident, and the release of it."""

    store: Store
    agreement: Agreement
    clock: Clock
    folder: Path

    def release(self, **values: object) -> Release:
        """What would leave now; `values` change the record first."""
        (kept,) = select(self.store, self.agreement)
        if values:
            self.store.save(evolve(kept, **values))
            (kept,) = select(self.store, self.agreement)
        return prepare(self.store, self.agreement, [kept])


@pytest.fixture
def office(vault, clock, tmp_path) -> Office:
    store = Store(vault, clock=clock, level_of=stored_level)
    key = age.recipient_of(age.new_identity(age.HYBRID))
    code = cards.Card("Cluster", "", "", "", (key,)).code
    partner = cards.add_partner_by_hand(store, "Cluster", (key,), verified=code)
    found = agree(store, partner)
    store.save(incident(shows_source="no", happened=Day("2026-02-03")))
    return Office(store, found, clock, tmp_path)


@pytest.fixture
def head(made_once, tmp_path, clock) -> Iterator[Store]:
    """The vault of the head of office, who knows the sender's card."""
    folder = tmp_path / "head.vault"
    shutil.copytree(made_once.folder, folder)
    with Vault.open(folder, made_once.key) as vault:
        yield Store(vault, clock=clock, author="HO")


@pytest.fixture
def known(office, head) -> Approver:
    """Both know each other: cards exchanged, codes compared."""
    ours, theirs = cards.own_card(office.store), cards.own_card(head)
    cards.add_partner(head, ours, "ocha", ours.code)
    return add_from_card(office.store, theirs, "Head of office", "Head", theirs.code)
