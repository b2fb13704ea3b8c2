"""An agreement, a verified partner and records with planted words, as plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from fieldapp.records.actors import Actor, Alias, Person
from fieldapp.records.dialogue import Commitment, Meeting, Statement
from fieldapp.records.incidents import AllegedActor, Incident
from fieldapp.records.record import Part, Record
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.records.sources import Source
from fieldapp.services.package.cards import card_of
from fieldapp.services.sharing.gather import Gathered, scanner_of
from fieldapp.services.sharing.outside import OutsideNames
from fieldapp.services.sharing.release import Release, assemble
from fieldapp.services.sharing.result import ReleasedField, ReleasedRecord
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally

DAY = dt.date(2026, 3, 10)
EVERY_CLASS = (
    "event",
    "count",
    "place",
    "time",
    "role",
    "identity",
    "said",
    "shareable_text",
    "source_summary",
    "link",
    "administrative",
)
KOBRA = Place(
    path=(Area("SDN", "Sudan"), Area("SD01", "Khartoum"), Area("SD0101", "Bahri")),
    latitude=15.64,
    longitude=32.53,
    precision="exact",
    heard="Kobra",
)


def partner(**values: Any) -> Partner:
    usual = {
        "id": "partner-1",
        "name": "Cluster",
        "recipient_kind": "humanitarian-partner",
        "recipients": "age1pq1x",
        "verified_on": Day("2026-01-05"),
    }
    made = Partner(**{**usual, **values})
    # As if the code of these very keys had been compared.
    known = card_of(made).fingerprint if made.recipients else ""
    return attrs.evolve(made, fingerprint=values.get("fingerprint", known))


def agreement(**values: Any) -> Agreement:
    usual: dict[str, Any] = {
        "id": "agreement-1",
        "title": "Cluster DPISP",
        "instrument": "cluster_dpisp",
        "recipient_kind": "humanitarian-partner",
        "recipients": ("partner-1",),
        "purpose": "Protection analysis",
        "record_types": ("incident", "meeting", "commitment", "person", "actor", "source"),
        "included_classes": EVERY_CLASS,
        "highest_sensitivity": "severe",
        "lowest_admin_level": "adm1",
        "date_precision": "month",
        "attributions": ("on_record", "not_for_attribution", "chatham_house"),
        "signed_on": Day("2026-01-01"),
        "valid_from": Day("2026-01-01"),
        "valid_until": Day("2026-12-31"),
        "keep_until": Day("2027-12-31"),
    }
    return Agreement(**{**usual, **values})


FRONT = Actor(id="actor-1", name="Northern Front", type="nsag", ref="X-ACT-26-A1")
IBRAHIM = Person(
    id="person-1",
    code_name="Falcon",
    name="Ibrahim Yusuf Adam",
    aliases=(Alias(name="Abu Salam"),),
    actor=FRONT.id,
    function="Commander of the bridge",
    rank="Colonel",
    rank_band="senior_officer",
    phones="+249 912 345 678\n@falcon_bridge",
    languages=("ar",),
    topics_open="bridges",
)
HASSAN = Source(
    id="source-1",
    name="Hassan Deng",
    category="primary_witness",
    type="oral_testimony",
    legitimate_basis=("consent",),
    consent_reporting="yes",
    contact="0999111222",
    told_where="the well",
)


def incident(**values: Any) -> Incident:
    usual: dict[str, Any] = {
        "title": "Shelling of a market",
        "act": "killing",
        "place": KOBRA,
        "place_note": "Sesamenote",
        "happened": Day("2026-03-04"),
        "time_of_day": "morning",
        "reported_on": Day("2026-03-05"),
        "alleged": (
            AllegedActor(
                id="row-1",
                actor=FRONT.id,
                category="nsag",
                reported_name="Northern Boys",
                certainty="alleged",
                individual="Sesameindividual",
            ),
        ),
        "killed": Tally(women=2, girls=1),
        "narrative_confidential": "Sesamestory",
        "narrative_shareable": "Two women and a girl were killed.",
        "sources": (HASSAN.id,),
        "shows_source": "no",
        "external_id": "Sesameexternal",
        "task_codes": ("AN3",),
    }
    return Incident(**{**usual, **values})


def meeting(**values: Any) -> Meeting:
    usual: dict[str, Any] = {
        "title": "Sesametitle",
        "started": dt.datetime(2026, 3, 5, 10, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        "type": "meeting",
        "contacts": (IBRAHIM.id,),
        "actors": (FRONT.id,),
        "platform": "bilateral",
        "place": attrs.evolve(KOBRA, latitude=None, longitude=None),
        "our_side": "Sesameside",
        "attribution": "on_record",
        "statements": (
            Statement(
                id="row-a", text="The road opens.", attribution="on_record", speaker=IBRAHIM.id
            ),
            Statement(id="row-b", text="Sesamebackground", attribution="background_only"),
            Statement(id="row-c", text="Sesameunset"),
        ),
        "interpretation": "Sesamereading",
        "summary": "They agreed to open the road.",
    }
    return Meeting(**{**usual, **values})


def commitment(**values: Any) -> Commitment:
    usual: dict[str, Any] = {
        "what": "Open the road to the hospital",
        "by_actor": FRONT.id,
        "by_person": IBRAHIM.id,
        "made_on": Day("2026-03-05"),
        "attribution": "on_record",
        "place": KOBRA,
        "witnesses": "Sesamewitness",
    }
    return Commitment(**{**usual, **values})


def gathered(
    partners: Sequence[Partner] = (), sources: Sequence[Source] = (HASSAN,), terms: str = ""
) -> Gathered:
    return Gathered(
        partners=tuple(partners) or (partner(),),
        sources={each.id: each for each in sources},
        actors={FRONT.id: FRONT},
        people={IBRAHIM.id: IBRAHIM},
        scanner=scanner_of((FRONT, IBRAHIM, *sources)),
        outside=OutsideNames(b"s" * 32, terms or "agreement-1"),
    )


def prepared(
    *records: Record,
    partners: Sequence[Partner] = (),
    sources: Sequence[Source] = (HASSAN,),
    day: dt.date = DAY,
    channel: str = "package",
    **terms: Any,
) -> Release:
    return assemble(agreement(**terms), records, gathered(partners, sources), day, channel=channel)


def field_of(released: ReleasedRecord, name: str) -> ReleasedField:
    return {each.name: each for each in released.fields}[name]


def words_after(value: Any) -> Iterator[str]:
    """Every text within a value that leaves."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from words_after(each)
    elif isinstance(value, (Part, Place, Area, Day)):
        for each in attrs.asdict(value, recurse=False).values():
            yield from words_after(each)


def all_words(release: Release) -> str:
    told = [word for r in release.records for f in r.fields for word in words_after(f.after)]
    inner = [
        word
        for r in release.records
        for f in r.fields
        for row in f.rows
        for each in row.fields
        for word in words_after(each.after)
    ]
    rest = [*release.clauses, *(w.why for w in release.withheld)]
    return "\n".join([*told, *inner, *rest, *(f.words for r in release.records for f in r.fields)])
