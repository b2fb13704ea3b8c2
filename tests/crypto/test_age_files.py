"""What the age files we write and read promise, whatever is in them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.crypto import age, bech32
from fieldapp.crypto.header import VERSION, Stanza, read_header, write_header
from fieldapp.crypto.recipients import parse_identity, parse_recipient

CHUNK = 64 * 1024
IDENTITY = {kind: age.new_identity(kind) for kind in (age.HYBRID, age.CLASSIC)}
SIZES = [0, 1, 15, 16, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7]
FAILURES = (age.AgeHeaderError, age.AgeHmacError, age.AgeNoMatchError, age.AgePayloadError)


def pattern(size: int) -> bytes:
    return bytes(range(251)) * (size // 251) + bytes(range(size % 251))


def sealed(content: bytes, kind: str = age.CLASSIC) -> bytes:
    target = io.BytesIO()
    age.encrypt(io.BytesIO(content), target, [age.recipient_of(IDENTITY[kind])])
    return target.getvalue()


def opened(file: bytes, kind: str = age.CLASSIC) -> bytes:
    target = io.BytesIO()
    age.decrypt(io.BytesIO(file), target, [IDENTITY[kind]])
    return target.getvalue()


class Dribble(io.RawIOBase):
    """A file that gives and takes a few bytes at a time, as a pipe does."""

    def __init__(self, content: bytes = b"") -> None:
        self.file = io.BytesIO(content)

    def readable(self):
        return True

    def read(self, size=-1):
        return self.file.read(min(size, 1000))

    def write(self, content):
        return self.file.write(bytes(content)[:1000])


@pytest.mark.parametrize("kind", [age.HYBRID, age.CLASSIC])
@pytest.mark.parametrize("size", SIZES)
def test_what_goes_in_comes_out(kind, size):
    file = sealed(pattern(size), kind)

    assert opened(file, kind) == pattern(size)
    assert age.open_reader(io.BytesIO(file), [IDENTITY[kind]]).read() == pattern(size)


def test_a_pipe_that_dribbles_loses_nothing():
    target = Dribble()
    age.encrypt(Dribble(pattern(2 * CHUNK + 9)), target, [age.recipient_of(IDENTITY[age.CLASSIC])])
    out = Dribble()
    age.decrypt(Dribble(target.file.getvalue()), out, [IDENTITY[age.CLASSIC]])

    assert out.file.getvalue() == pattern(2 * CHUNK + 9)


def test_every_recipient_can_open_and_no_one_else():
    names = [age.new_identity(age.HYBRID) for _ in range(3)]
    target = io.BytesIO()
    age.encrypt(io.BytesIO(b"note"), target, [age.recipient_of(each) for each in names])
    stranger = age.new_identity(age.HYBRID)

    for each in names:
        out = io.BytesIO()
        age.decrypt(io.BytesIO(target.getvalue()), out, [stranger, each])
        assert out.getvalue() == b"note"
    with pytest.raises(age.AgeNoMatchError):
        age.decrypt(io.BytesIO(target.getvalue()), io.BytesIO(), [stranger])
    with pytest.raises(age.AgeNoMatchError):
        age.decrypt(io.BytesIO(target.getvalue()), io.BytesIO(), [])


def test_types_never_mix_and_nothing_is_written():
    target = io.BytesIO()
    both = [age.recipient_of(identity) for identity in IDENTITY.values()]
    with pytest.raises(age.MixedRecipientsError):
        age.encrypt(io.BytesIO(b"note"), target, both)
    with pytest.raises(age.NoRecipientsError):
        age.encrypt(io.BytesIO(b"note"), target, [])
    assert target.getvalue() == b""


@pytest.mark.parametrize(
    "recipient",
    [
        bech32.encode("age", bytes(32)),  # a point of low order
        bech32.encode("age1pq", bytes(1184) + bytes(32)),
        bech32.encode("age1pq", b"\xff" * 1216),  # coefficients out of range
    ],
)
def test_a_recipient_that_protects_nothing_is_refused(recipient):
    target = io.BytesIO()
    with pytest.raises(age.InvalidRecipientError):
        age.encrypt(io.BytesIO(b"note"), target, [recipient])
    assert target.getvalue() == b""


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda text: text[:-1],
        lambda text: text + "q",
        lambda text: text.replace("1", "", 1),
        lambda text: text[:20] + text[20].upper() + text[21:] + "A",
        lambda text: f" {text}",
        lambda text: "",
        lambda text: "age1tag1" + text[5:],
        lambda text: text[:-1] + ("q" if text[-1] != "q" else "p"),
    ],
)
@pytest.mark.parametrize("kind", [age.HYBRID, age.CLASSIC])
def test_a_mistyped_recipient_is_refused(kind, change):
    recipient = age.recipient_of(IDENTITY[kind])
    assert age.recipient_type(recipient) == kind
    with pytest.raises(age.InvalidRecipientError):
        age.recipient_type(change(recipient))


def test_a_mistyped_identity_is_refused():
    for identity in IDENTITY.values():
        for wrong in (identity.lower(), identity[:-1], "", identity + "Q"):
            with pytest.raises(age.InvalidIdentityError):
                age.recipient_of(wrong)
    with pytest.raises(age.InvalidIdentityError):
        age.new_identity("scrypt")


@pytest.mark.parametrize("kind", [age.HYBRID, age.CLASSIC])
def test_any_flipped_byte_is_found(kind):
    file = sealed(b"a note of one line", kind)
    header = file.index(b"\n--- ")
    step = 7 if kind == age.HYBRID else 1
    places = {*range(0, header, step), *range(header, len(file))}
    for place in places:
        for bit in (1, 128):
            damaged = bytearray(file)
            damaged[place] ^= bit
            target = io.BytesIO()
            with pytest.raises(FAILURES):
                age.decrypt(io.BytesIO(damaged), target, [IDENTITY[kind]])
            assert target.getvalue() == b""


def test_a_file_cut_at_any_length_is_found():
    file = sealed(b"a note of one line")
    for length in range(len(file)):
        with pytest.raises(FAILURES):
            opened(file[:length])
        with pytest.raises(FAILURES):
            age.open_reader(io.BytesIO(file[:length]), [IDENTITY[age.CLASSIC]])


LONG = sealed(pattern(3 * CHUNK + 100))
START = len(LONG) - (3 * (CHUNK + 16) + 116)


@settings(max_examples=60, deadline=None)
@given(place=st.integers(START, len(LONG) - 1), bit=st.integers(0, 7), cut=st.booleans())
def test_only_chunks_before_the_damage_are_released(place, bit, cut):
    damaged = bytearray(LONG[:place] if cut else LONG)
    if not cut:
        damaged[place] ^= 1 << bit
    target = io.BytesIO()
    with pytest.raises(age.AgePayloadError):
        age.decrypt(io.BytesIO(damaged), target, [IDENTITY[age.CLASSIC]])
    sound = (place - START) // (CHUNK + 16) * CHUNK
    assert target.getvalue() == pattern(3 * CHUNK + 100)[:sound]


def test_the_reader_refuses_a_damaged_chunk_and_serves_the_others():
    damaged = bytearray(LONG)
    damaged[START + CHUNK + 16 + 5] ^= 1  # in the second chunk
    reader = age.open_reader(io.BytesIO(damaged), [IDENTITY[age.CLASSIC]])

    assert reader.read(100) == pattern(100)
    reader.seek(-50, io.SEEK_END)
    assert reader.read() == pattern(3 * CHUNK + 100)[-50:]
    reader.seek(CHUNK + 5)
    with pytest.raises(age.AgePayloadError):
        reader.read(1)


def test_the_reader_authenticates_the_last_chunk_at_once():
    damaged = bytearray(LONG)
    damaged[-1] ^= 1
    for file in (damaged, LONG[: -(100 + 16)], LONG + LONG[-116:], LONG + b"\0"):
        with pytest.raises(age.AgePayloadError):
            age.open_reader(io.BytesIO(file), [IDENTITY[age.CLASSIC]])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    moves=st.lists(
        st.tuples(st.integers(0, 3 * CHUNK + 200), st.integers(0, CHUNK + 10)), max_size=8
    )
)
def test_the_reader_reads_as_a_plain_file_does(moves):
    reader = age.open_reader(io.BytesIO(LONG), [IDENTITY[age.CLASSIC]])
    plain = io.BytesIO(pattern(3 * CHUNK + 100))
    for position, size in moves:
        assert reader.seek(position) == plain.seek(position)
        assert reader.read(size) == plain.read(size)
        assert reader.tell() == plain.tell()


def test_a_zip_is_read_through_the_reader():
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", pattern(200_000))
        archive.writestr("b.txt", b"short")
    source = io.BytesIO(b"before" + sealed(inner.getvalue(), age.HYBRID))
    source.seek(6)
    with zipfile.ZipFile(age.open_reader(source, [IDENTITY[age.HYBRID]])) as archive:
        assert archive.read("b.txt") == b"short"
        assert archive.read("a.txt") == pattern(200_000)
    assert not source.closed


def test_the_reader_cannot_be_written_and_seeks_nowhere_wrong():
    reader = age.open_reader(io.BytesIO(LONG), [IDENTITY[age.CLASSIC]])
    assert reader.seekable()
    assert not reader.writable()
    with pytest.raises(ValueError, match="position"):
        reader.seek(-1)


def test_stop_is_asked_before_each_chunk():
    class EnoughError(Exception):
        pass

    asked = []

    def stop() -> None:
        asked.append(1)
        if len(asked) == 3:
            raise EnoughError

    target = io.BytesIO()
    with pytest.raises(EnoughError):
        age.decrypt(io.BytesIO(LONG), target, [IDENTITY[age.CLASSIC]], stop)
    assert target.getvalue() == pattern(2 * CHUNK)
    asked.clear()
    with pytest.raises(EnoughError):
        age.encrypt(
            io.BytesIO(pattern(9 * CHUNK)),
            io.BytesIO(),
            [age.recipient_of(IDENTITY[age.CLASSIC])],
            stop,
        )


@pytest.mark.parametrize("filling", [b"a", b"-> a\n\n"])
def test_a_header_without_end_is_refused_early(filling):
    source = io.BytesIO(VERSION + b"-> a\n\n-> " + filling * (4 << 20))
    with pytest.raises(age.AgeHeaderError):
        age.decrypt(source, io.BytesIO(), [IDENTITY[age.CLASSIC]])
    assert source.tell() < 2 << 20


@pytest.mark.parametrize("kind", [age.HYBRID, age.CLASSIC])
@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_wrapped_key_of_another_size_is_refused(kind, size):
    stanza = parse_recipient(age.recipient_of(IDENTITY[kind])).wrap(bytes(16))
    file = write_header([replace(stanza, body=bytes(size))], bytes(16)) + bytes(100)
    with pytest.raises(age.AgeHeaderError):
        age.decrypt(io.BytesIO(file), io.BytesIO(), [IDENTITY[kind]])


def test_a_header_for_nobody_is_refused():
    with pytest.raises(age.AgeHeaderError):
        age.decrypt(io.BytesIO(write_header([], bytes(16))), io.BytesIO(), [])


@given(bodies=st.lists(st.binary(max_size=150), min_size=1, max_size=4))
def test_a_header_is_read_as_it_was_written(bodies):
    stanzas = tuple(Stanza(("a", "b"), body) for body in bodies)
    source = io.BytesIO(write_header(stanzas, bytes(16)) + b"rest")
    header = read_header(source)
    header.check(bytes(16))

    assert header.stanzas == stanzas
    assert source.read() == b"rest"


def test_bech32_has_one_spelling_for_each_key():
    text = bech32.encode("age", bytes(32))
    for mixed in ("age1" + text[4:].upper(), "Age1" + text[4:], text[:-1] + text[-1].upper()):
        with pytest.raises(ValueError, match="case"):
            bech32.decode(mixed)
    for values in ([0] * 51 + [1], [0] * 54):  # padding that is not zero, and a letter too many
        check = bech32._polymod([*bech32._spread("age"), *values, *[0] * 6]) ^ 1
        tail = [check >> 5 * (5 - place) & 31 for place in range(6)]
        letters = "".join("qpzry9x8gf2tvdw0s3jn54khce6mua7l"[each] for each in [*values, *tail])
        with pytest.raises(ValueError, match="padding"):
            bech32.decode("age1" + letters)


@given(content=st.binary(max_size=80))
def test_bech32_reads_what_it_writes(content):
    text = bech32.encode("age", content)
    assert bech32.decode(text) == ("age", content)
    assert bech32.decode(text.upper()) == ("AGE", content)


@given(place=st.integers(4, 61), character=st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l"))
def test_bech32_finds_every_single_slip(place, character):
    text = bech32.encode("age", bytes(range(32)))
    changed = text[:place] + character + text[place + 1 :]
    if changed != text:
        with pytest.raises(ValueError, match="checksum"):
            bech32.decode(changed)


def test_secrets_do_not_show_in_a_repr():
    for identity in IDENTITY.values():
        assert "seed" not in repr(parse_identity(identity))


@pytest.mark.parametrize("error", age.AgeError.__subclasses__())
def test_every_failure_has_its_own_sentence_and_a_remedy(error):
    assert error.sentence != age.AgeError.sentence
    assert error.remedy
