"""A note is read line by line, whatever is typed, and its rows stay the same rows."""

from __future__ import annotations

import datetime as dt
import unicodedata

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.actors import Actor, Alias, Intermediary, Person
from fieldapp.records.checks import problems
from fieldapp.records.dialogue import Action, Commitment, Meeting, Statement
from fieldapp.records.record import evolve
from fieldapp.records.station import Station
from fieldapp.services.notes import MARKS, Note, Sort, parse
from fieldapp.services.notes_days import find_due
from fieldapp.services.notes_names import Finder, Found, Named, finder
from fieldapp.services.notes_records import (
    begin,
    compose,
    filled,
    gone,
    summary_of,
    target,
    usual,
)
from fieldapp.store.gazetteer import GazetteerRow
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place

TUESDAY = dt.date(2026, 11, 24)
TEN_LINES = """\
Two ambulances passed while we waited.
> The bridge opens to ambulances at six.
= We asked where the men are held.
? Fuel for the ferry.
! The list of names by Friday
! تفتح الطريق غدا
+ Maps of the clinics before 12 dec
* Amina: call the clinic by 3 dec
# He wants to be seen to decide.
> Not on the telephone."""


def sorts(text: str) -> list[Sort]:
    return [line.sort for line in parse(text, TUESDAY).lines]


# -- marks -------------------------------------------------------------------------------------


def test_each_mark_says_what_a_line_is():
    note = parse(TEN_LINES, TUESDAY)
    assert [line.text for line in note.statements] == [
        "The bridge opens to ambulances at six.",
        "We asked where the men are held.",
        "Fuel for the ferry.",
        "Not on the telephone.",
    ]
    assert [line.sort for line in note.commitments] == [Sort.THEIRS, Sort.THEIRS, Sort.OURS]
    assert [(line.owner, line.text) for line in note.actions] == [
        ("Amina", "call the clinic by 3 dec")
    ]
    assert note.interpretation == "He wants to be seen to decide."
    assert note.facts == "Two ambulances passed while we waited."
    assert [line.number for line in note.lines] == list(range(10))


@pytest.mark.parametrize(
    ("line", "sort"),
    [
        ("＞ full width", Sort.THEY_SAID),
        ("！ full width", Sort.THEIRS),
        ("＃ full width", Sort.READING),
        ("؟ نريد وقودا", Sort.REQUEST),
        ("\u200f> قال لنا", Sort.THEY_SAID),
        ("\u202b! يفتح الطريق\u202c", Sort.THEIRS),
        ("< قال لنا", Sort.THEY_SAID),
        ("< five men", Sort.FACT),
        ("\ufeff+ first line of a pasted text", Sort.OURS),
        ("   * indented", Sort.ACTION),
        (">without a blank", Sort.THEY_SAID),
    ],
)
def test_marks_are_read_in_any_script_and_width(line, sort):
    assert sorts(line) == [sort]


def test_a_bare_mark_or_a_blank_line_is_nothing_yet():
    assert sorts("\n>\n!   \n\u200f\n  \n") == []


@given(st.text())
def test_every_line_with_words_becomes_one_row_and_nothing_else_does(text):
    note = parse(text, TUESDAY)
    numbers = [line.number for line in note.lines]
    assert numbers == sorted(set(numbers))
    for number, source in enumerate(text.split("\n")):
        letters = [c for c in source if unicodedata.category(c)[0] in "LN"]
        if letters:
            assert number in numbers
    assert all(line.text in line.source or line.owner for line in note.lines)
    assert len({line.id for line in note.lines}) == len(note.lines)


@given(st.sampled_from(sorted(MARKS)), st.text(st.characters(categories=["L"]), min_size=1))
def test_a_mark_before_any_word_decides_the_sort(mark, word):
    (line,) = parse(f"{mark} {word}", TUESDAY).lines
    assert (line.sort, line.text) == (MARKS[mark], word)


# -- identities --------------------------------------------------------------------------------

some_lines = st.lists(st.sampled_from(["> a", "> b", "! c", "* d", "e", "", "# f"]), max_size=12)


@given(some_lines)
def test_reading_the_same_text_again_keeps_every_row(lines):
    once = parse("\n".join(lines), TUESDAY)
    assert parse("\n".join(lines), TUESDAY, once) == once


