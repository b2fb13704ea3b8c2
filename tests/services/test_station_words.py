"""A station extends and rewords lists of choices from a file; records and code keep their codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.records.access import AccessConstraint
from fieldapp.records.checks import problems
from fieldapp.records.values import in_words
from fieldapp.services.station_words import (
    FixedWordsError,
    NotWordsError,
    drop_words,
    keep_words,
    read_words,
    station_words,
)
from fieldapp.services.stations import open_store
from fieldapp.vocab.days import Day
from fieldapp.vocab.vocabulary import FIXED, shipped, use_station_words, vocabulary


@pytest.fixture(autouse=True)
def as_it_ships():
    yield
    use_station_words({})


def words_file(folder: Path, text: str) -> Path:
    file = folder / "words.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_words_are_added_reworded_kept_and_used_when_the_vault_opens(vault, tmp_path):
    file = words_file(tmp_path, "code,label,scheme\n4,4 Extreme,own\n1,1 Open road,own\n")
    read = read_words(file, "access_severity")
    assert (read.added, read.reworded) == (1, 1)
    keep_words(vault, read)
    assert "4" not in vocabulary("access_severity")

    open_store(vault)

    held = vocabulary("access_severity")
    assert list(held) == ["4", "1", "2", "3"]
    assert held.label("1") == "1 Open road"
    assert held.notes["4"]["scheme"] == "own"
    record = AccessConstraint(category="3", happened=Day("2026"), severity="4")
    assert not [p for p in problems(record) if p.field == "severity"]
    assert in_words(AccessConstraint.field("severity"), "4") == "4 Extreme"

    drop_words(vault, "access_severity")
    open_store(vault)
    assert vocabulary("access_severity") == shipped("access_severity")


def test_another_vault_does_not_see_them(vault, tmp_path):
    keep_words(vault, read_words(words_file(tmp_path, "code,label\n9,Nine\n"), "access_severity"))
    open_store(vault)
    assert "9" in vocabulary("access_severity")
    drop_words(vault, "access_severity")
    assert not station_words(vault)


@pytest.mark.parametrize("name", sorted(FIXED))
def test_words_that_the_app_decides_with_stay(tmp_path, name):
    with pytest.raises(FixedWordsError):
        read_words(words_file(tmp_path, "code,label\nx,X\n"), name)


@pytest.mark.parametrize(
    "text",
    [
        "name,label\nx,X\n",
        "code,label\nx,X\nx,Y\n",
        "code,label\nx,X\ny,X\n",
        "code,label\n,X\n",
        "code,label\nx y,X\n",
        "code,label\nx,\n",
        f"code,label\nx,{'a' * 200}\n",
        "code,label\n" + "".join(f"c{n},L{n}\n" for n in range(501)),
    ],
)
def test_what_is_no_vocabulary_is_refused(tmp_path, text):
    with pytest.raises(NotWordsError):
        read_words(words_file(tmp_path, text), "access_severity")
