"""A person decides on each hit of the scan; a choice lets out exactly that text and no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.records.clearances import TextChoice
from fieldapp.records.dialogue import Statement
from fieldapp.records.record import Record, evolve
from fieldapp.services.sharing.release import Release, assemble, prepare
from fieldapp.services.sharing.result import ReleasedField
from fieldapp.services.sharing.scanning.choices import CLEARED, LEFT_OUT, REPLACED, Asked, Choices
from fieldapp.services.sharing.text_choices import ClearError, asked_in, choose_hit, waiting
from fieldapp.store.lists import Query
from tests.services.sharing.samples import (
    DAY,
    IBRAHIM,
    agreement,
    field_of,
    gathered,
    incident,
    meeting,
    partner,
)

SECRET = b"c" * 32
TEXT = "Ibrahim Yusuf Adam came; Ibraheem Youssef called 0711 222 333."


def made(
    *records: Record, choices: Mapping[str, str] | None = None, kind: str = "", **terms: object
) -> Release:
    """A release of these records with these choices by mark."""
    kinds = {"recipient_kind": kind} if kind else {}
    around = gathered((partner(**kinds),))
    around = attrs.evolve(around, choices=Choices(SECRET, choices or {}))
    return assemble(agreement(**kinds, **terms), records, around, DAY)


def told(release: Release, name: str = "narrative_shareable") -> ReleasedField:
    return field_of(release.records[0], name)


def chosen(asked: Sequence[Asked], *choices: str) -> dict[str, str]:
    return {each.mark: choice for each, choice in zip(asked, choices, strict=True)}


def test_without_an_answer_the_text_stays_and_every_hit_is_asked_about():
    release = made(incident(narrative_shareable=TEXT))

    assert (told(release).action, told(release).after) == ("dropped", "")
    asked = asked_in(release)
    assert [each.hit.rule for each in asked] == ["scan:name", "scan:look-alike", "scan:phone"]
    assert [each.may_clear for each in asked] == [False, True, True]
    assert waiting(asked) == asked


def test_replaced_hits_leave_as_codes_under_this_agreement():
    record = incident(narrative_shareable=TEXT)
    asked = asked_in(made(record))
    found = told(made(record, choices=chosen(asked, REPLACED, REPLACED, REPLACED)))

    code = gathered().outside.mention("PER", IBRAHIM.id)
    assert found.after == f"[{code}] came; [{code}] called [phone]."
    assert (found.action, found.rule) == ("replaced", "scan:replaced")


@pytest.mark.parametrize("kind", ["public", "mission-uniformed"])
def test_where_no_code_may_go_a_person_is_just_a_person(kind):
    record = incident(narrative_shareable="Ibrahim Yusuf Adam came.")
    for each in asked_in(made(record, kind=kind)):
        assert each.instead == "[person]"


def test_a_source_is_replaced_by_no_code_and_never_cleared():
    record = incident(narrative_shareable="Hassan Deng saw it.")
    (asked,) = asked_in(made(record))

    assert asked.instead == "[person]"
    assert not asked.may_clear
    assert told(made(record, choices={asked.mark: CLEARED})).after == ""


def test_a_look_alike_and_an_unknown_phone_may_be_cleared_but_not_a_name():
    record = incident(narrative_shareable="Ibraheem Youssef called 0711 222 333.")
    asked = asked_in(made(record))
    found = told(made(record, choices=chosen(asked, CLEARED, CLEARED)))
    assert (found.action, found.rule, found.after) == (
        "kept",
        "scan:cleared",
        record.narrative_shareable,
    )

    whole = incident(narrative_shareable=TEXT)
    asked = asked_in(made(whole))
    found = told(made(whole, choices=chosen(asked, CLEARED, CLEARED, CLEARED)))
    assert (found.action, found.after) == ("dropped", "")


def test_a_code_name_that_is_a_word_may_be_cleared_a_known_phone_and_a_point_may_not():
    for text, may in (
        ("A falcon was seen.", True),
        ("Call 0912 345 678.", False),
        ("At 15.6400, 32.5300.", False),
    ):
        (asked,) = asked_in(made(incident(narrative_shareable=text)))
        assert asked.may_clear is may, text


def test_a_force_may_be_named_only_where_the_agreement_names_forces():
    record = incident(narrative_shareable="The Northern Front came.")
    as_recorded = {"role_precision": "as_recorded"}
    (coarse,) = asked_in(made(record))
    (named,) = asked_in(made(record, **as_recorded))

    assert (coarse.may_clear, named.may_clear) == (False, True)
    choice = {named.mark: CLEARED}
    assert told(made(record, choices=choice, **as_recorded)).after == record.narrative_shareable
    assert told(made(record, choices=choice)).after == "", "another agreement says less"


def test_one_answer_left_out_or_missing_holds_the_text_back():
    record = incident(narrative_shareable=TEXT)
    asked = asked_in(made(record))
    for last in (LEFT_OUT, "", "anything"):
        assert told(made(record, choices=chosen(asked, REPLACED, REPLACED, last))).after == ""


def test_words_in_a_row_are_asked_about_where_they_stand():
    row = Statement(id="row-x", text="Falcon Ridge, 0711 222 333.", attribution="on_record")
    record = meeting(statements=(row,))
    asked = asked_in(made(record))

    assert {each.where for each in asked} == {"row-x.text"}
    answered = made(record, choices={each.mark: REPLACED for each in asked})
    (leaves,) = field_of(answered.records[0], "statements").rows
    text = next(each for each in leaves.fields if each.name == "text")
    assert text.after.endswith("Ridge, [phone].")


def test_a_record_that_stays_for_its_text_alone_can_still_be_mended():
    record = incident(narrative_shareable=TEXT, title="")
    only = {"included_classes": ("shareable_text",)}
    release = made(record, **only)
    assert not release.records
    asked = asked_in(release)

    answered = made(record, choices={each.mark: REPLACED for each in asked}, **only)
    assert told(answered).after.endswith("called [phone].")


def test_a_place_finer_than_allowed_is_asked_about_a_wide_one_is_not(store):
    from fieldapp.services.sharing.known import known_places, scanner_of

    scanner = scanner_of((), known_places(store, [incident()]))
    allowed = {1: ["Kobra", "Bahri"], 2: ["Kobra"]}
    for level, expected in allowed.items():
        text = "From Kobra to Bahri, in Khartoum, Sudan."
        assert [text[e.start : e.end] for e in scanner.hits(text, level)] == expected


# -- laws ------------------------------------------------------------------------------------

_PIECES = (
    *("Ibrahim Yusuf", "Ibraheem Youssef Adem", "إبراهيم يوسف آدم", "Ибрагим Юсуф", "I. Adam"),
    *("Hassan Deng", "Hasan Dheng", "Abu Salam", "Abou Salaam", "Falcon", "falcon"),
    *("the Northern Front", "0912 345 678", "a@b.org", "15.6400, 32.5300", "@some_one"),
    *("passport P04738291", "the", "road", "was open", ".", ",", "\n", "-", "ال", "ʼ", "1 200"),
)
texts = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=6)), max_size=9)
marks = st.lists(st.sampled_from([CLEARED, REPLACED, LEFT_OUT, ""]), min_size=12, max_size=12)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_with_every_hit_replaced_no_name_is_found_in_what_leaves(pieces):
    record = incident(narrative_shareable=" ".join(pieces))
    asked = asked_in(made(record))
    release = made(record, choices={each.mark: REPLACED for each in asked})

    left = told(release).after
    assert not [hit for hit in gathered().scanner.hits(left) if hit.is_name]


@settings(max_examples=150, deadline=None)
@given(texts, texts, marks)
def test_a_choice_lets_out_exactly_that_text(pieces, others, choices):
    record = incident(id="i", narrative_shareable=" ".join(pieces))
    asked = [e for e in asked_in(made(record)) if e.where == "narrative_shareable"]
    kept = {each.mark: choice for each, choice in zip(asked, choices, strict=False)}
    release = made(record, choices=kept)

    left, text = told(release).after, record.narrative_shareable
    answers = [kept.get(each.mark, "") for each in asked]
    if left and asked:
        assert all(each in (CLEARED, REPLACED) for each in answers)
        assert all(e.may_clear for e, a in zip(asked, answers, strict=True) if a == CLEARED)
        assert left == text or REPLACED in answers
    other = evolve(record, narrative_shareable=" ".join(others))
    if other.narrative_shareable != text:
        assert told(made(other, choices=kept)).after == told(made(other)).after


# -- kept in the vault -------------------------------------------------------------------------

IBRAHIM_KEPT = evolve(IBRAHIM, actor="", purpose="Access", draft=True)


def kept_incident(text: str) -> Record:
    return incident(id="i", sources=(), alleged=(), narrative_shareable=text)


def test_a_choice_is_kept_without_what_was_found_and_an_edit_asks_again(store):
    store.save(partner(), agreement(), IBRAHIM_KEPT, kept_incident(TEXT))
    record, terms = store.get("i"), store.get("agreement-1")
    for each in asked_in(prepare(store, terms, [record], day=DAY)):
        choose_hit(store, each, REPLACED)

    release = prepare(store, terms, [record], day=DAY)
    assert told(release).rule == "scan:replaced"
    kept = [each for each in store.records(Query("text_choice")) if isinstance(each, TextChoice)]
    assert len(kept) == 3
    for each in kept:
        plain = repr(attrs.asdict(each, recurse=False))
        assert not any(word in plain for word in ("Ibrahim", "Ibraheem", "0711", "Yusuf"))

    changed = evolve(record, narrative_shareable=TEXT + " Twice.")
    store.save(changed)
    assert told(prepare(store, terms, [store.get("i")], day=DAY)).after == ""


def test_a_later_choice_takes_the_place_of_the_earlier_one(store):
    store.save(partner(), agreement(), kept_incident("Call 0711 222 333."))
    terms = store.get("agreement-1")
    for choice in (LEFT_OUT, REPLACED):
        (asked,) = asked_in(prepare(store, terms, [store.get("i")], day=DAY))
        choose_hit(store, asked, choice)

    (kept,) = store.records(Query("text_choice"))
    assert kept.choice == REPLACED


def test_clearing_needs_a_reason_and_is_refused_for_what_is_surely_theirs(store):
    store.save(partner(), agreement(), IBRAHIM_KEPT, kept_incident(TEXT))
    name, alike, _ = asked_in(prepare(store, store.get("agreement-1"), [store.get("i")], day=DAY))
    with pytest.raises(ClearError):
        choose_hit(store, name, CLEARED, "other")
    with pytest.raises(ClearError):
        choose_hit(store, alike, CLEARED)
    choose_hit(store, alike, CLEARED, "other")
