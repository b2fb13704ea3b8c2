"""Look for what a free text must not carry: known names, code names, phones, coordinates.

It helps and it misses some: a person reads the text too (R27). What is found is never told, only
what sort of thing it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import permutations

import attrs

from fieldapp.services.sharing.patterns import runs, spans
from fieldapp.vocab.folding import bare, fold

CONTACT, SOURCE, ACTOR = "contact", "source", "actor"
KNOWN_PHONE = "known phone"
# A phone is known again by its last digits, with or without its country code.
TAIL = 7
_WORD = re.compile(r"\w+")
# Letters that Arabic writes together with the word that follows: and, so, by, for, like.
_PARTICLES = "وفبلك"


@attrs.frozen
class Known:
    """A name that is known in the vault, and whose it is; `owner` is a record's id."""

    name: str = attrs.field(repr=False)
    sort: str = CONTACT
    owner: str = ""


@attrs.frozen
class Hit:
    """What sort of thing was found; the place in the text, never the text."""

    rule: str
    start: int = attrs.field(default=0, repr=False)
    end: int = attrs.field(default=0, repr=False)
    sort: str = ""
    owner: str = ""

    @property
    def words(self) -> str:
        """One sentence for the share page."""
        return _WORDS[self.rule]


_WORDS = {
    "scan:name": "The scan found a name that is known in this vault, so this text stays here.",
    "scan:phone": "The scan found a phone number, so this text stays here.",
    "scan:email": "The scan found an e-mail address, so this text stays here.",
    "scan:coordinates": "The scan found coordinates, so this text stays here.",
}


class Scanner:
    """Finds what is known in the vault, folded as for search, and what looks like a way to find."""

    def __init__(self, names: Iterable[Known] = (), phones: Iterable[str] = ()) -> None:
        """Index every name by its first word; the look-up costs the same for any number."""
        self._phrases: dict[str, dict[tuple[str, ...], Known]] = {}
        for known in names:
            for phrase in _phrases(known.name):
                self._phrases.setdefault(phrase[0], {}).setdefault(phrase, known)
        self._tails, self._short = _phone_ends(phones)

    def hits(self, text: str) -> list[Hit]:
        """Everything found, names first."""
        if not text:
            return []
        words = _fold_words(text)
        # Most texts end here; Arabic ones may join a particle to a name and are looked at closer.
        clean = text.isascii() and self._phrases.keys().isdisjoint(words)
        return [*(() if clean else self._names(words, [])), *self._shapes(text)]

    def named(self, text: str) -> list[Hit]:
        """The known names in a text, each with its place in it, in order."""
        return list(self._names(*_placed_words(text)))

    def replace_known(self, text: str) -> str:
        """The text with what is known replaced by words such as `[contact A]`; letters by order."""
        told: dict[str, str] = {}
        out, at = "", 0
        words, placed = _placed_words(text)
        found = [*self._names(words, placed), *self._shapes(text)]
        for hit in sorted(found, key=lambda each: (each.start, -each.end)):
            if hit.start < at:
                continue
            out += text[at : hit.start] + f"[{_placeholder(hit, told)}]"
            at = hit.end
        return out + text[at:]

    def _names(self, words: list[str], placed: list[tuple[int, int]]) -> Iterator[Hit]:
        after = 0
        bares = [word if word.isascii() else bare(word) for word in words]
        for n, word in enumerate(words):
            # Nearly every word of every text ends here, so nothing is called for it.
            if bares[n] not in self._phrases and word[0] not in _PARTICLES:
                continue
            if n >= after and (found := self._longest(word, bares, n)) is not None:
                length, known = found
                after = n + length
                start, end = (placed[n][0], placed[after - 1][1]) if placed else (0, 0)
                yield Hit("scan:name", start, end, known.sort, known.owner)

    def _longest(self, word: str, bares: list[str], n: int) -> tuple[int, Known] | None:
        best: tuple[int, Known] | None = None
        for first in _beginnings(word, bares[n]):
            for phrase, known in self._phrases.get(first, {}).items():
                length = len(phrase)
                same = phrase[1:] == tuple(bares[n + 1 : n + length])
                if same and (best is None or length > best[0]):
                    best = length, known
        return best

    def _shapes(self, text: str) -> Iterator[Hit]:
        for span in spans(text):
            yield Hit(f"scan:{span.sort}", span.start, span.end, span.sort)
        if self._tails or self._short:
            for digits, start, end in runs(text):
                if self._is_known_phone(digits):
                    yield Hit("scan:phone", start, end, KNOWN_PHONE)

    def _is_known_phone(self, digits: str) -> bool:
        ends = (digits[n : n + TAIL] for n in range(len(digits) - TAIL + 1))
        return digits in self._short or any(end in self._tails for end in ends)


def _phone_ends(phones: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    tails, short = set[str](), set[str]()
    for phone in phones:
        for digits, _, _ in runs(phone):
            if len(digits) >= TAIL:
                tails.add(digits[-TAIL:])
            else:
                short.add(digits)
    return frozenset(tails), frozenset(short)


def _phrases(name: str) -> Iterator[tuple[str, ...]]:
    """The ways in which a name is written: whole, or any two of its words in either order."""
    words = tuple(bare(word) for word in _fold_words(name))
    if not words or len("".join(words)) < 2:
        return
    yield words
    long = [word for word in words if len(word) > 2]
    if len(words) > 1:
        yield from permutations(long, 2)


def _beginnings(word: str, bared: str) -> Iterator[str]:
    """A word as it may begin a name: as it stands, without article, without a particle."""
    yield bared
    if word[0] in _PARTICLES and len(word) > 3:
        yield bare(word[1:])


def _fold_words(text: str) -> list[str]:
    return _WORD.findall(text.lower() if text.isascii() else fold(text))


def _placed_words(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The folded words of a text and where each stands in the text as written."""
    folded, origin = [], []
    for place, char in enumerate(text):
        piece = fold(char)
        folded.append(piece)
        origin += [place] * len(piece)
    found = list(_WORD.finditer("".join(folded)))
    places = [(origin[each.start()], _end(text, origin[each.end() - 1] + 1)) for each in found]
    return [each.group() for each in found], places


def _end(text: str, end: int) -> int:
    """The end of a word with the marks that belong to its last letter."""
    while end < len(text) and not fold(text[end]):
        end += 1
    return end


def _placeholder(hit: Hit, told: dict[str, str]) -> str:
    if not hit.owner:
        return hit.sort
    if hit.owner not in told:
        number = sum(1 for words in told.values() if words.startswith(hit.sort + " "))
        told[hit.owner] = f"{hit.sort} {_letters(number)}"
    return told[hit.owner]


def _letters(number: int) -> str:
    """A, B ... Z, AA, AB ..."""
    more, last = divmod(number, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + last)
