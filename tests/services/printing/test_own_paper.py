"""A meeting on paper for the own office: marked, numbered, without names unless in full."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import attrs
import pypdf
import pytest

from fieldapp.records import Commitment, Incident, Meeting, Person
from fieldapp.records.advocacy import LineDelivery, Message
from fieldapp.records.dialogue import Statement
from fieldapp.services.printing.errors import (
    AgreementNeededError,
    PrintNotAllowedError,
    UnknownTemplateError,
)
from fieldapp.services.printing.sheets import sheet
from fieldapp.services.printing.summary import meeting_summary
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day

from .conftest import ALIAS, NAME, NOW

Pages = Callable[[bytes], list[str]]
LONG = Statement(text="The road to the hospital will be open. " * 40, attribution="on_record")


def test_every_page_is_marked_numbered_and_says_who_printed_it(store, meeting_with, pages) -> None:
    long = meeting_with(statements=(LONG,) * 18)
    store.save(long)
    made = pages(meeting_summary(sheet(store, store.get(long.id), printed_by="CM1", now=NOW)))

    assert len(made) >= 9
    for number, text in enumerate(made, 1):
        assert text.count("HIGH · CONFIDENTIAL") == 2
        assert f"Page {number} of {len(made)}" in text
        assert "Printed by CM1 2026-11-24 21:04 (+0200)" in text
        assert "Do not copy" in text
        assert "Destroy by 2027-05-12" in text
        assert re.search(r"SDN-MTG-\d\d-\w+", text)


def test_the_marking_stands_below_the_reference(store, meeting, pages) -> None:
    text = pages(meeting_summary(sheet(store, meeting, now=NOW)))[0]
    assert f"{meeting.ref}\n" in text
    assert text.index(meeting.ref) < text.index("\nConfidential")


def test_the_marking_follows_the_level(store, meeting_with, pages) -> None:
    raised = meeting_with(sensitivity="severe")
    text = pages(meeting_summary(sheet(store, raised, now=NOW)))[0]
    assert text.count("SEVERE · STRICTLY CONFIDENTIAL") == 2


def test_a_paper_with_names_is_as_sensitive_as_the_people_on_it(store, meeting, pages) -> None:
    text = pages(meeting_summary(sheet(store, meeting, "full", now=NOW)))[0]
    assert text.count("SEVERE · STRICTLY CONFIDENTIAL") == 2


def test_people_stand_under_code_names_and_no_real_name_is_on_the_paper(
    store, meeting, pages
) -> None:
    text = "\n".join(pages(meeting_summary(sheet(store, meeting, now=NOW))))
    assert "KILO" in text
    assert "KILO cannot decide on the gate." in text
    for secret in (NAME, "Ibrahim", ALIAS, "Jane Roe", "+249"):
        assert secret not in text


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("We met ibrahim  adam at noon.", "We met KILO at noon."),
        ("قال أبو موسى نعم", "KILO"),
        ("Nothing about Ibrahima here.", "Nothing about Ibrahima here."),
    ],
)
def test_names_in_texts_become_code_names(store, meeting_with, pages, written, printed) -> None:
    made = meeting_with(facts=written, title=written)
    text = "\n".join(pages(meeting_summary(sheet(store, made, now=NOW))))
    assert text.count(printed) >= 2
    assert "موسى" not in text


def test_full_shows_names_and_says_own_office_only_on_every_page(store, meeting, pages) -> None:
    made = pages(meeting_summary(sheet(store, meeting, "full", now=NOW)))
    assert f"KILO ({NAME})" in "\n".join(made)
    assert all("own office only" in text for text in made)


def test_statements_stand_under_their_own_attribution_loosest_first(store, meeting, pages) -> None:
    text = "\n".join(pages(meeting_summary(sheet(store, meeting, now=NOW))))
    on_record = text.index("Statements · On record")
    not_for = text.index("Statements · Not for attribution")
    assert on_record < text.index("The road opens on Monday.") < not_for
    assert not_for < text.index("They want a list of staff.")
    assert "They said · KILO" in text[on_record:not_for]
    assert "KILO\n" not in text[not_for : text.index("Facts observed")]


def test_off_record_statements_are_only_counted(store, meeting_with, pages) -> None:
    said = (Statement(attribution="off_record"), Statement(text="Yes.", attribution="on_record"))
    text = "\n".join(pages(meeting_summary(sheet(store, meeting_with(statements=said), now=NOW))))
    assert "Off record: that it was said is kept, its content is not." in text
    assert "Strictest attribution on this paper: Off record" in text


@pytest.mark.parametrize("flag", ["chatham_house", "background_only", ""])
def test_a_strict_attribution_takes_people_place_and_day_off_the_paper(
    store, meeting_with, pages, flag
) -> None:
    said = (Statement(text="The road opens.", attribution=flag),)
    meeting = meeting_with(statements=said, attribution=flag, platform="civilian_mission")
    text = "\n".join(pages(meeting_summary(sheet(store, meeting, now=NOW))))
    for gone in ("KILO", "Third Brigade", "North Darfur", "2026-11-12"):
        assert gone not in text
    assert "When 2026-11" in text
    assert "Kept off this paper: With, Actors, Area" in text


def test_a_promise_under_a_strict_attribution_keeps_its_due_day_only(store, person, pages) -> None:
    promise = Commitment(
        what="Open the road",
        by_person=person.id,
        made_on=Day("2026-11-12"),
        due=Day("2026-12-01"),
        attribution="chatham_house",
    )
    text = "\n".join(pages(meeting_summary(sheet(store, promise, now=NOW))))
    assert "Made on 2026-11\n" in text
    assert "Due 2026-12-01" in text
    assert "KILO" not in text


def test_facts_words_reading_and_advice_are_marked_apart(store, meeting, pages) -> None:
    text = "\n".join(pages(meeting_summary(sheet(store, meeting, now=NOW))))
    assert "Facts observed\nTwo checkpoints were closed." in text
    assert "Our interpretation (our analysis, not a fact)\nHe decides" in text
    assert "Recommendation (our analysis, not a fact)\nRaise the gate" in text
    assert "it is alleged, not established" in text


def test_commitments_both_ways_and_actions_stand_in_tables(store, meeting, pages) -> None:
    text = "\n".join(pages(meeting_summary(sheet(store, meeting, now=NOW))))
    theirs = text.index("Commitments · Theirs, to us")
    ours = text.index("Commitments · Ours, to them")
    assert theirs < text.index("Open the western road KILO 2026-12-01 Made") < ours
    assert ours < text.index("Send the duty line Kept")
    assert "Brief the head of office CM1 Open" in text


def test_an_incident_says_alleged(store, incident: Incident, pages: Pages) -> None:
    text = pages(meeting_summary(sheet(store, incident, page="Letter", now=NOW)))[0]
    assert "Alleged: this is what reached this station." in text
    assert "Third Brigade State military Alleged" in text
    assert "3 women, about 2 boys (5)" in text


def test_a_stub_prints_nothing_that_could_point_to_a_person(store, incident, pages) -> None:
    stub = attrs.evolve(incident, act="sexual_violence")
    text = "\n".join(pages(meeting_summary(sheet(store, stub, now=NOW))))
    for gone in ("trader", "Shells", "Third Brigade", "3 women"):
        assert gone not in text


def test_a_contact_prints_without_name_and_phone(store, person: Person, pages: Pages) -> None:
    text = pages(meeting_summary(sheet(store, person, now=NOW)))[0]
    assert "KILO" in text
    assert NAME not in text
    assert "+249" not in text
    assert "Kept off this paper: Name, Other names, Phones and handles." in text


def test_letter_and_a4_have_their_sizes(store, meeting) -> None:
    for page, size in (("A4", (595, 842)), ("Letter", (612, 792))):
        reader = pypdf.PdfReader(io.BytesIO(meeting_summary(sheet(store, meeting, page=page))))
        box = reader.pages[0].mediabox
        assert (round(box.width), round(box.height)) == size


def test_the_file_names_no_author_and_no_clock_and_equal_sheets_give_equal_bytes(
    store, meeting
) -> None:
    made = sheet(store, meeting, now=NOW)
    pdf = meeting_summary(made)
    assert meeting_summary(made) == pdf
    assert set(pypdf.PdfReader(io.BytesIO(pdf)).metadata or {}) == {"/Title"}
    for word in (b"CreationDate", b"ModDate", b"Author", b"Creator", b"Producer"):
        assert word not in pdf


@pytest.mark.parametrize("template", ["leadership", "cluster"])
def test_a_paper_for_others_needs_an_agreement(store, meeting: Meeting, template) -> None:
    with pytest.raises(AgreementNeededError):
        sheet(store, meeting, template)
    with pytest.raises(AgreementNeededError):
        sheet(store, meeting, "no-names", printed_for="the liaison")


def test_a_meeting_marked_as_not_to_be_printed_is_not(store: Store, meeting_with) -> None:
    with pytest.raises(PrintNotAllowedError):
        sheet(store, meeting_with(print_allowed="no"))


def test_an_unknown_template_is_refused(store: Store, meeting: Meeting) -> None:
    with pytest.raises(UnknownTemplateError):
        sheet(store, meeting, "everything")


def test_a_record_called_after_another_is_headed_by_its_title(store, pages) -> None:
    line = Message(title="Spare the hospitals", line="All parties spare hospitals.", draft=True)
    given = LineDelivery(message=line.id, on=Day("2026-03-01"), draft=True)
    store.save(line, given)
    made = sheet(store, store.get(given.id))
    assert made.title == "Spare the hospitals"
    assert "Spare the hospitals" in " ".join(pages(meeting_summary(made)))
