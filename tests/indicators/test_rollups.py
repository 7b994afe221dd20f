"""The rollup keeps its promise: cells equal rows, whoever writes and whatever fails."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from indicators import rollup_check, rollups
from indicators.measures import by_code
from indicators.models import DistrictCell, MeasureCell, SchoolYearCell, StaleCell
from tests.factories import ActivityFactory, InitiativeFactory

pytestmark = pytest.mark.django_db


def test_saving_an_activity_makes_its_school_month_stale_and_a_refresh_counts_it():
    activity = ActivityFactory(families_total=12)
    activity.initiatives.add(InitiativeFactory())
    assert set(StaleCell.objects.values_list("source", "school_key", "month")) == {
        ("activities", activity.school_id, date(2025, 10, 1))
    }

    done = rollups.refresh()

    assert (done.claimed, done.changed) == (2, 3)  # all rows, the initiative, the type
    assert rollup_check.verify().differences == []
    assert [by_code("activities", cell.counts)["families_attending"] for cell in MeasureCell.objects.all()] == [12] * 3


def test_a_deleted_activity_leaves_no_cell_behind():
    activity = ActivityFactory(families_total=12)
    rollups.refresh()

    activity.delete()
    rollups.refresh()

    for model in (MeasureCell, DistrictCell, SchoolYearCell):
        assert not model.objects.exists()


@pytest.mark.parametrize("value", ["held_on = 'infinity'", "held_on = '0001-01-01'", "hours_total = 'NaN'"])
def test_no_row_can_hold_what_would_stop_the_rollup_for_all(value):
    ActivityFactory()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE partnerships_activity SET {value}")
