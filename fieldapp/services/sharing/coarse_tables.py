"""Tables of products whose rows tell finer places or dates than an agreement lets leave."""

from __future__ import annotations

import re

from fieldapp.records.products import ProductTable
from fieldapp.records.record import Part, Record
from fieldapp.services.sharing.scanning.hits import Hit
from fieldapp.services.sharing.terms import Terms
from fieldapp.vocab.days import PRECISIONS
from fieldapp.vocab.vocabulary import vocabulary

VILLAGE = 9  # finer than any admin level
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_MONTH = re.compile(r"\b\d{4}(?:-\d{2}| Q[1-4])\b")  # or a quarter, which no agreement names
_BETWEEN = frozenset("|\n")
_MEANT = frozenset({"scan:coordinates", "scan:place", "scan:pcode"})  # in two cells as in one
_PLACE_WORDS = "A table of finer places than the agreement allows stays, or one that does not say."
_DATE_WORDS = "A table of finer dates than the agreement allows stays."


def too_fine(row: Part, terms: Terms) -> tuple[str, str]:
    """The rule by which a row stays, where it is a table finer than the terms; else two empty
    texts."""
    if not isinstance(row, ProductTable):
        return "", ""
    if depth(row) > terms.admin_level:
        return "agreement:place", _PLACE_WORDS
    if _date(row) > PRECISIONS.index(terms.date_precision):
        return "agreement:date", _DATE_WORDS
    return "", ""


def of_two_cells(holder: Record | Part, name: str, text: str, hit: Hit) -> bool:
    """Whether what looks like a number to call or to be known by is made of several cells of a
    table, such as a count and the month in the next row."""
    if not isinstance(holder, ProductTable) or name != "rows" or hit.is_name:
        return False
    return hit.rule not in _MEANT and not _BETWEEN.isdisjoint(text[hit.start : hit.end])


def depth(table: ProductTable) -> int:
    """How fine its places are; a table that does not say so counts as one of villages."""
    told = vocabulary("admin_level").notes.get(table.finest, {}).get("depth", "")
    return int(told) if told else VILLAGE


def _date(table: ProductTable) -> int:
    if _DAY.search(table.rows):
        return PRECISIONS.index("day")
    return PRECISIONS.index("month") if _MONTH.search(table.rows) else PRECISIONS.index("year")
