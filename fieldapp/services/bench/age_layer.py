"""Sealing and opening 100 MB, beside the `age` program where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import resources
from fieldapp.crypto import age
from fieldapp.services.bench.rows import Row, median, milliseconds, row

SIZE = 100 * 1024 * 1024
TIMES = 5
# In a process of its own, where no earlier work has left memory to use again.
_PEAK = """
import sys
from fieldapp.crypto import age
from fieldapp.services.bench.memory import peak_above_base
clear, sealed, opened, identity = sys.argv[1:]
def both():
    with open(clear, "rb") as source, open(sealed, "wb") as target:
        age.encrypt(source, target, [age.recipient_of(identity)])
    with open(sealed, "rb") as source, open(opened, "wb") as target:
        age.decrypt(source, target, [identity])
print(peak_above_base(both) or "")
"""


def rows(folder: Path) -> Iterator[Row]:
    """The same file, sealed for and opened with the same X25519 key, in turns with the program."""
    clear, sealed, opened = folder / "clear", folder / "sealed.age", folder / "opened"
    clear.write_bytes(os.urandom(SIZE))
    identity = age.new_identity(age.CLASSIC)
    recipient = age.recipient_of(identity)

    def seal() -> None:
        with clear.open("rb") as source, sealed.open("wb") as target:
            age.encrypt(source, target, [recipient])

    def open_() -> None:
        with sealed.open("rb") as source, opened.open("wb") as target:
            age.decrypt(source, target, [identity])

    program = _program(folder, clear, recipient, identity)
    ours: tuple[list[float], list[float]] = ([], [])
    theirs: tuple[list[float], list[float]] = ([], [])
    for _ in range(TIMES):
        for at, work in enumerate((seal, open_)):
            ours[at].append(milliseconds(work))
            if program:
                theirs[at].append(milliseconds(_run, program[at]))
    for at, name in enumerate(("seal 100 MB", "open 100 MB")):
        yield row(
            name,
            median(ours[at]),
            "ms",
            reference=median(theirs[at]) if program else None,
            reference_name="the age program" if program else "age is not installed",
            most_ratio=1.0,
        )
    yield from _memory([str(clear), str(sealed), str(opened), identity])


def _program(folder: Path, clear: Path, recipient: str, identity: str) -> list[list[str]]:
    """How the program seals and opens; empty where it is not installed."""
    program = shutil.which("age")
    if program is None:
        return []
    key, sealed, opened = folder / "key.txt", folder / "theirs.age", folder / "theirs"
    key.write_text(f"{identity}\n", encoding="ascii")
    return [
        [program, "-r", recipient, "-o", str(sealed), str(clear)],
        [program, "-d", "-i", str(key), "-o", str(opened), str(sealed)],
    ]


def _run(words: list[str]) -> str:
    environment = {**os.environ, "PYTHONPATH": str(resources.path().parent)}
    ran = subprocess.run(  # noqa: S603  # the program age, or our own interpreter
        words, check=True, capture_output=True, text=True, env=environment
    )
    return ran.stdout


def _memory(words: list[str]) -> Iterator[Row]:
    if said := _run([sys.executable, "-c", _PEAK, *words]).strip():
        yield row("seal and open 100 MB, memory", float(said), "MiB", at_most=64)
