"""Reference data and import: what is loaded, a file to read, its report, and then its storing."""

from __future__ import annotations

import enum
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from fieldapp.records.record import Record
from fieldapp.services.importing.areas import areas
from fieldapp.services.importing.chosen import ColumnSeen, look, setting_of
from fieldapp.services.importing.gazetteers import ParsedAreas
from fieldapp.services.importing.importing import foresee, keep_in_steps, parse
from fieldapp.services.importing.reading import recognised
from fieldapp.services.importing.report import ImportReport, Parsed
from fieldapp.services.importing.sheets import open_sheet
from fieldapp.store.cipher import BusyVaultError
from fieldapp.store.store import Changes, Query
from fieldapp.vocab.handling import Level
from ui.files import ask_open
from ui.jobs import Job, Stop, Stopped
from ui.pages.importing.columns import ColumnsPane
from ui.pages.importing.review import ReviewPane
from ui.pages.importing.start import StartPane
from ui.pages.importing.steps import StepByStep
from ui.pages.importing.waiting import WaitPane
from ui.pages.importing.wording import PLACES, Naming, naming
from ui.session import Session

SOON_MS = 200  # quicker work is not worth another page
STOPPED = "Stopped. Nothing was stored."


class Stage(enum.Enum):
    """How far one file is."""

    START = "start"
    COLUMNS = "columns"  # which column goes where is chosen
    READING = "reading"
    FORESEEING = "foreseeing"  # what of it is here already
    REVIEW = "review"
    STORING = "storing"
    DONE = "done"


