"""The station's own words: vocabularies and severity schemes, extended from a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from fieldapp.errors import FieldappError
from fieldapp.services.importing.sheets import Sheet, filled, open_sheet, shown
from fieldapp.store.vault import Vault
from fieldapp.vocab.vocabulary import FIXED, Vocabulary, shipped

_SETTING = "words."
_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
_NAME = re.compile(r"[a-z_]{1,40}")
MOST = 500
LONGEST = 120
# Columns that code counts, draws or offers by: what ships stays, and a new code has a known value.
_DECIDING = frozenset(
    {
        "amrf_category", "checklist_kind", "depth", "direction", "harm", "influence", "manner",
        "same_as", "setting", "sign", "task", "unit",
    }
)  # fmt: skip


class FixedWordsError(FieldappError):
    """The app decides with these words."""

    sentence = "This vocabulary cannot be changed: the app decides with its words."
    remedy = "Choose another one."


class NotWordsError(FieldappError):
    """The file is no vocabulary."""

    sentence = "This file is not a vocabulary."
    remedy = "It needs the columns code and label: short codes without blanks, each once."


@attrs.frozen
class Words:
    """The station's version of a vocabulary, and what it changes of the one that ships."""

    name: str
    vocabulary: Vocabulary
    added: int
    reworded: int


def read_words(path: Path, name: str) -> Words:
    """Read a CSV, XLSX or JSON file as a vocabulary; codes that ship stay, their words may change.

    Codes are never taken away: records hold them.
    """
    if name in FIXED:
        raise FixedWordsError
    return _words(name, _rows(open_sheet(path)))


def keep_words(vault: Vault, words: Words) -> None:
    """Keep them in the vault; they hold from the next time it is opened."""
    rows = [
        {"code": code, "label": label, **words.vocabulary.notes.get(code, {})}
        for code, label in words.vocabulary.labels.items()
    ]
    vault.put(_SETTING + words.name, rows)


def drop_words(vault: Vault, name: str) -> None:
    """Go back to what ships. Codes of the station's own are then shown as they are."""
    vault.put(_SETTING + name, None)


def station_words(vault: Vault) -> Mapping[str, Vocabulary]:
    """Every vocabulary that this station has words of its own for."""
    found = vault.get_all(_SETTING)
    return {
        name.removeprefix(_SETTING): _words(name.removeprefix(_SETTING), rows).vocabulary
        for name, rows in found.items()
        if rows and ships(name.removeprefix(_SETTING))
    }


def ships(name: str) -> bool:
    """Whether a vocabulary of this name ships with the app."""
    if not _NAME.fullmatch(name):
        return False
    try:
        shipped(name)
    except OSError:
        return False
    return True


def _rows(sheet: Sheet) -> list[dict[str, str]]:
    names = [column.strip().lower() for column in sheet.columns]
    if not {"code", "label"} <= set(names):
        raise NotWordsError
    rows: list[dict[str, str]] = []
    for row in sheet.rows:
        cells = [shown(cell).strip() if filled(cell) else "" for cell in row.cells]
        rows.append(dict(zip(names, cells, strict=False)))
        if len(rows) > MOST:
            raise NotWordsError
    return rows


def _words(name: str, rows: Sequence[Mapping[str, Any]]) -> Words:
    ours = shipped(name)
    codes = [str(row.get("code", "")) for row in rows]
    labels = [str(row.get("label", "")) for row in rows]
    right = all(_CODE.fullmatch(code) for code in codes)
    right = right and all(0 < len(label) <= LONGEST for label in labels)
    if not rows or not right or len(set(codes)) < len(codes) or len(set(labels)) < len(labels):
        raise NotWordsError
    given = dict(zip(codes, labels, strict=True))
    # The order of the file; what it does not name comes after, as it ships.
    whole = {**given, **{c: label for c, label in ours.labels.items() if c not in given}}
    notes = {
        **ours.notes,
        **{
            code: {
                **ours.notes.get(code, {"source": "station"}),
                **dict(_further(ours, code, row)),
            }
            for code, row in zip(codes, rows, strict=True)
        },
    }
    added = sum(code not in ours.labels for code in codes)
    reworded = sum(ours.labels.get(c, label) != label for c, label in given.items())
    return Words(name, Vocabulary(name, whole, notes), added, reworded)


def _further(ours: Vocabulary, code: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The other columns of a row, as far as a file may set them."""
    for name, value in row.items():
        if name in ("code", "label") or not value:
            continue
        known = {notes.get(name, "") for notes in ours.notes.values()}
        if name not in _DECIDING or (code not in ours.labels and str(value) in known):
            yield name, str(value)
