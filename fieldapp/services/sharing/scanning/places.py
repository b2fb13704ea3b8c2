"""Places by name and by P-code, as the gazetteer of the vault and its records know them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from fieldapp.services.sharing.scanning.alike import JOINING
from fieldapp.services.sharing.scanning.common import is_common_word
from fieldapp.services.sharing.scanning.hits import PLACE, Hit
from fieldapp.services.sharing.scanning.letters import Word, fold_words
from fieldapp.services.sharing.scanning.phrases import beginnings
from fieldapp.services.sharing.scanning.sound import ARABIC, Sound, sound
from fieldapp.vocab.folding import bare

FINEST = 9  # a point, or a name as heard
_PCODE = re.compile(r"\b([A-Z]{2,3})(\d{2,12})\b")
_TO_SOUND = 5_000  # names beyond which only exact spellings are looked for
_LEAST = 3
_ALIKE = 0.6


@attrs.frozen
class KnownPlaces:
    """What is known of places: the level of each folded name, and how long P-codes are.

    `codes` maps the letters that P-codes begin with to the longest code of each level.
    """

    names: Mapping[str, int] = attrs.field(factory=dict, repr=False)
    codes: Mapping[str, Mapping[int, int]] = attrs.field(factory=dict, repr=False)


class Places:
    """Finds what is finer than a level; what is also the name of something wide is not."""

    def __init__(self, known: KnownPlaces) -> None:
        """Index names by first word, and by sound where they are not too many."""
        self._codes = known.codes
        self._first: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        self._heard: dict[str, list[tuple[tuple[Sound, ...], int]]] = defaultdict(list)
        sounding = len(known.names) <= _TO_SOUND
        for name, level in known.names.items():
            words = tuple(bare(word) for word in fold_words(name))
            if not words or len("".join(words)) < _LEAST or name.isdigit():
                continue
            self._first[words[0]].append((words, level))
            if sounding:
                self._add_sound(words, level)

    def _add_sound(self, words: Sequence[str], level: int) -> None:
        sounds = tuple(sound(word) for word in words if word not in JOINING)
        if sounds and sum(each.size for each in sounds) >= _LEAST + 1:
            for key in sounds[0].keys:
                self._heard[key].append((sounds, level))

    @property
    def firsts(self) -> frozenset[str]:
        """The words with which the name of a place may begin."""
        return frozenset(self._first)

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the words with which these names begin as they sound."""
        return frozenset(self._heard)

    def may_begin(self, word: str) -> bool:
        """Whether a folded word begins the name of a place, spelled just so."""
        return any(each in self._first for each in beginnings(word))

    def sounds_so(self, word: str) -> bool:
        """Whether a folded word sounds like the beginning of the name of a place."""
        if not self._heard:
            return False
        said = sound(bare(word))
        found = (sounds[0] for key in said.keys for sounds, _ in self._heard.get(key, ()))
        return any(_alike(said, each) for each in found)

    def hits(self, text: str, words: Sequence[Word], finest: int) -> Iterator[Hit]:
        """Names of places finer than allowed, in order."""
        n = 0 if self._first else len(words)
        while n < len(words):
            length, level, sure = self._longest(words, n)
            if length and level > finest and not self._is_word(text, words, n, length):
                common = length == 1 and is_common_word(words[n].folded)
                if common and not sure:
                    n += 1
                    continue
                end = words[n + length - 1].end
                yield Hit("scan:place", words[n].start, end, PLACE, "", sure=sure, common=common)
            n += max(1, length)

    def _longest(self, words: Sequence[Word], n: int) -> tuple[int, int, bool]:
        """How many words from here are a place, of which level, and whether spelled just so."""
        best = 0, FINEST, True
        for first in beginnings(words[n].folded):
            for spelled, level in self._first.get(first, ()):
                said = tuple(bare(each.folded) for each in words[n + 1 : n + len(spelled)])
                if said == spelled[1:]:
                    best = max(best, (len(spelled), -level, True))
        if best[0]:
            return best[0], -best[1], True
        return self._alike(words, n)

    def _alike(self, words: Sequence[Word], n: int) -> tuple[int, int, bool]:
        for key in sound(bare(words[n].folded)).keys:
            for sounds, level in self._heard.get(key, ()):
                said = words[n : n + len(sounds)]
                if len(said) == len(sounds) and all(map(_sounds_like, said, sounds)):
                    return len(sounds), level, False
        return 0, FINEST, False

    def _is_word(self, text: str, words: Sequence[Word], n: int, length: int) -> bool:
        """Whether it is just a word: an ordinary one that is not written as a name here."""
        word = words[n]
        caseless = sound(word.folded).script == ARABIC
        if length > 1 or caseless:
            return False
        if not word.capital:
            return True
        begins = not n or "." in text[words[n - 1].end : word.start]
        return begins and is_common_word(word.folded)

    def codes(self, text: str, finest: int) -> Iterator[Hit]:
        """P-codes finer than allowed, where the gazetteer knows codes that begin so."""
        for match in _PCODE.finditer(text) if self._codes else ():
            lengths = self._codes.get(match.group(1))
            if lengths is None:
                continue
            allowed = [most for level, most in lengths.items() if level <= finest]
            if len(match.group()) > max(allowed, default=0):
                yield Hit("scan:pcode", *match.span(), PLACE)

    def is_code(self, text: str) -> bool:
        """Whether this is a P-code of this country, so no number of a person."""
        match = _PCODE.fullmatch(text)
        return match is not None and match.group(1) in self._codes


def _sounds_like(word: Word, other: Sound) -> bool:
    said = sound(bare(word.folded))
    if not word.capital and said.script != ARABIC:
        return False
    return _alike(said, other)


def _alike(said: Sound, other: Sound) -> bool:
    from rapidfuzz.distance import Levenshtein

    if said.script != other.script or said.keys.isdisjoint(other.keys):
        return False
    return Levenshtein.normalized_similarity(said.spelled, other.spelled) >= _ALIKE


def longest_codes(codes: Iterable[tuple[str, int]]) -> dict[str, dict[int, int]]:
    """The longest P-code of each level, by the letters that codes begin with."""
    found: dict[str, dict[int, int]] = {}
    for code, level in codes:
        letters = re.match(r"[A-Z]*", code).group()  # type: ignore[union-attr]
        lengths = found.setdefault(letters, {})
        lengths[level] = max(lengths.get(level, 0), len(code))
    return found
