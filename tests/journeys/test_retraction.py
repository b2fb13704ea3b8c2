"""Taken back at the window of one station, marked at the other, answered, and shown where it began.

Two real vaults: what lies between them is files only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QTableView, QTabWidget
from pytestqt.qtbot import QtBot

from fieldapp.crypto import age
from fieldapp.crypto.age_errors import AgeNoMatchError
from fieldapp.records.aftercare import Recall
from fieldapp.records.incidents import Incident
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.services.leaving import seal_release
from fieldapp.services.package.importing import import_opened
from fieldapp.services.package.opening import inbox, open_package
from fieldapp.services.package.receipts import imported_as, write_receipt_of
from fieldapp.services.receiving.answers import Given, answer
from fieldapp.services.sharing.release import prepare
from fieldapp.store.keys import station_keys
from fieldapp.store.store import Query, Store
from fieldapp.vocab.days import Day
from tests.approvals import approve
from tests.ui.desks import Desk, agreement, exchange_cards, incident, open_desk, second_station

WORDS = "Which market was it?"


@pytest.fixture
def cluster(made, tmp_path: Path) -> Iterator[Store]:
    with second_station(made, tmp_path) as store:
        yield store


@pytest.fixture
def partner(store: Store, cluster: Store) -> Partner:
    return exchange_cards(store, cluster)


@pytest.fixture
def desk(store: Store, qtbot: QtBot) -> Iterator[Desk]:
    with open_desk(store, qtbot) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def seal(store: Store, under: Agreement, *records: Incident, to: Path) -> Path:
    release = approve(store, prepare(store, under, records))
    assert release.blocks == ()
    return seal_release(store, release, to).path


def receive(cluster: Store, path: Path, folder: Path, *answers: Given) -> Path:
    """Import a package, answer each of its records, and write the receipt."""
    opened = open_package(path, inbox(cluster))
    import_opened(cluster, opened)
    entry = imported_as(cluster, opened.manifest_hash)
    assert entry is not None
    copies = [each for each in cluster.records(Query("incident")) if each.received_from]
    for copy, given in zip(copies, answers, strict=False):
        answer(cluster, copy, given)
    entry = imported_as(cluster, opened.manifest_hash)
    out = folder / f"receipt-{entry.package[:8]}-{len(list(folder.iterdir()))}.age"
    return write_receipt_of(cluster, entry, out)


def read_receipt(desk: Desk, path: Path) -> None:
    desk.window.go("disclosure")
    desk.press("action-read-receipt")
    desk.answer(path)
    desk.settle()


def turn_to(desk: Desk, tab: str) -> None:
    """Turn to a tab of the record in view."""
    (tabs,) = [
        each
        for each in desk.window.findChildren(QTabWidget)
        if each.objectName().startswith("tabs-") and each.isVisible()
    ]
    tabs.setCurrentIndex([tabs.tabText(n) for n in range(tabs.count())].index(tab))
    QApplication.processEvents()  # what was added to a page in view is shown after this


def show_sharing(desk: Desk, record_id: str) -> None:
    desk.session.opened.emit(record_id)
    turn_to(desk, "Sharing")


def act(desk: Desk, name: str) -> None:
    """Choose from the menu of the record in view."""
    found = [
        each
        for each in desk.window.shown().findChildren(QAction, f"action-{name}")
        if each.isVisible()
    ]
    found[0].trigger()


def column(desk: Desk, name: str, at: int) -> list[str]:
    model = desk.find(QTableView, name).model()
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def said(desk: Desk) -> str:
    return " ".join(e.text() for e in desk.window.findChildren(QLabel) if e.isVisible())


def test_a_retraction_reaches_the_receiver_and_its_answer_comes_back(
    desk: Desk, partner: Partner, cluster: Store, folder: Path
) -> None:
    under, first = desk.save(agreement(partner)), desk.save(incident())
    sent = seal(desk.session.store, under, first, to=folder)

    # The cluster imports it and asks for more; here that is shown on the record and on Today.
    read_receipt(desk, receive(cluster, sent, folder, Given("need_more", WORDS)))
    assert "asks for more of INC" in desk.words("entry-state")
    assert WORDS in desk.words("entry-state")
    show_sharing(desk, first.id)
    assert WORDS in desk.words("left-1")
    assert "imported" in desk.words("left-1")
    desk.window.go("today")
    assert "They ask for more" in said(desk)
    desk.window.go("disclosure")
    desk.press("action-answer-done")
    desk.window.go("today")
    assert "They ask for more" not in said(desk)

    # It was wrong: it is taken back from the record itself.
    desk.session.opened.emit(first.id)
    act(desk, "take_back")
    assert desk.window.here() == "take_back"
    assert len(column(desk, "list-out", 0)) == 1
    desk.press("action-begin-recall")
    (recall,) = desk.session.store.records(Query("recall"))
    assert isinstance(recall, Recall)
    turn_to(desk, "Ask for it")
    desk.press("action-seal-recall")
    desk.answer(folder)
    desk.settle()
    desk.qtbot.waitUntil(lambda: column(desk, "list-asked", 2) != [""])
    (path,) = [e for e in folder.glob("package-*.age") if e != sent]

    # The cluster's copy is marked, and its answer comes back.
    receipt = receive(cluster, path, folder)
    (copy,) = cluster.records(Query("incident"))
    assert copy.retracted
    assert copy.received_from
    read_receipt(desk, receipt)
    show_sharing(desk, first.id)
    assert desk.words("left-1").startswith("Taken back on")
    assert "imported" in desk.words("left-1")
    desk.session.asked_page.emit("who_holds", partner.id)
    assert column(desk, "list-held", 0) == []
    assert "holds nothing" in desk.words("held-says")
    assert desk.session.store.get(first.id).retracted


def test_a_removed_recipient_gets_nothing_further_but_the_word_that_it_is_taken_back(
    desk: Desk, partner: Partner, cluster: Store, folder: Path, made_once, tmp_path: Path
) -> None:
    store = desk.session.store
    other_folder = tmp_path / "third"
    other_folder.mkdir()
    with second_station(made_once, other_folder) as third:
        kept = exchange_cards(store, third)
        under = desk.save(agreement(partner, kept))
        first, second = desk.save(incident()), desk.save(incident(title="Second"))
        opens(seal(store, under, first, to=folder), cluster, third)

        # Out of the agreement: the next package cannot be opened with its keys.
        under = desk.save(evolve(under, recipients=(kept.id,)))
        path = seal(store, under, second, to=folder)
        opens(path, third)
        stays_shut(path, cluster)

        # An ended partner who is still named blocks all of it.
        ended = desk.save(evolve(partner, ended_on=Day("2026-01-01")))
        under = desk.save(evolve(under, recipients=(kept.id, ended.id)))
        blocks = prepare(store, under, [store.get(second.id)]).blocks
        assert "recipients:ended" in {each.rule for each in blocks}

        # What takes a record back holds nothing of it, so it may still reach them.
        desk.session.asked_page.emit("take_back", first.id)
        assert desk.find(QComboBox, "field-recall_why").currentData() == "mistake"
        desk.press("action-begin-recall")
        turn_to(desk, "Ask for it")
        before = set(folder.glob("package-*.age"))
        desk.press("action-seal-recall")
        desk.answer(folder)
        desk.qtbot.waitUntil(lambda: all(column(desk, "list-asked", 2)))
        (back,) = set(folder.glob("package-*.age")) - before
        opens(back, cluster, third)


def opens(path: Path, *stations: Store) -> None:
    for each in stations:
        open_package(path, inbox(each))


def stays_shut(path: Path, station: Store) -> None:
    keys = station_keys(station.vault)
    with path.open("rb") as file, pytest.raises(AgeNoMatchError):
        age.open_reader(file, (keys.hybrid, keys.classic))
