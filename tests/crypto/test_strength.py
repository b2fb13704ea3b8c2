"""The estimate of a passphrase is honest, quick and never asks for a kind of sign."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.crypto.strength import SENTENCES, Strength, estimate


@pytest.mark.parametrize(
    ("passphrase", "weakest", "strongest"),
    [
        ("", 0, 0),
        ("password", 0, 0),
        ("P@ssw0rd1!", 0, 1),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 0, 0),
        ("x" * 500, 0, 0),
        ("سلام", 0, 0),
        ("correct horse battery staple", 2, 5),
        ("harbor violin copper ninety lantern", 4, 6),
        ("harbor violin copper ninety lantern tundra", 5, 6),
        ("کتاب خانه بزرگ دریا ماه ستاره", 5, 6),
        ("q7Vz-m2Xk-9TbL-w4Rc", 6, 6),
    ],
)
def test_the_words_fit_the_passphrase(passphrase, weakest, strongest):
    assert weakest <= estimate(passphrase).level <= strongest


def test_words_without_signs_are_as_good_as_signs():
    words = estimate("harbor violin copper ninety lantern")
    assert words.log2_guesses > estimate("Tr0ub4dor&3").log2_guesses


def test_a_word_said_twice_counts_once():
    once, twice = estimate("دریا ستاره"), estimate("دریا ستاره دریا ستاره")
    assert once == twice
    assert estimate("lantern " * 30).log2_guesses < 20


def test_known_words_are_tried_first():
    assert estimate("Zyrkhava", ["zyrkhava"]).level == 0
    assert estimate("Zyrkhava").log2_guesses > 20


def test_a_line_end_adds_nothing():
    assert estimate("violin copper\n") == estimate("violin copper")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=160))
def test_any_text_has_an_estimate(text):
    found = estimate(text)
    assert found.log2_guesses >= 0
    assert found.words in SENTENCES


@given(st.floats(0, 100_000), st.floats(0, 100_000))
def test_more_guesses_are_never_worse(one, other):
    low, high = sorted((one, other))
    assert Strength(low).level <= Strength(high).level


def test_every_level_can_be_reached_in_order():
    assert [Strength(bits).level for bits in range(90)] == sorted(
        Strength(bits).level for bits in range(90)
    )
    assert {Strength(bits).words for bits in range(90)} == set(SENTENCES)


def test_the_word_lists_are_loaded_only_when_used():
    code = "import sys, fieldapp.crypto.strength; sys.exit('zxcvbn' in sys.modules)"
    assert subprocess.run((sys.executable, "-c", code), timeout=60, check=False).returncode == 0
