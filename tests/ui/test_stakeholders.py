"""The stakeholder map in the window: drawn, searched, dated, dragged, and taken to paper."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QToolButton,
)

from fieldapp.records.actors import Actor, Intermediary, Person, Relation
from fieldapp.records.advocacy import InfluencePath
from fieldapp.records.analysis import InfluenceLabel, Objective, Scoring
from fieldapp.records.dialogue import Meeting
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day
from ui.pages.stakeholders.items import NodeItem
from ui.pages.stakeholders.network_pane import PLACES
from ui.pages.stakeholders.page import AT_FIRST, StakeholdersPage
from ui.pages.stakeholders.scene import NetworkScene
from ui.pages.stakeholders.view import NetworkView

LEFT, ENTER = Qt.MouseButton.LeftButton, Qt.Key.Key_Return


@pytest.fixture
def known(session):
    """An objective, three actors, a contact, an intermediary and what ties them."""
    access = Objective(title="Access to the northern road", kind="access")
    command, guard, council = (
        Actor(name=name, draft=True) for name in ("Command", "River Guard", "Council")
    )
    kilo = Person(
        code_name="KILO", name="Amin Realname", actor=command.id, purpose="Road",
        review_on=Day("2027-01-01"),
    )  # fmt: skip
    elder = Intermediary(code_name="ELDER-4", purpose="Hills", reaches=(council.id,))
    made = {
        "access": access, "command": command, "guard": guard, "council": council, "kilo": kilo,
        "elder": elder,
    }  # fmt: skip
    session.store.save(
        *made.values(),
        Relation(
            source_end=kilo.id, target_end=guard.id, type="influences", strength=2,
            valid_from=Day("2025-06-01"),
        ),
        Relation(
            source_end=command.id, target_end=council.id, type="in_conflict", strength=3,
            valid_from=Day("2024-01-01"), valid_until=Day("2024-12-31"),
        ),
        Scoring(
            who=guard.id, objective=access.id, on=Day("2026-02-01"), stance="m1", power="high",
            interest="medium", confidence="low", basis="Two meetings",
        ),
        Meeting(started=dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC), contacts=(kilo.id,), draft=True),
    )  # fmt: skip
    return made


@pytest.fixture
def page(session, known, qtbot):
    page = StakeholdersPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    drawn(page, qtbot)
    return page


def drawn(page: StakeholdersPage, qtbot) -> None:
    qtbot.waitUntil(lambda: not page._session.jobs.busy)


def scene_of(page: StakeholdersPage) -> NetworkScene:
    scene = page.findChild(NetworkView).scene()
    assert isinstance(scene, NetworkScene)
    return scene


def labels(page: StakeholdersPage) -> set[str]:
    return {item.node.label for item in scene_of(page).nodes.values()}


def ties(page: StakeholdersPage) -> set[str]:
    return {item.edge.label for item in scene_of(page).edges}


def said(page: StakeholdersPage, name: str) -> str:
    return page.findChild(QLabel, name).text()


def press(page: StakeholdersPage, name: str, qtbot) -> None:
    qtbot.mouseClick(page.findChild(QPushButton, name), LEFT)


def names_in(page: StakeholdersPage, quadrant: str) -> list[str]:
    names = page.findChild(QListWidget, f"list-{quadrant}")
    return [names.item(row).text() for row in range(names.count())]


def test_everyone_stands_by_code_name_and_the_first_objective_is_chosen(page, known):
    assert labels(page) == {"Command", "River Guard", "Council", "KILO", "ELDER-4"}
    assert said(page, "map-count") == "5 shown"
    assert names_in(page, "manage-closely") == ["River Guard"]
    assert "4 have no place yet" in said(page, "matrix-about")
    guard = scene_of(page).nodes[known["guard"].id]
    assert "Against" in guard.toolTip()
    assert page.level() == "severe"
    tips = [item.toolTip() for item in (*scene_of(page).nodes.values(), *scene_of(page).edges)]
    assert not any("Realname" in each for each in tips)


def test_the_slider_and_a_written_day_show_the_network_as_it_was(page, qtbot):
    assert ties(page) == {"Influences", "Speaks for", "Reaches"}
    qtbot.keyClicks(_selected(page, "field-as-of"), "2024-06-15")
    qtbot.keyClick(page.findChild(QLineEdit, "field-as-of"), ENTER)
    assert ties(page) == {"Is in conflict with", "Speaks for", "Reaches"}
    assert names_in(page, "manage-closely") == []
    slider = page.findChild(QSlider, "as-of-slider")
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    assert page.findChild(QLineEdit, "field-as-of").text() == "30 Jun 2025"
    assert ties(page) == {"Influences", "Speaks for", "Reaches"}
    press(page, "action-as-of-today", qtbot)
    assert names_in(page, "manage-closely") == ["River Guard"]


def test_what_is_no_date_is_said_beside_the_line(page, qtbot):
    qtbot.keyClicks(_selected(page, "field-as-of"), "soonish")
    qtbot.keyClick(page.findChild(QLineEdit, "field-as-of"), ENTER)
    assert page.findChild(QLabel, "as-of-error").isVisible()
    assert ties(page) == {"Influences", "Speaks for", "Reaches"}


def _selected(page: StakeholdersPage, name: str) -> QLineEdit:
    line = page.findChild(QLineEdit, name)
    line.setFocus()
    line.selectAll()
    return line


def test_keys_go_from_node_to_node_and_enter_opens(page, session, qtbot):
    view, scene = page.findChild(NetworkView), scene_of(page)
    view.setFocus()
    visited = []
    for _ in scene.nodes:
        qtbot.keyClick(view, Qt.Key.Key_Tab)
        visited.append(scene.current())
    assert set(visited) == set(scene.nodes)
    here = scene.nodes[scene.current()].pos()
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert scene.nodes[scene.current()].pos().y() < here.y()
    with qtbot.waitSignal(session.opened) as opened:
        qtbot.keyClick(view, ENTER)
    assert opened.args == [scene.current()]
    assert view.accessibleDescription().startswith(scene.nodes[scene.current()].node.label)


def test_plus_minus_and_home_zoom(page, qtbot):
    view = page.findChild(NetworkView)
    view.setFocus()
    whole = view.transform().m11()
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.transform().m11() > whole
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.transform().m11() < whole
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.transform().m11() == pytest.approx(whole)


def test_a_dragged_node_is_there_again_when_the_map_is_opened_anew(page, session, known, qtbot):
    view, scene = page.findChild(NetworkView), scene_of(page)
    item = scene.nodes[known["guard"].id]
    before = item.pos()
    drag(view, item, QPoint(60, -40), qtbot)
    assert item.pos() != before
    assert known["guard"].id in session.setting(PLACES)
    again = StakeholdersPage(session)
    qtbot.addWidget(again)
    again.show()
    drawn(again, qtbot)
    there = scene_of(again).nodes[known["guard"].id].pos()
    assert (there - item.pos()).manhattanLength() < 3
    press(again, "action-lay-out", qtbot)
    drawn(again, qtbot)
    assert session.setting(PLACES) == {}
    assert (scene_of(again).nodes[known["guard"].id].pos() - item.pos()).manhattanLength() > 10


def drag(view: NetworkView, item: NodeItem, by: QPoint, qtbot) -> None:
    at = view.mapFromScene(item.pos())
    qtbot.mousePress(view.viewport(), LEFT, pos=at)
    for part in (0.3, 0.6, 1.0):
        qtbot.mouseMove(view.viewport(), at + QPoint(int(by.x() * part), int(by.y() * part)))
    qtbot.mouseRelease(view.viewport(), LEFT, pos=at + by)


def test_choosing_on_the_map_marks_the_matrix_and_the_other_way_round(page, known, qtbot):
    names = page.findChild(QListWidget, "list-manage-closely")
    scene_of(page).choose(known["guard"].id)
    assert [item.text() for item in names.selectedItems()] == ["River Guard"]
    assert "Scored 1 Feb 2026. Confidence low" in said(page, "node-basis")
    assert "KILO – Influences – River Guard" in said(page, "node-ties")
    scene_of(page).choose(known["kilo"].id)
    assert names.selectedItems() == []
    qtbot.mouseClick(names.viewport(), LEFT, pos=names.visualItemRect(names.item(0)).center())
    assert scene_of(page).current() == known["guard"].id


def test_score_again_begins_a_new_record_for_this_objective(page, session, known, qtbot):
    scene_of(page).choose(known["guard"].id)
    with qtbot.waitSignal(session.asked_page) as asked:
        press(page, "action-rescore", qtbot)
    noun, made = asked.args
    assert noun == "scoring"
    assert (made.who, made.objective) == (known["guard"].id, known["access"].id)
    assert made.draft
    assert len(list(session.store.records(Query("scoring")))) == 1


def test_an_intermediary_is_a_code_and_nothing_is_scored_or_asked_about_it(page, known):
    scene_of(page).choose(known["elder"].id)
    assert "kept by code only" in said(page, "node-score")
    for name in ("action-rescore", "action-way-to"):
        assert not page.findChild(QPushButton, name).isVisible()


def test_a_way_is_shown_step_by_step_and_kept_only_with_its_risk(page, session, known, qtbot):
    scene_of(page).choose(known["guard"].id)
    press(page, "action-way-to", qtbot)
    steps = page.findChild(QListWidget, "list-way")
    told = [steps.item(row).text() for row in range(steps.count())]
    assert told == [
        "Us → KILO\nlast in touch 5 Jan 2026",
        "KILO → River Guard\ninfluences; strength 2 of 3, since 1 Jun 2025"
        " · weakest tie · oldest tie",
    ]
    assert [e.edge.label for e in scene_of(page).edges if e.marked] == ["Influences"]
    keep = page.findChild(QPushButton, "action-keep-path")
    assert not keep.isEnabled()
    qtbot.keyClicks(page.findChild(QPlainTextEdit, "field-risk"), "He could lose his post")
    with qtbot.waitSignal(session.asked_page) as asked:
        qtbot.mouseClick(keep, LEFT)
    noun, made = asked.args
    assert noun == "influence_path"
    assert isinstance(made, InfluencePath)
    assert (made.target, made.through) == (known["guard"].id, (known["kilo"].id,))
    assert made.risk_to_intermediary == "He could lose his post"
    assert made.draft


def test_what_was_written_about_a_risk_outlives_a_look_elsewhere_and_a_lock(
    page, session, known, qtbot
):
    scene_of(page).choose(known["guard"].id)
    press(page, "action-way-to", qtbot)
    risk = page.findChild(QPlainTextEdit, "field-risk")
    qtbot.keyClicks(risk, "His post")
    scene_of(page).choose(known["council"].id)
    press(page, "action-find-way", qtbot)
    assert risk.toPlainText() == ""
    scene_of(page).choose(known["guard"].id)
    press(page, "action-find-way", qtbot)
    assert risk.toPlainText() == "His post"
    page.keep()
    (kept,) = session.store.records(Query("influence_path"))
    assert (kept.target, kept.risk_to_intermediary) == (known["guard"].id, "His post")
    page.keep()
    assert session.store.count(Query("influence_path")) == 1


def test_a_label_is_told_until_it_ends(page, session, known, qtbot):
    session.save(
        InfluenceLabel(
            who=known["guard"].id, role="gatekeeper", objective=known["access"].id,
            since=Day("2025-01-01"), expires=Day("2025-12-31"),
        )
    )  # fmt: skip
    drawn(page, qtbot)
    scene_of(page).choose(known["guard"].id)
    assert "Label" not in said(page, "node-score")
    qtbot.keyClicks(_selected(page, "field-as-of"), "2025-08-01")
    qtbot.keyClick(page.findChild(QLineEdit, "field-as-of"), ENTER)
    assert "Label: Gatekeeper, until 31 Dec 2025" in said(page, "node-score")


def test_where_no_way_is_known_it_says_so(page, known, qtbot):
    scene_of(page).choose(known["council"].id)
    press(page, "action-way-to", qtbot)
    assert said(page, "way-head").startswith("No way is recorded")
    assert not page.findChild(QComboBox, "field-way").isVisible()


def test_filters_leave_only_what_fits_and_an_empty_map_offers_a_way_back(page, known, qtbot):
    qtbot.mouseClick(page.findChild(QToolButton, "filter-scored"), LEFT)
    drawn(page, qtbot)
    assert labels(page) == {"River Guard"}
    level = page.findChild(QToolButton, "filter-level")
    qtbot.mouseClick(level, LEFT)
    line = QApplication.activePopupWidget().findChild(QLineEdit)
    qtbot.keyClicks(line, "low")
    qtbot.keyClick(line, ENTER)
    clear = page.findChild(QPushButton, "action-map-empty")
    assert clear.isVisible()
    assert page.level() == ""
    qtbot.mouseClick(clear, LEFT)
    drawn(page, qtbot)
    assert len(labels(page)) == 5


def test_a_contact_is_found_by_its_real_name_and_shown_by_its_code(page, known, qtbot):
    search = page.findChild(QLineEdit, "search-stakeholders")
    qtbot.keyClicks(search, "realn")
    qtbot.keyClick(search, ENTER)
    assert scene_of(page).current() == known["kilo"].id
    assert search.text() == ""


def test_the_map_follows_what_is_saved_elsewhere(page, session, known, qtbot):
    session.save(
        Relation(
            source_end=known["command"].id, target_end=known["guard"].id, type="allied", strength=1
        )
    )
    drawn(page, qtbot)
    assert "Is allied with" in ties(page)


def test_nobody_yet_says_what_draws_the_map(session, qtbot):
    page = StakeholdersPage(session)
    qtbot.addWidget(page)
    page.show()
    page.start_here()
    assert page.findChild(QPushButton, "action-map-empty").text() == "New actor"
    with qtbot.waitSignal(session.asked_page) as asked:
        press(page, "action-map-empty", qtbot)
    assert asked.args == ["actor", None]


def test_of_many_only_those_with_the_most_ties_are_shown_and_a_search_brings_the_rest(
    session, qtbot
):
    actors = [Actor(name=f"Unit {number:03}", draft=True) for number in range(AT_FIRST + 30)]
    hub = actors[0]
    session.store.save(
        *actors,
        *(
            Relation(source_end=hub.id, target_end=each.id, type="commands", draft=True)
            for each in actors[1:AT_FIRST]
        ),
    )
    page = StakeholdersPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    drawn(page, qtbot)
    assert said(page, "map-count") == f"showing {AT_FIRST} of {AT_FIRST + 30}: search or filter"
    assert "Unit 000" in labels(page)
    last = f"Unit {AT_FIRST + 29:03}"
    assert last not in labels(page)
    search = page.findChild(QLineEdit, "search-stakeholders")
    qtbot.keyClicks(search, last)
    qtbot.keyClick(search, ENTER)
    drawn(page, qtbot)
    assert labels(page) == {last}
    assert scene_of(page).nodes[scene_of(page).current()].node.label == last
    assert page.back()  # lets go of the node, then of its surroundings
    assert page.back()
    drawn(page, qtbot)
    assert len(labels(page)) == AT_FIRST
    press(page, "action-show-more", qtbot)
    drawn(page, qtbot)
    assert len(labels(page)) == AT_FIRST + 30


def test_print_preview_gets_the_paper(page, session, qtbot):
    with qtbot.waitSignal(session.asked_page) as asked:
        press(page, "action-print-map", qtbot)
    name, pdf = asked.args
    assert name == "preview"
    assert pdf.startswith(b"%PDF")


def test_a_picture_is_named_as_plaintext_logged_and_written(page, session, tmp_path, qtbot):
    menu = page.findChild(QMenu, "menu-picture")
    menu.actions()[0].trigger()
    assert "not encrypted" in said(page, "picture-question")
    press(page, "action-picture-go", qtbot)
    dialog = page.findChild(QFileDialog, "file-dialog")
    assert dialog.selectedFiles()[0].endswith("picture.png")
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    name.setText(str(tmp_path / "of the map.png"))
    with qtbot.waitSignal(session.said, timeout=20000):
        qtbot.keyClick(name, ENTER)
    picture = QImage(str(tmp_path / "of the map.png"))
    assert picture.width() > 1000
    assert picture.height() > picture.width()
    station = session.store.station()
    assert any("picture" in str(each) for each in map(_words, session.store.history(station.id)))


def _words(change: object) -> str:
    return " ".join(str(getattr(change, name, "")) for name in ("field", "why", "new"))
