"""Full-text search: our own query, so that nothing typed is read as search syntax."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from fieldapp.vocab.folding import bare
from fieldapp.vocab.folding import words as folded_words

RANKED_OVER = 2000  # ranking looks at the newest so many matches


def match(words: str, kinds: Sequence[str] = ()) -> str:
    """An FTS5 query for records with words that begin like these; a kind is a token in it."""
    terms = " AND ".join(_term(word) for word in folded_words(words))
    # A text without any word, such as a lone quote, matches nothing.
    query = f"body : ({terms})" if terms else 'body : ("\ue000")'
    if kinds:
        query = f"kind : ({' OR '.join(f'{chr(34)}{kind}{chr(34)}' for kind in kinds)}) AND {query}"
    return query


def _term(word: str) -> str:
    return f'"{word}"*' if bare(word) == word else f'("{word}"* OR "{bare(word)}"*)'


def newest(db: Database, words: str, kinds: Sequence[str], limit: int) -> list[int]:
    """The newest matches, without ranking; what is shown while someone types."""
    found = db.conn.execute(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?",
        [match(words, kinds), limit],
    )
    return [row[0] for row in found]


def ranked(db: Database, words: str, kinds: Sequence[str], limit: int) -> list[int]:
    """The best of the newest matches, by BM25; what is shown when typing rests."""
    query = match(words, kinds)
    found = db.conn.execute(
        "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ("
        "  SELECT min(rowid) FROM ("
        "    SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?))"
        " ORDER BY rank LIMIT ?",
        [query, query, RANKED_OVER, limit],
    )
    return [row[0] for row in found]


def tidy(db: Database, pages: int = 64) -> None:
    """Merge a little of the index; called when the app is idle, so that saving stays fast."""
    db.execute("INSERT INTO search(search, rank) VALUES ('merge', ?)", [pages])


def optimize(db: Database) -> None:
    """Rewrite the index whole, so that no old segment keeps a purged word."""
    db.execute("INSERT INTO search(search) VALUES ('optimize')")
