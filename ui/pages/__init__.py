"""The pages of the window; nothing is imported here, so that the unlock page comes at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldapp.records.record import Record
    from ui.page import PageSpec


def pages_for(types: Sequence[type[Record]]) -> tuple[PageSpec, ...]:
    """Every page of the window, in the order of the navigation; each record type has one."""
    from ui.pages.contents import assemble

    return assemble(types)
