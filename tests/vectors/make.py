"""Make the files of the present formats, once a release: `python -m tests.vectors.make VERSION`.

A folder that is there is never written again: what was released must open for ever.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from fieldapp.crypto.keyslots import Derivation
from fieldapp.records.actors import Actor
from fieldapp.records.incidents import Incident
from fieldapp.records.sharing import Agreement
from fieldapp.records.station import Station
from fieldapp.services import leaving
from fieldapp.services.backup import backup
from fieldapp.services.package import cards, receipts
from fieldapp.services.package.importing import import_opened
from fieldapp.services.package.opening import inbox, open_package
from fieldapp.services.sharing.release import prepare, select
from fieldapp.services.stations import open_store
from fieldapp.store.keys import station_keys
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault, create
from fieldapp.vocab.days import Day
from tests.approvals import approve

HERE = Path(__file__).resolve().parent
PASSPHRASE = "vectors only: nine storks above the reed bed"
# The least work that a vault accepts: these files hold nothing, and tests open them often.
LEAST = Derivation(memory_kib=64 * 1024, passes=1, lanes=1)


def make(folder: Path) -> None:
    """Write every file of the release into a new folder."""
    folder.mkdir()
    with tempfile.TemporaryDirectory() as beside:
        key, recovery = create(folder / "station.vault", PASSPHRASE, derivation=LEAST)
        other, _ = create(Path(beside) / "other.vault", PASSPHRASE, derivation=LEAST)
        one, two = (
            Vault.open(folder / "station.vault", key),
            Vault.open(Path(beside) / "other.vault", other),
        )
        with one, two:
            expected = _job(_begun(one, "QZA", "Dar Meloud"), _begun(two, "PCM", "Cluster"), folder)
    _small_backup(folder)
    for name in ("reserve", "lock"):
        (folder / "station.vault" / name).unlink()
    _text(folder / "passphrase.txt", PASSPHRASE)
    _text(folder / "recovery-key.txt", recovery)
    _text(folder / "expected.json", json.dumps(expected, indent=1, ensure_ascii=False))


def _begun(vault: Vault, code: str, name: str) -> Store:
    store = open_store(vault)
    store.save(Station(station_code=code, name=name, officer="AB", utc_offset="+02:00"))
    return open_store(vault)


def _job(ours: Store, theirs: Store, folder: Path) -> dict[str, object]:
    """The main job between the two, each file of it kept."""
    (folder / "station.card").write_bytes(cards.card_json(ours))
    card, own = cards.read_card(cards.card_json(theirs)), cards.own_card(ours)
    partner = cards.add_partner(ours, card, "humanitarian-partner", card.code)
    cards.add_partner(theirs, own, "ocha", own.code)
    ours.save(Incident(**_INCIDENT))
    agreement = Agreement(recipients=(partner.id,), **_AGREEMENT)
    ours.save(agreement)
    saved = ours.get(agreement.id)
    assert isinstance(saved, Agreement)
    release = approve(ours, prepare(ours, saved, select(ours, saved)))
    sealed = leaving.seal_release(ours, release, folder)
    opened = open_package(sealed.path, inbox(theirs))
    import_opened(theirs, opened)
    receipts.write_receipt_for(theirs, opened, folder / "receipt.age")
    sealed.path.rename(folder / "package.age")
    _text(folder / "identity.txt", station_keys(theirs.vault).hybrid)
    return {
        "code": own.code,
        "incident": _INCIDENT["title"],
        "confidential": _INCIDENT["narrative_confidential"],
        "manifest": opened.manifest_hash,
        "package": opened.manifest.id,
        "disclosure": sealed.disclosure.ref,
        "counts": dict(opened.manifest.counts),
    }


def _small_backup(folder: Path) -> None:
    """Of a vault with two types of record only, so that it stays small."""
    with tempfile.TemporaryDirectory() as beside:
        key, _ = create(Path(beside) / "small.vault", PASSPHRASE, derivation=LEAST)
        with Vault.open(Path(beside) / "small.vault", key) as vault:
            store = Store(vault, (Station, Actor))
            store.save(Station(station_code="QZA", name="Dar Meloud"), Actor(name="Reed Guard"))
            backup(vault, folder / "backup.fieldapp", store.now())


def _text(path: Path, words: str) -> None:
    path.write_text(f"{words}\n", encoding="utf-8")


_INCIDENT = {
    "title": "Shells on the market of النخيل",
    "act": "killing",
    "happened": Day("2025-11-02"),
    "narrative_confidential": "Told by nobody; invented.",
    "narrative_shareable": "Shells fell on a market.",
    "shows_source": "no",
}
_AGREEMENT = {
    "title": "Invented protocol",
    "instrument": "cluster_dpisp",
    "recipient_kind": "humanitarian-partner",
    "purpose": "To open it in ten years",
    "record_types": ("incident",),
    "included_classes": ("event", "count", "place", "time", "shareable_text"),
    "highest_sensitivity": "high",
    "signed_on": Day("2025-01-01"),
    "valid_from": Day("2025-01-01"),
    "valid_until": Day("2090-01-01"),
    "keep_until": Day("2090-01-01"),
}

if __name__ == "__main__":
    target = HERE / sys.argv[1]
    try:
        make(target)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
