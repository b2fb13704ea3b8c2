"""What the share page says about an agreement and its recipients, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from fieldapp.records.sharing import Agreement, Partner
from fieldapp.services.package.cards import is_verified
from fieldapp.services.sharing.release import Release
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words
from fieldapp.vocab.vocabulary import vocabulary

PACKAGE = "package"


@attrs.frozen
class Fact:
    """One thing to know, and whether it is as it should be: good, muted, or error."""

    words: str = attrs.field(repr=False)
    role: str = ""
    opens: str = ""  # the record that mends it


def day_words(day: Day | None) -> str:
    """A day as people write it."""
    return day_in_words(day) if day else "no date"


def agreement_facts(agreement: Agreement, today: dt.date) -> list[Fact]:
    """What for, how much, until when."""
    found = [Fact(_kind(agreement), "muted")]
    if agreement.purpose:
        found.append(Fact(f"For: {agreement.purpose}"))
    found.append(_validity(agreement, today))
    keep = f"They keep it until {day_words(agreement.keep_until)}."
    onward = vocabulary("onward_sharing").label(agreement.onward_sharing).lower()
    found.append(Fact(f"{keep} Onward sharing: {onward}."))
    found.append(Fact(_limits(agreement)))
    return found


def _kind(agreement: Agreement) -> str:
    instrument = vocabulary("instrument").label(agreement.instrument)
    kind = vocabulary("recipient_kind").label(agreement.recipient_kind)
    return " · ".join(filter(None, (instrument, kind, agreement.ref)))


def _validity(agreement: Agreement, today: dt.date) -> Fact:
    start, end = agreement.valid_from, agreement.valid_until
    status = vocabulary("agreement_status").label(agreement.status)
    span = f"{day_words(start)} to {day_words(end)}"
    if agreement.draft:
        return Fact(f"Not finished. {span}.", "error", agreement.id)
    if agreement.status != "in_force":
        return Fact(f"{status}. {span}.", "error", agreement.id)
    if start and today < start.first:
        return Fact(f"Not yet valid: {span}.", "error", agreement.id)
    if end and today > end.last:
        return Fact(f"Expired: {span}.", "error", agreement.id)
    return Fact(f"In force, {span}.", "good")


def _limits(agreement: Agreement) -> str:
    level = vocabulary("level").label(agreement.highest_sensitivity)
    place = vocabulary("admin_level").label(agreement.lowest_admin_level)
    date = vocabulary("date_precision").label(agreement.date_precision).lower()
    names = "names may go" if agreement.names == "yes" else "no names"
    return f"At most {level}; place: {place}; date: {date}; {names}."


def partner_facts(partners: Sequence[Partner], channel: str) -> list[Fact]:
    """Each recipient, and whether the key is known to be theirs."""
    return [_partner(each, channel) for each in partners]


def _partner(partner: Partner, channel: str) -> Fact:
    kind = vocabulary("recipient_kind").label(partner.recipient_kind)
    name = f"{partner.name} ({kind})"
    if not partner.recipients.strip():
        role = "error" if channel == PACKAGE else "muted"
        return Fact(f"{name}: no key here.", role, partner.id)
    if is_verified(partner):
        return Fact(f"{name}: code compared on {day_words(partner.verified_on)}.", "good")
    return Fact(f"{name}: the 40-digit code was not compared.", "error", partner.id)


def seal_words(release: Release) -> str:
    """What the one button will do, such as `Seal 14 records for ..., High, keep until 12 May`."""
    number = len(release.records)
    records = "1 record" if number == 1 else f"{number:,} records"
    verb = "Seal" if release.channel == PACKAGE else "Release"
    told = [f"{verb} {records} for {recipients(release)}", release.level.value.capitalize()]
    if release.keep_until:
        told.append(f"keep until {day_words(release.keep_until)}")
    return ", ".join(told)


def recipients(release: Release) -> str:
    """Who receives it: the names, or how many where there are more than two."""
    names = [each.name for each in release.partners]
    return " and ".join(names) if len(names) <= 2 else f"{len(names)} recipients"


def counted(release: Release, left_out: int, waiting: int) -> str:
    """How many records leave, stay and were left out, and what is still to be read."""
    told = [f"{len(release.records):,} leave", f"{len(release.withheld):,} stay here"]
    if left_out:
        told.append(f"{left_out:,} left out by you")
    if waiting:
        told.append("1 text to read" if waiting == 1 else f"{waiting:,} texts to read")
    return " · ".join(told)
