"""Commands between stations: card, partner, verify, open, receipt."""

from __future__ import annotations

from pathlib import Path

import attrs
import click

from fieldapp.cli.vaults import (
    json_option,
    opened,
    print_json,
    read_bytes,
    say,
    vault_argument,
)
from fieldapp.records.counted import counted
from fieldapp.records.sharing import Partner
from fieldapp.services import showing
from fieldapp.services.approving import sealed
from fieldapp.services.files import write_bytes
from fieldapp.services.leaving import EXTRACTED
from fieldapp.services.package import cards, certificates, opening, receipts
from fieldapp.services.package.extract import extract
from fieldapp.services.package.importing import import_opened
from fieldapp.services.package.opening import Opened
from fieldapp.services.package.verify import verify as verify_package
from fieldapp.services.receiving import arrival
from fieldapp.store.store import Store
from fieldapp.vocab.handling import RecipientKind

PLAINTEXT = "The extracted files are not encrypted: whoever has them can read them."


@click.command()
@vault_argument
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), default=None)
@click.option("--allowed-signers", is_flag=True, help="The line that ssh-keygen needs instead.")
def card(vault: Path, passphrase_file: str, out: Path | None, allowed_signers: bool) -> None:
    """This station's card, to hand out; its 40-digit code goes to standard error."""
    with opened(vault, passphrase_file) as store:
        own = cards.own_card(store)
        content = cards.card_json(store)
    if allowed_signers:
        content = cards.allowed_signers(own).encode()
    if out is None:
        click.echo(content.decode(), nl=False)
    else:
        write_bytes(out, content)
    say(own.code)


@click.group()
def partner() -> None:
    """Partners: who can receive packages."""


@partner.command("add")
@vault_argument
@click.argument("card_file", metavar="[CARD]", required=False)
@click.option(
    "--kind",
    type=click.Choice([str(kind) for kind in RecipientKind]),
    default="humanitarian-partner",
)
@click.option("--verified", default="", metavar="CODE", help="The 40 digits, compared by voice.")
@click.option("--name", default="", metavar="NAME", help="Without a card: who it is.")
@click.option("--recipient", "recipients", multiple=True, metavar="age1...")
@click.option("--signing-key", default="", metavar="FILE.pub")
@json_option
def add_partner(
    vault: Path,
    passphrase_file: str,
    card_file: str | None,
    kind: str,
    verified: str,
    name: str,
    recipients: tuple[str, ...],
    signing_key: str,
    as_json: bool,
) -> None:
    """Add a partner from a card, or by hand from age and ssh keys."""
    by_hand = bool(name or recipients or signing_key)
    if by_hand == bool(card_file) or (by_hand and not (name and recipients)):
        raise click.UsageError("Give a CARD, or --name and --recipient.")
    with opened(vault, passphrase_file) as store:
        if card_file:
            card_ = cards.read_card(read_bytes(card_file))
            added = cards.add_partner(store, card_, kind, verified)
        else:
            key = read_bytes(signing_key).decode("utf-8", "replace") if signing_key else ""
            added = cards.add_partner_by_hand(store, name, recipients, key, kind, verified)
        _print_partner(store, added, as_json=as_json)


def _print_partner(store: Store, added: Partner, *, as_json: bool) -> None:
    if added.verified_on is None:
        say("Not verified: compare these digits by voice, then add again with --verified.")
    if as_json:
        plain = showing.as_json(store, [added])[0]
        print_json({**plain, "code": added.code_digits})
        return
    say(added.code_digits)
    click.echo(added.ref)


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--card", "card_file", required=True, metavar="CARD")
@json_option
def verify(file: Path, card_file: str, as_json: bool) -> None:
    """Check a decrypted package (ZIP or folder) against a sender's card; no vault needed."""
    manifest = verify_package(file, cards.read_card(read_bytes(card_file)))
    if as_json:
        print_json(manifest)
        return
    counts = counted(manifest["counts"])
    click.echo(f"Verified. Package {manifest['id']}, number {manifest['sequence']}: {counts}.")
    click.echo(f"From {manifest['sender']['name']}, {manifest['marking']}.")


