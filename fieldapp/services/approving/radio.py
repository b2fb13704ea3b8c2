"""Approval over the radio: a challenge of 25 digits out, an answer of 20 digits back.

Both sides hold one secret, set up in person. The challenge is made from all that is asked (facts,
digest, number and expiry), so it changes when anything of that does. The answer is an HMAC under
the secret over challenge and decision, so it fits no other request and not the other decision.
Two digits at the end of each are a check, so that what was misheard is told from what is wrong.

The secret is the same on both sides: whoever opens the sender's vault could compute the answer.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Iterator

import attrs

from fieldapp.errors import FieldappError
from fieldapp.services.approving import asked as asking
from fieldapp.services.approving.asked import Asked
from fieldapp.services.approving.statement import APPROVE, REFUSE

FORMAT = b"fieldapp-radio/1"
CHALLENGE, ANSWER, TEST = 25, 20, 10
GROUP = 5
_SECRET, _CHECK = 32, 3  # bytes; together 56 letters
_LETTERS = 56
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing looks like a digit
_RFC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_OUT, _IN = str.maketrans(_RFC, _ALPHABET), str.maketrans(_ALPHABET, _RFC)
_ALIKE = str.maketrans("OIL", "011")


class MistypedSecretError(FieldappError):
    """The check at the end of a secret does not fit the rest."""

    sentence = "This secret has a typing mistake."
    remedy = "Compare it with the other screen, group by group: there are 14 groups of four."


class MisheardError(FieldappError):
    """The last two digits of a code do not fit the others."""

    sentence = "These digits were misheard or mistyped."
    remedy = "Have them read again, group by group. This does not count as a wrong code."


def new_secret() -> bytes:
    """A secret for one approver and one station."""
    return secrets.token_bytes(_SECRET)


def secret_words(secret: bytes) -> str:
    """The secret as it is typed over, in groups of four, with a check at its end."""
    text = base64.b32encode(secret + _check(secret)).decode().translate(_OUT)
    return " ".join(text[at : at + 4] for at in range(0, _LETTERS, 4))


def read_secret(text: str) -> bytes:
    """The secret as it was typed, in any case, with any gaps and look-alikes."""
    kept = "".join(_plain(text)).upper().translate(_ALIKE)
    if len(kept) != _LETTERS or not set(kept) <= set(_ALPHABET):
        raise MistypedSecretError
    raw = base64.b32decode(kept.translate(_IN))
    if not hmac.compare_digest(raw[_SECRET:], _check(raw[:_SECRET])):
        raise MistypedSecretError
    return raw[:_SECRET]


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(FORMAT + b" check" + secret).digest()[:_CHECK]


def test_code(secret: bytes) -> str:
    """What both sides compare, to know that they hold the same secret."""
    return _grouped(_digits(_mac(secret, b"test"), TEST - 2))


def is_test_code(secret: bytes, typed: str) -> bool:
    """Whether the other side holds the same secret."""
    heard = read_digits(typed, TEST)
    return hmac.compare_digest(test_code(secret).replace(" ", ""), heard)


def challenge(asked: Asked) -> str:
    """What is read out: digits made from everything that is asked."""
    return _grouped(_digits(hashlib.sha256(FORMAT + asking.spell(asked)).digest(), CHALLENGE - 2))


def answer(secret: bytes, typed: str, decision: str) -> str:
    """What is read back: an approver's decision on the challenge that was typed."""
    heard = read_digits(typed, CHALLENGE)
    return _grouped(_digits(_mac(secret, heard.encode() + b"|" + decision.encode()), ANSWER - 2))


def decision_of(secret: bytes, asked: Asked, typed: str) -> str:
    """What an answer says, approve or refuse; empty where it answers something else."""
    heard = read_digits(typed, ANSWER)
    found = ""
    for decision in (APPROVE, REFUSE):  # both are always computed: no clock tells which it was
        right = answer(secret, challenge(asked), decision).replace(" ", "")
        if hmac.compare_digest(right, heard):
            found = decision
    return found


def read_digits(typed: str, number: int) -> str:
    """So many digits in any script, with any gaps; `MisheardError` where the check does not fit."""
    kept = "".join(_plain(typed))
    if len(kept) != number or not (kept.isascii() and kept.isdigit()) or not _fits(kept):
        raise MisheardError
    return kept


def _plain(text: str) -> Iterator[str]:
    """Without gaps and dashes; digits of any script as ours."""
    for each in text:
        if not each.isspace() and unicodedata.category(each) not in ("Pd", "Cf"):
            digit = unicodedata.decimal(each, None)
            yield each if digit is None else str(digit)


def _mac(secret: bytes, told: bytes) -> bytes:
    return hmac.new(secret, FORMAT + b"|" + told, hashlib.sha256).digest()


def _digits(digest: bytes, number: int) -> str:
    """So many digits, and two that check them (ISO 7064, as bank numbers have)."""
    text = f"{int.from_bytes(digest) % 10**number:0{number}d}"
    return f"{text}{98 - int(text) * 100 % 97:02d}"


def _fits(text: str) -> bool:
    return int(text) % 97 == 1


def _grouped(text: str) -> str:
    return " ".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


@attrs.frozen
class Role:
    """On the approver's side: for which station one answers, and under which secret."""

    id: str
    station: str
    since: str
    secret: str = attrs.field(repr=False)

    @property
    def raw(self) -> bytes:
        """The secret."""
        return base64.b64decode(self.secret)
