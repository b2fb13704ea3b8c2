"""The one place that decides what happens to a field when a record leaves: a pure function."""

from __future__ import annotations

from typing import Any

import attrs

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Part, Record
from fieldapp.records.values import is_empty
from fieldapp.services.sharing import flags
from fieldapp.services.sharing.answered import answered
from fieldapp.services.sharing.case import Case, Decision, drop, keep, nothing_of, several
from fieldapp.services.sharing.coarse_tables import of_two_cells, too_fine
from fieldapp.services.sharing.coarser import coarser_place, coarser_time, type_beside
from fieldapp.services.sharing.patterns import EMAIL, PHONE
from fieldapp.services.sharing.result import (
    COARSENED,
    DROPPED,
    KEPT,
    REPLACED,
    ReleasedField,
    ReleasedRow,
    spell,
)
from fieldapp.services.sharing.scan import ACTOR, Hit
from fieldapp.services.sharing.standing import ALLEGED, CODE_NAME, Standing, stand
from fieldapp.services.sharing.terms import AS_RECORDED, NEVER_SAID, Terms
from fieldapp.services.sharing.ties import tie
from fieldapp.vocab.handling import Attribution, DataClass
from fieldapp.vocab.vocabulary import own_words

CERTAINTY, OWN_OFFICE = "certainty", "own_office"
_EXACT = frozenset({DataClass.NOTIFIED, DataClass.ARRANGEMENT})
# What a party must know of a site or a movement, so that it is not hit.
_TOLD_EXACTLY = frozenset(
    {"scan:coordinates", "scan:place", "scan:pcode", "scan:plate", "scan:call_sign"}
)


def decide(field: Field, holder: Record | Part, case: Case, rows: str = "") -> Decision:
    """What happens to a field of a record, or of one of its rows in the field `rows`."""
    path = ".".join(filter(None, (case.record.noun, rows, field.name)))
    return settle(stand(path, field, case.terms), holder, case)


def settle(standing: Standing, holder: Record | Part, case: Case) -> Decision:
    """The decision on a value, where it is already known how its field stands."""
    field = standing.field
    if not standing.may:
        return drop(field, standing.rule, standing.words)
    value = getattr(holder, field.name)
    if is_empty(value):
        return keep(standing, _told_when_empty(field, value))
    if field.name == ALLEGED and (unsure := _without_certainty(field, holder, case)):
        return unsure
    if case.hides and (hidden := _hide(standing, value, case)):
        return hidden
    return _by_class(standing, value, holder, case)


def tell(standing: Standing, holder: Record | Part, case: Case) -> ReleasedField:
    """The decision on a field as the release holds it, beside the value before."""
    before = getattr(holder, standing.field.name)
    # What is said of an empty field follows from its standing alone, of whatever kind it is.
    if before and not standing.repeats:
        return _tell(standing, before, holder, case)
    made = standing.seen.get((before, case.flag))
    if made is None:
        made = _tell(standing, before, holder, case)
        made = attrs.evolve(made, spelled=spell(made)) if made.leaves else made
        standing.seen[before, case.flag] = made
    return made


def _tell(standing: Standing, before: Any, holder: Record | Part, case: Case) -> ReleasedField:
    if not standing.may:
        return _dropped(standing, before)
    return released(standing, before, settle(standing, holder, case))


def _dropped(standing: Standing, before: Any) -> ReleasedField:
    """What never may leave; half of all values are such, so it is made in one step."""
    field = standing.field
    nothing = nothing_of(field)
    return ReleasedField(field.name, field, before, nothing, DROPPED, standing.rule, standing.words)


def _told_when_empty(field: Field, value: Any) -> Any:
    """An alleged actor is never told without a certainty: where none is set it is alleged (R7)."""
    return field.default if field.name == CERTAINTY else value


def _without_certainty(field: Field, holder: Record | Part, case: Case) -> Decision | None:
    """An alleged actor of a record leaves only together with its certainty (R7)."""
    if field.spec.target != ("actor",):
        return None
    beside = next((e for e in holder.fields() if e.name == f"{ALLEGED}_{CERTAINTY}"), None)
    if beside is None:
        return None
    path = f"{case.record.noun}.{beside.name}"
    if is_empty(getattr(holder, beside.name)) or not stand(path, beside, case.terms).may:
        words = "An alleged actor leaves only together with its certainty (R7)."
        return drop(field, "R7:certainty", words)
    return None


