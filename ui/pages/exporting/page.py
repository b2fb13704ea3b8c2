"""An export for own use: what leaves and what stays, in which form, and a warning before it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import attrs
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from fieldapp.records.counted import in_sentence
from fieldapp.records.record import Record
from fieldapp.services.exporting import formats, own
from fieldapp.services.files import write_asked
from fieldapp.services.sharing.result import Release
from fieldapp.store.store import Changes
from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary
from ui.files import ask_save
from ui.jobs import Stop
from ui.pages.exporting.asked import ToExport
from ui.pieces import button, card, labelled, line, row, scrolled, set_role, words
from ui.session import Session

MOST = 20_000
ABOUT = (
    "A file for your own office. It is decided by the same rules as a release: codes stand in for "
    "names, and private phones, confidential texts and sources never leave this vault."
)
PLAIN = "The file is NOT encrypted: whoever has it can read it. It is logged in the outbox."


class ExportPage(QWidget):
    """Decides in a job; asks for a form and, where it is sensitive, for a reason; writes."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._kind: type[Record] | None = None
        self._release: Release | None = None
        self._asked = 0
        self._title = words("Export for own use", "page", "export-title")
        self._leaves, self._level = words("", "strong", "export-leaves"), words("", "muted")
        self._stays = words("", "muted", "export-stays")
        self._classes = words("", "muted", "export-classes")
        self._forms = QButtonGroup(self)
        self._reason = line("export_reason", "What it is for")
        self._stands = words("", "muted", "export-stands")
        self._save = button("Save…", "action-save-export", "main")
        self._lay_out()
        self._reason.textChanged.connect(self._allow)
        self._save.clicked.connect(self._ask_where)
        session.changed.connect(self._note_change)
        self._show(None)

    def _lay_out(self) -> None:
        side, column = card(760)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(words(ABOUT))
        for each in (self._leaves, self._level, self._stays, self._classes):
            column.addWidget(each)
        column.addWidget(words("Form", "section"))
        for number, (name, form) in enumerate(formats.FORMS.items()):
            choice = QRadioButton(form.words)
            choice.setObjectName(f"field-export_form-{name}")
            choice.setChecked(number == 0)
            self._forms.addButton(choice, number)
            column.addWidget(choice)
        column.addLayout(labelled("What it is for", self._reason, "Needed for High and Severe."))
        column.addWidget(words(PLAIN, "error", "export-warning"))
        column.addWidget(self._stands)
        column.addLayout(row(self._save, stretch=True))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(self._title)
        whole.addWidget(scrolled(side), 1)

    # -- what the window asks --------------------------------------------------------------

    def take(self, argument: object) -> None:
        """Decide on these records."""
        if isinstance(argument, ToExport):
            self._kind = self._session.store.kind(argument.noun)
            self._title.setText(f"Export {in_sentence(self._kind.plural)} for own use")
            with self._session.telling():
                self._decide(self._kind, self._records(argument))

    def start_here(self) -> None:
        """Put the cursor on the form."""
        chosen = self._forms.checkedButton()
        if chosen is not None:
            chosen.setFocus()

    def level(self) -> str:
        """As sensitive as what would leave."""
        return self._release.level.value if self._release else Level.SEVERE.value

    # -- deciding --------------------------------------------------------------------------

    def _records(self, asked: ToExport) -> Sequence[Record]:
        store = self._session.store
        if asked.query is None:
            found = store.get_many(asked.ids)
            return [found[each] for each in asked.ids if each in found]
        return list(store.records(attrs.evolve(asked.query, limit=MOST)))

    def _decide(self, kind: type[Record], records: Sequence[Record]) -> None:
        self._show(None)
        self._asked += 1
        number, asked = self._asked, own.ask(self._session.store, kind, records)

        def done(release: Release) -> None:
            if number == self._asked:
                self._show(release)

        self._session.jobs.run(
            lambda _: own.decide(asked), done, label=f"Deciding on {len(records):,} records"
        )

    def _show(self, release: Release | None) -> None:
        self._release = release
        if release is None:
            self._leaves.setText("Deciding what may leave.")
            for each in (self._level, self._stays, self._classes):
                each.setText("")
        else:
            level = vocabulary("level").label(release.level)
            self._leaves.setText(f"{_leaving(len(release.records))}. {level}.")
            self._level.setText(_limit(release))
            stays = [f"{each.number:,} stay: {each.why}" for each in own.staying(release)]
            self._stays.setText("\n".join(stays))
            left = [vocabulary("data_class").label(e) for e in own.classes_left_out(release)]
            classes = ", ".join(each.split(":")[0].lower() for each in left)
            self._classes.setText(f"Left out where it is recorded: {classes}." if classes else "")
        for each in (self._level, self._stays, self._classes):
            each.setVisible(bool(each.text()))
        self._allow()
        if self.isVisible():
            self._session.shown.emit(self.level())

    def _allow(self) -> None:
        stands = self._what_stands()
        set_role(self._stands, "muted", stands)
        self._stands.setVisible(bool(stands))
        self._save.setEnabled(not stands)
        self._save.setAccessibleDescription(stands)

    def _what_stands(self) -> str:
        release = self._release
        if release is None:
            return "It is being decided."
        if release.blocks:
            return release.blocks[0].sentence
        if release.level in own.NEEDS_REASON and not self._reason.text().strip():
            return "Say what it is for: it is High or Severe."
        return ""

    def _note_change(self, changes: Changes) -> None:
        """What was decided may not hold any more; it is decided again when it is asked for."""
        if self._release is not None and self._kind and self._kind.noun in changes.kinds:
            self._release = None
            self._leaves.setText("Something changed. Go back and ask for the export again.")
            self._allow()

    # -- writing ---------------------------------------------------------------------------

    def _ask_where(self) -> None:
        release, kind = self._release, self._kind
        if release is None or kind is None:
            return
        form = list(formats.FORMS)[self._forms.checkedId()]
        name = f"NOT-ENCRYPTED-export-{release.id[:8]}{formats.FORMS[form].ending}"
        ask_save(
            self,
            "Write a file that is NOT encrypted",
            name,
            lambda to: self._write(release, kind, form, to),
        )

    def _write(self, release: Release, kind: type[Record], form: str, to: Path) -> None:
        def work(stop: Stop) -> bytes:
            return formats.spelled(release, kind, form, stop.check)

        def done(raw: bytes) -> None:
            with self._session.telling():
                # Logged and not written does no harm; the other way round it would.
                logged = own.log_export(self._session.store, release, self._reason.text())
                self._session.announce(Changes.of(logged))
                write_asked(to, lambda file: _put(file, raw))
                self._reason.clear()
                self._session.said.emit("Exported and logged. The file is NOT encrypted.")

        self._session.jobs.run(work, done, label="Writing the export")


def _put(file: BinaryIO, raw: bytes) -> None:
    file.write(raw)


def _leaving(number: int) -> str:
    return "1 record leaves" if number == 1 else f"{number:,} records leave"


def _limit(release: Release) -> str:
    """Where the list was longer than one export may be."""
    looked_at = len(release.records) + len(release.withheld)
    return f"Only the first {MOST:,} of the list were looked at." if looked_at == MOST else ""
