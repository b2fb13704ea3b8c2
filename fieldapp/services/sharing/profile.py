"""A profile as a frozen value: the rules by which each sort of information gets its level here."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import attrs

import resources
from fieldapp.vocab.days import PRECISIONS
from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary

# What the default profile says of these holds whatever a protocol says: a protocol speaks of sorts
# of data, and none of them of a stub (R20) or of someone who can be seen as the source (R5).
FLOORS = frozenset({"stub", "source_named"})
NO_RULE = "profile:none"
NO_RULE_WORDS = "No rule speaks of it, and what is not known is Severe (R1)."
Rules = Mapping[str, tuple["Rule", ...]]


@attrs.frozen
class Facts:
    """What a level depends on: which sorts of content are there, how fine place and date are.

    `marks` holds `field=code` for the fields that the profile asks about.
    """

    stub: bool = False
    source_named: bool = False
    telling: bool = False
    text: bool = False
    place: int = -1
    date: int = -1
    marks: frozenset[str] = frozenset()
    table: bool = False  # tables of counts and nothing that was read from them

    def holds(self, information: str) -> bool:
        """Whether a word of a rule's column `information` fits."""
        match information:
            case "any":
                return True
            case "stub":
                return self.stub
            case "source_named":
                return self.source_named
            case "table":
                return self.table and not (self.telling or self.source_named)
            case "row_without_text":
                return not (self.telling or self.text or self.source_named)
            case "row_with_text":
                return self.text and not (self.telling or self.source_named)
        return False


@attrs.frozen
class Rule:
    """One rule: what it holds for, the level that it gives, and the sentence that says why."""

    id: str
    information: str
    level: Level
    place: int | None = None
    date: int | None = None
    marks: frozenset[str] = frozenset()
    words: str = attrs.field(default="", repr=False)
    checked: bool = True

    @property
    def always(self) -> bool:
        """Whether it holds for every record of its type."""
        return self.information == "any" and self.place is self.date is None and not self.marks

    def fits(self, facts: Facts) -> bool:
        """Whether it holds for a record with these facts."""
        if self.place is not None and facts.place > self.place:
            return False
        if self.date is not None and facts.date > self.date:
            return False
        if self.marks and not self.marks & facts.marks:
            return False
        return facts.holds(self.information)


@attrs.frozen
class _OfType:
    """What is asked of a type with every record of it."""

    fixed: bool
    asks: tuple[str, ...]


def _of_type(rules: tuple[Rule, ...], rest: tuple[Rule, ...]) -> _OfType:
    base = rules[0].level if rules else Level.SEVERE
    fixed = not rules or rules[0].always
    higher = [each for each in rest if each.level.rank > base.rank]
    marks = {mark.partition("=")[0] for each in rules for mark in each.marks}
    return _OfType(fixed and all(each.always for each in higher), tuple(sorted(marks)))


@attrs.frozen(eq=False)
class Profile:
    """The protocol's rules before the default ones, by type; what raises them; what is a floor.

    The first rule that holds gives the level, Severe where none does; a floor or an impact
    assessment can then only raise it. Values once found are kept in `seen` as long as it lives.
    """

    rules: Rules = attrs.field(repr=False)
    floors: Rules = attrs.field(factory=dict, repr=False)
    raises: Rules = attrs.field(factory=dict, repr=False)
    protocol: str = ""  # the id of the protocol's record; "" for the default profile alone
    title: str = attrs.field(default="", repr=False)
    seen: dict[tuple[str, Facts], tuple[Level, str]] = attrs.field(factory=dict, repr=False)
    types: dict[str, _OfType] = attrs.field(factory=dict, repr=False)

    def level(self, noun: str, facts: Facts) -> tuple[Level, str]:
        """The level of a record of a type with these facts, and the id of the rule that gave it."""
        key = noun, facts
        found = self.seen.get(key)
        if found is None:
            found = self.seen[key] = self._level(noun, facts)
        return found

    def _level(self, noun: str, facts: Facts) -> tuple[Level, str]:
        level, rule = Level.SEVERE, NO_RULE
        for each in self.rules.get(noun, ()):
            if each.fits(facts):
                level, rule = each.level, each.id
                break
        for each in (*self.floors.get(noun, ()), *self.raises.get(noun, ())):
            if each.level.rank > level.rank and each.fits(facts):
                level, rule = each.level, each.id
        return level, rule

    def is_fixed(self, noun: str) -> bool:
        """Whether every record of a type has the same level, so that none need be read."""
        return self._of(noun).fixed

    def asks(self, noun: str) -> tuple[str, ...]:
        """The fields of a type whose codes some rule looks at."""
        return self._of(noun).asks

    def _of(self, noun: str) -> _OfType:
        found = self.types.get(noun)
        if found is None:
            rules = self.rules.get(noun, ())
            rest = (*self.floors.get(noun, ()), *self.raises.get(noun, ()))
            found = self.types[noun] = _of_type(rules, rest)
        return found

    def rule(self, rule_id: str) -> Rule | None:
        """A rule by its id; the first where several rows stand for one sentence."""
        every = (each for held in (self.rules, self.floors, self.raises) for each in held.values())
        return next((rule for found in every for rule in found if rule.id == rule_id), None)

    def of_protocol(self) -> tuple[Rule, ...]:
        """The rules that came from the protocol."""
        found = (rule for rules in self.rules.values() for rule in rules)
        return tuple(rule for rule in found if rule.id.startswith(PROTOCOL_RULE))

    def fingerprint(self) -> str:
        """SHA-256 in hex over what decides: the same for profiles that give the same levels."""
        told = hashlib.sha256()
        for name, held in (("rules", self.rules), ("floors", self.floors), ("raises", self.raises)):
            for noun in sorted(held):
                for each in held[noun]:
                    marks = " ".join(sorted(each.marks))
                    what = (name, noun, each.information, each.level, each.place, each.date, marks)
                    told.update(f"{what}\n".encode())
        return told.hexdigest()


PROTOCOL_RULE, ASSESSMENT_RULE = "protocol:", "assessment:"


@cache
def default_profile() -> Profile:
    """The app's own rules, which hold where there is no protocol, or where it is silent."""
    rows = tuple(_default_rows())
    return Profile(rules=by_noun(rows), floors=by_noun(_floors(rows)))


def _floors(rows: Iterable[tuple[str, Rule]]) -> Iterator[tuple[str, Rule]]:
    return ((noun, rule) for noun, rule in rows if rule.information in FLOORS)


def by_noun(rows: Iterable[tuple[str, Rule]]) -> dict[str, tuple[Rule, ...]]:
    """Rules under the types that they speak of, in their order."""
    found: dict[str, tuple[Rule, ...]] = {}
    for noun, rule in rows:
        found[noun] = (*found.get(noun, ()), rule)
    return found


def _default_rows() -> Iterator[tuple[str, Rule]]:
    path = resources.path("sharing", "default_profile.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place, date = row["lowest_admin_level"], row["finest_date"]
            made = Rule(
                f"profile:{row['rule']}",
                row["information"],
                Level(row["level"]),
                depth(place),
                fineness(date),
                words=row["why"],
            )
            yield row["kind"], made


def depth(code: str) -> int | None:
    """How fine an admin level is; None where nothing is said."""
    return int(vocabulary("admin_level").notes[code]["depth"]) if code else None


def fineness(code: str) -> int | None:
    """How fine a date is; None where nothing is said."""
    return PRECISIONS.index(code) if code else None
