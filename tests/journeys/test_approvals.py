"""A second person at the window: refuses, approves, lets it run out; here, by file, by radio."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget

from fieldapp.records.approvals import Approval
from fieldapp.store.store import Query
from tests.journeys import steps
from tests.journeys.officer import ENTER, Officer

HEAD = "nine kites above the salt pans"
HARM = "The stall could be known by the hour; the day is made coarser."
WITNESS = "Ibrahim Musa Adam"


def approvals(officer: Officer) -> list[Approval]:
    session = officer.window.session
    assert session is not None
    found = session.store.records(Query("approval"))
    return [each for each in found if isinstance(each, Approval)]


def shows(officer: Officer, tabs: str, label: str) -> None:
    """Turn to a tab by its word."""
    bar = officer.finds(QTabWidget, tabs)
    words = [bar.tabText(at) for at in range(bar.count())]
    bar.setCurrentIndex(words.index(label))
    officer.waits()


def tab_of_record(officer: Officer, label: str) -> None:
    for bar in officer.window.findChildren(QTabWidget):
        words = [bar.tabText(at) for at in range(bar.count())]
        if bar.isVisible() and label in words:
            bar.setCurrentIndex(words.index(label))
            officer.waits()
            return
    raise AssertionError(label)


def writes_the_note(officer: Officer) -> None:
    """Open the approval of what stands on the share page, and say what could go wrong."""
    officer.presses("action-mend-1")
    officer.waits()
    officer.writes("harm_note", HARM)


@pytest.fixture
def incident(officer, cluster, made, tmp_path) -> Officer:
    """The officer with an incident to share and a partner to share it with; the head elsewhere."""
    steps.unlock(officer, made.passphrase)
    ours = steps.hand_out_the_card(officer, tmp_path / "ours.json")
    steps.unlock(cluster, made.passphrase)
    theirs = steps.hand_out_the_card(cluster, tmp_path / "theirs.json")
    steps.take_a_card(cluster, tmp_path / "ours.json", ours)
    steps.take_a_card(officer, tmp_path / "theirs.json", theirs)
    steps.write_down_an_incident(
        officer, "Shelling of a market", f"{WITNESS} told us at the mill.", "Shells fell at noon."
    )
    steps.sign_an_agreement(officer)
    return officer


def sets_up_the_head_here(officer: Officer) -> None:
    """Both sit at the officer's laptop: a key of the head's own, under their own passphrase."""
    officer.goes_to("approver")
    officer.presses("action-new-approver")
    officer.writes("approver_name", "Head of office")
    officer.writes("passphrase", HEAD)
    officer.key(ENTER)
    officer.types(HEAD)
    officer.presses("action-make-approver")
    officer.waits()
    assert "known for sure" in officer.message(), officer.message()


def decides(officer: Officer, button: str, passphrase: str, said: str = "") -> None:
    """The head, at the officer's laptop."""
    officer.writes("approver_words", said)
    officer.writes("approver_passphrase", passphrase)
    officer.presses(button)
    officer.waits()


def test_on_this_laptop_refused_then_approved_then_run_out(incident, made, tmp_path):
    officer = incident
    officer.turns_to()
    sets_up_the_head_here(officer)
    steps.look_at_what_leaves(officer)
    steps.read_every_text(officer)
    assert "second person" in officer.reads("block-1")
    assert not officer.finds(QPushButton, "action-seal").isEnabled()

    writes_the_note(officer)
    assert "High" in officer.reads("approval-fact-sensitivity")
    decides(officer, "action-approve", made.passphrase)  # the vault's passphrase is not theirs
    assert "not the approver's passphrase" in officer.reads("approver-wrong")
    assert [each.state for each in approvals(officer)] == ["asked"]
    decides(officer, "action-refuse", HEAD, "The noon shows who stood there.")
    assert "Refused" in officer.message()
    assert "The noon shows" in officer.reads("approval-refusals")
    decides(officer, "action-approve", HEAD)  # what was refused stays refused
    assert "refused" in officer.message()
    assert [each.state for each in approvals(officer)] == ["refused"]

    steps.write_down_an_incident(officer, "Another day", "Heard at the mill.", "More shells fell.")
    steps.look_at_what_leaves(officer)  # another release, which nobody refused
    assert officer.sees("field-harm_note"), "the approval stays open"
    assert not officer.sees("approval-refusals")
    decides(officer, "action-approve", HEAD)
    assert "can be sealed until" in officer.reads("approval-state")

    store, now = officer.window.session.store, officer.window.session.store.now
    store.now = lambda: now() + dt.timedelta(days=4)  # the week goes by
    officer.presses("action-back-share")
    officer.goes_to("approval")
    assert {each.state for each in approvals(officer)} == {"refused", "expired"}
    steps.look_at_what_leaves(officer)
    assert "second person" in officer.reads("block-1")

    store.now = now
    writes_the_note(officer)
    decides(officer, "action-approve", HEAD)
    officer.presses("action-back-share")
    steps.read_every_text(officer)
    (out := tmp_path / "out").mkdir()
    steps.seal(officer, out)
    assert approvals(officer)[0].state == "used"
    entry = next(iter(officer.window.session.store.records(Query("disclosure"))))
    assert entry.note == HARM


