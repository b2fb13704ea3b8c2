"""Checklists of evacuation, screening and camp closure, whose gaps become talking points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, day, link, links, parts, place, tally, text
from fieldapp.records.record import Due, Part, Problem, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place
from fieldapp.vocab.tallies import Tally
from fieldapp.vocab.vocabulary import vocabulary

HANDLING = "Handling"
EVENT, SHARED = DataClass.EVENT, DataClass.SHAREABLE_TEXT


@part
class CheckItem(Part):
    """One minimum standard: met or not, what shows it, and with whom it was raised."""

    question: str = choice("Standard", "checklist_item", data_class=EVENT, listed=True)
    state: str = choice("State", "check_state", default="unknown", data_class=EVENT, listed=True)
    evidence: str = text("Evidence", searched=True, listed=True)
    raised_with: str = link("Raised with", "actor", data_class=DataClass.ROLE)
    raised_on: Day | None = day("Raised on")
    response: str = text("Their response", data_class=DataClass.SAID)


def questions(kind: str) -> tuple[CheckItem, ...]:
    """The rows that a new checklist of a kind starts with, all of them not known yet."""
    words = vocabulary("checklist_item")
    return tuple(
        CheckItem(question=code)
        for code in words
        if words.notes.get(code, {}).get("checklist_kind") == kind
    )


def _items_fit_the_kind(checklist: Checklist) -> Iterator[Problem]:
    notes = vocabulary("checklist_item").notes
    for row in checklist.items:
        of = notes.get(row.question, {}).get("checklist_kind", checklist.kind)
        if of != checklist.kind:
            yield Problem("items", "One of these standards belongs to another kind of checklist.")
            return


@record
class Checklist(Record):
    """Evacuation, screening or camp closure against minimum standards (DI2, domain 3.4)."""

    noun: ClassVar[str] = "checklist"
    code: ClassVar[str] = "CHK"
    label: ClassVar[str] = "Checklist"
    plural: ClassVar[str] = "Checklists"
    about: ClassVar[str] = "Evacuation, screening or camp closure, and the gaps to raise."
    heading: ClassVar[tuple[str, ...]] = ("title", "kind")
    dated: ClassVar[str] = "checked_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("DI2",)
    dues = (Due("check_again", "Check again"),)
    sections: ClassVar[tuple[str, ...]] = ("Checklist", "Standards", HANDLING)
    checks = (_items_fit_the_kind,)

    title: str = text(
        "Title",
        section="Checklist",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        data_class=SHARED,
    )
    kind: str = choice(
        "Kind", "checklist_kind", section="Checklist", listed=True, required=True, data_class=EVENT
    )
    checked_on: Day | None = day("Checked on", section="Checklist", listed=True, sorted=True)
    check_again: Day | None = day("Check again on", section="Checklist", sorted=True)
    place: Place = place("Area", section="Checklist", listed=True)
    arrangement: str = link("Arrangement", "arrangement", section="Checklist")
    with_whom: tuple[str, ...] = links(
        "Checked together with", "partner", section="Checklist", more=True
    )
    people: Tally = tally("People concerned", section="Checklist", more=True)
    items: tuple[CheckItem, ...] = parts(
        "Standards",
        CheckItem,
        section="Standards",
        searched=True,
        data_class=EVENT,
        usual=lambda checklist: questions(checklist.kind),
    )
