"""Whatever some agreement lets leave comes in again, for every type and kind of recipient."""

from __future__ import annotations

import pytest

from fieldapp.records import TYPES
from fieldapp.services.package import lines
from fieldapp.services.package.manifest import Ask, Manifest, Method, Sender, Terms
from fieldapp.vocab.handling import RecipientKind
from tests.adversary.test_one_of_each_leaves import full, released

__all__ = ["full"]
NOUNS = {kind.noun: kind for kind in TYPES}


def manifest_of(store, release) -> Manifest:
    """What a package of this release would say of itself."""
    return Manifest(
        id="0" * 32,
        created=store.now(),
        sender=Sender("0" * 64, "SDN", "El Fasher"),
        recipients=(),
        agreement=Terms("SDN-AGR-26-A0001", "Everything", "Everything", release.clauses),
        sensitivity=release.level,
        marking=release.marking,
        attribution="",
        keep_until="2090-12-31",
        onward_sharing="prohibited",
        ask=Ask((), ""),
        contact_point="",
        shape="incident_rows",
        method=Method("", "", ""),
        epoch="0" * 32,
        sequence=1,
        previous="",
        void=(),
        counts={},
    )


@pytest.mark.parametrize("kind", list(RecipientKind))
def test_what_leaves_is_taken_in(full, kind):
    made = released(full, kind)
    raw = lines.chunks(made.records, lambda _: lines.NEW, lambda: None)
    found = list(lines.read(raw, manifest_of(full, made), NOUNS, lambda: None))
    assert [each.record.noun for each in found] == [each.kind for each in made.records]
