"""What is waited for follows from what came back; an answer is noted once and dealt with once."""

from __future__ import annotations

import datetime as dt

import attrs
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.disclosures import Answered, Delivery, Disclosed, Disclosure
from fieldapp.records.record import evolve
from fieldapp.services.aftercare.answers import Said, handled, noted
from fieldapp.services.aftercare.clock import kept_up
from fieldapp.vocab.days import Day
from fieldapp.vocab.vocabulary import vocabulary

SENT = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)
LATER = SENT + dt.timedelta(days=3)
CODES = ("INC-0000-0001", "INC-0000-0002")
ANSWERS = tuple(vocabulary("receipt_answer"))


def entry(*partners: str, **values: object) -> Disclosure:
    deliveries = tuple(Delivery(partner=each, receipt_state="awaited") for each in partners)
    records = tuple(Disclosed(record=f"r{n}", outside=code) for n, code in enumerate(CODES))
    made = Disclosure(state="sealed", at=SENT, deliveries=deliveries, records=records)
    return kept_up(evolve(made, **values))


def marked(disclosure: Disclosure, **values: object) -> Disclosure:
    first, *rest = disclosure.deliveries
    return kept_up(evolve(disclosure, deliveries=(evolve(first, **values), *rest)))


def test_a_package_waits_for_the_receipt_of_everyone_and_says_from_when_it_is_late():
    sent = entry("a", "b")
    assert (sent.receipts, sent.receipt_by, sent.held) == ("awaited", Day("2026-11-08"), "held")
    assert marked(sent, receipt_state="imported").receipts == "awaited"
    assert marked(entry("a"), receipt_state="opened").receipts == "opened"


def test_what_is_not_out_waits_for_nothing_and_a_retraction_leaves_nothing_to_hold():
    assert entry("a", state="voided").receipts == ""
    assert entry("a", errand="retract").held == ""
    assert entry("a", errand="retract", ask=("verify",)).answering == ""


def test_it_is_held_until_everyone_certified():
    one = marked(entry("a", "b"), destroyed_on=Day("2027-01-01"))
    assert one.held == "held"
    assert marked(entry("a"), destroyed_on=Day("2027-01-01")).held == "destroyed"


def test_answers_are_awaited_only_where_they_were_asked_for():
    assert entry("a").answering == ""
    asked = entry("a", ask=("verify",))
    assert asked.answering == "awaited"
    one = noted(asked, "a", [Said(CODES[0], "verified")], LATER)
    assert one.answering == "awaited"
    both = noted(one, "a", [Said(CODES[1], "accepted")], LATER)
    assert both.answering == "answered"


def test_one_recipient_does_not_speak_for_the_other():
    one = noted(entry("a", "b"), "a", [Said(CODES[0], "need_more", "Which village?")], LATER)
    two = noted(one, "b", [Said(CODES[0], "accepted")], LATER + dt.timedelta(hours=1))
    assert {(e.partner, e.answer) for e in two.answers} == {("a", "need_more"), ("b", "accepted")}
    assert two.answering == "asks"
    assert two.records[0].answer == "accepted"  # the newest


def test_what_asks_for_more_asks_until_it_was_dealt_with_and_again_when_asked_again():
    asks = noted(entry("a"), "a", [Said(CODES[0], "need_more", "Which village?")], LATER)
    done = handled(asks, LATER.date())
    assert (done.answering, done.answers[0].handled_on) == ("answered", Day("2026-11-04"))
    same = noted(done, "a", [Said(CODES[0], "need_more", "Which village?")], LATER)
    assert same == done
    again = noted(done, "a", [Said(CODES[0], "need_more", "And when?")], LATER)
    assert again.answering == "asks"


def test_an_older_receipt_takes_back_no_newer_answer_and_unknown_codes_are_passed_over():
    new = noted(entry("a"), "a", [Said(CODES[0], "acted")], LATER)
    old = noted(new, "a", [Said(CODES[0], "accepted"), Said("INC-9999-9999", "acted")], SENT)
    assert old == new


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from(CODES), st.sampled_from(ANSWERS)),
        max_size=8,
    )
)
def test_no_recipient_ever_has_two_answers_to_one_record(said):
    found = entry("a", "b")
    for hour, (partner, code, answer) in enumerate(said):
        at = LATER + dt.timedelta(hours=hour)
        found = noted(found, partner, [Said(code, answer)], at)
    keys = [(each.partner, each.outside) for each in found.answers]
    assert len(keys) == len(set(keys)) == len({(p, c) for p, c, _ in said})
    last = {(p, c): a for p, c, a in said}
    assert {(e.partner, e.outside): e.answer for e in found.answers} == last
    assert attrs.asdict(kept_up(found)) == attrs.asdict(found)
    assert all(isinstance(each, Answered) for each in found.answers)
