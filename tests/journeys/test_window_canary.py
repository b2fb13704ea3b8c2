"""The window's canary: after the whole job, the words are in no file but those asked for."""

from __future__ import annotations

import json
import os
import random
import string
import subprocess
import sys
from pathlib import Path

import pytest

from tests.canary.words import find_words

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_RUNTIME_DIR": "run",
    "TMPDIR": "tmp",
}
PLANTED = (
    "person",
    "title",
    "said",
    "reading",
    "draft",
    "confidential",
    "shareable",
    "sought",
    "attached",
    "named",
    "keyed",
    "passphrase",
)


def planted() -> dict[str, str]:
    chosen = random.SystemRandom()
    words = {name: "".join(chosen.choices(string.ascii_letters, k=16)) for name in PLANTED}
    arabic = "".join(chosen.choices("بتثجحخدذرزسشصضطظعغفقكلمنهوي", k=16))
    passphrase = f"seven quiet herons cross the {words['passphrase']}"
    return {**words, "arabic": arabic, "passphrase": passphrase}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in FOLDERS.values():
        (tmp_path / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
    return tmp_path


def spend_the_evening(root: Path, words: dict[str, str]) -> list[str]:
    places = {name: str(root / folder) for name, folder in FOLDERS.items()}
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.evening", str(root)],
        input=json.dumps(words),
        cwd=ROOT,
        env={**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not any(word in done.stderr for word in words.values())
    return json.loads(done.stdout.splitlines()[-1])


def test_the_evening_at_the_window_leaves_no_word_outside_what_was_asked_for(root):
    words = planted()
    groups = spend_the_evening(root, words)
    sought = [*words.values(), words["passphrase"].split()[-1], "-".join(groups), *groups[1:3]]
    # A group of four letters may stand in random bytes by chance; two side by side may not.
    sought = [*sought[:-2], f"{groups[1]}-{groups[2]}", f"{groups[1]}   {groups[2]}"]
    found = find_words([root], sought, except_for=[root / "asked", root / "stick"])
    assert not found, sorted({(each.path.name, each.form) for each in found})

    # What was attached lies where it was, and the picture of the map holds no word as letters.
    on_stick = {each.word for each in find_words([root / "stick"], sought)}
    assert on_stick == {words["attached"], words["named"]}
    assert (root / "asked" / "map.png").read_bytes().startswith(b"\x89PNG")
    assert not list((root / "tmp").rglob("*.png"))
    asked = {each.path.name for each in find_words([root / "asked"], sought)}
    assert asked == {"summary.pdf"}  # so the search can find, and the package is sealed
    in_pdf = {each.word for each in find_words([root / "asked"], sought)}
    assert in_pdf == {words["title"], words["said"]}
    names = {path.relative_to(root).as_posix() for path in root.glob("*")}
    assert names == {
        *("asked", "home", "run", "stick", "tmp"),
        *("station.vault", "cluster.vault", "ours.json", "theirs.json"),
    }
