"""What happens to each field, case by case: the table that an officer could check by hand."""

from __future__ import annotations

import attrs
import pytest

from fieldapp.records.dialogue import Statement
from fieldapp.services.sharing.around import Around
from fieldapp.services.sharing.case import case_of
from fieldapp.services.sharing.decide import decide
from fieldapp.services.sharing.terms import terms_of
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place
from tests.services.sharing.samples import (
    FRONT,
    HASSAN,
    IBRAHIM,
    KOBRA,
    agreement,
    all_words,
    commitment,
    field_of,
    gathered,
    incident,
    meeting,
    partner,
    prepared,
)


def _of(record, name, **terms):
    release = prepared(record, **terms)
    assert release.records, release.withheld
    return field_of(release.records[0], name)


INCIDENT_TABLE = [
    ("act", {}, "kept", "agreement:class"),
    ("killed", {}, "kept", "agreement:class"),
    ("place", {}, "coarsened", "agreement:place"),
    ("place_note", {}, "dropped", "class:confidential_text"),
    ("happened", {}, "coarsened", "agreement:date"),
    ("happened", {"date_precision": "day"}, "kept", "agreement:date"),
    ("time_of_day", {}, "dropped", "agreement:date"),
    ("time_of_day", {"date_precision": "day"}, "kept", "agreement:class"),
    ("reported_on", {}, "dropped", "class:source_identity"),
    ("narrative_confidential", {}, "dropped", "class:confidential_text"),
    ("narrative_shareable", {}, "kept", "agreement:class"),
    ("sources", {}, "replaced", "class:source_summary"),
    ("ref", {}, "dropped", "own:administrative"),
    ("task_codes", {}, "dropped", "own:administrative"),
    ("external_id", {}, "dropped", "own:administrative"),
    ("act", {"excluded_fields": ("incident.act",)}, "dropped", "agreement:field"),
    ("act", {"excluded_classes": ("event",)}, "dropped", "agreement:excluded"),
    ("act", {"included_classes": ("count",)}, "dropped", "agreement:class"),
    ("alleged", {"excluded_classes": ("event",)}, "dropped", "R7:certainty"),
]


@pytest.mark.parametrize(("name", "terms", "action", "rule"), INCIDENT_TABLE)
def test_a_field_of_an_incident(name, terms, action, rule):
    found = _of(incident(), name, **terms)

    assert (found.action, found.rule) == (action, rule)
    assert found.words.endswith(".")


def test_a_place_leaves_as_an_area_without_point_or_name_as_heard():
    found = _of(incident(), "place")

    assert [area.pcode for area in found.after.path] == ["SDN", "SD01"]
    assert found.after.latitude is None
    assert found.after.heard == ""


@pytest.mark.parametrize(("precision", "level"), [("adm2", 2), ("adm1", 1), ("country", 0)])
def test_a_place_is_never_finer_than_it_was_recorded(precision, level):
    place = attrs.evolve(KOBRA, precision=precision)
    found = _of(incident(place=place), "place", lowest_admin_level="adm5")

    assert found.after.admin_level == level


def test_a_point_without_an_area_stays():
    found = _of(incident(place=Place(latitude=15.6, longitude=32.5)), "place")

    assert (found.action, found.rule) == ("dropped", "place:no_area")


def test_a_force_leaves_as_its_type_or_by_name_with_its_certainty():
    by_type = _of(incident(), "alleged").after[0]
    by_name = _of(incident(), "alleged", role_precision="as_recorded").after[0]

    assert (by_type.actor, by_type.reported_name) == ("Non-State armed group",) * 2
    assert (by_name.actor, by_name.reported_name) == ("Northern Front", "Northern Boys")
    assert by_type.certainty == by_name.certainty == "alleged"
    assert by_type.individual == by_name.individual == ""
    assert by_type.id != "row-1"


def test_an_alleged_actor_without_a_certainty_leaves_as_alleged():
    row = attrs.evolve(incident().alleged[0], certainty="")

    assert _of(incident(alleged=(row,)), "alleged").after[0].certainty == "alleged"


def test_sources_leave_as_what_they_are_and_only_those_who_agreed():
    silent = attrs.evolve(HASSAN, id="source-2", consent_reporting="", type="photograph")
    record = incident(sources=(HASSAN.id, silent.id))
    release = prepared(record, sources=(HASSAN, silent))
    (told,) = field_of(release.records[0], "sources").after

    assert told.startswith("Primary")
    assert "F6" in told


