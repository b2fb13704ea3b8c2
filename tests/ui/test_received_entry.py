"""A package that came in, at its window: answered, corrected, taken back, expired, passed on."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
)
from pytestqt.qtbot import QtBot

from fieldapp.records.aftercare import Destruction
from fieldapp.records.disclosures import Received
from fieldapp.records.incidents import Incident
from fieldapp.records.record import Record, evolve, new_id
from fieldapp.records.sharing import Partner
from fieldapp.services import leaving
from fieldapp.services.package.certificates import read_certificate
from fieldapp.services.package.importing import import_opened
from fieldapp.services.package.opening import inbox, open_package
from fieldapp.services.package.receipts import read_receipt
from fieldapp.services.receiving import expiry
from fieldapp.services.receiving.waiting import count_waiting
from fieldapp.services.sharing.release import prepare
from fieldapp.store.lists import Query
from fieldapp.store.store import Changes, Store
from fieldapp.vocab.days import Day
from tests.approvals import approve
from tests.ui.desks import (
    Desk,
    agreement,
    exchange_cards,
    incident,
    open_desk,
    second_station,
    wait_for_release,
)
from ui.app import dress
from ui.pages.received.expiring import Expiring

PICTURES = os.environ.get("FIELDAPP_PICTURES", "")


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


class Post:
    """What one station sends to another, one package after the other."""

    def __init__(self, sender: Store, to: Store, folder: Path, **terms: object) -> None:
        self.sender, self.to, self.folder = sender, to, folder
        partner = exchange_cards(sender, to)
        self.agreement = agreement(partner, ask=("verify",), **terms)
        sender.save(self.agreement)

    def send(self, *records: Record) -> Path:
        """A package of these records, or of a new one."""
        chosen = records or (self.save(incident()),)
        release = approve(self.sender, prepare(self.sender, self.agreement, chosen))
        return leaving.seal_release(self.sender, release, self.folder).path

    def save(self, record: Incident) -> Record:
        """One record of the sender's, as its vault keeps it."""
        self.sender.save(record)
        return self.sender.get(record.id)

    def bring(self, *paths: Path) -> list[Received]:
        """Open and import; the entries, oldest first."""
        for path in paths:
            import_opened(self.to, open_package(path, inbox(self.to)))
        found = self.to.records(Query("received", descending=False))
        return [each for each in found if isinstance(each, Received)]


@pytest.fixture
def post(sender: Store, store: Store, tmp_path: Path) -> Post:
    """The way between the two stations."""
    return Post(sender, store, tmp_path)


def show(desk: Desk, entry: Received) -> None:
    """Open one package in the inbox."""
    desk.window.go("received")
    desk.session.announce(Changes.of(entry))
    desk.session.opened.emit(entry.id)


def choose(desk: Desk, name: str, code: str) -> None:
    """Choose in a box by key."""
    box = desk.find(QComboBox, f"field-{name}")
    box.setFocus()
    for _ in range(box.count()):
        if box.currentData() == code:
            return
        desk.qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentData() == code


def picture(desk: Desk, name: str) -> None:
    """Keep what is on screen, where a folder for pictures is named."""
    if PICTURES:
        for look, dark in (("", False), ("-dark", True)):
            dress(dark)
            QApplication.processEvents()
            desk.window.grab().save(f"{PICTURES}/{name}{look}.png")
        dress(False)


def copies(store: Store) -> list[Record]:
    return list(store.records(Query("incident", received=True, descending=False)))


def test_each_record_is_answered_by_key_and_the_receipt_takes_it_home(
    desk: Desk, post: Post, tmp_path: Path
) -> None:
    records = [post.save(incident(title=f"Shelling {n}")) for n in range(3)]
    (entry,) = post.bring(post.send(*records))
    show(desk, entry)
    assert count_waiting(post.to) == 1
    assert "Asked of you: Verify. Not answered yet." in desk.words("entry-onward")
    table = desk.find(QTableView, "list-copies")
    assert table.model().rowCount() == 3
    desk.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desk.find(QComboBox, "field-answer").hasFocus()
    choose(desk, "answer", "need_more")
    desk.type("field-answer_words", "Which week? Call +249 912 345 678")
    desk.press("action-keep-answer")
    assert "phone number" in desk.words("answer-says")
    assert post.bring()[0].answers == ()
    desk.type("field-answer_words", "Which week was it?")
    desk.type("field-answer_note", "Ask the clinic")
    picture(desk, "answering")
    desk.press("action-keep-answer")
    (kept,) = post.bring()[0].answers
    assert (kept.answer, kept.words, kept.note) == (
        "need_more",
        "Which week was it?",
        "Ask the clinic",
    )
    assert table.currentIndex().row() == 1  # on to the next without an answer
    choose(desk, "answer", "verified")
    choose(desk, "answer_mechanism", "ctfmr")
    desk.press("action-keep-answer")
    picture(desk, "answered")

    desk.press("action-entry-receipt")
    receipt = tmp_path / "receipt.age"
    desk.answer(receipt)
    desk.qtbot.waitUntil(receipt.exists)
    marked = read_receipt(post.sender, receipt)
    told = sorted((each.answer, each.answer_words) for each in marked.records if each.answer)
    assert told == [
        ("need_more", "Which week was it?"),
        ("verified", "CTFMR (children and armed conflict)"),
    ]
    assert count_waiting(post.to) == 0


