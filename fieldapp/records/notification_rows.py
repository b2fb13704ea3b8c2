"""The rows and the rules of a notification: waypoints, vehicles, and what must agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fieldapp.records.fields import choice, day, flag, link, moment, number, text
from fieldapp.records.record import Part, Problem, part
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

if TYPE_CHECKING:
    from fieldapp.records.notifications import Notification

TOLD = DataClass.NOTIFIED
NEAR = 0.00001  # degrees: about a metre

SITE_ONLY = frozenset(
    {
        "local_name", "site_type", "function", "critical", "radius", "landmark", "markings",
        "staff", "people", "people_told_by", "revalidate_by", "revalidated_on",
    }
)  # fmt: skip
MOVEMENT_ONLY = frozenset(
    {
        "purpose", "waypoints", "alternate", "crossings", "vehicles", "people_national",
        "people_international", "drivers", "cargo", "sensitive_cargo", "armed", "leader",
        "leader_contact", "returns",
    }
)  # fmt: skip


# How a notification stands goes on after it was sent and locked; what it says does not.
FROM_SENDING_ON = frozenset(
    {
        "status", "version", "change_notice", "submitted_at", "revalidate_by", "revalidated_on",
        "incidents", "was_in_force", "after_note",
    }
)  # fmt: skip
# A copy or a new version begins without what happened to the one before.
ITS_OWN = frozenset(
    {
        "status", "version", "change_notice", "submitted_at", "incidents", "was_in_force",
        "after_note",
    }
)  # fmt: skip


@part
class SystemParty(Part):
    """A party to the system, the channel to it, and when that was last tested."""

    actor: str = link("Party", "actor", listed=True)
    channel: str = link("Channel", "channel", listed=True)
    tested_on: Day | None = day("Last tested", listed=True)
    reaches_units: str = flag("Reaches its units", listed=True)
    note: str = text("Note")


@part
class Waypoint(Part):
    """One point of a route; coordinates are entered twice."""

    name: str = text("Name", data_class=TOLD, listed=True)
    pcode: str = text("P-code", data_class=TOLD)
    latitude: float | None = number(
        "Latitude", minimum=-90, maximum=90, data_class=TOLD, listed=True
    )
    longitude: float | None = number(
        "Longitude", minimum=-180, maximum=180, data_class=TOLD, listed=True
    )
    latitude_again: float | None = number(
        "Latitude again", minimum=-90, maximum=90, data_class=DataClass.ADMINISTRATIVE
    )
    longitude_again: float | None = number(
        "Longitude again", minimum=-180, maximum=180, data_class=DataClass.ADMINISTRATIVE
    )
    arrives: dt.datetime | None = moment("Arrives", data_class=TOLD, listed=True)
    leaves: dt.datetime | None = moment("Leaves", data_class=TOLD)
    overnight: str = flag("Overnight", data_class=TOLD)


@part
class Vehicle(Part):
    """One vehicle as a party would recognise it."""

    type: str = text("Type", data_class=TOLD, listed=True)
    colour: str = text("Make and colour", data_class=TOLD, listed=True)
    plate: str = text("Plate", data_class=TOLD, listed=True)
    call_sign: str = text("Call sign", data_class=TOLD)
    owner: str = choice("Owner", "vehicle_owner", data_class=TOLD)
    roof_marking: str = flag("Logo and roof marking", data_class=TOLD, listed=True)


def fits_its_kind(notification: Notification) -> Iterator[Problem]:
    """A site is told without a route, a movement without what only a site has."""
    unfit, words = {
        "site": (MOVEMENT_ONLY, "This is for a movement: take it out."),
        "movement": (SITE_ONLY, "This is for a site: take it out."),
    }.get(notification.kind, (frozenset(), ""))
    for name in sorted(unfit):
        if getattr(notification, name) != notification.field(name).default:
            yield Problem(name, words)


def window_in_order(notification: Notification) -> Iterator[Problem]:
    """The window ends after it begins; a movement has an end."""
    start, end = notification.window_start, notification.window_end
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime) and end < start:
        yield Problem("window_end", "It ends before it begins.")
    if notification.kind == "movement":
        for name, value in (("window_start", start), ("window_end", end)):
            if not isinstance(value, dt.datetime):
                yield Problem(name, "A movement needs the day, the time and the UTC offset.")


def coordinates_agree(notification: Notification) -> Iterator[Problem]:
    """Entered twice and equal, or confirmed on a map by a second person (R10)."""
    where, second = notification.place, notification.confirmed_by.strip()
    if notification.kind == "site" and None in (where.latitude, where.longitude):
        yield Problem("place", "A site needs its coordinates.")
    if notification.datum == "no":
        yield Problem("datum", "Have them taken or turned into WGS84 first.")
    if second and second.casefold() == notification.created_by.strip().casefold():
        yield Problem("confirmed_by", "This is who entered them; a second person confirms them.")
    if where.latitude is not None and not second:
        again = notification.latitude_again, notification.longitude_again
        if not _same((where.latitude, where.longitude), again):
            yield Problem(
                "latitude_again",
                "Enter both coordinates a second time, or name who confirmed them.",
            )
    for row in notification.waypoints:
        first = row.latitude, row.longitude
        if first == (None, None) or second:
            continue
        if not _same(first, (row.latitude_again, row.longitude_again)):
            yield Problem("waypoints", "Enter the coordinates of every waypoint a second time.")
            return


def _same(one: tuple[float | None, float | None], other: tuple[float | None, float | None]) -> bool:
    if None in one or None in other:
        return False
    pairs = zip(one, other, strict=True)
    return all(round(abs((a or 0) - (b or 0)), 7) <= NEAR for a, b in pairs)


def site_is_revalidated(notification: Notification) -> Iterator[Problem]:
    """A static site says by when it is looked at again (R8)."""
    if notification.kind == "site" and notification.revalidate_by is None:
        yield Problem("revalidate_by", "Give the day by which this site is revalidated.")


def people_decided(notification: Notification) -> Iterator[Problem]:
    """Presence of displaced people is only told where a named person decided so (R25)."""
    told = notification.people not in ("", "none")
    if notification.people_told_by.strip() and not told:
        yield Problem("people", "Nothing to tell is entered here.")


def unarmed(notification: Notification) -> Iterator[Problem]:
    """A humanitarian movement is without arms; an escort is a decision of its own."""
    if notification.armed == "yes":
        yield Problem(
            "armed", "A notification is for unarmed movements; an escort is a decision of its own."
        )