class ImportPage(QWidget):
    """One file at a time. While it is stored, leaving the page or locking takes all of it back."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self.stage = Stage.START
        self._job: Job | None = None
        self._chosen = ""
        self._parsed: Parsed | ParsedAreas | None = None
        self._report: ImportReport | None = None
        self._what: Naming = PLACES
        self._meanwhile = Changes()
        self._steps = StepByStep(self)
        self._start, self._wait = StartPane(session), WaitPane()
        self._columns = ColumnsPane()
        self._review = ReviewPane()
        self._which = QStackedLayout(self)
        for each in (self._start, self._wait, self._columns, self._review):
            self._which.addWidget(each)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._connect()

    def _connect(self) -> None:
        self._start.asked.connect(self.new)
        self._wait.stopped.connect(self._stop)
        self._columns.agreed.connect(self._read_as_chosen)
        self._columns.left.connect(self._leave)
        self._review.agreed.connect(self._store)
        self._review.left.connect(self._leave)
        self._review.asked_list.connect(self._show_list)
        self._steps.moved.connect(self._wait.move_to)
        self._steps.ended.connect(self._step_on)
        self._steps.failed.connect(self._refuse)
        self._steps.broke.connect(lambda: self._refuse(None))
        self._soon.timeout.connect(self._show_wait)
        self._session.changed.connect(self._note_change)

    # -- what the window asks --------------------------------------------------------------

    def new(self) -> None:
        """Ask for a file to import."""
        if self.stage in (Stage.START, Stage.DONE):
            self._leave()
            ask_open(self, "Import a file", self.read, only="(*.csv *.xlsx *.json)")

    def level(self) -> str:
        """Values of a file are not judged yet: they count as Severe."""
        shown = (Stage.COLUMNS, Stage.REVIEW, Stage.DONE)
        return Level.SEVERE.value if self.stage in shown else ""

    def find_here(self) -> None:
        """Put the cursor in the search of the report."""
        if self.stage in (Stage.REVIEW, Stage.DONE):
            self._review.find_here()

    def back(self) -> bool:
        """Stop what runs, or leave the report; False at the start."""
        if self.stage is Stage.START:
            return False
        if self.stage in (Stage.COLUMNS, Stage.REVIEW, Stage.DONE):
            self._leave()
        else:
            self._stop()
        return True

    def keep(self) -> None:
        """There is nothing to keep: what is not stored whole is not stored."""
        self._break_off()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's own."""
        super().showEvent(event)
        self._start.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Other pages may write: the transaction must not be open under them."""
        super().hideEvent(event)
        if self.stage is Stage.STORING and not event.spontaneous():
            self._stop()

    # -- reading ---------------------------------------------------------------------------

    def read(self, path: Path) -> None:
        """Read a file in a job; nothing is stored.

        Of a table of the officer's own, columns that do not speak for themselves are shown first.
        """
        self._chosen = self._start.kind()
        kind = next((k for k in self._session.store.types if k.noun == self._chosen), None)
        if kind is not None and self._start.mapping() is None:
            self._look(path, kind)
        else:
            self._parse(path, None)

    def _look(self, path: Path, kind: type[Record]) -> None:
        store = self._session.store

        def work(_stop: Stop) -> tuple[ColumnSeen, ...] | None:
            sheet = open_sheet(path)
            if recognised(sheet, kind.noun) is not None:
                return None
            remembered = choices.get(setting_of(kind, sheet.columns))
            return look(kind, sheet, remembered)

        choices = store.vault.get_all("columns.")
        self._begin(Stage.READING, "Looking at the columns", "Nothing is stored.")
        self._job = self._session.jobs.run(
            work,
            lambda seen: self._choose(path, kind, seen),
            failed=self._refuse,
            label="Looking at the columns",
        )

    def _choose(self, path: Path, kind: type[Record], seen: tuple[ColumnSeen, ...] | None) -> None:
        self._job = None
        if seen is None or all(each.to for each in seen):  # nothing to choose
            self._parse(path, None if seen is None else {each.name: each.to for each in seen})
            return
        self._columns.show_columns(path, kind, seen)
        self.stage = Stage.COLUMNS
        self._show(self._columns)

    def _read_as_chosen(self, path: Path, kind: type[Record], chosen: dict[str, str]) -> None:
        self._session.set_setting(setting_of(kind, list(chosen)), chosen)
        self._parse(path, chosen)

    def _parse(self, path: Path, chosen: dict[str, str] | None) -> None:
        store, kind = self._session.store, self._chosen
        mapping, types = self._start.mapping(), store.types
        places = store.gazetteer.everything()
        self._begin(Stage.READING, "Reading the file", "Nothing is stored while it is read.")
        self._job = self._session.jobs.run(
            lambda stop: parse(
                path,
                kind,
                mapping,
                types=types,
                gazetteer=areas(places),
                chosen=chosen,
                stop=stop,
                progress=stop.progress,
            ),
            self._foresee,
            failed=self._refuse,
            progress=self._wait.move_to,
            label="Reading the file",
        )

    def _foresee(self, parsed: Parsed | ParsedAreas) -> None:
        """What of it is here already is known only to the store."""
        self._job, self._parsed, self.stage = None, parsed, Stage.FORESEEING
        self._what = naming(parsed, self._chosen, self._session.store.types)
        self._steps.run(foresee(self._session.store, parsed))

    # -- storing ---------------------------------------------------------------------------

    def _store(self) -> None:
        if self._parsed is None or self.stage is not Stage.REVIEW:
            return
        if self._session.jobs.busy:  # its answer may write, and would be taken back with this
            self._session.failed.emit(BusyVaultError())
            return
        self._meanwhile = Changes()
        self._begin(
            Stage.STORING,
            f"Storing {self._what.many}",
            "All or nothing: stopping, leaving this page or locking stores none.",
        )
        self._steps.run(keep_in_steps(self._session.store, self._parsed))

    def _step_on(self, report: ImportReport) -> None:
        self._report = report
        if self.stage is Stage.FORESEEING:
            self._show_review()
            return
        self.stage, self._parsed = Stage.DONE, None
        self._review.show_stored(report, self._what)
        self._show(self._review)
        self._session.announce(report.changes or Changes())

    def _show_list(self) -> None:
        # A list shows our own at first; this asks for all, what was imported among them.
        self._session.asked_page.emit(self._what.noun, Query(self._what.noun))

    # -- stopping --------------------------------------------------------------------------

    def _stop(self) -> None:
        """Stop what runs; what was read stays to be looked at."""
        if self._job is not None:
            self._session.jobs.stop(self._job)
            return
        storing = self.stage is Stage.STORING
        if self._break_off():
            self._session.said.emit(STOPPED)
            self._show_review() if storing else self._leave()

    def _break_off(self) -> bool:
        """Take back what is half stored; lists that saw it meanwhile read again."""
        if not self._steps.stop():
            return False
        self._soon.stop()
        if self.stage is Stage.STORING:
            self.stage = Stage.REVIEW
            kinds = {self._what.noun} - {""}
            self._session.announce(Changes(frozenset(kinds)) | self._meanwhile)
        return True

    def _refuse(self, error: Exception | None) -> None:
        """Back to where the user can try again; None is a fault of ours, told elsewhere."""
        self._job = None
        if self.stage is Stage.STORING:
            self._show_review()
        else:
            self._leave()
        if isinstance(error, Stopped):
            self._session.said.emit(STOPPED)
        elif error is not None:
            self._session.failed.emit(error)

    def _leave(self) -> None:
        self._parsed = self._report = None
        self.stage = Stage.START
        self._review.forget()
        self._start.refresh()
        self._show(self._start)

    # -- showing ---------------------------------------------------------------------------

    def _begin(self, stage: Stage, title: str, note: str) -> None:
        self.stage = stage
        self._start.allow(False)
        self._wait.begin(title, note)
        self._soon.start()

    def _show_wait(self) -> None:
        self._which.setCurrentWidget(self._wait)
        self._wait.focus()
        self._tell_level()

    def _show_review(self) -> None:
        if self._report is not None:
            self.stage = Stage.REVIEW
            self._review.show_foreseen(self._report, self._what)
            self._show(self._review)

    def _show(self, pane: QWidget) -> None:
        self._soon.stop()
        self._start.allow(True)
        self._which.setCurrentWidget(pane)
        if self.isVisible():
            panes = {self._review: self._review.focus, self._columns: self._columns.focus}
            panes.get(pane, self._start.ask.setFocus)()
        self._tell_level()

    def _tell_level(self) -> None:
        if self.isVisible():
            self._session.shown.emit(self.level())

    def _note_change(self, changes: Changes) -> None:
        if self.stage is Stage.STORING:
            self._meanwhile |= changes
        elif self.isVisible():
            self._start.refresh()
