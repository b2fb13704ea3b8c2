"""The answer to one record that came in: one word, and where needed a few that travel with it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.disclosures import Received
from fieldapp.records.fields import Field
from fieldapp.records.received import Reply
from fieldapp.records.record import Record, evolve
from fieldapp.services.package.receipts import ANSWER
from fieldapp.services.receiving.alike import Alike, alike
from fieldapp.services.receiving.answers import (
    DUPLICATE,
    NEED_MORE,
    VERIFIED,
    Given,
    answer,
    earlier,
    in_words,
    replies,
    warnings,
)
from fieldapp.vocab.vocabulary import vocabulary
from ui.forms.choice import QuietCombo
from ui.forms.editors import editor_for
from ui.forms.linked import LinkEditor
from ui.pieces import button, line, row, set_role, words
from ui.session import Session
from ui.widgets.elided import Elided

OFFERED = 3
TRAVELS = "The answer and its words go to the sender with the receipt. The rest stays here."


class AnswerForm(QFrame):
    """Shows the answer there is, and keeps another; announces when it is kept."""

    answered = Signal()
    asked_delete = Signal(str)
    opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("answer-form")
        self._session = session
        self._copy: Record | None = None
        self._warned = ""
        self._title = Elided(role="strong")
        self._title.setObjectName("answer-title")
        self._open = button("Open it", "action-open-copy", "link")
        self._before = words("", "muted", "answer-before")
        self._choice = _box("answer", "Answer", ANSWER)
        self._mechanism = _box("answer_mechanism", "Verified by", "mechanism")
        self._words = line("answer_words", "In words, to the sender")
        self._note = line("answer_note", "Own note, never sent")
        self._tags = line("answer_tags", "Own tags, never sent")
        self._tags.setPlaceholderText("with commas between")
        self._same = _SameAs(session)
        self._keep = button("Keep the answer", "action-keep-answer", "main")
        self._delete = button("Delete this copy…", "action-delete-copy", "flat")
        self._says = words(TRAVELS, "muted", "answer-says")
        self._lay_out()
        self._choice.currentIndexChanged.connect(self._fit)
        self._words.textChanged.connect(lambda _: self._calm())
        for each in (self._words, self._note, self._tags):
            each.returnPressed.connect(self._give)
        self._keep.clicked.connect(self._give)
        self._open.clicked.connect(lambda: self._copy and self.opened.emit(self._copy.id))
        self._delete.clicked.connect(lambda: self._copy and self.asked_delete.emit(self._copy.id))
        self.hide()

    def _lay_out(self) -> None:
        top = row(self._title, self._open, stretch=False)
        top.setStretch(0, 1)
        first = QHBoxLayout()
        first.setSpacing(12)
        self._by = _held(_labelled("Verified by", self._mechanism))
        first.addLayout(_labelled("Answer", self._choice))
        first.addWidget(self._by)
        first.addLayout(_labelled("In words, to the sender", self._words), 1)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addLayout(_labelled("Own note, never sent", self._note), 1)
        second.addLayout(_labelled("Own tags, never sent", self._tags), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._before)
        column.addLayout(first)
        column.addWidget(self._same)
        column.addLayout(second)
        column.addLayout(row(self._keep, self._delete))
        column.addWidget(self._says)
        column.addStretch(1)

    # -- showing ---------------------------------------------------------------------------

    def show_copy(self, entry: Received, copy: Record) -> None:
        """Show one record and what was answered to it."""
        self._copy = copy
        self._title.setText(self._session.store.titles([copy.id]).get(copy.id) or copy.ref)
        reply = replies(entry).get(copy.id)
        before = earlier(self._session.store, copy) if reply is None else None
        self._before.setText(_said_before(before))
        self._before.setVisible(before is not None)
        shown = reply or Reply(record=copy.id)
        self._choice.setCurrentIndex(max(0, self._choice.findData(shown.answer)))
        by = shown.words if shown.answer == VERIFIED else ""
        self._mechanism.setCurrentIndex(max(0, self._mechanism.findText(by)))
        self._words.setText("" if self._mechanism.currentIndex() else shown.words)
        self._note.setText(shown.note or (before.note if before else ""))
        self._tags.setText(", ".join(copy.tags))
        self._same.show_copy(copy, shown.ours or (before.ours if before else ""))
        self._fit()
        self._calm()
        self.show()

    def focus(self) -> None:
        """Put the cursor on the answer."""
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Show what this answer needs."""
        code = self._choice.currentData()
        self._by.setVisible(code == VERIFIED)
        self._same.setVisible(code == DUPLICATE)
        self._keep.setEnabled(bool(code))
        needed = "What is needed, to the sender" if code == NEED_MORE else "In words, to the sender"
        self._words.setAccessibleName(needed)
        self._words.setPlaceholderText("What is needed?" if code == NEED_MORE else "")

    def _calm(self) -> None:
        self._warned = ""
        self._keep.setText("Keep the answer")
        self._keep.setAccessibleName("Keep the answer")
        set_role(self._says, "muted", TRAVELS)

    # -- keeping ---------------------------------------------------------------------------

    def _give(self) -> None:
        copy, code = self._copy, self._choice.currentData()
        if copy is None or not code:
            return
        said = self._words.text().strip()
        if code == VERIFIED and self._mechanism.currentData():
            said = " ".join(filter(None, (self._mechanism.currentText(), said)))
        if (warning := next(warnings(self._session.store, said), "")) and self._warned != said:
            self._warn(said, warning)
            return
        with self._session.telling():
            given = Given(code, said, self._same.value(), self._note.text())
            changes = answer(self._session.store, copy, given)
            now = self._session.store.get(copy.id)
            tags = tuple(filter(None, map(str.strip, self._tags.text().split(","))))
            if tags != now.tags:
                changes |= self._session.store.annotate(evolve(now, tags=tags))
            self._session.announce(changes)
            self._session.said.emit("The answer is kept. The receipt takes it to the sender.")
            self.answered.emit()

    def _warn(self, said: str, warning: str) -> None:
        self._warned = said
        self._keep.setText("Keep it as it is")
        self._keep.setAccessibleName("Keep it as it is")
        set_role(self._says, "error", warning)


