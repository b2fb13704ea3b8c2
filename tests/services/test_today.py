"""Today says what is due, what happens and what waits, and nothing else."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from fieldapp.records.actors import Person
from fieldapp.records.dialogue import Action, Commitment, Meeting
from fieldapp.records.disclosures import Delivery, Disclosure
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Partner
from fieldapp.services.aftercare.clock import kept_up
from fieldapp.services.today import count_due, done, today
from fieldapp.services.today_rows import SHOWN, Group, Item, Step
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day

NOW = dt.datetime(2026, 11, 24, 19, 4, tzinfo=dt.UTC)  # a Tuesday; 21:04 at the station
KILO = Person(code_name="KILO", purpose="x", review_on=Day("2027"))


def promise(due: str | None, **values) -> Commitment:
    return Commitment(
        **{"what": f"due {due}", "due": Day(due) if due else None, "by_person": KILO.id} | values
    )


def titles(groups: tuple[Group, ...], heading: str) -> list[str]:
    return [item.title for group in groups if group.heading == heading for item in group.items]


def one(groups: tuple[Group, ...], heading: str) -> Item:
    (item,) = next(group.items for group in groups if group.heading == heading)
    return item


def test_an_empty_vault_has_nothing_to_say(store):
    assert not today(store, NOW)
    assert count_due(store, NOW) == 0


def test_what_is_due_stands_under_when_it_is_due(store):
    store.save(
        KILO,
        promise("2026-11-20"),
        promise("2026-11-23", status="partly_kept"),
        promise("2026-11-24", direction="ours"),
        promise("2026-11-30"),
        promise("2026-12-01", status="in_progress"),
        promise("2026-12-02"),
        promise("2026-11-01", status="kept"),
        promise("2026-11-02", status="broken"),
        promise(None),
        Action(what="call", due=Day("2026-11-24"), owner="AB"),
        Action(what="done already", due=Day("2026-11-24"), status="done"),
    )
    due = today(store, NOW).due
    assert titles(due, "Overdue") == ["due 2026-11-23", "due 2026-11-20"]
    assert titles(due, "Today") == ["due 2026-11-24", "call"]
    assert titles(due, "Next seven days") == ["due 2026-11-30", "due 2026-12-01"]
    assert count_due(store, NOW) == 4
    late, soon = due[0].items[1], due[2].items[0]
    assert (late.note, late.urgent, late.step) == ("4 days late · Theirs · KILO", True, Step.CHECK)
    assert (soon.note, soon.urgent) == ("due Mon 30 Nov · Theirs · KILO", False)
    ours, call = due[1].items
    assert (ours.note, ours.step) == ("due today · Ours · KILO", Step.KEPT)
    assert (call.note, call.step) == ("due today · AB", Step.DONE)


@pytest.mark.parametrize(
    ("due", "day", "heading"),
    [
        ("2026-11", dt.date(2026, 11, 29), "Next seven days"),
        ("2026-11", dt.date(2026, 11, 30), "Today"),
        ("2026-11", dt.date(2026, 12, 1), "Overdue"),
        ("2026", dt.date(2026, 12, 31), "Today"),
        ("2026", dt.date(2027, 1, 1), "Overdue"),
        ("2026-11", dt.date(2026, 11, 20), ""),
        ("2026", dt.date(2026, 11, 24), ""),
    ],
)
def test_a_month_or_a_year_is_due_on_its_last_day(store, due, day, heading):
    store.save(KILO, promise(due))
    now = dt.datetime.combine(day, dt.time(12), dt.UTC)
    found = [group.heading for group in today(store, now).due if group.items]
    assert found == ([heading] if heading else [])
    assert count_due(store, now) == (heading in ("Today", "Overdue"))


def test_the_count_is_of_all_and_the_rows_are_a_few(store):
    many = [promise("2026-11-23") for _ in range(SHOWN + 5)]
    store.save(KILO, *many, *(promise("2026-11") for _ in range(30)))
    late = today(store, NOW).due[0]
    assert (len(late.items), late.more, late.noun) == (SHOWN, 5, "calendar")
    assert count_due(store, NOW) == SHOWN + 5


def test_what_others_received_from_us_or_sent_us_is_not_ours_to_do(store):
    store.receive(Disclosure(title="p"), [promise("2026-11-20"), Meeting(started=NOW)])
    assert not today(store, NOW)
    assert count_due(store, NOW) == 0


def test_done_and_kept_are_one_step_from_the_row(store):
    store.save(KILO, promise("2026-11-24", direction="ours"), Action(what="a", due=Day("2026-11")))
    store.save(*(done(store, item, NOW) for item in today(store, NOW).due[1].items))
    end = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)
    (call,) = today(store, end).due[1].items
    store.save(done(store, call, end))
    assert not today(store, end).due[1].items
    kept = store.get(call.id)
    assert isinstance(kept, Action)
    assert (kept.status, kept.done_on) == ("done", Day("2026-11-30"))


def meeting(days: int, **values) -> Meeting:
    started = NOW + dt.timedelta(days=days)
    return Meeting(**{"title": f"{days}", "started": started, "contacts": (KILO.id,)} | values)


def test_the_week_runs_from_monday_to_sunday_by_the_clock_of_the_station(store):
    edge = dt.datetime(2026, 11, 22, 22, 30, tzinfo=dt.UTC)  # Monday, half past midnight, here
    store.save(
        KILO,
        *(meeting(n, facts="x") for n in (-2, -1, 0, 5, 6)),
        meeting(0, title="edge", started=edge, draft=True),
    )
    happening = today(store, NOW).happening
    assert titles(happening, "Meetings this week") == ["edge", "-1", "0", "5"]
    edge_item, now = happening[0].items[0], happening[0].items[2]
    assert (now.note, now.step) == ("Today 21:04 · KILO", Step.PRINT)
    assert (edge_item.note, edge_item.step) == ("Yesterday 00:30 · KILO", Step.CONTINUE)


def test_a_meeting_agreed_for_the_days_to_come_is_there_to_be_written(store):
    store.save(
        KILO,
        meeting(-60, title="Corridor", facts="x", next_meeting=Day("2026-11-25")),
        meeting(-61, facts="x", next_meeting=Day("2026-11-20")),
        meeting(-62, facts="x", next_meeting=Day("2026-12-25")),
    )
    item = one(today(store, NOW).happening, "Next meetings")
    assert (item.title, item.note) == ("Tomorrow, KILO", "agreed at Corridor")
    assert item.step is Step.WRITE


def test_unfinished_records_and_the_kept_note_wait_but_not_the_rows_of_a_record(store):
    store.save(meeting(-90, title="begun", draft=True), promise("2027-01-01", draft=True))
    store.save(meeting(-91, title="finished", facts="x", actors=("a",), draft=False))
    assert titles(today(store, NOW).waiting, "Not finished") == ["begun"]
    store.keep_draft("note", Meeting(started=NOW), {"text": "> a"})
    store.keep_draft("meeting", Meeting(started=NOW), {})
    assert titles(today(store, NOW).waiting, "Not finished") == ["Tonight's note", "begun"]
    store.keep_draft("note", Meeting(started=NOW), {"text": "  "})
    assert titles(today(store, NOW).waiting, "Not finished") == ["begun"]


def test_a_package_waits_until_every_receipt_is_back(store):
    partner = Partner(name="Cluster", recipient_kind="ocha")
    sealed = Disclosure(
        title="Incidents",
        state="sealed",
        at=NOW,
        deliveries=(Delivery(partner=partner.id, receipt_state="awaited"),),
    )
    store.save(partner, kept_up(sealed), evolve(sealed, id="other", state="voided"))
    item = one(today(store, NOW).waiting, "Receipts outstanding")
    assert (item.note, item.step) == ("Cluster · sealed 24 Nov", Step.RECEIPT)
    back = attrs.evolve(sealed.deliveries[0], receipt_state="imported")
    store.save(kept_up(evolve(sealed, deliveries=(back,))))
    assert not titles(today(store, NOW).waiting, "Receipts outstanding")


def test_reviews_that_are_due_wait_oldest_first(store):
    store.save(
        evolve(KILO, review_on=Day("2026-11-24")),
        meeting(-700, title="old", facts="x", review_on=Day("2026-10-01")),
        meeting(-700, title="not yet", facts="x", review_on=Day("2026-11-25")),
    )
    assert titles(today(store, NOW).waiting, "To be reviewed") == ["old", "KILO"]


def test_no_row_prints_what_it_says(store: Store):
    store.save(KILO, promise("2026-11-20", what="the bridge"))
    assert "bridge" not in repr(today(store, NOW))
    assert "KILO" not in repr(today(store, NOW))