def test_a_time_becomes_at_most_its_day():
    assert _of(meeting(statements=()), "started", date_precision="day").after == Day("2026-03-05")


def test_words_of_theirs_leave_only_under_their_own_flag():
    found = _of(meeting(), "statements")

    assert [row.text for row in found.after] == ["The road opens."]
    assert "2 of 3" in found.words
    assert _of(meeting(), "statements", attributions=("chatham_house",)).action == "dropped"


@pytest.mark.parametrize("flag", ["chatham_house", "background_only", "off_record", ""])
def test_a_flag_that_hides_who_and_where_drops_or_coarsens_them(flag):
    only = Statement(text="The road opens.", attribution=flag or "background_only")
    record = meeting(attribution=flag, statements=(only,))
    terms = {"role_precision": "as_recorded", "lowest_admin_level": "adm2"}
    terms["date_precision"] = "day"
    (released,) = prepared(record, FRONT, **terms).records[:1]

    for name in ("contacts", "actors", "platform", "our_side"):
        assert field_of(released, name).action == "dropped", name
        assert field_of(released, name).rule.startswith("R13:")
    assert field_of(released, "place").after.admin_level == 1
    assert field_of(released, "started").after == Day("2026-03")


def test_one_hiding_statement_hides_the_people_of_the_whole_meeting():
    rows = (
        Statement(text="One", attribution="on_record", speaker=FRONT.id),
        Statement(text="Two", attribution="chatham_house", speaker=FRONT.id),
    )
    release = prepared(meeting(statements=rows), role_precision="as_recorded")
    (released,) = release.records

    assert [row.text for row in field_of(released, "statements").after] == ["One", "Two"]
    assert [row.speaker for row in field_of(released, "statements").after] == ["", ""]
    assert field_of(released, "actors").rule == "R13:chatham_house"


def test_a_speaker_who_is_not_to_be_attributed_is_a_type():
    rows = (Statement(text="One", attribution="not_for_attribution", speaker=FRONT.id),)
    (row,) = _of(meeting(statements=rows), "statements", role_precision="as_recorded").after

    assert row.speaker == "Non-State armed group"


@pytest.mark.parametrize("flag", ["background_only", "off_record", ""])
def test_a_summary_without_a_flag_that_lets_it_go_stays(flag):
    found = _of(meeting(attribution=flag), "summary")

    assert found.rule == f"R13:{flag or 'background_only'}"


@pytest.mark.parametrize("flag", ["background_only", "off_record", "", "on_record"])
def test_a_promise_is_a_statement(flag):
    release = prepared(commitment(attribution=flag), attributions=("chatham_house",))
    rule = "agreement:attribution" if flag == "on_record" else f"R13:{flag or 'background_only'}"

    assert [each.rule for each in release.withheld] == [rule]


def test_a_promise_names_no_one():
    (released,) = prepared(commitment(), IBRAHIM).records[:1]
    mentioned = field_of(released, "by_person")

    assert mentioned.action == "replaced"
    assert mentioned.after.startswith("PER-")
    assert mentioned.after != prepared(commitment(), IBRAHIM).records[1].code


def test_where_names_do_not_go_a_person_is_a_code_and_two_things_at_most():
    (released,) = prepared(IBRAHIM, role_precision="as_recorded").records
    told = {each.name: each.after for each in released.fields if each.leaves}

    assert set(told) == {"code_name", "actor", "rank_band"}
    assert told["actor"] == "Non-State armed group"
    assert told["code_name"] == released.code


def test_a_tie_to_a_person_does_not_leave_where_names_do_not_go():
    released, _ = prepared(meeting(statements=()), IBRAHIM).records

    assert field_of(released, "contacts").rule == "R13:person"


NAMES = {"names": "yes", "names_basis": "HC instruction 3", "recipient_kind": "leadership"}


def test_names_go_only_to_own_office_or_leadership_with_a_basis_and_never_a_code_name():
    lead = (partner(recipient_kind="leadership"),)
    (named,) = prepared(IBRAHIM, partners=lead, **NAMES).records
    (no_basis,) = prepared(IBRAHIM, partners=lead, **{**NAMES, "names_basis": " "}).records
    (cluster,) = prepared(IBRAHIM, **{**NAMES, "recipient_kind": "humanitarian-partner"}).records

    assert field_of(named, "name").after == "Ibrahim Yusuf Adam"
    assert "Falcon" not in "".join(str(each.after) for each in named.fields)
    for released in (no_basis, cluster):
        assert field_of(released, "name").action == "dropped"


