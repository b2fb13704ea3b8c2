"""Answers per record: kept here, sent with the receipt, marked at the sender, and no more sent."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.crypto import age
from fieldapp.records.received import Reply
from fieldapp.records.record import evolve
from fieldapp.services.package import letters, receipts, strict
from fieldapp.services.package.cards import own_card
from fieldapp.services.package.opening import inbox, unsealed
from fieldapp.services.package.receipts import Answer, Receipt
from fieldapp.services.receiving.answers import (
    AnswerError,
    Given,
    answer,
    earlier,
    entry_of,
    replies,
    warnings,
)
from fieldapp.vocab.vocabulary import vocabulary
from tests.services.package.stations import incident
from tests.services.receiving.coming import at, copies, corrected

WORDS = "Which week was it? Ask the clinic."


def test_answers_come_back_with_the_receipt_and_mark_each_record(pair):
    out = pair.seal()
    pair.receive(out.path)
    one, two = copies(pair)
    answer(pair.receiver, one, Given("need_more", WORDS, note="Gnathion said so"))
    answer(pair.receiver, two, Given("accepted"))
    path = receipts.write_receipt(pair.receiver, out.path, pair.folder)
    marked = receipts.read_receipt(pair.sender, path)
    told = {each.outside: each for each in marked.records}
    assert (told[one.ref].answer, told[one.ref].answer_words) == ("need_more", WORDS)
    assert told[two.ref].answer == "accepted"
    assert told[two.ref].answered_at is not None
    assert marked.deliveries[0].receipt_state == "imported"


def test_neither_the_note_nor_the_own_record_travels(pair):
    out = pair.seal()
    pair.receive(out.path)
    ours = incident(9)
    pair.receiver.save(ours)
    answer(pair.receiver, copies(pair)[0], Given("duplicate", "", ours.id, "Gnathion said so"))
    path = receipts.write_receipt(pair.receiver, out.path, pair.folder)
    raw = content(pair, path)
    assert b"Gnathion" not in raw
    assert ours.id.encode() not in raw
    assert pair.receiver.get(ours.id).ref.encode() not in raw
    assert set(json.loads(raw)["answers"][0]) == {"id", "code", "answer", "words"}


def content(pair, path) -> bytes:
    with unsealed(path, inbox(pair.sender).identities) as archive:
        return archive.read("receipt.json", letters.MOST)


def test_without_answers_older_versions_can_read_it(pair):
    out = pair.seal()
    pair.receive(out.path)
    path = receipts.write_receipt(pair.receiver, out.path, pair.folder)
    plain = json.loads(content(pair, path))
    assert plain["format"] == "fieldapp-receipt/1"
    assert "answers" not in plain


def test_an_answer_can_be_sent_from_the_entry_without_the_package(pair):
    out = pair.seal()
    pair.receive(out.path)
    copy = copies(pair)[0]
    answer(pair.receiver, copy, Given("referred"))
    entry = entry_of(pair.receiver, copy)
    out.path.unlink()
    path = receipts.write_receipt_of(pair.receiver, entry, pair.folder)
    marked = receipts.read_receipt(pair.sender, path)
    assert [each.answer for each in marked.records if each.outside == copy.ref] == ["referred"]
    assert entry_of(pair.receiver, copy).answering == "sent"


def test_a_later_answer_takes_the_place_of_the_first_and_an_old_receipt_does_not(pair):
    out = pair.seal()
    pair.receive(out.path)
    copy = copies(pair)[0]
    at(pair.receiver, "2026-03-01")
    answer(pair.receiver, copy, Given("need_more", WORDS))
    first = receipts.write_receipt(pair.receiver, out.path, pair.folder / "first.age")
    at(pair.receiver, "2026-03-02")
    answer(pair.receiver, copy, Given("acted", "Visited"))
    second = receipts.write_receipt(pair.receiver, out.path, pair.folder / "second.age")
    for path in (first, second, first):
        marked = receipts.read_receipt(pair.sender, path)
    assert [each.answer for each in marked.records if each.outside == copy.ref] == ["acted"]
    assert len(entry_of(pair.receiver, copy).answers) == 1


def test_what_needs_words_has_them_and_no_text_is_too_long(pair):
    pair.receive(pair.seal().path)
    copy = copies(pair)[0]
    for given_ in (Given("need_more", " "), Given("acted", "x" * 501)):
        with pytest.raises(AnswerError):
            answer(pair.receiver, copy, given_)
    assert entry_of(pair.receiver, copy).answers == ()


def test_words_that_point_at_someone_are_warned_of(pair):
    assert list(warnings(pair.receiver, WORDS)) == []
    (said,) = warnings(pair.receiver, "Call +249 912 345 678 or write to a.b@example.org")
    assert "phone" in said
    assert "e-mail" in said


def test_a_duplicate_is_counted_once_and_stays_one_after_a_correction(pair):
    made = pair.incidents(1)
    pair.receive(pair.seal(*made).path)
    ours = incident(9)
    pair.receiver.save(ours)
    copy = copies(pair)[0]
    answer(pair.receiver, copy, Given("duplicate", "", ours.id))
    pair.receiver.annotate(evolve(pair.receiver.get(copy.id), tags=("ask again",)))
    pair.receive(corrected(pair, made[0]))
    again = pair.receiver.get(copy.id)
    assert again.title == "Corrected"
    assert again.merged_into == ours.id
    assert again.tags == ("ask again",)
    before = earlier(pair.receiver, again)
    assert before is not None
    assert before.answer == "duplicate"
    answer(pair.receiver, again, Given("accepted"))
    assert replies(entry_of(pair.receiver, again))[copy.id].answer == "accepted"


def test_a_code_in_use_here_is_answered_as_the_sender_knows_it(pair):
    made = pair.incidents(1)
    out = pair.seal(*made)
    code = pair.sender.get(out.disclosure.id).records[0].outside
    pair.receiver.vault.db.execute("UPDATE records SET ref = ? WHERE kind = 'station'", [code])
    pair.receive(out.path)
    copy = copies(pair)[0]
    assert copy.ref != code
    answer(pair.receiver, copy, Given("accepted"))
    path = receipts.write_receipt(pair.receiver, out.path, pair.folder)
    assert receipts.read_receipt(pair.sender, path).records[0].answer == "accepted"


ANSWERS = st.lists(
    st.builds(
        Answer,
        outside=st.uuids(version=4).map(lambda u: f"{str(u)[:14]}8{str(u)[15:]}"),
        code=st.just("INC-7Q2K-9M4P"),
        answer=st.sampled_from(sorted(vocabulary("receipt_answer"))),
        words=st.text(max_size=500),
    ),
    max_size=4,
    unique_by=lambda each: each.outside,
)


@given(ANSWERS, st.sampled_from(["opened", "imported"]), st.datetimes(timezones=st.just(dt.UTC)))
def test_what_is_spelled_is_read_again(answers, state, when):
    made = Receipt("0" * 32, "a" * 64, "b" * 64, "c" * 64, state, when, tuple(answers))
    assert receipts.read(receipts.spell(made)) == made


PLAIN = {
    "format": "fieldapp-receipt/2",
    "package": "0" * 32,
    "manifest": "a" * 64,
    "sender": "b" * 64,
    "receiver": "c" * 64,
    "state": "imported",
    "when": "2026-01-01T00:00+00:00",
    "answers": [
        {
            "id": "4f6d0a52-8d5e-8b6c-9a0e-2b6d6c1f2a11",
            "code": "INC-7Q2K-9M4P",
            "answer": "accepted",
            "words": "",
        }
    ],
}


def _answers(**changes):
    return [{**PLAIN["answers"][0], **changes}]


STRANGE = {
    "no answers": {"answers": []},
    "answers in version 1": {"format": "fieldapp-receipt/1"},
    "a version to come": {"format": "fieldapp-receipt/3"},
    "an unknown answer": {"answers": _answers(answer="burned")},
    "an answer of another type": {"answers": _answers(answer=["accepted"])},
    "an id of ours": {"answers": _answers(id="4f6d0a52-8d5e-7b6c-9a0e-2b6d6c1f2a11")},
    "a name too many": {"answers": _answers(ours="x")},
    "words too long": {"answers": _answers(words="x" * 501)},
    "one record twice": {"answers": _answers() * 2},
    "no list": {"answers": {}},
}


@pytest.mark.parametrize("name", STRANGE)
def test_anything_strange_is_refused(name):
    receipts.read(json.dumps(PLAIN).encode())
    with pytest.raises(strict.NotStrictError):
        receipts.read(json.dumps({**PLAIN, **STRANGE[name]}).encode())


def test_no_flipped_byte_marks_anything(pair):
    out = pair.seal()
    pair.receive(out.path)
    answer(pair.receiver, copies(pair)[0], Given("accepted"))
    path = receipts.write_receipt(pair.receiver, out.path, pair.folder)
    whole = path.read_bytes()
    before = pair.sender.get(out.disclosure.id)
    for n in range(0, len(whole), max(1, len(whole) // 120)):
        path.write_bytes(whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :])
        with pytest.raises(Exception):  # noqa: B017, PT011  # whichever check comes first
            receipts.read_receipt(pair.sender, path)
    assert pair.sender.get(out.disclosure.id) == before


def test_a_receipt_of_another_partner_marks_nothing(pair):
    out = pair.seal()
    pair.receive(out.path)
    entry = evolve(
        entry_of(pair.receiver, copies(pair)[0]),
        manifest_hash="0" * 64,
        answers=(Reply(record="x", answer="accepted"),),
    )
    assert entry.fingerprint == own_card(pair.sender).fingerprint
    path = receipts.write_receipt_of(pair.receiver, entry, pair.folder)
    with pytest.raises(receipts.ReceiptError):
        receipts.read_receipt(pair.sender, path)
    assert age.recipient_type(own_card(pair.sender).recipients[0]) == age.HYBRID
