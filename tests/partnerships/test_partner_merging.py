"""Two records of one organization become one: nothing that pointed to either is lost, and it can be taken back."""

from datetime import date, timedelta

import pghistory
import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from district.access import Role
from partnerships import merging
from partnerships.models import Activity, Partner, PartnerAccount, PartnerMerge, PartnersApart, SchoolPartnership
from partnerships.partners_alike import likely_pairs
from tests.factories import (
    ActivityFactory,
    CommunityFundingFactory,
    CoordinationNoteFactory,
    InitiativeFactory,
    LeadAgencyFactory,
    MembershipFactory,
    PartnerFactory,
    PartnerPersonFactory,
    SchoolFactory,
    SchoolPartnershipFactory,
    ServiceAreaFactory,
    TrainingSessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def winner():
    return PartnerFactory(name="Hartford Public Library")


@pytest.fixture
def loser():
    return PartnerFactory(name="Hartford Public Libary", website="https://hplct.org", kinds=["LIBRARY"])


def named_by(partner):
    """{(table and column, other end or key)} of everything that names a partner, records merged into it left out."""
    found = set()
    for relation in merging.relations():
        if relation.model is Partner:
            continue
        field = f"{relation.other}_id" if relation.is_link else "pk"
        found |= {(relation.key, key) for key in relation.rows(partner.pk).values_list(field, flat=True)}
    return found


def everything_about(partner):
    """One record of each kind that can name a partner."""
    school = SchoolFactory()
    activity = ActivityFactory(school=school)
    activity.partners.add(partner)
    partner.initiatives.add(InitiativeFactory())
    partner.areas.add(ServiceAreaFactory())
    PartnerPersonFactory(partner=partner)
    SchoolPartnershipFactory(partner=partner, school=school)
    LeadAgencyFactory(partner=partner, school=school)
    CoordinationNoteFactory(partner=partner, school=school)
    CommunityFundingFactory(funder=partner, school=school)
    TrainingSessionFactory(partner=partner)
    PartnerAccount.objects.create(membership=MembershipFactory(role=Role.PARTNER_CONTACT, school=None), partner=partner)
    return partner


def test_every_column_that_names_a_partner_moves_or_stays_for_a_reason():
    pointing = {
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is Partner and not model._meta.proxy and not issubclass(model, pghistory.models.Event)
    }

    assert pointing == {(one.model, one.column) for one in merging.relations()} | merging.STAYS


def test_all_that_names_the_loser_names_the_winner_afterwards(winner, loser):
    everything_about(loser)
    before = named_by(loser)

    merging.merge(winner, loser, by=UserFactory())

    assert named_by(winner) == before
    assert named_by(loser) == set()
    loser.refresh_from_db()
    assert (loser.merged_into, loser.is_active) == (winner, False)


def test_undoing_puts_everything_back(winner, loser):
    everything_about(loser)
    everything_about(winner)
    before = named_by(winner), named_by(loser)
    made = merging.merge(winner, loser, by=UserFactory(), chosen={"name": loser.name, "website": loser.website})

    merging.undo(made, by=UserFactory())

    winner.refresh_from_db()
    loser.refresh_from_db()
    assert (named_by(winner), named_by(loser)) == before
    assert (winner.name, winner.website, loser.name) == ("Hartford Public Library", "", "Hartford Public Libary")
    assert (loser.merged_into, loser.is_active) == (None, True)


LINKS = st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.booleans()), max_size=6)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(links=LINKS, years=st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 3)), max_size=5))
def test_nothing_that_pointed_to_either_is_lost_whatever_both_had(links, years):
    winner, loser = PartnerFactory(), PartnerFactory()
    school, areas = SchoolFactory(), [ServiceAreaFactory() for _number in range(4)]
    for number, of_winner, of_loser in links:
        for partner, has in [(winner, of_winner), (loser, of_loser)]:
            if has:
                partner.areas.add(areas[number])
    for of_winner, start, length in years:
        partner = winner if of_winner else loser
        starts_on, ends_on = date(2010 + start, 7, 1), date(2010 + start + length, 6, 30)
        taken = SchoolPartnership.objects.filter(partner=partner, starts_on__lte=ends_on, ends_on__gte=starts_on)
        if starts_on <= ends_on and not taken.exists():
            SchoolPartnershipFactory(partner=partner, school=school, starts_on=starts_on, ends_on=ends_on)
    before = named_by(winner), named_by(loser)
    rows = list(SchoolPartnership.objects.order_by("pk").values_list("pk", "starts_on", "ends_on"))

    made = merging.merge(winner, loser, by=UserFactory())

    assert named_by(winner) | named_by(loser) == before[0] | before[1]
    merging.undo(made, by=UserFactory())
    assert (named_by(winner), named_by(loser)) == before
    assert list(SchoolPartnership.objects.order_by("pk").values_list("pk", "starts_on", "ends_on")) == rows


