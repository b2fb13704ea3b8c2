"""Requests and approvals as files: strict, signed, and refused at the change of any byte."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import attrs
import pytest

from fieldapp.crypto import age
from fieldapp.errors import FieldappError
from fieldapp.services.approving import (
    approval_file,
    request_file,
    sealed,
    statement,
    taking,
)
from fieldapp.services.approving.approval_file import WordsInTheOpenError, read_approval
from fieldapp.services.approving.approvers import add_from_card
from fieldapp.services.approving.errors import (
    NoEncryptionKeyError,
    NotAnApprovalError,
    RanOutError,
)
from fieldapp.services.approving.standing import FILE, holds
from fieldapp.services.approving.statement import APPROVE, REFUSE
from fieldapp.services.package import cards
from fieldapp.services.package.errors import (
    NotAPackageError,
    NotForUsError,
    UnknownSenderError,
    UnverifiedPartnerError,
)
from fieldapp.services.package.opening import inbox, open_package
from fieldapp.store.keys import station_keys
from fieldapp.store.store import Store
from tests.approvals import card, signed

HARM = "Zikraharm: a witness could be known."


@pytest.fixture
def request_path(office, known) -> Path:
    """A request on its way to the head of office."""
    release = office.release()
    asked = taking.ask(office.store, release, known, HARM, way=FILE)
    return request_file.writing(office.store, asked, release)(office.folder / "request.age")


def answered(office, head: Store, path: Path, decision: str = APPROVE, note: str = "") -> Path:
    found = request_file.read_request(path, inbox(head))
    yes = request_file.answer(head, found, decision, note, 3)
    keys = tuple(found.sender.recipients.split())
    out = office.folder / approval_file.file_name(yes)
    return approval_file.write_approval(yes, keys, out)


def taken(office, path: Path):
    return taking.take(office.store, read_approval(path, inbox(office.store).identities))


def test_a_request_travels_and_its_answer_comes_back(office, head, request_path):
    found = request_file.read_request(request_path, inbox(head))
    assert (found.asked.level, found.asked.counts_in_words) == ("high", "1 incident")
    assert (found.asked.note, found.asked.title) == (HARM, office.agreement.title)
    assert found.summary.startswith(b"%PDF")
    assert b"Zikra" not in request_path.read_bytes()
    back = answered(office, head, request_path, note="Zikrawords")
    assert b"Zikra" not in back.read_bytes()
    approved = taken(office, back)
    assert (approved.state, approved.way, approved.words) == ("approved", "file", "Zikrawords")
    assert holds(office.store, found.asked.digest)


def test_a_refusal_comes_back_too(office, head, request_path):
    refused = taken(office, answered(office, head, request_path, REFUSE, "Not now."))
    assert (refused.state, refused.words) == ("refused", "Not now.")


def test_a_request_that_ran_out_is_not_answered(office, head, request_path):
    office.clock.on(days=3)
    with pytest.raises(RanOutError):
        answered(office, head, request_path)


def test_who_asks_must_be_known_and_verified(office, head, request_path):
    desk = inbox(head)
    nobody = attrs.evolve(desk, partners=())
    with pytest.raises(UnknownSenderError):
        request_file.read_request(request_path, nobody)
    unsure = attrs.evolve(desk, partners=(attrs.evolve(desk.partners[0], verified_on=None),))
    with pytest.raises(UnverifiedPartnerError):
        request_file.read_request(request_path, unsure)
    elsewhere = attrs.evolve(desk, fingerprint="0" * 64)
    with pytest.raises(NotForUsError):
        request_file.read_request(request_path, elsewhere)


def test_an_approver_without_a_key_to_encrypt_for_gets_no_file(office):
    made = attrs.evolve(card(), recipients=())
    person = add_from_card(office.store, made, "By hand", verified=made.code)
    release = office.release()
    asked = taking.ask(office.store, release, person, HARM, way=FILE)
    with pytest.raises(NoEncryptionKeyError):
        request_file.writing(office.store, asked, release)(office.folder / "r.age")
    assert not list(office.folder.glob("r.age*"))


def test_the_kinds_of_files_are_told_apart(office, head, request_path):
    back = answered(office, head, request_path)
    ours, theirs = inbox(office.store).identities, inbox(head).identities
    assert sealed.sort_of(request_path, theirs) == sealed.REQUEST
    assert sealed.sort_of(back, ours) == sealed.APPROVAL
    with pytest.raises(NotAnApprovalError):
        read_approval(request_path, theirs)
    with pytest.raises(NotAPackageError):
        open_package(back, inbox(office.store))


def test_in_the_open_it_holds_no_content_and_carries_no_words(office):
    release = office.release()
    out = office.folder / "approval.json"
    with pytest.raises(WordsInTheOpenError):
        approval_file.write_approval(signed(office.store, release, note="Words"), (), out)
    approval_file.write_approval(signed(office.store, release), (), out)
    assert "Cluster" not in out.read_text()
    found = taking.take(office.store, read_approval(out, ()), release)
    assert holds(office.store, found.digest)


def _clear(path: Path, identities: tuple[str, ...]) -> bytes:
    target = io.BytesIO()
    with path.open("rb") as source:
        age.decrypt(source, target, identities)
    return target.getvalue()


def _sealed(raw: bytes, store: Store, path: Path) -> Path:
    with path.open("wb") as target:
        age.encrypt(io.BytesIO(raw), target, cards.own_card(store).recipients[:1])
    return path


def _flips(raw: bytes, number: int = 150) -> list[bytes]:
    places = random.Random(4).sample(range(len(raw)), min(number, len(raw)))
    return [raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :] for at in places]


def test_no_byte_of_a_request_can_change(office, head, request_path):
    """Whoever can decrypt it and seals it again, changed, is found out."""
    desk, path = inbox(head), office.folder / "flipped.age"
    for changed in _flips(_clear(request_path, desk.identities)):
        with pytest.raises(FieldappError):
            request_file.read_request(_sealed(changed, head, path), desk)


def test_no_byte_of_an_approval_can_change(office, head, request_path):
    back, path = answered(office, head, request_path), office.folder / "flipped.age"
    identities = inbox(office.store).identities
    for changed in _flips(_clear(back, identities)):
        with pytest.raises(FieldappError):
            taken(office, _sealed(changed, office.store, path))
    for changed in _flips(back.read_bytes(), 40):
        path.write_bytes(changed)
        with pytest.raises(FieldappError):
            taken(office, path)
    assert taken(office, back).state == "approved"


def test_no_byte_of_an_approval_in_the_open_can_change(office):
    release = office.release()
    out = office.folder / "approval.json"
    approval_file.write_approval(signed(office.store, release), (), out)
    plain = json.loads(out.read_bytes())
    for changed in _flips(out.read_bytes(), 300):
        out.write_bytes(changed)
        try:
            if json.loads(changed) == plain:
                continue  # white space between two words of JSON
        except ValueError:
            pass
        with pytest.raises(FieldappError):
            taking.take(office.store, read_approval(out, ()), release)


@pytest.mark.parametrize(
    "change",
    [
        {"decision": "maybe"},
        {"decided_at": "2026-03-10T12:00:00"},
        {"expires_at": "2026-03-10T12:00:00+00:00"},
        {"counts": {"incident": -1}},
        {"counts": {"incident": True}},
        {"level": "secret"},
        {"release": "abc"},
        {"release": "a" * 40},
        {"id": "A" * 32},
        {"note": "x" * 2001},
        {"more": 1},
        {"format": "fieldapp-approval/2"},
        {"approver": ""},
    ],
)
def test_a_statement_is_read_strictly(office, change):
    plain = json.loads(signed(office.store, office.release()).raw)
    text = json.dumps({**plain, **change}, sort_keys=True, separators=(",", ":"))
    with pytest.raises(NotAnApprovalError):
        statement.read(text.encode())


def test_a_statement_has_one_spelling(office):
    raw = signed(office.store, office.release()).raw
    assert statement.spell(statement.read(raw)) == raw
    for other in (json.dumps(json.loads(raw)).encode(), raw + b" ", b"[" * 9000, b"\xff"):
        with pytest.raises(NotAnApprovalError):
            statement.read(other)


def test_a_signature_for_another_purpose_is_none(office, head, known):
    from fieldapp.crypto import sshsig
    from fieldapp.services.approving.errors import UnknownApproverError

    good = signed(office.store, office.release())
    seed = station_keys(head.vault).signing_seed
    for namespace in ("fieldapp-request", "fieldapp-receipt", "fieldapp-package"):
        forged = statement.Signed(good.raw, sshsig.sign(seed, good.raw, namespace))
        with pytest.raises(UnknownApproverError):
            taking.take(office.store, forged, office.release())
