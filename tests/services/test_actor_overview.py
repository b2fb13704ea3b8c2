"""The overview of an actor gathers what is tied to it and to its contacts, and says what it is."""

from __future__ import annotations

import datetime as dt

from fieldapp.records.actors import Actor, Person, Relation
from fieldapp.records.dialogue import Commitment, Meeting
from fieldapp.records.incidents import AllegedActor, Incident
from fieldapp.records.sources import Source
from fieldapp.services.actor_overview import overview
from fieldapp.vocab.days import Day

BLUE, RED = Actor(name="Blue Brigade"), Actor(name="Red Front")
KILO = Person(code_name="KILO", actor=BLUE.id, purpose="x", review_on=Day("2027"))
SOURCE = Source(legitimate_basis=("vital_interests",))


def filled(store):
    store.save(
        BLUE,
        RED,
        KILO,
        SOURCE,
        Meeting(title="Corridor", started=dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC),
                contacts=(KILO.id,), facts="x"),
        Commitment(what="Open the road", by_person=KILO.id, due=Day("2026-04"), status="broken"),
        Commitment(what="Come back", by_actor=BLUE.id, direction="ours", status="kept"),
        Incident(act="killing", happened=Day("2026-02-01"), title="Shelling",
                 alleged=(AllegedActor(actor=BLUE.id),), sources=(SOURCE.id,)),
        Relation(source_end=BLUE.id, target_end=RED.id, type="rival"),
        Meeting(title="Others", started=dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC),
                actors=(RED.id,), facts="x"),
    )  # fmt: skip


def test_what_is_tied_to_it_and_its_contacts_stands_newest_first(store):
    filled(store)
    found = overview(store, store.get(BLUE.id))
    dated = [(m.day, m.title) for m in found.timeline if m.day]
    assert dated == [
        ("2026-04", "Open the road"),
        ("2026-03-01", "Corridor"),
        ("2026-02-01", "Shelling"),
    ]
    assert {m.title for m in found.timeline if not m.day} == {"Come back", "Red Front"}
    assert "Is a rival of" in {m.state for m in found.timeline}
    assert "Others" not in {m.title for m in found.timeline}
    counts = {c.label: (c.number, c.words) for c in found.counts}
    assert counts["Meetings"] == (1, "")
    assert counts["Their promises"] == (1, "0 kept, 1 broken")
    assert counts["Our promises"] == (1, "1 kept, 0 broken")
    assert counts["Incidents alleged"] == (1, "")


def test_incidents_are_alleged_and_said_to_be_no_measure(store):
    filled(store)
    found = overview(store, store.get(BLUE.id))
    assert "not a measure of harm" in found.notice
    assert "1 recorded sources; 0 of 1 are verified" in found.notice
    incident = next(m for m in found.timeline if m.noun == "incident")
    assert incident.state.startswith("alleged")
    assert not overview(store, store.get(RED.id)).notice


def test_a_contact_has_its_own(store):
    filled(store)
    found = overview(store, store.get(KILO.id))
    assert {m.title for m in found.timeline} == {"Corridor", "Open the road"}