@click.command("open")
@vault_argument
@click.argument("package", metavar="PACKAGE", type=click.Path(path_type=Path))
@click.option("--import", "take_in", is_flag=True, help="Bring the records in.")
@click.option("--extract", "folder", type=click.Path(path_type=Path), default=None)
@json_option
def open_package(
    vault: Path,
    passphrase_file: str,
    package: Path,
    take_in: bool,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Open a package, a receipt or a certificate that came in, and say who sent it."""
    with opened(vault, passphrase_file) as store:
        desk = opening.inbox(store)
        match opening.first_entry(package, desk):
            case opening.RECEIPT:
                _print_receipt(store, package, as_json=as_json)
                return
            case opening.CERTIFICATE:
                _print_certificate(store, package, as_json=as_json)
                return
            case sealed.REQUEST | sealed.APPROVAL:
                from fieldapp.cli.approving import open_other

                open_other(store, package, as_json=as_json)
                return
        found = opening.open_package(package, desk)
        if folder is not None:
            say(PLAINTEXT)
            extract(found, folder)
            if found.sender is not None:
                store.note(found.sender.id, EXTRACTED)
        if take_in:
            import_opened(store, found)
        if as_json:
            print_json(opened_json(found))
        else:
            _print_opened(found, imported=take_in)


def opened_json(found: Opened) -> dict[str, object]:
    """A package as `open --json` prints it."""
    manifest = found.manifest
    return {
        "sender": attrs.asdict(manifest.sender),
        "verified": found.verified,
        "agreement": attrs.asdict(manifest.agreement),
        "marking": manifest.marking,
        "sensitivity": str(manifest.sensitivity),
        "keep_until": manifest.keep_until,
        "sequence": manifest.sequence,
        "gaps": list(found.gaps),
        "order": arrival.order(found)[1],
        "counts": dict(manifest.counts),
        "files": [attrs.asdict(each) for each in manifest.files],
    }


def _print_opened(found: Opened, *, imported: bool) -> None:
    manifest = found.manifest
    state = "verified" if found.verified else "NOT verified: the code was never compared"
    click.echo(f"From {found.sender.name}: {state}.")
    click.echo(f"Under {manifest.agreement.reference}, {manifest.agreement.title}.")
    click.echo(f"{manifest.marking}; keep until {manifest.keep_until or 'the agreement ends'}.")
    # What was just brought in is no replay; the words are those of the window.
    click.echo(arrival.order(found, imported=imported)[1])
    for kind, number in manifest.counts.items():
        click.echo(f"  {counted({kind: number})}")
    if imported:
        click.echo("Imported: the records are here as received, and cannot be changed.")


def _print_receipt(store: Store, file: Path, *, as_json: bool) -> None:
    disclosure = receipts.read_receipt(store, file)
    states = [each.receipt_state for each in disclosure.deliveries]
    if as_json:
        print_json({"receipt": states, "disclosure": disclosure.ref})
        return
    click.echo("A receipt: the recipient has opened or imported a package of ours.")
    click.echo(disclosure.ref)


def _print_certificate(store: Store, file: Path, *, as_json: bool) -> None:
    disclosure = certificates.read_certificate(store, file)
    gone = [each.destroyed_on.iso if each.destroyed_on else "" for each in disclosure.deliveries]
    if as_json:
        print_json({"certificate": gone, "disclosure": disclosure.ref})
        return
    click.echo("A certificate: what it speaks of is no longer there.")
    click.echo(disclosure.ref)


@click.command()
@vault_argument
@click.argument("package", metavar="PACKAGE", type=click.Path(path_type=Path))
@click.option("--out", required=True, metavar="FILE", type=click.Path(path_type=Path))
def receipt(vault: Path, passphrase_file: str, package: Path, out: Path) -> None:
    """Write a receipt for a package, encrypted to its sender."""
    with opened(vault, passphrase_file) as store:
        click.echo(str(receipts.write_receipt(store, package, out)))
