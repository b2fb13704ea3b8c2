"""Names as they are spelled in the vault: whole, or any two of their words in either order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

from fieldapp.services.sharing.scanning.common import is_common_word
from fieldapp.services.sharing.scanning.hits import ACTOR, CALL_SIGN, NAME, Hit, Known
from fieldapp.services.sharing.scanning.letters import Word, fold_words
from fieldapp.vocab.folding import bare

# Letters that Arabic writes together with the word that follows: and, so, by, for, like.
PARTICLES = "وفبلك"
_CALL = "scan:call_sign"


class Phrases:
    """Indexed by first word, so that the look-up costs the same for any number of names."""

    def __init__(self, names: Iterable[Known]) -> None:
        """Take every way in which these names are written."""
        self._phrases: dict[str, dict[tuple[str, ...], Known]] = {}
        for known in sorted(names, key=lambda each: each.sort == ACTOR):
            for phrase in _phrases(known):
                self._phrases.setdefault(phrase[0], {}).setdefault(phrase, known)

    @property
    def firsts(self) -> frozenset[str]:
        """The words with which a name may begin."""
        return frozenset(self._phrases)

    def are_in(self, folded: Sequence[str], begin: Sequence[int]) -> bool:
        """Whether a name begins at one of these words of a text."""
        bares = [bare(each) for each in folded]
        return any(self._longest(folded[n], bares, n) is not None for n in begin)

    def hits(self, words: Sequence[Word]) -> Iterator[Hit]:
        """The names in the words of a text, in order; of two at one place the longer."""
        after = 0
        bares = [bare(each.folded) for each in words]
        for n, word in enumerate(words):
            if n < after or (found := self._longest(word.folded, bares, n)) is None:
                continue
            length, known = found
            # A force may be called after a person, who is looked for in its name too.
            after = n + (1 if known.sort == ACTOR else length)
            rule = _CALL if known.sort == CALL_SIGN else NAME
            common = length == 1 and is_common_word(word.folded)
            start, end = word.start, words[n + length - 1].end
            yield Hit(rule, start, end, known.sort, known.owner, common=common)

    def _longest(self, word: str, bares: Sequence[str], n: int) -> tuple[int, Known] | None:
        best: tuple[int, Known] | None = None
        for first in beginnings(word):
            for phrase, known in self._phrases.get(first, {}).items():
                length = len(phrase)
                same = phrase[1:] == tuple(bares[n + 1 : n + length])
                if same and (best is None or length > best[0]):
                    best = length, known
        return best


def _phrases(known: Known) -> Iterator[tuple[str, ...]]:
    words = tuple(bare(word) for word in fold_words(known.name))
    if not words or len("".join(words)) < 2:
        return
    yield words
    long = [word for word in words if len(word) > 2]
    if len(words) > 1 and known.sort != CALL_SIGN:
        yield from permutations(long, 2)


def beginnings(word: str) -> Iterator[str]:
    """A word as it may begin a name: as it stands, without article, without a particle."""
    yield bare(word)
    if word[0] in PARTICLES and len(word) > 3:
        yield bare(word[1:])
