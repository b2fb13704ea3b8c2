"""The figures: judged by their bars, and measured on a small vault of the same words each time."""

from __future__ import annotations

from itertools import islice

import pytest

from fieldapp.records.checks import problems
from fieldapp.services.bench import lists, paper, saving, searching
from fieldapp.services.bench.corpus import Corpus, make_vault
from fieldapp.services.bench.rows import line, p95, plain, row


@pytest.mark.parametrize(
    ("value", "bars", "ok"),
    [
        (10, {"at_most": 10}, True),
        (11, {"at_most": 10}, False),
        (15, {"reference": 10, "most_ratio": 1.5}, True),
        (16, {"reference": 10, "most_ratio": 1.5}, False),
        (16, {"reference": None, "most_ratio": 1.5}, True),
        (19, {"reference": 10, "above_reference": 10}, True),
        (21, {"reference": 10, "above_reference": 10}, False),
        (12, {"at_most": 20, "reference": 4, "most_ratio": 2}, False),
    ],
)
def test_a_figure_is_judged_by_all_its_bars(value, bars, ok):
    assert row("a figure", value, "ms", **bars).ok is ok


def test_a_row_is_told_with_the_agreed_names():
    told = plain(row("seal", 2.0, "ms", reference=4.0, reference_name="age", most_ratio=1.0))

    assert told == {
        "name": "seal", "value": 2.0, "unit": "ms", "reference": 4.0, "reference_name": "age",
        "ratio": 0.5, "bar": "1x", "ok": True,
    }  # fmt: skip


def test_a_line_says_at_once_what_is_over_its_bar():
    assert line(row("slow", 2, "s", at_most=1)).startswith("OVER")
    assert line(row("fast", 1, "s", at_most=1)).startswith("ok")


def test_the_95th_of_a_hundred():
    assert p95([float(each) for each in range(100)]) == 95.0


def test_the_corpus_is_the_same_each_time_and_its_records_are_whole():
    one, two = (list(islice(Corpus().records(), 9)) for _ in range(2))

    assert [each.title for each in one] == [each.title for each in two]
    assert [problem for each in one if not each.draft for problem in problems(each)] == []


def test_each_piece_measures_something_on_a_real_vault(tmp_path):
    made = make_vault(tmp_path / "bench.vault", 60)

    found = [
        *lists.rows(made),
        *searching.rows(made, tmp_path),
        *saving.rows(made, tmp_path),
        *paper.rows(),
    ]

    assert len(found) == 8
    assert all(each.value > 0 and each.bar for each in found)
