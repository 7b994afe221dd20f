"""Which partner works at which school, from when to when; Community Schools; whom to call."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from district import school_years
from district.access import Role
from partnerships import school_partners
from partnerships.models import (
    CommunityFunding,
    CoordinationNote,
    LeadAgency,
    Partner,
    PartnerAccount,
    PartnerPerson,
    SchoolPartnership,
    ServiceArea,
)
from tests.factories import (
    ActivityFactory,
    CommunityFundingFactory,
    CoordinationNoteFactory,
    IndicatorFactory,
    LeadAgencyFactory,
    MembershipFactory,
    PartnerFactory,
    PartnerPersonFactory,
    SchoolFactory,
    SchoolPartnershipFactory,
    SchoolProfileFactory,
    ServiceAreaFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = date.fromordinal(TODAY.toordinal() + 1)


@pytest.fixture
def school():
    return SchoolFactory(name="Burns")


@pytest.fixture
def principal(client, school):
    held = MembershipFactory(role=Role.PRINCIPAL, school=school)
    client.force_login(held.user)
    return held.user


@pytest.fixture
def central(client):
    held = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None)
    client.force_login(held.user)
    return held.user


def address(name, *keys):
    return reverse(f"partnerships:{name}", args=keys)


def test_one_partner_is_at_one_school_once_at_a_time(school):
    first = SchoolPartnershipFactory(school=school, ends_on=date(2016, 6, 30))
    SchoolPartnershipFactory(school=school, partner=first.partner, starts_on=date(2016, 7, 1))
    SchoolPartnershipFactory(school=school)

    with pytest.raises(IntegrityError, match="school_partnership_no_overlap"), transaction.atomic():
        SchoolPartnershipFactory(school=school, partner=first.partner, starts_on=date(2016, 6, 30), ends_on=None)


def test_a_community_school_has_one_lead_agency_at_a_time(school):
    LeadAgencyFactory(school=school, ends_on=date(2016, 6, 30))
    LeadAgencyFactory(school=school, starts_on=date(2016, 7, 1))

    with pytest.raises(IntegrityError, match="lead_agency_one_at_a_time"), transaction.atomic():
        LeadAgencyFactory(school=school, starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 1))


@pytest.mark.parametrize(
    "make",
    [
        lambda: SchoolPartnershipFactory(ends_on=date(2015, 8, 31)),
        lambda: LeadAgencyFactory(starts_on=date(1066, 1, 1)),
        lambda: CommunityFundingFactory(amount=0),
        lambda: CommunityFundingFactory(fall_year=1066),
        lambda: PartnerFactory(since_year=30),
        lambda: PartnerFactory(merged_into=PartnerFactory()),
    ],
)
def test_what_cannot_be_is_refused_by_the_database(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_coordination_note_is_neither_changed_nor_deleted(school):
    note = CoordinationNoteFactory(school=school)

    for act in (lambda: CoordinationNote.objects.update(text="Other"), note.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_there_is_one_first_contact_among_those_who_are_still_there():
    person = PartnerPersonFactory(is_main=True)
    PartnerPersonFactory(partner=person.partner, is_main=True, is_active=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerPersonFactory(partner=person.partner, is_main=True)


@pytest.mark.parametrize("phone", ["860-555-0123", "(860) 555-0123 ext. 4", "+1 860.555.0123 x12"])
def test_phones_as_people_write_them_are_taken(phone):
    PartnerPerson(partner=PartnerFactory(), name="Lena", phone=phone).full_clean()


@pytest.mark.parametrize("phone", ["12 Main Street", "860-555-0123\n1", "call me"])
def test_what_is_no_phone_is_not(phone):
    with pytest.raises(ValidationError):
        PartnerPerson(partner=PartnerFactory(), name="Lena", phone=phone).full_clean()


# ---------------------------------------------------------------------- reading


def test_services_stand_by_area_and_an_area_without_a_partner_stays_in_the_list(school):
    health, youth = ServiceAreaFactory(name="Health"), ServiceAreaFactory(name="Youth")
    one = SchoolPartnershipFactory(school=school, partner__name="The Village")
    one.areas.add(health)

    assert school_partners.services_by_area([one], [health, youth]) == [(health, [one.partner]), (youth, [])]


def test_a_community_school_is_one_by_its_facts_or_by_its_lead_agency(school):
    SchoolProfileFactory(school=school, is_community_school=True)
    led = LeadAgencyFactory(school__name="Milner").school
    LeadAgencyFactory(ends_on=date(2016, 6, 30))
    SchoolProfileFactory()

    assert list(school_partners.community_schools_on(TODAY)) == [school, led]


def test_community_schools_are_read_in_few_queries_and_add_up(django_assert_num_queries):
    area = ServiceAreaFactory(of_community_schools=True)
    for _number in range(3):
        lead = LeadAgencyFactory()
        SchoolPartnershipFactory(school=lead.school, partner=lead.partner).areas.add(area)
        CommunityFundingFactory(school=lead.school, amount=60_000)
        CommunityFundingFactory(school=lead.school, amount=None)

    with django_assert_num_queries(6):
        found = school_partners.community_schools(TODAY, 2015)

    assert {(one.partners_total, one.sources, one.dollars, one.amounts_missing) for one in found} == {(1, 2, 60_000, 1)}
    assert [one.areas_covered for one in found] == [[area]] * 3


def test_the_page_of_a_school_says_who_works_there_for_what(client, principal, school):
    area, indicator = ServiceAreaFactory(name="Mental health"), IndicatorFactory()
    lead = LeadAgencyFactory(school=school, partner__name="The Village")
    one = SchoolPartnershipFactory(school=school, partner=lead.partner, level="CORE")
    one.areas.add(area)
    one.indicators.add(indicator)
    SchoolPartnershipFactory(school=school, partner__name="Gone", ends_on=date(2016, 1, 1))
    CoordinationNoteFactory(school=school, partner=lead.partner)
    CommunityFundingFactory(school=school, source="Lottery", amount=1200)
    ActivityFactory(school=school, held_on=TODAY).partners.add(lead.partner)

    response = client.get(address("school-partners", school.code))

    text = response.content.decode()
    for words in ("The Village", "Core", "Mental health", "Two tutors more", "Lottery", "In earlier years"):
        assert words in text
    assert response.context["lead_activities"] == 1
    assert [row.activities_logged for row in response.context["now"]] == [1]


def test_coordination_notes_are_for_those_who_keep_them(client, school):
    lead = LeadAgencyFactory(school=school)
    CoordinationNoteFactory(school=school, partner=lead.partner)
    client.force_login(MembershipFactory(role=Role.BOARD_MEMBER, school=None).user)

    assert "Two tutors more" not in client.get(address("school-partners", school.code)).content.decode()


def test_a_contact_reads_the_notes_and_schools_of_their_agency_and_of_no_other(client, school):
    lead, other = LeadAgencyFactory(school=school), LeadAgencyFactory()
    CoordinationNoteFactory(school=school, partner=lead.partner)
    CoordinationNoteFactory(school=other.school, partner=other.partner, text="Not for others")
    SchoolPartnershipFactory(school=school, partner=lead.partner)
    held = MembershipFactory(role=Role.PARTNER_CONTACT, school=None)
    PartnerAccount.objects.create(membership=held, partner=lead.partner)
    client.force_login(held.user)

    text = client.get(lead.partner.get_absolute_url()).content.decode()

    assert "Two tutors more" in text
    assert "Burns" in text
    assert "Not for others" not in text
    assert not SchoolPartnership.objects.visible_to(held.user).exclude(partner=lead.partner).exists()
    assert client.get(address("school-partners", school.code)).status_code == 403


@pytest.mark.parametrize("found", [{"level": "CORE"}, {"school": "BURNS"}, {"area": "AREA"}, {"school": "LED"}])
def test_partners_are_found_by_school_level_and_area(client, central, school, found):
    area = ServiceAreaFactory()
    one = SchoolPartnershipFactory(school=school, level="CORE", partner__name="Library")
    one.partner.areas.add(area)
    lead = LeadAgencyFactory(partner=one.partner)
    SchoolPartnershipFactory(level="ALIGNED")
    SchoolPartnershipFactory(school=school, level="CORE", ends_on=date(2016, 1, 1))
    named = {"BURNS": school.code, "LED": lead.school.code, "AREA": area.pk}

    page = client.get(address("partner-list"), {key: named.get(value, value) for key, value in found.items()})

    assert [partner.name for partner in page.context["page"].object_list] == ["Library"]


# ---------------------------------------------------------------------- changing


def test_a_principal_says_who_works_at_their_school(client, principal, school):
    partner, area, indicator = PartnerFactory(), ServiceAreaFactory(), IndicatorFactory()
    form = {"partner": partner.pk, "starts_on": "2025-09-01", "level": "CORE", "areas": [area.pk]}

    client.post(address("at-school-add", school.code), form | {"indicators": [indicator.pk]})

    one = SchoolPartnership.objects.get()
    assert (one.partner, one.school, list(one.areas.all()), list(one.indicators.all())) == (
        partner, school, [area], [indicator],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "no_indicator_reason"),
        ({"starts_on": "2014-01-01", "ends_on": "2013-01-01", "no_indicator_reason": "Arts"}, "ends_on"),
        ({"starts_on": "2016-01-01", "no_indicator_reason": "Arts"}, "__all__"),
        ({"starts_on": "soon", "no_indicator_reason": "Arts"}, "starts_on"),
        ({"partner": "0", "no_indicator_reason": "Arts"}, "partner"),
    ],
)
def test_what_is_wrong_with_a_partnership_is_said_and_nothing_typed_is_lost(client, principal, school, changes, field):
    there = SchoolPartnershipFactory(school=school)
    form = {"partner": there.partner_id, "starts_on": "2010-09-01", "ends_on": "2011-01-01", "note": "Typed text"}
    if changes.get("starts_on") == "2016-01-01":
        form.pop("ends_on")

    response = client.post(address("at-school-add", school.code), form | changes)

    assert field in response.context["form"].errors
    assert "Typed text" in response.content.decode()


def test_a_note_is_signed_and_goes_to_the_agency_of_its_day(client, principal, school):
    before = LeadAgencyFactory(school=school, ends_on=date(2020, 6, 30))
    LeadAgencyFactory(school=school, starts_on=date(2020, 7, 1))

    client.post(address("note-add", school.code), {"held_on": "2020-06-30", "text": "Handed over."})

    note = CoordinationNote.objects.get()
    assert (note.partner, note.written_by) == (before.partner, principal)


@pytest.mark.parametrize("day", ["2001-01-01", TOMORROW.isoformat(), ""])
def test_a_note_needs_a_day_with_a_lead_agency(client, principal, school, day):
    LeadAgencyFactory(school=school)

    response = client.post(address("note-add", school.code), {"held_on": day, "text": "Words"})

    assert "held_on" in response.context["form"].errors
    assert "Words" in response.content.decode()


def test_whom_to_contact_needs_a_way_to_reach_them_at_work(client, central):
    partner = PartnerFactory()

    response = client.post(address("person-add", partner.pk), {"name": "Lena", "is_active": "on"})
    assert "email" in response.context["form"].errors
    client.post(address("person-add", partner.pk), {"name": "Lena", "phone": "860-555-0123", "is_active": "on"})

    assert partner.people.get().phone == "860-555-0123"


def test_a_new_funding_source_begins_with_the_running_school_year(client, central, school):
    form = client.get(address("funding-add", school.code)).context["form"]

    assert form["fall_year"].value() == school_years.fall_year_of(TODAY)


def test_central_office_keeps_areas_lead_agencies_and_places(client, central, school):
    partner = PartnerFactory()
    client.post(address("area-add"), {"name": "Sports", "position": 5, "is_active": "on"})
    client.post(address("lead-add", school.code), {"partner": partner.pk, "starts_on": "2025-07-01"})
    client.post(address("funding-add", school.code), {"fall_year": TODAY.year, "source": "Grant", "kind": "CITY"})
    client.post(address("school-place", school.code), {"latitude": "41.76", "longitude": "-72.69"})

    assert ServiceArea.objects.get().code == "AREA_1"
    assert LeadAgency.objects.get().school == school
    assert str(school.place.latitude) == "41.760000"
    source = CommunityFunding.objects.get()
    client.post(address("funding-remove", source.pk))
    assert not CommunityFunding.objects.exists()


def test_the_partners_of_the_plan_bring_what_is_known_of_them_and_no_lead_agency_that_nobody_published():
    SchoolFactory(code="0640611")

    call_command("load_plan", verbosity=0)
    call_command("load_partners", verbosity=0)

    promise = Partner.objects.get(name="Hartford Promise")
    assert set(promise.indicators.values_list("pk", flat=True)) == {"CHRONIC_ABS", "COLLEGE_ACCEPT"}
    assert Partner.objects.get(name="Hartford Parent University").since_year == 2011
    assert ServiceArea.objects.filter(of_community_schools=True).count() == 6
    assert not LeadAgency.objects.exists()
    assert all(partner.about and partner.about_es for partner in Partner.objects.all())
