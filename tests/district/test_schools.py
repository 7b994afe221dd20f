"""Schools: anyone finds and reads them; facts change from a day on and never overlap."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from district import schools
from district.access import Role
from district.forms.schools import FactsForm, NewSchoolForm, PeriodForm
from district.models import School, SchoolProfile
from district.schools import take_names_in_force
from tests.factories import MembershipFactory, SchoolFactory, SchoolProfileFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def central(client):
    client.force_login(MembershipFactory(district_wide=True).user)
    return client


@pytest.fixture
def burns():
    """A K-8 school since 2010."""
    school = SchoolFactory(name="Burns Latino Studies Academy")
    SchoolProfileFactory(school=school, starts_on=date(2010, 7, 1), name=school.name, low_grade=0, high_grade=8)
    return school


def facts(**changes):
    return {"starts_on": "2018-07-01", "name": "Burns", "low_grade": "0", "high_grade": "5", "tier": ""} | changes


def test_a_school_is_found_by_name_code_grade_level_and_tier(client, burns):
    high = SchoolFactory(name="Bulkeley High School", code="0647111")
    SchoolProfileFactory(school=high, low_grade=9, high_grade=12, tier="INTENSIVE")

    def found(**query):
        return list(client.get(reverse("district:school-list"), query).context["page"])

    assert found(q="latino") == [burns]
    assert found(q="0647") == [high]
    assert found(grade="8") == [burns]
    assert found(level="high") == [high]
    assert found(level="middle") == [burns]
    assert found(tier="INTENSIVE") == [high]


def test_filters_that_make_no_sense_are_left_out(client, burns):
    page = client.get(reverse("district:school-list"), {"grade": "77", "level": "x", "page": "-3", "nonsense": "1"})

    assert page.status_code == 200
    assert list(page.context["page"]) == [burns]


def test_closed_schools_are_listed_only_when_asked_for(client, burns):
    closed = SchoolFactory(name="Barnard-Brown", closed_on=date(2012, 6, 30))

    assert closed not in client.get(reverse("district:school-list")).context["page"]
    assert list(client.get(reverse("district:school-list"), {"status": "closed"}).context["page"]) == [closed]


def test_the_list_costs_the_same_for_one_and_for_thirty_schools(client, burns, django_assert_num_queries):
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("district:school-list"))
    for _number in range(29):
        SchoolProfileFactory()
    with django_assert_num_queries(len(one)):
        client.get(reverse("district:school-list"))


def test_new_facts_close_the_period_before(central, burns):
    answer = central.post(reverse("district:school-edit", args=[burns.code]), facts(name="Burns Elementary"))

    assert answer.status_code == 302
    before, after = burns.profiles.order_by("starts_on")
    assert before.ends_on == date(2018, 6, 30)
    assert (after.starts_on, after.ends_on, after.high_grade) == (date(2018, 7, 1), None, 5)
    burns.refresh_from_db()
    assert burns.name == "Burns Elementary"


def test_facts_entered_for_the_middle_end_where_the_next_period_begins(central, burns):
    central.post(reverse("district:school-edit", args=[burns.code]), facts())
    central.post(reverse("district:school-edit", args=[burns.code]), facts(starts_on="2014-07-01", high_grade="6"))

    assert [(p.starts_on.year, p.ends_on and p.ends_on.year) for p in burns.profiles.order_by("starts_on")] == [
        (2010, 2014),
        (2014, 2018),
        (2018, None),
    ]


def test_a_second_period_from_the_same_day_is_refused_beside_the_date(central, burns):
    answer = central.post(reverse("district:school-edit", args=[burns.code]), facts(starts_on="2010-07-01"))

    assert "starts_on" in answer.context["form"].errors
    assert burns.profiles.count() == 1


def test_one_grade_without_the_other_is_refused(central, burns):
    answer = central.post(reverse("district:school-edit", args=[burns.code]), facts(high_grade=""))

    assert "high_grade" in answer.context["form"].errors


def test_a_corrected_period_may_not_touch_another(central, burns):
    central.post(reverse("district:school-edit", args=[burns.code]), facts())
    first = burns.profiles.get(starts_on=date(2010, 7, 1))
    answer = central.post(
        reverse("district:period-edit", args=[burns.code, first.pk]),
        facts(starts_on="2010-07-01", ends_on="2019-06-30"),
    )

    assert "ends_on" in answer.context["form"].errors
    first.refresh_from_db()
    assert first.ends_on == date(2018, 6, 30)


def test_the_database_itself_refuses_overlapping_periods(burns):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="school_profile_no_overlap"):
        SchoolProfileFactory(school=burns, starts_on=date(2015, 7, 1))


def test_a_school_is_added_with_its_first_facts_and_its_predecessors(central, burns):
    answer = central.post(
        reverse("district:school-add"),
        {"code": "0649911", "opened_on": "2018-07-01", "predecessors": [burns.pk]} | facts(name="Burns Middle"),
    )

    school = School.objects.get(code="0649911")
    assert answer.url == school.get_absolute_url()
    assert school.name == "Burns Middle"
    assert list(school.predecessors.all()) == [burns]


@pytest.mark.parametrize("code", ["123", "064061X", "06406111"])
def test_a_state_code_has_seven_digits(central, code):
    answer = central.post(reverse("district:school-add"), facts(code=code))

    assert "code" in answer.context["form"].errors
    assert not School.objects.exists()


def test_a_state_code_is_given_once(central, burns):
    answer = central.post(reverse("district:school-add"), facts(code=burns.code))

    assert "code" in answer.context["form"].errors


def test_a_school_cannot_close_before_it_opens(central, burns):
    burns.opened_on = date(2010, 7, 1)
    burns.save()
    answer = central.post(
        reverse("district:school-close", args=[burns.code]), {"last_day": "2009-06-30", "reason": "Few children."}
    )

    assert "last_day" in answer.context["form"].errors


def test_a_school_that_opens_says_from_when_it_carries_on(burns):
    school, facts = (
        School(code="0649912", name="New", opened_on=date(2018, 7, 1)),
        SchoolProfile(starts_on=date(2018, 7, 1), name="New"),
    )
    schools.open_school(school=school, facts=facts, predecessors=[burns], by=UserFactory())
    assert school.came_from.get().on == date(2018, 7, 1)


def test_a_name_that_begins_to_hold_tonight_is_taken_then(burns):
    burns.profiles.update(ends_on=date(2030, 6, 30))
    SchoolProfileFactory(school=burns, starts_on=date(2030, 7, 1), name="A new name")

    assert take_names_in_force(on=date(2030, 6, 30)) == 0
    assert take_names_in_force(on=date(2030, 7, 1)) == 1
    burns.refresh_from_db()
    assert burns.name == "A new name"


def test_the_page_of_a_school_shows_people_only_to_those_who_lead_it(client, burns):
    teacher = MembershipFactory(school=burns, role=Role.SCHOOL_STAFF)
    principal = MembershipFactory(school=burns, role=Role.PRINCIPAL)

    assert teacher.user.name not in client.get(burns.get_absolute_url()).content.decode()
    client.force_login(teacher.user)
    assert "people" not in client.get(burns.get_absolute_url()).context
    client.force_login(principal.user)
    assert teacher.user.name in client.get(burns.get_absolute_url()).content.decode()


def test_a_principal_may_not_change_the_facts_of_their_school(client, burns):
    client.force_login(MembershipFactory(school=burns, role=Role.PRINCIPAL).user)

    assert client.post(reverse("district:school-edit", args=[burns.code]), facts()).status_code == 403
    assert SchoolProfile.objects.count() == 1


def test_the_school_years_count_the_schools_open_in_them(client, burns):
    from django.core.management import call_command

    call_command("load_plan", verbosity=0)
    SchoolFactory(closed_on=date(2012, 6, 30))
    years = {
        year.fall_year: year.schools_open for year in client.get(reverse("district:school-year-list")).context["years"]
    }

    assert (years[2011], years[2012]) == (2, 1)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_list_of_schools_can_be_taken_along_as_a_file(client, burns, file_format):
    SchoolFactory(name="A school without facts")
    answer = client.get(reverse("district:school-list"), {"format": file_format, "q": ""})

    content = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    if file_format == "csv":
        assert "Burns Latino Studies Academy,K,8" in content.decode()
        assert "A school without facts" in content.decode()


@pytest.mark.parametrize("form", [FactsForm, PeriodForm, NewSchoolForm])
def test_the_form_of_a_school_says_what_it_means_to_choose_nothing(form):
    shown = str(form())
    assert "---------" not in shown and "Not known" in shown and "Not set" in shown
