"""What analysis gives to others: joint analyses, inputs to mission plans, and products."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, flag, link, links, parts, place, text
from fieldapp.records.record import Due, Part, Problem, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place
from fieldapp.vocab.vocabulary import vocabulary

HANDLING = "Handling"
ANALYSIS, SHARED = DataClass.ANALYSIS, DataClass.SHAREABLE_TEXT


@part
class Threat(Part):
    """One threat to civilians, as the mission's planners ask for it (domain 2.7)."""

    perpetrator: str = link("Who may do it", "actor", data_class=DataClass.ROLE, listed=True)
    what: str = text("What may happen", lines=2, searched=True, data_class=ANALYSIS, listed=True)
    motivation: str = text("Motivation", data_class=ANALYSIS)
    capability: str = text("Capability", data_class=ANALYSIS)
    intent: str = text("Intent", data_class=ANALYSIS)
    at_risk: str = text("Civilians at risk", data_class=ANALYSIS, listed=True)
    where: Place = place("Where")
    likelihood: str = choice("Likelihood", "likelihood", data_class=ANALYSIS, listed=True)
    impact: str = choice("Severity", "score_band", data_class=ANALYSIS)
    others: str = text("What other protection actors can and will do", data_class=ANALYSIS)
    warning_signs: str = text("Early-warning signs", data_class=ANALYSIS)
    asked: str = text("Asked of the mission", data_class=ANALYSIS)


def _analysis_names_a_threat(analysis: PocAnalysis) -> Iterator[Problem]:
    if not analysis.threats:
        yield Problem("threats", "Add at least one threat.")
    for row in analysis.threats:
        if row.where.latitude is not None:
            yield Problem("threats", "A threat's place is an area, without coordinates.")


@record
class PocAnalysis(Record):
    """Threats to civilians, read together with the mission (ANP1)."""

    noun: ClassVar[str] = "poc_analysis"
    code: ClassVar[str] = "PCA"
    label: ClassVar[str] = "Joint PoC analysis"
    plural: ClassVar[str] = "Joint PoC analyses"
    about: ClassVar[str] = "Threats to civilians, read together with the mission."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "period_from"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("ANP1",)
    only_peacekeeping: ClassVar[bool] = True
    dues = (Due("next_on", "Renew the joint analysis"),)
    sections: ClassVar[tuple[str, ...]] = ("Analysis", "Threats", "What follows", HANDLING)
    checks = (_analysis_names_a_threat,)

    title: str = text(
        "Title",
        section="Analysis",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        data_class=SHARED,
    )
    period_from: Day | None = day("From", section="Analysis", listed=True, sorted=True)
    period_to: Day | None = day("To", section="Analysis")
    place: Place = place("Area", section="Analysis", listed=True)
    scope: str = choice(
        "Protection scope",
        "protection_scope",
        section="Analysis",
        listed=True,
        required=True,
        data_class=DataClass.EVENT,
        help="The mission's mandate is narrower than humanitarian protection: say which is meant.",
    )
    platform: str = link("Made in", "platform", section="Analysis")
    mission: str = link("Mission", "mission", section="Analysis")
    components: tuple[str, ...] = choices(
        "Mission components", "mission_component", section="Analysis", data_class=DataClass.ROLE
    )
    threats: tuple[Threat, ...] = parts("Threats", Threat, section="Threats", searched=True)
    tiers: tuple[str, ...] = choices(
        "Tiers", "poc_tier", section="What follows", data_class=DataClass.EVENT
    )
    phase: str = choice("Phase", "poc_phase", section="What follows", data_class=DataClass.EVENT)
    agreed: str = text(
        "What was agreed", section="What follows", lines=3, searched=True, data_class=ANALYSIS
    )
    differs: str = text(
        "Where we read it otherwise", section="What follows", lines=3, data_class=ANALYSIS
    )
    distinction: str = text(
        "How distinction was kept", section="What follows", lines=2, data_class=ANALYSIS
    )
    next_on: Day | None = day("Renew on", section="What follows", sorted=True)


@part
class StayingRisk(Part):
    """A risk, to whom it is, and who holds it once the mission has left."""

    what: str = text("Risk", lines=2, searched=True, data_class=ANALYSIS, listed=True)
    to_whom: str = choice("To whom", "risk_to", data_class=ANALYSIS, listed=True)
    likelihood: str = choice("Likelihood", "likelihood", data_class=ANALYSIS, listed=True)
    mitigation: str = text("What would lessen it", data_class=ANALYSIS)
    stays: str = flag("Stays after the mission leaves", data_class=ANALYSIS, listed=True)
    owner: str = text("Who holds it then", listed=True)


def _scenario_tells_risks(note: InputNote) -> Iterator[Problem]:
    if note.kind == "scenario":
        to = {row.to_whom for row in note.risks}
        if not ("both" in to or {"civilians", "organisations"} <= to):
            yield Problem(
                "risks", "Tell the risks to civilians and those to humanitarian organisations."
            )
    if any(row.stays == "yes" and not row.owner.strip() for row in note.risks):
        yield Problem("risks", "A risk that stays needs someone who holds it.")


