"""What the notifications board shows: a row a notification, a cell a party, nothing of Qt."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from fieldapp.services.notifications.lead import RESPONSE_HOURS, Lead, Verdict

HOUR = dt.timedelta(hours=1)
REVALIDATE_SOON = 14  # days
SOON, WEEK = dt.timedelta(hours=48), dt.timedelta(days=7)


class Window(StrEnum):
    """When it takes place, from now."""

    NOW = "now"
    SOON = "soon"
    WEEK = "week"
    LATER = "later"
    SITES = "sites"
    OVER = "over"


class State(StrEnum):
    """How far one party has got with one notification."""

    OUTSIDE = "outside"
    UNSENT = "unsent"
    CHANGE = "change"  # it knows an older version
    SENT = "sent"
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"


class Tone(StrEnum):
    """How much a cell asks for; the words say it too."""

    QUIET = "quiet"
    CALM = "calm"
    WATCH = "watch"
    ACT = "act"
    ALARM = "alarm"


@attrs.frozen
class Party:
    """A column: whom is told."""

    id: str
    name: str = attrs.field(repr=False)
    area: str = ""
    response_hours: float = RESPONSE_HOURS


@attrs.frozen
class Told:
    """One party and one notification."""

    state: State
    notice: str = ""
    version: int = 0
    sent: dt.datetime | None = None
    answered: dt.datetime | None = None
    response: str = ""


@attrs.frozen
class Line:
    """One notification as the board shows it; `told` runs along the parties."""

    id: str
    supersedes: str
    ref: str
    title: str = attrs.field(repr=False)
    organisation: str = attrs.field(repr=False)
    kind: str
    status: str
    version: int
    draft: bool
    rewritten: bool  # its next version is being written
    start: dt.datetime | None
    end: dt.datetime | None
    revalidate_by: dt.date | None
    lead: Lead
    window: Window
    told: tuple[Told, ...] = ()


@attrs.frozen
class Board:
    """Everything on the board at one moment."""

    at: dt.datetime
    parties: tuple[Party, ...] = ()
    lines: tuple[Line, ...] = ()

    def within(self, window: Window) -> tuple[Line, ...]:
        """The lines of one window."""
        return tuple(each for each in self.lines if each.window is window)


_RESPONSES = {
    "no_objection": ("no objection", Tone.CALM),
    "conditions": ("conditions", Tone.ACT),
    "their_approval": ("answered", Tone.CALM),
    "objection": ("objection", Tone.ALARM),
}


def told_words(line: Line, party: Party, told: Told, now: dt.datetime) -> tuple[str, Tone]:
    """A cell in words, and how much it asks for."""
    match told.state:
        case State.OUTSIDE:
            return "not its area", Tone.QUIET
        case State.UNSENT:
            return _unsent(line, now)
        case State.CHANGE:
            said = {"cancelled": "cancellation", "delayed": "delay", "removed": "removal"}
            what = said.get(line.status, f"version {line.version}")
            return f"{what} not sent", Tone.ALARM
        case State.SENT:
            late = waiting(told, now) > party.response_hours * HOUR
            return f"sent, {age(waiting(told, now))}", Tone.ACT if late else Tone.WATCH
        case State.RECEIVED:
            return "received", Tone.WATCH
        case State.ACKNOWLEDGED:
            return "acknowledged", Tone.CALM
        case State.ANSWERED:
            return _RESPONSES.get(told.response, (told.response, Tone.WATCH))


def _unsent(line: Line, now: dt.datetime) -> tuple[str, Tone]:
    left = send_within(line, now)
    if line.draft or line.window in (Window.SITES, Window.OVER) or left is None:
        return "not sent", Tone.QUIET
    if left < dt.timedelta():
        return "not sent, late", Tone.ALARM
    if left < 12 * HOUR:
        return f"send within {age(left)}", Tone.ACT
    return "not sent", Tone.QUIET


def send_within(line: Line, now: dt.datetime) -> dt.timedelta | None:
    """How long there is left to keep the lead time; None where there is none to keep."""
    if line.start is None or not line.lead.rule:
        return None
    return line.start - line.lead.rule * HOUR - now


def lead_words(line: Line, now: dt.datetime) -> tuple[str, Tone]:
    """The lead time in words, and how it stands to the rule; of a site, how fresh it is."""
    lead = line.lead
    if line.kind == "site":
        return _fresh(line, now)
    if lead.hours is None:
        return "no start yet", Tone.QUIET
    ahead = f"{lead.hours:.0f} h" if lead.hours >= 0 else "after the start"
    match lead.verdict:
        case Verdict.SHORT:
            return f"{ahead}, short of {lead.rule:g}", Tone.ALARM
        case Verdict.EMERGENCY:
            return f"{ahead}, emergency", Tone.ACT
        case Verdict.OK:
            return f"{ahead}, in time", Tone.CALM


def _fresh(line: Line, now: dt.datetime) -> tuple[str, Tone]:
    if line.revalidate_by is None:
        return "no day set", Tone.ACT
    left = (line.revalidate_by - now.date()).days
    if left < 0:
        return f"stale for {-left} days", Tone.ALARM
    if left <= REVALIDATE_SOON:
        return f"{left} days left", Tone.ACT
    return f"{left} days left", Tone.CALM


def waiting(told: Told, now: dt.datetime) -> dt.timedelta:
    """How long a party has not acknowledged what it was sent."""
    if told.sent is None or told.state not in (State.SENT, State.RECEIVED):
        return dt.timedelta()
    return now - told.sent


def overdue(line: Line, now: dt.datetime) -> dt.timedelta:
    """How long a line has waited: for an answer, to be sent in time, to be revalidated."""
    found = [waiting(told, now) for told in line.told]
    left = send_within(line, now)
    if left is not None and line.window is not Window.OVER:
        unsent = any(told.state in (State.UNSENT, State.CHANGE) for told in line.told)
        found.append(-left if unsent else dt.timedelta())
    if line.revalidate_by is not None:
        found.append(dt.timedelta(days=(now.date() - line.revalidate_by).days))
    return max(found, default=dt.timedelta())


def ageing(board: Board) -> tuple[Line, ...]:
    """What has waited, longest first."""
    aged = [(overdue(each, board.at), each) for each in board.lines]
    return tuple(
        each
        for span, each in sorted(aged, key=lambda pair: (-pair[0], pair[1].ref))
        if span > dt.timedelta()
    )


def age(span: dt.timedelta) -> str:
    """A span in its largest unit: `40 min`, `5 h`, `3 days`."""
    if span < HOUR:
        return f"{max(0, int(span.total_seconds() // 60))} min"
    if span < 2 * dt.timedelta(days=1):
        return f"{int(span // HOUR)} h"
    return f"{span.days} days"
