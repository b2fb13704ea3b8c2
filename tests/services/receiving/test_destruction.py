"""Expiry deletes with notice and for good; the log survives, and the certificate reaches home."""

from __future__ import annotations

import json

import pytest

from fieldapp.records.aftercare import Asked, Destruction, Recall
from fieldapp.records.record import evolve
from fieldapp.services.package import certificates, letters, strict
from fieldapp.services.package.certificates import CertificateError, read_certificate
from fieldapp.services.package.errors import ExpiredPackageError
from fieldapp.services.package.opening import CertificateFoundError, inbox, open_package, unsealed
from fieldapp.services.receiving import destroying, expiry
from fieldapp.services.receiving.destroying import DestructionError, Order
from fieldapp.services.receiving.expiry import RenewalError
from fieldapp.store.lists import Query
from fieldapp.vocab.days import Day
from tests.services.package.stations import incident
from tests.services.receiving.coming import at, copies, corrected, entries, taken_back

LAST = "2030-06-30"  # until when these packages may be kept
ORDER = Order("destroyed", "The day agreed has passed.", "Head of office")


def destroy(store, entry, order=ORDER) -> Destruction:
    return destroying.through(destroying.steps(store, destroying.begin(store, entry, order)))


def mentions(store, word: str) -> list[str]:
    """The tables of this vault that hold a word anywhere."""
    db = store.vault.db.conn
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = []
    for name in names:
        if not name.startswith("sqlite_"):
            rows = db.execute(f'SELECT * FROM "{name}"').fetchall()
            found += [name] if any(word in str(row) for row in rows) else []
    return found


def test_the_records_go_with_every_trace_and_the_entry_stays(pair):
    made = pair.incidents(2, narrative_shareable="Xylotomous fell on the market.")
    pair.receive(pair.seal(*made).path)
    (entry,) = entries(pair)
    assert mentions(pair.receiver, "Xylotomous")
    done = destroy(pair.receiver, entry)
    assert copies(pair) == []
    assert mentions(pair.receiver, "Xylotomous") == []
    assert pair.receiver.find("xylotomous") == []
    assert entries(pair)[0].state == "destroyed"
    assert (done.number, done.state, done.second_person) == (2, "done", "Head of office")
    assert done.what.startswith("All of package ")


def test_it_is_taken_up_again_where_a_kill_cut_it_off(pair, monkeypatch):
    monkeypatch.setattr(destroying, "_A_STEP", 2)
    pair.receive(pair.seal(*pair.incidents(5)).path)
    (entry,) = entries(pair)
    begun = destroying.begin(pair.receiver, entry, ORDER)
    cut = destroying.steps(pair.receiver, begun)
    assert next(cut) == (2, 5)
    cut.close()
    assert len(copies(pair)) == 3
    assert entries(pair)[0].state == "held"
    (left,) = destroying.underway(pair.receiver)
    done = destroying.through(destroying.steps(pair.receiver, left))
    assert copies(pair) == []
    assert (done.number, done.state) == (5, "done")
    assert destroying.underway(pair.receiver) == []


def test_some_records_of_a_package_can_go_alone(pair):
    pair.receive(pair.seal().path)
    one, two = copies(pair)
    done = destroy(
        pair.receiver, entries(pair)[0], Order("destroyed", "Recalled", "HoO", (one.id,))
    )
    assert [each.id for each in copies(pair)] == [two.id]
    assert entries(pair)[0].state == "held"
    assert [each.code for each in done.records] == [one.ref]


def test_what_came_again_later_stays_under_its_own_terms(pair):
    made = pair.incidents(2)
    pair.receive(pair.seal(*made).path)
    pair.receive(corrected(pair, made[0]))
    done = destroy(pair.receiver, entries(pair)[0])
    assert [each.title for each in copies(pair)] == ["Corrected"]
    assert done.number == 1


def test_our_own_record_keeps_a_note_that_what_it_links_to_is_gone(pair):
    pair.receive(pair.seal().path)
    copy = copies(pair)[0]
    ours = incident(9, related=(copy.id,))
    pair.receiver.save(ours)
    destroy(pair.receiver, entries(pair)[0])
    told = [each.field for each in pair.receiver.history(ours.id)]
    assert f"={destroying.LINK_GONE}" in told


