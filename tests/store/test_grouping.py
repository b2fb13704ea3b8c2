"""Counting many records reads an index, and counts exactly what the records say."""

from __future__ import annotations

from collections import Counter

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.records import TYPES
from fieldapp.records.actors import Actor
from fieldapp.records.incidents import AllegedActor, Incident
from fieldapp.store import grouping
from fieldapp.store.grouping import Box, Key, Scope, Where, groups, row_groups, seqs, spots
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally

STATE = (Area("SDN"), Area("SD01", "Khartoum"))
TOWN = (*STATE, Area("SD01001", "Bahri"))
EVERYWHERE = Box(-90, -180, 90, 180)


def incident(**values) -> Incident:
    return Incident(
        **{"title": "x", "act": "killing", "happened": Day("2026-05-12"), "shows_source": "no"}
        | values
    )


def asked(store: Store, *keys: Key, where=(), sums=(), **span) -> list[tuple]:
    scope = Scope(store.kind("incident"), where=tuple(where), **span)
    return groups(store.vault.db, scope, keys, sums)


def test_by_month_a_day_known_to_the_year_stands_apart(store):
    store.save(*(incident(happened=Day(d)) for d in ("2026-05-01", "2026-05", "2026-06-30")))
    store.save(incident(happened=Day("2026")))

    found = {row[0]: row[1] for row in asked(store, Key("happened", "month"))}

    assert found == {"2026-05": 2, "2026-06": 1, "2026": 1}


def test_a_span_takes_its_last_day_and_the_months_that_begin_in_it(store):
    store.save(*(incident(happened=Day(d)) for d in ("2026-04-30", "2026-05", "2026-05-31")))

    ((count, _),) = asked(store, since="2026-05", until="2026-05-31")

    assert count == 2


def test_places_are_taken_apart_by_level_and_tallies_by_group(store):
    store.save(
        incident(place=Place(TOWN), killed=Tally(women=2, men=1)),
        incident(place=Place(STATE), killed=Tally(girls=4)),
        incident(killed=Tally()),
    )
    whole = tuple(Key("killed", group) for group in ("women", "men", "girls"))

    found = asked(
        store,
        Key("place", "level1"),
        Key("place", "level2"),
        Key("killed", "known"),
        sums=[whole, (Key("killed", "women"),)],
    )

    newest = {row[:3]: row[4] for row in found}
    assert {row[:4] + row[5:] for row in found} == {
        ("SD01", "SD01001", 1, 1, 3, 2),
        ("SD01", "", 1, 1, 4, 0),
        ("", "", 0, 1, 0, 0),
    }
    assert len(set(newest.values())) == 3


def test_conditions_look_for_a_value_for_nothing_and_for_anything(store):
    first = incident()
    store.save(first, incident(merged_into=first.id), incident(act="raid", dataset="Other"))

    own = Where(Key("dataset"), "")
    assert asked(store, where=[own])[0][0] == 2
    assert asked(store, where=[own, Where(Key("merged_into"), "")])[0][0] == 1
    assert asked(store, where=[Where(Key("dataset"), "", "not")])[0][0] == 1
    assert asked(store, Key("merged_into", "there"))[1][:2] == (1, 1)
    assert asked(store, where=[Where(Key("act"), ("raid", "siege"), "none")])[0][0] == 2


def test_rows_count_once_a_record_as_the_first_of_them_tells_it(store):
    blue, red = Actor(name="Blue"), Actor(name="Red")
    store.save(blue, red)
    both = (
        AllegedActor(actor=blue.id, category="nsag", certainty="claimed"),
        AllegedActor(actor=blue.id, category="nsag", certainty="alleged"),
        AllegedActor(actor=red.id, category="nsag"),
    )
    store.save(incident(alleged=both, killed=Tally(men=3)), incident(alleged=both[1:2]), incident())
    scope = Scope(store.kind("incident"))

    found = row_groups(
        store.vault.db,
        scope,
        "alleged",
        ("actor",),
        told="certainty",
        sums=[(Key("killed", "men"),)],
    )

    assert set(found) == {
        (blue.id, "claimed", 1, 3),
        (blue.id, "alleged", 1, 0),
        (red.id, "alleged", 1, 3),
    }


