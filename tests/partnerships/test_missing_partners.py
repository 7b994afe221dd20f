"""Where partners are missing: need from published figures and targets, and who works on it today."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from indicators.models.values import Shown
from partnerships import missing_partners
from partnerships.missing_partners import By, State
from tests.factories import (
    IndicatorFactory,
    IndicatorTargetFactory,
    IndicatorValueFactory,
    MembershipFactory,
    SchoolFactory,
    SchoolPartnershipFactory,
    SchoolProfileFactory,
    ServiceAreaFactory,
)

pytestmark = pytest.mark.django_db
YEAR = 2015


@pytest.fixture
def absence():
    """Fewer than a tenth may be absent often."""
    found = IndicatorFactory(code="CHRONIC_ABS", unit="PERCENT", direction="LOWER", low_grade=-1,
                             high_grade=12, primary_instrument="DISTRICT_CHRONIC")  # fmt: skip
    IndicatorTargetFactory(indicator=found, kind="ADOPTED", comparator="<", target_value=10, baseline_value=25,
                           target_fall_year=2019, cycle="2015-2020")  # fmt: skip
    return found


def school_with(absence, value, *, shown=Shown.VALUE, tier="", **more):
    school = SchoolFactory(**more)
    SchoolProfileFactory(school=school, starts_on=date(2010, 7, 1), tier=tier, low_grade=0, high_grade=8)
    if value is not None:
        IndicatorValueFactory(
            indicator=absence, instrument="DISTRICT_CHRONIC", school=school, scope="SCHOOL", fall_year=YEAR,
            value=value, shown=shown, shown_value=value if shown == Shown.VALUE else None, is_published=True,
        )  # fmt: skip
    return school


def states(by=By.INDICATOR):
    _columns, rows = missing_partners.table(YEAR, by=by)
    return {row.school.name: [cell.state for cell in row.cells] for row in rows}


def test_a_school_short_of_the_target_without_a_partner_misses_one(absence):
    school_with(absence, 24, name="Short")
    served = school_with(absence, 24, name="Served")
    school_with(absence, 4, name="Fine")
    school_with(absence, None, name="Silent")
    SchoolPartnershipFactory(school=served).indicators.add(absence)

    assert states() == {
        "Short": [State.MISSING],
        "Served": [State.SERVED],
        "Fine": [State.NO_NEED],
        "Silent": [State.UNKNOWN],
    }


def test_a_figure_that_is_held_back_is_not_told_by_the_need(absence):
    school_with(absence, 24, shown=Shown.SUPPRESSED, name="Small")

    assert states() == {"Small": [State.UNKNOWN]}


def test_the_totals_say_at_how_many_schools_the_need_is_not_known(absence):
    school_with(absence, 24, name="Short")
    school_with(absence, None, name="Silent")
    school_with(absence, 24, shown=Shown.SUPPRESSED, name="Small")

    assert missing_partners.totals(*missing_partners.table(YEAR)) == [(absence, 1, 1, 2)]


def test_a_partnership_that_has_ended_helps_nobody(absence):
    school = school_with(absence, 24, name="Short")
    SchoolPartnershipFactory(school=school, ends_on=date(2016, 1, 1)).indicators.add(absence)

    assert states() == {"Short": [State.MISSING]}


def test_an_area_is_needed_where_an_indicator_tied_to_it_is_short(absence):
    health, arts = ServiceAreaFactory(position=1), ServiceAreaFactory(position=2)
    health.indicators.add(absence)
    served = school_with(absence, 24, name="Served")
    school_with(absence, 24, name="Short")
    SchoolPartnershipFactory(school=served).areas.add(health, arts)

    assert states(By.AREA) == {"Served": [State.SERVED, State.UNKNOWN], "Short": [State.MISSING, State.UNKNOWN]}


def test_grades_that_are_not_asked_are_no_need(absence):
    absence.low_grade = absence.high_grade = 12
    absence.save()
    school_with(absence, 24, name="Primary")

    assert states() == {"Primary": [State.NOT_ASKED]}


def test_schools_with_the_most_support_come_first(absence):
    for tier in ("GUARANTEED", "INTENSIVE", "NEED_BASED"):
        school_with(absence, 24, tier=tier, name=tier)

    _columns, rows = missing_partners.table(YEAR)

    assert [row.school.name for row in rows] == ["INTENSIVE", "NEED_BASED", "GUARANTEED"]


def test_the_cost_does_not_grow_with_the_schools(absence, django_assert_max_num_queries):
    for _number in range(3):
        SchoolPartnershipFactory(school=school_with(absence, 24)).indicators.add(absence)

    with django_assert_max_num_queries(9):
        missing_partners.table(YEAR, by=By.AREA)


@pytest.fixture
def board(client):
    client.force_login(MembershipFactory(role=Role.BOARD_MEMBER, school=None).user)


def test_the_page_counts_filters_and_downloads(client, board, absence):
    school = school_with(absence, 24, tier="INTENSIVE", name="Short")
    school_with(absence, 4, name="Fine")
    address = reverse("partnerships:partners-missing")

    page = client.get(address, {"missing": "on", "school": school.code})
    lines = b"".join(client.get(address, {"format": "csv", "tier": "INTENSIVE"}).streaming_content).decode("utf-8-sig")

    assert [row.school for row in page.context["page"].object_list] == [school]
    assert "24.0% in 2015–16, target less than 10%" in page.content.decode()
    assert page.context["missing_total"] == 1
    assert lines.count("\n") == 2
    assert "Short" in lines


@pytest.mark.parametrize("query", [{"by": "x"}, {"tier": "x"}, {"zone": "99"}, {"school": "x"}, {"page": "0"}])
def test_what_the_address_says_wrongly_is_ignored(client, board, absence, query):
    school_with(absence, 24)

    page = client.get(reverse("partnerships:partners-missing"), query)

    assert (page.status_code, page.context["total"]) == (200, 1)
    assert timezone.localdate() == page.context["day"]
