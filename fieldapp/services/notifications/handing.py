"""Under which agreement a notification is handed to a party, on paper or by voice (R25)."""

from __future__ import annotations

from fieldapp.errors import FieldappError
from fieldapp.records.sharing import Agreement
from fieldapp.store.store import Filter, Query, Store


class NoProcedureError(FieldappError):
    """No agreement in force names this party as the one recipient of notifications."""

    sentence = "No agreement in force lets a notification go to this party."
    remedy = "Add the party's liaison as a partner, say which force it is, and agree a procedure."


def procedure_with(store: Store, party: str) -> Agreement:
    """The agreement in force under which notifications go to this force, given by id."""
    liaisons = store.records(Query("partner", filters=(Filter("actor", party),)))
    known = {each.id for each in liaisons}
    for each in store.records(Query("agreement", filters=(Filter("status", "in_force"),))):
        if isinstance(each, Agreement) and _is_procedure(each, known):
            return each
    raise NoProcedureError


def _is_procedure(agreement: Agreement, liaisons: set[str]) -> bool:
    one = len(agreement.recipients) == 1 and agreement.recipients[0] in liaisons
    return one and "notification" in agreement.record_types
