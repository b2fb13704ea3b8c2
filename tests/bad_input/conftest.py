"""Two desks that know each other, an agreement, a package between them, and commands on them."""

from __future__ import annotations

import shutil
from pathlib import Path

import attrs
import pytest

from tests.approvals import approved_share
from tests.bad_input.door import Desk

ZIKRA = "Zikrabanufel"  # stands in every record here, and must never stand in an error


@attrs.frozen
class Two:
    """A sender and a receiver, with what lies between them."""

    sender: Desk
    receiver: Desk
    agreement: str
    partner: str
    package: Path
    folder: Path

    @property
    def card(self) -> Path:
        return self.folder / "sender.card"

    def approve(self, *words: object) -> None:
        """A second person's word on what `share` would let leave now, taken into the vault."""
        approve(self.sender, self.folder, self.agreement, *words)


def approve(sender: Desk, folder: Path, agreement: str, *words: object) -> None:
    yes = approved_share(sender.done, folder, agreement, *words)
    sender.done("share", "--agreement", agreement, *yes, "--dry-run", *words)
    yes[1].unlink()


TERMS = {
    "title": f"Protocol {ZIKRA}",
    "instrument": "cluster_dpisp",
    "recipient_kind": "humanitarian-partner",
    "purpose": "Protection analysis",
    "record_types": ["incident"],
    "included_classes": ["event", "count", "place", "time", "shareable_text", "administrative"],
    "highest_sensitivity": "high",
    "valid_from": "2025-01-01",
    "valid_until": "2090-01-01",
    "keep_until": "2090-06-30",
}


def incident(number: int = 1, **values: object) -> dict[str, object]:
    """An incident that may leave."""
    return {
        "title": f"Market shelled {number}",
        "act": "killing",
        "happened": "2025-11-02",
        "killed": {"women": 3},
        "narrative_confidential": f"{ZIKRA} told us {number}",
        "narrative_shareable": "Shells fell on the market.",
        "shows_source": "no",
        **values,
    }


def desk(folder: Path, key: bytes, passphrase: str) -> Desk:
    file = folder.with_suffix(".passphrase")
    file.write_text(passphrase + "\n", encoding="utf-8")
    return Desk(folder, key, file)


def exchange(here: Desk, there: Desk, folder: Path) -> str:
    """Take the other's card with its code, by command; return the partner's reference."""
    card = folder / f"{there.vault.stem}.card"
    code = there.done("card", "--out", card).err.strip()
    return here.done("partner add", card, "--verified", code).last


@pytest.fixture(scope="session")
def two_once(made_once, tmp_path_factory) -> Two:
    """Made once a run: cards exchanged, two incidents, an agreement, a package on its way."""
    folder = tmp_path_factory.mktemp("between")
    desks = []
    for name in ("sender", "receiver"):
        shutil.copytree(made_once.folder, folder / f"{name}.vault")
        desks.append(desk(folder / f"{name}.vault", made_once.key, made_once.passphrase))
    sender, receiver = desks
    partner = exchange(sender, receiver, folder)
    exchange(receiver, sender, folder)
    sender.add("incident", incident(1), incident(2))
    agreement = sender.agree(**TERMS, recipients=[partner])
    out = folder / "out"
    approve(sender, folder, agreement)
    shared = sender.done("share", "--agreement", agreement, "--out", out, "--json").json
    return Two(sender, receiver, agreement, partner, Path(shared["file"]), folder)


@pytest.fixture
def two(two_once: Two, tmp_path: Path) -> Two:
    """A copy for this test alone."""
    folder = tmp_path / "between"
    shutil.copytree(two_once.folder, folder)

    def here(path: Path) -> Path:
        return folder / path.relative_to(two_once.folder)

    def moved(each: Desk) -> Desk:
        return Desk(here(each.vault), each.key, here(each.passphrase_file))

    return attrs.evolve(
        two_once,
        sender=moved(two_once.sender),
        receiver=moved(two_once.receiver),
        package=here(two_once.package),
        folder=folder,
    )


@pytest.fixture
def station(made, tmp_path) -> Desk:
    """One desk with nothing but its station."""
    return desk(made.folder, made.key, made.passphrase)
