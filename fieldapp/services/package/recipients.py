"""Which keys a package is sealed for: one type for all, the strongest that everyone has."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from fieldapp.crypto import age
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.services.package.cards import is_verified
from fieldapp.services.package.errors import (
    ClassicNotAllowedError,
    PartnerKeyError,
    UnverifiedPartnerError,
)


@attrs.frozen
class Keys:
    """The type of key used, and every key of that type."""

    type: str
    keys: tuple[str, ...] = attrs.field(repr=False)


def choose(agreement: Agreement, partners: Sequence[Partner]) -> Keys:
    """Hybrid where every recipient has it; else X25519, only if the agreement allows it."""
    if not partners or not all(each.recipients.split() for each in partners):
        raise PartnerKeyError
    if not all(is_verified(each) for each in partners):
        raise UnverifiedPartnerError(
            "The code of a recipient's key was not compared yet, so nothing was sealed."
        )
    for kind in (age.HYBRID, age.CLASSIC):
        found = [_of_type(each, kind) for each in partners]
        if all(found):
            if kind == age.CLASSIC and agreement.allow_classic != "yes":
                raise ClassicNotAllowedError
            return Keys(kind, tuple(key for keys in found for key in keys))
    raise PartnerKeyError("The recipients have no type of key in common, so nothing was sealed.")


def _of_type(partner: Partner, kind: str) -> list[str]:
    return [each for each in partner.recipients.split() if age.recipient_type(each) == kind]
