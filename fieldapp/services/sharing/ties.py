"""Links as they leave: to a record that leaves too, as a role, as a code, as a kind of source."""

from __future__ import annotations

from typing import Any

from fieldapp.records.fields import Field
from fieldapp.services.sharing.case import Case, Decision, drop, several, shaped_like
from fieldapp.services.sharing.coarser import role_of, source_in_words
from fieldapp.services.sharing.result import COARSENED, KEPT, REPLACED
from fieldapp.services.sharing.standing import PERSON, Standing
from fieldapp.services.sharing.terms import AS_RECORDED
from fieldapp.vocab.handling import DataClass

_PERSON_TIE = "A tie to a person leaves only where names go: with its area it would be a name."


def tie(standing: Standing, value: Any, case: Case) -> Decision:
    """What happens to a link, by what its field holds."""
    match standing.field.spec.data_class:
        case DataClass.SOURCE_SUMMARY:
            return _sources(standing.field, value, case)
        case DataClass.IDENTITY:
            return _mention(value, case)
        case DataClass.ROLE:
            return _as_roles(standing.field, value, case)
    return _both_ends(standing.field, value, case)


def _sources(field: Field, value: Any, case: Case) -> Decision:
    agreed = case.around.sources
    told = tuple(source_in_words(agreed[each]) for each in several(value) if each in agreed)
    if not told:
        return drop(field, "consent:none", "No source agreed that this may leave.")
    words = "What the sources are, never who; only those that agreed."
    after = shaped_like(value, told)
    return Decision(REPLACED, "class:source_summary", words, after, in_words=True)


def _mention(value: Any, case: Case) -> Decision:
    """A person who is mentioned: a code, which does not join them to a record of theirs."""
    after = shaped_like(value, tuple(_called(each, case) for each in several(value)))
    words = "A code stands in for the name."
    return Decision(REPLACED, "class:identity", words, after, in_words=True)


def _called(person_id: str, case: Case) -> str:
    person = case.around.people.get(person_id)
    if case.names and person is not None and person.name:
        return person.name
    return case.around.outside.mention("PER", person_id)


def _as_roles(field: Field, value: Any, case: Case) -> Decision:
    told = tuple(filter(None, (role_of(each, case.around, case.roles) for each in several(value))))
    if not told:
        return drop(field, "agreement:role", "No role of it may leave under this agreement.")
    after = shaped_like(value, told)
    if case.roles == AS_RECORDED:
        words = "The name of the force or group stands in for the tie."
        return Decision(REPLACED, "agreement:role", words, after, in_words=True)
    words = "Forces and groups leave by actor type only."
    return Decision(COARSENED, "agreement:role", words, after, in_words=True)


def _both_ends(field: Field, value: Any, case: Case) -> Decision:
    """A link leaves only when both records leave, and to a person only where names go."""
    ids, leaving = several(value), case.around.leaving
    leave = [each for each in ids if each in leaving and _may_tie(each, case)]
    if leave:
        after = shaped_like(value, tuple(leaving[each] for each in leave))
        if len(leave) == len(ids):
            return Decision(KEPT, "link:both_ends", "Both records leave in this package.", after)
        return Decision(COARSENED, "link:both_ends", "Only ties to records that leave too.", after)
    if "actor" in field.spec.target:
        return _as_roles(field, value, case)
    if PERSON in field.spec.target and any(each in leaving for each in ids):
        return drop(field, "R13:person", _PERSON_TIE)
    return drop(field, "link:both_ends", "The other record does not leave in this package.")


def _may_tie(record_id: str, case: Case) -> bool:
    if case.flag is None and record_id in case.around.hiding:
        return False  # a force that was told at a meeting was at that meeting (R13)
    return case.names or record_id not in case.around.people
