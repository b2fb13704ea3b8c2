"""Attachments come back byte for byte, go with their record, and are never half there."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from fieldapp.errors import FullDiskError
from fieldapp.records import Actor, Incident, Person, Received
from fieldapp.records.record import evolve
from fieldapp.services.backup import backup, restore
from fieldapp.store.attachments import (
    BLOCK,
    DamagedAttachmentError,
    MissingAttachmentError,
    NewAttachment,
    Snapshot,
    read_content,
)
from fieldapp.store.cipher import check
from fieldapp.store.errors import ReceivedError, SealedError
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault
from fieldapp.vocab.days import Day

WORD = b"Quetzalcanary"


def new(content: bytes = WORD, name: str = "photo.jpg") -> NewAttachment:
    return NewAttachment(name, "picture", content, "Nothing had to be taken out.")


def kept(store, content: bytes = WORD, name: str = "photo.jpg"):
    """An actor with one attachment."""
    actor = Actor(name="Kilo force")
    store.save(actor)
    store.attachments.attach(actor.id, new(content, name))
    return actor, store.attachments.of(actor.id)[0]


def content_of(store, attachment) -> bytes:
    return read_content(Snapshot.of(store.vault), attachment)


def blocks(store) -> int:
    return store.vault.db.execute("SELECT count(*) FROM attachment_blocks").fetchone()[0]


def events(store, record_id) -> list[str]:
    return [each.field for each in store.history(record_id) if each.field.startswith("=")]


@pytest.mark.parametrize("size", [1, BLOCK - 1, BLOCK, BLOCK + 1, 9 * BLOCK + 7])
def test_the_content_comes_back_as_it_was(store, size):
    content = os.urandom(size)
    actor, attachment = kept(store, content)
    assert content_of(store, attachment) == content
    assert (attachment.size, attachment.added_by) == (size, "AB")
    assert store.attachments.count(actor.id) == 1
    assert blocks(store) == -(-size // BLOCK)
    assert events(store, actor.id) == [f"=attached a file ({attachment.short_hash})"]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(min_size=1, max_size=3 * BLOCK), max_size=4))
def test_each_record_has_its_own_in_their_order(store, contents):
    actor = Actor(name="One")
    store.save(actor, Actor(name="Other"))
    for number, content in enumerate(contents):
        store.attachments.attach(actor.id, new(content, f"{number}.jpg"))
    found = store.attachments.of(actor.id)
    assert [each.name for each in found] == [f"{n}.jpg" for n in range(len(contents))]
    assert [content_of(store, each) for each in found] == contents


def test_nobody_sees_it_before_its_last_block(store):
    actor = Actor(name="Kilo force")
    store.save(actor)
    writing = store.attachments.add(actor.id, new(bytes(9 * BLOCK)))
    for _ in range(3):
        next(writing)
        assert store.attachments.of(actor.id) == []
        assert store.attachments.count(actor.id) == 0
    attachment_id = list(writing)[-1]
    assert store.attachments.get(attachment_id).record == actor.id


def test_what_is_removed_can_be_brought_back_and_undone(store):
    actor, attachment = kept(store)
    store.attachments.remove(attachment.id)
    assert store.attachments.count(actor.id) == 0
    assert [each.id for each in store.attachments.of(actor.id, removed=True)] == [attachment.id]
    store.undo()
    assert store.attachments.count(actor.id) == 1
    store.undo()  # the adding itself
    assert store.attachments.count(actor.id) == 0
    store.attachments.bring_back(attachment.id)
    assert content_of(store, store.attachments.get(attachment.id)) == WORD
    said = [each.partition(" (")[0] for each in events(store, actor.id)]
    assert said == [
        "=attached a file",
        "=removed an attached file",
        "=brought an attached file back",
        "=removed an attached file",
        "=brought an attached file back",
    ]


def test_a_new_name_and_note_can_be_undone(store):
    _, attachment = kept(store)
    store.attachments.describe(attachment.id, "bridge.jpg", "Seen from the north")
    named = store.attachments.get(attachment.id)
    assert (named.name, named.note) == ("bridge.jpg", "Seen from the north")
    store.undo()
    assert store.attachments.get(attachment.id) == attachment


def test_a_name_is_in_no_history_so_that_it_can_go_for_ever(store):
    actor, attachment = kept(store, name="Xylophonist.jpg")
    store.attachments.remove(attachment.id)
    store.purge_attachment(attachment.id)
    assert blocks(store) == 0
    with pytest.raises(MissingAttachmentError):
        store.attachments.get(attachment.id)
    assert b"Xylophonist" not in raw_pages(store)
    assert WORD not in raw_pages(store)
    assert events(store, actor.id)[-1].startswith("=removed an attached file for ever")
    assert store.undo() is None


def test_purging_a_record_leaves_no_block_of_its_attachments(store):
    content = b"".join(b"%s %08d\n" % (WORD, n) for n in range(60_000))
    actor, attachment = kept(store, content, "Xylophonist.jpg")
    other = Actor(name="Other")
    store.save(other)
    store.attachments.attach(other.id, new(b"another"))
    before = raw_pages(store)
    assert WORD in before
    assert b"Xylophonist" in before
    size = store.vault.path.stat().st_size
    store.purge(actor.id, "asked for")
    after = raw_pages(store)
    assert WORD not in after
    assert b"Xylophonist" not in after
    assert store.vault.path.stat().st_size < size
    assert content_of(store, store.attachments.of(other.id)[0]) == b"another"
    with pytest.raises(MissingAttachmentError):
        store.attachments.get(attachment.id)


def raw_pages(store) -> bytes:
    """Every page of the database as it lies on the disk, only decrypted, free pages too."""
    vault = store.vault
    vault.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    plain = vault.folder.parent / "plain.db"
    plain.unlink(missing_ok=True)
    raw = vault.path.read_bytes()
    cipher = _page_cipher(vault.key, raw[:16])
    size = vault.page_size
    return b"".join(cipher(raw[at : at + size], at == 0) for at in range(0, len(raw), size))


def _page_cipher(key: bytes, salt: bytes):
    """SQLCipher 4: AES-256-CBC with the raw key; the last 80 bytes hold the IV and the HMAC."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    assert salt

    def decrypted(page: bytes, first: bool) -> bytes:
        body, iv = page[16 if first else 0 : -80], page[-80:-64]
        lock = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        return lock.update(body) + lock.finalize()

    return decrypted


