"""What meetings and promises hold in rows: what was said, given and asked, and what proves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from fieldapp.records.fields import choice, day, flag, link, text
from fieldapp.records.record import Part, Problem, part
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass


@part
class Statement(Part):
    """One thing said, with its own attribution flag; unset means background only (R13)."""

    voice: str = choice(
        "Voice", "voice", default="they_said", data_class=DataClass.EVENT, listed=True
    )
    text: str = text("Words", lines=2, searched=True, data_class=DataClass.SAID, listed=True)
    speaker: str = link("Speaker", "person", "actor", listed=True)
    attribution: str = choice(
        "Attribution", "attribution", data_class=DataClass.ADMINISTRATIVE, listed=True
    )
    topic: str = choice("Topic", "topic", data_class=DataClass.EVENT)
    quoted: str = flag("Word for word", data_class=DataClass.EVENT)
    translated: str = flag("Translated", data_class=DataClass.EVENT)
    language: str = choice("Language", "language", data_class=DataClass.ADMINISTRATIVE)


@part
class InformationGiven(Part):
    """One thing told or handed to a party, on whose authority (domain 2.2)."""

    category: str = choice(
        "Kind of information", "info_category", data_class=DataClass.EVENT, listed=True
    )
    what: str = text(
        "What was given",
        lines=2,
        searched=True,
        listed=True,
        help="Nothing about people who can be recognised, and nothing about sources.",
    )
    precision: str = choice(
        "Places no finer than", "admin_level", data_class=DataClass.ADMINISTRATIVE
    )
    disclosed_by: str = text("Given by")
    authorised_by: str = text("Authorised by", listed=True, help="A function, such as HC.")


@part
class RequestMade(Part):
    """One thing that they asked of us, our answer, and where it went (R23)."""

    what: str = text("What they asked for", lines=2, searched=True, listed=True)
    issue: str = choice(
        "Common position in play", "policy_issue", data_class=DataClass.EVENT, listed=True
    )
    answer: str = choice("Our answer", "request_answer", data_class=DataClass.EVENT, listed=True)
    escalated_to: str = text("Passed on to", help="A function, such as head of office.")


@part
class Evidence(Part):
    """What shows that a promise was kept or broken, graded."""

    checked_on: Day | None = day("Checked on", listed=True)
    found: str = text("What was found", lines=2, searched=True, listed=True)
    reliability: str = choice(
        "Reliability", "reliability", default="F", data_class=DataClass.SOURCE_SUMMARY, listed=True
    )
    credibility: str = choice(
        "Credibility", "credibility", default="6", data_class=DataClass.SOURCE_SUMMARY, listed=True
    )
    source: str = link("Source", "source", data_class=DataClass.SOURCE_IDENTITY)


class _HasRows(Protocol):
    @property
    def given(self) -> Sequence[InformationGiven]: ...

    @property
    def requests(self) -> Sequence[RequestMade]: ...


def given_is_authorised(meeting: _HasRows) -> Iterator[Problem]:
    """What goes to a party has a kind, and someone who allowed it."""
    if any(not (row.category and row.authorised_by.strip()) for row in meeting.given):
        yield Problem("given", "Say which kind of information it was, and who authorised it.")


def data_is_refused_unless_decided(meeting: _HasRows) -> Iterator[Problem]:
    """A party that asks for data on staff or projects gets none, unless someone above decided."""
    open_to_them = {"agreed", "in_part"}
    if any(
        row.issue == "personal_data" and row.answer in open_to_them and not row.escalated_to.strip()
        for row in meeting.requests
    ):
        yield Problem("requests", "Data is refused unless someone above decides: say who did.")
