"""Handing out the reader: the page that opens packages in a browser, signed by this station.

The page itself is made by `make reader`; a build without Node has none, and says so. Whoever gets
it can see with ssh-keygen that it is the page that this station handed out, before a key goes in.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import attrs

import resources
from fieldapp.crypto import sshsig
from fieldapp.errors import FieldappError
from fieldapp.services.files import ExistsError, clear_errors, part_of, write_bytes
from fieldapp.services.package.cards import allowed_signers, card_json, own_card
from fieldapp.store.keys import station_keys
from fieldapp.store.store import Store

NAMESPACE = "fieldapp-reader"
PAGE, SIGNATURE = "reader.html", "reader.html.sig"
CARD, ALLOWED = "card.json", "allowed_signers"
_MOST = 4 * 1024 * 1024


class NoReaderError(FieldappError):
    """The page was not built into this app."""

    sentence = "This build of FieldApp has no reader in it."
    remedy = "Take a release that has one, or run `make reader` where Node is installed."


@attrs.frozen
class Reader:
    """The files to hand out, by name, and the hash that two people can compare."""

    files: tuple[tuple[str, bytes], ...] = attrs.field(repr=False)
    sha256: str

    def write(self, folder: Path) -> None:
        """Write all files into a folder, or none: nothing there is replaced."""
        paths = [folder / name for name, _ in self.files]
        if any(path.exists() or part_of(path).exists() for path in paths):
            raise ExistsError
        written = list[Path]()
        try:
            for path, (_, content) in zip(paths, self.files, strict=True):
                written.append(write_bytes(path, content))
        except BaseException:
            for path in written:
                path.unlink(missing_ok=True)
            raise


def built() -> bytes:
    """The page as it was built: shipped with the app, or made in this checkout."""
    shipped = resources.path("reader", "built", PAGE)
    here = resources.path().parent / "out" / "reader" / PAGE
    for each in (shipped, here):
        if each.is_file():
            with clear_errors():
                content = each.read_bytes()
            if 0 < len(content) <= _MOST:
                return content
    raise NoReaderError


def signed(store: Store, page: bytes) -> Reader:
    """The page, this station's signature over it, and the card to check both."""
    signature = sshsig.sign(station_keys(store.vault).signing_seed, page, NAMESPACE)
    files = (
        (PAGE, page),
        (SIGNATURE, signature.encode()),
        (CARD, card_json(store)),
        (ALLOWED, allowed_signers(own_card(store)).encode()),
    )
    return Reader(files, hashlib.sha256(page).hexdigest())


def hand_out(store: Store, page: bytes, folder: Path) -> Reader:
    """Sign the page and write it, with what is needed to check it, into a folder."""
    reader = signed(store, page)
    reader.write(folder)
    return reader
