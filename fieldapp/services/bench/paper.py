"""A summary of ten pages to PDF, once all is imported."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.services.bench.corpus import Corpus
from fieldapp.services.bench.rows import Row, median, milliseconds, row
from fieldapp.services.printing.sheet import Fact, Prose, Section, Sheet
from fieldapp.services.printing.summary import record_sheet
from fieldapp.vocab.handling import Level

PAGES = 10
TIMES = 5


def rows() -> Iterator[Row]:
    """Drawn from values, as a job does it."""
    corpus = Corpus()
    page = Section(
        "What was said",
        (Fact("Area", "North Hajar"), *(Prose("Facts", corpus.text(60)) for _ in range(8))),
    )
    sheet = Sheet(
        kind="Meeting",
        title="Bench",
        ref="QZB-MTG-26-A0001",
        level=Level.SEVERE,
        marking="strictly_confidential",
        sections=(page,) * PAGES,
    )
    made = record_sheet(sheet)
    pages = made.count(b"/Type /Page") - made.count(b"/Type /Pages")
    times = [milliseconds(record_sheet, sheet) for _ in range(TIMES)]
    per_ten = median(times) * PAGES / max(1, pages)
    yield row(f"10 pages to PDF (of {pages} drawn)", per_ten, "ms", at_most=300)
