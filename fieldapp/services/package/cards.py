"""Cards: the public half of a station's keys, its fingerprint, and the code compared by voice."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re

import attrs

from fieldapp.crypto import age, sshsig
from fieldapp.errors import FieldappError
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Partner
from fieldapp.services.package import strict
from fieldapp.services.package.errors import CardError, PartnerKeyError, WrongCodeError
from fieldapp.services.package.keys import key_change, refuse_revoked
from fieldapp.store.keys import station_keys
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day

FORMAT = "fieldapp-card/1"
NAMESPACE = "fieldapp-card"
MOST = 64 * 1024
NAMESPACES = (
    "fieldapp-card,fieldapp-package,fieldapp-receipt,fieldapp-request,fieldapp-approval,"
    "fieldapp-reader"
)


@attrs.frozen
class Card:
    """Who someone is, and the keys to encrypt for and to check signatures of."""

    name: str = attrs.field(repr=False)
    organisation: str = attrs.field(repr=False)
    station: str = attrs.field(repr=False)
    signing_key: str
    recipients: tuple[str, ...]
    created: str = ""

    @property
    def fingerprint(self) -> str:
        """What the code is made from."""
        return fingerprint(self.signing_key, self.recipients)

    @property
    def code(self) -> str:
        """The 40 digits that two people compare by voice."""
        return digits(self.fingerprint)


def fingerprint(signing_key: str, recipients: tuple[str, ...]) -> str:
    """SHA-256 in hex of the key lines: signing key first, then the recipients sorted."""
    lines = [sshsig.plain_line(signing_key)] if signing_key else []
    lines += sorted(recipients)
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def digits(fingerprint: str) -> str:
    """The 40-digit code of a fingerprint, in eight groups of five."""
    code = f"{int(fingerprint, 16) % 10**40:040d}"
    return " ".join(code[at : at + 5] for at in range(0, 40, 5))


def own_card(store: Store) -> Card:
    """The card of this station."""
    keys, station = station_keys(store.vault), store.station()
    begun = station.created_at if station and station.created_at else store.now()
    return Card(
        name=station.name if station else "",
        organisation=station.organisation if station else "",
        station=station.station_code if station else "",
        signing_key=sshsig.public_line(keys.signing_seed),
        recipients=(age.recipient_of(keys.hybrid), age.recipient_of(keys.classic)),
        created=begun.date().isoformat(),
    )


def card_json(store: Store) -> bytes:
    """The card of this station as a file to hand out, signed by its own key."""
    card = own_card(store)
    body = json.dumps(attrs.asdict(card), ensure_ascii=False, indent=1)
    signature = sshsig.sign(station_keys(store.vault).signing_seed, body.encode(), NAMESPACE)
    whole = {"format": FORMAT, "body": body, "signature": signature}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def read_card(raw: bytes) -> Card:
    """Read a card and check that its own key signed it; this does not say whose key it is."""
    try:
        return _read(raw)
    except (ValueError, sshsig.SignatureError, age.AgeError):
        raise CardError from None


def _read(raw: bytes) -> Card:
    if len(raw) > MOST:
        raise CardError
    whole = strict.named(strict.load(raw), "format", "body", "signature")
    if whole["format"] != FORMAT:
        raise CardError("This card is of a kind that this app does not know.")
    text = strict.string(whole["body"], MOST)
    names = [each.name for each in attrs.fields(Card)]
    body = strict.named(strict.load(text), *names)
    card = Card(
        name=_line(body["name"]),
        organisation=_line(body["organisation"]),
        station=_line(body["station"]),
        signing_key=sshsig.plain_line(strict.string(body["signing_key"])),
        recipients=strict.strings(body["recipients"], 8),
        created=dt.date.fromisoformat(strict.string(body["created"], 10)).isoformat(),
    )
    sshsig.verify(card.signing_key, strict.string(whole["signature"]), text.encode(), NAMESPACE)
    if not card.recipients or len(set(card.recipients)) != len(card.recipients):
        raise CardError
    for each in card.recipients:
        age.recipient_type(each)
    return card


def _line(value: object) -> str:
    found = strict.string(value, 200)
    if not found.isprintable():
        raise CardError
    return found


def allowed_signers(card: Card) -> str:
    """The line that `ssh-keygen -Y verify` needs; it travels with the card, never in a package."""
    return f'{principal(card.fingerprint)} namespaces="{NAMESPACES}" {card.signing_key}\n'


def principal(fingerprint: str) -> str:
    """The name that the signer has towards ssh-keygen."""
    return f"fieldapp-{fingerprint[:8]}"


def check_code(fingerprint: str, code: str) -> None:
    """Refuse a code that is not exactly that of this fingerprint."""
    if re.sub(r"[\s-]", "", code) != digits(fingerprint).replace(" ", ""):
        raise WrongCodeError


def card_of(partner: Partner) -> Card:
    """The keys of a partner as a card."""
    return Card(
        partner.name,
        partner.organisation,
        partner.station,
        partner.signing_key.strip(),
        tuple(partner.recipients.split()),
    )


def is_verified(partner: Partner) -> bool:
    """Whether the code of exactly the keys that stand here now was compared, and still counts.

    A key that was edited after the comparison has another fingerprint, so it is not verified.
    """
    if partner.verified_on is None or partner.revoked_on:
        return False
    if partner.ended_on or partner.deleted_at:
        return False
    try:
        return bool(partner.recipients) and card_of(partner).fingerprint == partner.fingerprint
    except FieldappError:
        return False


def add_partner(
    store: Store, card: Card, kind: str = "humanitarian-partner", verified: str = ""
) -> Partner:
    """Store who a card belongs to; the same keys again only confirm or rename that partner."""
    if card.fingerprint == own_card(store).fingerprint:
        raise CardError("This is the card of this station itself.")
    return _put(store, Partner(recipient_kind=kind), card, verified)


def add_partner_by_hand(
    store: Store,
    name: str,
    recipients: tuple[str, ...],
    signing_key: str = "",
    kind: str = "humanitarian-partner",
    verified: str = "",
) -> Partner:
    """Store a recipient who has only the age program, and perhaps ssh-keygen."""
    if not recipients:
        raise PartnerKeyError
    for each in recipients:
        age.recipient_type(each)
    key = sshsig.plain_line(signing_key) if signing_key else ""
    return _put(store, Partner(recipient_kind=kind), Card(name, "", "", key, recipients), verified)


def change_keys(store: Store, partner: Partner, card: Card, verified: str = "") -> Partner:
    """Give a partner other keys: verified only if the code of the new ones is given."""
    return _put(store, partner, card, verified)


def confirm(store: Store, partner: Partner, code: str) -> Partner:
    """Note that the 40 digits were compared; a wrong code stores nothing."""
    return _put(store, partner, card_of(partner), code)


def _put(store: Store, partner: Partner, card: Card, verified: str) -> Partner:
    if verified:
        check_code(card.fingerprint, verified)
    refuse_revoked(store, card.fingerprint)
    known = _with_keys(store, card.fingerprint)
    if known is not None and known.id != partner.id:
        partner = evolve(known, recipient_kind=partner.recipient_kind)
    same = partner.fingerprint == card.fingerprint
    kept = partner.verified_on if same and is_verified(partner) else None
    changed = evolve(
        partner,
        name=card.name or partner.name,
        organisation=card.organisation or partner.organisation,
        station=card.station or partner.station,
        signing_key=card.signing_key,
        recipients="\n".join(card.recipients),
        fingerprint=card.fingerprint,
        code_digits=card.code,
        verified_on=Day(store.now().date().isoformat()) if verified else kept,
        revoked_on=None,
    )
    replaced = partner.fingerprint and not same
    why = "revoked" if partner.revoked_on else "new_card"
    gone = [key_change(store, partner, why, card.fingerprint)] if replaced else []
    store.save(changed, *gone)
    stored = store.get(changed.id)
    assert isinstance(stored, Partner)
    return stored


def _with_keys(store: Store, fingerprint: str) -> Partner | None:
    for each in partners(store):
        if each.fingerprint == fingerprint:
            return each
    return None


def partners(store: Store) -> tuple[Partner, ...]:
    """All partners."""
    found = store.records(Query("partner"))
    return tuple(each for each in found if isinstance(each, Partner))
