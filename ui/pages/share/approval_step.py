"""The approval of a release, in place of the three steps: what leaves, the harm, who says yes.

The note on harm is kept as it is typed, inside the vault; it never leaves.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.errors import FieldappError
from fieldapp.records.approvals import Approval
from fieldapp.services.approving import request_file, standing, taking
from fieldapp.services.approving.approvers import approvers, counting
from fieldapp.services.approving.deciding import Decision
from fieldapp.services.approving.standing import ASKED, RADIO
from fieldapp.services.sharing.blocks import APPROVAL
from fieldapp.services.sharing.release import Release
from ui.files import ask_open, ask_save
from ui.pages.share.approval_acts import ApprovalActs, Asking
from ui.pages.share.approval_facts import ApprovalFacts, refused_in_words
from ui.pages.share.approval_fields import NOTE, NOTE_HELP, days_choice, note_box
from ui.pages.share.approval_ways import FileWay, HereWay, RadioWay
from ui.pieces import button, card, labelled, row, scrolled, set_role, words
from ui.screen_words import moment_in_words
from ui.session import Session
from ui.widgets.elided import ElidedCombo

REST_MS = 400
NO_KEY = "This approver has no key on this laptop: ask by file or radio."
NO_CARD = "This approver has no card of their own FieldApp: ask here or by radio."
NOT_ON_AIR = "No secret for the radio was set up with this approver yet."
_NOTE = "harm_note/"  # the setting that keeps it, by agreement


class ApprovalStep(QWidget):
    """Announces that it is left; what was decided changes the vault, and so the share page."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._release: Release | None = None
        self._agreement = ""
        self._acts = ApprovalActs(session)
        self._back = button("Back to what leaves", "action-back-share", "flat")
        self._state = words("", "muted", "approval-state")
        self._refused = words("", "error", "approval-refusals")
        self._facts = ApprovalFacts()
        self._note = note_box()
        self._who = ElidedCombo("approver", "Approver")
        self._days = days_choice()
        self._nobody = words("No approver is known here yet.", "error", "no-approver")
        self._add = button("Add an approver", "action-add-approver")
        self._here, self._file, self._radio = HereWay(), FileWay(), RadioWay()
        self._ways = QTabWidget()
        self._asking = QWidget()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._lay_out()
        self._connect()

    # -- building --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        left, facts = card()
        facts.setContentsMargins(16, 8, 16, 16)
        facts.addWidget(self._facts, 1)
        self._ways.setObjectName("approval-ways")
        self._ways.setAccessibleName("Way to the approver")
        for way, label in (
            (self._here, "On this laptop"),
            (self._file, "By file"),
            (self._radio, "By radio"),
        ):
            self._ways.addTab(way, label)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(8)
        asking.addWidget(self._nobody)
        asking.addLayout(row(self._add))
        both = row(stretch=False)
        both.addLayout(labelled("Approver", self._who), 1)
        both.addLayout(labelled("Holds for", self._days))
        asking.addLayout(both)
        asking.addWidget(self._ways, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._state)
        column.addWidget(self._refused)
        column.addLayout(labelled(NOTE, self._note, NOTE_HELP))
        column.addWidget(self._asking, 1)
        right, edge = card()
        edge.setContentsMargins(1, 1, 1, 1)
        edge.addWidget(scrolled(inside))
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([550, 500])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(row(self._back))
        whole.addWidget(split, 1)

    def _connect(self) -> None:
        self._back.clicked.connect(self.closed)
        self._add.clicked.connect(lambda: self._session.asked_page.emit("approver", None))
        self._note.textChanged.connect(self._typed)
        self._rest.timeout.connect(self._keep_note)
        self._who.currentIndexChanged.connect(self._allow)
        self._here.decided.connect(self._decide)
        self._file.asked_request.connect(self._ask_request)
        self._file.asked_taking.connect(self._ask_taking)
        self._radio.asked_request.connect(self._ask_radio)
        self._radio.heard.connect(self._hear)
        self._radio.dropped.connect(self._drop)

    # -- showing ---------------------------------------------------------------------------

    @property
    def note(self) -> str:
        """What was written on harm."""
        return self._note.toPlainText().strip()

    def show_release(self, release: Release | None) -> None:
        """Show what the share page shows; cheap, so that it may be called each time."""
        before, self._release = self._release, release
        if release is None:
            return
        if release.agreement.id != self._agreement:
            self._agreement = release.agreement.id
            self._offer_note()
        if self.isVisible() or before is None:
            self.refresh()

    def refresh(self) -> None:
        """Look again at approvers, at what was asked, and at what came of it."""
        release = self._release
        if release is None:
            return
        store = self._session.store
        standing.run_out(store)
        self._facts.show_release(release)
        self._offer_approvers()
        names = {each.id: each.name for each in approvers(store)}
        refused = refused_in_words(taking.refusals(store, release.digest()), names)
        set_role(self._refused, "error", refused)
        self._refused.setVisible(bool(refused))
        self._show_state(release, names)
        self._radio.show_request(self._waiting())
        needed = release.needs_approval and not release.approved
        self._asking.setVisible(needed)
        self._note.setReadOnly(release.approved)
        self._allow()

    def _show_state(self, release: Release, names: dict[str, str]) -> None:
        if not release.needs_approval:
            set_role(self._state, "good", "This needs no approval. A note on harm can still stay.")
            return
        found = standing.holding(self._session.store).get(release.digest())
        if found is None:
            stops = [each for each in release.blocks if each.rule != APPROVAL]
            told = "A second person, with a key of their own, must approve this before it leaves."
            also = " Something else stops it too: mend that first." if stops else ""
            set_role(self._state, "error" if stops else "strong", told + also)
            return
        who = names.get(found.approver, "An approver")
        until = moment_in_words(found.expires_at) if found.expires_at else ""
        set_role(self._state, "good", f"{who} approved it. It can be sealed until {until}.")

    def _offer_approvers(self) -> None:
        found = counting(self._session.store)
        kept = self._who.currentData()
        self._who.blockSignals(True)
        self._who.clear()
        for each in found:
            self._who.addItem(" · ".join(filter(None, (each.name, each.function))), each)
        at = next((n for n, e in enumerate(found) if kept is not None and e.id == kept.id), 0)
        self._who.setCurrentIndex(at if found else -1)
        self._who.blockSignals(False)
        self._nobody.setVisible(not found)
        self._add.setVisible(not found)

    def _waiting(self) -> Approval | None:
        """The request over the radio that waits for its answer."""
        release = self._release
        if release is None:
            return None
        found = standing.approvals(
            self._session.store, digest=release.digest(), state=ASKED, way=RADIO
        )
        return next(found, None)

    # -- the note --------------------------------------------------------------------------

    def _offer_note(self) -> None:
        kept = self._session.setting(_NOTE + self._agreement, "")
        self._note.blockSignals(True)
        self._note.setPlainText(kept if isinstance(kept, str) else "")
        self._note.blockSignals(False)

    def _typed(self) -> None:
        self._rest.start()
        self._allow()

    def _keep_note(self) -> None:
        if self._agreement:
            self._session.set_setting(_NOTE + self._agreement, self.note)

    def keep(self) -> None:
        """Keep what was typed, as before a lock."""
        if self._rest.isActive():
            self._rest.stop()
            self._keep_note()

    # -- asking ----------------------------------------------------------------------------

    def _allow(self) -> None:
        approver, release = self._who.currentData(), self._release
        stops = release is None or any(each.rule != APPROVAL for each in release.blocks)
        ready = bool(self.note) and approver is not None and not stops
        here = approver is not None and approver.key_here == "yes"
        by_file = approver is not None and bool(approver.recipients.strip())
        on_air = approver is not None and approver.radio_on is not None
        first = "" if self.note else "Write first what could go wrong, and what lowers it."
        self._here.allow(ready and here, first if here else NO_KEY)
        self._file.allow(ready and by_file, first if by_file else NO_CARD)
        self._radio.allow(ready and on_air, first if on_air else NOT_ON_AIR)

    def _put(self) -> Asking | None:
        release, approver = self._release, self._who.currentData()
        if release is None or approver is None:
            return None
        self.keep()
        return Asking(release, approver, self.note, self._days.currentData())

    def _decide(self, decision: str, passphrase: str, said: str) -> None:
        if (asking := self._put()) is not None:
            chosen = Decision(decision, said, asking.days)
            self._acts.decide_here(asking, passphrase, chosen, self._wrong_here)

    def _wrong_here(self, error: Exception) -> None:
        if isinstance(error, FieldappError):
            self._here.say_wrong(error)
        else:
            self._session.failed.emit(error)

    def _ask_request(self) -> None:
        asking = self._put()
        if asking is None:
            return
        name = request_file.proposed_name(asking.release.id)
        ask_save(self, "Write the request", name, lambda to: self._acts.write_request(asking, to))

    def _ask_taking(self) -> None:
        release = self._release

        def take(path: Path) -> None:
            self._acts.take_file(path, release)

        ask_open(self, "Take in an approval", take, only="Approvals (*.age *.json)")

    def _ask_radio(self) -> None:
        if (asking := self._put()) is not None:
            self._acts.ask_by_radio(asking)

    def _hear(self, digits: str) -> None:
        waiting, release = self._waiting(), self._release
        if waiting is None or release is None:
            return
        try:
            self._acts.hear(waiting, digits, release.digest())
        except FieldappError as error:
            self._radio.say_wrong(error)
            if self._waiting() is None:  # closed by it, so there is no field to say it beside
                self._session.failed.emit(error)

    def _drop(self) -> None:
        if (waiting := self._waiting()) is not None:
            self._acts.withdraw(waiting)
