"""What an actor and a contact are made of beside their fields: their rows, and their rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fieldapp.records.fields import choice, text
from fieldapp.records.record import Part, Problem, part
from fieldapp.vocab.handling import DataClass

if TYPE_CHECKING:
    from fieldapp.records.actors import Actor, Person
    from fieldapp.vocab.places import Place


@part
class Alias(Part):
    """Another name, in any script."""

    name: str = text("Name", data_class=DataClass.IDENTITY, searched=True)
    language: str = choice("Language", "language", data_class=DataClass.ADMINISTRATIVE)
    note: str = text("Note", help="Such as nom de guerre, former name, spelling of one radio.")


@part
class Engagement(Part):
    """Who else talks with this actor; of the ICRC only that it does."""

    organisation: str = text("Organisation", searched=True, listed=True)
    kind: str = choice("Kind", "engager_kind", listed=True)
    level: str = choice("At which level", "engagement_level", listed=True)
    channel: str = text("Through whom or what", listed=True)


def of_the_icrc_only_that_it_does(actor: Actor) -> Iterator[Problem]:
    """Check: of the ICRC only that it engages is kept."""
    if any(row.kind == "icrc" and (row.level or row.channel) for row in actor.engaged_by):
        yield Problem("engaged_by", "Of the ICRC note only that it engages, nothing more.")


def seat_no_finer_than_adm2(actor: Actor) -> Iterator[Problem]:
    """Check: where an actor is stays an area, no finer than a district (R26)."""
    for name in ("seat", "area_of_influence"):
        where: Place = getattr(actor, name)
        if where.admin_level > 2 or where.latitude is not None:
            yield Problem(name, "Keep this no finer than the district (ADM2), without coordinates.")


def person_needs_a_purpose(person: Person) -> Iterator[Problem]:
    """Check: a contact is kept for a purpose, reviewed, and not labelled for ever."""
    if not person.purpose:
        yield Problem("purpose", "Say which access or protection objective this contact serves.")
    if person.review_on is None:
        yield Problem("review_on", "Give a date on which to review whether to keep this contact.")
    if "spoiler" not in person.influence:
        return
    if not (person.spoiler_of and person.spoiler_until):
        yield Problem("spoiler_of", "A spoiler label needs its objective and the date it ends.")


def listed_asks_for_advice(actor: Actor) -> Iterator[Problem]:
    """Check: whoever is under sanctions is not met without legal advice."""
    if actor.listed == "yes" and actor.legal_advice != "yes":
        yield Problem("legal_advice", "It is listed: ask for legal advice first.")
