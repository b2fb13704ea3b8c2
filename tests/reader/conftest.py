"""What tests of the reader stand on: the page as built here, Chromium, and a package for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fieldapp.records.record import evolve
from fieldapp.records.station import Station
from fieldapp.services.package import cards
from fieldapp.store.keys import station_keys
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault
from tests.conftest import MadeVault
from tests.reader.chromium import Chromium, Tab
from tests.services.package.stations import Pair, agree, compare

ROOT = Path(__file__).resolve().parent.parent.parent
READER = ROOT / "resources" / "reader"


def build(out: Path, *more: str) -> Path:
    """Run the build; it never downloads, so it skips where the modules are not there."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed here, so the reader cannot be built or tested")
    modules = Path(
        os.environ.get("FIELDAPP_READER_MODULES", ROOT / ".make" / "reader" / "node_modules")
    )
    if not (modules / "age-encryption").is_dir():
        pytest.skip("the reader's modules are not installed here: `make reader` installs them")
    command = [node, str(READER / "build.mjs"), str(modules), str(out), *more]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, built for this run."""
    return build(tmp_path_factory.mktemp("reader") / "reader.html")


@pytest.fixture(scope="session")
def core(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything but the page, as one module for Node."""
    return build(tmp_path_factory.mktemp("core") / "core.mjs", "--core")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """One browser for all tests of a run; each has a page of its own."""
    browser = Chromium(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.close()


@pytest.fixture
def tab(page: Path, chromium: Chromium) -> Iterator[Tab]:
    """The page, open in the browser."""
    with chromium.tab(page) as shown:
        yield shown


@pytest.fixture(scope="module")
def pair(made_once: MadeVault, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """A sender, and a station whose keys are those of the person at the browser."""
    place = tmp_path_factory.mktemp("pair")
    for name in ("sender", "receiver"):
        shutil.copytree(made_once.folder, place / name)
    (place / "out").mkdir()
    with (
        Vault.open(place / "sender", made_once.key) as here,
        Vault.open(place / "receiver", made_once.key) as there,
    ):
        sender, receiver = Store(here), Store(there)
        station = receiver.station()
        assert isinstance(station, Station)
        receiver.save(evolve(station, name="Legal aid", station_code="LAW"))
        partner = compare(sender, receiver)
        compare(receiver, sender)
        yield Pair(sender, receiver, agree(sender, partner), partner, place / "out")


@attrs.frozen
class Person:
    """What the person with the browser has on a stick."""

    keys: Path
    signing: Path
    card: Path
    package: Path
    code: str


@pytest.fixture(scope="module")
def person(pair) -> Person:
    return person_of(pair, pair.seal().path)


def person_of(pair: Pair, package: Path) -> Person:
    """Keys, signing key and the sender's card as files."""
    keys = station_keys(pair.receiver.vault)
    stick = pair.folder.parent / "stick"
    stick.mkdir(exist_ok=True)
    written = {
        "keys.txt": f"# made here\n{keys.hybrid}\n{keys.classic}\n".encode(),
        "signing": open_ssh(keys.signing_seed),
        "card.json": cards.card_json(pair.sender),
    }
    for name, content in written.items():
        (stick / name).write_bytes(content)
    paths = [stick / name for name in written]
    return Person(*paths, package, cards.own_card(pair.sender).code)


def open_ssh(seed: bytes) -> bytes:
    """A signing key as ssh-keygen writes it."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.OpenSSH, forms.NoEncryption())
