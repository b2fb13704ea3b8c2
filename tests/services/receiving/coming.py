"""What comes in: packages of one sender, some of them with a record corrected or taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from fieldapp.records.disclosures import Received
from fieldapp.records.record import Record, evolve
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from tests.services.package.forging import forge, lines_of, with_lines
from tests.services.package.stations import Pair


def copies(pair: Pair) -> list[Record]:
    """The records that came in, oldest first."""
    return list(pair.receiver.records(Query("incident", received=True, descending=False)))


def entries(pair: Pair) -> list[Received]:
    """The packages that came in, oldest first."""
    found = pair.receiver.records(Query("received", descending=False))
    return [each for each in found if isinstance(each, Received)]


def corrected(pair: Pair, record: Record, title: str = "Corrected") -> Path:
    """The next package, in which this record is another."""
    path = pair.seal(pair.stored(record)).path
    lines = lines_of(pair, path)
    lines[0]["values"]["title"] = title
    lines[0]["change"] = "corrected"
    return forge(pair, path, files=with_lines(lines), name=f"changed-{path.name}")


def taken_back(pair: Pair, record: Record) -> Path:
    """The next package, in which this record is taken back."""
    pair.sender.save(evolve(pair.stored(record), retracted=True))
    return pair.seal(pair.stored(record)).path


def at(store: Store, day: str) -> None:
    """Set this station's clock to noon of a day."""
    now = dt.datetime.fromisoformat(f"{day}T12:00:00+02:00")
    store.now = lambda: now
