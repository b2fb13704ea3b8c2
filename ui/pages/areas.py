"""Pages that stand together: one entry in the navigation, a tab for each part of it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from fieldapp.store.store import Changes
from ui.page import PageSpec
from ui.session import Session

WORK, READING, SHARING, REGISTERS, STATION = "work", "reading", "sharing", "registers", "station"


@attrs.frozen
class Area:
    """Where pages that share an area stand in the navigation, and in which order."""

    name: str
    label: str
    icon: str
    group: str
    parts: tuple[str, ...]  # the order of its tabs; those not named come after


AREAS: tuple[Area, ...] = (
    Area("person", "Contacts", "address-book", WORK, ("person", "intermediary")),
    Area(
        "actor",
        "Actors",
        "users-three",
        WORK,
        ("actor", "stakeholders", "relation", "scoring", "label", "objective"),
    ),
    Area("commitment", "Promises and actions", "handshake", WORK, ("commitment", "action")),
    Area(
        "dialogue",
        "Channels and talks",
        "phone",
        WORK,
        ("channel", "platform", "cluster_link", "negotiation"),
    ),
    Area(
        "incident",
        "Incidents",
        "warning",
        WORK,
        ("incident", "charts", "incident_map", "tracking_system"),
    ),
    Area(
        "access",
        "Access",
        "path",
        WORK,
        ("access_constraint", "arrangement", "checklist"),
    ),
    Area(
        "notifications",
        "Notifications",
        "map-pin-line",
        WORK,
        ("board", "notification", "party_notice", "notification_system"),
    ),
    Area(
        "advocacy",
        "Advocacy",
        "megaphone",
        WORK,
        (
            "advocacy_item",
            "message",
            "delivery",
            "influence_path",
            "harm_check",
            "last_resort_test",
            "escort_decision",
            "initiative",
            "cluster_strategy",
        ),
    ),
    Area("training", "Training", "chalkboard-teacher", WORK, ("training", "exercise", "awareness")),
    Area(
        "planning",
        "Planning",
        "compass",
        WORK,
        (
            "cmcoord_assessment",
            "advice_note",
            "guidance",
            "framework",
            "conveyed_concern",
            "protection_priority",
        ),
    ),
    Area(
        "products",
        "Products and reports",
        "chart-line-up",
        READING,
        (
            "product",
            "make_product",
            "task_report",
            "poc_analysis",
            "input_note",
            "reference",
            "mission",
        ),
    ),
    Area(
        "agreement",
        "Agreements, partners",
        "file-text",
        SHARING,
        ("agreement", "partner", "protocol", "impact_assessment"),
    ),
    Area(
        "approvals",
        "Approvals",
        "circle-wavy-check",
        SHARING,
        ("approval", "approver", "radio_answer", "text_choice"),
    ),
    Area(
        "aftercare",
        "Who holds what",
        "clipboard-text",
        SHARING,
        ("who_holds", "recall", "destruction", "key_change"),
    ),
    Area(
        "registers",
        "Registers",
        "archive",
        REGISTERS,
        ("source", "referral", "data_incident", "data_demand", "bin"),
    ),
)


# A tab says less where its area has many: the page under it has the whole name.
TAB_WORDS = {
    "access_constraint": "Constraints",
    "arrangement": "Arrangements",
    "board": "Board",
    "notification": "Notifications",
    "notification_system": "Systems",
    "harm_check": "Harm checks",
    "last_resort_test": "Last resort",
    "escort_decision": "Escorts",
    "initiative": "Initiatives",
    "cluster_strategy": "Strategies",
    "cmcoord_assessment": "Assessments",
}


class AreaPage(QWidget):
    """Shows one part at a time; a part is made when it is first looked at."""

    def __init__(self, label: str, parts: Sequence[PageSpec], session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._parts, self._session = tuple(parts), session
        self._made: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self._tabs = QTabBar()
        self._tabs.setObjectName("area-tabs")
        self._tabs.setAccessibleName(label)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.setElideMode(Qt.TextElideMode.ElideNone)
        for each in self._parts:
            number = self._tabs.addTab(TAB_WORDS.get(each.name, each.label))
            self._tabs.setTabToolTip(number, each.label if each.name in TAB_WORDS else "")
        self._tabs.currentChanged.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        strip = QWidget()
        inside = QVBoxLayout(strip)
        inside.setContentsMargins(12, 4, 12, 0)
        inside.addWidget(self._tabs)
        column.addWidget(strip)
        column.addWidget(self._stack, 1)
        session.changed.connect(self._changed)
        self._show_setting()

    # -- what the window asks --------------------------------------------------------------

    def current(self) -> QWidget:
        """The part on screen; the first one where none was looked at yet."""
        return self.part(self.current_name())

    def current_name(self) -> str:
        """The name of the part on screen."""
        return self._parts[max(0, self._tabs.currentIndex())].name

    def part(self, name: str) -> QWidget:
        """One part, made at its first visit."""
        if name not in self._made:
            spec = next(each for each in self._parts if each.name == name)
            self._made[name] = spec.make(self._session)
            self._stack.addWidget(self._made[name])
        return self._made[name]

    def show_part(self, name: str) -> None:
        """Bring a part on screen."""
        page = self.part(name)
        number = next(n for n, each in enumerate(self._parts) if each.name == name)
        if self._tabs.currentIndex() != number:
            self._tabs.blockSignals(True)
            self._tabs.setCurrentIndex(number)
            self._tabs.blockSignals(False)
        self._stack.setCurrentWidget(page)

    def made(self) -> Sequence[QWidget]:
        """The parts that were visited."""
        return tuple(self._made.values())

    # -- keeping up ------------------------------------------------------------------------

    def _chosen(self, number: int) -> None:
        if number >= 0:
            # The window keeps the trail, so that Esc leads back over parts too.
            self._session.asked_page.emit(self._parts[number].name, None)

    def _changed(self, changes: Changes) -> None:
        if "station" in changes.kinds:
            self._show_setting()

    def _show_setting(self) -> None:
        for number, each in enumerate(self._parts):
            shown = self._session.peacekeeping() or not each.only_peacekeeping
            self._tabs.setTabVisible(number, shown)