class _SameAs(QWidget):
    """Which record of ours it is: those that look alike to take, or any other to find."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._editor: LinkEditor | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._rows: list[QPushButton] = []

    def show_copy(self, copy: Record, ours: str) -> None:
        """Offer what looks like this record."""
        for each in (self._editor, *self._rows):
            if each is not None:
                each.hide()
                each.setParent(None)
                each.deleteLater()
        ours_field = next(each for each in Reply.fields() if each.name == "ours")
        spec = attrs.evolve(ours_field.spec, target=(copy.noun,))
        made = editor_for(Field("ours", spec, ""), self._session, "answer_ours")
        assert isinstance(made, LinkEditor)
        made.set_value(ours)
        made.line.setPlaceholderText("Which record of ours? It is not named to the sender.")
        self._editor = made
        self._column.addWidget(made)
        self._rows = [self._offer(n, each) for n, each in enumerate(self._alike(copy), start=1)]

    def _alike(self, copy: Record) -> Sequence[Alike]:
        return alike(self._session.store, copy)[:OFFERED]

    def _offer(self, number: int, found: Alike) -> QPushButton:
        told = f"{found.record.ref}: {found.why}"
        made = button(f"Looks like {told}", f"action-same-{number}", "link")
        made.clicked.connect(lambda: self._take(found.record.id))
        self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeading)
        return made

    def _take(self, record_id: str) -> None:
        if self._editor is not None:
            self._editor.set_value(record_id)
            self._editor.setFocus()

    def value(self) -> str:
        """The record chosen; "" where none is."""
        return self._editor.value() if self._editor is not None else ""


def _box(name: str, label: str, vocabulary_name: str) -> QuietCombo:
    made = QuietCombo()
    made.setObjectName(f"field-{name}")
    made.setAccessibleName(label)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.addItem("–", "")
    for code, told in vocabulary(vocabulary_name).labels.items():
        made.addItem(in_words(code) if vocabulary_name == ANSWER else told, code)
    return made


def _labelled(label: str, field: QWidget) -> QVBoxLayout:
    """On one line each: a label that wraps would make the rows guess how tall they are."""
    above = QLabel(label)
    above.setBuddy(field)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(above)
    column.addWidget(field)
    return column


def _held(layout: QVBoxLayout) -> QWidget:
    made = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    made.setLayout(layout)
    return made


def _said_before(reply: Reply | None) -> str:
    if reply is None:
        return ""
    return f"An earlier version of it was answered: {in_words(reply.answer)}."
