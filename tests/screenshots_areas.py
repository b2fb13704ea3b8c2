"""Pictures of the areas, tab by tab, and of the pages that are reached from within them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QScrollArea,
    QTableView,
    QTabWidget,
    QToolButton,
    QWidget,
)

from fieldapp.store.store import Query, Store
from tests.screenshots_camera import Camera, seen, settle, wait
from tests.screenshots_start import press
from ui.app import AppWindow
from ui.main_window import MainWindow
from ui.page import Opens
from ui.pages.exporting.asked import ToExport
from ui.pages.importing.page import ImportPage, Stage
from ui.setting_names import RIGHT_TO_LEFT, SCALE

MIRRORED = ("actor", "access_constraint", "board")
LARGE = ("training", "task_report", "calendar")
TABLE = "Nickname,Job,Why,Rank\nKILO,Liaison,Road to the mill,7\nDELTA,Duty officer,Fuel,3\n"


Reopen = Callable[[], MainWindow]


def area_pages(camera: Camera, window: AppWindow, frame: MainWindow, reopen: Reopen) -> None:
    """Every tab of every area with a record open, then what grows from lists and records."""
    for spec in frame.specs():
        for part in spec.parts:
            _go(window, frame, part.name)
            camera.take(window, f"area-{spec.name}-{part.name}")
    for act in (_calendar, _lists, _actor, _papers, _import, _merge, _bin, _export):
        act(camera, window, frame)
    _styled(camera, window, reopen, (RIGHT_TO_LEFT, True, False), MIRRORED)
    _styled(camera, window, reopen, (SCALE, 200, 100), LARGE)


def _go(window: AppWindow, frame: MainWindow, name: str) -> None:
    """A page with the first finished record of its type open, where it has one."""
    frame.go(name)
    store = _store(window)
    page = frame.page(name)
    if isinstance(page, Opens) and name in {kind.noun for kind in store.types}:
        found = next(iter(store.records(Query(name, drafts=False, limit=1))), None)
        if found is not None:
            page.open(found.id)


def _store(window: AppWindow) -> Store:
    assert window.session is not None
    return window.session.store


def _calendar(camera: Camera, window: AppWindow, frame: MainWindow) -> None:
    frame.go("calendar")
    settle(window)
    press(window, "action-by-week")
    camera.take(window, "calendar-week")
    press(window, "action-by-week")


def _lists(camera: Camera, window: AppWindow, frame: MainWindow) -> None:
    """Several rows chosen, the columns, the two menus, and the filters that are kept."""
    frame.go("incident")
    table = seen(window, "list-incident")
    assert isinstance(table, QTableView)
    flags = QItemSelectionModel.SelectionFlag
    for row in range(4):
        index = table.model().index(row, 0)
        table.selectionModel().select(index, flags.Select | flags.Rows)
    camera.take(window, "bulk")
    press(window, "action-bulk-tag")
    camera.take(window, "bulk-tag")
    press(window, "action-bulk-drop")
    _go(window, frame, "incident")
    for name in ("action-more-incident", "action-record-more"):
        _with_menu(camera, window, name)
    columns = seen(window, "action-columns")
    assert isinstance(columns, QToolButton)
    columns.click()
    camera.take(window, "columns")
    columns.click()
    filters = seen(window, "filter-saved")
    assert isinstance(filters, QToolButton)
    filters.click()
    write_in_popup("Killings, last month")
    _take_popup(camera, window, "saved-filters")


def _with_menu(camera: Camera, window: AppWindow, name: str) -> None:
    button = seen(window, name)
    assert isinstance(button, QToolButton)
    menu = button.menu()
    assert menu is not None
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    _take_popup(camera, window, name.removeprefix("action-"))


def write_in_popup(words: str) -> None:
    """Type into the line of the popup that is open."""
    popup = QApplication.activePopupWidget()
    assert popup is not None
    line = getattr(popup, "line", None)
    assert line is not None
    line.setText(words)
    line.textEdited.emit(words)


def _take_popup(camera: Camera, window: AppWindow, name: str) -> None:
    """A popup is a window of its own: the picture is of both, one over the other."""
    popup = QApplication.activePopupWidget()
    assert popup is not None, name
    camera.take(window, name, popup)
    popup.hide()


def _actor(camera: Camera, window: AppWindow, frame: MainWindow) -> None:
    """All tabs of an actor, and those of an incident that hang on it."""
    for noun in ("actor", "incident", "checklist"):
        _go(window, frame, noun)
        tabs = seen(window, f"tabs-{noun}")
        assert isinstance(tabs, QTabWidget)
        for at in range(1, tabs.count()):
            tabs.setCurrentIndex(at)
            camera.take(window, f"{noun}-{tabs.tabText(at).lower()}")
        tabs.setCurrentIndex(0)


def _papers(camera: Camera, window: AppWindow, frame: MainWindow) -> None:
    """The two papers of the task report, a blank form, and where it is keyed in."""
    for name in ("print-report", "anonymised"):
        frame.go("task_report")
        press(window, f"action-{name}")
        camera.take(window, f"paper-{name}")
    frame.go("incident")
    more = seen(window, "action-more-incident")
    assert isinstance(more, QToolButton)
    head = more.menu()
    assert head is not None
    head.aboutToShow.emit()
    next(each for each in head.actions() if "blank" in each.text()).trigger()
    camera.take(window, "paper-blank-form")
    frame.go("keying", "incident")
    camera.take(window, "keying")


def _import(camera: Camera, window: AppWindow, frame: MainWindow) -> None:
    """The columns of a table of the officer's own, and the card of reworded choices."""
    frame.go("import")
    page = frame.page("import")
    assert isinstance(page, ImportPage)
    holds = seen(window, "field-holds")
    assert isinstance(holds, QComboBox)
    holds.setCurrentIndex(holds.findText("Contacts"))
    with tempfile.TemporaryDirectory(prefix="table-") as folder:
        file = Path(folder) / "contacts.csv"
        file.write_text(TABLE, encoding="utf-8")
        page.read(file)
        wait(lambda: page.stage is Stage.COLUMNS)
        camera.take(window, "import-columns")
    page.back()
    settle(window)
    _scroll_to(seen(window, "field-vocabulary"))
    camera.take(window, "import-words")


