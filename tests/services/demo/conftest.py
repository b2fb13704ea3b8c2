"""The demo made once for all tests of it, by the command that users type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from fieldapp.services.demo import country, job
from fieldapp.services.stations import open_store
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault, unlock


@attrs.frozen
class Ran:
    folder: Path
    made: job.Demo
    said: tuple[str, ...]
    now: dt.datetime


@pytest.fixture(scope="session")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder, said, now = tmp_path_factory.mktemp("demo") / "out", list[str](), country.now()
    return Ran(folder, job.demo(folder, said.append, now), tuple(said), now)


def _opened(vault: Path, passphrase_file: Path) -> Iterator[Store]:
    key = unlock(vault, passphrase_file.read_text(encoding="utf-8"))
    with Vault.open(vault, key) as opened:
        yield open_store(opened)


@pytest.fixture(scope="session")
def officer(ran: Ran) -> Iterator[Store]:
    yield from _opened(ran.made.vault, ran.made.passphrase_file)


@pytest.fixture(scope="session")
def cluster(ran: Ran) -> Iterator[Store]:
    yield from _opened(ran.made.partner_vault, ran.made.partner_passphrase_file)
