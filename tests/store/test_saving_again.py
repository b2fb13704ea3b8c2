"""Saving a record twice from the same hand keeps what the store gave it the first time."""

from __future__ import annotations

from fieldapp.records.dialogue import Action
from fieldapp.records.record import evolve


def test_a_record_saved_again_keeps_its_reference_and_who_began_it(store):
    action = Action(what="Call the market union")
    store.save(action)
    first = store.get(action.id)

    store.save(evolve(action, what="Call the women's union"))

    again = store.get(action.id)
    assert again.ref == first.ref != ""
    assert (again.created_at, again.created_by) == (first.created_at, first.created_by)
    assert again.what == "Call the women's union"
