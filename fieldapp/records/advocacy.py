"""Advocacy: why this target and this voice, agreed lines and their delivery, paths of influence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, link, links, place, text
from fieldapp.records.record import Due, Owned, Problem, Record, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place

HANDLING = "Handling"
ANALYSIS, EVENT, SHARED = DataClass.ANALYSIS, DataClass.EVENT, DataClass.SHAREABLE_TEXT
CONCERN, TARGET, EVIDENCE, RESULT = (
    "Concern",
    "Target and voice",
    "Line and evidence",
    "What came of it",
)


def _result_says_what_changed(item: AdvocacyItem) -> Iterator[Problem]:
    if item.status in ("achieved", "partly") and not item.outcome_type:
        yield Problem("outcome_type", "Say what changed with them: behaviour, policy, practice?")


@record
class AdvocacyItem(Record):
    """One concern, one target: why this one, by which voice, and what came of it (domain 7.4)."""

    noun: ClassVar[str] = "advocacy_item"
    code: ClassVar[str] = "ADV"
    label: ClassVar[str] = "Advocacy item"
    plural: ClassVar[str] = "Advocacy items"
    about: ClassVar[str] = (
        "One concern, one target: why this one, by which voice, and what came of it."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "opened_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("AD1", "AD7")
    dues = (Due("due", "Next step", "status", ("planned", "under_way", "awaiting")),)
    sections: ClassVar[tuple[str, ...]] = (CONCERN, TARGET, EVIDENCE, RESULT, HANDLING)
    checks = (_result_says_what_changed,)

    title: str = text(
        "Title",
        section=CONCERN,
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        help="Neutral and without names, such as Families told where people are held.",
    )
    opened_on: Day | None = day("Opened on", section=CONCERN, listed=True, sorted=True)
    concern: str = text(
        "What is wrong",
        section=CONCERN,
        lines=2,
        searched=True,
        help="The harm or obstacle that is to end.",
    )
    place: Place = place("Area", section=CONCERN, listed=True, help="Where the concern is.")
    incidents: tuple[str, ...] = links(
        "Incidents it rests on", "incident", section=CONCERN, help="The evidence; never shown."
    )
    constraints: tuple[str, ...] = links(
        "Access constraints it rests on", "access_constraint", section=CONCERN, more=True
    )
    target: str = link(
        "Target",
        "actor",
        "person",
        section=TARGET,
        listed=True,
        required=True,
        help="Who can end it: one force or one person; another target is another item.",
    )
    why_target: str = text(
        "Why this target",
        section=TARGET,
        lines=2,
        searched=True,
        required=True,
        data_class=ANALYSIS,
        help="What is in their hands, and why they might move.",
    )
    level: str = choice("Level", "engagement_level", section=TARGET, data_class=EVENT)
    mode: str = choice("Mode", "advocacy_mode", section=TARGET, listed=True, data_class=EVENT)
    voice: str = choice("Voice", "lead_voice", section=TARGET, listed=True, data_class=EVENT)
    why_voice: str = text(
        "Why this voice",
        section=TARGET,
        lines=2,
        data_class=ANALYSIS,
        help="Why they would listen to this one, and what it costs the one who speaks.",
    )
    path: str = link("Influence path", "influence_path", section=TARGET, more=True)
    strategy: str = link(
        "Part of the cluster strategy", "cluster_strategy", section=TARGET, more=True
    )
    message: str = link(
        "Agreed line", "message", section=EVIDENCE, help="What the HC or HCT agreed to say."
    )
    products: tuple[str, ...] = links(
        "Products cited", "product", section=EVIDENCE, help="Snapshots and briefs it cites."
    )
    evidence: str = text(
        "How evidence is used",
        section=EVIDENCE,
        lines=2,
        data_class=ANALYSIS,
        help="What may be shown or said, and what must not.",
    )
    harm: str = text(
        "Do no harm",
        section=EVIDENCE,
        lines=2,
        data_class=ANALYSIS,
        help="Who could suffer for it and what we changed; a full check is a record of its own.",
    )
    sensitivities: str = text("Sensitivities", section=EVIDENCE, lines=2, data_class=ANALYSIS)
    status: str = choice(
        "Status",
        "advocacy_status",
        default="planned",
        section=RESULT,
        listed=True,
        sorted=True,
        data_class=EVENT,
    )
    response: str = text(
        "Response", section=RESULT, lines=2, searched=True, help="What they answered or did."
    )
    answered_on: Day | None = day("Answered on", section=RESULT)
    outcome_type: str = choice(
        "What changed",
        "outcome_type",
        section=RESULT,
        data_class=EVENT,
        help="A protection outcome is a change with those who bear the duty.",
    )
    outcome: str = text("The change in words", section=RESULT, lines=2, data_class=ANALYSIS)
    next_step: str = text("Next step", section=RESULT)
    due: Day | None = day("Due", section=RESULT, listed=True, sorted=True)
    summary: str = text(
        "What may be told of it",
        section=RESULT,
        lines=3,
        searched=True,
        data_class=SHARED,
        help="Written for the cluster: no source, no village, no name. Only this text may leave.",
    )


def _line_is_agreed(message: Message) -> Iterator[Problem]:
    if message.approved_on and not message.approved_by.strip():
        yield Problem("approved_by", "Say who agreed to this line.")
    first, last = message.approved_on, message.valid_until
    if first and last and last.last < first.first:
        yield Problem("valid_until", "It ends before it was agreed.")


@record
class Message(Record):
    """Lines of the HC and HCT that we echo, and to whom they were given (domain 7.3)."""

    noun: ClassVar[str] = "message"
    code: ClassVar[str] = "MSG"
    label: ClassVar[str] = "Agreed line"
    plural: ClassVar[str] = "Agreed lines"
    about: ClassVar[str] = "Lines of the HC and HCT that we echo."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "approved_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("AD2", "AD3")
    dues = (Due("valid_until", "Agreed line ends"),)
    sections: ClassVar[tuple[str, ...]] = ("Agreed line", "Deliveries", HANDLING)
    checks = (_line_is_agreed,)
    owns: ClassVar[tuple[Owned, ...]] = (
        Owned(
            "deliveries",
            "Deliveries",
            "delivery",
            "message",
            help="To whom it was given, one a row.",
            section="Deliveries",
            shown=("on", "to_actor", "to_person", "by", "reaction"),
        ),
    )

    title: str = text(
        "Title", section="Agreed line", listed=True, sorted=True, searched=True, required=True
    )
    line: str = text(
        "The line",
        section="Agreed line",
        lines=4,
        searched=True,
        required=True,
        data_class=DataClass.AGREED_LINE,
        help="Word for word as it may be said: no source, no village, no name.",
    )
    language: str = choice(
        "Language of the line", "language", section="Agreed line", data_class=EVENT
    )
    approved_on: Day | None = day("Approved on", section="Agreed line", listed=True, sorted=True)
    approved_by: str = text(
        "Approved by", section="Agreed line", listed=True, help="HC, HCT or who speaks for them."
    )
    valid_until: Day | None = day("Valid until", section="Agreed line", sorted=True)
    ihl_topics: tuple[str, ...] = choices(
        "Rules of IHL it is about", "ihl_topic", section="Agreed line", data_class=EVENT
    )
    policy_issues: tuple[str, ...] = choices(
        "Common positions it is about",
        "policy_issue",
        section="Agreed line",
        data_class=EVENT,
        help="Where all organisations answer the same, such as on lists of staff.",
    )
    peacekeeping_objectives: tuple[str, ...] = choices(
        "Objectives beside a mission",
        "peacekeeping_objective",
        section="Agreed line",
        data_class=EVENT,
        peacekeeping=True,
    )
    for_whom: str = text(
        "For whom it is meant", section="Agreed line", more=True, help="Which parties, or all."
    )
    not_to_say: str = text("What not to add", section="Agreed line", lines=2, more=True)
    products: tuple[str, ...] = links("Rests on", "product", section="Agreed line", more=True)


def _someone_took_it(delivery: LineDelivery) -> Iterator[Problem]:
    if not delivery.to_actor and not delivery.to_person:
        yield Problem("to_actor", "Say to whom it was given: an actor or a contact.")


@record
class LineDelivery(Record):
    """A line given to someone, and how they took it."""

    noun: ClassVar[str] = "delivery"
    code: ClassVar[str] = "DLV"
    label: ClassVar[str] = "Delivery"
    plural: ClassVar[str] = "Deliveries"
    about: ClassVar[str] = "A line given to someone, and how they took it."
    heading: ClassVar[tuple[str, ...]] = ("message",)
    dated: ClassVar[str] = "on"
    tasks: ClassVar[tuple[str, ...]] = ("AD2",)
    sections: ClassVar[tuple[str, ...]] = ("Delivery", HANDLING)
    checks = (_someone_took_it,)

    message: str = link("Line", "message", section="Delivery", listed=True, required=True)
    on: Day | None = day("On", section="Delivery", listed=True, sorted=True, required=True)
    to_actor: str = link("To the actor", "actor", section="Delivery", listed=True)
    to_person: str = link("To the contact", "person", section="Delivery", listed=True)
    by: str = text(
        "By", section="Delivery", listed=True, help="Who said it: a function or initials."
    )
    way: str = choice("How", "delivery_way", section="Delivery", data_class=EVENT)
    channel: str = link("Channel", "channel", section="Delivery", more=True)
    meeting: str = link("At the meeting", "meeting", section="Delivery")
    reaction: str = choice(
        "Reaction", "delivery_reaction", section="Delivery", listed=True, data_class=EVENT
    )
    their_words: str = text(
        "What they said to it", section="Delivery", lines=2, searched=True, data_class=ANALYSIS
    )
    follow_up: str = text("What follows", section="Delivery", more=True)


def _someone_is_between(path: InfluencePath) -> Iterator[Problem]:
    if not path.through and not path.through_others.strip():
        yield Problem("through", "Say who is between us and the target.")
    if path.target and path.target in path.through:
        yield Problem("through", "The target cannot be its own intermediary.")


@record
class InfluencePath(Record):
    """Who can move whom, with which argument, at what risk to the one between (domain 6.1)."""

    noun: ClassVar[str] = "influence_path"
    code: ClassVar[str] = "INF"
    label: ClassVar[str] = "Influence path"
    plural: ClassVar[str] = "Influence paths"
    about: ClassVar[str] = (
        "Who can move whom, with which argument, at what risk to the one between."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "drawn_on"
    tasks: ClassVar[tuple[str, ...]] = ("AD8",)
    sections: ClassVar[tuple[str, ...]] = ("Path", "Argument", "Risk", HANDLING)
    checks = (_someone_is_between,)

    title: str = text(
        "Title", section="Path", listed=True, sorted=True, searched=True, required=True
    )
    drawn_on: Day | None = day("Drawn on", section="Path", sorted=True)
    target: str = link("Target", "actor", "person", section="Path", listed=True, required=True)
    through: tuple[str, ...] = links(
        "Through",
        "person",
        "intermediary",
        "actor",
        section="Path",
        listed=True,
        help="From the target towards us: who is nearest to the target first.",
    )
    through_others: str = text(
        "Through others",
        section="Path",
        data_class=DataClass.SOURCE_IDENTITY,
        help="Organisations or forces that are not recorded here.",
    )
    from_us: str = text("Who of us begins", section="Path", help="Us or a partner, by function.")
    objective: str = link("Objective", "objective", section="Path", more=True)
    status: str = choice(
        "Status", "path_status", default="idea", section="Path", listed=True, sorted=True
    )
    argument: str = choice(
        "Argument", "argument_type", section="Argument", listed=True, data_class=ANALYSIS
    )
    argument_words: str = text(
        "The argument in words", section="Argument", lines=3, searched=True, data_class=ANALYSIS
    )
    tactic: str = choice("Tactic", "influence_tactic", section="Argument", data_class=ANALYSIS)
    against: str = text(
        "Who pulls the other way", section="Argument", lines=2, data_class=ANALYSIS, more=True
    )
    risk_to_intermediary: str = text(
        "Risk to the one between",
        section="Risk",
        lines=3,
        required=True,
        data_class=ANALYSIS,
        help="What could happen to them if it were known, even if it is nothing.",
    )
    agreed_to: str = text("What they agreed to carry", section="Risk", lines=2, data_class=ANALYSIS)
    way_out: str = text("How they can step back", section="Risk", data_class=ANALYSIS, more=True)
    result: str = text("What came of it", section="Risk", lines=2, data_class=ANALYSIS)
