"""Whatever the length of a text, it is all on the paper and no page runs over."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.services.printing.sheet import (
    Fact,
    Note,
    Prose,
    Quotes,
    Rows,
    Section,
    Sheet,
    Template,
    Tone,
    widths,
)
from fieldapp.services.printing.summary import meeting_summary
from fieldapp.vocab.handling import Level

WORDS = st.integers(0, 900).map(lambda count: " ".join(f"w{n}" for n in range(count)))
FACTS = st.builds(Fact, st.just("Label"), WORDS)
PROSE = st.builds(Prose, st.just("Text"), WORDS, st.sampled_from(Tone))
QUOTES = st.lists(st.tuples(st.just("They said"), WORDS), min_size=1, max_size=4).map(
    lambda rows: Quotes("Statements", tuple(rows))
)
CELLS = st.lists(st.tuples(WORDS, st.just("2026-11-12")), min_size=1, max_size=4)
TABLES = CELLS.map(
    lambda rows: Rows("Table", ("What", "Due"), tuple(rows), widths(("What", "Due"), rows))
)
BLOCKS = st.lists(st.one_of(FACTS, PROSE, QUOTES, TABLES, st.just(Note("A note."))), max_size=5)


def sheet_of(*blocks: object, page: str = "A4") -> Sheet:
    return Sheet(
        kind="Meeting summary",
        title="A title",
        ref="SDN-MTG-26-A0001",
        level=Level.HIGH,
        marking="Confidential",
        template=Template.NO_NAMES,
        page=page,
        sections=(Section("Section", tuple(blocks)),),  # type: ignore[arg-type]
    )


@given(blocks=BLOCKS, page=st.sampled_from(("A4", "Letter")))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_word_is_printed_on_a_marked_page(pages, blocks, page) -> None:
    made = pages(meeting_summary(sheet_of(*blocks, page=page)))
    text = "\n".join(made)
    printed, written = text.split(), " ".join(map(all_words, blocks)).split()
    for word in set(written):
        assert printed.count(word) >= written.count(word)
    assert all(each.count("HIGH · CONFIDENTIAL") == 2 for each in made)


def all_words(block: object) -> str:
    match block:
        case Fact(words=words) | Prose(words=words):
            return words
        case Quotes(rows=rows) | Rows(rows=rows):
            return " ".join(cell for row in rows for cell in row)
    return ""


@pytest.mark.parametrize("text", ["x" * 9000, "ابتث" * 1500, "\n" * 300, "a b " * 4000])
def test_endless_words_and_empty_lines_are_laid_out(pages, text) -> None:
    rows = Rows("Table", ("What",), ((text,),), (1.0,))
    blocks = (Prose("Text", text, Tone.ANALYSIS), Quotes("Said", (("They", text),)), rows)
    made = pages(meeting_summary(sheet_of(*blocks)))
    assert len(made) > 1
    assert f"Page {len(made)} of {len(made)}" in made[-1]


def test_a_statement_that_goes_on_says_again_whose_it_is(pages) -> None:
    made = pages(meeting_summary(sheet_of(Quotes("Said", (("They said", "word " * 1500),)))))
    assert len(made) > 1
    assert all("They said" in text for text in made)
