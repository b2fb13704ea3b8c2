"""Saving a record twice from the same hand keeps what the store gave it the first time."""

from __future__ import annotations

import pytest

from fieldapp.records.dialogue import Action
from fieldapp.records.disclosures import Disclosed, Disclosure
from fieldapp.records.incidents import Incident
from fieldapp.records.record import evolve
from fieldapp.store.errors import SealedError
from fieldapp.store.store import Filter, Query
from fieldapp.vocab.days import Day


def test_a_record_saved_again_keeps_its_reference_and_who_began_it(store):
    action = Action(what="Call the market union")
    store.save(action)
    first = store.get(action.id)

    store.save(evolve(action, what="Call the women's union"))

    again = store.get(action.id)
    assert again.ref == first.ref != ""
    assert (again.created_at, again.created_by) == (first.created_at, first.created_by)
    assert again.what == "Call the women's union"


def test_how_an_entry_stands_changes_beside_its_rows(store):
    entry = Disclosure(title="Flash list", state="sealing", records=(Disclosed(outside="INC-1"),))
    store.save(entry)
    before = store.get(entry.id)

    told = store.restate(entry.id, state="sealed", held="held")

    kept = store.get(entry.id)
    assert evolve(told, records=before.records) == kept
    assert (kept.state, kept.held, kept.records) == ("sealed", "held", before.records)
    assert evolve(kept, state="sealing", held="", edited_at=before.edited_at) == before
    later = [(each.field, each.value) for each in store.history(entry.id)[1:]]
    assert later == [("state", "sealed"), ("held", "held")]
    assert store.count(Query("disclosure", filters=(Filter("state", "sealed"),))) == 1


@pytest.mark.parametrize("name", ["agreement", "title", "records"])
def test_what_is_kept_elsewhere_too_is_not_written_beside_it(store, name):
    entry = Disclosure(title="Flash list", state="sealing")
    store.save(entry)
    value = (Disclosed(),) if name == "records" else "other"
    with pytest.raises(ValueError, match="whole record"):
        store.restate(entry.id, **{name: value})
    assert len(store.history(entry.id)) == 1


def test_what_is_sealed_is_not_restated(store):
    incident = Incident(title="At the well", act="other", draft=True)
    store.save(incident)
    store.save(evolve(store.get(incident.id), draft=False, happened=Day("2026-03")))
    store.seal([incident.id])
    with pytest.raises(SealedError):
        store.restate(incident.id, act="raid")
