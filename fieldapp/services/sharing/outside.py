"""Names that records have outside: stable under one agreement, unlinkable across two."""

from __future__ import annotations

import hashlib
import hmac

import attrs

# Crockford's digits: no I, L, O or U, so that a code can be read out over a radio.
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = tuple(one + other for one in _DIGITS for other in _DIGITS)


@attrs.frozen
class OutsideNames:
    """Ids and codes for one agreement, from a secret that never leaves the vault.

    Our own id holds the time of entry and our reference counts what we wrote; neither leaves.
    """

    secret: bytes = attrs.field(repr=False)
    agreement: str
    # Begun once with the secret: three names are made of every record.
    _begun: hmac.HMAC = attrs.field(init=False, repr=False, eq=False)

    @_begun.default
    def _begin(self) -> hmac.HMAC:
        return hmac.new(self.secret, digestmod=hashlib.sha256)

    def uuid(self, record_id: str) -> str:
        """A UUIDv8 for a record or a row."""
        value = int.from_bytes(self._mac("id", record_id)[:16], "big")
        value = (value & ~(0xF << 76)) | (0x8 << 76)
        value = (value & ~(0x3 << 62)) | (0x2 << 62)
        told = f"{value:032x}"
        return f"{told[:8]}-{told[8:12]}-{told[12:16]}-{told[16:20]}-{told[20:]}"

    def code(self, prefix: str, record_id: str) -> str:
        """A code to say aloud, such as `INC-7Q2K-9M4P`; `prefix` is the type's three letters."""
        value = int.from_bytes(self._mac("code", record_id)[:5], "big")
        first, second, third, last = (_PAIRS[value >> shift & 1023] for shift in (30, 20, 10, 0))
        return f"{prefix}-{first}{second}-{third}{last}"

    def mention(self, prefix: str, record_id: str) -> str:
        """A code for someone who is mentioned; it cannot be joined to the record of that person."""
        return self.code(prefix, f"mention\n{record_id}")

    def _mac(self, use: str, record_id: str) -> bytes:
        made = self._begun.copy()
        made.update(f"fieldapp-outside/1\n{use}\n{self.agreement}\n{record_id}".encode())
        return made.digest()
