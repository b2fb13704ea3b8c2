"""One record: what it is, how it stands, its form, and what hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.counted import in_sentence
from fieldapp.records.record import Record
from fieldapp.services.receiving.marks import marks
from fieldapp.store.store import Changes
from fieldapp.vocab.handling import Level
from ui import pieces
from ui.forms.record_form import RecordForm
from ui.pages.attachments_tab import AttachmentsTab
from ui.pages.history import HistoryTab
from ui.pages.keeping import Keeping
from ui.pages.related import RelatedTab
from ui.pages.standing import Standing, standing
from ui.session import Session
from ui.widgets.elided import Elided, Titled
from ui.widgets.file_drops import FileDrops
from ui.widgets.level_why import LevelWhy


class Tab(Protocol):
    """What stands beside the form, such as what an agreement would let out of the record."""

    label: str

    def show_record(self, record: Record) -> None:
        """Show what belongs to a record; called when the tab is looked at."""


MakeTab = Callable[[Session], QWidget]
TABS: tuple[MakeTab, ...] = (RelatedTab, AttachmentsTab, HistoryTab)
_MORE = (
    ("duplicate", "Duplicate\tCtrl+D"),
    ("template", "Keep as a template"),
    ("pin", "Pin"),
    ("take_back", "Take back what left…"),
    ("delete", "Delete"),
    ("purge", "Remove for ever…"),
)
# Types that are never shared themselves, but under or from which something left.
_RESTED_ON = frozenset({"agreement", "source"})


class RecordPane(QWidget):
    """Shows one record; acts only through its signals, the page decides."""

    asked = Signal(str)  # a verb: back, finish, duplicate, print, delete, correct, reopen, newer
    settled = Signal(str)  # the id of what was saved

    def __init__(
        self, kind: type[Record], session: Session, tabs: Sequence[MakeTab] = TABS
    ) -> None:
        super().__init__()
        self._kind, self._session = kind, session
        self._standing = Standing()
        self._keeping: Keeping | None = None
        self._attachments: AttachmentsTab | None = None
        self._build_head()
        self._build_banner()
        self._build_tabs(tabs)
        self._build_foot()
        self._whole = self._lay_out()
        session.changed.connect(self._changed)
        self.show_nothing()

    # -- building --------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._back = pieces.button("‹ List", "action-back", "flat")
        self._back.setAccessibleName("Back to the list")
        self._title = Titled("section")
        self._title.setObjectName("record-title")
        self._level = QLabel()
        self._level.setObjectName("record-level")
        self._level_why = LevelWhy(self._session)
        self._mark = QLabel()
        self._mark.setObjectName("record-mark")
        self._mark.setProperty("role", "mark")
        self._acts: dict[str, QAction] = {}
        self._more = self._make_more()
        self._actions = {
            "print": pieces.button("Print", "action-print", "flat"),
            "finish": pieces.button("Finish", "action-finish", "main"),
        }
        keys = {"print": "Ctrl+P", "finish": "Ctrl+Enter"}
        for verb, button in (("back", self._back), *self._actions.items()):
            button.clicked.connect(lambda _=False, verb=verb: self.asked.emit(verb))
            if verb in keys:
                button.setToolTip(keys[verb])

    def _make_more(self) -> QToolButton:
        more = QToolButton()
        more.setText("More  ▾")
        more.setObjectName("action-record-more")
        more.setAccessibleName("More to do with this record")
        more.setProperty("kind", "flat")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.setObjectName("menu-record")
        for verb, words in _MORE:
            action = menu.addAction(words)
            action.setObjectName(f"action-{verb}")
            action.triggered.connect(lambda _=False, v=verb: self.asked.emit(v))
            self._acts[verb] = action
        more.setMenu(menu)
        return more

    def _build_banner(self) -> None:
        self._banner = QFrame()
        self._banner.setObjectName("read-only")
        self._banner.setProperty("banner", True)
        self._why = pieces.words("", name="read-only-why")
        self._way_out = pieces.button("", "action-way-out")
        self._way_out.clicked.connect(lambda: self.asked.emit(self._standing.verb))
        inside = QHBoxLayout(self._banner)
        inside.setContentsMargins(12, 8, 8, 8)
        inside.setSpacing(12)
        inside.addWidget(self._why, 1)
        inside.addWidget(self._way_out)

    def _build_tabs(self, makers: Sequence[MakeTab]) -> None:
        area = QScrollArea()
        area.setObjectName(f"scroll-{self._kind.noun}")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("scrolled", True)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 12, 12, 24)
        area.setWidget(inside)
        self._area = area
        self.tabs = QTabWidget()
        self.tabs.setObjectName(f"tabs-{self._kind.noun}")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(area, "Record")
        for make in makers:
            tab = make(self._session)
            number = self.tabs.addTab(tab, str(getattr(tab, "label", "")))
            if isinstance(tab, AttachmentsTab):
                self._attachments = tab
                tab.relabelled.connect(partial(self.tabs.setTabText, number))
                FileDrops(self).dropped.connect(self._attach)
        self.tabs.tabBar().setAccessibleName("Parts of the record")
        self.tabs.currentChanged.connect(lambda _: self._turn())

    def _build_foot(self) -> None:
        self._kept = Elided(role="muted")
        self._kept.setObjectName("kept")
        self._where = QLabel()
        self._where.setObjectName("where-in-list")
        self._where.setProperty("role", "muted")

    def _lay_out(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(8)
        for each in (self._back, self._title, self._level, self._mark):
            head.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(self._more)
        for button in self._actions.values():
            head.addWidget(button)
        foot = QHBoxLayout()
        foot.addWidget(self._kept, 1)
        foot.addWidget(self._where)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._level_why)
        column.addWidget(self._banner)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)
        said = (
            f"Choose one to read it here, or begin a new {in_sentence(self._kind.label)}: Ctrl+N."
            if self._kind.by_hand
            else "Choose one to read it here."
        )
        nothing = pieces.words(said, "muted")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._states = QStackedWidget()
        self._states.addWidget(nothing)
        self._states.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._states)
        return whole

    # -- what it shows ---------------------------------------------------------------------

    @property
    def keeping(self) -> Keeping:
        """The form and what keeps it, made when first needed and where they stay.

        Moving a form into place once it is built takes ten times as long as building it there.
        """
        if self._keeping is None:
            form = RecordForm(self._kind, self._session, self._area.widget())
            self._column.addWidget(form)
            form.edited.connect(self._show_head)
            self._keeping = Keeping(form, self._session)
            self._keeping.told.connect(self._kept.setText)
            self._keeping.settled.connect(self.settled)
        return self._keeping

    @property
    def form(self) -> RecordForm:
        """The form of the record."""
        return self.keeping.form

    def settle(self) -> None:
        """Save what is written, without asking."""
        if self._keeping is not None:
            self._keeping.settle()

    @property
    def record(self) -> Record | None:
        """What is shown, as it was when it was shown or last saved."""
        return self._keeping.record if self._keeping is not None else None

    def show_record(self, record: Record, *, new: bool = False) -> None:
        """Show a record from its top."""
        same = self.record is not None and self.record.id == record.id
        self._standing = standing(record, self._told_of_copy(record))
        self.keeping.show(record, new=new, read_only=self._standing.read_only)
        self._states.setCurrentWidget(self._whole)
        self._show_head()
        if self._attachments is not None:
            words = self._attachments.label_for(record)
            self.tabs.setTabText(self.tabs.indexOf(self._attachments), words)
        self._show_tab()
        if not same:
            self._area.verticalScrollBar().setValue(0)
            self.tabs.setCurrentIndex(0)

    def _told_of_copy(self, record: Record) -> str:
        """What became of a copy since it first came in, in words."""
        found = marks(self._session.store, [record.id]) if record.received_from else {}
        return found[record.id].in_words(record.retracted) if record.id in found else ""

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        if self._keeping is not None:
            self._keeping.forget()
        self._states.setCurrentIndex(0)

    def show_where(self, words: str) -> None:
        """Which one of how many this is."""
        self._where.setText(words)

    def show_way_back(self, on: bool) -> None:
        """Offer the way back to the list, where there is no room for both."""
        self._back.setVisible(on)

    def level(self) -> str:
        """The level of the record shown; "" where there is none, Severe while it is new."""
        if self.record is None:
            return ""
        head = self._session.store.head(self.record.id)
        return head.level if head is not None else Level.SEVERE.value

    def _show_head(self) -> None:
        record = self.record
        if record is None:
            return
        now = self._standing
        whole = f"{self._kind.label} {record.ref}" if record.ref else self._new_title()
        self._title.say(whole, record.ref)
        level = self.level()
        self._level.setText(level.capitalize())
        self._level_why.show_record(record)
        if self._level.property("level") != level:
            self._level.setProperty("level", level)
            self._level.style().unpolish(self._level)
            self._level.style().polish(self._level)
        self._mark.setText(now.mark)
        self._mark.setVisible(bool(now.mark))
        self._banner.setVisible(now.read_only)
        self._why.setText(now.sentence)
        self._way_out.setText(now.action)
        self._way_out.setAccessibleName(now.action)
        self._way_out.setObjectName(f"action-{now.verb}" if now.verb else "action-way-out")
        self._way_out.setVisible(bool(now.action))
        self._actions["finish"].setVisible(not now.read_only)
        word = "Finish" if record.draft else "Save"
        self._actions["finish"].setText(word)
        self._actions["finish"].setAccessibleName(word)
        kept = bool(record.sealed_at or record.received_from)
        self._acts["delete"].setVisible(not kept)
        self._acts["purge"].setVisible(bool(record.sealed_at) and not record.received_from)
        rested_on = record.leaves or self._kind.noun in _RESTED_ON
        self._acts["take_back"].setVisible(rested_on)
        self._acts["pin"].setText("Let go of the pin" if record.pinned == "yes" else "Pin")

    def _changed(self, changes: Changes) -> None:
        """Of many records at once, such as their levels, only the head is said again."""
        if self._kind.noun in changes.kinds and not changes.ids:
            self._show_head()

    def _new_title(self) -> str:
        return f"New {in_sentence(self._kind.label)}"

    def _attach(self, paths: Sequence[Path]) -> None:
        """Files dropped anywhere on the record are attached to it."""
        if self.record is not None and self._attachments is not None:
            self.tabs.setCurrentWidget(self._attachments)
            self._attachments.take_files(paths)

    def _turn(self) -> None:
        if self.tabs.currentWidget() is not self._area:
            self.settle()  # what stands beside the form reads the record as it is kept
        self._show_tab()

    def _show_tab(self) -> None:
        tab = self.tabs.currentWidget()
        show = getattr(tab, "show_record", None)
        if show is not None and self.record is not None:
            show(self.record)
