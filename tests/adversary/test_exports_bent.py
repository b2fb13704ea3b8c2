"""Own exports of one record of every type, in every form: what is in the file."""

from __future__ import annotations

import csv
import io
import zipfile

import attrs
import openpyxl
import pytest

from fieldapp.records.incidents import Incident
from fieldapp.services.exporting import formats, own
from fieldapp.store.store import Query
from fieldapp.vocab.handling import DataClass
from tests.adversary.planted import KINDS, planted, record_id
from tests.adversary.test_one_of_each_leaves import NEVER, OWN, found_in, full

__all__ = ["full"]
STARTS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "\u00a0=1+1", "  =1+1", '";=1')


def text_of(raw: bytes) -> str:
    """Everything that a file holds, unpacked."""
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return raw.decode()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.fixture
def exported(full):
    """By type, what an export of its record holds in every form."""
    found = {}
    for kind in KINDS:
        kept = full.get_many([record_id(kind.noun)]).values()
        records = [attrs.evolve(each, draft=False) for each in kept]
        release = own.decide(own.ask(full, kind, records))
        if release.records:
            told = [formats.spelled(release, kind, form, lambda: None) for form in formats.FORMS]
            found[kind.noun] = "\n".join(map(text_of, told))
    return found


def test_no_form_of_any_type_holds_what_never_leaves(exported):
    stays = [e for e in planted() if e.data_class in NEVER or e.path.split(".")[-1] in OWN]
    named = [e for e in planted() if e.data_class is DataClass.IDENTITY]
    text = "\n".join(exported.values())
    assert found_in(text, stays) == []
    assert found_in(text, named) == []
    assert not set(exported) & {"source", "intermediary", "referral", "partner", "approver"}
    assert len(exported) > 15


def test_no_cell_begins_as_a_formula_whatever_a_text_begins_with(store):
    for number, start in enumerate(STARTS):
        store.save(
            Incident(title=f"{start} {number}", act="killing", shows_source="no", draft=True)
        )
    records = [attrs.evolve(e, draft=False) for e in store.records(Query("incident"))]
    release = own.decide(own.ask(store, Incident, records))
    assert len(release.records) == len(STARTS)
    raw = formats.spelled(release, Incident, "csv", lambda: None).decode("utf-8-sig")
    for row in list(csv.reader(io.StringIO(raw, newline="")))[2:]:
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝")), cell
    book = openpyxl.load_workbook(
        io.BytesIO(formats.spelled(release, Incident, "xlsx", lambda: None))
    )
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
