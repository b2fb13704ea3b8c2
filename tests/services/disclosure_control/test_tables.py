"""Tables as people type them and the app makes them: what is a count, and what is then hidden."""

from __future__ import annotations

import pytest

from fieldapp.services.disclosure_control.adding_up import sums
from fieldapp.services.disclosure_control.grid import HIDDEN, grid_of, numbers_in
from fieldapp.services.disclosure_control.tables import CountTable, Guarded, guard


def table(*rows: str, **values: str) -> CountTable:
    return CountTable("\n".join(rows), values.pop("unit", "Events"), **values)


def cells(made: Guarded) -> list[list[str]]:
    return [row.split(" | ") for row in made.rows.split("\n")]


def test_heads_and_labels_are_no_counts():
    grid = grid_of("State | District | 2025 | 2026\nNorth | Wadi | 1,204 | ٣\nNorth | Ain | 7")
    assert (grid.heads, grid.labels) == (1, 2)
    grid = grid_of("Month | 2026-01 | 2026-02\nNorth | 7 | 9")
    assert (grid.heads, grid.labels) == (1, 1)
    grid = grid_of("Wadi | 9 | 2025\nAin | 7 | 8")
    assert (grid.heads, grid.labels) == (0, 1)
    grid = grid_of("State | District | Killed\nNorth | Wadi | 1,204\nNorth | Ain | ٣")
    assert (grid.heads, grid.labels) == (1, 2)
    assert grid.counts() == {(1, 2): 1204, (2, 2): 3}
    assert grid.names((1, 2)) == ("north", "wadi")


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("7, of which 4 estimated", (7, 4)),
        ("three or four", (3, 4)),
        ("12%", (12,)),
        ("not known", ()),
        ("٣ نساء", (3,)),
    ],
)
def test_numbers_in_words_are_numbers(cell, numbers):
    assert numbers_in(cell) == numbers


def test_small_counts_are_hidden_and_nought_and_large_ones_shown():
    (made,) = guard([table("District | Events", "Wadi | 8", "Ain | 4", "Tell | 0", "Kouba | 5")], 5)
    assert cells(made) == [["District", "Events"], ["Wadi", "8"], ["Ain", HIDDEN], ["Tell", "0"],
                           ["Kouba", "5"]]  # fmt: skip
    assert made.hidden == 1


def test_a_total_does_not_give_one_away():
    (made,) = guard([table("Wadi | 9", "Ain | 4", "Kouba | 8", "Total | 21")], 5)
    assert made.hidden == 2


def test_nor_does_a_last_row_that_does_not_say_that_it_is_a_total():
    (made,) = guard([table("Wadi | 9", "Ain | 4", "Kouba | 8", "Whole north | 21")], 5)
    assert made.hidden == 2


def test_nor_do_totals_of_states_and_of_the_country():
    (made,) = guard(
        [
            table(
                "State | District | Events",
                "North | Wadi | 9",
                "North | Ain | 4",
                "North | Total | 13",
                "South | Hills | 7",
                "South | Plain | 8",
                "South | Total | 15",
                "Total | Total | 28",
            )
        ],
        5,
    )
    assert cells(made)[1][2] == cells(made)[2][2] == HIDDEN
    assert made.hidden == 2


def test_nor_does_another_table_of_the_same_events():
    """Neither prints a total, but both are all events of the period."""
    by_act = table("Killing | 9", "Injury | 2", "Looting | 8")
    by_month = table("2026-01 | 12", "2026-02 | 7")
    first, second = guard([by_act, by_month], 5)
    assert first.hidden + second.hidden >= 2
    assert guard([by_act], 5)[0].hidden == 1


def test_nor_does_the_same_count_in_another_table():
    """Killing in the north is 4 in one table, and would be 4 in the other as well."""
    by_state = table("State | Killing | Injury", "North | 4 | 9", "South | 8 | 7")
    by_act = table("Act | North | South", "Killing | 4 | 8", "Injury | 9 | 7")
    first, second = guard([by_state, by_act], 5)
    assert cells(first)[1][1] == cells(second)[1][1] == HIDDEN


