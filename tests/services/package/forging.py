"""Packages made wrong on purpose, with keys that are right or wrong."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from fieldapp.crypto import age, sshsig
from fieldapp.services.package import cards, layout, manifest
from fieldapp.services.package.archive import Archive
from fieldapp.store.keys import station_keys
from tests.services.package.stations import Pair

Plain = dict[str, Any]


def inside(pair: Pair, path: Path) -> bytes:
    """The ZIP of a package, as the receiver decrypts it."""
    with path.open("rb") as file:
        return age.open_reader(file, [station_keys(pair.receiver.vault).hybrid]).read()


def files_in(content: bytes) -> dict[str, bytes]:
    archive = Archive(io.BytesIO(content))
    return {each.path: b"".join(archive.chunks(each.path)) for each in archive.entries}


def put(pair: Pair, content: bytes, name: str = "package-00000000.age") -> Path:
    """Any content, encrypted for the receiver."""
    path = pair.folder / name
    with path.open("wb") as file:
        recipient = cards.own_card(pair.receiver).recipients[0]
        age.encrypt(io.BytesIO(content), file, [recipient])
    return path


def forge(
    pair: Pair,
    path: Path,
    change: Callable[[Plain], object] = lambda plain: None,
    *,
    files: Mapping[str, bytes | None] | None = None,
    relist: bool = True,
    raw: Callable[[bytes], bytes] = lambda raw: raw,
    seed: bytes | None = None,
    namespace: str = manifest.NAMESPACE,
    name: str = "package-00000000.age",
) -> Path:
    """A package like this one, but changed, and signed again by the sender or another key."""
    found = files_in(inside(pair, path))
    plain = json.loads(found[manifest.PATH])
    kept = {
        k: v for k, v in found.items() if k not in (manifest.PATH, manifest.SIGNATURE, "padding")
    }
    kept = {k: v for k, v in {**kept, **(files or {})}.items() if v is not None}
    if relist:
        plain["files"] = [
            {"path": k, "size": len(v), "sha256": hashlib.sha256(v).hexdigest()}
            for k, v in kept.items()
        ]
    change(plain)
    signed = raw(json.dumps(plain).encode())
    seed = seed or station_keys(pair.sender.vault).signing_seed
    signature = sshsig.sign(seed, signed, namespace).encode()
    packed = [layout.pack(manifest.PATH, [signed]), layout.pack(manifest.SIGNATURE, [signature])]
    packed += [layout.pack(k, [v]) for k, v in kept.items()]
    return put(pair, layout.write(packed).read(), name)


def lines_of(pair: Pair, path: Path) -> list[Plain]:
    raw = files_in(inside(pair, path))["records.jsonl"]
    return [json.loads(line) for line in raw.splitlines()]


def with_lines(lines: list[Plain]) -> dict[str, bytes]:
    return {"records.jsonl": b"".join(json.dumps(each).encode() + b"\n" for each in lines)}
