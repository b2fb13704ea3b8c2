"""The page in a real browser: what it opens, what it refuses, and that it asks for nothing."""

from __future__ import annotations

import shutil
import subprocess

import attrs
import pytest

from fieldapp.crypto import age
from fieldapp.services.package import cards, receipts
from tests.reader.conftest import person_of
from tests.reader.using import OPENED, READY, give, hide, opened, pass_time
from tests.services.package.forging import forge, lines_of, with_lines
from tests.services.package.stations import Pair, agree, incident


def test_a_package_opens_and_shows_who_what_and_on_which_terms(tab, person):
    opened(tab, person)
    assert "key of El Fasher (SDN)" in tab.text("from")
    assert tab.text("code") == person.code
    assert tab.text("marking") == "RESTRICTED CIRCULATION"
    assert tab.text("level") == "Sensitivity: Moderate"
    terms = tab.text("terms")
    for each in ("Protection analysis", "2030-06-30", "Duty desk", "number 1"):
        assert each in terms
    assert tab.text("clauses") == "Places to the state or province."
    grid = tab.text("grid")
    assert "'=Market shelled 1" in grid
    assert "barrel_bomb" in grid
    assert "<b>&amp;" in grid
    assert tab.text("count") == "1–2 of 2"
    assert tab.ask("document.querySelectorAll('#grid [dir=auto]').length") > 10
    assert tab.complaints() == []


def test_the_page_asks_nobody_for_anything(page, tab, person):
    opened(tab, person)
    tab.click("compared")
    tab.click("write-receipt")
    tab.downloaded()
    asked = [each for each in tab.requests() if not each.startswith("blob:")]
    assert asked == [page.as_uri()]
    stored = "localStorage.length + sessionStorage.length"
    assert tab.ask(f"(() => {{ try {{ return {stored} }} catch {{ return 0 }} }})()") == 0
    for each in ("fetch('https://example.org/')", "fetch('data:,x')", "import('data:text/js,1')"):
        assert tab.ask(f"{each}.then(() => 'went out', () => 'stopped')") == "stopped"
    for code in ("document.body.innerHTML = '<b>x</b>'", "eval('1')"):
        verdict = f"(() => {{ try {{ {code}; return 'ran' }} catch {{ return 'stopped' }} }})()"
        assert tab.ask(verdict) == "stopped"


def test_the_key_leaves_no_trace_in_the_page(tab, person):
    give(tab, person)
    hybrid = person.keys.read_text().splitlines()[1]
    tab.paste("key-text", hybrid)
    assert tab.ask("document.getElementById('key-text').value") == ""
    everything = "document.documentElement.outerHTML"
    assert hybrid not in tab.ask(everything)
    assert "Hybrid key age1pq1" in tab.text("keys")
    tab.click("forget-keys")
    assert tab.text("keys") == ""
    assert not tab.ask(READY)


def test_nothing_is_saved_before_the_digits_were_compared(tab, person):
    opened(tab, person)
    buttons = "[...document.querySelectorAll('button.save, #write-receipt')]"
    assert tab.ask(f"{buttons}.length") == 3
    assert tab.ask(f"{buttons}.every((each) => each.disabled)")
    tab.click("compared")
    assert tab.ask(f"{buttons}.every((each) => !each.disabled)")
    tab.ask("document.querySelector('button.save').click()")
    saved = tab.downloaded()
    assert saved.name == f"package-{person.package.stem[-8:]}-summary.pdf"
    assert saved.read_bytes().startswith(b"%PDF-")
    assert "in clear" in tab.text("save-said")


def test_fieldapp_accepts_the_receipt(tab, pair, person):
    opened(tab, person)
    tab.click("compared")
    tab.click("write-receipt")
    receipt = tab.downloaded()
    assert receipt.name == f"receipt-{person.package.stem[-8:]}.age"
    assert "forgotten" in tab.text("receipt-said")
    marked = receipts.read_receipt(pair.sender, receipt)
    assert [each.receipt_state for each in marked.deliveries] == ["opened"]
    tab.click("write-receipt")
    tab.until("document.getElementById('receipt-said').classList.contains('refused')")
    assert "must be signed" in tab.text("receipt-said")
    tab.paste("signing-text", person.signing.read_text())
    tab.until("document.getElementById('signing-said').textContent.includes('is here')")
    tab.click("write-receipt")
    assert receipts.read_receipt(pair.sender, tab.downloaded()) == marked


