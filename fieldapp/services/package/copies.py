"""What becomes of a copy when its record comes in again: renewed, corrected, or taken back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from fieldapp.records.record import Record, evolve
from fieldapp.services.package.lines import RETRACTED, Incoming
from fieldapp.store.rows import changed_fields
from fieldapp.store.schema import OWN_ON_COPIES

# Events in the history of a copy; what changed stands beside them there.
AGAIN, CORRECTED, TAKEN_BACK = "received again", "corrected", "retracted"
# What did not come in: it was taken back before, or by this package.
LEFT_OUT, NEVER_HERE = "left out", "never here"
# A package says these anew each time, and they are nobody's correction.
_NO_FACTS = frozenset({"ref", "supersedes", *OWN_ON_COPIES})
_OUTSIDE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-8")  # a name for outside, never an id of ours
_SAID = {
    CORRECTED: "{} corrected",
    TAKEN_BACK: "{} taken back",
    NEVER_HERE: "{} taken back that never came",
    LEFT_OUT: "{} left out, taken back since",
    AGAIN: "{} again, unchanged",
}


def renewed(incoming: Incoming, copy: Record) -> Record:
    """The copy as it is to be; what this station added to it stays on it."""
    if incoming.change == RETRACTED:
        # What was taken back may come without its content; what is here is marked, not emptied.
        return evolve(copy, retracted=True)
    own = {name: getattr(copy, name) for name in _own(copy)}
    return evolve(
        incoming.record,
        ref=copy.ref,
        created_at=copy.created_at,
        created_by=copy.created_by,
        **own,
    )


def _own(copy: Record) -> frozenset[str]:
    """The fields that this station filled on a copy."""
    filled = {each.name for each in copy.fields() if getattr(copy, each.name)}
    if _OUTSIDE.match(getattr(copy, "merged_into", "")):
        filled.discard("merged_into")  # theirs: it names a record of theirs
    return OWN_ON_COPIES & filled


def event(before: Record, after: Record) -> str:
    """What the history of the copy says of this."""
    if after.retracted and not before.retracted:
        return TAKEN_BACK
    facts = [each for each in changed_fields(before, after) if each.name not in _NO_FACTS]
    return CORRECTED if facts or before.retracted != after.retracted else AGAIN


def in_words(events: Mapping[str, str]) -> str:
    """How many copies a package changed, such as `2 corrected, 1 taken back`."""
    counted = Counter(events.values())
    return ", ".join(words.format(counted[each]) for each, words in _SAID.items() if counted[each])
