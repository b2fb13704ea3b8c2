"""Lists that stay lazy: SQL filters, sorts and pages; nothing but ids and one screenful is held."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs
from sqlite_utils import Database

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record
from fieldapp.records.values import WORDS, in_words, is_empty
from fieldapp.store.rows import from_column
from fieldapp.store.schema import quoted
from fieldapp.store.search import match

Values = list[str | int | float]


@attrs.frozen
class Filter:
    """A condition on one field: `is` (or empty: not filled), `has`, `since`, `until`, `under`.

    `has` looks in choices and links; `since` and `until` take an ISO date; `under` takes a P-code;
    `mentions` looks for a text in the column as it is stored, rows as JSON included; `not` takes
    what is left; `counts` takes a group of people, of whom one of some tallies (`killed+injured`)
    has any.
    """

    field: str
    value: str
    op: str = "is"


@attrs.frozen
class Query:
    """What a list shows. No `sort` means newest first; `limit` 0 means all."""

    kind: str
    words: str = ""
    filters: tuple[Filter, ...] = ()
    sort: str = ""
    descending: bool = True
    limit: int = 0
    received: bool | None = None
    retracted: bool | None = None
    drafts: bool = True
    unfinished: bool = False  # drafts only
    empty_newest: bool = False  # what has no value to sort by stands where the newest stand


@attrs.frozen
class Row:
    """One line of a list; `cells` are in words, one for each listed field."""

    seq: int
    id: str
    kind: str
    ref: str
    title: str
    level: str
    cells: tuple[str, ...] = ()
    draft: bool = False
    received: bool = False
    sealed: bool = False
    retracted: bool = False


def listed(kind: type[Record]) -> tuple[Field, ...]:
    """The fields that make the columns of a list."""
    return tuple(each for each in kind.fields() if each.spec.listed)


def own_only(kind: type[Record], filters: Sequence[Filter] = ()) -> tuple[Filter, ...]:
    """These conditions, and where none asks for a data set, that records come from none."""
    apart = [each.name for each in kind.fields() if each.spec.apart]
    asked = {each.field for each in filters}
    return (*filters, *(Filter(name, "") for name in apart if name not in asked))


def _where(kind: type[Record], query: Query) -> tuple[str, Values]:
    parts, values = ["t.deleted_at IS NULL"], Values()
    for each in query.filters:
        sql, more = _condition(kind, each)
        parts.append(sql)
        values += more
    if query.received is not None:
        parts.append(f"coalesce(t.received_from, '') {'<>' if query.received else '='} ''")
    if query.retracted is not None:
        parts.append(f"coalesce(t.retracted, 0) = {int(query.retracted):d}")
    if not query.drafts:
        parts.append("t.draft = 0")
    if query.unfinished:
        parts.append("t.draft = 1")
    if query.words.strip():
        parts.append("t.seq IN (SELECT rowid FROM search WHERE search MATCH ?)")
        values.append(match(query.words, (kind.noun,)))
    return " AND ".join(parts), values


def _condition(kind: type[Record], each: Filter) -> tuple[str, Values]:
    if each.op == "counts":
        some = (f"json_extract(t.{quoted(name)}, '$.' || ?) > 0" for name in each.field.split("+"))
        return f"({' OR '.join(some)})", [each.value] * (each.field.count("+") + 1)
    column = f"t.{quoted(each.field)}"
    linked = each.op == "has" and kind.field(each.field).spec.kind in (Kind.LINK, Kind.LINKS)
    match each.op:
        case "is" if not each.value:
            return _empty(kind, each.field, column), []
        case "is":
            return f"{column} = ?", [each.value]
        case "not":
            return f"coalesce({column}, '') <> ?", [each.value]
        case "has" if linked:
            return (
                "EXISTS (SELECT 1 FROM links WHERE links.seq = t.seq AND field = ? AND target = ?)",
                [each.field, each.value],
            )
        case "has":
            return f"EXISTS (SELECT 1 FROM json_each({column}) WHERE value = ?)", [each.value]
        case "under":
            return f"instr({column}, ?) > 0", [f'"pcode":"{each.value}"']
        case "mentions":
            return f"instr(coalesce({column}, ''), ?) > 0", [each.value]
        case "since":
            return f"{column} >= ?", [each.value]
        case "until":
            # Whatever begins with it counts too; written so that an index can be used.
            return f"{column} < ?", [each.value + "\U0010ffff"]
        case _:
            raise ValueError("no such filter")


def _empty(kind: type[Record], name: str, column: str) -> str:
    """Empty, said so that an index can be used: NULL stands for a default that is empty."""
    field = {each.name: each for each in kind.fields()}.get(name)
    if field is None:
        return f"coalesce({column}, '') = ''"
    return f"{column} IS NULL" if is_empty(field.default) else f"{column} = ''"


def keys(db: Database, kind: type[Record], query: Query) -> array[int]:
    """The sequence numbers that a query selects, in its order."""
    plain = not (query.filters or query.sort) and query.received is query.retracted is None
    if query.words.strip() and plain:
        return _newest_with(db, kind, query)
    where, values = _where(kind, query)
    way = "DESC" if query.descending else "ASC"
    empty = (" NULLS FIRST" if query.descending else " NULLS LAST") if query.empty_newest else ""
    order = f"t.{quoted(query.sort)} {way}{empty}, t.seq {way}" if query.sort else f"t.seq {way}"
    sql = f"SELECT t.seq FROM {quoted(kind.noun)} t WHERE {where} ORDER BY {order}"
    if query.limit:
        sql += f" LIMIT {query.limit:d}"
    return array("q", (row[0] for row in db.conn.execute(sql, values)))


def _newest_with(db: Database, kind: type[Record], query: Query) -> array[int]:
    """As you type: straight from the index, newest first, without a join."""
    way = "DESC" if query.descending else "ASC"
    sql = f"SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid {way}"
    if query.limit:
        sql += f" LIMIT {query.limit:d}"
    return array("q", (row[0] for row in db.conn.execute(sql, [match(query.words, (kind.noun,))])))


def count(db: Database, kind: type[Record], query: Query) -> int:
    """How many records a query selects."""
    where, values = _where(kind, query)
    sql = f"SELECT count(*) FROM {quoted(kind.noun)} t WHERE {where}"
    found: int = db.conn.execute(sql, values).fetchone()[0]
    return found


def rows(
    db: Database,
    kind: type[Record],
    seqs: Sequence[int],
    titles: Callable[[set[str]], dict[str, str]],
) -> list[Row]:
    """One screenful, in the order of `seqs`; records gone meanwhile are left out."""
    columns = listed(kind)
    names = "".join(f", t.{quoted(each.name)}" for each in columns)
    marks = ",".join("?" * len(seqs))
    found = db.conn.execute(
        "SELECT t.seq, r.id, r.ref, r.title, r.level, t.draft, "
        f"coalesce(t.received_from, '') <> '', t.sealed_at IS NOT NULL, t.retracted{names} "
        f"FROM {quoted(kind.noun)} t JOIN records r ON r.seq = t.seq WHERE t.seq IN ({marks})",
        list(seqs),
    ).fetchall()
    raw = {
        row[0]: (row[:9], [from_column(f, c) for f, c in zip(columns, row[9:], strict=True)])
        for row in found
    }
    wanted: set[str] = set()
    for _, values in raw.values():
        for each, value in zip(columns, values, strict=True):
            if each.spec.kind is Kind.LINK and value:
                wanted.add(value)
            elif each.spec.kind is Kind.LINKS:
                wanted.update(value)
    known = titles(wanted) if wanted else {}

    def said(target: str) -> str:
        return known.get(target, "?")

    return [
        Row(
            seq=head[0],
            id=head[1],
            kind=kind.noun,
            ref=head[2],
            title=head[3],
            level=head[4],
            cells=tuple(in_words(f, v, said) for f, v in zip(columns, values, strict=True)),
            draft=bool(head[5]),
            received=bool(head[6]),
            sealed=bool(head[7]),
            retracted=bool(head[8]),
        )
        for head, values in (raw[seq] for seq in seqs if seq in raw)
    ]


def tally(db: Database, kind: type[Record], query: Query, field: str) -> list[tuple[str, int]]:
    """How many of the records that a query selects hold each value of a field, as stored."""
    where, values = _where(kind, query)
    column = f"coalesce(t.{quoted(kind.field(field).name)}, '')"
    sql = f"SELECT {column}, count(*) FROM {quoted(kind.noun)} t WHERE {where} GROUP BY {column}"
    found: list[tuple[str, int]] = db.conn.execute(sql, values).fetchall()
    return found


def cells(
    db: Database, kind: type[Record], query: Query, names: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """The id and some values of each record, for pages that read thousands at once."""
    declared = {each.name: each for each in kind.fields()}
    where, values = _where(kind, query)
    columns = ", ".join(f"t.{quoted(name)}" for name in names)
    sql = (
        f"SELECT r.id, {columns} FROM {quoted(kind.noun)} t JOIN records r ON r.seq = t.seq "
        f"WHERE {where}"
    )
    readers = [_reader(declared.get(name)) for name in names]
    rows = db.conn.execute(sql, values).fetchall()
    if not rows:
        return iter(())
    # A column at a time: most hold the value itself, and of those only the empty are looked at.
    ids, *found = zip(*rows, strict=True)
    columns_read = (read(column) for read, column in zip(readers, found, strict=True))
    return zip(ids, *columns_read, strict=True)


def _reader(field: Field | None) -> Callable[[tuple[Any, ...]], Sequence[Any]]:
    if field is None:
        return lambda column: column
    if field.spec.kind in WORDS or field.spec.kind is Kind.NUMBER:
        return lambda column: [field.default if each is None else each for each in column]
    return lambda column: [from_column(field, each) for each in column]


def counts(db: Database, kind: type[Record], field: str) -> list[tuple[str, int]]:
    """How many records have each value of a text field; those without any are not counted."""
    column = quoted(kind.field(field).name)
    rows = db.conn.execute(
        f"SELECT {column}, count(*) FROM {quoted(kind.noun)} "
        f"WHERE deleted_at IS NULL AND {column} <> '' "
        f"GROUP BY {column} ORDER BY {column}"
    ).fetchall()
    return [(value, count) for value, count in rows]
