"""What leaves the sample station under each agreement, searched for all that must stay.

The words come from the vault itself: every value of a restricted class, every reference, id and
code name, folded; and they are looked for in every file of the decrypted package.
"""

from __future__ import annotations

import functools
import io
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from fieldapp.crypto import age
from fieldapp.records.fields import Kind, Spec, fields_of
from fieldapp.records.record import Part, Record, evolve
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.services import leaving
from fieldapp.services.demo import country, stations
from fieldapp.services.package import cards
from fieldapp.services.package.archive import Archive
from fieldapp.services.sharing.release import prepare, select
from fieldapp.services.stations import open_store
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault
from fieldapp.vocab.days import Day
from fieldapp.vocab.folding import fold
from fieldapp.vocab.handling import DataClass, RecipientKind
from tests.canary.words import texts_in

RESTRICTED = frozenset(
    {
        DataClass.IDENTITY,
        DataClass.PERSONAL_CONTACT,
        DataClass.CONFIDENTIAL_TEXT,
        DataClass.SOURCE_IDENTITY,
        DataClass.ANALYSIS,
    }
)
# Longer than this a text is looked for by its first words too: a cut sentence leaks as well.
PIECE = 5


@pytest.fixture(scope="session")
def settled(made_once, tmp_path_factory) -> Path:
    """The sample station in a vault that was made once."""
    folder = tmp_path_factory.mktemp("sample") / "station.vault"
    shutil.copytree(made_once.folder, folder)
    with Vault.open(folder, made_once.key) as vault:
        stations.settle_officer(vault, country.now())
    return folder


@pytest.fixture
def sample(settled, made_once, tmp_path) -> Iterator[Store]:
    shutil.copytree(settled, tmp_path / "sample.vault")
    with Vault.open(tmp_path / "sample.vault", made_once.key) as vault:
        yield open_store(vault)


def restricted(store: Store) -> dict[str, str]:
    """Every word or text that must not leave, folded, with what it is.

    A phrase of ours or of a confidential text may stand, word for word, in a text that was written
    to leave: only such phrases are left out. A name, a code name or a reference never may; only the
    names of areas are public.
    """
    found: dict[str, str] = {}
    areas, written = set[str](), list[str]()
    for kind in store.types:
        for record in store.records(Query(kind.noun)):
            areas |= {fold(name) for name in _areas(record)}
            written += [fold(text) for text, _, spec in _texts(record, "") if _may_leave(spec)]
            if kind.noun not in _TERMS:
                found |= {fold(record.ref): f"{kind.noun}.ref", record.id: f"{kind.noun}.id"}
                found |= _kept_back(record)
    may_leave = "\n".join(written)
    return {
        word: where
        for word, where in found.items()
        if len(word) > 3
        and word not in areas
        and not (where.endswith(_PHRASE) and stands(word, may_leave))
    }


# The terms of an agreement and its parties stand in the manifest; covers of published documents,
# such as the name of their publisher, are known to all.
_TERMS = ("station", "partner", "agreement", "disclosure", "received", "reference")
_PHRASE = ":text"


def _kept_back(record: Record) -> dict[str, str]:
    found = {}
    for text, where, spec in _texts(record, record.noun):
        if spec.data_class in (DataClass.CONFIDENTIAL_TEXT, DataClass.ANALYSIS):
            found |= dict.fromkeys(_pieces(text), f"{where}{_PHRASE}")
        if spec.data_class in RESTRICTED or where.endswith("code_name"):
            kind = "" if spec.data_class in _NAMES or where.endswith("code_name") else _PHRASE
            found[" ".join(fold(text).split())] = f"{where}{kind}"
    return found


_NAMES = (DataClass.IDENTITY, DataClass.PERSONAL_CONTACT, DataClass.SOURCE_IDENTITY)


def _may_leave(spec: Spec) -> bool:
    return spec.kind == Kind.TEXT and spec.data_class not in RESTRICTED


