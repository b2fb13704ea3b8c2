"""The parts of the reader, by Node's own test runner; and a receipt of its making, read here."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.serialization import load_ssh_private_key

from fieldapp.services.package import cards, receipts
from tests.reader.cases import write_cases

TESTS = sorted((Path(__file__).parent / "js").glob("*.test.mjs"))


def test_the_reader_refuses_what_fieldapp_refuses(core, pair, person, tmp_path):
    folder = tmp_path / "cases"
    write_cases(pair, person, folder)
    done = subprocess.run(
        [shutil.which("node") or "node", "--test", *map(str, TESTS)],
        env={**os.environ, "FIELDAPP_READER_CASES": str(folder), "FIELDAPP_READER_CORE": str(core)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, failures(done.stdout)
    marked = receipts.read_receipt(pair.sender, folder / "receipt.age")
    assert marked.deliveries[0].receipt_state == "opened"
    card = cards.read_card((folder / "made-card.json").read_bytes())
    assert (card.name, card.organisation, card.created) == ("Legal aid", "Clinic", "2026-01-05")
    signing = (folder / "made-keys.txt").read_bytes().partition(b"-----BEGIN")
    key = load_ssh_private_key(b"".join(signing[1:]), None)
    public = key.public_key().public_bytes(forms.Encoding.OpenSSH, forms.PublicFormat.OpenSSH)
    assert public.decode() == card.signing_key


def failures(told: str) -> str:
    """What the runner says of those that failed, without the rest."""
    return "\nnot ok".join(told.split("\nnot ok")[1:])[:4000]
