"""Armed actors, the people who speak for them, and how they relate."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.actor_rules import (
    Alias,
    Engagement,
    listed_asks_for_advice,
    of_the_icrc_only_that_it_does,
    person_needs_a_purpose,
    seat_no_finer_than_adm2,
)
from fieldapp.records.fields import (
    choice,
    choices,
    day,
    flag,
    link,
    links,
    number,
    parts,
    place,
    text,
)
from fieldapp.records.files import no_photo
from fieldapp.records.record import Due, Record, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place

WHO, WHERE, DIALOGUE, ANALYSIS, HANDLING = "Who", "Where", "Dialogue", "Our reading", "Handling"

__all__ = ["Actor", "Alias", "Engagement", "Intermediary", "Person", "Relation"]


@record
class Actor(Record):
    """A force, group or unit: the same fields for every party to the conflict (R24)."""

    noun: ClassVar[str] = "actor"
    code: ClassVar[str] = "ACT"
    label: ClassVar[str] = "Actor"
    plural: ClassVar[str] = "Actors"
    about: ClassVar[str] = (
        "Forces, groups and units: who they are and how to reach an understanding."
    )
    heading: ClassVar[tuple[str, ...]] = ("name",)
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("AN1",)
    sections: ClassVar[tuple[str, ...]] = (WHO, WHERE, DIALOGUE, ANALYSIS, HANDLING)
    checks = (seat_no_finer_than_adm2, of_the_icrc_only_that_it_does, listed_asks_for_advice)

    name: str = text(
        "Name",
        section=WHO,
        data_class=DataClass.ROLE,
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        hxl="#group+name",
    )
    type: str = choice(
        "Type",
        "actor_type",
        section=WHO,
        data_class=DataClass.ROLE,
        listed=True,
        sorted=True,
        hxl="#group+type",
    )
    aliases: tuple[Alias, ...] = parts("Other names", Alias, section=WHO, searched=True)
    parent: str = link("Part of", "actor", section=WHO)
    valid_from: Day | None = day("Known since", section=WHO, more=True)
    valid_until: Day | None = day("Until", section=WHO, more=True)
    seat: Place = place("Seat", section=WHERE, help="No finer than ADM2 (R26).")
    area_of_influence: Place = place("Area of influence", section=WHERE, listed=True)
    strength: str = choice(
        "Strength", "strength_band", section=WHERE, data_class=DataClass.ANALYSIS, more=True
    )
    engages: str = choice(
        "Dialogue", "channel_status", section=DIALOGUE, data_class=DataClass.ANALYSIS, listed=True
    )
    strategy: str = choice(
        "CMCoord strategy",
        "strategy",
        section=DIALOGUE,
        data_class=DataClass.ANALYSIS,
        help="From cooperation to coexistence; coordination is needed at both ends.",
    )
    undertakings: str = text(
        "IHL undertakings",
        section=DIALOGUE,
        lines=3,
        searched=True,
        help="Action plans, deeds of commitment, codes of conduct: what and when.",
    )
    party_to_conflict: str = flag(
        "Party to the conflict",
        section=WHO,
        data_class=DataClass.ANALYSIS,
        help="A legal reading: ask if you are not sure, and leave it empty until then.",
    )
    listed: str = flag(
        "Under sanctions",
        section=WHO,
        more=True,
        help="Listed by the Security Council or by a state whose rules bind us.",
    )
    legal_advice: str = flag(
        "Ask for legal advice first", section=DIALOGUE, help="Such as a sanctions listing."
    )
    engaged_by: tuple[Engagement, ...] = parts(
        "Who else engages it", Engagement, section=DIALOGUE, searched=True, more=True
    )
    allegiance: str = text(
        "Allegiance", section=WHO, data_class=DataClass.ANALYSIS, searched=True, more=True
    )
    predecessors: tuple[str, ...] = links(
        "Came out of or joined",
        "actor",
        section=WHO,
        more=True,
        help="Groups split, merge and change names; the dates stand on each.",
    )
    rules_known: str = flag(
        "Rules of engagement known to us",
        section=DIALOGUE,
        data_class=DataClass.ANALYSIS,
        more=True,
    )
    trained: str = flag(
        "IHL training seen", section=DIALOGUE, data_class=DataClass.ANALYSIS, more=True
    )
    attitude: str = text(
        "Attitude to humanitarians",
        section=ANALYSIS,
        lines=3,
        searched=True,
        data_class=DataClass.ANALYSIS,
    )
    capabilities: tuple[str, ...] = choices(
        "Capabilities relevant to relief",
        "relief_capability",
        section=ANALYSIS,
        data_class=DataClass.ANALYSIS,
        more=True,
    )
    notes: str = text("Private note", section=ANALYSIS, lines=4, searched=True, more=True)


@record
class Person(Record):
    """An armed actor's contact: shown by code name unless asked otherwise (R5, R26)."""

    noun: ClassVar[str] = "person"
    code: ClassVar[str] = "PER"
    label: ClassVar[str] = "Contact"
    plural: ClassVar[str] = "Contacts"
    about: ClassVar[str] = "People who speak for armed actors, by the code names that notes use."
    heading: ClassVar[tuple[str, ...]] = ("code_name",)
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("AN1",)
    dues = (Due("spoiler_until", "Spoiler label ends"),)
    sections: ClassVar[tuple[str, ...]] = (WHO, DIALOGUE, "Protected", ANALYSIS, HANDLING)
    checks = (person_needs_a_purpose,)

    @classmethod
    def refuses_file(cls, values: Person, kind: str) -> str:  # noqa: ARG003
        """No face of theirs."""
        return no_photo(kind)

    code_name: str = text(
        "Code name",
        section=WHO,
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        data_class=DataClass.IDENTITY,
        help="What every note, list and paper calls this person.",
    )
    actor: str = link(
        "Actor", "actor", section=WHO, listed=True, data_class=DataClass.ROLE, help="Force or unit."
    )
    function: str = text(
        "Function", section=WHO, listed=True, searched=True, data_class=DataClass.ROLE
    )
    rank: str = text("Rank", section=WHO, data_class=DataClass.ROLE)
    gender: str = choice("Gender", "gender", section=WHO, more=True)
    rank_band: str = choice("Rank band", "rank_band", section=WHO, data_class=DataClass.ROLE)
    authority: str = choice(
        "Authority",
        "authority",
        section=WHO,
        listed=True,
        data_class=DataClass.ANALYSIS,
        help="Can decide, can influence, or carries messages.",
    )
    purpose: str = text(
        "Purpose",
        section=WHO,
        required=True,
        help="Which access or protection objective this contact serves; why we keep it.",
    )
    influence: tuple[str, ...] = choices(
        "Role in influence", "influence_role", section=ANALYSIS, data_class=DataClass.ANALYSIS
    )
    spoiler_of: str = text("Spoiler of", section=ANALYSIS, data_class=DataClass.ANALYSIS, more=True)
    spoiler_until: Day | None = day(
        "Label ends",
        section=ANALYSIS,
        sorted=True,
        data_class=DataClass.ANALYSIS,
        more=True,
    )
    languages: tuple[str, ...] = choices(
        "Languages", "language", section=DIALOGUE, data_class=DataClass.EVENT
    )
    interpreter_needed: str = flag("Interpreter needed", section=DIALOGUE)
    preferred_channel: str = choice(
        "Preferred channel", "channel_kind", section=DIALOGUE, more=True
    )
    availability: str = text(
        "When to call",
        section=DIALOGUE,
        more=True,
        help="Hours at which a call is welcome; never where the person then is.",
    )
    protocol: str = text("Protocol notes", section=DIALOGUE, lines=2)
    topics_open: str = text(
        "Open to talk about", section=DIALOGUE, lines=2, data_class=DataClass.ANALYSIS
    )
    sensitivities: str = text(
        "Sensitivities", section=DIALOGUE, lines=2, data_class=DataClass.ANALYSIS
    )
    first_met: Day | None = day("First met", section=DIALOGUE, more=True)
    left_post: Day | None = day("Left post", section=DIALOGUE, more=True)
    introduced_by: str = link(
        "Introduced by", "person", "intermediary", section=DIALOGUE, more=True
    )
    relation_owner: str = text("Who keeps the relation", section=DIALOGUE, more=True)
    successor_of: str = link("Successor of", "person", section=DIALOGUE, more=True)
    name: str = text(
        "Name",
        section="Protected",
        searched=True,
        data_class=DataClass.IDENTITY,
        help="Shown only on asking; never leaves to anyone but leadership, with a recorded basis.",
    )
    aliases: tuple[Alias, ...] = parts("Other names", Alias, section="Protected", searched=True)
    phones: str = text(
        "Phones and handles",
        section="Protected",
        lines=2,
        data_class=DataClass.PERSONAL_CONTACT,
        help="One a line. Never leaves this vault.",
    )
    trust: str = choice(
        "Trust", "trust_band", section=ANALYSIS, data_class=DataClass.ANALYSIS, more=True
    )
    risk_if_exposed: str = text(
        "Risk if the contact is exposed",
        section=ANALYSIS,
        lines=2,
        data_class=DataClass.ANALYSIS,
        help="To them, and to us.",
    )
    notes: str = text("Private note", section=ANALYSIS, lines=4, searched=True, more=True)


