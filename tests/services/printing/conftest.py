"""An invented meeting and incident in a real vault, and papers read back as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest

from fieldapp.records import Action, Actor, Commitment, Incident, Meeting, Person
from fieldapp.records.actors import Alias
from fieldapp.records.dialogue import Statement
from fieldapp.records.incidents import AllegedActor
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally

NOW = dt.datetime(2026, 11, 24, 21, 4, tzinfo=dt.timezone(dt.timedelta(hours=2)))
NAME, ALIAS = "Ibrahim Musa Adam", "أبو موسى"


@pytest.fixture
def actor(store: Store) -> Actor:
    made = Actor(name="Third Brigade", type="state_military")
    store.save(made)
    return made


@pytest.fixture
def person(store: Store, actor: Actor) -> Person:
    made = Person(
        code_name="KILO",
        name=NAME,
        aliases=(Alias(name=ALIAS),),
        actor=actor.id,
        function="Deputy commander",
        purpose="Access to the hospital",
        phones="+249 91 234 5678",
        review_on=Day("2027-01-01"),
    )
    store.save(made)
    return made


@pytest.fixture
def meeting_with(person: Person, actor: Actor) -> Callable[..., Meeting]:
    """A meeting with these values beside the usual ones; not saved."""
    return lambda **values: Meeting(**(_usual(person, actor) | values))


def _usual(person: Person, actor: Actor) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "title": "Corridor to the hospital",
        "started": dt.datetime(2026, 11, 12, 16, 30, tzinfo=NOW.tzinfo),
        "contacts": (person.id,),
        "actors": (actor.id,),
        "place": Place(path=(Area("SDN", "Sudan"), Area("SD02", "North Darfur"))),
        "our_side": "Jane Roe",
        "statements": (
            Statement(text="The road opens on Monday.", speaker=person.id, attribution="on_record"),
            Statement(
                text=f"{NAME} cannot decide on the gate.",
                speaker=person.id,
                attribution="not_for_attribution",
            ),
            Statement(
                voice="request",
                text="They want a list of staff.",
                attribution="not_for_attribution",
            ),
        ),
        "facts": "Two checkpoints were closed.",
        "interpretation": "He decides on the road, not on the gate.",
        "recommendation": "Raise the gate with the HC.",
        "attribution": "not_for_attribution",
        "review_on": Day("2027-05-12"),
    }
    return usual


@pytest.fixture
def meeting(store: Store, person: Person, meeting_with: Callable[..., Meeting]) -> Meeting:
    made = meeting_with()
    store.save(
        made,
        Commitment(
            direction="theirs",
            what="Open the western road",
            by_person=person.id,
            meeting=made.id,
            due=Day("2026-12-01"),
        ),
        Commitment(direction="ours", what="Send the duty line", meeting=made.id, status="kept"),
        Action(what="Brief the head of office", owner="CM1", meeting=made.id),
    )
    found = store.get(made.id)
    assert isinstance(found, Meeting)
    return found


@pytest.fixture
def incident(store: Store, actor: Actor) -> Incident:
    made = Incident(
        title="Shelling of a market",
        act="killing",
        happened=Day("2026-11-10"),
        alleged=(AllegedActor(actor=actor.id, category="state_military"),),
        killed=Tally(women=3, boys=2, estimated=frozenset({"boys"})),
        narrative_confidential="A trader told it.",
        narrative_shareable="Shells hit a market.",
    )
    store.save(made)
    found = store.get(made.id)
    assert isinstance(found, Incident)
    return found


@pytest.fixture
def pages() -> Callable[[bytes], list[str]]:
    """The text of every page of a PDF, as a reader program finds it."""
    return _pages


def _pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_text(page) for page in document]
    finally:
        document.close()


def _text(page: pypdfium2.PdfPage) -> str:
    return str(page.get_textpage().get_text_range()).replace("\r\n", "\n")
