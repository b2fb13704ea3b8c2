"""The whole way: sealed here, opened there, imported, acknowledged."""

from __future__ import annotations

from fieldapp.services.package import cards, receipts
from fieldapp.services.package.extract import extract
from fieldapp.services.package.verify import verify
from fieldapp.store.lists import Query


def test_a_package_is_sealed_opened_imported_and_acknowledged(pair):
    first, second = pair.incidents(2)
    out = pair.seal(first, second)
    assert out.path.name == out.disclosure.file_name
    assert out.disclosure.state == "sealed"

    opened = pair.open(out.path)
    assert (opened.verified, opened.sender.name) == (True, "El Fasher")
    assert (opened.manifest.sequence, opened.gaps) == (1, ())
    assert dict(opened.manifest.counts) == {"incident": 2}

    pair.receive(out.path)
    found = list(pair.receiver.records(Query("incident")))
    assert {each.title for each in found} == {first.title, second.title}
    assert all(each.received_from and each.narrative_confidential == "" for each in found)
    assert found[0].alleged[0].category == "nsag"

    folder = extract(opened, pair.folder / "plain")
    assert verify(folder, cards.own_card(pair.sender))["id"] == out.disclosure.package

    receipt = receipts.write_receipt(pair.receiver, out.path, pair.folder)
    marked = receipts.read_receipt(pair.sender, receipt)
    assert marked.deliveries[0].receipt_state == "imported"
