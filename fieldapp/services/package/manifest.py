"""The manifest of a package: a frozen value, its one spelling, and its strict reading."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Any

import attrs

from fieldapp.services.package import strict
from fieldapp.services.package.errors import (
    MismatchError,
    NewerPackageError,
    NotAPackageError,
    TooLargeError,
)
from fieldapp.services.package.layout import MOST_BYTES, MOST_ENTRIES
from fieldapp.vocab.days import Day, NotADayError
from fieldapp.vocab.handling import Level

FORMAT = "fieldapp-package/1"
NAMESPACE = "fieldapp-package"
PATH, SIGNATURE = "manifest.json", "manifest.json.sig"
MOST = 1024 * 1024
MOST_SIGNATURE = 4096
_ID = re.compile(r"[0-9a-f]{32}\Z")
_EPOCH = re.compile(r"[0-9a-f]{16}\Z")


@attrs.frozen
class Sender:
    """Whose card signed, and the station it speaks for."""

    fingerprint: str
    station: str = attrs.field(repr=False)
    name: str = attrs.field(repr=False)


@attrs.frozen
class Addressee:
    """One recipient's fingerprint, and the number from which gaps count for them."""

    fingerprint: str
    since: int


@attrs.frozen
class Terms:
    """The agreement as the recipient needs it: which, what for, what applied."""

    reference: str = attrs.field(repr=False)
    title: str = attrs.field(repr=False)
    purpose: str = attrs.field(repr=False)
    clauses: tuple[str, ...] = attrs.field(repr=False)


@attrs.frozen
class Ask:
    """What is asked of the recipient, by when."""

    what: tuple[str, ...]
    by: str


@attrs.frozen
class Method:
    """What was counted, and what the content does not cover."""

    counting_unit: str = attrs.field(repr=False)
    definition_set: str = attrs.field(repr=False)
    coverage: str = attrs.field(repr=False)


@attrs.frozen
class ListedFile:
    """A file of the package with the size and SHA-256 of its content."""

    path: str
    size: int
    sha256: str


@attrs.frozen(kw_only=True)
class Manifest:
    """Everything that is signed: from whom, to whom, under what, in which order, which files."""

    id: str
    created: dt.datetime
    sender: Sender
    recipients: tuple[Addressee, ...]
    agreement: Terms
    sensitivity: Level
    marking: str
    attribution: str
    keep_until: str
    onward_sharing: str
    ask: Ask
    contact_point: str = attrs.field(repr=False)
    shape: str
    method: Method
    epoch: str
    sequence: int
    previous: str
    void: tuple[int, ...]
    counts: Mapping[str, int]
    files: tuple[ListedFile, ...] = ()

    def since(self, fingerprint: str) -> int | None:
        """The number from which gaps count for this recipient; None where it is not named."""
        found = {each.fingerprint: each.since for each in self.recipients}
        return found.get(fingerprint)


def spell(manifest: Manifest) -> bytes:
    """The manifest as it is signed."""
    plain = attrs.asdict(manifest, value_serializer=_spell)
    return json.dumps({"format": FORMAT, **plain}, ensure_ascii=False, indent=1).encode() + b"\n"


def _spell(_: type, __: Any, value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="minutes")
    return dict(value) if isinstance(value, Mapping) else value


def read(raw: bytes) -> Manifest:
    """Read a manifest; call this only after its signature was found right."""
    try:
        plain = strict.load(raw)
        _check_format(plain)
        return _read(plain)
    except (ValueError, NotADayError):
        raise NotAPackageError from None


def _check_format(plain: Any) -> None:
    if not isinstance(plain, dict):
        raise NotAPackageError
    found = plain.get("format")
    if isinstance(found, str) and found != FORMAT and found.startswith("fieldapp-package/"):
        raise NewerPackageError