def test_closing_takes_everything_out_of_the_page(tab, person):
    opened(tab, person)
    tab.click("forget")
    assert not tab.ask(OPENED)
    whole = tab.ask("document.body.textContent")
    for each in ("Market", "El Fasher", person.code[:11], "Protection analysis"):
        assert each not in whole.replace(tab.ask("document.scripts[0].textContent"), "")


def test_out_of_sight_the_keys_go_after_a_minute(tab, person):
    give(tab, person)
    hide(tab)
    pass_time(tab, 50)
    assert tab.ask(READY)
    pass_time(tab, 15)
    assert not tab.ask(READY)
    assert tab.text("keys") == ""
    assert "out of sight" in tab.text("key-said")


def test_out_of_sight_the_content_goes_after_ten_minutes(tab, person):
    opened(tab, person)
    hide(tab)
    pass_time(tab, 580)
    assert tab.ask(OPENED)
    pass_time(tab, 30)
    assert not tab.ask(OPENED)
    assert tab.text("terms") == ""


def test_leaving_the_page_forgets_all(tab, person):
    opened(tab, person)
    tab.ask("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert not tab.ask(OPENED)
    assert tab.text("keys") == ""


def test_a_link_to_a_record_of_the_package_shows_its_code(tab, pair):
    first, second = pair.save(incident(1), incident(2))
    (third,) = pair.save(incident(3, related=(first.id, second.id)))
    opened(tab, person_of(pair, pair.seal(first, second, third).path))
    head = "[...document.querySelectorAll('#grid tbody th')].map((each) => each.innerText)"
    one, other, _ = tab.ask(head)
    assert f"{one} | {other}" in tab.text("grid")


def test_the_same_package_twice_is_no_harm(tab, person):
    opened(tab, person)
    tab.click("close")
    opened(tab, person)
    assert tab.text("count") == "1–2 of 2"


def test_a_signing_key_alone_opens_but_makes_no_code(tab, pair, person):
    tab.choose("package-file", person.package)
    tab.choose("key-file", person.keys)
    tab.paste("key-text", person.signing.read_text())
    tab.paste("sender-text", cards.allowed_signers(cards.own_card(pair.sender)))
    tab.until(READY)
    tab.click("open")
    tab.until(OPENED)
    assert tab.text("code").startswith("SHA256:")
    assert person.code[:11] not in tab.ask("document.querySelector('main').innerText")


def test_who_has_only_age_opens_it(tab, pair, tmp_path):
    identity = age.new_identity(age.CLASSIC)
    recipient = age.recipient_of(identity)
    code = cards.digits(cards.fingerprint("", (recipient,)))
    partner = cards.add_partner_by_hand(pair.sender, "Clinic", (recipient,), verified=code)
    agreement = agree(pair.sender, partner, allow_classic="yes")
    sealed = attrs.evolve(pair, agreement=agreement, partner=partner).seal()
    (tmp_path / "keys.txt").write_text(identity)
    person = attrs.evolve(person_of(pair, sealed.path), keys=tmp_path / "keys.txt")
    opened(tab, person)
    tab.click("compared")
    tab.click("write-receipt")
    tab.until("document.getElementById('receipt-said').classList.contains('refused')")
    assert "not the one that the package is addressed with" in tab.text("receipt-said")


def test_keys_of_the_outside_programs_are_taken(tab, pair, tmp_path):
    for each in ("age-keygen", "ssh-keygen"):
        if shutil.which(each) is None:
            pytest.skip(f"the program {each} is not installed here")
    keys, signing = tmp_path / "keys", tmp_path / "sign"
    for command in (
        ["age-keygen", "-o", str(keys)],
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(signing)],
    ):
        subprocess.run(command, check=True, capture_output=True)
    line = signing.with_suffix(".pub").read_text()
    recipient = age.recipient_of(keys.read_text().splitlines()[-1])
    print_of = cards.fingerprint(" ".join(line.split()[:2]), (recipient,))
    partner = cards.add_partner_by_hand(
        pair.sender, "Clinic", (recipient,), line, verified=cards.digits(print_of)
    )
    agreement = agree(pair.sender, partner, allow_classic="yes")
    theirs = attrs.evolve(pair, agreement=agreement, partner=partner)
    person = attrs.evolve(person_of(pair, theirs.seal().path), keys=keys, signing=signing)
    opened(tab, person)
    tab.click("compared")
    tab.click("write-receipt")
    marked = receipts.read_receipt(pair.sender, tab.downloaded())
    assert marked.deliveries[0].receipt_state == "opened"


