"""What a page is to the window: how it is listed, and what it may answer to.

A page is any widget. The window asks it only for what it offers: each protocol here is one
method, found by its name, so a page takes on as many as it needs and inherits nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import attrs
from PySide6.QtWidgets import QWidget

from ui.session import Session

if TYPE_CHECKING:
    from fieldapp.store.store import Store


@attrs.frozen
class PageSpec:
    """One entry of the navigation; `make` runs at the first visit."""

    name: str
    label: str
    icon: str
    make: Callable[[Session], QWidget]
    badge: Callable[[Store], int] | None = None
    group: str = ""
    hidden: bool = False  # reached from elsewhere, not listed in the navigation
    area: str = ""  # the page that it shares with its like, as a part of it
    parts: tuple[PageSpec, ...] = ()  # of such a page
    only_peacekeeping: bool = False


@runtime_checkable
class Keeps(Protocol):
    """A page that holds unfinished edits."""

    def keep(self) -> None:
        """Keep unfinished edits as encrypted drafts; called before lock, must not ask."""


@runtime_checkable
class Levelled(Protocol):
    """A page that knows how sensitive what it shows is; others count as Severe."""

    def level(self) -> str:
        """The level on screen now; "" where no content is."""


@runtime_checkable
class Takes(Protocol):
    """A page that can be opened with something in hand (`Session.asked_page`)."""

    def take(self, argument: object) -> None:
        """Show this."""


@runtime_checkable
class Opens(Protocol):
    """A page that shows one record."""

    def open(self, record_id: str) -> None:
        """Show the record with this id."""


@runtime_checkable
class Makes(Protocol):
    """A page on which Ctrl+N means something."""

    def new(self) -> None:
        """Begin a new one."""


@runtime_checkable
class Finds(Protocol):
    """A page with a search or filter of its own (Ctrl+F)."""

    def find_here(self) -> None:
        """Put the cursor in it (not `find`: every widget has one of Qt's)."""


@runtime_checkable
class StartsHere(Protocol):
    """A page that knows where work on it begins; on others it is the first that takes keys."""

    def start_here(self) -> None:
        """Put the cursor there."""


@runtime_checkable
class Holds(Protocol):
    """A page that is several, of which one is on screen."""

    def current(self) -> QWidget:
        """The part on screen."""

    def current_name(self) -> str:
        """Its name."""

    def part(self, name: str) -> QWidget:
        """One part, made at its first visit."""

    def show_part(self, name: str) -> None:
        """Bring a part on screen."""

    def made(self) -> Sequence[QWidget]:
        """The parts that were visited."""


@runtime_checkable
class StepsBack(Protocol):
    """A page with something to leave before it is left itself (Esc)."""

    def back(self) -> bool:
        """Step back once; False where there was nothing to leave."""
