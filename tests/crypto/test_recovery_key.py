"""A recovery key survives a tired hand, and a slip in it is named as one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.crypto import recovery_key
from fieldapp.crypto.recovery_key import MistypedRecoveryKeyError

PRINTED = "WC50-SNBG-QJKW-7RGR-2VKT-QAQ5-1SEX"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_it_is_printed_in_seven_groups_of_125_random_bits_and_a_check():
    made = {recovery_key.make() for _ in range(50)}
    assert len(made) == 50
    for each in made:
        assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}", each)
        assert len(recovery_key.read(each)) * 5 == 125


@pytest.mark.parametrize(
    "typed",
    [
        PRINTED.lower(),
        PRINTED.replace("-", ""),
        PRINTED.replace("-", " ") + "\n",
        PRINTED.replace("-", " \u2013 "),
        PRINTED.replace("0", "o").replace("1", "l"),
        PRINTED.replace("0", "O").replace("1", "I"),
        PRINTED.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        PRINTED.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
    ],
)
def test_it_is_read_as_people_type_it(typed):
    assert recovery_key.read(typed) == PRINTED.replace("-", "")[:25].encode()


@given(place=st.integers(0, 27), letter=st.sampled_from(ALPHABET))
def test_a_wrong_letter_is_named_as_a_slip(place, letter):
    letters = PRINTED.replace("-", "")
    typed = letters[:place] + letter + letters[place + 1 :]
    if typed == letters:
        return
    with pytest.raises(MistypedRecoveryKeyError):
        recovery_key.read(typed)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text):
    with pytest.raises(MistypedRecoveryKeyError):
        recovery_key.read(text)


@pytest.mark.parametrize("typed", ["", PRINTED[:-1], PRINTED + "0", PRINTED.replace("-", "+")])
def test_a_letter_less_or_more_is_a_slip(typed):
    with pytest.raises(MistypedRecoveryKeyError):
        recovery_key.read(typed)
