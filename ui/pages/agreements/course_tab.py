"""The course of an agreement: how it stands, what can be done with it, and what was."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from fieldapp.records.agreement_rows import ENDED, IN_FORCE, AgreementEvent
from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement
from fieldapp.services.agreements import notices, possible
from fieldapp.vocab.spoken_days import day_in_words
from fieldapp.vocab.vocabulary import vocabulary
from ui.pages.agreements.act_form import ACTS, ActForm
from ui.pieces import button, scrolled, words
from ui.session import Session
from ui.widgets.flow import Flow

UNFINISHED = "An edit of this agreement is not saved yet: finish it under Record first."
DONE = {
    "signed": "In force.",
    "renewed": "Renewed; the old dates are kept below.",
    "suspended": "Suspended: nothing leaves under it.",
    "resumed": "In force again.",
    "breach": "The breach is recorded.",
    "reviewed": "The review is recorded.",
    "ended": "Ended: nothing leaves under it. See what they hold under Recall.",
}


class CourseTab(QWidget):
    """Acts through services; each leaves a row with its day and why."""

    label = "Course"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._agreement: Agreement | None = None
        self._form: ActForm | None = None
        inside = QWidget()
        self._whole = inside
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 12, 12, 24)
        self._inside.setSpacing(12)
        self._said = QVBoxLayout()
        self._said.setSpacing(4)
        self._acts: list[QPushButton] = []
        self._place = QVBoxLayout()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        for each in (self._said, self._place, self._rows):
            self._inside.addLayout(each)
        self._inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(inside)
        column.addWidget(self._area)

    def show_record(self, record: Record) -> None:
        """Show how an agreement stands, as it is kept."""
        if not isinstance(record, Agreement):
            return
        kept = self._session.store.get_many([record.id]).get(record.id)
        self._agreement = kept if isinstance(kept, Agreement) else record
        self._close_form()
        self._say()

    # -- what is said ----------------------------------------------------------------------

    def _say(self) -> None:
        agreement, store = self._agreement, self._session.store
        assert agreement is not None
        _clear(self._said)
        _clear(self._rows)
        self._said.addWidget(words(_state(agreement), "section", "agreement-state"))
        found = list(notices(store, agreement, store.now().date()))
        if store.draft(agreement.id) is not None:
            found.append(UNFINISHED)
        for number, each in enumerate(found, start=1):
            self._said.addWidget(words(each, "muted", f"agreement-notice-{number}"))
        self._said.addWidget(self._buttons(agreement))
        if agreement.course:
            self._rows.addWidget(words("What became of it", "strong"))
        for number, event in enumerate(reversed(agreement.course), start=1):
            day = day_in_words(event.on) if event.on else ""
            head = f"{day}  {vocabulary('agreement_event').label(event.what)}"
            self._rows.addWidget(words(head.strip(), "strong", f"agreement-event-{number}"))
            for told in _told(event):
                self._rows.addWidget(words(told, "muted"))

    def _buttons(self, agreement: Agreement) -> QWidget:
        whole = QWidget()
        flow = Flow(whole)
        self._acts = []
        blocked = self._session.store.draft(agreement.id) is not None
        for what in possible(agreement):
            made = button(f"{ACTS[what].action}…", f"action-agreement-{what}")
            made.setAccessibleName(ACTS[what].action)
            made.setEnabled(not blocked)
            made.clicked.connect(partial(self._open_form, what))
            flow.addWidget(made)
            self._acts.append(made)
        if agreement.status == ENDED or any(e.what == "breach" for e in agreement.course):
            back = button("Recall what they hold…", "action-agreement-recall", "link")
            back.clicked.connect(lambda: self._session.asked_page.emit("take_back", agreement.id))
            flow.addWidget(back)
        return whole

    # -- what is done ----------------------------------------------------------------------

    def _open_form(self, what: str) -> None:
        assert self._agreement is not None
        self._close_form()
        self._form = form = ActForm(what, self._agreement, self._session.store.now().date())
        form.done.connect(self._save)
        form.left.connect(self._leave_form)
        self._place.addWidget(form)
        form.focus_first()
        QTimer.singleShot(0, form, self._bring_into_view)

    def _bring_into_view(self) -> None:
        if self._form is not None:
            self._inside.activate()
            self._whole.adjustSize()
            self._area.ensureWidgetVisible(self._form)

    def _save(self, after: Agreement, what: str) -> None:
        with self._session.telling():
            self._session.save(after, because=what)
            self._session.said.emit(DONE[what])
            self.show_record(after)
            self._focus_acts()

    def _leave_form(self) -> None:
        self._close_form()
        self._focus_acts()

    def _focus_acts(self) -> None:
        """The cursor goes back to what can be done next; its button went with the form."""
        if self._acts:
            self._acts[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_form(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.setParent(None)
            self._form.deleteLater()
            self._form = None


def _state(agreement: Agreement) -> str:
    label = vocabulary("agreement_status").label(agreement.status)
    last = day_in_words(agreement.valid_until) if agreement.valid_until else ""
    if not last or agreement.status == ENDED:
        return label
    return f"{label} until {last}" if agreement.status == IN_FORCE else f"{label}; ends {last}"


def _told(event: AgreementEvent) -> Iterator[str]:
    if event.words:
        yield event.words
    if event.follows:
        yield f"What follows: {event.follows}"
    if event.was_until:
        days = (event.was_from, event.was_until, event.was_kept_until)
        start, until, kept = (day_in_words(each) if each else "?" for each in days)
        yield f"Was valid from {start} until {until}, kept until {kept}."


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()
