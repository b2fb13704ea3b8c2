"""What the store said is saved is there after the process is killed."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from fieldapp.store.cipher import check
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault

WRITER = """
import sys
from pathlib import Path
from fieldapp.records.actors import Actor
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault
store = Store(Vault.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])))
n = 0
while True:
    n += 1
    actor = Actor(name=f"Actor {n}")
    store.save(actor)
    print(actor.id, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")
@pytest.mark.parametrize("lines", [1, 7, 40])
def test_every_save_that_was_said_survives_a_kill(made, lines):
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(made.folder), made.key.hex()],
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        said = [writer.stdout.readline().strip() for _ in range(lines)]
        writer.send_signal(signal.SIGKILL)
        said += [line.strip() for line in writer.stdout if line.endswith("\n")]
    with Vault.open(made.folder, made.key) as vault:
        store = Store(vault)
        assert all(store.exists(record_id) for record_id in said)
    check(made.folder / "vault.db", made.key, 16384)
