"""Sharing that must not happen, refused at the user's door with nothing written."""

from __future__ import annotations

import json

import pytest

from fieldapp.cli.vaults import UnreadableFileError
from fieldapp.errors import UnwritableError
from fieldapp.records.record import evolve
from fieldapp.records.values import NotAValueError
from fieldapp.services.adding import (
    MadeElsewhereError,
    NotJsonError,
    UnknownFieldError,
    UnknownLinkError,
)
from fieldapp.services.files import ExistsError
from fieldapp.services.stations import open_store
from fieldapp.store.errors import MissingRecordError, NotFinishedError, UnknownKindError
from fieldapp.store.vault import Vault
from tests.bad_input.conftest import TERMS, ZIKRA, incident
from tests.bad_input.door import listing, refused


def no_package(two, ref: str, sentence: str, *words: object) -> None:
    """Refused with this sentence; no file, no folder, no entry in the log."""
    held, before = two.sender.kept(), listing(two.folder)
    out = two.folder / "out"
    for how in (("--dry-run",), ("--out", out)):
        said = two.sender("share", "--agreement", ref, *words, *how)
        refused(said, None, ZIKRA, ref, sentence=sentence)
    assert listing(two.folder) == before
    assert two.sender.kept() == held


def test_no_agreement(two):
    no_package(two, "SDN-AGR-Zikra", MissingRecordError.sentence)
    no_package(two, two.partner, "There is no such agreement")
    assert two.sender("share", "--out", two.folder / "out").status == 2
    assert two.sender("share", "--agreement", two.agreement).status == 2


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({"valid_from": "2020-01-01", "valid_until": "2020-12-31"}, "This agreement has expired."),
        ({"valid_from": "2089-01-01"}, "This agreement is not yet valid."),
        ({"keep_until": "2025-01-01"}, "The date until which it may be kept has passed."),
        ({"recipients": []}, "This agreement names no recipient."),
        ({"recipient_kind": "public"}, "A recipient is of another kind"),
        ({"status": "ended"}, "This agreement is not in force."),
        ({"highest_sensitivity": "low"}, "None of the selected records may leave."),
        ({"record_types": ["meeting"]}, "No record is selected."),
    ],
)
def test_an_agreement_that_does_not_let_it(two, terms, sentence):
    ref = two.sender.agree(**{**TERMS, "recipients": [two.partner], **terms})
    no_package(two, ref, sentence)


def test_nothing_selected(two):
    no_package(two, two.agreement, "No record is selected.", "--kind", "meeting")
    no_package(two, two.agreement, "No record is selected.", "--since", "2089-01-01")
    no_package(two, two.agreement, UnknownKindError.sentence, "--kind", "zikra")
    no_package(two, two.agreement, "Records of this type never leave.", "--kind", "source")
    no_package(two, two.agreement, "", "--since", "Zikra")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"verified_on": None}, "A recipient's 40-digit code was not compared."),
        ({"recipients": "", "signing_key": ""}, "A recipient has no key"),
        ({"recipient_kind": "public"}, "A recipient is of another kind"),
    ],
)
def test_a_recipient_who_cannot_receive(two, change, sentence):
    with Vault.open(two.sender.vault, two.sender.key) as vault:
        store = open_store(vault)
        store.save(evolve(store.by_ref(two.partner), **change))
    no_package(two, two.agreement, sentence)


def test_a_place_that_cannot_be_written(two):
    two.approve()
    held = two.sender.kept()
    words = ("--agreement", two.agreement, "--out")
    a_file = two.folder / "sender.card"
    for out in (a_file, a_file / "below"):
        refused(two.sender("share", *words, out), UnwritableError, ZIKRA)
    assert two.sender.kept().without_log == held.without_log
    assert "sealing" not in two.sender.kept().states.values()


def test_printing_for_others_only_under_an_agreement(two, tmp_path):
    ref = two.sender.add("incident", incident(9))[0]
    out = tmp_path / "paper.pdf"
    held = two.sender.kept()
    cases = [("--for", "Zikra"), ("--template", "cluster"), ("--agreement", two.agreement)]
    for words in cases:
        said = two.sender("print", ref, "--out", out, *words)
        assert said.status == 1, words
        refused(said, None, ZIKRA, "Zikra", ref, sentence="")
        assert not out.exists()
    assert two.sender.kept() == held
    refused(two.sender("print", "SDN-INC-Zikra", "--out", out), MissingRecordError, "Zikra")
    out.write_text("mine")
    refused(two.sender("print", ref, "--out", out), ExistsError)
    assert out.read_text() == "mine"
    refused(two.sender("print", ref, "--out", tmp_path / "no" / "p.pdf"), UnwritableError)
    assert sorted(each.name for each in tmp_path.glob("*.part")) == []


def test_records_that_cannot_be_added(two, tmp_path):
    held = two.sender.kept()
    good = incident(7)
    for kind, text, error in (
        ("incident", "Zikra", NotJsonError),
        ("incident", "[1]", NotJsonError),
        ("incident", "[" * 100_000, NotJsonError),
        ("incident", json.dumps([good, {"zikra": ZIKRA}]), UnknownFieldError),
        ("incident", json.dumps([good, {"happened": ZIKRA}]), None),
        ("incident", json.dumps([good, {"act": ZIKRA}]), None),
        ("incident", json.dumps([good, {"killed": {"women": -1}}]), None),
        ("incident", json.dumps([good, {"sources": ["SDN-SRC-Zikra"]}]), UnknownLinkError),
        ("incident", json.dumps([good, {"related": [two.partner]}]), UnknownLinkError),
        ("incident", json.dumps([good, {"title": 3}]), None),
        ("zikra", json.dumps(good), UnknownKindError),
    ):
        said = two.sender("add", kind, "-", stdin=text)
        refused(said, error, ZIKRA, "Zikra", sentence="" if error is None else error.sentence)
    refused(two.sender("add", "incident", tmp_path / "none"), UnreadableFileError)
    refused(two.sender("add", "incident", tmp_path), UnreadableFileError)
    lacking = json.dumps({**TERMS, "purpose": ""})
    refused(two.sender("agreement add", "-", stdin=lacking), NotFinishedError, ZIKRA)
    assert two.sender.kept() == held
    assert NotAValueError.sentence


def test_what_may_only_be_made_by_its_own_command(two):
    """A disclosure or a verified partner written as JSON would be a forged log."""
    held = two.sender.kept()
    forged = [
        ("partner", {"name": "Z", "verified_on": "2025-01-01", "recipients": "age1zikra"}),
        ("disclosure", {"title": "Z", "state": "sealed"}),
        ("received", {"title": "Z"}),
    ]
    for kind, plain in forged:
        said = two.sender("add", kind, "-", stdin=json.dumps(plain))
        refused(said, MadeElsewhereError, "zikra")
    assert two.sender.kept() == held
