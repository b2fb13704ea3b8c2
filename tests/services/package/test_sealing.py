"""Sealing: numbers that are never forgotten, keys that never mix, files whole or absent."""

from __future__ import annotations

import resource

import pytest
from attrs import evolve

from fieldapp.crypto import age
from fieldapp.errors import FieldappError, FullDiskError, UnwritableError
from fieldapp.records.disclosures import Disclosure
from fieldapp.services.package import cards, errors, seal
from fieldapp.services.package.recipients import choose
from fieldapp.services.sharing.recheck import BlockedError, ChangedSinceError
from fieldapp.store.lists import Query
from fieldapp.vocab.handling import Level
from tests.services.package.forging import lines_of
from tests.services.package.stations import agree, names, released


class StopError(Exception):
    """What a job's stop raises."""


def stop_at(count: int):
    calls = []

    def stop() -> None:
        calls.append(1)
        if len(calls) >= count:
            raise StopError

    return stop


def states(store) -> list[str]:
    found = store.records(Query("disclosure", descending=False))
    return [each.state for each in found if isinstance(each, Disclosure)]


def test_the_log_says_what_left_to_whom_under_what(pair):
    out = pair.seal()
    entry = out.disclosure
    assert (entry.channel, entry.recipient_type, entry.sequence) == ("package", "hybrid", 1)
    assert entry.agreement == pair.agreement.id
    assert entry.clauses == "Places to the state or province."
    assert [each.partner for each in entry.deliveries] == [pair.partner.id]
    assert entry.deliveries[0].receipt_state == "awaited"
    assert {each.kind for each in entry.records} == {"incident"}
    assert all(each.digest and each.outside.startswith("INC-") for each in entry.records)
    assert entry.manifest_hash == pair.open(out.path).manifest_hash
    assert out.path.stat().st_mode & 0o077 == 0


def test_what_sealing_gives_back_is_what_was_logged(pair):
    out = pair.seal()
    assert pair.sender.get(out.disclosure.id) == out.disclosure
    assert len(out.disclosure.records) > 0


def test_what_left_is_locked_and_undo_does_not_reach_the_log(pair):
    made = pair.incidents(1)
    pair.seal(*made)
    assert pair.stored(made[0]).sealed_at is not None
    assert pair.sender.undo() is None
    assert states(pair.sender) == ["sealed"]


def test_nothing_to_seal_and_blocked_releases_leave_no_trace(pair):
    record = pair.incidents(1)[0]
    late = evolve(pair.agreement, valid_until=pair.agreement.valid_from)
    pair.sender.save(evolve(record, title="Another"))
    cases = {
        errors.NothingToSealError: pair.release(),
        ChangedSinceError: pair.release(record),
        BlockedError: pair.release(pair.stored(record), agreement=late),
    }
    for error, release in cases.items():
        with pytest.raises(error):
            seal.reserve(pair.sender, release, pair.folder)
    assert states(pair.sender) == []
    assert list(pair.folder.iterdir()) == []


@pytest.mark.parametrize("count", [1, 4, 8])
def test_a_stopped_job_leaves_no_file_and_a_void_number(pair, count):
    release = pair.release(*pair.incidents())
    with pytest.raises(StopError):
        seal.seal(pair.sender, release, pair.folder, stop=stop_at(count))
    assert list(pair.folder.iterdir()) == []
    assert states(pair.sender) == ["voided"]
    opened = pair.open(pair.seal().path)
    assert (opened.manifest.sequence, opened.manifest.void, opened.gaps) == (2, (1,), ())


