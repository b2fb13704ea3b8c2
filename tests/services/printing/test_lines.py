"""Lines fit their room, lose no letter, and read from right to left where they must."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.services.printing.fonts import ARABIC, BOLD, REGULAR, Typeface, printable, typeface
from fieldapp.services.printing.lines import break_lines, set_line


@pytest.fixture(scope="module")
def face() -> Iterator[Typeface]:
    with typeface() as made:
        yield made


TEXTS = st.text(st.sampled_from("abcWÉжابتمسلة٣3 .,()-\n\u200e\u202e"), max_size=120)


@given(text=TEXTS, room=st.floats(40, 400))
@settings(max_examples=150, deadline=None)
def test_lines_fit_and_lose_nothing(face: Typeface, text: str, room: float) -> None:
    lines = break_lines(face, text, 9.5, room)
    kept = "".join(line.words for line in lines)
    assert kept.replace(" ", "") == printable(text).replace(" ", "").replace("\n", "")
    for line in lines:
        assert line.width <= room + 6 or len(line.words.strip()) <= 1


def test_a_word_of_a_thousand_letters_is_cut(face: Typeface) -> None:
    lines = break_lines(face, "x" * 1000, 9.5, 200)
    assert "".join(line.words for line in lines) == "x" * 1000
    assert all(line.width <= 200 for line in lines)


def test_arabic_is_joined_and_reads_from_the_right(face: Typeface) -> None:
    line = set_line(face, "سلام OCHA", 10, rtl=True)
    assert [piece.font for piece in line.pieces] == [REGULAR, ARABIC]
    assert line.pieces[0].glyphs == "OCHA"
    apart = sum(set_line(face, letter, 10).width for letter in "سلام")
    assert line.pieces[1].width < apart


@pytest.mark.parametrize("word", ["سڵاو", "ښځه", "گۆڕان", "پاکستان"])
def test_letters_of_sorani_pashto_and_dari_are_there_and_joined(face: Typeface, word: str) -> None:
    line = set_line(face, word, 10, rtl=True)
    assert {piece.font for piece in line.pieces} == {ARABIC}
    assert line.width < sum(set_line(face, letter, 10).width for letter in word)


def test_numbers_stay_in_their_order_and_brackets_are_turned(face: Typeface) -> None:
    line = set_line(face, "(12) شارع", 10, rtl=True)
    assert any("12" in piece.glyphs for piece in line.pieces)
    assert line.pieces[0].font == ARABIC


def test_direction_follows_most_letters_not_the_first(face: Typeface) -> None:
    assert not break_lines(face, "الفاشر (North Darfur, Sudan)", 10, 400)[0].rtl
    assert break_lines(face, "OCHA قالت إن الطريق مفتوح", 10, 400)[0].rtl


def test_hidden_turns_of_direction_do_not_reach_the_paper() -> None:
    assert printable("pay \u202eno\u202c one\x07") == "pay no one"


def test_bold_has_latin_and_cyrillic_and_falls_back_for_the_rest(face: Typeface) -> None:
    for text in ("Ågården Łódź naïve — “€”", "Киев Ґрунт"):
        assert {piece.font for piece in face.pieces(text, 10, bold=True)} == {BOLD}
    assert {piece.font for piece in face.pieces("αβγ", 10, bold=True)} == {REGULAR}
