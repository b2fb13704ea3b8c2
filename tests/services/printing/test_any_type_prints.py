"""A record type declared only here prints, with no other code."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pytest

from fieldapp.records import TYPES
from fieldapp.records.fields import choice, day, flag, link, number, parts, place, tally, text
from fieldapp.records.record import Part, Record, part, record
from fieldapp.services.printing.sheets import sheet
from fieldapp.services.printing.summary import record_sheet
from fieldapp.services.sharing.levels import level_of
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally
from fieldapp.vocab.vocabulary import vocabulary


@part
class Visit(Part):
    """One visit to a well."""

    on: Day | None = day("Visited on", listed=True)
    found: str = text("Found", lines=2)


@record
class Well(Record):
    """A well, as no part of the app has heard of it."""

    noun: ClassVar[str] = "well"
    code: ClassVar[str] = "WEL"
    label: ClassVar[str] = "Well"
    plural: ClassVar[str] = "Wells"
    heading: ClassVar[tuple[str, ...]] = ("name",)
    sections: ClassVar[tuple[str, ...]] = ("Water", "Visits", "Handling")

    name: str = text("Name of the well", section="Water", data_class=DataClass.EVENT, listed=True)
    depth: float | None = number("Depth", section="Water", unit="m", data_class=DataClass.EVENT)
    works: str = flag("Works", section="Water", data_class=DataClass.EVENT)
    where: Place = place("Where", section="Water")
    users: Tally = tally("Users", section="Water")
    topic: str = choice("Topic", "topic", section="Water", data_class=DataClass.EVENT)
    keeper: str = text("Keeper's name", section="Water", data_class=DataClass.IDENTITY)
    near: str = link("Near", "well", section="Water")
    visits: tuple[Visit, ...] = parts("Visits", Visit, section="Visits")
    reading: str = text("Our view", lines=2, data_class=DataClass.ANALYSIS)


@pytest.fixture
def wells(vault: Vault) -> Store:
    return Store(vault, (*TYPES, Well))


def test_a_new_type_prints_by_its_declaration(
    wells: Store, pages: Callable[[bytes], list[str]]
) -> None:
    other = Well(name="Old well")
    well = Well(
        name="Well of the herons",
        depth=31,
        works="yes",
        where=Place(path=(Area("SDN", "Sudan"),)),
        users=Tally(women=40, estimated=frozenset({"women"})),
        topic="access",
        keeper="Hassan Ali",
        near=other.id,
        visits=(Visit(on=Day("2026-11"), found="Dry."),),
        reading="It will not last.",
    )
    wells.save(other, well)

    text = "\n".join(pages(record_sheet(sheet(wells, wells.get(well.id)))))

    assert "Well summary" in text
    assert "Well of the herons" in text
    for line in (
        "Depth 31 m",
        "Works Yes",
        "Where Sudan [SDN]",
        "Users about 40 women",
        "Topic Humanitarian access",
        "Near Old well",
        "2026-11 Dry.",
        "Our view (our analysis, not a fact)\nIt will not last.",
        "Kept off this paper: Keeper's name.",
        "SDN-WEL-",
        "Page 1 of 1",
        "SEVERE",
    ):
        assert line in text
    assert "Hassan" not in text


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.noun)
def test_every_declared_type_prints_even_when_empty(store, pages, kind) -> None:
    made = pages(record_sheet(sheet(store, kind(ref="SDN-XXX-26-A0001"))))
    level = vocabulary("level").label(level_of(kind())[0]).upper()
    assert made[0].count(f"{level} · ") == 2
    assert f"{kind.label} summary" in made[0]
