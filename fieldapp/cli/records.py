"""Commands on records: add, list, show, find, import."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from fieldapp.cli.vaults import (
    json_option,
    one_standard_input,
    opened,
    print_json,
    read_bytes,
    say,
    vault_argument,
)
from fieldapp.records.fields import Kind
from fieldapp.records.record import Record
from fieldapp.services import adding, showing
from fieldapp.services.adding import Added
from fieldapp.services.importing.report import ImportReport
from fieldapp.services.levelling import level_all
from fieldapp.services.protocols import GOVERNING
from fieldapp.store.lists import Filter, Query, listed
from fieldapp.store.store import Store

FOUND_AT_MOST = 100_000
REPORTED_LINES = 20


@click.command()
@vault_argument
@click.argument("kind", metavar="KIND")
@click.argument("file", metavar="FILE.json")
@json_option
def add(vault: Path, passphrase_file: str, kind: str, file: str, as_json: bool) -> None:
    """Add one or many records from JSON; - is standard input."""
    one_standard_input(passphrase_file, file)
    entries = adding.read_json(read_bytes(file))
    with opened(vault, passphrase_file) as store:
        print_added(store, adding.add(store, kind, entries), as_json=as_json)
        _level(store, kind)


def _level(store: Store, kind: str) -> None:
    """What may have changed the rules gives every record its level anew."""
    if kind in GOVERNING:
        level_all(store)


def print_added(store: Store, found: Sequence[Added], *, as_json: bool) -> None:
    """References, the last one last; what a draft lacks goes to standard error."""
    for each in found:
        for problem in {problem.field: problem for problem in reversed(each.lacks)}.values():
            label = each.record.field(problem.field).spec.label
            say(f"{each.record.ref} is kept as a draft. {label}: {problem.sentence}")
    if as_json:
        plain = showing.as_json(store, [each.record for each in found])
        print_json(plain[0] if len(plain) == 1 else plain)
        return
    for each in found:
        click.echo(each.record.ref)


@click.command("list")
@vault_argument
@click.argument("kind", metavar="KIND")
@click.option("--where", multiple=True, metavar="FIELD=VALUE")
@json_option
def list_records(
    vault: Path, passphrase_file: str, kind: str, where: tuple[str, ...], as_json: bool
) -> None:
    """List records of one type, newest first."""
    with opened(vault, passphrase_file) as store:
        filters = tuple(f for words in where for f in _filters(store, store.kind(kind), words))
        query = Query(kind, filters=filters)
        if as_json:
            print_json(showing.as_list(store, list(store.records(query))))
            return
        rows = store.rows(kind, store.keys(query))
    heads = [each.spec.label for each in listed(store.kind(kind))]
    for line in showing.table(heads, [row.cells for row in rows]):
        click.echo(line)


def _filters(store: Store, kind: type[Record], words: str) -> tuple[Filter, ...]:
    """A condition as it was typed; links are given by reference, days may be a month or a year."""
    name, equals, value = words.partition("=")
    try:
        field = kind.field(name)
    except KeyError:
        equals = ""
    if not equals:
        raise click.UsageError("--where takes FIELD=VALUE, with a field of this type of record.")
    match field.spec.kind:
        case _ if not value:
            return (Filter(name, ""),)
        case Kind.LINK | Kind.LINKS:
            return (Filter(name, store.by_ref(value).id, "has"),)
        case Kind.CHOICES:
            return (Filter(name, value, "has"),)
        case Kind.PLACE:
            return (Filter(name, value, "under"),)
        case Kind.DAY | Kind.MOMENT:
            return Filter(name, value, "since"), Filter(name, value, "until")
        case _:
            return (Filter(name, value),)


@click.command()
@vault_argument
@click.argument("ref", metavar="REF")
@click.option("--reveal", is_flag=True, help="Show the names behind codes too.")
@json_option
def show(vault: Path, passphrase_file: str, ref: str, reveal: bool, as_json: bool) -> None:
    """Show one record."""
    with opened(vault, passphrase_file) as store:
        record = store.by_ref(ref)
        if as_json:
            print_json(showing.as_json(store, [record])[0])
            return
        for line in showing.as_lines(store, record, reveal=reveal):
            click.echo(line)


@click.command()
@vault_argument
@click.argument("words", metavar="WORDS", nargs=-1, required=True)
@json_option
def find(vault: Path, passphrase_file: str, words: tuple[str, ...], as_json: bool) -> None:
    """Find records of any type by words, newest first."""
    with opened(vault, passphrase_file) as store:
        rows = store.find(" ".join(words), FOUND_AT_MOST)
        if as_json:
            found = store.get_many([row.id for row in rows])
            print_json(showing.as_list(store, [found[row.id] for row in rows if row.id in found]))
            return
    for row in rows:
        click.echo(f"{row.ref}  {row.title}")


@click.command("import")
@vault_argument
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--as", "noun", metavar="KIND", default="", help="The type of the records.")
@click.option("--map", "mapping", metavar="MAP", default=None, help="A mapping, by name or file.")
@json_option
def import_file(
    vault: Path, passphrase_file: str, file: Path, noun: str, mapping: str | None, as_json: bool
) -> None:
    """Import CSV, XLSX or JSON, with a report of all that was not understood."""
    with opened(vault, passphrase_file) as store:
        report = _imported(store, file, noun, mapping)
        _level(store, noun)
    if as_json:
        print_json(report.to_plain())
        return
    click.echo(f"{report.rows} rows, {report.stored} stored, {len(report.reported)} remarks.")
    for each in report.reported[:REPORTED_LINES]:
        kept = "" if each.stored else " (row not stored)"
        click.echo(f"row {each.row}, {each.field}: {each.why}{kept}")
    if len(report.reported) > REPORTED_LINES:
        click.echo(f"... and {len(report.reported) - REPORTED_LINES} more: --json lists them all.")


def _imported(store: Store, file: Path, noun: str, mapping: str | None) -> ImportReport:
    from fieldapp.services.importing import gazetteers, reading, storing

    if not noun and not mapping and gazetteers.is_gazetteer(file):
        return gazetteers.load_gazetteer(store, gazetteers.read_gazetteer(file))
    parsed = reading.read_file(
        file, noun, mapping, types=store.types, gazetteer=gazetteers.areas_of(store)
    )
    return storing.store_parsed(store, parsed)
