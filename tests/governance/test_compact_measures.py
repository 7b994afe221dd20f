"""What is counted of compacts: heard, approved in time, published, handed out by channel, talked through."""

from datetime import date

import pytest
from django.utils import timezone

from district import school_years
from district.loading import load_languages
from governance.compacts import life, measures
from governance.models import CompactYear
from indicators.models import StaleCell
from tests.factories import UserFactory
from tests.governance.compact_world import approved, in_review, in_state, motion_for, published
from tests.governance.test_policies import in_review as policy_in_review

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spoken(db):
    load_languages()


def number(measure):
    return measure.source.rows().aggregate(total=measure.aggregate)["total"] or 0


def test_what_was_approved_counts_in_time_or_late_and_not_where_it_was_undone():
    CompactYear.objects.create(fall_year=2025, approve_by=timezone.localdate())
    version = approved()
    assert (number(measures.approved), number(measures.in_time)) == (1, 1)
    CompactYear.objects.update(approve_by=date(2025, 11, 15))
    late = in_review()
    life.approve(late, motion_for(late), by=UserFactory())
    assert (number(measures.approved), number(measures.in_time)) == (2, 1)
    life.move("undo", version=version, by=UserFactory(), note="No.")
    assert (number(measures.approved), number(measures.in_time)) == (1, 0)


def test_languages_copies_by_channel_and_sheets_are_counted():
    version = in_state("DISTRIBUTED")  # a hundred sent home in Spanish, in_state says
    version.handed_out.create(
        given_on=date(2025, 11, 21), channel="MESSAGE", language_id="en", copies_total=40, acknowledged_total=7
    )
    by_code = {one.code: number(one) for one in [measures.copies, measures.acknowledged, *measures.by_channel]}
    assert by_code["compact_copies"] == 140
    assert (by_code["compact_copies_home"], by_code["compact_copies_message"]) == (100, 40)
    assert by_code["compact_acknowledged"] == 7
    assert number(measures.published) == 1


def test_a_translation_that_is_changed_again_is_no_longer_counted():
    translation = published(approved())
    assert (translation.school_id, number(measures.published)) == (translation.version.compact.school_id, 1)
    life.languages.reopen(translation)
    assert number(measures.published) == 0


def test_policies_and_the_districts_own_text_are_not_counted_as_compacts():
    policy_in_review()
    before = number(measures.sessions)
    in_review()
    assert (before, number(measures.sessions)) == (0, 1)


def test_each_change_marks_its_school_and_month():
    version = in_state("DISTRIBUTED")
    marks = set(StaleCell.objects.values_list("source", flat=True))
    assert {"compact_sessions", "compact_approvals", "compact_languages", "compact_copies"} <= marks
    StaleCell.objects.all().delete()
    version.handed_out.update(copies_total=3)
    mark = StaleCell.objects.get()
    assert (mark.source, mark.school_key, mark.month) == ("compact_copies", version.school_id, date(2025, 11, 1))


def test_a_version_of_a_school_says_so_for_the_measures():
    assert school_years.fall_year_of(date(2025, 11, 1)) == 2025
    assert in_review().school_id is not None
    assert policy_in_review().school_id is None
