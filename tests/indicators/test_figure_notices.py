"""New figures: the heads of their schools and the board hear of it, once a day, in few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from district.access import Role
from district.models import Notice
from indicators.importing import runs
from indicators.notices import OF_DISTRICT, OF_SCHOOL, figures_published
from tests.factories import ImportRunFactory, IndicatorValueFactory, MembershipFactory, SchoolFactory

pytestmark = pytest.mark.django_db


def told(kind):
    return {one.recipient for one in Notice.objects.filter(kind=kind.code)}


def test_the_principal_of_each_school_and_the_board_hear_of_it_but_not_whoever_published():
    principal, other = MembershipFactory(), MembershipFactory()
    MembershipFactory(role=Role.SCHOOL_STAFF, school=principal.school)
    board = MembershipFactory(role=Role.BOARD_MEMBER, school=None).user
    central, colleague = (MembershipFactory(district_wide=True).user for _number in range(2))
    run = ImportRunFactory(state="APPROVED", published_at=None)
    IndicatorValueFactory(run=run, school=principal.school)

    runs.publish(run=run, by=central)

    assert told(OF_SCHOOL) == {principal.user}
    assert told(OF_DISTRICT) == {board, colleague}
    assert not other.user.notices.exists()
    assert principal.user.notices.get().path == f"/schools/{principal.school.code}/dashboard/"


def test_many_files_of_one_day_are_one_notice():
    held = MembershipFactory()
    for fall_year in range(2014, 2017):
        run = ImportRunFactory()
        IndicatorValueFactory(run=run, school=held.school, fall_year=fall_year)
        figures_published(run)
    assert held.user.notices.count() == 1


def test_a_run_without_figures_tells_nobody():
    MembershipFactory(role=Role.BOARD_MEMBER, school=None)
    figures_published(ImportRunFactory())
    assert not Notice.objects.exists()


def test_the_number_of_queries_does_not_depend_on_the_number_of_schools():
    def queries(schools_total):
        run = ImportRunFactory()
        for _number in range(schools_total):
            IndicatorValueFactory(run=run, school=MembershipFactory(school=SchoolFactory()).school)
        Notice.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            figures_published(run)
        return len(captured)

    MembershipFactory(role=Role.BOARD_MEMBER, school=None)
    assert queries(1) == queries(12) <= 14
