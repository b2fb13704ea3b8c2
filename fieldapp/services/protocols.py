"""The profile of a station: its protocol and its impact assessments over the default rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence

import attrs

from fieldapp.records import TYPES
from fieldapp.records.protocols import ImpactAssessment, Protocol, ProtocolRule
from fieldapp.records.record import Record, evolve
from fieldapp.services.sharing.levels import level_of, stored_level
from fieldapp.services.sharing.profile import (
    ASSESSMENT_RULE,
    NO_RULE,
    NO_RULE_WORDS,
    PROTOCOL_RULE,
    Profile,
    Rule,
    by_noun,
    default_profile,
    depth,
    fineness,
)
from fieldapp.store.lists import Query
from fieldapp.store.reading import Reading
from fieldapp.store.vault import Vault
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary

# A change of one of these may change the level of every record.
GOVERNING = frozenset({"station", "protocol", "impact_assessment"})
CHECKED = frozenset({"checked", "differs"})
NOT_FOUND = "not_found"
_OFFICER = {
    "officer:raised": "Its officer set it higher than the rules say.",
    "officer:lowered": "Its officer set it lower than the rules say, and recorded why.",
}


@attrs.frozen
class Why:
    """A level with what gave it: the rule's id, where that stands, its sentence, and a caution."""

    level: Level
    rule: str
    title: str = attrs.field(repr=False)
    words: str = attrs.field(repr=False)
    caution: str = ""

    def sentence(self) -> str:
        """All of it in plain words."""
        where = f"{self.rule.partition(':')[2]} of {self.title}" if self.title else self.title
        told = ": ".join(filter(None, (where, self.words)))
        return " ".join(filter(None, (told, self.caution)))


def profile_of(protocol: Protocol | None, assessments: Iterable[ImpactAssessment] = ()) -> Profile:
    """A protocol's rows before the default rules, and what the assessments raise.

    A draft or a deleted record decides nothing, nor does a row that the signed text does not have.
    """
    default = default_profile()
    own = by_noun(_rules_of(protocol)) if protocol is not None and _counts(protocol) else {}
    nouns = {*default.rules, *own}
    return attrs.evolve(
        default,
        rules={each: (*own.get(each, ()), *default.rules.get(each, ())) for each in nouns},
        raises=by_noun(row for each in assessments if _counts(each) for row in _raises_of(each)),
        protocol=protocol.id if protocol is not None and own else "",
        title=protocol.title if protocol is not None and own else "",
        seen={},
        types={},
    )


def _counts(record: Record) -> bool:
    return not (record.draft or record.deleted_at or record.received_from)


def _rules_of(protocol: Protocol) -> Iterator[tuple[str, Rule]]:
    for number, row in enumerate(protocol.rules, start=1):
        if row.kind and row.level in set(Level) and row.checked != NOT_FOUND:
            yield row.kind, rule_of(row, number)


def rule_of(row: ProtocolRule, number: int) -> Rule:
    """One row of a protocol as a rule; `number` stands for an id where it has none."""
    field, codes = row.only_field.strip(), row.only_codes.split()
    return Rule(
        f"{PROTOCOL_RULE}{row.rule.strip() or f'row {number}'}",
        row.information or "any",
        Level(row.level),
        depth(row.lowest_admin_level),
        fineness(row.finest_date),
        frozenset(f"{field}={code}" for code in codes) if field else frozenset(),
        words=row.interpretation.strip() or row.stated.strip(),
        checked=row.checked in CHECKED,
    )


def _raises_of(assessment: ImpactAssessment) -> Iterator[tuple[str, Rule]]:
    for row in assessment.raises:
        if row.kind and row.level in set(Level):
            words = f"Raised by the impact assessment {assessment.title.strip()}."
            made = Rule(
                f"{ASSESSMENT_RULE}{assessment.ref or 'new'}",
                row.information or "any",
                Level(row.level),
                words=" ".join(filter(None, (words, row.why.strip()))),
            )
            yield row.kind, made


def station_profile(store: Reading) -> Profile:
    """The profile that holds in this vault now."""
    assessments = _assessments(store)
    protocol = picked(store)
    if protocol is None and not assessments:
        return default_profile()
    return profile_of(protocol, assessments)


def picked(store: Reading) -> Protocol | None:
    """The protocol that the station picked; None where it picked none."""
    station = store.station()
    if station is None or not station.protocol:
        return None
    found = store.get_many([station.protocol]).get(station.protocol)
    return found if isinstance(found, Protocol) else None


def _assessments(store: Reading) -> Sequence[ImpactAssessment]:
    if not any(kind is ImpactAssessment for kind in store.types):
        return ()
    found = store.records(Query("impact_assessment", received=False, descending=False))
    return [each for each in found if isinstance(each, ImpactAssessment) and each.raises]


