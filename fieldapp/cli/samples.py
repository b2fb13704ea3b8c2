"""Commands that need no vault: the sample station and the benchmarks."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp.cli.vaults import json_option, print_json, say


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@json_option
def demo(folder: Path, as_json: bool) -> None:
    """A sample station in a new FOLDER, and the main job done with it."""
    from fieldapp.services.demo import country, job

    made = job.demo(folder, say if as_json else click.echo, country.now())
    if as_json:
        print_json(made.to_plain())


@click.command()
@click.option("--records", default=100_000, show_default=True, type=click.IntRange(100, 1_000_000))
@json_option
def bench(records: int, as_json: bool) -> None:
    """How fast and how big, each figure beside its reference from the same run."""
    from fieldapp.services.bench import measure, rows

    found = []
    for row in measure(records, say):
        found.append(row)
        if not as_json:
            click.echo(rows.line(row))
    if as_json:
        print_json([rows.plain(row) for row in found])
