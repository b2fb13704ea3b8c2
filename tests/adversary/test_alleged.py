"""R7 beyond incidents: who is alleged never stands without how sure that is."""

from __future__ import annotations

import attrs
import pytest

from fieldapp.records.access import AccessConstraint
from fieldapp.services.printing.sheets import sheet
from fieldapp.services.printing.wording import ALLEGED
from fieldapp.vocab.days import Day
from tests.services.sharing.samples import FRONT, all_words, field_of, prepared

BLOCKED = AccessConstraint(
    id="constraint-1",
    title="Road closed",
    category="3",
    alleged=FRONT.id,
    alleged_certainty="alleged",
    happened=Day("2026-03-02"),
)
TERMS = {"record_types": ("access_constraint",), "role_precision": "as_recorded"}


def test_with_its_certainty_it_leaves():
    (told,) = prepared(BLOCKED, **TERMS).records
    assert field_of(told, "alleged").after == FRONT.name
    assert field_of(told, "alleged_certainty").after == "alleged"


@pytest.mark.parametrize(
    ("record", "terms"),
    [
        (attrs.evolve(BLOCKED, alleged_certainty=""), {}),
        (BLOCKED, {"excluded_fields": ("access_constraint.alleged_certainty",)}),
        (BLOCKED, {"excluded_classes": ("event",)}),
    ],
)
def test_without_it_the_actor_stays(record, terms):
    sure = attrs.evolve(BLOCKED, id="constraint-0", title="Bridge closed")
    made = prepared(sure, record, **{**TERMS, **terms})
    told = next(each for each in made.records if each.record.id == record.id)
    assert not field_of(told, "alleged").leaves
    if len(terms):
        assert FRONT.name not in all_words(made)


def test_its_paper_says_that_it_is_alleged(store):
    record = attrs.evolve(BLOCKED, alleged="")
    store.save(attrs.evolve(record, draft=True))
    assert ALLEGED in sheet(store, record).notices
