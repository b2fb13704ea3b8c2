"""Commands by which something leaves: agreement, share, print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import click

from fieldapp.cli.records import print_added
from fieldapp.cli.vaults import (
    json_option,
    one_standard_input,
    opened,
    print_json,
    read_bytes,
    say,
    vault_argument,
)
from fieldapp.services import adding, leaving
from fieldapp.services.files import ExistsError, clear_errors, write_bytes
from fieldapp.services.package.recipients import choose
from fieldapp.services.package.seal import Sealed
from fieldapp.services.sharing.blocks import APPROVAL
from fieldapp.services.sharing.recheck import BlockedError
from fieldapp.services.sharing.release import Block, Release, prepare, select
from fieldapp.services.showing import table
from fieldapp.store.errors import UnknownKindError
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day

PLAINTEXT = "This PDF is not encrypted: whoever has the file can read it."
FULL = "It holds names: own office only."


@click.group()
def agreement() -> None:
    """Agreements: nothing leaves without one."""


@agreement.command("add")
@vault_argument
@click.argument("file", metavar="FILE.json")
@json_option
def add_agreement(vault: Path, passphrase_file: str, file: str, as_json: bool) -> None:
    """Add an agreement from JSON; its recipients are partner references."""
    one_standard_input(passphrase_file, file)
    entries = [_signed(each) for each in adding.read_json(read_bytes(file))]
    with opened(vault, passphrase_file) as store:
        print_added(store, adding.add(store, "agreement", entries, complete=True), as_json=as_json)


def _signed(entry: adding.Plain) -> adding.Plain:
    """Files from before a signature was asked for say only from when it is valid; say so aloud."""
    start = entry.get("valid_from")
    if entry.get("signed_on") or not start or entry.get("status", "in_force") != "in_force":
        return entry
    say("signed_on is not given: it is taken to be valid_from. Give the day of the signature.")
    return {**entry, "signed_on": start}


@click.command()
@vault_argument
@click.option("--agreement", "ref", required=True, metavar="REF")
@click.option("--kind", "kinds", multiple=True, metavar="K", help="Only records of this type.")
@click.option("--since", default="", metavar="DATE", help="Only records from this day on.")
@click.option(
    "--approval", metavar="F", type=click.Path(path_type=Path), help="A second person's word."
)
@click.option("--note", default="", metavar="TEXT", help="What could go wrong; it stays here.")
@click.option("--dry-run", is_flag=True, help="Show what would leave; write nothing.")
@click.option("--out", metavar="FOLDER", type=click.Path(path_type=Path), default=None)
@json_option
def share(
    vault: Path,
    passphrase_file: str,
    ref: str,
    kinds: tuple[str, ...],
    since: str,
    approval: Path | None,
    note: str,
    dry_run: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Seal what an agreement lets leave into a package."""
    if out is None and not dry_run:
        raise click.UsageError("Give --out FOLDER, or --dry-run to only look.")
    first = Day(since) if since else None
    with opened(vault, passphrase_file) as store:
        release = attrs.evolve(_release(store, ref, kinds, first), note=note.strip())
        if approval is not None and release.needs_approval:
            _take(store, approval, release)
            release = attrs.evolve(_release(store, ref, kinds, first), note=note.strip())
        if dry_run or out is None:
            _print_release(store, release, None, as_json=as_json)
        stops = _but_approval(release) if dry_run else release.blocks
        if stops:
            raise BlockedError(stops[0])
        if dry_run or out is None:
            return
        with clear_errors():
            out.mkdir(parents=True, exist_ok=True)
        sealed = leaving.seal_release(store, release, out)
        _print_release(store, release, sealed, as_json=as_json)


def _take(store: Store, approval: Path, release: Release) -> None:
    from fieldapp.cli.approving import take_approval  # few releases need one

    take_approval(store, approval, release)


def _but_approval(release: Release) -> tuple[Block, ...]:
    """What stops it apart from the second person, who decides on exactly what is shown now."""
    return tuple(each for each in release.blocks if each.rule != APPROVAL)


def _release(store: Store, ref: str, kinds: tuple[str, ...], since: Day | None) -> Release:
    for noun in kinds:
        if not store.kind(noun).leaves:
            raise UnknownKindError("Records of this type never leave.")
    found = leaving.agreement_of(store, ref)
    return prepare(store, found, select(store, found, kinds=kinds, since=since))


