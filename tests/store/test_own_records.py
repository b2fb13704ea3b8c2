"""Our own records stand apart from those of data sets, and both are found without a search."""

from __future__ import annotations

from fieldapp.records.incidents import Incident
from fieldapp.store.lists import own_only
from fieldapp.store.store import Filter, Query


def test_the_list_of_our_own_and_the_names_of_data_sets_are_read_from_an_index(store):
    store.save(
        Incident(title="Ours", draft=True), Incident(title="Theirs", dataset="A set", draft=True)
    )
    own = Query("incident", filters=own_only(Incident), sort="happened", empty_newest=True)

    assert [each.title for each in store.records(own)] == ["Ours"]
    assert store.data_sets("incident") == ["A set"]
    names = {
        row[0]
        for row in store.vault.db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'incident'"
        )
    }
    assert {"incident_own", "incident_sets"} <= names
    (step,) = store.vault.db.execute(
        "EXPLAIN QUERY PLAN SELECT t.seq FROM incident t WHERE t.deleted_at IS NULL "
        "AND t.dataset IS NULL ORDER BY t.happened DESC NULLS FIRST, t.seq DESC"
    ).fetchall()
    assert "USING COVERING INDEX incident_own" in step[3]


def test_a_condition_on_the_data_set_is_taken_as_it_is():
    asked = (Filter("act", "killing"), Filter("dataset", "A set"))
    assert own_only(Incident, asked) == asked
    assert own_only(Incident, asked[:1]) == (*asked[:1], Filter("dataset", ""))
