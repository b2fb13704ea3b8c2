"""The worked examples of the help page on counting, each read from there and counted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

import attrs
import pytest

import resources
from fieldapp.records.incidents import Incident
from fieldapp.records.verification import MrmStage
from fieldapp.services.analysis.count_keys import late_by_quarter, reportable, stubs, when, where
from fieldapp.services.analysis.counting import (
    TwoDefinitionsError,
    count,
    count_by_act,
    count_by_harm,
    count_by_set,
)
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import GROUPS, Tally
from fieldapp.vocab.vocabulary import vocabulary

HARM_OF = {each.spec.label: each.name for each in Incident.fields()}
ACT_OF = {label: code for code, label in vocabulary("act").labels.items()}
CHILDREN = ("girls", "boys")


def tables(page: str) -> Iterator[list[dict[str, str]]]:
    """The tables of a page: one dict a row, by column."""
    for block in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in
                block.splitlines()]  # fmt: skip
        head, _, *body = rows
        yield [dict(zip(head, row, strict=True)) for row in body]


PAGE = resources.path("help", "counting.md").read_text(encoding="utf-8")
TABLES = {tuple(table[0]): table for table in tables(PAGE)}
RECORDS = next(table for head, table in TABLES.items() if head[:2] == ("Case", "Incident"))
RESULTS = next(table for head, table in TABLES.items() if head[:2] == ("Case", "What is counted"))
CASES = list(dict.fromkeys(row["Case"] for row in RECORDS))


def tally_of(words: str) -> Tally:
    """Such as `men 2, boys about 1`."""
    numbers, about = {}, set()
    for said in words.split(","):
        group, *marks, number = said.split()
        assert group in GROUPS
        assert marks in ([], ["about"])
        numbers[group] = int(number)
        about |= {group} if marks else set()
    return Tally(**numbers, estimated=frozenset(about))


def people_of(words: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for said in filter(None, (part.strip() for part in words.split(";"))):
        whole = re.fullmatch(r"In all (\d+) to (\d+)", said)
        if whole:
            found |= {"victims_least": float(whole[1]), "victims_most": float(whole[2])}
        else:
            harm, _, counts = said.partition(":")
            found[HARM_OF[harm]] = tally_of(counts)
    return found


def standing_of(words: str) -> dict[str, object]:
    match words.split():
        case []:
            return {}
        case ["duplicate", "of", other]:
            return {"merged_into": other, "status": "duplicate"}
        case ["replaced", "by", other]:
            return {"superseded_by": other}
        case ["draft"]:
            return {"draft": True}
        case ["withdrawn"]:
            return {"retracted": True}
        case [("rejected" | "disputed") as status]:
            return {"verification_status": status}
        case ["data", "set", name]:
            return {"dataset": name}
        case ["counted", "as", name]:
            return {"definition_set": name}
        case ["from", "a", "package"]:
            return {"received_from": "partner"}
        case ["verified", day]:
            status = "verified_by_mandated_body"
            return {"verification_status": status, "verified_on": Day(day)}
        case ["task", "force", day]:
            row = MrmStage(stage="task_force", status="verified", on=Day(day))
            return {"mrm_stages": (row,)}
    raise AssertionError(words)


def place_of(pcode: str) -> Place:
    codes = ["QZ", pcode[:4], *([pcode] if len(pcode) > 4 else [])]
    return Place(path=tuple(Area(code) for code in codes))


def incident_of(row: dict[str, str]) -> Incident:
    return Incident(
        id=row["Incident"],
        happened=Day(row["Date"]),
        act=ACT_OF[row["Act"]],
        place=place_of(row["Area"]),
        **people_of(row["People"]),
        **standing_of(row["Standing"]),
    )


INCIDENTS = {
    case: [incident_of(row) for row in RECORDS if row["Case"] == case] for case in CASES
}  # fmt: skip


def by_act(incidents: list[Incident], name: str) -> str:
    found = {f"{row.label} ({row.unit})": row.count.words() for row in count_by_act(incidents)}
    return found[name]


def stub_words(incidents: list[Incident]) -> str:
    return "; ".join(f"{q} {area}: {n}" for (_, q, area), n in sorted(stubs(incidents).items()))


def named(incidents: list[Incident], which: Callable[[Incident], bool]) -> str:
    return ", ".join(each.id for each in incidents if which(each))


def falls_in(incident: Incident, key: str) -> bool:
    steps = (when(incident, step) for step in ("month", "quarter", "year"))
    return key in (*steps, *(where(incident, level) for level in (1, 2)))


def counted(incidents: list[Incident], what: str) -> str:
    if what == "Stubs":
        return stub_words(incidents)
    if what == "Verified late":
        return named(incidents, late_by_quarter)
    if what == "Reportable by the MRM":
        return named(incidents, reportable)
    if what in ("Victims", "Events"):
        return count(incidents, what.lower()).words()  # type: ignore[arg-type]
    if what == "Victims, each set apart":
        sets = count_by_set(incidents, "victims")
        return "; ".join(f"{name} {each.words()}" for name, each in sets.items())
    if what.startswith("Events in "):
        key = what.removeprefix("Events in ")
        return count([each for each in incidents if falls_in(each, key)], "events").words()
    if what.startswith("By harm"):
        asked, _, harm = what.partition(": ")
        groups = CHILDREN if "girls and boys" in asked else GROUPS
        return count_by_harm(incidents, groups)[HARM_OF[harm]].words()
    return by_act(incidents, what)


@pytest.mark.parametrize(
    "row", RESULTS, ids=[f"{row['Case']}-{row['What is counted']}" for row in RESULTS]
)
def test_an_example_of_the_help_page_counts_as_it_says(row):
    assert counted(INCIDENTS[row["Case"]], row["What is counted"]) == row["Result"]


def test_every_case_has_incidents_and_a_result():
    assert {row["Case"] for row in RESULTS} == set(CASES)
    assert len(CASES) >= 12


@pytest.mark.parametrize("act", vocabulary("act"))
def test_the_help_names_the_unit_that_each_act_has(act):
    unit = vocabulary("act").notes[act]["unit"]
    victims, events = next(
        table for head, table in TABLES.items() if head == ("What happened", "What is counted")
    )
    listed = {word.strip() for word in re.split(",", victims["What happened"].lower())}
    words = vocabulary("act").label(act).lower().removeprefix("physical ")
    stem = re.split(r" or (?:ill|kidnap)| of children", words)[0]

    assert events["What happened"].startswith("Everything else")
    assert (stem in listed) == (unit == "victims")


def test_two_definition_sets_are_never_added_up():
    own, imported, received, _ = INCIDENTS["8"]

    with pytest.raises(TwoDefinitionsError):
        count([own, imported], "events", imported=True)
    assert count([imported], "events", imported=True).low == 1
    assert count([imported, received], "events").low == 0


def test_deleted_incidents_are_not_counted():
    gone = attrs.evolve(INCIDENTS["1"][0], deleted_at=dt.datetime.now(dt.UTC))

    assert count([gone], "victims").high == 0
