"""The demo says which partners work where, and that it is made up."""

from random import Random

import pytest
from django.core.management import call_command
from django.utils import timezone

from fce_portal.demo.partner_net import make_partner_net
from fce_portal.demo.people import HOME_SCHOOL
from partnerships.models import CommunityFunding, LeadAgency, PartnerPerson, SchoolPartnership
from partnerships.partners_alike import likely_pairs
from tests.factories import SchoolFactory, SchoolProfileFactory, UserFactory


@pytest.mark.django_db
def test_the_demo_has_lead_agencies_that_serve_their_schools_and_a_record_entered_twice():
    call_command("load_plan", verbosity=0)
    UserFactory(email="central@hartford.example")
    for code in (HOME_SCHOOL, "0642311", "0641911"):
        SchoolProfileFactory(school=SchoolFactory(code=code), is_community_school=True)

    make_partner_net(Random(1), timezone.localdate())

    today = LeadAgency.objects.on(timezone.localdate())
    assert {lead.school.code for lead in today} == {HOME_SCHOOL, "0641911"}
    assert all(SchoolPartnership.objects.filter(school=lead.school, partner=lead.partner).exists() for lead in today)
    assert all("demonstration" in one.source for one in LeadAgency.objects.all())
    assert all(one.email.endswith(".example") for one in PartnerPerson.objects.all())
    assert CommunityFunding.objects.filter(amount=None).exists()
    assert [pair.first.name for pair in likely_pairs()] == ["The Village for Families and Children"]
