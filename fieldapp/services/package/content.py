"""The files of a package, made from a release; none of them touches the disk in clear."""

from __future__ import annotations

import json
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

import resources
from fieldapp.crypto import age
from fieldapp.records.record import Record
from fieldapp.services import tables
from fieldapp.services.columns import BAR
from fieldapp.services.package import count_sheets, lines
from fieldapp.services.package.cards import Card, principal
from fieldapp.services.package.layout import PackedFile, Stop, pack
from fieldapp.services.package.manifest import ListedFile, Manifest
from fieldapp.services.package.workbook import PATH as WORKBOOK
from fieldapp.services.package.workbook import LabelsOf, workbook
from fieldapp.services.sharing.result import RETRACT, Release, ReleasedRecord
from fieldapp.services.tables import Table
from fieldapp.vocab.vocabulary import shipped, vocabulary

Summary = Callable[[Release, Manifest], bytes]
SHARES = "Information shared under the agreement"
TAKES_BACK = """Records that are TAKEN BACK. It names them by their code and holds nothing of them.
  Delete them and every copy, do not use them any more, and send a certificate. They left under"""


def summary_pdf(release: Release, manifest: Manifest) -> bytes:
    """`summary.pdf`: totals, terms and at most 200 records."""
    # Drawing PDFs takes long to load, so only who seals pays for it.
    from fieldapp.services.printing.package_summary import release_summary

    facts = {
        "From": f"{manifest.sender.name} ({manifest.sender.station})",
        "Package": f"{manifest.id[:8]}, number {manifest.sequence} under this agreement",
        "Made": f"{manifest.created:%Y-%m-%d %H:%M %z}",
    }
    return release_summary(release, facts)


@attrs.frozen
class Material:
    """What the files are made from."""

    release: Release
    manifest: Manifest
    card: Card
    recipient_type: str
    kinds: Mapping[str, type[Record]] = attrs.field(repr=False)
    change_of: Callable[[ReleasedRecord], str] = attrs.field(repr=False)
    summary: Summary | None = attrs.field(repr=False, default=None)


def files(material: Material, stop: Stop, step: Callable[[], None]) -> list[PackedFile]:
    """Every file but the manifest, its signature and the padding, in their order."""
    release, change_of = material.release, material.change_of
    made = tables.from_release(release, material.kinds, change_of, stop)
    made += count_sheets.from_release(release)
    step()
    sheets = [pack(f"data/{each.kind}.csv", tables.csv_chunks(each), stop=stop) for each in made]
    step()
    labels_of = words_of(made)
    described = json.dumps(
        _data_package(material, made, sheets, labels_of), ensure_ascii=False, indent=1
    )
    found = [pack("datapackage.json", [described.encode() + b"\n"]), *sheets]
    found.append(pack(WORKBOOK, [workbook(made, labels_of, stop)], deflate=False, stop=stop))
    step()
    found.append(pack(lines.PATH, lines.chunks(release.records, change_of, stop), stop=stop))
    step()
    if material.summary is not None:
        paper = material.summary(release, material.manifest)
        found.append(pack("summary.pdf", [paper], deflate=False))
    found.append(pack("README.txt", [readme(material).encode()]))
    return found


def listed(made: list[PackedFile]) -> tuple[ListedFile, ...]:
    """The files as the manifest lists them."""
    return tuple(ListedFile(each.path, each.entry.size, each.sha256) for each in made)


def words_of(made: Sequence[Table]) -> LabelsOf:
    """The words for the codes of a vocabulary: those that ship, and of a station's own those used.

    What a station named for itself may name a person or a force, so only what was decided leaves.
    """
    used: dict[str, set[str]] = {}
    for table in made:
        for at, column in enumerate(table.columns):
            if column.vocabulary and vocabulary(column.vocabulary) is not shipped(
                column.vocabulary
            ):
                cells = {str(row[at]) for row in table.rows}
                codes = used.setdefault(column.vocabulary, set())
                codes.update(code for cell in cells for code in cell.split(BAR))

    def labels_of(name: str) -> Mapping[str, str]:
        ours, here = vocabulary(name).labels, used.get(name, set())
        return {**shipped(name).labels, **{c: ours[c] for c in ours if c in here}}

    return labels_of


def _data_package(
    material: Material, made: list[Table], sheets: list[PackedFile], labels_of: LabelsOf
) -> dict[str, Any]:
    manifest = material.manifest
    return {
        "profile": "tabular-data-package",
        "name": f"package-{manifest.id[:8]}",
        "id": manifest.id,
        "title": manifest.agreement.title,
        "description": manifest.agreement.purpose,
        "version": "1",
        "created": manifest.created.isoformat(),
        "keywords": ["protection", "civil-military coordination"],
        "x_sensitivity": str(manifest.sensitivity),
        "x_marking": manifest.marking,
        "x_agreement": manifest.agreement.reference,
        "x_keep_until": manifest.keep_until,
        "resources": list(resources_of(made, sheets, labels_of)),
    }


def resources_of(
    made: list[Table], sheets: list[PackedFile], labels_of: LabelsOf
) -> Iterator[dict[str, Any]]:
    """Each table as a resource of a data package, with its schema, size and hash."""
    for table, sheet in zip(made, sheets, strict=True):
        yield {
            "profile": "tabular-data-resource",
            "name": table.kind.replace("_", "-"),
            "path": sheet.path,
            "title": table.title,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": sheet.entry.size,
            "hash": f"sha256:{sheet.sha256}",
            # The row of HXL tags is the only one that begins with this mark.
            "dialect": {"delimiter": ",", "header": True, "commentChar": "#"},
            "schema": tables.schema(table, lambda name: list(labels_of(name))),
        }


def readme(material: Material) -> str:
    """How to open, verify and handle the package without FieldApp."""
    manifest = material.manifest
    template = resources.path("package", "README.txt").read_text(encoding="utf-8")
    return string.Template(template).substitute(
        short=manifest.id[:8],
        station=_line(f"{manifest.sender.name} ({manifest.sender.station})"),
        marking=_label("marking", manifest.marking).upper(),
        about=TAKES_BACK if material.release.errand == RETRACT else SHARES,
        title=_line(manifest.agreement.title),
        reference=manifest.agreement.reference,
        purpose=_line(manifest.agreement.purpose),
        sensitivity=_label("level", str(manifest.sensitivity)),
        keep_until=manifest.keep_until or "as the agreement says",
        onward=_label("onward_sharing", manifest.onward_sharing),
        age_note=_age_note(material.recipient_type),
        principal=principal(material.card.fingerprint),
        contact=_line(manifest.contact_point) or "The sender, as named in the agreement.",
        code=material.card.code,
    )


def _age_note(recipient_type: str) -> str:
    if recipient_type == age.HYBRID:
        return "This package is sealed for hybrid keys, so age must be version 1.3 or newer."
    return "This package is sealed for X25519 keys, so any version of age opens it."


def _label(name: str, code: str) -> str:
    return vocabulary(name).label(code) or "not given"


def _line(text: str) -> str:
    return " ".join(text.split())
