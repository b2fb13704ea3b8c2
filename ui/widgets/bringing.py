"""Brings files into the vault one after the other: cleaned in a job, then written bit by bit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import attrs
from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.errors import FieldappError
from fieldapp.services.attaching.bitmap import Bitmap
from fieldapp.services.attaching.refusals import MetadataStaysError
from fieldapp.store.attachments import NewAttachment
from ui.jobs import Stop, Stopped
from ui.session import Session

STAYS_WHERE_IT_WAS = "Its original still lies where it was, and is not encrypted."
STAY_WHERE_THEY_WERE = "Their originals still lie where they were, and are not encrypted."


class SomeRefusedError(FieldappError):
    """Of several files some were not attached."""

    sentence = "Some files were not attached."
    remedy = "Add them one by one to see what is wrong with each."

    def __init__(self, number: int, of: int, first: FieldappError) -> None:
        super().__init__(f"{number} of {of} files were not attached. {first}")


@attrs.frozen
class Coming:
    """A file on its way to a record: a path, or a picture that was copied."""

    record: str
    source: Path | Bitmap = attrs.field(repr=False)
    as_it_is: bool = False


class Bringing(QObject):
    """What was asked for is brought in order; what must be asked first is asked at the end."""

    asked = Signal(object, str)  # the files that can only be kept as they are, and why the first
    brought = Signal(str)  # the id of what is now attached

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[Coming] = []
        self._to_ask: list[tuple[Coming, str]] = []
        self._refused: list[FieldappError] = []
        self._done = self._from_disk = 0
        self._writing: Iterator[str] | None = None
        self._last = ""
        self._busy = False
        self._timer = QTimer(self)  # between two bits the window may draw and answer keys
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._write)

    def bring(self, coming: Sequence[Coming]) -> None:
        """Attach these after what is on its way already."""
        self._waiting += coming
        if not self._busy:
            self._next()

    @property
    def busy(self) -> bool:
        """Whether a file is on its way."""
        return self._busy

    def _next(self) -> None:
        self._busy = bool(self._waiting)
        if not self._busy:
            self._end()
            return
        coming = self._waiting.pop(0)
        self._session.jobs.run(
            partial(_taken_in, coming),
            partial(self._begin, coming),
            failed=partial(self._refuse, coming),
            label="Attaching a file",
        )

    def _begin(self, coming: Coming, new: NewAttachment) -> None:
        self._from_disk += isinstance(coming.source, Path)
        self._writing = self._session.store.attachments.add(coming.record, new)
        self._timer.start()

    def _write(self) -> None:
        if self._writing is None or not self._session.store.vault.key:  # locked meanwhile
            self._timer.stop()
            return
        try:
            self._last = next(self._writing)
        except StopIteration:
            self._timer.stop()
            self._done += 1
            self._session.announce(self._session.store.attachments.done(self._last))
            self.brought.emit(self._last)
            self._next()
        except FieldappError as error:
            self._timer.stop()
            self._refused.append(error)
            self._next()

    def _refuse(self, coming: Coming, error: Exception) -> None:
        if isinstance(error, MetadataStaysError):
            self._to_ask.append((coming, error.why))
        elif isinstance(error, Stopped):
            self._waiting.clear()
            self._refused.append(error)
        elif isinstance(error, FieldappError):
            self._refused.append(error)
        else:
            self._session.failed.emit(error)
        self._next()

    def _end(self) -> None:
        """Say once what came of it all."""
        done, refused, to_ask = self._done, self._refused, self._to_ask
        disk = self._from_disk
        self._refused, self._to_ask, self._done, self._from_disk = [], [], 0, 0
        if to_ask:
            self.asked.emit([attrs.evolve(each, as_it_is=True) for each, _ in to_ask], to_ask[0][1])
        if len(refused) == 1 and not done:
            self._session.failed.emit(refused[0])
        elif refused:
            self._session.failed.emit(
                SomeRefusedError(len(refused), done + len(refused) + len(to_ask), refused[0])
            )
        elif done:
            self._session.said.emit(_said(done, disk))


def _taken_in(coming: Coming, stop: Stop) -> NewAttachment:
    # What decodes pictures and documents is slow to load: here it is in the job.
    from fieldapp.services.attaching.taking_in import take_in_bitmap, take_in_path

    if isinstance(coming.source, Bitmap):
        return take_in_bitmap(coming.source, stop.check)
    return take_in_path(coming.source, stop.check, stop.progress, as_it_is=coming.as_it_is)


def _said(done: int, from_disk: int) -> str:
    said = "Attached." if done == 1 else f"{done} files attached."
    if not from_disk:
        return said
    return f"{said} {STAYS_WHERE_IT_WAS if from_disk == 1 else STAY_WHERE_THEY_WERE}"
