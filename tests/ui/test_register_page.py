"""The register at the window: who got what, what is held, what is due, and who has what goes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QTableView, QTabWidget
from pytestqt.qtbot import QtBot

from fieldapp.records.disclosures import Disclosure
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Partner
from fieldapp.services.aftercare.register import SAVED_AS_CSV
from fieldapp.services.leaving import seal_release
from fieldapp.services.sharing.release import prepare
from fieldapp.store.store import Query, Store
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
from ui.pages.register.tables import WhatIsHeld, WhoGot


@pytest.fixture
def partner(store: Store, made, tmp_path: Path) -> Iterator[Partner]:
    with second_station(made, tmp_path) as cluster:
        yield exchange_cards(store, cluster)


@pytest.fixture
def desk(store: Store, qtbot: QtBot) -> Iterator[Desk]:
    with open_desk(store, qtbot) as opened:
        yield opened


@pytest.fixture
def left(desk: Desk, partner: Partner, tmp_path: Path):
    """An incident that left, and its entry in the outbox."""
    store, folder = desk.session.store, tmp_path / "out"
    folder.mkdir()
    under, record = desk.save(agreement(partner)), desk.save(incident())
    release = approve(store, prepare(store, under, [record]))
    entry = seal_release(store, release, folder).disclosure
    return store.get(record.id), entry


def rows(desk: Desk, name: str) -> list[list[str]]:
    model = desk.find(QTableView, name).model()
    return [
        [str(model.index(row, at).data()) for at in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def turn_to(desk: Desk, name: str, tab: str) -> None:
    (tabs,) = [e for e in desk.window.findChildren(QTabWidget, name) if e.isVisible()]
    tabs.setCurrentIndex([tabs.tabText(n) for n in range(tabs.count())].index(tab))
    QApplication.processEvents()


def test_a_record_is_found_by_its_code_outside_and_the_list_goes_to_a_file(
    desk: Desk, left, partner: Partner, tmp_path: Path
) -> None:
    record, entry = left
    code = entry.records[0].outside
    desk.window.go("who_holds")
    turn_to(desk, "register-tabs", "About a record")
    desk.type("field-register_record", code.lower())
    desk.qtbot.keyClick(desk.window.focusWidget(), Qt.Key.Key_Return)
    ((when, to, way, under, outside, change, receipt, answer),) = rows(desk, "list-who_got")
    assert (to, way, outside, change) == (partner.name, "Sealed package", code, "New")
    assert (under, receipt, answer) == ("Protocol with the cluster", "Awaited", "")
    assert when
    assert "Purpose: Protection analysis" in desk.words("who-got-clauses")

    desk.press("action-csv-who_got")
    assert "NOT encrypted" in desk.words("plaintext-who_got")
    desk.press("action-csv-go-who_got")
    out = tmp_path / "register.csv"
    desk.answer(out)
    head, line = csv.reader(out.read_text(encoding="utf-8").splitlines())
    assert dict(zip(head, line, strict=True))["As"] == code
    assert record.title not in out.read_text(encoding="utf-8")
    assert f"={SAVED_AS_CSV}" in [e.field for e in desk.session.store.history(record.id)]


def test_what_a_recipient_holds_names_its_day_and_leads_to_who_else_has_it(
    desk: Desk, left, partner: Partner
) -> None:
    record, entry = left
    desk.window.go("who_holds")
    ((reference, _, outside, _, _, _, keep, stands),) = rows(desk, "list-held")
    assert (reference, outside) == (record.ref, entry.records[0].outside)
    assert (keep, stands) == ("2090-05-12", "Held")
    assert "1 record" in desk.words("held-says")
    desk.press("action-who_got")
    assert len(rows(desk, "list-who_got")) == 1


def test_before_a_locked_record_is_removed_for_ever_it_is_said_who_has_it(
    desk: Desk, left, partner: Partner
) -> None:
    record, entry = left
    desk.session.opened.emit(record.id)
    act(desk, "purge")
    assert desk.window.here() == "bin"
    assert "left in 1 package" in desk.words("purge-carried")
    assert partner.name in desk.words("carried-1")
    assert desk.can_press("action-take-back-first")
    desk.press("action-purge-go")
    assert "first" in desk.words("purge-error")
    desk.type("field-purge", "Its time is over")
    desk.press("action-purge-go")
    assert not desk.session.store.exists(record.id)
    assert "by code only" in desk.message()
    kept = desk.session.store.get(entry.id)
    assert isinstance(kept, Disclosure)
    assert kept.records[0].outside == entry.records[0].outside
    (logged,) = desk.session.store.records(Query("destruction"))
    assert entry.records[0].outside in logged.what
    desk.session.asked_page.emit("who_holds", record.id)
    assert rows(desk, "list-who_got")[0][4] == entry.records[0].outside


def act(desk: Desk, name: str) -> None:
    found = desk.window.shown().findChildren(QAction, f"action-{name}")
    next(each for each in found if each.isVisible()).trigger()
    QApplication.processEvents()


def test_a_correction_is_offered_and_opens_the_share_page_with_that_record_and_agreement(
    desk: Desk, left, partner: Partner
) -> None:
    record, _ = left
    desk.save(incident(title="Something else"))
    desk.save(agreement(partner, title="Another agreement"))
    store = desk.session.store
    draft = store.supersede(record.id)
    store.save(draft)
    desk.session.finish(evolve(draft, title="Shelling of the fish market"))
    desk.window.go("today")
    QApplication.processEvents()
    button = next(
        each
        for each in desk.window.findChildren(QPushButton)
        if each.isVisible() and each.objectName().startswith("action-correct-")
    )
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.window.here() == "share"
    wait_for_release(desk)
    assert len(rows(desk, "list-share")) == 1
    assert desk.find(QComboBox, "field-agreement").currentText() == "Protocol with the cluster"


def test_what_is_due_is_decided_with_a_reason_and_logged(desk: Desk) -> None:
    old = desk.save(incident(happened=Day("2020-05-12")))
    desk.session.asked_page.emit("who_holds", "review")
    ((reference, kind, since, proposed, _),) = rows(desk, "list-due_review")
    assert reference.startswith(old.ref)
    assert (kind, since, proposed) == ("Incident", "12 May 2021", "Anonymised")
    desk.press("action-decide-review")
    assert "reason" in desk.words("review-wrong")
    desk.type("field-review_reason", "Details are out of it")
    desk.press("action-decide-review")
    assert rows(desk, "list-due_review") == []
    assert desk.session.store.get(old.id).review_on is not None
    (logged,) = desk.session.store.records(Query("destruction"))
    assert (logged.outcome, logged.reason) == ("anonymised", "Details are out of it")


def test_the_lists_are_sound_models(store: Store, qtmodeltester, qtbot) -> None:
    for model in (WhoGot(), WhatIsHeld(store)):
        model.show(())
        qtmodeltester.check(model, force_py=True)
