"""Sealing a release: reserve a number, write the file in a job, then record that it is out.

A number that was reserved is never forgotten: it ends as sealed or as voided, also when the
program is killed in between (`settle`).
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

import attrs

from fieldapp.crypto import age, sshsig
from fieldapp.errors import FieldappError
from fieldapp.records.disclosures import Disclosed, Disclosure
from fieldapp.records.record import evolve
from fieldapp.services import files
from fieldapp.services.aftercare.clock import STANDING, kept_up
from fieldapp.services.agreements import moved_on
from fieldapp.services.approving.using import used
from fieldapp.services.collecting import no_collecting
from fieldapp.services.package import content, layout, lines, manifest
from fieldapp.services.package.order import SEALED, SEALING, VOIDED
from fieldapp.services.package.plan import Plan, forget, log, places, remember, reserve
from fieldapp.services.sharing.paper import disclosed
from fieldapp.services.sharing.result import Release, ReleasedRecord
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Store

_STEPS = 6

__all__ = ["Plan", "Sealed", "Written", "abandon", "record", "reserve", "seal", "settle", "write"]

Progress = Callable[[int, int], None]


@attrs.frozen
class Written:
    """The file, whole and durable beside its place but not yet under its name."""

    path: Path
    manifest_hash: str
    records: tuple[Disclosed, ...] = attrs.field(repr=False)


@attrs.frozen
class Sealed:
    """A package that is out, and the entry in the log that answers for it."""

    path: Path
    disclosure: Disclosure


def seal(
    store: Store,
    release: Release,
    folder: Path,
    *,
    summary: content.Summary | None = content.summary_pdf,
    stop: layout.Stop = layout.carry_on,
) -> Sealed:
    """All three steps at once, for the command line."""
    plan = reserve(store, release, folder)
    try:
        written = write(plan, folder, stop, summary=summary)
    except BaseException:
        abandon(store, plan)
        raise
    return Sealed(written.path, record(store, plan, written))


@no_collecting()
def write(
    plan: Plan,
    folder: Path,
    stop: layout.Stop = layout.carry_on,
    progress: Progress | None = None,
    *,
    summary: content.Summary | None = content.summary_pdf,
) -> Written:
    """Write the whole file beside its place; a function of values, for a job."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, _STEPS)

    change_of = functools.partial(_change, plan.sent)
    material = content.Material(
        plan.release, plan.manifest, plan.card, plan.keys.type, plan.kinds, change_of, summary
    )
    made = content.files(material, stop, step)
    signed = manifest.spell(attrs.evolve(plan.manifest, files=content.listed(made)))
    signature = sshsig.sign(plan.seed, signed, manifest.NAMESPACE).encode()
    first = [
        # Stored, because a deflated stream has a few spare bits that no hash covers.
        layout.pack(manifest.PATH, [signed], deflate=False),
        layout.pack(manifest.SIGNATURE, [signature], deflate=False),
    ]
    step()
    path = folder / plan.file_name
    if path.exists():
        raise files.ExistsError

    def encrypt(target: BinaryIO) -> None:
        age.encrypt(layout.write([*first, *made]), target, plan.keys.keys, stop)

    files.write_part(path, encrypt)
    step()
    rows = disclosed(plan.release, change_of)
    return Written(path, hashlib.sha256(signed).hexdigest(), rows)


def _change(sent: Mapping[str, str], each: ReleasedRecord) -> str:
    if each.record.retracted:
        return lines.RETRACTED
    return lines.NEW if sent.get(each.code, each.digest) == each.digest else lines.CORRECTED


@no_collecting()
def record(store: Store, plan: Plan, written: Written) -> Disclosure:
    """Give the file its name and commit the entry as *sealed*; on the window's thread."""
    # The hash is committed before the rename: whoever finds the file later knows what it is.
    known = evolve(plan.disclosure, manifest_hash=written.manifest_hash, records=written.records)
    try:
        remember(store, known.id, written.path)
        log(store, known)
        files.put_in_place(written.path)
    except FieldappError:
        _drop_part(written.path)
        abandon(store, plan)
        raise
    # Most that leaves was sealed a day after it was finished; only the rest need be touched.
    open_yet = [each.record for each in plan.release.records if not each.record.sealed_at]
    store.seal([each.id for each in open_yet if each.sealable])
    return _end(store, known, SEALED)


def abandon(store: Store, plan: Plan) -> Disclosure:
    """Void the number of a package that was not written."""
    return _end(store, plan.disclosure, VOIDED)


def settle(store: Store) -> tuple[Disclosure, ...]:
    """Finish or void every entry found as *sealing*; call it once after unlocking."""
    found = list(store.records(Query("disclosure", filters=(Filter("state", SEALING),))))
    known = places(store)
    return tuple(
        _settle(store, each, Path(known.get(each.id, "")))
        for each in found
        if isinstance(each, Disclosure)
    )


def _settle(store: Store, disclosure: Disclosure, path: Path) -> Disclosure:
    """Where it cannot be ruled out that the file left, the log says that it did."""
    part = files.part_of(path) if path.name else None
    waiting = part is not None and part.exists()
    if part is not None and waiting and not path.exists():
        _drop_part(path)
    out = bool(disclosure.manifest_hash) and (path.is_file() or not waiting)
    if out:
        store.seal([each.record for each in disclosure.records])
    return _end(store, disclosure, SEALED if out else VOIDED)


def _end(store: Store, disclosure: Disclosure, state: str) -> Disclosure:
    ended = evolve(disclosure, state=state)
    if state == SEALED:
        return _out(store, kept_up(ended))
    log(store, ended)
    forget(store, ended.id)
    stored = store.get(ended.id)
    assert isinstance(stored, Disclosure)
    return stored


def _out(store: Store, ended: Disclosure) -> Disclosure:
    """Log that it is out; what it holds was logged before, a row a record, and is left alone."""
    also = (*used(store, ended), *moved_on(store, ended, store.now().date()))
    with store.as_one():
        kept = store.restate(ended.id, **{name: getattr(ended, name) for name in STANDING})
        store.save(*also)
    store.seal(())
    forget(store, ended.id)
    assert isinstance(kept, Disclosure)
    return evolve(kept, records=ended.records, deliveries=ended.deliveries, answers=ended.answers)


def _drop_part(path: Path) -> None:
    with contextlib.suppress(OSError):
        files.part_of(path).unlink()
