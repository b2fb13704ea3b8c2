"""What a receiver's evening with packages is like, at the window, between two real vaults.

A gap is seen and asked for; an older package that comes again is named as such; what the sender
takes back is marked, deleted, and certified; and the sender's recall is closed by that certificate.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTableView
from pytestqt.qtbot import QtBot

from fieldapp.records.aftercare import Recall
from fieldapp.records.disclosures import Received
from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement
from fieldapp.services.aftercare import recalls
from fieldapp.services.aftercare.retractions import retractions
from fieldapp.services.leaving import seal_release
from fieldapp.services.package.certificates import read_certificate
from fieldapp.services.package.receipts import read_receipt
from fieldapp.services.sharing.release import prepare
from fieldapp.store.store import Query, Store
from tests.approvals import approve
from tests.ui.desks import Desk, agreement, exchange_cards, incident, open_desk, second_station


@pytest.fixture
def sender(made, tmp_path: Path) -> Iterator[Store]:
    with second_station(made, tmp_path) as store:
        yield store


@pytest.fixture
def desk(store: Store, qtbot: QtBot) -> Iterator[Desk]:
    with open_desk(store, qtbot) as opened:
        yield opened


@pytest.fixture
def under(sender: Store, store: Store) -> Agreement:
    made = agreement(exchange_cards(sender, store), ask=("verify",))
    sender.save(made)
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def send(sender: Store, under: Agreement, stick: Path, title: str) -> tuple[Record, Path]:
    made = incident(title=title)
    sender.save(made)
    release = approve(sender, prepare(sender, under, [sender.get(made.id)]))
    return made, seal_release(sender, release, stick).path


def take_back(sender: Store, record: Record, stick: Path) -> tuple[Recall, Path]:
    about = recalls.subject(sender, record.id)
    recall = recalls.take_back(sender, about, "mistake")
    (release,) = retractions(sender, recall)
    sealed = seal_release(sender, release, stick)
    return recalls.note_asked(sender, recall, sealed.disclosure), sealed.path


def open_at(desk: Desk, path: Path) -> None:
    desk.window.go("received")
    if desk.sees("action-back-inbox"):
        desk.press("action-back-inbox")
    desk.press("action-open-package")
    desk.answer(path)
    desk.settle()


def bring(desk: Desk, path: Path) -> Received:
    """Open at the window, look, import; the newest entry."""
    open_at(desk, path)
    desk.press("action-import")
    desk.settle()
    desk.press("action-back-inbox")
    return entries(desk)[-1]


def entries(desk: Desk) -> list[Received]:
    found = desk.session.store.records(Query("received", descending=False))
    return [each for each in found if isinstance(each, Received)]


def copies(desk: Desk) -> list[Record]:
    return list(desk.session.store.records(Query("incident", received=True, descending=False)))


def test_an_older_package_that_comes_again_is_named_as_such(
    desk: Desk, sender: Store, under: Agreement, stick: Path
) -> None:
    paths = [send(sender, under, stick, f"Shelling {n}")[1] for n in range(6)]
    bring(desk, paths[0])
    newest = bring(desk, paths[5])
    desk.session.opened.emit(newest.id)
    assert desk.words("entry-missing") == "Missing before number 6: 2-5. Ask for them."

    # The sender is asked, and sends what was missing; one of it again a day later.
    for path in paths[1:5]:
        bring(desk, path)
    assert {each.missing for each in entries(desk)} == {""}
    open_at(desk, paths[2])
    said = desk.words("opened-order")
    assert said.startswith("This is an older package: number 3; number 6 is here already.")
    assert "already imported" in said
    assert not desk.can_press("action-import")
    assert len(copies(desk)) == 6


def test_what_is_taken_back_is_deleted_here_and_the_recall_is_closed_there(
    desk: Desk, sender: Store, under: Agreement, stick: Path
) -> None:
    wrong, first = send(sender, under, stick, "The wrong market")
    _, second = send(sender, under, stick, "Another")
    entry = bring(desk, first)
    bring(desk, second)
    (copy, other) = copies(desk)
    recall, path = take_back(sender, wrong, stick)
    assert recall.state == "asked"

    back = bring(desk, path)
    assert (back.state, back.took_back) == ("empty", (copy.id,))
    assert desk.session.store.get(copy.id).retracted
    assert desk.session.store.get(copy.id).received_from == entry.id
    desk.session.opened.emit(back.id)
    assert "takes records back" in desk.words("entry-state")
    table = desk.find(QTableView, "list-copies")
    assert "Taken back by the sender on" in table.model().index(0, 2).data()

    desk.press("action-destroy")
    desk.type("field-entry-second_person", "Head of office")
    desk.press("action-entry-do")
    desk.qtbot.waitUntil(lambda: not desk.session.store.exists(copy.id))
    desk.qtbot.waitUntil(lambda: desk.sees("action-certificate"))
    assert [each.id for each in copies(desk)] == [other.id]

    desk.press("action-certificate")
    certificate = stick / "certificate.age"
    desk.answer(certificate)
    desk.qtbot.waitUntil(certificate.exists)
    read_certificate(sender, certificate)
    closed = recalls.stored(sender, recall.id)
    assert (closed.state, closed.asked[0].answer) == ("done", "destroyed")
    assert not list(desk.session.store.find("wrong market"))


def test_answers_given_at_the_window_reach_the_sender(
    desk: Desk, sender: Store, under: Agreement, stick: Path
) -> None:
    _, path = send(sender, under, stick, "Shelling")
    entry = bring(desk, path)
    desk.session.opened.emit(entry.id)
    desk.find(QTableView, "list-copies").setFocus()
    box = desk.find(QComboBox, "field-answer")
    box.setFocus()
    desk.qtbot.keyClick(box, Qt.Key.Key_Down)
    desk.press("action-keep-answer")
    desk.press("action-entry-receipt")
    receipt = stick / "receipt.age"
    desk.answer(receipt)
    desk.qtbot.waitUntil(receipt.exists)
    marked = read_receipt(sender, receipt)
    assert [each.answer for each in marked.records] == ["accepted"]
    assert marked.deliveries[0].receipt_state == "imported"
    assert entries(desk)[0].answering == "sent"
