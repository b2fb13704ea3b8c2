"""Looking for planted words in files, in every form in which a program may have left them.

`find_words(roots, words)` is for any canary: by command line here, by window in the journeys.
"""

from __future__ import annotations

import base64
import io
import json
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_MOST = 256 * 1024 * 1024
_DEEPEST = 3


@attrs.frozen
class Found:
    """A planted word in a file, and in which form it stood there."""

    path: Path
    word: str
    form: str


def find_words(
    roots: Sequence[Path], words: Sequence[str], except_for: Sequence[Path] = ()
) -> list[Found]:
    """Every planted word in any file below these folders, in the name or in the content.

    `except_for` are the files and folders that the user asked for.
    """
    return [
        found
        for root in roots
        for path in sorted(root.rglob("*"))
        if not any(path == each or each in path.parents for each in except_for)
        for found in _in_one(path, words)
    ]


def _in_one(path: Path, words: Sequence[str]) -> Iterator[Found]:
    for word in words:
        if word.casefold() in path.name.casefold():
            yield Found(path, word, "name")
    if path.is_symlink() or not path.is_file():
        return
    raw = path.read_bytes()
    for form, content in contents(raw):
        for word in words:
            if any(spelt in content for spelt in spellings(word)):
                yield Found(path, word, form)


def spellings(word: str) -> tuple[bytes, ...]:
    """A word as UTF-8, as UTF-16 of both orders, and as JSON escapes it."""
    escaped = json.dumps(word)[1:-1].encode()
    whole = "".join(f"\\u{ord(letter):04x}" for letter in word).encode()
    return (
        word.encode(),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        escaped,
        whole,
        whole.upper().replace(b"\\U", b"\\u"),
    )


def contents(raw: bytes, depth: int = _DEEPEST) -> Iterator[tuple[str, bytes]]:
    """The content as it is, and what is packed in it: files of a ZIP, streams of a PDF."""
    yield "plain", raw
    if depth and b"PK\x03\x04" in raw:
        yield from _unzipped(raw, depth)
    if b"%PDF" in raw[:1024]:
        yield "pdf", "\n".join(pdf_texts(raw)).encode()
        for stream in streams(raw):
            yield "pdf stream", stream
    if raw[:2] == b"\x1f\x8b":
        yield "gzip", zlib.decompressobj(31).decompress(raw, _MOST)


def _unzipped(raw: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for each in archive.infolist():
                yield "zip name", each.filename.encode()
                for form, content in contents(archive.read(each), depth - 1):
                    yield f"zip {form}", content
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, zlib.error):
        return  # what only looks like a ZIP was searched as it is


def streams(raw: bytes) -> list[bytes]:
    """The streams of a PDF, unpacked: text, but also its fonts and facts."""
    return [_inflated(_ascii85(packed)) for packed in _STREAM.findall(raw)]


def _ascii85(packed: bytes) -> bytes:
    """reportlab writes streams as letters too."""
    try:
        return base64.a85decode(packed.strip().removesuffix(b"~>")) if b"~>" in packed else packed
    except ValueError:
        return packed


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MOST)
    except zlib.error:
        return packed


def pdf_texts(raw: bytes) -> list[str]:
    """The text of each page, as a reader would copy it."""
    import pypdfium2

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        document = pypdfium2.PdfDocument(raw)
        try:
            return [page.get_textpage().get_text_bounded() for page in document]
        finally:
            document.close()


def texts_in(path: str, raw: bytes) -> Iterator[str]:
    """All text of a file of a package: of a PDF its pages, of a workbook its parts."""
    if path.endswith(".pdf"):
        yield from pdf_texts(raw)
    elif path.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for each in archive.infolist():
                yield archive.read(each).decode("utf-8", "replace")
    elif path.endswith((".json", ".jsonl")):
        for line in raw.decode().splitlines() if path.endswith("l") else [raw.decode()]:
            yield json.dumps(json.loads(line), ensure_ascii=False)
    else:
        yield raw.decode("utf-8", "replace")
