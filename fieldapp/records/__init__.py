"""What an officer writes down: each record type declared once."""

from __future__ import annotations

from fieldapp.records.actors import Actor, Intermediary, Person, Relation
from fieldapp.records.dialogue import Action, Commitment, Meeting
from fieldapp.records.disclosures import Disclosure, Received
from fieldapp.records.incidents import Incident
from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.records.sources import Referral, Source
from fieldapp.records.station import Station

# One plain tuple, passed to whoever needs it; a test may pass a longer one.
TYPES: tuple[type[Record], ...] = (
    Station,
    Meeting,
    Commitment,
    Action,
    Person,
    Intermediary,
    Actor,
    Relation,
    Incident,
    Source,
    Referral,
    Partner,
    Agreement,
    Disclosure,
    Received,
)
