"""How a word sounds, so that spellings of one name meet: Mohamed, Muhammad, محمد, Мухаммед.

Letters of the Latin, Cyrillic and Arabic scripts become a few classes of consonants. Vowels are
kept for comparing two spellings, but not in the key, since scripts and dialects write them freely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise, product

import attrs

LATIN, CYRILLIC, ARABIC, OTHER = "latin", "cyrillic", "arabic", ""
_VOWELS = frozenset("aiu")
# Classes: B (b p), F (f v), T (t d), S (s z sh zh ch), K (k g q kh gh), and letters by themselves.
_ONE = {
    **dict.fromkeys("bp", ("B",)),
    **dict.fromkeys("fv", ("F",)),
    **dict.fromkeys("td", ("T",)),
    **dict.fromkeys("sz", ("S",)),
    **dict.fromkeys("kq", ("K",)),
    **dict.fromkeys("lrmn", ()),
    "g": ("K",),
    "c": ("K",),
    "h": ("H",),
    "j": ("J", "Y"),
    "w": ("u", "F"),
    "y": ("i",),
    **dict.fromkeys("ae", ("a",)),
    "i": ("i",),
    **dict.fromkeys("ou", ("u",)),
    # Cyrillic
    **dict.fromkeys("бп", ("B",)),
    **dict.fromkeys("вф", ("F",)),
    **dict.fromkeys("тд", ("T",)),
    **dict.fromkeys("сзжшщч", ("S",)),
    **dict.fromkeys("кґ", ("K",)),
    **dict.fromkeys("гх", ("K", "H")),
    "л": ("L",),
    "р": ("R",),
    "м": ("M",),
    "н": ("N",),
    **dict.fromkeys("аеэєя", ("a",)),
    **dict.fromkeys("иыіїй", ("i",)),
    **dict.fromkeys("оуюёў", ("u",)),
    # Arabic, Persian, Dari, Pashto; as they are folded
    **dict.fromkeys("بپ", ("B",)),
    "ف": ("F",),
    **dict.fromkeys("تدطټډ", ("T",)),
    **dict.fromkeys("سزصشچژڅ", ("S",)),
    **dict.fromkeys("ثذظضځ", ("S", "T")),
    **dict.fromkeys("كقخغگ", ("K",)),
    **dict.fromkeys("ښږ", ("K", "S")),
    "ج": ("J", "K"),
    "ل": ("L",),
    **dict.fromkeys("رړ", ("R",)),
    "م": ("M",),
    **dict.fromkeys("نڼں", ("N",)),
    **dict.fromkeys("حه", ("H",)),
    **dict.fromkeys("اع", ("a",)),
    "ي": ("i",),
    "و": ("u",),
}
_ONE.update({each: (each.upper(),) for each in "lrmn"})
_MORE = {
    "sch": ("S",),
    "tch": ("S",),
    "ch": ("S", "K"),
    "th": ("T", "S"),
    "dh": ("T", "S"),
    "ph": ("F",),
    "dj": ("J",),
    "ck": ("K",),
    "qu": ("K",),
    "ce": ("S",),
    "ci": ("S",),
    "cy": ("S",),
    "ee": ("i",),
    "oo": ("u",),
}
_AFTER = {"ce": "a", "ci": "i", "cy": "i"}
_PIECE = re.compile(r"sch|tch|ch|th|dh|ph|dj|ck|qu|c[eiy]|ee|oo|.")
_TWICE = re.compile(r"(.)\1+")
_MOST = 8
# Endings of Slavic cases that end in a consonant; those in a vowel are not in the key anyway.
_CASES = (
    *("ого", "ому", "его", "ему", "ами", "ями", "ыми", "ими", "ях", "ах", "ом", "ем", "ым"),
    *("им", "ою", "ею", "ів", "ов", "ям", "ам"),
)


@attrs.frozen
class Sound:
    """A word by its script, its keys (consonants only), and its spelling in classes of letters."""

    script: str
    spelled: str
    keys: frozenset[str]

    @property
    def size(self) -> int:
        """How many consonants its fullest key has, and a vowel at its start."""
        return max(map(len, self.keys), default=0)


@lru_cache(maxsize=50_000)
def sound(word: str) -> Sound:
    """How a folded word sounds."""
    script = _script(word)
    pieces = _pieces(word)
    forms = [pieces]
    if script == CYRILLIC and len(word) > 5:
        forms += [_pieces(word[: -len(end)]) for end in _CASES if word.endswith(end)]
    keys = frozenset(_key(units) for form in forms for units in islice(product(*form), _MOST))
    spelled = "".join([each[0] for each in pieces])
    return Sound(script, _TWICE.sub(r"\1", spelled), keys - {""})


def near_keys(key: str) -> Iterator[str]:
    """A key with one of its letters left out: two that share one differ by one slip at most."""
    for at in range(1, len(key)):
        yield key[:at] + key[at + 1 :]


def _script(word: str) -> str:
    first = word[:1]
    if not first.isalpha():
        first = next((each for each in word if each.isalpha()), "")
    if first.isascii():
        return LATIN if first else OTHER
    if "\u0400" <= first <= "\u052f":
        return CYRILLIC
    if "\u0600" <= first <= "\u06ff":
        return ARABIC
    return OTHER


def _pieces(word: str) -> list[tuple[str, ...]]:
    """The classes that each letter, or pair of letters, may stand for."""
    found: list[tuple[str, ...]] = []
    for piece in _PIECE.findall(word):
        # Every word of every text comes here, and most of it are letters that stand for one thing.
        if found and piece in _ONE:
            found += [_ONE[piece]] if _ONE[piece] else []
        else:
            found += _piece(piece, first=not found)
    return found


def _piece(piece: str, *, first: bool) -> list[tuple[str, ...]]:
    if piece in _MORE:
        after = _AFTER.get(piece)
        return [_MORE[piece], (after,)] if after else [_MORE[piece]]
    if piece == "x":
        return [("K",), ("S",)]
    if piece == "ц":
        return [("T",), ("S",)]
    if first and piece in "yيйяюєї":
        return [("Y",)]
    units = _ONE.get(piece, ())
    return [units] if units else []


def _key(units: tuple[str, ...]) -> str:
    """The consonants in order, doubles once; a vowel, an h or a y counts where the word begins."""
    if not units:
        return ""
    key = "A" if units[0] in _VOWELS else units[0]
    for before, unit in pairwise(units):
        if unit not in _VOWELS and unit not in "HY" and unit != before:
            key += unit
    return key
