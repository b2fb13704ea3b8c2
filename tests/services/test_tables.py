"""Tables: no empty cell, no formula, HXL in the second row, nothing that did not leave."""

from __future__ import annotations

import csv
import io

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records import TYPES
from fieldapp.records.incidents import AllegedActor, Incident
from fieldapp.services import tables
from fieldapp.services.columns import Column
from fieldapp.services.package.layout import carry_on
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally


def rows_of(table: tables.Table) -> list[list[str]]:
    text = b"".join(tables.csv_chunks(table)).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def of(*records: Incident) -> tables.Table:
    return tables.from_records(Incident, records, carry_on)


def test_names_then_tags_then_values_and_no_cell_is_empty():
    full = Incident(
        ref="SDN-INC-26-A0001",
        act="killing",
        happened=Day("2025-11"),
        place=Place((Area("SDN", "Sudan"), Area("SD01", ""))),
        killed=Tally(women=0, men=3, estimated=frozenset({"men"})),
        alleged=(AllegedActor(category="nsag"), AllegedActor()),
    )
    names, tags, first, second = rows_of(of(full, Incident()))
    assert tags[0].startswith("#")
    cells = dict(zip(names, first, strict=True))
    assert (cells["place_adm1_code"], cells["place_adm1_name"]) == ("SD01", "unknown")
    assert (cells["killed_women"], cells["killed_boys"]) == ("0", "unknown")
    assert cells["killed_estimated"] == "men"
    assert cells["alleged_category"] == "nsag | unknown"
    assert (cells["happened"], cells["cross_border"]) == ("2025-11", "not_asked")
    assert dict(zip(names, tags, strict=True))["killed_girls"] == "#affected+killed+f+children"
    assert all(second[1:])
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.noun)
def test_every_record_type_makes_a_table(kind):
    table = tables.from_records(kind, [kind()], carry_on)
    assert len(table.rows[0]) == len(table.columns)
    assert len({each.name for each in table.columns}) == len(table.columns)


@given(st.text(min_size=1))
def test_no_text_is_a_formula_and_the_guard_takes_nothing_away(text):
    cell = tables.guarded(text)
    assert isinstance(cell, str)
    assert cell[0] not in "=+-@\t\r\n＝＋－＠"
    assert cell.removeprefix("'") == text or cell == text


def test_a_number_is_never_guarded():
    assert tables.guarded(-1.5) == -1.5


_CELLS = st.one_of(
    st.text(min_size=1),
    st.text(alphabet="\",\r\n 'a", min_size=1),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
)


@given(st.lists(st.tuples(_CELLS, _CELLS, _CELLS), max_size=6))
def test_csv_is_spelled_as_the_library_spells_it(rows):
    one, two, three = (Column(name, name) for name in ("one", "two", "three"))
    columns = (one, attrs.evolve(two, hxl="#meta"), three)
    table = tables.Table("incident", "Incidents", columns, tuple(rows))
    made = b"".join(tables.csv_chunks(table))
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["one", "two", "three"], ["", "#meta", ""], *rows])
    assert made == text.getvalue().encode()
