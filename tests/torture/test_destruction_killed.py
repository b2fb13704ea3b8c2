"""Killed while what came in is destroyed: it goes on at the next opening, and no word stays."""

from __future__ import annotations

import os
import random
import shutil
import sys

import pytest

from fieldapp.records.incidents import Incident
from fieldapp.services.receiving import destroying
from fieldapp.services.receiving.destroying import Order
from fieldapp.services.stations import open_store
from fieldapp.store.lists import Query
from fieldapp.store.vault import Vault
from tests.services.package.conftest import pair, receiver
from tests.services.receiving.coming import copies, entries
from tests.store.test_attachments import raw_pages
from tests.torture.test_kills import TIMES, watched

__all__ = ["pair", "receiver"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")
CANARY = "Xylotomous"
ORDER = Order("destroyed", "The day agreed has passed.", "Head of office")


def carry_out(folder, key) -> None:
    """Open, begin or go on, and end; as at the window after unlocking."""
    with Vault.open(folder, key) as vault:
        store = open_store(vault)
        begun = destroying.underway(store)
        if not begun and (held := entries_of(store)):
            begun = [destroying.begin(store, held[0], ORDER)]
        for each in begun:
            destroying.through(destroying.steps(store, each))


def entries_of(store):
    return [each for each in store.records(Query("received")) if each.state == "held"]


def dies_at(number: int, folder, key, tell=None) -> None:
    """In a child, which kills itself at its nth step."""
    child = os.fork()
    if child == 0:
        try:
            watched(number, tell)()
            carry_out(folder, key)
        finally:
            sys.setprofile(None)
            os._exit(0)
    os.waitpid(child, 0)


def test_it_goes_on_and_no_word_of_it_stays(pair, made_once, tmp_path, monkeypatch):
    monkeypatch.setattr(destroying, "_A_STEP", 2)
    sent = pair.incidents(5, narrative_shareable=f"{CANARY} fell on the market.")
    pair.receive(pair.seal(*sent).path)
    # A record of our own that links to what goes.
    tied = (copies(pair)[0].id,)
    pair.receiver.save(Incident(title="Ours", act="killing", related=tied, draft=True))
    pair.receiver.vault.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert CANARY.encode() in raw_pages(pair.receiver)
    held = entries(pair)[0]
    original = pair.receiver.vault.folder

    def fresh(name):
        folder = tmp_path / f"{name}.vault"
        shutil.copytree(original, folder)
        return folder

    tell = tmp_path / "steps"
    dies_at(0, fresh("count"), made_once.key, tell)
    for number in random.Random(7).sample(range(1, int(tell.read_text())), TIMES):
        folder = fresh(f"killed-{number}")
        dies_at(number, folder, made_once.key)
        carry_out(folder, made_once.key)
        with Vault.open(folder, made_once.key) as vault:
            store = open_store(vault)
            assert store.get(held.id).state == "destroyed"
            assert destroying.underway(store) == []
            assert store.count(Query("incident", received=True)) == 0
            assert store.count(Query("destruction")) == 1
            (own,) = store.records(Query("incident"))
            assert own.title == "Ours"
            vault.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            assert CANARY.encode() not in raw_pages(store), number
            assert CANARY.lower().encode() not in raw_pages(store), number
