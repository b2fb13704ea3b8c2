"""After something left or came in: recalls that were sent, and what was destroyed by whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, day, link, links, number, parts, text
from fieldapp.records.record import Due, Part, Problem, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

ADMIN = DataClass.ADMINISTRATIVE


@part
class Asked(Part):
    """One recipient who was asked to take back what one package held, and what they answered."""

    partner: str = link("Recipient", "partner", data_class=ADMIN, listed=True)
    told: str = text("Handed to", data_class=ADMIN, help="Where it left without a key.")
    disclosure: str = link("Package that carried it", "disclosure", data_class=ADMIN, listed=True)
    codes: str = text("Codes outside", data_class=ADMIN, lines=2, listed=True)
    way: str = choice("Way", "recall_way", data_class=ADMIN, listed=True)
    asked_on: Day | None = day("Asked on", data_class=ADMIN, listed=True)
    answer: str = choice(
        "Answer", "recall_answer", default="awaited", data_class=ADMIN, listed=True
    )
    answered_on: Day | None = day("Answered on", data_class=ADMIN, listed=True)
    certificate: str = text("Certificate", data_class=ADMIN, listed=True)
    note: str = text("Note")


def _everyone_answered(recall: Recall) -> Iterator[Problem]:
    if recall.state == "done" and any(each.answer in ("", "awaited") for each in recall.asked):
        yield Problem("state", "Not everyone has answered yet.")


@record
class Recall(Record):
    """A request to those who hold something of ours not to use it any more and to delete it."""

    noun: ClassVar[str] = "recall"
    code: ClassVar[str] = "RCL"
    label: ClassVar[str] = "Recall"
    plural: ClassVar[str] = "Recalls"
    about: ClassVar[str] = "What recipients were asked to take back, and whether they did."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "asked_on"
    sections: ClassVar[tuple[str, ...]] = ("Recall", "Who was asked", "Handling")
    dues: ClassVar[tuple[Due, ...]] = (
        Due("answer_by", "Not everyone has answered", "state", ("asked", "partly")),
        Due("to_ask_by", "Write the packages that ask for it back", "state", ("draft",)),
    )
    checks = (_everyone_answered,)

    title: str = text(
        "Title", section="Recall", listed=True, searched=True, required=True, data_class=ADMIN
    )
    why: str = choice(
        "Why", "recall_reason", section="Recall", listed=True, required=True, data_class=ADMIN
    )
    state: str = choice(
        "State",
        "recall_state",
        default="draft",
        section="Recall",
        listed=True,
        sorted=True,
        data_class=ADMIN,
    )
    note: str = text(
        "In our words", section="Recall", lines=3, help="Stays here: why it is taken back."
    )
    source: str = link(
        "Source who withdrew", "source", section="Recall", data_class=DataClass.SOURCE_IDENTITY
    )
    agreement: str = link("Agreement that ended", "agreement", section="Recall", data_class=ADMIN)
    to_ask_by: Day | None = day("Ask by", section="Recall", data_class=ADMIN)
    asked_on: Day | None = day(
        "Asked on", section="Recall", listed=True, sorted=True, data_class=ADMIN
    )
    answer_by: Day | None = day(
        "Answer by",
        section="Recall",
        listed=True,
        sorted=True,
        data_class=ADMIN,
        help="Until everyone has answered, Today shows it from this day on.",
    )
    asked: tuple[Asked, ...] = parts("Who was asked", Asked, section="Who was asked")
    # On no form: the records themselves, to find them again under each agreement.
    records: tuple[str, ...] = links("Records", fixed=True, data_class=ADMIN)


@part
class Destroyed(Part):
    """One record that went, by what it was called outside: nothing else of it is kept."""

    outside: str = text("Id outside", data_class=ADMIN)
    code: str = text("Code", data_class=ADMIN, listed=True)


def _renewed_until(destruction: Destruction) -> Iterator[Problem]:
    if destruction.outcome == "renewed" and destruction.until is None:
        yield Problem("until", "Say until when it is kept: a renewal is for a limited time.")


@record
class Destruction(Record):
    """That something was destroyed, or not and why: the entry survives what it speaks of."""

    noun: ClassVar[str] = "destruction"
    code: ClassVar[str] = "DST"
    label: ClassVar[str] = "Destruction"
    plural: ClassVar[str] = "Destructions"
    about: ClassVar[str] = "What was destroyed here or by others, when and by whom."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "on"
    sections: ClassVar[tuple[str, ...]] = ("Destruction", "What it was", "Handling")
    checks = (_renewed_until,)

    title: str = text(
        "Title",
        section="Destruction",
        listed=True,
        required=True,
        data_class=ADMIN,
        help="Name no person and no place: this stays when all else is gone.",
    )
    on: Day | None = day("On", section="Destruction", listed=True, sorted=True, data_class=ADMIN)
    outcome: str = choice(
        "Outcome",
        "destruction_outcome",
        default="destroyed",
        section="Destruction",
        listed=True,
        required=True,
        data_class=ADMIN,
    )
    until: Day | None = day("Kept until", section="Destruction", data_class=ADMIN)
    reason: str = text(
        "Reason",
        section="Destruction",
        lines=2,
        required=True,
        data_class=ADMIN,
        help="The date agreed, a recall, a consent that was withdrawn, a record taken back.",
    )
    second_person: str = text(
        "Second person",
        section="Destruction",
        data_class=ADMIN,
        help="By function, such as Head of office: who saw that it was done.",
    )
    how: str = text(
        "How",
        section="Destruction",
        lines=2,
        data_class=ADMIN,
        help="Purged from this vault, paper shredded; and what still holds it, such as a backup.",
    )
    by: str = choice(
        "By", "destroyed_by", default="us", section="Destruction", listed=True, data_class=ADMIN
    )
    # Only the app writes these two.
    state: str = choice("State", "destruction_state", default="done", fixed=True, data_class=ADMIN)
    digest: str = text("SHA-256 of the certificate", fixed=True, data_class=ADMIN)
    what: str = text("What", section="What it was", data_class=ADMIN, listed=True)
    number: float | None = number(
        "Records", section="What it was", minimum=0, data_class=ADMIN, listed=True
    )
    received: str = link("Package that came in", "received", section="What it was")
    disclosure: str = link("Package that left", "disclosure", section="What it was")
    certificate: str = text("Certificate", section="What it was", data_class=ADMIN)
    records: tuple[Destroyed, ...] = parts(
        "Records that went", Destroyed, section="What it was", more=True
    )
