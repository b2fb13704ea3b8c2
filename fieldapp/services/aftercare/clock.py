"""How an entry of the outbox stands: what is still waited for, computed as it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from fieldapp.records.disclosures import Answered, Delivery, Disclosure
from fieldapp.records.record import evolve
from fieldapp.services.sharing.result import RETRACT
from fieldapp.vocab.days import Day

RECEIPT_DAYS = 7  # a courier between duty stations takes days; after a week one asks
AWAITED, OPENED, IMPORTED = "awaited", "opened", "imported"
ASKS, ANSWERED = "asks", "answered"
HELD, DESTROYED = "held", "destroyed"
NEED_MORE = "need_more"
OUT = ("sealed", "released")  # the states in which others hold it

# How an entry stands: the fields that go on moving once it is logged.
STANDING = ("state", "receipts", "receipt_by", "answering", "held")


def kept_up(disclosure: Disclosure) -> Disclosure:
    """The entry with what is waited for said anew; an entry that is not out waits for nothing."""
    if disclosure.state not in OUT:
        return disclosure
    return evolve(
        disclosure,
        receipts=_receipts(disclosure.deliveries),
        receipt_by=disclosure.receipt_by or _receipt_by(disclosure),
        answering=_answering(disclosure),
        held=_held(disclosure),
    )


def _receipts(deliveries: Sequence[Delivery]) -> str:
    """The least that any recipient acknowledged."""
    states = {each.receipt_state for each in deliveries}
    return next((each for each in (AWAITED, OPENED, IMPORTED) if each in states), "")


def _receipt_by(disclosure: Disclosure) -> Day | None:
    if disclosure.at is None or not _receipts(disclosure.deliveries):
        return None
    return Day((disclosure.at.date() + dt.timedelta(days=RECEIPT_DAYS)).isoformat())


def _answering(disclosure: Disclosure) -> str:
    if any(asks_for_more(each) for each in disclosure.answers):
        return ASKS
    if not disclosure.ask or disclosure.errand == RETRACT:
        return ANSWERED if disclosure.answers else ""
    told = {(each.partner, each.outside) for each in disclosure.answers}
    asked = (
        (to.partner, row.outside) for to in disclosure.deliveries for row in disclosure.records
    )
    return ANSWERED if all(each in told for each in asked) else AWAITED


def _held(disclosure: Disclosure) -> str:
    """A retraction gives them nothing to hold."""
    if disclosure.errand == RETRACT or not disclosure.records:
        return ""
    gone = [each.destroyed_on is not None for each in disclosure.deliveries]
    return DESTROYED if gone and all(gone) else HELD


def asks_for_more(answer: Answered) -> bool:
    """Whether an answer asks something of us that nobody dealt with yet."""
    return answer.answer == NEED_MORE and answer.handled_on is None
