"""Sharing 10,000 records with every check, and sealing them into a package."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import attrs

from fieldapp.crypto import age, sshsig
from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement
from fieldapp.services import leaving
from fieldapp.services.approving import taking
from fieldapp.services.approving.approvers import add_from_card
from fieldapp.services.approving.asked import read as read_asked
from fieldapp.services.approving.statement import APPROVE, sign
from fieldapp.services.bench.corpus import Made
from fieldapp.services.bench.memory import peak_above_base
from fieldapp.services.bench.rows import Row, milliseconds, row
from fieldapp.services.package.cards import Card, add_partner_by_hand
from fieldapp.services.sharing.blocks import APPROVAL
from fieldapp.services.sharing.release import Release, prepare
from fieldapp.services.stations import open_store
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault
from fieldapp.vocab.days import Day

RECORDS = 10_000


def rows(made: Made, folder: Path) -> Iterator[Row]:
    """From the selection to the file."""
    with Vault.open(made.folder, made.key) as vault:
        store = open_store(vault)
        agreement = _agreement(store)
        chosen = list(store.records(Query("incident", limit=RECORDS)))
        out = folder / "out"
        out.mkdir()
        taken: list[float] = []

        def share() -> None:
            taken.append(milliseconds(_share, store, agreement, chosen, out))

        peak = peak_above_base(share)
        yield row(f"share {len(chosen)} records, sealed", taken[0] / 1000, "s", at_most=3)
        if peak is not None:
            yield row(f"share {len(chosen)} records, memory", peak, "MiB", at_most=200)


def _share(store: Store, agreement: Agreement, chosen: list[Record], out: Path) -> None:
    release = prepare(store, agreement, chosen)
    leaving.seal_release(store, _approved(store, release), out)


def _approved(store: Store, release: Release) -> Release:
    """Approved by a second person with a key of their own, who reads no longer than this takes."""
    seed = sshsig.new_seed()
    card = Card("Second person", "", "", sshsig.public_line(seed), ())
    approver = add_from_card(store, card, card.name, verified=card.code)
    approval = taking.ask(store, release, approver, "To measure.")
    asked, _ = read_asked(approval.statement)
    said = taking.say(asked, card.fingerprint, APPROVE, "", store.now(), 1)
    taking.take(store, sign(said, seed))
    rest = tuple(each for each in release.blocks if each.rule != APPROVAL)
    return attrs.evolve(release, blocks=rest, approved=True)


def _agreement(store: Store) -> Agreement:
    key = age.recipient_of(age.new_identity(age.HYBRID))
    code = Card("Bench", "", "", "", (key,)).code
    partner = add_partner_by_hand(store, "Bench", (key,), verified=code)
    today = store.now().date()
    agreement = Agreement(
        title="Bench",
        instrument="bilateral_dsa",
        recipient_kind=partner.recipient_kind,
        recipients=(partner.id,),
        purpose="To measure.",
        record_types=("incident",),
        included_classes=(
            "event",
            "count",
            "place",
            "time",
            "role",
            "shareable_text",
            "administrative",
        ),
        highest_sensitivity="severe",
        lowest_admin_level="adm1",
        date_precision="month",
        signed_on=Day(today.isoformat()),
        valid_from=Day(today.isoformat()),
        valid_until=Day((today + dt.timedelta(days=30)).isoformat()),
        keep_until=Day((today + dt.timedelta(days=60)).isoformat()),
    )
    store.save(agreement)
    found = store.get(agreement.id)
    assert isinstance(found, Agreement)
    return found
