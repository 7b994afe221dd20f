"""The check that operators trust: it must fail when a number is wrong, and only then."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from fce_portal.demo.copying import triggers_suspended
from indicators import rollup_check, rollups
from indicators.measures import sources
from indicators.models import DistrictCell, MeasureCell, RollupRun, SchoolYearCell
from tests.factories import ActivityFactory, CouncilMeetingFactory, InitiativeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    activity = ActivityFactory(families_total=12)
    activity.initiatives.add(InitiativeFactory())
    CouncilMeetingFactory(council__school=activity.school)
    rollups.refresh_all()
    return activity


def verify(**options):
    """The exit code of the command, and what it said."""
    said = StringIO()
    try:
        call_command("verify_rollups", stdout=said, wait=0, **options)
    except SystemExit as end:
        return end.code, said.getvalue()
    return 0, said.getvalue()


def test_it_passes_where_all_is_well_and_leaves_a_run(activity):
    code, said = verify()
    assert code == 0
    assert " 0 different, 0 waiting" in said
    assert RollupRun.objects.get(kind=RollupRun.Kind.VERIFY).error == ""


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: MeasureCell.objects.filter(slice_key=0, source="activities").update(counts=[1, 1, 0, 0, 0, 0, 0, 13]),
        lambda: MeasureCell.objects.exclude(slice_key=0).update(month=date(2025, 9, 1)),
        lambda: MeasureCell.objects.filter(source="council_meetings").delete(),
        lambda: MeasureCell.objects.create(school_key=0, month=date(2020, 1, 1), source="activities", counts=[1]),
        lambda: MeasureCell.objects.create(school_key=0, month=date(2020, 1, 1), source="retired", counts=[1]),
        lambda: DistrictCell.objects.create(month=date(2020, 1, 1), source="retired", counts=[1], schools_total=1),
        lambda: SchoolYearCell.objects.create(fall_year=2019, school_key=0, source="retired", counts=[1]),
        lambda: DistrictCell.objects.filter(source="council_meetings").update(counts=[2, 1]),
        lambda: DistrictCell.objects.update(schools_total=F("schools_total") + 1),
        lambda: DistrictCell.objects.filter(slice_key=0).delete(),
        lambda: SchoolYearCell.objects.filter(source="council_meetings").update(counts=[2, 1]),
        lambda: SchoolYearCell.objects.filter(source="activities").delete(),
        lambda: SchoolYearCell.objects.create(fall_year=2019, school_key=0, source="activities", counts=[1]),
    ],
)
def test_it_fails_and_says_where_when_a_stored_number_was_changed(activity, tamper):
    tamper()
    code, said = verify()
    assert code == 1
    assert "DIFFERENT" in said
    assert RollupRun.objects.get(kind=RollupRun.Kind.VERIFY).error


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE partnerships_activity SET families_total = 13",
        "UPDATE partnerships_activity SET held_on = '2025-09-30'",
        "DELETE FROM partnerships_activity_initiatives",
        "UPDATE governance_councilmeeting SET voting_present = 0",
    ],
)
def test_it_fails_when_rows_changed_without_a_mark(activity, change):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with triggers_suspended(change.split()[change.startswith("DELETE") + 1]):  # as some loaders do
            cursor.execute(change)
    assert verify()[0] == 1


def test_a_change_that_nobody_works_in_is_a_difference_too(activity):
    activity.families_total = 13
    activity.save()
    code, said = verify()
    assert code == 1
    assert "NOT REFRESHED" in said and "DIFFERENT" not in said

    rollups.refresh_all()
    assert verify()[0] == 0


def test_a_rebuild_mends_what_was_tampered_with(activity):
    MeasureCell.objects.all().delete()
    DistrictCell.objects.update(counts=[9])
    rollups.rebuild()
    assert verify()[0] == 0


@pytest.mark.django_db(transaction=True)
def test_no_transaction_of_it_is_longer_than_one_source_takes(activity):
    with CaptureQueriesContext(connection) as asked:
        assert not rollup_check.verify().differences
    beginnings = [query for query in asked.captured_queries if "REPEATABLE READ" in query["sql"]]
    assert len(beginnings) == len(sources()) > 5