def sealed(store) -> Incident:
    incident = Incident(title="Shelling", act="other", happened=Day("2026-11"))
    store.save(incident)
    store.attachments.attach(incident.id, new())
    store.finish(store.get(incident.id))
    store.seal([incident.id])
    return store.get(incident.id)


def test_a_sealed_record_keeps_what_it_has(store):
    incident = sealed(store)
    (attachment,) = store.attachments.of(incident.id)
    for act in (
        lambda: store.attachments.attach(incident.id, new()),
        lambda: store.attachments.remove(attachment.id),
        lambda: store.attachments.describe(attachment.id, "a", "b"),
        lambda: store.purge_attachment(attachment.id),
    ):
        with pytest.raises(SealedError):
            act()
    assert store.attachments.of(incident.id) == [attachment]
    assert content_of(store, attachment) == WORD


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE attachments SET name = 'x'",
        "UPDATE attachments SET removed_at = 'x'",
        "DELETE FROM attachments",
        "INSERT INTO attachments SELECT seq + 9, id || 'x', record, name, kind, size, sha256, "
        "taken, note, added_at, added_by, removed_at, whole FROM attachments",
        "UPDATE attachment_blocks SET content = x'00'",
    ],
)
def test_the_database_itself_refuses_to_change_a_sealed_records_attachments(store, sql):
    sealed(store)
    with pytest.raises(dbapi2.IntegrityError, match=r"sealed|never changes"):
        store.vault.db.conn.execute(sql)


def test_what_was_removed_before_the_seal_can_still_go_for_ever(store):
    incident = Incident(title="Shelling", act="other", happened=Day("2026-11"))
    store.save(incident)
    store.attachments.attach(incident.id, new())
    (attachment,) = store.attachments.of(incident.id)
    store.attachments.remove(attachment.id)
    store.finish(store.get(incident.id))
    store.seal([incident.id])
    with pytest.raises(SealedError):
        store.attachments.bring_back(attachment.id)
    store.purge_attachment(attachment.id)
    assert blocks(store) == 0


def test_a_sealed_record_can_be_purged_with_its_attachments(store):
    incident = sealed(store)
    store.purge(incident.id, "asked for")
    assert blocks(store) == 0


def test_sealing_while_a_file_comes_in_refuses_the_file(store):
    incident = Incident(title="Shelling", act="other", happened=Day("2026-11"))
    store.save(incident)
    store.finish(store.get(incident.id))
    writing = store.attachments.add(incident.id, new(bytes(5 * BLOCK)))
    next(writing)
    store.seal([incident.id])
    with pytest.raises(SealedError):
        list(writing)
    assert blocks(store) == 0
    assert store.attachments.of(incident.id) == []


def test_nothing_is_attached_to_a_received_record(store):
    theirs = Actor(name="Theirs")
    store.receive(Received(package="p"), [theirs])
    with pytest.raises(ReceivedError):
        store.attachments.attach(theirs.id, new())


def test_merged_records_bring_their_attachments_and_undo_takes_them_back(store):
    one, two = (
        Person(code_name=name, purpose="Road", review_on=Day("2027-01"))
        for name in ("KILO", "LIMA")
    )
    store.save(one, two)
    # A letter: of a contact no picture is kept.
    store.attachments.attach(one.id, evolve(new(b"one"), kind="text"))
    store.attachments.attach(two.id, evolve(new(b"two"), kind="text"))
    with store.as_one():
        store.attachments.move(two.id, one.id)
        store.save(evolve(store.get(two.id), deleted_at=store.now()))
    assert [content_of(store, each) for each in store.attachments.of(one.id)] == [b"one", b"two"]
    store.undo()
    assert [content_of(store, each) for each in store.attachments.of(two.id)] == [b"two"]
    assert store.get(two.id).deleted_at is None


