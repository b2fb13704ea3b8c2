"""The share page, from an agreement to a file that the partner opens; and what stops it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from fieldapp.records.disclosures import Disclosure
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Partner
from fieldapp.services.package import cards
from fieldapp.services.package.opening import inbox, open_package
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from tests.ui.desks import (
    CONFIDENTIAL,
    FOR_CLUSTER,
    Desk,
    agreement,
    exchange_cards,
    incident,
    open_desk,
    second_person_agrees,
    second_station,
    wait_for_release,
)


@pytest.fixture
def cluster(made, tmp_path: Path) -> Iterator[Store]:
    """The partner's vault, with keys of its own."""
    with second_station(made, tmp_path) as store:
        yield store


@pytest.fixture
def partner(store: Store, cluster: Store) -> Partner:
    """The cluster as the officer knows it: card taken, code compared."""
    return exchange_cards(store, cluster)


@pytest.fixture
def desk(store: Store, qtbot: QtBot) -> Iterator[Desk]:
    with open_desk(store, qtbot) as opened:
        yield opened


def share(desk: Desk) -> None:
    desk.window.go("share")
    wait_for_release(desk)


def seal_button(desk: Desk) -> QPushButton:
    return desk.find(QPushButton, "action-seal")


def column(desk: Desk, name: str, at: int) -> list[str]:
    model = desk.find(QTableView, name).model()
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def read_all(desk: Desk) -> None:
    """Tick every text as read, by key, record by record; then a second person agrees."""
    while "to read" in desk.words("share-counts"):
        QApplication.processEvents()  # what was added to a page in view is shown after this
        boxes = [each for each in desk.window.findChildren(QCheckBox) if waits(each)]
        if boxes:
            desk.tick(boxes[0].objectName())
        else:
            desk.press("action-next-unread")
    second_person_agrees(desk)


def waits(box: QCheckBox) -> bool:
    named = box.objectName().startswith("field-read-")
    return named and box.isVisible() and not box.isChecked()


def logged(desk: Desk) -> list[Disclosure]:
    found = desk.session.store.records(Query("disclosure"))
    return [each for each in found if isinstance(each, Disclosure)]


def test_where_there_is_no_agreement_the_page_says_what_to_do_first(desk: Desk) -> None:
    share(desk)
    assert "No agreement" in desk.words("empty-agreement")
    desk.press("action-new-agreement")
    assert desk.window.here() == "agreement"


def test_a_sealed_package_is_what_was_previewed_and_the_partner_opens_it(
    desk: Desk, partner: Partner, cluster: Store, tmp_path: Path
) -> None:
    desk.save(agreement(partner))
    desk.save(incident())
    desk.save(incident(title="Second", shows_source="unknown"))
    share(desk)

    assert "1 leave · 1 stay here" in desk.words("share-counts")
    assert not seal_button(desk).isEnabled()  # a High text was not read yet
    read_all(desk)
    assert seal_button(desk).isEnabled()
    assert seal_button(desk).text() == (
        f"Seal 1 record for {FOR_CLUSTER}, High, keep until 12 May 2090"
    )
    desk.press("action-seal")
    desk.answer(tmp_path)
    desk.settle()

    (entry,) = logged(desk)
    assert entry.state == "sealed"
    assert desk.window.here() == "disclosure"
    assert entry.file_name in desk.message()
    opened = open_package(tmp_path / entry.file_name, inbox(cluster))
    assert opened.verified
    assert opened.manifest.counts == {"incident": 1}
    assert any(each.path == "summary.pdf" for each in opened.manifest.files)


def test_each_field_stands_as_kept_and_as_it_leaves_with_its_rule(
    desk: Desk, partner: Partner
) -> None:
    desk.save(agreement(partner, date_precision="month"))
    desk.save(incident())
    share(desk)

    rows = zip(*(column(desk, "list-compared", at) for at in range(4)), strict=True)
    told = {label.strip(): (before, after, why) for label, before, after, why in rows}
    before, after, why = told["Date"]
    assert before == "12 May 2026"
    assert after == "May 2026"
    assert why.startswith("Coarser. ")
    before, after, why = told["Confidential narrative"]
    assert before == CONFIDENTIAL
    assert after == "Nothing"
    assert why.startswith("Stays. ")
    assert told["Shareable narrative"][0] == told["Shareable narrative"][1]
    assert told["Shareable narrative"][2].startswith("Leaves. ")


