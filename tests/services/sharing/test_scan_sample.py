"""How much of a labelled sample the scan finds, and how much of what it finds was meant."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from fieldapp.services.sharing.scan import Hit, Known, Scanner
from fieldapp.services.sharing.scanning.places import KnownPlaces, longest_codes
from fieldapp.vocab.folding import fold

HERE = Path(__file__).parent / "scan_sample"
LANGUAGES = ("english", "french", "arabic", "persian_pashto", "cyrillic")
MARK = re.compile("⟦(\\w+)\\|([^⟧]*)⟧")
CONTACT_DETAILS = ("phone", "email", "handle")
ALLOWED = 1  # the agreement of the sample lets places leave down to ADM1
# What the scan calls a thing, in the words of the sample.
SORTS = {"scan:look-alike": "name", "scan:call_sign": "callsign"}
KINDS = {"person": "contact", "source": "source", "intermediary": "contact", "own": "person"}


@attrs.frozen
class Labelled:
    """A text and the stretches of it that a reader would mind."""

    language: str
    text: str
    spans: tuple[tuple[str, int, int], ...]


def read(language: str) -> Iterator[Labelled]:
    for line in (HERE / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        shown = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m.group(1), 16)), line)
        text, spans, at = "", [], 0
        for match in MARK.finditer(shown):
            text += shown[at : match.start()]
            spans.append((match.group(1), len(text), len(text) + len(match.group(2))))
            text += match.group(2)
            at = match.end()
        yield Labelled(language, text + shown[at:], tuple(spans))


def scanner(vault: str = "vault") -> Scanner:
    names, phones, plates, places, codes = [], [], [], {}, []
    with (HERE / f"{vault}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            match row["sort"]:
                case "phone":
                    phones.append(row["name"])
                case "plate":
                    plates.append(row["name"])
                case "callsign":
                    names.append(Known(row["name"], "call sign"))
                case "actor":
                    names.append(Known(row["name"], "actor", row["id"]))
                case "adm1" | "adm2" | "adm3":
                    code, *called = row["name"].split("|")
                    codes.append((code, int(row["sort"][3])))
                    places |= {fold(each): int(row["sort"][3]) for each in called}
                case sort:
                    names.append(Known(row["name"], KINDS[sort], row["id"]))
    return Scanner(names, phones, plates, KnownPlaces(places, longest_codes(codes)), "SD")


def sort_of(hit: Hit) -> str:
    return SORTS.get(hit.rule, hit.rule.partition(":")[2])


@attrs.frozen
class Measured:
    """Counts for each sort: labelled, found, found whole, found by its own sort, hits, meant."""

    labelled: Counter[str] = attrs.field(factory=Counter)
    found: Counter[str] = attrs.field(factory=Counter)
    whole: Counter[str] = attrs.field(factory=Counter)
    named: Counter[str] = attrs.field(factory=Counter)
    hits: Counter[str] = attrs.field(factory=Counter)
    meant: Counter[str] = attrs.field(factory=Counter)
    missed: dict[str, list[str]] = attrs.field(factory=lambda: defaultdict(list))
    alarms: dict[str, list[str]] = attrs.field(factory=lambda: defaultdict(list))

    def take(self, one: Labelled, hits: list[Hit]) -> None:
        for sort, start, end in one.spans:
            over = [each for each in hits if each.start < end and start < each.end]
            covered = {at for e in over for at in range(max(start, e.start), min(end, e.end))}
            self.labelled[sort] += 1
            self.found[sort] += 2 * len(covered) >= end - start
            self.whole[sort] += len(covered) == end - start
            self.named[sort] += any(sort_of(each) == sort for each in over)
            if 2 * len(covered) < end - start:
                self.missed[sort].append(one.text[start:end])
        for each in hits:
            self.hits[sort_of(each)] += 1
            if any(each.start < end and start < each.end for _, start, end in one.spans):
                self.meant[sort_of(each)] += 1
            else:
                self.alarms[sort_of(each)].append(one.text[each.start : each.end])

    def recall(self, *sorts: str) -> float:
        return sum(self.found[e] for e in sorts) / sum(self.labelled[e] for e in sorts)

    def precision(self) -> float:
        return self.meant.total() / self.hits.total()

    def table(self) -> str:
        lines = [f"{'sort':12}labelled  found  whole  recall  precision"]
        for sort in sorted(self.labelled | self.hits):
            recall = self.found[sort] / (self.labelled[sort] or 1)
            precise = self.meant[sort] / (self.hits[sort] or 1)
            lines.append(
                f"{sort:12}{self.labelled[sort]:8}{self.found[sort]:7}{self.whole[sort]:7}"
                f"{recall:8.3f}{precise:11.3f}"
            )
        return "\n".join(lines)


@pytest.fixture(scope="module")
def sample() -> list[Labelled]:
    return [each for language in LANGUAGES for each in read(language)]


@pytest.fixture(scope="module")
def measured(sample: list[Labelled]) -> Measured:
    return measure(sample, scanner())


def measure(sample: list[Labelled], reading: Scanner) -> Measured:
    made = Measured()
    for each in sample:
        made.take(each, reading.hits(each.text, ALLOWED))
    return made


def test_the_sample_is_large_enough_and_has_texts_without_anything(sample):
    assert len(sample) >= 200
    assert sum(1 for each in sample if not each.spans) >= 50
    assert {each.language for each in sample} == set(LANGUAGES)


def test_names_and_contact_details_are_found(measured, capsys):
    with capsys.disabled():
        print(f"\n{measured.table()}\nprecision of all hits: {measured.precision():.3f}")  # noqa: T201
    assert measured.recall("name") >= 0.95, measured.missed["name"]
    assert measured.recall(*CONTACT_DETAILS) >= 0.95, measured.missed
    assert measured.recall("phone") >= 0.95, measured.missed["phone"]


def test_what_finds_a_person_or_a_place_is_found(measured):
    for sort in ("coordinates", "pcode", "place", "identity", "plate", "imei", "callsign"):
        assert measured.recall(sort) >= 0.9, (sort, measured.missed[sort])


def test_false_alarms_stay_bearable(measured):
    assert measured.precision() >= 0.95, dict(measured.alarms)


def test_names_and_numbers_that_nobody_looked_at_while_writing_the_scan_are_found_too(capsys):
    made = measure(list(read("held_out")), scanner("held_out_vault"))
    with capsys.disabled():
        print(f"\nHeld out\n{made.table()}")  # noqa: T201

    assert made.recall("name") >= 0.9, made.missed["name"]
    assert made.recall(*CONTACT_DETAILS) >= 0.95, made.missed
    assert made.precision() >= 0.95, dict(made.alarms)