def _scroll_to(widget: QWidget) -> None:
    place: QWidget | None = widget
    while place is not None and not isinstance(place, QScrollArea):
        place = place.parentWidget()
    assert isinstance(place, QScrollArea)
    place.ensureWidgetVisible(widget, 0, 300)


def _merge(camera: Camera, window: AppWindow, frame: MainWindow) -> None:
    found = [each for each in _store(window).records(Query("person")) if not each.sealed_at]
    frame.go("merge", tuple(each.id for each in found[:2]))
    camera.take(window, "merge")


def _bin(camera: Camera, window: AppWindow, frame: MainWindow) -> None:
    assert window.session is not None
    for noun in ("incident", "training"):
        for each in list(_store(window).records(Query(noun, limit=2))):
            if not each.sealed_at and not each.received_from:
                window.session.delete(each.id)
    frame.go("bin")
    camera.take(window, "bin")
    press(window, "action-purge")
    camera.take(window, "bin-purge")


def _export(camera: Camera, window: AppWindow, frame: MainWindow) -> None:
    """What leaves of a list for own use, and what stays."""
    frame.go("incident")
    frame.session.asked_page.emit("export", ToExport("incident", query=Query("incident")))
    settle(window)
    camera.take(window, "export")


def _styled(
    camera: Camera,
    window: AppWindow,
    reopen: Reopen,
    setting: tuple[str, object, object],
    pages: tuple[str, ...],
) -> None:
    """Some pages under another setting of the whole window, which is then as before."""
    name, value, usual = setting
    assert window.session is not None
    window.session.set_setting(name, value)
    frame = reopen()  # a new window: to dress every page that was visited anew takes minutes
    for each in pages:
        _go(window, frame, each)
        camera.take(window, f"{name.rpartition('.')[2]}-{each}")
    window.session.set_setting(name, usual)
    reopen()
