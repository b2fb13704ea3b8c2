"""Templates that ship with the app: each fills what is usual in a record, and leaves the rest."""

from __future__ import annotations

import json
from typing import Any

import attrs

import resources
from fieldapp.records.record import Record, evolve
from fieldapp.records.values import from_plain
from fieldapp.services.starting import begin
from fieldapp.store.store import Store

_FOLDER = "templates"


@attrs.frozen
class ShippedTemplate:
    """What it is for, and the values that it fills, as JSON holds them.

    `from_station` names a field that takes the name of the station's organisation.
    """

    name: str
    label: str
    about: str
    values: dict[str, Any] = attrs.field(repr=False)
    from_station: str = ""


def templates_of(noun: str) -> tuple[ShippedTemplate, ...]:
    """The templates of a type in the order in which they are offered; none for most types."""
    files = sorted(resources.path(_FOLDER, noun).glob("*.json"))
    return tuple(
        ShippedTemplate(file.stem.partition("-")[2], **json.loads(file.read_text("utf-8")))
        for file in files
    )


def begun_from(store: Store, kind: type[Record], template: ShippedTemplate) -> Record:
    """A draft with what the template fills; the rest is still to come."""
    draft = begin(kind, store)
    values = {name: from_plain(kind.field(name), v) for name, v in template.values.items()}
    station = store.station()
    if template.from_station:
        values[template.from_station] = station.organisation if station else ""
    return evolve(draft, **values)
