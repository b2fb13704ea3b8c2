"""Where in a text words that sound like a name stand together, so that somebody is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from fieldapp.services.sharing.scanning.alike import JOINING, Alike, Meet
from fieldapp.services.sharing.scanning.common import is_common_word
from fieldapp.services.sharing.scanning.hits import LOOK_ALIKE, Hit
from fieldapp.services.sharing.scanning.letters import Word
from fieldapp.services.sharing.scanning.sound import ARABIC, sound

_PARTS = frozenset(';:!?()[]\n"«»|/')  # marks that part what stands before from what follows
_SKIPPED = 3  # joining words and initials between two words of one name
_ENOUGH = 4  # consonants of both words of a name together
_JOINED = 3  # letters of a word that may belong to its neighbour


@attrs.frozen
class Run:
    """Words of a text that belong to one name: from, to, which of its parts, how much of them."""

    first: int
    last: int
    name: int
    parts: frozenset[int]
    size: int
    close: bool

    def with_meet(self, last: int, meet: Meet) -> Run:
        """The run with one more word, or two that are one in the name."""
        parts = self.parts | meet.parts
        return attrs.evolve(self, last=last, parts=parts, size=self.size + meet.size)


class Mentions:
    """Reads one text after another against one index of names."""

    def __init__(self, alike: Alike) -> None:
        self._alike = alike

    def hits(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        """Where somebody may be meant, from left to right."""
        shouts = not any(char.isupper() for char in text)
        met = [self._met(word, any_case=shouts) for word in words]
        n = 0
        while n < len(words):
            best = self._best(text, words, met, n)
            if best is None:
                n += 1
                continue
            known = self._alike.names[best.name].known
            start, end = words[best.first].start, words[best.last].end
            yield Hit(LOOK_ALIKE, start, end, known.sort, known.owner, sure=False)
            n = best.last + 1

    def _met(self, word: Word, *, any_case: bool) -> tuple[Meet, ...]:
        """A name has a capital where its script has them."""
        if not (any_case or word.may_be_name):
            return ()
        return self._alike.meets(word.folded)

    def _best(
        self, text: str, words: Sequence[Word], met: Sequence[tuple[Meet, ...]], n: int
    ) -> Run | None:
        runs = [self._run(text, words, met, n, meet) for meet in met[n]]
        longer = [self._with_words_before(text, words, each) for each in runs]
        found = [run for each in (*longer, *runs) if (run := self._judged(words, each)) is not None]
        return max(found, key=lambda run: (run.last, len(run.parts), -run.first), default=None)

    def _run(
        self,
        text: str,
        words: Sequence[Word],
        met: Sequence[tuple[Meet, ...]],
        n: int,
        meet: Meet,
    ) -> Run:
        run = Run(n, n, meet.name, meet.parts, meet.size, meet.close)
        at, skipped = n + 1, 0
        while at < len(words) and skipped <= _SKIPPED and _together(text, words, at - 1):
            if more := _more(met[at], run):
                run, at, skipped = run.with_meet(at, more), at + 1, 0
            elif (joined := self._joined(words, at)) and (more := _more(joined, run)):
                run, at, skipped = run.with_meet(at + 1, more), at + 2, 0
            elif words[at].folded in JOINING or len(words[at].folded) == 1:
                at, skipped = at + 1, skipped + 1
            else:
                break
        return run

    def _joined(self, words: Sequence[Word], at: int) -> tuple[Meet, ...]:
        """What two words are together, where one of them is short enough to belong to the other."""
        if at + 1 >= len(words):
            return ()
        one, other = words[at].folded, words[at + 1].folded
        if min(len(one), len(other)) > _JOINED:
            return ()
        return self._alike.meets(one + other)

    def _with_words_before(self, text: str, words: Sequence[Word], run: Run) -> Run:
        """Take in initials that stand before, as far as they are those of the name."""
        if run.first and _together(text, words, run.first - 1) and run.close:
            # A word of the name that is written small, as a title or the word for a unit is.
            small = self._alike.meets(words[run.first - 1].folded)
            if (more := _more(small, run)) and more.size >= _JOINED:
                parts, size = run.parts | more.parts, run.size + more.size
                run = attrs.evolve(run, first=run.first - 1, parts=parts, size=size)
        name = self._alike.names[run.name]
        left = {n: part for n, part in enumerate(name.parts) if n not in run.parts}
        at = run.first - 1
        while at >= 0 and left and _together(text, words, at) and _is_initial(text, words[at]):
            fits = [n for n, part in left.items() if _begins(words[at].folded[0], part.keys)]
            if not fits:
                break
            left.pop(fits[0])
            parts = run.parts | {fits[0]}
            run = attrs.evolve(run, first=at, parts=parts, size=run.size + 1)
            at -= 1
        return run

    def _judged(self, words: Sequence[Word], run: Run) -> Run | None:
        """The run, if it is enough to mean somebody."""
        spelled = [words[n].folded for n in range(run.first, run.last + 1)]
        arabic = any(sound(each).script == ARABIC for each in spelled)
        if len(run.parts) > 1:
            initials = sum(1 for each in spelled if len(each) == 1)
            full = [each for each in spelled if len(each) > 2]
            if initials and len(full) == 1 and is_common_word(full[0]):
                return None
            return run if run.size >= _ENOUGH + (arabic and len(spelled) > 1) else None
        alone = self._alike.is_alone(spelled[0], Meet(run.name, run.parts, run.size, run.close))
        return run if alone and (words[run.first].capital or arabic) else None


def _more(met: Sequence[Meet], run: Run) -> Meet | None:
    """A word that adds to this name."""
    fits = [each for each in met if each.name == run.name and not each.parts & run.parts]
    return max(fits, key=lambda each: len(each.parts), default=None)


def _together(text: str, words: Sequence[Word], n: int) -> bool:
    """Whether a word and the next stand so near that they may be one name."""
    if n + 1 >= len(words):
        return False
    gap = text[words[n].end : words[n + 1].start]
    if len(gap) > 4 or not _PARTS.isdisjoint(gap):
        return False
    return "." not in gap or words[n].end - words[n].start <= 2


def _is_initial(text: str, word: Word) -> bool:
    dot = text[word.end : word.end + 1] == "."
    return word.capital and ((len(word.folded) == 1 and dot) or len(word.folded) == 2)


def _begins(letter: str, keys: frozenset[str]) -> bool:
    return any(key[:1] == each[:1] for each in sound(letter).keys for key in keys)
