"""Tables as people write them, read by somebody who wants to know what was hidden."""

from __future__ import annotations

import random

import pytest

from fieldapp.services.disclosure_control.grid import HIDDEN, count_of
from fieldapp.services.disclosure_control.lines import Counts, Line, is_small
from fieldapp.services.disclosure_control.tables import CountTable, guard
from tests.services.disclosure_control.attackers import interval

pytest.importorskip("scipy")
SMALLEST = 5


def nested(seed: int) -> tuple[str, Counts]:
    """States with their districts, the state above or below them, and the country last."""
    draw = random.Random(seed)
    above, values, lines, rows, states = draw.random() < 0.5, list[int](), list[Line](), [], []

    def row(label: str, value: int) -> int:
        values.append(value)
        rows.append(f"{label} | {value}")
        return len(values) - 1

    for state in range(draw.randint(1, 3)):
        counts = [draw.choice((1, 3, 9, 14, 31, 52, 77)) for _ in range(draw.randint(2, 4))]
        total = row(f"State {state}", sum(counts)) if above else -1
        parts = tuple(row(f"of which district {n}", each) for n, each in enumerate(counts))
        total = total if above else row(f"State {state} altogether", sum(counts))
        lines.append(Line(total, parts))
        states.append(total)
    country = row("Sudan", sum(values[each] for each in states))
    lines.append(Line(country, tuple(states)))
    return "\n".join(("Area | Events", *rows)), Counts(tuple(values), tuple(lines))


def test_a_subtotal_gives_no_small_count_away_whatever_it_is_called():
    for seed in range(60):
        text, counts = nested(seed)
        (made,) = guard([CountTable(text)], SMALLEST)
        cells = [each.split(" | ")[1] for each in made.rows.split("\n")[1:]]
        hidden = {number for number, cell in enumerate(cells) if cell == HIDDEN}
        for number, value in enumerate(counts.values):
            if is_small(value, SMALLEST):
                assert number in hidden, text
                least, most = interval(counts, hidden, number)
                assert most - least > 0.5, (text, made.rows)


@pytest.mark.parametrize(
    "cell",
    ["³", "①", "⑶", "½", "Ⅲ", "III", "三", "３", "trois cas", "deux", "ثلاثة", "أربع", "a couple",
     "three-fold", "both", "٣", "3.0", "1–4", "≈3", "−3", "0x3"],
)  # fmt: skip
def test_a_small_number_is_hidden_in_whatever_signs_and_words_it_stands(cell):
    assert count_of(cell) is None or count_of(cell) == 3
    (made,) = guard(
        [CountTable(f"State | Events\nNorth | {cell}\nSouth | 40\nEast | 50")], SMALLEST
    )
    assert made.rows.split("\n")[1] == f"North | {HIDDEN}"


@pytest.mark.parametrize("cell", ["<5", "fewer than 5", "some", "withheld", ""])
def test_a_total_beside_words_tells_as_much_as_a_number(cell):
    text = f"State | Events\nNorth | {cell}\nSouth | 27\nEast | 20\nTotal | 50"
    (made,) = guard([CountTable(text)], SMALLEST)
    assert made.rows.count(HIDDEN) > 1


def test_what_only_happens_to_add_up_hides_no_total_of_another_table():
    """17 is no subtotal of 9 and 8; the total stands in the table beside."""
    first = CountTable("Area | Events\nWadi | 9\nAin | 8\nTell | 17\nKouba | 3", "Events")
    made, _ = guard([first, CountTable("What | Events\nAll | 37", "Events")], SMALLEST)
    assert made.rows.count(HIDDEN) > 1
