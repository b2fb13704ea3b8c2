"""A recovery key as a person writes it down: 125 random bits and a check, in seven groups."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

from fieldapp.errors import FieldappError

# Crockford's alphabet: no I, L, O or U, so that nothing looks like a digit.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("OIL", "011")
_SECRET, _CHECK, _GROUP = 25, 3, 4


class WrongRecoveryKeyError(FieldappError):
    """The recovery key opens no slot of this vault."""

    sentence = "This recovery key does not open the vault."
    remedy = "Look for the newest recovery key: each new one replaces the one before."


class MistypedRecoveryKeyError(WrongRecoveryKeyError):
    """The check at the end of the recovery key does not fit the rest."""

    sentence = "This recovery key has a typing mistake."
    remedy = "Compare it with the paper, letter by letter: there are 28 letters and digits."


def make() -> str:
    """Make a new recovery key, as it is to be printed."""
    return _printed("".join(secrets.choice(_ALPHABET) for _ in range(_SECRET)))


def read(text: str) -> bytes:
    """Return the secret in a recovery key typed in any case, with any gaps and look-alikes."""
    letters = "".join(map(_letter, text)).upper().translate(_ALIKE)
    secret = letters[:_SECRET]
    if len(letters) != _SECRET + _CHECK or letters != secret + _check(secret):
        raise MistypedRecoveryKeyError
    return secret.encode()


def _letter(character: str) -> str:
    """Drop gaps and dashes; read the digits of any script."""
    if character.isspace() or unicodedata.category(character) in ("Pd", "Cf"):
        return ""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def _check(secret: str) -> str:
    number = int.from_bytes(hashlib.sha256(b"fieldapp-recovery" + secret.encode()).digest()[:2])
    return "".join(_ALPHABET[number >> shift & 31] for shift in (10, 5, 0))


def _printed(secret: str) -> str:
    letters = secret + _check(secret)
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))
