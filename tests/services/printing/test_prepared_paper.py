"""A paper for others from a real decision: what the agreement keeps back is not on it."""

from __future__ import annotations

from fieldapp.records import Agreement, Partner
from fieldapp.records.record import evolve
from fieldapp.services.printing.package_summary import release_summary
from fieldapp.services.printing.sheets import sheet
from fieldapp.services.printing.summary import meeting_summary
from fieldapp.services.sharing.release import prepare
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from tests.approvals import approve

from .conftest import NAME, NOW


def agreement_with(store: Store) -> Agreement:
    partner = Partner(name="Protection Cluster Sudan", recipient_kind="humanitarian-partner")
    made = Agreement(
        title="Protection Cluster Sudan",
        instrument="bilateral_dsa",
        recipient_kind="humanitarian-partner",
        recipients=(partner.id,),
        purpose="Protection analysis",
        record_types=("meeting", "incident"),
        included_classes=("event", "time", "place", "role", "count", "shareable_text"),
        highest_sensitivity="severe",
        release_channels=("paper",),
        release_highest="severe",
        lowest_admin_level="adm1",
        date_precision="month",
        attributions=("on_record", "not_for_attribution"),
        signed_on=Day("2026-01-01"),
        valid_from=Day("2026-01-01"),
        valid_until=Day("2027-12-31"),
        keep_until=Day("2027-05-12"),
        status="in_force",
    )
    store.save(partner, made)
    found = store.get(made.id)
    assert isinstance(found, Agreement)
    return found


def test_an_incident_on_paper_for_a_partner(store, incident, pages) -> None:
    incident = evolve(incident, to_be_shared="yes", shows_source="no")
    store.save(incident)
    incident = store.get(incident.id)
    made = prepare(store, agreement_with(store), [incident], day=NOW.date(), channel="paper")
    release = approve(store, made)
    assert not release.withheld
    assert not release.blocks
    made = sheet(store, incident, "cluster", release=release, printed_for="Cluster", now=NOW)
    for pdf in (meeting_summary(made), release_summary(release)):
        text = "\n".join(pages(pdf))
        assert release.records[0].code in text
        assert "Killing" in text
        assert "2026-11" in text
        for gone in (incident.ref, "A trader told it", "2026-11-10", "Third Brigade", NAME, "CM1 "):
            assert gone not in text
