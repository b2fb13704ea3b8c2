"""What a decision may look at besides the record: who else leaves, and what is known here."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from fieldapp.records.actors import Actor, Person
from fieldapp.records.sources import Source
from fieldapp.services.sharing.outside import OutsideNames
from fieldapp.services.sharing.profile import Profile, default_profile
from fieldapp.services.sharing.scan import Scanner
from fieldapp.services.sharing.scanning.choices import Choices


@attrs.frozen
class Around:
    """Plain values gathered from the store in one place, so that deciding is a pure function.

    `leaving` maps the id of each record that leaves in this release to its id outside. `sources`
    holds only those whose consents let something go to these recipients. `hiding` holds the ids of
    records in the selection that do not show who was there, so that no tie to them does either.
    `roots` gives the first version of a record that has several: outside they have one name.
    `choices` says what a person decided on what the scan found in a text.
    """

    outside: OutsideNames
    scanner: Scanner
    leaving: Mapping[str, str] = attrs.field(repr=False, factory=dict)
    actors: Mapping[str, Actor] = attrs.field(repr=False, factory=dict)
    people: Mapping[str, Person] = attrs.field(repr=False, factory=dict)
    sources: Mapping[str, Source] = attrs.field(repr=False, factory=dict)
    hiding: frozenset[str] = attrs.field(repr=False, default=frozenset())
    profile: Profile = attrs.field(repr=False, factory=default_profile)
    roots: Mapping[str, str] = attrs.field(repr=False, factory=dict)
    choices: Choices = attrs.field(repr=False, factory=Choices)
