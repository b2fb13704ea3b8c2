"""What the tests in Node read: one good package, many wrong ones, and what Python made of both."""

from __future__ import annotations

import csv
import io
import itertools
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from fieldapp.crypto import age
from fieldapp.services.package import cards
from fieldapp.services.package.archive import Archive
from fieldapp.services.package.layout import PackedFile, pack, padded_size, write
from tests.reader.conftest import Person
from tests.services.package.forging import files_in, forge, inside, put
from tests.services.package.stations import Pair
from tests.services.package.test_opening_refusals import CHANGES, RAW

LETTERS = "aZ09 ,\"\r\n;|='يв\u200f\U0001f33e\t"


def write_cases(pair: Pair, person: Person, folder: Path) -> None:
    """Write all of them into a folder."""
    folder.mkdir()
    for name in ("keys.txt", "signing", "card.json"):
        (folder / name).write_bytes((person.keys.parent / name).read_bytes())
    good = person.package.read_bytes()
    content = inside(pair, person.package)
    entries = Archive(io.BytesIO(content)).entries
    (folder / "good.age").write_bytes(good)
    (folder / "good.zip").write_bytes(content)
    card = cards.own_card(pair.sender)
    told = {
        "code": card.code,
        "fingerprint": card.fingerprint,
        "signing": card.signing_key,
        "recipients": card.recipients,
        "allowed": cards.allowed_signers(card),
        "receiver": cards.own_card(pair.receiver).fingerprint,
        "directory": entries[-1].end,
        "firstFiles": entries[2].offset,
        "padded": [[size, padded_size(size)] for size in _sizes()],
        "stranger": age.new_identity(age.HYBRID),
        "faults": [name for name, _ in _faults(pair, person, folder)],
    }
    (folder / "told.json").write_text(json.dumps(told))
    _write_rows(folder)


def _sizes() -> list[int]:
    some = random.Random(3)
    return [1, 65535, 65536, 65537, *(some.randrange(1, 2**31) for _ in range(300))]


def _faults(pair: Pair, person: Person, folder: Path) -> Iterator[tuple[str, Path]]:
    """Packages that FieldApp refuses for their content, each in a file of its own."""
    # One by one, because each is written over the one before it.
    made = itertools.chain(_forged(pair, person), _laid_out(pair, person))
    for number, (name, path) in enumerate(made):
        target = folder / f"fault-{number}.age"
        target.write_bytes(path.read_bytes())
        yield name, target


def _forged(pair: Pair, person: Person) -> Iterator[tuple[str, Path]]:
    good = person.package
    for name, change in CHANGES.items():
        yield name, forge(pair, good, change)
    for name, raw in RAW.items():
        yield name, forge(pair, good, raw=raw)
    yield "another key", forge(pair, good, seed=bytes(32))
    yield "another purpose", forge(pair, good, namespace="fieldapp-card")
    yield "another version", forge(pair, good, lambda p: p.update(format="fieldapp-package/2"))
    yield "other content", forge(pair, good, files={"README.txt": b"Call"}, relist=False)
    yield "one more file", forge(pair, good, files={"evil.txt": b"x"}, relist=False)
    yield "one file less", forge(pair, good, files={"README.txt": None}, relist=False)
    nobody = [{"fingerprint": "0" * 64, "since": 1}]
    yield "not for us", forge(pair, good, lambda p: p.update(recipients=nobody))
    yield "another sender", forge(pair, good, lambda p: p["sender"].update(fingerprint="1" * 64))
    for content in (b"", b"hello", bytes(70_000)):
        yield f"no ZIP of {len(content)} bytes", put(pair, content)


def _laid_out(pair: Pair, person: Person) -> Iterator[tuple[str, Path]]:
    """The right files in a wrong ZIP."""
    found = files_in(inside(pair, person.package))
    del found["padding"]
    packed = [pack(path, [content]) for path, content in found.items()]

    def made(name: str, files: list[PackedFile], *, padded: bool = True) -> tuple[str, Path]:
        return name, put(pair, write(files, padded=padded).read())

    yield made("signature first", [packed[1], packed[0], *packed[2:]])
    yield made("no padding", packed, padded=False)
    yield made("a name twice", [*packed, pack("readme.TXT", [b"x"])])
    yield made("a file that is a folder", [*packed, pack("README.txt/a", [b"x"])])
    yield made("a device", [*packed, pack("nul.txt", [b"x"])])
    yield made("a path upwards", [*packed, pack("../x", [b"x"])])
    content = write(packed).read()
    yield "a comment", put(pair, content + b"x")
    for name, change in BROKEN.items():
        yield name, put(pair, change(content))
    yield "padding not zero", put(pair, _in_padding(content))


def _in_padding(content: bytes) -> bytes:
    last = Archive(io.BytesIO(content)).entries[-1]
    at = last.end - 7
    return content[:at] + b"\1" + content[at + 1 :]


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "something before": lambda content: b"\0" + content,
    "cut short": lambda content: content[:-1],
    "another date": lambda content: content.replace(b"\x21\0", b"\x22\0", 1),
    "another number of entries": lambda content: content[:-12] + b"\x01\0" + content[-10:],
}


def _write_rows(folder: Path) -> None:
    """Cells of every sort as Python's csv writes them."""
    some = random.Random(5)
    rows = [
        ["".join(some.choices(LETTERS, k=some.randrange(6))) for _ in "abc"] for _ in range(400)
    ]
    rows += [["", "", ""], ["only", "", ""]]
    target = io.StringIO(newline="")
    csv.writer(target).writerows(rows)
    (folder / "rows.csv").write_bytes(target.getvalue().encode())
    (folder / "rows.json").write_text(json.dumps(rows))
