"""One run of the command line: its exit status, and the one sentence on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from fieldapp.cli.commands import fieldapp
from fieldapp.errors import FieldappError
from fieldapp.log import OUR_BUG, log_bug

DONE, REFUSED, USAGE = 0, 1, 2


def run(words: Sequence[str]) -> int:
    """Run a command: 0 done, 1 refused or failed with one sentence, 2 wrong usage."""
    try:
        fieldapp.main(list(words), prog_name="fieldapp", standalone_mode=False)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.UsageError as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        return _refuse("Stopped. Nothing was changed.")
    except FieldappError as error:
        return _refuse(error.in_full())
    except BrokenPipeError:
        # Whoever read our output has enough; Python must not complain again at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        from fieldapp.store.cipher import in_plain_words  # not before an error: it is slow

        if found := in_plain_words(error):
            return _refuse(found.in_full())
        # A traceback may hold a person's words, so only the type and place are told.
        log_bug(error)
        return _refuse(OUR_BUG)
    return DONE


def _refuse(sentence: str) -> int:
    click.echo(sentence, err=True)
    return REFUSED
