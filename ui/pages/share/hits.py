"""What the scan found in a record, in words: which hit, in which sentence, what may be done."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence

from fieldapp.services.sharing.scanning.choices import CLEARED, LEFT_OUT, REPLACED, Asked
from fieldapp.services.sharing.scanning.hits import KNOWN_PHONE, LOOK_ALIKE, NAME
from ui import theme
from ui.pages.share.lines import ShareLine

_REACH = 110  # characters of a sentence on either side of a hit
_ENDS = ".!?؟۔\n"
_RIGHT_TO_LEFT = ("R", "AL")
_IS = {
    NAME: "a name that is known here",
    LOOK_ALIKE: "what may be a name that is known here",
    "scan:phone": "a phone number",
    "scan:email": "an e-mail address",
    "scan:handle": "an account or a web address",
    "scan:coordinates": "coordinates",
    "scan:place": "a place finer than allowed",
    "scan:pcode": "a P-code finer than allowed",
    "scan:identity": "what may be a number or the birthday of a person",
    "scan:plate": "what may be the plate of a vehicle",
    "scan:imei": "the number of a device",
    "scan:call_sign": "a call sign",
}
_CHOSEN = {CLEARED: "cleared", REPLACED: "replaced", LEFT_OUT: "the text is left out"}


def asked_of_line(line: ShareLine | None) -> tuple[Asked, ...]:
    """The hits in the texts of one record, whether it leaves or stays."""
    from fieldapp.services.sharing.result import asked_of

    if line is None:
        return ()
    if line.released is not None:
        return tuple(each for field in line.released.fields for each in asked_of(field))
    return line.withheld.asked if line.withheld is not None else ()


def what(asked: Asked, number: int, of: int) -> str:
    """Which hit this is, such as `1 of 3 in Shareable narrative: a phone number`."""
    is_known = asked.hit.sort == KNOWN_PHONE
    told = "a phone number that is known here" if is_known else _IS[asked.hit.rule]
    said = f" You chose: {_CHOSEN[asked.choice]}." if asked.choice in _CHOSEN else ""
    return f"{number} of {of} in {asked.label}: {told}.{said}"


def sentence(asked: Asked) -> str:
    """The sentence around a hit as rich text, the hit marked; read from the right where it is."""
    text, start, end = asked.text, asked.hit.start, asked.hit.end
    first = max((text.rfind(mark, 0, start) for mark in _ENDS), default=-1) + 1
    lasts = [at for mark in _ENDS if (at := text.find(mark, end)) >= 0]
    last = min(lasts, default=len(text) - 1) + 1
    before, after = text[first:start].lstrip(), text[end:last]
    before = f"…{before[-_REACH:]}" if len(before) > _REACH else before
    after = f"{after[:_REACH]}…" if len(after) > _REACH else after
    colours = theme.current()
    marked = (
        f'<span style="background-color:{colours.accent}; color:{colours.on_accent};">'
        f"&nbsp;{html.escape(text[start:end])}&nbsp;</span>"
    )
    way = "rtl" if _from_the_right(before + text[start:end] + after) else "ltr"
    told = f"{html.escape(before)}{marked}{html.escape(after)}"
    return f'<p dir="{way}" style="margin:0;">{told}</p>'


def _from_the_right(text: str) -> bool:
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in (*_RIGHT_TO_LEFT, "L"):
            return kind in _RIGHT_TO_LEFT
    return False


def wait(number: int) -> str:
    """How many wait, in words."""
    return "1 hit of the scan waits" if number == 1 else f"{number:,} hits of the scan wait"


def first_waiting(asked: Sequence[Asked]) -> int:
    """The place of the first hit on which nobody decided; 0 where there is none."""
    return next((n for n, each in enumerate(asked) if not each.choice), 0)
