"""Every file of every format that was ever released opens with this version too."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from fieldapp.crypto import age
from fieldapp.services.package import cards
from tests.bad_input.door import Desk, call

HERE = Path(__file__).resolve().parent
RELEASES = sorted(each.name for each in HERE.iterdir() if (each / "expected.json").is_file())


@pytest.fixture(params=RELEASES)
def release(request, tmp_path) -> Path:
    """A copy of one release: opening a vault writes into its folder."""
    folder = tmp_path / "release"
    shutil.copytree(HERE / request.param, folder)
    return folder


@pytest.fixture
def expected(release):
    return json.loads((release / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture
def desk(release) -> Desk:
    return Desk(release / "station.vault", b"", release / "passphrase.txt")


def test_there_is_at_least_one_release():
    assert RELEASES


def test_the_vault_opens_and_holds_what_it_held(desk, expected):
    desk.done("check")
    (found,) = desk.done("list", "incident", "--json").json
    assert found["title"] == expected["incident"]
    assert found["narrative_confidential"] == expected["confidential"]
    (disclosure,) = desk.done("list", "disclosure", "--json").json
    assert (disclosure["ref"], disclosure["state"]) == (expected["disclosure"], "sealed")
    assert disclosure["manifest_hash"] == expected["manifest"]


def test_it_takes_new_records_and_a_new_passphrase_by_its_recovery_key(desk, release):
    new = release / "new"
    new.write_text("another passphrase for an old vault")
    words = ("--recovery-key-file", release / "recovery-key.txt", "--new-passphrase-file", new)
    assert call("recover", desk.vault, *words).status == 0
    renewed = Desk(desk.vault, b"", new)
    assert renewed.add("actor", {"name": "Heron Watch"})
    renewed.done("check")


def test_the_card_is_read_and_has_the_same_code(release, expected):
    card = cards.read_card((release / "station.card").read_bytes())
    assert card.code == expected["code"]


def test_the_package_is_decrypted_and_verified(release, expected, tmp_path):
    target = io.BytesIO()
    identity = (release / "identity.txt").read_text().strip()
    with (release / "package.age").open("rb") as source:
        age.decrypt(source, target, [identity])
    (tmp_path / "package.zip").write_bytes(target.getvalue())
    said = call("verify", tmp_path / "package.zip", "--card", release / "station.card", "--json")
    assert said.status == 0, said.err
    assert said.json["id"] == expected["package"]
    assert said.json["counts"] == expected["counts"]


def test_the_receipt_marks_its_package(desk, release, expected):
    said = desk.done("open", release / "receipt.age", "--json").json
    assert said == {"receipt": ["imported"], "disclosure": expected["disclosure"]}


def test_the_backup_is_restored_and_brought_up_to_date(desk, release, tmp_path):
    target = tmp_path / "again.vault"
    secret = ("--passphrase-file", desk.passphrase_file)
    said = call("restore", release / "backup.fieldapp", target, *secret)
    assert said.status == 0, said.err
    restored = Desk(target, b"", desk.passphrase_file)
    (actor,) = restored.done("list", "actor", "--json").json
    assert actor["name"] == "Reed Guard"
    # The tables that came since were added, after a copy of the vault as it was.
    assert list(target.glob("before-*.db"))
