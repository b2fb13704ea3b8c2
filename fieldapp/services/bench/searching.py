"""Search as you type and ranked search, beside plain sqlite3 that has the same index.

The reference speaks SQL of its own: it is what we compare with, and holds only invented words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from fieldapp.services.bench.corpus import Made
from fieldapp.services.bench.rows import Row, milliseconds, p95, row
from fieldapp.services.stations import open_store
from fieldapp.store.lists import Query
from fieldapp.store.rows import search_body, title_of
from fieldapp.store.search import match
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault

LIMIT = 50
_SCHEMA = """
CREATE TABLE records (
  seq INTEGER PRIMARY KEY, id TEXT, kind TEXT, ref TEXT, title TEXT, level TEXT
);
CREATE TABLE search_text (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL);
CREATE VIRTUAL TABLE search USING fts5(
  kind, body, content='search_text', content_rowid='seq', prefix='1 2 3',
  tokenize='unicode61 remove_diacritics 0'
);
"""


def rows(made: Made, folder: Path) -> Iterator[Row]:
    """Every prefix of common, middling and rare words, as if typed letter by letter."""
    typed = [
        word[:length]
        for word in (*made.words[:20], *made.words[400:420], *made.words[9000:9020])
        for length in range(1, len(word) + 1)
    ]
    with Vault.open(made.folder, made.key) as vault:
        store = open_store(vault)
        plain = _plain(store, folder / "plain.db")
        ours, theirs = [], []
        for words in typed:
            theirs.append(milliseconds(_plain_find, plain, words))
            ours.append(milliseconds(store.find, words, LIMIT))
        yield row(
            "search as you type, p95",
            p95(ours),
            "ms",
            at_most=16,
            reference=p95(theirs),
            reference_name="plain sqlite3 FTS5",
            most_ratio=1.5,
        )
        rested = [*made.words[:30], *made.words[400:430], *made.words[9000:9030]]
        ranked = [milliseconds(store.find, words, LIMIT, ranked=True) for words in rested]
        yield row("ranked search, p95", p95(ranked), "ms", at_most=50)
        plain.close()


def _plain(store: Store, path: Path) -> sqlite3.Connection:
    """The same records, words and index in plain sqlite3."""
    plain = sqlite3.connect(path)
    plain.executescript("PRAGMA page_size=16384; PRAGMA cache_size=-65536;" + _SCHEMA)
    seq = 0
    for kind in store.types:
        for record in store.records(Query(kind.noun, descending=False)):
            seq += 1
            head = (seq, record.id, record.noun, record.ref, title_of(record), "severe")
            plain.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?)", head)
            body = (seq, record.noun, search_body(record))
            plain.execute("INSERT INTO search_text VALUES (?, ?, ?)", body)
    plain.execute("INSERT INTO search(search) VALUES ('rebuild')")
    plain.commit()
    return plain


def _plain_find(plain: sqlite3.Connection, words: str) -> list[tuple[object, ...]]:
    found = plain.execute(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?",
        [match(words), LIMIT],
    ).fetchall()
    marks = ",".join("?" * len(found))
    return plain.execute(
        f"SELECT seq, id, kind, ref, title, level FROM records WHERE seq IN ({marks})",  # noqa: S608  # question marks
        [each[0] for each in found],
    ).fetchall()
