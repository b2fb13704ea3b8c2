"""Stored levels follow the station's protocol and assessments, in steps, and after every save."""

from __future__ import annotations

import pytest

from fieldapp.records.dialogue import Meeting
from fieldapp.records.protocols import ImpactAssessment, Protocol, ProtocolRule, Raises
from fieldapp.records.record import evolve
from fieldapp.records.training import Training
from fieldapp.services.levelling import is_due, level_again, level_all
from fieldapp.services.protocols import StationLevels, notice, picked, station_profile
from fieldapp.services.stations import open_store
from fieldapp.store.store import Query, Store
from fieldapp.store.vault import Vault
from fieldapp.vocab.days import Day


@pytest.fixture
def store(vault: Vault) -> Store:
    return open_store(vault)


def stored(store: Store, record_id: str) -> str:
    head = store.head(record_id)
    return head.level if head else ""


def severe_meetings(**values: object) -> Protocol:
    rule = ProtocolRule(rule="X-S1", kind="meeting", level="severe")
    return Protocol(**{"title": "ISP", "rules": (rule,), **values})


def pick(store: Store, protocol: Protocol | None) -> None:
    station = store.station()
    assert station is not None
    if protocol is not None:
        store.save(protocol)
    store.save(evolve(station, protocol=protocol.id if protocol else ""))


def test_what_is_saved_after_the_protocol_was_picked_has_its_level(store: Store):
    before, after = Meeting(draft=True), Meeting(draft=True)
    store.save(before)
    pick(store, severe_meetings())
    store.save(after)

    assert (stored(store, before.id), stored(store, after.id)) == ("high", "severe")


def test_levels_are_given_anew_in_steps_of_all_and_only_once(store: Store):
    ids = [each.id for each in (Meeting(draft=True) for _ in range(120))]
    store.save(*(Meeting(id=each, draft=True) for each in ids))
    assert not is_due(store)

    pick(store, severe_meetings())
    assert is_due(store)
    steps = list(level_again(store))

    assert {stored(store, each) for each in ids} == {"severe"}
    assert steps[-1][0] == steps[-1][1] == sum(store.count(Query(k.noun)) for k in store.types)
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert not is_due(store)


def test_what_an_officer_chose_stays_and_what_lies_in_the_bin_is_levelled_too(store: Store):
    lowered = Meeting(draft=True, sensitivity="low", sensitivity_reason="A public ceremony")
    binned = Meeting(draft=True)
    store.save(lowered, binned)
    store.delete(binned.id)
    pick(store, severe_meetings())
    level_all(store)

    assert stored(store, lowered.id) == "low"
    store.restore(binned.id)
    assert stored(store, binned.id) == "severe"


def test_stopped_half_way_it_is_due_again_at_the_next_opening(store: Store, vault: Vault):
    store.save(*(Meeting(draft=True) for _ in range(60)))
    pick(store, severe_meetings())
    next(level_again(store))

    again = open_store(vault)
    assert is_due(again)
    assert level_all(again) > 60
    assert level_all(again) == 0


def test_levels_go_back_when_the_protocol_is_let_go_or_a_rule_changes(store: Store):
    meeting, protocol = Meeting(draft=True), severe_meetings()
    store.save(meeting)
    pick(store, protocol)
    level_all(store)
    kept = store.get(protocol.id)
    store.save(evolve(kept, rules=(evolve(kept.rules[0], level="moderate"),)))
    level_all(store)
    assert stored(store, meeting.id) == "moderate"

    pick(store, None)
    level_all(store)
    assert stored(store, meeting.id) == "high"


def test_an_assessment_raises_what_is_stored_once_it_is_finished(store: Store):
    training = Training(draft=True)
    made = ImpactAssessment(
        title="Activity",
        decision="proceed",
        decided_on=Day("2026-01-05"),
        raises=(Raises(kind="training", level="high"),),
        draft=True,
    )
    store.save(training, made)
    level_all(store)
    assert stored(store, training.id) == "low"

    store.finish(made)
    level_all(store)
    assert stored(store, training.id) == "high"


def test_what_a_failed_save_wrote_is_not_read_as_the_profile(store: Store):
    meeting = Meeting(draft=True)
    protocol = severe_meetings()
    store.save(protocol)
    station = store.station()
    assert station is not None

    def fail() -> None:
        with store.as_one():
            store.save(evolve(station, protocol=protocol.id))
            store.save(Meeting(draft=True))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    store.save(meeting)

    assert stored(store, meeting.id) == "high"


def test_the_profile_is_read_again_once_told_to(store: Store):
    protocol = severe_meetings()
    pick(store, protocol)
    store.save(Meeting(draft=True))
    assert isinstance(store.level_of, StationLevels)
    store.purge(protocol.id)
    store.level_of.forget()
    meeting = Meeting(draft=True)
    store.save(meeting)

    assert stored(store, meeting.id) == "high"
    assert picked(store) is None


def test_a_notice_says_what_is_still_to_be_known_of_the_protocol(store: Store):
    assert "default profile alone" in notice(store)
    pick(store, severe_meetings(draft=True))
    assert "not finished" in notice(store)
    pick(store, severe_meetings())
    assert "1 of its 1 rows is to be checked" in notice(store)
    kept = picked(store)
    assert kept is not None
    store.save(evolve(kept, rules=(evolve(kept.rules[0], checked="checked"),)))

    assert notice(store) == ""
    assert station_profile(store).title == "ISP"
