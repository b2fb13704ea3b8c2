"""Partners who send back what is not true: dated ahead, about other records, in another's name."""

from __future__ import annotations

import attrs
import pytest

from fieldapp.records.aftercare import Asked, Recall
from fieldapp.records.record import evolve, new_id
from fieldapp.services.package import certificates, receipts
from fieldapp.services.package.certificates import CertificateError, read_certificate
from fieldapp.services.package.errors import ForeignRecordError, ReceiptError, UnknownContentError
from fieldapp.services.receiving.answers import Given, answer
from fieldapp.store.lists import Query
from tests.services.package.conftest import pair, receiver
from tests.services.package.forging import forge, lines_of, with_lines
from tests.services.package.stations import agree, incident
from tests.services.receiving.coming import at, copies
from tests.services.receiving.test_destruction import ORDER, destroy, entries

__all__ = ["pair", "receiver"]


def test_an_answer_dated_ahead_does_not_outlive_the_next_one(pair):
    """Else one partner's answer would stand over that of every other, for years."""
    out = pair.seal()
    pair.receive(out.path)
    copy = copies(pair)[0]
    for day, words in (("2099-01-01", "accepted"), ("2026-11-25", "acted")):
        at(pair.receiver, day)
        answer(pair.receiver, copy, Given(words, "Words"))
        path = receipts.write_receipt(pair.receiver, out.path, pair.folder / f"{words}.age")
        marked = receipts.read_receipt(pair.sender, path)
        assert all(e.answered_at <= pair.sender.now() for e in marked.records if e.answered_at)
        at(pair.sender, "2026-11-30")
    assert [each.answer for each in marked.records if each.outside == copy.ref] == ["acted"]


def test_a_certificate_dated_ahead_says_when_it_came(pair):
    out = pair.seal()
    pair.receive(out.path)
    at(pair.receiver, "2099-01-01")
    done = destroy(pair.receiver, entries(pair)[0], ORDER)
    path = certificates.write_certificate(pair.receiver, done, pair.folder)
    marked = read_certificate(pair.sender, path)
    assert marked.deliveries[0].destroyed_on.last <= pair.sender.now().date()


def test_nobody_answers_or_certifies_a_package_that_went_to_another(pair):
    """The same partner, who holds another package of ours, names this one's id and manifest."""
    other = agree(pair.sender, pair.partner)
    out = pair.seal()
    stranger = evolve(out.disclosure.deliveries[0], partner=new_id())
    entry = pair.sender.get(out.disclosure.id)
    pair.sender.save(evolve(entry, deliveries=(stranger,), agreement=other.id))
    receipt = receipts.write_receipt(pair.receiver, out.path, pair.folder)
    with pytest.raises(ReceiptError):
        receipts.read_receipt(pair.sender, receipt)
    pair.receive(out.path)
    done = destroy(pair.receiver, entries(pair)[0], ORDER)
    path = certificates.write_certificate(pair.receiver, done, pair.folder)
    with pytest.raises(CertificateError):
        read_certificate(pair.sender, path)


def test_a_certificate_about_records_that_never_went_closes_nothing(pair):
    out = pair.seal()
    row = Asked(partner=pair.partner.id, disclosure=out.disclosure.id, codes="INC-AAAA-BBBB")
    pair.sender.save(Recall(title="One", why="consent", state="asked", asked=(row,), draft=True))
    pair.receive(out.path)
    copy = copies(pair)[0]
    order = attrs.evolve(ORDER, ids=(copy.id,))
    done = destroy(pair.receiver, entries(pair)[0], order)
    path = certificates.write_certificate(pair.receiver, done, pair.folder)
    read_certificate(pair.sender, path)
    (kept,) = pair.sender.records(Query("recall"))
    assert [each.answer for each in kept.asked] == ["awaited"]


@pytest.mark.parametrize("change", ["new", "corrected", "retracted"])
def test_a_package_that_names_a_record_of_ours_or_of_a_third_touches_nothing(pair, change):
    first = pair.seal()
    pair.receive(first.path)
    copy = copies(pair)[0]
    # Another sender brought this copy.
    entry = entries(pair)[0]
    pair.receiver.save(evolve(entry, fingerprint="f" * 64))
    out = pair.seal(*pair.incidents(1))
    lines = lines_of(pair, out.path)
    lines[0] |= {"id": copy.id, "change": change}
    before = pair.receiver.get(copy.id)
    with pytest.raises(ForeignRecordError):
        pair.receive(forge(pair, out.path, files=with_lines(lines), name="third.age"))
    assert pair.receiver.get(copy.id) == before

    ours = incident(9)
    pair.receiver.save(ours)
    lines[0]["id"] = ours.id
    with pytest.raises(Exception, match="package"):
        pair.receive(forge(pair, out.path, files=with_lines(lines), name="ours.age"))
    assert pair.receiver.get(ours.id).title == ours.title


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sensitivity_reason", "So that it may be passed on alone"),
        ("owner", "AB"),
        ("pinned", "yes"),
        ("shows_source", "no"),
        ("narrative_confidential", "Words that could only be ours"),
        ("review_on", "2099-01-01"),
        ("supersedes", "4f6d0a52-8d5e-8b6c-9a0e-2b6d6c1f2a11"),
    ],
)
def test_a_sender_fills_in_nothing_that_no_agreement_lets_leave(pair, name, value):
    """Our own handling of a copy, above all its level, is not for the sender to say."""
    out = pair.seal(*pair.incidents(1))
    lines = lines_of(pair, out.path)
    lines[0]["level"] = "low"
    lines[0]["values"][name] = value
    with pytest.raises(UnknownContentError):
        pair.receive(forge(pair, out.path, files=with_lines(lines), name="more.age"))
    assert copies(pair) == []
