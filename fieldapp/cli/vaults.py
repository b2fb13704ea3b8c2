"""What commands share: the vault, its passphrase, and how answers are printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from fieldapp.errors import FieldappError
from fieldapp.services.stations import open_store
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault, unlock

Command = TypeVar("Command", bound=Callable[..., Any])
MOST = 64 * 1024 * 1024
STANDARD_INPUT = "-"


class UnreadableFileError(FieldappError):
    """A file that a command needs cannot be read."""

    sentence = "A file could not be read."
    remedy = "Check its name, and that you may read it."


class PassphraseFileError(FieldappError):
    """The passphrase file is not there or is no text."""

    sentence = "The passphrase file could not be read."
    remedy = "Give a text file that holds the passphrase and nothing else."


class DifferentPassphrasesError(FieldappError):
    """The new passphrase was typed in two ways."""

    sentence = "The two passphrases differ, so nothing was changed."
    remedy = "Type the same words twice."


def vault_argument(command: Command) -> Command:
    """`VAULT`, and the passphrase from a prompt or a file."""
    command = click.option(
        "--passphrase-file", metavar="FILE", default="", help="Or - for standard input."
    )(command)
    return click.argument("vault", metavar="VAULT", type=click.Path(path_type=Path))(command)


def json_option(command: Command) -> Command:
    """`--json`: output for machines."""
    return click.option("--json", "as_json", is_flag=True, help="Output for machines.")(command)


def passphrase_of(file: str, words: str = "Passphrase") -> str:
    """The passphrase from a file, from standard input, or typed where nobody sees it."""
    if not file:
        return _typed(words)
    try:
        raw = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
        return raw.decode("utf-8")
    except (OSError, ValueError):
        raise PassphraseFileError from None


def new_passphrase_of(file: str) -> str:
    """A new passphrase; typed twice where it is typed."""
    first = passphrase_of(file, "New passphrase")
    if not file and first != _typed("The same again"):
        raise DifferentPassphrasesError
    return first


def _typed(words: str) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError("No terminal to ask for the passphrase: give --passphrase-file.")
    typed: str = click.prompt(words, hide_input=True, err=True, default="", show_default=False)
    return typed


@contextmanager
def opened(folder: Path, passphrase_file: str) -> Iterator[Store]:
    """The records of a vault, open for one command."""
    key = unlock(folder, passphrase_of(passphrase_file))
    with Vault.open(folder, key) as vault:
        yield open_store(vault)


def read_bytes(file: str | Path) -> bytes:
    """A whole file, or standard input for `-`."""
    try:
        if str(file) == STANDARD_INPUT:
            return sys.stdin.buffer.read(MOST)
        with Path(file).open("rb") as opened_file:
            return opened_file.read(MOST)
    except OSError:
        raise UnreadableFileError from None


def one_standard_input(*files: str) -> None:
    """Refuse, as wrong usage, to read two things from standard input."""
    if files.count(STANDARD_INPUT) > 1:
        raise click.UsageError("Only one of these can come from standard input.")


def print_json(answer: Any) -> None:
    """One JSON value on standard output."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def say(words: str) -> None:
    """A remark beside the answer, on standard error."""
    click.echo(words, err=True)
