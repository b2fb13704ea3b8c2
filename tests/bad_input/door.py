"""The user's door: commands as they are typed, what they answer, and what lies on the disk after.

In this process by `call`, in a new one by `outside`, in one split off by `forked`; `refused` says
what every refusal must look like. Other folders of tests use it too.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from fieldapp.cli.run import run
from fieldapp.errors import FieldappError
from fieldapp.log import OUR_BUG
from fieldapp.store.cipher import PAGE_SIZE, check
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault

ROOT = Path(__file__).resolve().parent.parent.parent


@attrs.frozen
class Said:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def last(self) -> str:
        return self.out.splitlines()[-1]


def call(*words: object, stdin: bytes | str = b"") -> Said:
    """One command in this process."""
    raw = stdin.encode() if isinstance(stdin, str) else stdin
    out, err = _captured(), _captured()
    with _standard_input(raw), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run([str(word) for word in words])
    return Said(status, _text(out), _text(err))


def _captured() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode()


@contextlib.contextmanager
def _standard_input(raw: bytes) -> Iterator[None]:
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = before


def outside(*words: object, stdin: str = "", env: Mapping[str, str] | None = None) -> Said:
    """One command in a new process, as a user starts it."""
    done = subprocess.run(
        [sys.executable, "-m", "fieldapp", *map(str, words)],
        input=stdin.encode(),
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        check=False,
        timeout=120,
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def forked(begin: Callable[[], None], *words: object, stdin: str = "") -> Said | None:
    """One command in a process split off from this one, after `begin`; None where it was killed.

    A new one would spend a second on imports alone.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            begin()
            said = call(*words, stdin=stdin)
            os.write(writer, json.dumps([said.status, said.out[:9000], said.err]).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        raw = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    assert raw, "the child failed in its own test code"
    return Said(*json.loads(raw))


def on_a_small_disk(limit: int, *words: object, stdin: str = "") -> Said:
    """One command in a process none of whose files may grow beyond a limit."""
    import resource

    def begin() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    said = forked(begin, *words, stdin=stdin)
    assert said is not None
    return said


@attrs.frozen
class Desk:
    """A vault, the file of its passphrase, and the commands on it."""

    vault: Path
    key: bytes = attrs.field(repr=False)
    passphrase_file: Path

    def words(self, command: str, *words: object) -> list[object]:
        """A whole command line: VAULT put after the command."""
        return [*command.split(), self.vault, *words, "--passphrase-file", self.passphrase_file]

    def __call__(self, command: str, *words: object, stdin: bytes | str = b"") -> Said:
        return call(*self.words(command, *words), stdin=stdin)

    def full(self, limit: int, command: str, *words: object, stdin: str = "") -> Said:
        return on_a_small_disk(limit, *self.words(command, *words), stdin=stdin)

    def done(self, command: str, *words: object, stdin: bytes | str = b"") -> Said:
        """The same where it must succeed."""
        said = self(command, *words, stdin=stdin)
        assert said.status == 0, said.err
        return said

    def add(self, kind: str, *records: dict[str, Any]) -> list[str]:
        return self.done("add", kind, "-", stdin=json.dumps(list(records))).out.split()

    def agree(self, **values: object) -> str:
        return self.done("agreement add", "-", stdin=json.dumps(values)).last

    def kept(self) -> Kept:
        """What the vault holds, past every check."""
        check(self.vault / "vault.db", self.key, PAGE_SIZE)
        with Vault.open(self.vault, self.key) as opened:
            store = Store(opened)
            found = {
                kind.noun: tuple(sorted(each.id for each in store.records(Query(kind.noun))))
                for kind in store.types
            }
            states = {
                each.ref: each.state  # type: ignore[attr-defined]
                for each in store.records(Query("disclosure"))
            }
        return Kept(found, states)


@attrs.frozen
class Kept:
    """The ids of all records of a vault by type, and the states of its disclosures."""

    ids: Mapping[str, tuple[str, ...]]
    states: Mapping[str, str]

    @property
    def without_log(self) -> Mapping[str, tuple[str, ...]]:
        """All but the log of what left, in which a voided number may stand."""
        return {noun: ids for noun, ids in self.ids.items() if noun != "disclosure"}


def refused(
    said: Said, error: type[FieldappError] | None, *secrets: str, sentence: str = ""
) -> None:
    """Exit 1, one line that says this and no value, nothing on standard output."""
    assert said.status == 1, (said.status, said.out, said.err)
    lines = said.err.strip().splitlines()
    # A remark may stand before: what will be plaintext, how strong a passphrase is.
    assert lines, "nothing was said"
    wanted = sentence or (error.sentence if error else "")
    assert lines[-1].startswith(wanted), said.err
    assert OUR_BUG not in said.err
    assert "Traceback" not in said.err
    for each in ("/", "\\", *secrets):
        assert each not in said.err.replace("@label", ""), each


def listing(*folders: Path) -> dict[str, str]:
    """Every file below by its path, with the hash of its content.

    Of a database only that it is there: opening it moves pages about, and `Desk.kept` reads it.
    """
    return {
        str(path): _hash(path)
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.name not in _COME_AND_GO
    }


# SQLite's own files beside an open database.
_COME_AND_GO = ("vault.db-wal", "vault.db-shm")


def _hash(path: Path) -> str:
    if path.is_dir() or path.name == "vault.db":
        return "there"
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names(*folders: Path) -> set[str]:
    """Every file below by its path."""
    return set(listing(*folders))
