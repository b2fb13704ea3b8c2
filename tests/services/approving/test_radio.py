"""Approval over the radio: digits out, digits back, bound to one request and one decision."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.approvals import Approval, Approver
from fieldapp.services.approving import hearing, radio, roles
from fieldapp.services.approving.errors import AlteredError, ClosedError, RanOutError, RefusedError
from fieldapp.services.approving.hearing import (
    NoSecretError,
    ReplayedError,
    TooManyTriesError,
    WrongAnswerError,
)
from fieldapp.services.approving.radio import MisheardError, MistypedSecretError, Role
from fieldapp.services.approving.standing import holds, keep_secret
from fieldapp.services.approving.statement import APPROVE, REFUSE
from fieldapp.services.leaving import seal_release
from tests.approvals import second_person

SECRET = bytes(range(32, 64))
HARM = "A witness could be known."


@pytest.fixture
def person(office) -> Approver:
    made = second_person(office.store)
    keep_secret(office.store, made.id, SECRET)
    return made


@pytest.fixture
def role(head) -> Role:
    """On the approver's side: typed over from the officer's screen."""
    return roles.add_role(head, "El Fasher", radio.read_secret(radio.secret_words(SECRET).lower()))


def asked(office, person) -> Approval:
    return hearing.ask_by_radio(office.store, office.release(), person, HARM)


def hear(office, approval: Approval, digits: str) -> Approval:
    return hearing.hear(office.store, approval, digits, office.release().digest())


def test_yes_is_read_back_and_lets_it_leave_once(office, person, role):
    request = asked(office, person)
    digits = roles.answer(role, hearing.challenge_of(request), APPROVE)
    assert len(digits.replace(" ", "")) == 20
    approved = hear(office, request, digits)
    assert [each.state for each in approved.steps] == ["asked", "approved"]
    assert office.release().approved
    sealed = seal_release(office.store, office.release(), office.folder)
    assert office.store.get(sealed.disclosure.id).approval == request.id
    with pytest.raises(ClosedError):
        hear(office, request, digits)


def test_the_summary_names_no_one_and_the_challenge_is_short(office, person):
    request = asked(office, person)
    lines = " ".join(hearing.to_read_out(request))
    assert "1 incident" in lines
    assert "High" in lines
    for word in ("Cluster", HARM, "SDN-INC", "Market"):
        assert word not in lines
    assert len(hearing.challenge_of(request).replace(" ", "")) == 25


def test_no_is_no_and_closes_it(office, person, role):
    request = asked(office, person)
    refused = hear(office, request, roles.answer(role, hearing.challenge_of(request), REFUSE))
    assert refused.state == "refused"
    assert not office.release().approved
    with pytest.raises(ClosedError):
        hear(office, request, roles.answer(role, hearing.challenge_of(request), APPROVE))
    with pytest.raises(RefusedError):
        asked(office, person)


def test_a_wrong_one_fails_and_five_close_it(office, person):
    request = asked(office, person)
    challenge = hearing.challenge_of(request)
    wrong = radio.answer(b"x" * 32, challenge, APPROVE)
    for _ in range(4):
        with pytest.raises(WrongAnswerError):
            hear(office, request, wrong)
        request = office.store.get(request.id)
    with pytest.raises(TooManyTriesError):
        hear(office, request, wrong)
    kept = office.store.get(request.id)
    assert (kept.state, kept.tries) == ("withdrawn", 5)
    with pytest.raises(ClosedError):
        hear(office, request, radio.answer(SECRET, challenge, APPROVE))


def test_what_was_misheard_is_no_wrong_try(office, person, role):
    request = asked(office, person)
    good = roles.answer(role, hearing.challenge_of(request), APPROVE)
    heard = good.replace(good[0], str((int(good[0]) + 1) % 10), 1)
    for digits in (heard, good[:-1], "", good + "1"):
        with pytest.raises(MisheardError):
            hear(office, request, digits)
    assert not office.store.get(request.id).tries
    arabic = good.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")).replace(" ", "-")
    assert hear(office, request, arabic).state == "approved"


def test_too_late_fails(office, person, role):
    request = asked(office, person)
    digits = roles.answer(role, hearing.challenge_of(request), APPROVE)
    office.clock.on(hours=72)
    with pytest.raises(RanOutError):
        hear(office, request, digits)


def test_an_altered_release_fails(office, person, role):
    request = asked(office, person)
    digits = roles.answer(role, hearing.challenge_of(request), APPROVE)
    changed = office.release(narrative_shareable="Something else fell.")
    with pytest.raises(AlteredError):
        hearing.hear(office.store, request, digits, changed.digest())


def test_an_answer_to_an_earlier_request_is_named_as_such(office, person, role):
    first = asked(office, person)
    digits = roles.answer(role, hearing.challenge_of(first), APPROVE)
    hear(office, first, digits)
    second = asked(office, person)
    with pytest.raises(ReplayedError):
        hear(office, second, digits)
    third = asked(office, person)  # one that was never answered is simply wrong
    other = roles.answer(role, hearing.challenge_of(second), APPROVE)
    with pytest.raises(WrongAnswerError):
        hear(office, third, other)


def test_without_a_secret_nothing_is_asked_and_a_new_secret_ends_what_was_given(
    office, person, role
):
    request = asked(office, person)
    hear(office, request, roles.answer(role, hearing.challenge_of(request), APPROVE))
    keep_secret(office.store, person.id, b"n" * 32)
    assert not holds(office.store, request.digest)
    keep_secret(office.store, person.id, None)
    with pytest.raises(NoSecretError):
        asked(office, person)


def test_everything_that_is_asked_is_in_the_challenge(office, person):
    facts = hearing.asked_in(asked(office, person))
    first = radio.challenge(facts)
    for name in ("id", "digest", "agreement", "goes_to", "level", "note", "channel", "keep_until"):
        assert radio.challenge(attrs.evolve(facts, **{name: "other"})) != first
    assert radio.challenge(attrs.evolve(facts, counts={"incident": 2})) != first
    assert radio.challenge(attrs.evolve(facts, expires_at=facts.asked_at)) != first


def test_both_sides_know_that_they_hold_the_same_secret(office, head, role):
    assert radio.test_code(role.raw) == radio.test_code(SECRET)
    assert radio.test_code(SECRET) != radio.test_code(b"x" * 32)
    again = roles.add_role(head, "Renamed", SECRET)
    assert [each.station for each in roles.roles(head)] == ["Renamed"]
    roles.drop_role(head, again.id)
    assert roles.roles(head) == ()


@given(st.binary(min_size=32, max_size=32))
def test_a_secret_is_read_as_it_was_written(secret):
    words = radio.secret_words(secret)
    assert len(words.split()) == 14
    assert radio.read_secret(words.replace("0", "o").replace("1", "l")) == secret


@given(st.binary(min_size=32, max_size=32), st.integers(0, 55), st.sampled_from("23456789ABCDEF"))
def test_one_wrong_letter_of_a_secret_is_found(secret, at, letter):
    text = radio.secret_words(secret).replace(" ", "")
    if text[at] != letter:
        with pytest.raises(MistypedSecretError):
            radio.read_secret(text[:at] + letter + text[at + 1 :])


@given(st.binary(min_size=32, max_size=32), st.integers(0, 19), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(secret, at, more):
    challenge = radio._grouped(radio._digits(secret, 23))
    digits = radio.answer(secret, challenge, APPROVE).replace(" ", "")
    heard = digits[:at] + str((int(digits[at]) + more) % 10) + digits[at + 1 :]
    with pytest.raises(MisheardError):
        radio.read_digits(heard, radio.ANSWER)
