"""Constraints, arrangements and checklists: what cannot be finished, and what fills them in."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.access import AccessConstraint
from fieldapp.records.arrangements import Arrangement, Breach
from fieldapp.records.checklists import CheckItem, Checklist, questions
from fieldapp.records.checks import problems
from fieldapp.records.planning import Guidance
from fieldapp.records.usual_rows import filled, missing
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.vocabulary import vocabulary

KINDS = tuple(vocabulary("checklist_kind"))
AGREED = ("agreed_verbal", "agreed_written", "in_force", "suspended", "breached")


def wrong(record):
    return {each.field for each in problems(record)}


# -- constraints ---------------------------------------------------------------------------


def test_a_constraint_needs_its_category_and_day_and_starts_by_the_default_scheme():
    assert wrong(AccessConstraint()) == {"category", "happened"}
    made = AccessConstraint(category="3", happened=Day("2026-03-02"), severity="2")
    assert not wrong(made)
    assert made.severity_scheme == "default_3"
    assert wrong(attrs.evolve(made, severity_scheme="")) == {"severity_scheme"}


def test_there_are_nine_categories_and_each_detail_belongs_to_one():
    notes = vocabulary("amrf_detail").notes
    assert list(vocabulary("amrf_category")) == [str(number) for number in range(1, 10)]
    assert {note["amrf_category"] for note in notes.values()} == set(vocabulary("amrf_category"))
    assert {note["standing"] for note in notes.values()} == {"to be checked"}


@given(
    category=st.sampled_from(list(vocabulary("amrf_category"))),
    details=st.sets(st.sampled_from(list(vocabulary("amrf_detail"))), max_size=3),
)
def test_details_fit_their_category(category, details):
    notes = vocabulary("amrf_detail").notes
    made = AccessConstraint(category=category, happened=Day("2026"), details=tuple(details))
    fit = all(notes[code]["amrf_category"] == category for code in details)

    assert wrong(made) == (set() if fit else {"details"})


def test_a_constraint_does_not_end_before_it_begins():
    made = AccessConstraint(category="3", happened=Day("2026-03-10"), until=Day("2026-03-09"))
    assert wrong(made) == {"until"}
    assert not wrong(attrs.evolve(made, until=Day("2026-03")))  # the month ends after it


def test_what_happened_stays_here_and_who_did_it_has_its_own_certainty():
    kept = AccessConstraint.field("description").spec.data_class
    assert kept is DataClass.CONFIDENTIAL_TEXT
    assert AccessConstraint.field("alleged").spec.label.endswith("as alleged")
    assert "alleged_certainty" in {each.name for each in AccessConstraint.fields()}


# -- arrangements --------------------------------------------------------------------------


@pytest.mark.parametrize("status", vocabulary("arrangement_status"))
def test_what_is_agreed_says_between_whom(status):
    breach = (Breach(what="Shots at noon"),)
    made = Arrangement(title="Market", type="ceasefire", status=status, breaches=breach)

    assert wrong(made) == ({"parties"} if status in AGREED else set())
    assert not wrong(attrs.evolve(made, parties=("a",)))


def test_a_breached_one_logs_its_breach_graded_as_not_judged_until_someone_does():
    made = Arrangement(title="Market", type="ceasefire", status="breached", parties=("a",))
    assert wrong(made) == {"breaches"}
    assert (Breach().reliability, Breach().credibility) == ("F", "6")


def test_an_arrangement_ends_after_it_starts():
    made = Arrangement(title="Market", type="air", starts=Day("2026-04"), ends=Day("2026-03-31"))
    assert wrong(made) == {"ends"}


def test_terms_leave_only_as_arrangement_texts_and_our_reading_stays():
    classes = {each.name: each.spec.data_class for each in Arrangement.fields()}
    for name in ("title", "terms", "guarantees", "exclusions", "conditions", "route", "hours"):
        assert classes[name] is DataClass.ARRANGEMENT
    assert classes["benefits"] is DataClass.ANALYSIS
    assert classes["red_lines"] is classes["voluntary"] is DataClass.CONFIDENTIAL_TEXT


# -- checklists ----------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "number"), [("evacuation", 16), ("screening", 15)])
def test_a_kind_has_its_questions_in_their_order_none_of_them_answered(kind, number):
    rows = questions(kind)
    assert len(rows) == number
    assert {row.state for row in rows} == {"unknown"}
    assert not wrong(Checklist(title="Gate", kind=kind, items=rows))


def test_every_question_belongs_to_one_kind():
    asked = [row.question for kind in KINDS for row in questions(kind)]
    assert asked == list(vocabulary("checklist_item"))
    assert questions("") == ()


def test_a_question_of_another_kind_is_refused():
    rows = questions("camp_closure")
    assert wrong(Checklist(title="Gate", kind="screening", items=rows[:1])) == {"items"}


ROWS = st.lists(
    st.builds(
        CheckItem,
        question=st.sampled_from(list(vocabulary("checklist_item"))),
        state=st.sampled_from(["unknown", "met", "not_met"]),
        evidence=st.sampled_from(["", "Seen by us"]),
    ),
    max_size=8,
    unique_by=lambda row: row.question,
)


@given(rows=ROWS, kind=st.sampled_from(KINDS))
def test_filling_in_keeps_what_was_written_and_is_done_once(rows, kind):
    usual = questions(kind)
    held = filled(rows, usual)
    written = [row for row in rows if row.state != "unknown" or row.evidence]

    assert all(row in held for row in written)
    assert [row.question for row in held[: len(usual)]] == [row.question for row in usual]
    assert not missing(held, usual)
    assert filled(held, usual) == held


def test_a_change_of_kind_lets_untouched_questions_go():
    first, *rest = questions("evacuation")
    answered = attrs.evolve(first, state="met")
    held = filled([answered, *rest], questions("camp_closure"))

    assert [row.question for row in held if row.question.startswith("ev_")] == [first.question]


@pytest.mark.parametrize(("kind", "name"), [(Checklist, "items"), (Guidance, "items")])
def test_a_form_can_offer_the_usual_rows(kind, name):
    usual = kind.field(name).spec.usual
    assert usual is not None
    assert usual(kind(kind="evacuation") if kind is Checklist else kind())
