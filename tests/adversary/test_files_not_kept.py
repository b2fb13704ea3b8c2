"""R20 and R26 by the way of attachments: no face of a person, no file on a stub."""

from __future__ import annotations

import pytest

from fieldapp.records.actors import Actor, Intermediary, Person
from fieldapp.records.incidents import Incident
from fieldapp.records.sources import Referral, Source
from fieldapp.store.attachments import NewAttachment, NotKeptHereError

PICTURE = NewAttachment("a.png", "picture", b"\x89PNG")
LETTER = NewAttachment("a.pdf", "pdf", b"%PDF")
STUB = Incident(act="sexual_violence", draft=True)


@pytest.mark.parametrize(
    ("record", "file"),
    [
        (Person(code_name="KILO", draft=True), PICTURE),
        (Intermediary(code_name="ELDER", draft=True), PICTURE),
        (Source(draft=True), PICTURE),
        (STUB, PICTURE),
        (STUB, LETTER),
        (Referral(draft=True), LETTER),
    ],
    ids=lambda value: getattr(value, "noun", getattr(value, "kind", "")),
)
def test_no_such_file_is_kept(store, record, file):
    store.save(record)
    with pytest.raises(NotKeptHereError):
        store.attachments.attach(record.id, file)
    assert store.attachments.count(record.id) == 0
    assert store.vault.db.execute("SELECT count(*) FROM attachments").fetchone()[0] == 0


@pytest.mark.parametrize(
    ("record", "file"),
    [
        (Person(code_name="KILO", draft=True), LETTER),
        (Actor(name="Front", draft=True), PICTURE),
        (Incident(act="killing", draft=True), PICTURE),
    ],
    ids=["person", "actor", "incident"],
)
def test_what_may_be_kept_is(store, record, file):
    store.save(record)
    store.attachments.attach(record.id, file)
    assert store.attachments.count(record.id) == 1


def test_a_merge_hands_no_file_to_a_stub(store):
    held = Incident(act="killing", draft=True)
    store.save(held, STUB)
    store.attachments.attach(held.id, PICTURE)
    with pytest.raises(NotKeptHereError), store.as_one():
        store.attachments.move(held.id, STUB.id)
    assert store.attachments.count(held.id) == 1
