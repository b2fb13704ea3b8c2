"""Names as they sound: other transliterations, other scripts, slips of the pen, initials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import attrs

from fieldapp.services.sharing.scanning.common import is_common_name, is_common_word
from fieldapp.services.sharing.scanning.hits import ACTOR, CALL_SIGN, Known
from fieldapp.services.sharing.scanning.letters import fold_words
from fieldapp.services.sharing.scanning.phrases import beginnings
from fieldapp.services.sharing.scanning.sound import ARABIC, OTHER, Sound, near_keys, sound
from fieldapp.vocab.folding import bare

# Written or not, together or apart: they say nothing about which name it is.
JOINING = frozenset(
    [
        "al",
        "el",
        "ad",
        "az",
        "as",
        "ar",
        "an",
        "at",
        "ash",
        "ul",
        "ur",
        "ibn",
        "bin",
        "ben",
        "bint",
        "de",
        "da",
        "di",
        "du",
        "van",
        "von",
        "la",
        "le",
        "of",
        "the",
        "dit",
    ]
)
SAME, NEAR = 0.55, 0.74  # how alike two spellings are, where the keys are the same or one slip off
_CLOSE, _CLOSE_SLIP = 0.75, 0.85  # how alike they are, where one word is to stand for a name
_APART = 5  # letters of the shorter of two words that may be written as one
_FOR_SLIPS = 4  # consonants that a key needs before a slip in it is forgiven
_OWNERS = 2  # a word in the names of more people than this is common here
_SHORT = 5  # letters that a word needs to stand for a whole name


@attrs.frozen
class Name:
    """One spelling of a name: whose, and its words that count."""

    known: Known
    words: tuple[str, ...] = attrs.field(repr=False)
    parts: tuple[Sound, ...] = attrs.field(repr=False)


@attrs.frozen
class Unit:
    """A stretch of a name that may be written as one word."""

    sound: Sound
    name: int
    parts: frozenset[int]


@attrs.frozen
class Meet:
    """A word of a text that sounds like this stretch of that name."""

    name: int
    parts: frozenset[int]
    size: int
    close: bool  # so near that it may stand alone


class Alike:
    """An index of names by the keys of their words; what a word meets is worked out once."""

    def __init__(self, names: Iterable[Known]) -> None:
        """Take these names apart."""
        self.names: list[Name] = []
        self._units: dict[str, list[Unit]] = defaultdict(list)
        self._near: dict[str, list[Unit]] = defaultdict(list)
        self._met: dict[str, tuple[Meet, ...]] = {}
        self._rare: dict[tuple[int, int], bool] = {}
        self._owners: dict[str, set[str]] = defaultdict(set)
        for known in dict.fromkeys(names):
            if known.sort != CALL_SIGN and (words := _name_words(known.name)):
                self._add(known, words)
        self._keys = frozenset((*self._units, *self._near))

    @property
    def keys(self) -> frozenset[str]:
        """The keys of these names, and those with one slip in them."""
        return self._keys

    def meets(self, word: str) -> tuple[Meet, ...]:
        """What a folded word of a text sounds like."""
        if not self._keys:
            return ()  # nobody is known here yet
        met = self._met.get(word)
        if met is None:
            met = self._met[word] = tuple(self._meets(word))
        return met

    def may_mention(self, words: Iterable[str], *, initials: bool) -> bool:
        """Whether among words, each written as a name, enough sound like one to look closer."""
        seen: dict[int, frozenset[int]] = {}
        for word in words:
            for meet in self.meets(word):
                before = seen.get(meet.name, frozenset())
                if len(before | meet.parts) > 1 or (initials and not is_common_word(word)):
                    return True
                if self.is_alone(word, meet):
                    return True
                seen[meet.name] = before | meet.parts
        return False

    def is_alone(self, word: str, meet: Meet) -> bool:
        """Whether such a word by itself tells who it is."""
        if not meet.close or is_common_word(word):
            return False
        return all(self._is_rare(meet.name, part) for part in meet.parts)

    def _is_rare(self, name: int, part: int) -> bool:
        found = self._rare.get((name, part))
        if found is None:
            held = self.names[name]
            word, of = held.words[part], len(held.words)
            few = held.known.sort != ACTOR and len(self._owners[word]) <= _OWNERS
            found = self._rare[name, part] = few and _is_rare(word, of)
        return found

    def _add(self, known: Known, words: Sequence[str]) -> None:
        number, core = len(self.names), tuple(word for word in words if word not in JOINING)
        core = core or tuple(words)
        self.names.append(Name(known, core, tuple(map(sound, core))))
        for n, word in enumerate(core):
            self._owners[word].add(known.owner)
            self._index(word, number, {n})
            if n + 1 < len(core) and min(len(word), len(core[n + 1])) <= _APART:
                self._index(word + core[n + 1], number, {n, n + 1})

    def _index(self, word: str, name: int, parts: set[int]) -> None:
        unit = Unit(sound(word), name, frozenset(parts))
        for key in unit.sound.keys:
            self._units[key].append(unit)
            if len(key) >= _FOR_SLIPS and len(parts) == 1:
                for near in near_keys(key):
                    self._near[near].append(unit)

    def _meets(self, word: str) -> Iterator[Meet]:
        if len(word) < 2 or word in JOINING:
            return
        if not word.isalpha() and any(char.isdigit() for char in word):
            return
        best: dict[tuple[int, frozenset[int]], Meet] = {}
        for form in _forms(word):
            said = sound(form)
            for unit, slip in self._candidates(said):
                if (likeness := _likeness(said, unit.sound, slip=slip)) is not None:
                    close = likeness >= (_CLOSE_SLIP if slip else _CLOSE) and len(form) >= _SHORT
                    size = min(said.size, unit.sound.size)
                    at = unit.name, unit.parts
                    if at not in best or (close and not best[at].close):
                        best[at] = Meet(*at, size, close)
        yield from best.values()

    def _candidates(self, said: Sound) -> Iterator[tuple[Unit, bool]]:
        for key in said.keys:
            for unit in self._units.get(key, ()):
                yield unit, False
            if len(key) < _FOR_SLIPS:
                continue
            nears = list(near_keys(key))
            # Nearly every word of every text ends here.
            if self._keys.isdisjoint((key, *nears)):
                continue
            for unit in self._near.get(key, ()):
                yield unit, True
            for near in nears:
                if len(near) >= _FOR_SLIPS - 1:
                    for unit in (*self._units.get(near, ()), *self._near.get(near, ())):
                        yield unit, True


def _likeness(one: Sound, other: Sound, *, slip: bool) -> float | None:
    """How alike two words are that share a key; None where that is too little."""
    from rapidfuzz.distance import Levenshtein

    if OTHER in (one.script, other.script):
        return None
    if ARABIC in (one.script, other.script) and one.script != other.script:
        # Short vowels are not written in one of them, so only the consonants can be compared.
        size = min(one.size, other.size)
        return None if slip and size <= _FOR_SLIPS else (_CLOSE if size > _FOR_SLIPS else SAME)
    alike: float = Levenshtein.normalized_similarity(one.spelled, other.spelled)
    return alike if alike >= (NEAR if slip else SAME) else None


def _forms(word: str) -> Iterator[str]:
    """A word, and what it is without an article or a particle that is written with it."""
    yield from dict.fromkeys(beginnings(word))
    if word.isascii() and len(word) >= _SHORT and word[:2] in ("al", "el", "ul"):
        yield word[2:]


def _name_words(name: str) -> list[str]:
    """The words of a name; an apostrophe within a word holds it together."""
    for mark in "'’ʼ`´‘":
        name = name.replace(mark, "")
    return [bare(word) for word in fold_words(name) if len(word) > 1 and not word.isdigit()]


def _is_rare(word: str, of: int) -> bool:
    said = sound(word)
    if of > 1 and said.script == ARABIC:
        return False  # nearly every such word is an ordinary one as well
    if len(word) < _SHORT or said.size < 2 or is_common_word(word):
        return False
    return not is_common_name(said)
