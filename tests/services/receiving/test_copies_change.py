"""What a package does to copies that are here: corrects, takes back, leaves alone, and says so."""

from __future__ import annotations

from fieldapp.records.record import evolve
from fieldapp.services.analysis.counting import counts
from fieldapp.services.package.order import missing, spoken
from fieldapp.services.receiving import arrival
from fieldapp.services.receiving.alike import alike
from fieldapp.vocab.days import Day
from tests.services.package.forging import forge
from tests.services.package.stations import incident
from tests.services.receiving.coming import copies, corrected, entries, taken_back


def events(store, record):
    return [each.field for each in store.history(record.id) if each.field.startswith("=")]


def test_a_correction_is_marked_on_the_copy_with_what_changed(pair):
    made = pair.incidents(1)[0]
    pair.receive(pair.seal(made).path)
    pair.receive(corrected(pair, made))
    (copy,) = copies(pair)
    assert "=corrected" in events(pair.receiver, copy)
    told = [each.value for each in pair.receiver.history(copy.id) if each.field == "title"]
    assert told == ["Corrected"]
    assert entries(pair)[1].changes == "1 corrected"


def test_what_comes_again_unchanged_is_no_correction(pair):
    made = pair.incidents(1)[0]
    pair.receive(pair.seal(made).path)
    pair.receive(pair.seal(pair.stored(made)).path)
    (copy,) = copies(pair)
    assert "=corrected" not in events(pair.receiver, copy)
    assert entries(pair)[1].changes == "1 again, unchanged"
    assert copy.received_from == entries(pair)[1].id


def test_what_is_taken_back_stays_readable_and_counts_no_more(pair):
    made = pair.incidents(1)[0]
    pair.receive(pair.seal(made).path)
    (before,) = copies(pair)
    pair.receive(taken_back(pair, made))
    (copy,) = copies(pair)
    assert copy.retracted
    assert (copy.title, copy.narrative_shareable) == (before.title, before.narrative_shareable)
    assert not counts(copy, imported=True)
    assert "=retracted" in events(pair.receiver, copy)
    assert entries(pair)[1].changes == "1 taken back"


def test_a_late_package_does_not_bring_back_what_was_taken_back(pair):
    made = pair.incidents(1)[0]
    first = pair.seal(made).path
    pair.receive(taken_back(pair, made))
    pair.receive(first)
    assert copies(pair) == []
    told = [each.changes for each in entries(pair)]
    assert told == ["1 taken back that never came", "1 left out, taken back since"]


def test_a_late_package_in_between_does_not_bring_back_what_was_taken_back(pair):
    made = pair.incidents(1)[0]
    pair.receive(pair.seal(made).path)
    late = pair.seal(pair.stored(made)).path
    pair.receive(taken_back(pair, made))
    pair.receive(late)
    (copy,) = copies(pair)
    assert copy.retracted
    assert copy.received_from == entries(pair)[0].id  # it stays under the terms that it came with


def test_what_its_sender_gives_again_later_comes_in_again(pair):
    made = pair.incidents(1)[0]
    pair.receive(pair.seal(made).path)
    pair.receive(taken_back(pair, made))
    pair.sender.save(evolve(pair.stored(made), retracted=False))
    pair.receive(pair.seal(pair.stored(made)).path)
    (copy,) = copies(pair)
    assert not copy.retracted


def test_an_older_package_is_named_as_such_and_a_gap_closes_when_it_comes(pair):
    made = pair.incidents(1)[0]
    paths = [pair.seal(pair.stored(made)).path for _ in range(6)]
    pair.receive(paths[0])
    pair.receive(paths[5])
    assert [each.missing for each in entries(pair)] == ["", "2-5"]
    late = pair.open(paths[2])
    role, words = arrival.order(late)
    assert role == arrival.BAD
    assert words.startswith("This is an older package: number 3; number 6 is here already.")
    assert "Missing before it: 2. Ask the sender for it." in words
    pair.receive(paths[2])
    assert {int(each.sequence): each.missing for each in entries(pair)} == {
        1: "",
        6: "2, 4, 5",
        3: "2",
    }
    again = arrival.order(pair.open(paths[2]))[1]
    assert "number 6 is here already" in again
    assert "already imported" in again


def test_the_newest_again_is_already_imported_and_not_older(pair):
    path = pair.seal().path
    pair.receive(path)
    role, words = arrival.order(pair.open(path))
    assert role == arrival.PLAIN
    assert "already imported" in words
    assert "older" not in words


def test_what_was_verified_is_said_and_what_was_not(pair):
    path = pair.seal().path
    assert [each.name for each in arrival.checks(pair.open(path)) if not each.good] == []
    sender = pair.open(path).sender
    pair.receiver.save(evolve(sender, verified_on=None))
    assert [each.name for each in arrival.checks(pair.open(path)) if not each.good] == ["code"]


def test_numbers_that_are_missing_are_those_that_no_entry_has_or_voids(pair):
    path = pair.seal().path
    pair.receive(path)
    (one,) = entries(pair)
    four = evolve(one, id="4", sequence=4, since=1, void="3")
    assert missing([one, four])["4"] == (2,)
    assert missing([one, evolve(four, epoch="f" * 16)])["4"] == (1, 2)
    assert spoken((1, 2, 3, 5, 7, 8)) == "1-3, 5, 7, 8"


def test_our_own_report_of_the_same_event_is_proposed_and_others_are_not(pair):
    made = pair.incidents(1, happened=Day("2025-11-12"))[0]
    pair.receive(pair.seal(made).path)
    (copy,) = copies(pair)
    same = incident(2, happened=Day("2025-11-12"))
    near = incident(3, happened=Day("2025-11"))
    other_act = incident(4, act="abduction", happened=Day("2025-11-12"))
    other_day = incident(5, happened=Day("2025-11-13"))
    merged = incident(6, happened=Day("2025-11-12"), status="duplicate", merged_into=same.id)
    pair.receiver.save(same, near, other_act, other_day, merged)
    found = alike(pair.receiver, copy)
    assert [each.record.id for each in found] == [same.id, near.id]
    assert "same day" in found[0].why


def test_words_of_a_manifest_that_nobody_knows_mean_the_strictest(pair):
    def strange(plain):
        plain["onward_sharing"], plain["marking"] = "maybe", "eyes only"
        plain["ask"]["what"] = ["verify", "burn"]

    pair.receive(forge(pair, pair.seal().path, strange))
    (entry,) = entries(pair)
    assert entry.onward_sharing == "prohibited"
    assert entry.marking == "strictly_confidential"
    assert entry.asked == ("verify",)
    assert entry.answering == "open"
    pair.receiver.save(evolve(entry, renewal="It can be edited"))
