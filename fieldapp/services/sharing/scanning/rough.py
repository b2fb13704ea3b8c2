"""A quick look at many words at once: which of them cannot sound like anything that is known.

What the keys of a word have in common is seen without making them: what a letter may stand for is
one mark, and what may fall away counts for nothing. Nearly every word of every text ends here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SAME = "X"  # T, S and K: what th, dh, ch, c and g may stand for
_LETTERS = str.maketrans(
    dict.fromkeys("abcdefghijklmnopqrstuvwxyz_0123456789", "")
    | {"b": "B", "p": "B", "l": "L", "r": "R", "m": "M", "n": "N"}
    | dict.fromkeys("tdszkqgcx", _SAME)
)
_KEYS = str.maketrans({**dict.fromkeys("TSK", _SAME), **dict.fromkeys("FJHYA", "")})
_TWICE = re.compile(r"([A-Z])\1+")
_ARTICLES = ("al", "el", "ul")  # what follows one may be a name by itself


class Rough:
    """What is known, roughly: keys as they are, and keys in which a slip is forgiven."""

    def __init__(self, keys: Iterable[str], with_slips: Iterable[str]) -> None:
        """Take the keys by which places, and those by which names are found."""
        self._with_slips = frozenset(map(rough_key, with_slips))
        self._known = self._with_slips | frozenset(map(rough_key, keys))

    def may_be(self, words: Sequence[str]) -> list[str]:
        """Those of some folded ASCII words that have to be looked at closely."""
        if not self._known:
            return []
        return [
            word
            for word, said in zip(words, rough(words), strict=True)
            if said in self._known or self._is_near(said) or word.startswith(_ARTICLES)
        ]

    def _is_near(self, said: str) -> bool:
        """Whether it is known with one of its letters left out."""
        if not self._with_slips:
            return False
        shorter = {said[:at] + said[at + 1 :] for at in range(len(said))}
        return not self._with_slips.isdisjoint(_TWICE.sub(r"\1", each) for each in shorter)


def rough(words: Sequence[str]) -> list[str]:
    """What all keys of each of these ASCII words have in common; all words in one go."""
    joined = " ".join(words).replace("ph", "f").replace("dj", "j").translate(_LETTERS)
    return _TWICE.sub(r"\1", joined).split(" ") if words else []


def rough_key(key: str) -> str:
    """The same of one key: for every key of a word it is what `rough` says of the word."""
    return _TWICE.sub(r"\1", key.translate(_KEYS))
