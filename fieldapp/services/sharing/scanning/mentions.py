"""Where in a text words that sound like a name stand together, so that somebody is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from fieldapp.services.sharing.scanning.alike import JOINING, Alike, Meet
from fieldapp.services.sharing.scanning.common import is_common_word
from fieldapp.services.sharing.scanning.hits import ACTOR, LOOK_ALIKE, Hit
from fieldapp.services.sharing.scanning.letters import Word
from fieldapp.services.sharing.scanning.sound import ARABIC, sound

_PARTS = frozenset(';:!?()[]\n"«»|/')  # marks that part what stands before from what follows
_SKIPPED = 3  # joining words and initials between two words of one name
_ENOUGH = 4  # consonants of both words of a name together
_GAP = 4  # characters between two words of one name
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


@attrs.frozen
class _Text:
    """A text in words, and what each word that may be a name sounds like."""

    text: str
    words: Sequence[Word]
    met: Sequence[tuple[Meet, ...]]
    named: Sequence[bool]

    def together(self, n: int) -> bool:
        """Whether a word and the next stand so near that they may be one name."""
        if not 0 <= n < len(self.words) - 1:
            return False
        one, other = self.words[n], self.words[n + 1]
        gap = self.text[one.end : other.start]
        if len(gap) > _GAP or not _PARTS.isdisjoint(gap):
            return False
        return "." not in gap or one.end - one.start <= 2

    def is_initial(self, n: int) -> bool:
        """Whether a word is a letter with a point, or two letters written large."""
        word = self.words[n]
        dot = self.text[word.end : word.end + 1] == "."
        return word.capital and (len(word.folded) == 2 or (len(word.folded) == 1 and dot))


class Mentions:
    """Reads one text after another against one index of names."""

    def __init__(self, alike: Alike) -> None:
        self._alike = alike

    def hits(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        """Where somebody may be meant, from left to right."""
        small = not any(char.isupper() for char in text)
        # A name has a capital where its script has them, unless nothing in the text has one.
        named = [small or word.may_be_name for word in words]
        met = [
            self._alike.meets(word.folded) if may else ()
            for word, may in zip(words, named, strict=True)
        ]
        read, n = _Text(text, words, met, named), 0
        while n < len(words):
            best = self._best(read, n)
            if best is None:
                n += 1
                continue
            known = self._alike.names[best.name].known
            start, end = words[best.first].start, words[best.last].end
            yield Hit(LOOK_ALIKE, start, end, known.sort, known.owner, sure=False)
            n = best.last + 1

    def _best(self, read: _Text, n: int) -> Run | None:
        runs = [self._run(read, n, meet) for meet in read.met[n]]
        longer = [self._with_initials(read, self._with_small(read, each)) for each in runs]
        found = [e for run in (*longer, *runs) if (e := self._judged(read, run)) is not None]
        return max(found, key=lambda run: (run.last, len(run.parts), -run.first), default=None)

    def _run(self, read: _Text, n: int, meet: Meet) -> Run:
        run = Run(n, n, meet.name, meet.parts, meet.size, meet.close)
        at, skipped = n + 1, 0
        while skipped <= _SKIPPED and read.together(at - 1):
            word = read.words[at].folded
            if more := _more(read.met[at], run):
                run, at, skipped = run.with_meet(at, more), at + 1, 0
            elif more := _more(self._joined(read, at), run):
                run, at, skipped = run.with_meet(at + 1, more), at + 2, 0
            elif word in JOINING or len(word) == 1:
                at, skipped = at + 1, skipped + 1
            else:
                break
        return run

    def _joined(self, read: _Text, at: int) -> tuple[Meet, ...]:
        """What two words are together, where one of them is short enough to belong to the other."""
        if not (read.named[at] and read.together(at)):
            return ()
        one, other = read.words[at].folded, read.words[at + 1].folded
        if min(len(one), len(other)) > _JOINED:
            return ()
        return self._alike.meets(one + other)

    def _with_small(self, read: _Text, run: Run) -> Run:
        """Take in a word of the name that is written small before it, as that for a unit is."""
        before = run.first - 1
        if not (run.close and read.together(before)):
            return run
        more = _more(self._alike.meets(read.words[before].folded), run)
        if more is None or more.size < _JOINED:
            return run
        return attrs.evolve(run.with_meet(run.last, more), first=before)

    def _with_initials(self, read: _Text, run: Run) -> Run:
        """Take in initials that stand before, as far as they are those of the name."""
        parts = self._alike.names[run.name].parts
        left = {n: part for n, part in enumerate(parts) if n not in run.parts}
        at = run.first - 1
        while left and read.together(at) and read.is_initial(at):
            letter = read.words[at].folded[0]
            fits = next((n for n, part in left.items() if _begins(letter, part.keys)), None)
            if fits is None:
                break
            left.pop(fits)
            run = attrs.evolve(run, first=at, parts=run.parts | {fits}, size=run.size + 1)
            at -= 1
        return run

    def _judged(self, read: _Text, run: Run) -> Run | None:
        """The run, if it is enough to mean somebody."""
        spelled = [read.words[n].folded for n in range(run.first, run.last + 1)]
        arabic = any(sound(each).script == ARABIC for each in spelled)
        if len(run.parts) > 1:
            initials = any(len(each) == 1 for each in spelled)
            full = [each for each in spelled if len(each) > 2]
            if initials and len(full) == 1 and is_common_word(full[0]):
                return None
            force = self._alike.names[run.name].known.sort == ACTOR
            if force and all(map(is_common_word, full)):
                return None  # the police, a mission, a front: words as they stand anywhere
            return run if run.size >= _ENOUGH + (arabic and len(spelled) > 1) else None
        alone = self._alike.is_alone(spelled[0], Meet(run.name, run.parts, run.size, run.close))
        return run if alone and (read.words[run.first].capital or arabic) else None


def _more(met: Sequence[Meet], run: Run) -> Meet | None:
    """A word that adds to this name."""
    fits = [each for each in met if each.name == run.name and not each.parts & run.parts]
    return max(fits, key=lambda each: len(each.parts), default=None)


def _begins(letter: str, keys: frozenset[str]) -> bool:
    return any(key[:1] == each[:1] for each in sound(letter).keys for key in keys)
