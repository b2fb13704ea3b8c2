"""Agreements in the window: begun from a template, followed through their course by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTabBar, QTabWidget, QToolButton, QWidget

from fieldapp.records.agreement_rows import AgreementEvent
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.services.sharing.blocks import of_agreement
from fieldapp.store.attachments import NewAttachment
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day
from tests.journeys.officer import CTRL, ENTER, NONE, Officer
from ui.session import Session


def agreement(session: Session, **values: object) -> Agreement:
    partner = Partner(name="Protection Cluster")
    usual: dict[str, object] = {
        "title": "With the cluster",
        "instrument": "cluster_dpisp",
        "recipient_kind": "humanitarian-partner",
        "recipients": (partner.id,),
        "purpose": "Analysis",
        "record_types": ("incident",),
        "included_classes": ("event", "count"),
        "highest_sensitivity": "high",
        "signed_on": Day("2020-01-01"),
        "valid_from": Day("2020-01-01"),
        "valid_until": Day("2089-12-31"),
        "keep_until": Day("2090-06-30"),
    }
    made = Agreement(**{**usual, **values})  # type: ignore[arg-type]
    session.save(partner, made)
    return made


def opens_course(officer: Officer, made: Agreement) -> None:
    officer.turns_to()
    officer.frame.open_record(made.id)
    officer.waits()
    tabs = officer.finds(QTabWidget, "tabs-agreement")
    at = next(n for n in range(tabs.count()) if tabs.tabText(n) == "Course")
    bar: QTabBar = tabs.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, NONE, bar.tabRect(at).center())
    officer.waits()


def kept(officer: Officer, made: Agreement) -> Agreement:
    found = officer.frame.session.store.get(made.id)
    assert isinstance(found, Agreement)
    return found


def stops(officer: Officer, made: Agreement) -> set[str]:
    today = officer.frame.session.store.now().date()
    return {each.rule for each in of_agreement(kept(officer, made), today)}


# -- templates -------------------------------------------------------------------------------


def test_an_agreement_is_begun_from_a_template_and_put_in_force(officer: Officer):
    officer.frame.session.save(Partner(name="Country task force"))
    officer.turns_to()
    officer.goes_to("agreement")
    menu = officer.finds(QToolButton, "action-start-from").menu()
    ctfmr = next(a for a in menu.actions() if a.objectName() == "action-start-from-ctfmr")
    ctfmr.trigger()
    officer.waits()
    assert "check each line" in officer.message()
    assert officer.finds(QLineEdit, "field-title").text() == "Alerts to the country task force"

    officer.links("recipients", "Country")
    officer.writes("valid_from", "2026-01-01")
    officer.writes("valid_until", "2089-12-31")
    officer.writes("keep_until", "2090-06-30")
    officer.key(ENTER, CTRL)
    (made,) = officer.frame.session.store.records(Query("agreement"))
    assert isinstance(made, Agreement)
    assert (made.draft, made.status, made.provider) == (False, "draft", "")
    assert stops(officer, made) == {"agreement:status"}

    opens_course(officer, made)
    officer.presses("action-agreement-signed")
    officer.writes("act-on", "2026-01-01")
    officer.key(ENTER)
    assert (kept(officer, made).status, str(kept(officer, made).signed_on)) == (
        "in_force",
        "2026-01-01",
    )
    assert stops(officer, made) == set()


# -- its course ------------------------------------------------------------------------------


def test_a_renewal_is_typed_and_its_old_dates_stay_below(officer: Officer):
    made = agreement(officer.frame.session, valid_until=Day("2020-12-31"))
    opens_course(officer, made)
    assert "expired" in officer.reads("agreement-notice-1")
    assert "agreement:expired" in stops(officer, made)

    officer.presses("action-agreement-renewed")
    officer.types("2020-06-01")  # the cursor waits in the new end
    officer.writes("act-keep", "2090-06-30")
    officer.key(ENTER)
    assert "do not go beyond" in officer.reads("act-error")
    officer.writes("act-until", "2089-06-30")
    officer.writes("act-words", "By exchange of letters")
    officer.presses("action-do-act")

    (event,) = kept(officer, made).course
    assert (event.what, event.words) == ("renewed", "By exchange of letters")
    assert str(event.was_until) == "2020-12-31"
    assert "agreement:expired" not in stops(officer, made)
    assert "Renewed" in officer.reads("agreement-event-1")
    assert officer.reads("agreement-state") == "In force until 30 Jun 2089"


def test_a_breach_suspends_where_that_is_ticked_and_it_is_resumed(officer: Officer):
    made = agreement(officer.frame.session)
    opens_course(officer, made)
    officer.presses("action-agreement-breach")
    officer.types("A copy lay open")
    officer.writes("act-follows", "New training")
    officer.ticks("field-act-suspends")
    officer.presses("action-do-act")

    assert [each.what for each in kept(officer, made).course] == ["breach", "suspended"]
    assert stops(officer, made) == {"agreement:status"}
    assert officer.reads("agreement-notice-1").startswith("Suspended")
    assert officer.sees("action-agreement-recall")

    officer.presses("action-agreement-resumed")
    officer.key(ENTER)
    assert stops(officer, made) == set()


def test_ended_it_cannot_be_taken_up_again_and_what_they_hold_is_a_step_away(officer: Officer):
    made = agreement(officer.frame.session)
    opens_course(officer, made)
    officer.presses("action-agreement-ended")
    officer.presses("action-cancel-act")
    assert kept(officer, made).status == "in_force"
    officer.presses("action-agreement-ended")
    officer.key(ENTER)

    assert kept(officer, made).status == "ended"
    assert not officer.sees("action-agreement-resumed")
    assert not officer.sees("action-agreement-renewed")
    officer.presses("action-agreement-recall")
    officer.waits()
    assert officer.page() == "take_back"


def test_a_wrong_day_is_said_beside_it_and_nothing_is_saved(officer: Officer):
    made = agreement(officer.frame.session)
    opens_course(officer, made)
    officer.presses("action-agreement-suspended")
    officer.writes("act-on", "soon")
    officer.key(ENTER)

    assert "not a date" in officer.reads("act-error")
    assert kept(officer, made).status == "in_force"


def test_an_unsaved_edit_comes_before_any_act(officer: Officer):
    made = agreement(officer.frame.session)
    officer.turns_to()
    officer.frame.open_record(made.id)
    officer.waits()
    officer.writes("title", "")
    officer.key(Qt.Key.Key_Delete)
    opens_course_again(officer)

    assert not officer.finds(QWidget, "action-agreement-ended").isEnabled()
    assert kept(officer, made).title == "With the cluster"


def opens_course_again(officer: Officer) -> None:
    tabs = officer.finds(QTabWidget, "tabs-agreement")
    bar: QTabBar = tabs.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, NONE, bar.tabRect(1).center())
    officer.waits()


def test_the_course_is_read_under_record_and_cannot_be_typed_there(officer: Officer):
    event = AgreementEvent(what="renewed", on=Day("2026-01-01"), words="After a year")
    made = agreement(officer.frame.session, course=(event,))
    officer.turns_to()
    officer.frame.open_record(made.id)
    officer.waits()
    officer.presses("action-more-section-5")

    words = officer.finds(QWidget, "field-course-1-words")
    assert words.property("readOnly") or not words.isEnabled()


@pytest.mark.parametrize("attached", [False, True])
def test_a_quiet_notice_asks_for_the_signed_copy(officer: Officer, attached: bool):
    made = agreement(officer.frame.session)
    if attached:
        copy = NewAttachment("signed.txt", "text", b"Signed by both sides")
        officer.frame.session.store.attachments.attach(made.id, copy)
    opens_course(officer, made)

    said = officer.reads("agreement-notice-1")
    assert said.startswith("Signed copy attached: 1 file" if attached else "No signed copy")
