"""Advocacy, last resort and do no harm: what cannot be finished, and that the rest can."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.acceptance import ClusterStrategy, Harm, HarmCheck, Initiative
from fieldapp.records.advocacy import AdvocacyItem, InfluencePath, LineDelivery, Message
from fieldapp.records.checks import problems
from fieldapp.records.last_resort import (
    CRITERIA,
    CivilianAlternative,
    EscortAlternative,
    EscortDecision,
    LastResortTest,
)
from fieldapp.vocab.days import Day
from fieldapp.vocab.vocabulary import vocabulary

ALTERNATIVE = {
    LastResortTest: CivilianAlternative(what="Barges", reason="The river is too low until June"),
    EscortDecision: EscortAlternative(what="notification", reason="Refused twice this week"),
}
DECIDED = st.fixed_dictionaries(
    {
        "decision": st.sampled_from(["", *vocabulary("approval_decision")]),
        "decider": st.sampled_from(["", "hc"]),
        "decided_on": st.sampled_from([None, Day("2026-03-02")]),
        "ends_on": st.sampled_from([None, Day("2026-04-02")]),
        "conditions": st.just("One road, one day"),
    }
)


def wrong(record):
    return {each.field for each in problems(record)}


def approved(kind, **values):
    met = dict.fromkeys(CRITERIA, "met") if kind is EscortDecision else {}
    told = {
        "title": "Fuel for the hospital",
        "decision": "approve",
        "decider": "hc",
        "decided_on": Day("2026-03-02"),
        "ends_on": Day("2026-04-02"),
        "alternatives": (ALTERNATIVE[kind],),
    }
    return kind(**{**told, **met, **values})


@pytest.mark.parametrize("kind", ALTERNATIVE)
@given(values=DECIDED, listed=st.booleans())
def test_nothing_is_approved_without_alternatives_decider_and_end(kind, values, listed):
    alternatives = (ALTERNATIVE[kind],) if listed else ()
    needed = {name for name in ("decider", "decided_on", "ends_on") if not values[name]}
    needed |= set() if listed else {"alternatives"}
    whole = values["decision"] in ("approve", "conditions")

    assert wrong(approved(kind, **values, alternatives=alternatives)) == (
        needed if whole else set()
    )


@pytest.mark.parametrize("kind", ALTERNATIVE)
def test_an_approval_needs_a_reason_for_each_alternative(kind):
    silent = attrs.evolve(ALTERNATIVE[kind], reason=" ")

    assert wrong(approved(kind, alternatives=(ALTERNATIVE[kind], silent))) == {"alternatives"}
    assert wrong(approved(kind, alternatives=(kind.field("alternatives").spec.part(),))) == {
        "alternatives"
    }


@pytest.mark.parametrize("kind", ALTERNATIVE)
def test_conditions_are_written_down_and_the_end_comes_after(kind):
    assert wrong(approved(kind, decision="conditions")) == {"conditions"}
    assert wrong(approved(kind, ends_on=Day("2026-03-01"))) == {"ends_on"}
    assert not wrong(approved(kind, ends_on=Day("2026-03")))  # a month ends after its second day


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("state", ["", "partly", "not_met", "unknown"])
def test_an_escort_that_meets_not_all_criteria_is_an_exception_that_is_explained(criterion, state):
    decided = approved(EscortDecision, **{criterion: state})

    assert wrong(decided) == {"exception"}
    assert not wrong(attrs.evolve(decided, exception="The dialysis ward stops on Friday"))
    assert not wrong(attrs.evolve(decided, decision="reject"))


def test_a_window_opens_before_it_closes():
    first, last = Day("2026-03-10"), Day("2026-03-09")

    assert wrong(approved(EscortDecision, window_from=first, window_to=last)) == {"window_to"}


def test_advocacy_says_why_this_target_and_what_changed():
    assert wrong(AdvocacyItem()) == {"title", "target", "why_target"}
    item = AdvocacyItem(title="Families told", target="a", why_target="Holds the list")
    assert not wrong(item)
    assert wrong(attrs.evolve(item, status="achieved")) == {"outcome_type"}
    assert not wrong(attrs.evolve(item, status="partly", outcome_type="practice"))
    assert not wrong(attrs.evolve(item, status="closed"))


def test_a_line_has_words_and_someone_who_agreed():
    line = Message(title="Schools", line="No one may use a school.", approved_on=Day("2026-03-02"))

    assert wrong(line) == {"approved_by"}
    agreed = attrs.evolve(line, approved_by="HCT")
    assert not wrong(agreed)
    assert wrong(attrs.evolve(agreed, valid_until=Day("2026-02"))) == {"valid_until"}
    assert wrong(Message(title="Schools")) == {"line"}


def test_a_delivery_says_when_and_to_whom():
    assert wrong(LineDelivery(message="m")) == {"on", "to_actor"}
    assert not wrong(LineDelivery(message="m", on=Day("2026-03-02"), to_person="p"))


def test_a_path_asks_the_risk_to_the_one_between():
    path = InfluencePath(title="Through the elders", target="a", through=("e",))

    assert wrong(path) == {"risk_to_intermediary"}
    safe = attrs.evolve(path, risk_to_intermediary="None that we know: they speak in public")
    assert not wrong(safe)
    assert wrong(attrs.evolve(safe, through=())) == {"through"}
    assert wrong(attrs.evolve(safe, through=("a",))) == {"through"}
    assert not wrong(attrs.evolve(safe, through=(), through_others="A school of nursing"))


def test_a_harm_check_decides_on_harms_that_it_names():
    check = HarmCheck(title="Naming the bridge", decision="go")
    assert wrong(check) == {"harms", "decider"}

    left = Harm(to_whom="source", how="Only three saw it", residual="high")
    held = attrs.evolve(check, harms=(left,), decider="Head of office")
    assert wrong(held) == {"why"}
    assert not wrong(attrs.evolve(held, decision="stop"))
    assert not wrong(attrs.evolve(held, why="They asked us to, twice"))
    assert not wrong(HarmCheck(title="Not decided yet"))


@pytest.mark.parametrize("kind", [Initiative, ClusterStrategy])
def test_what_runs_on_needs_no_more_than_a_title(kind):
    assert wrong(kind()) == {"title"}
