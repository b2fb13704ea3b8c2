"""What the people who told us agreed to: no answer is no (domain 4.3, 5.11)."""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp.records.sources import Source
from fieldapp.services.sharing.terms import Terms

WHY = {
    "consent:gone": "The source of this is no longer in this vault, so its consent cannot be seen.",
    "consent:withdrawn": "The source took back what they agreed to.",
    "consent:no_one": "The source said: share with no one.",
    "consent:withheld": "The source asked that it does not go to this recipient.",
    "consent:basis": "No legitimate basis is recorded for this source.",
    "consent:no_answer": "The source has not agreed to reporting or to sharing; no answer is no.",
}


def refusal(source: Source | None, terms: Terms) -> str:
    """The rule by which a source's information does not go to these recipients; empty if it may."""
    if source is None or source.deleted_at is not None:
        return "consent:gone"
    if source.withdrawn_on is not None:
        return "consent:withdrawn"
    if source.no_one == "yes":
        return "consent:no_one"
    if terms.partners & set(source.withhold_from) or terms.kinds & set(source.withhold_kinds):
        return "consent:withheld"
    if not source.legitimate_basis:
        return "consent:basis"
    return "" if _agreed(source, terms) else "consent:no_answer"


def _agreed(source: Source, terms: Terms) -> bool:
    """Anonymous reporting covers what shows no one; else every recipient must be named."""
    if source.consent_reporting == "yes":
        return True
    if source.consent_sharing != "yes" or not terms.partners:
        return False
    by_kind = bool(terms.kinds) and terms.kinds <= set(source.share_with_kinds)
    return by_kind or terms.partners <= set(source.share_with)


def refusal_of_all(sources: Sequence[Source | None], terms: Terms) -> str:
    """The first refusal where every source refuses; empty where one agrees, or there is none.

    Where there is no source it is our own observation, or a public data set: nobody's consent
    is at stake, and the question whether the row shows who reported still has to be answered.
    """
    refused = [refusal(source, terms) for source in sources]
    return refused[0] if refused and all(refused) else ""
