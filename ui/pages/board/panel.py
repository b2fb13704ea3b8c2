"""Below the board: what is chosen, how the party answered, and what can be done next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.notifications import PartyNotice
from fieldapp.services.notifications import versions
from fieldapp.services.notifications.board_rows import Line, State, Told
from fieldapp.vocab.vocabulary import vocabulary
from ui import pieces
from ui.pages.board.act_form import ActForm, Asked
from ui.pages.board.acts import ACTS, Chosen, acts_for
from ui.session import Session
from ui.widgets.elided import Elided
from ui.widgets.flow import Flow

MOST_LINES = 4  # of a change notice; the record has all of it


class Panel(QFrame):
    """Shows; what is pressed goes up as the name of an action."""

    asked = Signal(str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("board-panel")
        self.setProperty("panel", True)
        self._session = session
        self._title = Elided(role="strong")
        self._title.setObjectName("board-chosen")
        self._about = pieces.words("", "muted", "board-about")
        self._said = pieces.words("", "", "board-said")
        self.form = ActForm(session)
        self.form.left.connect(self.leave_form)
        self._buttons = QWidget()
        flow = Flow(self._buttons, spacing=8)
        self._offered = {name: pieces.button("", f"action-board-{name}") for name in ACTS}
        for name, button in self._offered.items():
            button.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(4)
        for each in (self._title, self._about, self._said, self._buttons, self.form):
            column.addWidget(each)
        self.form.hide()
        self.hide()

    def show_chosen(self, chosen: Chosen) -> None:
        """Describe what is chosen and offer what fits it."""
        self._close_form()
        self.setVisible(bool(chosen.lines))
        if not chosen.lines:
            return
        one = chosen.lines[0] if len(chosen.lines) == 1 else None
        count = f"{len(chosen.lines):,} notifications chosen"
        to = f", to {chosen.party.name}" if chosen.party is not None else ""
        self._title.setText(f"{one.title if one else count}{to}")
        told = chosen.told[0] if one is not None and chosen.told else None
        self._about.setText(_about(one) if one is not None else _of_which(chosen))
        self._show_said(self._words(one, told) if one is not None else "")
        self._offer(chosen)

    def _show_said(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _offer(self, chosen: Chosen) -> None:
        acts = {act.name: act for act in acts_for(chosen)}
        for name, button in self._offered.items():
            act = acts.get(name)
            button.setVisible(act is not None)
            if act is not None:
                button.setText(act.words)
                button.setAccessibleName(act.words)
                button.setToolTip(act.key)
                _set_main(button, act.main)
        self._buttons.updateGeometry()

    def _words(self, line: Line, told: Told | None) -> str:
        """What the party answered, in its words; else what changed in this version."""
        if told is not None and told.notice and told.state is not State.CHANGE:
            notice = self._session.store.get(told.notice)
            if isinstance(notice, PartyNotice) and notice.their_words:
                label = vocabulary("party_response").label(notice.response)
                return f"Response of party: “{notice.their_words}” ({label.lower()})"
        return self._changed(line) if line.version > 1 else ""

    def _changed(self, line: Line) -> str:
        record = versions.notification_of(self._session.store, line.id)
        # Until it is sent the words are not kept, but they are what is to be sent.
        notice = (
            record.change_notice or versions.written_up(self._session.store, record).change_notice
        )
        lines = notice.splitlines()
        return "\n".join([*lines[:MOST_LINES], *(["…"] if len(lines) > MOST_LINES else [])])

    # -- the form --------------------------------------------------------------------------

    def ask(self, asked: Asked) -> None:
        """Put the fields of an action in the place of the buttons."""
        self._buttons.hide()
        self.form.ask(asked)

    def leave_form(self) -> None:
        """Back to the buttons, and to the table."""
        self._close_form()
        self.left.emit()

    def _close_form(self) -> None:
        self.form.clear()
        self._buttons.show()

    def is_asking(self) -> bool:
        """Whether a form is open."""
        return not self.form.isHidden()


def _about(line: Line) -> str:
    kind = vocabulary("notification_kind").label(line.kind)
    status = vocabulary("notification_status").label(line.status)
    version = f"version {line.version}"
    short = line.lead.missing
    late = f"{short:.0f} h short of the lead time" if short else ""
    return " · ".join(
        part for part in (line.ref, kind, line.organisation, status, version, late) if part
    )


def _of_which(chosen: Chosen) -> str:
    if chosen.party is None:
        return "Choose cells in the column of one party to note what it was sent or answered."
    return f"{len(chosen.to_send()):,} not sent to this party in their latest version"


def _set_main(button: QPushButton, main: bool) -> None:
    kind = "main" if main else ""
    if button.property("kind") != kind:
        button.setProperty("kind", kind)
        button.style().unpolish(button)
        button.style().polish(button)
