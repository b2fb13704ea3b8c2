"""Why a file is not attached, or not without asking first; one sentence each."""

from __future__ import annotations

from fieldapp.errors import FieldappError


class TooLargeError(FieldappError):
    """The file is larger than a vault should hold."""

    sentence = "This file is larger than 25 MB, so it was not attached."
    remedy = "Make it smaller, or attach only the pages that matter."


class EmptyFileError(FieldappError):
    """There is nothing in the file."""

    sentence = "This file is empty, so it was not attached."
    remedy = "Choose another file."


class NotAFileError(FieldappError):
    """A folder, a device or something that is gone."""

    sentence = "This is not a file that can be read."
    remedy = "Choose a file, not a folder; one by one or several at once."


class ProgramError(FieldappError):
    """The file can run."""

    sentence = "This file is a program, and programs are never attached."
    remedy = "Attach a picture, a PDF or a document instead."


class MacroError(FieldappError):
    """The document can run."""

    sentence = "This document holds macros, which are programs, so it was not attached."
    remedy = "Save it without macros, or as a PDF, then attach that."


class TooManyPixelsError(FieldappError):
    """Decoding the picture would take more memory than a small laptop has."""

    sentence = "This picture has too many pixels to be opened safely."
    remedy = "Make it smaller, then attach it: 70 million pixels are the most."


class SeveralPagesError(FieldappError):
    """Only the first page would be kept."""

    sentence = "This picture holds several pages, of which only one would be kept."
    remedy = "Save it as a PDF, then attach that."


class TooMuchInsideError(FieldappError):
    """An archive that would unpack to far more than it is."""

    sentence = "This document unpacks to more than can be read safely."
    remedy = "Save it as a PDF, then attach that."


class MetadataStaysError(FieldappError):
    """The file can be attached only as it is, which has to be said first.

    `why` completes the sentence, for the question that the window asks.
    """

    sentence = "What this file says about its maker cannot be taken out."
    remedy = "Attach it as it is, or save it as a PDF or a JPEG first."

    def __init__(self, why: str) -> None:
        super().__init__(f"{self.sentence} {why}")
        self.why = why
