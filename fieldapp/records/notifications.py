"""Humanitarian notification: the system, what is notified, and each party's answer."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from fieldapp.records.fields import day, link, moment, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.days import Day


@record
class NotificationSystem(Record):
    """The procedure itself: parties, channels, lead times, and how lists reach units."""

    noun: ClassVar[str] = "notification_system"
    code: ClassVar[str] = "HNS"
    label: ClassVar[str] = "Notification system"
    plural: ClassVar[str] = "Notification systems"
    about: ClassVar[str] = (
        "The procedure itself: parties, channels, lead times, and how lists reach units."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "since"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("DI5",)
    sections: ClassVar[tuple[str, ...]] = ("Notification system", "Handling")

    title: str = text(
        "Title",
        section="Notification system",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
    )
    since: Day | None = day("Since", section="Notification system", listed=True, sorted=True)


@record
class Notification(Record):
    """Sites and movements that parties are told of. Never a permission."""

    noun: ClassVar[str] = "notification"
    code: ClassVar[str] = "NOT"
    label: ClassVar[str] = "Humanitarian notification"
    plural: ClassVar[str] = "Humanitarian notifications"
    about: ClassVar[str] = "Sites and movements that parties are told of. Never a permission."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "window_start"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("DI5",)
    sections: ClassVar[tuple[str, ...]] = ("Humanitarian notification", "Handling")

    title: str = text(
        "Title",
        section="Humanitarian notification",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
    )
    window_start: dt.datetime | None = moment(
        "From", section="Humanitarian notification", listed=True, sorted=True
    )


@record
class PartyNotice(Record):
    """One party, one notification: sent, received, answered."""

    noun: ClassVar[str] = "party_notice"
    code: ClassVar[str] = "PNT"
    label: ClassVar[str] = "Party told"
    plural: ClassVar[str] = "Parties told"
    about: ClassVar[str] = "One party, one notification: sent, received, answered."
    heading: ClassVar[tuple[str, ...]] = ("notification",)
    dated: ClassVar[str] = "sent_at"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("DI5",)
    sections: ClassVar[tuple[str, ...]] = ("Party told", "Handling")

    notification: str = link(
        "Notification", "notification", section="Party told", listed=True, required=True
    )
    sent_at: dt.datetime | None = moment("Sent", section="Party told", listed=True, sorted=True)