def test_a_link_that_both_have_is_there_once(winner, loser):
    activity = ActivityFactory()
    activity.partners.add(winner, loser)

    made = merging.merge(winner, loser, by=UserFactory())

    assert list(activity.partners.all()) == [winner]
    assert [(one.moved, one.doubled) for one in merging.accounts(made)] == [(0, 1)]


def test_two_records_of_one_time_at_a_school_become_one_with_the_areas_and_days_of_both(winner, loser):
    school, reading, arts = SchoolFactory(), ServiceAreaFactory(), ServiceAreaFactory()
    kept = SchoolPartnershipFactory(partner=winner, school=school, ends_on=date(2017, 6, 30))
    kept.areas.add(reading)
    other = SchoolPartnershipFactory(partner=loser, school=school, starts_on=date(2016, 7, 1), ends_on=None)
    other.areas.add(arts)

    made = merging.merge(winner, loser, by=UserFactory())

    kept.refresh_from_db()
    assert (kept.starts_on, kept.ends_on) == (date(2015, 9, 1), None)
    assert set(kept.areas.all()) == {reading, arts}
    assert SchoolPartnership.objects.get(pk=other.pk).partner == loser
    assert [(one.stayed, one.joined) for one in merging.accounts(made)] == [(1, 1)]


def test_an_earlier_merge_into_the_loser_leads_to_the_winner(winner, loser):
    first = PartnerFactory()
    merging.merge(loser, first, by=UserFactory())

    merging.merge(winner, loser, by=UserFactory())

    first.refresh_from_db()
    assert first.merged_into == winner


@pytest.mark.parametrize("when", ["the same", "merged"])
def test_what_cannot_be_merged(winner, loser, when):
    if when == "merged":
        merging.merge(winner, loser, by=UserFactory())

    with pytest.raises(merging.CannotMerge):
        merging.merge(winner, winner if when == "the same" else loser, by=UserFactory())


def change_the_winner(made):
    Partner.objects.filter(pk=made.winner_id).update(about="Changed")


def change_the_loser(made):
    Partner.objects.filter(pk=made.loser_id).update(about="Changed")


def take_an_activity_away(made):
    Activity.objects.get().partners.clear()


def let_31_days_pass(made):
    PartnerMerge.objects.filter(pk=made.pk).update(merged_at=timezone.now() - timedelta(days=31))


def undo_it(made):
    merging.undo(made, by=UserFactory())


def merge_the_winner(made):
    merging.merge(PartnerFactory(), made.winner, by=UserFactory())


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (change_the_winner, "“Hartford Public Library” was changed since"),
        (change_the_loser, "“Hartford Public Libary” was changed since"),
        (take_an_activity_away, "Engagement activities that moved were changed or removed since"),
        (let_31_days_pass, "More than 30 days"),
        (undo_it, "undone already"),
        (merge_the_winner, "itself was merged since"),
    ],
)
def test_why_a_merge_can_no_longer_be_undone_is_said(winner, loser, happens, said):
    ActivityFactory().partners.add(loser)
    made = merging.merge(winner, loser, by=UserFactory())

    happens(made)

    made = PartnerMerge.objects.select_related("winner", "loser").get(pk=made.pk)
    assert said in merging.why_not_undone(made)
    with pytest.raises(merging.CannotMerge):
        merging.undo(made, by=UserFactory())