def knows_the_head_by_card(officer: Officer, head: Officer, folder) -> None:
    """From the head's card file, with the digits that were read over."""
    digits = steps.hand_out_the_card(head, folder / "head.json")
    officer.turns_to()
    officer.goes_to("approver")
    officer.presses("action-new-approver")
    officer.writes("approver_name", "Head of office")
    shows(officer, "approver-ways", "From their card")
    officer.presses("action-choose-approver-card")
    officer.answers(folder / "head.json")
    officer.writes("approver_code", digits)
    officer.presses("action-add-approver-card")
    officer.waits()
    assert "known for sure" in officer.message(), officer.message()


def test_by_file_from_another_laptop(incident, cluster, tmp_path):
    officer, head = incident, cluster
    knows_the_head_by_card(officer, head, tmp_path)
    steps.look_at_what_leaves(officer)
    steps.read_every_text(officer)
    writes_the_note(officer)
    shows(officer, "approval-ways", "By file")
    officer.presses("action-write-request")
    officer.answers(tmp_path / "request.age")
    officer.waits()
    assert "Only the approver can open it" in officer.message()

    steps.open_a_package(head, tmp_path / "request.age")
    head.waits()
    assert head.page() == "approval"
    assert head.reads("approval-fact-what-could-go-wrong") == HARM
    assert "1 incident" in head.reads("approval-fact-records")
    head.writes("request_words", "Go on")
    head.presses("action-approve-request")
    head.answers(tmp_path / "answer.age")
    head.waits()
    assert "Only the sender can open it" in head.message()

    steps.open_a_package(officer, tmp_path / "answer.age")
    officer.waits()
    assert "approved" in officer.message()
    assert [(each.state, each.words) for each in approvals(officer)] == [("approved", "Go on")]
    steps.look_at_what_leaves(officer)
    if officer.sees("action-back-share"):
        officer.presses("action-back-share")
    (out := tmp_path / "out").mkdir()
    steps.seal(officer, out)
    assert [each.state for each in approvals(officer)] == ["used"]


def test_by_radio_when_alone(incident, cluster, tmp_path):
    officer, head = incident, cluster
    knows_the_head_by_card(officer, head, tmp_path)
    (approver,) = officer.window.session.store.records(Query("approver"))
    officer.frame.open_record(approver.id)
    tab_of_record(officer, "Radio")
    officer.presses("action-make-secret")
    secret = officer.reads("radio-secret")
    head.turns_to()
    head.goes_to("radio_answer")
    head.writes("radio_station", "El Fasher")
    head.writes("radio_secret", " ".join(secret.split()))
    head.presses("action-add-role")
    test_code = re.search(r"[\d ]+$", head.reads("radio-test-code"))[0]
    officer.turns_to()
    officer.writes("radio_test", test_code)
    officer.presses("action-keep-secret")
    assert "Both have the secret" in officer.message(), officer.message()

    steps.look_at_what_leaves(officer)
    steps.read_every_text(officer)
    writes_the_note(officer)
    shows(officer, "approval-ways", "By radio")
    officer.presses("action-ask-radio")
    officer.waits()
    said, digits = officer.reads("radio-lines"), officer.reads("radio-challenge")
    assert "1 incident" in said
    assert WITNESS not in said

    head.turns_to()
    head.writes("radio_heard", digits)
    head.presses("action-radio-approve")
    answer = head.finds(QLabel, "radio-digits").text()
    officer.turns_to()
    misheard = answer.replace(answer[0], str((int(answer[0]) + 1) % 10), 1)
    officer.writes("radio_answer", misheard)
    officer.presses("action-check-radio")
    assert "misheard" in officer.reads("radio-state")
    officer.writes("radio_answer", answer)
    officer.presses("action-check-radio")
    officer.waits()
    assert "can be sealed until" in officer.reads("approval-state")
    officer.presses("action-back-share")
    (out := tmp_path / "out").mkdir()
    steps.seal(officer, out)
    assert [each.state for each in approvals(officer)] == ["used"]