def _read(plain: Any) -> Manifest:
    whole = strict.named(plain, "format", *(each.name for each in attrs.fields(Manifest)))
    if whole["format"] != FORMAT:
        raise NotAPackageError
    text, number = strict.string, strict.whole
    sequence = number(whole["sequence"], 1)
    return Manifest(
        id=_matching(_ID, whole["id"]),
        created=strict.moment(whole["created"]),
        sender=_sender(whole["sender"]),
        recipients=_recipients(whole["recipients"], sequence),
        agreement=_terms(whole["agreement"]),
        sensitivity=Level(text(whole["sensitivity"])),
        marking=text(whole["marking"], 200),
        attribution=text(whole["attribution"], 200),
        keep_until=_day(whole["keep_until"]),
        onward_sharing=text(whole["onward_sharing"], 200),
        ask=_ask(whole["ask"]),
        contact_point=text(whole["contact_point"]),
        shape=text(whole["shape"], 200),
        method=_method(whole["method"]),
        epoch=_matching(_EPOCH, whole["epoch"]),
        sequence=sequence,
        previous=strict.hex64(whole["previous"]) if whole["previous"] else text(whole["previous"]),
        void=_void(whole["void"], sequence),
        counts=_counts(whole["counts"]),
        files=_files(whole["files"]),
    )


def _matching(form: re.Pattern[str], value: Any) -> str:
    if not form.match(found := strict.string(value)):
        raise strict.NotStrictError
    return found


def _day(value: Any) -> str:
    return Day(found).iso if (found := strict.string(value, 10)) else ""


def _sender(plain: Any) -> Sender:
    each = strict.named(plain, "fingerprint", "station", "name")
    names = (strict.string(each["station"], 200), strict.string(each["name"], 200))
    return Sender(strict.hex64(each["fingerprint"]), *names)


def _recipients(plain: Any, sequence: int) -> tuple[Addressee, ...]:
    found = []
    for value in strict.listed(plain, 100):
        each = strict.named(value, "fingerprint", "since")
        since = strict.whole(each["since"], 1, sequence)
        found.append(Addressee(strict.hex64(each["fingerprint"]), since))
    if not found or len({each.fingerprint for each in found}) != len(found):
        raise strict.NotStrictError
    return tuple(found)


def _terms(plain: Any) -> Terms:
    each = strict.named(plain, "reference", "title", "purpose", "clauses")
    reference, title = strict.string(each["reference"]), strict.string(each["title"])
    clauses = strict.strings(each["clauses"], 200)
    return Terms(reference, title, strict.string(each["purpose"]), clauses)


def _ask(plain: Any) -> Ask:
    each = strict.named(plain, "what", "by")
    return Ask(strict.strings(each["what"], 20), _day(each["by"]))


def _method(plain: Any) -> Method:
    names = ("counting_unit", "definition_set", "coverage")
    each = strict.named(plain, *names)
    return Method(*(strict.string(each[name]) for name in names))


def _void(plain: Any, sequence: int) -> tuple[int, ...]:
    found = tuple(strict.whole(each, 1, sequence - 1) for each in strict.listed(plain, 10000))
    if list(found) != sorted(set(found)):
        raise strict.NotStrictError
    return found


def _counts(plain: Any) -> Mapping[str, int]:
    if not isinstance(plain, dict) or len(plain) > 100:
        raise strict.NotStrictError
    return {strict.string(kind, 64): strict.whole(number) for kind, number in plain.items()}


def _files(plain: Any) -> tuple[ListedFile, ...]:
    found = []
    for value in strict.listed(plain, MOST_ENTRIES):
        each = strict.named(value, "path", "size", "sha256")
        size = strict.whole(each["size"])
        found.append(
            ListedFile(strict.string(each["path"], 400), size, strict.hex64(each["sha256"]))
        )
    paths = [each.path for each in found]
    if len(set(paths)) != len(paths) or {PATH, SIGNATURE, "padding"} & set(paths):
        raise MismatchError
    if sum(each.size for each in found) > MOST_BYTES:
        raise TooLargeError
    return tuple(found)