@given(some_lines, st.data())
def test_a_line_that_was_not_touched_stays_the_same_row(lines, data):
    before = parse("\n".join(lines), TUESDAY)
    place = data.draw(st.integers(0, len(lines)))
    edited = [*lines[:place], data.draw(st.sampled_from(["! new", "> new", ""])), *lines[place:]]
    if data.draw(st.booleans()) and place < len(lines):
        del edited[place + 1]
        touched = {place}
    else:
        touched = set()
    after = {line.number: line.id for line in parse("\n".join(edited), TUESDAY, before).lines}
    for line in before.lines:
        if line.number < place:
            assert after[line.number] == line.id
        elif line.number not in touched:
            assert after[line.number + (0 if touched else 1)] == line.id


@given(some_lines, some_lines)
def test_no_two_rows_are_ever_one_after_any_edit(lines, others):
    before = parse("\n".join(lines), TUESDAY)
    after = parse("\n".join(others), TUESDAY, before)
    assert len({line.id for line in after.lines}) == len(after.lines)
    sources = {line.id: line for line in before.lines}
    for line in after.lines:
        if line.id in sources and sources[line.id].source == line.source:
            assert sources[line.id].sort is line.sort


def test_a_line_moved_or_mended_keeps_its_row_and_one_of_another_sort_does_not():
    before = parse("> one\n! two\n> three", TUESDAY)
    one, two, three = (line.id for line in before.lines)
    moved = parse("> three\n> one\n! two", TUESDAY, before)
    assert [line.id for line in moved.lines] == [three, one, two]
    mended = parse("> one\n! two by Friday\n> three", TUESDAY, before)
    assert [line.id for line in mended.lines] == [one, two, three]
    other = parse("> one\n* two\n> three", TUESDAY, before)
    assert other.lines[1].id not in (one, two, three)


# -- days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "day", "said"),
    [
        ("the list by Friday", "2026-11-27", "Friday"),
        ("on Tuesday again", "2026-12-01", "Tuesday"),
        ("by fri.", "2026-11-27", "fri"),
        ("before 12 dec", "2026-12-12", "12 dec"),
        ("Friday 4 December at six", "2026-12-04", "Friday 4 December"),
        ("tomorrow", "2026-11-25", "tomorrow"),
        ("2026-11-30, no later", "2026-11-30", "2026-11-30"),
        ("by 3/12", "2026-12-03", "3/12"),
        ("on 3.12.2026", "2026-12-03", "3.12.2026"),
        ("within 10 days", "2026-12-04", "within 10 days"),
        ("by 3 jan", "2027-01-03", "3 jan"),
        ("by March", "2027-03", "March"),
        ("12th of December", "2026-12-12", "12th of December"),
        ("avant le 3 décembre", "2026-12-03", "3 décembre"),
        ("lundi prochain", "2026-11-30", "lundi"),
        ("يوم الجمعة القادم", "2026-11-27", "الجمعة"),
        ("نسلم القائمة في ١٢ ديسمبر", "2026-12-12", "١٢ ديسمبر"),
        ("خلال 3 أيام", "2026-11-27", "خلال 3 أيام"),
    ],
)
def test_a_day_ahead_is_found_in_the_words_of_a_promise(words, day, said):
    assert (find_due(words, TUESDAY).day, find_due(words, TUESDAY).words) == (Day(day), said)


@pytest.mark.parametrize(
    "words",
    [
        "last Friday they left",
        "since Monday nothing",
        "the commander sat down",
        "3/4 of the fuel",
        "14 may leave",
        "the 3 of them",
        "by 31 nov",
        "at 10:30",
        "منذ الجمعة",
        "",
    ],
)
def test_what_is_no_day_ahead_is_not_taken_for_one(words):
    assert find_due(words, TUESDAY).day is None


@given(st.text())
def test_any_words_can_be_searched_for_a_day(words):
    found = find_due(words, TUESDAY)
    assert found.words in words
    assert (found.day is None) == (found.words == "")


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)))
def test_a_day_in_full_is_found_wherever_it_stands(day):
    assert find_due(f"the list, by {day.isoformat()}.", TUESDAY).day == Day(day.isoformat())


@pytest.mark.parametrize(
    ("line", "owner", "what"),
    [
        ("* Amina: call them", "Amina", "call them"),
        ("* call them @AB by Friday", "AB", "call them by Friday"),
        ("* أمينة： اتصال بالعيادة", "أمينة", "اتصال بالعيادة"),
        ("* 10:30 call them", "", "10:30 call them"),
        ("* we said that they would: nothing", "", "we said that they would: nothing"),
        ("* @AB", "", "@AB"),
    ],
)
def test_an_action_says_whose_it_is(line, owner, what):
    (action,) = parse(line, TUESDAY).actions
    assert (action.owner, action.text) == (owner, what)


# -- names -------------------------------------------------------------------------------------

