"""The order of packages: numbers for the sender, and what the receiver may conclude from them.

Packages count by the sender's epoch and the agreement. Each recipient is told from which number
its own unbroken run begins, and which numbers were reserved but never sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from fieldapp.records.disclosures import Disclosure, Received
from fieldapp.services.package.errors import (
    AlreadyImportedError,
    OlderPackageError,
    SequenceConflictError,
)
from fieldapp.services.package.manifest import Manifest

SEALING, SEALED, VOIDED = "sealing", "sealed", "voided"


@attrs.frozen
class Numbers:
    """What the next package says about its place in the order."""

    sequence: int
    previous: str
    void: tuple[int, ...]
    since: Mapping[str, int]


def next_numbers(earlier: Iterable[Disclosure], fingerprints: Sequence[str]) -> Numbers:
    """Numbers of the next package; `earlier` are those of this epoch and agreement."""
    known = sorted((each for each in earlier if each.sequence), key=_number)
    sequence = _number(known[-1]) + 1 if known else 1
    sealed = [each for each in known if each.state == SEALED]
    return Numbers(
        sequence=sequence,
        previous=sealed[-1].manifest_hash if sealed else "",
        void=tuple(_number(each) for each in known if each.state == VOIDED),
        since={each: _since(sealed, each, sequence) for each in fingerprints},
    )


def _number(disclosure: Disclosure) -> int:
    return int(disclosure.sequence or 0)


def _since(sealed: Sequence[Disclosure], fingerprint: str, sequence: int) -> int:
    """The first number of the run of packages that this recipient had without a break."""
    since = sequence
    for each in reversed(sealed):
        if all(delivery.fingerprint != fingerprint for delivery in each.deliveries):
            break
        since = _number(each)
    return since


@attrs.frozen
class Standing:
    """Where an opened package stands among those that were imported.

    `imported`: this very one is here already. `conflict`: it contradicts one that is. `late`: a
    higher number came first, of which `newest` is the highest. `restored`: the sender began to
    count anew from a backup.
    """

    gaps: tuple[int, ...] = ()
    imported: bool = False
    conflict: bool = False
    late: bool = False
    restored: bool = False
    newest: int = 0

    @property
    def older(self) -> bool:
        """Whether it was made before one that is here: sent late, or sent again by someone."""
        return self.late and not self.conflict

    def refuse(self) -> None:
        """Raise where the package must not be imported."""
        if self.imported:
            raise OlderPackageError if self.late else AlreadyImportedError
        if self.conflict:
            raise SequenceConflictError


def standing(
    manifest: Manifest, manifest_hash: str, since: int, received: Iterable[Received]
) -> Standing:
    """Compare a package with those imported before from the same key, under the same agreement."""
    ours = [
        each
        for each in received
        if each.fingerprint == manifest.sender.fingerprint
        and each.agreement_ref == manifest.agreement.reference
    ]
    same = [each for each in ours if each.epoch == manifest.epoch]
    newest = max(map(_place, same), default=0)
    late = newest > manifest.sequence
    if any(each.manifest_hash == manifest_hash for each in ours):
        gaps = _gaps(manifest, since, same)
        return Standing(gaps, imported=True, late=late, newest=newest)
    return Standing(
        gaps=_gaps(manifest, since, same),
        conflict=_contradicts(manifest, manifest_hash, same),
        late=late,
        restored=len(same) < len(ours) and not same,
        newest=newest,
    )


def _gaps(manifest: Manifest, since: int, same: Sequence[Received]) -> tuple[int, ...]:
    here = {_place(each) for each in same} | set(manifest.void)
    for each in same:
        here |= set(void_numbers(each))
    return tuple(number for number in range(since, manifest.sequence) if number not in here)


def missing(entries: Iterable[Received]) -> Mapping[str, tuple[int, ...]]:
    """By entry, the numbers before it that should have come by now and did not."""
    runs: dict[tuple[str, str, str], list[Received]] = {}
    for each in entries:
        runs.setdefault((each.fingerprint, each.agreement_ref, each.epoch), []).append(each)
    found: dict[str, tuple[int, ...]] = {}
    for run in runs.values():
        here = {_place(each) for each in run}.union(*map(void_numbers, run))
        for each in run:
            told = range(int(each.since or 1), _place(each))
            found[each.id] = tuple(number for number in told if number not in here)
    return found


def _contradicts(manifest: Manifest, manifest_hash: str, same: Sequence[Received]) -> bool:
    by_place = {_place(each): each for each in same}
    void = {number for each in same for number in void_numbers(each)}
    if manifest.sequence in by_place or manifest.sequence in void:
        return True
    if set(manifest.void) & set(by_place):
        return True
    before = by_place.get(_predecessor(manifest.sequence, manifest.void))
    if before is not None and before.manifest_hash != manifest.previous:
        return True
    after = [
        each for each in same if _predecessor(_place(each), void_numbers(each)) == manifest.sequence
    ]
    return any(each.previous != manifest_hash for each in after)


def _predecessor(number: int, void: Iterable[int]) -> int:
    skipped, number = set(void), number - 1
    while number in skipped:
        number -= 1
    return number


def _place(received: Received) -> int:
    return int(received.sequence or 0)


def void_numbers(received: Received) -> tuple[int, ...]:
    """The numbers that a received package named as never sent."""
    return tuple(int(each) for each in received.void.split(",") if each.strip())


def spoken(numbers: Sequence[int]) -> str:
    """Numbers in a row, runs as one: `4-6, 9`."""
    runs: list[list[int]] = []
    for each in numbers:
        if runs and each == runs[-1][-1] + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return ", ".join(_run(run) for run in runs)


def _run(run: Sequence[int]) -> str:
    if len(run) < 3:
        return ", ".join(map(str, run))
    return f"{run[0]}-{run[-1]}"
