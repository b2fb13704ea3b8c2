"""Which values stay covered until someone asks to see them (R5)."""

from __future__ import annotations

from fieldapp.records.fields import Field, Kind
from fieldapp.vocab.handling import DataClass

_ALWAYS = (DataClass.SOURCE_IDENTITY, DataClass.PERSONAL_CONTACT)


def is_masked(field: Field) -> bool:
    """Whether a field's value is covered at first; what lists show anyway is not."""
    spec = field.spec
    if spec.listed or spec.kind is Kind.PARTS:  # a row's own fields are covered one by one
        return False
    named = spec.data_class is DataClass.IDENTITY and spec.kind is Kind.TEXT
    return named or spec.data_class in _ALWAYS
