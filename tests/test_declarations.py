"""What a declaration promises: its words exist, defaults are valid, values never print."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

import resources
from fieldapp.records import TYPES
from fieldapp.records.fields import Field, Kind
from fieldapp.records.incidents import STUB_ACTS
from fieldapp.records.record import Part, Record
from fieldapp.vocab.days import PRECISIONS
from fieldapp.vocab.handling import Attribution, DataClass, Level, RecipientKind, Shape
from fieldapp.vocab.vocabulary import vocabulary

VOCABULARIES = sorted(file.stem for file in resources.path("vocab").glob("*.csv"))
CODE = Path(resources.path()).parent
WORD = "Sesame"


def _holders(kind: type[Record] | type[Part]) -> Iterator[type[Record] | type[Part]]:
    yield kind
    for field in kind.fields():
        if field.spec.part is not None:
            yield from _holders(field.spec.part)


HOLDERS = {holder.__name__: holder for kind in TYPES for holder in _holders(kind)}
FIELDS: dict[str, Field] = {
    f"{name}.{field.name}": field for name, holder in HOLDERS.items() for field in holder.fields()
}
WORDED = {path: field for path, field in FIELDS.items() if field.spec.vocabulary[:1] not in "@"}


@pytest.mark.parametrize("path", WORDED)
def test_a_vocabulary_that_is_named_exists_and_holds_the_default(path):
    field = WORDED[path]

    assert field.spec.vocabulary in VOCABULARIES
    if field.spec.kind is not Kind.CHOICES and field.default:
        assert field.default in vocabulary(field.spec.vocabulary)


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_vocabulary_has_unique_codes_and_labels_in_plain_words(name):
    with resources.path("vocab", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)

    assert columns[:2] == ["code", "label"]
    assert all(len(row) == len(columns) for row in rows)
    for position in (0, 1):
        assert [w for w, n in Counter(row[position] for row in rows).items() if n > 1] == []
    assert all(code and re.fullmatch(r"[A-Za-z0-9_-]+", code) for code, *_ in rows)
    assert all(label == label.strip() and label[:1] == label[:1].upper() for _, label, *_ in rows)


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_word_from_memory_says_that_it_is_to_be_checked(name):
    for notes in vocabulary(name).notes.values():
        if "M?" in notes.get("source", ""):
            assert notes["standing"] == "to be checked"


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_vocabulary_is_used(name):
    declared = {field.spec.vocabulary for field in FIELDS.values()}

    assert name in declared or _named_in_code(name)


def _named_in_code(name: str) -> bool:
    call = f'vocabulary("{name}")'
    return any(
        call in file.read_text(encoding="utf-8")
        for top in ("fieldapp", "ui")
        for file in (CODE / top).rglob("*.py")
    )


@pytest.mark.parametrize(
    ("enum", "name"),
    [
        (Level, "level"),
        (DataClass, "data_class"),
        (RecipientKind, "recipient_kind"),
        (Attribution, "attribution"),
        (Shape, "shape"),
    ],
)
def test_the_words_that_decisions_are_made_with_are_the_same_in_code_and_in_the_file(
    enum: type[StrEnum], name
):
    assert list(vocabulary(name)) == [member.value for member in enum]


def test_the_codes_that_code_relies_on_are_in_their_files():
    assert set(vocabulary("act")) >= STUB_ACTS
    assert set(vocabulary("date_precision")) == set(PRECISIONS)
    assert "spoiler" in vocabulary("influence_role")
    assert set(vocabulary("release_channel")) < set(vocabulary("channel"))
    assert [vocabulary("admin_level").notes[f"adm{n}"]["depth"] for n in range(6)] == list("012345")


def test_crosswalks_point_to_codes_that_exist():
    for name, column in (("act", "gpc_risk"), ("reported_perpetrator", "actor_type")):
        targets = {notes[column] for notes in vocabulary(name).notes.values() if column in notes}
        assert targets
        assert targets <= set(vocabulary(column))


@pytest.mark.parametrize("name", HOLDERS)
def test_a_label_stands_for_one_field(name):
    """Import and `--where` find a field by its label, so no two of a type may share one."""
    labels = Counter(field.spec.label for field in HOLDERS[name].fields())

    assert [label for label, number in labels.items() if number > 1] == []


def test_types_are_told_apart_by_noun_and_by_reference_code():
    assert len({kind.noun for kind in TYPES}) == len(TYPES)
    assert len({kind.code for kind in TYPES}) == len(TYPES)
    assert all(re.fullmatch(r"[A-Z]{3}", kind.code) for kind in TYPES)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.noun)
def test_links_and_owned_rows_point_to_types_that_exist(kind):
    nouns = {each.noun: each for each in TYPES}
    for field in kind.fields():
        assert set(field.spec.target) <= set(nouns)
    for owned in kind.owns:
        other = nouns[owned.noun]
        assert other.field(owned.via).spec.target == (kind.noun,)
        assert all(other.field(name) for name in owned.shown)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.noun)
def test_sections_headings_and_dates_name_what_is_there(kind):
    names = {field.name for field in kind.fields()}

    assert set(kind.heading) <= names
    assert not kind.dated or kind.dated in names
    own = [field for field in kind.fields() if field.spec.section != "Handling"]
    shown = [field for field in own if field.spec.section or not field.spec.fixed]
    assert {field.spec.section for field in shown if field.name != "ref"} <= set(kind.sections)


@pytest.mark.parametrize("name", HOLDERS)
def test_a_record_never_prints_a_value(name):
    holder = HOLDERS[name]
    texts = [f.name for f in holder.fields() if f.spec.kind in (Kind.TEXT, Kind.CHOICE, Kind.LINK)]
    lists = [f.name for f in holder.fields() if f.spec.kind in (Kind.CHOICES, Kind.LINKS)]
    values = dict.fromkeys(texts, WORD) | dict.fromkeys(lists, (WORD,))

    assert WORD not in repr(holder(**values, id=WORD))
