"""Answers of recipients about single records: noted at the package, and dealt with by us."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import attrs

from fieldapp.records.disclosures import Answered, Disclosed, Disclosure
from fieldapp.records.record import evolve
from fieldapp.services.aftercare.clock import asks_for_more, kept_up
from fieldapp.vocab.days import Day


@attrs.frozen
class Said:
    """What a recipient says of one record, which it knows by its code outside."""

    outside: str
    answer: str
    words: str = attrs.field(default="", repr=False)


def noted(
    disclosure: Disclosure, partner: str, said: Iterable[Said], at: dt.datetime
) -> Disclosure:
    """The entry with these answers of one recipient; a newer answer takes the place of its older.

    A code that this package did not carry is passed over: it is not about this package.
    """
    rows = {each.outside: each for each in disclosure.records}
    known = {(each.partner, each.outside): each for each in disclosure.answers}
    for each in said:
        if each.outside in rows and _is_news(known.get((partner, each.outside)), each, at):
            known[partner, each.outside] = _answered(partner, rows[each.outside], each, at)
    answers = tuple(known.values())
    if answers == disclosure.answers:
        return disclosure
    newest = _newest(answers)
    records = tuple(_told(row, newest.get(row.outside)) for row in disclosure.records)
    return kept_up(evolve(disclosure, answers=answers, records=records))


def _is_news(before: Answered | None, said: Said, at: dt.datetime) -> bool:
    if before is None:
        return True
    same = (before.answer, before.words) == (said.answer, said.words)
    return not same and (before.at is None or before.at <= at)


def _answered(partner: str, row: Disclosed, said: Said, at: dt.datetime) -> Answered:
    return Answered(
        partner=partner,
        record=row.record,
        outside=row.outside,
        answer=said.answer,
        at=at,
        words=said.words,
    )


def _newest(answers: Iterable[Answered]) -> Mapping[str, Answered]:
    found: dict[str, Answered] = {}
    for each in answers:
        before = found.get(each.outside)
        if before is None or before.at is None or (each.at is not None and before.at <= each.at):
            found[each.outside] = each
    return found


def _told(row: Disclosed, answer: Answered | None) -> Disclosed:
    if answer is None:
        return row
    return evolve(row, answer=answer.answer, answered_at=answer.at, answer_words=answer.words)


def handled(disclosure: Disclosure, on: dt.date, outside: str = "") -> Disclosure:
    """The entry once what it asks for was done: about one record, or about all."""
    day = Day(on.isoformat())
    answers = tuple(
        evolve(each, handled_on=day)
        if asks_for_more(each) and outside in ("", each.outside)
        else each
        for each in disclosure.answers
    )
    return kept_up(evolve(disclosure, answers=answers))
