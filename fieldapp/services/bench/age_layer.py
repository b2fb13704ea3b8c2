"""Sealing and opening 100 MB, beside the `age` program where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from fieldapp.crypto import age
from fieldapp.services.bench.memory import peak_above_base
from fieldapp.services.bench.rows import Row, median, milliseconds, row

SIZE = 100 * 1024 * 1024
TIMES = 3


def rows(folder: Path) -> Iterator[Row]:
    """The same file, sealed for and opened with the same X25519 key."""
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

    def both() -> None:
        seal()
        open_()

    peak = peak_above_base(both)
    ours = [(milliseconds(seal), milliseconds(open_)) for _ in range(TIMES)]
    theirs = _program(folder, clear, recipient, identity)
    for at, name in enumerate(("seal 100 MB", "open 100 MB")):
        yield row(
            name,
            median([each[at] for each in ours]),
            "ms",
            reference=median([each[at] for each in theirs]) if theirs else None,
            reference_name="the age program" if theirs else "age is not installed",
            most_ratio=1.0,
        )
    if peak is not None:
        yield row("seal and open 100 MB, memory", peak, "MiB", at_most=64)


def _program(folder: Path, clear: Path, recipient: str, identity: str) -> list[tuple[float, float]]:
    program = shutil.which("age")
    if program is None:
        return []
    key, sealed, opened = folder / "key.txt", folder / "theirs.age", folder / "theirs"
    key.write_text(f"{identity}\n", encoding="ascii")
    seal = [program, "-r", recipient, "-o", str(sealed), str(clear)]
    open_ = [program, "-d", "-i", str(key), "-o", str(opened), str(sealed)]
    return [(milliseconds(_run, seal), milliseconds(_run, open_)) for _ in range(TIMES)]


def _run(words: list[str]) -> None:
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603
