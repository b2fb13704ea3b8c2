"""The page of a record type: its list, and beside it one record; works for any type."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from fieldapp.records.record import Record
from fieldapp.services.starting import begin
from fieldapp.store.store import Changes, Query
from fieldapp.vocab.handling import Level
from ui import theme
from ui.pages.exporting.asked import ToExport
from ui.pages.keeping import bring_back
from ui.pages.list_pane import ListPane
from ui.pages.page_head import PageHead
from ui.pages.record_acts import RecordActs
from ui.pages.record_pane import TABS, MakeTab, RecordPane
from ui.session import Session
from ui.widgets.tab_order import in_reading_order

NARROW = 1100  # below this width of the window, the record takes the list's place
SPLIT = (420, 720)


class RecordsPage(QWidget):
    """List and record side by side; the split is remembered in the vault."""

    print_asked = Signal(str)

    def __init__(
        self, kind: type[Record], session: Session, tabs: Sequence[MakeTab] = TABS
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.kind, self._session = kind, session
        bring_back(kind, session)
        self.list = ListPane(kind, session)
        self.pane = RecordPane(kind, session, tabs)
        self._narrow = False
        self._acts = RecordActs(self, session, self.print_asked.emit)
        self._head = PageHead(kind, session)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()
        self._add_keys()
        in_reading_order(self)

    def _lay_out(self) -> None:
        right = QWidget()
        inside = QVBoxLayout(right)
        inside.setContentsMargins(16, 0, 0, 0)
        inside.addWidget(self.pane)
        self._right, self._inside = right, inside
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(8)
        self._split.addWidget(self.list)
        self._split.addWidget(right)
        self._split.setStretchFactor(1, 1)
        self.list.setMinimumWidth(300)
        right.setMinimumWidth(360)
        sizes = self._session.setting(self._split_name(), list(SPLIT))
        self._split.setSizes([int(each) for each in sizes])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addWidget(self._head)
        column.addWidget(self._split, 1)

    def _split_name(self) -> str:
        return f"records.{self.kind.noun}.split"

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.picked.connect(self._pick)
        self.list.entered.connect(self._enter)
        self.list.asked_new.connect(self.new)
        self.list.asked_delete.connect(lambda: self._acts.act("delete"))
        self.list.moved.connect(self._tell_level)
        self.pane.asked.connect(self._acts.act)
        self.pane.settled.connect(self._settled)
        self._head.asked_new.connect(self.new)
        self._head.asked_template.connect(self._acts.from_template)
        self._head.asked_blank.connect(self._acts.print_blank)
        self._head.asked_keying.connect(
            lambda: self._session.asked_page.emit("keying", self.kind.noun)
        )
        self._head.asked_export.connect(
            lambda: self._session.asked_page.emit(
                "export", ToExport(self.kind.noun, query=self.list.bar.query())
            )
        )
        self.list.bulk.merging.connect(lambda ids: self._session.asked_page.emit("merge", ids))
        self._session.changed.connect(self._changed)
        self._remember = QTimer(self)
        self._remember.setSingleShot(True)
        self._remember.setInterval(400)
        self._remember.timeout.connect(self._keep_split)
        self._split.splitterMoved.connect(lambda *_: self._remember.start())

    def _add_keys(self) -> None:
        for keys, verb in (
            ("Ctrl+Return", "finish"),
            ("Ctrl+Enter", "finish"),
            ("Ctrl+P", "print"),
            ("Ctrl+D", "duplicate"),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)  # sleeps while the page is hidden
            shortcut.activated.connect(lambda verb=verb: self._acts.act(verb))

    # -- what the window asks --------------------------------------------------------------

    def offer(self, widget: QWidget) -> None:
        """Put one more way to begin into the head, such as a list that ships with the app."""
        self._head.offer(widget)
        in_reading_order(self)

    def open(self, record_id: str) -> None:
        """Show one record, whether or not the list shows it."""
        self.show_record(self._session.store.get(record_id))

    def new(self) -> None:
        """Begin a new record; nothing is saved before something is written."""
        if not self.kind.by_hand:
            return
        self.pane.settle()
        self._begin(begin(self.kind, self._session.store))

    def _begin(self, record: Record) -> None:
        self.list.select("")
        self.pane.show_record(record, new=True)
        self.show_again()
        self.pane.form.focus_first()

    def begin_filled(self, draft: Record) -> None:
        """Begin a record that holds something already, so it is saved at once."""
        self._session.save(draft)
        self.show_record(self._session.store.get(draft.id))
        self.pane.form.focus_first()

    def take(self, argument: object) -> None:
        """Begin a record that another page made ready, or show the list with a filter of its."""
        if isinstance(argument, self.kind):
            self.pane.settle()
            self.begin_filled(argument)
        elif isinstance(argument, Query):
            self.list.show_query(argument)

    def find_here(self) -> None:
        """Put the cursor in the search of the list."""
        if self._narrow:
            self.back()
        self.list.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.bar.search.selectAll()

    def start_here(self) -> None:
        """Put the cursor on a row of the list, so that Enter opens it."""
        self.list.start_here()

    def keep(self) -> None:
        """Save what is unfinished; called before the vault locks."""
        self.pane.settle()

    def level(self) -> str:
        """The highest level on screen: the record's, or that of a row of the list."""
        levels = [self.pane.level(), "" if self.list.isHidden() else self.list.level()]
        found = [Level(each) for each in levels if each in list(Level)]
        return Level.highest(*found).value if found else ""

    def is_narrow(self) -> bool:
        """Whether there is room for the list or the record only."""
        return self._narrow

    def back(self) -> bool:
        """From the record to the list, where it has taken the list's place."""
        if not self._narrow or self.pane.record is None:
            return False
        left = self.pane.record.id
        self.pane.settle()
        self.pane.show_nothing()
        self.list.select(left)
        self.show_again()
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page never asks: what was written is saved."""
        super().hideEvent(event)
        self.pane.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Under a certain width there is room for one of the two."""
        super().resizeEvent(event)
        # Large text needs the room sooner.
        narrow = self.window().width() < NARROW * max(1.0, self.font().pointSizeF() / theme.BODY)
        if narrow != self._narrow:
            self._narrow = narrow
        self._share_room()

    # -- showing ---------------------------------------------------------------------------

    def _choose(self, record_id: str) -> None:
        """Follow the list, where there is room beside it; else wait for Enter or a click."""
        if not self._narrow:
            self._pick(record_id)

    def _pick(self, record_id: str) -> None:
        shown = self.pane.record
        if shown is None or shown.id != record_id:
            self.show_record(self._session.store.get(record_id))

    def show_record(self, record: Record) -> None:
        """Show a record beside the list, or in its place."""
        shown = self.pane.record
        if shown is None or shown.id != record.id:
            self.pane.settle()
        self.pane.show_record(record)
        self.list.select(record.id)
        self.show_again()

    def show_again(self) -> None:
        """Share the room, say where the record stands in the list, and its level."""
        self._share_room()
        self._say_where()
        self._tell_level()

    def _enter(self) -> None:
        row = self.list.row_at(self.list.current_row())
        if row is not None:
            self._pick(row.id)
            self.pane.form.focus_first()

    def _share_room(self) -> None:
        shown = self.pane.record is not None
        self.list.setVisible(not (self._narrow and shown))
        self._right.setVisible(shown or not self._narrow)
        self._inside.setContentsMargins(0 if self._narrow else 16, 0, 0, 0)
        self.pane.show_way_back(self._narrow)

    def _say_where(self) -> None:
        row, number = self.list.current_row(), self.list.model.rowCount()
        words = f"{self.kind.label} {row + 1:,} of {number:,}" if row >= 0 else ""
        self.pane.show_where(words)

    def _tell_level(self) -> None:
        if self.isVisible():
            self._session.shown.emit(self.level())

    def _keep_split(self) -> None:
        if not self._narrow:
            self._session.set_setting(self._split_name(), self._split.sizes())

    # -- keeping up ------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if self.kind.noun in changes.kinds:
            self.list.refresh()
            self._say_where()
        shown = self.pane.record
        if shown is None or shown.id not in changes.ids or self.pane.keeping.busy:
            return
        record = self._session.store.get_many([shown.id]).get(shown.id)
        if record is None or record.deleted_at:
            self.pane.show_nothing()
            self.show_again()
        elif not self.pane.form.is_edited():
            self.pane.show_record(record)

    def _settled(self, record_id: str) -> None:
        record = self.pane.record
        if record is not None and record.id == record_id and self.isVisible():
            self.list.select(record_id)
            self._say_where()
