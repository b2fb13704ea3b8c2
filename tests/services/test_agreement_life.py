"""The life of an agreement: acts, the rows they leave, templates, and the next submission."""

from __future__ import annotations

import datetime as dt

import pytest

from fieldapp.records.agreement_rows import AgreementEvent
from fieldapp.records.checks import problems
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Agreement
from fieldapp.services import agreements as life
from fieldapp.services.agreements import Act, NotNowError, RenewalError
from fieldapp.services.sharing.blocks import of_agreement
from fieldapp.services.sharing.ceilings import ceiling
from fieldapp.services.shipped_templates import begun_from, templates_of
from fieldapp.services.today_due import due_between
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass, RecipientKind
from tests.services.sharing.samples import agreement as sample

ON = Day("2026-03-10")
ACT = Act(ON, "Agreed by both sides")


def agreement(**values: object) -> Agreement:
    return sample(**{"recipients": (), **values})


def blocked(made: Agreement, day: Day = ON) -> set[str]:
    return {each.rule for each in of_agreement(made, day.first)}


# -- acts ------------------------------------------------------------------------------------


def test_a_renewal_keeps_the_old_dates_in_a_row():
    until, keep = Day("2027-12-31"), Day("2028-06-30")
    after = life.renew(agreement(), ACT, until, keep)
    (event,) = after.course

    assert (after.valid_until, after.keep_until) == (until, keep)
    assert (event.what, event.on, event.words) == ("renewed", ON, "Agreed by both sides")
    assert (str(event.was_from), str(event.was_until)) == ("2026-01-01", "2026-12-31")
    assert str(event.was_kept_until) == "2027-12-31"
    assert problems(after) == []
    assert "agreement:expired" in blocked(agreement(), Day("2027-05-01"))
    assert "agreement:expired" not in blocked(after, Day("2027-05-01"))


@pytest.mark.parametrize(
    ("until", "keep"),
    [("2026-12-31", "2028-01-01"), ("2026-06-01", "2028-01-01"), ("2027-12-31", "2027-06-01")],
    ids=["no later", "earlier", "kept shorter than valid"],
)
def test_a_renewal_that_does_not_go_on_is_refused(until: str, keep: str):
    with pytest.raises(RenewalError):
        life.renew(agreement(), ACT, Day(until), Day(keep))


def test_suspended_nothing_leaves_and_resumed_it_does_again():
    held = life.suspend(agreement(), ACT)
    again = life.resume(held, ACT)

    assert blocked(held) == {"agreement:status"}
    assert blocked(again) == set()
    assert [each.what for each in again.course] == ["suspended", "resumed"]


def test_an_ended_agreement_stays_ended():
    over = life.end(agreement(), ACT)

    assert "agreement:status" in blocked(over)
    assert life.possible(over) == (life.BREACH,)
    for act in (life.suspend, life.resume, life.end, life.sign):
        with pytest.raises(NotNowError):
            act(over, ACT)


@pytest.mark.parametrize("suspends", [True, False])
def test_a_breach_says_what_follows_and_suspends_only_where_chosen(suspends: bool):
    act = Act(ON, "A copy lay open", "New training")
    after = life.breach(agreement(), act, suspends=suspends)

    assert after.status == ("suspended" if suspends else "in_force")
    assert (after.course[0].words, after.course[0].follows) == ("A copy lay open", "New training")
    assert [e.what for e in after.course] == ["breach", *(["suspended"] if suspends else [])]


def test_it_is_in_force_once_signed_and_a_problem_without_a_day():
    drafted = agreement(status="draft", signed_on=None)
    signed = life.sign(drafted, ACT)

    assert "agreement:status" in blocked(drafted)
    assert (signed.status, signed.signed_on) == ("in_force", ON)
    assert [each.field for each in problems(evolve(signed, signed_on=None))] == ["signed_on"]
    assert problems(drafted) == []


def test_a_review_moves_on_and_leaves_a_row():
    after = life.reviewed(agreement(), ACT, Day("2026-09-10"))

    assert (str(after.review_by), after.course[0].what) == ("2026-09-10", "reviewed")


