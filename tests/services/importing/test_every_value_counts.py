"""Nothing in a data set of Insecurity Insight is passed over: each value is stored or reported.

The law: where a value is taken out of its row, what is stored or what is reported must differ.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from fieldapp.records.incidents import STUB_ACTS
from fieldapp.records.values import record_to_plain
from fieldapp.services.importing import reading
from fieldapp.services.importing.crosswalk import Crosswalk, crosswalks, key
from fieldapp.services.importing.reading import read_file
from fieldapp.services.importing.report import Parsed, rows_not_stored

# What every topic has, as the columns stand on HDX; what else it has comes from its mapping.
COMMON = {
    "Date": "2024-02-28T00:00:00.000Z",
    "Event Description": "28 February 2024: a convoy was stopped.",
    "Country": "OPT",
    "Country ISO": "PSE",
    "Admin 1": "West Bank",
    "Latitude": "32.46",
    "Longitude": "35.28",
    "Geo Precision": "(2) 25 km Precision ",
    "Location of Incident": "Road",
    "Reported Perpetrator": "Police",
    "Reported Perpetrator Name": "Falcon Front",
    "Weapon Carried/Used": "Firearms",
    "Explosive Weapon Type": "Shelling",
    "Infrastructure Affected": "Market",
    "Type of SV": "Words that must not stay",
    "SiND Event ID": "44660",
}
Table = list[dict[str, Any]]


def outcome(parsed: Parsed) -> dict[int, tuple[Any, ...]]:
    """What became of each row: the record without its id, and the lines of the report."""
    made: dict[int, list[Any]] = defaultdict(list)
    for number, record in zip(parsed.at, parsed.records, strict=True):
        made[number].append(without_ids(record_to_plain(record)))
    for line in parsed.reported:
        for number in (line.row,) if line.row else parsed.at:  # 0 speaks of the whole file
            made[number].append((line.field, line.value, line.why))
    return {number: tuple(map(repr, said)) for number, said in made.items()}


def without_ids(plain: Any) -> Any:
    """Every reading gives new ones, to rows of a record too."""
    if isinstance(plain, dict):
        return {name: without_ids(each) for name, each in plain.items() if name != "id"}
    return [without_ids(each) for each in plain] if isinstance(plain, list) else plain


def read(folder: Path, rows: Table) -> Parsed:
    file = folder / "rows.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    return read_file(file)


def mapping_of(rows: Table) -> Crosswalk:
    (found,) = (each for each in crosswalks() if each.knows(rows[0]))
    return found


def passed_over(folder: Path, rows: Table) -> Iterator[tuple[str, Any]]:
    """Values that neither the records nor the report would miss."""
    made = mapping_of(rows)
    whole = outcome(read(folder, rows))
    for column in rows[0]:
        if key(column) in made.ignored:
            continue
        without = outcome(read(folder, [{**row, column: None} for row in rows]))
        rules = made.rules.get(key(column), ())
        nothing = frozenset().union(*(rule.nothing for rule in rules))
        for number, row in enumerate(rows, 1):
            value = row[column]
            # None added to what another column counts says nothing more; that zeros stay is below.
            said_not = value in (None, "") or key(str(value)) in nothing
            says_nothing = said_not or (bool(rules) and str(value) == "0")
            # Another value of the row may lead to the same code, which is then stored all the same.
            codes = {code for rule in rules for code in rule.codes.get(key(str(value)), ())}
            says_nothing |= codes == {"unknown"}
            stored = any(repr(code) in said for code in codes for said in whole[number])
            if not (says_nothing or stored) and whole[number] == without[number]:
                yield column, value


def telling(rows: Table, most: int = 60) -> Table:
    """Rows that between them have every column filled, and as many different words as fit."""
    chosen: dict[int, None] = {}
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows):
        fresh = {(column, str(value)[:20]) for column, value in row.items() if value}
        fresh = {each for each in fresh if each[0] not in ("Event Description", "SiND ID", "Date")}
        if len(fresh - seen) > 2:
            chosen[number] = None
            seen |= fresh
    return [rows[number] for number in list(chosen)[:most]]


def test_no_value_of_the_json_is_passed_over(shared: Path, tmp_path: Path):
    file = shared / "data" / "insecurity_insight_protection.json"
    if not file.is_file():
        pytest.skip("no public data set in the shared data folder")
    rows = telling(json.loads(file.read_text(encoding="utf-8")))
    assert set(passed_over(tmp_path, rows)) == set()


def test_no_value_of_the_workbook_is_passed_over(shared: Path, tmp_path: Path):
    file = shared / "data" / "insecurity_insight_protection_2020_2023.xlsx"
    if not file.is_file():
        pytest.skip("no public data set in the shared data folder")
    lines = list(load_workbook(file).worksheets[0].iter_rows(values_only=True))
    rows = [
        {
            str(head): value.date().isoformat() if hasattr(value, "date") else value
            for head, value in zip(lines[0], line, strict=True)
        }
        for line in lines[2:]
        if any(line)
    ]
    assert set(passed_over(tmp_path, telling(rows))) == set()


def test_the_law_would_find_a_value_that_is_passed_over(tmp_path: Path, monkeypatch):
    rows = table_of("insecurity-insight-food-security")
    assert outcome(read(tmp_path, rows)) == outcome(read(tmp_path, rows))
    monkeypatch.setattr(reading, "_extra_columns", lambda *_: [])
    assert ("a column of next year", "3") in set(passed_over(tmp_path, rows))


def topics() -> Sequence[str]:
    early = ("insecurity-insight", "insecurity-insight-2023")
    return [each.name for each in crosswalks() if each.name not in early]


def table_of(topic: str) -> Table:
    """Two rows with every column of a topic: in one all counts are 3, in the other none."""
    (made,) = (each for each in crosswalks() if each.name == topic)
    common = {key(name): value for name, value in COMMON.items()}
    columns = [*made.recognise, *(name for name in made.rules if name not in made.recognise)]
    columns += ["country", "a column of next year"]
    stubs = {name for name, rules in made.rules.items() if {r.field for r in rules} == {"stub"}}
    some = dict.fromkeys(columns, "3") | dict.fromkeys(stubs, "0")
    return [{**each, **{n: common[n] for n in columns if n in common}, "sind event id": str(at)}
            for at, each in enumerate((some, dict.fromkeys(columns, "0")))]  # fmt: skip


@pytest.mark.parametrize("topic", topics())
def test_each_topic_is_known_by_its_columns_and_nothing_of_it_passed_over(topic, tmp_path):
    rows = table_of(topic)
    assert mapping_of(rows).name == topic

    parsed = read(tmp_path, rows)

    assert (parsed.rows, len(parsed.records), rows_not_stored(parsed.reported)) == (2, 2, 0)
    assert {record.dataset for record in parsed.records} == {mapping_of(rows).dataset}
    assert set(passed_over(tmp_path, rows)) == set()


@pytest.mark.parametrize(
    ("topic", "field", "total"),
    [
        ("aid-workers", "killed", 3),
        ("aid-workers", "abducted", 3),
        ("education", "killed", 6),
        ("health-care", "detained", 3),
        ("explosive-weapons", "killed", 12),
    ],
)
def test_victims_are_counted_once(tmp_path, topic, field, total):
    first, second = read(tmp_path, table_of(f"insecurity-insight-{topic}")).records
    assert getattr(first, field).total == total
    assert getattr(second, field).unknown == 0  # known to be none, not unknown


@pytest.mark.parametrize("topic", ["education", "health-care", "sexual-violence"])
def test_sexual_violence_is_a_stub_in_every_topic(tmp_path, topic):
    rows = table_of(f"insecurity-insight-{topic}")[:1]
    for name in rows[0]:
        if "sexual" in name:
            rows[0][name] = "1"

    parsed = read(tmp_path, rows)

    (record,) = parsed.records
    assert record.act in STUB_ACTS
    assert record.place.admin_level <= 1
    assert not record.narrative_confidential
    assert "Words that must not stay" not in repr(record_to_plain(record))
    said = {each.value for each in parsed.reported if "R20" in each.why}
    assert COMMON["Event Description"] in said


def test_a_table_of_a_topic_is_read_with_the_tags_that_hdx_puts_under_the_names(tmp_path):
    rows = table_of("insecurity-insight-aid-workers")
    file = tmp_path / "kika.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(rows[0])
        writer.writerow(["#date+occurred", *[""] * (len(rows[0]) - 2), "#meta"])
        writer.writerows(row.values() for row in rows)

    parsed = read_file(file)

    assert (parsed.rows, len(parsed.records)) == (2, 2)
    assert {record.act for record in parsed.records} == {"attack_aid"}
