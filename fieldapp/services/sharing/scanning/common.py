"""Words and names so common that one of them alone is nobody's: a person's name it may be, too."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import resources
from fieldapp.services.sharing.scanning.sound import Sound, sound
from fieldapp.vocab.folding import fold

# Each word stands in one of these only; family names, the fifth of its lists, stay unread.
_LISTS = ("english_wikipedia", "us_tv_and_film", "passwords", "female_names", "male_names")
ALIKE = 0.75


@cache
def _words() -> frozenset[str]:
    # Loaded with the first name that is looked for, never when the app starts.
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(word for name in _LISTS for word in FREQUENCY_LISTS[name])


def is_common_word(word: str) -> bool:
    """Whether a folded word is an ordinary one in English, or a given name of many."""
    return word.isascii() and word in _words()


@cache
def _names() -> Mapping[str, tuple[Sound, ...]]:
    found: dict[str, tuple[Sound, ...]] = {}
    lines = resources.path("sharing", "common_names.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        for name in () if line.startswith("#") else line.split():
            made = sound(fold(name))
            for key in made.keys:
                found[key] = (*found.get(key, ()), made)
    return found


def is_common_name(said: Sound) -> bool:
    """Whether it sounds like a name that many people have."""
    from rapidfuzz.distance import Levenshtein

    return any(
        Levenshtein.normalized_similarity(said.spelled, each.spelled) >= ALIKE
        for key in said.keys
        for each in _names().get(key, ())
    )