@pytest.mark.parametrize(
    "order",
    [
        Order("destroyed", "Why", " "),
        Order("destroyed", "", "HoO"),
        Order("renewed", "Why", "HoO"),
        Order("destroyed", "Why", "HoO", ("not of this package",)),
    ],
)
def test_an_order_that_says_too_little_deletes_nothing(pair, order):
    pair.receive(pair.seal().path)
    with pytest.raises(DestructionError):
        destroying.begin(pair.receiver, entries(pair)[0], order)
    assert len(copies(pair)) == 2
    assert pair.receiver.count(Query("destruction")) == 0


def on(day: str):
    return Day(day).first


def test_the_day_is_told_beforehand_and_then_kept(pair):
    pair.receive(pair.seal().path)
    store = pair.receiver
    assert expiry.give_notice(store, on("2030-06-22")) == []
    (told,) = expiry.give_notice(store, on("2030-06-23"))
    assert told.notice_on == Day("2030-06-23")
    assert expiry.give_notice(store, on("2030-06-24")) == []
    assert expiry.overdue(store, on(LAST)) == []
    assert expiry.expired(store, on(LAST)) == []
    assert [each.id for each in expiry.overdue(store, on("2030-07-01"))] == [told.id]


def test_what_comes_after_its_day_is_not_imported_and_a_retraction_is(pair):
    made = pair.incidents(1)[0]
    first = pair.seal(made).path
    pair.receive(first)
    late = pair.seal(pair.stored(made)).path
    at(pair.receiver, "2030-07-01")
    with pytest.raises(ExpiredPackageError):
        pair.receive(late)
    pair.receive(taken_back(pair, made))
    assert copies(pair)[0].retracted


def test_one_evening_with_a_wrong_clock_deletes_nothing(pair):
    pair.receive(pair.seal().path)
    expiry.give_notice(pair.receiver, on("2099-01-01"))
    assert len(expiry.expired(pair.receiver, on("2099-01-01"))) == 1
    assert expiry.overdue(pair.receiver, on("2099-01-01")) == []
    assert expiry.overdue(pair.receiver, on("2026-01-01")) == []


def test_only_written_consent_moves_the_day(pair):
    pair.receive(pair.seal().path)
    at(pair.receiver, "2030-06-25")
    (entry,) = entries(pair)
    for until, words in ((Day("2030-12-31"), " "), (Day("2030-06-01"), "Agreed by letter")):
        with pytest.raises(RenewalError):
            expiry.renew(pair.receiver, entry, until, words, "HoO")
    made = expiry.renew(pair.receiver, entry, Day("2030-12-31"), "Letter of 20 June", "HoO")
    assert (made.outcome, made.until) == ("renewed", Day("2030-12-31"))
    (kept,) = entries(pair)
    assert (kept.keep_until, kept.renewal) == (Day("2030-12-31"), "Letter of 20 June")
    assert expiry.expired(pair.receiver, on("2030-07-15")) == []


# -- certificates ------------------------------------------------------------------------------


def certified(pair, order=ORDER):
    out = pair.seal()
    pair.receive(out.path)
    done = destroy(pair.receiver, entries(pair)[0], order)
    return out, certificates.write_certificate(pair.receiver, done, pair.folder)


def test_a_certificate_comes_home_and_closes_what_was_recalled(pair):
    out = pair.seal()
    asked = Asked(partner=pair.partner.id, disclosure=out.disclosure.id, asked_on=Day("2026-01-01"))
    other = Asked(partner=pair.partner.id, disclosure="another")
    recall = Recall(title="Consent withdrawn", why="consent", state="asked", asked=(asked, other))
    pair.sender.save(evolve(recall, draft=True))
    pair.receive(out.path)
    done = destroy(pair.receiver, entries(pair)[0])
    path = certificates.write_certificate(pair.receiver, done, pair.folder)
    assert path.name == f"certificate-{out.disclosure.package[:8]}.age"
    marked = read_certificate(pair.sender, path)
    assert marked.deliveries[0].destroyed_on is not None
    assert marked.deliveries[0].certificate == path.name
    (kept,) = pair.sender.records(Query("recall"))
    assert [each.answer for each in kept.asked] == ["destroyed", "awaited"]
    assert kept.state == "partly"
    (logged,) = pair.sender.records(Query("destruction"))
    assert (logged.by, logged.number, logged.second_person) == ("recipient", 2, "Head of office")
    read_certificate(pair.sender, path)
    assert pair.sender.count(Query("destruction")) == 1


