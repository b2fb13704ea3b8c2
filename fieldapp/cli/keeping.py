"""Commands on the vault itself: new, passphrase, recover, backup, restore, check."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.vaults import (
    json_option,
    new_passphrase_of,
    one_standard_input,
    opened,
    passphrase_of,
    print_json,
    read_bytes,
    say,
    vault_argument,
)
from fieldapp.crypto.strength import estimate
from fieldapp.records.station import Station
from fieldapp.services import backup as backups
from fieldapp.services import showing
from fieldapp.services.stations import open_store
from fieldapp.store import vault as vaults
from fieldapp.store.vault import Vault

OLD_BACKUPS = "Backups made before today still open with the passphrase of their day."


@click.command()
@vault_argument
@click.option("--station", required=True, metavar="CODE", help="Two to five letters, such as SDN.")
@click.option("--name", required=True, metavar="NAME", help="The name of the duty station.")
@json_option
def new(vault: Path, passphrase_file: str, station: str, name: str, as_json: bool) -> None:
    """Make a new vault; its recovery key is shown once."""
    if not re.fullmatch(r"[A-Za-z]{2,5}", station):
        raise click.BadParameter("two to five letters, such as SDN.", param_hint="--station")
    passphrase = new_passphrase_of(passphrase_file)
    if strange := vaults.strange_place(vault):
        say(strange)
    key, recovery_key = vaults.create(vault, passphrase)
    say(f"This passphrase: {estimate(passphrase, [name, station]).words}")
    try:
        plain = _named(vault, key, Station(station_code=station.upper(), name=name))
    except BaseException:
        shutil.rmtree(vault, ignore_errors=True)  # nobody has seen its recovery key
        raise
    if as_json:
        print_json({"vault": str(vault), **plain, "recovery_key": recovery_key})
        return
    click.echo("The recovery key opens this vault when the passphrase is lost.")
    click.echo("Write it down now and keep it apart; it is not shown again:")
    click.echo(f"\n    {recovery_key}\n")
    click.echo(plain["ref"])


def _named(folder: Path, key: bytes, station: Station) -> dict[str, Any]:
    """Write down whose vault this is; return it as JSON."""
    with Vault.open(folder, key) as vault:
        store = open_store(vault)
        store.save(station)
        return showing.as_json(store, [store.get(station.id)])[0]


@click.command()
@vault_argument
@click.option("--new-passphrase-file", default="", metavar="F", help="Or - for standard input.")
def passphrase(vault: Path, passphrase_file: str, new_passphrase_file: str) -> None:
    """Change the passphrase."""
    one_standard_input(passphrase_file, new_passphrase_file)
    key = vaults.unlock(vault, passphrase_of(passphrase_file))
    with Vault.open(vault, key):  # nobody else has it open
        vaults.change_passphrase(vault, key, new_passphrase_of(new_passphrase_file))
    click.echo(f"The passphrase was changed. {OLD_BACKUPS}")


@click.command()
@click.argument("vault", metavar="VAULT", type=click.Path(path_type=Path))
@click.option("--recovery-key-file", required=True, metavar="F", help="Or - for standard input.")
@click.option("--new-passphrase-file", default="", metavar="F", help="Or - for standard input.")
@json_option
def recover(vault: Path, recovery_key_file: str, new_passphrase_file: str, as_json: bool) -> None:
    """Open with the recovery key, set a new passphrase, make a new recovery key."""
    one_standard_input(recovery_key_file, new_passphrase_file)
    old = read_bytes(recovery_key_file).decode("utf-8", "replace")
    _, fresh = vaults.recover(vault, old, new_passphrase_of(new_passphrase_file))
    if as_json:
        print_json({"vault": str(vault), "recovery_key": fresh})
        return
    click.echo("The vault opens with the new passphrase. The old recovery key opens nothing now.")
    click.echo("Write the new one down and keep it apart; it is not shown again:")
    click.echo(f"\n    {fresh}\n")


@click.command()
@vault_argument
@click.option("--out", required=True, metavar="FILE", type=click.Path(path_type=Path))
@json_option
def backup(vault: Path, passphrase_file: str, out: Path, as_json: bool) -> None:
    """Write one encrypted file that holds the whole vault."""
    with opened(vault, passphrase_file) as store:
        backups.backup(store.vault, out, store.now())
    if as_json:
        print_json({"file": str(out)})
    else:
        click.echo("Backed up and checked. It opens with the passphrase or recovery key of today.")


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@vault_argument
def restore(vault: Path, passphrase_file: str, file: Path) -> None:
    """Make a vault from a backup; VAULT must not exist yet."""
    backups.restore(file, vault, passphrase_of(passphrase_file, "Passphrase of the backup"))
    click.echo("Restored and checked.")


@click.command()
@vault_argument
@json_option
def check(vault: Path, passphrase_file: str, as_json: bool) -> None:
    """Read every page and every record of the vault."""
    with opened(vault, passphrase_file) as store:
        counts = backups.check(store)
    if as_json:
        print_json({"whole": True, "counts": counts})
    else:
        click.echo(f"The vault is whole: {sum(counts.values())} records read.")
