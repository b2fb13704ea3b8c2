"""Data incidents, demands and revoked keys at the window, by mouse and key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QTabWidget, QToolButton

from fieldapp.records.disclosures import Delivery, Disclosure
from fieldapp.records.sharing import Partner
from fieldapp.services.package import cards
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day
from tests.approvals import card
from tests.journeys.officer import CTRL


@pytest.fixture
def cluster(officer) -> Partner:
    """A partner whose code was compared, and one package sealed to its key."""
    store, made = officer.frame.session.store, card()
    partner = cards.add_partner(store, made, "humanitarian-partner", made.code)
    officer.frame.session.save(
        Disclosure(
            title="Sharing protocol",
            state="sealed",
            channel="package",
            at=store.now(),
            level="high",
            file_name="package-0a1b2c3d.age",
            deliveries=(Delivery(partner=partner.id, fingerprint=partner.fingerprint),),
        )
    )
    return partner


def starts_from(officer, name: str) -> None:
    menu = officer.finds(QToolButton, "action-start-from").menu()
    next(each for each in menu.actions() if each.objectName().endswith(name)).trigger()
    officer.waits()


def shows_tab(officer, label: str) -> None:
    tabs = next(each for each in officer.window.findChildren(QTabWidget) if each.isVisible())
    names = [tabs.tabText(n) for n in range(tabs.count())]
    tabs.setCurrentIndex(names.index(label))


def test_a_demand_begins_with_words_to_refuse_and_is_finished(officer):
    officer.goes_to("data_demand")
    starts_from(officer, "refusal")
    assert "inviolable" in officer.finds(QPlainTextEdit, "field-said").toPlainText()

    officer.writes("demanded_on", "yesterday")
    officer.writes("what", "The names of those who told us")
    officer.presses("action-finish")

    (kept,) = officer.frame.session.store.records(Query("data_demand", drafts=False))
    assert kept.escalated_to == ("head_of_office",)


def test_a_key_is_revoked_with_a_reason_and_what_it_opens_is_shown(officer, cluster):
    officer.frame.open_record(cluster.id)
    shows_tab(officer, "40-digit code")
    officer.presses("action-revoke-key")
    officer.presses("action-revoke-go")

    store = officer.frame.session.store
    kept = store.get(cluster.id)
    assert kept.revoked_on is not None
    assert not cards.is_verified(kept)
    assert officer.page() == "key_change"
    shows_tab(officer, "What the key opens")
    assert officer.rows("list-opened", 1) == ["package-0a1b2c3d.age"]
    assert "1 package" in officer.reads("opened-said")


def test_the_day_by_which_to_tell_is_taken_over(officer, cluster):
    officer.goes_to("data_incident")
    starts_from(officer, "device_loss")
    officer.writes("detected_on", "yesterday")
    officer.presses("action-finish")
    shows_tab(officer, "What the key opens")
    assert officer.reads("opened-said") == "No package is known."
    assert not officer.sees("action-take-tell-by")
    (kept,) = officer.frame.session.store.records(Query("data_incident", drafts=False))
    assert isinstance(kept.detected_on, Day)
    assert officer.finds(QPushButton, "action-csv-opened").isEnabled() is False


@pytest.mark.parametrize("noun", ["key_change", "text_choice"])
def test_what_a_step_of_its_own_makes_is_offered_new_nowhere(officer, noun):
    officer.goes_to(noun)
    assert not officer.sees(f"action-new-{noun}")
    assert not officer.sees(f"action-new-{noun}-first")
    officer.key(Qt.Key.Key_N, CTRL)
    assert officer.page() == noun
    assert not officer.sees("action-finish")
