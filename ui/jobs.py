"""Slow work off the window's thread, answered on it, and dropped when the vault locks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from fieldapp.errors import FieldappError

T = TypeVar("T")


class Stopped(FieldappError):  # noqa: N818 - a state, not a fault
    """The work was stopped by the user or by locking."""

    sentence = "This was stopped. Nothing was changed."
    remedy = "Start it again when you like."


class Stop:
    """What a job is handed: it checks this often, and says here how far it is."""

    def __init__(self, told: Callable[[int, int], None]) -> None:
        self._asked = threading.Event()
        self._told = told

    def ask(self) -> None:
        """Ask the job to stop; safe from any thread."""
        self._asked.set()

    @property
    def asked(self) -> bool:
        """Whether the job should stop."""
        return self._asked.is_set()

    def check(self) -> None:
        """Raise `Stopped` if asked; call it at least every 64 KiB or 50 records."""
        if self._asked.is_set():
            raise Stopped

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is; total 0 means that nobody knows."""
        self.check()
        self._told(done, total)


class Job:
    """One running piece of work, as the strip at the window's foot shows it.

    Not a QObject: the last reference to it may be dropped on the thread that it ran on.
    """

    def __init__(
        self,
        label: str,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None,
        progress: Callable[[int, int], None] | None,
        told: Callable[[Job, int, int], None],
    ) -> None:
        self.label = label
        self.done = done
        self.failed = failed
        self.progress = progress
        self.stop = Stop(lambda at, total: told(self, at, total))
        self.future: Future[Any] | None = None


class Jobs(QObject):
    """Runs one job at a time and answers on the window's thread.

    A job is a function of plain values; it is handed no widget and no store. One object lives as
    long as the app and owns the only signals that cross threads.
    """

    began = Signal(object)
    moved = Signal(object, object, object)  # int of Qt is too short for bytes
    ended = Signal(object)
    failed = Signal(object)
    _finished = Signal(object)
    _told = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[Job] = []
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        # Queued even from this thread: a job that has ended before its callback
        # is added would otherwise be answered inside `run`, ahead of its turn.
        self._finished.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._move, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Stop], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
        label: str = "",
    ) -> Job:
        """Start `work`; then call `done` with its result, here, or `failed` with its error.

        Without `failed` the error goes to the window's message bar. `label` is what the strip at
        the window's foot says while it lasts.
        """
        job = Job(label, done, failed, progress, self._told.emit)
        self._waiting.append(job)
        job.future = self._pool.submit(work, job.stop)
        self.began.emit(job)
        job.future.add_done_callback(lambda _: self._finished.emit(job))
        return job

    def show(self, label: str) -> Job:
        """Work that is done in steps on the window's thread, for the strip to show and to stop."""
        job = Job(label, lambda _: None, None, None, lambda *_: None)
        self.began.emit(job)
        return job

    @property
    def busy(self) -> bool:
        """Whether an answer is still awaited."""
        return bool(self._waiting)

    def stop(self, job: Job) -> None:
        """Ask one job to stop; its answer is then `Stopped`, or its result if it was faster."""
        job.stop.ask()
        if job.future is not None:
            job.future.cancel()

    def stop_all(self) -> None:
        """Ask every job to stop and drop every answer; never waits."""
        dropped, self._waiting = self._waiting, []
        for job in dropped:
            self.stop(job)
            self.ended.emit(job)

    @Slot(object)
    def _answer(self, job: Job) -> None:
        if job not in self._waiting or job.future is None:
            return
        self._waiting.remove(job)
        self.ended.emit(job)
        error: BaseException | None = Stopped() if job.future.cancelled() else None
        error = error or job.future.exception()
        if isinstance(error, Exception) and _alive(job.failed):
            (job.failed or self.failed.emit)(error)
        elif error is None and _alive(job.done):
            job.done(job.future.result())

    @Slot(object, object, object)
    def _move(self, job: Job, at: int, total: int) -> None:
        if job in self._waiting:
            self.moved.emit(job, at, total)
            if job.progress is not None and _alive(job.progress):
                job.progress(at, total)


def _alive(answer: object) -> bool:
    """Whether the widget whose method would be called still exists."""
    owner = getattr(answer, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