def _print_release(store: Store, release: Release, sealed: Sealed | None, *, as_json: bool) -> None:
    if as_json:
        print_json(release_json(store, release, sealed))
        return
    actions = ["kept", "coarsened", "replaced", "dropped"]
    rows = [
        [each.kind, each.ref, *(str(_count(each.fields, action)) for action in actions)]
        for each in release.records
    ]
    for line in table(["type", "reference", *actions], rows):
        click.echo(line)
    for withheld in release.withheld:
        click.echo(f"{withheld.kind} {withheld.ref} stays: {withheld.why}")
    click.echo(
        f"{len(release.records)} leave, {len(release.withheld)} stay; {release.level} once changed."
    )
    if release.needs_approval and not release.approved:
        say(f"A second person must approve release {release.id} first: fieldapp approve.")
    if sealed is not None:
        click.echo(str(sealed.path))
        click.echo(store.get(sealed.disclosure.id).ref)


def _count(fields: Any, action: str) -> int:
    return sum(each.action == action for each in fields)


def release_json(store: Store, release: Release, sealed: Sealed | None) -> dict[str, Any]:
    """What leaves, field by field, as `share --json` prints it."""
    stops = _but_approval(release)
    recipients = "" if stops else choose(release.agreement, release.partners).type
    return {
        "file": str(sealed.path) if sealed else None,
        "disclosure": store.get(sealed.disclosure.id).ref if sealed else None,
        "release": release.id,
        "digest": release.digest(),
        "needs_approval": release.needs_approval,
        "approved": release.approved,
        "recipient_type": str(recipients) or None,
        "level": str(release.level),
        "records": [
            {
                "kind": each.kind,
                "ref": each.ref,
                "fields": [
                    {"name": field.name, "action": field.action, "rule": field.rule}
                    for field in each.fields
                ],
            }
            for each in release.records
        ],
        "withheld": [{"kind": w.kind, "ref": w.ref, "why": w.why} for w in release.withheld],
        "blocks": [{"rule": b.rule, "why": b.sentence, "try": b.remedy} for b in release.blocks],
    }


@click.command("print")
@vault_argument
@click.argument("ref", metavar="REF")
@click.option("--out", required=True, metavar="FILE.pdf", type=click.Path(path_type=Path))
@click.option(
    "--template",
    type=click.Choice(["full", "no-names", "leadership", "cluster"]),
    default="no-names",
    show_default=True,
)
@click.option("--language", type=click.Choice(["en"]), default="en", show_default=True)
@click.option("--agreement", "under", default="", metavar="REF", help="For anyone else.")
@click.option("--for", "reader", default="", metavar="NAME", help="Who it is handed to.")
@click.option(
    "--approval", metavar="F", type=click.Path(path_type=Path), help="A second person's word."
)
def print_record(
    vault: Path,
    passphrase_file: str,
    ref: str,
    out: Path,
    template: str,
    language: str,
    under: str,
    reader: str,
    approval: Path | None,
) -> None:
    """Print a record to PDF; for anyone else only under an agreement."""
    del language  # one so far
    if out.exists():
        raise ExistsError
    say(f"{PLAINTEXT} {FULL}" if template == "full" else PLAINTEXT)
    with opened(vault, passphrase_file) as store:
        record = store.by_ref(ref)
        if under:
            found = leaving.agreement_of(store, under)
            _approved(store, leaving.paper_release(store, record, found), approval)
            logged = leaving.hand_over_paper(store, record, found, template, reader, out)
            click.echo(logged.ref)
        else:
            paper = leaving.own_paper(store, record, template, reader)
            store.note(record.id, leaving.SAVED_IN_CLEAR)
            write_bytes(out, paper)


def _approved(store: Store, release: Release, approval: Path | None) -> None:
    """Take the approval of a paper; without one, say which release is to be approved."""
    if approval is not None and release.needs_approval:
        _take(store, approval, release)
    elif [each.rule for each in release.blocks] == [APPROVAL]:
        say(f"A second person must approve release {release.id} first: fieldapp approve.")
