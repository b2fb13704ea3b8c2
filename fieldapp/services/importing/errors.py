"""Why a file cannot be imported at all, one sentence each; single rows and values are reported."""

from __future__ import annotations

from fieldapp.errors import FieldappError


class ImportingError(FieldappError):
    """A file cannot be imported; nothing of it was stored."""

    sentence = "This file cannot be imported."
    remedy = "Nothing was stored."


class NotATableError(ImportingError):
    """The file is no CSV, XLSX or JSON that holds a table."""

    sentence = "This is not a table that can be read: it takes CSV, XLSX or a JSON list."
    remedy = "Save it as CSV (UTF-8) or XLSX with one row of column names, then try again."


class WrongEncodingError(ImportingError):
    """The text is in an encoding that cannot be told safely."""

    sentence = "The letters of this file cannot be read: it is neither UTF-8 nor UTF-16."
    remedy = "In the spreadsheet, choose Save as, then CSV UTF-8, and import that file."


class DamagedTableError(ImportingError):
    """The file begins like a table but cannot be read to its end."""

    sentence = "This file is damaged and cannot be read to its end."
    remedy = "Open it in a spreadsheet, save it again, then try again. Nothing was stored."


class ProtectedWorkbookError(ImportingError):
    """The workbook has a password, or is of the old binary kind."""

    sentence = "This workbook has a password or is of the old .xls kind."
    remedy = "Save it as XLSX without a password, import it, then delete that copy."


class TooLargeError(ImportingError):
    """The file is larger than an import takes."""

    sentence = "This file is too large to import at once: at most 64 MB and 100,000 rows."
    remedy = "Divide it into parts and import them one after the other. Nothing was stored."


class SwollenWorkbookError(ImportingError):
    """The workbook unpacks to far more than a table needs."""

    sentence = "This workbook unpacks to more than a table needs, so it was not opened."
    remedy = "Save the sheet as CSV and import that. Nothing was stored."


class EmptyTableError(ImportingError):
    """There is no row to import."""

    sentence = "This file has no row of column names with rows below it."
    remedy = "Nothing was stored."


class UnknownColumnsError(ImportingError):
    """No column has a name that is known."""

    sentence = "No column of this file has the name of a field."
    remedy = "Name the columns as the fields are named in the form, or choose a mapping."


class MissingColumnsError(ImportingError):
    """A field that every record needs has no column."""

    sentence = "This file has no column for a field that every record needs."
    remedy = "Add that column, or choose a mapping. Nothing was stored."

    def __init__(self, labels: tuple[str, ...] = ()) -> None:
        """Name the fields by their labels, which are ours and no values."""
        words = ", ".join(labels)
        super().__init__(f"This file has no column for: {words}." if words else "")


class UnknownKindOfRecordError(ImportingError):
    """Nothing says which records these are."""

    sentence = "It is not clear which records these are."
    remedy = "Choose what the file holds, or on the command line say it: --as incident."


class NotImportedError(ImportingError):
    """Records of this type are never taken from a table."""

    sentence = "Records of this type are made in this vault and are not imported from a table."
    remedy = "Partners come from a card, with its code compared; agreements are written down here."


class UnknownMappingError(ImportingError):
    """The mapping is not there or cannot be read."""

    sentence = "This mapping is not known or cannot be read."
    remedy = "Give the name of a mapping that ships with the app, or a TOML file like those."


class CellError(FieldappError):
    """One cell holds no value of its field; the sentence goes into the report."""

    sentence = "This is no value for that field."
