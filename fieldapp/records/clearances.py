"""What a person decided about a hit of the text scan, so that it is asked only once."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from fieldapp.records.fields import choice, link, moment, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.handling import DataClass

ADMIN = DataClass.ADMINISTRATIVE
CHOICE = "Choice"


@record
class TextChoice(Record):
    """One hit in one text: cleared, replaced by a code, or the text left out (R17).

    It holds for exactly these words at this place: when the text is edited, it is asked again. It
    is made on the share page and only shown in a form. To be asked again, delete it.
    """

    noun: ClassVar[str] = "text_choice"
    code: ClassVar[str] = "TXC"
    label: ClassVar[str] = "Choice on a text"
    plural: ClassVar[str] = "Choices on texts"
    about: ClassVar[str] = "What was decided about each thing that the scan found in a text."
    heading: ClassVar[tuple[str, ...]] = ("where",)
    dated: ClassVar[str] = "decided_at"
    by_hand: ClassVar[bool] = False
    sections: ClassVar[tuple[str, ...]] = (CHOICE, "Handling")

    record: str = link("Record", section=CHOICE, fixed=True)
    where: str = text("Field", section=CHOICE, listed=True, fixed=True, data_class=ADMIN)
    # What was found is never kept here, only a keyed digest of it and of the text around it.
    hit: str = text("Digest of the hit", section=CHOICE, fixed=True, data_class=ADMIN)
    found: str = text(
        "What sort of thing", section=CHOICE, listed=True, fixed=True, data_class=ADMIN
    )
    reason: str = choice(
        "Why it may be said", "text_reason", section=CHOICE, fixed=True, data_class=ADMIN
    )
    choice: str = choice(
        "Choice",
        "text_choice",
        section=CHOICE,
        listed=True,
        sorted=True,
        fixed=True,
        data_class=ADMIN,
        help="Without a choice the text is left out.",
    )
    decided_at: dt.datetime | None = moment(
        "When", section=CHOICE, listed=True, sorted=True, fixed=True, data_class=ADMIN
    )
