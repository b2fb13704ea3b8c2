"""Everything in a text that finds a person or a place by its shape, in any digits."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from fieldapp.services.sharing.scanning.contacts import EMAIL, HANDLE, PHONE, RUN, contacts
from fieldapp.services.sharing.scanning.coordinates import COORDINATES, coordinates
from fieldapp.services.sharing.scanning.letters import Plain, plain
from fieldapp.services.sharing.scanning.numbers import IDENTITY, IMEI, numbers
from fieldapp.services.sharing.scanning.plates import KNOWN_PLATE, PLATE, known_plates, plates
from fieldapp.services.sharing.scanning.spans import Span, apart

__all__ = ["EMAIL", "PHONE", "Span", "runs", "spans"]

# Where two overlap, the one that says more precisely what it is.
_ORDER = (EMAIL, HANDLE, KNOWN_PLATE, COORDINATES, IMEI, IDENTITY, PLATE, PHONE)
_DIGIT = re.compile(r"\d")


def spans(text: str, region: str = "", known: Collection[str] = ()) -> Iterator[Span]:
    """What the shapes find in a text; `region` is the country whose phone numbers are usual."""
    plained = plain(text)
    said = plained.text
    with_digits = _DIGIT.search(said) is not None
    found = list(contacts(said, region, digits=with_digits))
    if with_digits:
        found += [*coordinates(said), *numbers(said), *plates(said), *known_plates(said, known)]
    for each in apart(found, _ORDER) if found else ():
        yield Span(each.sort, *plained.span(each.start, each.end))


def runs(text: str) -> Iterator[tuple[str, int, int]]:
    """Every run of five digits or more, its digits joined, and where it stands."""
    plained: Plain = plain(text)
    if _DIGIT.search(plained.text) is None:
        return
    for match in RUN.finditer(plained.text):
        yield re.sub(r"\D", "", match.group()), *plained.span(*match.span())
