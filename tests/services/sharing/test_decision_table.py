"""The tables in help are what happens: every combination is tried against the decision itself."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import ClassVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from fieldapp.records.dialogue import Statement
from fieldapp.records.fields import Kind, choice, day, link, number, parts, place, text
from fieldapp.records.record import Record, record
from fieldapp.records.sources import Source
from fieldapp.services.sharing.around import Around
from fieldapp.services.sharing.case import case_of
from fieldapp.services.sharing.choose import choose
from fieldapp.services.sharing.decide import decide
from fieldapp.services.sharing.outside import OutsideNames
from fieldapp.services.sharing.release import assemble
from fieldapp.services.sharing.scan import Scanner
from fieldapp.services.sharing.terms import Terms, terms_of
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Attribution, DataClass, Level, RecipientKind
from fieldapp.vocab.places import Place
from fieldapp.vocab.vocabulary import vocabulary
from tests.services.sharing import samples

AREA = attrs.evolve(samples.KOBRA, latitude=None, longitude=None, heard="", precision="adm2")
FLAGS = ("none", *Attribution)
LISTED = ("yes", "named", "no", "excluded")


@cache
def tables() -> tuple[tuple[Mapping[str, str], ...], ...]:
    """Every table of the page, each row by its heads."""
    found: list[list[list[str]]] = [[]]
    for line in resources.path("help", "decisions.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            found[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        elif found[-1]:
            found.append([])
    return tuple(
        tuple(dict(zip(rows[0], row, strict=True)) for row in rows[2:]) for rows in found if rows
    )


FIELD, STATEMENT, FINENESS, RECORD, RELEASE = range(5)


def outcome(number: int, facts: Mapping[str, str]) -> Mapping[str, str]:
    """The first row of a table that fits."""
    return next(row for row in tables()[number] if all(_fits(row[k], v) for k, v in facts.items()))


def _fits(cell: str, value: str) -> bool:
    return cell == "any" or value in [each.strip() for each in cell.split(",")]


# A field of each class; what a class usually holds decides its kind.
def _field(data_class: DataClass) -> object:
    match data_class:
        case DataClass.PLACE:
            return place("Place")
        case DataClass.TIME:
            return day("Day")
        case DataClass.COUNT:
            return number("Count", data_class=data_class)
        case DataClass.EVENT | DataClass.SPECIAL:
            return choice("Choice", "gender", data_class=data_class)
        case DataClass.LINK:
            return link("Link", "person")
    return text("Text", data_class=data_class)


def _values(flag: str) -> dict[str, object]:
    held: dict[str, object] = {}
    for each in DataClass:
        match _of(each).kind:
            case Kind.PLACE:
                held[each] = AREA
            case Kind.DAY:
                held[each] = Day("2026-03-04")
            case Kind.NUMBER:
                held[each] = 7
            case Kind.CHOICE:
                held[each] = next(iter(vocabulary("gender")))
            case _:
                held[each] = f"{each}-1"
    return {**held, "attribution": "" if flag == "none" else flag}


@record
class Plain(Record):
    """A field of each class, and no flag."""

    noun: ClassVar[str] = "plain_sample"
    leaves: ClassVar[bool] = True


def _declare(flagged: bool) -> type[Record]:
    space: dict[str, object] = {each.value: _field(each) for each in DataClass}
    space["__annotations__"] = dict.fromkeys(space, "object")
    if flagged:
        space["attribution"] = choice("Flag", "attribution", data_class=DataClass.ADMINISTRATIVE)
        space["said_rows"] = parts("Statements", Statement, data_class=DataClass.EVENT)
        space["__annotations__"] |= {"attribution": "str", "said_rows": "object"}
    name = "Flagged" if flagged else "Unflagged"
    return record(type(name, (Plain,), {**space, "__module__": __name__}))


FLAGGED, UNFLAGGED = _declare(True), _declare(False)


def _of(data_class: DataClass):
    return UNFLAGGED.field(data_class.value).spec


def terms(kind: str, data_class: DataClass, listed: str, **values: object) -> Terms:
    all_but = tuple(each for each in DataClass if each is not data_class or listed != "no")
    agreed = samples.agreement(
        recipient_kind=kind,
        included_classes=all_but,
        excluded_classes=(data_class,) if listed == "excluded" else (),
        included_fields=(f"plain_sample.{data_class.value}",) if listed == "named" else (),
        role_precision="as_recorded",
        attributions=tuple(Attribution),
        **values,
    )
    return terms_of(agreed, [samples.partner(recipient_kind=kind)])


AROUND = Around(OutsideNames(b"s" * 32, "agreement-1"), Scanner())


def holder(flag: str) -> Record:
    kind = UNFLAGGED if flag == "none" else FLAGGED
    held = {name: value for name, value in _values(flag).items() if name in _names(kind)}
    return kind(id="sample-1", **held)


def _names(kind: type[Record]) -> set[str]:
    return {each.name for each in kind.fields()}


@cache
def _ceiling(data_class: str, kind: str) -> str:
    with resources.path("sharing", "ceilings.csv").open(encoding="utf-8", newline="") as file:
        return next(r for r in csv.DictReader(file) if r["data_class"] == data_class)[kind]


@pytest.mark.parametrize("data_class", DataClass)
def test_a_field_for_every_kind_of_recipient_flag_and_clause(data_class):
    holders = {flag: holder(flag) for flag in FLAGS}
    for kind, listed in product(RecipientKind, LISTED):
        agreed = terms(kind, data_class, listed)
        for flag in FLAGS:
            facts = {
                "Class": data_class,
                "Ceiling": _ceiling(data_class, kind),
                "Listed": listed,
                "Flag": flag,
            }
            row = outcome(FIELD, facts)
            one = holders[flag]
            made = decide(one.field(data_class.value), one, case_of(one, agreed, AROUND))
            assert (made.action, made.rule.startswith(row["Rule"])) == (
                row["What happens"],
                True,
            ), (facts, made.rule)


def test_no_row_of_any_table_is_idle():
    """A row that nothing reaches would be a rule that does not exist."""
    reached = set[int]()
    for data_class, kind, listed, flag in product(DataClass, RecipientKind, LISTED, FLAGS):
        facts = {
            "Class": data_class,
            "Ceiling": _ceiling(data_class, kind),
            "Listed": listed,
            "Flag": flag,
        }
        reached.add(tables()[FIELD].index(outcome(FIELD, facts)))
    assert reached == set(range(len(tables()[FIELD])))


@pytest.mark.parametrize("flag", Attribution)
@pytest.mark.parametrize("agreed", ["yes", "no"])
def test_a_statement_under_its_own_flag(flag, agreed):
    row = outcome(STATEMENT, {"Flag of the statement": flag, "Agreement lists that flag": agreed})
    said = FLAGGED(
        id="sample-1",
        attribution="on_record",
        said_rows=(Statement(id="row-1", text="The road opens.", attribution=flag),),
    )
    listed = tuple(Attribution) if agreed == "yes" else ()
    found = terms_of(
        samples.agreement(included_classes=tuple(DataClass), attributions=listed),
        [samples.partner()],
    )
    made = decide(said.field("said_rows"), said, case_of(said, found, AROUND))

    leaves = row["What happens"] == "the row leaves"
    assert (bool(made.rows), made.rule.startswith(row["Rule"])) == (leaves, True), made.rule


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("allowed", ["adm0", "adm1", "adm2", "adm3", "year", "month", "day"])
def test_how_fine_a_place_and_a_date_leave(flag, allowed):
    row = outcome(FINENESS, {"Recorded": "any", "Agreement allows": allowed, "Flag": flag})
    is_place = allowed.startswith("adm")
    values = {"lowest_admin_level": allowed} if is_place else {"date_precision": allowed}
    agreed = terms("ocha", DataClass.EVENT, "yes", **values)
    one = holder(flag)
    name = "place" if is_place else "time"
    made = decide(one.field(name), one, case_of(one, agreed, AROUND))

    after = made.value
    found = f"adm{after.admin_level}" if isinstance(after, Place) else after.precision
    assert found == row["What leaves"]


# Answers of the one source, by the words of the table.
CONSENT: Mapping[str, dict[str, object]] = {
    "agreed": {},
    "no_one": {"no_one": "yes"},
    "withdrawn": {"withdrawn_on": Day("2026-03-01")},
    "withheld": {"withhold_kinds": ("humanitarian-partner",)},
    "no_answer": {"consent_reporting": ""},
    "no_basis": {"legitimate_basis": ()},
}
CONSENTS = ("none", "gone", *CONSENT)


def sources(consent: str) -> tuple[Source, ...]:
    return (attrs.evolve(samples.HASSAN, **CONSENT[consent]),) if consent in CONSENT else ()


def at_level(level: Level, consent: str) -> Record:
    """An incident that leaves at a level: by its text, or as the officer set it."""
    told = () if consent == "none" else ("source-1",)
    without = {"title": "", "narrative_shareable": ""}
    match level:
        case Level.LOW:
            return samples.incident(
                id="one",
                sources=told,
                sensitivity="low",
                sensitivity_reason="Known to all",
                **without,
            )
        case Level.MODERATE:
            return samples.incident(id="one", sources=told, **without)
        case Level.HIGH:
            return samples.incident(id="one", sources=told)
    return samples.incident(id="one", sources=told, sensitivity="severe")


@pytest.mark.parametrize("consent", CONSENTS)
def test_a_record_for_every_consent_and_level(consent):
    for level, highest in product(Level, Level):
        facts = {"Consent": consent, "Level": level, "Highest": highest}
        row = outcome(RECORD, facts)
        agreed = terms_of(samples.agreement(highest_sensitivity=highest), [samples.partner()])
        known = samples.gathered(sources=sources(consent))
        out, stayed = choose([at_level(level, consent)], agreed, known)
        if row["What happens"] == "leaves":
            assert [each.level for each in out] == [level], facts
        else:
            assert (out, [each.rule for each in stayed]) == ((), [row["Rule"]]), facts


@pytest.mark.parametrize("way", ["package", "paper"])
@pytest.mark.parametrize("level", Level)
def test_a_release_for_every_way_level_and_approval(way, level):
    for highest, approval in product(Level, ("none", "given")):
        facts = {
            "Way": way,
            "Level": level,
            "Highest without a key": highest,
            "Approval": approval,
        }
        row = outcome(RELEASE, facts)
        made = _released(way, level, highest, approval)
        rules = [each.rule for each in made.blocks]
        if row["What happens"] == "goes":
            assert rules == [], facts
        else:
            assert row["Rule"] in rules, (facts, rules)


def _released(way: str, level: Level, highest: Level, approval: str):
    agreed = samples.agreement(
        highest_sensitivity="severe", release_channels=("paper",), release_highest=highest
    )
    one, known = at_level(level, "agreed"), samples.gathered()
    made = assemble(agreed, [one], known, samples.DAY, channel=way)
    if approval == "none":
        return made
    known = attrs.evolve(known, approved=frozenset({made.digest()}))
    return assemble(agreed, [one], known, samples.DAY, channel=way)


@given(
    data_class=st.sampled_from(DataClass),
    kind=st.sampled_from(RecipientKind),
    listed=st.sampled_from(LISTED),
    flag=st.sampled_from(FLAGS),
    allowed=st.sampled_from(["adm0", "adm1", "adm2", "adm3"]),
    date=st.sampled_from(["year", "month", "day"]),
)
def test_how_fine_it_may_be_changes_no_other_outcome(data_class, kind, listed, flag, allowed, date):
    """So that the tables, which stand side by side, hold for every combination of them."""
    one = holder(flag)
    fine = terms(kind, data_class, listed, lowest_admin_level=allowed, date_precision=date)
    usual = terms(kind, data_class, listed)
    field = one.field(data_class.value)
    found = [decide(field, one, case_of(one, each, AROUND)) for each in (fine, usual)]
    dropped = [each.action == "dropped" for each in found]
    assert dropped[0] == dropped[1]
    if data_class not in (DataClass.PLACE, DataClass.TIME):
        assert found[0] == found[1]
