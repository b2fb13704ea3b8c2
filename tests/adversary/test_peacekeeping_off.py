"""Where a station has the peacekeeping extras off, nothing offers them; what is there is found."""

from __future__ import annotations

import attrs
import pytest

from fieldapp.records import TYPES
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Agreement
from fieldapp.services.keying import keyed
from fieldapp.services.printing.blank_form import blank_form
from fieldapp.store.lists import Query
from ui.forms.choosing import options_of

EXTRAS = [kind for kind in TYPES if any(each.spec.peacekeeping for each in kind.fields())]
OFF, ON = ("", "no"), ("yes",)


def _set(store, setting: str) -> None:
    store.save(evolve(store.station(), peacekeeping=setting))


def test_there_are_extras():
    assert len(EXTRAS) >= 4


@pytest.mark.parametrize("kind", EXTRAS, ids=lambda kind: kind.noun)
def test_a_paper_form_asks_for_extras_only_where_they_are_on(store, kind):
    usual = [e for e in kind.fields() if e.spec.peacekeeping and not e.spec.more]
    for setting in (*OFF, *ON):
        _set(store, setting)
        told = repr(attrs.asdict(blank_form(store, kind)))
        assert all((e.spec.label in told) is (setting in ON) for e in usual)
        keyed(store, kind, {})


@pytest.mark.parametrize("name", ["record_types", "included_fields"])
def test_an_agreement_offers_extras_only_where_they_are_on(name):
    field = Agreement.field(name)
    off = {option.value for option in options_of(field, TYPES, peacekeeping=False)}
    on = {option.value for option in options_of(field, TYPES, peacekeeping=True)}
    told = on - off

    assert told
    for each in told:
        kind = next(k for k in TYPES if k.noun == each.split(".")[0])
        one = each.partition(".")[2]
        assert kind.only_peacekeeping or kind.field(one).spec.peacekeeping
    assert not any(each.startswith(("poc_analysis", "input_note")) for each in off)


def test_what_was_written_while_they_were_on_is_still_found(store):
    _set(store, "yes")
    kind = next(kind for kind in TYPES if kind.noun == "poc_analysis")
    made = kind(title="Zebra road", draft=True)
    store.save(made)
    _set(store, "")

    assert store.count(Query("poc_analysis")) == 1
    assert made.id in {row.id for row in store.find("Zebra")}
