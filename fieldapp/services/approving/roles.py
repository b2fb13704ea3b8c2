"""The approver's side of the radio: for which stations one answers, each under its own secret."""

from __future__ import annotations

import base64

import attrs

from fieldapp.records.record import new_id
from fieldapp.services.approving import radio
from fieldapp.services.approving.radio import Role
from fieldapp.store.store import Store

_ROLES = "radio_roles"


def roles(store: Store) -> tuple[Role, ...]:
    """The stations for which one answers here, by name."""
    kept = [Role(**each) for each in store.vault.get(_ROLES, [])]
    return tuple(sorted(kept, key=lambda each: each.station.casefold()))


def add_role(store: Store, station: str, secret: bytes) -> Role:
    """Keep the secret of a station; the same secret again only renames it."""
    text = base64.b64encode(secret).decode()
    made = Role(new_id(), station.strip(), store.now().date().isoformat(), text)
    kept = [each for each in roles(store) if each.secret != text]
    store.vault.put(_ROLES, [attrs.asdict(each) for each in (*kept, made)])
    return made


def drop_role(store: Store, role_id: str) -> None:
    """Answer no longer for a station."""
    kept = [attrs.asdict(each) for each in roles(store) if each.id != role_id]
    store.vault.put(_ROLES, kept)


def answer(role: Role, typed: str, decision: str) -> str:
    """What to read back."""
    return radio.answer(role.raw, typed, decision)
