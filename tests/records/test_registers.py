"""What registers of incidents, demands and keys ask for before a record is finished."""

from __future__ import annotations

import pytest

from fieldapp.records.checks import problems
from fieldapp.records.record import evolve
from fieldapp.records.registers import DataDemand, DataIncident, KeyChange, ToldOfIncident
from fieldapp.vocab.days import Day

LOST = DataIncident(title="Laptop lost", what="device_loss", detected_on=Day("2026-03-05"))
ASKED = DataDemand(title="List of sources", what="Who told us", demanded_on=Day("2026-03-05"))


def fields(record) -> list[str]:
    return [each.field for each in problems(record)]


def test_none_of_them_ever_leaves():
    assert not any(kind.leaves for kind in (DataIncident, DataDemand, KeyChange))


def test_an_incident_is_closed_only_with_a_lesson_and_somebody_told():
    closed = evolve(LOST, step="closed")
    assert fields(LOST) == []
    assert fields(closed) == ["lesson", "told"]
    told = (ToldOfIncident(who="head_of_office"),)
    assert fields(evolve(closed, lesson="Lock before leaving the car", told=told)) == []


@pytest.mark.parametrize("answer", ["granted", "partly"])
def test_a_demand_is_granted_only_by_leadership_and_through_a_release(answer):
    granted = evolve(ASKED, answer=answer)
    assert fields(granted) == ["decided_by", "disclosures"]
    assert fields(evolve(granted, decided_by="HC", disclosures=("disclosure-1",))) == []


@pytest.mark.parametrize("answer", ["pending", "refused", "referred", "taken"])
def test_no_other_answer_needs_either(answer):
    assert fields(evolve(ASKED, answer=answer)) == []


def test_a_demand_is_due_until_it_is_answered():
    (due,) = DataDemand.dues
    assert due.field == "answer_by"
    assert "pending" in due.open
    assert "refused" not in due.open
