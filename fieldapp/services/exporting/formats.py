"""The forms of an export: CSV with a row of HXL tags, Excel, JSON, or all of it described."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping

import attrs

from fieldapp.records.record import Record
from fieldapp.services import tables
from fieldapp.services.package import content, count_sheets, layout, lines
from fieldapp.services.package.workbook import workbook
from fieldapp.services.sharing.result import Release, ReleasedRecord
from fieldapp.services.tables import Table

Stop = Callable[[], None]
_DATE = (1980, 1, 1, 0, 0, 0)


@attrs.frozen
class Form:
    """One form of an export: its ending and what it is, in words."""

    ending: str
    words: str


FORMS: Mapping[str, Form] = {
    "csv": Form(".csv", "CSV, with a row of HXL tags"),
    "xlsx": Form(".xlsx", "Excel, with labels beside codes"),
    "json": Form(".json", "JSON"),
    "data_package": Form(".zip", "Data package: CSV and its description"),
}


def spelled(release: Release, kind: type[Record], form: str, stop: Stop) -> bytes:
    """The whole file in memory; a function of values, for a job."""
    match form:
        case "csv":
            return b"".join(tables.csv_chunks(_table(release, kind, stop)))
        case "xlsx":
            made = _tables(release, kind, stop)
            return workbook(made, content.words_of(made), stop)
        case "json":
            return _json(release, stop)
    return _data_package(release, kind, stop)


def _table(release: Release, kind: type[Record], stop: Stop) -> Table:
    return tables.from_release(release, {kind.noun: kind}, _always_new, stop)[0]


def _tables(release: Release, kind: type[Record], stop: Stop) -> list[Table]:
    return [_table(release, kind, stop), *count_sheets.from_release(release)]


def _always_new(_: ReleasedRecord) -> str:
    return lines.NEW


def _json(release: Release, stop: Stop) -> bytes:
    told = b"".join(lines.chunks(release.records, _always_new, stop)).splitlines()
    return b"[\n" + b",\n".join(told) + b"\n]\n"


def _data_package(release: Release, kind: type[Record], stop: Stop) -> bytes:
    made = _tables(release, kind, stop)
    sheets = {f"data/{each.kind}.csv": b"".join(tables.csv_chunks(each)) for each in made}
    packed = [layout.pack(path, [raw], stop=stop) for path, raw in sheets.items()]
    described = {
        "profile": "tabular-data-package",
        "name": f"export-{release.id[:8]}",
        "title": release.agreement.title,
        "x_sensitivity": str(release.level),
        "x_marking": release.marking,
        "resources": list(content.resources_of(made, packed, content.words_of(made))),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(described, ensure_ascii=False, indent=1)
        for path, raw in {"datapackage.json": text.encode() + b"\n", **sheets}.items():
            archive.writestr(zipfile.ZipInfo(path, _DATE), raw, zipfile.ZIP_DEFLATED)
    return target.getvalue()