def test_a_link_leaves_only_when_both_records_leave():
    held = incident()
    both, _ = prepared(meeting(incidents=(held.id,)), held).records
    alone = _of(meeting(incidents=(held.id,)), "incidents")
    stub = incident(id=held.id, act="sexual_violence")
    (other,) = prepared(meeting(incidents=(held.id,)), stub).records

    assert field_of(both, "incidents").after == (gathered().outside.uuid(held.id),)
    assert alone.rule == field_of(other, "incidents").rule == "link:both_ends"
    assert alone.after == ()


def test_analysis_leaves_only_field_by_field_and_not_outside_the_office():
    listed = {"included_classes": ("analysis", "event"), "recipient_kind": "ocha"}
    to_ocha = {"partners": (partner(recipient_kind="ocha"),), **listed}
    named = ("meeting.interpretation",)

    assert _of(meeting(), "interpretation", **to_ocha).rule == "agreement:named"
    assert _of(meeting(), "interpretation", included_fields=named, **to_ocha).action == "kept"
    rule = _of(meeting(), "interpretation", included_fields=named).rule
    assert rule == "class:analysis"


@pytest.mark.parametrize("hidden", ["Falcon", "Yusuf Ibrahim", "Abu Salam", "0912 345 678"])
def test_a_text_with_a_known_name_or_phone_stays(hidden):
    found = _of(incident(narrative_shareable=f"They say {hidden} came."), "narrative_shareable")

    assert found.action == "dropped"
    assert found.rule in {"scan:name", "scan:phone"}
    assert hidden not in found.words


def test_deciding_needs_nothing_but_values():
    record = incident()
    terms = terms_of(agreement(), (partner(),))
    around = Around(gathered().outside, gathered().scanner)
    case = case_of(record, terms, around)

    decision = decide(record.field("happened"), record, case)
    assert (decision.action, decision.value) == ("coarsened", Day("2026-03"))
    row = record.alleged[0]
    assert decide(row.fields()[0], row, case, rows="alleged").rule == "agreement:role"


def test_no_planted_word_is_in_anything_that_leaves():
    release = prepared(incident(), meeting(), commitment(), IBRAHIM, FRONT)

    told = all_words(release)
    assert len(release.records) == 5
    assert "Two women" in told
    for word in ("Sesame", "Falcon", "Ibrahim", "Salam", "Hassan", "Kobra", "912", "Commander"):
        assert word not in told


def test_ids_and_references_of_ours_do_not_leave():
    held = incident(ref="SDN-INC-26-A1")
    release = prepared(meeting(incidents=(held.id,)), held, FRONT)
    told = all_words(release)

    for own in (held.id, held.ref, "row-a", "row-1", FRONT.id, IBRAHIM.id, HASSAN.id):
        assert own not in told
    assert all(each.outside[14] == "8" for each in release.records)


def test_a_day_that_is_unknown_to_the_agreement_is_coarsened_to_the_year():
    assert _of(incident(), "happened", date_precision="").after == Day("2026")
    assert _of(incident(), "place", lowest_admin_level="").after.admin_level == 0


def test_a_dropped_field_does_not_say_its_default():
    found = _of(incident(verification_status="reported"), "verification_status")
    dropped = _of(incident(), "verification_status", excluded_fields=("incident.alleged",))
    excluded = _of(incident(), "verification_status", excluded_classes=("event",))

    assert found.after == dropped.after == "reported"
    assert (excluded.action, excluded.after) == ("dropped", "")


def test_a_person_who_speaks_on_record_is_a_type_even_where_forces_are_named():
    rows = (Statement(text="One", attribution="on_record", speaker=IBRAHIM.id),)
    (row,) = _of(meeting(statements=rows), "statements", role_precision="as_recorded").after

    assert row.speaker == "Non-State armed group"


def test_a_link_to_a_record_that_is_too_sensitive_does_not_leave():
    held = incident(sensitivity="severe")
    release = prepared(held, meeting(incidents=(held.id,)), highest_sensitivity="high")

    assert [each.rule for each in release.withheld] == ["agreement:level"]
    assert field_of(release.records[0], "incidents").after == ()