def _hide(standing: Standing, value: Any, case: Case) -> Decision | None:
    """Under Chatham House or stricter, what shows who met where is dropped or made coarser."""
    assert case.flag is not None
    field, held, kind = standing.field, standing.field.spec.data_class, standing.field.spec.kind
    rule, words = f"R13:{case.flag}", flags.WHY[case.flag]
    ties = ({"person", "actor", "intermediary"} | flags.TELLS_WHO) & set(field.spec.target)
    who = held in (DataClass.ROLE, DataClass.IDENTITY) or bool(ties)
    where = held is DataClass.PLACE and kind is not Kind.PLACE
    when = held is DataClass.TIME and kind not in (Kind.DAY, Kind.MOMENT)
    if kind is not Kind.PARTS and (who or where or when):
        return drop(field, rule, words)
    if kind is Kind.PLACE:
        return _place(field, value, min(case.terms.admin_level, 1), rule, words)
    if kind in (Kind.DAY, Kind.MOMENT):
        precision = min(case.terms.date_precision, "month", key=["year", "month", "day"].index)
        return _time(value, precision, rule, words)
    return None


def _by_class(standing: Standing, value: Any, holder: Record | Part, case: Case) -> Decision:
    field, terms = standing.field, case.terms
    if field.spec.data_class in _EXACT and terms.ceilings[field.spec.data_class].word == "party":
        return _as_agreed(standing, value, holder, case)
    match field.spec.kind:
        case Kind.PARTS:
            return _parts(standing, value, case)
        case Kind.PLACE:
            words = "No place finer than the agreement's admin level leaves."
            return _place(field, value, terms.admin_level, "agreement:place", words)
        case Kind.DAY | Kind.MOMENT:
            words = "No date finer than the agreement says leaves."
            return _time(value, terms.date_precision, "agreement:date", words)
        case Kind.LINK | Kind.LINKS:
            return tie(standing, value, case)
    match field.spec.data_class:
        case DataClass.IDENTITY:
            return _identity(standing, value, holder, case)
        case DataClass.ROLE if field.spec.kind is Kind.TEXT and terms.roles != AS_RECORDED:
            return _role(standing, holder)
        case DataClass.TIME if terms.date_precision != "day":
            return drop(field, "agreement:date", "A time of day is finer than the date allowed.")
    match field.spec.kind:
        case Kind.TEXT:
            return _text(standing, value, holder, case)
        case Kind.CHOICE | Kind.CHOICES:
            return _coded(standing, value, case)
    return keep(standing, value)


def _as_agreed(standing: Standing, value: Any, holder: Record | Part, case: Case) -> Decision:
    """A site, a route or its hours reach the one they are made for exactly as they are."""
    match standing.field.spec.kind:
        case Kind.PARTS:
            return _parts(standing, value, case)
        case Kind.TEXT:
            return _text(standing, value, holder, case)
        case Kind.CHOICE | Kind.CHOICES:
            return _coded(standing, value, case)
    return keep(standing, value)


def _place(field: Field, value: Any, level: int, rule: str, words: str) -> Decision:
    after = coarser_place(value, level)
    if not after:
        return drop(field, "place:no_area", "No area is recorded, only a point or a name as heard.")
    if after == value:
        return Decision(KEPT, rule, words, after)
    return Decision(COARSENED, rule, words, after)


def _time(value: Any, precision: str, rule: str, words: str) -> Decision:
    after = coarser_time(value, precision)
    return Decision(KEPT if after == value else COARSENED, rule, words, after)


def _role(standing: Standing, holder: Record | Part) -> Decision:
    words = "Forces and groups leave by actor type only."
    after = type_beside(holder)
    if not after:
        return drop(standing.field, "agreement:role", words)
    return Decision(COARSENED, "agreement:role", words, after, in_words=True)


def _identity(standing: Standing, value: Any, holder: Record | Part, case: Case) -> Decision:
    """A name leaves only where names go; a code name never does."""
    field = standing.field
    if case.names and field.name != CODE_NAME and field.spec.kind is Kind.TEXT:
        return _text(standing, value, holder, case)
    if isinstance(holder, Part):
        return drop(field, "class:identity", "A name in a row stays here.")
    code = case.around.outside.code(type(holder).code or "REC", holder.id)
    return Decision(REPLACED, "class:identity", "A code stands in for the name.", code)


def _text(standing: Standing, value: str, holder: Record | Part, case: Case) -> Decision:
    """Free text leaves only past the scan, and a summary only as the words in it may."""
    field, held = standing.field, standing.field.spec.data_class
    if held is DataClass.SAID and case.flag is None:
        words = "Words of theirs without a flag are background only (R13)."
        return drop(field, "R13:background_only", words)
    if held is DataClass.SHAREABLE_TEXT and case.summary in NEVER_SAID:
        assert case.summary is not None
        return drop(field, f"R13:{case.summary}", flags.WHY[case.summary])

    def scan(text: str) -> list[Hit]:
        found = case.around.scanner.hits(text, case.finest)
        return [
            hit
            for hit in found
            if not (_expected(hit, held) or of_two_cells(holder, field.name, text, hit))
        ]

    hits = scan(value)
    return answered(field, value, holder, case, hits, scan) if hits else keep(standing, value)


