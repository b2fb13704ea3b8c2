"""Humanitarian notification: the system, what is notified, and each party's answer (3.1)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from fieldapp.records.fields import (
    choice,
    choices,
    day,
    flag,
    link,
    links,
    moment,
    number,
    parts,
    place,
    text,
)
from fieldapp.records.notification_rows import (
    FROM_SENDING_ON,
    ITS_OWN,
    MOVEMENT_ONLY,
    SITE_ONLY,
    Vehicle,
    Waypoint,
    coordinates_agree,
    fits_its_kind,
    people_decided,
    site_is_revalidated,
    unarmed,
    window_in_order,
)
from fieldapp.records.notification_systems import NotificationSystem
from fieldapp.records.record import Due, Owned, Record, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place

__all__ = ["Notification", "NotificationSystem", "PartyNotice"]

HANDLING = "Handling"
TOLD, ADMINISTRATIVE = DataClass.NOTIFIED, DataClass.ADMINISTRATIVE
WHAT, SITE, ROUTE, WHO, PARTIES, AFTER = (
    "Notification",
    "Site",
    "Movement",
    "Who answers for it",
    "Parties",
    "Afterwards",
)


@record
class Notification(Record):
    """A site or a movement that parties are told of; their answer is never a permission."""

    noun: ClassVar[str] = "notification"
    code: ClassVar[str] = "NOT"
    label: ClassVar[str] = "Humanitarian notification"
    plural: ClassVar[str] = "Humanitarian notifications"
    about: ClassVar[str] = "Sites and movements that parties are told of. Never a permission."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "window_start"
    sealable: ClassVar[bool] = True
    moves: ClassVar[frozenset[str]] = FROM_SENDING_ON
    its_own: ClassVar[frozenset[str]] = ITS_OWN
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("DI5",)
    dues = (
        Due(
            "revalidate_by",
            "Revalidate the site",
            "status",
            ("checked", "transmitted", "in_effect", "revalidation_due"),
        ),
    )
    occasions: ClassVar[tuple[str, ...]] = ("window_start",)
    sections: ClassVar[tuple[str, ...]] = (WHAT, SITE, ROUTE, WHO, PARTIES, AFTER, HANDLING)
    checks = (
        fits_its_kind,
        window_in_order,
        coordinates_agree,
        site_is_revalidated,
        people_decided,
        unarmed,
    )
    owns: ClassVar[tuple[Owned, ...]] = (
        Owned(
            "notices",
            "Parties told",
            "party_notice",
            "notification",
            help="One party a row. An acknowledgement is never an approval.",
            section=PARTIES,
            shown=("actor", "channel", "sent_at", "acknowledged_at", "response"),
        ),
    )

    @classmethod
    def hidden(cls, values: Notification) -> frozenset[str]:
        """What its kind does not have and what is written on sending, as long as it is empty."""
        by_kind = {"site": MOVEMENT_ONLY, "movement": SITE_ONLY}
        unfit = by_kind.get(values.kind, SITE_ONLY | MOVEMENT_ONLY) | {"version", "change_notice"}
        return frozenset(name for name in unfit if getattr(values, name) == cls.field(name).default)

    title: str = text(
        "Name",
        section=WHAT,
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        data_class=TOLD,
        help="Of the site in Latin letters; of a movement, from where to where.",
    )
    kind: str = choice(
        "Kind",
        "notification_kind",
        section=WHAT,
        listed=True,
        sorted=True,
        required=True,
        data_class=TOLD,
    )
    organisation: str = text(
        "Organisation", section=WHAT, listed=True, searched=True, required=True, data_class=TOLD
    )
    their_ref: str = text("Organisation's own reference", section=WHAT, data_class=TOLD, more=True)
    status: str = choice(
        "Status",
        "notification_status",
        default="draft",
        section=WHAT,
        listed=True,
        sorted=True,
        data_class=ADMINISTRATIVE,
    )
    version: float | None = number(
        "Version", section=WHAT, minimum=1, listed=True, data_class=ADMINISTRATIVE, fixed=True
    )
    change_notice: str = text(
        "What changed since the version before", section=WHAT, lines=3, data_class=TOLD, fixed=True
    )
    submitted_at: dt.datetime | None = moment(
        "Submitted",
        section=WHAT,
        sorted=True,
        more=True,
        help="When the organisation handed it in: the lead time counts from here.",
    )
    emergency: str = flag("Emergency", section=WHAT, listed=True, data_class=TOLD)
    window_start: dt.datetime | None = moment(
        "From", section=WHAT, listed=True, sorted=True, required=True, data_class=TOLD
    )
    window_end: dt.datetime | None = moment(
        "To", section=WHAT, listed=True, sorted=True, data_class=TOLD
    )
    place: Place = place(
        "Where",
        section=WHAT,
        listed=True,
        data_class=TOLD,
        help="WGS84, decimal, five digits after the point. Wrong coordinates kill.",
    )
    latitude_again: float | None = number(
        "Latitude, a second time",
        section=WHAT,
        minimum=-90,
        maximum=90,
        data_class=ADMINISTRATIVE,
    )
    longitude_again: float | None = number(
        "Longitude, a second time",
        section=WHAT,
        minimum=-180,
        maximum=180,
        data_class=ADMINISTRATIVE,
    )
    confirmed_by: str = text(
        "Coordinates confirmed on a map by",
        section=WHAT,
        help="A second person; needed where they are not entered twice.",
    )
    datum: str = flag(
        "Taken as WGS84",
        section=WHAT,
        data_class=TOLD,
        more=True,
        help="Asked of who took them: other grids lie hundreds of metres off.",
    )
    grid_ref: str = text("Grid reference (MGRS)", section=WHAT, data_class=TOLD, more=True)
    local_name: str = text("Name in local script", section=SITE, searched=True, data_class=TOLD)
    site_type: str = choice("Type of site", "site_type", section=SITE, data_class=TOLD)
    function: str = text("What it is used for", section=SITE, lines=2, data_class=TOLD)
    critical: str = flag("Critical infrastructure", section=SITE, data_class=TOLD)
    radius: float | None = number(
        "Footprint", section=SITE, unit="metres around", minimum=0, data_class=TOLD
    )
    landmark: str = text("Landmark or address", section=SITE, data_class=TOLD)
    markings: str = text("Markings, roof included", section=SITE, data_class=TOLD)
    staff: str = choice("Staff present", "number_band", section=SITE, data_class=TOLD)
    people: str = choice(
        "Displaced people present",
        "number_band",
        section=SITE,
        data_class=TOLD,
        help="Left out towards a party unless a named person decides otherwise (R25).",
    )
    people_told_by: str = text("Telling it was decided by", section=SITE)
    revalidate_by: Day | None = day(
        "Revalidate by",
        section=SITE,
        sorted=True,
        data_class=ADMINISTRATIVE,
        help="A stale list protects nobody.",
    )
    revalidated_on: Day | None = day("Last revalidated", section=SITE, data_class=ADMINISTRATIVE)
    purpose: tuple[str, ...] = choices("Purpose", "mission_purpose", section=ROUTE, data_class=TOLD)
    waypoints: tuple[Waypoint, ...] = parts("Waypoints", Waypoint, section=ROUTE, data_class=TOLD)
    alternate: str = text("Alternate route", section=ROUTE, lines=2, data_class=TOLD, more=True)
    returns: dt.datetime | None = moment("Back by", section=ROUTE, data_class=TOLD, more=True)
    crossings: str = text("Crossing points", section=ROUTE, data_class=TOLD, more=True)
    vehicles: tuple[Vehicle, ...] = parts("Vehicles", Vehicle, section=ROUTE, data_class=TOLD)
    people_national: float | None = number(
        "National staff",
        section=ROUTE,
        minimum=0,
        data_class=TOLD,
        help="Counts only; names go nowhere unless a party demands them and leadership agrees.",
    )
    people_international: float | None = number(
        "International staff", section=ROUTE, minimum=0, data_class=TOLD
    )
    drivers: float | None = number(
        "Drivers among them", section=ROUTE, minimum=0, data_class=TOLD, more=True
    )
    cargo: str = text(
        "Cargo", section=ROUTE, lines=2, data_class=TOLD, help="Items, weight, value band."
    )
    sensitive_cargo: str = text("Sensitive items", section=ROUTE, data_class=TOLD, more=True)
    armed: str = flag("Armed persons or escort", section=ROUTE, data_class=TOLD)
    submitter_kind: str = choice(
        "Kind of organisation",
        "submitter_kind",
        section=WHO,
        data_class=TOLD,
        help="Others than humanitarian partners are agreed case by case.",
    )
    focal_point: str = text(
        "Focal point (function)", section=WHO, data_class=DataClass.DUTY_CONTACT
    )
    focal_contact: str = text(
        "Focal point's phones",
        section=WHO,
        data_class=DataClass.PERSONAL_CONTACT,
        help="Protected; never leaves this vault.",
    )
    leader: str = text("Convoy leader (function)", section=WHO, data_class=DataClass.DUTY_CONTACT)
    leader_contact: str = text(
        "Duty phone, satellite, radio", section=WHO, data_class=DataClass.DUTY_CONTACT
    )
    system: str = link(
        "Under which system",
        "notification_system",
        section=PARTIES,
        help="Empty: the one of its country.",
    )
    incidents: tuple[str, ...] = links("Incidents", "incident", section=AFTER)
    was_in_force: str = text(
        "Version in force, and minutes since the last acknowledgement", section=AFTER, more=True
    )
    after_note: str = text("What happened", section=AFTER, lines=3, searched=True)


@record
class PartyNotice(Record):
    """One party told of one notification: sent, received, acknowledged, and their own words."""

    noun: ClassVar[str] = "party_notice"
    code: ClassVar[str] = "PNT"
    label: ClassVar[str] = "Party told"
    plural: ClassVar[str] = "Parties told"
    about: ClassVar[str] = "One party, one notification: sent, received, answered."
    heading: ClassVar[tuple[str, ...]] = ("notification",)
    dated: ClassVar[str] = "sent_at"
    tasks: ClassVar[tuple[str, ...]] = ("DI5",)
    sections: ClassVar[tuple[str, ...]] = ("Party", HANDLING)

    notification: str = link(
        "Notification", "notification", section="Party", listed=True, required=True
    )
    actor: str = link("Party", "actor", section="Party", listed=True, required=True)
    channel: str = link("Channel", "channel", section="Party", listed=True)
    version: float | None = number("Version sent", section="Party", minimum=1, listed=True)
    sent_at: dt.datetime | None = moment("Sent", section="Party", listed=True, sorted=True)
    received_at: dt.datetime | None = moment("Received", section="Party", sorted=True)
    acknowledged_at: dt.datetime | None = moment(
        "Acknowledged", section="Party", listed=True, sorted=True
    )
    response: str = choice(
        "Response of party",
        "party_response",
        default="none",
        section="Party",
        listed=True,
        sorted=True,
    )
    their_words: str = text("Their words", section="Party", lines=2, searched=True)
    party_ref: str = text("Party's reference", section="Party")
