"""Meetings with armed actors, what was said and promised, and what follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.dialogue_rows import (
    Evidence,
    InformationGiven,
    RequestMade,
    Statement,
    data_is_refused_unless_decided,
    given_is_authorised,
)
from fieldapp.records.fields import (
    choice,
    choices,
    day,
    flag,
    link,
    links,
    moment,
    number,
    parts,
    place,
    text,
)
from fieldapp.records.record import Due, Owned, Problem, Record, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place

__all__ = ["Action", "Commitment", "Evidence", "Meeting", "Statement"]

MEETING, SAID, AGREED, NEXT, READING, HANDLING = (
    "Who and where",
    "What was said",
    "What was agreed",
    "What next",
    "Our reading",
    "Handling",
)


def _meeting_has_company(meeting: Meeting) -> Iterator[Problem]:
    if not meeting.contacts and not meeting.actors:
        yield Problem("contacts", "Say with whom: a contact or an actor.")


def _meeting_has_a_line(meeting: Meeting) -> Iterator[Problem]:
    lines = (meeting.facts, meeting.interpretation, meeting.summary, *meeting.statements)
    if not any(lines):
        yield Problem("statements", "Write at least one line of what was said.")


def _off_record_holds_no_text(meeting: Meeting) -> Iterator[Problem]:
    if any(row.attribution == "off_record" and row.text for row in meeting.statements):
        yield Problem("statements", "An off-record statement keeps no text: note only that it was.")


def _place_is_an_area(meeting: Meeting) -> Iterator[Problem]:
    if meeting.place.latitude is not None:
        yield Problem("place", "A meeting's place is a type and an area, without coordinates.")


@record
class Meeting(Record):
    """A conversation with an armed actor: fact, words, reading and advice apart (domain 7.1)."""

    noun: ClassVar[str] = "meeting"
    code: ClassVar[str] = "MTG"
    label: ClassVar[str] = "Meeting"
    plural: ClassVar[str] = "Meetings"
    about: ClassVar[str] = "What was said, by whom, and what was promised."
    heading: ClassVar[tuple[str, ...]] = ("title", "objective")
    dated: ClassVar[str] = "started"
    occasions: ClassVar[tuple[str, ...]] = ("started", "next_meeting")
    sealable: ClassVar[bool] = True
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("DI1",)
    sections: ClassVar[tuple[str, ...]] = (MEETING, SAID, AGREED, NEXT, READING, HANDLING)
    checks = (
        _meeting_has_company,
        _meeting_has_a_line,
        _off_record_holds_no_text,
        _place_is_an_area,
        given_is_authorised,
        data_is_refused_unless_decided,
    )
    owns: ClassVar[tuple[Owned, ...]] = (
        Owned(
            "commitments",
            "Commitments",
            "commitment",
            "meeting",
            help="Theirs and ours, one a row.",
            section=AGREED,
            shown=("direction", "what", "by_person", "due", "status"),
        ),
        Owned(
            "actions",
            "Follow-up",
            "action",
            "meeting",
            help="What we do next, who, by when.",
            section=NEXT,
            shown=("what", "owner", "due", "status"),
        ),
    )

    title: str = text(
        "Title",
        section=MEETING,
        data_class=DataClass.CONFIDENTIAL_TEXT,
        listed=True,
        searched=True,
        help="Neutral and without names, such as Corridor to the hospital.",
    )
    started: dt.datetime | None = moment(
        "When", section=MEETING, listed=True, sorted=True, required=True, hxl="#date+occurred"
    )
    ended: dt.datetime | None = moment("Until", section=MEETING, more=True)
    type: str = choice(
        "Type", "meeting_type", section=MEETING, listed=True, data_class=DataClass.EVENT
    )
    contacts: tuple[str, ...] = links(
        "With", "person", "intermediary", section=MEETING, listed=True
    )
    actors: tuple[str, ...] = links("Actors", "actor", section=MEETING, listed=True)
    place_type: str = choice(
        "Place type", "meeting_place", section=MEETING, data_class=DataClass.PLACE
    )
    place: Place = place("Area", section=MEETING, help="An area, never coordinates (R26).")
    platform: str = choice(
        "Platform", "platform_type", section=MEETING, more=True, data_class=DataClass.ROLE
    )
    our_side: str = text("Our side", section=MEETING, more=True, data_class=DataClass.IDENTITY)
    asked_by: str = choice(
        "Asked for by", "asked_by", section=MEETING, more=True, data_class=DataClass.EVENT
    )
    absent: str = text("Absent or refused", section=MEETING, more=True)
    languages: tuple[str, ...] = choices(
        "Languages", "language", section=MEETING, more=True, data_class=DataClass.EVENT
    )
    interpreter: str = text(
        "Interpreter (code)", section=MEETING, more=True, data_class=DataClass.SOURCE_IDENTITY
    )
    women_present: str = flag("Women present", section=MEETING, more=True)
    armed_present: str = flag("Armed persons in the room", section=MEETING, more=True)
    objective: str = text("Objective before", section=MEETING, searched=True)
    talking_points: str = text(
        "Agreed talking points", section=MEETING, lines=3, searched=True, more=True
    )
    do_no_harm: str = text(
        "Do-no-harm note", section=MEETING, lines=2, data_class=DataClass.ANALYSIS, more=True
    )
    red_lines: str = text(
        "Red lines in play", section=MEETING, lines=2, data_class=DataClass.ANALYSIS, more=True
    )
    statements: tuple[Statement, ...] = parts(
        "Statements",
        Statement,
        section=SAID,
        searched=True,
        data_class=DataClass.SAID,
        starts=(("attribution", "attribution"),),
    )
    facts: str = text(
        "Facts observed", section=SAID, lines=3, searched=True, help="What you saw, not heard."
    )
    tone: str = text("Tone and silences", section=SAID, lines=2, data_class=DataClass.ANALYSIS)
    not_agreed: str = text("Not agreed", section=AGREED, lines=2, searched=True, more=True)
    arrangements: tuple[str, ...] = links(
        "Arrangements spoken of", "arrangement", section=AGREED, more=True
    )
    negotiation: str = link("Negotiation file", "negotiation", section=AGREED, more=True)
    notification: str = link("Notification spoken of", "notification", section=AGREED, more=True)
    given: tuple[InformationGiven, ...] = parts(
        "Information given to them",
        InformationGiven,
        section=AGREED,
        more=True,
        searched=True,
        help="To a party goes nothing about people who can be recognised, or about sources (R25).",
    )
    requests: tuple[RequestMade, ...] = parts(
        "Requests from them",
        RequestMade,
        section=AGREED,
        more=True,
        searched=True,
        help="Demands for lists of staff or of people are refused, noted here and passed on.",
    )
    peacekeeping_objectives: tuple[str, ...] = choices(
        "Objectives beside a mission",
        "peacekeeping_objective",
        section=READING,
        more=True,
        peacekeeping=True,
    )
    platform_met: str = link("Met in", "platform", section=MEETING, more=True)
    next_meeting: Day | None = day("Next meeting", section=NEXT, sorted=True)
    to_be_told: str = text("Who must be told, by when", section=NEXT, more=True)
    incidents: tuple[str, ...] = links("Incidents raised", "incident", section=NEXT)
    how_raised: str = choice(
        "How concerns were raised",
        "how_raised",
        section=NEXT,
        data_class=DataClass.EVENT,
        more=True,
    )
    source_exposable: str = flag(
        "Could a source be exposed by how it was raised?", section=NEXT, more=True
    )
    interpretation: str = text(
        "Our interpretation",
        section=READING,
        lines=4,
        searched=True,
        data_class=DataClass.ANALYSIS,
    )
    recommendation: str = text(
        "Recommendation", section=READING, lines=3, searched=True, data_class=DataClass.ANALYSIS
    )
    summary: str = text(
        "Shareable summary",
        section=HANDLING,
        lines=5,
        searched=True,
        data_class=DataClass.SHAREABLE_TEXT,
        hxl="#description",
        help="Starts as a copy with known names replaced by codes. Only this text may leave.",
    )
    attribution: str = choice(
        "Attribution",
        "attribution",
        section=HANDLING,
        data_class=DataClass.ADMINISTRATIVE,
        help="Unset means background only. New statements start with it; each may have its own.",
    )
    distribution: str = text("Distribution", section=HANDLING, more=True)
    print_allowed: str = flag("Print allowed", section=HANDLING, more=True)


@record
class Commitment(Record):
    """A promise, theirs or ours, and what came of it (R12)."""

    noun: ClassVar[str] = "commitment"
    code: ClassVar[str] = "COM"
    label: ClassVar[str] = "Commitment"
    plural: ClassVar[str] = "Commitments"
    about: ClassVar[str] = "What they promised us and what we promised them, until it is kept."
    heading: ClassVar[tuple[str, ...]] = ("what",)
    dated: ClassVar[str] = "due"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("DI1",)
    sections: ClassVar[tuple[str, ...]] = ("Promise", "Follow-up", HANDLING)
    dues = (Due("due", "Promised", "status", ("made", "in_progress", "partly_kept")),)

    direction: str = choice(
        "Whose",
        "commitment_direction",
        default="theirs",
        section="Promise",
        listed=True,
        sorted=True,
        required=True,
        data_class=DataClass.EVENT,
    )
    what: str = text(
        "What",
        section="Promise",
        lines=2,
        listed=True,
        searched=True,
        required=True,
        data_class=DataClass.SAID,
    )
    type: str = choice("Kind", "commitment_type", section="Promise", data_class=DataClass.EVENT)
    by_actor: str = link(
        "Actor", "actor", section="Promise", listed=True, data_class=DataClass.ROLE
    )
    by_person: str = link("Contact", "person", section="Promise", data_class=DataClass.IDENTITY)
    to_whom: str = text("To whom", section="Promise")
    meeting: str = link("Made at", "meeting", section="Promise")
    made_on: Day | None = day("Made on", section="Promise", sorted=True)
    conditions: str = text(
        "Conditions", section="Promise", lines=2, searched=True, data_class=DataClass.SAID
    )
    place: Place = place("Where", section="Promise")
    form: str = choice("Form", "commitment_form", section="Promise", data_class=DataClass.EVENT)
    attribution: str = choice(
        "Attribution", "attribution", section="Promise", data_class=DataClass.ADMINISTRATIVE
    )
    due: Day | None = day("Due", section="Follow-up", listed=True, sorted=True)
    immediately: str = flag("Immediately", section="Follow-up", data_class=DataClass.EVENT)
    status: str = choice(
        "Status",
        "commitment_status",
        default="made",
        section="Follow-up",
        listed=True,
        sorted=True,
        data_class=DataClass.EVENT,
    )
    confidence: float | None = number(
        "Confidence (1-5)",
        section="Follow-up",
        minimum=1,
        maximum=5,
        data_class=DataClass.ANALYSIS,
    )
    witnesses: str = text("Witnesses", section="Follow-up", data_class=DataClass.SOURCE_IDENTITY)
    evidence: tuple[Evidence, ...] = parts("Evidence", Evidence, section="Follow-up", searched=True)


@record
class Action(Record):
    """Something we said that we would do next, by whom and when."""

    noun: ClassVar[str] = "action"
    code: ClassVar[str] = "ACN"
    label: ClassVar[str] = "Action"
    plural: ClassVar[str] = "Actions"
    about: ClassVar[str] = "Follow-up: what, who, by when."
    heading: ClassVar[tuple[str, ...]] = ("what",)
    dated: ClassVar[str] = "due"
    sections: ClassVar[tuple[str, ...]] = ("Action", HANDLING)
    dues = (Due("due", "To do", "status", ("open", "in_progress")),)

    what: str = text("What", section="Action", lines=2, listed=True, searched=True, required=True)
    owner: str = text("Owner", section="Action", listed=True, help="A function or initials.")
    due: Day | None = day("Due", section="Action", listed=True, sorted=True)
    status: str = choice(
        "Status",
        "action_status",
        default="open",
        section="Action",
        listed=True,
        sorted=True,
        data_class=DataClass.EVENT,
    )
    done_on: Day | None = day("Done on", section="Action")
    meeting: str = link("From meeting", "meeting", section="Action")
    commitment: str = link("For commitment", "commitment", section="Action")
    note: str = text("Note", section="Action", lines=2, searched=True)
