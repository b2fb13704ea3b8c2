"""Numbers, gaps, replays and conflicts, at the sender and at the receiver."""

from __future__ import annotations

import shutil

import pytest
from attrs import evolve

from fieldapp.services.package import errors
from fieldapp.store.keys import renew_after_restore
from fieldapp.store.lists import Query
from tests.services.package.forging import forge
from tests.services.package.stations import compare


def first(store, kind: str = "incident"):
    return next(iter(store.records(Query(kind, descending=False))))


def test_a_missing_number_is_a_gap_until_it_comes_late(pair):
    one, two, three = (pair.seal().path for _ in range(3))
    assert pair.open(one).gaps == ()
    assert pair.open(three).gaps == (1, 2)
    pair.receive(three)
    assert pair.open(two).standing.late
    pair.receive(two)
    assert pair.open(three).gaps == (1,)
    pair.receive(one)
    assert pair.open(three).gaps == ()


def test_the_same_package_again_is_already_imported(pair, tmp_path):
    path = pair.seal().path
    pair.receive(path)
    copy = tmp_path / "copy.age"
    shutil.copy(path, copy)
    assert pair.open(copy).standing.imported
    with pytest.raises(errors.AlreadyImportedError):
        pair.receive(copy)
    assert pair.receiver.count(Query("incident")) == 2


def test_another_package_with_the_same_number_is_a_conflict(pair):
    path = pair.seal().path
    pair.receive(path)
    other = forge(pair, path, lambda plain: plain.update(id="0" * 32))
    assert pair.open(other).standing.conflict
    with pytest.raises(errors.SequenceConflictError):
        pair.receive(other)


CONFLICTS = {
    "another past": lambda plain: plain.update(previous="0" * 64),
    "void, though it came": lambda plain: plain.update(void=[1], previous=""),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_package_that_tells_another_past_is_a_conflict(pair, name):
    one, two = pair.seal().path, pair.seal().path
    pair.receive(one)
    with pytest.raises(errors.SequenceConflictError):
        pair.receive(forge(pair, two, CONFLICTS[name]))
    pair.receive(two)


def test_a_late_package_that_is_not_the_one_meant_is_a_conflict(pair):
    one, two = pair.seal().path, pair.seal().path
    pair.receive(two)
    with pytest.raises(errors.SequenceConflictError):
        pair.receive(forge(pair, one, lambda plain: plain.update(id="0" * 32)))
    pair.receive(one)


def test_a_number_called_void_may_not_come_later(pair):
    one, two = pair.seal().path, pair.seal().path

    def voids_one(plain):
        plain.update(void=[1], previous="")

    pair.receive(forge(pair, two, voids_one))
    with pytest.raises(errors.SequenceConflictError):
        pair.receive(one)


def test_a_restored_sender_counts_anew_and_the_receiver_is_told(pair):
    pair.receive(pair.seal().path)
    renew_after_restore(pair.sender.vault)
    opened = pair.open(pair.seal().path)
    assert (opened.manifest.sequence, opened.gaps) == (1, ())
    assert opened.standing.restored
    pair.receive(opened.path)


def test_a_recipient_who_joins_later_misses_nothing(pair):
    pair.seal()
    pair.seal()
    renew_after_restore(pair.receiver.vault)
    pair.receiver.vault.put("station_keys", None)
    newcomer = compare(pair.sender, pair.receiver)
    pair.sender.save(evolve(pair.agreement, recipients=(newcomer.id,)))
    again = evolve(pair, agreement=pair.sender.get(pair.agreement.id))
    opened = again.open(again.seal().path)
    assert (opened.manifest.sequence, opened.since, opened.gaps) == (3, 3, ())
    opened = again.open(again.seal().path)
    assert (opened.since, opened.gaps) == (3, (3,))


def test_a_corrected_record_updates_its_copy_and_an_older_one_does_not(pair):
    made = pair.incidents(1)[0]
    one = pair.seal(made).path
    # The sender corrects it; here by a later package of the same record.
    lines = forge(pair, pair.seal(pair.stored(made)).path, name="package-00000002.age")
    changed = _retitled(pair, lines)
    pair.receive(changed)
    copy = first(pair.receiver)
    assert copy.title == "Corrected"
    pair.receive(one)
    assert pair.receiver.count(Query("incident")) == 1
    assert first(pair.receiver).title == "Corrected"


def test_a_newer_package_updates_the_copy_and_keeps_its_reference(pair):
    made = pair.incidents(1)[0]
    pair.receive(pair.seal(made).path)
    before = first(pair.receiver)
    pair.receive(_retitled(pair, pair.seal(pair.stored(made)).path))
    after = first(pair.receiver)
    assert (after.id, after.ref, after.title) == (before.id, before.ref, "Corrected")
    assert after.ref.startswith("INC-")


def _retitled(pair, path):
    from tests.services.package.forging import lines_of, with_lines

    lines = lines_of(pair, path)
    lines[0]["values"]["title"] = "Corrected"
    return forge(pair, path, files=with_lines(lines), name="package-00000003.age")
