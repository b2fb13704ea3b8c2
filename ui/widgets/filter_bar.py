"""Search and filters of a list, derived from the declaration of its record type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.records.counted import in_sentence
from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record
from fieldapp.records.values import label_of
from fieldapp.store.store import Filter, Query
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place
from fieldapp.vocab.spoken_days import day_in_words, read_day, weekday_in_words
from ui.forms.choosing import options_of
from ui.session import Session
from ui.setting_names import KNOWN_TAGS
from ui.widgets.elided import Elided
from ui.widgets.filter_button import FilterButton
from ui.widgets.filter_specs import FilterSpec, dated_by, filters_of
from ui.widgets.flow import Flow
from ui.widgets.options import Option, matching
from ui.widgets.saved_filters import SavedFilter, SavedFilters, option_from, saved_filter

TYPING_MS = 120
OWN = Option("", "Our own")
_BACK = {"": False, "too": None, "only": True}  # which of what was taken back a list shows


class FilterBar(QWidget):
    """A line to search in, a button for each filter, one for the order, and the count."""

    changed = Signal()
    stepped_down = Signal()

    def __init__(self, kind: type[Record], session: Session) -> None:
        super().__init__()
        self._kind, self._session = kind, session
        self.search = SearchLine()
        self.search.setObjectName(f"search-{kind.noun}")
        self.search.setAccessibleName(f"Search {kind.plural}")
        self.search.setPlaceholderText(f"Search {in_sentence(kind.plural)}")
        self.search.setClearButtonEnabled(True)
        self._count = Elided(role="muted")
        self._count.setObjectName(f"count-{kind.noun}")
        self._filters = [(each, self._button(each)) for each in filters_of(kind)]
        self._sets: tuple[str, ...] = ()
        self._mine = FilterButton("mine", "Mine", self._own)
        self._mine.changed.connect(self.changed)
        self._taken_back = FilterButton("taken_back", "Taken back", self._backs)
        self._taken_back.changed.connect(self.changed)
        self._asked: tuple[Filter, ...] = ()  # what another page asked for and no button shows
        self._saved = SavedFilters(session, f"filters.{kind.noun}", self.state)
        self._saved.restored.connect(self.restore)
        self._order = FilterButton("order", "Newest first", self._orders, clearable=False)
        self._order.changed.connect(self.changed)
        self._lay_out()
        self.look_for_sets()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _: self._timer.start())
        self.search.stepped_down.connect(self.stepped_down)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.search, 1)
        first.addWidget(self._count)
        buttons = QWidget()
        flow = Flow(buttons)
        for _, each in self._filters:
            flow.addWidget(each)
        rest = QWidget()
        self.last = Flow(rest)
        for each in (self._order, self._mine, self._taken_back, self._saved):
            self.last.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(buttons)
        column.addWidget(rest)

    def look_for_sets(self) -> None:
        """Offer the data sets that are here; from the first on, our own stand apart from them.

        What was taken back stands apart in the same way.
        """
        any_back = self._kind.leaves and self._session.store.any_retracted(self._kind.noun)
        self._taken_back.setVisible(any_back)
        for spec, button in self._filters:
            if not spec.field.spec.apart:
                continue
            before, self._sets = self._sets, tuple(self._session.store.data_sets(self._kind.noun))
            button.setVisible(bool(self._sets))
            if bool(before) != bool(self._sets):
                button.show_option(OWN if self._sets else None)

    def show_filters(self, query: Query) -> None:
        """Filter as another page asks; conditions without a button stand under one of their own."""
        self.clear()
        rest: list[Filter] = []
        for each in query.filters:
            button = next(
                (b for s, b in self._filters if (s.field.name, s.op) == (each.field, each.op)), None
            )
            if button is None:
                rest.append(each)
            else:
                field = self._kind.field(each.field)
                button.show_option(Option(each.value, self._in_words(field, each.value)))
        self._asked = tuple(rest)
        self.search.setText(query.words)
        self._timer.stop()
        self.changed.emit()

    def _in_words(self, field: Field, value: str) -> str:
        if field.spec.target:
            return self._session.store.titles([value]).get(value, value)
        if field.spec.apart:
            return value or OWN.label
        return label_of(field, value)

    def _backs(self, words: str) -> Sequence[Option]:
        """Records that were retracted stand apart until they are asked for."""
        return matching([Option("too", "Shown too"), Option("only", "Only these")], words)

    # -- what is kept ----------------------------------------------------------------------

    def state(self) -> SavedFilter:
        """What is filtered by now, to be kept under a name."""
        chosen = {spec.name: button.option for spec, button in self._filters}
        return saved_filter(self.search.text(), {**chosen, "mine": self._mine.option}, self._order)

    def restore(self, state: SavedFilter) -> None:
        """Filter as it was kept."""
        self.clear()
        for spec, button in self._filters:
            button.show_option(option_from(state["chosen"].get(spec.name)))
        self._mine.show_option(option_from(state["chosen"].get("mine")))
        self._order.show_option(option_from(state["order"]))
        self.search.setText(state["words"])
        self._timer.stop()
        self.changed.emit()

    def _own(self, words: str) -> Sequence[Option]:
        """What is pinned, and the own tags."""
        tags = self._session.setting(KNOWN_TAGS, [])
        options = [Option(("pinned", "yes", "is"), "Pinned")]
        options += [Option(("tags", tag, "has"), tag, "tag") for tag in tags]
        return matching(options, words)

    # -- what it says ----------------------------------------------------------------------

    def query(self) -> Query:
        """What the list should show."""
        filters = tuple(
            Filter(spec.field.name, button.option.value, spec.op)
            for spec, button in self._filters
            if button.option is not None
        )
        filters = (*filters, *self._asked)
        if self._mine.option is not None:
            filters = (*filters, Filter(*self._mine.option.value))
        sort, down = self._order.option.value if self._order.option else ("", True)
        words = self.search.text()
        back = _BACK[self._taken_back.option.value if self._taken_back.option else ""]
        # Who looks for words finds them also in what was taken back: it is marked there.
        apart = not self._taken_back.isHidden() and not words.strip()
        usual = not sort
        if usual and not words.strip():  # with words, the order of the index answers at once
            sort = dated_by(self._kind)
        # What has no date yet was just begun.
        return Query(
            self._kind.noun,
            words,
            filters,
            sort=sort,
            descending=down,
            empty_newest=usual,
            retracted=back if apart else None,
        )

    def in_words(self) -> str:
        """What is searched, for when nothing was found."""
        words = self.search.text().strip()
        said = [f"“{words}”"] if words else []
        buttons = [*(button for _, button in self._filters), self._mine, self._taken_back]
        said += ["as asked for"] if self._asked else []
        return ", ".join(said + [button.said() for button in buttons if button.option])

    def is_narrowing(self) -> bool:
        """Whether the list shows less than everything."""
        return bool(self.in_words())

    def clear(self) -> None:
        """Show everything again."""
        for _, button in self._filters:
            button.clear()
        self._mine.clear()
        self._taken_back.clear()
        self._asked = ()
        self.search.clear()
        self._timer.stop()
        self.changed.emit()

    def show_order(self, sort: str, descending: bool) -> None:
        """Say how the list was sorted by its header."""
        found = [each for each in self._orders("") if each.value == (sort, descending)]
        self._order.option = found[0] if found and sort else None
        self._order.choose(self._order.option)

    def show_count(self, number: int) -> None:
        """Say how many are shown."""
        self._count.setText(f"{number:,} shown")

    # -- what may be chosen ----------------------------------------------------------------

    def _button(self, spec: FilterSpec) -> FilterButton:
        button = FilterButton(spec.name, spec.label, self._options(spec))
        button.changed.connect(self.changed)
        return button

    def _options(self, spec: FilterSpec) -> Callable[[str], Sequence[Option]]:
        match spec.op:
            case "since" | "until":
                return self._days
            case "under":
                return self._areas
            case _ if spec.field.spec.apart:
                return lambda words: matching([OWN, *(Option(s, s) for s in self._sets)], words)
            case _ if spec.field.spec.target:
                return lambda words: self._linked(spec.field, words)
            case _:
                extras = self._session.peacekeeping()
                options = options_of(spec.field, self._session.store.types, peacekeeping=extras)
                return lambda words: matching(options, words)

    def _days(self, words: str) -> Sequence[Option]:
        today = self._session.store.now().date()
        if not words.strip():
            return [Option(iso, label, day_in_words(Day(iso))) for label, iso in _usual_days(today)]
        try:
            day = read_day(words, today)
        except FieldappError:
            return []
        return [Option(day.iso, day_in_words(day), weekday_in_words(day))]

    def _areas(self, words: str) -> Sequence[Option]:
        station = self._session.store.station()
        country = station.country if station else ""
        found: list[Place] = self._session.store.gazetteer.search(words, country)
        return [
            Option(each.path[-1].pcode, each.name, each.path[-1].pcode)
            for each in found
            if each.path
        ]

    def _linked(self, field: Field, words: str) -> Sequence[Option]:
        known = {kind.noun for kind in self._session.store.types}
        nouns = tuple(noun for noun in field.spec.target if noun in known)
        found = self._session.store.suggest(nouns, words) if nouns else []
        return [Option(row.id, row.title or row.ref, row.ref) for row in found]

    def _orders(self, words: str) -> Sequence[Option]:
        options = [Option(("", True), "Newest first"), Option(("", False), "Oldest first")]
        for each in self._kind.fields():
            if each.spec.sorted:
                timed = each.spec.kind in (Kind.DAY, Kind.MOMENT)
                up, down = ("earliest first", "latest first") if timed else ("A to Z", "Z to A")
                options.append(Option((each.name, False), f"{each.spec.label}, {up}"))
                options.append(Option((each.name, True), f"{each.spec.label}, {down}"))
        return matching(options, words)


class SearchLine(QLineEdit):
    """Down goes to the list, Esc clears."""

    stepped_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped_down.emit()
            return
        super().keyPressEvent(event)


def _usual_days(today: dt.date) -> Iterator[tuple[str, str]]:
    yield "Today", today.isoformat()
    yield "A week ago", (today - dt.timedelta(days=7)).isoformat()
    yield "A month ago", (today - dt.timedelta(days=30)).isoformat()
    yield "This month", f"{today:%Y-%m}"
    yield "This year", f"{today:%Y}"
