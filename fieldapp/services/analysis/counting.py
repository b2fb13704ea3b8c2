"""How harm is counted: victims or events, estimates and ranges apart, nothing twice.

`resources/help/counting.md` says the same in words, with examples that are tests of this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import attrs

from fieldapp.errors import FieldappError
from fieldapp.records.incident_rules import HARMS, NEVER_COUNTED, STUB_ACTS
from fieldapp.records.incidents import Incident
from fieldapp.vocab.tallies import GROUPS, Tally
from fieldapp.vocab.vocabulary import vocabulary

Unit = Literal["victims", "events"]
OWN, RECEIVED = "own", "received"


class TwoDefinitionsError(FieldappError):
    """Incidents that were counted by different definitions were to be added up."""

    sentence = "These incidents were counted by different definitions."
    remedy = "Count each set by itself: totals of two sets are never added up."


@attrs.frozen
class Count:
    """A sum whose parts stay apart: told exactly, estimated, and told as ranges.

    `ranges` says in how many incidents sources differ, from `least` to `most` in all; `untold`, in
    how many nobody knows a number.
    """

    exact: int = 0
    about: int = 0
    least: int = 0
    most: int = 0
    ranges: int = 0
    untold: int = 0

    @property
    def low(self) -> int:
        """The fewest that it may be, as far as anyone gave a number."""
        return self.exact + self.about + self.least

    @property
    def high(self) -> int:
        """The most that it may be, as far as anyone gave a number."""
        return self.exact + self.about + self.most

    @property
    def estimated(self) -> bool:
        """Whether any part of it is an estimate or a range."""
        return bool(self.about or self.ranges)

    def __add__(self, other: Count) -> Count:
        pairs = zip(attrs.astuple(self), attrs.astuple(other), strict=True)
        return Count(*(mine + theirs for mine, theirs in pairs))

    def words(self) -> str:
        """Such as `7, of which 4 estimated, and 3 to 6 where sources differ`."""
        known = self.exact + self.about
        told = [str(known)] if known or not (self.ranges or self.untold) else []
        if self.about:
            told.append(f"of which {self.about} estimated")
        if self.ranges:
            joined = "and " if told else ""
            told.append(f"{joined}{self.least} to {self.most} where sources differ")
        if self.untold:
            noun = "incident" if self.untold == 1 else "incidents"
            told.append(f"number not known in {self.untold} {noun}")
        return ", ".join(told)


@attrs.frozen
class ActCount:
    """One act in its own unit."""

    act: str
    unit: Unit
    count: Count

    @property
    def label(self) -> str:
        """The act in words."""
        return vocabulary("act").label(self.act)


def counting_unit(act: str) -> Unit:
    """What is counted of an act: its victims, or how often it happened (domain 4.2)."""
    return "victims" if _notes(act).get("unit") == "victims" else "events"


def harms_of(act: str) -> tuple[str, ...]:
    """The tallies that hold the victims of an act; those of an act that names none are all."""
    named = tuple(_notes(act).get("harm", "").split())
    return named or HARMS


def definition_set(incident: Incident) -> str:
    """By whose definitions it was counted: what it names, else where it comes from, else ours."""
    if incident.definition_set not in ("", OWN):
        return incident.definition_set
    return incident.dataset or (RECEIVED if incident.received_from else OWN)


def counts(incident: Incident, *, imported: bool = False) -> bool:
    """Whether an incident is counted at all: finished, in force, once, and not rejected.

    Unless `imported`, only what this station wrote down itself and by its own definitions.
    """
    gone = incident.draft or incident.retracted or incident.deleted_at or incident.superseded_by
    if gone or incident.merged_into or incident.act in NEVER_COUNTED:
        return False
    return incident.verification_status != "rejected" and (
        imported or definition_set(incident) == OWN
    )


def victims(
    incident: Incident, harms: Sequence[str] = HARMS, groups: Sequence[str] = GROUPS
) -> Count:
    """The people of one incident who came to these harms; a stub has none that are counted."""
    if incident.act in STUB_ACTS:
        return Count()
    least, most = incident.victims_least, incident.victims_most
    differ = least is not None and most is not None
    if least is not None and most is not None and _range_is_of(incident, harms, groups):
        return Count(least=int(least), most=int(most), ranges=1)
    found = sum((_tallied(getattr(incident, harm), groups) for harm in harms), Count())
    if differ and set(harms) <= set(HARMS):
        # No source's number is certain where they differ.
        return Count(about=found.exact + found.about)
    return found


def count(incidents: Iterable[Incident], unit: Unit, *, imported: bool = False) -> Count:
    """Victims or events of one definition set; raises TwoDefinitionsError on a mixture."""
    kept = [each for each in incidents if counts(each, imported=imported)]
    if len({definition_set(each) for each in kept}) > 1:
        raise TwoDefinitionsError
    return _sum(kept, unit)


def count_by_set(incidents: Iterable[Incident], unit: Unit) -> dict[str, Count]:
    """Our own and what was imported, each definition set by itself."""
    sets: dict[str, list[Incident]] = {}
    for each in incidents:
        if counts(each, imported=True):
            sets.setdefault(definition_set(each), []).append(each)
    return {name: _sum(kept, unit) for name, kept in sets.items()}


def count_by_act(incidents: Iterable[Incident]) -> tuple[ActCount, ...]:
    """Each act in its own unit; every own incident stands in one row only."""
    acts: dict[str, list[Incident]] = {}
    for each in incidents:
        if counts(each):
            acts.setdefault(each.act, []).append(each)
    order = [act for act in vocabulary("act") if act in acts]
    order += [act for act in acts if act not in order]
    return tuple(ActCount(act, counting_unit(act), _of_act(act, acts[act])) for act in order)


def count_by_harm(
    incidents: Iterable[Incident], groups: Sequence[str] = GROUPS
) -> dict[str, Count]:
    """People by what happened to them, over all acts; the displaced by themselves."""
    kept = [each for each in incidents if counts(each)]
    return {
        harm: sum((victims(each, (harm,), groups) for each in kept), Count())
        for harm in (*HARMS, "displaced")
    }


def _notes(act: str) -> dict[str, str]:
    return dict(vocabulary("act").notes.get(act, {}))


def _sum(kept: Sequence[Incident], unit: Unit) -> Count:
    if unit == "events":
        return Count(exact=len(kept))
    return sum((_victims_or_untold(each, HARMS) for each in kept), Count())


def _of_act(act: str, kept: Sequence[Incident]) -> Count:
    if counting_unit(act) == "events":
        return Count(exact=len(kept))
    return sum((_victims_or_untold(each, harms_of(act)) for each in kept), Count())


def _victims_or_untold(incident: Incident, harms: Sequence[str]) -> Count:
    """An act that has victims and no number is not an act without victims."""
    found = victims(incident, harms)
    known = found.ranges or any(getattr(incident, harm) for harm in harms)
    return found if known or counting_unit(incident.act) == "events" else Count(untold=1)


def _range_is_of(incident: Incident, harms: Sequence[str], groups: Sequence[str]) -> bool:
    """The range is of all people of the incident, so it cannot be split by harm or group."""
    told = set(_told(incident)) or set(harms_of(incident.act))
    return set(groups) == set(GROUPS) and told <= set(harms)


def _told(incident: Incident) -> Iterator[str]:
    return (harm for harm in HARMS if getattr(incident, harm))


def _tallied(tally: Tally, groups: Sequence[str]) -> Count:
    known = {group: number for group, number in tally.counts.items() if group in groups}
    about = sum(number for group, number in known.items() if group in tally.estimated)
    return Count(exact=sum(known.values()) - about, about=about)
