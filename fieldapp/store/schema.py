"""Tables made from the declarations: one column a field, indexes, and the seal as a trigger."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from sqlite_utils import Database

from fieldapp.records.fields import Kind
from fieldapp.records.record import KEPT, Record
from fieldapp.store.rows import searched_fields

# Facts about handling that may still change on a sealed record (design 4).
HANDLING = frozenset(
    {"review_on", "sensitivity", "sensitivity_reason", "priorities", "owner", "tags", "pinned"}
)
# What this station adds to a copy of another's record; it outlives a correction by the sender.
OWN_ON_COPIES = frozenset({"owner", "tags", "pinned", "merged_into"})

_SHARED: tuple[str, ...] = (
    """
    CREATE TABLE IF NOT EXISTS records (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      ref TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL,
      level TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS links (
      seq INTEGER NOT NULL, field TEXT NOT NULL, target TEXT NOT NULL
    )
    """,
    """
    CREATE INDEX IF NOT EXISTS links_of ON links (seq)
    """,
    """
    CREATE INDEX IF NOT EXISTS links_to ON links (target, field)
    """,
    """
    CREATE TABLE IF NOT EXISTS history (
      stamp TEXT NOT NULL, record TEXT NOT NULL, field TEXT NOT NULL, value TEXT,
      at TEXT NOT NULL, author TEXT NOT NULL, why TEXT NOT NULL
    )
    """,
    """
    CREATE INDEX IF NOT EXISTS history_of ON history (record, stamp)
    """,
    """
    CREATE TABLE IF NOT EXISTS drafts (
      form TEXT PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS attachments (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL,
      name TEXT NOT NULL, kind TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
      taken TEXT NOT NULL, note TEXT NOT NULL, added_at TEXT NOT NULL, added_by TEXT NOT NULL,
      removed_at TEXT NOT NULL, whole INTEGER NOT NULL
    )
    """,
    """
    CREATE INDEX IF NOT EXISTS attachments_of ON attachments (record, removed_at, whole)
    """,
    """
    CREATE INDEX IF NOT EXISTS attachments_half ON attachments (seq) WHERE whole = 0
    """,
    """
    CREATE TABLE IF NOT EXISTS attachment_blocks (
      attachment INTEGER NOT NULL REFERENCES attachments (seq) ON DELETE CASCADE,
      number INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (attachment, number)
    )
    """,
    """
    CREATE TRIGGER IF NOT EXISTS attachment_blocks_stay BEFORE UPDATE ON attachment_blocks
    BEGIN SELECT RAISE(ABORT, 'a block never changes'); END
    """,
    """
    CREATE TABLE IF NOT EXISTS tombstones (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, ref TEXT NOT NULL, at TEXT NOT NULL,
      why TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, number INTEGER NOT NULL)
    """,
    """
    CREATE TABLE IF NOT EXISTS places (
      pcode TEXT NOT NULL, country TEXT NOT NULL, level INTEGER NOT NULL, name TEXT NOT NULL,
      parent TEXT NOT NULL, folded TEXT NOT NULL, version TEXT NOT NULL,
      PRIMARY KEY (pcode, country)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS place_names (
      country TEXT NOT NULL, level INTEGER NOT NULL, folded TEXT NOT NULL, pcode TEXT NOT NULL,
      name TEXT NOT NULL, PRIMARY KEY (country, level, folded, pcode)
    ) WITHOUT ROWID
    """,
    """
    CREATE INDEX IF NOT EXISTS place_names_anywhere ON place_names (level, folded)
    """,
    # Vaults from before areas had several names: the one that each had is looked for there too.
    """
    INSERT OR IGNORE INTO place_names (country, level, folded, pcode, name)
    SELECT country, level, folded, pcode, name FROM places WHERE folded <> ''
    """,
    """
    DROP INDEX IF EXISTS places_folded
    """,
    """
    CREATE TABLE IF NOT EXISTS outlines (
      pcode TEXT NOT NULL PRIMARY KEY, country TEXT NOT NULL, level INTEGER NOT NULL,
      name TEXT NOT NULL, parent TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL,
      rings TEXT NOT NULL, version TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS search_text (
      seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL
    )
    """,
    """
    CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(
      kind, body, content='search_text', content_rowid='seq', prefix='1 2 3',
      tokenize='unicode61 remove_diacritics 0'
    )
    """,
    """
    CREATE TRIGGER IF NOT EXISTS search_added AFTER INSERT ON search_text BEGIN
      INSERT INTO search(rowid, kind, body) VALUES (new.seq, new.kind, new.body);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS search_removed AFTER DELETE ON search_text BEGIN
      INSERT INTO search(search, rowid, kind, body) VALUES ('delete', old.seq, old.kind, old.body);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS search_changed AFTER UPDATE OF body ON search_text BEGIN
      INSERT INTO search(search, rowid, kind, body) VALUES ('delete', old.seq, old.kind, old.body);
      INSERT INTO search(rowid, kind, body) VALUES (new.seq, new.kind, new.body);
    END
    """,
)

# Columns that a shared table of an older vault lacks.
_ADDED: tuple[tuple[str, str, str], ...] = (
    ("places", "latitude", "REAL"),
    ("places", "longitude", "REAL"),
)


def fingerprint(types: Sequence[type[Record]], counted: str = "") -> str:
    """Changes when any declaration, or the index for counting, changes what the tables must be."""
    shape = [
        (
            kind.noun,
            [(e.name, e.spec.kind, e.spec.sorted, e.spec.apart) for e in kind.fields()],
            KEPT,
            _sought(kind),
            sorted(kind.moves),
            kind.sealable and "replaced",
        )
        for kind in types
    ]
    return hashlib.sha256(json.dumps([shape, _SHARED, _ADDED, counted]).encode()).hexdigest()


def make_shared(db: Database) -> None:
    """The tables that all record types share; harmless when they are there."""
    for statement in _SHARED:
        db.execute(statement)
    for table, column, sort in _ADDED:
        there = {row[1] for row in db.execute(f"PRAGMA table_info({quoted(table)})")}
        if column not in there:
            db.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {quoted(column)} {sort}")
    # Merging is left to idle moments (`search.tidy`), so that no save has to wait for it.
    db.execute("INSERT INTO search(search, rank) VALUES ('automerge', 0)")


def _sought(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    """Pairs of fields that are looked up at once: those declared, and what is open and due."""
    due = ((each.state, each.field) for each in kind.dues if each.state)
    return tuple(dict.fromkeys((*kind.sought, *due)))


def make_table(db: Database, kind: type[Record]) -> None:
    """Make or extend the table of one record type; no column is ever taken away here."""
    table = quoted(kind.noun)
    columns = [f"{quoted(each.name)} {_sql_type(each.spec.kind)}" for each in kind.fields()]
    kept = [
        f"{quoted(name)} {'INTEGER' if name in ('draft', 'retracted') else 'TEXT'}" for name in KEPT
    ]
    db.execute(
        f"CREATE TABLE IF NOT EXISTS {table} "
        f"(seq INTEGER PRIMARY KEY REFERENCES records (seq), {', '.join(columns + kept)})"
    )
    there = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
    for column in columns + kept:
        if column.split('"')[1] not in there:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    for each in kind.fields():
        if each.spec.sorted:
            name = quoted(f"{kind.noun}_by_{each.name}")
            db.execute(
                f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({quoted(each.name)}) "
                "WHERE deleted_at IS NULL"
            )
        if each.spec.apart:
            _index_apart(db, kind, each.name)
    for one, other in _sought(kind):
        db.execute(
            f"CREATE INDEX IF NOT EXISTS {quoted(f'{kind.noun}_by_{one}_and_{other}')} ON {table} "
            f"({quoted(one)}, {quoted(other)}, received_from, deleted_at)"
        )
    db.execute(
        f"CREATE INDEX IF NOT EXISTS {quoted(kind.noun + '_here')} ON {table} (seq) "
        "WHERE deleted_at IS NULL"
    )
    db.execute(
        f"CREATE INDEX IF NOT EXISTS {quoted(kind.noun + '_unfinished')} ON {table} (seq) "
        "WHERE draft = 1 AND deleted_at IS NULL"
    )
    db.execute(
        f"CREATE INDEX IF NOT EXISTS {quoted(kind.noun + '_binned')} ON {table} (deleted_at) "
        "WHERE deleted_at IS NOT NULL"
    )
    if kind.leaves:
        db.execute(
            f"CREATE INDEX IF NOT EXISTS {quoted(kind.noun + '_came')} ON {table} (received_from) "
            "WHERE received_from <> ''"
        )
        db.execute(
            f"CREATE INDEX IF NOT EXISTS {quoted(kind.noun + '_taken_back')} ON {table} (seq) "
            "WHERE retracted = 1"
        )
    if kind.sealable:
        db.execute(
            f"CREATE INDEX IF NOT EXISTS {quoted(kind.noun + '_to_seal')} ON {table} (finished_at) "
            "WHERE sealed_at IS NULL AND finished_at IS NOT NULL"
        )
        db.execute(
            f"CREATE INDEX IF NOT EXISTS {quoted(kind.noun + '_replaced')} ON {table} (seq) "
            "WHERE superseded_by <> ''"
        )
    _make_seal(db, kind)


def _index_apart(db: Database, kind: type[Record], name: str) -> None:
    """The list of our own records in its usual order, and the few names of data sets."""
    order = (kind.dated, "seq") if kind.dated else ("seq",)
    # What the conditions name is in the index too, so that no row is looked up for them; none is
    # written as NULL, and so `lists` asks for it.
    for index, columns, filled in (
        (f"{kind.noun}_own", (*order, name), "IS NULL"),
        (f"{kind.noun}_sets", (name, *order), "IS NOT NULL"),
    ):
        db.execute(
            f"CREATE INDEX IF NOT EXISTS {quoted(index)} ON {quoted(kind.noun)} "
            f"({', '.join(map(quoted, columns))}, deleted_at) "
            f"WHERE deleted_at IS NULL AND {quoted(name)} {filled}"
        )


def _make_seal(db: Database, kind: type[Record]) -> None:
    """A sealed record's facts cannot be changed, not even by a mistake of ours."""
    name = quoted(f"{kind.noun}_sealed")
    db.execute(f"DROP TRIGGER IF EXISTS {name}")
    if not kind.sealable:
        return
    free = HANDLING | kind.moves
    facts = [quoted(each.name) for each in kind.fields() if each.name not in free]
    differs = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in facts)
    db.execute(
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {quoted(kind.noun)} "
        f"WHEN OLD.sealed_at IS NOT NULL AND ({differs} OR NEW.sealed_at IS NOT OLD.sealed_at) "
        "BEGIN SELECT RAISE(ABORT, 'sealed'); END"
    )


def seal_attachments(db: Database, types: Sequence[type[Record]]) -> None:
    """A sealed record's attachments neither come, go nor change, not even by a mistake of ours."""
    cases = " ".join(
        f"WHEN '{kind.noun}' THEN (SELECT sealed_at FROM {quoted(kind.noun)} WHERE seq = r.seq)"
        for kind in types
        if kind.sealable
    )
    sealed = (
        "EXISTS (SELECT 1 FROM records r WHERE r.id = {row}.record AND "
        f"CASE r.kind {cases} ELSE NULL END IS NOT NULL)"
    )
    for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        name = quoted(f"attachments_sealed_{verb.lower()}")
        db.execute(f"DROP TRIGGER IF EXISTS {name}")
        if not cases:
            continue
        # What was only half written may always go, and so may what was removed before.
        seen = " AND OLD.whole = 1 AND OLD.removed_at = ''" if verb == "DELETE" else ""
        db.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON attachments "
            f"WHEN {sealed.format(row=row)}{seen} BEGIN SELECT RAISE(ABORT, 'sealed'); END"
        )


def quoted(name: str) -> str:
    """A name as an SQL identifier. Names come from declarations, never from a user."""
    if not name.isidentifier():
        raise ValueError("a declared name must be an identifier")
    return f'"{name}"'


def _sql_type(kind: Kind) -> str:
    return "NUMERIC" if kind is Kind.NUMBER else "TEXT"


def searched_shape(kind: type[Record]) -> str:
    """Changes when other fields of this type are searched, so that its index is made anew."""
    return json.dumps(
        [
            (each.name, [part.name for part in searched_fields(each.spec.part)])
            if each.spec.part
            else each.name
            for each in searched_fields(kind)
        ]
    )
