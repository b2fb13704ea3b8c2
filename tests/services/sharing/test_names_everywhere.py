"""A name is looked for in what leaves, wherever in the vault it stands."""

from __future__ import annotations

from fieldapp.records import Incident
from fieldapp.records.incidents import AllegedActor
from fieldapp.services.sharing.gather import scanner
from fieldapp.vocab.days import Day


def test_an_individual_named_in_another_incident_is_found(store):
    store.save(
        Incident(
            act="other",
            happened=Day("2026"),
            alleged=(AllegedActor(category="nsag", individual="Ozmand Kerrel"),),
        ),
        Incident(act="other", happened=Day("2026"), alleged=(AllegedActor(category="nsag"),)),
    )
    found = scanner(store)
    assert found.hits("It was said that Ozmand Kerrel stood at the gate.")
    assert not found.hits("It was said that somebody stood at the gate.")
