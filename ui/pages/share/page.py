"""The share page: three steps on one page, blocks at the top, one button at the foot."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import attrs
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.records.products import Product
from fieldapp.records.record import Record
from fieldapp.services.sharing.release import Release, assemble, prepare, select
from fieldapp.services.sharing.text_choices import asked_in
from fieldapp.services.sharing.text_choices import waiting as unanswered
from fieldapp.store.store import Changes
from ui.pages.share.agreement_step import AgreementStep
from ui.pages.share.approval_step import ApprovalStep
from ui.pages.share.blocks_panel import BlocksPanel
from ui.pages.share.choosing_step import ChoosingStep
from ui.pages.share.facts import counted
from ui.pages.share.letting_go import LettingGo
from ui.pages.share.lines import share_lines
from ui.pages.share.look_step import LookStep
from ui.pages.share.mending import APPROVE, CHOOSE, WAY, Mend
from ui.pages.share.none_yet import NoneYet
from ui.pages.share.reading import unread
from ui.pages.share.seal_bar import SealBar
from ui.pieces import button, card, scrolled, words
from ui.session import Session

AT_ONCE = 400  # more records than this are decided on in a job
NARROW, SIDE = 110, 40  # in letters, so that larger text counts


class SharePage(QWidget):
    """Prepares a release each time that something is chosen; shows it; lets it go."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._chosen: Sequence[Record] = ()
        self._left_out = frozenset[str]()
        self._read = frozenset[str]()
        self._release: Release | None = None
        self._only = frozenset[str]()  # what a list chose; empty: everything step 2 says
        self._narrowed = button("", "action-take-all", "link")
        self._narrowed.clicked.connect(self._take_all)
        self._narrowed.hide()
        self._asked = 0
        self._stale = True
        self._agreement, self._what = AgreementStep(session), ChoosingStep(session)
        self._look, self._blocks, self._bar = LookStep(session), BlocksPanel(), SealBar()
        self._none, self._approval = NoneYet(session), ApprovalStep(session)
        self._letting_go = LettingGo(session, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._prepare)
        self._lay_out()
        self._connect()

    # -- building --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = QWidget()
        steps = QVBoxLayout(inside)
        steps.setContentsMargins(16, 16, 8, 16)
        steps.addWidget(self._agreement)
        steps.addSpacing(8)
        steps.addWidget(self._what)
        steps.addStretch(1)
        side, edge = card()
        edge.setContentsMargins(1, 1, 1, 1)
        edge.addWidget(scrolled(inside))
        look, right = card()
        right.setContentsMargins(16, 16, 16, 12)
        right.addWidget(self._look, 1)
        self._side = side
        # A splitter and no layout: a layout in a scroll area asks for all that wrapped words hint.
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        self._split.addWidget(side)
        self._split.addWidget(look)
        self._split.setStretchFactor(1, 1)
        work = QWidget()
        rows = QVBoxLayout(work)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._narrowed, 0, Qt.AlignmentFlag.AlignLeading)
        rows.addWidget(self._blocks)
        rows.addWidget(scrolled(self._split), 1)
        rows.addWidget(self._bar)  # the one button stays in view, however long the look is
        self._which = QStackedWidget()
        self._which.addWidget(self._none)
        self._which.addWidget(work)
        self._which.addWidget(self._approval)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(words("Share", "page"))
        column.addWidget(self._which, 1)

    def _connect(self) -> None:
        self._agreement.chosen.connect(self._offer)
        self._what.changed.connect(self._plan)
        self._look.ticked.connect(self._tick)
        self._look.read.connect(self._tick_read)
        self._blocks.asked.connect(self._mend)
        self._bar.asked.connect(self._let_go)
        self._bar.asked_approval.connect(self._open_approval)
        self._approval.closed.connect(self.back)
        self._letting_go.began.connect(lambda: self._bar.set_busy(True))
        self._letting_go.ended.connect(lambda: self._bar.set_busy(False))
        self._session.changed.connect(self._note_change)

    @property
    def release(self) -> Release | None:
        """What is shown now; None where nothing is."""
        return self._release

    @property
    def is_deciding(self) -> bool:
        """Whether what is shown is about to be replaced."""
        return self._soon.isActive() or self._session.jobs.busy

    # -- what the window asks --------------------------------------------------------------

    def level(self) -> str:
        """What is kept here stands beside what leaves, so it is as sensitive as anything."""
        return self._look.level()

    def take(self, argument: object) -> None:
        """Share under this agreement, or only these records, or these under that: by id."""
        self._refresh()
        if isinstance(argument, str):
            self._agreement.choose(argument)
        elif isinstance(argument, tuple):
            self._only = frozenset(argument)
            # A correction names the agreement under which the older version left.
            named = next((each for each in argument if self._agreement.offers(each)), "")
            if named:
                self._only -= {named}
                self._agreement.choose(named)
            self._plan()

    def _take_all(self) -> None:
        self._only = frozenset()
        self._plan()

    def _show_only(self) -> None:
        """Say that the choice made in a list narrows step 2 down, and how it is given up."""
        self._narrowed.setVisible(bool(self._only))
        self._narrowed.setText(
            f"Only the {len(self._only):,} records chosen in a list. Take all instead"
        )
        self._narrowed.setAccessibleName(self._narrowed.text())

    def find_here(self) -> None:
        """Put the cursor where records are chosen."""
        self._what.focus()

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what changed while another page was open."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the steps stand above the look."""
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        narrow = self.width() < NARROW * letter
        self._side.setMinimumSize(SIDE * letter, 240 if narrow else 0)
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if way != self._split.orientation() or not event.oldSize().isValid():
            self._split.setOrientation(way)
            self._split.setSizes([240, 600] if narrow else [SIDE * letter, self.width()])

    # -- keeping up ------------------------------------------------------------------------

    def _note_change(self, _: Changes) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        self._agreement.refresh()

    def _offer(self) -> None:
        agreement = self._agreement.agreement
        if agreement is None or self._which.currentIndex() == 0:
            self._which.setCurrentIndex(0 if agreement is None else 1)
        self._what.offer(agreement)
        self._plan()

    def _plan(self) -> None:
        """Decide once, after all that belongs to one change has arrived."""
        self._what.count()
        self._soon.start(0)

    # -- deciding --------------------------------------------------------------------------

    def _prepare(self) -> None:
        agreement, what = self._agreement.agreement, self._what
        self._asked += 1
        if agreement is None:
            self._show(None)
            return
        with self._session.telling():
            store, channel = self._session.store, self._agreement.channel
            self._chosen = (
                select(
                    store,
                    agreement,
                    kinds=what.kinds,
                    since=what.since,
                    filters=what.filters,
                    apart=bool(self._only),  # chosen one by one
                    received=what.received,
                )
                if what.kinds
                else ()
            )
            if self._only:
                self._chosen = [each for each in self._chosen if each.id in self._only]
            self._show_only()
            goes = [each for each in self._chosen if each.id not in self._left_out]
            # Tables are solved for what a reader could work out, which can take seconds.
            tables = any(isinstance(each, Product) for each in goes)
            if len(goes) <= AT_ONCE and not tables:
                self._show(prepare(store, agreement, goes, channel=channel))
            else:
                self._prepare_in_a_job(goes)

    def _prepare_in_a_job(self, goes: Sequence[Record]) -> None:
        from fieldapp.services.sharing.gather import gather

        agreement, channel = self._agreement.agreement, self._agreement.channel
        assert agreement is not None
        gathered, today = gather(self._session.store, agreement, goes), self._session.store.now()
        asked = self._asked
        self._bar.show_release(None, 0)

        def show(release: Release) -> None:
            if asked == self._asked:
                self._show(release)

        self._session.jobs.run(
            lambda _: assemble(agreement, goes, gathered, today.date(), channel=channel),
            show,
            label=f"Deciding on {len(goes):,} records",
        )

    def _show(self, release: Release | None) -> None:
        self._release = release
        self._blocks.show_blocks(release)
        self._approval.show_release(release)
        if release is None:
            self._look.show_release((), None, self._read)
            self._bar.show_release(None, 0)
            return
        titles = self._session.store.titles([each.id for each in self._chosen])
        found = share_lines(self._chosen, self._left_out, release, titles)
        self._look.say_none(self._why_none())
        self._look.show_release(found, release, self._read)
        self._show_bar()
        if self.isVisible():
            self._session.shown.emit(self.level())

    def _show_bar(self) -> None:
        release = self._release
        if release is None:
            return
        left_out = sum(1 for each in self._chosen if each.id in self._left_out)
        self._bar.propose_hands(self._session.store.author)
        waiting = len(unread(release, self._read))
        self._look.say_counts(counted(release, left_out, waiting))
        self._bar.show_release(release, waiting, len(unanswered(asked_in(release))))

    def _why_none(self) -> str:
        if not self._what.kinds:
            return "No type of record is ticked in step 2."
        return "No record fits what step 2 says. Take an earlier date, or tick more types."

    # -- what the person does --------------------------------------------------------------

    def _tick(self, ids: Collection[str], goes: bool) -> None:
        self._left_out = self._left_out - set(ids) if goes else self._left_out | set(ids)
        self._plan()

    def _tick_read(self, marks: Collection[str], done: bool) -> None:
        self._read = self._read | set(marks) if done else self._read - set(marks)
        if self._release is not None:
            titles = self._session.store.titles([each.id for each in self._chosen])
            found = share_lines(self._chosen, self._left_out, self._release, titles)
            self._look.show_release(found, self._release, self._read)
            self._show_bar()

    def _mend(self, mend: Mend) -> None:
        if mend.record:
            self._session.opened.emit(mend.record)
        elif mend.place == CHOOSE:
            self._what.focus()
        elif mend.place == APPROVE:
            self._open_approval()
        elif mend.place == WAY:
            self._agreement.focus_way()
        else:
            self._look.focus()

    def _let_go(self) -> None:
        if self._release is not None:
            by, to = self._bar.hands
            release = attrs.evolve(self._release, note=self._approval.note)
            self._letting_go.begin(release, by, to)

    # -- the second person -----------------------------------------------------------------

    def _open_approval(self) -> None:
        self._which.setCurrentWidget(self._approval)
        self._approval.refresh()
        self._approval.setFocus()

    def back(self) -> bool:
        """From the approval to what leaves."""
        if self._which.currentWidget() is not self._approval:
            return False
        self._approval.keep()
        self._which.setCurrentIndex(1)
        return True

    def keep(self) -> None:
        """Keep the note on harm."""
        self._approval.keep()
