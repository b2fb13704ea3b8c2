"""Look for what a free text must not carry: known names, ways to find a person, fine places.

It helps and it misses some: a person reads the text too (R27). What is found is never told, only
what sort of thing it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from fieldapp.services.sharing.patterns import PHONE, runs, spans
from fieldapp.services.sharing.scanning.alike import Alike
from fieldapp.services.sharing.scanning.hits import (
    ACTOR,
    CONTACT,
    KNOWN_PHONE,
    PERSON,
    SOURCE,
    STANDS_FOR,
    Hit,
    Known,
)
from fieldapp.services.sharing.scanning.letters import as_names, fold_words, placed_words
from fieldapp.services.sharing.scanning.mentions import Mentions
from fieldapp.services.sharing.scanning.phrases import Phrases, beginnings
from fieldapp.services.sharing.scanning.places import FINEST, KnownPlaces, Places
from fieldapp.services.sharing.scanning.plates import KNOWN_PLATE, PLATE, plate_key
from fieldapp.services.sharing.scanning.rough import Rough

__all__ = ["ACTOR", "CONTACT", "KNOWN_PHONE", "PERSON", "SOURCE", "Hit", "Known", "Scanner"]

# A phone is known again by its last digits, with or without its country code.
TAIL = 7
_INITIALS = re.compile(r"\b\w\.|\b[A-Z]{2}\b")


class Scanner:
    """Finds what is known in the vault, folded as for search, and what looks like a way to find."""

    def __init__(
        self,
        names: Iterable[Known] = (),
        phones: Iterable[str] = (),
        plates: Iterable[str] = (),
        places: KnownPlaces | None = None,
        region: str = "",
    ) -> None:
        """Index everything by first word or by sound; a text costs the same for any number."""
        known = tuple(names)
        self._phrases, self._alike = Phrases(known), Alike(known)
        self._mentions = Mentions(self._alike)
        self._places = Places(places or KnownPlaces())
        self._tails, self._short = _phone_ends(phones)
        self._plates = frozenset(key for each in plates if len(key := plate_key(each)) > 3)
        self._region = region
        # Words that begin nothing, that sound like nothing, and that do neither: nearly every word
        # of every text, so each is looked at once.
        self._dull, self._mute, self._quiet = set[str](), set[str](), set[str]()
        self._firsts = self._phrases.firsts | self._places.firsts
        self._rough = Rough(self._places.keys, self._alike.keys)

    def hits(self, text: str, finest: int = FINEST) -> list[Hit]:
        """Everything found, names first; places only where finer than this admin level."""
        if not text:
            return []
        return [*self._words(text, finest), *self._shapes(text, finest)]

    def named(self, text: str) -> list[Hit]:
        """The known names in a text as they are spelled here, each with its place, in order."""
        return list(self._phrases.hits(placed_words(text)))

    def replace_known(self, text: str) -> str:
        """The text with what is known replaced by words such as `[contact A]`; letters by order."""
        told: dict[str, str] = {}
        out, at = "", 0
        for hit in sorted(self.hits(text), key=lambda each: (each.start, -each.end)):
            if hit.start < at:
                continue
            out += text[at : hit.start] + f"[{_placeholder(hit, told)}]"
            at = hit.end
        return out + text[at:]

    def _words(self, text: str, finest: int) -> list[Hit]:
        if not self._is_worth_it(text):
            return []
        words = placed_words(text)
        sure = list(self._phrases.hits(words))
        alike = [_as_known(each, sure) for each in self._mentions.hits(text, words)]
        found = _largest([*sure, *filter(None, alike)])
        places = self._places.hits(text, words, finest) if finest < FINEST else ()
        return [*found, *(each for each in places if not _overlaps(each, found))]

    def _is_worth_it(self, text: str) -> bool:
        """Whether a text needs a closer look; nearly all end here, so it is made to be fast."""
        folded = fold_words(text)
        if text.isascii() and self._are_quiet(folded):
            return False
        begin = [n for n, word in enumerate(folded) if self._begins(word)]
        if begin and self._phrases.are_in(folded, begin):
            return True
        if any(self._places.may_begin(folded[n]) for n in begin):
            return True
        names = as_names(text, folded)
        names = [word for word in names if word not in self._mute and not self._is_mute(word)]
        if not names:
            return False
        if any(map(self._places.sounds_so, names)):
            return True
        return self._alike.may_mention(names, initials=bool(_INITIALS.search(text)))

    def _are_quiet(self, words: Collection[str]) -> bool:
        """Whether it is quickly seen of ASCII words that they neither begin nor sound like any."""
        if self._quiet.issuperset(words):
            return True
        new = list(set(words).difference(self._quiet, self._firsts))
        quiet = set(new).difference(self._rough.may_be(new))
        self._mute |= quiet
        self._quiet |= quiet
        return self._quiet.issuperset(words)

    def _begins(self, word: str) -> bool:
        if word in self._dull:
            return False
        if not self._firsts.isdisjoint(beginnings(word)):
            return True
        self._dull.add(word)
        return False

    def _is_mute(self, word: str) -> bool:
        """Whether a word sounds like nothing known."""
        if self._alike.meets(word) or self._places.sounds_so(word):
            return False
        self._mute.add(word)
        if word not in self._firsts:
            self._quiet.add(word)
        return True

    def _shapes(self, text: str, finest: int) -> Iterator[Hit]:
        codes = list(self._places.codes(text, finest)) if finest < FINEST else []
        yield from codes
        phones = list(self._known_phones(text))
        yield from phones
        for span in spans(text, self._region, self._plates):
            asked = span.sort == PHONE and _overlaps(Hit("", span.start, span.end), phones)
            if asked or self._places.is_code(text[span.start : span.end]):
                continue
            sort = PLATE if span.sort == KNOWN_PLATE else span.sort
            sure = span.sort in (KNOWN_PLATE, "coordinates")
            yield Hit(f"scan:{sort}", span.start, span.end, sort, sure=sure)

    def _known_phones(self, text: str) -> Iterator[Hit]:
        if self._tails or self._short:
            for digits, start, end in runs(text):
                if self._is_known_phone(digits):
                    yield Hit("scan:phone", start, end, KNOWN_PHONE)

    def _is_known_phone(self, digits: str) -> bool:
        ends = (digits[n : n + TAIL] for n in range(len(digits) - TAIL + 1))
        return digits in self._short or any(end in self._tails for end in ends)


def _overlaps(hit: Hit, others: Iterable[Hit]) -> bool:
    return any(hit.start < each.end and each.start < hit.end for each in others)


def _as_known(hit: Hit, sure: Iterable[Hit]) -> Hit | None:
    """A look-alike that holds a name spelled just so is that name, with the words around it."""
    import attrs

    inside = [each for each in sure if _overlaps(hit, (each,))]
    if not inside:
        return hit
    first = inside[0]
    start, end = min(hit.start, first.start), max(hit.end, *(each.end for each in inside))
    return attrs.evolve(first, start=start, end=end, common=False) if end > start else None


def _largest(hits: Iterable[Hit]) -> list[Hit]:
    """Of hits that overlap the longest, and of two as long the surer; in order.

    A person whose name stands in that of a force comes before the force.
    """
    kept: list[Hit] = []
    by_length = sorted(hits, key=lambda each: (each.start - each.end, not each.sure))
    for hit in sorted(by_length, key=lambda each: each.sure and each.sort == ACTOR):
        if not _overlaps(hit, kept):
            kept.append(hit)
    return sorted(kept, key=lambda each: each.start)


def _phone_ends(phones: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    tails, short = set[str](), set[str]()
    for phone in phones:
        for digits, _, _ in runs(phone):
            if len(digits) >= TAIL:
                tails.add(digits[-TAIL:])
            else:
                short.add(digits)
    return frozenset(tails), frozenset(short)


def _placeholder(hit: Hit, told: dict[str, str]) -> str:
    if not hit.owner:
        return STANDS_FOR.get(hit.rule, hit.sort)
    if hit.owner not in told:
        number = sum(1 for words in told.values() if words.startswith(hit.sort + " "))
        told[hit.owner] = f"{hit.sort} {_letters(number)}"
    return told[hit.owner]


def _letters(number: int) -> str:
    """A, B ... Z, AA, AB ..."""
    more, last = divmod(number, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + last)
