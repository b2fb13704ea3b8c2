"""Boundaries from a file: taken, made simpler, kept; a bad file is refused and stores nothing."""

from __future__ import annotations

import itertools
import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.services.analysis import area_shapes
from fieldapp.services.analysis.area_shapes import (
    NoCodesError,
    NotBoundariesError,
    NotDegreesError,
    TooManyBoundariesError,
    load_shapes,
    read_shapes,
)
from fieldapp.services.analysis.simpler import area_of, middle_of, simpler
from fieldapp.store.store import Store
from ui.jobs import Stop, Stopped


def square(west: float, south: float, size: float = 1.0, steps: int = 50) -> list[list[float]]:
    """A closed ring with many corners that change nothing."""
    corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    ring = []
    for (ax, ay), (bx, by) in itertools.pairwise(corners):
        ring += [
            [
                west + size * (ax + (bx - ax) * n / steps),
                south + size * (ay + (by - ay) * n / steps),
            ]
            for n in range(steps)
        ]
    return [*ring, [west, south]]


def area(code: str, rings: list, **said) -> dict:
    properties = {"ADM1_EN": f"State {code}", "ADM1_PCODE": code, "ADM0_PCODE": "SD"} | said
    geometry = {"type": "Polygon", "coordinates": rings}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def file(folder: Path, *features: object, **more) -> Path:
    path = folder / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features} | more))
    return path


def test_areas_are_simplified_kept_and_read_back(tmp_path, store: Store):
    two = {
        "type": "MultiPolygon",
        "coordinates": [[square(32, 10)], [square(40, 10, 0.5)], [square(45, 10, 1e-5)]],
    }
    path = file(
        tmp_path,
        area("SD01", [square(30, 10)], date="2021-03-04"),
        area("SD02", []) | {"geometry": two},
    )

    parsed = read_shapes(path)
    assert load_shapes(store, parsed) == 2
    first, second = store.outlines.of_level(1)

    assert (first.pcode, first.name, first.country, first.parent) == (
        "SD01",
        "State SD01",
        "SD",
        "SD",
    )
    assert len(first.rings[0]) == 5
    assert (first.longitude, first.latitude) == pytest.approx((30.5, 10.5), abs=0.01)
    assert len(second.rings) == 2  # what is smaller than a pixel is gone
    assert parsed.edition == "2021-03-04"
    assert store.outlines.of_level(2) == []
    assert store.outlines.of_level(1, ["TCD"]) == []
    assert store.outlines.count() == 2


def test_newer_names_of_columns_and_finer_levels_are_known(tmp_path):
    said = {
        "adm2_pcode": "SD01001",
        "adm2_name": "Bahri",
        "adm1_pcode": "SD01",
        "adm1_name": "Khartoum",
        "iso3": "SDN",
    }
    feature = area("", [square(30, 10)]) | {"properties": said}

    (outline,) = read_shapes(file(tmp_path, feature)).outlines

    assert (outline.level, outline.pcode, outline.name) == (2, "SD01001", "Bahri")
    assert (outline.parent, outline.country) == ("SD01", "SDN")


def test_an_area_that_comes_twice_or_says_no_code_is_counted_as_left_out(tmp_path):
    bare = area("", [square(30, 10)])
    path = file(tmp_path, area("SD01", [square(30, 10)]), area("SD01", [square(31, 10)]), bare)

    parsed = read_shapes(path)

    assert (len(parsed.outlines), parsed.left_out) == (1, 2)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", NotBoundariesError),
        ("{}", NotBoundariesError),
        ('{"type": "FeatureCollection", "features": []}', NotBoundariesError),
        ('{"type": "FeatureCollection", "features": [{"type"', NotBoundariesError),
        ('{"type": "FeatureCollection", "features": [3]}', NotBoundariesError),
        ('{"type": "FeatureCollection", "features": [NaN]}', NotBoundariesError),
        ('{"type": "FeatureCollection", "features": [' + "[" * 100_000, NotBoundariesError),
        ("\0\1\2 PK", NotBoundariesError),
    ],
)
def test_what_is_no_geojson_is_refused(tmp_path, content, error):
    path = tmp_path / "areas.geojson"
    path.write_text(content)
    with pytest.raises(error):
        read_shapes(path)


