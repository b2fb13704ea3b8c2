"""Keys of partners that changed or were revoked: remembered, named, and what they still open."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from fieldapp.errors import FieldappError
from fieldapp.records.disclosures import Disclosure
from fieldapp.records.record import evolve
from fieldapp.records.registers import KeyChange
from fieldapp.records.sharing import Partner
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Changes, Store
from fieldapp.vocab.days import Day

# After these an old key may be in other hands; a new card alone says nothing of the old one.
UNSAFE = frozenset({"lost", "revoked"})
OUT = frozenset({"sealed", "sealing"})


class RevokedKeyError(FieldappError):
    """A key that was revoked here, on a card or below a signature."""

    sentence = "This key was revoked here: it may be in other hands."
    remedy = "Call the partner. Take only a new card, and compare its 40 digits by voice."


def sealed_to(store: Store, fingerprints: Collection[str]) -> Iterator[Disclosure]:
    """The packages that these keys open, newest first."""
    seen = set[str]()
    for each in fingerprints:
        named = Filter("deliveries", f'"{each}"', "mentions")
        for found in store.records(Query("disclosure", filters=(named,))) if each else ():
            if isinstance(found, Disclosure) and found.state in OUT and found.id not in seen:
                seen.add(found.id)
                yield found


def key_change(store: Store, before: Partner, why: str, new_fingerprint: str = "") -> KeyChange:
    """What is remembered of a partner's old key; not saved yet."""
    return KeyChange(
        title=f"{before.name}: key changed" if new_fingerprint else f"{before.name}: key revoked",
        partner=before.id,
        on=_today(store),
        why=why,
        old_fingerprint=before.fingerprint,
        old_signing_key=before.signing_key,
        new_fingerprint=new_fingerprint,
        was_verified="yes" if before.verified_on is not None else "no",
        sealed_to_it=sum(1 for _ in sealed_to(store, [before.fingerprint])),
    )


def revoke(store: Store, partner: Partner, why: str) -> tuple[KeyChange, Changes]:
    """From now on nothing is sealed to this key, and nothing that it signed is taken.

    Where the key stands at other partners too, it is revoked there as well.
    """
    every = (partner, *_with_same_keys(store, partner))
    changes = [key_change(store, each, why) for each in every]
    gone = [evolve(each, verified_on=None, revoked_on=_today(store)) for each in every]
    return changes[0], store.save(*gone, *changes, why="key revoked")


def _with_same_keys(store: Store, partner: Partner) -> Iterator[Partner]:
    for each in store.records(Query("partner")):
        if isinstance(each, Partner) and each.id != partner.id and _keys(each) & _keys(partner):
            yield each


def _keys(partner: Partner) -> set[str]:
    return {partner.signing_key.strip(), *partner.recipients.split()} - {""}


def refuse_revoked(store: Store, fingerprint: str) -> None:
    """Raise where a key with this fingerprint was revoked before."""
    old = Filter("old_fingerprint", fingerprint)
    for each in store.records(Query("key_change", filters=(old,))):
        if isinstance(each, KeyChange) and each.why in UNSAFE:
            raise RevokedKeyError


def revoked_signing_keys(store: Store) -> frozenset[str]:
    """The signing keys that were revoked, as OpenSSH lines."""
    found = store.records(Query("key_change"))
    changes = (each for each in found if isinstance(each, KeyChange))
    return frozenset(e.old_signing_key for e in changes if e.why in UNSAFE and e.old_signing_key)


def _today(store: Store) -> Day:
    return Day(store.now().date().isoformat())