@record
class Intermediary(Record):
    """A civilian go-between: code only on every screen and paper, never in a package (R26)."""

    noun: ClassVar[str] = "intermediary"
    code: ClassVar[str] = "INT"
    label: ClassVar[str] = "Intermediary"
    plural: ClassVar[str] = "Intermediaries"
    about: ClassVar[str] = "Elders, clergy, mediators. Kept by code only; they never leave."
    heading: ClassVar[tuple[str, ...]] = ("code_name",)
    tasks: ClassVar[tuple[str, ...]] = ("AD8",)
    sections: ClassVar[tuple[str, ...]] = (WHO, HANDLING)

    @classmethod
    def refuses_file(cls, values: Intermediary, kind: str) -> str:  # noqa: ARG003
        """No face of theirs."""
        return no_photo(kind)

    code_name: str = text(
        "Code name",
        section=WHO,
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        data_class=DataClass.SOURCE_IDENTITY,
    )
    role: str = choice(
        "Role", "intermediary_role", section=WHO, listed=True, data_class=DataClass.SOURCE_IDENTITY
    )
    purpose: str = text("Purpose", section=WHO, required=True)
    reaches: tuple[str, ...] = links("Reaches", "actor", "person", section=WHO)
    risk: str = text("Risk to them", section=WHO, lines=2, data_class=DataClass.SOURCE_IDENTITY)