def test_a_step_of_several_that_fails_changes_nothing(store):
    actor, attachment = kept(store)

    def both() -> None:
        with store.as_one():
            store.attachments.remove(attachment.id)
            store.attachments.remove("nowhere")

    with pytest.raises(MissingAttachmentError):
        both()
    assert store.attachments.count(actor.id) == 1
    store.undo()  # the adding, not the removal that never was
    assert store.attachments.count(actor.id) == 0


def test_damaged_content_is_never_given_out(store):
    _, attachment = kept(store)
    store.vault.db.execute("DELETE FROM attachment_blocks")
    with pytest.raises(DamagedAttachmentError):
        content_of(store, attachment)


def test_a_job_reads_what_was_there_when_it_began(store):
    content = os.urandom(5 * BLOCK)
    _, attachment = kept(store, content)
    seen: list[int] = []

    def meanwhile() -> None:
        if not seen:
            store.save(Actor(name="Meanwhile"))
        seen.append(1)

    assert read_content(Snapshot.of(store.vault), attachment, meanwhile) == content
    assert len(seen) == 5


def test_a_backup_holds_them(store, made, tmp_path):
    content = os.urandom(2 * BLOCK)
    actor, _ = kept(store, content)
    backup(store.vault, tmp_path / "backup", dt.datetime.now().astimezone())
    restore(tmp_path / "backup", tmp_path / "again.vault", made.passphrase)
    with Vault.open(tmp_path / "again.vault", made.key) as vault:
        again = Store(vault)
        assert content_of(again, again.attachments.of(actor.id)[0]) == content


def test_nothing_of_it_can_be_read_on_the_disk(store):
    kept(store, WORD * 50_000, "Xylophonist.jpg")
    for path in store.vault.folder.iterdir():
        raw = path.read_bytes()
        assert WORD not in raw
        assert b"Xylophonist" not in raw


def test_a_full_disk_leaves_no_half_attachment(store):
    actor = Actor(name="Kilo force")
    store.save(actor)
    pages = store.vault.db.execute("PRAGMA page_count").fetchone()[0]
    store.vault.db.execute(f"PRAGMA max_page_count = {pages + 200}").fetchall()
    with pytest.raises(FullDiskError):
        store.attachments.attach(actor.id, new(os.urandom(20 * BLOCK)))
    assert store.attachments.count(actor.id) == 0
    assert blocks(store) == 0
    assert events(store, actor.id) == []
    store.vault.db.execute("PRAGMA max_page_count = 1000000").fetchall()
    store.attachments.attach(actor.id, new(os.urandom(20 * BLOCK)))
    assert store.attachments.count(actor.id) == 1


ADDER = """
import sys
from pathlib import Path
from fieldapp.records.actors import Actor
from fieldapp.store.attachments import NewAttachment
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault
store = Store(Vault.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])))
actor = Actor(name="Kilo force")
store.save(actor)
print(actor.id, flush=True)
while True:
    for step in store.attachments.add(actor.id, NewAttachment("a", "other", bytes(5_000_000))):
        print(".", flush=True)
    print(step, flush=True)
"""


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits files as POSIX does")
@pytest.mark.parametrize("megabytes", [2, 7, 18])
def test_a_disk_that_fills_at_any_write_leaves_no_half_attachment(made, megabytes):
    limit = str(megabytes * 1_000_000)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED + ADDER, str(made.folder), made.key.hex(), limit],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "FullDiskError" in done.stderr
    actor_id, *said = done.stdout.splitlines()
    with Vault.open(made.folder, made.key) as vault:
        store = Store(vault)
        found = store.attachments.of(actor_id)
        assert {each.id for each in found} == {each for each in said if each != "."}
        assert all(content_of(store, each) == bytes(5_000_000) for each in found)
        assert blocks(store) == len(found) * -(-5_000_000 // BLOCK)
    check(made.folder / "vault.db", made.key, 16384)


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")
@pytest.mark.parametrize("lines", [2, 5, 11])
def test_a_kill_leaves_no_half_attachment_and_takes_no_whole_one(made, lines):
    with subprocess.Popen(
        [sys.executable, "-c", ADDER, str(made.folder), made.key.hex()],
        stdout=subprocess.PIPE,
        text=True,
    ) as adder:
        said = [adder.stdout.readline().strip() for _ in range(lines)]
        adder.send_signal(signal.SIGKILL)
        said += [line.strip() for line in adder.stdout if line.endswith("\n")]
    actor_id, whole = said[0], [each for each in said[1:] if each != "."]
    with Vault.open(made.folder, made.key) as vault:
        store = Store(vault)
        found = store.attachments.of(actor_id)
        assert set(whole) <= {each.id for each in found}
        assert all(content_of(store, each) == bytes(5_000_000) for each in found)
        assert blocks(store) == len(found) * -(-5_000_000 // BLOCK)
    check(made.folder / "vault.db", made.key, 16384)
