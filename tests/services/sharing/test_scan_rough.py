"""The quick look of the scan may wave through too much, and never too little."""

from __future__ import annotations

import string

from hypothesis import example, given
from hypothesis import strategies as st

from fieldapp.services.sharing.scanning.alike import Alike
from fieldapp.services.sharing.scanning.hits import Known
from fieldapp.services.sharing.scanning.letters import fold_words
from fieldapp.services.sharing.scanning.places import KnownPlaces, Places
from fieldapp.services.sharing.scanning.rough import Rough, rough, rough_key
from fieldapp.services.sharing.scanning.sound import sound

# Letters in the pairs and threes that stand for one sound come up far too seldom by chance.
_PIECES = (*string.ascii_lowercase, *"019_", "sch", "tch", "ch", "th", "dh", "ph", "dj", "ck")
_WORDS = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=7).map("".join)
_NAMES = (
    *("Mohamed Abdelrahman", "Dzhokhar Tchikaya", "Phoebe Djibril", "Ксенія Шевченко"),
    *("محمد جعفر الطاهر", "Yusuf Wachira", "Jean-Philippe Dhlamini", "Xhevdet Qorri", "Ng Oo"),
)


@given(_WORDS)
@example("dphj")
@example("pphhw")
def test_every_key_of_a_word_is_roughly_the_word(word: str) -> None:
    assert {rough_key(key) for key in sound(word).keys} <= set(rough([word]))


@given(st.lists(_WORDS, max_size=5))
def test_words_at_once_are_as_one_by_one(words: list[str]) -> None:
    assert rough(words) == [said for word in words for said in rough([word])]


_ALIKE = Alike([Known(each) for each in _NAMES])
_PLACES = Places(KnownPlaces({each.casefold(): 3 for each in _NAMES}))
_SPELLED = sorted({word for each in _NAMES for word in fold_words(each) if word.isascii()})


@st.composite
def _nearly(draw: st.DrawFn) -> str:
    """A word of a name with a few letters put in, left out or taken for another."""
    word = draw(st.sampled_from(_SPELLED))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(word)))
        word = word[:at] + draw(st.sampled_from(("", *_PIECES))) + word[at + 1 :]
    return draw(st.sampled_from(("", "", "al", "el"))) + word


@given(st.one_of(_nearly(), _WORDS))
def test_what_would_be_found_is_never_turned_away(word: str) -> None:
    known = Rough(_PLACES.keys, _ALIKE.keys)
    found = bool(_ALIKE.meets(word)) or _PLACES.sounds_so(word)
    assert not found or known.may_be([word]) == [word]


def test_most_words_are_turned_away() -> None:
    known = Rough(sound("qurdud").keys, Alike([Known("Abdelrahman")]).keys)
    words = ["convoy", "bridge", "rehman", "kurdut", "abdulrahman", "abderahman", "morning"]
    assert known.may_be(words) == ["kurdut", "abdulrahman", "abderahman"]


def test_where_nothing_is_known_all_are_turned_away() -> None:
    assert Rough((), ()).may_be(["alfred", "convoy"]) == []
