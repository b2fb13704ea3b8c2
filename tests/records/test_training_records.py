"""Trainings, exercises and guidelines made known: what they ask before they are finished."""

from __future__ import annotations

import attrs
import pytest

from fieldapp.records.checks import problems
from fieldapp.records.record import Record
from fieldapp.records.training import Awareness, Exercise, Training
from fieldapp.vocab.days import Day
from fieldapp.vocab.tallies import Tally
from fieldapp.vocab.vocabulary import vocabulary

TRAINING = Training(title="IHL for platoon leaders", held_on=Day("2026-03-02"))
EXERCISE = Exercise(title="Mass movement", held_on=Day("2026-03-02"))
TOLD = Awareness(guidance="g", actor="a", told_on=Day("2026-03-02"))


def wrong(record: Record) -> set[str]:
    return {each.field for each in problems(record)}


def test_training_a_unit_says_whether_it_was_looked_at():
    assert not wrong(TRAINING)  # of humanitarians, nobody asks it
    unit = attrs.evolve(TRAINING, audience="a")
    assert wrong(unit) == {"due_diligence"}
    for answer in vocabulary("due_diligence"):
        assert not wrong(attrs.evolve(unit, due_diligence=answer))


def test_all_topics_of_the_note_can_be_taught_and_no_other():
    every = attrs.evolve(TRAINING, topics=tuple(vocabulary("training_topic")))

    assert not wrong(every)
    assert len(every.topics) == 11
    assert wrong(attrs.evolve(TRAINING, topics=("tactics",))) == {"topics"}


@pytest.mark.parametrize("held", [TRAINING, EXERCISE], ids=lambda held: held.noun)
def test_what_was_held_ends_after_it_begins(held):
    assert wrong(attrs.evolve(held, held_to=Day("2026-03-01"))) == {"held_to"}
    assert not wrong(attrs.evolve(held, held_to=Day("2026-03-02")))
    assert not wrong(attrs.evolve(held, held_to=Day("2026-03")))  # a month ends after its second


@pytest.mark.parametrize("score", [-1, 101])
def test_a_result_is_a_share_of_right_answers(score):
    assert wrong(attrs.evolve(TRAINING, score_after=score)) == {"score_after"}


def test_an_exercise_needs_its_day_and_counts_who_took_part():
    assert wrong(Exercise(title="Mass movement")) == {"held_on"}
    assert not wrong(attrs.evolve(EXERCISE, participants=Tally(women=11, men=37)))


def test_a_guideline_is_made_known_to_someone():
    assert wrong(attrs.evolve(TOLD, actor="")) == {"actor"}
    assert wrong(attrs.evolve(TOLD, actor="", audience="  ")) == {"actor"}
    assert not wrong(attrs.evolve(TOLD, actor="", audience="Heads of streets"))
    assert wrong(attrs.evolve(TOLD, guidance="")) == {"guidance"}


@pytest.mark.parametrize(
    ("took", "needed"),
    [
        ("pending", set()),
        ("", set()),
        ("no", {"checked_on"}),
        ("partly", {"checked_on", "evidence"}),
        ("yes", {"checked_on", "evidence"}),
    ],
)
def test_that_it_took_needs_a_day_and_something_that_shows_it(took, needed):
    told = attrs.evolve(TOLD, took=took)

    assert wrong(told) == needed
    looked = attrs.evolve(told, checked_on=Day("2026-04-01"), evidence="Patrols leave the camp")
    assert not wrong(looked)
