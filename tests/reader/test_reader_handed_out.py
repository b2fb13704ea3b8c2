"""The reader as it is handed out: signed, checked by others' programs, and nothing replaced."""

from __future__ import annotations

import hashlib
import shutil
import subprocess

import pytest

from fieldapp.crypto import sshsig
from fieldapp.services import reader
from fieldapp.services.files import ExistsError
from fieldapp.services.package import cards

PAGE = b"<!doctype html>\n<title>x</title>\n"


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_the_page_its_signature_and_the_card_lie_side_by_side(store, stick):
    made = reader.hand_out(store, PAGE, stick)
    names = ["allowed_signers", "card.json", "reader.html", "reader.html.sig"]
    assert sorted(each.name for each in stick.iterdir()) == names
    assert (stick / "reader.html").read_bytes() == PAGE
    assert made.sha256 == hashlib.sha256(PAGE).hexdigest()
    card = cards.read_card((stick / "card.json").read_bytes())
    signature = (stick / "reader.html.sig").read_text()
    sshsig.verify(card.signing_key, signature, PAGE, "fieldapp-reader")
    with pytest.raises(sshsig.SignatureError):
        sshsig.verify(card.signing_key, signature, PAGE + b" ", "fieldapp-reader")


def test_nothing_is_replaced_and_nothing_half_done(store, stick):
    (stick / "card.json").write_text("mine")
    with pytest.raises(ExistsError):
        reader.hand_out(store, PAGE, stick)
    assert [each.name for each in stick.iterdir()] == ["card.json"]
    assert (stick / "card.json").read_text() == "mine"


def test_ssh_keygen_checks_it_as_help_says(store, stick):
    if shutil.which("ssh-keygen") is None:
        pytest.skip("the program ssh-keygen is not installed here")
    reader.hand_out(store, PAGE, stick)
    principal = cards.principal(cards.own_card(store).fingerprint)
    command = [
        *("ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", principal),
        *("-n", "fieldapp-reader", "-s", "reader.html.sig"),
    ]

    def said(content: bytes) -> bytes:
        done = subprocess.run(command, check=False, cwd=stick, input=content, capture_output=True)
        return done.stdout

    assert said(PAGE).startswith(b'Good "fieldapp-reader" signature')
    assert not said(PAGE + b"x").startswith(b"Good")


def test_a_build_without_a_reader_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr("resources._HERE", tmp_path / "resources")
    with pytest.raises(reader.NoReaderError, match="no reader"):
        reader.built()
    here = tmp_path / "out" / "reader"
    here.mkdir(parents=True)
    (here / "reader.html").write_bytes(PAGE)
    assert reader.built() == PAGE
    shipped = tmp_path / "resources" / "reader" / "built"
    shipped.mkdir(parents=True)
    (shipped / "reader.html").write_bytes(PAGE * 2)
    assert reader.built() == PAGE * 2
