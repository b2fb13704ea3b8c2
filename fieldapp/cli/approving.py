"""Commands of a second person: approvers, and their word on what is about to leave."""

from __future__ import annotations

import json
from pathlib import Path

import click

from fieldapp.cli.vaults import json_option, opened, print_json, read_bytes, say, vault_argument
from fieldapp.records.approvals import Approval
from fieldapp.services import showing
from fieldapp.services.approving import approval_file, request_file, statement, taking
from fieldapp.services.approving import asked as asking
from fieldapp.services.approving.approval_file import read_approval
from fieldapp.services.approving.approvers import add_from_card
from fieldapp.services.approving.asked import Asked
from fieldapp.services.approving.errors import AlteredError, RefusedError
from fieldapp.services.approving.recognising import read_other
from fieldapp.services.approving.request_file import Request
from fieldapp.services.approving.standing import REFUSED
from fieldapp.services.approving.statement import (
    APPROVE,
    MOST_DAYS,
    REFUSE,
    USUAL_DAYS,
    Signed,
    Statement,
)
from fieldapp.services.package import cards, strict
from fieldapp.services.package.opening import inbox
from fieldapp.services.sharing.result import Release
from fieldapp.store.keys import station_keys
from fieldapp.store.store import Store

IN_THE_OPEN = "This file is not encrypted. It holds a digest, the decision and times, no content."


@click.group()
def approver() -> None:
    """Approvers: who must say yes before what is High or Severe leaves."""


@approver.command("add")
@vault_argument
@click.argument("card_file", metavar="CARD")
@click.option("--name", required=True, metavar="NAME", help="Who it is.")
@click.option("--function", default="", metavar="WORDS", help="Such as head of office.")
@click.option("--verified", default="", metavar="CODE", help="The 40 digits, compared by voice.")
@json_option
def add_approver(
    vault: Path,
    passphrase_file: str,
    card_file: str,
    name: str,
    function: str,
    verified: str,
    as_json: bool,
) -> None:
    """Add an approver from the card of their own station."""
    with opened(vault, passphrase_file) as store:
        card = cards.read_card(read_bytes(card_file))
        added = add_from_card(store, card, name, function, verified)
        if added.verified_on is None:
            say("Not verified: compare these digits by voice, then add again with --verified.")
        if as_json:
            plain = showing.as_json(store, [added])[0]
            print_json({**plain, "code": added.code_digits})
            return
        say(added.code_digits)
        click.echo(added.ref)


@click.command()
@vault_argument
@click.option("--agreement", "ref", required=True, metavar="REF", help="The sender's reference.")
@click.option("--release", "release", required=True, metavar="ID", help="Id, or whole digest.")
@click.option("--out", required=True, metavar="F", type=click.Path(path_type=Path))
@click.option("--request", "request_path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--refuse", is_flag=True, help="Say no instead of yes.")
@click.option("--note", default="", metavar="TEXT", help="Words for who asks.")
@click.option("--days", default=USUAL_DAYS, show_default=True, type=click.IntRange(1, MOST_DAYS))
def approve(
    vault: Path,
    passphrase_file: str,
    ref: str,
    release: str,
    out: Path,
    request_path: Path | None,
    refuse: bool,
    note: str,
    days: int,
) -> None:
    """Sign yes or no to a release of another station, with the own key of VAULT."""
    decision = REFUSE if refuse else APPROVE
    with opened(vault, passphrase_file) as store:
        if request_path is None:
            signed = _signed_by_id(store, ref, _release_id(release), (decision, note, days))
            recipients: tuple[str, ...] = ()
            say(IN_THE_OPEN)
        else:
            found = request_file.read_request(request_path, inbox(store))
            _check_asked(found.asked, ref, _release_id(release))
            _show(found.asked)
            signed = request_file.answer(store, found, decision, note, days)
            recipients = tuple(found.sender.recipients.split())
        approval_file.write_approval(signed, recipients, out)
    click.echo(str(out))


def _release_id(text: str) -> str:
    try:
        return statement.release_id(text.strip().lower())
    except strict.NotStrictError:
        raise click.UsageError("ID is 16 digits, or the whole digest, as share shows it.") from None


def _check_asked(asked: Asked, ref: str, release: str) -> None:
    if asked.agreement != ref or not asked.digest.startswith(release):
        raise AlteredError("This request is for another release or agreement.")


def _show(asked: Asked) -> None:
    say(f"{asked.station} asks to let leave: {asked.counts_in_words}, {asked.level}.")
    say(f"To {asked.goes_to}, under {asked.agreement}, {asked.title}.")
    say(f"{asked.basis}")
    say(f"What could go wrong, and what lowers it: {asked.note}")
    say(f"Digest {asked.digest}")


def _signed_by_id(store: Store, ref: str, release: str, chosen: tuple[str, str, int]) -> Signed:
    """Where there is no request: a yes or no to nothing but the digits that one was told."""
    decision, note, days = chosen
    now = store.now()
    said = Statement(
        id=statement.new_id(),
        release=release,
        agreement=ref,
        level="",
        counts={},
        decision=decision,
        note=note.strip(),
        seen="",
        decided_at=now,
        expires_at=statement.end_of(now, days),
        approver=cards.own_card(store).fingerprint,
        sender="",
    )
    return statement.sign(said, station_keys(store.vault).signing_seed)


def open_other(store: Store, file: Path, *, as_json: bool) -> None:
    """A request that came in, shown; or the answer to one of ours, written down."""
    found = read_other(file, inbox(store))
    if isinstance(found, Request):
        if as_json:
            print_json(json.loads(asking.spell(found.asked)))
            return
        _show(found.asked)
        click.echo(f"A request: fieldapp approve --agreement {found.asked.agreement} "
                   f"--release {found.asked.digest} --request FILE --out F")  # fmt: skip
        return
    approval = taking.take(store, found)
    if as_json:
        print_json(showing.as_json(store, [approval])[0])
        return
    click.echo(f"The answer to a request of ours: {approval.state}.")
    click.echo(approval.ref)


def take_approval(store: Store, file: Path, release: Release) -> Approval:
    """An approval file for a release, checked and written down; a refusal stops with its reason."""
    signed = read_approval(file, inbox(store).identities)
    found = taking.take(store, signed, release)
    if found.state == REFUSED:
        raise RefusedError
    return found