def test_our_own_report_is_offered_and_taken_as_the_same(desk: Desk, post: Post) -> None:
    ours = incident(title="Ours", happened=Day("2026-05"))
    post.to.save(ours)
    (entry,) = post.bring(post.send())
    show(desk, entry)
    choose(desk, "answer", "duplicate")
    desk.press("action-same-1")
    desk.press("action-keep-answer")
    (kept,) = post.bring()[0].answers
    assert kept.ours == ours.id
    assert copies(post.to)[0].merged_into == ours.id


def test_a_gap_is_said_at_the_entry_and_a_replay_when_it_is_opened(
    desk: Desk, post: Post, tmp_path: Path
) -> None:
    paths = [post.send() for _ in range(4)]
    entries = post.bring(paths[0], paths[3])
    show(desk, entries[1])
    assert desk.words("entry-missing") == "Missing before number 4: 2, 3. Ask for them."
    picture(desk, "gap")
    desk.press("action-open-package")
    desk.answer(paths[1])
    desk.settle()
    assert desk.words("opened-order").startswith(
        "This is an older package: number 2; number 4 is here already."
    )
    assert "Content: all" in desk.words("opened-hashes")
    assert "digits were compared on" in desk.words("opened-code")
    picture(desk, "late")
    desk.press("action-import")
    desk.settle()
    assert [each.missing for each in post.bring()] == ["", "3", ""]
    desk.press("action-back-inbox")
    desk.press("action-open-package")
    desk.answer(paths[1])
    desk.settle()
    assert "already imported" in desk.words("opened-order")
    assert "number 4 is here already" in desk.words("opened-order")
    assert not desk.can_press("action-import")
    picture(desk, "replay")


def test_what_was_taken_back_is_marked_apart_and_its_copy_deleted(
    desk: Desk, post: Post, tmp_path: Path
) -> None:
    one, two = (post.save(incident(title=f"Shelling {n}")) for n in range(2))
    post.bring(post.send(one, two))
    copy, other = copies(post.to)
    # The package that takes it back is the sender's; here its effect on the copy.
    post.to.vault.db.execute("UPDATE incident SET retracted = 1 WHERE ref = ?", [copy.ref])
    desk.session.announce(Changes.of(copy))
    desk.window.go("incident")
    table = desk.find(QTableView, "list-incident")
    assert table.model().rowCount() == 1  # apart, until it is asked for
    assert desk.sees("filter-taken_back") or desk.sees("action-filter-taken_back")
    desk.session.opened.emit(copy.id)
    assert "Taken back by the sender" in desk.words("read-only-why")
    picture(desk, "taken-back")
    desk.press("action-destroy")
    assert desk.window.here() == "received"
    desk.type("field-entry-second_person", "Head of office")
    picture(desk, "deleting-one")
    desk.press("action-entry-do")
    desk.qtbot.waitUntil(lambda: not post.to.exists(copy.id))
    assert [each.id for each in copies(post.to)] == [other.id]
    desk.qtbot.waitUntil(lambda: desk.sees("action-certificate"))
    desk.press("action-certificate")
    certificate = tmp_path / "certificate.age"
    desk.answer(certificate)
    desk.qtbot.waitUntil(certificate.exists)
    assert read_certificate(post.sender, certificate).deliveries[0].certificate


def at(store: Store, day: str) -> None:
    now = dt.datetime.fromisoformat(f"{day}T12:00:00+02:00")
    store.now = lambda: now


@pytest.fixture
def ending(sender: Store, store: Store, tmp_path: Path) -> Post:
    """The same, with records that may be kept for a short time."""
    soon = dt.date.today() + dt.timedelta(days=10)
    return Post(sender, store, tmp_path, keep_until=Day(soon.isoformat()))


def test_the_day_is_told_and_then_kept_by_itself(desk: Desk, ending: Post) -> None:
    (entry,) = ending.bring(ending.send())
    last = entry.keep_until.last
    at(ending.to, (last - dt.timedelta(days=5)).isoformat())
    expiring = Expiring(desk.session, desk.window)
    expiring.look()
    show(desk, entry)
    assert "are deleted after" in desk.words("entry-state")
    assert count_waiting(ending.to) == 1  # it asks for an answer
    at(ending.to, (last + dt.timedelta(days=1)).isoformat())
    desk.session.opened.emit(entry.id)
    assert "The agreed date has passed" in desk.words("entry-state")
    picture(desk, "expired")
    expiring.look()
    desk.qtbot.waitUntil(lambda: copies(ending.to) == [])
    (logged,) = ending.to.records(Query("destruction"))
    assert isinstance(logged, Destruction)
    assert logged.second_person == expiry.BY_ITSELF
    desk.qtbot.waitUntil(lambda: "Destroyed" in desk.words("entry-state"))
    picture(desk, "destroyed")


