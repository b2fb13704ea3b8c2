"""A session saves through the store and tells every view once."""

from __future__ import annotations

import pytest

from fieldapp.errors import FieldappError
from fieldapp.records import Actor
from fieldapp.store.errors import MissingRecordError


def test_a_save_is_announced_once_with_what_changed(qtbot, session):
    actor = Actor(name="Northern brigade", draft=True)
    heard = []
    session.changed.connect(heard.append)
    session.save(actor)
    assert len(heard) == 1
    assert heard[0].kinds == {"actor"}
    assert heard[0].ids == {actor.id}
    assert session.store.get(actor.id).name == "Northern brigade"


def test_undo_takes_the_last_save_back_and_says_when_there_is_none(session):
    actor = Actor(name="Northern brigade", draft=True)
    session.save(actor)
    assert session.undo() is not None
    assert session.store.find("northern") == []
    assert session.undo() is None


def test_a_save_that_fails_is_announced_to_nobody(session):
    heard = []
    session.changed.connect(heard.append)
    with pytest.raises(FieldappError):
        session.save(Actor(name=""))
    assert heard == []


def test_telling_sends_a_sentence_to_the_bar_and_lets_a_bug_through(session):
    told = []
    session.failed.connect(told.append)
    with session.telling():
        session.store.get("no such id")
    assert isinstance(told[0], MissingRecordError)
    with pytest.raises(ZeroDivisionError), session.telling():
        _ = 1 / 0


def test_settings_and_drafts_live_in_the_vault(session):
    session.set_setting("window.scale", 150)
    assert session.setting("window.scale") == 150
    session.keep_draft("actor", Actor(name="Half"), {"cursor": 4})
    kept = session.store.draft("actor")
    assert (kept.record.name, kept.extra) == ("Half", {"cursor": 4})
    session.drop_draft("actor")
    assert session.store.draft("actor") is None
