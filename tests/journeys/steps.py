"""What an officer does at the window, a step a function: the words the journeys are told in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from fieldapp.records.sharing import Agreement, Partner
from fieldapp.store.store import Changes, Query
from fieldapp.vocab.days import Day
from tests.approvals import decide
from tests.journeys.officer import CTRL, ENTER, SHIFT, Officer

# -- in and out ----------------------------------------------------------------------------


def make_a_vault(
    officer: Officer, code: str, name: str, initials: str, passphrase: str
) -> list[str]:
    """Go through the first run up to the recovery key; give back its groups, as on the paper."""
    officer.writes("station_code", code)
    officer.key(ENTER)
    officer.types(name)
    officer.key(ENTER)
    officer.types(initials)
    officer.key(ENTER)
    officer.types(passphrase)
    officer.key(ENTER)
    officer.types(passphrase)
    officer.key(ENTER)
    officer.waits_until(lambda: officer.sees("recovery-key"))
    return officer.reads("recovery-key").split()


def type_back(officer: Officer, groups: list[str]) -> None:
    """Type the two groups that are asked for, from the paper, and go on."""
    officer.writes("group-3", groups[2])
    officer.writes("group-6", groups[5])
    officer.key(ENTER)


def unlock(officer: Officer, passphrase: str) -> None:
    """Type the passphrase of the locked vault."""
    officer.turns_to()
    officer.writes("passphrase", passphrase)
    officer.key(ENTER)
    officer.waits_until(lambda: not officer.is_locked_out or bool(officer.message()))
    officer.waits()


def lock(officer: Officer) -> None:
    """Ctrl+L."""
    officer.key(Qt.Key.Key_L, CTRL)
    officer.waits_until(lambda: officer.is_locked_out)


# -- writing -------------------------------------------------------------------------------


def begin(officer: Officer, noun: str) -> None:
    """Go to the page of a kind and begin a new one."""
    officer.turns_to()
    officer.goes_to(noun)
    officer.key(Qt.Key.Key_N, CTRL)


def write_down_a_contact(officer: Officer, code_name: str, name: str) -> None:
    """A contact with a code name, and the name that stays here."""
    begin(officer, "person")
    officer.writes("code_name", code_name)
    officer.writes("purpose", "The bridge and the ferry")
    officer.writes("name", name)
    officer.presses("action-more-section-5")
    officer.writes("review_on", "2090-01-01")
    officer.presses("action-finish")
    assert "Saved" in officer.message(), officer.message()


def write_down_a_meeting(officer: Officer, title: str, contact: str, said: str) -> None:
    """A meeting in the full form: what was said on record, one promise and one action."""
    begin(officer, "meeting")
    officer.types(title)
    officer.writes("started", "yesterday")
    officer.writes("started-time", "16:30")
    officer.links("contacts", contact[:2])
    officer.presses("action-add-statements")
    officer.writes("statements-1-text", said)
    officer.chooses("statements-1-attribution", "On record")
    officer.presses("action-add-commitments")
    officer.writes("commitments-1-what", "A list of the wounded")
    officer.writes("commitments-1-due", "2089-12-01")
    officer.presses("action-add-actions")
    officer.writes("actions-1-what", "Call the clinic")
    officer.chooses("attribution", "On record")


def write_tonights_note(officer: Officer, contact: str, lines: str) -> None:
    """The quick way: with whom, and a box of lines."""
    officer.turns_to()
    officer.key(Qt.Key.Key_N, CTRL | SHIFT)
    officer.types(contact[:2])
    officer.key(ENTER)
    officer.key(ENTER)
    officer.types(lines)
    officer.key(ENTER, CTRL)
    assert "Finished" in officer.message(), officer.message()


def write_down_an_incident(officer: Officer, title: str, told: str, may_leave: str) -> None:
    """An incident with what stays here and what may leave."""
    begin(officer, "incident")
    officer.types(title)
    officer.links("act", "Killing")
    officer.writes("happened", "yesterday")
    officer.writes("narrative_confidential", told)
    officer.writes("narrative_shareable", may_leave)
    officer.presses("field-shows_source-no")
    officer.key(ENTER, CTRL)
    assert "Finished" in officer.message(), officer.message()


# -- finding -------------------------------------------------------------------------------


def look_for(officer: Officer, words: str) -> list[str]:
    """Ctrl+K, type; what is found."""
    officer.turns_to()
    officer.key(Qt.Key.Key_K, CTRL)
    officer.types(words)
    return officer.rows("list-search") if officer.sees("list-search") else []


def open_what_was_found(officer: Officer, title: str) -> None:
    """Down into the results, to this one, and Enter."""
    number = officer.rows("list-search").index(title)
    for _ in range(number + 1):
        officer.key(Qt.Key.Key_Down)
    officer.key(ENTER)


# -- printing ------------------------------------------------------------------------------


def save_as_pdf(officer: Officer, target: Path) -> None:
    """From a record, through the preview and its warning, to a file."""
    officer.key(Qt.Key.Key_P, CTRL)
    assert officer.page() == "preview" or officer.sees("preview-page")
    officer.waits()
    officer.presses("action-save-pdf")
    assert "not encrypted" in officer.reads("preview-warning-words")
    officer.presses("action-go-on")
    officer.answers(target)


# -- knowing each other --------------------------------------------------------------------


def hand_out_the_card(officer: Officer, card: Path) -> str:
    """Save the card; the 40 digits that are then read over the radio."""
    officer.turns_to()
    officer.goes_to("keys")
    officer.presses("action-save-card")
    officer.answers(card)
    return officer.finds(QLabel, "own-code").accessibleDescription()


def take_a_card(officer: Officer, card: Path, digits: str) -> None:
    """Add the partner whose card this is, comparing the digits that were heard."""
    officer.turns_to()
    officer.goes_to("partner")
    officer.key(Qt.Key.Key_N, CTRL)
    officer.presses("action-choose-card")
    officer.answers(card)
    officer.writes("partner_code", digits)
    officer.presses("action-add-partner")
    assert "code compared" in officer.message(), officer.message()


def sign_an_agreement(officer: Officer) -> Agreement:
    """What was agreed on paper earlier, with the one partner there is."""
    session = officer.window.session
    assert session is not None
    (partner,) = session.store.records(Query("partner"))
    assert isinstance(partner, Partner)
    signed = Agreement(
        title="Protocol with the cluster",
        instrument="cluster_dpisp",
        recipient_kind="humanitarian-partner",
        recipients=(partner.id,),
        purpose="Protection analysis",
        legitimate_basis=("vital_interests",),
        record_types=("incident",),
        included_classes=("event", "count", "place", "time", "shareable_text"),
        highest_sensitivity="high",
        signed_on=Day("2020-01-01"),
        valid_from=Day("2020-01-01"),
        valid_until=Day("2090-01-01"),
        keep_until=Day("2090-05-12"),
    )
    session.save(signed)
    return signed


# -- sharing -------------------------------------------------------------------------------


def look_at_what_leaves(officer: Officer) -> None:
    """Open the share page and wait until each field is decided."""
    officer.turns_to()
    officer.goes_to("share")
    page = officer.frame.page("share")
    officer.waits_until(lambda: not page.is_deciding)
    officer.waits()


def read_every_text(officer: Officer) -> None:
    """Tick each text as read: the cursor goes on by itself, or a button leads to the next."""
    while "to read" in officer.reads("share-counts"):
        box = officer.window.focusWidget()
        if isinstance(box, QCheckBox) and box.objectName().startswith("field-read-"):
            officer.key(Qt.Key.Key_Space)
        elif not officer.finds(QCheckBox, "field-read-1").isChecked():
            officer.ticks("field-read-1")
        else:
            officer.presses("action-next-unread")


def have_it_approved(officer: Officer) -> None:
    """Someone else says yes, as in the journey of approvals; here only that it was said counts."""
    page, session = officer.frame.page("share"), officer.window.session
    assert session is not None
    if page.release.needs_approval and not page.release.approved:
        session.announce(Changes.of(decide(session.store, page.release)))
        officer.waits_until(lambda: not page.is_deciding)
        officer.waits()


def seal(officer: Officer, folder: Path) -> Path:
    """Have it approved where it must be, press the one button; the package that was written."""
    have_it_approved(officer)
    button = officer.finds(QPushButton, "action-seal")
    assert button.isEnabled(), officer.reads("share-stands")
    officer.presses("action-seal")
    officer.answers(folder)
    (package,) = folder.glob("package-*.age")
    return package


def open_a_package(officer: Officer, package: Path) -> None:
    """From the inbox."""
    officer.turns_to()
    officer.goes_to("received")
    officer.presses("action-open-package")
    officer.answers(package)


def write_the_receipt(officer: Officer, target: Path) -> None:
    """From the opened package."""
    officer.presses("action-receipt")
    officer.answers(target)
    assert "Send it to the sender" in officer.message(), officer.message()


def read_the_receipt(officer: Officer, receipt: Path) -> None:
    """From the outbox."""
    officer.turns_to()
    officer.goes_to("disclosure")
    officer.presses("action-read-receipt")
    officer.answers(receipt)
