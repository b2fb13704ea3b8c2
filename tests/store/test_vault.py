"""A vault is made, opened, locked, recovered; and every bad state has one plain sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from fieldapp.crypto.keyslots import DamagedKeysError, WrongPassphraseError
from fieldapp.errors import FullDiskError
from fieldapp.records.actors import Actor
from fieldapp.store import vault as vaults
from fieldapp.store.cipher import DamagedVaultError, check, copy
from fieldapp.store.lockfile import VaultInUseError
from fieldapp.store.migrations import NewerVaultError
from fieldapp.store.store import Store
from fieldapp.store.vault import NoVaultError, Vault, VaultExistsError
from tests.conftest import LEAST, PASSPHRASE


def test_the_passphrase_gives_the_key_that_opens_the_records(made):
    key = vaults.unlock(made.folder, PASSPHRASE)
    with Vault.open(made.folder, key) as vault:
        assert Store(vault).station().name == "El Fasher"


def test_a_wrong_passphrase_says_only_that(made):
    with pytest.raises(WrongPassphraseError) as caught:
        vaults.unlock(made.folder, "not it")
    assert "not it" not in str(caught.value)


def test_a_changed_passphrase_opens_and_the_old_one_is_in_no_file(made):
    old = (made.folder / "keys.json").read_bytes()
    wrapped = [slot["wrapped"] for slot in json.loads(old)["slots"] if slot["kind"] == "passphrase"]

    vaults.change_passphrase(made.folder, made.key, "a new one", derivation=LEAST)

    assert vaults.unlock(made.folder, "a new one") == made.key
    with pytest.raises(WrongPassphraseError):
        vaults.unlock(made.folder, PASSPHRASE)
    for path in made.folder.iterdir():
        assert all(old_slot.encode() not in path.read_bytes() for old_slot in wrapped)


def test_the_recovery_key_opens_sets_a_passphrase_and_is_replaced(made):
    key, fresh = vaults.recover(made.folder, made.recovery_key, "found again", derivation=LEAST)
    assert key == made.key
    assert vaults.unlock(made.folder, "found again") == made.key
    assert fresh != made.recovery_key
    with pytest.raises(Exception, match="recovery key"):
        vaults.recover(made.folder, made.recovery_key, "again", derivation=LEAST)


def test_no_second_vault_is_made_over_the_first(made):
    with pytest.raises(VaultExistsError):
        vaults.create(made.folder, "x", derivation=LEAST)


def test_a_folder_without_a_vault_is_said_so(tmp_path):
    with pytest.raises(NoVaultError):
        vaults.unlock(tmp_path, "x")


def test_another_process_cannot_open_it_at_the_same_time(made):
    code = (
        "import sys; from pathlib import Path; from fieldapp.store.vault import Vault\n"
        "with Vault.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])):\n"
        "    print('open', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(made.folder), made.key.hex()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(VaultInUseError):
            Vault.open(made.folder, made.key)
        other.stdin.close()
        assert other.wait() == 0
    Vault.open(made.folder, made.key).close()


def test_a_damaged_keys_file_is_read_from_its_copy(made):
    (made.folder / "keys.json").write_bytes(b"{")
    assert vaults.unlock(made.folder, PASSPHRASE) == made.key


def test_both_keys_files_damaged_is_said_before_any_derivation(made):
    for name in ("keys.json", "keys.copy.json"):
        (made.folder / name).write_bytes(b'{"format": "fieldapp-keys/1"}')
    with pytest.raises(DamagedKeysError):
        vaults.unlock(made.folder, PASSPHRASE)


def test_a_huge_keys_file_is_damaged(made):
    for name in ("keys.json", "keys.copy.json"):
        (made.folder / name).write_bytes(b" " * 100_000)
    with pytest.raises(DamagedKeysError):
        vaults.unlock(made.folder, PASSPHRASE)


@pytest.mark.parametrize("where", [0, 20, 5000, 16384 + 40])
def test_a_flipped_byte_in_the_database_is_found(made, where):
    path = made.folder / "vault.db"
    content = bytearray(path.read_bytes())
    content[where] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedVaultError):
        check(path, made.key, 16384)


def test_a_foreign_database_does_not_open(made):
    with pytest.raises(DamagedVaultError):
        Vault.open(made.folder, os.urandom(32))
    Vault.open(made.folder, made.key).close()  # and the lock was given back


def test_an_empty_database_file_is_damaged_or_new_but_never_half(made):
    (made.folder / "vault.db").write_bytes(b"not a database at all, but long enough to look")
    with pytest.raises(DamagedVaultError):
        Vault.open(made.folder, made.key)


def test_a_vault_of_a_newer_version_is_refused_and_not_changed(made):
    with Vault.open(made.folder, made.key) as vault:
        vault.db.execute("PRAGMA user_version = 999")
        with pytest.raises(NewerVaultError):
            Store(vault)
        assert vault.db.execute("PRAGMA user_version").fetchone() == (999,)


def test_a_copy_of_an_open_vault_is_whole(vault, tmp_path):
    store = Store(vault)
    store.save(Actor(name="River Guard"))
    copy(vault.path, vault.key, vault.page_size, tmp_path / "copy.db")
    check(tmp_path / "copy.db", vault.key, vault.page_size)


def test_nothing_can_be_read_on_the_disk(vault):
    Store(vault).save(Actor(name="Sesamesesame"))
    vault.put("note", "Sesamesesame")
    for path in vault.folder.iterdir():
        content = path.read_bytes()
        assert b"Sesamesesame" not in content
        assert "Sesamesesame".encode("utf-16-le") not in content


def test_a_full_disk_is_one_sentence_and_loses_nothing(vault):
    store = Store(vault)
    store.save(Actor(name="River Guard"))
    pages = vault.db.execute("PRAGMA page_count").fetchone()[0]
    vault.db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(FullDiskError):
        store.save(*(Actor(name=f"{n} " * 2000) for n in range(50)))
    vault.db.execute("PRAGMA max_page_count = 1000000")
    assert [row.title for row in store.find("river")] == ["River Guard"]
    assert store.find("49") == []


def test_a_draft_is_kept_on_a_full_disk_by_giving_up_the_reserve(vault):
    store = Store(vault)
    pages = vault.db.execute("PRAGMA page_count").fetchone()[0]
    calls = []

    def write():
        calls.append((vault.folder / "reserve").exists())
        if len(calls) == 1:
            vault.db.execute(f"PRAGMA max_page_count = {pages}")
            raise FullDiskError
        vault.db.execute("PRAGMA max_page_count = 1000000")
        store.keep_draft("actor:new", Actor(name="x"))

    vault.with_reserve(write)
    assert calls == [True, False]
    assert store.draft("actor:new").record.name == "x"


@pytest.mark.parametrize(
    "name", ["Dropbox/x.vault", "OneDrive - UN/x.vault", "My Nextcloud/deep/x.vault"]
)
def test_a_synced_folder_is_warned_about(tmp_path, name):
    assert "synced" in vaults.strange_place(tmp_path / name)
    assert vaults.strange_place(tmp_path / "x.vault") == ""
