"""The texts that a person must have read before they leave (R27): High or Severe, word for word."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import attrs

from fieldapp.records.fields import Kind
from fieldapp.records.values import is_empty
from fieldapp.services.sharing.release import Release, ReleasedField, ReleasedRecord
from fieldapp.services.sharing.result import KEPT, REPLACED
from fieldapp.vocab.handling import DataClass, Level

# What somebody wrote or said in free words; a name or a title by itself is shown beside it.
_WRITTEN = frozenset({DataClass.SHAREABLE_TEXT, DataClass.SAID, DataClass.ANALYSIS})


@attrs.frozen
class Text:
    """One text that leaves; `mark` changes with its words, so a tick holds for these words only."""

    record: str
    label: str
    words: str = attrs.field(repr=False)
    mark: str


def texts(released: ReleasedRecord) -> tuple[Text, ...]:
    """The texts of one record that a person must read; none where it is Low or Moderate."""
    if max(released.level.rank, _kept_level(released).rank) < Level.HIGH.rank:
        return ()
    return tuple(_texts(released, released.fields, ""))


def every_text(released: ReleasedRecord) -> tuple[Text, ...]:
    """All texts of one record that leave, at any level: an approver can read each."""
    return tuple(_texts(released, released.fields, ""))


def unread(release: Release, read: frozenset[str]) -> list[Text]:
    """The texts of a release that nobody has ticked yet."""
    return [text for each in release.records for text in texts(each) if text.mark not in read]


def _kept_level(released: ReleasedRecord) -> Level:
    """How sensitive the record is here: a text keeps its weight when a date was made coarser."""
    chosen = released.record.sensitivity
    return Level(chosen) if chosen in set(Level) else released.level


def _texts(
    released: ReleasedRecord, fields: tuple[ReleasedField, ...], row_words: str
) -> Iterator[Text]:
    for each in fields:
        spec = each.field.spec
        if spec.kind is Kind.TEXT and spec.data_class in _WRITTEN and _goes(each):
            mark = hashlib.sha256("\0".join((released.outside, each.name, each.after)).encode())
            label = f"{row_words}{spec.label}"
            yield Text(released.record.id, label, each.after, mark.hexdigest())
        for number, row in enumerate(each.rows, start=1):
            yield from _texts(released, row.fields, f"{spec.label} {number}, ")


def _goes(each: ReleasedField) -> bool:
    return each.action in (KEPT, REPLACED) and not is_empty(each.after)
