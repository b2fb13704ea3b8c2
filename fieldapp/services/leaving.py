"""Letting a release go: sealed into a package or handed over on paper, and logged either way."""

from __future__ import annotations

from pathlib import Path

from fieldapp.records.disclosures import Disclosure
from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement
from fieldapp.services.files import write_bytes
from fieldapp.services.package import seal as sealing
from fieldapp.services.package.manifest import Manifest
from fieldapp.services.package.seal import Sealed
from fieldapp.services.printing.package_summary import release_summary
from fieldapp.services.printing.sheets import sheet
from fieldapp.services.printing.summary import record_sheet
from fieldapp.services.sharing.paper import log_paper_release
from fieldapp.services.sharing.recheck import recheck
from fieldapp.services.sharing.release import prepare
from fieldapp.services.sharing.result import Release
from fieldapp.store.errors import MissingRecordError
from fieldapp.store.store import Store

PAPER = "paper"
# What a record's history says of a file in clear that the own office asked for (law 1).
SAVED_IN_CLEAR = "saved as a PDF that is not encrypted"
PICTURE_SAVED_IN_CLEAR = "saved as a picture that is not encrypted"
PRINTED = "sent to a printer"
ATTACHMENT_SAVED_IN_CLEAR = "an attached file was saved as a copy that is not encrypted"
EXTRACTED = "a package of theirs was extracted in clear"


def agreement_of(store: Store, ref: str) -> Agreement:
    """The agreement of a reference."""
    found = store.by_ref(ref)
    if not isinstance(found, Agreement):
        raise MissingRecordError("There is no such agreement in this vault.")
    return found


def seal_release(store: Store, release: Release, folder: Path) -> Sealed:
    """Check once more, write the package with its summary for people, log it."""
    return sealing.seal(store, release, folder, summary=summary_pdf)


def summary_pdf(release: Release, manifest: Manifest) -> bytes:
    """`summary.pdf` of a package: the release, and the manifest's facts for people."""
    facts = {
        "From": " · ".join(
            part for part in (manifest.sender.name, manifest.sender.station) if part
        ),
        "Reference of the agreement": manifest.agreement.reference,
        "Number": str(manifest.sequence),
        "Made": f"{manifest.created:%Y-%m-%d}",
        "Contact point": manifest.contact_point,
    }
    return release_summary(release, {label: words for label, words in facts.items() if words})


def own_paper(store: Store, record: Record, template: str, reader: str = "") -> bytes:
    """A record as a PDF for the own office; for a `reader` elsewhere it is refused."""
    return record_sheet(sheet(store, record, template, printed_for=reader))


def paper_release(store: Store, record: Record, agreement: Agreement) -> Release:
    """What of a record would leave on paper."""
    return prepare(store, agreement, [record], channel=PAPER)


def hand_over_paper(
    store: Store, record: Record, agreement: Agreement, template: str, handed_to: str, out: Path
) -> Disclosure:
    """A record as a PDF for someone else, under an agreement; the log has it before the disk.

    A paper that was logged and not written does no harm; the other way round it would.
    """
    release = paper_release(store, record, agreement)
    to = handed_to or ", ".join(partner.name for partner in release.partners)
    recheck(store, release, store.now())
    paper = record_sheet(sheet(store, record, template, release=release, printed_for=to))
    disclosure = log_paper_release(store, release, PAPER, store.author or "the station", to)
    store.seal([record.id])
    write_bytes(out, paper)
    return disclosure
