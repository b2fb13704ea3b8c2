"""A synthetic vault: invented words in natural proportions, the same in every run."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import string
from collections.abc import Iterator
from pathlib import Path

import attrs

from fieldapp.crypto.keyslots import Derivation
from fieldapp.records.actors import Actor, Relation
from fieldapp.records.analysis import Objective, Scoring
from fieldapp.records.dialogue import Meeting, Statement
from fieldapp.records.incidents import AllegedActor, Incident
from fieldapp.records.notifications import Notification
from fieldapp.records.record import Record, evolve
from fieldapp.records.station import Station
from fieldapp.services.stations import open_store
from fieldapp.store.vault import Vault, create
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally
from fieldapp.vocab.vocabulary import vocabulary

WORDS_IN_A_RECORD = 120
_VOCABULARY = 30_000
_SEED = 20_26
_LEAST = Derivation(memory_kib=64 * 1024, passes=1, lanes=1)


@attrs.frozen
class Made:
    """A vault of synthetic records and the words in it, commonest first."""

    folder: Path
    key: bytes = attrs.field(repr=False)
    words: tuple[str, ...] = attrs.field(repr=False)


def make_vault(folder: Path, records: int) -> Made:
    """Make a vault and fill it in one transaction."""
    key, _ = create(folder, "a benchmark holds nothing worth hiding", derivation=_LEAST)
    corpus = Corpus()
    with Vault.open(folder, key) as vault:
        store = open_store(vault)
        store.save(Station(station_code="QZB", name="Bench", officer="B-1", country="QZA"))
        store.import_records(itertools.islice(corpus.records(), records), "bench")
    return Made(folder, key, corpus.words)


def make_station(folder: Path, incidents: int) -> Made:
    """A vault as a large station has it: incidents, and a twentieth as many actors, and ties."""
    key, _ = create(folder, "a benchmark holds nothing worth hiding", derivation=_LEAST)
    corpus = Corpus()
    with Vault.open(folder, key) as vault:
        store = open_store(vault)
        store.save(Station(station_code="QZB", name="Bench", officer="B-1", country="QZA"))
        store.import_records(corpus.station(incidents), "bench")
    return Made(folder, key, corpus.words)


class Corpus:
    """Endless records whose words follow Zipf's law, as those of people do."""

    def __init__(self) -> None:
        """The same words and records each time."""
        self._dice = random.Random(_SEED)  # noqa: S311  # for figures, not for secrets
        found: dict[str, None] = {}
        while len(found) < _VOCABULARY:
            length = self._dice.randint(3, 11)
            found["".join(self._dice.choices(string.ascii_lowercase, k=length))] = None
        self.words = tuple(found)
        shares = (1 / rank for rank in range(1, _VOCABULARY + 1))
        self._weights = list(itertools.accumulate(shares))

    def text(self, words: int) -> str:
        """So many words."""
        return " ".join(self._dice.choices(self.words, cum_weights=self._weights, k=words))

    def records(self) -> Iterator[Record]:
        """Two incidents, then a meeting, and so on."""
        for number in itertools.count():
            yield self.meeting() if number % 3 == 2 else self.incident()

    def station(self, incidents: int) -> Iterator[Record]:
        """Incidents by actors that are tied to each other and scored on one objective."""
        dice = self._dice
        objective = Objective(title="Open road", kind="access", since=Day("2025"))
        yield objective
        actors = [
            Actor(name=self.text(2), type=dice.choice(list(vocabulary("actor_type"))))
            for _ in range(max(2, incidents // 20))
        ]
        yield from actors
        for _ in range(incidents // 5):
            one, other = dice.sample(actors, 2)
            yield self.relation(one, other)
        for actor in actors[:: max(1, len(actors) // 500)]:
            yield self.scoring(actor, objective)
        for number in range(incidents):
            alleged = (AllegedActor(actor=actors[number % len(actors)].id),)
            yield evolve(self.incident(), alleged=alleged)
        for number in range(incidents // 20):
            yield self.notification(number)

    def relation(self, one: Actor, other: Actor) -> Relation:
        """A dated tie of some strength."""
        dice = self._dice
        return Relation(
            source_end=one.id,
            target_end=other.id,
            type=dice.choice(list(vocabulary("relation_type"))),
            strength=dice.randrange(1, 4),
            valid_from=Day(f"{dice.randrange(2020, 2027)}"),
        )

    def scoring(self, actor: Actor, objective: Objective) -> Scoring:
        """Bands with what they rest on."""
        bands, dice = list(vocabulary("score_band")), self._dice
        return Scoring(
            who=actor.id,
            objective=objective.id,
            on=Day("2026-03"),
            stance=dice.choice(list(vocabulary("stance"))),
            power=dice.choice(bands),
            interest=dice.choice(bands),
            confidence="medium",
            basis=self.text(8),
        )

    def notification(self, number: int) -> Notification:
        """A movement of one day in the weeks around the middle of the corpus."""
        start = dt.datetime(2026, 11, 1, 6, tzinfo=dt.UTC) + dt.timedelta(hours=number % 1200)
        return Notification(
            draft=True,
            kind="movement",
            title=self.text(4),
            organisation=self.text(2),
            status="transmitted",
            version=1,
            window_start=start,
            window_end=start + dt.timedelta(hours=12),
        )

    def meeting(self, parts: int = 3) -> Meeting:
        """A meeting with statements."""
        day = dt.datetime(2026, 1, 1, 9, tzinfo=dt.UTC) + dt.timedelta(
            minutes=self._dice.randrange(500_000)
        )
        share = WORDS_IN_A_RECORD * 2 // 3 // parts
        return Meeting(
            title=self.text(6),
            started=day,
            draft=True,
            place=self._place(),
            objective=self.text(12),
            statements=tuple(
                Statement(text=self.text(share), attribution="on_record") for _ in range(parts)
            ),
            interpretation=self.text(WORDS_IN_A_RECORD // 4),
        )

    def incident(self) -> Incident:
        """An incident that may be shared."""
        dice = self._dice
        day = dt.date(2025, 1, 1) + dt.timedelta(days=dice.randrange(690))
        return Incident(
            title=self.text(6),
            act=dice.choice(("killing", "injury", "assault", "looting", "threat", "raid")),
            happened=Day(day.isoformat()),
            place=self._place(),
            alleged=(AllegedActor(category=dice.choice(list(vocabulary("actor_type")))),),
            killed=Tally(men=dice.randrange(4), women=dice.randrange(3)),
            injured=Tally(girls=dice.randrange(3), boys=dice.randrange(3)),
            narrative_confidential=self.text(WORDS_IN_A_RECORD // 2),
            narrative_shareable=self.text(WORDS_IN_A_RECORD // 2 - 6),
            to_be_shared="yes",
            shows_source="no",
        )

    def _place(self) -> Place:
        state, district = self._dice.randrange(1, 10), self._dice.randrange(1, 20)
        code = f"QZ{state:02d}"
        path = (
            Area("QZA"),
            Area(code, f"State {state}"),
            Area(f"{code}{district:02d}", "District"),
        )
        return Place(path=path, precision="adm2")
