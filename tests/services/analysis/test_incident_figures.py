"""The charts count by the rules of counting, no more and no less, and say what they leave out."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.records.actors import Actor
from fieldapp.records.incidents import AllegedActor, Incident
from fieldapp.records.record import Record, evolve
from fieldapp.records.sources import Source
from fieldapp.services.analysis.counting import count_by_act, count_by_harm, counts
from fieldapp.services.analysis.incident_charts import Bar
from fieldapp.services.analysis.incident_figures import NO_MEASURE, in_steps, incident_figures
from fieldapp.services.analysis.incident_scope import Selection, list_query
from fieldapp.services.importing.importing import import_file
from fieldapp.store.gazetteer import GazetteerRow
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import GROUPS, Tally
from fieldapp.vocab.vocabulary import vocabulary

YEAR = Selection(dt.date(2025, 12, 1), dt.date(2026, 11, 30))
STATE = (Area("SDN"), Area("SD01", "Khartoum"))
TOWN = (*STATE, Area("SD01001", "Bahri"))


def incident(**values) -> Incident:
    return Incident(
        **{"title": "x", "act": "raid", "happened": Day("2026-05-12"), "shows_source": "no"}
        | values
    )


def bars(store: Store, name: str, selection: Selection = YEAR) -> dict[str, str]:
    return {
        bar.label: bar.said
        for bar in incident_figures(store, selection).chart(name).bars
        if bar.value
    }


tallies = st.builds(
    Tally,
    women=st.none() | st.integers(0, 5),
    men=st.none() | st.integers(0, 5),
    girls=st.none() | st.integers(0, 5),
    estimated=st.frozensets(st.sampled_from(GROUPS), max_size=2),
)
drawn = st.builds(
    incident,
    draft=st.just(True),  # so that what no officer could finish is counted rightly too
    act=st.sampled_from(("killing", "injury", "recruitment_use", "assault", "raid", "siege")),
    killed=tallies,
    injured=tallies,
    affected=tallies,
    victims_least=st.none() | st.just(2),
    victims_most=st.none() | st.just(9),
    verification_status=st.sampled_from(("reported", "disputed", "rejected")),
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(drawn, max_size=7))
def test_sql_counts_what_the_rules_say_of_each_record(store, given_):
    db = store.vault.db
    db.execute("DELETE FROM incident")
    store.save(*given_)
    db.execute("UPDATE incident SET draft = 0")
    finished = [evolve(each, draft=False) for each in given_]

    figures = incident_figures(store, YEAR)

    told = {
        (bar.label, chart.unit): bar.count
        for chart in figures.charts
        if chart.name in ("act_events", "act_victims")
        for bar in chart.bars
    }
    assert told == {(each.label, each.unit): each.count for each in count_by_act(finished)}
    assert figures.events == sum(counts(each) for each in finished)
    for group, bar in zip(GROUPS, figures.chart("group").bars, strict=True):
        by_harm = count_by_harm(finished, (group,))
        del by_harm["displaced"]
        assert bar.count.high == sum(each.high for each in by_harm.values())
        assert bar.count.about == sum(each.about for each in by_harm.values())


def test_months_without_any_are_shown_and_a_year_is_in_none(store):
    store.save(incident(), incident(happened=Day("2026-06")), incident(happened=Day("2026")))

    chart = incident_figures(store, YEAR).chart("month")

    assert len(chart.bars) == 12
    assert [(bar.label, bar.value) for bar in chart.bars if bar.value] == [
        ("2026-05", 1),
        ("2026-06", 1),
    ]
    assert chart.notes == ("Known only to the year, in no month: 1.",)
    assert chart.unit == "events"


def test_one_act_with_victims_is_counted_by_them_everywhere_but_by_actor(store):
    store.save(
        incident(act="killing", killed=Tally(men=3, girls=1), place=Place(STATE)),
        incident(act="killing", place=Place(STATE)),
    )
    killing = attrs.evolve(YEAR, act="killing")

    figures = incident_figures(store, killing)

    assert {c.name: c.unit for c in figures.charts} == {
        "month": "victims",
        "act_events": "events",
        "act_victims": "victims",
        "group": "victims",
        "actor": "events",
        "area_1": "victims",
        "area_2": "victims",
    }
    assert bars(store, "month", killing) == {"2026-05": "4"}
    assert bars(store, "area_1", killing) == {"SD01": "4"}
    assert bars(store, "group", killing) == {"Men": "3", "Girls": "1"}
    (bar,) = figures.chart("act_victims").bars
    assert bar.count.words() == "4, number not known in 1 incident"
    assert bar.note == "in 2 incidents, 1 of them without a number"


def test_what_is_not_counted_is_named_and_kept_apart(store):
    first = incident()
    store.save(
        first,
        incident(draft=True),
        incident(merged_into=first.id),
        incident(verification_status="rejected"),
        incident(dataset="Insecurity Insight"),
        incident(definition_set="acled"),
        incident(definition_set="own"),
        incident(act="sexual_exploitation_abuse", title="", happened=Day("2026-05")),
    )

    figures = incident_figures(store, YEAR)

    assert figures.events == 2
    assert figures.left_out.words() == (
        "Not counted: 1 draft, 1 duplicate, 1 rejected, 1 of “ACLED”, kept apart, "
        "1 of “Insecurity Insight”, kept apart."
    )
    named = {each.label: each.name for each in figures.series}
    for label, name in named.items():
        of_set = incident_figures(store, attrs.evolve(YEAR, series=name))
        assert of_set.events == {"Own records": 2}.get(label, 1)


def test_received_records_are_a_count_of_their_own(store):
    store.save(incident(), incident())
    store.vault.db.execute("UPDATE incident SET received_from = 'x' WHERE seq % 2")

    figures = incident_figures(store, YEAR)

    assert (figures.events, [each.count for each in figures.series]) == (1, [1, 1])
    assert incident_figures(store, attrs.evolve(YEAR, series="received")).events == 1


def test_an_actor_is_alleged_with_its_certainty_and_what_it_rests_on(store):
    blue, source = Actor(name="Blue Brigade"), Source(draft=True)
    both = (
        AllegedActor(actor=blue.id, certainty="claimed"),
        AllegedActor(category="nsag", certainty="alleged"),
    )
    store.save(blue, source)
    store.save(
        incident(alleged=both, sources=(source.id,)),
        incident(alleged=(AllegedActor(actor=blue.id),), verification_status="corroborated"),
        incident(),
    )

    chart = incident_figures(store, YEAR).chart("actor")

    assert [(b.label, b.value, b.note) for b in chart.bars] == [
        ("Blue Brigade, alleged", 2, "alleged 1, claimed by the actor 1"),
        ("Non-State armed group, alleged", 1, "alleged 1"),
    ]
    assert chart.notes == (
        NO_MEASURE,
        "Sources: no source named 2, one source 1. Verification: reported 2, corroborated 1.",
        "An incident with several alleged actors stands under each.",
        "Without an alleged actor: 1.",
    )


def stub(**values) -> Incident:
    return incident(
        title="", act="sexual_violence", happened=Day("2026-05"), place=Place(STATE), **values
    )


def test_a_stub_is_in_no_month_and_never_finer_than_a_state(store):
    store.save(stub(), incident(place=Place(TOWN)), incident(place=Place(STATE)), incident())
    store.gazetteer.load([GazetteerRow("SDN", 1, "SD01", "Khartoum", "SDN")], "2021")

    figures = incident_figures(store, YEAR)

    assert sum(bar.value for bar in figures.chart("month").bars) == 3
    assert figures.chart("month").notes == ("Stubs, told by quarter and in no month: 1.",)
    assert bars(store, "area_1") == {"Khartoum": "3"}
    assert bars(store, "area_2") == {"SD01001": "1"}
    assert figures.chart("area_2").notes == (
        "Known only to ADM1, in no area here: 2.",
        "Without an area that is known: 1.",
    )


@pytest.fixture
def mixed(store: Store) -> list[Record]:
    blue = Actor(name="Blue Brigade")
    store.save(blue)
    made = [
        incident(alleged=(AllegedActor(actor=blue.id),), place=Place(TOWN)),
        incident(act="killing", killed=Tally(girls=2), happened=Day("2026-02-02")),
        incident(act="killing", injured=Tally(girls=1), alleged=(AllegedActor(category="nsag"),)),
        incident(draft=True),
        incident(dataset="Other", place=Place(TOWN)),
        incident(definition_set="acled"),
        incident(verification_status="rejected"),
        incident(happened=Day("2024")),
    ]
    store.save(*made)
    return made


@pytest.mark.parametrize(
    "selection",
    [
        YEAR,
        attrs.evolve(YEAR, act="killing"),
        attrs.evolve(YEAR, area="SD01", area_level=1),
        attrs.evolve(YEAR, verification="reported"),
        attrs.evolve(YEAR, series="Other"),
        attrs.evolve(YEAR, series="acled"),
    ],
)
def test_every_bar_opens_the_list_of_what_it_counts(store, mixed, selection):
    assert mixed
    figures = incident_figures(store, selection)
    assert store.count(list_query(selection)) == figures.events
    for chart in figures.charts:
        for bar in (each for each in chart.bars if each.filters is not None):
            found = store.count(list_query(selection, *bar.filters))
            assert found == _incidents(bar, chart.unit, store, selection), (chart.name, bar)


def _incidents(bar: Bar, unit: str, store: Store, selection: Selection) -> int:
    """How many incidents a bar stands for: its value, or for victims those that have any."""
    if unit == "events":
        return bar.value
    query = list_query(selection, *(bar.filters or ()))
    return sum(1 for _ in store.records(query))


def test_no_value_of_the_vocabulary_of_acts_is_lost(store):
    acts = [a for a in vocabulary("act") if "sexual" not in a and a != "gender_based_violence"]
    store.save(*(incident(act=act) for act in acts))

    figures = incident_figures(store, YEAR)

    shown = Counter(
        bar.label for name in ("act_events", "act_victims") for bar in figures.chart(name).bars
    )
    assert shown == Counter(vocabulary("act").label(act) for act in acts)


def test_the_first_charts_come_before_the_rest(store):
    names = [[c.name for c in figures.charts] for figures in in_steps(store, YEAR)]
    assert names[0] == ["month", "act_events"]
    assert len(names) == 4
    assert names[-1][: len(names[0])] == names[0]


def test_real_incidents_of_a_data_set_are_counted_whole(store, shared):
    path = shared / "data" / "insecurity_insight_protection.json"
    if not path.is_file():
        pytest.skip("no public incidents in the shared data folder")
    import_file(store, path)
    ever = Selection(dt.date(2000, 1, 1), dt.date(2030, 12, 31))

    own = incident_figures(store, ever)
    assert own.events == 0
    (other,) = [each for each in own.series if each.count]
    figures = incident_figures(store, attrs.evolve(ever, series=other.name))

    found = [r for r in store.records(list_query(figures.selection)) if isinstance(r, Incident)]
    assert figures.events == other.count == len(found) > 100
    by_act = Counter(vocabulary("act").label(each.act) for each in found)
    chart = figures.chart("act_events")
    assert {b.label: b.value for b in chart.bars} == {
        label: by_act[label] for label in (b.label for b in chart.bars)
    }
