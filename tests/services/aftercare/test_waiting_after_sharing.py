"""Today says what is waited for after something left, and no longer once it came or was done."""

from __future__ import annotations

import datetime as dt

from fieldapp.records.disclosures import Delivery, Disclosed, Disclosure
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Partner
from fieldapp.records.sources import Source
from fieldapp.services.aftercare import recalls
from fieldapp.services.aftercare.answers import Said, handled, noted
from fieldapp.services.aftercare.retractions import retractions
from fieldapp.services.package import seal
from fieldapp.services.package.plan import log
from fieldapp.services.today import today
from fieldapp.services.today_rows import Group, Step
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day


def group(groups: tuple[Group, ...], heading: str) -> list[tuple[str, str, Step]]:
    found = [each for each in groups if each.heading == heading]
    return [(item.title, item.note, item.step) for each in found for item in each.items]


def at(pair, days: int):
    return today(pair.sender, pair.sender.now() + dt.timedelta(days=days))


def test_a_receipt_is_outstanding_at_once_and_due_after_a_week(pair):
    sent = pair.seal().disclosure
    ((_, note, _),) = group(at(pair, 0).waiting, "Receipts outstanding")
    assert "ask whether" not in note
    ((_, note, _),) = group(at(pair, 9).waiting, "Receipts outstanding")
    assert "ask whether it arrived" in note
    assert any("No receipt yet" in n for _, n, _ in group(at(pair, 9).due, "Overdue"))
    deliveries = tuple(evolve(e, receipt_state="opened") for e in sent.deliveries)
    log(pair.sender, evolve(sent, deliveries=deliveries))
    assert group(at(pair, 9).waiting, "Receipts outstanding") == []
    assert group(at(pair, 9).due, "Overdue") == []


def test_who_asks_for_more_is_named_with_their_words_until_it_is_dealt_with(pair):
    (first,) = pair.incidents(1)
    sent = pair.seal(first).disclosure
    said = [Said(sent.records[0].outside, "need_more", "Which village?")]
    asked = noted(sent, pair.partner.id, said, pair.sender.now())
    log(pair.sender, asked)
    ((title, note, step),) = group(at(pair, 0).waiting, "They ask for more")
    assert title == first.title
    assert note.startswith(f"{pair.partner.name} · ")
    assert "Which village?" in note
    assert step is Step.RECEIPT
    log(pair.sender, handled(asked, pair.sender.now().date()))
    assert group(at(pair, 0).waiting, "They ask for more") == []


def test_once_it_may_no_longer_be_kept_the_certificate_is_due_until_it_is_here(pair):
    pair.sender.save(evolve(pair.agreement, keep_until=Day("2026-12-01")))
    sent = pair.seal().disclosure
    log(pair.sender, evolve(sent, keep_until=Day("2026-11-30"), receipts="", receipt_by=None))
    later = dt.datetime(2026, 12, 20, 9, tzinfo=dt.UTC)
    words = [note for _, note, _ in group(today(pair.sender, later).due, "Overdue")]
    assert any("Ask for the certificate of destruction" in note for note in words)
    gone = tuple(evolve(each, destroyed_on=Day("2026-12-02")) for each in sent.deliveries)
    log(pair.sender, evolve(pair.sender.get(sent.id), deliveries=gone))
    words = [note for _, note, _ in group(today(pair.sender, later).due, "Overdue")]
    assert not any("certificate" in note for note in words)


def test_an_agreement_that_ended_and_a_source_who_withdrew_are_to_be_asked_back(pair):
    source = Source(
        legitimate_basis=("consent",), consent_reporting="yes", category="primary_witness"
    )
    pair.sender.save(source)
    (first,) = pair.incidents(1)
    pair.sender.save(evolve(first, sources=(source.id,)))
    pair.seal(pair.stored(first))
    assert group(at(pair, 0).waiting, "To be asked back") == []
    pair.sender.save(evolve(pair.sender.get(source.id), withdrawn_on=Day("2026-11-01")))
    pair.sender.save(evolve(pair.agreement, status="suspended"))
    found = group(at(pair, 0).waiting, "To be asked back")
    assert [title for title, _, _ in found] == [
        pair.agreement.title,
        pair.sender.get(source.id).ref,
    ]
    assert {step for _, _, step in found} == {Step.RECALL}
    for about in (pair.agreement.id, source.id):
        subject = recalls.subject(pair.sender, about)
        recalls.take_back(pair.sender, subject, subject.why)
    assert group(at(pair, 0).waiting, "To be asked back") == []
    words = [note for _, note, _ in group(at(pair, 0).due, "Today")]
    assert sum("Write the packages" in note for note in words) == 2


def test_what_was_passed_on_and_is_taken_back_by_its_sender_is_to_be_asked_back(pair):
    (first,) = pair.incidents(1)
    pair.receive(pair.seal(first).path)
    (copy,) = pair.receiver.records(Query("incident"))
    third = Partner(name="Third", recipient_kind="humanitarian-partner")
    row = Disclosed(record=copy.id, kind="incident", outside="INC-AAAA-BBBB", level="moderate")
    pair.receiver.save(third)
    log(
        pair.receiver,
        Disclosure(
            state="sealed",
            at=pair.receiver.now(),
            records=(row,),
            deliveries=(Delivery(partner=third.id, fingerprint="f", receipt_state="awaited"),),
        ),
    )
    assert group(today(pair.receiver).waiting, "To be asked back") == []

    recall = recalls.take_back(pair.sender, recalls.subject(pair.sender, first.id), "mistake")
    (release,) = retractions(pair.sender, recall)
    pair.receive(seal.seal(pair.sender, release, pair.folder, summary=None).path)
    ((title, note, step),) = group(today(pair.receiver).waiting, "To be asked back")
    assert (title, step) == (first.title, Step.RECALL)
    assert "we had passed it on" in note

    about = recalls.subject(pair.receiver, copy.id)
    onward = recalls.take_back(pair.receiver, about, "mistake")
    assert [each.partner for each in onward.asked] == [third.id]
    assert group(today(pair.receiver).waiting, "To be asked back") == []
