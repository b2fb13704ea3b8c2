"""Channels, platforms and cluster links: clearance first, and what never stands in them."""

from __future__ import annotations

import attrs
import pytest

from fieldapp.records.channels import Channel, ClusterLink, Platform
from fieldapp.records.checks import problems
from fieldapp.records.dialogue import Meeting, Statement
from fieldapp.records.dialogue_rows import InformationGiven, RequestMade
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.vocabulary import vocabulary

LINK = ClusterLink(title="Cluster and region", asked_by="Cluster", actor="a", purpose="Patrols")
MEETING = Meeting(
    started=None, contacts=("p",), statements=(Statement(text="The road opens"),), title="Road"
)


def wrong(record):
    return {each.field for each in problems(record)}


@pytest.mark.parametrize("status", vocabulary("link_status"))
@pytest.mark.parametrize("cleared", ["", "no", "unknown", "yes"])
@pytest.mark.parametrize("by", ["", " ", "HC"])
def test_nobody_is_introduced_before_leadership_cleared_it(status, cleared, by):
    made = attrs.evolve(LINK, status=status, cleared=cleared, cleared_by=by)
    needed = status in ("cleared", "introduced", "running")
    expected = {"cleared"} if needed and cleared != "yes" else set()
    expected |= {"cleared_by"} if needed and not by.strip() else set()

    assert wrong(made) == expected


def test_a_link_says_who_asked_and_for_what():
    assert wrong(ClusterLink(title="x")) == {"asked_by", "actor", "purpose"}


def test_a_channel_has_an_actor_and_a_desk_not_a_persons_number():
    assert wrong(Channel()) == {"title", "actor"}
    assert Channel.field("duty_contact").spec.data_class is DataClass.DUTY_CONTACT
    assert not Channel.leaves


def test_a_channel_that_is_closed_need_not_be_tested():
    (due,) = Channel.dues
    assert due.field == "test_by"
    assert set(due.open) == {"", *vocabulary("channel_state")} - {"closed"}


def test_a_platform_says_whether_it_is_humanitarian_and_never_who_the_contacts_are():
    assert not wrong(Platform(title="Forum"))
    assert "humanitarian" in Platform.field("chair_org").spec.help
    assert all("person" not in each.spec.target for each in Platform.fields())


def test_what_is_given_to_a_party_has_a_kind_and_someone_who_allowed_it():
    fields = wrong(MEETING)
    given = InformationGiven(category="activities", what="Days", authorised_by="HC")
    assert wrong(attrs.evolve(MEETING, given=(given,))) == fields
    for bare in ({"authorised_by": " "}, {"category": ""}):
        held = attrs.evolve(MEETING, given=(attrs.evolve(given, **bare),))
        assert wrong(held) == fields | {"given"}


@pytest.mark.parametrize("answer", vocabulary("request_answer"))
def test_data_about_people_is_refused_unless_someone_above_decides(answer):
    asked = RequestMade(what="The staff list", issue="personal_data", answer=answer)
    held = attrs.evolve(MEETING, requests=(asked,))
    given = answer in ("agreed", "in_part")

    assert ("requests" in wrong(held)) is given
    passed = attrs.evolve(asked, escalated_to="Head of office")
    assert "requests" not in wrong(attrs.evolve(held, requests=(passed,)))
    fuel = attrs.evolve(asked, issue="")
    assert "requests" not in wrong(attrs.evolve(held, requests=(fuel,)))
