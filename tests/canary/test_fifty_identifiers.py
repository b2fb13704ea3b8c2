"""Fifty identifiers in every text of the sample station, in six scripts: none is in a package."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import cycle

import attrs
import pytest

from fieldapp.crypto import age
from fieldapp.records.actors import Alias, Person
from fieldapp.records.fields import Kind
from fieldapp.records.record import Part, Record, evolve
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.records.sources import Source
from fieldapp.services import leaving
from fieldapp.services.demo import country
from fieldapp.services.package import cards
from fieldapp.services.package.archive import Archive
from fieldapp.services.sharing.release import prepare, select
from fieldapp.services.stations import open_store
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault
from fieldapp.vocab.days import Day
from fieldapp.vocab.folding import fold
from tests.approvals import approve
from tests.canary.words import texts_in

# As they are known in the vault: a person, or a source, with the other ways to write it.
NAMES = (
    ("Zubayr Haddanou", "Abu Qamar"),
    ("Thierno Mbalaké", "Le Borgne"),
    ("Nadège Kounzila", ""),
    ("محمود الزرقاوني", "أبو ضياء"),
    ("فاطمة بنت حمديس", ""),
    ("گل‌آغا شیرزادفر", "ملا بهرام"),
    ("عبدالودود سنګرمل", ""),
    ("ڕێبوار قەرەداخیان", "هەڵۆ"),
    ("Тарас Верещинюк", "Сокол-девять"),
    ("Зарема Хаджимова", ""),
    ("Ngozi Ekwueleme", "Mama Tango"),
    ("Oumarou dit Kalach", "Colonel Zéro"),
    ("Yılmaz Karaoğlanlar", ""),
    ("Deng Machar Akuien", "Commander Lightning"),
    ("Aïssatou N'Diayebé", ""),
    ("عبد الصمد القحطانوي", ""),
)
SOURCES = (
    "Brahim Ould Sefrani",
    "Марфа Кулебяка",
    "زینب خوارزمیان",
    "Cheikh Taoudenni",
    "الحاج بوشنافة",
)
SHAPES = (
    "+249 912 447 118",
    "00 252 61 555 90 21",
    "0700-118-2294",
    "٠٩١٢٣٤٥٦٧٨",
    "۰۷۹۳ ۴۴۵ ۶۶۷",
    "(+380) 67 118 22 94",
    "zubayr.h@oasis-mail.example",
    "k.nadege@poste.example",
    "https://t.me/aboukamar77",
    "12.46545, -38.65828",
    "13°15'30\"N 30°02'10\"E",
    "35PPK1234567890",
    "12,4654; 38,6582",
    "GB29 NWBK 6016 1331 9268 19",
    "4539 1488 0343 6467",
    "passport A05417732",
    "KH 48812 B",
    "490154203237518",
    "@falcon_of_sefra",
    "7CQX+5J Marazine",
)


def identifiers() -> tuple[str, ...]:
    """All of them, names with their other ways."""
    names = [each for pair in NAMES for each in pair if each]
    return (*names, *SOURCES, *SHAPES)


def test_there_are_fifty_in_many_scripts():
    found = identifiers()
    assert len(set(found)) == len(found) >= 50
    for script in (r"[A-Za-z]", r"[؀-ۿ]", r"[Ѐ-ӿ]"):
        assert any(re.search(script, each) for each in found)


SENTENCES = (
    "We met {} at the well.",
    "D'après {}, la route est coupée.",
    "قال {} إن الطريق مغلق.",
    "به گفته {} راه بسته است.",
    "По словам {}, дорога закрыта.",
)


def owners() -> Iterator[Record]:
    """Those whose names they are."""
    for number, (name, other) in enumerate(NAMES):
        yield Person(
            code_name=f"Heron {number}",
            name=name,
            aliases=(Alias(name=other),) if other else (),
            purpose="Passage of relief",
            review_on=Day("2090-01-01"),
        )
    for name in SOURCES:
        yield Source(name=name, draft=True)


def planted(record: Record, words: Iterator[str]) -> Record:
    """The record with a sentence more in each text that is free."""
    return evolve(record, **_more(record, words)) if record.leaves else record


def _more(holder: Record | Part, words: Iterator[str]) -> dict[str, object]:
    told: dict[str, object] = {}
    for field in holder.fields():
        value = getattr(holder, field.name)
        if field.spec.kind is Kind.PARTS:
            told[field.name] = tuple(evolve(row, **_more(row, words)) for row in value)
        elif field.spec.kind is Kind.TEXT and value and not field.spec.fixed and _is_free(field):
            told[field.name] = f"{value} {next(words)}"
    return told


def _is_free(field) -> bool:
    """Codes and references have a form of their own; the rest takes any words."""
    return field.name not in {"ref", "pcode", "external_id", "body", "head", "rows"}


@pytest.fixture
def sample(made) -> Iterator[Store]:
    with Vault.open(made.folder, made.key) as vault:
        store = open_store(vault)
        country.gazetteer_into(store)
        records, _ = country.read(store, country.now())
        said = cycle(
            sentence.format(each)
            for sentence, each in zip(cycle(SENTENCES), identifiers() * 5, strict=False)
        )
        store.save(*owners(), *(attrs.evolve(planted(each, said)) for each in records))
        yield store


def with_key(store: Store, agreement: Agreement) -> tuple[Agreement, str]:
    """The agreement with one recipient whose key is known, and what opens it."""
    identity = age.new_identity("hybrid")
    partner = store.get(agreement.recipients[0])
    assert isinstance(partner, Partner)
    card = cards.Card(partner.name, partner.organisation, "", "", (age.recipient_of(identity),))
    cards.change_keys(store, partner, card, card.code)
    return agreement, identity


def everything_in(package, identity: str) -> str:
    with package.open("rb") as file:
        archive = Archive(io.BytesIO(age.open_reader(file, [identity]).read()))
    return "\n".join(
        text
        for each in archive.entries
        for text in texts_in(each.path, b"".join(archive.chunks(each.path)))
    )


def _found(text: str) -> list[str]:
    folded = fold(text)
    return [each for each in identifiers() if each in text or fold(each) in folded]


def _told_exactly(agreement: Agreement) -> set[str]:
    """A party is told of a site or a route by its coordinates and plates, so that it is not hit."""
    told = {"12.46545, -38.65828", "13°15'30\"N 30°02'10\"E", "35PPK1234567890", "12,4654; 38,6582"}
    return {*told, "KH 48812 B"} if agreement.instrument == "hns_sop" else set()


def test_none_of_them_is_in_any_package_of_the_sample_station(sample, tmp_path):
    sealed, found = 0, {}
    for agreement in sample.records(Query("agreement")):
        assert isinstance(agreement, Agreement)
        agreed, identity = with_key(sample, agreement)
        release = approve(sample, prepare(sample, agreed, select(sample, agreed)))
        if release.blocks:
            continue
        package = leaving.seal_release(sample, release, tmp_path).path
        told = everything_in(package, identity)
        if hits := set(_found(told)) - _told_exactly(agreement):
            found[agreement.title] = hits
        sealed += 1
    assert sealed >= 4
    assert found == {}


def test_they_do_stand_in_the_vault(sample):
    kept = "\n".join(str(attrs.asdict(each)) for each in sample.records(Query("incident")))
    assert len(_found(kept)) > 30
