"""Counts of many records at once: by value, month, area or row, without reading the records.

Fields that a type names as `counted` stand in one index, places and tallies taken apart, so that
a chart reads that index and no record. Which records count is asked for by conditions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
from sqlite_utils import Database

from fieldapp.records.fields import Kind
from fieldapp.records.record import KEPT, Record
from fieldapp.store.schema import quoted
from fieldapp.vocab.tallies import GROUPS

LEVELS = ("level0", "level1", "level2", "level3")
SPOT = ("latitude", "longitude", "precision")
_STANDING = ("draft", "retracted", "superseded_by", "received_from")
_PATHS = {f"level{number}": f"$.path[{number}].pcode" for number in range(len(LEVELS))}
Group = tuple[str | int | float, ...]


@attrs.frozen
class Key:
    """A field, or a piece of it: `month` of a day; an admin level or `latitude` of a place;
    a group of a tally, which are `estimated`, or whether any is `known`; how `many` a field of
    several holds; whether anything is `there`, and a place `located` by coordinates.
    """

    field: str
    piece: str = ""


@attrs.frozen
class Where:
    """A condition on a key: it `is` this, is `not` this, or is `none` of these; empty text stands
    for nothing.
    """

    key: Key
    value: str | int | tuple[str, ...]
    op: str = "is"


@attrs.frozen
class Scope:
    """Which records of a type count: dated from and until (as text, both in), and conditions."""

    kind: type[Record]
    since: str = ""
    until: str = ""
    where: tuple[Where, ...] = ()


@attrs.frozen
class Box:
    """A part of the map, in degrees."""

    south: float
    west: float
    north: float
    east: float


@attrs.frozen
class Spot:
    """Records that lie close together: the middle of them, how many, the newest, and how exact
    the coarsest of them is said to be."""

    latitude: float
    longitude: float
    count: int
    newest: int
    precision: str


def make_index(db: Database, kind: type[Record]) -> None:
    """Make the index that counting reads; one of an older declaration is made anew."""
    name = f"{kind.noun}_counted"
    wanted = _index(kind) if kind.counted else ""
    row = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
    if row and row[0] != wanted:
        db.execute(f"DROP INDEX {quoted(name)}")
    if wanted and (row is None or row[0] != wanted):
        db.execute(wanted)


def shape(types: Sequence[type[Record]]) -> str:
    """Changes when any of these indexes must be made anew."""
    return "\n".join(_index(kind) for kind in types if kind.counted)


def _index(kind: type[Record]) -> str:
    columns = [_sql(kind, key, "") for name in kind.counted for key in _keys(kind, name)]
    columns += [quoted(name) for name in _STANDING]
    return (
        f"CREATE INDEX {quoted(f'{kind.noun}_counted')} ON {quoted(kind.noun)} "
        f"({', '.join(columns)}) WHERE deleted_at IS NULL"
    )


def _keys(kind: type[Record], name: str) -> Iterator[Key]:
    """What of a field stands in the index."""
    match kind.field(name).spec.kind:
        case Kind.PLACE:
            pieces: tuple[str, ...] = (*LEVELS, *SPOT)
        case Kind.TALLY:
            pieces = (*GROUPS, "estimated")
        case Kind.LINKS | Kind.CHOICES:
            pieces = ("many",)
        case _:
            pieces = ("",)
    yield from (Key(name, piece) for piece in pieces)


def _sql(kind: type[Record], key: Key, table: str = "t.") -> str:
    """The expression of a key, the same in the index and in every question to it."""
    column = table + quoted(key.field)
    if key.field in KEPT or not key.piece:
        return column
    match kind.field(key.field).spec.kind:
        case Kind.DAY if key.piece == "month":
            return f"substr({column}, 1, 7)"
        case Kind.PLACE if key.piece in (*LEVELS, *SPOT):
            path = _PATHS.get(key.piece, f"$.{key.piece}")
            return f"json_extract({column}, '{path}')"
        case Kind.TALLY if key.piece in (*GROUPS, "estimated"):
            return f"json_extract({column}, '$.{key.piece}')"
        case Kind.LINKS | Kind.CHOICES | Kind.PARTS if key.piece == "many":
            return f"json_array_length({column})"
    raise ValueError("no such piece of a field")


def _value(kind: type[Record], key: Key) -> str:
    """A key as it is told: nothing is an empty text, or 0 where it is a number."""
    if key.piece == "known":
        known = " OR ".join(f"{_sql(kind, Key(key.field, g))} IS NOT NULL" for g in GROUPS)
        return f"({known})"
    if key.piece == "located":
        return f"({_sql(kind, Key(key.field, 'latitude'))} IS NOT NULL)"
    if key.piece == "there":
        return f"(coalesce({_sql(kind, Key(key.field))}, '') <> '')"
    number = key.piece == "many" or key.piece in GROUPS
    return f"coalesce({_sql(kind, key)}, {'0' if number else repr('')})"


def _from(kind: type[Record]) -> str:
    how = f"INDEXED BY {quoted(f'{kind.noun}_counted')}" if kind.counted else ""
    return f"{quoted(kind.noun)} t {how}"


def _conditions(scope: Scope) -> tuple[str, list[str | int]]:
    parts, values = ["t.deleted_at IS NULL"], list[str | int]()
    dated = f"t.{quoted(scope.kind.dated)}" if scope.kind.dated else ""
    if scope.since:
        parts.append(f"{dated} >= ?")
        values.append(scope.since)
    if scope.until:
        parts.append(f"{dated} < ?")
        values.append(scope.until + "\U0010ffff")
    for each in scope.where:
        asked = each.value if isinstance(each.value, tuple) else (each.value,)
        values += asked
        sign = "=" if each.op == "is" else "<>" if each.op == "not" else "NOT IN"
        marks = f"({', '.join('?' * len(asked))})" if each.op == "none" else "?"
        parts.append(f"{_value(scope.kind, each.key)} {sign} {marks}")
    return " AND ".join(parts), values


def groups(
    db: Database, scope: Scope, keys: Sequence[Key], sums: Sequence[tuple[Key, ...]] = ()
) -> list[Group]:
    """One row for each combination of the keys: them, how many records, the newest of those,
    and for each of `sums` the keys in it added up over the group."""
    where, values = _conditions(scope)
    told, added = _columns(scope.kind, keys, "k"), _added(scope.kind, sums)
    # Grouped in a second step: SQLite takes what an index holds for a column, not for a group.
    sql = (
        f"WITH x AS MATERIALIZED (SELECT t.seq AS s{told}{added} "
        f"FROM {_from(scope.kind)} WHERE {where}) "
        f"SELECT {_named('k', len(keys))} count(*), coalesce(max(s), 0){_totals(len(sums))} "
        f"FROM x {_group_by(len(keys))}"
    )
    found: list[Group] = db.conn.execute(sql, values).fetchall()
    return found


def row_groups(
    db: Database,
    scope: Scope,
    field: str,
    names: Sequence[str],
    *,
    told: str,
    sums: Sequence[tuple[Key, ...]] = (),
) -> list[Group]:
    """One row for each combination of values in the rows of a field: `names`, then `told`, how
    many records have such a row, and the sums over those. Rows of one record that are alike in
    `names` count once, as the first of them tells it."""
    if scope.kind.field(field).spec.kind is not Kind.PARTS:
        raise ValueError("this field has no rows")
    alike = [f"e.value ->> '$.{_identifier(name)}' AS k{n}" for n, name in enumerate(names)]
    same = _named("k", len(names)).rstrip(",")
    where, values = _conditions(scope)
    amounts = "".join(f", a{n}" for n in range(len(sums)))
    sql = (
        f"WITH r AS MATERIALIZED (SELECT t.seq AS s, t.{quoted(field)} AS rows"
        f"{_added(scope.kind, sums)} FROM {_from(scope.kind)} WHERE {where}), "
        f"x AS MATERIALIZED (SELECT {', '.join(alike)}, "
        f"e.value ->> '$.{_identifier(told)}' AS told, min(e.key){amounts} "
        f"FROM r, json_each(r.rows) e GROUP BY s, {same}) "
        f"SELECT {_or_empty(names)} coalesce(told, ''), count(*){_totals(len(sums))} FROM x "
        f"GROUP BY {same}, told"
    )
    found: list[Group] = db.conn.execute(sql, values).fetchall()
    return found


def _columns(kind: type[Record], keys: Sequence[Key], letter: str) -> str:
    return "".join(f", {_value(kind, key)} AS {letter}{n}" for n, key in enumerate(keys))


def _added(kind: type[Record], sums: Sequence[tuple[Key, ...]]) -> str:
    each = (" + ".join(_value(kind, key) for key in keys) for keys in sums)
    return "".join(f", {sql} AS a{n}" for n, sql in enumerate(each))


def _totals(number: int) -> str:
    return "".join(f", cast(total(a{n}) AS INTEGER)" for n in range(number))


def _named(letter: str, number: int) -> str:
    return "".join(f"{letter}{n}, " for n in range(number)).rstrip(" ")


def _group_by(number: int) -> str:
    return f"GROUP BY {_named('k', number).rstrip(',')}" if number else ""


def _or_empty(names: Sequence[str]) -> str:
    return "".join(f"coalesce(k{n}, ''), " for n in range(len(names)))


def _identifier(name: str) -> str:
    return quoted(name).strip('"')


def spots(
    db: Database, scope: Scope, field: str, precisions: Sequence[str], box: Box, step: float
) -> list[Spot]:
    """Points within a box, those in the same cell of `step` degrees taken together."""
    latitude, longitude, precision = (_sql(scope.kind, Key(field, piece)) for piece in SPOT)
    where, values = _conditions(scope)
    inside, edges = _inside(scope.kind, field, precisions, box)
    sql = (
        f"WITH x AS MATERIALIZED (SELECT t.seq AS s, {latitude} AS y, {longitude} AS x, "
        f"coalesce({precision}, '') AS p FROM {_from(scope.kind)} WHERE {where} AND {inside}) "
        "SELECT avg(y), avg(x), count(*), max(s), max(p) FROM x "
        "GROUP BY cast((y + 90) / ? AS INTEGER), cast((x + 180) / ? AS INTEGER)"
    )
    found = db.conn.execute(sql, [*values, *edges, step, step])
    return [Spot(*row) for row in found]


def seqs_inside(
    db: Database, scope: Scope, field: str, precisions: Sequence[str], box: Box, limit: int
) -> list[int]:
    """The newest of the records whose points lie within a box, by their rows."""
    inside, edges = _inside(scope.kind, field, precisions, box)
    return _newest(db, scope, limit, f" AND {inside}", edges)


def seqs(db: Database, scope: Scope, limit: int) -> list[int]:
    """The newest records of a scope, by their rows."""
    return _newest(db, scope, limit, "", [])


def _newest(
    db: Database, scope: Scope, limit: int, more: str, edges: Sequence[str | float]
) -> list[int]:
    where, values = _conditions(scope)
    order = f"t.{quoted(scope.kind.dated)} DESC, " if scope.kind.dated else ""
    sql = (
        f"SELECT t.seq FROM {_from(scope.kind)} WHERE {where}{more} "
        f"ORDER BY {order}t.seq DESC LIMIT {limit:d}"
    )
    return [row[0] for row in db.conn.execute(sql, [*values, *edges])]


def _inside(
    kind: type[Record], field: str, precisions: Sequence[str], box: Box
) -> tuple[str, list[str | float]]:
    latitude, longitude, precision = (_sql(kind, Key(field, piece)) for piece in SPOT)
    sql = (
        f"{latitude} BETWEEN ? AND ? AND {longitude} BETWEEN ? AND ? "
        f"AND coalesce({precision}, '') IN ({', '.join('?' * len(precisions))})"
    )
    return sql, [box.south, box.north, box.west, box.east, *precisions]


def levels(db: Database, kind: type[Record]) -> tuple[str, ...]:
    """The levels that records of a type have, whichever of them count."""
    sql = "SELECT DISTINCT level FROM records WHERE kind = ?"
    return tuple(row[0] for row in db.conn.execute(sql, [kind.noun]))
