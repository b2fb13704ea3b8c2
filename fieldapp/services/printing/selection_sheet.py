"""Several chosen records on one paper, each as its own sheet would say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from fieldapp.errors import FieldappError
from fieldapp.records.counted import in_sentence
from fieldapp.records.record import Record
from fieldapp.services.printing.sheet import Section, Sheet, Template
from fieldapp.services.printing.sheets import sheet
from fieldapp.store.store import Store
from fieldapp.vocab.handling import Level

MOST = 100


class TooManyToPrintError(FieldappError):
    """More records are chosen than one paper holds."""

    sentence = "That is too many records for one paper."
    remedy = f"Choose at most {MOST} at a time."


def selection_sheet(store: Store, records: Sequence[Record]) -> Sheet:
    """One paper for the own office, without names; as sensitive as the most sensitive of them."""
    if len(records) > MOST:
        raise TooManyToPrintError
    made = [sheet(store, each, Template.NO_NAMES) for each in records]
    highest = max(made, key=lambda each: each.level.rank)
    plural = type(records[0]).plural
    notices = tuple(dict.fromkeys(words for each in made for words in each.notices))
    return attrs.evolve(
        highest,
        kind=plural,
        title=f"{len(made)} {in_sentence(plural)}",
        ref="",
        level=Level.highest(*(each.level for each in made)),
        notices=notices,
        destroy_by=min((each.destroy_by for each in made if each.destroy_by), default=""),
        sections=tuple(part for each in made for part in _parts(each)),
    )


def _parts(made: Sheet) -> Iterator[Section]:
    for number, section in enumerate(made.sections):
        heading = f"{made.ref}  {made.title}" if not number else ""
        said = " · ".join(part for part in (heading, section.heading) if part)
        yield attrs.evolve(section, heading=said)
