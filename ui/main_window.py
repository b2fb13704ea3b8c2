"""The frame of an open vault: navigation, top bar, one page at a time, and the message bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.store.store import Changes
from fieldapp.vocab.handling import Level
from ui.job_strip import JobStrip
from ui.messages import Messages
from ui.navigation import Navigation
from ui.page import (
    Finds,
    Holds,
    Keeps,
    Levelled,
    Makes,
    Opens,
    PageSpec,
    StartsHere,
    StepsBack,
    Takes,
)
from ui.pages.search import SearchPage
from ui.session import Session
from ui.setting_names import COLLAPSED
from ui.top_bar import TopBar

__all__ = ["MainWindow", "PageSpec"]


class MainWindow(QWidget):
    """Shows the pages of one session; everything in it is destroyed when the vault locks."""

    def __init__(self, session: Session, pages: Sequence[PageSpec]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.session = session
        self.messages = Messages(self)
        self._specs = {spec.name: spec for spec in pages}
        self._within = {part.name: spec.name for spec in pages for part in spec.parts}
        self._made: dict[str, QWidget] = {}
        self._trail: list[str] = []
        self.navigation = Navigation(pages, self._station_head())
        self.top_bar = TopBar()
        self._stack = QStackedWidget()
        self._results = SearchPage(session)
        self._stack.addWidget(self._results)
        self._lay_out()
        self._connect()
        self._add_keys()
        self.navigation.count(session.store)
        if session.setting(COLLAPSED, False):
            self.navigation.collapse(True)
        if pages:
            self.go(pages[0].name)

    # -- building --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        foot = QFrame()
        foot.setObjectName("foot")
        below = QHBoxLayout(foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.messages.bar, 1)
        below.addWidget(JobStrip(self.session.jobs))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(self._stack, 1)
        right.addWidget(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.navigation)
        whole.addLayout(right, 1)

    def _connect(self) -> None:
        session = self.session
        session.failed.connect(self.messages.show)
        session.jobs.failed.connect(self.messages.show)
        session.said.connect(self.messages.say)
        session.opened.connect(self.open_record)
        session.asked_page.connect(self.go)
        session.asked_help.connect(self._help)
        session.shown.connect(self.top_bar.show_level)
        session.changed.connect(self._count)
        self.navigation.chosen.connect(self.go)
        self.navigation.collapsed.connect(lambda narrow: session.set_setting(COLLAPSED, narrow))
        self.top_bar.searched.connect(self._search)
        self.top_bar.entered.connect(self._results.open_first)
        self.top_bar.stepped_down.connect(self._results.find_here)
        self.top_bar.asked_lock.connect(session.asked_lock)

    def _add_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+K", self._focus_search),
            ("Ctrl+N", self._new_here),
            ("Ctrl+Shift+N", self._new_meeting),
            ("Ctrl+F", self._find_here),
            ("Ctrl+L", self.session.asked_lock.emit),
            ("Ctrl+Z", self._undo),
            ("F1", self._help_on_focus),
            ("?", lambda: self._help("keys")),
            ("Esc", self.step_back),
        ]
        for number, name in enumerate(self.navigation.names()[:9], start=1):
            keys.append((f"Ctrl+{number}", partial(self.go, name)))
        for sequence, action in keys:
            QShortcut(QKeySequence(sequence), self).activated.connect(action)

    # -- going about -----------------------------------------------------------------------

    def page(self, name: str) -> QWidget:
        """The page of this name, made at its first visit; of an area, the part on screen."""
        whole = self._whole(name)
        if not isinstance(whole, Holds):
            return whole
        return whole.part(name) if name in self._within else whole.current()

    def _whole(self, name: str) -> QWidget:
        name = self._within.get(name, name)
        if name not in self._made:
            self._made[name] = self._specs[name].make(self.session)
            self._stack.addWidget(self._made[name])
        return self._made[name]

    def shown(self) -> QWidget | None:
        """The page on screen; of an area, the part of it."""
        widget = self._stack.currentWidget()
        return widget.current() if isinstance(widget, Holds) else widget

    def specs(self) -> Sequence[PageSpec]:
        """What each page of the navigation is, in order."""
        return tuple(self._specs.values())

    def here(self) -> str:
        """The name of the page on screen."""
        return self._trail[-1] if self._trail else ""

    def go(self, name: str, argument: object = None) -> None:
        """Show a page, and hand it what it should show."""
        whole, before = self._whole(name), self.shown()
        if isinstance(whole, Holds):
            name = name if name in self._within else whole.current_name()
            whole.show_part(name)
        page = self.page(name)
        if name != self.here():
            self._trail = [*self._trail[-19:], name]
        if self.top_bar.search.text():
            self.top_bar.search.clear()
        self._stack.setCurrentWidget(whole)
        self.navigation.show_page(self._within.get(name, name))
        if argument is not None and isinstance(page, Takes):
            page.take(argument)
        elif page is not before and isinstance(page, StartsHere):
            page.start_here()
        self._show_level(page)

    def open_record(self, record_id: str) -> None:
        """Show a record on the page of its type."""
        with self.session.telling():
            record = self.session.store.get(record_id)
            page = self.page(record.noun)
            self.go(record.noun)
            if isinstance(page, Opens):
                page.open(record_id)

    def step_back(self) -> None:
        """Close what is on top: the message, the search, the record, then the page."""
        page = self.shown()
        if self.messages.error is not None:
            self.messages.clear()
        elif page is self._results:
            self._leave_search()
        elif isinstance(page, StepsBack) and page.back():
            self._show_level(page)
        elif len(self._trail) > 1:
            self._trail.pop()
            self.go(self._trail.pop())

    def focus_page(self) -> None:
        """Put the cursor where work on this page begins."""
        page = self.shown()
        if page is None:
            return
        if isinstance(page, StartsHere):
            page.start_here()
            return
        for each in page.findChildren(QWidget):
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisibleTo(page):
                each.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def keep(self) -> None:
        """Ask every page for its unfinished edits; one that fails does not stop the others."""
        for whole in self._made.values():
            for page in whole.made() if isinstance(whole, Holds) else (whole,):
                if isinstance(page, Keeps):
                    with self.messages.guarding():
                        page.keep()

    def _show_level(self, page: QWidget) -> None:
        self.session.shown.emit(page.level() if isinstance(page, Levelled) else Level.SEVERE.value)

    # -- search ----------------------------------------------------------------------------

    def _focus_search(self) -> None:
        self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.search.selectAll()

    def _search(self, words: str) -> None:
        if not words.strip():
            self._leave_search()
            return
        self._stack.setCurrentWidget(self._results)
        self._results.look_for(words)
        self._show_level(self._results)

    def _leave_search(self) -> None:
        self.top_bar.search.clear()
        if self.here():
            self.go(self.here())

    # -- what the keys do ------------------------------------------------------------------

    def _new_here(self) -> None:
        page = self.shown()
        if isinstance(page, Makes):
            page.new()

    def _new_meeting(self) -> None:
        for name in ("note", "meeting"):
            if name in self._specs or name in self._within:
                self.go(name)
                page = self.page(name)
                if isinstance(page, Makes):
                    page.new()
                return

    def _find_here(self) -> None:
        page = self.shown()
        if isinstance(page, Finds):
            page.find_here()
        else:
            self._focus_search()

    def _undo(self) -> None:
        with self.session.telling():
            undone = self.session.undo()
            self.messages.say("Undone." if undone else "There is nothing to undo.")

    def _help(self, topic: str) -> None:
        if "help" in self._specs:
            self.go("help", topic)

    def _help_on_focus(self) -> None:
        focused = QGuiApplication.focusObject()
        words = ""
        if isinstance(focused, QWidget) and self.isAncestorOf(focused):
            said = (focused.accessibleName(), focused.accessibleDescription() or focused.toolTip())
            words = "\n".join(part for part in said if part)
        if "help" in self._specs:
            self.go("help", (self.here(), words))

    # -- keeping up ------------------------------------------------------------------------

    def _count(self, changes: Changes) -> None:
        self.navigation.count(self.session.store)
        if "station" in changes.kinds:
            self.navigation.set_station(self._station_head())

    def _station_head(self) -> str:
        station = self.session.store.station()
        return "" if station is None else f"{station.station_code}  {station.name}".strip()
