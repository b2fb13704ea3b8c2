"""What keeps a record from being finished: required fields, unknown codes, hidden fields, rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fieldapp.records.fields import TYPES, Field, Kind
from fieldapp.records.record import Part, Problem, Record
from fieldapp.records.values import is_empty
from fieldapp.vocab.vocabulary import vocabulary

_RULED = frozenset({Kind.NUMBER, Kind.PARTS})


def problems(record: Record) -> list[Problem]:
    """Everything to mend before this record can be finished, in order of its fields."""
    hidden = type(record).hidden(record)
    found = [
        problem
        for each in record.fields()
        if each.name not in hidden
        for problem in _field_problems(each, getattr(record, each.name))
    ]
    for name in hidden:
        if getattr(record, name) != record.field(name).default:
            found.append(Problem(name, "For this kind of record, nothing is kept here."))
    for check in type(record).checks:
        found.extend(check(record))
    return found


def _field_problems(field: Field, value: object) -> Iterable[Problem]:
    spec = field.spec
    if not isinstance(value, TYPES[spec.kind]) or isinstance(value, bool):
        return (Problem(field.name, "This is not the kind of value that goes here."),)
    if is_empty(value):
        if not spec.required:
            return ()
        return (Problem(field.name, "This is needed before the record can be finished."),)
    # The log of what left has thousands of rows of words, which no further rule speaks of.
    return _value_problems(field, value) if spec.vocabulary or spec.kind in _RULED else ()


def _value_problems(field: Field, value: object) -> Iterator[Problem]:
    spec = field.spec
    yield from _code_problems(field, value)
    if spec.kind is Kind.NUMBER:
        yield from _range_problems(field, value)
    if spec.kind is Kind.PARTS:
        assert isinstance(value, tuple)
        for row in value:
            assert isinstance(row, Part)
            for each in row.fields():
                for problem in _field_problems(each, getattr(row, each.name)):
                    yield Problem(field.name, problem.sentence)


def _code_problems(field: Field, value: object) -> Iterator[Problem]:
    name = field.spec.vocabulary
    if not name or name.startswith("@"):
        return
    codes = value if isinstance(value, tuple) else (value,)
    if any(code not in vocabulary(name) for code in codes):
        yield Problem(field.name, "This is not one of the choices.")


def _range_problems(field: Field, value: object) -> Iterator[Problem]:
    low, high = field.spec.minimum, field.spec.maximum
    assert isinstance(value, (int, float))
    if low is not None and value < low:
        yield Problem(field.name, f"This cannot be less than {low:g}.")
    if high is not None and value > high:
        yield Problem(field.name, f"This cannot be more than {high:g}.")
