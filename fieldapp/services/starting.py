"""What a new record starts with: the rows it usually holds, and the station's usual language."""

from __future__ import annotations

from typing import Any

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record, evolve
from fieldapp.records.station import Station
from fieldapp.store.store import Store


def begin(kind: type[Record], store: Store) -> Record:
    """A new draft with its starting values; nothing is saved.

    Rows that depend on a choice not made yet, such as the standards of a kind of checklist, are
    offered by the form once it is made.
    """
    draft = kind(draft=True)
    station = store.station()
    spoken = station.spoken if isinstance(station, Station) else ""
    return evolve(draft, **{**_usual_rows(draft), **_spoken(kind, spoken)})


def _usual_rows(draft: Record) -> dict[str, Any]:
    return {
        each.name: each.spec.usual(draft) for each in draft.fields() if each.spec.usual is not None
    }


def _spoken(kind: type[Record], language: str) -> dict[str, Any]:
    return {
        each.name: (language,) if each.spec.kind is Kind.CHOICES else language
        for each in kind.fields()
        if language and _is_spoken_on_the_day(kind, each)
    }


def _is_spoken_on_the_day(kind: type[Record], field: Field) -> bool:
    """Whether it says in which language something took place, as at a meeting or a course.

    The language of a text or of a person is not the station's to say.
    """
    own = field.spec.section != "Handling"
    return own and field.name in ("language", "languages") and bool(kind.occasions)