def test_a_certificate_of_some_records_ends_only_those(pair):
    out = pair.seal()
    pair.receive(out.path)
    copy = copies(pair)[0]
    one = Asked(partner=pair.partner.id, disclosure=out.disclosure.id, codes=copy.ref)
    both = evolve(one, codes=", ".join(each.ref for each in copies(pair)))
    for rows in ((one,), (both,)):
        made = Recall(title="Taken back", why="consent", state="asked", asked=rows, draft=True)
        pair.sender.save(made)
    done = destroy(
        pair.receiver, entries(pair)[0], Order("destroyed", "Recalled", "HoO", (copy.id,))
    )
    path = certificates.write_certificate(pair.receiver, done, pair.folder)
    marked = read_certificate(pair.sender, path)
    assert marked.deliveries[0].destroyed_on is None
    found = pair.sender.records(Query("recall", descending=False))
    assert [each.asked[0].answer for each in found] == ["destroyed", "awaited"]


def test_a_certificate_is_recognised_as_one_and_no_receipt(pair):
    _, path = certified(pair)
    with pytest.raises(CertificateFoundError):
        open_package(path, inbox(pair.sender))
    from fieldapp.services.package.receipts import ReceiptError, read_receipt

    with pytest.raises(ReceiptError):
        read_receipt(pair.sender, path)


def plain_of(pair, path):
    with unsealed(path, inbox(pair.sender).identities) as archive:
        return json.loads(archive.read("certificate.json", letters.MOST))


STRANGE = {
    "another format": {"format": "fieldapp-certificate/2"},
    "another outcome": {"outcome": "sold"},
    "another scope": {"scope": "some"},
    "records of a whole": {
        "records": [{"id": "4f6d0a52-8d5e-8b6c-9a0e-2b6d6c1f2a11", "code": "A"}]
    },
    "a name too many": {"more": 1},
    "a day that nothing renews": {"until": "2031-01-01"},
    "no number": {"number": -1},
    "a long function": {"second": "x" * 401},
    "another manifest": {"manifest": "xyz"},
}


@pytest.mark.parametrize("name", STRANGE)
def test_anything_strange_in_a_certificate_is_refused(pair, name):
    plain = plain_of(pair, certified(pair)[1])
    certificates.read(json.dumps(plain).encode())
    with pytest.raises(strict.NotStrictError):
        certificates.read(json.dumps({**plain, **STRANGE[name]}).encode())


@pytest.mark.parametrize(
    "changes",
    [
        {"package": "0" * 32},
        {"manifest": "0" * 64},
        {"sender": "0" * 64},
        {"receiver": "0" * 64},
    ],
)
def test_a_certificate_that_does_not_fit_marks_nothing(pair, changes):
    out, path = certified(pair)
    raw = json.dumps({**plain_of(pair, path), **changes}).encode()
    sender = pair.receiver.get(entries(pair)[0].sender)
    forged = letters.write(
        pair.receiver, certificates.LETTER, raw, sender, pair.folder / "forged.age"
    )
    with pytest.raises(CertificateError):
        read_certificate(pair.sender, forged)
    assert pair.sender.get(out.disclosure.id).deliveries[0].destroyed_on is None
    assert pair.sender.count(Query("destruction")) == 0


def test_no_flipped_byte_of_a_certificate_marks_anything(pair):
    _, path = certified(pair)
    whole = path.read_bytes()
    for n in range(0, len(whole), max(1, len(whole) // 120)):
        path.write_bytes(whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :])
        with pytest.raises(Exception):  # noqa: B017, PT011  # whichever check comes first
            read_certificate(pair.sender, path)
    assert pair.sender.count(Query("destruction")) == 0
