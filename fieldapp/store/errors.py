"""Why a record cannot be read or saved, in one sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp.errors import FieldappError
from fieldapp.records.record import Problem


class MissingRecordError(FieldappError):
    """No record of this id or reference is here."""

    sentence = "There is no such record in this vault."
    remedy = "Check the reference, or search for it."


class UnknownKindError(FieldappError):
    """No record type has this name."""

    sentence = "There is no record type of this name."
    remedy = "Use a singular noun, such as meeting or incident."


class SealedError(FieldappError):
    """A sealed record was to be changed."""

    sentence = "This record is locked and cannot be changed."
    remedy = "Correct it: a new version will replace it and both are kept."


class ReceivedError(FieldappError):
    """A received record was to be changed, or one's own to be replaced by a received one."""

    sentence = "This record came from another station and cannot be changed here."
    remedy = "Ask its sender to correct it, or write a record of your own."


class NotFinishedError(FieldappError):
    """Something is missing or wrong; `problems` says what, field by field."""

    sentence = "This record cannot be finished yet."
    remedy = "Mend the fields that are marked."

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join([self.sentence, *(_said(each) for each in problems[:3])]))
        self.problems = tuple(problems)


def _said(problem: Problem) -> str:
    """A field's name is ours, so it may stand in a sentence; its value never does."""
    return f"{problem.field.replace('_', ' ').capitalize()}: {problem.sentence}"
