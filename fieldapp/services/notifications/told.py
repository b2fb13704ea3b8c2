"""What a party is told of a notification, and which parties it concerns (R25)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fieldapp.records.actors import Actor
from fieldapp.records.fields import Field
from fieldapp.records.notifications import Notification
from fieldapp.records.record import Part, evolve
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place

# A duty phone of the convoy is told, so that a party can call; a person's own number never is.
_TOLD = frozenset({DataClass.NOTIFIED, DataClass.DUTY_CONTACT})
_SHOWS_DISPLACED = "idp_site"


def told_fields() -> tuple[Field, ...]:
    """The fields of a notification that may be told, in order."""
    return tuple(each for each in Notification.fields() if each.spec.data_class in _TOLD)


def for_party(notification: Notification) -> Notification:
    """The notification with only what a party is told.

    Presence of displaced people is left out unless a named person decided otherwise, and so is a
    type of site that would show it.
    """
    told = {each.name for each in told_fields()}
    values: dict[str, Any] = {
        each.name: _told(each, getattr(notification, each.name))
        if each.name in told
        else each.default
        for each in notification.fields()
        if each.name not in ("ref", "version")
    }
    if not notification.people_told_by.strip():
        values["people"] = ""
        if notification.site_type == _SHOWS_DISPLACED:
            values["site_type"] = "other"
    return evolve(notification, **values)


def _told(field: Field, value: Any) -> Any:
    if field.spec.part is None:
        return value
    return tuple(_told_row(row) for row in value)


def _told_row(row: Part) -> Part:
    hidden = (each for each in row.fields() if each.spec.data_class not in _TOLD)
    return evolve(row, **{each.name: each.default for each in hidden})


def concerns(notification: Notification, party: Actor) -> bool:
    """Whether it lies in the party's area, as far as both areas are known."""
    return in_area(areas_of(notification), area_of(party))


def area_of(party: Actor) -> str:
    """The P-code of a party's area; "" where it is not known."""
    return _finest(party.area_of_influence)


def areas_of(notification: Notification) -> tuple[str, ...]:
    """The P-codes it touches; none where a part of the route has none."""
    own = _finest(notification.place)
    rows = tuple(row.pcode.strip() for row in notification.waypoints)
    if not all(rows):
        return ()
    # A movement is where its waypoints are.
    return (own, *rows) if own else rows


def in_area(codes: Sequence[str], area: str) -> bool:
    """Whether any of these areas lies in a party's, or the party's in one of them."""
    if not area or not codes:
        return True
    return any(_within(code, area) for code in codes)


def _within(one: str, other: str) -> bool:
    # The P-code of an area begins with that of the area around it.
    return one.startswith(other) or other.startswith(one)


def _finest(place: Place) -> str:
    return place.path[-1].pcode if place.path else ""


def parties_of(actors: Sequence[Actor], notification: Notification) -> Iterator[Actor]:
    """Those of these parties that it concerns."""
    return (each for each in actors if concerns(notification, each))
