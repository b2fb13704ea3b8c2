"""A name is looked for in what leaves, wherever in the vault it stands."""

from __future__ import annotations

from fieldapp.records import Incident
from fieldapp.records.approvals import Approver
from fieldapp.records.dialogue import Meeting
from fieldapp.records.incidents import AllegedActor
from fieldapp.records.notification_rows import Vehicle
from fieldapp.records.notifications import Notification
from fieldapp.services.sharing.gather import named_records, scanner, scanner_of
from fieldapp.services.sharing.known import known_places, region_of
from fieldapp.store.gazetteer import GazetteerRow
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place


def test_an_individual_named_in_another_incident_is_found(store):
    store.save(
        Incident(
            act="other",
            happened=Day("2026"),
            alleged=(AllegedActor(category="nsag", individual="Ozmand Kerrel"),),
        ),
        Incident(act="other", happened=Day("2026"), alleged=(AllegedActor(category="nsag"),)),
    )
    found = scanner(store)
    assert found.hits("It was said that Ozmand Kerrel stood at the gate.")
    assert not found.hits("It was said that somebody stood at the gate.")


def test_our_own_people_plates_and_call_signs_are_found_initials_and_offices_are_not(store):
    store.save(
        Approver(name="Ilse Brandvoort", draft=True),
        Notification(
            draft=True,
            vehicles=(Vehicle(plate="KHT 48-21", call_sign="Lima Bravo 4"),),
        ),
    )
    meeting = Meeting(our_side="AB, Tomas Okwara and the driver; OCHA El Fasher", draft=True)
    made = scanner_of((*named_records(store), meeting))

    def found(text: str) -> set[str]:
        return {each.rule for each in made.hits(text)}

    assert found("We asked Ilse Brandvoort.") == {"scan:name"}
    assert found("With us was T. Okwara.") == {"scan:look-alike"}
    assert found("The car kht4821 came back.") == {"scan:plate"}
    assert found("This is Lima-Bravo 4.") == {"scan:call_sign"}
    assert found("AB and OCHA El Fasher agreed with the driver.") == set()


def test_a_place_as_heard_and_codes_finer_than_allowed_are_found_by_level(store):
    store.gazetteer.load(
        (
            GazetteerRow("SDN", 1, "SD01", "Khartoum", "SD", names=("الخرطوم",)),
            GazetteerRow("SDN", 2, "SD0107", "Um Dawan", "SD01", names=("أم دوان",)),
        ),
        "test",
    )
    heard = Incident(act="other", happened=Day("2026"), place=Place(heard="Hillat Sabri"))
    made = scanner_of((), known_places(store, [heard]), region_of(store))

    def found(text: str, finest: int) -> list[str]:
        return [text[each.start : each.end] for each in made.hits(text, finest)]

    text = "From Hillat Sabri by Oum Dawan (SD0107) to Khartoum, SD01; وأم دوان"
    assert sorted(found(text, 1)) == ["Hillat Sabri", "Oum Dawan", "SD0107", "وأم دوان"]
    assert found(text, 2) == ["Hillat Sabri"]
    assert region_of(store) == "SD"
