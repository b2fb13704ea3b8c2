"""What every test may use: folders of real data, and a vault made once and copied."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from fieldapp.crypto.keyslots import Derivation
from fieldapp.records.station import Station
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault, create

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
LEAST = Derivation(memory_kib=64 * 1024, passes=1, lanes=1)
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public data beside the checkout; a test skips where it is not there."""
    folder = Path(os.environ.get("FIELDAPP_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no shared data folder at {folder.name}: set FIELDAPP_SHARED to run this")
    return folder


PASSPHRASE = "seven quiet herons cross the wadi"


@attrs.frozen
class MadeVault:
    """A vault with a station in it, and what opens it."""

    folder: Path
    key: bytes = attrs.field(repr=False)
    recovery_key: str = attrs.field(repr=False)
    passphrase: str = PASSPHRASE


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeVault:
    """A vault derived once a run, with the least work that a vault accepts; never opened again."""
    folder = tmp_path_factory.mktemp("made") / "station.vault"
    key, recovery_key = create(folder, PASSPHRASE, derivation=LEAST)
    with Vault.open(folder, key) as vault:
        Store(vault).save(
            Station(
                station_code="SDN",
                name="El Fasher",
                officer="AB",
                country="SDN",
                utc_offset="+02:00",
            )
        )
    return MadeVault(folder, key, recovery_key)


@pytest.fixture
def made(made_once: MadeVault, tmp_path: Path) -> MadeVault:
    """A copy of the vault for this test alone."""
    folder = tmp_path / "station.vault"
    shutil.copytree(made_once.folder, folder)
    return attrs.evolve(made_once, folder=folder)


@pytest.fixture
def vault(made: MadeVault) -> Iterator[Vault]:
    """The copy, open."""
    with Vault.open(made.folder, made.key) as opened:
        yield opened


@pytest.fixture
def store(vault: Vault) -> Store:
    """The records of the copy."""
    return Store(vault)
