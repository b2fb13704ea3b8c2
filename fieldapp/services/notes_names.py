"""Find the people, forces and places that a note names, to be offered as links, never put in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs

from fieldapp.records.actors import Actor, Intermediary, Person
from fieldapp.store.store import Query, Store
from fieldapp.vocab.folding import bare, fold

PLACE = "place"
_WORD = re.compile(r"\w+")
_LEAST = 3  # letters: shorter names are found by typing them into the field
_PARTICLES = "وفبلك"  # and, so, in, to, like: Arabic writes them with the word that follows


@attrs.frozen
class Named:
    """Someone or somewhere known here: a record's id or a P-code, and every name it goes by."""

    noun: str
    id: str
    label: str = attrs.field(repr=False)
    names: tuple[str, ...] = attrs.field(repr=False)


@attrs.frozen
class Found:
    """A name in a text: whose it is, by code name, and where it stands."""

    noun: str
    id: str
    label: str = attrs.field(repr=False)
    start: int = 0
    end: int = 0


class Finder:
    """Looks for known names, in any script and spelling that folds alike."""

    def __init__(self, named: Iterable[Named] = ()) -> None:
        """Index every name by its first word; looking costs the same for any number."""
        self._phrases: dict[str, dict[tuple[str, ...], list[Named]]] = {}
        for each in named:
            for name in each.names:
                phrase = tuple(bare(word) for word in _WORD.findall(fold(name)))
                if sum(map(len, phrase)) >= _LEAST:
                    same = self._phrases.setdefault(phrase[0], {}).setdefault(phrase, [])
                    if all(other.id != each.id for other in same):
                        same.append(each)

    def find(self, text: str) -> tuple[Found, ...]:
        """What the text names, in order, each once; the longest name wins, one of two both."""
        found: dict[tuple[str, str], Found] = {}
        words, place = list(_placed(text)), 0
        while place < len(words):
            length, whose = self._longest(words, place)
            for each in whose:
                span = words[place][1], words[place + length - 1][2]
                found.setdefault((each.noun, each.id), Found(each.noun, each.id, each.label, *span))
            place += length
        return tuple(found.values())

    def _longest(
        self, words: list[tuple[str, int, int]], place: int
    ) -> tuple[int, tuple[Named, ...]]:
        best: tuple[int, tuple[Named, ...]] = (1, ())
        for first in _beginnings(words[place][0]):
            for phrase, whose in self._phrases.get(first, {}).items():
                there = (bare(word) for word, _, _ in words[place + 1 : place + len(phrase)])
                if phrase[1:] == tuple(there) and (not best[1] or len(phrase) > best[0]):
                    best = len(phrase), tuple(whose)
        return best


def finder(store: Store) -> Finder:
    """What finds the contacts, actors and places known in this vault; built once, then kept."""
    return Finder([*_people(store), *_places(store)])


def _people(store: Store) -> Iterator[Named]:
    nouns = {kind.noun for kind in store.types}
    for noun in ("person", "intermediary", "actor"):
        for record in store.records(Query(noun)) if noun in nouns else ():
            match record:
                case Person():
                    names = (record.code_name, record.name, *(a.name for a in record.aliases))
                    yield Named(noun, record.id, record.code_name, names)
                case Intermediary():
                    yield Named(noun, record.id, record.code_name, (record.code_name,))
                case Actor():
                    others = tuple(alias.name for alias in record.aliases)
                    yield Named(noun, record.id, record.name, (record.name, *others))


def _places(store: Store) -> Iterator[Named]:
    station = store.station()
    for row, _ in store.gazetteer.everything():
        if station is None or row.country == station.country:
            yield Named(PLACE, row.pcode, row.name, (row.name, *row.names))


def _beginnings(word: str) -> Iterator[str]:
    yield bare(word)
    if word[0] in _PARTICLES and len(word) > _LEAST:
        yield bare(word[1:])


def _placed(text: str) -> Iterator[tuple[str, int, int]]:
    """The folded words of a text, and where each stands in it as typed."""
    folded, origin = [], []
    for place, char in enumerate(text):
        piece = fold(char)
        folded.append(piece)
        origin += [place] * len(piece)
    for match in _WORD.finditer("".join(folded)):
        yield match.group(), origin[match.start()], origin[match.end() - 1] + 1
