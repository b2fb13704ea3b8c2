"""On the share page each hit of the scan is asked about, one by one, and the answer is kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QTableView
from pytestqt.qtbot import QtBot

from fieldapp.records.actors import Person
from fieldapp.records.clearances import TextChoice
from fieldapp.records.sharing import Partner
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from tests.ui.desks import (
    Desk,
    agreement,
    exchange_cards,
    incident,
    open_desk,
    second_station,
    wait_for_release,
)
from ui import theme

TEXT = "The convoy was stopped. Oleksander Petrenko let it pass; call 0912 345 678 first."
PETRENKO = Person(
    code_name="Larch",
    name="Oleksandr Petrenko",
    purpose="Access to the crossing",
    review_on=Day("2090-01-01"),
)


@pytest.fixture
def partner(store: Store, made, tmp_path: Path) -> Iterator[Partner]:
    with second_station(made, tmp_path) as cluster:
        yield exchange_cards(store, cluster)


@pytest.fixture
def desk(store: Store, qtbot: QtBot, partner: Partner) -> Iterator[Desk]:
    with open_desk(store, qtbot) as opened:
        opened.save(PETRENKO)
        opened.save(agreement(partner))
        yield opened


def share(desk: Desk, **values: str) -> None:
    desk.save(incident(narrative_shareable=TEXT, **values))
    desk.window.go("share")
    wait_for_release(desk)


def narrative(desk: Desk) -> tuple[str, str]:
    """The shareable narrative as it leaves, and what happens to it."""
    model = desk.find(QTableView, "list-compared").model()
    cells = [[str(model.index(n, at).data()) for at in range(4)] for n in range(model.rowCount())]
    found = next(each for each in cells if each[0] == "Shareable narrative")
    return found[2], found[3]


def choices(desk: Desk) -> list[TextChoice]:
    found = desk.session.store.records(Query("text_choice"))
    return [each for each in found if isinstance(each, TextChoice)]


def test_each_hit_stands_in_its_sentence_and_waits_without_blocking(desk: Desk) -> None:
    share(desk)

    assert narrative(desk)[0] == "Nothing"
    assert desk.words("hit-what") == (
        "1 of 2 in Shareable narrative: what may be a name that is known here."
    )
    said = desk.words("hit-sentence")
    assert "Oleksander Petrenko" in said
    assert "The convoy" not in said, "only the sentence of the hit"
    shown = [each.text() for each in desk.window.findChildren(QLabel) if each.isVisible()]
    assert any("misses some: read it" in each for each in shown)
    assert "2 hits of the scan wait" in desk.words("share-hits")
    assert desk.words("share-stands").startswith("One thing stops this"), "the approval, no hit"


def test_choices_by_mouse_and_by_key_go_on_to_the_next_and_the_text_leaves_with_codes(
    desk: Desk,
) -> None:
    share(desk)
    desk.press("action-replace-hit")
    wait_for_release(desk)
    assert desk.words("hit-what") == "2 of 2 in Shareable narrative: a phone number."
    assert narrative(desk)[0] == "Nothing", "one answer is missing"

    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "action-replace-hit", "the cursor stays where choices are made"
    desk.qtbot.keyClick(focused, Qt.Key.Key_R)
    wait_for_release(desk)

    after, why = narrative(desk)
    assert after.startswith("The convoy was stopped. [PER-")
    assert after.endswith("] let it pass; call [phone] first.")
    assert why.startswith("Replaced. ")
    assert not desk.sees("share-hits")
    assert {each.choice for each in choices(desk)} == {"replaced"}
    assert all("Petrenko" not in repr(each.hit + each.where + each.found) for each in choices(desk))


def test_a_look_alike_is_cleared_with_a_reason_and_leaving_out_is_an_answer_too(desk: Desk) -> None:
    share(desk)
    reason = desk.find(QComboBox, "field-clear-reason")
    assert reason.accessibleName()
    desk.press("action-clear-hit")
    wait_for_release(desk)
    desk.press("action-leave-out-text")
    wait_for_release(desk)

    assert narrative(desk)[0] == "Nothing"
    assert {each.choice: each.reason for each in choices(desk)} == {
        "cleared": "other",
        "left_out": "",
    }
    assert not desk.sees("share-hits")


def test_a_name_that_is_surely_theirs_cannot_be_cleared(desk: Desk) -> None:
    desk.save(incident(narrative_shareable="Oleksandr Petrenko let it pass."))
    desk.window.go("share")
    wait_for_release(desk)

    assert not desk.can_press("action-clear-hit")
    assert not desk.sees("field-clear-reason")
    assert desk.can_press("action-replace-hit")


def test_an_edit_of_the_text_asks_again(desk: Desk) -> None:
    share(desk)
    for _ in range(2):
        desk.press("action-replace-hit")
        wait_for_release(desk)
    (kept,) = desk.session.store.records(Query("incident"))
    desk.save(incident(id=kept.id, narrative_shareable=TEXT + " Twice."))
    wait_for_release(desk)

    assert "2 hits of the scan wait" in desk.words("share-hits")


def test_hits_of_the_next_record_are_one_press_away(desk: Desk) -> None:
    desk.save(incident(title="Other", narrative_shareable="Call 0998 877 665."))
    share(desk)
    here = desk.find(QTableView, "list-share").currentIndex().row()
    desk.press("action-next-record-with-hits")

    assert desk.find(QTableView, "list-share").currentIndex().row() != here
    assert desk.sees("hit-sentence")


@pytest.mark.skipif("PICTURES" not in os.environ, reason="pictures only where PICTURES says where")
@pytest.mark.parametrize("dark", [False, True])
def test_pictures(desk: Desk, dark: bool) -> None:
    app = QApplication.instance()
    theme.apply(app, dark)
    desk.window.resize(1366, 768)
    share(desk)
    for _ in range(5):
        QApplication.processEvents()
    name = f"hits-{'dark' if dark else 'light'}.png"
    assert desk.window.grab().save(str(Path(os.environ["PICTURES"]) / name))
