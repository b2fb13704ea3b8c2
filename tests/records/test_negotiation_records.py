"""The negotiation file: a mandate before talks open, and that nothing of it leaves."""

from __future__ import annotations

import pytest

from fieldapp.records.checks import problems
from fieldapp.records.negotiation import Iceberg, IslandEntry, Issue, Negotiation, Scenario
from fieldapp.vocab.vocabulary import vocabulary


def wrong(record):
    return {each.field for each in problems(record)}


@pytest.mark.parametrize("status", vocabulary("negotiation_status"))
def test_talks_open_only_with_a_mandate(status):
    made = Negotiation(title="Road", status=status)
    assert wrong(made) == ({"mandate_from"} if status in ("open", "agreed") else set())
    assert not wrong(Negotiation(title="Road", status=status, mandate_from="HC"))


def test_a_file_of_all_five_tools_is_kept_as_it_was_written(store):
    made = Negotiation(
        title="Road",
        draft=True,
        islands=tuple(IslandEntry(island=code, words=code) for code in vocabulary("island")),
        icebergs=(
            Iceberg(side="ours", position="Open", reasoning="Daylight", motives="Patients"),
            Iceberg(side="theirs", position="Shut", reasoning="Posts", motives="To be asked"),
        ),
        issues=(Issue(rank=1, what="Hours", our_red="No search", their_red="Night"),),
        scenarios=(Scenario(type="agreement", issue="Hours", words="Mornings", answer="Take it"),),
        shared_space="Mornings, unarmed",
    )
    store.save(made)

    held = store.get(made.id)
    assert isinstance(held, Negotiation)
    for name in ("islands", "icebergs", "issues", "scenarios", "shared_space"):
        assert getattr(held, name) == getattr(made, name)


def test_limits_are_never_part_of_a_package():
    assert not Negotiation.leaves


def test_the_four_islands_say_what_to_do_with_them():
    labels = [vocabulary("island").label(code) for code in vocabulary("island")]
    assert len(labels) == 4
    assert all(": " in label for label in labels)


def test_an_issue_ranks_within_reason():
    made = Negotiation(title="Road", issues=(Issue(rank=0, what="Hours"),))
    assert wrong(made) == {"issues"}
