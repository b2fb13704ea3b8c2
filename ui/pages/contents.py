"""The pages of the window, in the order of the navigation, built from the record types."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from fieldapp.records.record import Record
from fieldapp.services.receiving.waiting import count_waiting
from fieldapp.services.reference import LISTS
from fieldapp.services.shipped_templates import templates_of
from fieldapp.services.today import count_due
from fieldapp.store.store import Store
from ui.page import PageSpec
from ui.pages.areas import (
    AREAS,
    READING,
    REGISTERS,
    SHARING,
    STATION,
    WORK,
    AreaPage,
)
from ui.pages.help import HelpPage
from ui.pages.keys import KeysPage
from ui.pages.record_pane import TABS, MakeTab
from ui.pages.records import RecordsPage
from ui.pages.settings import SettingsPage
from ui.pages.start_from import StartFrom
from ui.pages.starting_list import StartingList
from ui.pages.today import TodayPage
from ui.session import Session

# Types that stand in no area, in the order of the navigation; one that is not named here comes at
# the end of the work group.
_ALONE: dict[str, tuple[str, str]] = {
    "meeting": (WORK, "chats-circle"),
    "disclosure": (SHARING, "paper-plane-tilt"),
    "received": (SHARING, "tray"),
}
_IN_AREA = {name: area.name for area in AREAS for name in area.parts}
_ELSEWHERE = frozenset({"station"})  # edited on the settings page


def _own_page(noun: str) -> Callable[[Session], QWidget] | None:
    """The page of a type that is more than a list and a record; loaded when it is visited."""
    match noun:
        case "partner":
            from ui.pages.partners import PartnersPage

            return PartnersPage
        case "approval":
            from ui.pages.approvals.page import ApprovalsPage

            return ApprovalsPage
        case "approver":
            from ui.pages.approvals.approvers import ApproversPage

            return ApproversPage
        case "disclosure":
            from ui.pages.outbox import OutboxPage

            return OutboxPage
        case "received":
            from ui.pages.inbox import InboxPage

            return InboxPage
    return None


def assemble(types: Sequence[type[Record]]) -> tuple[PageSpec, ...]:
    """Every page of the window; each record type has one, alone or within an area."""
    pages = [_records_page(kind) for kind in types if kind.noun not in _ELSEWHERE]
    if any(kind.noun == "meeting" for kind in types):
        pages[:0] = _evening_pages()
        pages += _reading_pages()
    if any(kind.noun == "agreement" for kind in types):
        pages.insert(0, PageSpec("share", "Share", "share-network", _make_share, group=SHARING))
        pages.append(
            PageSpec("who_holds", "Register", "clipboard-text", _make_register, area="aftercare")
        )
    alone = [page for page in pages if not page.area]
    alone.sort(key=_order)
    areas = list(_areas([page for page in pages if page.area]))
    return tuple(
        page
        for group in (WORK, READING, SHARING, REGISTERS)
        for page in (*alone, *areas)
        if page.group == group
    ) + tuple(_station_pages())


def _areas(pages: Sequence[PageSpec]) -> Iterator[PageSpec]:
    for area in AREAS:
        order = {name: number for number, name in enumerate(area.parts)}
        parts = sorted(
            (page for page in pages if page.area == area.name),
            key=lambda page: order.get(page.name, len(order)),
        )
        if parts:
            yield PageSpec(
                area.name,
                area.label,
                area.icon,
                partial(AreaPage, area.label, parts),
                group=area.group,
                parts=tuple(parts),
                badge=_badge_of(parts),
            )


def _badge_of(parts: Sequence[PageSpec]) -> Callable[[Store], int] | None:
    counted = [part.badge for part in parts if part.badge is not None]
    return (lambda store: sum(count(store) for count in counted)) if counted else None


def _evening_pages() -> Iterator[PageSpec]:
    yield PageSpec("today", "Today", "sun-horizon", TodayPage, badge=count_due, group=WORK)
    yield PageSpec("note", "Tonight's note", "note-pencil", _make_note, group=WORK)
    yield PageSpec("calendar", "Calendar", "calendar-blank", _make_calendar, group=WORK)


def _reading_pages() -> Iterator[PageSpec]:
    """Pages that show many records at once; each stands in the area that it reads."""
    yield PageSpec("charts", "Incident charts", "chart-bar", _make_charts, area="incident")
    yield PageSpec("incident_map", "Incident map", "map-trifold", _make_map, area="incident")
    yield PageSpec("stakeholders", "Stakeholder map", "graph", _make_stakeholders, area="actor")
    yield PageSpec("board", "Notifications board", "kanban", _make_board, area="notifications")
    yield PageSpec("radio_answer", "Answer by radio", "radio", _make_radio, area="approvals")
    yield PageSpec("bin", "Bin", "trash", _make_bin, area="registers")
    yield PageSpec("make_product", "Make a product", "hammer", _make_product, area="products")
    yield PageSpec("task_report", "Task report", "list-checks", _make_report, area="products")


def _make_note(session: Session) -> QWidget:
    from ui.pages.note.page import NotePage

    return NotePage(session)


def _make_charts(session: Session) -> QWidget:
    from ui.pages.charts.page import ChartsPage

    return ChartsPage(session)


def _make_map(session: Session) -> QWidget:
    from ui.pages.incident_map.page import IncidentMapPage

    return IncidentMapPage(session)


def _make_stakeholders(session: Session) -> QWidget:
    from ui.pages.stakeholders.page import StakeholdersPage

    return StakeholdersPage(session)


def _make_board(session: Session) -> QWidget:
    from ui.pages.board.page import BoardPage

    return BoardPage(session)


def _make_radio(session: Session) -> QWidget:
    from ui.pages.approvals.answer_radio import AnswerByRadioPage

    return AnswerByRadioPage(session)


def _make_bin(session: Session) -> QWidget:
    from ui.pages.bin_page import BinPage

    return BinPage(session)


def _make_product(session: Session) -> QWidget:
    from ui.pages.making.page import MakingPage

    return MakingPage(session)


def _make_report(session: Session) -> QWidget:
    from ui.pages.task_report.page import TaskReportPage

    return TaskReportPage(session)


def _make_calendar(session: Session) -> QWidget:
    from ui.pages.calendar.page import CalendarPage

    return CalendarPage(session)


def _order(page: PageSpec) -> int:
    names = list(_ALONE)
    return names.index(page.name) if page.name in names else -1 if page.group else len(names)


def _records_page(kind: type[Record]) -> PageSpec:
    group, icon = _ALONE.get(kind.noun, (WORK, "folder"))
    return PageSpec(
        kind.noun,
        kind.plural,
        icon,
        _make_records(kind),
        group=group,
        area=_IN_AREA.get(kind.noun, ""),
        only_peacekeeping=kind.only_peacekeeping,
        badge=count_waiting if kind.noun == "received" else None,
    )


def _make_records(kind: type[Record]) -> Callable[[Session], QWidget]:
    def make(session: Session) -> QWidget:
        own = _own_page(kind.noun)
        return own(session) if own is not None else _make_list(kind, session)

    return make


def _make_list(kind: type[Record], session: Session) -> QWidget:
    page = RecordsPage(kind, session, tuple(_tabs(kind)))
    page.print_asked.connect(lambda record_id: session.asked_page.emit("preview", record_id))
    for name, noun in LISTS.items():
        if noun == kind.noun:
            starting = StartingList(name, session)
            starting.taken.connect(page.start_here)
            page.offer(starting)
    if templates_of(kind.noun):
        templates = StartFrom(kind, session)
        templates.begun.connect(page.take)
        page.offer(templates)
    return page


def _tabs(kind: type[Record]) -> Iterator[MakeTab]:
    from ui.pages.agreements.course_tab import CourseTab
    from ui.pages.effects_tab import EffectsTab
    from ui.pages.gaps_tab import GapsTab
    from ui.pages.overview_tab import OverviewTab
    from ui.pages.register.asking_tab import AskingTab
    from ui.pages.register.opened_tab import OpenedTab
    from ui.pages.rules_tab import RulesTab
    from ui.pages.sharing_tab import SharingTab

    if kind.noun == "recall":
        yield AskingTab
    if kind.noun == "agreement":
        yield CourseTab
    if kind.noun == "protocol":
        yield RulesTab
    if kind.noun == "impact_assessment":
        yield EffectsTab
    if kind.noun in ("actor", "person"):
        yield OverviewTab
    if kind.noun == "checklist":
        yield GapsTab
    if kind.noun in ("data_incident", "key_change"):
        yield OpenedTab
    yield from TABS
    if kind.leaves:
        yield SharingTab


def _make_share(session: Session) -> QWidget:
    from ui.pages.share.page import SharePage

    return SharePage(session)


def _make_register(session: Session) -> QWidget:
    from ui.pages.register.page import WhoHoldsPage

    return WhoHoldsPage(session)


def _make_take_back(session: Session) -> QWidget:
    from ui.pages.register.take_back import TakeBackPage

    return TakeBackPage(session)


def _station_pages() -> Iterator[PageSpec]:
    yield PageSpec("import", "Reference data", "download-simple", _make_import, group=STATION)
    yield PageSpec("keys", "Keys and backup", "key", KeysPage, group=STATION)
    yield PageSpec("settings", "Settings", "gear-six", SettingsPage, group=STATION)
    yield PageSpec("help", "Help", "question", HelpPage, group=STATION)
    yield PageSpec("keying", "Key in forms", "keyboard", _make_keying, group=STATION, hidden=True)
    yield PageSpec("export", "Export", "export", _make_export, group=STATION, hidden=True)
    yield PageSpec("merge", "Merge", "git-merge", _make_merge, group=STATION, hidden=True)
    yield PageSpec(
        "take_back", "Take back", "arrow-u-up-left", _make_take_back, group=STATION, hidden=True
    )
    yield PageSpec("preview", "Print preview", "printer", _make_preview, group=STATION, hidden=True)


def _make_import(session: Session) -> QWidget:
    # Few evenings bring a file to import.
    from ui.pages.importing.page import ImportPage

    return ImportPage(session)


def _make_keying(session: Session) -> QWidget:
    from ui.pages.keying.page import KeyingPage

    return KeyingPage(session)


def _make_merge(session: Session) -> QWidget:
    from ui.pages.merge import MergePage

    return MergePage(session)


def _make_export(session: Session) -> QWidget:
    from ui.pages.exporting.page import ExportPage

    return ExportPage(session)


def _make_preview(session: Session) -> QWidget:
    # What draws and shows PDFs is slow to load, and most evenings nobody prints.
    from ui.pages.preview import PreviewPage

    return PreviewPage(session)
