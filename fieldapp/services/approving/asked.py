"""What an approver is asked: the facts of one release, in one spelling that is signed or coded."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import attrs

from fieldapp.records.counted import counted
from fieldapp.services.approving import basis
from fieldapp.services.approving.errors import NotAnApprovalError
from fieldapp.services.approving.statement import USUAL_DAYS, counts, end_of, new_id
from fieldapp.services.package import strict
from fieldapp.services.package.cards import own_card
from fieldapp.services.sharing.result import Release
from fieldapp.store.store import Store
from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary

FORMAT = "fieldapp-request/1"
MOST = 64 * 1024


@attrs.frozen
class Asked:
    """The facts that an approver decides on; `note` says what could go wrong for whom."""

    id: str
    digest: str
    agreement: str
    title: str = attrs.field(repr=False)
    purpose: str = attrs.field(repr=False)
    goes_to: str = attrs.field(repr=False)
    recipient_kind: str
    channel: str
    level: str
    marking: str
    counts: Mapping[str, int]
    clauses: tuple[str, ...] = attrs.field(repr=False)
    keep_until: str
    note: str = attrs.field(repr=False)
    basis: str
    asked_by: str
    asked_at: dt.datetime
    expires_at: dt.datetime
    sender: str
    station: str

    @property
    def counts_in_words(self) -> str:
        """Such as `3 incidents`."""
        return counted(self.counts)


def asked_of(store: Store, release: Release, note: str, days: int = USUAL_DAYS) -> Asked:
    """What to ask of a second person about a release, from now for so many days."""
    kinds = [each.kind for each in release.records]
    agreement, now, card = release.agreement, store.now(), own_card(store)
    return Asked(
        id=new_id(),
        digest=release.digest(),
        agreement=agreement.ref,
        title=agreement.title,
        purpose=agreement.purpose,
        goes_to=goes_to(release),
        recipient_kind=agreement.recipient_kind,
        channel=release.channel,
        level=release.level.value,
        marking=release.marking,
        counts={kind: kinds.count(kind) for kind in sorted(set(kinds))},
        clauses=release.clauses,
        keep_until=release.keep_until.iso if release.keep_until else "",
        note=note.strip(),
        basis=basis.in_words(release),
        asked_by=store.author,
        asked_at=now,
        expires_at=end_of(now, days),
        sender=card.fingerprint,
        station=" · ".join(filter(None, (card.name, card.station))),
    )


def goes_to(release: Release) -> str:
    """Each recipient with its kind."""
    kinds = vocabulary("recipient_kind")
    return "; ".join(f"{e.name} ({kinds.label(e.recipient_kind)})" for e in release.partners)


def spell(asked: Asked, **more: str) -> bytes:
    """The one spelling; `more` are facts of the file that carries it."""
    plain = {"format": FORMAT, **attrs.asdict(asked), **more}
    for name in ("asked_at", "expires_at"):
        plain[name] = plain[name].isoformat()
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()


def read(raw: bytes | str, *more: str) -> tuple[Asked, Mapping[str, str]]:
    """Read it strictly, with the facts of the file that are named in `more`."""
    raw = raw.encode() if isinstance(raw, str) else raw
    try:
        found, rest = _read(raw, more)
    except ValueError:
        raise NotAnApprovalError from None
    if spell(found, **rest) != raw:
        raise NotAnApprovalError
    return found, rest


def _read(raw: bytes, more: tuple[str, ...]) -> tuple[Asked, dict[str, str]]:
    if len(raw) > MOST:
        raise strict.NotStrictError
    names = [each.name for each in attrs.fields(Asked)]
    plain = dict(strict.named(strict.load(raw), "format", *names, *more))
    if plain.pop("format") != FORMAT or plain["level"] not in set(Level):
        raise strict.NotStrictError
    rest = {name: strict.string(plain.pop(name), 128) for name in more}
    made: dict[str, Any] = {
        "digest": strict.hex64(plain.pop("digest")),
        "sender": strict.hex64(plain.pop("sender")),
        "counts": counts(plain.pop("counts")),
        "clauses": strict.strings(plain.pop("clauses"), 200),
        "asked_at": strict.moment(plain.pop("asked_at")),
        "expires_at": strict.moment(plain.pop("expires_at")),
    }
    made.update((name, strict.string(value, 8000)) for name, value in plain.items())
    return Asked(**made), rest