def test_only_consent_in_writing_keeps_it_longer(desk: Desk, ending: Post) -> None:
    (entry,) = ending.bring(ending.send())
    show(desk, entry)
    desk.press("action-renew")
    later = (entry.keep_until.last + dt.timedelta(days=90)).isoformat()
    desk.type("field-entry-until", later)
    desk.press("action-entry-do")
    assert desk.message()
    assert ending.bring()[0].keep_until == entry.keep_until
    words = desk.find(QPlainTextEdit, "field-entry-reason")
    desk.qtbot.keyClicks(words, "Letter of the cluster, 5 May")
    picture(desk, "longer")
    desk.press("action-entry-do")
    assert ending.bring()[0].keep_until == Day(later)


def test_who_is_listed_is_recorded_in_the_words_of_the_agreement(
    desk: Desk, sender: Store, store: Store, tmp_path: Path
) -> None:
    post = Post(sender, store, tmp_path, onward_sharing="listed")
    (entry,) = post.bring(post.send())
    show(desk, entry)
    assert "only to those listed" in desk.words("entry-onward")
    desk.press("action-onward")
    (partner,) = (e for e in store.records(Query("partner")) if isinstance(e, Partner))
    desk.type("field-entry-listed_to", partner.name[:4])
    desk.qtbot.keyClick(desk.window.focusWidget(), Qt.Key.Key_Return)
    picture(desk, "onward")
    desk.press("action-entry-leave")
    assert not desk.sees("entry-form")


def test_what_others_sent_is_offered_only_when_asked_for(
    desk: Desk, sender: Store, store: Store, tmp_path: Path
) -> None:
    post = Post(sender, store, tmp_path, onward_sharing="listed")
    (entry,) = post.bring(post.send())
    (partner,) = (e for e in store.records(Query("partner")) if isinstance(e, Partner))
    third = evolve(partner, id=new_id(), ref="", name="GBV", recipient_kind="humanitarian-partner")
    store.save(third, agreement(third))
    desk.window.go("share")
    wait_for_release(desk)
    box = desk.find(QCheckBox, "field-kind-incident")
    assert box.text() == "Incidents  0"
    desk.tick("field-received")
    wait_for_release(desk)
    assert box.text() == "Incidents  1"
    assert "only to those listed" in said(desk)
    store.save(evolve(entry, listed_to=(third.id,), listed_words="Annex 2 names them."))
    desk.session.announce(Changes.of(entry))
    desk.tick("field-received")
    desk.tick("field-received")
    wait_for_release(desk)
    assert "only to those listed" not in said(desk)
    picture(desk, "passing-on")


def said(desk: Desk) -> str:
    """All that is in words on screen."""
    found = [*desk.window.findChildren(QLabel)]
    tables = [each for each in desk.window.findChildren(QTableView) if each.isVisible()]
    cells = [
        str(each.model().index(row, at).data())
        for each in tables
        for row in range(each.model().rowCount())
        for at in range(each.model().columnCount())
    ]
    return " ".join([*(each.text() for each in found if each.isVisible()), *cells])


def test_the_entry_names_its_parts_and_shows_its_terms(desk: Desk, post: Post) -> None:
    (entry,) = post.bring(post.send())
    show(desk, entry)
    tabs = desk.find(QTabWidget, "tabs-entry")
    assert tabs.tabText(0) == "Records 1"
    tabs.setCurrentIndex(1)
    assert any(each.text() == "Terms" for each in desk.window.findChildren(QLabel))
    picture(desk, "terms")


def test_a_record_that_came_opens_from_its_package(desk: Desk, post: Post) -> None:
    (entry,) = post.bring(post.send())
    show(desk, entry)
    table = desk.find(QTableView, "list-copies")
    desk.qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.here() == "incident"


def test_a_copy_that_was_corrected_says_so_in_its_head(desk: Desk, post: Post) -> None:
    (entry,) = post.bring(post.send())
    (copy,) = copies(post.to)
    changed = evolve(copy, title="Corrected", received_from="")
    again = evolve(entry, id="0" * 36, sequence=2)
    post.to.receive(again, [changed], {copy.id: "corrected"})
    desk.session.opened.emit(copy.id)
    assert desk.words("record-mark").startswith("Corrected")
    assert "Corrected by the sender on" in desk.words("read-only-why")
    picture(desk, "corrected")
