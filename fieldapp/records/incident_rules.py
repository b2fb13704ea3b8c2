"""What an incident is made of beside its fields: its rows, what a stub leaves out, its rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fieldapp.records.fields import choice, day, link, text
from fieldapp.records.record import Part, Problem, part
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

if TYPE_CHECKING:
    from fieldapp.records.incidents import Incident

EVENT, COUNT = DataClass.EVENT, DataClass.COUNT

# Acts of which only a stub is kept: a concern exists, roughly where and when, who was told (R20).
STUB_ACTS = frozenset({"sexual_violence", "gender_based_violence", "sexual_exploitation_abuse"})
# Harm by own staff or peacekeepers: referred, never in a package, a list or a count (R20).
NEVER_COUNTED = frozenset({"sexual_exploitation_abuse"})
# The tallies whose sum is the people harmed; the displaced are counted by themselves.
HARMS = ("killed", "injured", "abducted", "detained", "affected")
# Of a stub there is the act, the quarter, ADM1, and to whom it was referred and when.
_NOT_ON_A_STUB = (
    "title",
    "alleged",
    "narrative_confidential",
    "narrative_shareable",
    "sources",
    "happened_to",
    "date_note",
    "time_of_day",
    "reported_on",
    "place_type",
    "place_note",
    "attack_type",
    "weapons",
    "context",
    "victim_types",
    *HARMS,
    "displaced",
    "facility_impact",
    "closed_days",
    "attacks_destroyed",
    "attacks_damaged",
    "victims_least",
    "victims_most",
    "mrm_stages",
    "answers",
    "alert_answer",
    "cause",
    "constraints",
    "arrangement",
    "notification",
    "related",
)


# Fields that only make sense for some acts; elsewhere the form leaves them out.
ONLY_FOR: dict[str, frozenset[str]] = {
    **dict.fromkeys(("recruitment_role", "release_mode"), frozenset({"recruitment_use"})),
    "abduction_end": frozenset({"abduction", "enforced_disappearance", "arrest_detention"}),
    "military_use": frozenset({"military_use"}),
    **dict.fromkeys(
        ("health_attack", "health_object"),
        frozenset({"attack_hospital", "attack_education_health", "access_denial"}),
    ),
    "education_attack": frozenset({"attack_school", "attack_education_health"}),
    "was_operational": frozenset(
        {"attack_hospital", "attack_school", "attack_education_health", "military_use"}
    ),
    **dict.fromkeys(
        ("affiliation", "aid_outcome", "aid_national"), frozenset({"attack_aid", "access_denial"})
    ),
}
NOT_ON_A_STUB = frozenset((*_NOT_ON_A_STUB, *ONLY_FOR))


@part
class AllegedActor(Part):
    """Who is said to have done it, how sure; attribution is not criminal responsibility (R7)."""

    actor: str = link("Actor", "actor", data_class=DataClass.ROLE, listed=True)
    category: str = choice(
        "Category",
        "actor_type",
        data_class=DataClass.ROLE,
        listed=True,
        hxl="#group+type",
    )
    reported_category: str = choice(
        "Category as reported", "reported_perpetrator", data_class=DataClass.ROLE
    )
    reported_name: str = text(
        "Name of force or group as reported",
        data_class=DataClass.ROLE,
        searched=True,
        hxl="#group+name",
    )
    certainty: str = choice(
        "Certainty", "attribution_certainty", default="alleged", data_class=EVENT, listed=True
    )
    individual: str = text(
        "Individual named",
        data_class=DataClass.SOURCE_IDENTITY,
        help="Never leaves. Leave empty if you can.",
    )


def dates_in_order(incident: Incident) -> Iterator[Problem]:
    """Check: dates in order."""
    start, end = incident.happened, incident.happened_to
    if start and end and end.last < start.first:
        yield Problem("happened_to", "The end lies before the beginning.")


def closed_has_both_narratives(incident: Incident) -> Iterator[Problem]:
    """Check: closed has both narratives."""
    if incident.status != "closed" or incident.to_be_shared != "yes" or incident.act in STUB_ACTS:
        return
    for name in ("narrative_confidential", "narrative_shareable"):
        if not getattr(incident, name):
            yield Problem(name, "Write this text before closing an incident that is to be shared.")


def stub_is_coarse(incident: Incident) -> Iterator[Problem]:
    """Check: stub is coarse."""
    if incident.act not in STUB_ACTS:
        return
    if (
        incident.place.admin_level > 1
        or incident.place.latitude is not None
        or incident.place.heard
    ):
        yield Problem(
            "place", "For this act keep no place finer than the state or province (ADM1)."
        )
    if incident.happened and incident.happened.precision == "day":
        yield Problem("happened", "For this act keep the month or the year, not the day.")


@part
class Answer(Part):
    """One response to an incident, and whether it was given."""

    kind: str = choice("Response", "response", data_class=EVENT, listed=True)
    state: str = choice("State", "response_state", data_class=EVENT, listed=True)
    due: Day | None = day("Due", data_class=DataClass.ADMINISTRATIVE, listed=True)
    note: str = text("Note", listed=True)


def alert_says_to_whom(incident: Incident) -> Iterator[Problem]:
    """Check: alert says to whom."""
    if incident.alerted_on and not incident.alerted_to:
        yield Problem("alerted_to", "Say to which mechanism the alert went.")


def range_in_order(incident: Incident) -> Iterator[Problem]:
    """Check: a range has two ends, and the counts by group lie within it."""
    low, high = incident.victims_least, incident.victims_most
    if low is None and high is None:
        return
    if low is None or high is None:
        name = "victims_least" if low is None else "victims_most"
        yield Problem(name, "Give both ends, or enter the one number as an estimate.")
        return
    told = [getattr(incident, harm) for harm in HARMS]
    total = sum(tally.total for tally in told)
    if low > high:
        yield Problem("victims_most", "The most is less than the least.")
    elif any(told) and not low <= total <= high:
        yield Problem("victims_most", "The counts above add up to a number outside this range.")


def duplicate_names_the_other(incident: Incident) -> Iterator[Problem]:
    """Check: only one that says of which it is a duplicate is left out of counts."""
    if incident.status == "duplicate" and not incident.merged_into:
        yield Problem("merged_into", "Say of which incident this is a duplicate.")
    if incident.merged_into and incident.merged_into == incident.id:
        yield Problem("merged_into", "An incident is no duplicate of itself.")
