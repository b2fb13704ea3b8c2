"""A receipt marks exactly the package, the recipient and the state that it speaks of."""

from __future__ import annotations

import io
import json

import pytest

from fieldapp.crypto import age, sshsig
from fieldapp.errors import FieldappError
from fieldapp.services.package import cards, errors, layout, receipts
from fieldapp.services.package.opening import ReceiptFoundError, inbox, is_receipt, open_package
from fieldapp.store.keys import station_keys
from fieldapp.store.lists import Query


def test_opened_then_imported_and_never_back(pair):
    out = pair.seal()
    opened = receipts.write_receipt(pair.receiver, out.path, pair.folder / "one.age")
    assert _state(pair, opened) == "opened"
    pair.receive(out.path)
    imported = receipts.write_receipt(pair.receiver, out.path, pair.folder)
    assert imported.name == f"receipt-{out.disclosure.package[:8]}.age"
    assert _state(pair, imported) == "imported"
    assert _state(pair, opened) == "imported"


def _state(pair, path) -> str:
    return receipts.read_receipt(pair.sender, path).deliveries[0].receipt_state


def test_a_receipt_is_recognised_as_one(pair):
    out = pair.seal()
    path = receipts.write_receipt(pair.receiver, out.path, pair.folder)
    desk = inbox(pair.sender)
    assert is_receipt(path, desk)
    assert not is_receipt(out.path, inbox(pair.receiver))
    with pytest.raises(ReceiptFoundError):
        open_package(path, desk)
    with pytest.raises(errors.ReceiptError):
        receipts.read_receipt(pair.receiver, out.path)


def forged(pair, *, seed=None, namespace=receipts.NAMESPACE, **changes):
    out = pair.sender.records(Query("disclosure"))
    entry = next(iter(out))
    plain = {
        "format": "fieldapp-receipt/1",
        "package": entry.package,
        "manifest": entry.manifest_hash,
        "sender": cards.own_card(pair.sender).fingerprint,
        "receiver": cards.own_card(pair.receiver).fingerprint,
        "state": "opened",
        "when": "2026-01-01T00:00+00:00",
        **changes,
    }
    raw = json.dumps(plain).encode()
    key = seed or station_keys(pair.receiver.vault).signing_seed
    signature = sshsig.sign(key, raw, namespace).encode()
    entries = [layout.pack("receipt.json", [raw]), layout.pack("receipt.json.sig", [signature])]
    path = pair.folder / "receipt.age"
    with path.open("wb") as file:
        content = io.BytesIO(layout.write(entries, padded=False).read())
        age.encrypt(content, file, cards.own_card(pair.sender).recipients[:1])
    return path


WRONG = {
    "another package": {"package": "0" * 32},
    "another manifest": {"manifest": "0" * 64},
    "another sender": {"sender": "0" * 64},
    "another receiver": {"receiver": "0" * 64},
    "another state": {"state": "burned"},
    "another format": {"format": "fieldapp-receipt/2"},
    "a name too many": {"more": 1},
    "another key": {"seed": bytes(32)},
    "another purpose": {"namespace": "fieldapp-package"},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_receipt_that_does_not_fit_marks_nothing(pair, name):
    pair.seal()
    assert _state(pair, forged(pair)) == "opened"
    pair.seal()
    with pytest.raises(FieldappError):
        receipts.read_receipt(pair.sender, forged(pair, **WRONG[name]))
    newest = next(iter(pair.sender.records(Query("disclosure"))))
    assert newest.deliveries[0].receipt_state == "awaited"
