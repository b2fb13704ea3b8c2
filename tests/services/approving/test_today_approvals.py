"""Today names what waits for a second person, and what may be sealed before its time is over."""

from __future__ import annotations

import attrs

from fieldapp.services.approving import taking
from fieldapp.services.leaving import seal_release
from fieldapp.services.today_approvals import approvals
from tests.approvals import decide, second_person


def told(office) -> list[tuple[str, bool]]:
    return [(each.note, each.urgent) for each in approvals(office.store).items]


def test_asked_approved_used_and_run_out(office):
    assert told(office) == []
    taking.ask(office.store, office.release(), second_person(office.store), "Harm.")
    ((note, urgent),) = told(office)
    assert "Head of office" in note
    assert "asked, until" in note
    assert not urgent
    decide(office.store, attrs.evolve(office.release(), note="Harm."))
    ((note, urgent),) = told(office)
    assert "approved, seal it before" in note
    assert urgent
    seal_release(office.store, office.release(), office.folder)
    assert told(office) == []
    taking.ask(office.store, office.release(), second_person(office.store), "Harm.")
    office.clock.on(days=4)
    assert told(office) == []
