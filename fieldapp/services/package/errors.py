"""What can be wrong with a card, a package or a receipt, each in one sentence."""

from __future__ import annotations

from fieldapp.errors import FieldappError

_AGAIN = "Do not use it. Ask the sender to check and send it again."
_CALL = "Call the sender, over a line that you trust, before you use anything from it."


class CardError(FieldappError):
    """A card cannot be read, or was changed."""

    sentence = "This is not a usable card, or it was changed."
    remedy = "Ask the partner for the card again."


class WrongCodeError(FieldappError):
    """The 40 digits given are not those of the key."""

    sentence = "The code does not match this key, so nothing was stored."
    remedy = "Compare the 40 digits again by voice. If they still differ, do not use this key."


class PartnerKeyError(FieldappError):
    """A partner has no key that a package may be sealed for."""

    sentence = "A recipient has no usable key, so nothing was sealed."
    remedy = "Add the recipient's card, or a key of theirs, and compare the 40-digit code."


class ClassicNotAllowedError(FieldappError):
    """A recipient has only an older key, and the agreement does not allow those."""

    sentence = "A recipient has only an older key, which this agreement does not allow."
    remedy = "Ask for a hybrid key (age 1.3 or newer), or have the agreement allow older keys."


class UnverifiedPartnerError(FieldappError):
    """The code of this partner's key was never compared."""

    sentence = "The code of the sender's key was not compared yet, so this is refused."
    remedy = "Compare the 40 digits with the sender by voice, then confirm them."


class PackageError(FieldappError):
    """Anything that makes a package unusable."""

    sentence = "This package cannot be used."
    remedy = _AGAIN


class NotAPackageError(PackageError):
    """The content is something else, or does not keep to the layout."""

    sentence = "The content is not a package, or its layout is broken."


class NewerPackageError(PackageError):
    """The package is of a version that this app does not know."""

    sentence = "This package is of a version that this app does not know."
    remedy = "Install the newer FieldApp, or ask the sender for a package of version 1."


class MismatchError(PackageError):
    """A file in the package is not what the signed manifest says it is."""

    sentence = "The files in this package do not match its signed manifest."


class UnknownSenderError(PackageError):
    """No key of any partner made the signature."""

    sentence = "This package was not signed by any partner known here."
    remedy = "Add the sender's card and compare the code, then open it again."


class NotForUsError(PackageError):
    """The signed manifest does not name this station."""

    sentence = "This package is not addressed to this station."
    remedy = _CALL


class TooLargeError(PackageError):
    """A size or count in the package is beyond its bounds."""

    sentence = "This package is larger than a package may be."


class EncryptedFileError(PackageError):
    """An encrypted file was given where its content is checked."""

    sentence = "This file is still encrypted: open it first."
    remedy = "Decrypt it with age, then verify the result."


class AlreadyImportedError(PackageError):
    """The very same package was imported before."""

    sentence = "This package was already imported."
    remedy = "There is nothing to do: its records are here."


class OlderPackageError(AlreadyImportedError):
    """One that was imported before comes again, after newer ones."""

    sentence = "This is an older package: it was imported before, and newer ones are here already."
    remedy = "There is nothing to do. If nobody should have sent it again, call the sender."


class SequenceConflictError(PackageError):
    """A package contradicts the order of those that were imported before."""

    sentence = "This package contradicts one that was imported before, so it is refused."
    remedy = _CALL


class ForeignRecordError(PackageError):
    """A package carries a record that belongs to someone else."""

    sentence = "This package carries a record that belongs to another sender."
    remedy = _CALL


class UnknownContentError(PackageError):
    """A record in the package is of a type or has a field that may not come in."""

    sentence = "This package holds records that this app cannot take in."
    remedy = "Open it without importing, or install the newer FieldApp."


class ExpiredPackageError(PackageError):
    """A package comes after the day until which it may be kept."""

    sentence = "The day until which this package may be kept has passed, so it is not imported."
    remedy = "Ask the sender for a new package, if you still need what it holds."


class ReceiptError(FieldappError):
    """A receipt does not answer a package of ours."""

    sentence = "This receipt does not match any package that was sealed here."
    remedy = "Ask the recipient to write the receipt again from the package."


class SealingUnderwayError(FieldappError):
    """Another package under this agreement is being sealed."""

    sentence = "Another package under this agreement is still being sealed."
    remedy = "Wait until it is done, or lock and unlock, then seal again."


class NothingToSealError(FieldappError):
    """No record leaves."""

    sentence = "No record leaves under this agreement, so nothing was sealed."
    remedy = "Choose other records, or look at why each was held back."
