"""What can be done with several chosen records at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.records.record import Record
from fieldapp.services import bulk
from fieldapp.vocab.handling import Level
from fieldapp.vocab.spoken_days import read_day
from fieldapp.vocab.vocabulary import vocabulary
from ui import pieces
from ui.pages.exporting.asked import ToExport
from ui.session import Session
from ui.setting_names import KNOWN_TAGS
from ui.widgets.asking import Asking
from ui.widgets.flow import Flow

MERGED = frozenset({"person", "incident"})
# Logs answer for what left, came in and was approved: no entry of them goes to the bin.
LOGS = frozenset({"disclosure", "received", "destruction", "recall", "approval"})


class BulkBar(QFrame):
    """Shown while more than one row is chosen; each action is one step of undo."""

    merging = Signal(object)  # two or more ids
    dropped = Signal()  # the choice is given up

    def __init__(self, kind: type[Record], session: Session) -> None:
        super().__init__()
        self.setObjectName("bulk-bar")
        self.setProperty("panel", True)
        self._kind, self._session = kind, session
        self._ids: Sequence[str] = ()
        self._count = QLabel()
        self._count.setObjectName("bulk-count")
        self._count.setProperty("role", "strong")
        self._asking = Asking("bulk")
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        buttons = QWidget()
        flow = Flow(buttons)
        for verb, words, act in self._actions():
            each = pieces.button(words, f"action-bulk-{verb}", "flat")
            each.clicked.connect(act)
            flow.addWidget(each)
        head = QHBoxLayout()
        head.addWidget(self._count)
        head.addStretch(1)
        out = pieces.button("Choose none", "action-bulk-drop", "link")
        out.clicked.connect(self.dropped)
        head.addWidget(out)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(buttons)
        column.addWidget(self._asking)

    def _actions(self) -> list[tuple[str, str, Callable[[], object]]]:
        found: list[tuple[str, str, Callable[[], object]]] = [
            ("tag", "Tag", self._tag),
            ("owner", "Owner", self._owner),
            ("review", "Review on", self._review),
            ("level", "Raise level", self._level),
            ("pin", "Pin", lambda: self._change(bulk.pinned(True), "Pinned")),
            ("print", "Print", self._print),
        ]
        if self._kind.leaves:
            found.append(("share", "Add to a release", self._share))
            found.append(("export", "Export", self._export))
        if self._kind.noun in MERGED:
            found.append(("merge", "Merge", lambda: self.merging.emit(tuple(self._ids))))
        if self._kind.noun not in LOGS:
            found.append(("delete", "Delete", self._delete))
        return found

    def show_chosen(self, ids: Sequence[str]) -> None:
        """Act on these; with fewer than two the bar goes away."""
        self._ids = ids
        self._asking.hide()
        self._count.setText(f"{len(ids):,} chosen")
        self.setVisible(len(ids) > 1)

    # -- the actions -----------------------------------------------------------------------

    def _tag(self) -> None:
        def answer(word: str) -> None:
            known = self._session.setting(KNOWN_TAGS, [])
            if word not in known:
                self._session.set_setting(KNOWN_TAGS, sorted([*known, word], key=str.casefold))
            self._change(bulk.tagged(word), "Tagged")

        self._asking.ask("Tag, for you alone", "Tag", answer)

    def _owner(self) -> None:
        self._asking.ask(
            "Looked after by",
            "Set",
            lambda who: self._change(bulk.owned_by(who), "Owner set"),
            words=self._session.store.author,
        )

    def _review(self) -> None:
        today = self._session.store.now().date()

        def answer(words: str) -> None:
            self._change(bulk.reviewed_on(read_day(words, today)), "Review day set")

        self._asking.ask("Review on", "Set", answer, words=f"{today.year + 1}-{today:%m-%d}")

    def _level(self) -> None:
        levels = [(code, label) for code, label in vocabulary("level").labels.items()][1:]

        def answer(code: str) -> None:
            level_of = bulk.stored_level(self._session.store)
            self._change(bulk.raised_to(Level(code), level_of), "Raised")

        self._asking.ask("Raise to at least", "Raise", answer, levels)

    def _change(self, change: bulk.Change, said: str) -> None:
        with self._session.telling():
            made = bulk.changed(self._session.store, self._ids, change)
            if made.records:
                self._session.save(*made.records, because=said.lower())
            self._session.said.emit(_told(said, len(made.records), made.left))

    def _print(self) -> None:
        from fieldapp.services.printing.selection_sheet import selection_sheet

        with self._session.telling():
            found = self._session.store.get_many(self._ids)
            records = [found[each] for each in self._ids if each in found]
            self._session.asked_page.emit("preview", selection_sheet(self._session.store, records))

    def _share(self) -> None:
        self._session.asked_page.emit("share", tuple(self._ids))

    def _export(self) -> None:
        self._session.asked_page.emit("export", ToExport(self._kind.noun, tuple(self._ids)))

    def _delete(self) -> None:
        with self._session.telling():
            ids = bulk.may_be_deleted(self._session.store, self._ids)
            left = len(self._ids) - len(ids)
            if ids:
                self._session.delete(*ids)
            self._session.said.emit(_told("Deleted", len(ids), left))


def _told(said: str, done: int, left: int) -> str:
    stayed = f" {left:,} stay as they are." if left else ""
    back = " Ctrl+Z brings it back." if done else ""
    return f"{said}: {done:,}.{stayed}{back}"
