"""A file on its way in: read with a bound, told what it is, cleaned; a function of values."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from fieldapp.errors import UnwritableError
from fieldapp.services.attaching import documents, kinds, pdfs, pictures
from fieldapp.services.attaching.bitmap import Bitmap
from fieldapp.services.attaching.kinds import FileKind
from fieldapp.services.attaching.names import ending_of, neutral_name
from fieldapp.services.attaching.refusals import (
    EmptyFileError,
    MetadataStaysError,
    NotAFileError,
    TooLargeError,
)
from fieldapp.store.attachments import NewAttachment

LARGEST = 25 * 1024 * 1024
PASTED = "pasted.png"
NOTHING = "Nothing had to be taken out."
STAYS = "Kept as it was, with what it says about its maker."
_STEP = 64 * 1024
# Kinds whose metadata is known to be none, or whose form hides what it says.
_OTHER = "It is of a kind that FieldApp does not know."

Check = Callable[[], None]


def read_file(path: Path, check: Check, told: Callable[[int, int], None]) -> bytes:
    """A whole file, if it is one and not too large; `told` hears how far it is."""
    blocks = list[bytes]()
    try:
        # A pipe that nobody writes to would hold the job for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _binary())
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise NotAFileError
            if found.st_size > LARGEST:
                raise TooLargeError
            done = 0
            while block := file.read(_STEP):
                check()
                blocks.append(block)
                done += len(block)
                told(done, found.st_size)
                if done > LARGEST:
                    raise TooLargeError
    except (FileNotFoundError, IsADirectoryError):
        raise NotAFileError from None
    except PermissionError:
        raise (NotAFileError if path.is_dir() else UnwritableError) from None
    except OSError:
        raise UnwritableError from None
    return b"".join(blocks)


def _binary() -> int:
    return getattr(os, "O_BINARY", 0)


def take_in(
    name: str, content: bytes, check: Check = lambda: None, *, as_it_is: bool = False
) -> NewAttachment:
    """What is kept of a file: cleaned, or as it is where that was asked for.

    Raises what a person must decide: `MetadataStaysError` where it can only be kept as it is.
    """
    if not content:
        raise EmptyFileError
    if len(content) > LARGEST:
        raise TooLargeError
    kind = kinds.kind_of(name, content)
    try:
        made = _cleaned(kind, name, content, check)
    except MetadataStaysError:
        if not as_it_is:
            raise
        made = NewAttachment(neutral_name(name), kind.value, content, STAYS)
    if len(made.content) > LARGEST:
        raise TooLargeError
    return made


def _cleaned(kind: FileKind, name: str, content: bytes, check: Check) -> NewAttachment:
    match kind:
        case FileKind.PICTURE:
            drawn = pictures.redrawn(content, check)
            plain = neutral_name(name, _ending(name, drawn.ending))
            return NewAttachment(plain, kind.value, drawn.content, in_words(drawn.taken))
        case FileKind.PDF:
            written = pdfs.rewritten(content, check)
            plain = neutral_name(name, "pdf")
            return NewAttachment(plain, kind.value, written.content, in_words(written.taken))
        case FileKind.OFFICE:
            packed = documents.repacked_office(content, check)
        case FileKind.OPEN_DOCUMENT:
            packed = documents.repacked_open_document(content, check)
        case FileKind.TEXT:
            return NewAttachment(neutral_name(name), kind.value, content, NOTHING)
        case FileKind.OTHER:
            raise MetadataStaysError(_OTHER)
    return NewAttachment(neutral_name(name), kind.value, packed.content, in_words(packed.taken))


def _ending(name: str, wanted: str) -> str:
    """`jpeg` may stay what it was."""
    had = ending_of(name)
    return had if (had, wanted) == ("jpeg", "jpg") else wanted


def in_words(taken: tuple[str, ...]) -> str:
    """What was taken out, in one line."""
    if not taken:
        return NOTHING
    return f"Taken out: {', '.join(taken)}."


def take_in_path(
    path: Path, check: Check, told: Callable[[int, int], None], *, as_it_is: bool = False
) -> NewAttachment:
    """The same for a file on the disk, which stays where it is."""
    return take_in(path.name, read_file(path, check, told), check, as_it_is=as_it_is)


def take_in_bitmap(bitmap: Bitmap, check: Check) -> NewAttachment:
    """The same for a picture that was copied."""
    content = pictures.pasted(bitmap, check)
    if len(content) > LARGEST:
        raise TooLargeError
    return NewAttachment(PASTED, FileKind.PICTURE.value, content, NOTHING)