KILO = Named("person", "1", "KILO", ("KILO", "Idriss Ould Bachraoui", "إدريس ولد بشراوي"))
NORTH = Named("place", "SD01", "Northern", ("Northern State",))
WEST = Named("place", "SD02", "Northern West", ("Northern State West",))


def test_names_are_found_in_any_spelling_and_shown_by_code_name():
    found = Finder([KILO]).find("Talked to idriss ould BACHRAOUI, then to kilo again")
    assert [(each.id, each.label) for each in found] == [("1", "KILO")]
    text = "قال ادريس ولد بشراوى ذلك"
    (arabic,) = Finder([KILO]).find(text)
    assert text[arabic.start : arabic.end] == "ادريس ولد بشراوى"


def test_the_longest_name_wins_and_a_shared_one_offers_both():
    assert [e.id for e in Finder([NORTH, WEST]).find("in Northern State West")] == ["SD02"]
    other = attrs.evolve(KILO, id="2", label="LIMA")
    assert [e.label for e in Finder([KILO, other]).find("KILO came")] == ["KILO", "LIMA"]


@given(st.text())
def test_any_text_can_be_searched_for_names(text):
    for found in Finder([KILO, NORTH, WEST]).find(text):
        assert 0 <= found.start < found.end <= len(text)


def test_the_store_gives_people_forces_and_places_and_no_name_is_a_label(store):
    store.save(
        Person(code_name="KILO", name="Idriss Bachraoui", purpose="x", review_on=Day("2027"),
               aliases=(Alias(name="Abu Layth"),)),
        Intermediary(code_name="ELDER2", purpose="x"),
        Actor(name="Third Brigade", aliases=(Alias(name="اللواء الثالث"),)),
    )  # fmt: skip
    store.gazetteer.load(
        [
            GazetteerRow("SDN", 1, "SD01", "Kutum", "SDN"),
            GazetteerRow("TCD", 1, "TD1", "Kutum", ""),
        ],
        "test",
    )
    text = "Abu Layth, ELDER2 and اللواء الثالث in Kutum"
    found = finder(store).find(text)
    assert [(e.noun, e.label) for e in found] == [
        ("person", "KILO"),
        ("intermediary", "ELDER2"),
        ("actor", "Third Brigade"),
        ("place", "Kutum"),
    ]


# -- records -----------------------------------------------------------------------------------

NOW = dt.datetime(2026, 11, 24, 19, 4, 30, tzinfo=dt.UTC)


@pytest.fixture
def kilo(store):
    actor = Actor(name="Third Brigade")
    person = Person(code_name="KILO", purpose="x", review_on=Day("2027"), actor=actor.id)
    store.save(actor, person)
    return person


def test_a_blank_meeting_knows_the_station_and_the_evening(store):
    meeting = begin(store, NOW)
    assert meeting.started is not None
    assert meeting.started.isoformat() == "2026-11-24T21:04:00+02:00"
    assert (meeting.task_codes, meeting.review_on) == (("DI1",), Day("2028-11-24"))
    assert meeting.draft


def test_the_usual_things_come_from_the_last_meeting_with_the_contact(store, kilo):
    station = store.station()
    assert isinstance(station, Station)
    old = {"contacts": (kilo.id,), "facts": "x", "type": "call", "platform": "bilateral"}
    place = Place(path=(Area("SDN"), Area("SD01", "North")), precision="adm1")
    store.save(
        Meeting(**old, started=NOW - dt.timedelta(days=9), place_type="remote", place=place),
        Meeting(**(old | {"type": "meeting"}), started=NOW - dt.timedelta(days=20)),
    )
    blank = begin(store, NOW)
    last = usual(store, (kilo.id,))
    assert last == {"type": "call", "place_type": "remote", "place": place, "platform": "bilateral"}
    by_hand = evolve(blank, platform="humocc")
    meeting = filled(by_hand, blank, last, {})
    assert (meeting.type, meeting.place, meeting.platform) == ("call", place, "humocc")
    assert filled(meeting, blank, {}, last) == by_hand
    assert usual(store, ()) == usual(store, ("nobody",)) == {}


