"""The table of tasks in help is true: each task is done once, by the way that the window goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
import pytest

import resources
from fieldapp.records import TYPES
from fieldapp.records.record import Record, evolve
from fieldapp.records.station import Station
from fieldapp.services.demo import country
from fieldapp.services.task_report import TaskReport, task_report
from fieldapp.services.templates import copied
from fieldapp.store.store import Query, Store
from fieldapp.vocab.vocabulary import vocabulary
from ui.pages.areas import AREAS

KINDS = {kind.noun: kind for kind in TYPES}
_MADE_BY_SENDING = frozenset({"disclosure"})  # only a release makes one


@attrs.frozen
class Task:
    """One line of the table."""

    code: str
    page: str
    nouns: tuple[str, ...]


def table() -> list[Task]:
    lines = resources.path("help", "tasks.md").read_text(encoding="utf-8").splitlines()
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in lines if "|" in line]
    return [
        Task(code, page, tuple(n.strip() for n in nouns.split(",")))
        for code, _, page, nouns in cells
        if re.fullmatch(r"[A-Z]{2,3}P?\d", code)
    ]


TASKS = table()


def test_all_34_tasks_stand_in_it_and_it_says_whose_numbers_they_are():
    assert [task.code for task in TASKS] == list(vocabulary("task"))
    assert len(TASKS) == 34
    text = resources.path("help", "tasks.md").read_text(encoding="utf-8")
    assert "this app's own numbering" in text


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.code)
def test_its_pages_and_types_exist(task):
    labels = {area.label for area in AREAS} | {
        "Stakeholder map", "Share", "Agreements", "Tonight's note", "Meetings", "Products",
        "Channels",
    }  # fmt: skip
    assert set(task.nouns) <= set(KINDS)
    for page in task.page.split(", "):
        assert page in labels or page.startswith("with this task"), page


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory) -> Iterator[dict[str, list[Record]]]:
    """The records of the invented country, by type."""
    from fieldapp.services.demo.stations import make_vault, settle_officer
    from fieldapp.store.store import local_now
    from fieldapp.store.vault import Vault

    made = make_vault(tmp_path_factory.mktemp("tasks") / "demo.vault", "a long enough passphrase 1")
    with Vault.open(made.folder, made.key) as vault:
        store, _, _ = settle_officer(vault, local_now())
        yield {
            kind.noun: [each for each in store.records(Query(kind.noun)) if not each.draft]
            for kind in TYPES
        }


@pytest.fixture
def station(store) -> Store:
    """A station beside a mission, with the places of the invented country."""
    own = store.station()
    assert isinstance(own, Station)
    store.save(evolve(own, peacekeeping="yes"))
    country.gazetteer_into(store)
    return store


def counted(report: TaskReport, code: str, noun: str) -> int:
    line = next(each for each in report.lines if each.code == code)
    return sum(done.count for done in line.done if done.noun == noun)


@pytest.mark.parametrize(
    ("code", "noun"),
    [(t.code, noun) for t in TASKS for noun in t.nouns if noun not in _MADE_BY_SENDING],
)
def test_each_task_is_done_once_from_blank_to_finished_and_counts(station, lived_in, code, noun):
    kind, today = KINDS[noun], station.now().date()
    same = vocabulary("task").notes[code].get("same_as", "") or code
    like = _like(lived_in[noun], same)
    before = task_report(station, today, today)
    draft = _dated_today(copied(like), station)
    if same not in kind.tasks_of(draft):
        draft = evolve(draft, task_codes=(same,))

    station.save(draft)  # as the form does while it is written
    station.finish(station.get(draft.id))

    after = task_report(station, today, today)
    assert counted(after, code, noun) == counted(before, code, noun) + 1


def _like(records: list[Record], code: str) -> Record:
    """A record of the sample station that serves the task, else any of its type."""
    assert records, "the sample station has none of this type"
    return next((each for each in records if code in type(each).tasks_of(each)), records[0])


def _dated_today(record: Record, store: Store) -> Record:
    from fieldapp.records.fields import Kind
    from fieldapp.vocab.days import Day

    name = type(record).dated
    if not name:
        return record
    moment = record.field(name).spec.kind is Kind.MOMENT
    now = store.now()
    values: dict[str, object] = {name: now if moment else Day(now.date().isoformat())}
    for later in (
        "until",
        "ends",
        "happened_to",
        "window_end",
        "expires",
        "ended",
        "held_to",
        "period_to",
        "ends_on",
    ):
        if later in {each.name for each in record.fields()}:
            values[later] = record.field(later).default
    if "expires" in values:
        values["expires"] = Day(f"{now.year}-12-31")
    if "window_end" in values:
        values["window_end"] = now
    return evolve(record, **values)
