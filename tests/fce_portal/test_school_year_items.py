"""What "My work" says when a school year begins and something waits to be carried into it."""

from datetime import date

import pytest

from district import year_passages
from district.access import Role
from fce_portal import school_year_items
from governance.models import DutyYear
from tests.factories import MembershipFactory, SchoolYearFactory

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def days_of_last_year():
    SchoolYearFactory(fall_year=2025), SchoolYearFactory(fall_year=2026)
    DutyYear.objects.create(fall_year=2025, needs_by=date(2025, 10, 15))


def items(role=Role.ADMINISTRATOR, today=JUNE):
    user = MembershipFactory(role=role, school=None).user
    return [(one.kind, one.sentence, one.url) for one in school_year_items.items_for(user, today)]


def test_in_june_those_who_answer_for_years_read_what_waits_for_the_coming_year():
    assert items() == [
        (
            "waiting",
            "The school year 2026–27 begins on July 1, 2026: 1 record is to be carried over.",
            "/school-years/2026/begin/",
        )
    ]


def test_once_the_year_has_begun_it_is_late_until_the_end_of_september():
    ((kind, sentence, _url),) = items(today=date(2026, 8, 20))
    assert (kind, sentence[:38]) == ("warn", "The school year 2026–27 began on July ")
    assert items(today=date(2026, 10, 2)) == []


def test_earlier_nobody_is_told_and_others_never_are():
    assert items(today=date(2026, 5, 20)) == []
    assert items(Role.BOARD_MEMBER) == []


def test_who_has_carried_it_over_is_left_in_peace(monkeypatch):
    monkeypatch.setattr(year_passages, "years_open", lambda today=None: (2025, 2026))
    year_passages.carry_out(2026, by=MembershipFactory(role=Role.ADMINISTRATOR, school=None).user)
    assert items() == []


def test_a_year_with_nothing_to_carry_asks_for_nothing():
    DutyYear.objects.all().delete()
    assert items() == []
