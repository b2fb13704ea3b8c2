"""Every way in which a package may be wrong: one sentence, nothing listed, nothing written."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from attrs import evolve

from fieldapp.crypto import age, sshsig
from fieldapp.errors import FieldappError
from fieldapp.records.sharing import Partner
from fieldapp.services.files import ExistsError
from fieldapp.services.package import cards, errors, seal
from fieldapp.services.package.archive import Archive
from fieldapp.services.package.extract import extract
from fieldapp.services.package.importing import import_opened, read_records
from fieldapp.services.package.opening import inbox, open_package, read_file
from fieldapp.services.package.verify import verify
from fieldapp.store.lists import Query
from tests.services.package.forging import (
    files_in,
    forge,
    inside,
    lines_of,
    put,
    with_lines,
)
from tests.services.package.stations import compare


@pytest.fixture
def package(pair) -> Path:
    return pair.seal().path


def test_every_flipped_byte_of_the_header_and_of_the_content_is_refused(pair, package):
    good = package.read_bytes()
    desk = inbox(pair.receiver)
    start = good.index(b"\n---") + 50
    first = random.Random(7).sample(range(start), 150)
    edges = [*range(start, start + 20), *range(len(good) - 20, len(good))]
    for at in [*first, *edges, *random.Random(8).sample(range(len(good)), 150)]:
        flip(package, at, good[at] ^ 1)
        with pytest.raises(FieldappError):
            open_package(package, desk)
        flip(package, at, good[at])
    assert open_package(package, desk).verified


def test_no_truncated_or_extended_package_is_opened(pair, package):
    good, desk = package.read_bytes(), inbox(pair.receiver)
    for length in [0, 1, *random.Random(7).sample(range(len(good)), 60), len(good) - 1]:
        package.write_bytes(good[:length])
        with pytest.raises(FieldappError):
            open_package(package, desk)
    package.write_bytes(good + b"\0")
    with pytest.raises(FieldappError):
        open_package(package, desk)


def test_every_flipped_byte_of_manifest_and_directory_is_refused_by_verify(pair, package):
    good, card = inside(pair, package), cards.own_card(pair.sender)
    path = pair.folder / "package.zip"
    path.write_bytes(good)
    entries = Archive(io.BytesIO(good)).entries
    # Behind the two stored files stand deflated ones: their last byte has bits without meaning.
    for at in [*range(0, entries[2].offset, 3), *range(entries[-1].end, len(good))]:
        flip(path, at, good[at] ^ 4)
        with pytest.raises(FieldappError):
            verify(path, card)
        flip(path, at, good[at])
    assert verify(path, card)["sequence"] == 1


def flip(path: Path, at: int, value: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(bytes([value]))


def test_a_package_for_someone_else(pair, package):
    stranger = evolve(inbox(pair.receiver), identities=(age.new_identity(age.HYBRID),))
    with pytest.raises(age.AgeNoMatchError):
        open_package(package, stranger)


def test_a_package_passed_on_is_not_for_us(pair, package):
    def drop_us(plain):
        plain["recipients"] = [{"fingerprint": "0" * 64, "since": 1}]

    with pytest.raises(errors.NotForUsError):
        pair.open(forge(pair, package, drop_us))


def test_signed_by_an_unknown_key(pair, package):
    with pytest.raises(errors.UnknownSenderError):
        pair.open(forge(pair, package, seed=bytes(32)))


def test_signed_for_another_purpose(pair, package):
    with pytest.raises(errors.UnknownSenderError):
        pair.open(forge(pair, package, namespace="fieldapp-card"))


def test_signed_by_one_partner_in_the_name_of_another(pair, package):
    seed = bytes([5]) * 32
    identity = age.recipient_of(age.new_identity(age.HYBRID))
    key = sshsig.public_line(seed)
    code = cards.digits(cards.fingerprint(key, (identity,)))
    cards.add_partner_by_hand(pair.receiver, "Other", (identity,), key, verified=code)
    with pytest.raises(errors.MismatchError):
        pair.open(forge(pair, package, seed=seed))


def test_an_unknown_version_is_refused_with_its_own_sentence(pair, package):
    newer = forge(pair, package, lambda plain: plain.update(format="fieldapp-package/2"))
    with pytest.raises(errors.NewerPackageError, match="version"):
        pair.open(newer)


CHANGES = {
    "another format": lambda p: p.update(format="other/1"),
    "a name too many": lambda p: p.update(more=1),
    "a name too few": lambda p: p.pop("void"),
    "sequence 0": lambda p: p.update(sequence=0),
    "sequence as text": lambda p: p.update(sequence="1"),
    "sequence true": lambda p: p.update(sequence=True),
    "void ahead": lambda p: p.update(void=[9]),
    "since ahead": lambda p: p["recipients"][0].update(since=2),
    "one recipient twice": lambda p: p.update(recipients=p["recipients"] * 2),
    "level unknown": lambda p: p.update(sensitivity="none"),
    "a date that is none": lambda p: p.update(keep_until="2025-13"),
    "time without offset": lambda p: p.update(created="2025-01-01T00:00"),
    "hash too short": lambda p: p["files"][0].update(sha256="00"),
    "negative size": lambda p: p["files"][0].update(size=-1),
    "manifest lists itself": lambda p: p["files"][0].update(path="manifest.json"),
    "a file twice": lambda p: p["files"].append(p["files"][0]),
    "deep nesting": lambda p: p.update(counts={"a": [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}),
    "a long text": lambda p: p["agreement"].update(title="x" * 5000),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_signed_manifest_is_still_read_strictly(pair, package, name):
    with pytest.raises(errors.PackageError):
        pair.open(forge(pair, package, CHANGES[name]))


RAW = {
    "not JSON": lambda raw: b"hello",
    "a name twice": lambda raw: raw[:-1] + b', "void": []}',
    "NaN": lambda raw: raw.replace(b'"sequence": 1', b'"sequence": NaN'),
    "not UTF-8": lambda raw: raw.replace(b"Protection", b"\xff"),
    "nested without end": lambda raw: b"[" * 100_000,
    "too large": lambda raw: raw + b" " * 2**20,
}


@pytest.mark.parametrize("name", RAW)
def test_a_signed_text_that_is_no_manifest(pair, package, name):
    with pytest.raises(errors.PackageError):
        pair.open(forge(pair, package, raw=RAW[name]))


def test_a_manifest_that_does_not_match_its_files(pair, package):
    wrong = {
        "other content": {"files": {"README.txt": b"Call this number"}, "relist": False},
        "one more file": {"files": {"evil.txt": b"x"}, "relist": False},
        "one file less": {"files": {"README.txt": None}, "relist": False},
    }
    for each in wrong.values():
        with pytest.raises(errors.MismatchError):
            pair.open(forge(pair, package, **each))


def test_content_that_is_no_package_at_all(pair):
    for content in (b"", b"hello", bytes(70_000)):
        with pytest.raises(errors.NotAPackageError):
            pair.open(put(pair, content))
    plain = pair.folder / "plain.age"
    plain.write_bytes(b"hello")
    with pytest.raises(age.AgeHeaderError):
        pair.open(plain)
    with pytest.raises(FieldappError):
        pair.open(pair.folder / "missing.age")


def test_a_partner_whose_code_was_never_compared_is_listed_only(pair, package):
    sender = next(iter(pair.receiver.records(Query("partner"))))
    assert isinstance(sender, Partner)
    pair.receiver.save(evolve(sender, verified_on=None))
    opened = pair.open(package)
    assert (opened.verified, opened.sender.name) == (False, sender.name)
    for refused in (
        lambda: import_opened(pair.receiver, opened),
        lambda: extract(opened, pair.folder / "plain"),
        lambda: read_records(opened, pair.receiver.types),
    ):
        with pytest.raises(errors.UnverifiedPartnerError):
            refused()
    assert not (pair.folder / "plain").exists()
    assert pair.receiver.count(Query("incident")) == 0
    # The officer compares the code; now it may come in.
    cards.confirm(pair.receiver, sender, sender.code_digits)
    pair.receive(package)


def test_a_file_exchanged_after_opening_is_not_imported(pair, package):
    opened = pair.open(package)
    package.write_bytes(pair.seal().path.read_bytes())
    with pytest.raises(errors.MismatchError):
        import_opened(pair.receiver, opened)


def _set(**values):
    return lambda line: line.update(values)


LINES = {
    "a partner": _set(kind="partner"),
    "an agreement": _set(kind="agreement"),
    "a source": _set(kind="source"),
    "an unknown type": _set(kind="spaceship"),
    "an id of the vault's own form": _set(id="019388aa-0000-7000-8000-000000000000"),
    "a code like our references": _set(code="SDN-INC-26-A0001"),
    "an unknown field": lambda line: line["values"].update(spaceship=1),
    "a field that only the store keeps": lambda line: line["values"].update(sealed_at="x"),
    "a reference": lambda line: line["values"].update(ref="SDN-INC-26-A0001"),
    "a link to a record of ours": lambda line: line["values"].update(
        related=["019388aa-0000-7000-8000-000000000000"]
    ),
    "a value of another kind": lambda line: line["values"].update(title=["x"]),
    "a change unheard of": _set(change="deleted"),
    "a name too many": _set(more=1),
}


@pytest.mark.parametrize("name", LINES)
def test_a_record_that_may_not_come_in_stops_the_whole_import(pair, package, name):
    lines = lines_of(pair, package)
    LINES[name](lines[1])
    opened = pair.open(forge(pair, package, files=with_lines(lines)))
    with pytest.raises(errors.PackageError):
        import_opened(pair.receiver, opened)
    assert pair.receiver.count(Query("incident")) == 0
    assert pair.receiver.count(Query("received")) == 0


def test_counts_and_names_in_the_records_must_fit(pair, package):
    lines = lines_of(pair, package)
    for wrong in (lines[:1], [*lines, lines[0]]):
        opened = pair.open(forge(pair, package, files=with_lines(wrong)))
        with pytest.raises(errors.PackageError):
            import_opened(pair.receiver, opened)


def test_a_record_of_another_sender_is_never_replaced(pair, package):
    pair.receive(package)
    seed = bytes([5]) * 32
    identity = age.recipient_of(age.new_identity(age.HYBRID))
    key = sshsig.public_line(seed)
    code = cards.digits(cards.fingerprint(key, (identity,)))
    cards.add_partner_by_hand(pair.receiver, "Other", (identity,), key, verified=code)

    def as_other(plain):
        plain["sender"]["fingerprint"] = cards.fingerprint(key, (identity,))

    with pytest.raises(errors.ForeignRecordError):
        pair.receive(forge(pair, package, as_other, seed=seed))


def test_extraction_is_whole_or_not_at_all(pair, package):
    opened = pair.open(package)
    (pair.folder / "there").mkdir()
    with pytest.raises(ExistsError):
        extract(opened, pair.folder / "there")

    class EnoughError(Exception):
        pass

    calls = []

    def stop():
        calls.append(1)
        if len(calls) == 5:
            raise EnoughError

    with pytest.raises(EnoughError):
        extract(opened, pair.folder / "plain", stop)
    assert sorted(each.name for each in pair.folder.iterdir()) == [package.name, "there"]


def test_opening_and_importing_write_no_file(pair, package):
    before = sorted(pair.folder.rglob("*"))
    opened = pair.open(package)
    assert read_file(opened, "README.txt").startswith(b"PACKAGE")
    import_opened(pair.receiver, opened)
    assert sorted(pair.folder.rglob("*")) == before


def test_verify_refuses_what_is_encrypted_foreign_or_changed(pair, package):
    card = cards.own_card(pair.sender)
    with pytest.raises(errors.EncryptedFileError, match="open it first"):
        verify(package, card)
    folder = extract(pair.open(package), pair.folder / "plain")
    with pytest.raises(errors.UnknownSenderError):
        verify(folder, cards.own_card(pair.receiver))
    assert verify(folder, card)["format"] == "fieldapp-package/1"
    (folder / "data" / "more.csv").write_text("x")
    with pytest.raises(errors.MismatchError):
        verify(folder, card)
    (folder / "data" / "more.csv").unlink()
    (folder / "README.txt").unlink()
    (folder / "README.txt").symlink_to("manifest.json")
    with pytest.raises(errors.MismatchError):
        verify(folder, card)


def test_a_package_holds_what_the_format_says(pair, package):
    names = list(files_in(inside(pair, package)))
    assert names == [
        "manifest.json",
        "manifest.json.sig",
        "datapackage.json",
        "data/incident.csv",
        "data.xlsx",
        "records.jsonl",
        "summary.pdf",
        "README.txt",
        "padding",
    ]
    assert seal.settle(pair.sender) == ()
    assert compare(pair.receiver, pair.sender).name == "El Fasher"
