"""What a small laptop must show whole: the navigation, every tab of every area, heads, days."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea, QTabBar

from fieldapp.records.actors import Actor, Person, Relation
from fieldapp.records.notifications import Notification
from fieldapp.store.store import Query
from ui.app import dress
from ui.forms.when import day_line
from ui.models.record_list import RecordList
from ui.pages.records import RecordsPage
from ui.widgets.elided import Titled
from ui.widgets.two_lines import TwoLines


@pytest.fixture
def small(opened, qtbot):
    """The window of a laptop of 1366 by 768."""
    opened.resize(1366, 768)
    qtbot.waitUntil(lambda: opened.frame().width() == 1366)
    return opened.frame()


def test_the_whole_navigation_is_in_view(small, qtbot):
    area = small.findChild(QScrollArea, "nav-scroll")
    qtbot.waitUntil(lambda: area.viewport().height() > 600)
    assert area.verticalScrollBar().maximum() == 0


def test_every_tab_of_every_area_is_in_view(small):
    cut = []
    for spec in small.specs():
        if spec.parts:
            small.go(spec.name)
            bar = next(
                each for each in small.findChildren(QTabBar, "area-tabs") if each.isVisible()
            )
            shown = [at for at in range(bar.count()) if bar.isTabVisible(at)]
            cut += [bar.tabText(at) for at in shown if bar.tabRect(at).right() > bar.width()]
    assert cut == []


def test_a_title_without_room_is_said_shorter_before_it_is_cut(qtbot):
    title = Titled("section")
    qtbot.addWidget(title)
    title.say("Humanitarian notification QZA-NOT-26-A0008", "QZA-NOT-26-A0008")
    assert title.fitting(1000).startswith("Humanitarian")
    assert title.fitting(180) == "QZA-NOT-26-A0008"


def test_the_head_of_a_record_says_its_whole_reference(small, qtbot):
    session = small.session
    told = Notification(title="Clinic of the plateau", draft=True)
    session.save(told)
    small.open_record(told.id)
    page = small.page("notification")
    assert isinstance(page, RecordsPage)
    title = page.findChild(QLabel, "record-title")
    ref = session.store.get(told.id).ref
    qtbot.waitUntil(lambda: title.width() > 50)
    said = title.fitting(title.contentsRect().width())
    assert said.endswith(ref)
    assert title.fontMetrics().horizontalAdvance(said) <= title.contentsRect().width()


def test_a_day_stays_whole_when_the_text_grows(qtbot):
    line = day_line()
    qtbot.addWidget(line)
    line.show()
    before = line.width()
    dress(dark=False, scale=200)
    qtbot.waitUntil(lambda: line.width() > 1.5 * before)


def test_a_relation_says_between_whom_it_is(session):
    blue, kilo = Actor(name="Blue Force", type=""), Person(code_name="KILO", draft=True)
    session.save(blue, kilo, Relation(source_end=blue.id, target_end=kilo.id, type="rival"))
    model = RecordList(session.store, Query("relation"))
    row = model.row_at(0)
    assert TwoLines(Relation).beside(row) == "Blue Force → KILO"