def _texts(holder: Record | Part, where: str) -> Iterator[tuple[str, str, Spec]]:
    for field in fields_of(type(holder)):
        value, name = getattr(holder, field.name), f"{where}.{field.name}"
        if field.spec.kind == Kind.PARTS:
            for row in value:
                yield from _texts(row, name)
        elif field.spec.kind == Kind.TEXT and value:
            yield value, name, field.spec


def _areas(record: Record) -> Iterator[str]:
    for field in record.fields():
        if field.spec.kind == Kind.PLACE:
            yield from (area.name for area in getattr(record, field.name).path)


def _pieces(text: str) -> Iterator[str]:
    for line in re.split(r"[\n.!?؟]", fold(text)):
        words = line.split()
        if words:
            yield " ".join(words)
        if len(words) > PIECE:
            for at in range(len(words) - PIECE + 1):
                yield " ".join(words[at : at + PIECE])


def everything_in(package: Path, identity: str) -> str:
    """All text of a decrypted package, in whatever file and form, folded."""
    with package.open("rb") as file:
        content = age.open_reader(file, [identity]).read()
    archive = Archive(io.BytesIO(content))
    return "\n".join(
        fold(text)
        for each in archive.entries
        for text in texts_in(each.path, b"".join(archive.chunks(each.path)))
    )


@attrs.frozen
class Recipient:
    """Someone of one kind who has a key, and the agreement turned towards them."""

    identity: str
    agreement: Agreement


def towards(store: Store, agreement: Agreement, kind: str) -> Recipient:
    identity = age.new_identity("hybrid")
    partner = cards.add_partner_by_hand(
        store, f"Reader {kind}", (age.recipient_of(identity),), "", kind, ""
    )
    partner = cards.change_keys(
        store, partner, cards.card_of(partner), cards.card_of(partner).code
    ) or store.get(partner.id)
    assert isinstance(partner, Partner)
    changed = evolve(
        agreement,
        recipients=(partner.id,),
        recipient_kind=kind,
        status="in_force",
        signed_on=Day("2020-01-01"),
        valid_from=Day("2020-01-01"),
        valid_until=Day("2090-01-01"),
        keep_until=Day("2090-01-01"),
    )
    store.save(changed)
    saved = store.get(changed.id)
    assert isinstance(saved, Agreement)
    return Recipient(identity, saved)


def test_nothing_restricted_leaves_under_any_agreement_to_anyone(sample, tmp_path):
    """Each agreement towards each kind of recipient; all the kinds only under torture."""
    words = restricted(sample)
    assert len(words) > 500, "the sample station must hold enough to look for"
    leaks, sealed = set(), 0
    agreements = list(sample.records(Query("agreement")))
    assert len(agreements) >= 3
    for agreement in agreements:
        for kind in {agreement.recipient_kind, *SOME, *(RecipientKind if TORTURE else ())}:
            reader = towards(sample, agreement, kind)
            release = prepare(sample, reader.agreement, select(sample, reader.agreement))
            if release.blocks:
                continue
            package = leaving.seal_release(sample, release, tmp_path).path
            text = everything_in(package, reader.identity)
            sealed += 1
            told = set(parts_of(text))  # only what is made of words that are there is looked for
            leaks |= {
                (str(kind), where)
                for word, where in words.items()
                if told.issuperset(parts_of(word)) and stands(word, text)
            }
    assert sealed >= 3
    assert not leaks, sorted(leaks)


SOME = ("leadership", "public")  # to whom the most and the least may go
TORTURE = bool(os.environ.get("FIELDAPP_TORTURE"))


@functools.cache
def parts_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def stands(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not (before.isalnum() or after.isalnum()):
            return True
        at = text.find(word, at + 1)
    return False


def test_the_search_finds_a_word_that_is_there(sample, tmp_path):
    """The search is worth something: what does leave is found by it."""
    for agreement in sample.records(Query("agreement")):
        reader = towards(sample, agreement, agreement.recipient_kind)
        release = prepare(sample, reader.agreement, select(sample, reader.agreement))
        if release.blocks:
            continue
        text = everything_in(leaving.seal_release(sample, release, tmp_path).path, reader.identity)
        assert stands(fold(release.records[0].code), text)
        return
    pytest.fail("no agreement of the sample station lets anything leave")
