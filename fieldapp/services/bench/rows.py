"""One row of the table of figures, and how it is judged."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import attrs


@attrs.frozen
class Row:
    """A measured figure; `ratio` is against the reference of the same run, where there is one."""

    name: str
    value: float
    unit: str
    reference: float | None
    reference_name: str
    ratio: float | None
    bar: str
    ok: bool


def row(
    name: str,
    value: float,
    unit: str,
    *,
    at_most: float | None = None,
    reference: float | None = None,
    reference_name: str = "",
    most_ratio: float | None = None,
    above_reference: float | None = None,
) -> Row:
    """Judge a figure by its bar: at most so much, so many times its reference, so much above."""
    ratio = value / reference if reference else None
    bars, ok = [], True
    if at_most is not None:
        bars.append(f"{at_most:g} {unit}")
        ok &= value <= at_most
    if most_ratio is not None:
        bars.append(f"{most_ratio:g}x")
        ok &= ratio is None or ratio <= most_ratio
    if above_reference is not None:
        bars.append(f"reference + {above_reference:g} {unit}")
        ok &= reference is None or value <= reference + above_reference
    return Row(name, value, unit, reference, reference_name, ratio, " and ".join(bars), ok)


def line(each: Row) -> str:
    """The row as a line of a table."""
    beside = "" if each.reference is None else f"{each.reference:9.2f}"
    ratio = "" if each.ratio is None else f"{each.ratio:5.2f}x"
    verdict = "ok " if each.ok else "OVER"
    return (
        f"{verdict:5}{each.name:46.46}{each.value:10.2f} {each.unit:4}{beside:>10} {ratio:>7}  "
        f"{each.reference_name:28.28}{each.bar}"
    )


def plain(each: Row) -> dict[str, Any]:
    """The row as JSON."""
    found = attrs.asdict(each)
    for name in ("value", "reference", "ratio"):
        if found[name] is not None:
            found[name] = round(found[name], 4)
    return found


def milliseconds(work: Callable[..., object], *given: object, **named: object) -> float:
    """How long something takes."""
    started = time.perf_counter()
    work(*given, **named)
    return (time.perf_counter() - started) * 1000


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 stay under."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def median(times: Sequence[float]) -> float:
    """The middle one."""
    return sorted(times)[len(times) // 2]
