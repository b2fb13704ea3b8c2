"""Commands for what already left: who got what, what is held, and what takes it back."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp.cli.vaults import json_option, opened, print_json, say, vault_argument
from fieldapp.errors import FieldappError
from fieldapp.services.aftercare import recalls, register
from fieldapp.services.aftercare.retractions import NobodyToTellError, retractions
from fieldapp.services.files import write_bytes
from fieldapp.services.leaving import seal_release
from fieldapp.store.store import Store
from fieldapp.vocab.vocabulary import vocabulary

PLAINTEXT = "This CSV is not encrypted: whoever has the file learns who received what."


class NothingOutError(FieldappError):
    """Nothing of what was named is out."""

    sentence = "Nothing of this left the vault, so there is nothing to take back."
    remedy = "See `fieldapp register` for what left, and to whom."


@click.command("register")
@vault_argument
@click.option("--record", metavar="REF|CODE", default="", help="Who got it; a code outside, too.")
@click.option("--partner", metavar="REF", default="", help="What this recipient holds.")
@click.option("--csv", "out", metavar="FILE", type=click.Path(path_type=Path), default=None)
@json_option
def show_register(
    vault: Path, passphrase_file: str, record: str, partner: str, out: Path | None, as_json: bool
) -> None:
    """Who got what about a record, or what a recipient holds."""
    if bool(record) == bool(partner):
        raise click.UsageError("Give one of --record and --partner.")
    with opened(vault, passphrase_file) as store:
        about = _about(store, record or partner)
        found = register.what_holds(store, about) if partner else register.who_got(store, about)
        if out is not None:
            say(PLAINTEXT)
            write_bytes(out, register.as_csv(found))
            if store.exists(about):
                store.note(about, register.SAVED_AS_CSV)
        lines = [dict(zip(found.heads, row, strict=True)) for row in found.rows]
        if as_json:
            print_json(lines)
        elif out is None:
            for row in found.rows:
                click.echo("  ".join(cell for cell in row if cell))


def _about(store: Store, named: str) -> str:
    """The id of what is named by its reference, or by its code outside."""
    for record_id in register.by_code(store, named):
        return record_id
    return store.by_ref(named).id


@click.command()
@vault_argument
@click.argument("ref", metavar="REF|CODE")
@click.option("--why", required=True, metavar="CODE", help="One of the reasons of a recall.")
@click.option("--note", default="", metavar="TEXT", help="In our words; it stays here.")
@click.option(
    "--out", required=True, metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False)
)
@json_option
def retract(
    vault: Path, passphrase_file: str, ref: str, why: str, note: str, out: Path, as_json: bool
) -> None:
    """Take back a record, or all under an agreement, from a source or in a package."""
    if why not in vocabulary("recall_reason"):
        known = ", ".join(vocabulary("recall_reason"))
        raise click.UsageError(f"--why is one of: {known}.")
    with opened(vault, passphrase_file) as store:
        about = recalls.subject(store, _about(store, ref))
        if not about:
            raise NothingOutError
        recall = recalls.take_back(store, about, why, note)
        releases = retractions(store, recall)
        if not releases:
            raise NobodyToTellError
        made = []
        for release in releases:
            out.mkdir(exist_ok=True)
            sealed = seal_release(store, release, out)
            recall = recalls.note_asked(store, recall, sealed.disclosure)
            made.append(sealed)
        if as_json:
            files = [str(each.path) for each in made]
            entries = [each.disclosure.ref for each in made]
            print_json({"recall": recall.ref, "files": files, "disclosures": entries})
            return
        for each in made:
            click.echo(str(each.path))
        click.echo(recall.ref)
