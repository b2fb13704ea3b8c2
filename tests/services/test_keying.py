"""What stands on a paper form is keyed in line by line, and every type has a form that prints."""

from __future__ import annotations

import io

import pypdf
import pytest

from fieldapp.records import TYPES
from fieldapp.records.actors import Person
from fieldapp.records.dialogue import Meeting
from fieldapp.records.incidents import Incident
from fieldapp.services.keying import NotReadError, form_lines, keyed, read_line
from fieldapp.services.printing.blank_form import blank_form
from fieldapp.services.printing.summary import record_sheet
from fieldapp.store.gazetteer import GazetteerRow
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place
from fieldapp.vocab.tallies import Tally
from fieldapp.vocab.vocabulary import vocabulary

LINES = {line.field.name: line for line in form_lines(Incident)}
KILO = Person(code_name="KILO", purpose="x", review_on=Day("2027"))


def test_lines_are_numbered_and_hold_what_a_form_shows_first():
    assert [line.number for line in form_lines(Incident)] == list(range(1, len(LINES) + 1))
    assert "act" in LINES
    assert not {"ref", "mrm_stages", "alleged", "review_on", "dataset"} & set(LINES)


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("act", "2", list(vocabulary("act"))[1]),
        ("act", "Killing", "killing"),
        ("weapons", "1, 3", tuple(list(vocabulary("weapon"))[n] for n in (0, 2))),
        ("happened", "12 nov 2025", Day("2025-11-12")),
        ("killed", "2 3 - 1", Tally(women=2, men=3, boys=1)),
        ("injured", "4", Tally(unknown=4)),
        ("date_estimated", "1", "yes"),
        ("title", "Shelling", "Shelling"),
        ("title", "", ""),
        ("place", "The old well", Place(heard="The old well")),
    ],
)
def test_words_are_read_as_the_values_they_stand_for(store, name, words, value):
    store.gazetteer.load(
        [
            GazetteerRow(pcode="SDN", country="SDN", level=0, name="Sudan", parent=""),
            GazetteerRow(pcode="SD01", country="SDN", level=1, name="North", parent="SDN"),
        ],
        "v1",
    )
    assert read_line(store, LINES[name], words) == value
    assert read_line(store, LINES["place"], "North").path[-1].pcode == "SD01"


@pytest.mark.parametrize(
    ("name", "words"),
    [("act", "999"), ("act", "no such act"), ("killed", "two"), ("killed", "1 2 3 4 5 6"),
     ("happened", "yesterdayish"), ("weapons", "1, nothing")],
)  # fmt: skip
def test_words_that_fit_nothing_are_refused(store, name, words):
    with pytest.raises(Exception, match=r".") as refused:
        read_line(store, LINES[name], words)
    assert refused.value.in_full()


def test_a_link_is_found_by_its_code_name_and_a_doubtful_one_refused(store):
    store.save(KILO, Person(code_name="KILIMANJARO", purpose="x", review_on=Day("2027")))
    line = next(each for each in form_lines(Meeting) if each.field.name == "contacts")
    assert read_line(store, line, "kilo") == (KILO.id,)
    with pytest.raises(NotReadError):
        read_line(store, line, "kil")


def test_a_whole_form_becomes_a_draft(store):
    record = keyed(store, Incident, {"act": "1", "happened": "2026-02", "title": "Market"})
    assert isinstance(record, Incident)
    assert (record.act, record.happened, record.title) == ("killing", Day("2026-02"), "Market")
    assert record.draft


@pytest.mark.parametrize("kind", [k for k in TYPES if form_lines(k)], ids=lambda k: k.noun)
def test_every_type_has_a_form_that_prints_with_its_lines(store, kind):
    pdf = record_sheet(blank_form(store, kind))
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    squeezed = "".join(words.split())
    for line in form_lines(kind, peacekeeping=False):
        assert "".join(f"{line.number}{line.field.spec.label}".split())[:12] in squeezed
    assert "notencrypted" in squeezed
