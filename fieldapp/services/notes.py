"""The language of a note: how each line begins says what it is.

`>` is what they said, `=` what we said, `?` their request, `!` their promise, `+` ours, `*` an
action, `#` our reading; a line without a mark is a fact observed. Nothing that is typed is wrong.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from enum import StrEnum

import attrs

from fieldapp.records.record import new_id
from fieldapp.services.notes_days import find_due
from fieldapp.vocab.days import Day


class Sort(StrEnum):
    """What a line is: three voices of a statement, two sides of a promise, and the rest."""

    THEY_SAID = "they_said"
    WE_SAID = "we_said"
    REQUEST = "request"
    THEIRS = "theirs"
    OURS = "ours"
    ACTION = "action"
    READING = "reading"
    FACT = "fact"


MARKS: dict[str, Sort] = {
    ">": Sort.THEY_SAID,
    "=": Sort.WE_SAID,
    "?": Sort.REQUEST,
    "!": Sort.THEIRS,
    "+": Sort.OURS,
    "*": Sort.ACTION,
    "#": Sort.READING,
}
LABELS: dict[Sort, str] = {
    Sort.THEY_SAID: "They said",
    Sort.WE_SAID: "We said",
    Sort.REQUEST: "They asked",
    Sort.THEIRS: "Their promise",
    Sort.OURS: "Our promise",
    Sort.ACTION: "Action",
    Sort.READING: "Our reading",
    Sort.FACT: "Fact observed",
}
SAID = frozenset({Sort.THEY_SAID, Sort.WE_SAID, Sort.REQUEST})
PROMISED = frozenset({Sort.THEIRS, Sort.OURS})
# Marks as other keyboards write them; NFKC turns the full-width ones into these.
_OTHER_MARKS = {"؟": "?", "›": ">", "»": ">", "•": "*", "×": "*", "¡": "!", "¿": "?"}
_OWNER_FIRST = re.compile(r"([^\W\d_][^:：،,.!?]{0,29}?)\s*[:：]\s+(?=\S)")
_OWNER_AT = re.compile(r"(?<!\S)[@＠]([\w.-]*\w)")


@attrs.frozen
class Line:
    """One line of a note, read. `number` is its place in the text, from 0; `source` as typed."""

    sort: Sort
    text: str = attrs.field(repr=False)
    source: str = attrs.field(repr=False)
    number: int
    due: Day | None = attrs.field(default=None, repr=False)
    owner: str = attrs.field(default="", repr=False)
    id: str = attrs.field(factory=new_id)


@attrs.frozen
class Note:
    """A whole note, read line by line; blank lines and bare marks make no line."""

    lines: tuple[Line, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def statements(self) -> tuple[Line, ...]:
        """What was said and asked, in order."""
        return tuple(line for line in self.lines if line.sort in SAID)

    @property
    def commitments(self) -> tuple[Line, ...]:
        """Their promises and ours, in order."""
        return tuple(line for line in self.lines if line.sort in PROMISED)

    @property
    def actions(self) -> tuple[Line, ...]:
        """What we do next."""
        return tuple(line for line in self.lines if line.sort is Sort.ACTION)

    @property
    def interpretation(self) -> str:
        """Our reading, a line each."""
        return self._joined(Sort.READING)

    @property
    def facts(self) -> str:
        """What was observed, a line each."""
        return self._joined(Sort.FACT)

    def _joined(self, sort: Sort) -> str:
        return "\n".join(line.text for line in self.lines if line.sort is sort)


def parse(text: str, today: dt.date, before: Note | None = None) -> Note:
    """Read a note written on a day. Lines that stand in `before` unchanged keep their identity.

    A line that was changed in its place keeps it too, as long as it is still the same sort of
    thing: what was set on the row in a form stays with it.
    """
    lines = [
        line
        for number, source in enumerate(text.split("\n"))
        if (line := read_line(source, number, today)) is not None
    ]
    return Note(tuple(_recognised(lines, before.lines if before else ())))


def read_line(source: str, number: int, today: dt.date) -> Line | None:
    """One line; None where it holds nothing but a mark."""
    sort, words = _marked(source)
    if not words:
        return None
    if sort in PROMISED:
        found = find_due(words, today)
        return Line(sort, words, source, number, found.day)
    if sort is Sort.ACTION:
        owner, words = _owned(words)
        found = find_due(words, today)
        return Line(sort, words, source, number, found.day, owner)
    return Line(sort, words, source, number)


def _marked(source: str) -> tuple[Sort, str]:
    line = _bare(source)
    if not line:
        return Sort.FACT, ""
    mark = unicodedata.normalize("NFKC", line[0])
    mark = _OTHER_MARKS.get(mark, mark)
    if mark == "<" and _runs_right_to_left(line):
        mark = ">"  # on an Arabic keyboard the bracket that looks like this one
    if mark not in MARKS:
        return Sort.FACT, line
    return MARKS[mark], _bare(line[1:])


def _bare(words: str) -> str:
    """Without blanks and direction marks at either end; the words in between stay as typed."""
    start, end = 0, len(words)
    while start < end and _is_blank(words[start]):
        start += 1
    while end > start and _is_blank(words[end - 1]):
        end -= 1
    return words[start:end]


def _is_blank(char: str) -> bool:
    # ZWNJ and ZWJ belong to words, but no word begins or ends with one.
    return char.isspace() or unicodedata.category(char) in ("Cf", "Cc")


def _runs_right_to_left(line: str) -> bool:
    sides = (unicodedata.bidirectional(char) for char in line)
    return next((side != "L" for side in sides if side in ("L", "R", "AL")), False)


def _owned(words: str) -> tuple[str, str]:
    """Who does it, from `Amina: call them` or `call them @AB`, and what is left to do."""
    first = _OWNER_FIRST.match(words)
    if first is not None and len(first[1].split()) <= 3:
        return first[1].strip(), words[first.end() :]
    at = _OWNER_AT.search(words)
    if at is None:
        return "", words
    rest = " ".join((words[: at.start()] + words[at.end() :]).split())
    return (at[1], _bare(rest).lstrip(":：,،").strip()) if _bare(rest) else ("", words)


def _shelf(sort: Sort) -> str:
    """Lines of one shelf become rows of one type, so an identity may pass between them."""
    return "said" if sort in SAID else "promised" if sort in PROMISED else sort


def _recognised(lines: Sequence[Line], before: Sequence[Line]) -> Iterator[Line]:
    """Each line with the identity that it had: unchanged ones first, then changed in place."""
    known: dict[str, deque[Line]] = defaultdict(deque)
    for old in before:
        known[old.source].append(old)
    kept: dict[int, Line] = {}
    # From both ends inward, so that of two equal lines each stays what it was.
    head = _same_beginning(lines, before)
    for place in range(head):
        kept[place] = known[lines[place].source].popleft()
    for place in range(len(lines) - 1, head - 1, -1):
        if known[lines[place].source]:
            kept[place] = known[lines[place].source].pop()
    left = deque(old for old in before if old.id not in {line.id for line in kept.values()})
    for place, line in enumerate(lines):
        same = kept.get(place) or _changed_in_place(line, place, lines, kept, left)
        yield attrs.evolve(line, id=same.id) if same is not None else line


def _same_beginning(lines: Sequence[Line], before: Sequence[Line]) -> int:
    for place, (line, old) in enumerate(zip(lines, before, strict=False)):
        if (line.number, line.source) != (old.number, old.source):
            return place
    return min(len(lines), len(before))


def _changed_in_place(
    line: Line, place: int, lines: Sequence[Line], kept: dict[int, Line], left: deque[Line]
) -> Line | None:
    """The next line that is gone, where it stood between the same neighbours."""
    if not left:
        return None
    below = next((kept[n] for n in range(place + 1, len(lines)) if n in kept), None)
    above = next((kept[n] for n in range(place - 1, -1, -1) if n in kept), None)
    low = -1 if above is None else above.number
    high = float("inf") if below is None else below.number
    for old in left:
        if low < old.number < high and _shelf(old.sort) == _shelf(line.sort):
            left.remove(old)
            return old
    return None
