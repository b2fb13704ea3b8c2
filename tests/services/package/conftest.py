"""Two stations that know each other, and an agreement between them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from fieldapp.records.record import evolve
from fieldapp.records.station import Station
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault
from tests.services.package.stations import Pair, agree, compare


@pytest.fixture
def receiver(made_once, tmp_path) -> Iterator[Store]:
    """A second station, from the same vault made once, with keys of its own."""
    folder = tmp_path / "cluster.vault"
    shutil.copytree(made_once.folder, folder)
    with Vault.open(folder, made_once.key) as vault:
        store = Store(vault)
        station = store.station()
        assert isinstance(station, Station)
        store.save(evolve(station, name="Protection Cluster", station_code="PCL"))
        yield store


@pytest.fixture
def pair(store, receiver, tmp_path) -> Pair:
    partner = compare(store, receiver)
    compare(receiver, store)
    folder = tmp_path / "out"
    folder.mkdir()
    return Pair(store, receiver, agree(store, partner), partner, folder)
