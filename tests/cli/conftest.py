"""Commands run as `fieldapp` runs them, in this process: their status and what they print."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from tests.bad_input.door import Said, call


@attrs.frozen
class Station:
    """A vault with the file of its passphrase, and the commands on it."""

    vault: Path
    passphrase_file: Path
    run: Callable[..., Said]

    def __call__(self, command: str, *words: object, stdin: bytes | str = b"") -> Said:
        """One command on this vault: its words with VAULT put after the command."""
        first = command.split()
        secret = ("--passphrase-file", self.passphrase_file)
        return self.run(*first, self.vault, *words, *secret, stdin=stdin)

    def add(self, kind: str, *records: dict[str, Any]) -> list[str]:
        """Add records; return their references."""
        added = self("add", kind, "-", stdin=json.dumps(list(records)))
        assert added.status == 0, added.err
        return added.out.split()


@pytest.fixture
def fieldapp() -> Callable[..., Said]:
    return call


@pytest.fixture
def station(made, tmp_path, fieldapp) -> Station:
    file = tmp_path / "passphrase.txt"
    file.write_text(made.passphrase + "\n", encoding="utf-8")
    return Station(made.folder, file, fieldapp)
