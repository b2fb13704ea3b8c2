"""Killed at any point: the vault opens, is whole, and what was begun is finished or voided.

The process kills itself at the nth call in the files that write; which n is seeded, and all of
them are tried in turn under FIELDAPP_TORTURE.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldapp.services.package.seal import settle  # noqa: F401  # loaded before the split
from fieldapp.services.printing import summary  # noqa: F401
from fieldapp.store.keyfiles import NAMES, key_files
from tests.bad_input.conftest import incident
from tests.bad_input.door import Desk, call, forked, names

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal"),
    pytest.mark.timeout(3600),
]
TIMES = 60 if os.environ.get("FIELDAPP_TORTURE") else 6
# The files whose steps matter: everything that writes, and what calls it.
_STEPS = (
    "/store/",
    "/services/files.py",
    "/services/backup.py",
    "/package/seal.py",
    "/package/plan.py",
    "/package/importing.py",
    "/package/extract.py",
)


def watched(at: int, tell: Path | None = None) -> Callable[[], None]:
    """Die at the nth step; with 0, write down how many there were."""
    count = 0

    def step(frame, event, _argument) -> None:
        nonlocal count
        file = frame.f_code.co_filename
        if event not in ("call", "c_call") or not any(each in file for each in _STEPS):
            return
        count += 1
        if tell is not None:
            tell.write_text(str(count)) if count % 50 == 0 else None
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)

    return lambda: sys.setprofile(step)


def killed(seed: int, tell: Path, *words: object, stdin: str = "") -> list[int]:
    """The steps at which to die, spread over a whole run, which is made on a copy by the caller."""
    said = forked(watched(0, tell), *words, stdin=stdin)
    assert said is not None
    assert said.status == 0, said.err
    return random.Random(seed).sample(range(1, int(tell.read_text())), TIMES)


def whole(desk: Desk) -> dict[str, str]:
    """Unlocked by command, checked page by page; the states of what left."""
    desk.done("check")
    kept = desk.kept()
    assert "sealing" not in kept.states.values()
    return dict(kept.states)


def test_share(two, tmp_path):
    out = two.folder / "out"
    words = two.sender.words("share", "--agreement", two.agreement, "--out", out)
    two.approve()
    for at in killed(1, tmp_path / "steps", *words):
        two.approve()  # each counts once
        before = names(out)
        forked(watched(at), *words)
        states = whole(two.sender)
        assert not [path for path in names(out) if path.endswith(".part")]
        # What lies there is in the log as sealed; a file more than the log would be a lie.
        sealed = sum(state == "sealed" for state in states.values())
        assert len(list(out.glob("package-*.age"))) <= sealed
        assert len(names(out) - before) <= 1
    two.approve()
    last = two.sender.done(*words[:1], *map(str, words[2:6])).out
    assert last
    # Every package that is there can be imported, in order, with no gap but the voided ones.
    opened = [
        (two.receiver.done("open", path, "--json").json["sequence"], path)
        for path in out.glob("package-*.age")
    ]
    for _, path in sorted(opened):
        found = two.receiver.done("open", path, "--import", "--json").json
        assert found["gaps"] == [] or found["sequence"] > 1


def test_import_of_a_package(two, tmp_path):
    words = two.receiver.words("open", two.package, "--import")
    held = two.receiver.kept().ids
    fresh = Copies(two.receiver, tmp_path)
    for at in killed(2, tmp_path / "steps", *fresh.words(words)):
        desk = fresh.desk()
        forked(watched(at), *fresh.words(words))
        whole(desk)
        after = desk.kept().ids
        # All of it or none, never the package without its records.
        assert len(after["incident"]) - len(held["incident"]) in (0, 2)
        assert bool(after["received"]) == (len(after["incident"]) > len(held["incident"]))


class Copies:
    """A copy of a desk for each try, so that each begins alike."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk, self._folder, self._number = desk, folder, 0
        self._made = self.desk()

    def desk(self) -> Desk:
        import shutil

        self._number += 1
        folder = self._folder / f"copy-{self._number}.vault"
        shutil.copytree(self._desk.vault, folder)
        self._made = Desk(folder, self._desk.key, self._desk.passphrase_file)
        return self._made

    def words(self, words: list[object]) -> list[object]:
        return [self._made.vault if each == self._desk.vault else each for each in words]


def test_passphrase(station, tmp_path):
    """The old one or the new one opens, never neither; both files of keys can be read."""
    new, old = tmp_path / "new", station.passphrase_file
    new.write_text("another passphrase entirely")
    words = station.words("passphrase", "--new-passphrase-file", new)
    fresh = Copies(station, tmp_path)
    for at in killed(3, tmp_path / "steps", *fresh.words(words)):
        desk = fresh.desk()
        forked(watched(at), *fresh.words(words))
        assert key_files(desk.vault)
        assert all((desk.vault / name).stat().st_size for name in NAMES)
        opens = [call("check", desk.vault, "--passphrase-file", file).status for file in (old, new)]
        assert 0 in opens, "neither passphrase opens the vault"


def test_add_is_all_or_nothing(station, tmp_path):
    both = json.dumps([incident(1), incident(2)])
    words = station.words("add", "incident", "-")
    fresh = Copies(station, tmp_path)
    for at in killed(4, tmp_path / "steps", *fresh.words(words), stdin=both):
        desk = fresh.desk()
        forked(watched(at), *fresh.words(words), stdin=both)
        whole(desk)
        assert len(desk.kept().ids["incident"]) in (0, 2)


def test_what_was_asked_for_is_whole_or_can_be_asked_for_again(two, tmp_path):
    """A killed backup or extraction leaves nothing under the name, and does not block the next."""
    for seed, command, *rest in (
        (5, "backup", "--out"),
        (6, "open", two.package, "--extract"),
    ):
        desk = two.sender if command == "backup" else two.receiver
        target = tmp_path / f"{command}-steps"
        steps = killed(seed, tmp_path / "steps", *desk.words(command, *rest, target))
        for number, at in enumerate(steps):
            out = tmp_path / f"{command}-{number}"
            words = desk.words(command, *rest, out)
            if forked(watched(at), *words) is None and not out.exists():
                desk.done(command, *rest, out)
            assert out.exists()
            assert not [path for path in names(tmp_path) if path.endswith(".part")]
            whole(desk)
