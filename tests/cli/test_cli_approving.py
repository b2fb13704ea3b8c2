"""A second person by commands: from their own vault, for exactly one release, once."""

from __future__ import annotations

import json
import shutil

import attrs
import pytest

from fieldapp.services.approving import request_file, taking
from fieldapp.services.approving.approvers import approvers
from fieldapp.services.leaving import agreement_of
from fieldapp.services.sharing.release import prepare, select
from fieldapp.services.stations import open_store
from fieldapp.store.vault import Vault
from tests.cli.test_cli_job import AGREEMENT, INCIDENT

KEY = "age1cy0su9fwf3gf9mw868g5yut09p6nytfmmnktexz2ya5uqg9vl9sss4euqm"


@pytest.fixture
def head(station, made_once, tmp_path):
    """The head of office's vault, with keys of its own; each knows the other's card."""
    folder = tmp_path / "head.vault"
    shutil.copytree(made_once.folder, folder)
    made = attrs.evolve(station, vault=folder)
    ours, theirs = tmp_path / "ours.card", tmp_path / "head.card"
    code = made("card", "--out", theirs).err.strip()
    words = ("--name", "Head of office", "--function", "Head", "--verified", code)
    added = station("approver add", theirs, *words)
    assert added.status == 0, added.err
    assert added.last.startswith("SDN-APR-")
    code = station("card", "--out", ours).err.strip()
    assert made("partner add", ours, "--kind", "ocha", "--verified", code).status == 0
    return made


@pytest.fixture
def agreed(station) -> str:
    """An agreement and something High to share under it."""
    partner = station("partner add", "--name", "Cluster", "--recipient", KEY, "--json").json
    words = ("--name", "Cluster", "--recipient", KEY, "--verified", partner["code"])
    assert station("partner add", *words).status == 0
    terms = {**AGREEMENT, "recipients": [partner["ref"]], "allow_classic": "yes"}
    added = station("agreement add", "-", stdin=json.dumps(terms))
    assert added.status == 0, added.err
    station.add("incident", INCIDENT)
    return added.last


def release_id(station, agreed: str) -> str:
    looked = station("share", "--agreement", agreed, "--dry-run", "--json")
    assert looked.status == 0, looked.err
    assert (looked.json["needs_approval"], looked.json["approved"]) == (True, False)
    return looked.json["release"]


def share(station, agreed: str, tmp_path, *words):
    return station("share", "--agreement", agreed, "--out", tmp_path / "out", *words)


def test_approved_from_another_vault_and_used_once(station, head, agreed, tmp_path):
    release, out = release_id(station, agreed), tmp_path / "approval.json"
    alone = share(station, agreed, tmp_path)
    assert (alone.status, "second person" in alone.err) == (1, True)
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True

    given = head("approve", "--agreement", agreed, "--release", release, "--out", out)
    assert given.status == 0, given.err
    assert "not encrypted" in given.err
    assert "incident" not in out.read_text()
    shared = share(station, agreed, tmp_path, "--approval", out, "--note", "A stall.", "--json")
    assert shared.status == 0, shared.err
    entry = station("show", shared.json["disclosure"], "--json").json
    assert entry["note"] == "A stall."
    (approval,) = station("list", "approval", "--json").json
    assert (approval["state"], entry["approval"]) == ("used", approval["ref"])

    again = share(station, agreed, tmp_path, "--approval", out)
    assert (again.status, "used before" in again.err) == (1, True)


def test_refused_altered_and_own_key(station, head, agreed, tmp_path):
    release = release_id(station, agreed)
    no, yes, own = (tmp_path / name for name in ("no.json", "yes.json", "own.json"))
    words = ("--agreement", agreed, "--release", release, "--out")
    assert head("approve", *words, no, "--refuse").status == 0
    assert head("approve", *words, yes, "--days", "1").status == 0
    assert station("approve", *words, own).status == 0  # it signs, and it does not count

    refused = share(station, agreed, tmp_path, "--approval", no)
    assert (refused.status, "refused" in refused.err) == (1, True)
    after = share(station, agreed, tmp_path, "--approval", yes)
    assert (after.status, "refused" in after.err) == (1, True)
    mine = share(station, agreed, tmp_path, "--approval", own)
    assert (mine.status, "own key" in mine.err) == (1, True)

    station.add("incident", INCIDENT)
    altered = share(station, agreed, tmp_path, "--approval", yes)
    assert (altered.status, "another release" in altered.err) == (1, True)
    nonsense = tmp_path / "nonsense.json"
    nonsense.write_text("{}")
    assert share(station, agreed, tmp_path, "--approval", nonsense).status == 1
    assert not list(tmp_path.glob("out/*"))


