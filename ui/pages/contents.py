"""The pages of the window, in the order of the navigation, built from the record types."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs
from PySide6.QtWidgets import QWidget

from fieldapp.records.record import Record
from fieldapp.services.today import count_due
from ui.page import PageSpec
from ui.pages.help import HelpPage
from ui.pages.keys import KeysPage
from ui.pages.record_pane import TABS
from ui.pages.records import RecordsPage
from ui.pages.settings import SettingsPage
from ui.pages.today import TodayPage
from ui.session import Session

WORK, SHARING, REGISTERS, STATION = "work", "sharing", "registers", "station"


@attrs.frozen
class _Place:
    """Where a record type stands in the navigation."""

    group: str
    icon: str
    label: str = ""  # where the window's word is not the type's plural


# Only where and with what mark; a type that is not named here still has its page, at the end of
# the work group.
_PLACES: dict[str, _Place] = {
    "meeting": _Place(WORK, "chats-circle"),
    "person": _Place(WORK, "address-book"),
    "actor": _Place(WORK, "users-three"),
    "incident": _Place(WORK, "warning"),
    "commitment": _Place(WORK, "handshake"),
    "action": _Place(WORK, "check-square"),
    "agreement": _Place(SHARING, "file-text"),
    "partner": _Place(SHARING, "buildings"),
    "disclosure": _Place(SHARING, "paper-plane-tilt"),
    "received": _Place(SHARING, "tray"),
    "source": _Place(REGISTERS, "ear"),
    "intermediary": _Place(REGISTERS, "users"),
    "relation": _Place(REGISTERS, "tree-structure"),
    "referral": _Place(REGISTERS, "arrow-bend-up-right"),
}
_ELSEWHERE = frozenset({"station"})  # edited on the settings page


def _own_page(noun: str) -> Callable[[Session], QWidget] | None:
    """The page of a type that is more than a list and a record; loaded when it is visited."""
    match noun:
        case "partner":
            from ui.pages.partners import PartnersPage

            return PartnersPage
        case "disclosure":
            from ui.pages.outbox import OutboxPage

            return OutboxPage
        case "received":
            from ui.pages.inbox import InboxPage

            return InboxPage
    return None


def assemble(types: Sequence[type[Record]]) -> tuple[PageSpec, ...]:
    """Every page of the window; each record type has one."""
    placed = sorted(
        (kind for kind in types if kind.noun not in _ELSEWHERE),
        key=lambda kind: _order(kind.noun),
    )
    pages = [_records_page(kind) for kind in placed]
    if any(kind.noun == "meeting" for kind in types):
        pages[:0] = _evening_pages()
    if any(kind.noun == "agreement" for kind in types):
        pages.insert(0, PageSpec("share", "Share", "share-network", _make_share, group=SHARING))
    return tuple(
        page for group in (WORK, SHARING, REGISTERS) for page in pages if page.group == group
    ) + tuple(_station_pages())


def _evening_pages() -> Iterator[PageSpec]:
    yield PageSpec("today", "Today", "sun-horizon", TodayPage, badge=count_due, group=WORK)
    yield PageSpec("note", "Tonight's note", "note-pencil", _make_note, group=WORK)


def _make_note(session: Session) -> QWidget:
    from ui.pages.note.page import NotePage

    return NotePage(session)


def _order(noun: str) -> int:
    names = list(_PLACES)
    return names.index(noun) if noun in names else len(names)


def _records_page(kind: type[Record]) -> PageSpec:
    place = _PLACES.get(kind.noun, _Place(WORK, "folder"))
    return PageSpec(
        kind.noun, place.label or kind.plural, place.icon, _make_records(kind), group=place.group
    )


def _make_records(kind: type[Record]) -> Callable[[Session], QWidget]:
    def make(session: Session) -> QWidget:
        own = _own_page(kind.noun)
        return own(session) if own is not None else _make_list(kind, session)

    return make


def _make_list(kind: type[Record], session: Session) -> QWidget:
    from ui.pages.sharing_tab import SharingTab

    page = RecordsPage(kind, session, (*TABS, SharingTab) if kind.leaves else TABS)
    page.print_asked.connect(lambda record_id: session.asked_page.emit("preview", record_id))
    return page


def _make_share(session: Session) -> QWidget:
    from ui.pages.share.page import SharePage

    return SharePage(session)


def _station_pages() -> Iterator[PageSpec]:
    yield PageSpec("import", "Reference data", "download-simple", _make_import, group=STATION)
    yield PageSpec("keys", "Keys and backup", "key", KeysPage, group=STATION)
    yield PageSpec("settings", "Settings", "gear-six", SettingsPage, group=STATION)
    yield PageSpec("help", "Help", "question", HelpPage, group=STATION)
    yield PageSpec("preview", "Print preview", "printer", _make_preview, group=STATION, hidden=True)


def _make_import(session: Session) -> QWidget:
    # Few evenings bring a file to import.
    from ui.pages.importing.page import ImportPage

    return ImportPage(session)


def _make_preview(session: Session) -> QWidget:
    # What draws and shows PDFs is slow to load, and most evenings nobody prints.
    from ui.pages.preview import PreviewPage

    return PreviewPage(session)
