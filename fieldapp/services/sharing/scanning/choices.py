"""What a person chose for each hit, known again by a keyed digest of exactly that text."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

import attrs

from fieldapp.services.sharing.scanning.hits import Hit

CLEARED, REPLACED, LEFT_OUT = "cleared", "replaced", "left_out"


@attrs.frozen
class Choices:
    """Choices by the mark of the hit; a mark tells nothing to who has not the secret."""

    secret: bytes = attrs.field(default=b"", repr=False)
    made: Mapping[str, str] = attrs.field(factory=dict, repr=False)

    def of(self, record_id: str, where: str, text: str, hit: Hit) -> str:
        """What was chosen for this hit in this text; empty where nobody was asked."""
        return self.made.get(self.mark(record_id, where, text, hit), "") if self.made else ""

    def mark(self, record_id: str, where: str, text: str, hit: Hit) -> str:
        """A digest that changes with the record, the field, the whole text and the hit in it."""
        whole = hashlib.sha256(text.encode()).hexdigest()
        place = f"{hit.rule} {hit.start} {hit.end} {hit.owner}"
        told = "\n".join(("fieldapp-text-choice/1", record_id, where, whole, place))
        return hmac.digest(self.secret, told.encode(), hashlib.sha256).hex()


@attrs.frozen
class Asked:
    """One hit that a person may decide on: where, in which text, and what was chosen."""

    record: str
    where: str
    label: str
    text: str = attrs.field(repr=False)
    hit: Hit
    mark: str = attrs.field(repr=False)
    choice: str = ""
    may_clear: bool = False
    instead: str = attrs.field(default="", repr=False)  # what would stand in its place
