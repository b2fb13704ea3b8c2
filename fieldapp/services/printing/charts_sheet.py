"""The charts of incidents on paper, for the own office: each with its unit, period and limits."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.services.analysis.incident_charts import Chart
from fieldapp.services.analysis.incident_figures import NO_MEASURE, Figures
from fieldapp.services.printing import wording
from fieldapp.services.printing.marks import marking_of
from fieldapp.services.printing.names import Names
from fieldapp.services.printing.sheet import Bars, Block, Note, Section, Sheet
from fieldapp.store.store import Store
from fieldapp.vocab.spoken_days import MONTHS

MOST = 25  # bars of one chart; what is left is counted
OWN_OFFICE = (
    "For the own office: small counts are not masked. What is for others goes by the share page."
)


def charts_sheet(store: Store, figures: Figures, scope: str) -> Sheet:
    """The charts as they were counted; `scope` says in words what was."""
    station, names = store.station(), Names.of(store)
    noun = "incident" if figures.events == 1 else "incidents"
    notices = (
        f"{figures.events:,} {noun}. {NO_MEASURE}",
        figures.rests_on,
        figures.left_out.words(),
        OWN_OFFICE,
    )
    return Sheet(
        kind="Incident charts",
        title=scope,
        ref=station.station_code if station else "",
        level=figures.level,
        marking=marking_of(figures.level),
        station=wording.origin(station),
        printed_by=station.officer if station else "",
        printed_at=wording.moment(store.now()),
        notices=tuple(each for each in notices if each),
        sections=tuple(
            Section(chart.title, tuple(_blocks(chart, names, scope))) for chart in figures.charts
        ),
    )


def _blocks(chart: Chart, names: Names, scope: str) -> Iterator[Block]:
    yield Note(f"Counting unit: {chart.unit} · {scope}")
    if not chart.bars:
        yield Note("Nothing to count here.")
    most = max((bar.value for bar in chart.bars), default=0)
    yield Bars(
        tuple(
            (
                str(names.without(_label(chart, bar.label))),
                bar.said,
                bar.value / most if most else 0.0,
                bar.note,
            )
            for bar in chart.bars[: None if chart.columns else MOST]
        )
    )
    if not chart.columns and len(chart.bars) > MOST:
        rest = sum(bar.value for bar in chart.bars[MOST:])
        yield Note(f"And {len(chart.bars) - MOST:,} more with {rest:,} {chart.unit} together.")
    yield from (Note(each) for each in chart.notes)


def _label(chart: Chart, label: str) -> str:
    if not chart.columns:
        return label
    year, month = label.split("-")
    return f"{MONTHS[int(month) - 1].capitalize()} {year}"
