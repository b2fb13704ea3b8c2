"""What can be done with the record that a records page shows, by the verb that asked for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from fieldapp.records.record import Record
from fieldapp.services.bulk import changed, pinned
from fieldapp.services.templates import copied, from_template, keep_template
from ui.pages.list_pane import ListPane
from ui.pages.record_pane import RecordPane
from ui.session import Session


class Shows(Protocol):
    """The page that these acts are done on."""

    kind: type[Record]
    list: ListPane
    pane: RecordPane

    def open(self, record_id: str) -> None:
        """Show one record, whether or not the list shows it."""

    def begin_filled(self, draft: Record) -> None:
        """Begin a record that holds something already."""

    def show_record(self, record: Record) -> None:
        """Show a record beside the list."""

    def show_again(self) -> None:
        """Show the list and the head as they are now."""

    def back(self) -> bool:
        """From the record to the list."""

    def is_narrow(self) -> bool:
        """Whether the record takes the list's place."""


class RecordActs:
    """Finish, print, duplicate, delete, correct, reopen, pin, and what begins from a template."""

    def __init__(self, page: Shows, session: Session, print_record: Callable[[str], None]) -> None:
        self._page, self._session, self._print_record = page, session, print_record

    def act(self, verb: str) -> None:
        """Do what was asked with the record shown; unknown verbs and no record do nothing."""
        record = self._page.pane.record
        acts: dict[str, Callable[[Record], object]] = {
            "back": lambda _: self._page.back(),
            "finish": lambda _: self._finish(),
            "print": self._print,
            "duplicate": self._duplicate,
            "copy": self._duplicate,
            "delete": self._delete,
            "correct": self._correct,
            "reopen": self._reopen,
            "newer": lambda shown: self._page.open(shown.superseded_by),
            "pin": self._pin,
            "destroy": lambda shown: self._session.asked_page.emit("received", shown.id),
            "template": self._keep_template,
            "take_back": lambda shown: self._go("take_back", shown),
            "purge": lambda shown: self._go("bin", shown),
        }
        if record is not None and verb in acts:
            with self._session.telling():
                acts[verb](record)

    def from_template(self, name: str) -> None:
        """Begin a record from what was kept under a name."""
        self._page.pane.settle()
        self._page.begin_filled(from_template(self._session.store, self._page.kind.noun, name))

    def print_blank(self) -> None:
        """Show the empty form of this type as paper."""
        from fieldapp.services.printing.blank_form import blank_form

        form = blank_form(self._session.store, self._page.kind)
        self._session.asked_page.emit("preview", form)

    def _go(self, page: str, record: Record) -> None:
        self._page.pane.settle()
        self._session.asked_page.emit(page, record.id)

    def _finish(self) -> None:
        if self._page.pane.keeping.finish() and self._page.pane.record is not None:
            self._page.pane.show_record(self._page.pane.record)
            self._page.show_again()
            self._session.said.emit("Finished." if self._page.kind.sealable else "Saved.")

    def _print(self, record: Record) -> None:
        self._page.pane.settle()
        if self._session.store.exists(record.id):
            self._print_record(record.id)

    def _duplicate(self, _record: Record) -> None:
        self._page.pane.settle()
        shown = self._page.pane.record
        if shown is not None:
            self._page.begin_filled(copied(shown))

    def _keep_template(self, _record: Record) -> None:
        self._page.pane.settle()
        shown = self._page.pane.record
        if shown is not None:
            head = self._session.store.head(shown.id)
            name = head.title if head is not None and head.title else self._page.kind.label
            keep_template(self._session.store, shown, name)
            self._session.said.emit("Kept as a template: More, beside New, begins from it.")

    def _pin(self, record: Record) -> None:
        self._page.pane.settle()
        made = changed(self._session.store, [record.id], pinned(record.pinned != "yes"))
        if made.records:
            self._session.save(*made.records)
            self._session.said.emit("Pinned." if made.records[0].pinned else "No longer pinned.")

    def _delete(self, record: Record) -> None:
        at = self._page.list.current_row()
        new = self._page.pane.keeping.new
        self._page.pane.show_nothing()
        if not new:
            self._session.delete(record.id)
            self._session.said.emit("Deleted. Ctrl+Z brings it back.")
        neighbour = (
            self._page.list.row_at(min(at, self._page.list.model.rowCount() - 1))
            if at >= 0
            else None
        )
        if neighbour is not None and not self._page.is_narrow():
            self._page.show_record(self._session.store.get(neighbour.id))
        self._page.show_again()
        self._page.list.focus_list()

    def _correct(self, record: Record) -> None:
        draft = self._session.store.supersede(record.id)
        self._session.save(draft)
        self._page.show_record(self._session.store.get(draft.id))
        self._page.pane.form.focus_first()

    def _reopen(self, record: Record) -> None:
        self._session.reopen(record.id)
        self._page.show_record(self._session.store.get(record.id))
        self._page.pane.form.focus_first()
