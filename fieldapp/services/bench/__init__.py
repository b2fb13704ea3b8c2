"""How fast and how big: each figure beside its reference, measured in the same run."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from fieldapp.services.bench.rows import Row

Say = Callable[[str], None]


def measure(records: int, say: Say) -> Iterator[Row]:
    """Every row of the table, as soon as it is measured; `say` tells what is going on."""
    from fieldapp.services.bench import (
        age_layer,
        leaving,
        lists,
        pages,
        paper,
        saving,
        searching,
        window,
    )
    from fieldapp.services.bench.corpus import make_station, make_vault

    with tempfile.TemporaryDirectory(prefix="fieldapp-bench-") as name:
        folder = Path(name)
        say("window: start to unlock page, five times beside a bare window")
        yield from window.rows(folder)
        say(f"vault: making {records} records of 120 words")
        made = make_vault(folder / "bench.vault", records)
        say("lists")
        yield from lists.rows(made)
        say("search, beside plain sqlite3 with the same index")
        yield from searching.rows(made, folder)
        say("save, beside a bare fsync")
        yield from saving.rows(made, folder)
        say("share 10,000 records")
        yield from leaving.rows(made, folder)
        say("paper")
        yield from paper.rows()
        say(f"pages: making a station of {records} incidents, {records // 20} actors, ties")
        yield from pages.rows(make_station(folder / "station.vault", records))
        say("age layer, 100 MB")
        yield from age_layer.rows(folder)
