"""The content of an opened package as plain files, only where the user asks for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from fieldapp.services.files import ExistsError, clear_errors, part_of, sync_folder
from fieldapp.services.package import checking
from fieldapp.services.package.archive import Archive
from fieldapp.services.package.layout import PADDING, Stop, carry_on
from fieldapp.services.package.opening import Opened, content


def extract(opened: Opened, folder: Path, stop: Stop = carry_on) -> Path:
    """Write every file of a verified package in clear into a new folder, or nothing at all.

    The files go into a sibling folder, which gets its name once every hash was found right.
    """
    opened.check_verified()
    if folder.exists():
        raise ExistsError
    part = part_of(folder)
    with clear_errors():
        if part.is_dir():
            shutil.rmtree(part)  # what a killed run left in clear; nobody else has this name
        try:
            part.mkdir(mode=0o700)
        except FileExistsError:
            raise ExistsError from None
        try:
            with content(opened) as archive:
                _write_all(opened, archive, part, stop)
            os.replace(part, folder)
            sync_folder(folder.parent)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    return folder


def _write_all(opened: Opened, archive: Archive, part: Path, stop: Stop) -> None:
    listed = {each.path: each for each in opened.manifest.files}
    for entry in archive.entries:
        if entry.path == PADDING:
            continue
        chunks = archive.chunks(entry.path, stop)
        if entry.path in listed:
            chunks = checking.matching(listed[entry.path], chunks)
        _write(part / entry.path, chunks)


def _write(path: Path, chunks: Iterator[bytes]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(path, "xb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
