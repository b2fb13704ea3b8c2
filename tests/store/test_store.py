"""Records are saved, found, sealed, undone and purged; nothing that was saved is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.records import TYPES, Commitment, Incident, Meeting, Person, Received, Source
from fieldapp.records.actors import Actor, Alias
from fieldapp.records.dialogue import Statement
from fieldapp.records.record import evolve
from fieldapp.records.values import record_to_plain
from fieldapp.store.errors import (
    MissingRecordError,
    NotFinishedError,
    ReceivedError,
    SealedError,
    UnknownKindError,
)
from fieldapp.store.rows import column_time, from_row, time_column, to_row
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally

NOW = dt.datetime(2026, 11, 24, 21, 4, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def kilo(**values):
    return Person(
        **{"code_name": "KILO", "purpose": "Hospital road", "review_on": Day("2027-01")} | values
    )


def meeting(**values):
    return Meeting(
        **{"title": "Corridor", "started": NOW, "statements": (Statement(text="We agree."),)}
        | values
    )


def test_a_record_comes_back_as_it_was_saved(store):
    incident = Incident(
        title="Shelling of the market",
        act="other",
        happened=Day("2026-11"),
        place=Place(path=(Area("SDN"), Area("SD01", "North")), latitude=1.5, longitude=2.5),
        killed=Tally(women=2, boys=0, estimated=frozenset({"women"})),
        narrative_confidential="كلام",
    )
    store.save(incident)
    kept = store.get(incident.id)
    assert record_to_plain(kept) == {**record_to_plain(incident), "ref": "SDN-INC-26-A0001"}
    assert kept.created_by == "AB"
    assert store.by_ref("SDN-INC-26-A0001") == kept


@given(st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(2100, 1, 1)), st.integers(-48, 56))
def test_times_keep_their_offset_and_sort_as_time(moment, quarters):
    zone = dt.timezone(dt.timedelta(minutes=15 * quarters))
    value = moment.replace(microsecond=0, tzinfo=zone)
    back = column_time(time_column(value))
    assert back == value
    assert back.utcoffset() == value.utcoffset()
    later = value + dt.timedelta(hours=1)
    assert time_column(value) < time_column(later.astimezone(dt.UTC))


@given(st.text(), st.text())
def test_any_text_survives_its_row(one, two):
    actor = Actor(name=one, aliases=(Alias(name=two),), notes=two)
    assert from_row(Actor, to_row(actor)) == actor


def test_a_default_that_was_cleared_stays_cleared(store):
    commitment = Commitment(what="x", direction="", draft=True)
    store.save(commitment)
    assert store.get(commitment.id).direction == ""


def test_references_count_up_and_name_nothing(store):
    store.save(Actor(name="One"), Actor(name="Two"))
    refs = [record.ref for record in store.records(Query("actor", descending=False))]
    assert refs == ["SDN-ACT-26-A0001", "SDN-ACT-26-A0002"]


def test_words_in_any_script_find_a_record(store):
    store.save(Actor(name="قوات الممر", aliases=(Alias(name="Kuwwat al-Mamarr"),)))
    for words in ("ممر", "الممر", "الم", "قُوَّات", "kuww mam", "MAMARR"):
        assert [row.ref for row in store.find(words)] == ["SDN-ACT-26-A0001"], words
    for words in ('"', "", "  ", "AND", "zzz", "'; DROP", "ممرات الجبل"):
        assert store.find(words) == [], words


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=40))
def test_nothing_typed_into_search_is_read_as_syntax(store, words):
    store.find(words)
    store.find(words, ranked=True)
    store.keys(Query("actor", words=words))


def test_a_list_filters_sorts_and_pages(store):
    store.save(kilo())
    person = store.find("kilo")[0].id
    store.save(
        meeting(title="B", contacts=(person,)),
        meeting(title="A", started=NOW - dt.timedelta(days=40), actors=(person,)),
    )
    titles = lambda query: [row.title for row in store.rows("meeting", store.keys(query))]  # noqa: E731
    assert titles(Query("meeting")) == ["A", "B"]
    assert titles(Query("meeting", sort="started")) == ["B", "A"]
    assert titles(Query("meeting", sort="started", descending=False)) == ["A", "B"]
    assert titles(Query("meeting", filters=(Filter("contacts", person, "has"),))) == ["B"]
    assert titles(Query("meeting", filters=(Filter("started", "2026-11", "since"),))) == ["B"]
    assert titles(Query("meeting", filters=(Filter("started", "2026-10", "until"),))) == ["A"]
    assert titles(Query("meeting", words="corr")) == []
    assert titles(Query("meeting", words="agree", filters=(Filter("title", "B"),))) == ["B"]
    assert store.count(Query("meeting", words="agree")) == 2
    row = store.rows("meeting", store.keys(Query("meeting", sort="started")))[0]
    assert "KILO" in row.cells


def test_links_are_followed_both_ways_and_rows_belong(store):
    person, talk = kilo(), meeting()
    talk = evolve(talk, contacts=(person.id,))
    promise = Commitment(what="Open the road", meeting=talk.id)
    store.save(person)
    store.finish(talk, promise)
    assert [row.title for row in store.linked_to(talk.id)] == ["KILO"]
    assert [row.kind for row in store.linked_from(person.id)] == ["meeting"]
    assert [each.what for each in store.owned(talk, Meeting.owns[0])] == ["Open the road"]


def test_a_record_with_problems_stays_a_draft(store):
    empty = Meeting(title="x")
    with pytest.raises(NotFinishedError) as caught:
        store.finish(empty)
    assert {problem.field for problem in caught.value.problems} == {
        "started",
        "contacts",
        "statements",
    }
    store.save(evolve(empty, draft=True))
    assert store.rows("meeting", store.keys(Query("meeting")))[0].draft


def test_all_of_a_save_or_none_of_it(store):
    with pytest.raises(NotFinishedError):
        store.save(Actor(name="Good"), Actor(name=""))
    assert store.count(Query("actor")) == 0


def test_a_finished_meeting_can_be_reopened_until_it_is_sealed(store):
    talk = meeting(actors=("x",))
    store.finish(talk)
    store.reopen(talk.id)
    assert store.get(talk.id).draft
    store.finish(store.get(talk.id))
    store.seal([talk.id])
    with pytest.raises(SealedError):
        store.reopen(talk.id)
    with pytest.raises(SealedError):
        store.save(evolve(store.get(talk.id), title="Other"))
    store.save(evolve(store.get(talk.id), review_on=Day("2027")))  # handling facts still move


def test_the_database_itself_refuses_to_change_a_sealed_record(store):
    talk = meeting(actors=("x",))
    store.finish(talk)
    store.seal([talk.id])
    with pytest.raises(Exception, match="sealed"):
        store.vault.db.execute("UPDATE meeting SET title = 'forged'")
    with pytest.raises(Exception, match="sealed"):
        store.vault.db.execute("UPDATE meeting SET sealed_at = NULL")


def test_a_correction_replaces_a_sealed_record_and_keeps_both(store):
    talk = meeting(actors=("x",))
    store.finish(talk)
    store.seal([talk.id])
    fresh = evolve(store.supersede(talk.id), title="Corrected")
    store.finish(fresh)
    assert store.get(talk.id).superseded_by == fresh.id
    assert store.get(fresh.id).supersedes == talk.id
    assert store.get(talk.id).title == "Corridor"


def test_a_finished_meeting_seals_itself_after_a_day(vault):
    hours = [NOW]
    store = Store(vault, clock=lambda: hours[0])
    talk = meeting(actors=("x",))
    store.finish(talk)
    hours[0] = NOW + dt.timedelta(hours=23)
    assert not Store(vault, clock=lambda: hours[0]).get(talk.id).sealed_at
    hours[0] = NOW + dt.timedelta(hours=25)
    assert Store(vault, clock=lambda: hours[0]).get(talk.id).sealed_at


def test_received_records_are_marked_and_never_edited(store):
    package = Received(title="From Nyala")
    theirs = Incident(title="Theirs", act="other", happened=Day("2026"))
    store.receive(package, [theirs])
    kept = store.get(theirs.id)
    assert kept.received_from == package.id
    for change in (
        lambda: store.save(evolve(kept, title="Mine")),
        lambda: store.delete(kept.id),
        lambda: store.save(evolve(kept, received_from="")),
    ):
        with pytest.raises(ReceivedError):
            change()


def test_a_package_cannot_replace_a_record_of_our_own(store):
    own = Actor(name="Ours")
    store.save(own)
    with pytest.raises(ReceivedError):
        store.receive(Received(title="x"), [evolve(own, name="Theirs")])
    assert store.get(own.id).name == "Ours"
    assert store.count(Query("received")) == 0


def test_undo_takes_back_saves_and_deletions(store):
    actor = Actor(name="First")
    store.save(actor)
    store.save(evolve(store.get(actor.id), name="Second"))
    store.delete(actor.id)
    assert store.count(Query("actor")) == 0
    assert store.find("second") == []
    store.undo()
    assert [row.title for row in store.find("second")] == ["Second"]
    store.undo()
    assert store.get(actor.id).name == "First"
    store.undo()
    assert store.count(Query("actor")) == 0
    assert store.undo() is None


def test_history_says_who_changed_which_field_when(store):
    actor = Actor(name="First")
    store.save(actor)
    store.save(evolve(store.get(actor.id), name="Second", type="nsag"))
    changes = store.history(actor.id)
    assert [(c.field, c.author) for c in changes] == [("*", "AB"), ("name", "AB"), ("type", "AB")]
    assert changes[0].value["name"] == "First"
    assert changes[1].value == "Second"
    assert [c.stamp for c in changes] == sorted(c.stamp for c in changes)


def test_the_clock_never_goes_back(vault):
    store = Store(vault, clock=lambda: NOW)
    actor = Actor(name="First")
    store.save(actor)
    earlier = Store(vault, clock=lambda: NOW - dt.timedelta(days=3))
    earlier.save(evolve(earlier.get(actor.id), name="Second"))
    stamps = [change.stamp for change in earlier.history(actor.id)]
    assert stamps == sorted(set(stamps))


def test_a_draft_is_one_row_a_form_and_is_not_searched(store):
    for words in ("one", "two"):
        store.keep_draft("meeting:new", meeting(title=words), {"note": "> " + words})
    assert store.draft("meeting:new").record.title == "two"
    assert store.draft("meeting:new").extra == {"note": "> two"}
    assert len(store.drafts()) == 1
    assert store.find("two") == []
    store.drop_draft("meeting:new")
    assert store.draft("meeting:new") is None


def test_a_purged_word_is_in_no_block_of_the_database(store):
    word = "xylophonist"
    actor = Actor(name=word, notes=f"{word} again")
    store.save(actor, Actor(name="Other"))
    store.save(evolve(store.get(actor.id), name=word + "s"))
    store.keep_draft("actor:x", store.get(actor.id))
    ref = store.get(actor.id).ref
    store.purge(actor.id, "asked for")
    assert not store.exists(actor.id)
    plain = b"".join(
        bytes(str(row), "utf-8")
        for (table,) in store.vault.db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        for row in store.vault.db.execute(f'SELECT * FROM "{table}"').fetchall()
    )
    assert word.encode() not in plain
    tomb = store.vault.db.execute("SELECT ref, why FROM tombstones").fetchall()
    assert tomb == [(ref, "asked for")]


def test_an_unknown_kind_and_a_missing_record_are_said_so(store):
    with pytest.raises(UnknownKindError):
        store.kind("dragon")
    with pytest.raises(MissingRecordError):
        store.get("nowhere")
    with pytest.raises(MissingRecordError):
        store.by_ref("SDN-XXX-26-A0001")


def test_a_bulk_import_is_all_or_nothing(store):
    def rows():
        yield Actor(name="One")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.import_records(rows(), "import:1")
    assert store.count(Query("actor")) == 0
    store.import_records((Actor(name=str(n)) for n in range(700)), "import:2")
    assert store.count(Query("actor")) == 700


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.noun)
def test_every_type_saves_an_empty_draft_and_lists_it(store, kind):
    store.save(kind(draft=True))
    seqs = store.keys(Query(kind.noun))
    assert store.rows(kind.noun, seqs)[0].kind == kind.noun
    assert next(store.records(Query(kind.noun))).noun == kind.noun


def test_a_source_shows_its_reference_as_its_title(store):
    source = Source(legitimate_basis=("vital_interests",), name="Someone")
    store.save(source)
    assert store.titles([source.id]) == {source.id: "SDN-SRC-26-A0001"}


def test_an_event_stands_in_the_history_and_changes_nothing(store):
    actor = Actor(name="First")
    store.save(actor)
    before = store.get(actor.id)
    store.note(actor.id, "sent to a printer")
    assert store.get(actor.id) == before
    assert [change.field for change in store.history(actor.id)] == ["*", "=sent to a printer"]
