"""What stands in `keys.json`: the vault key, wrapped once a slot (format fieldapp-keys/1).

Every bound is checked here, before anything is derived. The text has one canonical spelling,
so that no byte of it can change unnoticed. A slot of a kind that this version does not know
is kept as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldapp.crypto.derivation import KEY, Derivation, OutOfBoundsError
from fieldapp.errors import FieldappError

FORMAT = "fieldapp-keys/1"
PASSPHRASE, RECOVERY = "passphrase", "recovery"
MOST_SLOTS, MOST_BYTES = 16, 64 * 1024
PAGE_SIZES = tuple(512 << step for step in range(8))
SALT, NONCE, WRAPPED = 16, 12, KEY + 16
_FAMILY = re.compile(r"fieldapp-keys/[0-9]{1,9}")
_WORD = re.compile(r"[a-z0-9_-]{1,32}")
_COSTS = ("memory_kib", "passes", "lanes")
_ARGON2 = {"name", *_COSTS, "salt", "key_file"}
_HKDF = {"name", "salt"}

Parameters = Mapping[str, str | int | bool]


class DamagedKeysError(FieldappError):
    """`keys.json` is not what this program wrote, or asks for what it never would."""

    sentence = "The key file of this vault is damaged."
    remedy = "Restore the vault from a backup."


class NewerKeysError(FieldappError):
    """`keys.json` was written by another version of the format."""

    sentence = "This vault was made by a newer version of FieldApp."
    remedy = "Install the newest FieldApp, then open the vault again."


@dataclass(frozen=True)
class Slot:
    """One way to the vault key."""

    slot_id: str
    kind: str
    derivation: Parameters
    nonce: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)

    @property
    def salt(self) -> bytes:
        """The salt of a passphrase or recovery slot."""
        return bytes.fromhex(str(self.derivation["salt"]))

    @property
    def needs_key_file(self) -> bool:
        """Whether the passphrase alone is not enough."""
        return self.derivation.get("key_file") is True

    def argon2(self) -> Derivation:
        """Return the parameters of a passphrase slot, else `DamagedKeysError`."""
        memory, passes, lanes = (self.derivation.get(key) for key in _COSTS)
        if not (isinstance(memory, int) and isinstance(passes, int) and isinstance(lanes, int)):
            raise DamagedKeysError
        try:
            return Derivation(memory, passes, lanes)
        except OutOfBoundsError:
            raise DamagedKeysError from None


@dataclass(frozen=True)
class Keys:
    """The content of `keys.json`."""

    vault_id: str
    page_size: int
    slots: tuple[Slot, ...]

    def to_json(self) -> bytes:
        """Return the text of `keys.json`."""
        slots = [
            {
                "id": slot.slot_id,
                "kind": slot.kind,
                "derivation": dict(slot.derivation),
                "nonce": slot.nonce.hex(),
                "wrapped": slot.wrapped.hex(),
            }
            for slot in self.slots
        ]
        head = {"format": FORMAT, "vault": self.vault_id, "page_size": self.page_size}
        return _canonical({**head, "slots": slots}) + b"\n"

    def of_kind(self, kind: str) -> tuple[Slot, ...]:
        """Return the slots of one kind."""
        return tuple(slot for slot in self.slots if slot.kind == kind)


def slot_header(vault_id: str, page_size: int, slot_id: str, kind: str, how: Parameters) -> bytes:
    """Return what a slot's tag covers besides the wrapped key (its AAD)."""
    return _canonical(
        {
            "format": FORMAT,
            "vault": vault_id,
            "page_size": page_size,
            "slot": slot_id,
            "kind": kind,
            "derivation": dict(how),
        }
    )


def open_slot(keys: Keys, slot: Slot, wrapping_key: bytes) -> bytes | None:
    """Return the vault key, or None if the wrapping key or any byte of the header is wrong."""
    header = slot_header(keys.vault_id, keys.page_size, slot.slot_id, slot.kind, slot.derivation)
    try:
        return AESGCM(wrapping_key).decrypt(slot.nonce, slot.wrapped, header)
    except InvalidTag:
        return None


def read_keys(content: bytes) -> Keys:
    """Read `keys.json`, else `DamagedKeysError` or `NewerKeysError`."""
    if len(content) > MOST_BYTES:
        raise DamagedKeysError
    try:
        keys = _keys(json.loads(content.decode("ascii")))
    except (ValueError, RecursionError):
        raise DamagedKeysError from None
    if keys.to_json() != content:
        raise DamagedKeysError
    return keys


def _keys(content: object) -> Keys:
    match content:
        case {"format": str(other)} if other != FORMAT and _FAMILY.fullmatch(other):
            raise NewerKeysError
        case {
            "format": str(ours),
            "vault": str(vault),
            "page_size": int(size),
            "slots": [*slots],
        } if ours == FORMAT:
            read = tuple(map(_slot, slots))
        case _:
            raise DamagedKeysError
    unique = len({slot.slot_id for slot in read}) == len(read)
    bounded = 1 <= len(read) <= MOST_SLOTS and size in PAGE_SIZES
    if not (unique and bounded and _WORD.fullmatch(vault)):
        raise DamagedKeysError
    return Keys(vault, size, read)


def _slot(content: object) -> Slot:
    match content:
        case {
            "id": str(slot_id),
            "kind": str(kind),
            "derivation": {**how},
            "nonce": str(nonce),
            "wrapped": str(wrapped),
        } if _WORD.fullmatch(slot_id) and _WORD.fullmatch(kind):
            parameters = _parameters(kind, how)
        case _:
            raise DamagedKeysError
    return Slot(slot_id, kind, parameters, _hex(nonce, NONCE), _hex(wrapped, WRAPPED))


def _parameters(kind: str, how: Mapping[object, object]) -> Parameters:
    """Check a derivation: the known kinds wholly, a later kind for its shape and its costs."""
    read = {
        key: value
        for key, value in how.items()
        if isinstance(key, str) and isinstance(value, str | int)
    }
    slot = Slot("", kind, MappingProxyType(read), b"", b"")
    name = read.get("name")
    if len(read) != len(how) or not isinstance(name, str):
        raise DamagedKeysError
    if name == "argon2id":
        slot.argon2()
    expected = {PASSPHRASE: ("argon2id", _ARGON2), RECOVERY: ("hkdf-sha256", _HKDF)}.get(kind)
    if expected is not None:
        if (name, set(read)) != expected or type(read.get("key_file", False)) is not bool:
            raise DamagedKeysError
        _hex(str(read["salt"]), SALT)
    return slot.derivation


def _hex(text: str, size: int) -> bytes:
    if not re.fullmatch(r"[0-9a-f]*", text) or len(text) != 2 * size:
        raise DamagedKeysError
    return bytes.fromhex(text)


def _canonical(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
