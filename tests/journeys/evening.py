"""The whole main job at two windows in a process of its own, for the canary.

It begins as the app begins, in the home and temporary folders that it is given, writes the planted
words wherever a person would write such words, and leaves the files that were asked for in
`asked`. Run as `python -m tests.journeys.evening FOLDER`, with the words as JSON on its input.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTabBar

from fieldapp.hardening import harden
from tests.journeys import steps
from tests.journeys.officer import CTRL, ENTER, Officer
from ui.app import NAME, dress
from ui.files import keep_no_history

PATIENCE_MS = 60_000
PARTNER_PASSPHRASE = "a lantern beside the olive press"


def wait(holds: Callable[[], bool]) -> None:
    """Let the window work until this holds."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not holds():
        assert not deadline.hasExpired(), "it never came true"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def settle_in(folder: Path, code: str, name: str, passphrase: str) -> tuple[Officer, list[str]]:
    """First run; the groups of the recovery key."""
    officer = Officer(folder, wait)
    groups = steps.make_a_vault(officer, code, name, "AB", passphrase)
    steps.type_back(officer, groups)
    officer.waits_until(lambda: not officer.is_locked_out)
    return officer, groups


def know_each_other(officer: Officer, cluster: Officer, root: Path) -> None:
    """Cards handed over, codes compared."""
    ours = steps.hand_out_the_card(officer, root / "ours.json")
    theirs = steps.hand_out_the_card(cluster, root / "theirs.json")
    steps.take_a_card(officer, root / "theirs.json", theirs)
    steps.take_a_card(cluster, root / "ours.json", ours)


def write(officer: Officer, words: Mapping[str, str], asked: Path) -> None:
    """A contact, a meeting that is printed, a note locked half-way, an incident."""
    steps.write_down_a_contact(officer, "KILO", words["person"])
    steps.write_down_a_meeting(officer, words["title"], "KILO", words["said"])
    officer.key(ENTER, CTRL)
    steps.save_as_pdf(officer, asked / "summary.pdf")
    steps.write_tonights_note(officer, "KILO", f"> {words['arabic']}\n# {words['reading']}")
    steps.begin(officer, "meeting")
    officer.types(words["draft"])
    field = officer.window.focusWidget()
    field.selectAll()
    field.copy()
    steps.lock(officer)
    steps.unlock(officer, words["passphrase"])
    steps.write_down_an_incident(
        officer, "Shelling of a market", words["confidential"], f"Shells at {words['shareable']}."
    )
    assert steps.look_for(officer, words["title"]) == [words["title"]]
    assert steps.look_for(officer, words["sought"]) == []


def attach(officer: Officer, words: Mapping[str, str], stick: Path) -> None:
    """A letter from a stick, kept with the contact, looked at, renamed and copied out again."""
    letter = stick / f"{words['named']}.txt"
    letter.write_text(f"A letter with {words['attached']}", encoding="utf-8")
    officer.turns_to()
    officer.goes_to("person")
    officer.key(ENTER)
    tabs = next(each for each in officer.window.findChildren(QTabBar) if _has(each, "Attachments"))
    tabs.setCurrentIndex(_has(tabs, "Attachments"))
    officer.presses("action-add-attachment")
    officer.answers(letter)
    officer.waits_until(lambda: officer.sees("action-view-attachment"))
    officer.waits_until(lambda: "original" in officer.message())
    officer.presses("action-view-attachment")
    officer.waits()


def _has(tabs: QTabBar, words: str) -> int:
    found = [n for n in range(tabs.count()) if tabs.tabText(n).startswith(words)]
    return found[0] if found and tabs.isVisible() else 0


def look_around(officer: Officer, words: Mapping[str, str], asked: Path) -> None:
    """Every page, a picture of the map, and a paper form that is half keyed when it locks."""
    frame = officer.frame
    for spec in frame.specs():
        for part in spec.parts or (spec,):
            if not part.hidden:
                frame.go(part.name)
                officer.waits()
    officer.goes_to("stakeholders")
    officer.waits()
    menu = officer.window.findChild(QMenu, "menu-picture")
    menu.actions()[0].trigger()
    officer.presses("action-picture-go")
    officer.answers(asked / "map.png")
    officer.turns_to()
    frame.go("keying")
    officer.waits()
    fields = frame.shown().findChildren(QLineEdit)
    line = next(each for each in fields if each.isVisible() and not each.isReadOnly())
    line.setFocus()
    officer.types(words["keyed"])
    steps.lock(officer)
    steps.unlock(officer, words["passphrase"])


def share(officer: Officer, cluster: Officer, asked: Path) -> None:
    """Seal, open, import, acknowledge, read the receipt."""
    steps.sign_an_agreement(officer)
    steps.look_at_what_leaves(officer)
    steps.read_every_text(officer)
    package = steps.seal(officer, asked)
    steps.open_a_package(cluster, package)
    cluster.presses("action-import")
    cluster.waits()
    cluster.presses("action-look")
    cluster.waits()
    cluster.goes_to("received")
    steps.write_the_receipt(cluster, asked / "receipt.age")
    steps.read_the_receipt(officer, asked / "receipt.age")
    assert "1 imported" in officer.message()


def main(root: Path, words: Mapping[str, str]) -> list[str]:
    """The evening; gives back the recovery key's groups, which must be nowhere either."""
    asked = root / "asked"
    asked.mkdir()
    officer, groups = settle_in(root / "station.vault", "SDN", "El Fasher", words["passphrase"])
    cluster, _ = settle_in(root / "cluster.vault", "PCS", "Cluster", PARTNER_PASSPHRASE)
    know_each_other(officer, cluster, root)
    write(officer, words, asked)
    stick = root / "stick"
    stick.mkdir()
    attach(officer, words, stick)
    look_around(officer, words, asked)
    share(officer, cluster, asked)
    for each in (officer, cluster):
        each.goes_home()
    return groups


if __name__ == "__main__":
    harden()
    app = QApplication([NAME])
    app.setApplicationName("fieldapp")
    keep_no_history()
    dress(dark=False)
    print(json.dumps(main(Path(sys.argv[1]), json.load(sys.stdin))))  # noqa: T201