def test_an_approver_counts_only_with_the_code_and_is_never_the_station_itself(
    station, head, agreed, tmp_path, made_once
):
    folder = tmp_path / "deputy.vault"
    shutil.copytree(made_once.folder, folder)
    deputy = attrs.evolve(station, vault=folder)
    card, out = tmp_path / "deputy.card", tmp_path / "a.json"
    assert deputy("card", "--out", card).status == 0
    words = ("--agreement", agreed, "--release", release_id(station, agreed), "--out", out)
    assert deputy("approve", *words).status == 0

    unknown = share(station, agreed, tmp_path, "--approval", out)
    added = station("approver add", card, "--name", "Deputy", "--json")
    unverified = share(station, agreed, tmp_path, "--approval", out)
    itself = station("approver add", tmp_path / "ours.card", "--name", "Second me")
    author = station("approver add", card, "--name", "AB")
    wrong = station("approver add", card, "--name", "Deputy", "--verified", "1" * 40)

    assert (unknown.status, "any approver known" in unknown.err) == (1, True)
    assert "Not verified" in added.err
    assert (unverified.status, "not known for sure" in unverified.err) == (1, True)
    assert (itself.status, author.status, wrong.status) == (1, 1, 1)


def test_with_the_whole_request(station, head, agreed, tmp_path, made_once):
    """The request comes from the window; the approver reads and answers it by command."""
    request = tmp_path / "request.age"
    with Vault.open(station.vault, made_once.key) as vault:
        store = open_store(vault)
        found = agreement_of(store, agreed)
        release = prepare(store, found, select(store, found))
        (person,) = approvers(store)
        asked = taking.ask(store, release, person, "A stall could be known.", way="file")
        request_file.writing(store, asked, release)(request)
    words = ("--agreement", agreed, "--release", release.digest(), "--request", request)

    looked = head("open", request, "--json").json
    assert (looked["digest"], looked["note"]) == (release.digest(), "A stall could be known.")
    assert "--request FILE" in head("open", request).out

    wrong = head("approve", *words[:3], "0" * 16, *words[4:], "--out", tmp_path / "w.age")
    answer = head("approve", *words, "--out", tmp_path / "a.age", "--note", "Go on")
    taken = station("open", tmp_path / "a.age")
    assert (taken.status, "approved" in taken.out) == (0, True)
    shared = share(station, agreed, tmp_path, "--approval", tmp_path / "a.age", "--json")

    assert (wrong.status, "another release" in wrong.err) == (1, True)
    assert not (tmp_path / "w.age").exists()
    assert answer.status == 0, answer.err
    for told in ("1 incident, high", "Cluster (Humanitarian partner)", "A stall could be known."):
        assert told in answer.err
    assert b"Go on" not in (tmp_path / "a.age").read_bytes()
    assert shared.status == 0, shared.err
    (approval,) = station("list", "approval", "--json").json
    assert (approval["words"], approval["state"]) == ("Go on", "used")


def test_wrong_usage(head, tmp_path):
    out = ("--out", tmp_path / "a.json")
    assert head("approve", "--release", "0" * 16, *out).status == 2
    assert head("approve", "--agreement", "X", "--release", "abc", *out).status == 2
    over = head("approve", "--agreement", "X", "--release", "0" * 16, "--days", "15", *out)
    assert over.status == 2
    words = head("approve", "--agreement", "X", "--release", "0" * 16, "--note", "Hi", *out)
    assert (words.status, "carries no words" in words.err) == (1, True)
    assert not (tmp_path / "a.json").exists()
