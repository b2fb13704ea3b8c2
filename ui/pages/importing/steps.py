"""Work on the window's own thread in short steps, so that the window stays alive."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.errors import FieldappError

AT_ONCE_S = 0.03  # how long the window may be without an answer


class StepByStep(QObject):
    """Runs one generator of (done, of how many); its end is its result."""

    moved = Signal(object, object)
    ended = Signal(object)
    failed = Signal(object)
    broke = Signal()  # by a fault of ours, which goes its own way to the message bar

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Generator[tuple[int, int], None, Any] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    @property
    def running(self) -> bool:
        """Whether there is more to do."""
        return self._steps is not None

    def run(self, steps: Generator[tuple[int, int], None, Any]) -> None:
        """Begin; the first step is taken after this returns."""
        self.stop()
        self._steps = steps
        self._timer.start(0)

    def stop(self) -> bool:
        """Break off what runs, at once; False where nothing did."""
        steps, self._steps = self._steps, None
        self._timer.stop()
        if steps is None:
            return False
        steps.close()
        return True

    def _go_on(self) -> None:
        steps = self._steps
        if steps is None:
            return
        self._steps = None  # whatever is raised, it is not taken up again
        try:
            at = _for_a_while(steps)
        except StopIteration as end:
            self._timer.stop()
            self.ended.emit(end.value)
        except FieldappError as error:
            self._timer.stop()
            self.failed.emit(error)
        else:
            self._steps = steps
            self.moved.emit(*at)
        finally:
            if self._steps is None and self._timer.isActive():
                self._timer.stop()
                self.broke.emit()


def _for_a_while(steps: Generator[tuple[int, int], None, Any]) -> tuple[int, int]:
    until = time.monotonic() + AT_ONCE_S
    while True:
        at = next(steps)
        if time.monotonic() >= until:
            return at
