"""A text in which the scan found something, as a person's choices let it leave; else it stays.

A name that is surely somebody's, a phone of theirs, a notified plate, a point and a P-code are
never cleared: they are replaced, or the text stays. What only looks like one of these, or is an
ordinary word as well, may be cleared with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from fieldapp.records.fields import Field
from fieldapp.records.record import Part, Record
from fieldapp.services.sharing.case import Case, Decision, drop
from fieldapp.services.sharing.result import KEPT
from fieldapp.services.sharing.result import REPLACED as REPLACED_ACTION
from fieldapp.services.sharing.scan import ACTOR, KNOWN_PHONE, Hit
from fieldapp.services.sharing.scanning.choices import CLEARED, REPLACED, Asked
from fieldapp.services.sharing.scanning.hits import CONTACT, NAME, STANDS_FOR
from fieldapp.services.sharing.terms import AS_RECORDED, NO_ROLE
from fieldapp.vocab.handling import DataClass

CODE, PERSON_WORDS, FORCE_WORDS = "code", "[person]", "[armed actor]"
_NEVER = frozenset({"scan:coordinates", "scan:pcode", "scan:imei", "scan:call_sign"})
_BLANK = "\u2026"  # stands for what was replaced when the rest is read once more

Scan = Callable[[str], Sequence[Hit]]


def answered(
    field: Field,
    text: str,
    holder: Record | Part,
    case: Case,
    hits: Sequence[Hit],
    scan: Scan,
) -> Decision:
    """What leaves of a text with hits: all of it, with codes in it, or nothing."""
    where = field.name if isinstance(holder, Record) else f"{holder.id}.{field.name}"
    asked = tuple(_asked(field, text, where, hit, case) for hit in hits)
    left = next((each for each in asked if _open(each)), None)
    if left is not None:
        return _stays(field, left.hit, asked)
    replaced = [each for each in asked if each.choice == REPLACED]
    cleared = {text[each.hit.start : each.hit.end] for each in asked if each.choice == CLEARED}
    probe = _with(text, replaced, lambda _: _BLANK)
    for hit in scan(probe) if replaced else ():
        # What two words hid between them, or a code cut through, may only now be seen.
        if probe[hit.start : hit.end] not in cleared:
            return _stays(field, hit, asked)
    if replaced:
        words = "A person read what the scan found and had it replaced."
        made = _with(text, replaced, lambda each: each.instead)
        return Decision(REPLACED_ACTION, "scan:replaced", words, made, asked=asked)
    words = "A person read what the scan found and said that it may leave."
    return Decision(KEPT, "scan:cleared", words, text, asked=asked)


def _stays(field: Field, hit: Hit, asked: tuple[Asked, ...]) -> Decision:
    return attrs.evolve(drop(field, hit.rule, hit.words), asked=asked)


def _open(each: Asked) -> bool:
    """Whether a hit holds the text back: nobody was asked, or the answer does not count here."""
    return not (each.choice == REPLACED or (each.choice == CLEARED and each.may_clear))


def _asked(field: Field, text: str, where: str, hit: Hit, case: Case) -> Asked:
    choices, record_id = case.around.choices, case.record.id
    return Asked(
        record=record_id,
        where=where,
        label=field.spec.label,
        text=text,
        hit=hit,
        mark=choices.mark(record_id, where, text, hit),
        choice=choices.of(record_id, where, text, hit),
        may_clear=may_clear(hit, case),
        instead=instead_of(hit, case),
    )


def may_clear(hit: Hit, case: Case) -> bool:
    """Whether a person may say that this leaves as it is, under this agreement."""
    if hit.rule == NAME and not hit.common:
        if hit.sort == ACTOR:
            return case.roles == AS_RECORDED and not case.hides
        return hit.sort == CONTACT and case.names and hit.owner in case.around.people
    if hit.sort == KNOWN_PHONE or hit.rule in _NEVER:
        return False
    return hit.common or not hit.sure


def instead_of(hit: Hit, case: Case) -> str:
    """What stands in the place of a hit: a code under this agreement, or what sort it was."""
    if not hit.is_name:
        return f"[{STANDS_FOR[hit.rule]}]"
    outside = case.around.outside
    if hit.sort == ACTOR:
        told = case.terms.roles != NO_ROLE and not case.hides and hit.owner
        return f"[{outside.mention('ACT', hit.owner)}]" if told else FORCE_WORDS
    # A code for a source would say that this person is one; of others none may be known.
    code = case.terms.ceilings[DataClass.IDENTITY].word == CODE and not case.hides
    if code and hit.owner in case.around.people:
        return f"[{outside.mention('PER', hit.owner)}]"
    return PERSON_WORDS


def _with(text: str, replaced: Sequence[Asked], told: Callable[[Asked], str]) -> str:
    """The text with each of these hits in other words; of hits that overlap, all of both."""
    out, at = "", 0
    for each in sorted(replaced, key=lambda one: (one.hit.start, -one.hit.end)):
        if each.hit.start >= at:
            out += text[at : each.hit.start] + told(each)
        at = max(at, each.hit.end)
    return out + text[at:]
