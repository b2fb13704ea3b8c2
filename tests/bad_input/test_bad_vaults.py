"""A vault that cannot be opened, said at the user's door."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile

import attrs
import pytest

from fieldapp.cli.vaults import PassphraseFileError
from fieldapp.crypto.keysfile import DamagedKeysError, NewerKeysError
from fieldapp.crypto.keyslots import WrongPassphraseError
from fieldapp.crypto.recovery_key import MistypedRecoveryKeyError, WrongRecoveryKeyError
from fieldapp.errors import UnwritableError
from fieldapp.services.backup import NewerBackupError, NotABackupError
from fieldapp.services.files import ExistsError
from fieldapp.store import cipher
from fieldapp.store.cipher import DamagedVaultError
from fieldapp.store.errors import MissingRecordError, NotFinishedError, UnknownKindError
from fieldapp.store.lockfile import VaultInUseError
from fieldapp.store.migrations import NewerVaultError
from fieldapp.store.vault import NoVaultError, Vault, VaultExistsError
from tests.bad_input.door import call, listing, names, refused

KEYS = ("keys.json", "keys.copy.json")


def test_a_wrong_passphrase_says_only_that(station, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("Zikrabanufel\n")
    before = listing(tmp_path)
    for command, *words in (("check",), ("backup", "--out", tmp_path / "b"), ("list", "meeting")):
        said = call(command, station.vault, *words, "--passphrase-file", wrong)
        refused(said, WrongPassphraseError, "Zikrabanufel")
    assert listing(tmp_path) == before


def test_a_passphrase_file_that_is_none(station, tmp_path):
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    for file in (binary, tmp_path, tmp_path / "not-there"):
        said = call("check", station.vault, "--passphrase-file", file)
        refused(said, PassphraseFileError)


def test_no_vault_there(station, tmp_path):
    (tmp_path / "empty.vault").mkdir()
    for folder in ("nowhere.vault", "empty.vault", "station.passphrase"):
        said = call("check", tmp_path / folder, "--passphrase-file", station.passphrase_file)
        refused(said, NoVaultError)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"null", b"[]", b"\xff\xfe", b"{}" * 40_000, b'{"format": 3}']
)
def test_key_files_that_both_are_damaged(station, content):
    for name in KEYS:
        (station.vault / name).write_bytes(content)
    before = listing(station.vault)
    refused(station("check"), DamagedKeysError)
    assert listing(station.vault) == before


def test_one_whole_key_file_of_the_two_is_enough(station):
    whole = (station.vault / KEYS[0]).read_bytes()
    for lost in KEYS:
        for damage in (b"", whole[: len(whole) // 2], None):
            if damage is None:
                (station.vault / lost).unlink()
            else:
                (station.vault / lost).write_bytes(damage)
            station.done("check")
            (station.vault / lost).write_bytes(whole)


def test_a_key_file_damaged_inside_a_slot_is_opened_by_its_copy(station, made, tmp_path):
    """A flipped digit still reads as a key file, and opens nothing."""
    plain = json.loads((station.vault / KEYS[0]).read_bytes())
    for slot in plain["slots"]:
        slot["wrapped"] = ("0" if slot["wrapped"][0] != "0" else "1") + slot["wrapped"][1:]
    damaged = json.dumps(plain, separators=(",", ":"), sort_keys=True).encode() + b"\n"
    whole = (station.vault / KEYS[0]).read_bytes()
    assert len(damaged) == len(whole)
    for lost in KEYS:
        (station.vault / lost).write_bytes(damaged)
        station.done("check")
        (station.vault / lost).write_bytes(whole)
    for name in KEYS:
        (station.vault / name).write_bytes(damaged)
    refused(station("check"), WrongPassphraseError)


def test_every_flipped_byte_of_a_key_file_is_opened_by_its_copy_or_refused(station):
    """Both files flipped alike: never a crash, never another sentence than these."""
    whole = (station.vault / KEYS[0]).read_bytes()
    step = 1 if os.environ.get("FIELDAPP_TORTURE") else 41
    for at in range(0, len(whole), step):
        flipped = bytes([*whole[:at], whole[at] ^ 0x01, *whole[at + 1 :]])
        for name in KEYS:
            (station.vault / name).write_bytes(flipped)
        said = station("check")
        if said.status:  # a slot that is not used, or a digit of the key, may be flipped
            allowed = (DamagedKeysError, NewerKeysError, WrongPassphraseError, DamagedVaultError)
            assert any(said.err.startswith(each.sentence) for each in allowed), said.err


def test_a_key_file_of_a_newer_version(station):
    plain = json.loads((station.vault / KEYS[0]).read_bytes())
    plain["format"] = "fieldapp-keys/2"
    for name in KEYS:
        (station.vault / name).write_text(json.dumps(plain))
    refused(station("check"), NewerKeysError)


@pytest.mark.parametrize("damage", ["foreign", "empty", "zeros", "text", "short", "plain"])
def test_a_database_that_is_not_ours(station, made_once, tmp_path, damage):
    path = station.vault / "vault.db"
    whole = path.read_bytes()
    match damage:
        case "foreign":
            cipher.connect(tmp_path / "foreign.db", os.urandom(32)).close()
            shutil.copyfile(tmp_path / "foreign.db", path)
        case "empty":
            path.write_bytes(b"")
        case "zeros":
            path.write_bytes(bytes(len(whole)))
        case "text":
            path.write_bytes(b"not a database at all\n" * 4000)
        case "short":
            path.write_bytes(whole[: len(whole) // 2 + 100])
        case "plain":
            path.write_bytes(b"SQLite format 3\0" + whole[16:])
    before = path.read_bytes()
    refused(station("check"), DamagedVaultError)
    assert path.read_bytes() == before


def test_a_page_of_the_database_flipped_anywhere_is_found_by_check(station):
    station.add("person", {"code_name": "KILO", "purpose": "Bridge", "review_on": "2090-01-01"})
    path = station.vault / "vault.db"
    whole = path.read_bytes()
    for at in range(100, len(whole), 16384 * (1 if os.environ.get("FIELDAPP_TORTURE") else 30)):
        path.write_bytes(bytes([*whole[:at], whole[at] ^ 0x80, *whole[at + 1 :]]))
        refused(station("check"), DamagedVaultError, "KILO")
    path.write_bytes(whole)
    station.done("check")


def test_a_vault_of_a_newer_version(station):
    database = cipher.connect(station.vault / "vault.db", station.key)
    database.execute("PRAGMA user_version = 99")
    database.close()
    refused(station("check"), NewerVaultError)


def test_a_vault_that_is_open_elsewhere(station, tmp_path):
    with Vault.open(station.vault, station.key):
        for command, *words in (
            ("check",),
            ("add", "person", "-"),
            ("passphrase", "--new-passphrase-file", station.passphrase_file),
            ("backup", "--out", tmp_path / "b"),
        ):
            refused(station(command, *words, stdin="{}"), VaultInUseError)
        before = listing(station.vault)
        recovery = tmp_path / "recovery"
        recovery.write_text("x")
    station.done("check")
    assert names(station.vault) == set(before)


def test_recovery_keys_that_are_wrong(station, made, tmp_path):
    file, new = tmp_path / "recovery", tmp_path / "new"
    new.write_text("another passphrase entirely")
    before = listing(station.vault)
    words = ("--recovery-key-file", file, "--new-passphrase-file", new)
    for text in ("", "nonsense", made.recovery_key[:-1]):
        file.write_text(text)
        refused(call("recover", station.vault, *words), MistypedRecoveryKeyError)
    from fieldapp.crypto import recovery_key

    file.write_text(recovery_key.make())
    refused(call("recover", station.vault, *words), WrongRecoveryKeyError)
    assert listing(station.vault) == before


def test_new_where_something_is_and_where_nothing_may_be(station, tmp_path):
    words = ("--station", "SDN", "--name", "Zikra", "--passphrase-file", station.passphrase_file)
    before = listing(tmp_path)
    refused(call("new", station.vault, *words), VaultExistsError)
    refused(call("new", station.passphrase_file / "x.vault", *words), UnwritableError)
    assert call("new", tmp_path / "y.vault", "--station", "1", *words[2:]).status == 2
    nameless = (*words[:2], "--name", "", *words[4:])
    refused(call("new", tmp_path / "z.vault", *nameless), NotFinishedError)
    assert listing(tmp_path) == before


def test_an_empty_passphrase_makes_no_vault_and_changes_none(station, tmp_path):
    empty = tmp_path / "empty"
    empty.write_text("\n")
    before = listing(tmp_path)
    made = call(
        "new", tmp_path / "n.vault", "--station", "SDN", "--name", "N", "--passphrase-file", empty
    )
    assert made.status == 1
    assert "assphrase" in made.err
    changed = station("passphrase", "--new-passphrase-file", empty)
    assert changed.status == 1
    assert listing(tmp_path) == before


def test_asking_for_what_is_not_there(station):
    refused(station("show", "SDN-MTG-Zikra"), MissingRecordError, "Zikra")
    refused(station("list", "Zikra"), UnknownKindError, "Zikra")
    assert station("list", "incident", "--where", "zikra=1").status == 2
    assert station("check", "--zikra").status == 2
    assert call("zikra").status == 2


def test_standard_input_cannot_be_two_things(station):
    words = ("--passphrase-file", "-")
    assert call("add", station.vault, "person", "-", *words).status == 2
    assert call("passphrase", station.vault, "--new-passphrase-file", "-", *words).status == 2


def newer(whole: bytes) -> bytes:
    """The same backup as a later version would call it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
        for each in old.infolist():
            new.writestr(each, old.read(each).replace(b"fieldapp-backup/1", b"fieldapp-backup/9"))
    return made.getvalue()