def test_a_record_that_is_unticked_does_not_leave_and_none_ticked_blocks(
    desk: Desk, partner: Partner
) -> None:
    desk.save(agreement(partner))
    desk.save(incident())
    share(desk)
    read_all(desk)
    table = desk.find(QTableView, "list-share")
    table.setCurrentIndex(table.model().index(0, 0))
    desk.qtbot.keyClick(table, Qt.Key.Key_Space)
    wait_for_release(desk)

    assert column(desk, "list-share", 4) == ["Left out by you."]
    assert not seal_button(desk).isEnabled()
    assert "No record is selected" in desk.words("block-1")
    desk.press("action-tick-all")
    wait_for_release(desk)
    assert seal_button(desk).isEnabled()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"valid_until": Day("2021-01-01")}, "expired"),
        ({"valid_from": Day("2080-01-01")}, "not yet valid"),
        ({"status": "suspended"}, "not in force"),
        ({"shape": "individual_rows"}, "told apart"),
    ],
)
def test_an_agreement_that_does_not_hold_blocks_and_opens_to_be_mended(
    desk: Desk, partner: Partner, values: dict[str, object], said: str
) -> None:
    made = desk.save(agreement(partner, **values))
    desk.save(incident())
    share(desk)
    assert said in desk.words("block-1")
    assert not seal_button(desk).isEnabled()
    desk.qtbot.mouseClick(seal_button(desk), Qt.MouseButton.LeftButton)
    assert logged(desk) == []
    desk.press("action-mend-1")
    assert desk.window.here() == "agreement"
    assert desk.window.page("agreement").pane.record.id == made.id


def test_a_recipient_whose_code_was_not_compared_blocks_until_it_is(
    desk: Desk, cluster: Store
) -> None:
    card = cards.read_card(cards.card_json(cluster))
    unknown = cards.add_partner(desk.session.store, card)
    desk.save(agreement(unknown))
    desk.save(incident())
    share(desk)
    read_all(desk)
    assert "was not compared" in desk.words("block-1")
    assert not seal_button(desk).isEnabled()

    desk.press("action-mend-1")
    assert desk.window.here() == "partner"
    desk.type("field-compare_code", "1" * 40)
    desk.press("action-verify")
    kept = desk.session.store.get(unknown.id)
    assert isinstance(kept, Partner)
    assert kept.verified_on is None
    desk.type("field-compare_code", card.code)
    desk.press("action-verify")

    share(desk)
    assert not desk.sees("block-1")
    assert seal_button(desk).isEnabled()


def test_what_is_too_sensitive_stays_and_the_page_says_why(desk: Desk, partner: Partner) -> None:
    desk.save(agreement(partner, highest_sensitivity="low"))
    desk.save(incident())
    share(desk)
    assert "None of the selected records may leave" in desk.words("block-1")
    assert "more sensitive than the agreement allows" in desk.words("share-why")
    assert not seal_button(desk).isEnabled()


def test_a_text_that_changes_must_be_read_again(desk: Desk, partner: Partner) -> None:
    desk.save(agreement(partner))
    kept = desk.save(incident())
    share(desk)
    read_all(desk)
    assert seal_button(desk).isEnabled()
    desk.save(evolve(kept, narrative_shareable="Shells fell twice."))
    wait_for_release(desk)
    assert not seal_button(desk).isEnabled()


def test_a_record_that_changes_between_preview_and_seal_is_refused(
    desk: Desk, partner: Partner, tmp_path: Path
) -> None:
    desk.save(agreement(partner))
    kept = desk.save(incident())
    share(desk)
    read_all(desk)
    desk.press("action-seal")
    desk.session.store.save(evolve(kept, title="Changed elsewhere"))  # no page is told
    desk.answer(tmp_path)
    desk.settle()
    assert "changed since" in desk.message()
    assert list(tmp_path.glob("*.age*")) == []
    assert logged(desk) == []


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="no folder that refuses even root")
def test_where_the_file_cannot_be_written_the_number_is_voided_and_all_can_be_tried_again(
    desk: Desk, partner: Partner
) -> None:
    desk.save(agreement(partner))
    desk.save(incident())
    share(desk)
    read_all(desk)
    desk.press("action-seal")
    desk.answer(Path("/sys/kernel"))
    desk.settle()
    assert "cannot be read or written" in desk.message()
    assert [each.state for each in logged(desk)] == ["voided"]
    assert seal_button(desk).isEnabled()


