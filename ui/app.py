"""The app's one top window: first run, unlock, or the frame of an open vault; and its start."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from fieldapp.errors import FieldappError
from fieldapp.hardening import harden
from fieldapp.paths import default_vault
from ui import theme
from ui.clipboard import Clipboard
from ui.files import keep_no_history
from ui.idle import MINUTES, IdleWatch
from ui.jobs import Jobs, Stop
from ui.messages import Messages, catch_the_rest
from ui.pages.unlock import UnlockPage
from ui.setting_names import DARK, IDLE, RECOVERY_SEEN, RIGHT_TO_LEFT, SCALE
from ui.tray import Tray

if TYPE_CHECKING:
    # Heavy: the unlock page is painted before anything of this is imported.
    from fieldapp.records.record import Record
    from ui.main_window import MainWindow
    from ui.session import Session

NAME = "FieldApp"
# For what ends in destroying the page that asks: none of its own signals may be running then.
LATER = Qt.ConnectionType.QueuedConnection


class AppWindow(QMainWindow):
    """One vault folder, locked or open.

    Locking destroys every widget and model that held content, drops what jobs would answer, and
    closes the vault; unfinished edits are kept first.
    """

    def __init__(self, folder: Path, types: Sequence[type[Record]] | None = None) -> None:
        super().__init__()
        self.setWindowTitle(NAME)  # never the station's name: a task bar is read over a shoulder
        self.resize(1280, 720)
        self.setMinimumSize(640, 480)
        self.folder = folder
        self.session: Session | None = None
        self._types = types
        self._page = ""  # where the officer was when it locked: a page's name, no content
        self.jobs, self.derivation = Jobs(), Jobs()
        self._clipboard = Clipboard(self)
        self.tray = Tray(self)
        self.tray.pressed.connect(self._come_up)
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self.lock)
        self.messages: Messages
        self.show_start()

    # -- the three states ------------------------------------------------------------------

    def show_start(self, folder: Path | None = None) -> None:
        """Ask for the passphrase of a vault, or begin the first run where there is none."""
        self.folder = folder or self.folder
        if self.folder.is_dir():
            page = UnlockPage(self.folder, self.derivation)
            page.unlocked.connect(self.open, LATER)
            page.chose.connect(self.show_start, LATER)
            page.painted.connect(self._warm_up, Qt.ConnectionType.SingleShotConnection)
            self._put(page, page.messages)
            page.focus_first()
        else:
            self.show_first_run()

    def show_first_run(self) -> None:
        """Make a new vault, step by step."""
        from ui.pages.first_run import FirstRunPage

        page = FirstRunPage(self.folder, self.derivation)
        page.made.connect(self.open, LATER)
        page.chose.connect(self.show_start, LATER)
        self._put(page, page.messages)
        page.focus_first()

    def open(self, folder: Path, key: bytes) -> None:
        """Open the vault in a folder with its key and show its pages."""
        from ui.opening import open_session

        try:
            session = open_session(folder, key, self.jobs, self._types)
        except FieldappError as error:
            self.messages.show(error)
            return
        try:
            self._show_frame(folder, session)
        except BaseException:
            self.session = None
            session.close()
            raise

    def _show_frame(self, folder: Path, session: Session) -> None:
        from ui.levelling import Levelling
        from ui.main_window import MainWindow
        from ui.pages import pages_for
        from ui.pages.received.expiring import Expiring

        self.folder, self.session = folder, session
        session.asked_lock.connect(self.lock, LATER)
        session.restyled.connect(self.restyle)
        self.restyle()
        frame = MainWindow(session, pages_for(session.store.types))
        self._put(frame, frame.messages)
        if self._page:
            frame.go(self._page)
        frame.focus_page()
        Levelling(session, frame).look()  # goes with the frame when it locks
        Expiring(session, frame).look()  # the same
        self._remind(frame, session)
        if session.setting(RECOVERY_SEEN, True) is False:
            session.said.emit("The recovery key was never confirmed: see Keys and backup.")

    def _remind(self, frame: MainWindow, session: Session) -> None:
        """Say what is due, and keep the number in the tray, while the vault is open."""
        from ui.reminders import Reminders

        reminders = Reminders(session, frame)  # goes with the frame when it locks
        reminders.counted.connect(self.tray.show_number)
        reminders.due.connect(session.said)
        reminders.look()

    def _come_up(self) -> None:
        self.showNormal()
        self.raise_()
        self.activateWindow()

    def lock(self) -> None:
        """Keep unfinished edits, destroy what is shown, close the vault, ask for the passphrase."""
        if self.session is None or (frame := self.frame()) is None:
            return
        session = self.session
        frame.messages.clear()
        self.idle.stop()
        frame.keep()
        self._page = frame.here()
        not_kept = frame.messages.error
        self.session = None
        self.tray.show_number(0)
        self.jobs.stop_all()
        self._clipboard.clear()
        self._close_other_windows()
        self.show_start()
        if not_kept is not None:
            self.messages.show(not_kept)
        session.close()
        session.deleteLater()

    def frame(self) -> MainWindow | None:
        """The frame of the open vault; None while it is locked."""
        from ui.main_window import MainWindow

        shown = self.centralWidget()
        return shown if isinstance(shown, MainWindow) else None

    def restyle(self) -> None:
        """Take the look and the idle time from the vault's settings, or the system's."""
        session = self.session
        dark = session.setting(DARK) if session else None
        scale = session.setting(SCALE, 100) if session else 100
        mirrored = session.setting(RIGHT_TO_LEFT, False) if session else False
        dress(theme.system_is_dark() if dark is None else bool(dark), int(scale), bool(mirrored))
        if session is not None:
            self.idle.start(int(session.setting(IDLE, MINUTES)))

    def tell(self, error: BaseException) -> None:
        """Show an error in whichever bar is there now."""
        self.messages.show(error)

    # -- parts -----------------------------------------------------------------------------

    def _put(self, page: QWidget, messages: Messages) -> None:
        self.derivation.stop_all()  # its answers were for the page that goes
        old = self.takeCentralWidget()
        self.messages = messages
        self.setCentralWidget(page)
        if old is not None:
            # Now, not when the event loop gets to it: nothing of a locked vault outlives this.
            old.hide()
            old.deleteLater()
            QCoreApplication.sendPostedEvents(old, QEvent.Type.DeferredDelete)

    def _close_other_windows(self) -> None:
        for window in QApplication.topLevelWidgets():
            if window is not self and window.parentWidget() is not None:
                window.close()

    def _warm_up(self) -> None:
        self.derivation.run(_import_the_rest, lambda _: None)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing locks first, so that nothing is lost."""
        self.lock()
        self.derivation.stop_all()
        event.accept()


def _import_the_rest(_stop: Stop) -> None:
    """Load what the open vault needs, while the passphrase is typed."""
    import ui.main_window
    import ui.opening
    import ui.pages  # noqa: F401  # loaded now, used later


def dress(dark: bool, scale: int = 100, mirrored: bool = False) -> None:
    """Give the running app its look and its reading direction."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, dark, scale)
    direction = Qt.LayoutDirection
    app.setLayoutDirection(direction.RightToLeft if mirrored else direction.LeftToRight)


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window on a vault folder, or on the default one."""
    harden()
    words = list(sys.argv[1:] if argv is None else argv)
    app = QApplication([NAME])
    app.setApplicationName("fieldapp")
    app.setQuitOnLastWindowClosed(True)
    keep_no_history()
    dress(theme.system_is_dark())
    window = AppWindow(Path(words[0]) if words else default_vault())
    catch_the_rest(window.tell)
    window.show()
    code = app.exec()
    QTimer.singleShot(0, window.deleteLater)
    return code