@record
class InputNote(Record):
    """What we gave to mission plans: footprint, strategies, transition, scenarios (P tasks)."""

    noun: ClassVar[str] = "input_note"
    code: ClassVar[str] = "INP"
    label: ClassVar[str] = "Input note"
    plural: ClassVar[str] = "Input notes"
    about: ClassVar[str] = "What we gave to mission plans, strategies, scenarios and the footprint."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "given_on"
    leaves: ClassVar[bool] = True
    tasks_by: ClassVar[str] = "kind"
    only_peacekeeping: ClassVar[bool] = True
    sections: ClassVar[tuple[str, ...]] = ("Input", "Risks", "What came of it", HANDLING)
    checks = (_scenario_tells_risks,)

    @classmethod
    def tasks_of(cls, values: InputNote) -> tuple[str, ...]:
        """The task of its kind, where it names none itself."""
        task = vocabulary("input_kind").notes.get(values.kind, {}).get("task", "")
        return values.task_codes or ((task,) if task else ())

    title: str = text(
        "Title",
        section="Input",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        data_class=SHARED,
    )
    kind: str = choice(
        "Input to",
        "input_kind",
        section="Input",
        listed=True,
        sorted=True,
        required=True,
        data_class=DataClass.EVENT,
    )
    given_on: Day | None = day("Given on", section="Input", listed=True, sorted=True)
    to_whom: str = text("To whom", section="Input", data_class=DataClass.ROLE)
    mission: str = link("Mission", "mission", section="Input")
    place: Place = place("Area", section="Input")
    proposal: str = text("What is proposed", section="Input", lines=3, searched=True)
    position: str = text(
        "Our input",
        section="Input",
        lines=5,
        searched=True,
        data_class=SHARED,
        help="Written so that it may be read by the mission: no source, no village.",
    )
    cleared_by: str = text("Cleared by", section="Input")
    risks: tuple[StayingRisk, ...] = parts("Risks", StayingRisk, section="Risks", searched=True)
    coherence: str = text(
        "Coherence of the humanitarian and the mission's approach",
        section="Input",
        lines=3,
        searched=True,
        data_class=ANALYSIS,
        more=True,
    )
    taken_up: str = choice(
        "Taken up", "taken_up", section="What came of it", listed=True, data_class=DataClass.EVENT
    )
    result: str = text("What changed", section="What came of it", lines=3, data_class=ANALYSIS)
    products: tuple[str, ...] = links("Rests on", "product", section="What came of it", more=True)


@part
class ProductTable(Part):
    """A table as it was when the product was made; it never changes with the records."""

    title: str = text("Title", data_class=SHARED, listed=True)
    unit: str = text("Counting unit", data_class=SHARED, listed=True)
    rows: str = text(
        "Rows",
        lines=8,
        data_class=SHARED,
        listed=True,
        help="One a line; cells stand between bars.",
    )
    finest: str = choice(
        "Finest place in the rows",
        "admin_level",
        data_class=DataClass.EVENT,
        listed=True,
        help="ADM1 where rows tell states or provinces. Left empty, it counts as a village.",
    )
    note: str = text("Note under the table", data_class=SHARED)
    own_office: str = flag(
        "For the own office only",
        data_class=DataClass.ADMINISTRATIVE,
        listed=True,
        help="Yes: it never leaves with the product.",
    )
    resting: str = text(
        "Counts resting on one place or source", data_class=DataClass.ADMINISTRATIVE, fixed=True
    )


def _product_says_its_limits(product: Product) -> Iterator[Problem]:
    first, last = product.period_from, product.period_to
    if first and last and last.last < first.first:
        yield Problem("period_to", "The period ends before it begins.")
    if product.tables and not product.limits.strip():
        yield Problem("limits", "Say what these figures do not show.")


@record
class Product(Record):
    """A snapshot, trend or brief: tables frozen when it was made, findings, limits."""

    noun: ClassVar[str] = "product"
    code: ClassVar[str] = "PRD"
    label: ClassVar[str] = "Product"
    plural: ClassVar[str] = "Products"
    about: ClassVar[str] = "Snapshots, trends and briefs: tables frozen when they were made."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "made_on"
    sealable: ClassVar[bool] = True
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("AN4",)
    dues = (Due("next_due", "Next one due"),)
    sections: ClassVar[tuple[str, ...]] = ("Product", "Tables", "Reading", HANDLING)
    checks = (_product_says_its_limits,)

    title: str = text(
        "Title",
        section="Product",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        data_class=SHARED,
    )
    kind: str = choice(
        "Kind",
        "product_kind",
        section="Product",
        listed=True,
        sorted=True,
        required=True,
        data_class=DataClass.EVENT,
    )
    made_on: Day | None = day("Made on", section="Product", listed=True, sorted=True, required=True)
    period_from: Day | None = day("Period from", section="Product")
    period_to: Day | None = day("Period to", section="Product")
    place: Place = place("Area", section="Product", listed=True)
    asked_by: str = text("Asked for by", section="Product")
    next_due: Day | None = day(
        "Next one due",
        section="Product",
        sorted=True,
        help="A standing item, such as the HCT protection brief, comes back to Today.",
    )
    tables: tuple[ProductTable, ...] = parts(
        "Tables", ProductTable, section="Tables", data_class=SHARED
    )
    shows_reporter: str = flag(
        "Could a reader see which village or person reported?",
        section="Tables",
        data_class=DataClass.ADMINISTRATIVE,
        help="Tables finer than ADM1, or with counts from one place or source, leave only with No.",
    )
    sources_used: str = text(
        "Sources used, by count",
        section="Tables",
        lines=2,
        data_class=SHARED,
        help="How many of which kind; never who.",
    )
    definition_set: str = choice(
        "Definition set",
        "definition_set",
        default="own",
        section="Tables",
        data_class=DataClass.EVENT,
    )
    findings: str = text("Findings", section="Reading", lines=6, searched=True, data_class=SHARED)
    limits: str = text(
        "Limits",
        section="Reading",
        lines=3,
        searched=True,
        data_class=SHARED,
        help="What reached this station is not a measure of harm: say what is missing.",
    )
    recommendation: str = text("Recommendation", section="Reading", lines=3, data_class=ANALYSIS)
