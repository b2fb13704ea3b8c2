"""The first evening: no vault yet; at the end a vault is open and its key is on paper."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QPushButton

from tests.journeys import steps
from ui.pages.unlock import UnlockPage

PASSPHRASE = "seven quiet herons cross the wadi"


def test_from_nothing_to_the_first_page_with_the_recovery_key_typed_back(seat, tmp_path):
    folder = tmp_path / "station.vault"
    officer = seat(folder)
    assert not officer.finds(QPushButton, "action-next").isEnabled()

    on_paper = steps.make_a_vault(officer, "efs", "El Fasher", "AB", PASSPHRASE)
    assert len(on_paper) == 7
    steps.type_back(officer, ["WRONG"] * 7)
    assert officer.reads("recovery-problem") == "Group 3 is not as shown above."
    assert officer.is_locked_out
    steps.type_back(officer, [group.lower() for group in on_paper])
    officer.waits_until(lambda: not officer.is_locked_out)

    assert officer.page() == "today"
    station = officer.window.session.store.station()
    assert (station.station_code, station.name, station.officer) == ("EFS", "El Fasher", "AB")
    words = " ".join((folder / "keys.json").read_text().split())
    assert json.loads(words)
    assert not any(group in words for group in on_paper)

    steps.lock(officer)
    steps.unlock(officer, PASSPHRASE)
    assert officer.page() == "today"


def test_two_different_passphrases_make_no_vault(seat, tmp_path):
    folder = tmp_path / "station.vault"
    officer = seat(folder)
    officer.writes("station_code", "EFS")
    officer.writes("name", "El Fasher")
    officer.presses("action-next")
    officer.writes("passphrase", PASSPHRASE)
    officer.writes("passphrase_again", PASSPHRASE.upper())
    assert officer.reads("passphrase-agree") == "The two are not the same."
    assert not officer.finds(QPushButton, "action-make").isEnabled()
    assert not folder.exists()


def test_back_into_the_vault_with_the_recovery_key(officer, made):
    steps.unlock(officer, "not remembered")
    assert "does not open the vault" in officer.message()

    officer.presses("action-use-recovery")
    officer.writes("recovery_key", made.recovery_key.lower().replace("-", " "))
    officer.writes("passphrase", "a lantern beside the olive press")
    officer.writes("passphrase_again", "a lantern beside the olive press")
    officer.presses("action-recover")
    officer.waits_until(lambda: officer.sees("recovery-key"))
    fresh = officer.reads("recovery-key").split()
    assert "-".join(fresh) != made.recovery_key
    steps.type_back(officer, fresh)
    officer.waits_until(lambda: not officer.is_locked_out)
    assert officer.window.session.store.station().name == "El Fasher"

    steps.lock(officer)
    steps.unlock(officer, made.passphrase)
    assert isinstance(officer.window.centralWidget(), UnlockPage)
    steps.unlock(officer, "a lantern beside the olive press")
    assert officer.page() == "today"