class StationLevels:
    """Gives each record of a vault its level; reads the profile again once that may have changed.

    The store asks it for the level of every record that it writes, so it sees what governs change.
    """

    def __init__(self, vault: Vault, types: Sequence[type[Record]]) -> None:
        """Of the records of an open vault; nothing is read before the first level is asked for."""
        self._vault, self._types = vault, types
        self._profile: Profile | None = None
        self._rollbacks = vault.rollbacks

    def __call__(self, record: Record) -> str:
        """The level of a record as a code."""
        profile = self.profile()
        if record.noun in GOVERNING:
            self.forget()  # read again with the next record, when this one is in its table
        return stored_level(record, profile)

    def profile(self) -> Profile:
        """The profile that holds now."""
        # What was read within a transaction that was taken back does not stand.
        if self._profile is None or self._rollbacks != self._vault.rollbacks:
            self._rollbacks = self._vault.rollbacks
            self._profile = station_profile(Reading(self._vault, self._types))
        return self._profile

    def forget(self) -> None:
        """Read the profile again when it is next asked for."""
        self._profile = None


def why(profile: Profile, record: Record) -> Why:
    """Why a record has the level that it has."""
    return why_of(profile, *level_of(record, profile=profile))


def why_of(profile: Profile, level: Level, rule_id: str) -> Why:
    """What stands behind a level and the rule that gave it."""
    if rule_id in _OFFICER:
        return Why(level, rule_id, "", _OFFICER[rule_id])
    rule = profile.rule(rule_id)
    if rule is None or rule_id == NO_RULE:
        return Why(level, NO_RULE, "", NO_RULE_WORDS)
    if rule_id.startswith(PROTOCOL_RULE):
        caution = "" if rule.checked else f"{vocabulary('rule_check').label('to_check')}."
        return Why(level, rule_id, profile.title, rule.words, caution)
    if rule_id.startswith(ASSESSMENT_RULE):
        return Why(level, rule_id, "", rule.words)
    return Why(level, rule_id, "the default profile", rule.words)


def unchecked(protocol: Protocol) -> int:
    """How many rows nobody has compared with the signed text yet."""
    return sum(each.checked not in {*CHECKED, NOT_FOUND} for each in protocol.rules)


def with_checked(
    protocol: Protocol, rows: Collection[str], code: str, day: dt.date, by: str
) -> Protocol:
    """What was found of some rows; once it is said of all, on which day and by whom."""
    rules = tuple(
        evolve(each, checked=code) if each.id in rows else each for each in protocol.rules
    )
    after = evolve(protocol, rules=rules)
    if unchecked(after):
        return evolve(after, checked_on=None)
    return evolve(after, checked_on=Day(day.isoformat()), checked_by=by or after.checked_by)


def notice(store: Reading) -> str:
    """What an officer should know of the station's protocol; "" where all of it was checked."""
    protocol = picked(store)
    if protocol is None:
        return "No protocol is picked: levels come from the default profile alone."
    if not _counts(protocol) or not protocol.rules:
        return "The protocol picked is not finished, so it decides nothing yet."
    if left := unchecked(protocol):
        verb = "is" if left == 1 else "are"
        told = f"{left} of its {len(protocol.rules)} rows {verb} to be checked"
        return f"{told} against the signed protocol: see Rows to check on its page."
    return ""


@attrs.frozen
class Effect:
    """What one row of an assessment does: a sentence, and whether it raises anything."""

    sentence: str
    raises: bool


def effects(profile: Profile, assessment: ImpactAssessment) -> Iterator[Effect]:
    """What each row of an assessment does to the levels that the rules give."""
    labels, level_words = {kind.noun: kind.label for kind in TYPES}, vocabulary("level").label
    for row in assessment.raises:
        if not row.kind or row.level not in set(Level):
            continue
        lowest, told = _lowest(profile, row.kind, row.information), level_words(row.level)
        what = labels.get(row.kind, row.kind)
        if row.information not in ("", "any"):
            what += f", {vocabulary('rule_information').label(row.information).lower()}"
        if Level(row.level).rank <= lowest.rank:
            said = f"{what}: {level_words(lowest.value)} by the rules already."
            yield Effect(f"{said} {told} has no effect: only what is higher counts.", False)
        else:
            yield Effect(f"{what}: at least {told}; the rules alone give {lowest} and up.", True)


def _lowest(profile: Profile, noun: str, information: str) -> Level:
    """The lowest level that the rules alone may give to a record of a type."""
    rules = profile.rules.get(noun, ())
    fit = [each for each in rules if information in ("any", each.information)]
    until = next((n for n, each in enumerate(rules) if each.always), None)
    reached = rules if until is None else rules[: until + 1]
    levels = [each.level for each in (fit or reached) if each in reached] or [Level.SEVERE]
    return min(levels, key=lambda each: each.rank)
