"""What can be wrong with an encrypted file, a recipient or an identity."""

from __future__ import annotations

from fieldapp.errors import FieldappError

_ASK_AGAIN = "Ask the sender to send the file again."


class AgeError(FieldappError):
    """Any failure of encrypting or opening an age file."""

    sentence = "The encrypted file could not be handled."


class AgeHeaderError(AgeError):
    """The header breaks a rule of the age format."""

    sentence = "This is not an encrypted file, or its beginning is damaged."
    remedy = _ASK_AGAIN


class ArmoredError(AgeHeaderError):
    """The file is age, written as text: packages never are."""

    sentence = "This encrypted file is written as text, which is not supported here."
    remedy = "Ask the sender for the file in its plain binary form."


class PassphraseFileError(AgeHeaderError):
    """The file is locked with a passphrase (scrypt): packages never are."""

    sentence = "This file is locked with a passphrase, not for a key."
    remedy = "Ask the sender to encrypt it for your card."


class AgeHmacError(AgeError):
    """The header was changed after it was written."""

    sentence = "The beginning of this encrypted file was changed or damaged."
    remedy = _ASK_AGAIN


class AgeNoMatchError(AgeError):
    """None of the identities opens the file."""

    sentence = "This file was not encrypted for the keys of this station."
    remedy = "Ask the sender to encrypt it for your present card."


class AgePayloadError(AgeError):
    """The encrypted content is cut short, extended or changed."""

    sentence = "The content of this encrypted file is damaged or incomplete."
    remedy = _ASK_AGAIN


class InvalidRecipientError(AgeError):
    """A recipient is not one of the two known types, or is mistyped."""

    sentence = "This is not a usable recipient key."
    remedy = "Copy the whole key again, from age1 to its end."


class InvalidIdentityError(AgeError):
    """An identity is not one of the two known types, or is mistyped."""

    sentence = "This is not a usable secret key."
    remedy = "Copy the whole key again, from AGE-SECRET-KEY to its end."


class MixedRecipientsError(AgeError):
    """Hybrid and classic recipients in one file would weaken it to the classic ones."""

    sentence = "One file cannot be encrypted for hybrid and classic keys together."
    remedy = "Use hybrid keys for everyone, or make one file for each type."


class NoRecipientsError(AgeError):
    """An encrypted file needs someone who can open it."""

    sentence = "No recipient was named, so nothing was encrypted."
    remedy = "Choose at least one recipient who has a key."
