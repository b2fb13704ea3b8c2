"""Which keys a package is sealed for: one type for all, the strongest that everyone has."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from fieldapp.crypto import age
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.services.package.cards import is_verified
from fieldapp.services.package.errors import (
    ClassicNotAllowedError,
    PartnerKeyError,
    UnverifiedPartnerError,
)
from fieldapp.services.sharing.result import RETRACT, SHARE


@attrs.frozen
class Keys:
    """The type of key used, and every key of that type."""

    type: str
    keys: tuple[str, ...] = attrs.field(repr=False)


def choose(agreement: Agreement, partners: Sequence[Partner], errand: str = SHARE) -> Keys:
    """Hybrid where every recipient has it; else X25519, only if the agreement allows it.

    What takes records back holds nothing of them: it may also go to a former partner whose key is
    still good, and to older keys.
    """
    if not partners or not all(each.recipients.split() for each in partners):
        raise PartnerKeyError
    if not all(is_verified(each) or (errand == RETRACT and is_good(each)) for each in partners):
        raise UnverifiedPartnerError(
            "The code of a recipient's key was not compared yet, so nothing was sealed."
        )
    for kind in (age.HYBRID, age.CLASSIC):
        found = [_of_type(each, kind) for each in partners]
        if all(found):
            if kind == age.CLASSIC and errand != RETRACT and agreement.allow_classic != "yes":
                raise ClassicNotAllowedError
            return Keys(kind, tuple(key for keys in found for key in keys))
    raise PartnerKeyError("The recipients have no type of key in common, so nothing was sealed.")


def is_good(partner: Partner) -> bool:
    """Whether the code of this key was compared, be they a partner still or not."""
    return is_verified(evolve(partner, ended_on=None))


def _of_type(partner: Partner, kind: str) -> list[str]:
    return [each for each in partner.recipients.split() if age.recipient_type(each) == kind]
