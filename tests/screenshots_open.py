"""Pictures of every page of an open vault, with the sample station in it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTableView, QTabWidget

from fieldapp.records.dialogue import Meeting
from fieldapp.services.demo.job import Demo
from fieldapp.store.store import Query
from fieldapp.store.vault import unlock
from tests.screenshots_areas import area_pages
from tests.screenshots_camera import Camera, seen, settle, write
from tests.screenshots_start import press, press_enter
from ui.app import AppWindow
from ui.main_window import MainWindow
from ui.setting_names import DARK

NOTE = """> The road to the mill is open on Thursday, until noon
= We come without an escort, in two white cars
! A list of the wounded by Sunday
! Nobody is searched at the bridge
+ The number of the duty phone tonight
? Fuel for the ambulance
* Tell the health partner tomorrow
Two trucks stood at the bridge, no flags
# He wants to be seen to keep his word"""

CLUSTER = "Protection Cluster"


def open_pages(camera: Camera, made: Demo) -> None:
    """Each page of the navigation, then what is reached from them, then locked."""
    window = camera.window(made.vault)
    frame = _opened(window, made.vault, made.passphrase_file, camera.dark)
    whole = {spec.name for spec in frame.specs() if spec.parts}  # those are taken part by part
    for name in frame.navigation.names():
        if name not in whole:
            frame.go(name)
            camera.take(window, f"page-{name}")
    _meetings(camera, window, frame)
    _note(camera, window, frame)
    _search(camera, window, frame)
    _share(camera, window, frame)
    _narrow(camera, window, frame)
    key = unlock(made.vault, made.passphrase_file.read_text(encoding="utf-8").strip())
    area_pages(camera, window, frame, partial(_reopened, window, made.vault, key))
    window.lock()
    camera.take(window, "locked")
    window.close()
    _partner(camera, made)


def _opened(window: AppWindow, vault: Path, passphrase_file: Path, dark: bool) -> MainWindow:
    key = unlock(vault, passphrase_file.read_text(encoding="utf-8").strip())
    window.open(vault, key)
    assert window.session is not None
    window.session.set_setting(DARK, dark)
    return _reopened(window, vault, key)  # so that every icon is drawn in the look that was set


def _reopened(window: AppWindow, vault: Path, key: bytes) -> MainWindow:
    window.lock()
    window.open(vault, key)
    frame = window.frame()
    assert frame is not None
    return frame


def _meetings(camera: Camera, window: AppWindow, frame: MainWindow) -> None:
    meeting = _full_meeting(window)
    frame.open_record(meeting.id)
    camera.take(window, "meeting")
    tabs = seen(window, "tabs-meeting") if window.findChild(QTabWidget, "tabs-meeting") else None
    tabs = tabs or next(each for each in window.findChildren(QTabWidget) if each.isVisible())
    assert isinstance(tabs, QTabWidget)
    for at in range(1, tabs.count()):
        tabs.setCurrentIndex(at)
        camera.take(window, f"meeting-{tabs.tabText(at).lower()}")
    tabs.setCurrentIndex(0)
    frame.go("preview", meeting.id)
    camera.take(window, "print-preview")
    frame.go("meeting")
    frame.page("meeting").new()
    camera.take(window, "meeting-new")
    for noun in ("incident", "person", "agreement"):
        frame.go(noun)
        found = next(iter(window.session.store.records(Query(noun, drafts=False))))
        frame.open_record(found.id)
        camera.take(window, noun)


def _full_meeting(window: AppWindow) -> Meeting:
    """The meeting of the sample with the most in it."""
    assert window.session is not None
    store = window.session.store
    found = [each for each in store.records(Query("meeting")) if isinstance(each, Meeting)]
    return max(
        found, key=lambda each: (len(store.owned(each, Meeting.owns[0])), len(each.statements))
    )


def _note(camera: Camera, window: AppWindow, frame: MainWindow) -> None:
    if "note" not in frame.navigation.names():
        return
    frame.go("note")
    frame.page("note").new()
    camera.take(window, "note-empty")
    write(window, "field-contacts", "KI")
    press_enter(window)
    write(window, "field-note", NOTE)
    camera.take(window, "note")


def _search(camera: Camera, window: AppWindow, frame: MainWindow) -> None:
    for name, words in (
        ("search", "hospital"),
        ("search-arabic", "مستوصف"),
        ("search-none", "zzzz"),
    ):
        write(window, "search", words)
        camera.take(window, name)
    frame.step_back()


def _share(camera: Camera, window: AppWindow, frame: MainWindow) -> None:
    """The agreement with the cluster, and a record of which something is made coarser."""
    frame.go("share")
    choice = seen(window, "field-agreement")
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(max(0, choice.findText(CLUSTER, Qt.MatchFlag.MatchContains)))
    settle(window)
    camera.take(window, "share-begun")
    press(window, "action-next-unread")
    settle(window)
    table = seen(window, "list-share")
    assert isinstance(table, QTableView)
    model = table.model()
    said = [str(model.index(row, 4).data()) for row in range(model.rowCount())]
    table.selectRow(next(row for row, words in enumerate(said) if "coarser" in words))
    camera.take(window, "share")


def _narrow(camera: Camera, window: AppWindow, frame: MainWindow) -> None:
    size = window.size()
    window.resize(900, 700)
    frame.open_record(_full_meeting(window).id)
    camera.take(window, "narrow-meeting")
    window.resize(size)


def _partner(camera: Camera, made: Demo) -> None:
    """The receiving side: the inbox, a package opened again, a partner."""
    window = camera.window(made.partner_vault)
    frame = _opened(window, made.partner_vault, made.partner_passphrase_file, camera.dark)
    frame.go("received")
    camera.take(window, "partner-inbox")
    frame.go("received", made.package)
    camera.take(window, "partner-package")
    press(window, "action-extract")
    camera.take(window, "partner-extract")
    frame.go("partner")
    camera.take(window, "partner-partners")
    frame.go("incident")
    camera.take(window, "partner-received-incident")
    window.close()
