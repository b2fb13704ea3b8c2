"""The promise of the whole design: a type declared here, and nowhere else, works everywhere."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import ClassVar

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldapp.crypto import age
from fieldapp.records import TYPES, Agreement, Partner
from fieldapp.records.fields import choice, choices, day, number, place, tally, text
from fieldapp.records.record import Record, evolve, record
from fieldapp.services import tables
from fieldapp.services.package.cards import card_of
from fieldapp.services.printing import sheets, summary
from fieldapp.services.sharing.release import prepare, select
from fieldapp.services.stations import open_store
from fieldapp.store.store import Filter, Query
from fieldapp.store.vault import Vault
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally
from ui.jobs import Jobs
from ui.models.record_list import RecordList
from ui.pages.records import RecordsPage
from ui.session import Session


@record
class OldWell(Record):
    """Wells, as an older version of the app declared them."""

    noun: ClassVar[str] = "well"
    code: ClassVar[str] = "WEL"
    label: ClassVar[str] = "Well"
    plural: ClassVar[str] = "Wells"
    heading: ClassVar[tuple[str, ...]] = ("name",)
    sections: ClassVar[tuple[str, ...]] = ("Well", "Handling")
    leaves: ClassVar[bool] = True

    name: str = text(
        "Name",
        section="Well",
        listed=True,
        searched=True,
        sorted=True,
        required=True,
        data_class=DataClass.SHAREABLE_TEXT,
        hxl="#loc+name",
    )
    keeper: str = text("Keeper", section="Well", data_class=DataClass.IDENTITY)
    note: str = text("Note", section="Well", searched=True)


@record
class Well(OldWell):
    """Wells as they are declared today: the only place in the project that knows them."""

    use: str = choice(
        "Used by", "actor_type", section="Well", listed=True, data_class=DataClass.ROLE
    )
    risks: tuple[str, ...] = choices(
        "Risks", "gpc_risk", section="Well", data_class=DataClass.EVENT, hxl="#indicator+risk"
    )
    depth: float | None = number(
        "Depth", section="Well", data_class=DataClass.COUNT, hxl="#indicator+depth"
    )
    served: Tally = tally("People served", section="Well", hxl="#affected")
    where: Place = place("Where", section="Well", hxl="#adm1+code")
    seen: Day | None = day("Seen on", section="Well", sorted=True, hxl="#date+occurred")


HERE = Place(
    path=(Area("SDN"), Area("SD01", "North"), Area("SD0101", "Wadi")), latitude=1.5, longitude=2.5
)


@pytest.fixture
def wells(made):
    """A vault in which an older app has kept a well, opened by today's."""
    with Vault.open(made.folder, made.key) as vault:
        open_store(vault, (*TYPES, OldWell)).save(OldWell(name="The deep one", keeper="Sesame"))
    with Vault.open(made.folder, made.key) as vault:
        yield open_store(vault, (*TYPES, Well))


@pytest.fixture
def page(qtbot, wells):
    """The page of wells, shown."""
    made = RecordsPage(Well, Session(wells, Jobs()))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


def the_well(store, **values):
    well = Well(
        **{
            "name": "The old well",
            "keeper": "Sesame",
            "note": "Sesame keeps it",
            "use": "nsag",
            "risks": ("gpc01",),
            "depth": 12,
            "served": Tally(women=30, girls=12),
            "where": HERE,
            "seen": Day("2026-03-08"),
        }
        | values
    )
    store.save(well)
    return store.get(well.id)


def test_an_older_vault_gains_the_new_columns(wells):
    (old,) = wells.records(Query("well"))
    assert (old.name, old.keeper, old.served, old.seen) == ("The deep one", "Sesame", Tally(), None)


def test_it_is_saved_listed_searched_filtered_and_sorted(wells):
    well = the_well(wells)
    assert [row.title for row in wells.find("old wel")] == ["The old well"]
    assert [row.title for row in wells.find("keeps")] == ["The old well"]
    by_use = Query("well", filters=(Filter("use", "nsag"),))
    assert [each.id for each in wells.records(by_use)] == [well.id]
    by_name = Query("well", sort="name", descending=False)
    assert [each.name for each in wells.records(by_name)] == ["The deep one", "The old well"]
    assert wells.get(well.id).ref == "SDN-WEL-26-A0002"


def test_its_list_is_a_sound_model(qtmodeltester, wells):
    the_well(wells)
    model = RecordList(wells, Query("well"))
    qtmodeltester.check(model)
    assert model.rowCount() == 2


def test_its_form_edits_every_field_by_key(qtbot, page, wells):
    page.new()
    for each in Well.fields():
        if each.spec.section == "Well":
            names = [child.objectName() for child in page.findChildren(QWidget)]
            assert any(name.startswith(f"field-{each.name}") for name in names), each.name
    field = page.findChild(QLineEdit, "field-name")
    field.setFocus()
    qtbot.keyClicks(field, "Written in the form")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    saved = [row.title for row in wells.find("written")]
    assert saved == ["Written in the form"]


def test_an_agreement_filters_it_and_it_becomes_a_table_with_hxl(wells):
    well = the_well(wells)
    partner = Partner(
        name="Cluster",
        recipient_kind="humanitarian-partner",
        recipients=age.recipient_of(age.new_identity(age.HYBRID)),
        verified_on=Day("2026-01-01"),
    )
    partner = evolve(partner, fingerprint=card_of(partner).fingerprint)
    terms = Agreement(
        title="Wells",
        instrument="isp",
        purpose="Water",
        recipient_kind="humanitarian-partner",
        recipients=(partner.id,),
        record_types=("well",),
        included_classes=("shareable_text", "role", "place", "time", "event", "count"),
        highest_sensitivity="severe",
        signed_on=Day("2020"),
        valid_from=Day("2020"),
        valid_until=Day("2099"),
        keep_until=Day("2099"),
    )
    wells.save(partner, terms)
    release = prepare(wells, terms, select(wells, terms))
    told = {each.ref: each for each in release.records}[well.ref]
    actions = {each.name: each.action for each in told.fields if each.before and each.name != "ref"}
    assert actions == {
        "name": "kept",
        "keeper": "dropped",
        "note": "dropped",
        "use": "kept",
        "risks": "kept",
        "depth": "kept",
        "served": "kept",
        "where": "coarsened",
        "seen": "coarsened",
    }

    (table,) = tables.from_release(release, {"well": Well}, lambda each: "new", lambda: None)
    header, hxl, *rows = csv.reader(
        io.StringIO(b"".join(tables.csv_chunks(table)).decode("utf-8-sig"))
    )
    row = next(r for r in rows if "The old well" in r)
    by_tag = dict(zip(hxl, row, strict=True))
    assert by_tag["#loc+name"] == "The old well"
    assert by_tag["#date+occurred"] == "2026-03"
    assert by_tag["#adm1+code"] == "SD01"
    assert "SD0101" not in row
    assert "Sesame" not in " ".join(row)
    assert "keeper" not in header


def test_it_prints(wells):
    well = the_well(wells)
    pdf = summary.meeting_summary(
        sheets.sheet(wells, well, now=dt.datetime(2026, 3, 9, 21, 4, tzinfo=dt.UTC))
    )
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    for said in ("The old well", "Depth", "12", "30 women", "SEVERE", well.ref):
        assert said in words, said
