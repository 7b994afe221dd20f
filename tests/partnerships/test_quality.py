from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from district.access import Role
from district.models import Language
from indicators import rollups
from indicators.overview import overview
from partnerships import coverage
from partnerships.activity_types import ActivityType
from partnerships.models import EngagementRule, HomeLanguage, HomelessServices
from partnerships.models.reach import Denominator
from partnerships.quality import languages
from partnerships.quality.reading import Asked, quality
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    SchoolFactory,
    SchoolProfileFactory,
    SchoolYearFactory,
    YearlyReachFactory,
)

pytestmark = pytest.mark.django_db
DISTRICT = reverse("partnerships:quality")


@pytest.fixture
def central(client):
    SchoolYearFactory(fall_year=2025)
    person = MembershipFactory(district_wide=True, role=Role.CENTRAL_OFFICE)
    client.force_login(person.user)
    return person


def lines(found, activity_type):
    return {line.label: line.words for piece in found.types if piece.code == activity_type for line in piece.lines}


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"en": 200, "es": 150}, {"en": 200, "es": 150}),
        ({"en": 200, "es": 150, "so": 3}, {"en": 200, "es": None, "so": None}),  # one alone could be worked out
        ({"en": 200, "es": 150, "so": 3, "ar": 5}, {"en": 200, "es": 150, "so": None, "ar": None}),
        # Two families left over by two languages, four by four: one each.
        ({"en": 200, "es": 150, "so": 1, "ar": 1}, {"en": 200, "es": None, "so": None, "ar": None}),
        ({"es": 90, "so": 1, "ar": 1, "pt": 1, "ksw": 1}, dict.fromkeys(["es", "so", "ar", "pt", "ksw"])),
        ({"es": 3}, {"es": None}),
        ({"es": 0, "en": 6}, {"en": 6}),
    ],
)
def test_small_numbers_of_families_are_never_shown_nor_worked_out(counts, shown):
    assert languages.shown(counts, 6) == shown


def test_languages_at_home_are_held_against_languages_offered(client, central):
    school = SchoolFactory()
    for tag, name in (("en", "English"), ("es", "Spanish"), ("pt", "Portuguese"), ("so", "Somali")):
        Language.objects.get_or_create(tag=tag, defaults={"name": name, "own_name": name})
    ActivityFactory(school=school, languages_offered=["es"])
    rollups.rebuild()
    address = reverse("partnerships:home-languages", args=[school.code, 2025])

    client.post(address, {"en": "200", "es": "90", "pt": "12", "so": "2", "seen": ""})

    text = client.get(reverse("partnerships:quality-school", args=[school.code]), {"year": "2025"}).content.decode()
    assert "nothing was offered in: Portuguese, Somali." in text
    assert "too few to tell" in text
    found = {row.language.tag: (row.families, row.hidden_schools) for row in languages.of_district(2025, {})}
    assert found == {"en": (200, 0), "es": (90, 0), "pt": (None, 0), "so": (None, 0)}


def test_two_who_state_languages_at_once_do_not_overwrite_each_other(client, central):
    school = SchoolFactory()
    Language.objects.get_or_create(tag="es", defaults={"name": "Spanish", "own_name": "español"})
    address = reverse("partnerships:home-languages", args=[school.code, 2025])
    client.post(address, {"es": "90", "seen": ""})

    response = client.post(address, {"es": "10", "seen": ""})

    assert "Somebody else saved 90" in str(response.context["form"].errors)
    assert HomeLanguage.objects.get().families_total == 90


def test_coverage_is_divided_by_exactly_one_thing_everywhere(client, central):
    stated = YearlyReachFactory(families_enrolled=300, families_home_visited=45).school
    silent = YearlyReachFactory(families_enrolled=None, families_home_visited=5).school

    by_families = coverage.of_schools([stated, silent], 2025)
    assert [(one.share, one.is_over_the_line) for one in by_families] == [(0.15, True), (None, False)]
    assert (overview(2025).coverage, overview(2025).without_base, overview(2025).by_students) == (0.15, 1, 0)
    page = client.get(reverse("partnerships:home-visits"), {"year": "2025"}).content.decode()
    assert "divided by families enrolled, as each school states" in page
    assert "45 of 300 at the 1 school that states it" in page
    assert f"<li>{silent} <span" in page

    client.post(
        reverse("partnerships:engagement-rule"),
        {"visit_denominator": "STUDENTS", "title_one_by": "11", "feedback_days": "7"},
    )

    assert EngagementRule.current().visit_denominator == Denominator.STUDENTS
    assert [one.share for one in coverage.of_schools([stated], 2025)] == [None]  # no enrollment is published here
    assert (overview(2025).coverage, overview(2025).by_students) == (None, 1)
    page = client.get(reverse("partnerships:home-visits"), {"year": "2025"}).content.decode()
    assert "divided by students enrolled in October" in page


