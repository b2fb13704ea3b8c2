"""A paper for others, and the summary in a package, hold only what an agreement released."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import attrs
import pytest

from fieldapp.records import Agreement, Commitment, Incident, Meeting, Partner
from fieldapp.records.dialogue import Statement
from fieldapp.records.record import Record
from fieldapp.services.printing.errors import FullIsForOwnOfficeError, NotReleasedError
from fieldapp.services.printing.package_summary import MOST, release_summary
from fieldapp.services.printing.sheets import sheet
from fieldapp.services.printing.summary import meeting_summary
from fieldapp.services.sharing.result import (
    DROPPED,
    KEPT,
    REPLACED,
    Block,
    Release,
    ReleasedField,
    ReleasedRecord,
    ReleasedRow,
)
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Level

from .conftest import NAME, NOW

AGREEMENT = Agreement(
    ref="SDN-AGR-26-A0001",
    title="Protection Cluster Sudan",
    purpose="Protection analysis",
    onward_sharing="prohibited",
    contact_point="Duty line, 08-20 h",
)
PARTNER = Partner(name="Protection Cluster Sudan")


def released(record: Record, kept: dict[str, Any], code: str, **rows: Any) -> ReleasedRecord:
    """A record of which these values leave and nothing else; the decisions are another's matter."""
    fields = []
    for each in record.fields():
        before = getattr(record, each.name)
        leaves = each.name in kept
        fields.append(
            ReleasedField(
                each.name,
                each,
                before,
                kept.get(each.name, each.default),
                KEPT if leaves else DROPPED,
                "class:test",
                "For the test.",
                in_words=each.name in rows.get("spoken", ()),
                rows=rows.get("rows", {}).get(each.name, ()),
            )
        )
    outside = f"00000000-0000-8000-8000-{abs(hash(code)) % 10**12:012d}"
    return ReleasedRecord(
        record=record,
        kind=record.noun,
        ref=record.ref,
        outside=outside,
        code=code,
        level=Level.HIGH,
        level_rule="level:test",
        digest="",
        fields=tuple(fields),
    )


def release(records: Sequence[ReleasedRecord], **values: Any) -> Release:
    usual: dict[str, Any] = {
        "id": "r1",
        "agreement": AGREEMENT,
        "partners": (PARTNER,),
        "day": dt.date(2026, 11, 24),
        "records": tuple(records),
        "withheld": (),
        "blocks": (),
        "level": Level.HIGH,
        "marking": "",
        "clauses": ("Places to the state only.",),
        "keep_until": Day("2027-05-12"),
        "channel": "paper",
    }
    return Release(**(usual | values))


def statement_row(text: str) -> ReleasedRow:
    fields = [
        ReleasedField(
            each.name,
            each,
            each.default,
            text if each.name == "text" else "on_record" if each.name == "attribution" else "",
            REPLACED,
            "said",
            "As its attribution allows.",
        )
        for each in Statement.fields()
    ]
    return ReleasedRow("00000000-0000-8000-8000-000000000001", tuple(fields))


@pytest.fixture
def meeting_out(meeting: Meeting) -> ReleasedRecord:
    return released(
        meeting,
        {
            "type": "meeting",
            "started": Day("2026-11"),
            "actors": ("State military",),
            "statements": (),
            "summary": "A party agreed to open a road.",
            "attribution": "on_record",
        },
        "MTG-2K7Q",
        spoken=("actors",),
        rows={"statements": (statement_row("The road opens."),)},
    )


def test_only_released_values_stand_on_a_paper_for_others(
    store, meeting, meeting_out, pages
) -> None:
    promise = released(
        Commitment(what="Open the western road", meeting=meeting.id),
        {"direction": "theirs", "what": "Open a road", "meeting": meeting_out.outside},
        "COM-77AA",
    )
    made = sheet(
        store,
        meeting,
        "cluster",
        release=release([meeting_out, promise]),
        printed_for="Protection Cluster",
        now=NOW,
    )
    text = "\n".join(pages(meeting_summary(made)))

    for there in (
        "MTG-2K7Q",
        "When 2026-11",
        "State military",
        "The road opens.",
        "Open a road",
        "A party agreed to open a road.",
        "for Protection Cluster",
        "Released under agreement SDN-AGR-26-A0001",
        "HIGH · CONFIDENTIAL",
        "Destroy by 2027-05-12",
    ):
        assert there in text
    for gone in (
        meeting.ref,
        "KILO",
        NAME,
        "Third Brigade",
        "western",
        "checkpoints",
        "Raise the gate",
        "Monday",
        "2026-11-12",
        "Kept off this paper",
    ):
        assert gone not in text


def test_a_blocked_release_or_another_record_is_not_printed(
    store, meeting, incident, meeting_out
) -> None:
    with pytest.raises(NotReleasedError):
        sheet(store, incident, "leadership", release=release([meeting_out]))
    with pytest.raises(NotReleasedError):
        sheet(store, meeting, "cluster", release=release([meeting_out], channel="package"))
    blocked = release([meeting_out], blocks=(Block("expired", "It ended.", "Renew it."),))
    with pytest.raises(NotReleasedError):
        sheet(store, meeting, "leadership", release=blocked)


def test_a_link_to_what_does_not_leave_prints_no_title(store, meeting, pages) -> None:
    out = released(meeting, {"contacts": ("00000000-0000-8000-8000-00000000abcd",)}, "MTG-1")
    text = "\n".join(
        pages(meeting_summary(sheet(store, meeting, "cluster", release=release([out]))))
    )
    assert "With not included" in text


def test_the_full_version_is_for_nobody_else(store, meeting, meeting_out) -> None:
    with pytest.raises(FullIsForOwnOfficeError):
        sheet(store, meeting, "full", release=release([meeting_out]), printed_for="HC")


def incidents(count: int) -> list[ReleasedRecord]:
    record = Incident(title="Market shelled by the Third Brigade", narrative_confidential="Secret.")
    kept = {
        "act": "killing",
        "happened": Day("2026-11"),
        "narrative_shareable": "Shells hit a market. " * 4,
        "verification_status": "reported",
    }
    return [released(record, kept, f"INC-{number:04d}") for number in range(count)]


def test_a_package_summary_has_totals_terms_and_marking_on_every_page(pages) -> None:
    made = pages(release_summary(release(incidents(30)), {"From": "OCHA El Fasher", "Number": "7"}))
    text = "\n".join(made)
    assert len(made) > 2
    for number, page in enumerate(made, 1):
        assert page.count("HIGH · CONFIDENTIAL") == 2
        assert f"Page {number} of {len(made)}" in page
    for there in (
        "From OCHA El Fasher",
        "Number 7",
        "For Protection Cluster Sudan",
        "Incidents 30 30",
        "Places to the state only.",
        "Alleged: this is what reached this station.",
        "INC-0000",
        "Date: 2026-11 · Verification: Reported",
        "Shells hit a market.",
        "Duty line, 08-20 h",
    ):
        assert there in text
    assert "Third Brigade" not in text
    assert "Secret" not in text


def test_a_package_summary_stops_at_two_hundred_records_and_says_so(pages) -> None:
    text = "\n".join(pages(release_summary(release(incidents(MOST + 5)))))
    assert text.count("INC-") == MOST
    assert "The other 5 records are in the tables of this package." in text
    assert f"Incidents {MOST + 5} {MOST + 5}" in text


def test_a_package_summary_is_the_same_bytes_for_the_same_release() -> None:
    made = release(incidents(3))
    assert release_summary(made) == release_summary(made)
    assert release_summary(attrs.evolve(made, marking="tlp_red")) != release_summary(made)
