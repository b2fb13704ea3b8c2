"""The main job at the window: write the meeting, find it, print it, share it, open it elsewhere."""

from __future__ import annotations

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from fieldapp.store.store import Query
from tests.journeys import steps
from tests.journeys.officer import CTRL, ENTER

NAME = "Ibrahim Musa Adam"
SAID = "The bridge opens to ambulances at six."


def records(officer, noun: str):
    return list(officer.window.session.store.records(Query(noun)))


def paper(path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_a_meeting_from_blank_to_printed(officer, made, tmp_path):
    steps.unlock(officer, made.passphrase)
    steps.write_down_a_contact(officer, "KILO", NAME)
    steps.write_down_a_meeting(officer, "Corridor to the hospital", "KILO", SAID)
    officer.key(ENTER, CTRL)
    assert officer.message() == "Finished."

    (meeting,), (promise,), (action,) = (
        records(officer, noun) for noun in ("meeting", "commitment", "action")
    )
    (kilo,) = records(officer, "person")
    assert (meeting.draft, meeting.contacts) == (False, (kilo.id,))
    assert promise.meeting == action.meeting == meeting.id

    steps.save_as_pdf(officer, tmp_path / "summary.pdf")
    assert "not encrypted" in officer.message()
    printed = paper(tmp_path / "summary.pdf")
    assert SAID in printed
    assert "KILO" in printed
    assert "A list of the wounded" in printed
    assert "Call the clinic" in printed
    assert meeting.ref in printed
    assert "1 of 1" in printed or "1 of 2" in printed
    assert NAME not in printed


def test_a_meeting_is_found_again_by_a_word_in_arabic(officer, made):
    steps.unlock(officer, made.passphrase)
    steps.write_down_a_contact(officer, "KILO", "إبراهيم موسى")
    steps.write_down_a_meeting(officer, "معبر المرضى", "KILO", "الجسر مفتوح للإسعاف")
    officer.key(ENTER, CTRL)
    steps.write_tonights_note(officer, "KILO", "> Nothing new.\n+ قائمة العيادات غدا")

    assert steps.look_for(officer, "الطريق") == []  # nobody wrote of the road
    officer.key(Qt.Key.Key_Escape)
    assert steps.look_for(officer, "للاسعاف") == ["معبر المرضى"]  # without its hamza
    steps.open_what_was_found(officer, "معبر المرضى")
    assert officer.page() == "meeting"
    assert officer.finds(QLineEdit, "field-title").text() == "معبر المرضى"

    assert "قائمة العيادات غدا" in steps.look_for(officer, "قايمه")  # as people spell it
    steps.open_what_was_found(officer, "قائمة العيادات غدا")
    assert officer.page() == "commitment"
    assert steps.look_for(officer, "ابراهيم") == ["KILO"]  # a name finds the code name
    officer.key(ENTER)
    assert officer.page() == "person"


def test_an_incident_is_shared_and_the_partner_opens_imports_and_acknowledges_it(
    officer, cluster, made, tmp_path
):
    steps.unlock(officer, made.passphrase)
    steps.unlock(cluster, made.passphrase)
    ours = steps.hand_out_the_card(officer, tmp_path / "ours.json")
    theirs = steps.hand_out_the_card(cluster, tmp_path / "theirs.json")
    steps.take_a_card(officer, tmp_path / "theirs.json", theirs)
    steps.take_a_card(cluster, tmp_path / "ours.json", ours)
    steps.write_down_a_contact(officer, "KILO", NAME)
    steps.write_down_an_incident(
        officer, "Shelling of a market", f"{NAME} told us at the mill.", "Shells fell at noon."
    )
    steps.sign_an_agreement(officer)

    steps.look_at_what_leaves(officer)
    assert "1 leave" in officer.reads("share-counts")
    assert not officer.finds(QPushButton, "action-seal").isEnabled()  # the text was not read yet
    steps.read_every_text(officer)
    (outbound := tmp_path / "out").mkdir()
    package = steps.seal(officer, outbound)
    assert officer.page() == "disclosure"
    assert b"Shells" not in package.read_bytes()

    steps.open_a_package(cluster, package)
    assert cluster.reads("opened-trust").startswith("Verified: El Fasher")
    cluster.presses("action-import")
    cluster.waits()
    (incident,) = records(cluster, "incident")
    assert incident.narrative_shareable == "Shells fell at noon."
    assert incident.narrative_confidential == ""
    assert incident.received_from
    cluster.frame.open_record(incident.id)
    assert "came in" in cluster.reads("read-only-why") or cluster.sees("read-only")
    cluster.goes_to("received")
    steps.write_the_receipt(cluster, tmp_path / "receipt.age")

    steps.read_the_receipt(officer, tmp_path / "receipt.age")
    assert "1 imported" in officer.message()
    (entry,) = records(officer, "disclosure")
    assert [each.receipt_state for each in entry.deliveries] == ["imported"]
