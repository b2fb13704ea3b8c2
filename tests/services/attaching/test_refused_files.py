"""What is never attached, and what only after saying that its metadata stays."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from fieldapp.errors import FieldappError, UnwritableError
from fieldapp.services.attaching.names import LONGEST, neutral_name
from fieldapp.services.attaching.refusals import (
    EmptyFileError,
    MacroError,
    MetadataStaysError,
    NotAFileError,
    ProgramError,
    SeveralPagesError,
    TooLargeError,
    TooManyPixelsError,
    TooMuchInsideError,
)
from fieldapp.services.attaching.taking_in import LARGEST, read_file, take_in
from tests.services.attaching.conftest import packed


def nothing(*_: object) -> None:
    pass


def png_of(width: int, height: int) -> bytes:
    """A PNG that says that it is this large, and holds nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def pages_of_tiff() -> bytes:
    out = io.BytesIO()
    pages = [Image.new("L", (8, 8), shade) for shade in (0, 255)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    return out.getvalue()


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(50, 50)
    writer.encrypt("sesame", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


OOXML = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<R/>"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.txt", b"", EmptyFileError),
        ("a.txt", b"x" * (LARGEST + 1), TooLargeError),
        ("photo.jpg", b"MZ\x90\0\x03\0\0\0", ProgramError),
        ("photo", b"\x7fELF\x02\x01", ProgramError),
        ("notes.txt", b"#!/bin/sh\necho", ProgramError),
        ("notes.bat", b"echo", ProgramError),
        ("report.pdf.EXE", b"anything", ProgramError),
        ("a.lnk", b"L\0\0\0", ProgramError),
        ("a.docm", packed(OOXML), MacroError),
        ("a.docx", packed({**OOXML, "word/vbaProject.bin": b"x"}), MacroError),
        ("a.xlsx", packed({**OOXML, "xl/macrosheets/sheet1.xml": b"x"}), MacroError),
        ("a.doc", OLE + "_VBA_PROJECT".encode("utf-16-le"), MacroError),
        ("a.png", png_of(9000, 9000), TooManyPixelsError),
        ("a.png", png_of(60000, 60000), TooManyPixelsError),
        ("a.tif", pages_of_tiff(), SeveralPagesError),  # a scan
        ("a.docx", packed({**OOXML, "word/a.xml": bytes(160 * 1024 * 1024)}), TooMuchInsideError),
    ],
)
def test_refused_whatever_is_said(name, content, error):
    for as_it_is in (False, True):
        with pytest.raises(error):
            take_in(name, content, as_it_is=as_it_is)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("call.m4a", b"\0\0\0 ftypM4A "),
        ("old.doc", OLE),
        ("a.zip", packed({"a.txt": b"x"})),
        ("a.pdf", b"%PDF-1.7 and then nothing"),
        ("a.pdf", locked_pdf()),
        ("a.jpg", b"\xff\xd8\xff\xe0 torn"),
        ("a.docx", packed({**OOXML, "word/document.xml": b"<w/>"})[:-30]),
        ("a.docx", packed({**OOXML, "_rels/.rels": b"<!DOCTYPE x []><x/>"})),
        ("a.txt", b"\xff\xfe\xff"),
    ],
)
def test_kept_only_after_saying_that_the_metadata_stays(name, content):
    with pytest.raises(MetadataStaysError) as raised:
        take_in(name, content)
    assert raised.value.why
    assert take_in(name, content, as_it_is=True).content == content


def test_a_torn_photo_is_asked_about(photo):
    with pytest.raises(MetadataStaysError):
        take_in("a.jpg", photo()[:400])


def test_a_part_that_unpacks_to_more_than_it_says_is_not_read_to_its_end():
    content = bytearray(packed({**OOXML, "word/a.xml": bytes(1_000_000)}))
    said = struct.pack("<I", 1_000_000)
    assert content.count(said) >= 1
    with pytest.raises((TooMuchInsideError, MetadataStaysError)):
        take_in("a.docx", bytes(content.replace(said, struct.pack("<I", 10))))


def test_only_files_are_read(tmp_path):
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises((NotAFileError, UnwritableError)):
            read_file(path, nothing, nothing)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(NotAFileError):
            read_file(tmp_path / "pipe", nothing, nothing)
    with (tmp_path / "large").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(TooLargeError):
        read_file(tmp_path / "large", nothing, nothing)


def test_reading_stops_when_asked(tmp_path):
    (tmp_path / "a").write_bytes(bytes(300_000))
    seen: list[int] = []

    class StoppedError(Exception):
        pass

    def told(done: int, total: int) -> None:
        seen.append(done)
        assert total == 300_000
        if done > 140_000:
            raise StoppedError

    with pytest.raises(StoppedError):
        read_file(tmp_path / "a", nothing, told)
    assert len(seen) == 3


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Kilo\\site.JPG", "site.jpg"),
        ("a\u202egpj.exe.png", "agpj.exe.png"),
        ("a\0b\nc.txt", "a b c.txt"),
        ("  .hidden ", "hidden"),
        ("con.txt", "file con.txt"),
        ("what?.pdf", "what-.pdf"),
        ("", "file"),
        ("...", "file"),
        ("محضر الاجتماع.pdf", "محضر الاجتماع.pdf"),
        ("Meeting of 3. May", "Meeting of 3. May"),
    ],
)
def test_names_are_neutralised(name, plain):
    assert neutral_name(name) == plain


@given(st.text(max_size=300), st.sampled_from(["", "jpg", "pdf"]))
def test_a_name_is_always_one_plain_line(name, ending):
    plain = neutral_name(name, ending)
    assert 0 < len(plain) <= LONGEST
    assert not set(plain) & set('/\\\n\r\t\0<>:"|?*')
    assert plain == plain.strip()
    assert not plain.startswith(".")
    assert neutral_name(plain, ending) == plain


def test_an_archive_with_two_parts_of_one_name_is_asked_about():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/a.xml", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/a.xml", "two")
    with pytest.raises(MetadataStaysError):
        take_in("a.docx", out.getvalue())


def test_no_sentence_holds_what_the_file_was_called():
    with pytest.raises(FieldappError) as raised:
        take_in("Kilo at the bridge.exe", b"MZ")
    assert "Kilo" not in raised.value.in_full()
