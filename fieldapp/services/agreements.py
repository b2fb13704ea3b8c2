"""The life of an agreement: renewed, suspended, resumed, broken, ended; each act leaves a row."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

import attrs

from fieldapp.errors import FieldappError
from fieldapp.records.agreement_rows import ENDED, IN_FORCE, SUSPENDED, AgreementEvent
from fieldapp.records.disclosures import Disclosure
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Agreement
from fieldapp.store.reading import Reading
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words

SIGN, RENEW, SUSPEND, RESUME, BREACH, REVIEW, END = (
    "signed",
    "renewed",
    "suspended",
    "resumed",
    "breach",
    "reviewed",
    "ended",
)
_DAYS = {"weekly": 7, "fortnightly": 14}
_MONTHS = {"monthly": 1, "quarterly": 3}


class NotNowError(FieldappError):
    """This is not what an agreement in this state can do."""

    sentence = "As this agreement stands, that cannot be done with it."
    remedy = "Look at its state first: an ended agreement stays ended; make a new one."


class RenewalError(FieldappError):
    """The new dates of a renewal do not follow each other, or do not go on."""

    sentence = "The new dates do not go beyond the old ones, or are not in order."
    remedy = "Give a later end, and a day until which it is kept that is not before it."


@attrs.frozen
class Act:
    """What is done to an agreement, on which day, why, and what follows from it."""

    on: Day
    words: str = attrs.field(default="", repr=False)
    follows: str = attrs.field(default="", repr=False)


def possible(agreement: Agreement) -> tuple[str, ...]:
    """What can be done with an agreement as it stands."""
    if agreement.draft or agreement.received_from or agreement.deleted_at:
        return ()
    match agreement.status:
        case "draft":
            return (SIGN,)
        case "in_force":
            return RENEW, SUSPEND, BREACH, REVIEW, END
        case "suspended":
            return RENEW, RESUME, BREACH, REVIEW, END
        case "ended":
            return (BREACH,)
    return ()


def sign(agreement: Agreement, act: Act) -> Agreement:
    """In force from its first day on."""
    return evolve(_to(IN_FORCE, SIGN, agreement, act), signed_on=act.on)


def renew(
    agreement: Agreement, act: Act, valid_until: Day, keep_until: Day, valid_from: Day | None = None
) -> Agreement:
    """New dates; the old ones stay in a row of their own. A suspension is not lifted by it."""
    _may(agreement, RENEW)
    start = valid_from or agreement.valid_from
    old = agreement.valid_until
    goes_on = old is None or valid_until.last > old.last
    in_order = start is None or start.first <= valid_until.last <= keep_until.last
    if not goes_on or not in_order:
        raise RenewalError
    event = _event(RENEW, act, agreement)
    return evolve(
        agreement,
        valid_from=start,
        valid_until=valid_until,
        keep_until=keep_until,
        course=(*agreement.course, event),
    )


def suspend(agreement: Agreement, act: Act) -> Agreement:
    """Nothing leaves under it until it is resumed."""
    return _to(SUSPENDED, SUSPEND, agreement, act)


def resume(agreement: Agreement, act: Act) -> Agreement:
    """In force again, if its dates still hold."""
    return _to(IN_FORCE, RESUME, agreement, act)


def end(agreement: Agreement, act: Act) -> Agreement:
    """Nothing leaves under it any more; what they hold can be recalled."""
    return _to(ENDED, END, agreement, act)


def breach(agreement: Agreement, act: Act, *, suspends: bool) -> Agreement:
    """What was broken and what follows from it; it is suspended where that was chosen."""
    _may(agreement, BREACH)
    broken = evolve(agreement, course=(*agreement.course, _event(BREACH, act)))
    if suspends and agreement.status == IN_FORCE:
        return suspend(broken, attrs.evolve(act, follows=""))
    return broken


def reviewed(agreement: Agreement, act: Act, next_review: Day | None) -> Agreement:
    """Looked at with the other side; the next review waits for its day."""
    _may(agreement, REVIEW)
    event = _event(REVIEW, act)
    return evolve(agreement, review_by=next_review, course=(*agreement.course, event))


def _to(status: str, what: str, agreement: Agreement, act: Act) -> Agreement:
    _may(agreement, what)
    return evolve(agreement, status=status, course=(*agreement.course, _event(what, act)))


def _may(agreement: Agreement, what: str) -> None:
    if what not in possible(agreement):
        raise NotNowError


def _event(what: str, act: Act, old: Agreement | None = None) -> AgreementEvent:
    return AgreementEvent(
        what=what,
        on=act.on,
        words=act.words.strip(),
        follows=act.follows.strip(),
        was_from=old.valid_from if old else None,
        was_until=old.valid_until if old else None,
        was_kept_until=old.keep_until if old else None,
    )


def submitted(agreement: Agreement, day: dt.date) -> Agreement:
    """After something left: the next submission moves on, where one was near or overdue."""
    due = agreement.next_submission
    if due is None or agreement.frequency not in {*_DAYS, *_MONTHS}:
        return agreement
    following = due.last
    step = _after(following, agreement) - following
    if day < due.first - step / 2:
        return agreement  # what leaves between two submissions is none of them
    while following <= day or following == due.last:
        following = _after(following, agreement)
    return evolve(agreement, next_submission=Day(following.isoformat()))


def _after(day: dt.date, agreement: Agreement) -> dt.date:
    """The submission after one; on the fixed day of a month where that is agreed."""
    if agreement.frequency in _DAYS:
        return day + dt.timedelta(days=_DAYS[agreement.frequency])
    months = day.year * 12 + day.month - 1 + _MONTHS[agreement.frequency]
    year, month = divmod(months, 12)
    wanted = int(agreement.submission_day or day.day)
    return dt.date(year, month + 1, min(wanted, calendar.monthrange(year, month + 1)[1]))


def moved_on(store: Reading, disclosure: Disclosure, day: dt.date) -> tuple[Agreement, ...]:
    """The agreement under which a package was sealed, if its next submission moves on by that."""
    kept = store.get_many([disclosure.agreement]).get(disclosure.agreement)
    retracts = disclosure.errand not in ("", "share")
    if not isinstance(kept, Agreement) or kept.received_from or retracts:
        return ()
    after = submitted(kept, day)
    return () if after is kept else (after,)


def notices(store: Reading, agreement: Agreement, day: dt.date) -> Iterator[str]:
    """What an officer should know of an agreement as it stands, one sentence each."""
    if agreement.received_from:
        yield "It came with a package: it binds its sender's packages, not what leaves here."
        return
    end_, keep = agreement.valid_until, agreement.keep_until
    if agreement.status == IN_FORCE and end_ is not None and day > end_.last:
        yield "Its dates have passed: it has expired, and nothing leaves under it."
    if agreement.status == SUSPENDED:
        yield "Suspended: nothing leaves under it until it is resumed."
    if agreement.status == ENDED:
        yield "Ended: nothing leaves under it. What they hold can be recalled."
        if keep is not None and day <= keep.last:
            yield f"They may keep what they hold until {day_in_words(keep)}."
    if agreement.status == IN_FORCE and agreement.signed_on is None:
        yield "In force, but no day of a signature is recorded."
    if files := store.attachments.count(agreement.id):
        yield f"Signed copy attached: {_files(files)} under Attachments."
    else:
        yield "No signed copy is attached: add it under Attachments."


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"
