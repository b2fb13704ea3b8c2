"""Using the page as a person does: giving the three things, opening, letting time pass."""

from __future__ import annotations

from tests.reader.chromium import Tab
from tests.reader.conftest import Person

OPENED = "!document.getElementById('opened').hidden"
REFUSED = "document.getElementById('open-said').classList.contains('refused')"
READY = "!document.getElementById('open').disabled"


def give(tab: Tab, person: Person) -> None:
    """The three things: package, key, sender."""
    tab.choose("package-file", person.package)
    tab.choose("key-file", person.keys)
    tab.paste("key-text", person.signing.read_text())
    tab.choose("sender-file", person.card)
    tab.until(READY)


def opened(tab: Tab, person: Person) -> None:
    give(tab, person)
    tab.click("open")
    tab.until(f"{OPENED} || {REFUSED}")
    assert tab.ask(OPENED), tab.text("open-said")


def refused(tab: Tab) -> str:
    """What the page says after it was asked to open; it must show nothing of the package."""
    tab.click("open")
    tab.until(f"{REFUSED} || {OPENED}")
    assert not tab.ask(OPENED)
    for each in ("terms", "grid", "code", "from", "marking", "files"):
        assert tab.ask(f"document.getElementById('{each}').textContent") == "", each
    return tab.text("open-said")


def hide(tab: Tab) -> None:
    """Let the page believe that another window stands before it."""
    tab.ask(
        "Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )


def pass_time(tab: Tab, seconds: int) -> None:
    """Let the clock of the page run on at once."""
    tab.call("Emulation.setVirtualTimePolicy", policy="advance", budget=seconds * 1000)
    tab.event("Emulation.virtualTimeBudgetExpired")