def test_a_note_becomes_a_meeting_with_its_promises_and_actions(store, kilo):
    meeting = evolve(begin(store, NOW), contacts=(kilo.id,), attribution="on_record")
    note = parse(TEN_LINES, TUESDAY)
    written = compose(store, note, meeting)
    store.finish(written.meeting, *written.owned)
    kept = store.get(meeting.id)
    assert isinstance(kept, Meeting)
    assert not kept.draft
    assert [(s.voice, s.speaker, s.attribution) for s in kept.statements] == [
        ("they_said", kilo.id, "on_record"),
        ("we_said", "", "on_record"),
        ("request", kilo.id, "on_record"),
        ("they_said", kilo.id, "on_record"),
    ]
    assert kept.actors == (kilo.actor,)
    promises = store.owned(kept, Meeting.owns[0])
    assert [(p.direction, p.due) for p in promises if isinstance(p, Commitment)] == [
        ("theirs", Day("2026-11-27")),
        ("theirs", Day("2026-11-25")),
        ("ours", Day("2026-12-12")),
    ]
    first = promises[0]
    assert isinstance(first, Commitment)
    assert (first.by_person, first.by_actor, first.made_on) == (
        kilo.id,
        kilo.actor,
        Day("2026-11-24"),
    )
    (action,) = store.owned(kept, Meeting.owns[1])
    assert isinstance(action, Action)
    assert (action.owner, action.due, action.status) == ("Amina", Day("2026-12-03"), "open")


def test_a_flag_that_is_not_set_stays_unset(store, kilo):
    written = compose(store, parse("> a", TUESDAY), evolve(begin(store, NOW), contacts=(kilo.id,)))
    assert written.meeting.statements[0].attribution == ""


def test_what_a_form_changed_stays_where_the_line_was_not_touched(store, kilo):
    meeting = evolve(begin(store, NOW), contacts=(kilo.id,))
    note = parse("> one\n> two\n! three by Friday\n* four", TUESDAY)
    first = compose(store, note, meeting)
    one, two = first.meeting.statements
    by_form = evolve(
        first.meeting,
        statements=(evolve(one, attribution="on_record", text="One, mended"), two,
                    Statement(text="only in the form")),
        tone="calm",
    )  # fmt: skip
    promise, action = first.owned
    owned = (evolve(promise, status="in_progress", due=Day("2027")), action)
    again = parse("> one\n> two, mended\n! three by Friday", TUESDAY, note)
    second = compose(store, again, by_form, before=note, owned=owned)
    assert [s.text for s in second.meeting.statements] == [
        "One, mended",
        "two, mended",
        "only in the form",
    ]
    assert second.meeting.statements[0].attribution == "on_record"
    assert second.meeting.statements[1].id == two.id
    assert second.meeting.tone == "calm"
    assert second.owned == owned[:1]
    assert gone(second, owned) == (action,)


def test_a_link_goes_where_its_line_has_room_for_it(store, kilo):
    meeting = begin(store, NOW)
    store.gazetteer.load([GazetteerRow("SDN", 1, "SD01", "Kutum", "SDN")], "test")
    note = parse("> said KILO\n! bridge at Kutum", TUESDAY)
    said, promised = note.lines
    links = {
        said.id: [Found("person", kilo.id, "KILO")],
        promised.id: [Found("place", "SD01", "Kutum"), Found("actor", kilo.actor, "Third")],
    }
    written = compose(store, note, meeting, links=links, undated=())
    assert written.meeting.statements[0].speaker == kilo.id
    (promise,) = written.owned
    assert isinstance(promise, Commitment)
    assert (promise.place.name, promise.by_actor) == ("Kutum", kilo.actor)


def test_a_day_taken_off_stays_off(store):
    note = parse("! the list by Friday", TUESDAY)
    written = compose(store, note, begin(store, NOW), undated=[note.lines[0].id])
    (promise,) = written.owned
    assert isinstance(promise, Commitment)
    assert promise.due is None


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("noun", ["person", "intermediary", "actor", "place"])
def test_every_target_of_a_name_is_a_declared_field_that_may_hold_it(sort, noun):
    holder, name = target(sort, noun)
    if holder:
        fields = {f.name: f for f in
                  {"meeting": Meeting, "commitment": Commitment, "statement": Statement}[
                      holder].fields()}  # fmt: skip
        assert noun == "place" or noun in fields[name].spec.target
        assert (fields[name].spec.kind == "place") == (noun == "place")


def test_the_shareable_text_leaves_out_our_reading_and_our_work():
    text = summary_of(parse(TEN_LINES, TUESDAY), lambda words: words.replace("bridge", "[x]"))
    assert "They said: The [x] opens to ambulances at six." in text
    assert "We promised: Maps of the clinics before 12 dec" in text
    assert "seen to decide" not in text
    assert "Amina" not in text


def test_an_empty_note_makes_a_meeting_that_says_what_it_lacks(store):
    written = compose(store, Note(), begin(store, NOW))
    assert {problem.field for problem in problems(written.meeting)} == {"contacts", "statements"}
    assert written.owned == ()


def test_found_never_prints_a_name():
    assert "KILO" not in repr(Found("person", "1", "KILO"))
    assert "bridge" not in repr(parse("> bridge", TUESDAY))
