"""Officers at their laptops: each with a vault of its own, made once a run and copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp.records.record import evolve
from fieldapp.services.stations import open_store
from fieldapp.store.vault import Vault
from tests.journeys.officer import Officer
from ui.app import dress

PATIENCE_MS = 30_000
Seat = Callable[[Path], Officer]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Each journey begins in the light look; what it destroyed is gone after."""
    dress(dark=False)
    yield
    QApplication.clipboard().clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def seat(qtbot: QtBot) -> Iterator[Seat]:
    """Puts an officer before a vault's folder; who still sits there at the end goes home."""
    seated: list[Officer] = []

    def sit(folder: Path) -> Officer:
        officer = Officer(folder, lambda holds: qtbot.waitUntil(holds, timeout=PATIENCE_MS))
        seated.append(officer)
        return officer

    yield sit
    for officer in seated:
        officer.goes_home()
        officer.window.deleteLater()


@pytest.fixture
def officer(seat: Seat, made) -> Officer:
    """An officer before the locked vault of El Fasher."""
    return seat(made.folder)


@pytest.fixture
def cluster(seat: Seat, made, tmp_path: Path) -> Officer:
    """The partner's information officer, before a vault with keys of its own."""
    folder = tmp_path / "cluster.vault"
    shutil.copytree(made.folder, folder)
    with Vault.open(folder, made.key) as vault:
        store = open_store(vault)
        store.save(evolve(store.station(), station_code="PCS", name="Protection Cluster Sudan"))
    return seat(folder)
