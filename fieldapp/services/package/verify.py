"""Verifying a decrypted package (ZIP or extracted folder) against a card, without a vault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fieldapp.services.files import clear_errors
from fieldapp.services.package import checking, manifest
from fieldapp.services.package.archive import Archive
from fieldapp.services.package.cards import Card
from fieldapp.services.package.checking import Signed
from fieldapp.services.package.errors import (
    EncryptedFileError,
    MismatchError,
    NotAPackageError,
    TooLargeError,
)
from fieldapp.services.package.layout import CHUNK, MOST_ENTRIES, PADDING
from fieldapp.services.package.manifest import ListedFile, Manifest

_AGE = b"age-encryption.org/v1"
_ARMOR = b"-----BEGIN AGE"


def verify(path: Path, card: Card) -> dict[str, Any]:
    """The manifest, if this card signed it and every file is as signed; else an error."""
    with clear_errors():
        read = _folder(path, card) if path.is_dir() else _file(path, card)
    plain: dict[str, Any] = json.loads(manifest.spell(read))
    return plain


def _file(path: Path, card: Card) -> Manifest:
    with open(path, "rb") as file:
        if file.read(len(_AGE)).startswith((_AGE, _ARMOR)):
            raise EncryptedFileError
        archive = Archive(file)
        read = _checked(checking.signed(archive), card)
        checking.check_files(archive, read)
        return read


def _checked(found: Signed, card: Card) -> Manifest:
    checking.signer(found, [card], lambda each: each.signing_key, manifest.NAMESPACE)
    read = manifest.read(found.raw)
    if read.sender.fingerprint != card.fingerprint:
        raise MismatchError
    return read


def _folder(folder: Path, card: Card) -> Manifest:
    raw = _small(folder / manifest.PATH, manifest.MOST)
    signature = _small(folder / manifest.SIGNATURE, manifest.MOST_SIGNATURE)
    read = _checked(Signed(raw, checking.ascii_text(signature)), card)
    expected = {each.path for each in read.files} | {manifest.PATH, manifest.SIGNATURE}
    if set(_files(folder)) - {PADDING} != expected:
        raise MismatchError
    for each in read.files:
        _check(folder, each)
    return read


def _small(path: Path, most: int) -> bytes:
    if path.is_symlink() or not path.is_file():
        raise NotAPackageError
    if path.stat().st_size > most:
        raise TooLargeError
    return path.read_bytes()


def _files(folder: Path) -> Iterator[str]:
    """Every file below, by its path; anything else than files and folders is refused."""
    for number, each in enumerate(sorted(folder.rglob("*"))):
        if number > 2 * MOST_ENTRIES or each.is_symlink():
            raise MismatchError
        if each.is_file():
            yield each.relative_to(folder).as_posix()
        elif not each.is_dir():
            raise MismatchError


def _check(folder: Path, listed: ListedFile) -> None:
    with open(folder / listed.path, "rb") as file:
        checking.check_content(listed, iter(lambda: file.read(CHUNK), b""))
