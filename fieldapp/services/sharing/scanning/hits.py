"""What the scan looks for and what it finds: a sort and a place in the text, never the text."""

from __future__ import annotations

import attrs

CONTACT, SOURCE, ACTOR, PERSON = "contact", "source", "actor", "person"
CALL_SIGN, PLACE, PLATE = "call sign", "place", "plate"
NAME, LOOK_ALIKE = "scan:name", "scan:look-alike"
KNOWN_PHONE = "known phone"
_STAYS = ", so this text stays here."

WORDS = {
    NAME: "The scan found a name that is known in this vault" + _STAYS,
    LOOK_ALIKE: "The scan found what may be a name that is known in this vault" + _STAYS,
    "scan:phone": "The scan found a phone number" + _STAYS,
    "scan:email": "The scan found an e-mail address" + _STAYS,
    "scan:handle": "The scan found an account or a web address" + _STAYS,
    "scan:coordinates": "The scan found coordinates" + _STAYS,
    "scan:place": "The scan found a place that is finer than allowed" + _STAYS,
    "scan:pcode": "The scan found a P-code that is finer than allowed" + _STAYS,
    "scan:identity": "The scan found what may be the number or the birthday of a person" + _STAYS,
    "scan:plate": "The scan found what may be the plate of a vehicle" + _STAYS,
    "scan:imei": "The scan found the number of a device" + _STAYS,
    "scan:call_sign": "The scan found a call sign" + _STAYS,
}
# What a reader is told instead, where no code stands for it.
STANDS_FOR = {
    "scan:phone": "phone",
    "scan:email": "e-mail",
    "scan:handle": "account",
    "scan:coordinates": "place",
    "scan:place": "place",
    "scan:pcode": "place",
    "scan:identity": "personal number",
    "scan:plate": "vehicle",
    "scan:imei": "device",
    "scan:call_sign": "call sign",
}


@attrs.frozen
class Known:
    """A name that is known in the vault, and whose it is; `owner` is a record's id."""

    name: str = attrs.field(repr=False)
    sort: str = CONTACT
    owner: str = ""


@attrs.frozen
class Hit:
    """What sort of thing was found; the place in the text, never the text.

    `sure` is unset where it only looks like something known or has the shape of such a thing;
    `common` is set where what was found is an ordinary word too.
    """

    rule: str
    start: int = attrs.field(default=0, repr=False)
    end: int = attrs.field(default=0, repr=False)
    sort: str = ""
    owner: str = ""
    sure: bool = True
    common: bool = False

    @property
    def words(self) -> str:
        """One sentence for the share page."""
        return WORDS[self.rule]

    @property
    def is_name(self) -> bool:
        """Whether it is somebody's name, or a force's, or looks like one."""
        return self.rule in (NAME, LOOK_ALIKE)
