"""Protocols and agreements by command: what ships, what is picked, files of before."""

from __future__ import annotations

import json

AGREEMENT = {
    "title": "Sharing with the cluster",
    "instrument": "cluster_dpisp",
    "recipient_kind": "humanitarian-partner",
    "purpose": "Protection analysis.",
    "record_types": ["incident"],
    "included_classes": ["event"],
    "highest_sensitivity": "high",
    "valid_from": "2020-01-01",
    "valid_until": "2999-01-01",
    "keep_until": "2999-01-01",
}
RULE = {"rule": "X-S1", "kind": "training", "level": "severe", "checked": "checked"}


def level(station, noun: str) -> list[str]:
    from fieldapp.services.stations import open_store
    from fieldapp.store.store import Query
    from fieldapp.store.vault import Vault, unlock

    key = unlock(station.vault, station.passphrase_file.read_text(encoding="utf-8").strip())
    with Vault.open(station.vault, key) as vault:
        store = open_store(vault)
        return [row.level for row in store.rows(noun, store.keys(Query(noun)))]


def test_the_shipped_protocols_come_in_and_one_is_picked(station):
    (ref,) = station("protocol start", "--country", "sdn").out.split()
    more = station("protocol start").out.split()
    picked = station("protocol pick", ref)

    assert len(more) == 11
    assert picked.status == 0
    assert "to be checked against the signed protocol" in picked.err


def test_every_record_has_its_level_by_the_protocol_that_was_picked(station):
    station.add("training", {"title": "Rules for the posts"})
    (ref,) = station.add("protocol", {"title": "ISP", "rules": [RULE]})
    assert level(station, "training") == ["low"]

    assert station("protocol pick", ref).status == 0
    assert level(station, "training") == ["severe"]
    assert station("protocol pick", "none").status == 0
    assert level(station, "training") == ["low"]


def test_an_assessment_that_is_added_raises_at_once(station):
    station.add("training", {"title": "Rules for the posts"})
    made = {"title": "Activity", "decision": "proceed", "decided_on": "2026-01-05"}
    station.add("impact_assessment", {**made, "raises": [{"kind": "training", "level": "high"}]})

    assert level(station, "training") == ["high"]


def test_what_is_no_protocol_is_not_picked(station):
    (ref,) = station.add("training", {"title": "Rules for the posts"})

    assert station("protocol pick", ref).status == 1
    assert station("protocol pick", "SDN-ISP-26-X9999").status == 1


def test_a_file_from_before_signatures_were_asked_for_is_taken_and_it_says_so(station):
    old = station("agreement add", "-", "--json", stdin=json.dumps(AGREEMENT))
    assert old.status == 0
    assert "signed_on is not given" in old.err
    assert old.json["signed_on"] == "2020-01-01"

    new = station(
        "agreement add", "-", "--json", stdin=json.dumps({**AGREEMENT, "signed_on": "2019-12-01"})
    )
    assert (new.json["signed_on"], "not given" in new.err) == ("2019-12-01", False)


def test_a_full_agreement_is_added_with_areas_rows_and_events(station):
    full = {
        **AGREEMENT,
        "signed_on": "2019-12-01",
        "period_from": "2026-01",
        "areas": [{"place": {"path": [{"pcode": "SDN"}, {"pcode": "SD01"}]}}],
        "signatories": [{"side": "ours", "who": "Head of office"}],
        "course": [{"what": "renewed", "on": "2025-01-01", "words": "After a year"}],
        "no_reidentification": "yes",
    }
    made = station("agreement add", "-", "--json", stdin=json.dumps(full))

    assert made.status == 0, made.err
    assert made.json["course"][0]["words"] == "After a year"
    shown = station("show", made.json["ref"]).out
    assert "Head of office" in shown
