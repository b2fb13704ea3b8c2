"""What is said of a package as it arrives: who signed it, its place in the order, what is absent.

The window and the command line say the same, and in this order: what stops it, then what is odd.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from fieldapp.services.package.opening import Opened
from fieldapp.services.package.order import spoken

PLAIN, BAD = "muted", "error"


@attrs.frozen
class Check:
    """One thing that was looked at: whether it is as it should be, and one sentence."""

    name: str
    good: bool
    words: str = attrs.field(repr=False)


def checks(opened: Opened) -> tuple[Check, ...]:
    """What was verified of an opened package; it would not be open if a hash had differed."""
    name, number = opened.sender.name, len(opened.manifest.files)
    compared = opened.sender.verified_on
    return (
        Check("signature", True, f"Signature: made with the key that stands here at {name}."),
        Check(
            "code",
            opened.verified,
            f"Code: its 40 digits were compared on {compared.iso if compared else '?'}."
            if opened.verified
            else "Code: its 40 digits were never compared, so it may be someone else's key.",
        ),
        Check("hashes", True, f"Content: all {number} files are what the sender signed."),
        Check("addressed", True, "Addressed to: this station is named inside the signature."),
    )


def order(opened: Opened, *, imported: bool = False) -> tuple[str, str]:
    """Its place among the packages of this sender, as role and words.

    `imported` is whether it was brought in just now, which is no replay.
    """
    number = opened.manifest.sequence
    where = opened.standing
    told = [f"Number {number} from this sender under this agreement."]
    if where.conflict:
        told.append("It contradicts one that was imported before. Call the sender.")
        return BAD, " ".join(told)
    if where.imported and not imported:
        told.append("It was already imported: this is the same package again.")
    if where.older:
        told.insert(0, older(number, where.newest))
    if where.restored:
        told.append("The sender restored a backup and counts anew.")
    told += gaps(opened.gaps)
    if where.older and not where.imported:
        told.append("Of a record that came again since, the newer copy stays.")
    bad = bool(opened.gaps) or (where.older and not imported)
    return BAD if bad else PLAIN, " ".join(told)


def older(number: int, newest: int) -> str:
    """That a package was made before one that is here, whoever sends it again."""
    return f"This is an older package: number {number}; number {newest} is here already."


def gaps(numbers: Sequence[int]) -> Iterator[str]:
    """What is missing before it, and what to do about that."""
    if not numbers:
        yield "None is missing before it."
        return
    told = spoken(numbers)
    yield f"Missing before it: {told}. Ask the sender for {'it' if len(numbers) == 1 else 'them'}."
