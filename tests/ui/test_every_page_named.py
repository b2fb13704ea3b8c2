"""Every control of every page and of every new form has a name to be heard and one to be found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.main_window import MainWindow
from ui.page import Makes, PageSpec

# To begin there opens the dialog of the system.
ASKS_FOR_A_FILE = frozenset({"import", "partner", "received"})


def parts(frame: MainWindow) -> Iterator[PageSpec]:
    for spec in frame.specs():
        yield from spec.parts or (spec,)


def controls(widget: QWidget) -> Iterator[QWidget]:
    """What takes the focus and is in view; what Qt itself puts inside of a widget is Qt's."""
    for each in widget.children():
        if not isinstance(each, QWidget) or each.isHidden() or each.isWindow():
            continue
        reachable = each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None
        if reachable and not each.objectName().startswith("qt_"):
            yield each
        yield from controls(each)


def wrong(frame: MainWindow, page: str) -> list[str]:
    """Each control without a name, or with one that another in view has too."""
    shown = list(controls(frame))
    names = Counter(each.objectName() for each in shown)
    found = []
    for each in shown:
        which = f"{page}: {type(each).__name__} {each.objectName()!r}"
        if not each.accessibleName() and not getattr(each, "text", str)():
            found.append(f"{which} says nothing")
        if not each.objectName():
            found.append(f"{which} cannot be found")
        elif names[each.objectName()] > 1:
            found.append(f"{which} is there {names[each.objectName()]} times")
    return found


def test_every_control_of_every_page_has_a_name_of_its_own(opened):
    frame = opened.frame()
    found, seen = [], 0
    for spec in parts(frame):
        frame.go(spec.name)
        QApplication.processEvents()
        found += wrong(frame, spec.name)
        page = frame.page(spec.name)
        if isinstance(page, Makes) and spec.name not in ASKS_FOR_A_FILE:
            page.new()
            found += wrong(frame, f"new {spec.name}")
            seen += 1
    assert found == []
    assert seen > 40  # else the forms were not looked at
