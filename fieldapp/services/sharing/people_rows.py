"""Individual rows: nobody may be told apart among fewer than the agreement's smallest count."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from fieldapp.services.disclosure_control.anonymity import LEFT_OUT, MOST, alike
from fieldapp.services.sharing.case import drop
from fieldapp.services.sharing.product_tables import decided_anew, with_fields
from fieldapp.services.sharing.result import ReleasedField, ReleasedRecord, Withheld, spell

NO_KEYS = "agreement:key_variables"
ALONE = "R16:k"
_NO_KEYS_WORDS = "The agreement does not say by which fields someone could be told apart."
_ALONE_WORDS = "Fewer rows than the agreement's smallest count are like this one (R16)."
_LEFT_OUT_WORDS = "Left out, so that the row is like enough others (R16)."

Apart = tuple[ReleasedRecord, Withheld]


def tell_apart(
    records: Sequence[ReleasedRecord], keys: Collection[str], smallest: int
) -> tuple[list[ReleasedRecord], list[Apart]]:
    """Rows with values left out where they would stand alone, and those that stay as they do."""
    made: dict[str, ReleasedRecord] = {}
    apart: list[Apart] = []
    for kind in dict.fromkeys(each.kind for each in records):
        mine = [each for each in records if each.kind == kind]
        names = sorted({each.split(".")[1] for each in keys if each.startswith(f"{kind}.")})
        if not names or len(names) > MOST:
            apart += [_stays(each, NO_KEYS, _NO_KEYS_WORDS) for each in mine]
            continue
        shown = [tuple(_value(each, name) for name in names) for each in mine]
        for each, row in zip(mine, alike(shown, smallest).rows, strict=True):
            if row is None:
                apart.append(_stays(each, ALONE, _ALONE_WORDS))
                continue
            gone = {name for name, value in zip(names, row, strict=True) if value is LEFT_OUT}
            made[each.record.id] = _without(each, gone)
    return [made[each.record.id] for each in records if each.record.id in made], apart


def _stays(released: ReleasedRecord, rule: str, words: str) -> Apart:
    return released, Withheld(released.kind, released.ref, words, rule)


def _value(released: ReleasedRecord, name: str) -> str:
    """What leaves of a field, as one text; empty where nothing does."""
    found = next((each for each in released.leaving if each.name == name), None)
    return spell(found) if found else ""


def _without(released: ReleasedRecord, names: Collection[str]) -> ReleasedRecord:
    """What is empty already has nothing to leave out."""
    changed = {each.name: _left_out(each) for each in released.leaving if each.name in names}
    return with_fields(released, changed) if changed else released


def _left_out(each: ReleasedField) -> ReleasedField:
    nothing = drop(each.field, ALONE, _LEFT_OUT_WORDS)
    return decided_anew(each, nothing.action, nothing.rule, nothing.words, nothing.value)
