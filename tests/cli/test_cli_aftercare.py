"""Who got what, and taking it back, by command alone: two vaults, files between them."""

from __future__ import annotations

import csv
import io
import json
import shutil

import attrs
import pytest

from tests.approvals import approved_share
from tests.cli.test_cli_job import AGREEMENT, INCIDENT, SECRET


@pytest.fixture
def cluster(station, made_once, tmp_path):
    folder = tmp_path / "cluster.vault"
    shutil.copytree(made_once.folder, folder)
    return attrs.evolve(station, vault=folder)


@pytest.fixture
def shared(station, cluster, tmp_path):
    """An incident that the cluster imported: reference of the partner, ours, its code outside."""
    ours, theirs = tmp_path / "ours.card", tmp_path / "theirs.card"
    codes = [
        each("card", "--out", card).err.strip()
        for each, card in ((station, ours), (cluster, theirs))
    ]
    partner = station("partner add", theirs, "--verified", codes[1]).last
    assert cluster("partner add", ours, "--kind", "ocha", "--verified", codes[0]).status == 0
    text = json.dumps({**AGREEMENT, "recipients": [partner]})
    agreement = station("agreement add", "-", stdin=text).last
    (ref,) = station.add("incident", INCIDENT)
    yes = approved_share(station, tmp_path, agreement)
    out = station("share", "--agreement", agreement, *yes, "--out", tmp_path / "out", "--json").json
    assert cluster("open", out["file"], "--import").status == 0
    log = station("show", out["disclosure"], "--json").json
    return partner, ref, log["records"][0]["outside"]


def test_the_register_says_who_got_it_and_the_retraction_reaches_them(
    station, cluster, shared, tmp_path
):
    partner, ref, code = shared
    (line,) = station("register", "--record", ref, "--json").json
    assert (line["As"], line["Change"], line["Receipt"]) == (code, "New", "Awaited")
    assert station("register", "--record", code, "--json").json == [line]
    (held,) = station("register", "--partner", partner, "--json").json
    assert (held["Reference"], held["Stands"]) == (ref, "Held")

    folder = tmp_path / "back"
    back = station("retract", ref, "--why", "mistake", "--out", folder, "--json").json
    assert back["recall"].startswith("SDN-RCL-")
    (package,) = back["files"]
    assert cluster("open", package, "--import").status == 0
    (copy,) = cluster("list", "incident", "--json").json
    assert copy["retracted"] is True
    assert SECRET not in str(copy)

    receipt = tmp_path / "receipt.age"
    assert cluster("receipt", package, "--out", receipt).status == 0
    assert station("open", receipt).status == 0
    assert station("register", "--partner", partner, "--json").json == []
    changes = [e["Change"] for e in station("register", "--record", code, "--json").json]
    assert changes == ["Retracted", "New"]


def test_the_register_as_a_file_is_named_as_plain_and_holds_no_title(station, shared, tmp_path):
    _, ref, code = shared
    out = tmp_path / "register.csv"
    said = station("register", "--record", ref, "--csv", out)
    assert "not encrypted" in said.err
    head, row = csv.reader(io.StringIO(out.read_text(encoding="utf-8")))
    assert dict(zip(head, row, strict=True))["As"] == code
    assert INCIDENT["title"] not in out.read_text(encoding="utf-8")
    assert station("register", "--record", ref, "--csv", out).status == 1, "never over another"


def test_what_never_left_cannot_be_taken_back_and_wrong_usage_is_said(station, tmp_path):
    (ref,) = station.add("incident", INCIDENT)
    never = station("retract", ref, "--why", "mistake", "--out", tmp_path / "back")
    assert (never.status, (tmp_path / "back").exists()) == (1, False)
    assert station("retract", ref, "--why", "boredom", "--out", tmp_path / "back").status == 2
    assert station("register").status == 2
    assert station("register", "--record", "SDN-INC-26-A9999").status == 1
