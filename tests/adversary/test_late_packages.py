"""Packages that come late or again, around a restored backup of their sender."""

from __future__ import annotations

from fieldapp.store.keys import renew_after_restore
from tests.services.package.conftest import pair, receiver
from tests.services.receiving.coming import copies, corrected, taken_back

__all__ = ["pair", "receiver"]


def test_one_from_before_the_restore_does_not_undo_what_came_after_it(pair):
    (record,) = pair.incidents(1)
    pair.receive(pair.seal(record).path)
    late = corrected(pair, record, "Second, sent late")
    renew_after_restore(pair.sender.vault)
    pair.receive(corrected(pair, record, "Third"))
    pair.receive(late)
    assert [each.title for each in copies(pair)] == ["Third"]


def test_nor_what_was_taken_back_after_it(pair):
    (record,) = pair.incidents(1)
    pair.receive(pair.seal(record).path)
    late = corrected(pair, record, "Second, sent late")
    renew_after_restore(pair.sender.vault)
    pair.receive(taken_back(pair, record))
    pair.receive(late)
    (copy,) = copies(pair)
    assert copy.retracted
