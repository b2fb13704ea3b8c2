"""The station's own keys, made once and kept in the vault."""

from __future__ import annotations

import base64
import os
import secrets
import string

import attrs

from fieldapp.crypto import age, sshsig
from fieldapp.store.vault import Vault

_KEYS, _EPOCH, _DEVICE = "station_keys", "epoch", "device"


@attrs.frozen
class StationKeys:
    """Signing seed, hybrid and X25519 age identities, and the secret behind outside names."""

    signing_seed: bytes = attrs.field(repr=False)
    hybrid: str = attrs.field(repr=False)
    classic: str = attrs.field(repr=False)
    outside_secret: bytes = attrs.field(repr=False)
    epoch: str


def station_keys(vault: Vault) -> StationKeys:
    """Read the keys of this station; made at first use."""
    kept = vault.get(_KEYS)
    if kept is None:
        kept = {
            "signing_seed": base64.b64encode(sshsig.new_seed()).decode(),
            "hybrid": age.new_identity("hybrid"),
            "classic": age.new_identity("x25519"),
            "outside_secret": base64.b64encode(os.urandom(32)).decode(),
        }
        vault.put(_KEYS, kept)
    return StationKeys(
        signing_seed=base64.b64decode(kept["signing_seed"]),
        hybrid=kept["hybrid"],
        classic=kept["classic"],
        outside_secret=base64.b64decode(kept["outside_secret"]),
        epoch=epoch(vault),
    )


def epoch(vault: Vault) -> str:
    """The sender's epoch: random, new at `new` and at every restore."""
    kept: str | None = vault.get(_EPOCH)
    if kept is None:
        kept = secrets.token_hex(8)
        vault.put(_EPOCH, kept)
    return kept


def device(vault: Vault) -> str:
    """The tag of this copy of the vault, part of every reference and stamp."""
    found: str = vault.get(_DEVICE, "A")
    return found


def renew_after_restore(vault: Vault) -> None:
    """A restored copy counts anew: its own epoch and its own device tag."""
    vault.put(_EPOCH, secrets.token_hex(8))
    tags = string.ascii_uppercase.replace("I", "").replace("O", "")
    others = [tag for tag in tags if tag != device(vault)]
    vault.put(_DEVICE, secrets.choice(others) + secrets.choice("23456789"))
