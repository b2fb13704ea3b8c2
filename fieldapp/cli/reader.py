"""The command that hands out the reader, for those who may install nothing."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp.cli.vaults import json_option, opened, print_json, say, vault_argument
from fieldapp.services import reader as readers


@click.command()
@vault_argument
@click.option("--out", metavar="FOLDER", required=True, type=click.Path(path_type=Path))
@json_option
def reader(vault: Path, passphrase_file: str, out: Path, as_json: bool) -> None:
    """The reader for a browser, signed, with this station's card: for who may install nothing."""
    page = readers.built()
    with opened(vault, passphrase_file) as store:
        made = readers.hand_out(store, page, out)
    if as_json:
        print_json({"files": [name for name, _ in made.files], "sha256": made.sha256})
        return
    say("Read this SHA-256 of the page to whoever gets it, by voice:")
    click.echo(made.sha256)
