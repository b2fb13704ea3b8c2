"""Unfinished edits: one encrypted row a form, overwritten, without history and not searched."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import attrs

from fieldapp.records.record import Record
from fieldapp.store.rows import from_row, to_row
from fieldapp.store.vault import Vault


@attrs.frozen
class Draft:
    """What a form held when it was left: the record as it stood, and what else the form holds."""

    form: str
    record: Record = attrs.field(repr=False)
    extra: dict[str, Any] = attrs.field(repr=False)
    at: str


def keep(vault: Vault, form: str, record: Record, extra: dict[str, Any], at: dt.datetime) -> None:
    """Overwrite the draft of a form; on a full disk the reserve makes room for it."""
    body = json.dumps({"row": to_row(record), "extra": extra}, ensure_ascii=False)

    def write() -> None:
        with vault.transaction() as db:
            db.conn.execute(
                "INSERT INTO drafts (form, kind, body, at) VALUES (?, ?, ?, ?) ON CONFLICT (form) "
                "DO UPDATE SET kind = excluded.kind, body = excluded.body, at = excluded.at",
                [form, record.noun, body, at.isoformat(timespec="minutes")],
            )

    vault.with_reserve(write)


def read(vault: Vault, kinds: dict[str, type[Record]], form: str = "") -> list[Draft]:
    """The draft of one form, or all drafts, newest first."""
    rows = vault.db.execute(
        "SELECT form, kind, body, at FROM drafts WHERE form = ? OR ? = '' ORDER BY at DESC",
        [form, form],
    ).fetchall()
    found = []
    for name, kind, body, at in rows:
        held = json.loads(body)
        if kind in kinds:
            found.append(Draft(name, from_row(kinds[kind], held["row"]), held["extra"], at))
    return found


def drop(vault: Vault, form: str) -> None:
    """Forget the draft of a form, once what it held is saved or given up."""
    with vault.transaction() as db:
        db.conn.execute("DELETE FROM drafts WHERE form = ?", [form])