def test_a_full_disk_leaves_no_file_and_a_void_number(pair):
    release = pair.release(*pair.incidents())
    plan = seal.reserve(pair.sender, release, pair.folder)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(FullDiskError):
            seal.write(plan, pair.folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    seal.abandon(pair.sender, plan)
    assert list(pair.folder.iterdir()) == []
    assert states(pair.sender) == ["voided"]


def test_a_folder_that_is_not_there(pair):
    release = pair.release(*pair.incidents())
    with pytest.raises(UnwritableError):
        seal.seal(pair.sender, release, pair.folder / "missing")
    assert states(pair.sender) == ["voided"]


def test_two_packages_under_one_agreement_are_not_sealed_at_once(pair):
    seal.reserve(pair.sender, pair.release(*pair.incidents()), pair.folder)
    with pytest.raises(errors.SealingUnderwayError):
        seal.reserve(pair.sender, pair.release(*pair.incidents()), pair.folder)


def test_killed_before_the_file_was_whole(pair):
    plan = seal.reserve(pair.sender, pair.release(*pair.incidents()), pair.folder)
    part = pair.folder / (plan.file_name + ".part")
    part.write_bytes(b"half")
    settled = seal.settle(pair.sender)
    assert [each.state for each in settled] == ["voided"]
    assert list(pair.folder.iterdir()) == []
    assert seal.settle(pair.sender) == ()


def test_killed_before_the_rename(pair, monkeypatch):
    plan = seal.reserve(pair.sender, pair.release(*pair.incidents()), pair.folder)
    written = seal.write(plan, pair.folder)
    _killed(monkeypatch, pair, plan, written)
    settled = seal.settle(pair.sender)
    assert [each.state for each in settled] == ["voided"]
    assert list(pair.folder.iterdir()) == []


def test_killed_after_the_rename(pair, monkeypatch):
    made = pair.incidents()
    plan = seal.reserve(pair.sender, pair.release(*made), pair.folder)
    written = seal.write(plan, pair.folder)
    _killed(monkeypatch, pair, plan, written)
    (pair.folder / (plan.file_name + ".part")).rename(written.path)
    settled = seal.settle(pair.sender)
    assert [each.state for each in settled] == ["sealed"]
    assert settled[0].manifest_hash == pair.open(written.path).manifest_hash
    assert pair.stored(made[0]).sealed_at is not None


def test_killed_after_the_rename_and_the_file_is_gone_since(pair, monkeypatch):
    plan = seal.reserve(pair.sender, pair.release(*pair.incidents()), pair.folder)
    written = seal.write(plan, pair.folder)
    _killed(monkeypatch, pair, plan, written)
    (pair.folder / (plan.file_name + ".part")).unlink()
    # It cannot be ruled out that someone took it along, so the log says that it left.
    assert [each.state for each in seal.settle(pair.sender)] == ["sealed"]


def _killed(monkeypatch, pair, plan, written) -> None:
    """Die at the rename, as a power cut would."""

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(seal.files, "put_in_place", die)
        with pytest.raises(KeyboardInterrupt):
            seal.record(pair.sender, plan, written)
    assert states(pair.sender) == ["sealing"]


def test_a_record_sent_again_says_what_changed(pair):
    first, second = pair.incidents(2)
    pair.seal(first, second)
    first, second = pair.stored(first), pair.stored(second)
    assert _changes(pair, pair.release(first, second)) == ["new", "new"]
    less = evolve(released(names(pair), first, {"act"}), level=Level.LOW)
    gone = pair.release(*pair.incidents(1, retracted=True)).records[0]
    assert _changes(pair, pair.release(first, records=(less, gone))) == ["corrected", "retracted"]


def _changes(pair, release) -> list[str]:
    plan = seal.reserve(pair.sender, release, pair.folder)
    sealed = seal.record(pair.sender, plan, seal.write(plan, pair.folder))
    return [each["change"] for each in lines_of(pair, pair.folder / sealed.file_name)]


def hybrid_and_classic() -> tuple[str, str]:
    return tuple(age.recipient_of(age.new_identity(kind)) for kind in (age.HYBRID, age.CLASSIC))


def by_hand(pair, name: str, *recipients: str):
    code = cards.digits(cards.fingerprint("", recipients))
    return cards.add_partner_by_hand(pair.sender, name, recipients, verified=code)


def test_types_of_keys_never_mix(pair):
    hybrid, classic = hybrid_and_classic()
    both = by_hand(pair, "Both", *hybrid_and_classic())
    old, new = by_hand(pair, "Old", classic), by_hand(pair, "New", hybrid)
    allowed = agree(pair.sender, both, allow_classic="yes")
    assert choose(pair.agreement, [both, new]).type == "hybrid"
    assert choose(allowed, [both, old]).keys[-1] == classic
    assert choose(allowed, [both, old]).type == "x25519"
    for silent in ("", "no", "unknown"):
        with pytest.raises(errors.ClassicNotAllowedError):
            choose(evolve(allowed, allow_classic=silent), [both, old])
    with pytest.raises(errors.PartnerKeyError):
        choose(allowed, [old, new])
    with pytest.raises(errors.PartnerKeyError):
        choose(allowed, [])
    with pytest.raises(errors.UnverifiedPartnerError):
        choose(allowed, [evolve(both, recipients=hybrid)])


def test_progress_comes_to_its_end(pair):
    plan = seal.reserve(pair.sender, pair.release(*pair.incidents()), pair.folder)
    said = []
    seal.record(
        pair.sender, plan, seal.write(plan, pair.folder, progress=lambda *a: said.append(a))
    )
    assert said == [(number, 6) for number in range(1, 7)]


def test_no_error_names_a_value(pair):
    for each in vars(errors).values():
        if isinstance(each, type) and issubclass(each, FieldappError):
            assert each.sentence.endswith(".")
            assert not {"{", "%", "/"} & set(each.sentence)
