"""Records to table rows and back: one column a field, plain text where a list must sort."""

from __future__ import annotations

import datetime as dt
import json
import operator
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import compress, repeat
from typing import Any

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import KEPT, Part, Record
from fieldapp.records.values import WORDS, from_plain, in_words, is_empty, to_plain
from fieldapp.vocab.folding import bare, words

# Kinds whose column holds JSON; all others hold a text or a number that sorts as it should.
_JSON = frozenset({Kind.CHOICES, Kind.TALLY, Kind.PLACE, Kind.LINKS, Kind.PARTS})
# Kinds of which a vault holds few values, and makes an object of each.
_REPEATED = frozenset({Kind.DAY, Kind.TALLY, Kind.PLACE})
_TIMES = frozenset({"created_at", "edited_at", "finished_at", "sealed_at", "deleted_at"})
_FLAGS = frozenset({"draft", "retracted"})

Column = str | int | float | None


def to_column(field: Field, value: Any) -> Column:
    """One value as its column holds it; NULL stands for the field's default."""
    if is_empty(value):
        return None if is_empty(field.default) else ""
    if field.spec.kind is Kind.MOMENT and isinstance(value, dt.datetime):
        return time_column(value)
    plain = to_plain(field, value)
    if field.spec.kind in _JSON:
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    column: Column = plain
    return column


def from_column(field: Field, column: Column) -> Any:
    """A value from its column; NULL is the default, as in a column added to an older vault."""
    kind = field.spec.kind
    if column is None:
        return field.default
    if kind is Kind.MOMENT and len(str(column)) > len("2025-11-12"):
        return column_time(str(column))
    return from_plain(field, json.loads(str(column)) if kind in _JSON else column)


def time_column(value: dt.datetime) -> str:
    """UTC first, so that text sorts as time; then the offset that it was written with."""
    offset = value.strftime("%z")
    return f"{value.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S}Z{offset[:3]}:{offset[3:5]}"


@lru_cache(maxsize=1024)
def column_time(column: str) -> dt.datetime:
    """The aware time that `time_column` wrote."""
    moment = dt.datetime.fromisoformat(column[:19] + "+00:00")
    return moment.astimezone(_zone(column[20:26]))


@lru_cache(maxsize=256)
def _zone(offset: str) -> dt.timezone:
    hours, minutes = int(offset[:3]), int(offset[0] + offset[4:])
    return dt.timezone(dt.timedelta(hours=hours, minutes=minutes))


def to_row(record: Record) -> dict[str, Column]:
    """All columns of a record."""
    row = {each.name: to_column(each, getattr(record, each.name)) for each in record.fields()}
    for name in KEPT:
        value = getattr(record, name)
        if name in _TIMES:
            value = time_column(value) if value else None
        row[name] = int(value) if name in _FLAGS else value
    return row


def from_row(kind: type[Record], row: Mapping[str, Column]) -> Record:
    """A record from its row; columns that this version does not know are left alone."""
    return RowReader(kind, tuple(row)).read(tuple(row.values()))


class RowReader:
    """Reads rows of one type whose columns come in one order; most columns of most are NULL.

    Many rows hold the same few places and tallies, so each of those is read once. They are kept
    here and not with the module: nothing that was read outlives the store that read it.
    """

    def __init__(self, kind: type[Record], names: Sequence[str]) -> None:
        """Find out once how each column is read."""
        declared = {each.name: each for each in kind.fields()}
        self._kind = kind
        self._nothing: dict[str, Any] = {each.name: each.default for each in kind.fields()}
        self._nothing.update((name, _kept(name)(None)) for name in KEPT)
        self._ways: list[_Way | None] = []
        for name in names:
            field = declared.get(name)
            if field is not None:
                self._ways.append((name, *_how(field)))
            else:
                self._ways.append((name, False, _kept(name)) if name in KEPT else None)
        known = {at: way for at, way in enumerate(self._ways) if way is not None}
        self._columns_of = operator.itemgetter(*known)
        self._every = range(len(known))
        self._reads = [way[1:] for way in known.values()]
        # What has no column here holds its default, and so it comes last.
        named = dict.fromkeys(way[0] for way in known.values())
        every = (*named, *(name for name in self._nothing if name not in named))
        self._defaults = tuple(self._nothing[name] for name in every)
        self._values_of = operator.attrgetter(*every)

    def read(self, row: Sequence[Column]) -> Record:
        """A record from its row."""
        values = self._nothing.copy()
        for column, way in zip(row, self._ways, strict=True):
            if column is None or way is None:
                continue
            name, in_words_only, read = way
            values[name] = column if in_words_only and type(column) is str else read(column)
        return self._kind(**values)

    def holds(self, row: Sequence[Column], record: Record) -> bool:
        """Whether a row says of a record just what it is: told in a third of the time of reading.

        Only columns that are not NULL are looked at one by one.
        """
        if type(record) is not self._kind:
            return False
        columns, told = self._columns_of(row), list(self._defaults)
        for at in compress(self._every, map(operator.is_not, columns, repeat(None))):
            column, (in_words_only, read) = columns[at], self._reads[at]
            told[at] = column if in_words_only and type(column) is str else read(column)
        return tuple(told) == self._values_of(record)


_Way = tuple[str, bool, Callable[[Column], Any]]


def _how(field: Field) -> tuple[bool, Callable[[Column], Any]]:
    """Whether the text of a column is the value itself, and how any other is read."""
    read = partial(from_column, field)
    if field.spec.kind in _REPEATED:
        return False, lru_cache(maxsize=2048)(read)
    return field.spec.kind in WORDS, read


def _kept(name: str) -> Callable[[Column], Any]:
    """How a column that the store keeps beside the declared ones is read."""
    if name in _TIMES:
        return lambda column: column_time(str(column)) if column else None
    return bool if name in _FLAGS else lambda column: column or ""


def title_of(record: Record, said: Callable[[str], str] = lambda _: "") -> str:
    """The first heading field that is not empty, as one line; else the reference.

    `said` gives the title of a linked record, for types that are called after one.
    """
    for name in type(record).heading:
        if title := in_words(record.field(name), getattr(record, name), said):
            return " ".join(title.split())[:200]
    return record.ref


def search_body(record: Record) -> str:
    """The folded words of the searched fields and rows, and the reference."""
    found = words(" ".join((record.ref, *_searched(record))))
    return " ".join([*found, *(bare(word) for word in found if bare(word) != word)])


def _searched(holder: Record | Part) -> list[str]:
    found: list[str] = []
    for each in searched_fields(type(holder)):
        value = getattr(holder, each.name)
        if each.spec.kind is Kind.PARTS:
            for row in value:
                found.extend(_searched(row))
        elif value:
            found.append(in_words(each, value))
    return found


def without_rows(kind: type[Record]) -> tuple[str, ...]:
    """The columns of a type but for those that hold rows."""
    named = (each.name for each in kind.fields() if each.spec.kind is not Kind.PARTS)
    return ("seq", *named, *KEPT)


def searched_fields(cls: type[Any]) -> tuple[Field, ...]:
    """The fields whose words are searched."""
    fields: tuple[Field, ...] = cls.fields()
    return tuple(each for each in fields if each.spec.searched)


def changed_fields(before: Record, after: Record) -> list[Field]:
    """The declared fields that differ."""
    return [e for e in after.fields() if getattr(before, e.name) != getattr(after, e.name)]


def same_facts(before: Record, after: Record, handling: frozenset[str]) -> bool:
    """Whether two versions differ in handling facts only."""
    return all(field.name in handling for field in changed_fields(before, after))
