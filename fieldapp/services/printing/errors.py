"""Why a paper is not printed."""

from __future__ import annotations

from fieldapp.errors import FieldappError


class AgreementNeededError(FieldappError):
    """A paper for someone outside the own office was asked for without an agreement."""

    sentence = "A print for anyone outside your office needs an agreement."
    remedy = "Choose the agreement that it leaves under, or print it without names for your office."


class FullIsForOwnOfficeError(FieldappError):
    """The full version was asked for someone outside the own office."""

    sentence = "The full version shows names and is for your own office only."
    remedy = "Choose leadership or cluster for others."


class NotReleasedError(FieldappError):
    """The agreement does not let this record leave, or something blocks the release."""

    sentence = "The agreement does not let this record leave, so it is not printed."
    remedy = "Look at the share page: it says which rule holds it back."


class PrintNotAllowedError(FieldappError):
    """The record says that it is not to be printed."""

    sentence = "This record is marked as not to be printed."
    remedy = "Change 'Print allowed' in its handling section first, and say why."


class UnknownTemplateError(FieldappError):
    """There is no template of this name."""

    sentence = "There is no such template."
    remedy = "Use full, no-names, leadership or cluster."
