"""Worked examples that others published, with their numbers.

All are from the Handbook on Statistical Disclosure Control, second edition (A. Hundepool and
others, 2024, sdctools.github.io/HandbookSDC), which takes the first from J. Geurts, Heuristics for
cell suppression in tables (1992), table 10; and from V. Ciriani and others, k-Anonymity (2007).
"""

from __future__ import annotations

from fieldapp.services.disclosure_control.anonymity import LEFT_OUT, alike, classes
from fieldapp.services.disclosure_control.audit import Reach, Reader
from fieldapp.services.disclosure_control.hiding import hidden
from fieldapp.services.disclosure_control.lines import is_small
from fieldapp.services.disclosure_control.tables import CountTable, guard
from tests.services.disclosure_control.attackers import interval, two_way


def test_the_interval_of_geurts():
    """Handbook 4.2.2, example 3: of the first cell, 3 at least and 6 at most."""
    counts = two_way([[4, 3], [2, 1], [3, 3]])
    assert counts.values[2::3] == (7, 3, 6, 16)
    gone = {0, 1, 3, 4}
    assert Reader(counts, gone, knows_noughts=False).reach(0) == Reach(3.0, 6.0)
    assert interval(counts, gone, 0) == (3.0, 6.0)


def test_a_single_woman_is_not_found_in_a_table_of_marital_status():
    """Handbook 5.2, marital status by sex, in which a cell holds one woman."""
    counts = two_way([[38, 17], [7, 4], [3, 1]])
    assert counts.values == (38, 17, 55, 7, 4, 11, 3, 1, 4, 48, 22, 70)
    for smallest in (3, 5):
        gone = hidden(counts, smallest)
        assert 7 in gone
        for each in gone:
            if is_small(counts.values[each], smallest):
                low, high = interval(counts, gone, each)
                assert high - low >= smallest - 1


def test_two_tables_of_nearly_the_same_area_do_not_give_the_difference():
    """Handbook 5.2, geographical differencing: the differences are 2, 1 and 2."""
    head = "Hours | Single man | Single woman\n"
    before = f"{head}More than 30 | 50 | 54\n16 to 30 | 128 | 140\n15 or less | 39 | 49"
    now = f"{head}More than 30 | 52 | 55\n16 to 30 | 130 | 140\n15 or less | 39 | 49"
    old = CountTable(before, "households", "1991", "1991", reference="DIS-1")
    (made,) = guard([CountTable(now, "households", "1991", "1991")], 3, [old])
    rows = [row.split(" | ") for row in made.rows.split("\n")]
    assert [row[1:] for row in rows[1:]] == [["[c]", "[c]"], ["[c]", "140"], ["39", "49"]]
    assert made.compared == ("DIS-1",)


RACE = [
    ("asian", "64/04/12", "F", "94142", "divorced"),
    ("asian", "64/09/13", "F", "94141", "divorced"),
    ("asian", "64/04/15", "F", "94139", "married"),
    ("asian", "63/03/13", "M", "94139", "married"),
    ("asian", "63/03/18", "M", "94139", "married"),
    ("black", "64/09/27", "F", "94138", "single"),
    ("black", "64/09/27", "F", "94139", "single"),
    ("white", "64/09/27", "F", "94139", "single"),
    ("white", "64/09/27", "F", "94141", "widow"),
]


def test_the_people_of_ciriani_are_alike_in_pairs_afterwards():
    """Their figure 1, of which they say that it is 1-anonymous: nobody is like another in it."""
    assert set(classes(RACE).values()) == {1}
    made = alike(RACE, 2)
    kept = [row for row in made.rows if row is not None]
    assert min(classes(kept).values()) >= 2
    # Brute force: nothing that was left out could have stayed in a row by itself.
    for at, row in enumerate(made.rows):
        for side in range(len(RACE[0])) if row else ():
            if row[side] is LEFT_OUT:
                more = (*row[:side], RACE[at][side], *row[side + 1 :])
                assert classes([*kept, more])[more] < 2
    assert made.withheld == 1  # nine people make four pairs, and one stays


def test_their_two_men_of_march_1963_are_alike_but_for_the_day():
    men = [row for row in alike(RACE, 2).rows if row and row[2] == "M"]
    assert men == [("asian", LEFT_OUT, "M", "94139", "married")] * 2


def test_no_pair_of_them_is_alike_with_less_left_out():
    """Every other pair differs in at least as many variables as were left out of its rows."""
    made = alike(RACE, 2).rows
    for at, row in enumerate(made):
        if row is None:
            continue
        nearest = min(
            sum(one != two for one, two in zip(RACE[at], other, strict=True))
            for other in (RACE[n] for n in range(len(RACE)) if n != at)
        )
        assert sum(each is LEFT_OUT for each in row) >= nearest
