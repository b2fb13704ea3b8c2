"""Carries out the actions of the board: what each asks for, and what it then does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import attrs

from fieldapp.records.fields import Field, Kind, Spec
from fieldapp.records.notifications import Notification, NotificationSystem, PartyNotice
from fieldapp.services.notes_records import here_now
from fieldapp.services.notifications import afterwards, sending, sites, versions
from fieldapp.services.notifications.again import repeat
from fieldapp.services.notifications.handing import procedure_with
from fieldapp.services.notifications.lead import moment_of, system_for
from fieldapp.services.notifications.sending import Answer, Sending
from fieldapp.store.changes import Changes
from fieldapp.store.store import Query
from ui.pages.board.act_form import Asked
from ui.pages.board.acts import NOT_FURTHER, Chosen
from ui.session import Session

WEEK = 7
MOST_DAYS = 366
_DAYS = Field(
    "days",
    Spec(kind=Kind.NUMBER, label="Days later", minimum=1, maximum=MOST_DAYS),
)


class Doing:
    """`begin` does an action at once, or says what it asks for first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, name: str, chosen: Chosen) -> Asked | None:
        """What the action asks for; None where it asks nothing and was done."""
        asking: Mapping[str, Callable[[Chosen], Asked]] = {
            "send": self._send,
            "answer": self._answer,
            "delay": self._delay,
            "again": self._again,
            "revalidate": self._revalidate,
            "after": self._after,
        }
        if name in asking:
            return asking[name](chosen)
        doing: Mapping[str, Callable[[Chosen], None]] = {
            "hand": self._hand,
            "received": lambda c: self._answered(c, "received"),
            "acknowledged": lambda c: self._answered(c, "acknowledged"),
            "amend": self._amend,
            "cancel": partial(self._end, status="cancelled"),
            "remove": partial(self._end, status="removed"),
            "complete": self._complete,
            "open": lambda c: self._session.opened.emit(c.lines[0].id),
        }
        doing[name](chosen)
        return None

    def _now(self) -> dt.datetime:
        return here_now(self._session.store, self._session.store.now())

    def _say(self, changes: Changes, words: str) -> None:
        self._session.announce(changes)
        self._session.said.emit(words)

    # -- with a party ----------------------------------------------------------------------

    def _send(self, chosen: Chosen) -> Asked:
        assert chosen.party is not None
        party, ids, store = chosen.party, chosen.to_send(), self._session.store

        def done(values: Mapping[str, Any]) -> None:
            to = Sending(party.id, moment_of(values["sent_at"]) or self._now(), values["channel"])
            self._say(sending.transmit(store, ids, to), f"{_many(ids)} noted as sent.")

        return Asked(
            f"Note {_many(ids)} as sent",
            (_field(PartyNotice, "channel"), _field(PartyNotice, "sent_at")),
            {"channel": sending.usual_channel(store, party.id), "sent_at": self._now()},
            done,
            "What was sent is locked; a change is a new version, which each party is told of.",
        )

    def _hand(self, chosen: Chosen) -> None:
        """To the share page, where what this one party may be told is decided and logged."""
        assert chosen.party is not None
        agreed = procedure_with(self._session.store, chosen.party.id)
        ids = tuple(each.id for each in chosen.lines)
        self._session.asked_page.emit("share", (agreed.id, *ids))

    def _answer(self, chosen: Chosen) -> Asked:
        first = self._session.store.get(chosen.notices()[0])
        assert isinstance(first, PartyNotice)

        def done(values: Mapping[str, Any]) -> None:
            self._write(
                chosen.notices(),
                Answer(
                    values["response"] or "none",
                    moment_of(values["acknowledged_at"]) or self._now(),
                    values["their_words"],
                    values["party_ref"],
                ),
            )

        return Asked(
            "Write down their answer",
            (
                _field(PartyNotice, "response", "Response of party"),
                _field(PartyNotice, "acknowledged_at", "When"),
                _field(PartyNotice, "party_ref"),
                _field(PartyNotice, "their_words"),
            ),
            {
                "response": "" if first.response == "none" else first.response,
                "acknowledged_at": self._now(),
                "party_ref": first.party_ref,
                "their_words": first.their_words,
            },
            done,
            "Whatever they call it, it is their answer and no permission.",
        )

    def _answered(self, chosen: Chosen, response: str) -> None:
        self._write(chosen.notices(NOT_FURTHER[response]), Answer(response, self._now()))

    def _write(self, ids: list[str], answer: Answer) -> None:
        store = self._session.store
        notices = store.get_many(ids).values()
        found = [each for each in notices if isinstance(each, PartyNotice)]
        self._say(sending.acknowledge(store, found, answer), "Written down.")

    # -- with notifications ----------------------------------------------------------------

    def _amend(self, chosen: Chosen) -> None:
        draft = versions.amend(self._session.store, chosen.lines[0].id)
        if draft.created_at is None:
            self._session.save(draft)
        self._session.opened.emit(draft.id)

    def _end(self, chosen: Chosen, status: str) -> None:
        changes = versions.end(self._session.store, chosen.lines[0].id, status)
        told = any(each.notice for each in chosen.lines[0].told)
        said = "Now tell each party that knew of it." if told else "No party had been told."
        self._say(changes, said)

    def _complete(self, chosen: Chosen) -> None:
        self._say(afterwards.complete(self._session.store, [e.id for e in chosen.lines]), "Done.")

    def _delay(self, chosen: Chosen) -> Asked:
        line, store = chosen.lines[0], self._session.store

        def done(values: Mapping[str, Any]) -> None:
            start = moment_of(values["window_start"])
            if start is None:
                raise versions.NoTimeError
            self._say(versions.delay(store, line.id, start), "Now tell each party that knew of it.")

        return Asked(
            "Delay",
            (_field(Notification, "window_start", "New start"),),
            {"window_start": line.start},
            done,
            "All times of the movement move with it. This is a new version.",
        )

    def _again(self, chosen: Chosen) -> Asked:
        ids = [each.id for each in chosen.lines]

        def done(values: Mapping[str, Any]) -> None:
            by = dt.timedelta(days=int(values["days"] or WEEK))
            changes, made = repeat(self._session.store, ids, by)
            self._say(changes, f"{_many(made)} made; nothing is sent yet.")

        return Asked(
            f"Make {_many(ids)} again",
            (_DAYS,),
            {"days": WEEK},
            done,
            "The same facts with all times moved; those that lack something stay drafts.",
        )

    def _revalidate(self, chosen: Chosen) -> Asked:
        store, ids = self._session.store, [each.id for each in chosen.lines]
        today = self._now().date()
        systems = store.records(Query("notification_system", drafts=False))
        known = [each for each in systems if isinstance(each, NotificationSystem)]

        def done(values: Mapping[str, Any]) -> None:
            until = values["revalidate_by"] or sites.next_day(None, today)
            self._say(sites.revalidate(store, ids, today, until), "Revalidated.")

        return Asked(
            f"{_many(ids)} still right",
            (_field(Notification, "revalidate_by", "Revalidate next by"),),
            {"revalidate_by": sites.next_day(system_for(known, "", ""), today)},
            done,
            "Name, place, use and people present were asked about again and still hold.",
        )

    def _after(self, chosen: Chosen) -> Asked:
        store = self._session.store
        one = versions.notification_of(store, chosen.lines[0].id)

        def done(values: Mapping[str, Any]) -> None:
            at = moment_of(values["at"]) or self._now()
            changes = afterwards.note_afterwards(
                store, one, values["incidents"], values["after_note"], at
            )
            self._say(changes, "Linked, with what was in force then.")

        at = attrs.evolve(_field(Notification, "window_start", "When it happened"), name="at")
        return Asked(
            "Link the incident",
            (at, _field(Notification, "incidents"), _field(Notification, "after_note")),
            {"at": self._now(), "incidents": one.incidents, "after_note": one.after_note},
            done,
            "The version in force and who had acknowledged it are written down with it.",
        )


def _field(kind: type[Notification] | type[PartyNotice], name: str, label: str = "") -> Field:
    field = kind.field(name)
    spec = attrs.evolve(field.spec, label=label or field.spec.label)
    return attrs.evolve(field, spec=spec)


def _many(ids: list[str]) -> str:
    return "it" if len(ids) == 1 else f"{len(ids)}"
