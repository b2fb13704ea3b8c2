"""The main job by command alone: cards, agreement, share, open, import, receipt, verify, print."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import attrs
import pypdfium2
import pytest

from tests.approvals import approved_share, card_in, file_in

SECRET = "The baker Fatna counted four shells from her stall."
AGREEMENT = {
    "title": "Sharing with the cluster",
    "instrument": "cluster_dpisp",
    "recipient_kind": "humanitarian-partner",
    "purpose": "Protection analysis.",
    "record_types": ["incident"],
    "included_classes": ["event", "count", "place", "time", "shareable_text", "administrative"],
    "highest_sensitivity": "high",
    "valid_from": "2020-01-01",
    "valid_until": "2999-01-01",
    "keep_until": "2999-01-01",
}
INCIDENT = {
    "title": "Shelling near a market",
    "act": "airstrike_shelling",
    "happened": "2026-10-13",
    "killed": {"women": 2, "boys": 1},
    "narrative_confidential": SECRET,
    "narrative_shareable": "Several shells fell on a busy market in the morning.",
    "to_be_shared": "yes",
    "shows_source": "no",
}


@pytest.fixture
def cluster(station, made_once, tmp_path):
    """Another station, with keys of its own."""
    folder = tmp_path / "cluster.vault"
    shutil.copytree(made_once.folder, folder)
    return attrs.evolve(station, vault=folder)


def _code(station, card: Path) -> str:
    answer = station("card", "--out", card)
    assert answer.status == 0, answer.err
    assert answer.out == ""
    return answer.err.strip()


@pytest.fixture
def agreed(station, cluster, tmp_path) -> str:
    """Cards exchanged, codes compared, an agreement in force, one incident: its reference."""
    ours, theirs = tmp_path / "ours.card", tmp_path / "theirs.card"
    codes = _code(station, ours), _code(cluster, theirs)
    partner = station("partner", theirs, "--verified", codes[1])
    assert partner.status == 2  # `partner` alone is no command
    partner = station("partner add", theirs, "--verified", codes[1])
    assert partner.status == 0, partner.err
    assert cluster("partner add", ours, "--kind", "ocha", "--verified", codes[0]).status == 0
    text = json.dumps({**AGREEMENT, "recipients": [partner.last]})
    agreement = station("agreement add", "-", stdin=text)
    assert agreement.status == 0, agreement.err
    station.add("incident", INCIDENT)
    return agreement.last


def test_from_a_note_to_a_receipt(station, cluster, agreed, tmp_path):
    looked = station("share", "--agreement", agreed, "--dry-run", "--json")
    assert looked.json["file"] is None
    assert looked.json["disclosure"] is None
    assert looked.json["release"]
    assert looked.json["recipient_type"] == "hybrid"
    (record,) = looked.json["records"]
    actions = {each["name"]: each["action"] for each in record["fields"]}
    assert actions["narrative_confidential"] == "dropped"
    assert actions["narrative_shareable"] == "kept"
    assert actions["happened"] == "coarsened"

    assert looked.json["needs_approval"] is True
    yes = approved_share(station, tmp_path, agreed)
    shared = station("share", "--agreement", agreed, *yes, "--out", tmp_path / "out", "--json").json
    package = Path(shared["file"])
    assert package.parent == tmp_path / "out"
    assert shared["disclosure"].startswith("SDN-DIS-")

    opened = cluster("open", package, "--json").json
    assert set(opened) >= {
        "sender", "verified", "agreement", "marking", "sequence", "gaps", "counts", "files",
    }  # fmt: skip
    assert (opened["verified"], opened["sequence"], opened["gaps"]) == (True, 1, [])
    assert opened["counts"] == {"incident": 1}
    assert cluster("list", "incident", "--json").json == [], "looking must not import"

    assert cluster("open", package, "--import").status == 0
    (received,) = cluster("list", "incident", "--json").json
    assert received["received"] is True
    assert received["happened"] == "2026-10"
    assert "narrative_confidential" not in received
    assert cluster("open", package, "--import").status == 1, "already imported"

    receipt = tmp_path / "receipt.age"
    assert cluster("receipt", package, "--out", receipt).status == 0
    assert station("open", receipt).last == shared["disclosure"]
    log = station("show", shared["disclosure"], "--json").json
    assert log["deliveries"][0]["receipt_state"] == "imported"


def test_what_was_extracted_verifies_against_the_card_and_holds_no_secret(
    station, cluster, agreed, tmp_path
):
    out, yes = tmp_path / "out", approved_share(station, tmp_path, agreed)
    package = station("share", "--agreement", agreed, *yes, "--out", out, "--json").json
    folder = tmp_path / "clear"

    extracted = cluster("open", package["file"], "--extract", folder)
    verified = station.run("verify", folder, "--card", tmp_path / "ours.card", "--json")
    wrong = station.run("verify", folder, "--card", tmp_path / "theirs.card")
    sealed = station.run("verify", package["file"], "--card", tmp_path / "ours.card")

    assert "not encrypted" in extracted.err
    assert verified.json["counts"] == {"incident": 1}
    assert wrong.status == 1
    assert sealed.status == 1
    assert "open it first" in sealed.err
    assert not [f for f in folder.rglob("*") if f.is_file() and b"Fatna" in f.read_bytes()]


def test_since_and_kind_choose(station, agreed):
    after = station("share", "--agreement", agreed, "--since", "2026-10-14", "--dry-run", "--json")
    kind = station("share", "--agreement", agreed, "--kind", "person", "--dry-run")

    assert after.status == 1
    assert after.json["records"] == []
    assert after.json["blocks"]
    assert kind.status == 1


def test_an_agreement_that_is_over_or_not_whole_lets_nothing_leave(station, agreed, tmp_path):
    (partner,) = station("list", "partner", "--json").json
    over = {**AGREEMENT, "recipients": [partner["ref"]], "valid_until": "2020-02-01"}
    ended = station("agreement add", "-", stdin=json.dumps(over)).last

    answer = station("share", "--agreement", ended, "--out", tmp_path / "out")
    missing = station("share", "--agreement", "SDN-AGR-26-A9999", "--out", tmp_path / "out")
    half = station("agreement add", "-", stdin='{"title": "Half"}')

    assert (answer.status, missing.status, half.status) == (1, 1, 1)
    assert "expired" in answer.err
    assert not (tmp_path / "out").exists()
    assert not [d for d in station("list", "disclosure", "--json").json if d["state"] == "sealed"]


def test_a_wrong_code_stores_no_partner(station, cluster, tmp_path):
    card = tmp_path / "theirs.card"
    code = _code(cluster, card)
    wrong = code.replace(code[0], str((int(code[0]) + 1) % 10))

    answer = station("partner add", card, "--verified", wrong)
    added = station("partner add", card, "--json")

    assert answer.status == 1
    assert len(station("list", "partner", "--json").json) == 1
    assert added.json["code"].replace(" ", "") == code.replace(" ", "")
    assert added.json["ref"]


def test_a_partner_is_added_by_hand_with_age_keys_alone(station, fieldapp):
    key = "age1cy0su9fwf3gf9mw868g5yut09p6nytfmmnktexz2ya5uqg9vl9sss4euqm"

    by_hand = station("partner add", "--name", "Mechanism", "--recipient", key, "--json")
    both = station("partner add", "x.card", "--name", "Mechanism")
    neither = station("partner add")
    nonsense = station("partner add", "--name", "Mechanism", "--recipient", "age1nonsense")

    assert by_hand.status == 0, by_hand.err
    assert by_hand.json["recipients"] == key
    assert len(by_hand.json["code"].replace(" ", "")) == 40
    assert "Not verified" in by_hand.err
    assert (both.status, neither.status, nonsense.status) == (2, 2, 1)


def test_a_card_can_be_given_as_a_line_for_ssh_keygen(station):
    answer = station("card", "--allowed-signers")

    assert answer.out.startswith("fieldapp-")
    assert "ssh-ed25519" in answer.out


def _text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_paper_for_the_own_office_uses_code_names(station, tmp_path):
    (kilo,) = station.add(
        "person",
        {
            "code_name": "KILO",
            "name": "Idriss Bachraoui",
            "purpose": "The bridge.",
            "review_on": "2027-01-01",
        },
    )
    meeting = {
        "started": "2026-11-21T10:30+02:00",
        "contacts": [kilo],
        "statements": [{"text": "Six and sixteen.", "attribution": "on_record"}],
    }
    (ref,) = station.add("meeting", meeting)

    plain = station("print", ref, "--out", tmp_path / "a.pdf")
    full = station("print", ref, "--out", tmp_path / "b.pdf", "--template", "full")
    again = station("print", ref, "--out", tmp_path / "a.pdf")
    other = station("print", ref, "--out", tmp_path / "c.pdf", "--for", "The liaison")

    assert (plain.status, full.status, again.status, other.status) == (0, 0, 1, 1)
    assert "not encrypted" in plain.err
    assert "own office only" in full.err
    assert "Bachraoui" not in _text(tmp_path / "a.pdf")
    assert not (tmp_path / "c.pdf").exists()


def _approver(station, folder: Path) -> str:
    card, code = card_in(folder)
    words = ("--name", "Head of office", "--verified", code, "--json")
    return station("approver add", card, *words).json["fingerprint"]


def test_paper_for_others_is_a_release_in_the_log(station, agreed, tmp_path):
    (partner,) = station("list", "partner", "--json").json
    terms = {
        **AGREEMENT,
        "recipients": [partner["ref"]],
        "release_channels": ["paper"],
        "release_highest": "high",
    }
    on_paper = station("agreement add", "-", stdin=json.dumps(terms)).last
    (incident,) = station("list", "incident", "--json").json
    words = (incident["ref"], "--out", tmp_path / "p.pdf", "--template", "cluster", "--for", "Desk")

    not_listed = station("print", *words, "--agreement", agreed)
    alone = station("print", *words, "--agreement", on_paper)
    approver = _approver(station, tmp_path)
    release = re.search(r"release ([0-9a-f]{16})", alone.err)[1]
    yes = file_in(tmp_path, approver, on_paper, release)
    listed = station("print", *words, "--agreement", on_paper, "--approval", yes)

    assert alone.status == 1
    assert "second person" in alone.err

    assert not_listed.status == 1
    assert listed.status == 0, listed.err
    log = station("show", listed.last, "--json").json
    assert (log["channel"], log["state"], log["handed_to"]) == ("paper", "released", "Desk")
    assert SECRET not in _text(tmp_path / "p.pdf")


def test_an_older_package_is_named_as_such(station, cluster, agreed, tmp_path):
    paths = []
    for number in range(3):
        if number:
            station.add("incident", {**INCIDENT, "title": f"Another {number}"})
        yes = approved_share(station, tmp_path, agreed)
        out = tmp_path / f"out-{number}"
        made = station("share", "--agreement", agreed, *yes, "--out", out, "--json").json
        paths.append(made["file"])
    assert cluster("open", paths[0], "--import").status == 0
    assert cluster("open", paths[2], "--import").status == 0
    late = cluster("open", paths[1])
    assert "This is an older package: number 2; number 3 is here already." in late.out
    again = cluster("open", paths[0], "--json").json
    assert again["gaps"] == []
    assert again["order"].startswith("This is an older package: number 1; number 3 is here")
    refused = cluster("open", paths[0], "--import")
    assert refused.status == 1
    assert "older package" in refused.err
