"""The network out of a real vault: what is on it, and above all what is not (R26)."""

from __future__ import annotations

import datetime as dt
import io

import pypdf
import pytest

from fieldapp.records.actors import Actor, Intermediary, Person, Relation
from fieldapp.records.analysis import Objective, Scoring
from fieldapp.records.channels import Channel
from fieldapp.records.dialogue import Meeting
from fieldapp.records.record import evolve
from fieldapp.services.analysis.network import as_of
from fieldapp.services.analysis.network_paths import ways
from fieldapp.services.analysis.network_reading import (
    in_area,
    in_touch,
    objectives,
    read_network,
    read_scores,
)
from fieldapp.services.analysis.network_records import kept_way, new_score
from fieldapp.services.analysis.network_scores import latest
from fieldapp.services.printing.network_sheet import map_pdf, map_sheet
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place

DAY = dt.date(2026, 11, 24)
NORTH = Place(path=(Area("SDN"), Area("SD01", "Northernplace")), precision="adm1")


@pytest.fixture
def people(store):
    command = Actor(name="Northern Command", area_of_influence=NORTH, draft=True)
    brigade = Actor(name="Third Brigade", parent=command.id, draft=True)
    council = Actor(name="Council of the Hills", draft=True)
    kilo = Person(
        code_name="KILO",
        name="Amin Realname",
        actor=command.id,
        purpose="Access to the road",
        review_on=Day("2027-01-01"),
    )
    elder = Intermediary(code_name="ELDER-4", role="elder", purpose="Hills", reaches=(council.id,))
    store.save(command, brigade, council, kilo, elder)
    return {
        each.noun + str(n): each for n, each in enumerate((command, brigade, council, kilo, elder))
    }


@pytest.fixture
def objective(store, people):
    made = Objective(title="Access to the northern road", kind="access")
    store.save(made)
    return made


def test_links_and_relations_make_the_ties_and_people_stand_by_code_name(store, people):
    command, brigade, council, kilo, elder = people.values()
    relation = Relation(
        source_end=kilo.id, target_end=brigade.id, type="influences", strength=2.0,
        valid_from=Day("2025-11"), valid_until=Day("2026-10"), reliability="B", credibility="2",
    )  # fmt: skip
    store.save(relation)
    network = read_network(store)
    labels = {node.label for node in network.nodes.values()}
    assert labels == {
        "Northern Command",
        "Third Brigade",
        "Council of the Hills",
        "KILO",
        "ELDER-4",
    }
    ties = {
        (e.source, e.type, e.target, e.strength, e.since, e.until, e.grade) for e in network.edges
    }
    assert ties == {
        (brigade.id, "part_of", command.id, 0, "", "", ""),
        (kilo.id, "speaks_for", command.id, 0, "", "", ""),
        (elder.id, "reaches", council.id, 0, "", "", ""),
        (kilo.id, "influences", brigade.id, 2, "2025-11", "2026-10", "B2"),
    }
    assert relation.id not in {edge.id for edge in as_of(network, DAY).edges}


def test_no_name_of_a_person_no_place_and_no_role_of_a_go_between_is_in_it(store, people):
    held = [
        str(getattr(each, name))
        for each in (*read_network(store).nodes.values(), *read_network(store).edges)
        for name in each.__slots__
        if name != "__weakref__"
    ]
    for word in ("Realname", "Northernplace", "SD01", "elder"):
        assert not any(word in each for each in held)


def test_what_lies_in_the_bin_is_gone_with_its_ties(store, people):
    command = next(iter(people.values()))
    store.delete(command.id)
    network = read_network(store)
    assert command.id not in network.nodes
    assert [edge.type for edge in network.edges] == ["reaches"]


def test_scores_that_are_not_finished_are_not_shown_and_a_new_one_leaves_the_old(
    store, people, objective
):
    command = next(iter(people.values()))
    old = Scoring(
        who=command.id, objective=objective.id, on=Day("2026-01-10"), stance="m1", power="high",
        interest="low", confidence="low", basis="One meeting",
    )  # fmt: skip
    store.save(old)
    draft = new_score(command.id, objective.id, DAY)
    store.save(draft)
    scores = read_scores(store, objective.id)
    assert [each.id for each in scores] == [old.id]
    assert latest(scores, DAY)[command.id].stance == "m1"
    assert latest(scores, dt.date(2026, 1, 9)) == {}
    assert draft.draft
    assert draft.on == Day("2026-11-24")
    assert objectives(store) == [(objective.id, "Access to the northern road")]


def test_we_begin_with_whom_we_met_or_have_a_channel_to_by_the_newest_day(store, people):
    command, _, council, kilo, elder = people.values()
    september, december = (dt.datetime(2026, n, 2, 9, tzinfo=dt.UTC) for n in (9, 12))
    store.save(
        Meeting(started=september, contacts=(kilo.id, elder.id), draft=True),
        Meeting(started=december, actors=(council.id,), draft=True),
        Channel(title="Call", actor=command.id, contact=kilo.id, last_used=Day("2026-11-19")),
    )
    assert in_touch(store, DAY.isoformat()) == {
        kilo.id: "2026-11-19",
        command.id: "2026-11-19",
        elder.id: "2026-09-02",
    }


def test_an_area_chooses_its_actors_and_who_speaks_for_them(store, people):
    command, _, _, kilo, _ = people.values()
    assert in_area(store, "SD01") == {command.id, kilo.id}
    assert in_area(store, "SD02") == frozenset()


def test_a_way_is_kept_as_a_draft_with_the_nearest_to_the_target_first(store, people, objective):
    command, brigade, _, kilo, _ = people.values()
    store.save(Relation(source_end=command.id, target_end=brigade.id, type="commands", strength=3))
    network = read_network(store)
    way = ways(network, {kilo.id}, brigade.id)[0]
    made = kept_way(network, way, "He could lose his post", objective.id, DAY)
    store.save(made)
    kept = store.get(made.id)
    assert kept.through == (command.id, kilo.id)
    assert kept.target == brigade.id
    assert kept.risk_to_intermediary == "He could lose his post"
    assert kept.draft
    assert store.save(evolve(kept, draft=False)).ids == {made.id}  # nothing required is missing


def test_the_paper_is_marked_on_every_page_and_names_nobody(store, people, objective):
    command, _, _, kilo, _ = people.values()
    store.save(
        Relation(source_end=kilo.id, target_end=command.id, type="influences", strength=2),
        Scoring(
            who=command.id, objective=objective.id, on=Day("2026-01-10"), stance="p1", power="high",
            interest="high", confidence="low", basis="Amin Realname said so twice",
        ),
    )  # fmt: skip
    network = read_network(store)
    spots = {key: (n * 140.0, n * 60.0) for n, key in enumerate(network.nodes)}
    scores = latest(read_scores(store, objective.id), DAY)
    sheet = map_sheet(store, network, spots, scores, DAY, objective.title)
    pdf = map_pdf(sheet)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert len(pages) >= 2
    for number, page in enumerate(pages, 1):
        assert page.count("STRICTLY CONFIDENTIAL") == 2
        assert f"Page {number} of {len(pages)}" in page
        assert "Printed by AB" in page
        assert "For your own office only" in page
    whole = " ".join(pages)
    assert "KILO" in pages[0]
    assert "ELDER-4" in pages[0]
    assert "our own reading" in pages[0]
    assert "Northern Command: for, low confidence" in pages[1]
    assert "KILO said so twice" in whole.replace("\n", " ")
    assert "Realname" not in whole
    assert map_pdf(sheet) == pdf
    assert "Northern Command" not in repr(sheet)
