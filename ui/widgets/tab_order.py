"""Tab goes through a page in reading order, also where parts of it were made later."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QTabWidget, QWidget


def in_reading_order(page: QWidget) -> None:
    """Chain everything that takes the focus as it lies in the layouts."""
    before: QWidget | None = None
    for widget in _reachable(page):
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget


def _reachable(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    match widget:
        case QScrollArea():
            inside = widget.widget()
            if inside is not None:
                yield from _reachable(inside)
        case QSplitter() | QStackedWidget():
            for place in range(widget.count()):
                part = widget.widget(place)
                if part is not None:
                    yield from _reachable(part)
        case QTabWidget():
            yield from _reachable(widget.tabBar())
            for place in range(widget.count()):
                tab = widget.widget(place)
                if tab is not None:
                    yield from _reachable(tab)
        case _:
            layout = widget.layout()
            if layout is not None:
                yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _reachable(widget)
        elif inner is not None:
            yield from _in_layout(inner)