@pytest.mark.parametrize("values", [{"draft": True}, {"received_from": "x"}])
def test_nothing_is_done_with_a_draft_or_with_what_came_in(values: dict[str, object]):
    assert life.possible(evolve(agreement(), **values)) == ()


# -- submissions -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("frequency", "fixed", "due", "day", "after"),
    [
        ("monthly", 10, "2026-03-10", "2026-03-10", "2026-04-10"),
        ("monthly", 31, "2026-01-31", "2026-02-02", "2026-02-28"),
        ("monthly", None, "2026-01-31", "2026-05-02", "2026-05-28"),
        ("quarterly", None, "2026-11-05", "2026-11-01", "2027-02-05"),
        ("weekly", None, "2026-03-10", "2026-03-09", "2026-03-17"),
        ("fortnightly", None, "2026-03-10", "2026-04-20", "2026-04-21"),
        ("monthly", 10, "2026-03-10", "2026-02-12", "2026-03-10"),
        ("ad_hoc", None, "2026-03-10", "2026-03-10", "2026-03-10"),
    ],
)
def test_the_next_submission_moves_on_when_one_near_it_has_left(
    frequency: str, fixed: int | None, due: str, day: str, after: str
):
    made = agreement(frequency=frequency, submission_day=fixed, next_submission=Day(due))
    moved = life.submitted(made, dt.date.fromisoformat(day))

    assert str(moved.next_submission) == after


def test_what_is_due_of_an_agreement_stands_on_today_only_while_it_lives(store: Store):
    made = agreement(
        review_by=Day("2026-06-01"), next_submission=Day("2026-04-10"), frequency="monthly"
    )
    store.save(made)
    year = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    due = [each.due.field for each in due_between(store, *year)]
    store.save(life.suspend(made, ACT))
    held = [each.due.field for each in due_between(store, *year)]
    store.save(life.end(made, ACT))

    assert due == ["next_submission", "review_by", "valid_until"]
    assert held == ["review_by", "valid_until"]
    assert due_between(store, *year) == []


def test_notices_say_how_it_stands(store: Store):
    made = agreement()
    store.save(made)

    def said(one: Agreement, day: str = "2026-03-10") -> str:
        return " ".join(life.notices(store, one, dt.date.fromisoformat(day)))

    assert said(made) == "No signed copy is attached: add it under Attachments."
    assert "has expired" in said(made, "2027-01-01")
    assert "Suspended" in said(life.suspend(made, ACT))
    assert "31 Dec 2027" in said(life.end(made, ACT))


# -- templates -------------------------------------------------------------------------------

TEMPLATES = {each.name: each for each in templates_of("agreement")}


def test_the_seven_templates_are_there_in_order():
    assert list(TEMPLATES) == [
        "isp_member",
        "cluster_dpisp",
        "bilateral_dsa",
        "ctfmr",
        "hns",
        "leadership_instruction",
        "publication",
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_lacks_only_what_is_to_be_agreed_and_lets_nothing_leave(store: Store, name: str):
    made = begun_from(store, Agreement, TEMPLATES[name])
    lacks = {each.field for each in problems(made)}

    assert lacks <= {"valid_from", "valid_until", "keep_until", "purpose"}
    assert made.draft
    assert {"agreement:draft", "agreement:status", "agreement:dates"} <= blocked(made)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_asks_for_nothing_above_the_ceiling_of_its_kind(store: Store, name: str):
    made = begun_from(store, Agreement, TEMPLATES[name])
    kind = RecipientKind(made.recipient_kind)
    words = {each: ceiling(DataClass(each), [kind]).word for each in made.included_classes}

    assert "nothing" not in words.values()
    assert not set(made.included_classes) & set(made.excluded_classes)
    assert all(store.kind(noun).leaves for noun in made.record_types)


def test_the_rows_of_a_course_print_no_words():
    assert "Sesame" not in repr(AgreementEvent(what="breach", words="Sesame"))
