"""The inbox: a package is opened, looked at, imported, extracted and acknowledged; or refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from fieldapp.records.disclosures import Disclosure, Received
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.services import leaving
from fieldapp.services.package import cards
from fieldapp.services.package.opening import inbox, open_package
from fieldapp.services.package.receipts import write_receipt
from fieldapp.services.sharing.release import prepare, select
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from tests.approvals import approve
from tests.ui.desks import (
    CONFIDENTIAL,
    Desk,
    agreement,
    exchange_cards,
    incident,
    open_desk,
    second_station,
)


@pytest.fixture
def sender(made, tmp_path: Path) -> Iterator[Store]:
    """The vault of the station that sends."""
    with second_station(made, tmp_path) as store:
        yield store


@pytest.fixture
def desk(store: Store, qtbot: QtBot) -> Iterator[Desk]:
    """The window of the station that receives."""
    with open_desk(store, qtbot) as opened:
        yield opened


def package(sender: Store, to: Store, folder: Path, number: int = 1) -> Path:
    """A package from one who knows us and whom we know."""
    exchange_cards(sender, to)
    for _ in range(number):
        made = seal(sender, folder)
    return made


def seal(sender: Store, folder: Path) -> Path:
    known = [each for each in sender.records(Query("partner")) if isinstance(each, Partner)]
    found = [each for each in sender.records(Query("agreement")) if isinstance(each, Agreement)]
    if not found:
        sender.save(agreement(*known))
        return seal(sender, folder)
    sender.save(incident())
    release = prepare(sender, found[0], select(sender, found[0]))
    return leaving.seal_release(sender, approve(sender, release), folder).path


def open_file(desk: Desk, path: Path) -> None:
    """Ask for a package by the button, and type where it lies."""
    desk.window.go("received")
    desk.press("action-open-package")
    desk.answer(path)
    desk.settle()


def partner_of(store: Store) -> Partner:
    (found,) = store.records(Query("partner"))
    assert isinstance(found, Partner)
    return found


def test_an_empty_inbox_says_what_it_is_for(desk: Desk) -> None:
    desk.window.go("received")
    assert "No package was imported yet" in desk.words("empty-received-log")
    assert desk.can_press("action-open-package")


def test_a_package_is_opened_imported_and_acknowledged(
    desk: Desk, sender: Store, tmp_path: Path
) -> None:
    path = package(sender, desk.session.store, tmp_path)
    open_file(desk, path)
    assert desk.words("opened-title") == "Protocol with the cluster"
    assert desk.words("opened-trust").startswith("Verified: ")
    assert "None is missing" in desk.words("opened-order")
    assert desk.session.store.count(Query("received")) == 0  # opening writes nothing

    desk.press("action-import")
    desk.settle()
    (here,) = desk.session.store.records(Query("incident"))
    assert here.received_from
    assert here.narrative_confidential == ""
    assert not desk.can_press("action-import")

    desk.press("action-receipt")
    receipt = tmp_path / "receipt.age"
    desk.answer(receipt)
    desk.qtbot.waitUntil(receipt.exists)
    desk.press("action-back-inbox")
    assert desk.words("entry-title") == "Protocol with the cluster"
    open_file(desk, path)
    assert "already imported" in desk.words("opened-order")
    assert not desk.can_press("action-import")


def test_a_receipt_that_comes_back_marks_what_left(
    desk: Desk, sender: Store, tmp_path: Path
) -> None:
    ours = desk.session.store
    path = package(ours, sender, tmp_path)
    receipt = write_receipt(sender, path, tmp_path / "receipt.age")
    desk.window.go("disclosure")
    assert "1 awaited" in desk.words("entry-state")
    desk.press("action-read-receipt")
    desk.answer(receipt)
    desk.settle()
    assert desk.window.here() == "disclosure"
    assert "1 opened" in desk.words("entry-state")
    (entry,) = ours.records(Query("disclosure"))
    assert isinstance(entry, Disclosure)
    assert entry.deliveries[0].receipt_state == "opened"


def test_the_outbox_shows_what_left_and_opens_the_record(
    desk: Desk, sender: Store, tmp_path: Path
) -> None:
    package(desk.session.store, sender, tmp_path)
    desk.window.go("disclosure")
    table = desk.find(QTableWidget, "list-records")
    assert table.rowCount() == 1
    table.setCurrentCell(0, 0)
    desk.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desk.window.here() == "incident"
    assert not desk.window.findChildren(QTableWidget, "action-new-disclosure")


def test_a_sender_whose_code_was_not_compared_may_be_looked_at_and_no_more(
    desk: Desk, sender: Store, tmp_path: Path
) -> None:
    store = desk.session.store
    path = package(sender, store, tmp_path)
    store.save(evolve(partner_of(store), verified_on=None))
    open_file(desk, path)
    assert desk.words("opened-trust").startswith("Not verified: ")
    for name in ("action-import", "action-extract", "action-receipt", "action-look"):
        assert not desk.can_press(name)
    desk.press("action-open-sender")
    assert desk.window.here() == "partner"
    desk.type("field-compare_code", cards.own_card(sender).code)
    desk.press("action-verify")
    desk.settle()
    desk.window.go("received")
    assert desk.words("opened-trust").startswith("Verified: ")
    assert desk.can_press("action-import")


def test_extracting_names_the_files_as_plaintext_first(
    desk: Desk, sender: Store, tmp_path: Path
) -> None:
    path = package(sender, desk.session.store, tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    open_file(desk, path)
    assert not desk.sees("plaintext-words")
    desk.press("action-extract")
    assert "NOT encrypted" in desk.words("plaintext-words")
    assert "records.jsonl" in desk.words("plaintext-words")
    desk.press("action-go-on")
    desk.answer(out)
    desk.settle()
    (folder,) = out.iterdir()
    assert (folder / "records.jsonl").is_file()
    assert all(CONFIDENTIAL.encode() not in f.read_bytes() for f in folder.rglob("*.*"))


def test_a_missing_number_is_said(desk: Desk, sender: Store, tmp_path: Path) -> None:
    path = package(sender, desk.session.store, tmp_path, number=3)
    open_file(desk, path)
    assert "Missing before it: 1, 2." in desk.words("opened-order")


@pytest.mark.parametrize("cut", [0, 40, -1])
def test_a_truncated_package_is_refused_and_nothing_is_shown(
    desk: Desk, sender: Store, tmp_path: Path, cut: int
) -> None:
    path = package(sender, desk.session.store, tmp_path)
    path.write_bytes(path.read_bytes()[:cut])
    open_file(desk, path)
    assert desk.message()
    assert not desk.sees("opened-title")


def test_a_package_from_a_stranger_is_refused(desk: Desk, sender: Store, tmp_path: Path) -> None:
    path = package(sender, desk.session.store, tmp_path)
    desk.session.store.purge(partner_of(desk.session.store).id)
    open_file(desk, path)
    assert "not signed by any partner" in desk.message()
    assert not desk.sees("opened-title")


def test_what_is_shown_is_gone_when_it_is_left(desk: Desk, sender: Store, tmp_path: Path) -> None:
    path = package(sender, desk.session.store, tmp_path)
    open_file(desk, path)
    assert desk.window.page("received").level() == "high"
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_Escape)
    assert not desk.sees("opened-title")
    assert open_package(path, inbox(desk.session.store)).verified  # the file is as it was


def test_the_list_says_in_words_how_much_came(desk: Desk, sender: Store, tmp_path: Path) -> None:
    open_file(desk, package(sender, desk.session.store, tmp_path, number=2))
    desk.press("action-import")
    desk.settle()
    (entry,) = desk.session.store.records(Query("received"))
    assert isinstance(entry, Received)
    assert entry.counts == "2 incidents"
