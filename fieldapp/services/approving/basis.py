"""On which sources a release rests, and what they agreed to: by reference, never by name (R5)."""

from __future__ import annotations

import attrs

from fieldapp.records.sources import Source
from fieldapp.services.sharing.result import Release
from fieldapp.vocab.vocabulary import vocabulary


@attrs.frozen
class SourceLine:
    """One source by its reference: the basis that is recorded, and what was agreed."""

    ref: str
    basis: str
    agreed: str


def sources_of(release: Release) -> tuple[SourceLine, ...]:
    """The sources of what was selected, in order of their references."""
    found = [each for each in release.rests_on if isinstance(each, Source)]
    return tuple(_line(each) for each in sorted(found, key=lambda each: each.ref))


def _line(source: Source) -> SourceLine:
    words = vocabulary("legitimate_basis")
    basis = ", ".join(words.label(each) for each in source.legitimate_basis)
    if source.withdrawn_on is not None:
        agreed = "Taken back"
    elif source.no_one == "yes":
        agreed = "Share with no one"
    elif source.consent_reporting == "yes":
        agreed = "Anonymous reporting"
    elif source.consent_sharing == "yes":
        agreed = "Sharing with named bodies"
    else:
        agreed = "No answer, which means no"
    return SourceLine(source.ref, basis or "No basis recorded", agreed)


def in_words(release: Release) -> str:
    """How many sources there are, and how many records stay because one did not agree."""
    number = len(sources_of(release))
    held = sum(each.rule.startswith("consent:") for each in release.withheld)
    sources = "No source" if not number else "1 source" if number == 1 else f"{number} sources"
    if not held:
        return f"{sources}: all agreed." if number else "No source: our own or public reports."
    records = "1 record stays" if held == 1 else f"{held} records stay"
    return f"{sources}; {records} here for lack of consent."
