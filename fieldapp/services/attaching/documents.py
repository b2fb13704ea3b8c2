"""Office and OpenDocument files packed anew without the parts that say who made them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from xml.etree import ElementTree

import attrs

from fieldapp.services.attaching.refusals import (
    MacroError,
    MetadataStaysError,
    TooMuchInsideError,
)
from fieldapp.services.attaching.segments import without_notes

MOST_PARTS = 5000
MOST_INSIDE = 150 * 1024 * 1024
_MOST_XML = 64 * 1024 * 1024
_BROKEN = "It is built in a way that could not be rewritten."
_LOCKED = "It is protected with a password."
_SPOILT = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError,
           ValueError, KeyError, ElementTree.ParseError)  # fmt: skip
_PICTURES = (".jpg", ".jpeg", ".png")

# Who commented or changed what, and when, in the parts of a text, a sheet and a set of slides.
_MAKERS = re.compile(
    rb'(?P<name>[ \t\r\n](?:\w+:)?(?:author|initials|lastModifiedBy|userId|displayName))="[^"]+"'
)
_AUTHORS = re.compile(rb"(<(?:\w+:)?(?:author|creator|initial-creator|creator-initials|"
                      rb"sender-initials)>)[^<]+(</)")  # fmt: skip
_MAKING_PARTS = re.compile(
    r"(word|ppt|xl)/(.*/)?(document|comments|footnotes|endnotes|header|footer|people|person|"
    r"commentAuthors|authors|threadedComment|revisions|userNames)[^/]*\.xml$"
)

Check = Callable[[], None]


@attrs.frozen
class Repacked:
    """A document as it is kept, and what is no longer in it."""

    content: bytes = attrs.field(repr=False)
    taken: tuple[str, ...]


def repacked_office(content: bytes, check: Check) -> Repacked:
    """A Word, Excel or PowerPoint file without its properties, thumbnail and names of authors."""
    return _repacked(content, check, _office_part, _is_office_macro)


def repacked_open_document(content: bytes, check: Check) -> Repacked:
    """An OpenDocument file without its metadata, thumbnail and names of authors."""
    return _repacked(content, check, _open_part, _is_open_macro)


Part = Callable[[str, bytes], tuple[bytes | None, str]]


def _repacked(
    content: bytes, check: Check, cleaned: Part, is_macro: Callable[[str], bool]
) -> Repacked:
    taken: dict[str, None] = {}
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w") as target:
            for entry in _parts(archive, is_macro):
                check()
                part, said = cleaned(entry.filename, _read(archive, entry))
                if said:
                    taken.setdefault(said)
                if part is not None:
                    plain = zipfile.ZipInfo(entry.filename)  # dated 1980, as by nobody
                    plain.compress_type = _packing(entry)
                    target.writestr(plain, part)
    except _SPOILT:
        raise MetadataStaysError(_BROKEN) from None
    return Repacked(out.getvalue(), tuple(taken))


def _parts(archive: zipfile.ZipFile, is_macro: Callable[[str], bool]) -> list[zipfile.ZipInfo]:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > MOST_INSIDE:
        raise TooMuchInsideError
    if any(is_macro(each.filename) for each in parts):
        raise MacroError
    if any(each.flag_bits & 1 for each in parts):
        raise MetadataStaysError(_LOCKED)
    if len({each.filename for each in parts}) != len(parts):
        raise MetadataStaysError(_BROKEN)
    return parts


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """No more than the directory says: what unpacks to more is not read to its end."""
    with archive.open(entry) as part:
        content = part.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise TooMuchInsideError
    return content


def _packing(entry: zipfile.ZipInfo) -> int:
    stored = entry.compress_type == zipfile.ZIP_STORED
    return zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED


def _is_office_macro(name: str) -> bool:
    low = name.lower()
    return (
        low.endswith(("vbaproject.bin", "vbadata.xml"))
        or "macrosheets/" in low
        or ("activex/" in low)
    )


def _is_open_macro(name: str) -> bool:
    return name.startswith(("Basic/", "Scripts/"))


def _office_part(name: str, content: bytes) -> tuple[bytes | None, str]:
    if name.startswith("docProps/"):
        return None, "author, program, times"
    if name == "_rels/.rels":
        return _without(content, lambda each: _points_at(each, "docProps/")), ""
    if name == "[Content_Types].xml":
        return _without(content, lambda each: _points_at(each, "docProps/")), ""
    if name.lower().endswith(_PICTURES):
        plain = without_notes(content)
        return plain, "notes in pictures" if plain != content else ""
    if _MAKING_PARTS.match(name):
        plain = _AUTHORS.sub(rb"\1-\2", _MAKERS.sub(rb'\g<name>="-"', content))
        return plain, "who commented" if plain != content else ""
    return content, ""


def _points_at(element: ElementTree.Element, start: str) -> bool:
    target = element.get("Target") or element.get("PartName") or ""
    return target.lstrip("/").startswith(start)


_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"


def _open_part(name: str, content: bytes) -> tuple[bytes | None, str]:
    if name == "meta.xml" or name.startswith(("Thumbnails/", "Configurations2/")):
        return None, "author, program, times" if name == "meta.xml" else ""
    if name == "META-INF/documentsignatures.xml":
        raise MetadataStaysError("It is signed digitally, and rewriting breaks the signature.")
    if name == "META-INF/manifest.xml":
        if b"encryption-data" in content:
            raise MetadataStaysError(_LOCKED)
        return _without(content, _is_gone), ""
    if name.lower().endswith(_PICTURES):
        plain = without_notes(content)
        return plain, "notes in pictures" if plain != content else ""
    if name in ("content.xml", "styles.xml", "settings.xml"):
        plain = _AUTHORS.sub(rb"\1-\2", content)
        return plain, "who commented" if plain != content else ""
    return content, ""


def _is_gone(element: ElementTree.Element) -> bool:
    path = element.get(f"{_MANIFEST}full-path") or ""
    return path == "meta.xml" or path.startswith(("Thumbnails/", "Configurations2/"))


def _without(content: bytes, gone: Callable[[ElementTree.Element], bool]) -> bytes:
    """An XML list without some of its entries."""
    if len(content) > _MOST_XML or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise MetadataStaysError(_BROKEN)
    top = ElementTree.fromstring(content)  # noqa: S314 - bounded, and no entities
    for each in [each for each in top if gone(each)]:
        top.remove(each)
    written: bytes = ElementTree.tostring(top, encoding="UTF-8", xml_declaration=True)
    return written
