"""A disk that is full at any write: one sentence, nothing half-written, nothing lost.

The limit is on the size of a file of a process of its own, so that any writer of ours and of the
libraries meets it; and on the pages of the database, for a disk that fills in the middle.
"""

from __future__ import annotations

import json
import os
import sys

import pytest

from fieldapp.errors import FullDiskError
from fieldapp.records.actors import Actor
from fieldapp.services.stations import open_store
from fieldapp.store.lists import Query
from fieldapp.store.vault import Vault
from tests.bad_input.conftest import ZIKRA, incident
from tests.bad_input.door import listing, names, on_a_small_disk, refused

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits files as POSIX does")
KIB = 1024
TORTURE = bool(os.environ.get("FIELDAPP_TORTURE"))


def limits(*few: int) -> list[int]:
    """These, and many between them under torture."""
    more = range(min(few), max(few), 16 * KIB) if TORTURE else ()
    return sorted({*few, *more})


def full(said, before, after) -> None:
    refused(said, FullDiskError, ZIKRA)
    assert after == before


@pytest.mark.parametrize("limit", [0, 64 * KIB, 32 * KIB * KIB])
def test_new(tmp_path, limit):
    """Either no vault at all, or a whole one."""
    file = tmp_path / "passphrase"
    file.write_text("seven quiet herons")
    vault = tmp_path / "new.vault"
    words = ("--station", "SDN", "--name", "Zikra", "--passphrase-file", file)
    said = on_a_small_disk(limit, "new", vault, *words)
    if limit > 8 * KIB * KIB:
        assert said.status == 0, said.err
        return
    refused(said, FullDiskError, "Zikra")
    assert not vault.exists()


@pytest.mark.parametrize("limit", limits(0, 20 * KIB, 200 * KIB))
def test_add(two, limit):
    held, before = two.sender.kept(), names(two.folder)
    many = json.dumps([incident(n, narrative_confidential="x" * 9000) for n in range(40)])
    said = two.sender.full(limit, "add", "incident", "-", stdin=many)
    full(said, before, names(two.folder))
    assert two.sender.kept() == held


@pytest.mark.parametrize("limit", limits(0, 20 * KIB, 60 * KIB))
def test_share(two, limit):
    two.approve()
    held, before = two.sender.kept(), names(two.folder)
    out = two.folder / "out"
    said = two.sender.full(limit, "share", "--agreement", two.agreement, "--out", out)
    full(said, before, names(two.folder))
    two.sender.done("check")  # unlocking settles what was begun
    assert two.sender.kept().without_log == held.without_log
    assert "sealing" not in two.sender.kept().states.values()
    assert two.sender.done("share", "--agreement", two.agreement, "--out", out).out


@pytest.mark.parametrize("limit", limits(0, 20 * KIB))
def test_import_of_a_package(two, limit):
    held, before = two.receiver.kept(), names(two.folder)
    said = two.receiver.full(limit, "open", two.package, "--import")
    full(said, before, names(two.folder))
    assert two.receiver.kept() == held
    two.receiver.done("open", two.package, "--import")


@pytest.mark.parametrize("limit", limits(0, 2 * KIB))
def test_files_that_were_asked_for(two, limit):
    """A PDF, a card, an extraction, a receipt, a backup: whole or not there."""
    ref = two.sender.add("incident", incident(9))[0]
    before = listing(two.folder)
    out = two.folder / "asked"
    for desk, *words in (
        (two.sender, "print", ref, "--out", out),
        (two.sender, "card", "--out", out),
        (two.sender, "backup", "--out", out),
        (two.receiver, "open", two.package, "--extract", out),
        (two.receiver, "receipt", two.package, "--out", out),
    ):
        said = desk.full(limit, *words)
        if said.status == 0:
            assert limit
            out.unlink()  # it was small enough
            continue
        full(said, before, listing(two.folder))


@pytest.mark.parametrize("limit", [0, 300])
def test_a_new_passphrase(two, limit):
    new = two.folder / "new"
    new.write_text("another passphrase")
    before = listing(two.folder)
    said = two.sender.full(limit, "passphrase", "--new-passphrase-file", new)
    full(said, before, listing(two.folder))
    two.sender.done("check")


def test_restore(two, tmp_path):
    backup = two.folder / "backup"
    two.sender.done("backup", "--out", backup)
    before = listing(two.folder)
    secret = ("--passphrase-file", two.sender.passphrase_file)
    for limit in limits(0, 40 * KIB):
        said = on_a_small_disk(limit, "restore", backup, two.folder / "again.vault", *secret)
        full(said, before, listing(two.folder))


def test_a_table(two):
    held = two.sender.kept()
    file = two.folder / "rows.csv"
    rows = "".join(f"Zikra {n},killing,2025-01-01,{'x' * 500}\n" for n in range(400))
    file.write_text("title,act,happened,narrative_confidential\n" + rows)
    said = two.sender.full(200 * KIB, "import", file, "--as", "incident")
    refused(said, FullDiskError, "Zikra")
    assert two.sender.kept() == held


def fill(store, saved: list[str]) -> None:
    for number in range(1000):
        actor = Actor(name=f"Actor {number}", notes="x" * 2000)
        store.save(actor)
        saved.append(actor.id)


def test_a_database_that_can_grow_no_more_keeps_all_and_goes_on_when_there_is_room(station):
    """The disk fills in the middle of an evening: saved stays saved, unsaved says so."""
    with Vault.open(station.vault, station.key) as vault:
        store = open_store(vault)
        pages = vault.db.execute("PRAGMA page_count").fetchone()[0]
        vault.db.execute(f"PRAGMA max_page_count = {pages + 4}").fetchall()
        saved: list[str] = []
        with pytest.raises(FullDiskError):
            fill(store, saved)
        assert saved
        assert {each.id for each in store.records(Query("actor"))} == set(saved)
        vault.db.execute("PRAGMA max_page_count = 1000000").fetchall()
        store.save(Actor(name="After"))
    assert len(station.kept().ids["actor"]) == len(saved) + 1
