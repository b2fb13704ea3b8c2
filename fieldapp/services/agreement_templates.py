"""Templates of agreements that ship with the app: each fills the clauses that are usual."""

from __future__ import annotations

import json
from typing import Any

import attrs

import resources
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Agreement
from fieldapp.records.values import from_plain
from fieldapp.services.starting import begin
from fieldapp.store.store import Store

_FOLDER = ("sharing", "agreement_templates")


@attrs.frozen
class AgreementTemplate:
    """What it is for, and the clauses that it fills, as JSON holds them."""

    name: str
    label: str
    about: str
    values: dict[str, Any] = attrs.field(repr=False)


def agreement_templates() -> tuple[AgreementTemplate, ...]:
    """The templates in the order in which they are offered."""
    files = sorted(resources.path(*_FOLDER).glob("*.json"))
    return tuple(
        AgreementTemplate(file.stem.partition("-")[2], **json.loads(file.read_text("utf-8")))
        for file in files
    )


def begun_from(store: Store, template: AgreementTemplate) -> Agreement:
    """A draft with the clauses of a template; parties, dates and signature are still to come."""
    draft = begin(Agreement, store)
    assert isinstance(draft, Agreement)
    station = store.station()
    values = {name: from_plain(Agreement.field(name), v) for name, v in template.values.items()}
    return evolve(draft, **values, provider=station.organisation if station else "")
