"""What types are called within a sentence, and how many there are of each."""

from __future__ import annotations

import pytest

from fieldapp.records import TYPES
from fieldapp.records.counted import counted, in_sentence
from fieldapp.records.dialogue import Meeting
from fieldapp.records.products import PocAnalysis


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Joint PoC analysis", "joint PoC analysis"),
        ("CMCoord assessments", "CMCoord assessments"),
        ("HCT protection priority", "HCT protection priority"),
        ("Casualty-tracking systems", "casualty-tracking systems"),
        ("Meeting", "meeting"),
        ("", ""),
    ],
)
def test_only_words_that_are_not_short_forms_lose_their_capital(label, said):
    assert in_sentence(label) == said


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.noun)
def test_a_type_keeps_its_letters_within_a_sentence(kind):
    assert in_sentence(kind.label).lower() == kind.label.lower()


def test_counts_are_said_with_one_and_many():
    said = counted({"meeting": 1, "poc_analysis": 2, "letter": 1000}, (Meeting, PocAnalysis))

    assert said == "1 meeting, 2 joint PoC analyses, 1,000 letter"
    assert counted({}) == "nothing"