def test_who_has_no_key_gets_paper_that_is_logged_and_never_a_package(
    desk: Desk, tmp_path: Path
) -> None:
    liaison = desk.save(Partner(name="Humanitarian desk", recipient_kind="humanitarian-partner"))
    assert isinstance(liaison, Partner)
    desk.save(agreement(liaison, release_channels=("paper",), release_highest="high"))
    desk.save(incident())
    share(desk)
    assert not seal_button(desk).isEnabled()
    way = desk.find(QComboBox, "field-channel")
    way.setFocus()
    desk.qtbot.keyClick(way, Qt.Key.Key_Down)
    wait_for_release(desk)
    read_all(desk)
    desk.type("field-handed_by", "AB")
    assert not seal_button(desk).isEnabled()
    desk.type("field-handed_to", "The desk officer")
    assert seal_button(desk).text().startswith("Release 1 record")
    desk.press("action-seal")
    desk.settle()

    (entry,) = logged(desk)
    assert (entry.state, entry.channel) == ("released", "paper")
    assert (entry.handed_by, entry.handed_to) == ("AB", "The desk officer")
    assert desk.window.here() == "preview"
    assert list(tmp_path.glob("*.age")) == []


def test_only_what_step_two_says_is_looked_at(desk: Desk, partner: Partner) -> None:
    desk.save(agreement(partner))
    desk.save(incident(title="Early", happened=Day("2024-01-05")))
    desk.save(incident(title="Late"))
    share(desk)
    assert column(desk, "list-share", 0) == ["Early", "Late"]
    desk.type("field-since", "1 jan 2026")
    desk.qtbot.keyClick(desk.window.focusWidget(), Qt.Key.Key_Return)
    wait_for_release(desk)
    assert column(desk, "list-share", 0) == ["Late"]
    desk.tick("field-kind-incident")
    wait_for_release(desk)
    assert "ticked" in desk.words("empty-share")
    assert not seal_button(desk).isEnabled()


def test_many_records_are_decided_on_in_a_job(desk: Desk, partner: Partner) -> None:
    desk.save(agreement(partner))
    desk.session.save(*(incident(title=f"No. {n}") for n in range(410)))
    share(desk)
    assert "410 leave" in desk.words("share-counts")
    # Each has two: its title is written to be shared too.
    assert "820 texts to read" in desk.words("share-counts")


def test_the_sharing_tab_tells_of_one_record(desk: Desk, partner: Partner) -> None:
    desk.save(agreement(partner))
    kept = desk.save(incident())
    desk.window.open_record(kept.id)
    tabs = desk.window.page("incident").pane.tabs
    tabs.setCurrentIndex([tabs.tabText(at) for at in range(tabs.count())].index("Sharing"))
    assert "Shells fell on the market in the morning." in column(desk, "list-sharing", 2)
    assert CONFIDENTIAL not in column(desk, "list-sharing", 2)
    desk.press("action-share")
    assert desk.window.here() == "share"


def test_the_texts_of_one_record_are_ticked_with_one_key(desk: Desk, partner: Partner) -> None:
    desk.save(agreement(partner))
    desk.session.save(incident(title="First"), incident(title="Second"))
    share(desk)
    assert "4 texts to read" in desk.words("share-counts")
    table = desk.find(QTableView, "list-share")
    table.setFocus()
    desk.qtbot.keyClick(table, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: "2 texts to read" in desk.words("share-counts"))
    assert not desk.sees("action-tick-texts")
    desk.press("action-next-unread")
    desk.press("action-tick-texts")
    assert "to read" not in desk.words("share-counts")
    second_person_agrees(desk)
    assert seal_button(desk).isEnabled()


def test_six_records_are_in_view_on_a_small_laptop(desk: Desk, partner: Partner) -> None:
    desk.save(agreement(partner))
    desk.session.save(*(incident(title=f"No. {n}") for n in range(9)))
    share(desk)
    table = desk.find(QTableView, "list-share")
    sixth = table.visualRect(table.model().index(5, 0))
    assert table.viewport().rect().contains(sixth)


def test_of_a_record_that_stays_it_is_shown_what_stays(desk: Desk, partner: Partner) -> None:
    desk.save(agreement(partner))
    desk.save(incident(shows_source="unknown"))
    share(desk)
    assert desk.words("share-why").startswith("Stays.")
    assert "Shelling of a market" in column(desk, "list-compared", 1)
    assert set(column(desk, "list-compared", 2)) == {"Nothing"}


def test_a_long_agreement_is_cut_with_a_sign_and_whole_in_the_tooltip(
    desk: Desk, partner: Partner
) -> None:
    title = "Information sharing with the Protection Cluster and all its members"
    desk.save(agreement(partner, title=title))
    share(desk)
    choice = desk.find(QComboBox, "field-agreement")
    choice.grab()
    assert choice.toolTip() == title
