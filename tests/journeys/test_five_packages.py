"""The five things that really leave a station, each from the window to its reader, and no more."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QPushButton

from fieldapp.crypto import age
from fieldapp.records.record import Record
from fieldapp.services.demo import country, stations
from fieldapp.services.package.archive import Archive
from fieldapp.store.store import Query, Store
from fieldapp.store.vault import Vault
from fieldapp.vocab.folding import fold
from tests.canary.words import texts_in
from tests.journeys import steps
from tests.journeys.officer import Officer

ACCESS = "Monthly access snapshot for the Access Working Group"
CLUSTER = "Information sharing with the Protection Cluster"
TASK_FORCE = "Terms of reference with the country task force"
HNS = "Notification procedure with the Second Military Region"
HC = "Standing instruction of the Humanitarian Coordinator"

SNAPSHOT, BRIEF = "Access snapshot, North Hajar", "HCT protection brief, standing item"
CONVOY = "Food for Tell Arouz, six trucks"


@attrs.frozen
class Station:
    """The sample station with keys for who has one; what opens them, by label of the partner."""

    folder: Path
    key: bytes = attrs.field(repr=False)
    identities: dict[str, str] = attrs.field(repr=False)
    ids: dict[str, str]


@pytest.fixture(scope="module")
def settled(made_once, tmp_path_factory) -> Station:
    folder = tmp_path_factory.mktemp("five") / "station.vault"
    shutil.copytree(made_once.folder, folder)
    with Vault.open(folder, made_once.key) as vault:
        officer, reader, _ = stations.settle_officer(vault, country.now())
        labels = ("cluster", "monitor", "access")
        keys = {each: stations.give_key(officer, reader.id_of(each), age.HYBRID) for each in labels}
        ids = {each: reader.id_of(each) for each in ("not-conv", "prd-access", "prd-hct")}
    return Station(folder, made_once.key, keys, ids)


@pytest.fixture
def station(settled, seat, tmp_path) -> tuple[Station, Officer]:
    folder = tmp_path / "station.vault"
    shutil.copytree(settled.folder, folder)
    officer = seat(folder)
    officer.window.open(folder, settled.key)
    officer.waits()
    return attrs.evolve(settled, folder=folder), officer


# -- at the window ---------------------------------------------------------------------------


def chooses_agreement(officer: Officer, title: str) -> None:
    officer.goes_to("share")
    officer.chooses("agreement", title)
    decided(officer)


def decided(officer: Officer) -> None:
    page = officer.frame.page("share")
    officer.waits_until(lambda: not page.is_deciding)
    officer.waits()


def ticks_only(officer: Officer, record: Record) -> None:
    """Untick all, then the one row by the space bar."""
    officer.presses("action-untick-all")
    decided(officer)
    table = officer.finds(QAbstractItemView, "list-share")
    row = officer.rows("list-share").index(titled(officer, record))
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, 0))
    QTest.keyClick(table, Qt.Key.Key_Space)
    decided(officer)
    assert officer.reads("share-counts").startswith("1 leave"), officer.reads("share-counts")


def titled(officer: Officer, record: Record) -> str:
    return store_of(officer).titles([record.id])[record.id]


def store_of(officer: Officer) -> Store:
    session = officer.window.session
    assert session is not None
    return session.store


def leaves_sealed(officer: Officer, folder: Path) -> Path:
    folder.mkdir()
    steps.read_every_text(officer)
    return steps.seal(officer, folder)


def leaves_on_paper(officer: Officer, to: str, target: Path) -> str:
    """Logged, previewed, saved; the words of the paper."""
    steps.have_it_approved(officer)
    steps.read_every_text(officer)
    officer.writes("handed_by", "CMC-1")
    officer.writes("handed_to", to)
    assert officer.finds(QPushButton, "action-seal").isEnabled(), officer.reads("share-stands")
    officer.presses("action-seal")
    officer.waits()
    assert officer.page() == "preview", officer.message()
    officer.presses("action-save-pdf")
    officer.presses("action-go-on")
    officer.answers(target)
    return "\n".join(texts_in("paper.pdf", target.read_bytes()))


# -- at the other end ------------------------------------------------------------------------


@attrs.frozen
class Inside:
    """What a recipient finds: the records as typed, and every word of every file, folded."""

    records: list[dict]
    words: str


def opened(package: Path, identity: str) -> Inside:
    with package.open("rb") as file:
        archive = Archive(io.BytesIO(age.open_reader(file, [identity]).read()))
    files = {each.path: b"".join(archive.chunks(each.path)) for each in archive.entries}
    lines = [json.loads(line) for line in files["records.jsonl"].splitlines()]
    words = (text for path, raw in files.items() for text in texts_in(path, raw))
    return Inside(lines, fold("\n".join(words)))


def holds_nothing_of_others(words: str, *own: str) -> None:
    """None of what the other four are about."""
    told = {"snapshot": SNAPSHOT, "brief": BRIEF, "convoy": CONVOY, "plate": "KH "}
    for name, each in told.items():
        if name not in own:
            assert fold(each) not in words, name


def with_children(store: Store) -> Record:
    """An incident with girls or boys among those harmed, and sources who agreed."""
    for each in store.records(Query("incident", drafts=False)):
        tallies = (each.killed, each.injured, each.abducted)
        if (
            each.shows_source == "no"
            and any(t.girls or t.boys for t in tallies)
            and not each.dataset
        ):
            return each
    raise AssertionError("the sample station holds no such incident")


# -- the five --------------------------------------------------------------------------------


def test_a_monthly_access_snapshot_goes_to_the_working_group_as_a_table(station, tmp_path):
    sample, officer = station
    chooses_agreement(officer, ACCESS)
    ticks_only(officer, store_of(officer).get(sample.ids["prd-access"]))
    found = opened(leaves_sealed(officer, tmp_path / "out"), sample.identities["access"])

    assert [each["kind"] for each in found.records] == ["product"]
    by_district, by_week = found.records[0]["values"]["tables"]
    assert "Ain Sabra | 9 | [c] | [c] | 17" in by_district["rows"]  # 2 is small; 6 would tell it
    assert "[c]" not in by_week["rows"]
    holds_nothing_of_others(found.words, "snapshot")
    assert not {"incident", "meeting", "notification"} & {e["kind"] for e in found.records}


def test_one_incident_goes_to_the_protection_cluster(station, tmp_path):
    sample, officer = station
    one = with_children(store_of(officer))
    chooses_agreement(officer, CLUSTER)
    ticks_only(officer, one)
    found = opened(leaves_sealed(officer, tmp_path / "out"), sample.identities["cluster"])

    (record,) = found.records
    assert (record["kind"], record["values"]["act"]) == ("incident", one.act)
    assert record["precision"]["happened"] == "month"
    assert "latitude" not in json.dumps(record)
    assert fold(one.narrative_confidential or "nothing confidential") not in found.words
    holds_nothing_of_others(found.words)


def test_an_alert_goes_to_the_task_force_with_the_day_and_the_forces(station, tmp_path):
    sample, officer = station
    one = with_children(store_of(officer))
    chooses_agreement(officer, TASK_FORCE)
    ticks_only(officer, one)
    found = opened(leaves_sealed(officer, tmp_path / "out"), sample.identities["monitor"])

    (record,) = found.records
    assert record["kind"] == "incident"
    assert {"killed", "injured", "abducted"} & set(record["values"])
    assert record["precision"]["happened"] == one.happened.precision
    holds_nothing_of_others(found.words)


def test_a_movement_is_handed_to_the_force_in_whose_area_it_lies(station, tmp_path):
    sample, officer = station
    convoy = store_of(officer).get(sample.ids["not-conv"])
    chooses_agreement(officer, HNS)
    officer.chooses("channel", "Paper")
    decided(officer)
    ticks_only(officer, convoy)
    words = leaves_on_paper(officer, "Duty desk of the liaison office", tmp_path / "paper.pdf")

    assert CONVOY in words
    for row in convoy.waypoints:
        assert f"{row.latitude}" in words
    for row in convoy.vehicles:
        assert row.plate in words
    assert convoy.focal_contact not in words or not convoy.focal_contact
    holds_nothing_of_others(fold(words), "convoy", "plate")
    (logged,) = store_of(officer).records(Query("disclosure", limit=1))
    assert (logged.channel, logged.handed_to) == ("paper", "Duty desk of the liaison office")


def test_a_summary_goes_to_the_humanitarian_coordinator_on_paper(station, tmp_path):
    sample, officer = station
    brief = store_of(officer).get(sample.ids["prd-hct"])
    chooses_agreement(officer, HC)
    officer.chooses("channel", "Paper")
    decided(officer)
    ticks_only(officer, brief)
    words = leaves_on_paper(officer, "Private office", tmp_path / "paper.pdf")

    assert brief.title in words
    holds_nothing_of_others(fold(words), "brief")


def test_no_reader_opens_what_was_sealed_for_another(station, tmp_path):
    sample, officer = station
    chooses_agreement(officer, TASK_FORCE)
    ticks_only(officer, with_children(store_of(officer)))
    package = leaves_sealed(officer, tmp_path / "out")
    for each in ("cluster", "access"):
        with pytest.raises(age.AgeNoMatchError), package.open("rb") as file:
            age.open_reader(file, [sample.identities[each]])
