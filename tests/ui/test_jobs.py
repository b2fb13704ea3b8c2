"""Jobs answer in order on the window's thread, can be stopped, and answer nothing after a lock."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from fieldapp.errors import FieldappError
from ui.job_strip import JobStrip
from ui.jobs import Jobs, Stopped


class TornPageError(FieldappError):
    sentence = "The page is torn."


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.stop_all()  # a test that failed must not leave work that never ends


def test_answers_come_in_order_on_the_windows_thread(qtbot, jobs):
    answers: list[tuple[int, bool]] = []
    here = threading.current_thread()
    for number in range(200):
        jobs.run(
            lambda _, number=number: number,
            lambda got: answers.append((got, threading.current_thread() is here)),
        )
    assert answers == []
    qtbot.waitUntil(lambda: not jobs.busy)
    assert answers == [(number, True) for number in range(200)]


def test_work_runs_on_another_thread(qtbot, jobs):
    seen: list[bool] = []
    here = threading.current_thread()
    jobs.run(lambda _: threading.current_thread() is here, seen.append)
    qtbot.waitUntil(lambda: seen == [False])


def test_a_failure_goes_to_failed_or_else_to_the_window(qtbot, jobs):
    def fail(_stop):
        raise TornPageError

    mine: list[Exception] = []
    jobs.run(fail, lambda _: pytest.fail("answered"), failed=mine.append)
    qtbot.waitUntil(lambda: len(mine) == 1)
    assert isinstance(mine[0], TornPageError)
    with qtbot.waitSignal(jobs.failed) as told:
        jobs.run(fail, lambda _: pytest.fail("answered"))
    assert isinstance(told.args[0], TornPageError)


def test_progress_is_told_here(qtbot, jobs):
    told: list[tuple[int, int]] = []

    def work(stop):
        for at in range(3):
            stop.progress(at, 3)
        return "done"

    with qtbot.waitSignal(jobs.ended):
        jobs.run(work, lambda _: None, progress=lambda at, total: told.append((at, total)))
    assert told == [(0, 3), (1, 3), (2, 3)]


def test_a_stopped_job_ends_with_stopped(qtbot, jobs):
    running, ended = threading.Event(), []

    def work(stop):
        running.set()
        while True:
            stop.check()

    job = jobs.run(work, lambda _: pytest.fail("answered"), failed=ended.append)
    assert running.wait(5)
    jobs.stop(job)
    qtbot.waitUntil(lambda: len(ended) == 1)
    assert isinstance(ended[0], Stopped)


def test_stopping_all_drops_answers_and_does_not_wait(qtbot, jobs):
    release, finished = threading.Event(), threading.Event()

    def stubborn(_stop):
        release.wait(10)
        finished.set()
        return "secret"

    jobs.run(stubborn, lambda _: pytest.fail("answered after a lock"))
    jobs.run(lambda _: "next", lambda _: pytest.fail("answered after a lock"))
    jobs.stop_all()
    assert not jobs.busy
    assert not finished.is_set()
    release.set()
    assert finished.wait(5)
    after: list[int] = []
    jobs.run(lambda _: 1, after.append)
    qtbot.waitUntil(lambda: after == [1])


def test_the_strip_shows_long_work_and_stops_it(qtbot, jobs):
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)
    ended: list[Exception] = []

    def work(stop):
        stop.progress(3 * 10**12, 4 * 10**12)  # bytes, far beyond what a bar counts
        while True:
            stop.check()

    jobs.run(work, lambda _: None, failed=ended.append, label="Making a backup")
    assert not strip.isVisible()
    qtbot.waitUntil(strip.isVisible)
    assert strip.findChild(object, "job-label").text() == "Making a backup"
    assert strip.findChild(object, "job-progress").value() == 750
    strip.findChild(object, "action-cancel").click()
    qtbot.waitUntil(lambda: len(ended) == 1)
    assert isinstance(ended[0], Stopped)
    assert not strip.isVisible()
