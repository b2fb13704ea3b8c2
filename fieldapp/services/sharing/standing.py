"""Where a field stands under an agreement, whatever its value: decided once for each release."""

from __future__ import annotations

from typing import Any

import attrs

from fieldapp.records.fields import Field, Kind
from fieldapp.services.sharing.result import ReleasedField
from fieldapp.services.sharing.terms import Terms
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.vocabulary import vocabulary

# Of what is administrative only this travels: it tells the reader how to handle the rest.
TRAVELS = frozenset({"marking", "attribution", "language"})
NAMED_ONLY = frozenset({DataClass.ANALYSIS, DataClass.SPECIAL})
# R13: a function, a unit and an area together are a name. Where names do not go, this is all of a
# person that leaves; the code name as a code, the actor as its type.
OF_A_PERSON = frozenset({"code_name", "rank_band", "actor", *TRAVELS})
_REPEATING = frozenset(
    {
        *(Kind.CHOICE, Kind.CHOICES, Kind.FLAG, Kind.NUMBER),
        *(Kind.DAY, Kind.MOMENT, Kind.PLACE, Kind.TALLY),
    }
)
PERSON, CODE_NAME = "person", "code_name"
ALLEGED = "alleged"
_ADDRESSED = frozenset({DataClass.NOTIFIED, DataClass.ARRANGEMENT, DataClass.DUTY_CONTACT})


@attrs.frozen
class Standing:
    """Whether a field may leave at all, by which rule, and why in one sentence."""

    field: Field
    path: str
    may: bool
    rule: str
    words: str
    parts: tuple[Standing, ...] = ()
    # Whether the decision follows from the value and the flag alone, as for codes and dates; then
    # it is made once for each that occurs and kept in `seen` for as long as the release is made.
    repeats: bool = False
    seen: dict[Any, ReleasedField] = attrs.field(factory=dict, repr=False, eq=False)


def stand(path: str, field: Field, terms: Terms) -> Standing:
    """The rules that need no value; `path` is `type.field` or `type.rows.field`."""
    rule, words = _refusal(path, field, terms)
    if rule:
        return Standing(field, path, False, rule, words, repeats=_repeats(field))
    inner = field.spec.part.fields() if field.spec.part else ()
    parts = tuple(stand(f"{path}.{each.name}", each, terms) for each in inner)
    label = vocabulary("data_class").label(field.spec.data_class).split(":")[0]
    words = f"{label} is listed in the agreement."
    return Standing(field, path, True, "agreement:class", words, parts, _repeats(field))


def _repeats(field: Field) -> bool:
    held, kind = field.spec.data_class, field.spec.kind
    if kind is Kind.LINK:
        # Who is alleged depends on how sure that is, which another field says.
        return held is DataClass.ROLE and field.name != ALLEGED
    return kind in _REPEATING and held is not DataClass.IDENTITY


def _refusal(path: str, field: Field, terms: Terms) -> tuple[str, str]:
    held = field.spec.data_class
    word, why = terms.ceilings[held].word, terms.ceilings[held].why
    noun, _, rest = path.partition(".")
    named = {path, f"{noun}.{rest.split('.')[0]}"}
    # What the ceiling keeps for one party leaves only in records that were found made for it.
    if word == "nothing" or (word == "party" and held not in _ADDRESSED):
        return f"class:{held}", why
    if held is DataClass.SPECIAL:
        return f"class:{held}", "Special data never leaves in rows."
    if held is DataClass.ADMINISTRATIVE and field.name not in TRAVELS:
        return "own:administrative", "Own references, tasks and review dates never leave."
    if noun == PERSON and not terms.names and field.name not in OF_A_PERSON:
        return "R13:person", "A function, a unit and an area together are a name (R13)."
    if named & terms.left_out:
        return "agreement:field", "The agreement leaves this field out."
    if terms.only and field.name not in TRAVELS and not _is_fixed_on(path, named, terms):
        return "agreement:only", "The agreement names the fields that leave; this is none of them."
    if held in terms.excluded:
        return "agreement:excluded", "The agreement excludes this class of data."
    if held not in terms.classes:
        return "agreement:class", "The agreement does not list this class of data."
    if held in NAMED_ONLY and not named & terms.named:
        return "agreement:named", "This class leaves only in fields that the agreement names."
    return _unfit(field)


def _is_fixed_on(path: str, named: set[str], terms: Terms) -> bool:
    """Whether it is among the fields that the agreement fixes for a type, where it fixes any."""
    fixed = {each for each in terms.only if each.startswith(f"{path.partition('.')[0]}.")}
    return not fixed or bool(named & fixed) or any(e.startswith(f"{path}.") for e in fixed)


def _unfit(field: Field) -> tuple[str, str]:
    """Values that cannot be made coarser, so they stay where only coarse ones may leave."""
    held, kind = field.spec.data_class, field.spec.kind
    if held is DataClass.PLACE and kind is Kind.TEXT:
        return "place:words", "A place in free words cannot be made coarser, so it stays here."
    if held is DataClass.TIME and kind is Kind.TEXT:
        return "date:words", "A date in free words cannot be made coarser, so it stays here."
    return "", ""
