"""No package holds an attachment, its name or its note, whatever the agreement lets out."""

from __future__ import annotations

from fieldapp.services.package.extract import extract
from fieldapp.services.printing.sheets import sheet
from fieldapp.services.printing.summary import record_sheet
from fieldapp.store.attachments import NewAttachment
from fieldapp.store.lists import Query
from tests.canary.words import contents, spellings

WORDS = ("Quetzalcanary", "Xylophonist", "Zikramarsh")


def attach(store, record) -> None:
    content, name, note = WORDS
    new = NewAttachment(f"{name}.txt", "text", content.encode())
    (changed,) = store.attachments.attach(record.id, new).ids
    assert changed == record.id
    (kept,) = store.attachments.of(record.id)
    store.attachments.describe(kept.id, kept.name, note)


def none_of_them_in(raw: bytes) -> None:
    for form, content in contents(raw):
        for word in (*WORDS, "attached a file"):
            assert not any(each in content for each in spellings(word)), (form, word)


def test_no_word_of_an_attachment_is_in_a_package(pair):
    first, second = pair.incidents(2)
    attach(pair.sender, first)
    out = pair.seal(first, second)
    opened = pair.open(out.path)
    folder = extract(opened, pair.folder / "plain")
    files = [each for each in folder.rglob("*") if each.is_file()]
    assert files
    for each in files:
        none_of_them_in(each.read_bytes())
    pair.receive(out.path)
    received = list(pair.receiver.records(Query("incident")))
    assert len(received) == 2
    assert not any(pair.receiver.attachments.count(each.id) for each in received)


def test_no_word_of_an_attachment_is_on_paper_not_even_in_full(pair):
    (first,) = pair.incidents(1)
    attach(pair.sender, first)
    none_of_them_in(record_sheet(sheet(pair.sender, pair.stored(first), "full")))