def test_visits_because_of_absences_never_enter_the_coverage():
    school = SchoolFactory()
    ActivityFactory(school=school, activity_type=ActivityType.HOME_VISIT_ATT, visits_first_total=90, families_total=90)

    assert coverage.of_schools([school], 2025)[0].share is None


def test_the_annual_title_one_meeting_is_held_in_time_or_late(central):
    early, late, none = SchoolProfileFactory.create_batch(3, is_title1=True)
    meeting = ActivityType.TITLE1_ANNUAL_MEETING
    ActivityFactory(school=early.school, activity_type=meeting, held_on=date(2025, 11, 30))
    ActivityFactory(school=late.school, activity_type=meeting, held_on=date(2026, 1, 10))
    EngagementRule.objects.create(pk=1, title_one_by=11)
    rollups.rebuild()

    found = lines(quality(Asked(2025)), meeting)

    assert found["Title I schools that held it"] == "67%"
    assert found["Held by the end of the month asked for"] == "33%"
    of_each = [lines(quality(Asked(2025), one.school), meeting) for one in (early, late, none)]
    assert [list(one.values()) for one in of_each] == [
        ["1", "held on time"], ["1", "held after the month asked for"], ["none is logged"],
    ]  # fmt: skip


def test_what_a_school_states_or_owes_is_told_where_nothing_is_logged(client, central):
    school = SchoolProfileFactory(is_title1=True).school
    YearlyReachFactory(school=school, families_enrolled=200, families_home_visited=20, volunteers_total=7)
    of_school = reverse("partnerships:quality-school", args=[school.code])

    text = client.get(of_school, {"year": "2025", "type": "TITLE1_ANNUAL_MEETING"}).content.decode()
    assert "none is logged" in text
    text = client.get(of_school, {"year": "2025"}).content.decode()
    assert "Different volunteers" in text and "20 of 200" in text
    rows = b"".join(client.get(of_school, {"year": "2025", "format": "csv"}).streaming_content).decode("utf-8-sig")
    assert "Type,Volunteering,Activities," not in rows
    assert 'Type,Volunteering,"Different volunteers' in rows


def test_children_without_a_home_are_one_number_of_the_district():
    ActivityFactory(school=None, activity_type=ActivityType.SHELTER_TUTORING, sessions_total=4, hours_total=6)
    rollups.rebuild()

    HomelessServices.objects.create(fall_year=2025, children_tutored=31)

    found = lines(quality(Asked(2025)), ActivityType.SHELTER_TUTORING)
    assert found == {"Sessions": "4", "Hours": "6", "Children tutored, in the whole district and year": "31"}
    HomelessServices.objects.update(children_tutored=3)
    assert "fewer than 6" in lines(quality(Asked(2025)), ActivityType.SHELTER_TUTORING).values()


def test_the_page_is_narrowed_to_a_type_and_downloaded(client, central):
    ActivityFactory(audience="BOTH", rating_linked_to_learning=3, reason_linked_to_learning="Goal 2", families_total=12)
    ActivityFactory(activity_type=ActivityType.COMMUNITY_CAFE, audience="STAFF")
    rollups.rebuild()

    whole = client.get(DISTRICT, {"year": "2025"}).content.decode()
    only = client.get(DISTRICT, {"year": "2025", "type": "WORKSHOP"})
    text = b"".join(client.get(DISTRICT, {"year": "2025", "format": "csv"}).streaming_content).decode("utf-8-sig")

    assert "Families and staff together 50%, Families 0%, Staff 50%." in whole
    assert "Only: Workshop for families." in only.content.decode()
    assert only.context["found"].figures.counts["activities_held"] == 1
    assert "Type,Workshop for families,Families attending,12,12" in text


@pytest.mark.parametrize(
    "query",
    [
        {"year": "0"},
        {"year": "x"},
        {"type": "x"},
        {"initiative": "9.9"},
        {"indicator": "x"},
        {"type": "0", "year": "9" * 9},
    ],
)
def test_what_the_address_says_wrongly_is_ignored(client, central, query):
    assert client.get(DISTRICT, query).status_code == 200


def test_a_page_for_nobody_knows_which_school_is_not_found(client, central):
    for name, args in (
        ("quality-school", ["0"]),
        ("home-languages", ["0", 999999]),
        ("series", [0]),
    ):
        assert client.get(reverse(f"partnerships:{name}", args=args)).status_code == 404


def test_the_page_costs_the_same_for_one_activity_and_for_many(client, central, django_assert_num_queries):
    for activity_type in ActivityType.values:
        ActivityFactory(school=None, activity_type=activity_type)
    rollups.rebuild()
    client.get(DISTRICT, {"year": "2025"})
    with CaptureQueriesContext(connection) as once:
        client.get(DISTRICT, {"year": "2025"})
    ActivityFactory.create_batch(12)
    rollups.rebuild()
    with django_assert_num_queries(len(once)):
        client.get(DISTRICT, {"year": "2025"})
    assert len(once) <= 45