def test_what_was_added_to_the_winner_since_does_not_stand_in_the_way(winner, loser):
    ActivityFactory().partners.add(loser)
    made = merging.merge(winner, loser, by=UserFactory())
    later = ActivityFactory()
    later.partners.add(winner)

    merging.undo(made, by=UserFactory())

    assert list(later.partners.all()) == [winner]


# ---------------------------------------------------------------------- likely the same


def pairs():
    return [({pair.first.name, pair.second.name}, pair.reasons) for pair in likely_pairs()]


def test_names_that_are_alike_may_be_one(winner, loser):
    PartnerFactory(name="Catholic Charities")

    assert pairs() == [({winner.name, loser.name}, ["names that are alike"])]


def test_two_of_the_plans_partners_are_not_taken_for_one():
    for name in ("Hartford Promise", "Hartford Performs", "Hartford Public Library", "Hartford Parent University"):
        PartnerFactory(name=name)

    assert pairs() == []


def test_the_same_website_or_mail_at_the_same_place_may_be_one():
    one, two = PartnerFactory(name="YMCA", website="https://www.ymca.example/a"), PartnerFactory(name="Camp Jewell")
    three = PartnerFactory(name="Girls Inc", website="http://ymca.example")
    PartnerPersonFactory(partner=one, email="a@y.example")
    PartnerPersonFactory(partner=two, email="b@Y.example")
    PartnerPersonFactory(partner=three, email="c@gmail.com")
    PartnerPersonFactory(partner=two, email="d@gmail.com", is_main=False)

    found = {frozenset(names) for names, _why in pairs()}
    assert found == {frozenset({"YMCA", "Girls Inc"}), frozenset({"YMCA", "Camp Jewell"})}


def test_two_that_were_held_apart_or_merged_are_not_proposed(winner, loser):
    PartnersApart.objects.create(first=winner, second=loser, said_by=UserFactory())
    gone = PartnerFactory(name="Hartford Public Librarry")
    merging.merge(winner, gone, by=UserFactory())

    assert pairs() == []


# ---------------------------------------------------------------------- pages


@pytest.fixture
def central(client):
    held = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None)
    client.force_login(held.user)
    return held.user


def test_merging_by_the_page_takes_the_values_chosen_and_the_old_address_leads_on(client, central, winner, loser):
    ActivityFactory(title="Story hour").partners.add(loser)
    address = reverse("partnerships:partner-merge", args=[winner.pk, loser.pk])
    shown = client.get(address)
    assert shown.context["preview"] == [("Engagement activities", 1)]
    assert shown.context["form"].fields["website"].initial == "merged"  # where one is empty the other is proposed

    client.post(address, {"name": "kept", "website": "merged", "kinds": "kept", "sure": "on"})

    winner.refresh_from_db()
    assert (winner.name, winner.website, winner.kinds) == ("Hartford Public Library", "https://hplct.org", [])
    response = client.get(loser.get_absolute_url(), follow=True)
    assert response.redirect_chain == [(winner.get_absolute_url(), 302)]
    text = response.content.decode()
    assert "Story hour" in text
    assert "On the record “Hartford Public Libary”, merged into this one" in text
    listed = client.get(reverse("partnerships:partner-list"), {"activity": "all"}).context["page"].object_list
    assert list(listed) == [winner]


def test_nobody_merges_without_saying_that_they_have_looked(client, central, winner, loser):
    address = reverse("partnerships:partner-merge", args=[winner.pk, loser.pk])

    response = client.post(address, {"name": "kept", "website": "merged", "kinds": "kept"})

    assert "sure" in response.context["form"].errors
    assert not PartnerMerge.objects.exists()


def test_the_page_of_a_merge_takes_it_back(client, central, winner, loser):
    made = merging.merge(winner, loser, by=central)

    response = client.post(made.get_absolute_url())

    assert response.url == loser.get_absolute_url()
    assert client.post(made.get_absolute_url(), follow=True).context["why_not"] == "It was undone already."


def test_a_merged_record_is_not_edited_or_merged_again(client, central, winner, loser):
    merging.merge(winner, loser, by=central)

    for name, keys in [
        ("partner-edit", [loser.pk]),
        ("partner-merge", [winner.pk, loser.pk]),
        ("partner-merge", [0, 9]),
    ]:
        assert client.get(reverse(f"partnerships:{name}", args=keys)).status_code == 404
