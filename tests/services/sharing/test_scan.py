"""The scan: what must be found in any spelling, and what must not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.services.sharing.scan import ACTOR, Known, Scanner
from fieldapp.vocab.folding import fold

NAMES = (
    Known("Ibrahim Yusuf Adam", owner="p"),
    Known("Falcon", owner="p"),
    Known("محمد أحمد", owner="q"),
    Known("القائد سالم", owner="r"),
    Known("Éloïse N'Diaye", owner="s"),
    Known("Northern Front", ACTOR, "a"),
)
SCANNER = Scanner(NAMES, ["+249 912 345 678", "Thuraya 88216 12345678", "4471"])


def rules(text: str) -> set[str]:
    return {hit.rule for hit in SCANNER.hits(text)}


@pytest.mark.parametrize(
    "text",
    [
        "seen by IBRAHIM YUSUF ADAM at noon",
        "Adam, Ibrahim said so",
        "Yusuf Adam came",
        "falcon",
        "قال محمّد احمد ذلك",
        "قال مُحَـمَّد أحمد",
        "ومحمد أحمد قال",
        "مع قائد سالم",
        "ELOISE N'DIAYE",
        "the northern front moved",
    ],
)
def test_a_known_name_is_found_in_any_spelling(text):
    assert rules(text) == {"scan:name"}


@pytest.mark.parametrize(
    "text",
    [
        "call 0912345678",
        "call 0912 34 56 78",
        "call (091) 234-5678",
        "call ٠٩١٢٣٤٥٦٧٨",
        "+249.912.345.678",
        "any other 0711-222-333",
        "+1 202 555 0114",
    ],
)
def test_a_phone_is_found_in_any_grouping_and_digits(text):
    assert "scan:phone" in rules(text)


@pytest.mark.parametrize("text", ["write to a.b@example.org", "a.b @ example.org"])
def test_an_e_mail_is_found(text):
    assert "scan:email" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "at 15.6400, 32.5300",
        "at 15.64 N 32.53 E",
        "at -4.32;15.31",
        "at 15,6401; 32,5301",
        "at ١٥٫٦٤ 15.640 32.530",
        "15°38'24\"N 32°31'48\"E",
        "15º38′N",
        "15 38 24 N",
        "MGRS 36PVC 4975 3018",
        "36P VC 49751 30181",
    ],
)
def test_coordinates_are_found(text):
    assert "scan:coordinates" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Two women and a girl were killed on 2026-03-04 and 12 houses burned.",
        "About 1 200 000 people, 3,500 families and 25.5 km of road.",
        "From 2024-2025 to 04/03/2026, at 10:30, 15% more than in 2023.",
        "A falconer and Ibrahimovic passed the northern gate; the front was quiet.",
        "[contact A] said that [actor A] would open the road.",
        "SD01001 and resolution 2139 (2014), article 35.2",
        "قُتلت امرأتان وطفلة في السوق",
    ],
)
def test_ordinary_text_passes(text):
    assert rules(text) == set()


def test_a_hit_never_tells_what_was_found():
    for hit in SCANNER.hits("Falcon, 0912345678, a@b.org, 15.6400 32.5300"):
        assert not {"Falcon", "0912345678", "a@b.org"} & set(hit.words.split())
        assert "Falcon" not in repr(hit)


def test_known_things_are_replaced_by_words_that_pass_the_scan():
    text = "Falcon and the Northern Front; Éloïse N'Diaye, then Ibrahim Yusuf Adam: 0912 345 678."
    made = SCANNER.replace_known(text)

    assert made == ("[contact A] and the [actor A]; [contact B], then [contact A]: [phone].")
    assert SCANNER.hits(made) == []


def test_arabic_names_are_replaced_whole_with_their_marks():
    made = SCANNER.replace_known("قال مُحَمَّد أَحْمَدُ ذلك")

    assert made == "قال [contact A] ذلك"


letters = st.text(alphabet="abcdefg هوزحطي", min_size=3, max_size=9)
names = st.lists(letters.map(str.strip).filter(lambda name: len(fold(name)) > 2), min_size=1)


@given(names, st.text(max_size=60), st.text(max_size=60))
def test_any_known_name_between_other_words_is_found_and_replaced(known, before, after):
    scanner = Scanner([Known(name, owner=name) for name in known])
    text = f"{before}\n. {known[0]} .\n{after}"

    assert any(hit.rule == "scan:name" for hit in scanner.hits(text))
    assert not [hit for hit in scanner.hits(scanner.replace_known(text)) if hit.sort == "contact"]


@settings(max_examples=300)
@given(st.text())
def test_any_text_can_be_scanned_and_replaced(text):
    SCANNER.hits(text)
    SCANNER.replace_known(text)


@given(
    st.text(alphabet="0123456789", min_size=9, max_size=12),
    st.sampled_from(["", " ", "-", ".", " - ", "/"]),
    st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]),
)
def test_a_known_phone_is_found_however_it_is_grouped(digits, gap, script):
    scanner = Scanner(phones=[digits])
    written = gap.join(script[int(digit)] for digit in digits)

    assert "scan:phone" in {hit.rule for hit in scanner.hits(f"at {written} or later")}