@pytest.mark.parametrize(
    ("feature", "error"),
    [
        (area("", [square(30, 10)]), NoCodesError),
        (area("SD01", [square(300_000, 1_000_000)]), NotDegreesError),
        (area("SD01", [[["a", "b"]] * 4]), NotBoundariesError),
        (area("SD01", [[[True, 1]] * 4]), NotBoundariesError),
        (area("SD01", 7), NotBoundariesError),
    ],
)
def test_areas_without_codes_or_degrees_are_refused(tmp_path, feature, error):
    with pytest.raises(error) as raised:
        read_shapes(file(tmp_path, feature))
    assert "SD01" not in raised.value.in_full()


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    with pytest.raises(NotBoundariesError):
        read_shapes(tmp_path)
    path = tmp_path / "areas.geojson"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NotBoundariesError):
        read_shapes(path)


def test_more_than_can_be_drawn_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(area_shapes, "MOST_AREAS", 2)
    many = [area(f"SD{n:02}", [square(30 + n, 10)]) for n in range(3)]
    with pytest.raises(TooManyBoundariesError):
        read_shapes(file(tmp_path, *many))
    monkeypatch.setattr(area_shapes, "LARGEST_FILE", 100)
    with pytest.raises(TooManyBoundariesError):
        read_shapes(file(tmp_path, *many))


def test_many_corners_are_made_fewer_until_all_can_be_drawn(tmp_path, monkeypatch):
    monkeypatch.setattr(area_shapes, "KEPT_CORNERS", 60)
    round_ = [
        [30 + math.cos(n / 200) + 0.01 * math.sin(n), 10 + math.sin(n / 200)] for n in range(1256)
    ]
    path = file(
        tmp_path, area("SD01", [[*round_, round_[0]]]), area("SD02", [square(40, 10, 1e-4)])
    )

    one, small = read_shapes(path).outlines

    assert 8 < len(one.rings[0]) <= 60
    assert len(small.rings) == 1


def test_it_says_how_far_it_is_and_stops_when_told(tmp_path):
    path = file(tmp_path, *(area(f"SD{n:02}", [square(30 + n, 10)]) for n in range(5)))
    told: list[tuple[int, int]] = []
    read_shapes(path, progress=lambda at, whole: told.append((at, whole)))
    assert [at for at, _ in told] == sorted(at for at, _ in told)
    assert all(at <= whole for at, whole in told)
    stop = Stop(lambda _at, _whole: None)
    stop.ask()
    with pytest.raises(Stopped):
        read_shapes(path, stop=stop)


points = st.tuples(st.floats(-50, 50), st.floats(-50, 50))


@settings(max_examples=60, deadline=None)
@given(st.lists(points, min_size=4, max_size=60), st.floats(0.01, 5))
def test_a_simpler_line_keeps_its_ends_and_strays_no_further_than_allowed(corners, tolerance):
    found = simpler(corners, tolerance)

    assert found[0] == corners[0]
    assert found[-1] == corners[-1]
    assert set(found) <= set(corners)
    for corner in corners:
        assert min(away(corner, a, b) for a, b in itertools.pairwise(found)) <= (1.6 * tolerance)


def away(point, one, other) -> float:
    (px, py), (ax, ay), (bx, by) = point, one, other
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length)) if length else 0.0
    return math.hypot(px - ax - share * dx, py - ay - share * dy)


def test_the_size_and_the_middle_of_a_square():
    ring = square(10, 20, 2.0, steps=1)
    assert abs(area_of(ring)) == pytest.approx(4)
    assert middle_of(ring) == pytest.approx((11, 21))
    assert middle_of([(1, 1), (3, 1), (1, 1)]) == pytest.approx((5 / 3, 1))