def test_restore_refuses_what_is_no_whole_backup(station, tmp_path):
    whole_file = tmp_path / "whole"
    station.done("backup", "--out", whole_file)
    whole = whole_file.read_bytes()
    secret = ("--passphrase-file", station.passphrase_file)
    bad = tmp_path / "bad"
    target = tmp_path / "again.vault"
    middle = len(whole) // 2
    for content in (
        b"",
        b"PK\x03\x04",
        whole[:-1],
        whole[:middle],
        bytes([*whole[:middle], whole[middle] ^ 1, *whole[middle + 1 :]]),
    ):
        bad.write_bytes(content)
        before = listing(tmp_path)
        refused(call("restore", bad, target, *secret), NotABackupError)
        assert listing(tmp_path) == before
    bad.write_bytes(newer(whole))
    refused(call("restore", bad, target, *secret), NewerBackupError)
    none = call("restore", tmp_path / "none", target, *secret)
    refused(none, None, sentence="There is no such backup.")
    refused(call("restore", whole_file, station.vault, *secret), VaultExistsError)
    wrong = tmp_path / "wrong"
    wrong.write_text("no")
    said = call("restore", whole_file, target, "--passphrase-file", wrong)
    refused(said, WrongPassphraseError)
    assert not target.exists()
    assert not target.with_name("again.vault.part").exists()
    assert call("restore", whole_file, target, *secret).status == 0
    assert attrs.evolve(station, vault=target).kept().ids == station.kept().ids


def test_a_backup_never_replaces_a_file(station, tmp_path):
    mine = tmp_path / "mine"
    mine.write_text("mine")
    before = listing(tmp_path)
    refused(station("backup", "--out", mine), ExistsError)
    refused(station("backup", "--out", tmp_path / "no" / "b"), UnwritableError)
    assert listing(tmp_path) == before