def _coded(standing: Standing, value: Any, case: Case) -> Decision:
    """A code leaves with its words; those that a station gave it are scanned like any text."""
    field, held = standing.field, standing.field.spec.data_class
    for words in own_words(field.spec.vocabulary, several(value)):
        for hit in case.around.scanner.hits(words, case.finest):
            if not _expected(hit, held):
                return drop(field, hit.rule, hit.words)
    return keep(standing, value)


def _expected(hit: Hit, held: DataClass) -> bool:
    """Whether the field is there to say just this: a name, a force, a duty line."""
    match held:
        case DataClass.IDENTITY:
            return hit.is_name
        case DataClass.ROLE:
            return hit.sort == ACTOR
        case DataClass.DUTY_CONTACT:
            return hit.sort in (PHONE, EMAIL) or hit.rule == "scan:call_sign"
        case DataClass.ARRANGEMENT | DataClass.AGREED_LINE:
            return hit.rule in ("scan:place", "scan:pcode")
        case DataClass.NOTIFIED:
            return hit.rule in _TOLD_EXACTLY or (hit.is_name and hit.sort == ACTOR)
    return False


def _parts(standing: Standing, rows: tuple[Part, ...], case: Case) -> Decision:
    """Rows are decided field by field; a row that may not leave vanishes whole."""
    field = standing.field
    found = [_row(standing.parts, row, case) for row in rows]
    out = [each for each in found if not isinstance(each, Decision)]
    stayed = [each for each in found if isinstance(each, Decision)]
    asked = tuple(ask for each in stayed for ask in each.asked)
    if not out:
        return attrs.evolve(drop(field, stayed[0].rule, stayed[0].words), asked=asked)
    after = tuple(part for part, _ in out)
    rows_out = tuple(row for _, row in out)
    if stayed:
        words = f"{len(stayed)} of {len(rows)} rows stay here. {stayed[0].words}"
        return Decision(COARSENED, stayed[0].rule, words, after, rows=rows_out, asked=asked)
    rule, words = "rows", "Each row is decided field by field."
    whole = all(each.action == KEPT for row in rows_out for each in row.fields)
    return Decision(KEPT if whole else COARSENED, rule, words, after, rows=rows_out)


def _row(
    standings: tuple[Standing, ...], row: Part, case: Case
) -> tuple[Part, ReleasedRow] | Decision:
    """One row as it leaves, or the decision by which it stays."""
    if getattr(row, OWN_OFFICE, "") == "yes":
        words = "This row is marked as for the own office only."
        return drop(standings[0].field, "row:own_office", words)
    rule, words = too_fine(row, case.terms)
    if rule:
        return drop(standings[0].field, rule, words)
    if flags.has_flag(type(row)) and (refused := refuse_statement(row, case.terms)):
        return refused
    inner = _row_case(row, case)
    told = tuple([tell(each, row, inner) for each in standings])
    if not any(each.leaves for each in told):
        empty = drop(standings[0].field, "rows:empty", "Nothing of such a row may leave.")
        return attrs.evolve(empty, asked=tuple(ask for each in told for ask in each.asked))
    if any(each.action == DROPPED and each.name == CERTAINTY for each in told):
        words = "An alleged actor leaves only together with its certainty (R7)."
        return drop(standings[0].field, "R7:certainty", words)
    outside = case.around.outside.uuid(row.id)
    after = type(row)(id=outside, **{each.name: each.after for each in told})
    return after, ReleasedRow(outside, told)


def _row_case(row: Part, case: Case) -> Case:
    if not flags.has_flag(type(row)):
        return case
    return attrs.evolve(case, flag=Attribution.of(*filter(None, (flags.flag_of(row), case.flag))))


def refuse_statement(holder: Record | Part, terms: Terms) -> Decision | None:
    """Why words of theirs may not leave under their own flag; None where they may."""
    flag = flags.flag_of(holder)
    if flag in NEVER_SAID:
        return Decision(DROPPED, f"R13:{flag}", flags.WHY[flag], None)
    if not terms.says(flag):
        words = "The agreement does not list statements under this flag."
        return Decision(DROPPED, "agreement:attribution", words, None)
    return None


def released(standing: Standing, before: Any, decision: Decision) -> ReleasedField:
    """A decision as the release holds it, beside the value before."""
    return ReleasedField(
        standing.field.name,
        standing.field,
        before,
        decision.value,
        decision.action,
        decision.rule,
        decision.words,
        decision.in_words,
        decision.rows,
        decision.asked,
    )
