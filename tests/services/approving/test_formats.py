"""The formats as they are written, held still: what was signed once must hold for ever."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import shutil
import subprocess

import pytest

from fieldapp.crypto import sshsig
from fieldapp.services.approving import asked as asking
from fieldapp.services.approving import radio, statement
from fieldapp.services.approving.asked import Asked
from fieldapp.services.approving.statement import APPROVE, REFUSE, Statement
from fieldapp.services.package import cards
from tests.approvals import SEED, card

SECRET = bytes(range(32, 64))
NOON = dt.datetime(2026, 3, 10, 12, tzinfo=dt.timezone(dt.timedelta(hours=2)))
ASKED = Asked(
    id="ab" * 16,
    digest="12" * 32,
    agreement="SDN-AGR-26-A0001",
    title="Protocol",
    purpose="Analysis",
    goes_to="Cluster (Humanitarian partner)",
    recipient_kind="humanitarian-partner",
    channel="package",
    level="high",
    marking="confidential",
    counts={"meeting": 1, "incident": 2},
    clauses=("One.", "Two."),
    keep_until="2027-01-01",
    note="A stall — known.",
    basis="No source",
    asked_by="AB",
    asked_at=NOON,
    expires_at=NOON + dt.timedelta(days=3),
    sender="34" * 32,
    station="El Fasher",
)
REQUEST = (
    '{"agreement":"SDN-AGR-26-A0001","asked_at":"2026-03-10T12:00:00+02:00","asked_by":"AB",'
    '"basis":"No source","channel":"package","clauses":["One.","Two."],'
    '"counts":{"incident":2,"meeting":1},"digest":"' + "12" * 32 + '",'
    '"expires_at":"2026-03-13T12:00:00+02:00","format":"fieldapp-request/1",'
    '"goes_to":"Cluster (Humanitarian partner)","id":"' + "ab" * 16 + '",'
    '"keep_until":"2027-01-01","level":"high","marking":"confidential",'
    '"note":"A stall \\u2014 known.","purpose":"Analysis",'
    '"recipient_kind":"humanitarian-partner","sender":"' + "34" * 32 + '",'
    '"station":"El Fasher","title":"Protocol"}'
)
SAID = Statement(
    id="ab" * 16,
    release="12" * 32,
    agreement="SDN-AGR-26-A0001",
    level="high",
    counts={"incident": 2},
    decision=APPROVE,
    note="Go",
    seen="56" * 32,
    decided_at=NOON,
    expires_at=NOON + dt.timedelta(days=3),
    approver="78" * 32,
    sender="34" * 32,
)
STATEMENT = (
    '{"agreement":"SDN-AGR-26-A0001","approver":"' + "78" * 32 + '","counts":{"incident":2},'
    '"decided_at":"2026-03-10T12:00:00+02:00","decision":"approve",'
    '"expires_at":"2026-03-13T12:00:00+02:00","format":"fieldapp-approval/1",'
    '"id":"' + "ab" * 16 + '","level":"high","note":"Go","release":"' + "12" * 32 + '",'
    '"seen":"' + "56" * 32 + '","sender":"' + "34" * 32 + '"}'
)


def test_a_request_and_a_statement_are_spelled_so():
    assert asking.spell(ASKED).decode() == REQUEST
    assert asking.read(REQUEST) == (ASKED, {})
    assert statement.spell(SAID).decode() == STATEMENT
    assert statement.read(STATEMENT.encode()) == SAID


def test_the_radio_says_so():
    assert radio.secret_words(SECRET) == (
        "40GJ 48S4 4MK2 EA19 58NJ RB9E 5WR3 2CHK 6GTK CDSR 74X3 PF1X 7RZT WSCD"
    )
    assert radio.test_code(SECRET) == "15342 30862"
    assert radio.challenge(ASKED) == "08690 44318 14099 75371 75096"
    assert radio.answer(SECRET, radio.challenge(ASKED), APPROVE) == "33495 30961 35500 58574"
    assert radio.answer(SECRET, radio.challenge(ASKED), REFUSE) == "32090 76372 35564 96195"


def test_the_answer_is_an_hmac_over_format_challenge_and_decision():
    """As another program would compute it from what help says."""
    challenge = radio.challenge(ASKED).replace(" ", "")
    told = f"fieldapp-radio/1|{challenge}|approve".encode()
    number = int.from_bytes(hmac.new(SECRET, told, hashlib.sha256).digest()) % 10**18
    answer = radio.answer(SECRET, challenge, APPROVE).replace(" ", "")
    assert answer[:18] == f"{number:018d}"
    assert int(answer) % 97 == 1
    letters = radio.secret_words(SECRET).replace(" ", "")
    alphabet = str.maketrans("0123456789ABCDEFGHJKMNPQRSTVWXYZ", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    assert base64.b32decode(letters.translate(alphabet))[:32] == SECRET


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen here")
def test_ssh_keygen_checks_a_statement(tmp_path):
    made = card()
    signed = statement.sign(SAID, SEED)
    signers, signature = tmp_path / "signers", tmp_path / "approval.json.sig"
    signers.write_text(cards.allowed_signers(made))
    signature.write_text(signed.signature)
    who = cards.principal(made.fingerprint)
    words = ["ssh-keygen", "-Y", "verify", "-f", signers, "-I", who, "-s", signature]
    good = subprocess.run(
        [*words, "-n", "fieldapp-approval"], input=signed.raw, capture_output=True, check=False
    )
    other = subprocess.run(
        [*words, "-n", "fieldapp-request"], input=signed.raw, capture_output=True, check=False
    )
    assert good.returncode == 0, good.stderr
    assert other.returncode != 0
    assert sshsig.public_line(SEED) == made.signing_key
