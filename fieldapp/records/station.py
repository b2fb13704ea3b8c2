"""The duty station whose vault this is."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.fields import choice, choices, flag, link, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.handling import DataClass


@record
class Station(Record):
    """One duty station: what every new record of this vault starts from."""

    noun: ClassVar[str] = "station"
    code: ClassVar[str] = "STA"
    label: ClassVar[str] = "Station"
    plural: ClassVar[str] = "Stations"
    heading: ClassVar[tuple[str, ...]] = ("name", "station_code")
    sections: ClassVar[tuple[str, ...]] = ("Station", "Defaults", "Handling")

    station_code: str = text(
        "Code",
        section="Station",
        listed=True,
        required=True,
        data_class=DataClass.ADMINISTRATIVE,
        help="Two to five letters that begin every reference, such as SDN.",
    )
    name: str = text(
        "Name",
        section="Station",
        listed=True,
        required=True,
        searched=True,
        data_class=DataClass.ADMINISTRATIVE,
    )
    organisation: str = text("Organisation", section="Station", data_class=DataClass.ADMINISTRATIVE)
    officer: str = text(
        "Officer's code",
        section="Station",
        help="Who writes here, as it stands in the history: initials or a function.",
    )
    country: str = text("Country (ISO3)", section="Defaults", data_class=DataClass.PLACE)
    spoken: str = choice("Usual language of meetings", "language", section="Defaults")
    utc_offset: str = text("UTC offset", section="Defaults", help="Such as +02:00.")
    platforms: tuple[str, ...] = choices("Platforms in use", "platform_type", section="Defaults")
    protocol: str = link(
        "Information sharing protocol",
        "protocol",
        fixed=True,  # picked on a card of its own, with what is to be known of it
        data_class=DataClass.ADMINISTRATIVE,
        help="Its rules give every record its level. Empty: the default profile alone.",
    )
    peacekeeping: str = flag("Peacekeeping setting", section="Defaults")
