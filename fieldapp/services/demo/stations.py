"""The two sample stations: an officer's, with its records, and the Protection Cluster's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import attrs

from fieldapp.crypto import age
from fieldapp.records.approvals import Approval, Approver
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.records.station import Station
from fieldapp.services.adding import Reader
from fieldapp.services.approving import deciding
from fieldapp.services.approving.approvers import counting, set_up_here
from fieldapp.services.approving.slots import make_key
from fieldapp.services.approving.statement import APPROVE
from fieldapp.services.demo import country
from fieldapp.services.levelling import level_all
from fieldapp.services.package import cards
from fieldapp.services.sharing.release import prepare, select
from fieldapp.services.sharing.result import Release
from fieldapp.services.sharing.scanning.choices import CLEARED, REPLACED
from fieldapp.services.sharing.text_choices import asked_in, choose_hit
from fieldapp.services.stations import open_store
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault, create

PASSPHRASE = "sample only: seven herons cross the dry river"  # noqa: S105  # no secret
PARTNER_PASSPHRASE = "sample only: a lantern beside the olive press"  # noqa: S105  # no secret
APPROVER_PASSPHRASE = "sample only: nine kites above the salt pans"  # noqa: S105  # no secret
_WITH_CLUSTER = "cluster-isp"
HARM = (
    "A witness could be known by the day and the place; both are coarser here, names stay. "
    "Reprisal is least likely where only the cluster reads it."
)


@attrs.frozen
class SampleVault:
    """Where a sample vault lies and what opens it."""

    folder: Path
    passphrase_file: Path
    key: bytes = attrs.field(repr=False)


def make_vault(folder: Path, passphrase: str) -> SampleVault:
    """A new vault, and beside it the passphrase in a file, as no real vault may have it."""
    key, _ = create(folder, passphrase)
    file = folder.with_name(f"{folder.stem}-passphrase.txt")
    file.write_text(f"{passphrase}\n", encoding="utf-8")
    return SampleVault(folder, file, key)


def settle_officer(vault: Vault, now: dt.datetime) -> tuple[Store, Reader, int]:
    """Write the officer's station down: places, then every record of the invented country."""
    store = open_store(vault)
    country.gazetteer_into(store)
    station = Reader(store).read([(Station, country.station_entry())])[0]
    store.save(evolve(station, created_at=now - dt.timedelta(days=430)))
    store = open_store(vault)  # now written by the officer that the station names
    records, reader = country.read(store, now)
    store.save(*records)
    settled = store.station()
    assert settled is not None
    store.save(evolve(settled, protocol=reader.id_of("isp")))
    level_all(store)
    store.seal_due()
    answered = _answer_the_scan(store, reader.id_of(_WITH_CLUSTER))
    return store, reader, len(records) + 1 + answered


def _answer_the_scan(store: Store, agreement_id: str) -> int:
    """Two things that the scan found were looked at: one is just a word, the other was replaced."""
    agreement = store.get(agreement_id)
    assert isinstance(agreement, Agreement)
    release = prepare(store, agreement, select(store, agreement))
    alike = [each for each in asked_in(release) if each.may_clear][:2]
    for asked, choice in zip(alike, (CLEARED, REPLACED), strict=False):
        choose_hit(store, asked, choice, "word" if choice == CLEARED else "")
    return len(alike)


def settle_cluster(vault: Vault) -> Store:
    """The receiving side: a station without records yet."""
    store = open_store(vault)
    store.save(
        Station(
            station_code="PCM",
            name="Protection Cluster Marazine",
            organisation="Protection Cluster (invented)",
            officer="IMO-1",
            country="QZA",
            spoken="fr",
            utc_offset="+02:00",
        )
    )
    return open_store(vault)


def exchange_cards(officer: Store, cluster: Store, partner: str) -> str:
    """Each side takes the other's card and compares the 40 digits; return the officer's code."""
    theirs = cards.read_card(cards.card_json(cluster))
    ours = cards.read_card(cards.card_json(officer))
    known = officer.get(partner)
    assert isinstance(known, Partner)
    cards.change_keys(officer, known, theirs, cards.own_card(cluster).code)
    cards.add_partner(cluster, ours, "ocha", cards.own_card(officer).code)
    return ours.code


def give_key(officer: Store, partner: str, kind: str) -> str:
    """A recipient who has only the age program: their key by hand; return their identity."""
    identity = age.new_identity(kind)
    known = officer.get(partner)
    assert isinstance(known, Partner)
    card = cards.Card(known.name, known.organisation, "", "", (age.recipient_of(identity),))
    cards.change_keys(officer, known, card, card.code)
    return identity


def settle_approver(officer: Store, folder: Path) -> tuple[Approver, Path]:
    """A second person with a key of their own on the officer's laptop, and their passphrase."""
    file = folder / "approver-passphrase.txt"
    file.write_text(f"{APPROVER_PASSPHRASE}\n", encoding="utf-8")
    made = make_key(APPROVER_PASSPHRASE)
    return set_up_here(officer, "Sample head of office", "Head of sub-office", made), file


def approve_as_head(officer: Store, release: Release) -> Approval:
    """What the head of office would do on reading the summary: type the passphrase and agree."""
    (head,) = counting(officer)
    asked = deciding.ask_here(officer, release, head, HARM)
    return deciding.decide_here(officer, asked, APPROVER_PASSPHRASE, APPROVE)
