"""What was shared is taken back: named by its code, without content, to everyone who has it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import attrs
import pytest

from fieldapp.crypto import age
from fieldapp.records.aftercare import Destruction, Recall
from fieldapp.records.record import evolve
from fieldapp.records.sources import Source
from fieldapp.records.station import Station
from fieldapp.services.aftercare import recalls
from fieldapp.services.aftercare.held import held_by
from fieldapp.services.aftercare.left import left_of
from fieldapp.services.aftercare.register import as_sheet, lines_of, what_holds, who_got
from fieldapp.services.aftercare.retractions import DELETE, retractions
from fieldapp.services.package import seal
from fieldapp.services.package.cards import fingerprint
from fieldapp.services.package.certificates import read_certificate, write_certificate
from fieldapp.services.package.importing import read_records
from fieldapp.services.package.opening import read_file
from fieldapp.services.printing.summary import record_sheet
from fieldapp.services.sharing.paper import log_paper_release
from fieldapp.services.sharing.recheck import BlockedError
from fieldapp.services.sharing.release import prepare
from fieldapp.store.store import Query, Store
from fieldapp.store.vault import Vault
from fieldapp.vocab.days import Day
from tests.approvals import approve
from tests.services.package.stations import compare


def taken_back(pair, record, why="mistake") -> Recall:
    about = recalls.subject(pair.sender, record.id)
    return recalls.take_back(pair.sender, about, why, note="It was another market.")


def sealed(pair, recall):
    (release,) = retractions(pair.sender, recall)
    out = seal.seal(pair.sender, release, pair.folder, summary=None)
    return out, recalls.note_asked(pair.sender, recall, out.disclosure)


def test_a_record_that_left_is_taken_back_by_a_package_without_content(pair):
    first, second = pair.incidents(2)
    sent = pair.seal(first, second)
    recall = taken_back(pair, first)
    assert recall.state == "draft"
    (row,) = recall.asked
    assert (row.partner, row.disclosure, row.way) == (
        pair.partner.id,
        sent.disclosure.id,
        "package",
    )
    assert pair.stored(first).retracted
    assert not pair.stored(second).retracted

    out, recall = sealed(pair, recall)
    assert (recall.state, recall.asked[0].asked_on is not None) == ("asked", True)
    assert (out.disclosure.errand, out.disclosure.recall) == ("retract", recall.id)
    assert out.disclosure.title.startswith("Taken back")
    assert out.disclosure.sequence == 2

    opened = pair.open(out.path)
    assert (opened.manifest.sequence, opened.gaps) == (2, (1,))
    assert DELETE in opened.manifest.agreement.clauses
    (line,) = read_records(opened, pair.receiver.types)
    assert line.change == "retracted"
    assert line.record.ref == sent.disclosure.records[0].outside
    assert line.record.title == line.record.narrative_shareable == ""
    assert b"market" not in read_file(opened, "records.jsonl").lower()
    assert b"market" not in read_file(opened, "data/incident.csv").lower()


def test_the_sequence_goes_on_and_the_receiver_takes_it_in_order(pair):
    (first,) = pair.incidents(1)
    pair.receive(pair.seal(first).path)
    out, _ = sealed(pair, taken_back(pair, first))
    opened = pair.open(out.path)
    assert (opened.gaps, opened.standing.conflict, opened.standing.late) == ((), False, False)


def test_a_record_taken_back_leaves_no_more(pair):
    (first,) = pair.incidents(1, shows_source="no")
    pair.seal(first)
    taken_back(pair, first)
    release = prepare(pair.sender, pair.agreement, [pair.stored(first)])
    assert release.records == ()
    assert release.withheld[0].rule == "record:retracted"


@pytest.mark.parametrize("status", ["suspended", "ended"])
def test_it_may_go_when_the_agreement_no_longer_holds(pair, status):
    (first,) = pair.incidents(1)
    pair.seal(first)
    pair.sender.save(evolve(pair.agreement, status=status, valid_until=Day("2025-06-01")))
    out, recall = sealed(pair, taken_back(pair, first))
    assert recall.state == "asked"
    assert out.path.is_file()


def test_a_former_partner_is_told_and_one_whose_code_was_never_compared_is_not(pair):
    (first,) = pair.incidents(1)
    pair.seal(first)
    former = evolve(pair.partner, ended_on=Day("2025-12-01"))
    pair.sender.save(former)
    recall = taken_back(pair, first)
    assert [each.partners for each in retractions(pair.sender, recall)] == [
        (pair.sender.get(former.id),)
    ]
    pair.sender.save(evolve(former, verified_on=None))
    assert retractions(pair.sender, recall) == ()


def test_what_was_removed_for_ever_is_still_named_and_taken_back(pair):
    (first,) = pair.incidents(1)
    sent = pair.seal(first)
    recall = taken_back(pair, first, "purged")
    pair.sender.purge(first.id, "removed")
    out, _ = sealed(pair, recall)
    (line,) = read_records(pair.open(out.path), pair.receiver.types)
    assert line.record.ref == sent.disclosure.records[0].outside
    told = left_of(pair.sender, first.id)
    assert [each.change for each in told] == ["retracted", "new"]
    assert {each.outside for each in told} == {sent.disclosure.records[0].outside}
    assert all(first.title not in str(each.title) for each in told)


def test_a_recipient_learns_of_no_record_that_did_not_go_to_them(pair, made_once, tmp_path):
    first, second = pair.incidents(2)
    pair.seal(first)
    with _third(made_once, tmp_path) as store:
        other = compare(pair.sender, store)
        both = evolve(pair.agreement, recipients=(other.id,))
        pair.sender.save(both)
        seal.seal(
            pair.sender,
            pair.release(second, agreement=pair.sender.get(both.id), partners=(other,)),
            pair.folder,
            summary=None,
        )
        carried = recalls.carrying(pair.sender, [first.id, second.id])
        recall = recalls.begin(
            pair.sender, "mistake", carried, records=(first.id, second.id), title="Both"
        )
        pair.sender.save(recall)
        found = retractions(pair.sender, recalls.stored(pair.sender, recall.id))
        told = {each.partners[0].id: [r.record.id for r in each.records] for each in found}
        assert told == {pair.partner.id: [first.id], other.id: [second.id]}


@contextmanager
def _third(made_once, tmp_path) -> Iterator[Store]:
    """A third station with keys of its own."""
    folder = tmp_path / "third.vault"
    shutil.copytree(made_once.folder, folder)
    with Vault.open(folder, made_once.key) as vault:
        store = Store(vault)
        station = store.station()
        assert isinstance(station, Station)
        store.save(evolve(station, name="Other cluster", station_code="OTH"))
        yield store


def test_what_a_recipient_holds_is_less_once_it_imported_the_retraction(pair):
    first, second = pair.incidents(2)
    pair.seal(first, second)
    assert {each.record for each in held_by(pair.sender, pair.partner.id)} == {first.id, second.id}
    out, _ = sealed(pair, taken_back(pair, first))
    held = {each.record: each.asked_back for each in held_by(pair.sender, pair.partner.id)}
    assert held == {first.id: True, second.id: False}
    deliveries = tuple(evolve(e, receipt_state="imported") for e in out.disclosure.deliveries)
    pair.sender.save(evolve(out.disclosure, deliveries=deliveries))
    assert [each.record for each in held_by(pair.sender, pair.partner.id)] == [second.id]


def test_certificates_answer_the_recall_and_end_what_is_held(pair):
    (first,) = pair.incidents(1)
    sent = pair.seal(first)
    pair.receive(sent.path)
    about = recalls.subject(pair.sender, pair.agreement.id)
    recall = recalls.take_back(pair.sender, about, about.why)
    assert recall.asked[0].codes == "everything: 1"
    _, recall = sealed(pair, recall)
    assert recall.state == "asked"
    entry = next(iter(pair.receiver.records(Query("received"))))
    destroyed = Destruction(
        title="Package", received=entry.id, reason="Asked back", number=1, on=Day("2026-02-01")
    )
    pair.receiver.save(destroyed)
    certificate = write_certificate(pair.receiver, destroyed, pair.folder)
    back = read_certificate(pair.sender, certificate)
    assert (back.held, back.deliveries[0].certificate) == ("destroyed", certificate.name)
    recall = recalls.stored(pair.sender, recall.id)
    assert (recall.state, recall.asked[0].answer) == ("done", "destroyed")
    assert held_by(pair.sender, pair.partner.id) == ()
    assert list(recalls.open_recalls(pair.sender)) == []


def test_older_keys_are_told_in_a_package_of_their_own(pair):
    (first,) = pair.incidents(1)
    pair.seal(first)
    keys = pair.partner.recipients.split()
    classic = [each for each in keys if age.recipient_type(each) == age.CLASSIC]
    older = evolve(
        pair.partner,
        recipients="\n".join(classic),
        fingerprint=fingerprint(pair.partner.signing_key, tuple(classic)),
    )
    pair.sender.save(older)
    out, _ = sealed(pair, taken_back(pair, first))
    assert out.disclosure.recipient_type == age.CLASSIC


def test_no_content_leaves_under_the_name_of_a_retraction(pair):
    (first,) = pair.incidents(1)
    pair.sender.save(evolve(pair.agreement, status="ended"))
    forged = attrs.evolve(pair.release(first), errand="retract")
    with pytest.raises(BlockedError) as refused:
        seal.seal(pair.sender, forged, pair.folder, summary=None)
    assert refused.value.rule == "release:errand"
    assert list(pair.folder.iterdir()) == []


def test_what_rests_on_a_source_who_withdrew_is_asked_back(pair):
    source = Source(
        legitimate_basis=("consent",), consent_reporting="yes", category="primary_witness"
    )
    pair.sender.save(source)
    first, second = pair.incidents(2)
    pair.sender.save(evolve(first, sources=(source.id,)))
    pair.seal(pair.stored(first), second)
    about = recalls.subject(pair.sender, source.id)
    assert about.records == (first.id,)
    recall = recalls.take_back(pair.sender, about, about.why)
    assert (recall.why, recall.source) == ("consent_withdrawn", source.id)
    assert not pair.stored(first).retracted  # others may have told it too: the consents decide
    (release,) = retractions(pair.sender, recall)
    assert [each.record.id for each in release.records] == [first.id]


def test_of_a_package_to_a_wrong_recipient_only_that_one_is_asked_for_all_of_it(pair):
    first, second = pair.incidents(2)
    sent = pair.seal(first, second).disclosure
    pair.seal(pair.stored(first))
    recall = recalls.take_back(
        pair.sender, recalls.subject(pair.sender, sent.id), "wrong_recipient"
    )
    assert [each.disclosure for each in recall.asked] == [sent.id]
    (release,) = retractions(pair.sender, recall)
    assert {each.record.id for each in release.records} == {first.id, second.id}
    assert not pair.stored(first).retracted


def test_what_was_said_by_phone_ends_what_is_held_of_one_record_and_of_all(pair):
    first, second = pair.incidents(2)
    sent = pair.seal(first, second).disclosure
    recall = taken_back(pair, first)
    recalls.note_answer(pair.sender, recall, recall.asked[0].id, "destroyed")
    assert [each.record for each in held_by(pair.sender, pair.partner.id)] == [second.id]
    assert pair.sender.get(sent.id).held == "held"

    about = recalls.subject(pair.sender, sent.id)
    recall = recalls.take_back(pair.sender, about, about.why)
    done = recalls.note_answer(pair.sender, recall, recall.asked[0].id, "destroyed")
    assert (done.state, done.asked[0].answered_on is not None) == ("done", True)
    assert held_by(pair.sender, pair.partner.id) == ()
    assert pair.sender.get(sent.id).held == "destroyed"


def test_what_left_on_paper_is_asked_back_in_person_and_stands_in_the_register(pair):
    allowed = evolve(pair.agreement, release_channels=("paper",), release_highest="severe")
    pair.sender.save(allowed)
    (first,) = pair.incidents(1, shows_source="no")
    release = prepare(pair.sender, allowed, [first], channel="paper")
    release = approve(pair.sender, release)
    log_paper_release(pair.sender, release, "paper", "AB", "Information officer")
    (held,) = held_by(pair.sender, pair.partner.id)
    assert (held.record, held.channel) == (first.id, "paper")
    (line,) = lines_of(pair.sender, left_of(pair.sender, first.id))
    assert (line.to, line.way) == (f"{pair.partner.name}, Information officer", "Paper")
    recall = taken_back(pair, first)
    assert (recall.asked[0].way, recall.asked[0].told) == ("in_person", "Information officer")
    register = who_got(pair.sender, first.id)
    assert record_sheet(as_sheet(pair.sender, register)).startswith(b"%PDF")
    assert record_sheet(as_sheet(pair.sender, what_holds(pair.sender, pair.partner.id)))
