"""The main job on the sample stations: share, open, receipt, print, each step said in words."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from fieldapp.crypto import age
from fieldapp.records.counted import counted
from fieldapp.records.sharing import Agreement
from fieldapp.services import leaving
from fieldapp.services.adding import Reader
from fieldapp.services.demo import stations
from fieldapp.services.files import ExistsError, clear_errors, write_bytes
from fieldapp.services.package import cards, opening, receipts
from fieldapp.services.package.importing import import_opened
from fieldapp.services.sharing.release import prepare, select
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault

FORMAT = "fieldapp-demo/1"
MARK = "demo.json"
Say = Callable[[str], None]


@attrs.frozen
class Outside:
    """What a recipient has who has only age, unzip and ssh-keygen."""

    identity: Path
    allowed_signers: Path
    package: Path


@attrs.frozen
class Demo:
    """Where everything lies that the demo made."""

    vault: Path
    passphrase_file: Path
    partner_vault: Path
    partner_passphrase_file: Path
    approver_passphrase_file: Path
    agreement: str
    package: Path
    summary_pdf: Path
    outside: Outside

    def to_plain(self) -> dict[str, Any]:
        """As `demo --json` prints it: the words that scripts rely on."""
        return attrs.asdict(
            self,
            filter=lambda field, _: field.name != "approver_passphrase_file",
            value_serializer=lambda _, __, value: str(value) if isinstance(value, Path) else value,
        )


def remove_earlier(folder: Path) -> None:
    """Remove what an earlier demo made here; anything else is never touched."""
    mark = folder / MARK
    with clear_errors():
        if mark.is_file() and json.loads(mark.read_bytes()).get("format") == FORMAT:
            shutil.rmtree(folder)


def demo(folder: Path, say: Say, now: dt.datetime) -> Demo:
    """Make both stations in a new folder and do the main job; all that it writes is sample."""
    _begin(folder)
    say("Everything here is invented: the country, the people, the words.")
    ours = stations.make_vault(folder / "station.vault", stations.PASSPHRASE)
    theirs = stations.make_vault(folder / "partner.vault", stations.PARTNER_PASSPHRASE)
    with Vault.open(ours.folder, ours.key) as one, Vault.open(theirs.folder, theirs.key) as two:
        officer, reader, count = stations.settle_officer(one, now)
        say(f"A station with {count} records in {ours.folder}.")
        cluster = stations.settle_cluster(two)
        code = stations.exchange_cards(officer, cluster, reader.id_of("cluster"))
        say(f"The Protection Cluster in {theirs.folder}; cards exchanged, codes compared: {code}.")
        head, its_words = stations.settle_approver(officer, folder)
        say(f"{head.name} can approve here; their passphrase is in {its_words}.")
        agreement = _agreement(officer, reader.id_of("cluster-isp"))
        package = _share(officer, agreement, folder / "packages", say)
        _receive(officer, cluster, package, say)
        return Demo(
            vault=ours.folder,
            passphrase_file=ours.passphrase_file,
            partner_vault=theirs.folder,
            partner_passphrase_file=theirs.passphrase_file,
            approver_passphrase_file=its_words,
            agreement=agreement.ref,
            package=package,
            summary_pdf=_print(officer, reader.id_of("m01"), folder, say),
            outside=_outside(officer, reader, folder / "outside", say),
        )


def _begin(folder: Path) -> None:
    with clear_errors():
        if folder.exists() and any(folder.iterdir()):
            raise ExistsError
        folder.mkdir(parents=True, exist_ok=True)
        # First of all: a demo that was stopped half-way may be removed by the next one.
        (folder / MARK).write_text(json.dumps({"format": FORMAT}), encoding="utf-8")


def _agreement(store: Store, record_id: str) -> Agreement:
    found = store.get(record_id)
    assert isinstance(found, Agreement)
    return found


def _share(store: Store, agreement: Agreement, folder: Path, say: Say) -> Path:
    """Seal everything that the agreement lets leave; say what stays."""
    chosen = select(store, agreement)
    release = prepare(store, agreement, chosen)
    if release.needs_approval:
        approval = stations.approve_as_head(store, release)
        release = prepare(store, agreement, chosen)
        say(f"{approval.counts} of level {release.level.value}: approved by a second person.")
    folder.mkdir(exist_ok=True)
    sealed = leaving.seal_release(store, release, folder)
    fields = [field for each in release.records for field in each.fields]
    kept = sum(field.action == "kept" for field in fields)
    coarser = sum(field.action in ("coarsened", "replaced") for field in fields)
    say(f"Shared under {agreement.ref}, {agreement.title}:")
    say(
        f"  of {len(chosen)} records {len(release.records)} leave, {len(release.withheld)} stay; "
        f"{kept} fields as they are, {coarser} made coarser or replaced by codes, "
        f"{len(fields) - kept - coarser} left out."
    )
    say(f"  Sealed into {sealed.path}.")
    return sealed.path


def _receive(officer: Store, cluster: Store, package: Path, say: Say) -> None:
    """The partner opens, imports and acknowledges; the officer reads the receipt."""
    found = opening.open_package(package, opening.inbox(cluster))
    import_opened(cluster, found)
    counts = counted(found.manifest.counts)
    say(f"Opened by the partner: from {found.sender.name}, verified, number "
        f"{found.manifest.sequence}, {found.manifest.marking}; imported {counts}.")  # fmt: skip
    receipt = receipts.write_receipt_for(cluster, found, package.parent)
    receipts.read_receipt(officer, receipt)
    say(f"The receipt in {receipt} came back and marks the package as imported.")


def _print(store: Store, record_id: str, folder: Path, say: Say) -> Path:
    """The meeting summary for the own office."""
    summary = folder / "meeting-summary.pdf"
    write_bytes(summary, leaving.own_paper(store, store.get(record_id), "no-names"))
    say(f"A meeting summary without names, to print, in {summary}.")
    return summary


def _outside(store: Store, reader: Reader, folder: Path, say: Say) -> Outside:
    """The same for a recipient without FieldApp, under an agreement that allows older keys."""
    identity = stations.give_key(store, reader.id_of("monitor"), age.CLASSIC)
    stations.give_key(store, reader.id_of("rights"), age.HYBRID)
    folder.mkdir()
    key, signers = folder / "identity.txt", folder / "allowed_signers"
    write_bytes(key, f"{identity}\n".encode())
    write_bytes(signers, cards.allowed_signers(cards.own_card(store)).encode())
    package = _share(store, _agreement(store, reader.id_of("task-force")), folder, say)
    say(f"In {folder}: what a recipient needs who has only age, unzip and ssh-keygen.")
    say(f"  age -d -i {key} -o package.zip {package}")
    return Outside(key, signers, package)
