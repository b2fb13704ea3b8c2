"""One record of every type, a word in every text: what stands on the papers of the own office."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from fieldapp.services.analysis.network_reading import read_network
from fieldapp.services.printing.network_sheet import map_sheet
from fieldapp.services.printing.selection_sheet import selection_sheet
from fieldapp.services.printing.sheet import Template
from fieldapp.services.printing.sheets import sheet
from fieldapp.services.printing.task_sheet import task_sheet
from fieldapp.services.task_report import task_report
from fieldapp.store.store import Store
from fieldapp.vocab.handling import DataClass
from tests.adversary.planted import KINDS, one_of_each, planted, record_id

NAMES = frozenset({DataClass.IDENTITY, DataClass.PERSONAL_CONTACT, DataClass.SOURCE_IDENTITY})


@pytest.fixture
def full(store: Store) -> Store:
    """A vault with a record of every type."""
    for each in one_of_each():
        store.save(attrs.evolve(each, draft=True))
    return store


def _on(paper: object) -> str:
    return repr(attrs.asdict(paper))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)
def test_no_name_and_no_source_stands_on_a_paper_without_names(full, kind):
    record = full.get(record_id(kind.noun))
    told = _on(sheet(full, record, Template.NO_NAMES))

    named = [e for e in planted() if e.data_class in NAMES and not e.path.endswith("code_name")]
    assert sorted({e.path for e in named if e.word in told}) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)
def test_a_selection_says_no_more_than_each_paper(full, kind):
    record = full.get(record_id(kind.noun))
    told = _on(selection_sheet(full, [record, record]))

    named = [e for e in planted() if e.data_class in NAMES and not e.path.endswith("code_name")]
    assert sorted({e.path for e in named if e.word in told}) == []


def test_the_map_on_paper_names_no_one_and_no_source(full):
    network = read_network(full)
    made = map_sheet(full, network, {}, {}, dt.date(2026, 3, 5))
    told = _on(made)

    assert network.nodes
    named = [e for e in planted() if e.data_class in NAMES and not e.path.endswith("code_name")]
    assert sorted({e.path for e in named if e.word in told}) == []


@pytest.mark.parametrize("anonymised", [True, False])
def test_the_task_report_names_no_one_and_for_others_nothing(full, anonymised):
    report = task_report(full, dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    told = _on(task_sheet(full, report, anonymised=anonymised))

    words = [e for e in planted() if e.data_class in NAMES or anonymised]
    kept = [e for e in words if anonymised or not e.path.endswith("code_name")]
    assert sorted({e.path for e in kept if e.word in told}) == []