def test_words_and_shares_beside_a_hidden_count_are_hidden():
    (made,) = guard(
        [table("Act | Events | Share", "Killing | 9 | 69%", "Injury | 4 | 31%"),], 5
    )  # fmt: skip
    assert cells(made)[2] == ["Injury", HIDDEN, HIDDEN]
    (made,) = guard([table("Killing | victims | 7, of which 4 estimated")], 5)
    assert made.hidden == 1


def test_a_total_of_something_else_is_no_total():
    """Incidents of several categories stand under each, so their total is less than their sum."""
    grid = grid_of("Category | Events\nA | 7\nB | 9\nTotal | 12")
    assert all(each.total is None for each in sums(grid))


def test_nothing_recorded_stays_as_it_is():
    assert guard([table("nothing recorded")], 5) == (Guarded("nothing recorded"),)


def test_a_count_that_was_typed_in_words_is_not_told_by_the_total_either():
    """Nine and fewer than five make eleven, so a reader knows that they are two."""
    rows = ("Wadi | 9", "Ain | fewer than 5", "Kouba | 8", "Total | 19")
    (made,) = guard([table(*rows)], 5)
    assert cells(made)[1] == ["Ain", HIDDEN]
    assert made.hidden == 2
    (alone,) = guard([table(*rows[:3])], 5)
    assert alone.hidden == 0  # without a total the words tell nothing more


def test_a_cell_left_empty_beside_a_total_is_a_count_too():
    (made,) = guard(
        [table("State | Women | Men | Total", "North | 9 | | 12", "South | 8 | 7 | 15")], 5
    )
    assert cells(made)[1][2] == HIDDEN
    assert made.hidden >= 2
    (none,) = guard(
        [table("State | Women | Men | Total", "North | 9 | | 9", "South | 8 | 7 | 15")], 5
    )
    assert none.hidden == 0


# -- beside what left before ---------------------------------------------------------------

JANUARY_TO_MARCH = {"first": "2026-01-01", "last": "2026-03-31"}
JANUARY_TO_APRIL = {"first": "2026-01-01", "last": "2026-04-30"}


def before(*rows: str, **values: str) -> CountTable:
    return table(*rows, reference="SDN-DIS-26-A1", **(JANUARY_TO_MARCH | values))


def test_a_longer_period_does_not_give_the_difference():
    old = before("North | 20", "South | 30")
    new = table("North | 22", "South | 36", **JANUARY_TO_APRIL)
    (made,) = guard([new], 5, [old])
    assert cells(made) == [["North", HIDDEN], ["South", "36"]]
    assert made.compared == ("SDN-DIS-26-A1",)
    assert guard([new], 5)[0].hidden == 0


def test_nor_through_a_total_that_was_told_in_another_breakdown():
    old = before("North | 20", "South | 30", "Total | 50")
    new = table("Killing | 23", "Injury | 29", "Total | 52", **JANUARY_TO_APRIL)
    (made,) = guard([new], 5, [old])
    assert cells(made)[2] == ["Total", HIDDEN]
    assert made.hidden >= 2


def test_a_product_of_one_state_is_compared_with_its_row_in_a_table_of_all():
    old = before("North | 20", "South | 30", "Total | 50")
    new = table("Killing | 12", "Injury | 10", "Total | 22", area="North", **JANUARY_TO_APRIL)
    (made,) = guard([new], 5, [old])
    assert cells(made)[2] == ["Total", HIDDEN]


def test_another_unit_or_a_period_beside_it_is_not_compared():
    old = before("North | 20")
    victims = table("North | 22", unit="Victims", **JANUARY_TO_APRIL)
    april = table("North | 22", first="2026-04-01", last="2026-04-30")
    assert guard([victims], 5, [old])[0].hidden == 0
    assert guard([april], 5, [old])[0].hidden == 0


def test_the_same_table_again_tells_nothing_new_and_hides_the_same():
    rows = ("Wadi | 9", "Ain | 4", "Kouba | 8", "Tell | 30", "Total | 51")
    (first,) = guard([table(*rows, **JANUARY_TO_MARCH)], 5)
    old = before(*first.rows.split("\n"))
    (again,) = guard([table(*rows, **JANUARY_TO_MARCH)], 5, [old])
    assert again.rows == first.rows