def test_who_has_nothing_makes_keys_in_the_page(tab, pair, person):
    passphrase = "seven quiet herons cross the wadi"
    tab.ask("document.getElementById('making').open = true")
    for each, words in (("own-name", "Legal aid"), ("own-passphrase", passphrase)):
        tab.type(each, words)
    tab.click("make-keys")
    assert "differ" in tab.text("made-said")
    tab.type("own-again", passphrase)
    tab.click("make-keys")
    tab.until("!document.getElementById('made').hidden")
    code = tab.text("own-code")
    tab.click("save-keys")
    keys = tab.downloaded()
    tab.click("save-card")
    card = cards.read_card(tab.downloaded().read_bytes())
    assert card.code == code
    partner = cards.add_partner(pair.sender, card, verified=code)
    theirs = attrs.evolve(pair, agreement=agree(pair.sender, partner), partner=partner)
    tab.choose("package-file", theirs.seal().path)
    tab.choose("sender-file", person.card)
    tab.choose("key-file", keys)
    tab.until("!document.getElementById('unlock').hidden")
    tab.type("passphrase", "wrong")
    tab.click("unlock-keys")
    tab.until("document.getElementById('key-said').classList.contains('refused')")
    tab.ask("document.getElementById('passphrase').value = ''")
    tab.type("passphrase", passphrase)
    tab.press("Enter", 13)
    tab.until(READY)
    tab.click("open")
    tab.until(OPENED)
    tab.click("compared")
    tab.click("write-receipt")
    marked = receipts.read_receipt(pair.sender, tab.downloaded())
    assert marked.deliveries[0].receipt_state == "opened"


def test_many_records_come_in_pages_and_are_searched(tab, pair: Pair):
    sealed = pair.seal(*pair.incidents(230))
    opened(tab, person_of(pair, sealed.path))
    assert tab.text("count") == "1–100 of 230"
    assert tab.ask("document.querySelectorAll('#grid tbody tr').length") == 100
    tab.click("page-on")
    tab.click("page-on")
    assert tab.text("count") == "201–230 of 230"
    assert tab.ask("document.getElementById('page-on').disabled")
    tab.type("search", "shelled 117")
    assert tab.text("count").endswith("found, of 230")
    rows = "[...document.querySelectorAll('#grid tbody tr')]"
    assert 1 <= tab.ask(f"{rows}.length") < 20
    assert tab.ask(f"{rows}.every((each) => each.textContent.includes('117'))")
    tab.ask("document.querySelector('#grid tbody button').click()")
    assert "Shells fell on the market." in tab.text("record-facts")
    tab.press("Escape", 27)
    tab.until("!document.getElementById('record').open")


def test_what_was_corrected_or_retracted_is_marked(tab, pair, person):
    lines = lines_of(pair, person.package)
    for line, change in zip(lines, ("corrected", "retracted"), strict=True):
        line["change"] = change
    path = forge(pair, person.package, files=with_lines(lines))
    opened(tab, attrs.evolve(person, package=path))
    assert tab.text("table-changes") == "1 corrected, 1 retracted"
    marks = "[...document.querySelectorAll('#grid tbody tr')].map((each) => each.className)"
    assert sorted(tab.ask(marks)) == ["corrected", "retracted"]
    code = next(each["code"] for each in lines if each["change"] == "retracted")
    assert f"{code}\nretracted" in tab.ask("document.querySelector('tr.retracted').innerText")


def test_everything_is_reached_by_tab_in_reading_order(tab, person):
    give(tab, person)
    tab.ask("document.getElementById('package-file').focus()")
    seen = []
    for _ in range(7):
        seen.append(tab.ask("document.activeElement.id"))
        tab.press("Tab", 9)
    assert seen == [
        *("package-file", "key-file", "key-text", "forget-keys"),
        *("sender-file", "sender-text", "open"),
    ]
    named = (
        "[...document.querySelectorAll('button, input, textarea')].filter((each) => "
        "!(each.labels?.[0]?.textContent || each.textContent).trim()).map((each) => each.id)"
    )
    assert tab.ask(named) == []
