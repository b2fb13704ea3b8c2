"""A vault made by an older declaration opens, gains what is new, and keeps a copy from before."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from fieldapp.records import TYPES
from fieldapp.records.fields import choice, text
from fieldapp.records.record import Record, record
from fieldapp.store.cipher import check
from fieldapp.store.store import Query, Store
from fieldapp.store.vault import Vault


@record
class OldWell(Record):
    """A well, as it was declared last year."""

    noun: ClassVar[str] = "well"
    code: ClassVar[str] = "WEL"
    heading: ClassVar[tuple[str, ...]] = ("name",)

    name: str = text("Name", listed=True, searched=True)
    guard: str = text("Guard")


@record
class Well(Record):
    """The same, with a field more, and another field searched and sorted."""

    noun: ClassVar[str] = "well"
    code: ClassVar[str] = "WEL"
    heading: ClassVar[tuple[str, ...]] = ("name",)

    name: str = text("Name", listed=True, searched=True, sorted=True)
    guard: str = text("Guard", searched=True)
    status: str = choice("Status", "action_status", default="open", listed=True)


def test_a_new_field_gets_its_column_its_default_and_its_words(made):
    with Vault.open(made.folder, made.key) as vault:
        old = Store(vault, (*TYPES, OldWell))
        old.save(OldWell(name="Deep", guard="Heron"))
        assert old.find("heron") == []

    with Vault.open(made.folder, made.key) as vault:
        new = Store(vault, (*TYPES, Well))
        kept = next(new.records(Query("well")))
        assert (kept.name, kept.guard, kept.status) == ("Deep", "Heron", "open")
        assert [row.title for row in new.find("heron")] == ["Deep"]
        assert len(new.keys(Query("well", sort="name"))) == 1
        assert new.station().name == "El Fasher"


def test_a_copy_is_kept_before_the_change_and_goes_after_thirty_days(made):
    with Vault.open(made.folder, made.key) as vault:
        Store(vault, (*TYPES, OldWell)).save(OldWell(name="Deep"))
        Store(vault, (*TYPES, Well))
        copies = sorted(vault.folder.glob("before-*.db"))
        assert copies
        check(copies[-1], vault.key, vault.page_size)
        assert b"Deep" not in copies[-1].read_bytes()
    later = dt.datetime.now().astimezone() + dt.timedelta(days=31)
    with Vault.open(made.folder, made.key) as vault:
        Store(vault, (*TYPES, Well), clock=lambda: later)
        assert not list(vault.folder.glob("before-*.db"))


def test_an_older_app_keeps_the_columns_it_does_not_know(made):
    with Vault.open(made.folder, made.key) as vault:
        new = Store(vault, (*TYPES, Well))
        well = Well(name="Deep", status="done")
        new.save(well)
        old = Store(vault, (*TYPES, OldWell))
        old.save(OldWell(id=well.id, name="Deeper", ref=new.get(well.id).ref))
        assert Store(vault, (*TYPES, Well)).get(well.id).status == "done"


def test_opening_twice_changes_nothing(made):
    with Vault.open(made.folder, made.key) as vault:
        Store(vault, (*TYPES, Well))
        copies = list(vault.folder.glob("before-*.db"))
        Store(vault, (*TYPES, Well))
        assert list(vault.folder.glob("before-*.db")) == copies