def test_close_points_are_one_and_coarse_ones_are_none(store):
    def at(latitude: float, longitude: float, precision: str) -> Incident:
        place = Place(TOWN, latitude=latitude, longitude=longitude, precision=precision)
        return incident(place=place)

    store.save(
        at(15.61, 32.51, "exact"),
        at(15.63, 32.53, "1km"),
        at(-3.2, -60.1, "exact"),
        at(15.6, 32.5, "adm2"),
    )
    scope, db = Scope(store.kind("incident")), store.vault.db

    near, far = sorted(
        spots(db, scope, "place", ("exact", "1km"), EVERYWHERE, 1.0), key=lambda s: -s.latitude
    )
    assert (round(near.latitude, 2), round(near.longitude, 2), near.count) == (15.62, 32.52, 2)
    assert near.precision == "exact"
    assert (far.count, far.precision) == (1, "exact")
    assert len(spots(db, scope, "place", ("exact", "1km"), EVERYWHERE, 0.01)) == 3
    assert len(spots(db, scope, "place", ("exact",), Box(0, 0, 20, 40), 1.0)) == 1


def test_the_newest_by_date_come_first(store):
    old, new = incident(happened=Day("2020")), incident(happened=Day("2026"))
    store.save(new, old)

    found = store.ids(seqs(store.vault.db, Scope(store.kind("incident")), 2))

    assert found == [new.id, old.id]


def test_the_bin_does_not_count(store):
    one = incident()
    store.save(one, incident())
    store.delete(one.id)

    assert asked(store)[0][0] == 1


ACTS = ("killing", "raid", "siege")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), max_size=8))
def test_groups_add_up_to_what_the_records_say(store, given_):
    store.vault.db.execute("DELETE FROM incident")
    store.save(*(incident(act=act, killed=Tally(men=men)) for act, men in given_))

    found = asked(store, Key("act"), sums=[(Key("killed", "men"),)])

    assert {row[0]: row[1] for row in found} == Counter(act for act, _ in given_)
    assert sum(row[3] for row in found) == sum(men for _, men in given_)


def test_every_question_reads_the_index_alone(store):
    told = []
    store.vault.db.conn.set_trace_callback(told.append)
    scope = Scope(store.kind("incident"), since="2026", where=(Where(Key("act"), "raid"),))
    groups(store.vault.db, scope, [Key("place", "level2"), Key("sources", "many")])
    row_groups(store.vault.db, scope, "alleged", ("actor",), told="certainty")
    spots(store.vault.db, scope, "place", ("exact",), EVERYWHERE, 1.0)
    store.vault.db.conn.set_trace_callback(None)

    assert len(told) == 3
    for sql in told:
        plan = " ".join(row[3] for row in store.vault.db.execute(f"EXPLAIN QUERY PLAN {sql}"))
        assert "incident_counted" in plan
        assert not reads_the_table(store, sql), sql


def reads_the_table(store: Store, sql: str) -> bool:
    """Whether a column is taken from the table itself, as SQLite's own program says."""
    db = store.vault.db
    root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'incident'").fetchone()[0]
    program = [row[1:4] for row in db.execute(f"EXPLAIN {sql}")]
    cursors = {first for code, first, second in program if (code, second) == ("OpenRead", root)}
    return any(code == "Column" and first in cursors for code, first, _ in program)


def test_what_the_index_lacks_would_be_noticed(store):
    assert reads_the_table(store, "SELECT title FROM incident")


def test_an_index_of_an_older_declaration_is_made_anew(store):
    db, kind = store.vault.db, store.kind("incident")
    db.execute("DROP INDEX incident_counted")
    db.execute('CREATE INDEX incident_counted ON "incident" (act) WHERE deleted_at IS NULL')

    grouping.make_index(db, kind)
    made = db.execute("SELECT sql FROM sqlite_master WHERE name = 'incident_counted'").fetchone()[0]

    assert "level" not in made
    assert "$.path[2].pcode" in made


def test_a_name_from_elsewhere_never_reaches_the_question(store):
    with pytest.raises(ValueError, match="identifier"):
        asked(store, Key('act") FROM records --'))
    scope = Scope(store.kind("incident"))
    with pytest.raises(ValueError, match="identifier"):
        row_groups(store.vault.db, scope, "alleged", ("a' --",), told="certainty")
    with pytest.raises(ValueError, match="no rows"):
        row_groups(store.vault.db, scope, "act", ("actor",), told="certainty")


def test_only_declared_types_have_the_index():
    assert [kind.noun for kind in TYPES if kind.counted] == ["incident"]
    assert grouping.shape(TYPES) != grouping.shape(())
    assert attrs.has(Key)
