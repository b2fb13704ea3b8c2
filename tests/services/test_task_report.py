"""The task report counts each finished record of a period under its tasks, and nothing else."""

from __future__ import annotations

import datetime as dt
import io

import pypdf
import pytest

from fieldapp.records.actors import Actor, Person
from fieldapp.records.dialogue import Commitment, Meeting
from fieldapp.records.incidents import Incident
from fieldapp.services.printing.summary import record_sheet
from fieldapp.services.printing.task_sheet import task_sheet
from fieldapp.services.task_report import FEW, SHOWN, TaskLine, rounded, task_report
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.vocabulary import vocabulary

FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 30)
KILO = Person(code_name="KILO", name="Harun Selim", purpose="x", review_on=Day("2027"))


def meeting(day: int, **values) -> Meeting:
    started = dt.datetime(2026, 11, day, 10, tzinfo=dt.UTC)
    return Meeting(
        **{"title": f"Meeting {day}", "started": started, "contacts": (KILO.id,), "facts": "x"}
        | values
    )


def line(store: Store, code: str) -> TaskLine:
    report = task_report(store, FIRST, LAST)
    return next(each for each in report.lines if each.code == code)


def test_a_record_counts_under_the_tasks_it_names_else_under_those_of_its_type(store):
    store.save(KILO, meeting(3), meeting(4, task_codes=("AD2", "AD3")), meeting(5))

    assert [(d.noun, d.count) for d in line(store, "DI1").done] == [("meeting", 2)]
    assert [row.title for row in line(store, "DI1").done[0].rows] == ["Meeting 5", "Meeting 3"]
    assert line(store, "AD2").count == line(store, "AD3").count == 1


def test_drafts_other_periods_other_stations_and_the_bin_do_not_count(store):
    store.save(KILO, meeting(3), meeting(6, draft=True), meeting(7))
    store.delete(meeting_id(store, "Meeting 7"))
    store.save(meeting(9, started=dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)))

    assert line(store, "DI1").count == 1
    assert task_report(store, FIRST, LAST).drafts == 1


def meeting_id(store: Store, title: str) -> str:
    return next(row.id for row in store.find(title) if row.title == title)


def test_what_has_no_day_of_its_own_counts_when_it_was_written(store):
    store.save(Actor(name="Blue Brigade"))
    today = store.now().date()

    report = task_report(store, today.replace(day=1), today)

    analysis = next(each for each in report.lines if each.code == "AN1")
    assert [(d.noun, d.count) for d in analysis.done] == [("actor", 1)]


def test_a_task_with_two_parents_is_counted_once(store):
    found = line(store, "PP3")

    assert found.same_as == "DI2"
    assert found.count == line(store, "DI2").count == 0


def test_all_tasks_of_the_note_stand_in_it_in_order(store):
    assert [each.code for each in task_report(store, FIRST, LAST).lines] == list(vocabulary("task"))
    assert len(vocabulary("task")) == 34


def test_only_the_newest_are_named(store):
    store.save(KILO, *(meeting(day) for day in range(1, SHOWN + 4)))

    (done,) = line(store, "DI1").done
    assert done.count == SHOWN + 3
    assert len(done.rows) == SHOWN


def words(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_on_paper_it_names_records_and_for_others_only_counts(store):
    told = "Harun Selim said it"
    store.save(KILO, meeting(3, title=told), Commitment(what="Open", due=Day("2026-11-12")))
    store.save(
        *(Incident(act="killing", title=f"Shelling {n}", happened=Day("2026-11")) for n in range(6))
    )
    report = task_report(store, FIRST, LAST)

    own = words(record_sheet(task_sheet(store, report)))
    assert "KILO said it" in own
    assert "Harun" not in own
    assert "AN4" in own
    assert "Shelling 1" in own
    others = words(record_sheet(task_sheet(store, report, anonymised=True)))
    assert not {"KILO", "Harun", "Shelling", "El", "SDN"} & set(others.split())
    assert "fewer than 5" in others
    assert "6" in others.split()


@pytest.mark.parametrize(("count", "told"), [(0, "0"), (1, f"fewer than {FEW}"), (FEW, str(FEW))])
def test_small_counts_are_not_told_to_others(count, told):
    assert rounded(count) == told


def test_what_has_no_day_yet_counts_when_it_was_written(store):
    store.save(Commitment(what="Open the road"))
    today = store.now().date()

    report = task_report(store, today, today)
    assert next(each for each in report.lines if each.code == "DI1").count == 1
    before = today - dt.timedelta(days=9)
    report = task_report(store, before, before)
    assert next(each for each in report.lines if each.code == "DI1").count == 0


def test_what_a_data_set_brought_is_no_work_of_this_station(store):
    values = {"act": "killing", "happened": Day("2026-11-03")}
    store.save(Incident(**values), Incident(**values, dataset="insecurity-insight"))

    assert line(store, "AN4").count == 1
