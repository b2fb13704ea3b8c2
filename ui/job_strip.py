"""The strip at the window's foot: long work, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui.jobs import Job, Jobs

AFTER_MS = 1000  # quicker work is not worth a look


class JobStrip(QFrame):
    """Shows the job that has lasted for a second; hidden otherwise."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("job-strip")
        self._jobs = jobs
        self._job: Job | None = None
        self._label = QLabel()
        self._label.setObjectName("job-label")
        self._bar = QProgressBar()
        self._bar.setObjectName("job-progress")
        self._bar.setAccessibleName("Progress")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._cancel = QPushButton("Cancel")
        self._cancel.setObjectName("action-cancel")
        self._cancel.setAccessibleName("Cancel what is running")
        self._cancel.clicked.connect(self._ask_to_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 16, 0)
        row.setSpacing(8)
        for each in (self._label, self._bar, self._cancel):
            row.addWidget(each)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show)
        jobs.began.connect(self._begin)
        jobs.moved.connect(self._move)
        jobs.ended.connect(self._end)
        self.hide()

    def _begin(self, job: Job) -> None:
        if self._job is None:
            self._job = job
            self._label.setText(job.label or "Working")
            self._bar.setRange(0, 0)
            self._cancel.setEnabled(True)
            self._timer.start(AFTER_MS)

    def _move(self, job: Job, at: int, total: int) -> None:
        if job is self._job:
            # Parts of a thousand: a file's size in bytes does not fit Qt's range.
            self._bar.setRange(0, 1000 if total else 0)
            self._bar.setValue(at * 1000 // total if total else 0)

    def _end(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._timer.stop()
            self.hide()

    def _ask_to_stop(self) -> None:
        if self._job is not None:
            self._cancel.setEnabled(False)
            self._label.setText("Stopping")
            self._jobs.stop(self._job)
