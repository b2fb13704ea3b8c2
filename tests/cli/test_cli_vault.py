"""The vault by command: made, its passphrase changed and lost, backed up, restored, checked."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

RECOVERY_KEY = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}\b")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "new.txt"
    file.write_text("four lanterns and a wide river\n", encoding="utf-8")
    return file


def test_a_new_vault_prints_its_recovery_key_once_and_the_reference_last(
    fieldapp, tmp_path, secret
):
    answer = fieldapp(
        "new", tmp_path / "a.vault", "--station", "sdn", "--name", "El Fasher",
        "--passphrase-file", secret,
    )  # fmt: skip

    assert answer.status == 0, answer.err
    assert RECOVERY_KEY.search(answer.out)
    assert answer.last.startswith("SDN-STA-")
    assert "Guessed" in answer.err or "guessed" in answer.err


def test_recovery_sets_a_passphrase_and_makes_a_new_key(station, made, tmp_path, secret):
    old = tmp_path / "recovery.txt"
    old.write_text(made.recovery_key.lower().replace("-", " "), encoding="utf-8")
    words = ("recover", station.vault, "--recovery-key-file", old, "--new-passphrase-file", secret)

    first, again = station.run(*words, "--json"), station.run(*words)

    assert first.json["recovery_key"] != made.recovery_key
    assert again.status == 1, "the old recovery key must open nothing"
    listing = station.run("list", station.vault, "station", "--passphrase-file", secret)
    assert listing.status == 0
    assert station("list", "station").status == 1


def test_after_a_change_only_the_new_passphrase_opens(station, secret):
    assert station("passphrase", "--new-passphrase-file", secret).status == 0

    assert station("list", "station").status == 1
    assert station.run("check", station.vault, "--passphrase-file", secret).status == 0


def test_only_one_secret_comes_from_standard_input(station):
    words = ("passphrase", station.vault, "--passphrase-file", "-", "--new-passphrase-file", "-")

    assert station.run(*words).status == 2


def test_a_backup_restores_to_the_same_records_under_another_device(station, tmp_path):
    (ref,) = station.add("action", {"what": "Call the market union"})
    assert station("backup", "--out", tmp_path / "b.zip").status == 0
    restored = tmp_path / "again.vault"

    answer = station.run(
        "restore", tmp_path / "b.zip", restored, "--passphrase-file", station.passphrase_file
    )

    assert answer.status == 0, answer.err
    secret = ("--passphrase-file", station.passphrase_file)
    assert station.run("show", restored, ref, "--json", *secret).json["what"].startswith("Call")
    new = station.run("add", restored, "action", "-", *secret, stdin='{"what": "Another"}').last
    assert new[: len("SDN-ACN-26-A")] != ref[: len("SDN-ACN-26-A")]
    assert sorted(each.name for each in restored.iterdir() if "-" not in each.name) == sorted(
        each.name for each in station.vault.iterdir() if "-" not in each.name
    )


def test_a_backup_holds_no_word_in_clear(station, tmp_path):
    station.add("action", {"what": "Sesame opens nothing"})
    station("backup", "--out", tmp_path / "b.zip")

    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert sorted(archive.namelist()) == ["backup.json", "keys.json", "vault.db"]
        assert all(b"Sesame" not in archive.read(name) for name in archive.namelist())
    assert [each.name for each in tmp_path.iterdir() if ".part" in each.name] == []


def test_neither_backup_nor_restore_writes_over_anything(station, tmp_path):
    out = tmp_path / "b.zip"
    station("backup", "--out", out)
    before = out.read_bytes()

    assert station("backup", "--out", out).status == 1
    again = station.run("restore", out, station.vault, "--passphrase-file", station.passphrase_file)

    assert again.status == 1
    assert out.read_bytes() == before
    assert station("check").status == 0


def _spoilt(content: bytes) -> dict[str, bytes]:
    half = len(content) // 2
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("../vault.db", b"x")
    newer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(newer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"fieldapp-backup/1", b"fieldapp-backup/9"))
    return {
        "empty": b"",
        "no zip": b"nothing of the kind",
        "cut": content[:half],
        "a flipped byte": content[:half] + bytes([content[half] ^ 1]) + content[half + 1 :],
        "another zip": other.getvalue(),
        "newer": newer.getvalue(),
    }


def test_a_spoilt_backup_is_refused_and_leaves_nothing_behind(station, tmp_path):
    station("backup", "--out", tmp_path / "b.zip")
    target, spoilt = tmp_path / "again.vault", tmp_path / "spoilt.zip"
    for name, content in _spoilt((tmp_path / "b.zip").read_bytes()).items():
        spoilt.write_bytes(content)

        answer = station.run(
            "restore", spoilt, target, "--passphrase-file", station.passphrase_file
        )

        assert answer.status == 1, name
        assert len(answer.err.splitlines()) == 1, name
        assert "backup" in answer.err, name
        assert not target.exists(), name
        assert not list(tmp_path.glob("again.vault*")), name


def test_check_counts_what_it_read(station):
    station.add("action", {"what": "One"}, {"what": "Two"})

    assert station("check", "--json").json == {"whole": True, "counts": {"station": 1, "action": 2}}


def test_check_finds_a_flipped_byte(station):
    path = station.vault / "vault.db"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    answer = station("check")

    assert answer.status == 1
    assert "damaged" in answer.err


def test_a_vault_that_is_open_elsewhere_is_refused(station, vault):
    answer = station("list", "station")

    assert answer.status == 1
    assert len(answer.err.splitlines()) == 1


def _python(script: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )


def test_without_a_word_the_window_opens_and_nothing_of_the_command_line_is_loaded(tmp_path):
    script = (
        "import runpy, sys\n"
        "from fieldapp.cli import main\n"
        "def seen(name, run_name):\n"
        "    heavy = {'click', 'fieldapp.store', 'sqlcipher3', 'attrs'} & set(sys.modules)\n"
        "    print(name, run_name, sorted(heavy))\n"
        "runpy.run_module = seen\n"
        "sys.exit(main([]))\n"
    )

    ran = _python(script, tmp_path)

    assert (ran.returncode, ran.stdout) == (0, "ui __main__ []\n"), ran.stderr


def test_the_program_itself_ends_with_the_status(tmp_path):
    script = "import runpy, sys; sys.argv = ['fieldapp', 'list']; runpy.run_module('fieldapp')"

    assert (
        _python(
            script.replace("('fieldapp')", "('fieldapp', run_name='__main__')"), tmp_path
        ).returncode
        == 2
    )