def test_what_was_hidden_stays_hidden_where_another_table_would_show_it():
    """The second cell protected the first; a table without the first must not show it."""
    old = before("Wadi | [c]", "Ain | [c]", "Kouba | 8", "Total | 21")
    new = table("Wadi | 9", "Kouba | 8", **JANUARY_TO_MARCH)
    (made,) = guard([new], 5, [old])
    assert cells(made) == [["Wadi", HIDDEN], ["Kouba", "8"]]


def test_what_the_reader_has_already_cannot_protect():
    """Wadi left before, so it is Kouba or the total that must hide Ain."""
    old = before("Wadi | 9")
    new = table("Wadi | 9", "Ain | 4", "Kouba | 8", "Total | 21", **JANUARY_TO_MARCH)
    (made,) = guard([new], 5, [old])
    assert cells(made)[0] == ["Wadi", "9"]
    assert cells(made)[1] == ["Ain", HIDDEN]
    assert made.hidden == 2


def test_a_product_without_a_period_is_compared_with_every_other():
    new = table("North | 22", "South | 36")
    assert guard([new], 5, [before("North | 20", "South | 30")])[0].hidden == 1


def test_rows_that_say_their_unit_are_compared_with_tables_of_that_unit():
    old = before("Act | Events", "Looting | 20")
    new = table("Looting | events | 22", unit="victims or events", **JANUARY_TO_APRIL)
    assert guard([new], 5, [old])[0].hidden == 1
    other = table("Looting | victims | 22", unit="victims or events", **JANUARY_TO_APRIL)
    assert guard([other], 5, [old])[0].hidden == 0


def test_an_only_column_is_compared_with_one_of_several():
    old = before("State | Killed", "North | 20", unit="Victims")
    new = table("State | Killed | Injured", "North | 22 | 40", unit="Victims", **JANUARY_TO_APRIL)
    (made,) = guard([new], 5, [old])
    assert cells(made)[1] == ["North", HIDDEN, "40"]


def test_a_small_count_that_left_under_another_agreement_is_not_shown_again():
    old = before("Wadi | 9", "Ain | 3")
    (made,) = guard([table("Wadi | 9", "Ain | 3", **JANUARY_TO_MARCH)], 5, [old])
    assert cells(made) == [["Wadi", "9"], ["Ain", HIDDEN]]


def test_what_was_hidden_before_is_not_told_by_what_did_not_change():
    """Nothing new in the north: what the new table shows of it, the old one meant too. The old one
    hid 3 and, beside it, 20 of 31; to show that 20 now would tell the 3."""
    head = "State | Women | Men | Girls | Total"
    kept = (head, "North | 3 | 20 | 8 | 31", "South | 9 | 30 | 7 | 46", "Total | 12 | 50 | 15 | 77")
    left = (head, "North | [c] | [c] | 8 | 31", "South | [c] | [c] | 7 | 46",
            "Total | 12 | 50 | 15 | 77")  # fmt: skip
    old = before(*left, kept="\n".join(kept), unit="Victims")
    new = table(
        head,
        "North | 3 | 20 | 8 | 31",
        "South | 9 | 30 | 60 | 99",
        "Total | 12 | 50 | 68 | 130",
        unit="Victims",
        **JANUARY_TO_APRIL,
    )
    (made,) = guard([new], 5, [old])
    north = cells(made)[1]
    assert north[1] == HIDDEN
    # Shown together with the total and the girls, who did not change, the men would give it away.
    assert HIDDEN in (north[2], north[4])


def test_what_two_earlier_tables_gave_away_already_does_not_stop_another():
    kept = "Wadi | 9\nAin | 3\nTotal | 12"
    earlier = [
        before("Wadi | [c]", "Ain | [c]", "Total | 12", kept=kept),
        before("Wadi | 9"),
    ]
    new = table("Hills | 20", "Plain | 30", **JANUARY_TO_APRIL)
    assert guard([new], 5, earlier)[0].hidden == 0