@record
class Relation(Record):
    """A directed, dated and graded tie between two actors or people (R24, R26)."""

    noun: ClassVar[str] = "relation"
    code: ClassVar[str] = "REL"
    label: ClassVar[str] = "Relation"
    plural: ClassVar[str] = "Relations"
    about: ClassVar[str] = "Who commands, allies with or influences whom, since when, how sure."
    heading: ClassVar[tuple[str, ...]] = ("type",)
    dated: ClassVar[str] = "valid_from"
    tasks: ClassVar[tuple[str, ...]] = ("AN1",)
    sections: ClassVar[tuple[str, ...]] = ("Relation", "Grade", HANDLING)

    source_end: str = link(
        "From", "actor", "person", section="Relation", listed=True, required=True
    )
    type: str = choice(
        "Relation",
        "relation_type",
        section="Relation",
        listed=True,
        sorted=True,
        required=True,
        data_class=DataClass.ANALYSIS,
    )
    target_end: str = link("To", "actor", "person", section="Relation", listed=True, required=True)
    strength: float | None = number(
        "Strength (1-3)",
        section="Relation",
        minimum=1,
        maximum=3,
        data_class=DataClass.ANALYSIS,
    )
    means: tuple[str, ...] = choices(
        "Means", "influence_means", section="Relation", data_class=DataClass.ANALYSIS
    )
    valid_from: Day | None = day("Since", section="Relation", listed=True, sorted=True)
    valid_until: Day | None = day("Until", section="Relation")
    reliability: str = choice(
        "Source reliability", "reliability", section="Grade", data_class=DataClass.ANALYSIS
    )
    credibility: str = choice(
        "Credibility", "credibility", section="Grade", data_class=DataClass.ANALYSIS
    )
    basis: str = text("What this rests on", section="Grade", lines=2, data_class=DataClass.ANALYSIS)
    sources: tuple[str, ...] = links("Sources", "source", section="Grade")
