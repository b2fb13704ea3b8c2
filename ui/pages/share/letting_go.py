"""What happens after the button: a package written in a job, or a release without a key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.records.disclosures import Disclosure
from fieldapp.services.files import write_asked
from fieldapp.services.sharing.release import Release, recheck
from fieldapp.store.store import Changes
from ui.files import ask_folder, ask_save
from ui.jobs import Stop
from ui.pages.share.facts import PACKAGE
from ui.session import Session

PREVIEW = "preview"
_TOLD = {
    "paper": "It is logged. Print it here; paper is not encrypted.",
    "voice": "It is logged. Read it aloud from here; hand nothing over.",
}
_HANDS = {"voice": ("Read aloud by", "Read to")}


class LettingGo(QObject):
    """Lets one release go at a time; the log has it before the disk, and never forgets it.

    What is slow is imported here only when it is used, and runs in a job on plain values.
    """

    began = Signal()
    ended = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._page = session, parent

    def begin(self, release: Release, handed_by: str = "", handed_to: str = "") -> None:
        """Ask for what is still needed, then let it go."""
        if release.channel == PACKAGE:
            ask_folder(
                self._page, "Write the package into this folder", lambda to: self._seal(release, to)
            )
        elif release.channel == "file":
            name = f"NOT-ENCRYPTED-release-{release.id[:8]}.pdf"
            ask_save(
                self._page,
                "Write a file that is NOT encrypted",
                name,
                lambda to: self._hand_over(release, handed_by, handed_to, to),
            )
        else:
            self._hand_over(release, handed_by, handed_to, None)

    # -- a package -------------------------------------------------------------------------

    def _seal(self, release: Release, folder: Path) -> None:
        from fieldapp.services.package.seal import Written, abandon, record, reserve, write

        store = self._session.store
        with self._session.telling():
            recheck(store, release, store.now())
            plan = reserve(store, release, folder)

            def work(stop: Stop) -> Written:
                from fieldapp.services.leaving import summary_pdf

                return write(plan, folder, stop.check, stop.progress, summary=summary_pdf)

            def done(written: Written) -> None:
                self.ended.emit()
                with self._session.telling():
                    self._announce(record(store, plan, written), release)
                    self._session.said.emit(_written(plan.file_name, release))

            def failed(error: Exception) -> None:
                self.ended.emit()
                self._session.announce(Changes.of(abandon(store, plan)))
                self._session.failed.emit(error)

            self.began.emit()
            self._session.jobs.run(work, done, failed=failed, label="Sealing the package")

    # -- without a key ---------------------------------------------------------------------

    def _hand_over(self, release: Release, by: str, to: str, path: Path | None) -> None:
        from fieldapp.services.sharing.paper import log_paper_release

        store = self._session.store
        with self._session.telling():
            recheck(store, release, store.now())

            def done(pdf: bytes) -> None:
                self.ended.emit()
                with self._session.telling():
                    # A paper that was logged and not written does no harm; the other way round
                    # it would.
                    self._log(log_paper_release(store, release, release.channel, by, to), release)
                    self._give(pdf, path, release.channel)

            self.began.emit()
            self._session.jobs.run(
                _pdf(release, by, to), done, failed=self._fail, label="Making the paper"
            )

    def _give(self, pdf: bytes, path: Path | None, channel: str) -> None:
        if path is None:
            self._session.said.emit(_TOLD[channel])
            self._session.asked_page.emit(PREVIEW, pdf)
            return

        def write(file: BinaryIO) -> None:
            file.write(pdf)

        write_asked(path, write)
        self._session.said.emit("It is logged, and the file is written. It is NOT encrypted.")

    def _fail(self, error: Exception) -> None:
        self.ended.emit()
        self._session.failed.emit(error)

    def _announce(self, disclosure: Disclosure, release: Release) -> None:
        self._log(disclosure, release)
        self._session.opened.emit(disclosure.id)

    def _log(self, disclosure: Disclosure, release: Release) -> None:
        """Tell every view: the entry is new, and what left is locked now."""
        left = Changes.of(*(each.record for each in release.records))
        # Its next submission may have moved on.
        self._session.announce(Changes.of(disclosure, release.agreement) | left)


def _pdf(release: Release, by: str, to: str) -> Callable[[Stop], bytes]:
    def work(_: Stop) -> bytes:
        from fieldapp.services.printing.package_summary import release_summary

        hands = _HANDS.get(release.channel, ("Handed over by", "Handed to"))
        return release_summary(release, dict(zip(hands, (by, to), strict=True)))

    return work


def _written(file_name: str, release: Release) -> str:
    names = len(release.partners)
    whom = "its recipient" if names == 1 else f"its {names} recipients"
    return f"{file_name} is written. Only {whom} can open it: send it, then wait for the receipt."
