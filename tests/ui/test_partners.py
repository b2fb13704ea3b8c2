"""Partners: added from a card or by keys, and known only by the 40 digits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from fieldapp.crypto import age
from fieldapp.records.sharing import Partner
from fieldapp.services.package import cards
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from tests.ui.desks import FOR_CLUSTER, Desk, open_desk, second_station


@pytest.fixture
def cluster(made, tmp_path: Path) -> Iterator[Store]:
    with second_station(made, tmp_path) as store:
        yield store


@pytest.fixture
def desk(store: Store, qtbot: QtBot) -> Iterator[Desk]:
    with open_desk(store, qtbot) as opened:
        opened.window.go("partner")
        yield opened


@pytest.fixture
def card(cluster: Store, tmp_path: Path) -> Path:
    """The cluster's card, as it was handed out."""
    path = tmp_path / "card.json"
    path.write_bytes(cards.card_json(cluster))
    return path


def choose_card(desk: Desk, path: Path) -> None:
    desk.press("action-new-partner")
    desk.press("action-choose-card")
    desk.answer(path)


def stored(desk: Desk) -> list[Partner]:
    found = desk.session.store.records(Query("partner"))
    return [each for each in found if isinstance(each, Partner)]


def test_a_partner_is_added_from_a_card_with_the_digits_that_were_heard(
    desk: Desk, card: Path, cluster: Store
) -> None:
    choose_card(desk, card)
    assert FOR_CLUSTER in desk.words("card-about")
    assert not desk.can_press("action-add-partner")
    desk.type("field-partner_code", cards.own_card(cluster).code)
    desk.press("action-add-partner")
    (made,) = stored(desk)
    assert cards.is_verified(made)
    assert desk.window.page("partner")._records.pane.record.id == made.id


def test_wrong_digits_store_nothing_and_say_so_beside_the_field(desk: Desk, card: Path) -> None:
    choose_card(desk, card)
    desk.type("field-partner_code", "12345 67890 " * 4)
    desk.press("action-add-partner")
    assert "does not match" in desk.message()
    assert stored(desk) == []


def test_the_digits_are_nowhere_on_the_screen_to_copy_from(
    desk: Desk, card: Path, cluster: Store
) -> None:
    choose_card(desk, card)
    code = cards.own_card(cluster).code
    said = [
        getattr(each, "text", str)()
        for each in desk.window.findChildren(object)
        if hasattr(each, "text") and hasattr(each, "isVisible")
    ]
    assert not any(code[:11] in str(words) for words in said)


def test_a_partner_may_be_added_now_and_compared_later(
    desk: Desk, card: Path, cluster: Store
) -> None:
    choose_card(desk, card)
    desk.press("action-add-unverified")
    (made,) = stored(desk)
    assert not cards.is_verified(made)
    assert "not compared" in desk.words("partner-state")
    assert not desk.can_press("action-verify")
    desk.type("field-compare_code", "9" * 40)
    desk.press("action-verify")
    assert not cards.is_verified(stored(desk)[0])
    desk.type("field-compare_code", cards.own_card(cluster).code)
    desk.press("action-verify")
    assert cards.is_verified(stored(desk)[0])
    assert "was compared" in desk.words("partner-state")


def test_one_who_has_only_age_is_added_by_keys(desk: Desk) -> None:
    key = age.recipient_of(age.new_identity("x25519"))
    desk.press("action-new-partner")
    desk.press("action-by-keys")
    desk.type("field-partner_name", "Monitor")
    keys = desk.find(QPlainTextEdit, "field-partner_recipients")
    desk.qtbot.keyClicks(keys, key)
    desk.type("field-partner_code", cards.digits(cards.fingerprint("", (key,))))
    desk.press("action-add-partner")
    (made,) = stored(desk)
    assert (made.name, made.recipients) == ("Monitor", key)
    assert cards.is_verified(made)


def test_a_key_that_is_none_is_refused(desk: Desk) -> None:
    desk.press("action-new-partner")
    desk.press("action-by-keys")
    desk.type("field-partner_name", "Monitor")
    desk.qtbot.keyClicks(desk.find(QPlainTextEdit, "field-partner_recipients"), "age1nonsense")
    desk.press("action-add-unverified")
    assert desk.message()
    assert stored(desk) == []


@pytest.mark.parametrize("change", [lambda raw: raw[:-40], lambda raw: raw.replace(b"PCS", b"PCX")])
def test_a_card_that_was_changed_is_refused(desk: Desk, card: Path, change) -> None:
    card.write_bytes(change(card.read_bytes()))
    choose_card(desk, card)
    assert "not a usable card" in desk.message()
    assert not desk.sees("field-partner_code")


def test_one_without_any_key_is_written_down_as_a_record(desk: Desk) -> None:
    desk.press("action-new-partner")
    desk.press("action-no-key")
    desk.type("field-name", "Liaison desk")
    desk.window.go("share")
    (made,) = stored(desk)
    assert made.name == "Liaison desk"


def test_escape_leaves_adding(desk: Desk) -> None:
    desk.press("action-new-partner")
    assert desk.sees("action-choose-card")
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_Escape)
    assert not desk.sees("action-choose-card")
