"""What this station answers to single records that came in, kept at the entry of their package.

The answer and its words go back to the sender with the receipt; the own record and the note never.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from fieldapp.errors import FieldappError
from fieldapp.records.disclosures import Received
from fieldapp.records.received import Reply
from fieldapp.records.record import Record, evolve
from fieldapp.services.package.receipts import ANSWER, INFORMATION, LONGEST_WORDS, UNSENT
from fieldapp.services.sharing.gather import scanner
from fieldapp.store.changes import Changes
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Store
from fieldapp.vocab.vocabulary import vocabulary

DUPLICATE, NEED_MORE, VERIFIED = "duplicate", "need_more", "verified"
# What the scan of a text tells, in the words of one who is about to send it.
_FOUND: Mapping[str, str] = {
    "scan:name": "a name that is known in this vault",
    "scan:phone": "a phone number",
    "scan:email": "an e-mail address",
    "scan:coordinates": "coordinates",
}


# The vocabulary speaks as the sender reads it; here it is we who know it, and need more.
_HERE = {DUPLICATE: "Same as a record of ours", NEED_MORE: "We need more"}


def in_words(code: str) -> str:
    """An answer as this station reads it."""
    return _HERE.get(code) or vocabulary(ANSWER).label(code)


class AnswerError(FieldappError):
    """An answer lacks what it needs, or belongs to another package."""

    sentence = "This answer cannot be kept as it is."
    remedy = "A need for more needs its words; too long a text does not go into a receipt."


@attrs.frozen
class Given:
    """An answer as an officer gives it."""

    answer: str
    words: str = attrs.field(default="", repr=False)
    ours: str = ""
    note: str = attrs.field(default="", repr=False)


def answer(store: Store, copy: Record, given: Given) -> Changes:
    """Keep an answer in place of an earlier one; a duplicate is tied to our own record."""
    entry = entry_of(store, copy)
    words = given.words.strip()
    if len(words) > LONGEST_WORDS or (given.answer == NEED_MORE and not words):
        raise AnswerError
    before = replies(entry).get(copy.id)
    made = Reply(
        record=copy.id,
        code=code_of(entry, copy),
        answer=given.answer,
        words=words,
        at=store.now(),
        ours=given.ours if given.answer == DUPLICATE else "",
        note=given.note.strip(),
    )
    rest = tuple(each for each in entry.answers if each.record != copy.id)
    changed = evolve(entry, answers=(*rest, made), answering=UNSENT)
    with store.as_one():
        changes = store.save(changed)
        tied = _tied(copy, before, made)
        if tied != copy:
            changes |= store.annotate(tied)
    store.seal(())  # what was answered may have been sent; undo would forget that
    return changes


def _tied(copy: Record, before: Reply | None, made: Reply) -> Record:
    """The copy is counted no more where it is our own record again."""
    if not hasattr(copy, "merged_into"):
        return copy
    if made.ours:
        return evolve(copy, merged_into=made.ours)
    was_ours = before is not None and before.ours and copy.merged_into == before.ours
    return evolve(copy, merged_into="") if was_ours else copy


def entry_of(store: Store, copy: Record) -> Received:
    """The entry of the package that brought a copy last."""
    found = store.get_many([copy.received_from]).get(copy.received_from)
    if not isinstance(found, Received):
        raise AnswerError
    return found


def replies(entry: Received) -> dict[str, Reply]:
    """What was answered, by the id of the copy."""
    return {each.record: each for each in entry.answers}


def code_of(entry: Received, copy: Record) -> str:
    """What the sender calls a record; where that is in use here for another, as it was told."""
    told = dict(line.split(" ", 1) for line in entry.codes.splitlines() if " " in line)
    return told.get(copy.id, copy.ref)


def earlier(store: Store, copy: Record) -> Reply | None:
    """The newest answer to an earlier version of a copy, which came with another package."""
    query = Query("received", filters=(Filter("answers", copy.id, "mentions"),))
    found = [
        replies(each)[copy.id]
        for each in store.records(query)
        if isinstance(each, Received) and each.id != copy.received_from
        if copy.id in replies(each)
    ]
    return max(found, key=lambda each: str(each.at), default=None)


def asks(entry: Received) -> bool:
    """Whether the sender asks for more than that it is read."""
    return bool(set(entry.asked) - {INFORMATION})


def warnings(store: Store, words: str) -> Iterator[str]:
    """What in the words of an answer should not travel; a person decides."""
    if not words.strip():
        return
    told = dict.fromkeys(_FOUND.get(each.rule, "") for each in scanner(store).hits(words))
    if found := ", ".join(each or "something that points at a person or a place" for each in told):
        yield f"These words hold {found}. Write them so that they could be read by anyone."
