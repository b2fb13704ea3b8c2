"""A station with two parties and a system, and notifications that can be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import attrs
import pytest

from fieldapp.records.actors import Actor
from fieldapp.records.notification_rows import SystemParty, Waypoint
from fieldapp.records.notifications import Notification, NotificationSystem
from fieldapp.records.record import evolve
from fieldapp.services.stations import open_store
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place

ZONE = dt.timezone(dt.timedelta(hours=2))
NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
DARFUR = (Area("SDN", "Sudan"), Area("SD02", "North Darfur"))
KASSALA = (Area("SDN", "Sudan"), Area("SD08", "Kassala"))


@attrs.frozen
class Setting:
    """The store and who is in it."""

    store: Store
    kilo: Actor
    lima: Actor
    system: NotificationSystem


@pytest.fixture
def station(vault) -> Setting:
    """Two parties, one of which holds another state, and the system of the country."""
    store = open_store(vault)
    kilo = Actor(name="KILO", area_of_influence=Place(path=DARFUR, precision="adm1"))
    lima = Actor(name="LIMA", area_of_influence=Place(path=KASSALA, precision="adm1"))
    system = NotificationSystem(
        title="HNS Sudan",
        country="SDN",
        lead_hours=48,
        emergency_lead_hours=24,
        response_hours=12,
        revalidate_days=60,
        parties=(SystemParty(actor=kilo.id), SystemParty(actor=lima.id)),
    )
    store.save(kilo, lima, system)
    return Setting(store, kilo, lima, system)


@pytest.fixture
def movement() -> Callable[..., Notification]:
    """A movement that has all that it needs."""

    def make(**values: object) -> Notification:
        start = values.get("window_start", NOW + dt.timedelta(hours=60))
        whole = Notification(
            title="El Fasher to Kabkabiya",
            kind="movement",
            organisation="WFP",
            window_start=start,
            window_end=start + dt.timedelta(hours=8),
            waypoints=(
                Waypoint(
                    name="Kabkabiya",
                    latitude=13.64,
                    longitude=24.09,
                    latitude_again=13.64,
                    longitude_again=24.09,
                    arrives=start + dt.timedelta(hours=5),
                ),
            ),
        )
        return evolve(whole, **values)

    return make


@pytest.fixture
def site() -> Callable[..., Notification]:
    """A clinic that has all that it needs."""

    def make(**values: object) -> Notification:
        whole = Notification(
            title="Clinic at the mill",
            kind="site",
            organisation="MSF",
            site_type="health",
            window_start=NOW,
            place=Place(path=DARFUR, latitude=13.62803, longitude=25.34941),
            latitude_again=13.62803,
            longitude_again=25.34941,
            revalidate_by=Day("2026-12-20"),
        )
        return evolve(whole, **values)

    return make
