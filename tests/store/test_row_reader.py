"""Rows are read by one plan a type: in any order of columns, also those of another version."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.actors import Actor
from fieldapp.records.incidents import AllegedActor, Incident
from fieldapp.records.record import evolve
from fieldapp.store.rows import RowReader, to_row
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally

SOMEWHERE = Place((Area("QZA"), Area("QZ01", "Upper")), 1.5, 2.5, "settlement", "at the well")


def incident(**values):
    values = {"alleged": (AllegedActor(category="militia"),), **values}
    return Incident(
        act="killing",
        happened=Day("2026-03"),
        place=SOMEWHERE,
        killed=Tally(men=2, estimated=frozenset({"men"})),
        draft=True,
        **values,
    )


@given(st.randoms(use_true_random=False), st.text(), st.text())
def test_the_order_of_the_columns_does_not_matter(dice: random.Random, title, status):
    before = incident(title=title, status=status)
    row = list(to_row(before).items())
    dice.shuffle(row)
    names, columns = zip(*row, strict=True)
    assert RowReader(Incident, names).read(columns) == before


_CHANGES = {
    "title": "other",
    "act": "raid",
    "verification_status": "verified",
    "happened": Day("2026-03-01"),
    "killed": Tally(men=2),
    "place": Place(),
    "alleged": (),
    "draft": False,
    "retracted": True,
    "edited_at": dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
}


@given(st.sampled_from(("", *_CHANGES)), st.sampled_from(("", *_CHANGES)))
def test_a_row_holds_exactly_the_record_that_would_be_read_from_it(mine, theirs):
    base = incident(id="one", alleged=(AllegedActor(id="row", category="militia"),))
    kept, asked = (
        evolve(base, **{name: _CHANGES[name]}) if name else base for name in (mine, theirs)
    )
    row = to_row(kept)
    reader = RowReader(Incident, tuple(row))
    assert reader.holds(tuple(row.values()), asked) == (reader.read(tuple(row.values())) == asked)


def test_a_row_holds_no_record_of_another_type_nor_what_it_has_no_column_for():
    row = to_row(incident(title="One"))
    del row["title"]
    reader = RowReader(Incident, tuple(row))
    read = reader.read(tuple(row.values()))
    assert reader.holds(tuple(row.values()), read)
    assert not reader.holds(tuple(row.values()), evolve(read, title="Two"))
    assert not reader.holds(tuple(row.values()), Actor(name="One"))


def test_columns_of_a_later_version_are_left_alone_and_missing_ones_hold_their_default():
    row = to_row(incident()) | {"of_a_later_version": "x"}
    del row["verification_status"], row["retracted"]
    read = RowReader(Incident, tuple(row)).read(tuple(row.values()))
    assert (read.verification_status, read.retracted, read.killed.men) == ("reported", False, 2)


def test_rows_with_the_same_place_share_it_and_another_place_is_another():
    here, elsewhere = incident(), incident()
    rows = [to_row(here), to_row(elsewhere)]
    rows.append(to_row(incident()) | {"place": rows[0]["place"].replace("QZ01", "QZ02")})
    reader = RowReader(Incident, tuple(rows[0]))
    one, same, other = (reader.read(tuple(row.values())) for row in rows)
    assert one.place is same.place
    assert other.place.path[-1].pcode == "QZ02"


def test_nothing_that_was_read_outlives_its_reader():
    row = to_row(incident())
    first = RowReader(Incident, tuple(row)).read(tuple(row.values()))
    second = RowReader(Incident, tuple(row)).read(tuple(row.values()))
    assert first.place == second.place
    assert first.place is not second.place


def test_a_type_without_rows_is_read_as_well():
    row = to_row(Actor(name="One"))
    assert RowReader(Actor, tuple(row)).read(tuple(row.values())).name == "One"


def test_records_are_still_as_given_until_one_of_them_changes_or_goes(store):
    store.save(incident(title="One"), Actor(name="Two"))
    seen = [*store.records(Query("incident")), *store.records(Query("actor"))]
    assert store.are_still(seen)
    assert not store.are_still([*seen, Actor(name="Three")])
    store.save(evolve(seen[1], name="Other"))
    assert not store.are_still(seen)
    assert store.are_still(seen[:1])
    store.purge(seen[0].id)
    assert not store.are_still(seen[:1])
