"""Commands on the protocol of the station: bring in those that ship, pick one."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp.cli.vaults import opened, say, vault_argument
from fieldapp.errors import FieldappError
from fieldapp.records.protocols import Protocol
from fieldapp.records.record import evolve
from fieldapp.services.levelling import level_all
from fieldapp.services.protocols import notice
from fieldapp.services.reference import starter
from fieldapp.store.errors import MissingRecordError

NONE = "none"


class NoStationError(FieldappError):
    """The vault has no station yet that could pick a protocol."""

    sentence = "This vault has no station yet."
    remedy = "Make it with `new`, or go through the first run."


@click.group()
def protocol() -> None:
    """The information sharing protocol, by which every record has its level."""


@protocol.command("start")
@vault_argument
@click.option("--country", default="", metavar="ISO3", help="Only that of one country.")
def start(vault: Path, passphrase_file: str, country: str) -> None:
    """Add the protocols that ship, as starting values; prints their references."""
    with opened(vault, passphrase_file) as store:
        lacking = [
            each
            for each in starter(store, "protocols")
            if isinstance(each, Protocol) and country.upper() in ("", each.country)
        ]
        store.save(*lacking)
        for each in lacking:
            click.echo(store.get(each.id).ref)
    say("Starting values: check each row against the signed protocol.")


@protocol.command("pick")
@vault_argument
@click.argument("ref", metavar="REF")
def pick(vault: Path, passphrase_file: str, ref: str) -> None:
    """Let a protocol give every record its level; `none` for the default profile alone."""
    with opened(vault, passphrase_file) as store:
        station = store.station()
        if station is None:
            raise NoStationError
        found = None if ref == NONE else store.by_ref(ref)
        if found is not None and not isinstance(found, Protocol):
            raise MissingRecordError
        store.save(evolve(station, protocol=found.id if found else ""), why="protocol picked")
        level_all(store)
        if told := notice(store):
            say(told)
