"""The ZIP inside: one way to write it, and every other way refused."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.services.package import layout
from fieldapp.services.package.archive import Archive
from fieldapp.services.package.errors import NotAPackageError, TooLargeError
from fieldapp.services.package.layout import PackedFile, pack, padded_size, write


def zipped(*files: PackedFile, padded: bool = True) -> bytes:
    return write(files, padded=padded).read()


def sample() -> bytes:
    stored = pack("data/a.csv", [b"a,b\r\n" * 50], deflate=False)
    return zipped(pack("manifest.json", [b"{}"], deflate=False), stored)


def archive(content: bytes) -> Archive:
    found = Archive(io.BytesIO(content))
    for each in found.entries:
        for _ in found.chunks(each.path):
            pass
    return found


@given(st.integers(min_value=1, max_value=2**31))
def test_padding_says_little_and_costs_at_most_an_eighth(size):
    padded = padded_size(size)
    assert padded == max(padded, size, 65536)
    assert padded_size(padded) == padded
    if size > 65536:
        assert padded <= size * 1.12
        exponent = padded.bit_length() - 1
        assert padded % (1 << (exponent - exponent.bit_length())) == 0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.binary(max_size=90_000), min_size=1, max_size=4), st.booleans())
def test_what_is_written_is_read_again(contents, deflate):
    files = [
        pack(f"data/f{number}.csv", [content[:7], content[7:]], deflate=deflate)
        for number, content in enumerate(contents)
    ]
    whole = zipped(*files)
    found = archive(whole)
    assert padded_size(len(whole)) == len(whole)
    assert [b"".join(found.chunks(each.path)) for each in files] == contents
    assert zipfile.ZipFile(io.BytesIO(whole)).testzip() is None


@pytest.mark.parametrize(
    "path",
    [
        "../evil",
        "/etc/passwd",
        "data/../../evil",
        "data\\evil",
        "c:evil",
        "data//x",
        "data/",
        ".hidden",
        "con",
        "data/nul.csv",
        "a/b/c/d/e",
        "naïve",
        "x" * 200,
        "",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(path):
    made = pack("x", [b"1"])
    object.__setattr__(made.entry, "path", path)
    try:
        content = zipped(made)
    except UnicodeEncodeError:
        return  # cannot even be written
    with pytest.raises(NotAPackageError):
        archive(content)


@pytest.mark.parametrize(
    "paths", [("a.csv", "a.csv"), ("a.csv", "A.csv"), ("data", "data/a.csv"), ("padding",)]
)
def test_names_that_meet_on_the_disk_are_refused(paths):
    with pytest.raises(NotAPackageError):
        archive(zipped(*(pack(each, [b"1"]) for each in paths)))


def test_a_bomb_meets_its_bounds_before_memory():
    bomb = pack("data/a.csv", (bytes(2**20) for _ in range(64)))
    lying = evolve(bomb, entry=evolve(bomb.entry, size=100))
    found = Archive(io.BytesIO(zipped(lying)))
    with pytest.raises(NotAPackageError):
        list(found.chunks("data/a.csv"))
    honest = Archive(io.BytesIO(zipped(bomb)))
    with pytest.raises(TooLargeError):
        honest.read("data/a.csv", 2**20)
    huge = evolve(bomb, entry=evolve(bomb.entry, size=2**31))
    with pytest.raises(TooLargeError):
        Archive(io.BytesIO(zipped(huge)))


def patched(content: bytes, at: int, new: bytes) -> bytes:
    return content[:at] + new + content[at + len(new) :]


def tricks() -> dict[str, bytes]:
    good = sample()
    central, end = good.index(b"PK\x01\x02"), len(good) - 22
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("manifest.json", "{}")
        made.writestr("padding", bytes(layout.SMALLEST))
    return {
        "comment": patched(good, end + 20, struct.pack("<H", 3)) + b"abc",
        "something before": b"MZ" + good,
        "something behind": good + b"\0",
        "a link": patched(good, central + 38, struct.pack("<I", 0o120777 << 16)),
        "encrypted flag": patched(good, central + 8, b"\x01"),
        "another date": patched(good, central + 14, b"\x22"),
        "local date only": patched(good, 12, b"\x22"),
        "local name only": patched(good, 30, b"M"),
        "method unknown": patched(good, central + 10, b"\x63"),
        "one entry less": patched(good, end + 8, struct.pack("<HH", 2, 2)),
        "no entry": patched(good, end + 8, struct.pack("<HH", 0, 0)),
        "two disks": patched(good, end + 4, b"\x01"),
        "zip of another program": other.getvalue(),
        "no zip at all": b"not a zip" * 10_000,
        "empty": b"",
    }


@pytest.mark.parametrize("name", tricks())
def test_any_other_layout_is_refused(name):
    with pytest.raises(NotAPackageError):
        archive(tricks()[name])


def test_a_gap_between_entries_is_refused():
    good = sample()
    second = good.index(b"PK\x03\x04", 4)
    with pytest.raises(NotAPackageError):
        archive(good[:second] + b"hidden" + good[second:])


def test_padding_that_is_not_zeros_is_refused():
    content = pack("manifest.json", [b"{}"])
    note = b"a hidden note"
    size = Archive(io.BytesIO(zipped(content))).by_path["padding"].size
    false = pack("padding", [note + bytes(size - len(note))], deflate=False)
    with pytest.raises(NotAPackageError):
        archive(zipped(content, false, padded=False))


def test_no_flipped_bit_of_a_zip_goes_unseen():
    good = sample()
    central = good.index(b"PK\x01\x02")
    edges = [*range(200), *range(central, len(good))]
    for at in edges + random.Random(7).sample(range(len(good)), 200):
        with pytest.raises(NotAPackageError):
            archive(patched(good, at, bytes([good[at] ^ 0x10])))


def test_no_truncated_zip_is_read():
    good = sample()
    for length in random.Random(7).sample(range(len(good)), 100):
        with pytest.raises(NotAPackageError):
            archive(good[:length])


def test_a_damaged_deflate_stream_is_a_broken_layout():
    raw = zlib.compress(b"abc")
    made = pack("a.csv", [raw])
    broken = evolve(made, content=(b"\xff" * made.entry.packed,))
    with pytest.raises(NotAPackageError):
        archive(zipped(broken))
