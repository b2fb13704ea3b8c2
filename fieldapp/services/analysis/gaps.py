"""The gaps of a checklist as talking points for the next meeting."""

from __future__ import annotations

from fieldapp.records.arrangements import Arrangement
from fieldapp.records.checklists import CheckItem, Checklist
from fieldapp.records.dialogue import Meeting
from fieldapp.vocab.vocabulary import vocabulary

OPEN = ("not_met", "partly")


def gaps(checklist: Checklist) -> tuple[CheckItem, ...]:
    """What is not met first, then what is met in part."""
    return tuple(row for state in OPEN for row in checklist.items if row.state == state)


def talking_point(item: CheckItem) -> str:
    """One gap as a sentence to say: the standard, and that it is not, or only partly, met."""
    words = vocabulary("checklist_item").label(item.question)
    state = vocabulary("check_state").label(item.state).lower()
    return f"{words}: {state}."


def meeting_about(checklist: Checklist, arrangement: Arrangement | None = None) -> Meeting:
    """A draft of the meeting at which the gaps are raised.

    With those they were raised with before, else with the parties to the arrangement. Evidence is
    left out: what is said to a force must not show who told us.
    """
    found = gaps(checklist)
    actors = tuple(dict.fromkeys(row.raised_with for row in found if row.raised_with))
    if not actors and arrangement is not None:
        actors = arrangement.parties
    return Meeting(
        draft=True,
        title=checklist.title,
        objective="Close the gaps",
        actors=actors,
        talking_points="\n".join(talking_point(row) for row in found),
        arrangements=(checklist.arrangement,) if checklist.arrangement else (),
        task_codes=("DI2",),
    )
