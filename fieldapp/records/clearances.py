"""What a person decided about a hit of the text scan, so that it is asked only once."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from fieldapp.records.fields import choice, link, moment, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.handling import DataClass

ADMIN = DataClass.ADMINISTRATIVE


@record
class TextChoice(Record):
    """One hit in one text: cleared, replaced by a code, or the text left out."""

    noun: ClassVar[str] = "text_choice"
    code: ClassVar[str] = "TXC"
    label: ClassVar[str] = "Choice on a text"
    plural: ClassVar[str] = "Choices on texts"
    about: ClassVar[str] = "What was decided about each thing that the scan found in a text."
    heading: ClassVar[tuple[str, ...]] = ("where",)
    dated: ClassVar[str] = "decided_at"
    sections: ClassVar[tuple[str, ...]] = ("Choice", "Handling")

    record: str = link("Record", section="Choice")
    where: str = text("Field", section="Choice", listed=True, data_class=ADMIN)
    # What was found is never kept here, only a keyed digest of it and of the text around it.
    hit: str = text("Digest of the hit", section="Choice", fixed=True, data_class=ADMIN)
    found: str = text("What sort of thing", section="Choice", listed=True, data_class=ADMIN)
    choice: str = choice(
        "Choice", "text_choice", section="Choice", listed=True, sorted=True, data_class=ADMIN
    )
    decided_at: dt.datetime | None = moment(
        "When", section="Choice", listed=True, sorted=True, data_class=ADMIN
    )
