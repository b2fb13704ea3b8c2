"""What is done with an approval at the window: asked, decided, taken in; slow work in jobs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs
from PySide6.QtCore import QObject, Signal

from fieldapp.errors import FieldappError
from fieldapp.records.approvals import Approval, Approver
from fieldapp.services.approving import hearing, request_file, standing, taking
from fieldapp.services.approving.approval_file import read_approval
from fieldapp.services.approving.deciding import Decision, ask_here, signing
from fieldapp.services.approving.standing import APPROVED, ASKED, FILE, HERE, REFUSED
from fieldapp.services.approving.statement import USUAL_DAYS, Signed
from fieldapp.services.package.opening import inbox
from fieldapp.services.sharing.release import Release
from fieldapp.store.store import Changes
from ui.screen_words import moment_in_words
from ui.session import Session

SAID = {
    APPROVED: "Approved. It can be sealed until {until}.",
    REFUSED: "Refused. It stays refused as it is: change what leaves, or ask another approver.",
    ASKED: "It is asked. The answer is taken in on this page or in the inbox.",
}


@attrs.frozen
class Asking:
    """What is asked of whom: the release, the approver, the note on harm, for how many days."""

    release: Release = attrs.field(repr=False)
    approver: Approver = attrs.field(repr=False)
    note: str = attrs.field(repr=False)
    days: int = USUAL_DAYS


class ApprovalActs(QObject):
    """Runs each step; announces what came of it."""

    happened = Signal(object)  # Approval

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    # -- on this laptop --------------------------------------------------------------------

    def decide_here(
        self,
        asking: Asking,
        passphrase: str,
        chosen: Decision,
        failed: Callable[[Exception], None],
    ) -> None:
        """The approver decides under their own passphrase; the key is open for the job alone."""
        store = self._session.store
        with self._session.telling():
            asked = self._asked_already(asking) or ask_here(
                store, asking.release, asking.approver, asking.note
            )
            sign = signing(store, asked, passphrase, chosen)

            def done(signed: Signed) -> None:
                with self._session.telling():
                    self._tell(taking.take(self._session.store, signed, way=HERE))

            self._session.jobs.run(
                lambda _: sign(), done, failed=failed, label="Signing the decision"
            )

    def _asked_already(self, asking: Asking) -> Approval | None:
        """The same question, which was not answered because the passphrase was mistyped."""
        store = self._session.store
        found = standing.approvals(
            store, state=ASKED, digest=asking.release.digest(), approver=asking.approver.id
        )
        now = store.now()
        for each in found:
            fresh = each.expires_at is not None and now < each.expires_at
            if each.way == HERE and each.note == asking.note.strip() and fresh:
                return each
        return None

    # -- by files --------------------------------------------------------------------------

    def write_request(self, asking: Asking, out: Path) -> None:
        """Write the request for an approver elsewhere."""
        store = self._session.store
        with self._session.telling():
            asked = taking.ask(
                store, asking.release, asking.approver, asking.note, way=FILE, days=asking.days
            )
            write = request_file.writing(store, asked, asking.release)

            def failed(error: Exception) -> None:
                # Nothing was sent, so nothing waits for an answer.
                self._tell(standing.withdraw(store, asked), quiet=True)
                self._session.failed.emit(error)

            def done(made: Path) -> None:
                self._tell(asked)
                self._session.said.emit(f"{made.name} is written. Only the approver can open it.")

            self._session.jobs.run(
                lambda _: write(out), done, failed=failed, label="Writing the request"
            )

    def take_file(self, path: Path, release: Release | None = None) -> None:
        """Take in an approval file: of this release, or of whatever was asked."""
        with self._session.telling():
            store = self._session.store
            signed = read_approval(path, inbox(store).identities)
            self._tell(taking.take(store, signed, release))

    # -- over the radio --------------------------------------------------------------------

    def ask_by_radio(self, asking: Asking) -> None:
        """Make a request to read out."""
        with self._session.telling():
            self._tell(
                hearing.ask_by_radio(
                    self._session.store,
                    asking.release,
                    asking.approver,
                    asking.note,
                    asking.days,
                ),
                quiet=True,
            )

    def hear(self, approval: Approval, digits: str, digest: str) -> None:
        """Check what was read back; what is wrong is raised, and counted, beside the field."""
        store = self._session.store
        try:
            heard = hearing.hear(store, approval, digits, digest)
        except FieldappError:
            self._session.announce(Changes.of(approval))
            raise
        self._tell(heard)

    def withdraw(self, approval: Approval) -> None:
        """Take it back."""
        self._tell(standing.withdraw(self._session.store, approval), quiet=True)
        self._session.said.emit("It is withdrawn.")

    def _tell(self, approval: Approval, *, quiet: bool = False) -> None:
        self._session.announce(Changes.of(approval))
        if not quiet and approval.state in SAID:
            until = moment_in_words(approval.expires_at) if approval.expires_at else ""
            self._session.said.emit(SAID[approval.state].format(until=until))
        self.happened.emit(approval)
